// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Identity
import Stores

/// A laboratory's sheet as somebody typed it: one sample, several parameters.
public struct ResultsForm: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        /// Code or name of the parameter.
        public var parameter = ""
        public var sign = ""
        public var value = ""
        public var unit = ""
        public var detection = ""

        public init() {}

        var isBlank: Bool { value.trimmedBlanks.isEmpty && detection.trimmedBlanks.isEmpty && (parameter.isEmpty || sign.isEmpty || sign == "=") }
    }

    /// ISO dates; the second may be blank.
    public var sampledOn = ""
    public var reportedOn = ""
    public var laboratory = ""
    public var method = ""
    /// Tells several samples of one day apart.
    public var sample = ""
    /// Problems name them by their place: `value0`, `unit0`.
    public var rows: [Row] = []

    public init() {}

    /// Most rows of one sheet.
    public static let rowsMost = 60
}

/// What became of a sheet.
public struct RecordedResults: Sendable {
    /// Those of the sheet, in its order.
    public var results: [LabResult]
    /// How many of them were known before, word for word.
    public var known: Int
    /// Cases that were opened, or to which a result came.
    public var cases: [DischargeCase]
}

extension Platform {
    /// Records the results of a sample. Those that exceed a limit which can convict open a case, or come to the one that is open.
    ///
    /// Sent twice, a sheet is recorded once.
    ///
    /// - Throws: every problem with its field.
    public func recordResults(_ form: ResultsForm, at outlet: OutletID, by actor: Actor, at moment: Instant? = nil) async throws -> RecordedResults {
        let lists = self.lists
        return try await perform("results.record", by: actor, at: moment) { work in
            let (outlet, site) = try work.outlet(outlet, for: .recordResults)
            let units = ResultUnits(lists.units.edition(on: work.today))
            let facts = try form.facts(at: outlet, today: work.today, lists: lists, units: units)
            let permits = try work.discharge.permitLimits(of: site.id)
            var done = RecordedResults(results: [], known: 0, cases: [])
            var problems: [Problem] = []
            for (place, fact) in facts {
                if let known = try work.discharge.result(of: outlet.id, parameter: fact.parameter, sampledOn: fact.sampledOn, sample: fact.sample) {
                    if known.isSame(as: fact) {
                        done.results.append(known)
                        done.known += 1
                    } else {
                        problems.append(DischargePhrase.sampleKnown.problem("value\(place)", ["found": .text(known.reading.text)]))
                    }
                    continue
                }
                let result = work.result(fact, at: outlet)
                try work.keepLoads(of: site, [result.sampledOn.month]) { try work.discharge.insert(result) }
                work.record(.discharge(.result(result), before: nil))
                done.results.append(result)
                if let opened = try work.openCase(for: result, at: outlet, permits: permits) { done.cases.append(opened) }
            }
            guard problems.isEmpty else { throw PlatformError.invalid(problems) }
            if done.known == done.results.count { work.record(.act("results of outlet \(outlet.id) sent again")) }
            return done
        }
    }

    /// Takes a result out of use, with a reason. A case that it opened goes on until it is closed.
    public func withdrawResult(_ id: LabResultID, reason: String, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> LabResult {
        let lists = self.lists
        return try await perform("result.withdraw", by: actor, at: moment) { work in
            guard let before = try work.discharge.result(id) else { throw PlatformError.notFound }
            let site = try work.site(before.site, for: .recordResults)
            guard before.version == version else { throw PlatformError.stale }
            var reader = FormReader(lists: lists, today: work.today)
            let words = reader.text(reason.trimmedBlanks, field: "reason")
            if words == nil, reader.problems.isEmpty { reader.problems.append(DischargePhrase.caseWordsMissing.problem("reason")) }
            guard reader.problems.isEmpty, let sealed = try work.seal(words) else { throw PlatformError.invalid(reader.problems) }
            let after = try before.withdrawing(sealed)
            try work.keepLoads(of: site, [before.sampledOn.month]) { try work.discharge.update(after, from: version) }
            work.record(.discharge(.result(after), before: .result(before)))
            return after
        }
    }
}

extension Work {
    func result(_ fact: ResultFacts, at outlet: Outlet, origin: LabResult.Origin? = nil) -> LabResult {
        LabResult(
            id: mint(), outlet: outlet.id, site: outlet.site, parameter: fact.parameter, reading: fact.reading, sampledOn: fact.sampledOn,
            reportedOn: fact.reportedOn, sample: fact.sample, laboratory: fact.laboratory, method: fact.method, origin: origin, recordedAt: now)
    }
}

extension ResultReading {
    /// As given, in digits of files: `< 0.01 mg/L`.
    public var text: String { (sign == .equal ? "" : sign.rawValue + " ") + given.description + (unit == "pH" ? "" : " " + unit) }
}

extension ResultsForm {
    /// Rows with their place in the form.
    ///
    /// - Throws: ``PlatformError/invalid(_:)`` with every problem of the whole sheet.
    fileprivate func facts(
        at outlet: Outlet, today: CalendarDate, lists: CodeLists, units: ResultUnits
    ) throws -> [(place: Int, facts: ResultFacts)] {
        var reader = FormReader(lists: lists, today: today)
        var common = ResultDraft()
        if !sampledOn.isEmpty { common.sampledOn = reader.date(sampledOn, field: "sampledOn") }
        if !reportedOn.isEmpty { common.reportedOn = reader.date(reportedOn, field: "reportedOn") }
        common.laboratory = laboratory.trimmedBlanks
        common.method = method.trimmedBlanks
        common.sample = sample.trimmedBlanks
        var problems = reader.problems
        var found: [(place: Int, facts: ResultFacts)] = []
        let filled = rows.prefix(Self.rowsMost).enumerated().filter { !$1.isBlank }
        if filled.isEmpty { problems.append(DischargePhrase.valueMissing.problem("value0")) }
        for (place, row) in filled {
            var draft = common
            var own = FormReader(lists: lists, today: today)
            draft.parameter = row.parameter
            draft.sign = row.sign
            draft.unit = row.unit
            draft.value = own.decimal(row.value, field: "value\(place)")
            draft.detection = own.decimal(row.detection, field: "detection\(place)")
            let checked = draft.checked(at: outlet, today: today, units: units) { Self.ofRows.contains($0) ? "\($0)\(place)" : $0 }
            let unread = Set(own.problems.map(\.field))
            let unreadDays = Set(reader.problems.map(\.field))
            // What could not be read is not missing besides.
            problems += own.problems
            problems += checked.problems.filter { problem in
                !unread.contains(problem.field) && !unreadDays.contains(problem.field) && !problems.contains(problem)
            }
            guard own.problems.isEmpty, let facts = checked.facts else { continue }
            if found.contains(where: { $0.facts.parameter == facts.parameter }) {
                problems.append(DischargePhrase.sampleTwice.problem("parameter\(place)"))
            }
            found.append((place, facts))
        }
        guard problems.isEmpty else { throw PlatformError.invalid(problems) }
        return found
    }

    private static let ofRows: Set<String> = ["parameter", "operator", "value", "unit", "detection"]
}

extension FormReader {
    /// A number as typed; `nil` for blank, and with a problem noted for what reads in two ways or in none.
    mutating func decimal(_ text: String, field: String) -> ExactDecimal? {
        let reading = NumberReading(text)
        switch reading {
        case .nothing: return nil
        case .number(let number): return number
        case .unreadable: problems.append(OperationPhrase.unreadableNumber.problem(field, ["text": .text(String(text.prefix(40)))]))
        case .ambiguous: ask(reading, text, field: field)
        }
        return nil
    }
}

extension Platform {
    /// Units of results, as the list of units of today has them.
    public var resultUnits: ResultUnits { ResultUnits(lists.units.edition(on: today)) }
}
