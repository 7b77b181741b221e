// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Notation
import Wording

/// Activities to tonnes of CO2 equivalent, by the factor and unit each is given in.
///
/// Source: IPCC 2006 Guidelines for the factors, see each line; warming over 100 years of the fifth report without climate-carbon feedback, or
/// of the sixth. CO2 of plants stands apart. docs/calculations.md has the formulas.
public struct GHGCalculation: Sendable {
    /// Whose warming potentials are used.
    public enum Report: String, CaseIterable, Sendable { case ar5 = "AR5", ar6 = "AR6" }

    public struct Line: Sendable {
        public var factor: String
        public var version: String
        public var source: String
        /// Tonnes of CO2 equivalent, CO2 of plants left out.
        public var warming: Interval
        /// Tonnes of CO2 of plants.
        public var biogenic: Double
        public var confidence: Confidence
    }

    public let report: Report
    public let lines: [Line]
    /// Lines of one factor err together, different factors by themselves.
    public let total: Interval
    public let biogenic: Double
    public let notes: [String]

    public static let activitiesMax = 1000

    /// - Parameter json: `{"activities":[{"factor","amount","unit"}],"gwp":"AR5"|"AR6","year","country"}`; all but the activities may be left out.
    /// - Throws: every problem at once, each with a JSON pointer.
    public init(_ json: JSON, library: FactorLibrary = .shipped, units: CodeList<UnitOfMeasure> = CodeLists.shipped.units.newest) throws(Problems) {
        var fields = JSONFields(json, at: Pointer(), names: ["activities", "gwp", "year", "country"])
        let report = fields.word("gwp", as: Report.self)
        let year = fields.whole("year", 1990...2100)
        let country = fields.word("country", as: Country.self)
        let items = fields.list("activities", most: Self.activitiesMax)
        var reading = ActivityReading(
            library: library, units: units, report: report ?? .ar5, country: country, year: year, problems: fields.problems, notes: [])
        let found = items.enumerated().map { i, item in reading.line(item, at: Pointer("/activities").appending(i)) }
        guard reading.problems.isEmpty else { throw Problems(reading.problems) }
        let lines = found.compactMap { $0 }
        self.report = report ?? .ar5
        self.lines = lines
        let groups = Dictionary(grouping: lines, by: \.factor)
        total = Interval.sum(lines.map(\.factor).uniqued.map { Interval.together((groups[$0] ?? []).map(\.warming)) })
        biogenic = lines.reduce(0) { $0 + $1.biogenic }
        if report == nil, json["gwp"] == nil || json["gwp"] == .null { reading.note(.noteReport) }
        if lines.contains(where: { !$0.warming.isKnown }) { reading.note(.noteNoRange) }
        notes = reading.notes.uniqued
    }

    /// The answer at every door.
    public var json: JSON {
        .object([
            JSON.Member("tCO2e", .shortest(total.value)), JSON.Member("biogenic", .shortest(biogenic)),
            JSON.Member(
                "lines",
                .list(
                    lines.map { line in
                        .object([
                            JSON.Member("factor", .text(line.factor)), JSON.Member("version", .text(line.version)), JSON.Member("source", .text(line.source)),
                            JSON.Member("tCO2e", .shortest(line.warming.value)), JSON.Member("biogenic", .shortest(line.biogenic)),
                            JSON.Member("low", .shortest(line.warming.low)), JSON.Member("high", .shortest(line.warming.high)),
                            JSON.Member("confidence", .text(line.confidence.rawValue)),
                        ])
                    })),
            JSON.Member("low", .shortest(total.low)), JSON.Member("high", .shortest(total.high)), JSON.Member("gwp", .text(report.rawValue)),
            JSON.Member("notes", .list(notes.map { .text($0) })),
        ])
    }
}

/// Reads one activity after the other and notes what is wrong with each.
private struct ActivityReading {
    let library: FactorLibrary
    let units: CodeList<UnitOfMeasure>
    let report: GHGCalculation.Report
    let country: Country?
    let year: Int?
    var problems: [Problem]
    /// In English at every door, so that the answer is the same everywhere.
    var notes: [String]
    private static let words = Words(.english)

    mutating func note(_ phrase: CalculationPhrase, _ facts: [String: Fact] = [:]) { notes.append(Self.words(phrase, facts)) }

    mutating func line(_ item: JSON, at pointer: Pointer) -> GHGCalculation.Line? {
        var fields = JSONFields(item, at: pointer, names: ["factor", "amount", "unit"])
        let factor = fields.text("factor", isRequired: true).flatMap { named($0, &fields) }
        let amount = fields.amount("amount")
        let unit = fields.text("unit", isRequired: true).flatMap { measure($0, of: factor, &fields) }
        problems += fields.problems
        guard let factor, let amount, let unit, let scale = unit.approximateFactor, factor.conversion(from: unit.dimension) != nil else { return nil }
        guard let emission = factor.emission(of: Interval(scale * amount), in: unit.dimension, report, library) else {
            let missing = factor.gases.first { !$0.isBiogenicCO2 && library.potential(of: $0.gas, report) == nil }
            problems.append(
                CalculationPhrase.noPotential.problem(
                    pointer.appending("factor").text, ["gas": .text(missing?.gas ?? ""), "report": .text(report.rawValue)]))
            return nil
        }
        if let year, let own = factor.year, factor.rows.contains(where: { $0.region != "global" }), own < year {
            note(.noteOlder, ["factor": .text(factor.name), "own": .numeral(Int64(own)), "year": .numeral(Int64(year))])
        }
        if factor.confidence == .low { note(.noteLow, ["factor": .text(factor.name)]) }
        return GHGCalculation.Line(
            factor: factor.name, version: factor.rows.isEmpty ? report.rawValue : factor.version, source: factor.source,
            warming: emission.warming, biogenic: emission.biogenic, confidence: factor.confidence)
    }

    private func named(_ name: String, _ fields: inout JSONFields) -> ActivityFactor? {
        let facts: [String: Fact] = ["factor": .text(String(name.prefix(80)))]
        switch library.finding(name, country: country, year: year) {
        case .factor(let factor): return factor
        case .unknown where name == "grid": fields.note("factor", .gridNeedsCountry)
        case .unknown: fields.note("factor", .unknownFactor, facts)
        case .parameterOnly: fields.note("factor", .parameterOnly, facts)
        case .otherCountry(let region): fields.note("factor", .otherCountry, facts.merging(["region": .text(region)]) { a, _ in a })
        case .notYet(let first): fields.note("factor", .notYet, facts.merging(["first": .numeral(Int64(first))]) { a, _ in a })
        }
        return nil
    }

    private func measure(_ symbol: String, of factor: ActivityFactor?, _ fields: inout JSONFields) -> UnitOfMeasure? {
        guard let unit = units[symbol] else {
            fields.note("unit", .unknownUnit, ["unit": .text(String(symbol.prefix(40)))])
            return nil
        }
        guard unit.approximateFactor != nil, !unit.needsDensity || unit.dimension == .gasVolume else {
            fields.note("unit", .unitNeedsMore, ["unit": .text(symbol), "basis": .text(unit.densityBasis ?? "")])
            return nil
        }
        if let factor, factor.conversion(from: unit.dimension) == nil {
            let known = factor.dimensions.map(\.siUnit).joined(separator: ", ")
            fields.note("unit", .unitUnfit, ["unit": .text(symbol), "factor": .text(factor.name), "known": .text(known)])
            return nil
        }
        return unit
    }
}
