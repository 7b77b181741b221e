// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Tabular

/// All data sets with their versions, and who owes them.
public struct DataSets: Sendable {
    /// In the order of the file, versions of a set together.
    public let sets: [DataSet]
    public let duties: [ReturnDuty]

    /// The sets the program ships with.
    public static let shipped: DataSets = {
        let read = files.map { name -> [UInt8] in
            guard let url = Bundle.module.url(forResource: "Resources/\(name)", withExtension: "csv"), let data = try? Data(contentsOf: url)
            else { preconditionFailure("The program was installed without \(name).csv.") }
            return [UInt8](data)
        }
        let (sets, faults) = load(sets: read[0], fields: read[1], duties: read[2], units: CodeLists.shipped.units.all.flatMap(\.rows))
        precondition(faults.isEmpty, faults.map(\.description).joined(separator: "; "))
        return sets
    }()

    static let files = ["data_sets", "data_fields", "return_duties"]
    static let setColumns = ["id", "version", "valid_from", "valid_to", "periods", "plant", "wastes", "simple", "standing", "source", "confidence"]
    static let fieldColumns = [
        "data_set", "version", "field", "section", "kind", "units", "account", "required", "sectors", "prefill", "method", "place",
    ]
    static let dutyColumns = [
        "id", "data_set", "country", "profile", "treatments", "sectors", "sizes", "period", "due_days", "bill", "valid_from", "valid_to", "standing", "source",
        "confidence",
    ]

    /// The version of a set that is for periods beginning on a day.
    public func set(_ id: String, on day: CalendarDate) -> DataSet? { sets.last { $0.id == id && $0.isValid(on: day) } }

    public func set(_ id: String, version: Int) -> DataSet? { sets.first { $0.id == id && $0.version == version } }

    // MARK: Loading

    /// Reads the three files and checks them against each other and the units.
    ///
    /// - Returns: every fault of every file at once; with any, the sets are not to be used.
    public static func load(sets: [UInt8], fields: [UInt8], duties: [UInt8], units: [UnitOfMeasure]) -> (sets: DataSets, faults: [DataFault]) {
        var reader = DataReader(units: Dictionary(units.map { ($0.symbol, $0) }, uniquingKeysWith: { a, _ in a }))
        let fieldsOfSet = reader.fields(reader.rows(Self.files[1], fields, fieldColumns))
        let found = reader.sets(reader.rows(Self.files[0], sets, setColumns), fields: fieldsOfSet)
        let owed = reader.duties(reader.rows(Self.files[2], duties, dutyColumns), sets: found)
        return (DataSets(sets: found, duties: owed), reader.faults)
    }
}

/// Something wrong in one of the files.
public struct DataFault: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var column: String
    public var value: String
    /// What was expected.
    public var expected: String

    public var description: String { "\(file).csv line \(line), column \(column): \(value.isEmpty ? "nothing" : value), expected \(expected)" }
}

/// Which version of which set.
struct SetKey: Hashable {
    var id: String
    var version: Int
}

/// Reads rows and notes every fault.
struct DataReader {
    let units: [String: UnitOfMeasure]
    private(set) var faults: [DataFault] = []

    init(units: [String: UnitOfMeasure]) { self.units = units }

    struct Row {
        var file: String
        var row: TableRow
    }

    mutating func rows(_ file: String, _ bytes: [UInt8], _ columns: [String]) -> [Row] {
        let table = CSVTable(bytes: bytes, required: columns)
        faults += table.faults.map { DataFault(file: file, line: $0.line, column: $0.column, value: $0.value, expected: $0.reason.rawValue) }
        return table.rows.map { Row(file: file, row: $0) }
    }

    private mutating func fault(_ row: Row, _ column: String, _ expected: String) {
        faults.append(DataFault(file: row.file, line: row.row.line, column: column, value: row.row[column], expected: expected))
    }

    private mutating func read<T>(_ row: Row, _ column: String, _ expected: String, _ make: (String) -> T?) -> T? {
        if let value = make(row.row[column]) { return value }
        fault(row, column, expected)
        return nil
    }

    private mutating func whole(_ row: Row, _ column: String, _ range: ClosedRange<Int>) -> Int? {
        read(row, column, "\(range.lowerBound) to \(range.upperBound)") { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    private mutating func word<W: CaseIterable & RawRepresentable<String>>(_ row: Row, _ column: String, _ type: W.Type) -> W? {
        read(row, column, W.allCases.map(\.rawValue).joined(separator: ", ")) { W(rawValue: $0) }
    }

    private mutating func flag(_ row: Row, _ column: String) -> Bool? { read(row, column, "0 or 1") { ["0": false, "1": true][$0] } }

    private mutating func day(_ row: Row, _ column: String) -> CalendarDate? { read(row, column, "a day such as 2026-01-01") { CalendarDate(iso: $0) } }

    /// Both days, the last one absent for what still holds.
    private mutating func validity(_ row: Row) -> (from: CalendarDate, until: CalendarDate?)? {
        let from = day(row, "valid_from")
        let until = row.row["valid_to"].isEmpty ? nil : day(row, "valid_to")
        guard let from else { return nil }
        if let until, until < from { fault(row, "valid_to", "a day on or after \(from)") }
        return (from, until)
    }

    private mutating func origin(_ row: Row) -> (standing: DataStanding, provenance: Provenance)? {
        let standing = word(row, "standing", DataStanding.self)
        let source = read(row, "source", "where it comes from") { $0.isEmpty ? nil : $0 }
        let confidence = word(row, "confidence", Confidence.self)
        guard let standing, let source, let confidence else { return nil }
        // What nobody official said is never said with certainty.
        if standing == .assumed, confidence != .low { fault(row, "confidence", "low, since it is assumed") }
        return (standing, Provenance(source: source, confidence: confidence))
    }

    // MARK: Fields

    mutating func fields(_ rows: [Row]) -> [SetKey: [DataField]] {
        var found: [SetKey: [DataField]] = [:]
        for row in rows {
            guard let key = key(row, "data_set"), let field = field(row) else { continue }
            if found[key, default: []].contains(where: { $0.id == field.id }) { fault(row, "field", "each field once in a set") }
            if let last = found[key]?.last, last.place >= field.place { fault(row, "place", "more than \(last.place)") }
            found[key, default: []].append(field)
        }
        return found
    }

    private mutating func key(_ row: Row, _ column: String) -> SetKey? {
        let id = read(row, column, "a set") { DataSetPhrase.of("set", $0) == nil ? nil : $0 }
        guard let version = whole(row, "version", 1...999), let id else { return nil }
        return SetKey(id: id, version: version)
    }

    private mutating func field(_ row: Row) -> DataField? {
        let id = read(row, "field", "a field that the wording table names") { DataSetPhrase.of("field", $0) == nil ? nil : $0 }
        let section = read(row, "section", "a section that the wording table names") { DataSetPhrase.of("section", $0) == nil ? nil : $0 }
        let kind = word(row, "kind", QuantityKind.self)
        let symbols = row.row["units"].split(separator: ";").map(String.init)
        if let kind { check(symbols, of: kind, row) }
        var meaning: FieldMeaning?
        if !row.row["account"].isEmpty { meaning = read(row, "account", "supply>process, =store, or nothing") { FieldMeaning(text: $0) } }
        let isRequired = flag(row, "required")
        let sectors = read(row, "sectors", "13;14, -13;-14 or nothing") { SectorRule(text: $0) }
        let prefill = word(row, "prefill", PrefillRule.self)
        let method = word(row, "method", MeasurementMethod.self)
        guard let place = whole(row, "place", 1...9999), let id, let section, let kind, let isRequired, let sectors, let prefill, let method else { return nil }
        if [.received, .sent, .carried].contains(prefill), kind != .mass { fault(row, "prefill", "a mass, since notes know masses") }
        return DataField(
            id: id, section: section, kind: kind, units: symbols, meaning: meaning, isRequired: isRequired, sectors: sectors, prefill: prefill,
            method: method, place: place)
    }

    private mutating func check(_ symbols: [String], of kind: QuantityKind, _ row: Row) {
        guard let dimension = kind.dimension else {
            if !symbols.isEmpty { fault(row, "units", "nothing: a number of \(kind.rawValue) has no units to choose from") }
            return
        }
        if symbols.isEmpty { fault(row, "units", "at least one unit of \(dimension.rawValue)") }
        for symbol in symbols {
            guard let unit = units[symbol], unit.dimension == dimension, unit.factor != nil else {
                fault(row, "units", "units of \(dimension.rawValue) with a factor; \(symbol) is none")
                continue
            }
        }
    }

    // MARK: Sets

    mutating func sets(_ rows: [Row], fields: [SetKey: [DataField]]) -> [DataSet] {
        var found: [DataSet] = []
        for row in rows {
            let key = key(row, "id")
            let validity = validity(row)
            let periods = read(row, "periods", "month;quarter;year") { text -> [PeriodKind]? in
                let kinds = text.split(separator: ";").map { PeriodKind(rawValue: String($0)) }
                return kinds.isEmpty || kinds.contains(nil) ? nil : kinds.compactMap { $0 }
            }
            let wastes = word(row, "wastes", WasteLines.self)
            let isSimple = flag(row, "simple")
            let plant = read(row, "plant", "a kind of plant that the wording table names") { DataSetPhrase.of("plant", $0) == nil ? nil : $0 }
            guard let origin = origin(row), let key, let validity, let periods, let wastes, let isSimple, let plant else { continue }
            let own = fields[key] ?? []
            if own.isEmpty { fault(row, "id", "fields in data_fields.csv") }
            if isSimple, own.count > DataSet.simpleFieldsMax { fault(row, "simple", "at most \(DataSet.simpleFieldsMax) fields; it has \(own.count)") }
            if let before = found.last(where: { $0.id == key.id }) {
                let isLater = before.version < key.version && before.validUntil.map { $0 < validity.from } == true
                if !isLater { fault(row, "valid_from", "after the last day of version \(before.version)") }
            }
            found.append(
                DataSet(
                    id: key.id, version: key.version, validFrom: validity.from, validUntil: validity.until, periods: periods, plant: plant, wastes: wastes,
                    isSimple: isSimple, standing: origin.standing, provenance: origin.provenance, fields: own))
        }
        let known = Set(found.map { SetKey(id: $0.id, version: $0.version) })
        for key in fields.keys.filter({ !known.contains($0) }).sorted(by: { $0.id < $1.id }) {
            faults.append(
                DataFault(file: DataSets.files[1], line: 0, column: "data_set", value: "\(key.id) \(key.version)", expected: "a set of data_sets.csv"))
        }
        return found
    }

    // MARK: Duties

    mutating func duties(_ rows: [Row], sets: [DataSet]) -> [ReturnDuty] {
        var found: [ReturnDuty] = []
        for row in rows {
            let id = read(row, "id", "a name that no other row has") { text in
                text.isEmpty || found.contains { $0.id == text } ? nil : text
            }
            let period = word(row, "period", PeriodKind.self)
            let set = read(row, "data_set", "a set of data_sets.csv") { text in sets.contains { $0.id == text } ? text : nil }
            if let period, let set, !sets.contains(where: { $0.id == set && $0.periods.contains(period) }) {
                fault(row, "period", "a period that the set is for")
            }
            let country = word(row, "country", Country.self)
            let profile = read(row, "profile", Self.profiles.joined(separator: ", ")) { Self.profiles.contains($0) ? $0 : nil }
            let treatments = read(row, "treatments", "D10;R1 or nothing") { text -> Set<TreatmentCode>? in
                let codes = text.split(separator: ";").map { TreatmentCode(text: $0) }
                return codes.contains(nil) ? nil : Set(codes.compactMap { $0 })
            }
            let sectors = read(row, "sectors", "13;14, -13;-14 or nothing") { SectorRule(text: $0) }
            let sizes = read(row, "sizes", Self.sizes.joined(separator: ", ")) { text -> Set<String>? in
                let words = Set(text.split(separator: ";").map(String.init))
                return words.isSubset(of: Self.sizes) ? words : nil
            }
            let dueDays = whole(row, "due_days", 1...366)
            let takesBills = flag(row, "bill")
            let validity = validity(row)
            guard let origin = origin(row), let id, let period, let set, let country, let profile, let treatments, let sectors, let sizes, let dueDays,
                let takesBills, let validity
            else { continue }
            found.append(
                ReturnDuty(
                    id: id, dataSet: set, country: country, profile: profile, treatments: treatments, sectors: sectors, sizes: sizes, period: period,
                    dueDays: dueDays, takesBills: takesBills, validFrom: validity.from, validUntil: validity.until, standing: origin.standing,
                    provenance: origin.provenance))
        }
        return found
    }

    /// As the registry words them; a test holds them against it.
    static let profiles = ["producer", "haulier", "collector", "treater", "zone"]
    static let sizes = ["micro", "small", "medium", "large", ReturnDuty.unknownSize]
}
