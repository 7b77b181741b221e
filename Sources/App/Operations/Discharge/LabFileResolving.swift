// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Identity
import StorageCore
import Stores
import Workbooks

/// What a file would do, or did.
public struct LabFileReport: Sendable {
    /// Headings of the file: its column and what stands there.
    public var headings: [(fingerprint: String, name: String)] = []
    /// Which heading was taken for which field, by fingerprint.
    public var columns: [ResultColumn: String] = [:]
    public var missing: [ResultColumn] = []
    public var questions: [LabQuestion] = []
    /// Row by row; doubts that a question covers are left out.
    public var faults: [FileFault] = []
    /// Rows of results in the file.
    public var rows = 0
    /// Rows that would be added, or were.
    public var good: Int { goodRows.count }
    /// By their numbers.
    var goodRows: Set<Int> = []
    /// Rows that are recorded already, word for word.
    public var known = 0
    /// Outlets that nobody has added yet and that a firm with one site would get.
    public var newOutlets: [String] = []
    public var isCut = false
    public var results: [LabResultID] = []
    public var cases: Set<DischargeCaseID> = []

    /// Why the rest of a long file was not read; `nil` where all was.
    public var cut: Problem? {
        isCut ? LabFilePhrase.tooManyRows.problem("", ["most": .number(Int64(LabFileReading.rowsMost))]) : nil
    }

    /// All rows can be taken.
    public var isSound: Bool { missing.isEmpty && questions.isEmpty && faults.isEmpty && !isCut }
}

/// Holds rows of a file against what is known: whose outlet, whether it is recorded already, what is wrong.
struct LabFileResolver {
    struct Entry {
        var row: LabRow
        var facts: ResultFacts
        var outlet: OutletID
    }

    private struct Sample: Hashable {
        var outlet: OutletID
        var parameter: String
        var day: CalendarDate
        var sample: String
    }

    let session: any Session
    let platform: Platform
    let actor: Actor
    let today: CalendarDate
    let units: ResultUnits
    let answers: LabFileAnswers
    let hash: String
    /// Identifier and first day of an outlet that a firm does not have yet, by how many were made before; a stand-in while nothing is saved.
    let make: (Int) -> (id: OutletID, first: CalendarDate)

    private(set) var report = LabFileReport()
    /// Rows that would be added; none where nothing is saved.
    private(set) var entries: [Entry] = []
    private let keepsEntries: Bool
    private var taken: [Int: LabResultID] = [:]
    private var newOutlets: Set<String> = []
    private(set) var outlets: [OutletID: Outlet] = [:]
    /// Those that are not there yet.
    private(set) var made: Set<OutletID> = []
    private var firms: [String: (sites: [Site], outlets: [Outlet])] = [:]
    private var seen: [Sample: ResultFacts] = [:]

    init(
        session: any Session, platform: Platform, actor: Actor, answers: LabFileAnswers, hash: String, keepsEntries: Bool,
        make: @escaping (Int) -> (id: OutletID, first: CalendarDate)
    ) throws {
        self.session = session
        self.platform = platform
        self.actor = actor
        self.answers = answers
        self.hash = hash
        self.keepsEntries = keepsEntries
        self.make = make
        today = platform.today
        units = platform.resultUnits
        taken = try DischargeStore(session).rows(ofFile: hash)
    }

    /// All of a file, of which nothing is saved.
    mutating func resolve(_ reading: LabFileReading) throws {
        report.headings = reading.headings.map { ($0.heading.fingerprint, $0.heading.storeys.filter { !$0.isEmpty }.joined(separator: " / ")) }
        for (column, place) in reading.columns {
            report.columns[column] = reading.headings.first { $0.column == place }?.heading.fingerprint
        }
        report.missing = reading.missing
        report.questions = reading.questions
        report.isCut = reading.isCut
        let rows = try reading.open()
        while let row = try rows.next() { try resolve([row]) }
    }

    mutating func resolve(_ rows: [LabRow]) throws {
        for row in rows {
            report.rows += 1
            if taken[row.number] != nil {
                report.known += 1
            } else {
                try resolve(row)
            }
        }
        report.newOutlets = newOutlets.sorted()
    }

    private mutating func resolve(_ row: LabRow) throws {
        var faults = row.faults
        func fault(_ field: String, _ problem: Problem) {
            let address = row.addresses[field] ?? row.first
            // What is doubtful is not wrong besides.
            if !faults.contains(where: { $0.address == address }) {
                faults.append(
                    FileFault(address: address, problem: Problem(field: address.description, phrase: problem.phrase, facts: problem.facts), isDoubt: false))
            }
        }
        let outlet = try self.outlet(row, fault)
        let checked = row.draft.checked(at: outlet, today: today, units: units)
        for problem in checked.problems { fault(problem.field, problem) }
        if let outlet, let facts = checked.facts, faults.isEmpty {
            let sample = Sample(outlet: outlet.id, parameter: facts.parameter, day: facts.sampledOn, sample: facts.sample)
            let known = try DischargeStore(session).result(of: outlet.id, parameter: facts.parameter, sampledOn: facts.sampledOn, sample: facts.sample)
            if let known {
                if known.isSame(as: facts) {
                    report.known += 1
                    return
                }
                fault("value", DischargePhrase.sampleKnown.problem("", ["found": .text(known.reading.text)]))
            } else if let before = seen[sample] {
                if before.reading == facts.reading {
                    report.known += 1
                    return
                }
                fault("value", DischargePhrase.sampleTwice.problem())
            } else {
                seen[sample] = facts
                report.goodRows.insert(row.number)
                if keepsEntries {
                    outlets[outlet.id] = outlet
                    entries.append(Entry(row: row, facts: facts, outlet: outlet.id))
                }
            }
        }
        // One question stands for all the cells that wait for it.
        report.faults += faults.filter { fault in
            !(fault.isDoubt && [DoubtPhrase.ambiguousNumber.fullKey, DoubtPhrase.ambiguousDate.fullKey].contains(fault.problem.phrase))
        }
    }

    private mutating func outlet(_ row: LabRow, _ fault: (String, Problem) -> Void) throws -> Outlet? {
        guard let firm = try firm(row.registration) else {
            let number = row.registration ?? ""
            fault(
                "registration",
                (number.isEmpty ? LabFilePhrase.registrationMissing : .registrationUnknown).problem("", ["number": .text(String(number.prefix(40)))]))
            return nil
        }
        let code = row.outlet ?? ""
        if code.isEmpty {
            if firm.outlets.count == 1 { return firm.outlets[0] }
            fault("outlet", LabFilePhrase.outletMissing.problem("", ["count": .number(Int64(firm.outlets.count))]))
            return nil
        }
        let found = firm.outlets.filter { Outlet.key($0.code) == Outlet.key(code) }
        if found.count == 1 { return found[0] }
        if found.count > 1 {
            fault("outlet", LabFilePhrase.outletTwice.problem("", ["outlet": .text(code)]))
            return nil
        }
        guard firm.sites.count == 1, let day = row.draft.sampledOn, day <= today else {
            fault("outlet", LabFilePhrase.outletUnknown.problem("", ["outlet": .text(String(code.prefix(40)))]))
            return nil
        }
        if !answers.makesOutlets {
            newOutlets.insert((row.registration.map { $0 + " " } ?? "") + code)
            fault("outlet", LabFilePhrase.outletUnknown.problem("", ["outlet": .text(String(code.prefix(40)))]))
            return nil
        }
        guard code.count <= 40 else {
            fault("outlet", DischargePhrase.textTooLong.problem("", ["most": .number(40), "length": .number(Int64(code.count))]))
            return nil
        }
        let (id, first) = make(made.count)
        let outlet = Outlet(
            id: id, site: firm.sites[0].id, code: code, medium: .water, name: "", openedOn: min(first, day),
            standing: OutletStanding(from: min(first, day), receiving: .unknown, name: "", column: nil))
        made.insert(id)
        firms[row.registration ?? "", default: firm].outlets.append(outlet)
        return outlet
    }

    /// Sites at which the sender may record, and their outlets; `nil` for a firm that is not there or not the sender's.
    private mutating func firm(_ registration: String?) throws -> (sites: [Site], outlets: [Outlet])? {
        let key = registration ?? ""
        if let known = firms[key] { return known.sites.isEmpty ? nil : known }
        let registry = RegistryStore(session)
        var organisation = actor.principal?.id
        if let registration { organisation = try registry.organisation(registrationNumber: RegistrationNumber.normalised(registration))?.id }
        let reading = Reading(session: session, platform: platform)
        let sites = try organisation.map { try registry.sites(of: $0) } ?? []
        let own = sites.filter { may(.recordResults, actor: actor, subject: reading.bookSubject(of: $0)).isAllowed }
        let found = (sites: own, outlets: try own.flatMap { try DischargeStore(session).outlets(of: $0.id) })
        firms[key] = found
        return own.isEmpty ? nil : found
    }
}
