// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Tabular

/// A limit of a standard for one parameter, with its source and how far it can be relied on.
public struct DischargeLimit: Hashable, Sendable {
    /// As its list calls it: `KH.SD27.cod.protected`.
    public var id: String
    public var country: Country
    public var medium: DischargeMedium
    public var standard: String
    /// The column of the standard; empty where it has no columns.
    public var column: String
    /// What the column is for, in the words of its list.
    public var receivingWater: String
    public var parameter: String
    public var bound: Bound
    public var validFrom: CalendarDate
    /// Its last day.
    public var validUntil: CalendarDate?
    /// From that day on it can warn and no longer convict: another one follows it, with a transition.
    public var supersededOn: CalendarDate?
    /// The figure is multiplied by coefficients of the receiving water and the flow, which are not known here.
    public var needsCoefficients: Bool
    public var source: String
    public var confidence: Confidence
    public var note: String

    /// Why it cannot convict on a day; `nil` when it can.
    public func doubt(on day: CalendarDate) -> Judgement.Reason? {
        if confidence == .low { return .lowConfidence }
        if let supersededOn, supersededOn <= day { return .superseded }
        return needsCoefficients ? .coefficients : nil
    }
}

/// All limits that are known, shipped ones and those that officers loaded.
public struct DischargeLimits: Sendable {
    /// File name under which officers load limits.
    public static let file = "discharge_limits.csv"
    public static let columns = [
        "limit_id", "country", "medium", "standard", "column", "receiving_water", "parameter", "unit", "operator", "lower", "upper", "valid_from",
        "valid_until", "source", "confidence", "note",
    ]

    /// In the order in which they were loaded.
    public private(set) var all: [DischargeLimit] = []
    private var byPlace: [Place: [Int]] = [:]

    private struct Place: Hashable {
        var country: Country
        var medium: DischargeMedium
        var column: String
        var parameter: String
    }

    /// Those that the program ships with: `effluent_standards.csv` with the days of `standards.csv`.
    public static let shipped: DischargeLimits = {
        let (limits, faults) = DischargeLimits().laying(shippedBy: ResultUnits(CodeLists.shipped.units.newest))
        precondition(faults.isEmpty, "effluent_standards.csv: \(faults.map(\.description).joined(separator: "; "))")
        return limits
    }()

    init() {}

    /// The limit in force on a day: of several the one that began last, of those the one loaded last.
    public func limit(_ country: Country, _ medium: DischargeMedium, column: String?, parameter: String, on day: CalendarDate) -> DischargeLimit? {
        let columns = [column, ""].compactMap { $0 }
        let found = Set(columns).flatMap { byPlace[Place(country: country, medium: medium, column: $0, parameter: parameter)] ?? [] }
        let valid = found.filter { all[$0].validFrom <= day && (all[$0].validUntil.map { day <= $0 } ?? true) }
        return valid.max { (all[$0].validFrom, $0) < (all[$1].validFrom, $1) }.map { all[$0] }
    }

    public func hasAny(_ country: Country, _ medium: DischargeMedium, on day: CalendarDate) -> Bool {
        all.contains { $0.country == country && $0.medium == medium && $0.validFrom <= day }
    }

    /// Columns of a country's standards for a medium, in the order of the lists, with what each is for.
    public func columns(_ country: Country, _ medium: DischargeMedium) -> [(column: String, use: String)] {
        var seen: Set<String> = []
        return all.filter { $0.country == country && $0.medium == medium && !$0.column.isEmpty && seen.insert($0.column).inserted }
            .map { ($0.column, $0.receivingWater) }
    }

    /// Those of a country that hold on a day or will, in the order of the lists.
    public func listed(_ country: Country) -> [DischargeLimit] { all.filter { $0.country == country } }

    private mutating func append(_ limit: DischargeLimit) {
        let place = Place(country: limit.country, medium: limit.medium, column: limit.column, parameter: limit.parameter)
        byPlace[place, default: []].append(all.count)
        all.append(limit)
    }

    // MARK: Loading

    /// These limits with the rows of an officer's file laid over them.
    ///
    /// - Returns: every fault with its line and column; with any, the limits are not to be used.
    public func adding(csv bytes: [UInt8], units: ResultUnits, parameters: DischargeParameters = .shipped) -> (limits: DischargeLimits, faults: [TableFault]) {
        let table = CSVTable(bytes: bytes, required: Self.columns)
        var (result, faults) = (self, table.faults)
        for row in table.rows {
            var reader = LimitReader(row: row, units: units, parameters: parameters)
            let medium = reader.read("medium") { DischargeMedium(rawValue: $0) }
            let from = reader.read("valid_from") { CalendarDate(iso: $0) }
            let until = reader.optional("valid_until") { CalendarDate(iso: $0) }
            let limit = reader.limit(medium: medium, from: from, until: until)
            if let from, let until, until < from { reader.note("valid_until") }
            faults += reader.faults
            if let limit, reader.faults.isEmpty { result.append(limit) }
        }
        if table.rows.isEmpty, faults.isEmpty { faults.append(TableFault(line: 2, reason: .missingRow)) }
        return (result, faults)
    }

    private func laying(shippedBy units: ResultUnits) -> (limits: DischargeLimits, faults: [TableFault]) {
        let standards = DischargeResource.table(
            "standards", columns: ["standard", "country", "valid_from", "superseded_on", "coefficients", "source", "confidence"])
        var (result, faults) = (self, [TableFault]())
        for row in CSVTable(bytes: DischargeResource.bytes("effluent_standards"), required: Self.columns.filter { !Self.added.contains($0) }).rows {
            var reader = LimitReader(row: row, units: units, parameters: .shipped)
            let standard = standards.first { $0["standard"] == row["standard"] && $0["country"] == row["country"] }
            if standard == nil { reader.note("standard") }
            var limit = reader.limit(medium: .water, from: standard.flatMap { CalendarDate(iso: $0["valid_from"]) }, until: nil)
            limit?.supersededOn = standard.flatMap { CalendarDate(iso: $0["superseded_on"]) }
            // The note of the list itself: no coefficients for temperature, colour, pH, coliform, radioactivity.
            let isScaled = limit.map { DischargeParameters.shipped[$0.parameter]?.unit == "mg/L" } ?? false
            limit?.needsCoefficients = standard?["coefficients"] == "1" && isScaled
            faults += reader.faults
            if let limit { result.append(limit) }
        }
        return (result, faults)
    }

    /// Columns that officers' files have and the shipped list has not.
    private static let added: Set<String> = ["medium", "valid_from", "valid_until"]
}

/// Reads one row of limits and notes every fault.
private struct LimitReader {
    let row: TableRow
    let units: ResultUnits
    let parameters: DischargeParameters
    var faults: [TableFault] = []

    init(row: TableRow, units: ResultUnits, parameters: DischargeParameters) {
        self.row = row
        self.units = units
        self.parameters = parameters
    }

    mutating func note(_ column: String) { faults.append(TableFault(line: row.line, column: column, value: row[column], reason: .unreadableValue)) }

    mutating func read<Value>(_ column: String, _ read: (String) -> Value?) -> Value? {
        let value = read(row[column])
        if value == nil { note(column) }
        return value
    }

    mutating func optional<Value>(_ column: String, _ read: (String) -> Value?) -> Value? {
        row[column].isEmpty ? nil : self.read(column, read)
    }

    mutating func limit(medium: DischargeMedium?, from: CalendarDate?, until: CalendarDate?) -> DischargeLimit? {
        let (units, parameters) = (units, parameters)
        func filled(_ text: String) -> String? { text.contains { !$0.isWhitespace } ? text : nil }
        let id = read("limit_id", filled)
        let country = read("country") { Country(rawValue: $0) }
        let standard = read("standard", filled)
        let parameter = medium.flatMap { medium in read("parameter") { parameters.named($0, in: medium) } }
        let unit = parameter.flatMap { parameter in read("unit") { units.unit($0, for: parameter) } }
        let relation = read("operator") { Bound.Relation(rawValue: $0) }
        let (lower, upper) = (optional("lower") { ExactDecimal($0) }, optional("upper") { ExactDecimal($0) })
        let source = read("source", filled)
        let confidence = read("confidence") { Confidence(rawValue: $0) }
        guard let id, let country, let standard, let medium, let parameter, let unit, let relation, let source, let confidence, let from else { return nil }
        let bound = Bound(
            relation, lower: lower.flatMap { Measure($0).times(unit.factor) }, upper: upper.flatMap { Measure($0).times(unit.factor) })
        guard let bound else {
            if faults.isEmpty { note(relation == .above || relation == .atLeast ? "lower" : "upper") }
            return nil
        }
        return DischargeLimit(
            id: id, country: country, medium: medium, standard: standard, column: row["column"], receivingWater: row["receiving_water"],
            parameter: parameter.code, bound: bound, validFrom: from, validUntil: until, supersededOn: nil, needsCoefficients: false, source: source,
            confidence: confidence, note: row["note"])
    }
}
