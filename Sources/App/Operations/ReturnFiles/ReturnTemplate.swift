// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Returns
import Stores
import Tabular
import Wording
import Workbooks

/// A table of a data set: a column for each figure, a row for each return that is owed and not sent.
public struct ReturnTemplate: Sendable {
    /// Each name in the languages of the installation, the country's own first, and the unit.
    public var columns: [String]
    /// Whose, where and when; the figures behind them stand empty, or as the drafts have them.
    public var rows: [[String]]
    /// Places of columns that hold numbers, from 0.
    public var numbers: Set<Int> = []

    public var csv: [UInt8] {
        var writer = CSVWriter(columns: columns, forSpreadsheets: true)
        for row in rows { writer.append(row + Array(repeating: "", count: columns.count - row.count)) }
        return writer.bytes
    }

    /// - Throws: ``WorkbookRefusal/notWritten(_:)``
    public func workbook(named name: String) throws -> [UInt8] {
        try ListWriter.bytes(
            sheet: name, columns: columns.map { ListColumn($0, width: 22) },
            rows: rows.lazy.map { row in
                row.enumerated().map { value($0.element, isNumber: numbers.contains($0.offset)) }
                    + Array(repeating: .blank, count: columns.count - row.count)
            })
    }

    private func value(_ text: String, isNumber: Bool) -> ListValue {
        if text.isEmpty { return .blank }
        return isNumber ? ExactDecimal(text).map { .number($0) } ?? .text(text) : .text(text)
    }
}

extension Platform {
    /// A table of a data set for a site, or for every site of a firm that owes it.
    ///
    /// - Parameters:
    ///   - dataSet: its name, such as `factoryMonthly`, as it is for periods of today.
    ///   - site: the columns are those of its industry.
    ///   - organisation: whose sites they are where no site is named; the actor's own unless said.
    ///   - isFilled: with what the drafts say already.
    public func returnTemplate(
        _ dataSet: String, site: SiteID? = nil, organisation: OrganisationID? = nil, isFilled: Bool = false, by actor: Actor
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
            let drafts = isFilled ? lines.compactMap(\.made?.answers) : []
            let columns = fields.flatMap { TemplateColumn.columns(of: $0, drafts) } + wastes.map { .waste($0) }
            let units = lists.units.edition(on: today)
            var isNoted = false
            let rows = try lines.sorted { ($0.period.first, $0.site.value) < ($1.period.first, $1.site.value) }.compactMap { line -> [String]? in
                guard let site = sites.first(where: { $0.id == line.site }) else { return nil }
                let name = site.nameLocal.isEmpty ? site.nameEnglish : site.nameLocal
                let keys = [firms[site.organisation]?.registrationNumber ?? "", name, line.period.description]
                guard isFilled, let answers = line.made?.answers else { return keys }
                let left = columns.compactMap { $0.left(answers, names, units) }
                if !left.isEmpty { isNoted = true }
                return keys + (try columns.map { try $0.text(answers, names, units) { try r.journal.open($0) } }) + [left.joined(separator: "; ")]
            }
            let headings = names.keys + columns.map { names.heading($0, in: lists) } + (isNoted ? [names.said(ReturnTemplatePhrase.left)] : [])
            return ReturnTemplate(
                columns: headings, rows: rows.map { Array($0.prefix(headings.count)) },
                numbers: Set(columns.indices.filter { columns[$0].holdsNumbers }.map { $0 + names.keys.count }))
        }
    }
}

/// What stands over the columns of a template, so that it is read back without a question.
struct TemplateNames {
    /// The country's own first.
    var languages: [Words]

    /// Whose, where and when.
    var keys: [String] { [said(ReturnTemplatePhrase.registration), said(ReturnTemplatePhrase.site), said(ReturnTemplatePhrase.period)] }

    func heading(_ column: TemplateColumn, in lists: CodeLists) -> String {
        switch column {
        case .figure(let field, let unit): said(field.phrase) + (unit.map { " (\($0))" } ?? "")
        case .end(let place, _): said(place.phrase) + " (m3)"
        case .basis: said(EstimateColumnPhrase.basis)
        case .waste(let key): "\(key.waste.description) \(ColumnWords.arrow) \(said(key.destination.phrase)) (\(TemplateColumn.wasteUnit))"
        }
    }

    /// What a column is of, in the country's own language.
    func short(_ column: TemplateColumn) -> String {
        switch column {
        case .figure(let field, _), .end(_, let field), .basis(let field): own(field.phrase)
        case .waste(let key): "\(key.waste.description) \(ColumnWords.arrow) \(own(key.destination.phrase))"
        }
    }

    /// In the country's own language.
    func own(_ phrase: some PhraseKey) -> String { languages[0][phrase] }

    func said(_ phrase: some PhraseKey) -> String {
        var seen: Set<String> = []
        return languages.map { $0[phrase] }.filter { seen.insert($0).inserted }.joined(separator: " / ")
    }
}

/// Headings of a template.
public enum ReturnTemplatePhrase: String, PhraseKey {
    public static let area = "returntemplates"
    case registration, site, period
    /// Figures of a draft whose unit is not exactly the column's.
    case left
}

extension Reading {
    /// Wastes that sites reported line by line without a note in the last two years, each way once.
    fileprivate func wasteColumns(of sites: [SiteID], on today: CalendarDate) throws -> [WasteKey] {
        let since = Period.month(today.month.adding(months: -24)).first
        let lines = try returns.returns(of: sites, since: since, limit: 60).flatMap(\.answers.wastes)
        return Array(Set(lines.filter { $0.destination != .note && $0.site == nil }.map(\.key))).sorted().prefix(20).map { $0 }
    }
}
