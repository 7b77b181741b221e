// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Returns
import Stores

/// What files of data sets do, or did.
public struct DataSetLoad: Sendable {
    /// How many firms owe a set newly, or no more.
    public struct Firms: Hashable, Sendable {
        public var dataSet: String
        public var newly: Int
        public var noMore: Int
    }

    public var change: DataSetsChange
    /// The day as of which firms were counted; the sets in their order, without those for which nothing changes.
    public var day: CalendarDate
    public var firms: [Firms]
    /// The sets with it.
    public var after: DataSets
}

/// A file of a list that was loaded: when, and by whom, as the journal has it.
public struct ListLoad: Sendable {
    public var list: String
    public var edition: String
    public var at: Instant
    /// Names of the person and the authority; `nil` where the line of the journal is not known, and of what was done at the server.
    public var person: String?
    public var organisation: Organisation?
}

extension LoadedList where Value == DataSets {
    /// Newer versions of sets, their fields, and who owes them. What stands is never changed but for its last day.
    static let dataSets = LoadedList(
        files: DataSets.files, edition: "datasets",
        laying: { known, given in
            let (sets, faults) = known.adding(given.files, units: given.lists.units.all.flatMap(\.rows))
            return (
                sets,
                faults.map { fault in
                    let (reason, expected) = fault.reason.map { ($0, fault.note) } ?? columns[fault.column] ?? (.blank, "")
                    return ListFault(file: fault.file, line: fault.line, column: fault.column, value: fault.value, reason: reason, expected: expected)
                }
            )
        }, isSame: { $0 == $1 })

    /// What each column takes, for whom it is filled in wrongly. One that is not named here must not be blank.
    private static let columns: [String: (ListFault.Reason, String)] = [
        "id": (.badCode, "factoryMonthly"), "data_set": (.badCode, "factoryMonthly"), "field": (.badCode, "electricityGrid"), "version": (.badNumber, "1–999"),
        "valid_from": ListFault.Reason.day, "valid_to": ListFault.Reason.day, "periods": (.badWord, "month;quarter;year"),
        "plant": (.badWord, DataSetPhrase.things("plant").joined(separator: ", ")), "wastes": ListFault.Reason.words(WasteLines.allCases),
        "simple": (.badWord, "0, 1"), "required": (.badWord, "0, 1"), "bill": (.badWord, "0, 1"), "standing": ListFault.Reason.words(DataStanding.allCases),
        "confidence": ListFault.Reason.words(Confidence.allCases), "section": (.badWord, DataSetPhrase.things("section").joined(separator: ", ")),
        "kind": ListFault.Reason.words(QuantityKind.allCases), "account": (.badWord, "supply>process, =store"), "sectors": (.badWord, "13;14, -13;-14"),
        "prefill": ListFault.Reason.words(PrefillRule.allCases), "method": ListFault.Reason.words(MeasurementMethod.allCases), "place": (.badNumber, "10"),
        "country": ListFault.Reason.words(Country.allCases), "profile": ListFault.Reason.words(ChainProfile.allCases), "treatments": (.badCode, "D10;R1"),
        "sizes": (.badWord, "micro;small;medium;large;unknown"), "period": ListFault.Reason.words(PeriodKind.allCases), "due_days": (.badNumber, "1–366"),
    ]
}

extension Platform {
    /// Lays files over the data sets: newer versions, their fields, and who owes them from which day. A return that was begun keeps its version.
    ///
    /// - Parameters:
    ///   - files: by name, as ``DataSets/files`` names them; at least one.
    ///   - isDryRun: only says what would change.
    /// - Throws: every fault with its file, line and column and what the column takes.
    public func loadDataSets(_ files: [String: [UInt8]], isDryRun: Bool = false, by actor: Actor, at moment: Instant? = nil) async throws -> DataSetLoad {
        let checked = try await checkFiles(files, of: .dataSets, over: \.dataSets, by: actor)
        let change = DataSetsChange(from: checked.before, to: checked.after)
        let day = change.day(from: today)
        let firms = try await firmsAsked(from: checked.before, to: checked.after, on: day)
        if !isDryRun { try await save(checked, by: actor, at: moment) }
        return DataSetLoad(change: change, day: day, firms: firms, after: checked.after)
    }

    /// When files of some lists were loaded and by whom, the latest first.
    public func loads(of files: [String]) async throws -> [ListLoad] {
        try await read { r in
            let found = try SettingStore(r.session).loads(of: files)
            let lines = try found.map { row in try row.operation.value == 0 ? nil : r.journal.line(row.operation) }
            let people = try r.people.names(Set(lines.compactMap { $0?.attribution.person }))
            let firms = try r.registry.organisations(Set(lines.compactMap { $0?.attribution.organisation }))
            return zip(found, lines).map { row, line in
                ListLoad(
                    list: row.list, edition: row.edition, at: row.loadedAt, person: line?.attribution.person.flatMap { people[$0] },
                    organisation: line?.attribution.organisation.flatMap { firms[$0] })
            }
        }
    }

    /// How many firms owe each set newly or no more; every site of the nation is looked at, some at a time.
    private func firmsAsked(from before: DataSets, to after: DataSets, on day: CalendarDate) async throws -> [DataSetLoad.Firms] {
        var (old, new): ([String: Set<OrganisationID>], [String: Set<OrganisationID>]) = ([:], [:])
        var last: SiteID?
        repeat {
            let next = last
            let sites = try await read { r in
                try r.registry.sites(after: next, limit: 500).map { site in (site.id, site.organisation, try r.facts(of: site, on: r.platform.today)) }
            }
            for (_, firm, facts) in sites {
                guard let facts, facts.end.map({ day <= $0 }) ?? true else { continue }
                for set in before.asked(of: facts, on: day) { old[set, default: []].insert(firm) }
                for set in after.asked(of: facts, on: day) { new[set, default: []].insert(firm) }
            }
            last = sites.count == 500 ? sites.last?.0 : nil
        } while last != nil
        var seen: Set<String> = []
        return after.sets.map(\.id).filter { seen.insert($0).inserted }.compactMap { set in
            let (was, comes) = (old[set] ?? [], new[set] ?? [])
            let firms = DataSetLoad.Firms(dataSet: set, newly: comes.subtracting(was).count, noMore: was.subtracting(comes).count)
            return firms.newly + firms.noMore == 0 ? nil : firms
        }
    }
}
