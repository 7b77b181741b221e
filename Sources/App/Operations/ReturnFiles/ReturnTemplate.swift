// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Returns
import Stores
import Tabular
import Wording
import Workbooks

/// An empty table of a data set: a column for each figure, a row for each return that is owed and not sent.
public struct ReturnTemplate: Sendable {
    /// Each name in the languages of the installation, the country's own first, and the unit.
    public var columns: [String]
    /// Whose, where and when; the figures stand empty.
    public var rows: [[String]]

    public var csv: [UInt8] {
        var writer = CSVWriter(columns: columns, marksOrder: true)
        for row in rows { writer.append(row + Array(repeating: "", count: columns.count - row.count)) }
        return writer.bytes
    }

    /// - Throws: ``WorkbookRefusal/notWritten(_:)``
    public func workbook(named name: String) throws -> [UInt8] {
        try ListWriter.bytes(
            sheet: name, columns: columns.map { ListColumn($0, width: 22) },
            rows: rows.lazy.map { row in row.map { .text($0) } + Array(repeating: .blank, count: columns.count - row.count) })
    }
}

extension Platform {
    /// An empty table of a data set for a site, or for every site of a firm that owes it.
    ///
    /// - Parameters:
    ///   - dataSet: its name, such as `factoryMonthly`, as it is for periods of today.
    ///   - site: the columns are those of its industry.
    ///   - organisation: whose sites they are where no site is named; the actor's own unless said.
    public func returnTemplate(
        _ dataSet: String, site: SiteID? = nil, organisation: OrganisationID? = nil, by actor: Actor
    ) async throws -> ReturnTemplate {
        let today = self.today
        guard let set = dataSets.set(dataSet, on: today) else { throw PlatformError.notFound }
        let (table, country, zone, lists) = (wording, self.country, self.zone, self.lists)
        return try await read { r in
            var sites: [Site] = []
            if let site {
                guard let found = try r.registry.site(site), may(.readReturn, actor: actor, subject: r.subject(of: found)).isAllowed else {
                    throw PlatformError.notFound
                }
                sites = [found]
            } else if let firm = organisation ?? actor.principal?.id {
                sites = try r.registry.sites(of: firm).filter { may(.readReturn, actor: actor, subject: r.subject(of: $0)).isAllowed }
            }
            let lines = try r.returnLines(of: Array(sites.prefix(40)), on: today).filter { $0.dataSet.id == set.id && $0.made?.state.isOpen ?? true }
            let owing = Set(lines.map(\.site))
            if site == nil { sites = sites.filter { owing.contains($0.id) } }
            let firms = try r.registry.organisations(Set(sites.map(\.organisation)))
            let order: [Language] = country == .cambodia ? [.khmer, .vietnamese, .english] : [.vietnamese, .khmer, .english]
            let names = TemplateNames(languages: order.map { Words($0, table: table, zone: zone) })
            let industries = sites.map { $0.attributes(on: today).isic }
            let fields = set.fields.filter { field in industries.isEmpty || industries.contains(where: field.sectors.covers) }
            let wastes = set.wastes == .none ? [] : try r.wasteColumns(of: sites.map(\.id), on: today)
            let columns =
                names.keys + fields.map { names.heading($0) } + wastes.map { names.heading($0, in: lists) }
            let rows = lines.sorted { ($0.period.first, $0.site.value) < ($1.period.first, $1.site.value) }.compactMap { line -> [String]? in
                guard let site = sites.first(where: { $0.id == line.site }) else { return nil }
                let name = site.nameLocal.isEmpty ? site.nameEnglish : site.nameLocal
                return [firms[site.organisation]?.registrationNumber ?? "", name, line.period.description]
            }
            return ReturnTemplate(columns: columns, rows: rows)
        }
    }
}

/// What stands over the columns of a template, so that it is read back without a question.
struct TemplateNames {
    /// The country's own first.
    var languages: [Words]

    /// Whose, where and when.
    var keys: [String] { [said(ReturnTemplatePhrase.registration), said(ReturnTemplatePhrase.site), said(ReturnTemplatePhrase.period)] }

    func heading(_ field: DataField) -> String { said(field.phrase) + (field.units.first.map { " (\($0))" } ?? "") }

    func heading(_ key: WasteKey, in lists: CodeLists) -> String { "\(key.waste.description) \(ColumnWords.arrow) \(said(key.destination.phrase)) (kg)" }

    private func said(_ phrase: some PhraseKey) -> String {
        var seen: Set<String> = []
        return languages.map { $0[phrase] }.filter { seen.insert($0).inserted }.joined(separator: " / ")
    }
}

/// Headings of a template.
public enum ReturnTemplatePhrase: String, PhraseKey {
    public static let area = "returntemplates"
    case registration, site, period
}

extension Reading {
    /// Wastes that sites reported line by line without a note in the last two years, each way once.
    fileprivate func wasteColumns(of sites: [SiteID], on today: CalendarDate) throws -> [WasteKey] {
        let since = Period.month(today.month.adding(months: -24)).first
        let lines = try returns.returns(of: sites, since: since, limit: 60).flatMap(\.answers.wastes)
        return Array(Set(lines.filter { $0.destination != .note && $0.site == nil }.map(\.key))).sorted().prefix(20).map { $0 }
    }
}
