// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Tabular
import Wording

/// Reads rows and notes every fault.
struct DataReader {
    let units: [String: UnitOfMeasure]
    /// What stands before the files.
    let known: DataSets
    private(set) var faults: [DataFault] = []
    private(set) var result: DataSets
    /// Fields of the file by their set.
    private var fields: [SetKey: [(row: Row, field: DataField)]] = [:]

    init(units: [String: UnitOfMeasure], known: DataSets) {
        self.units = units
        self.known = known
        result = known
    }

    struct Row {
        var file: String
        var row: TableRow
    }

    mutating func rows(_ file: String, _ bytes: [UInt8], _ columns: [String], _ optional: [String]) -> [Row] {
        let table = CSVTable(bytes: bytes, required: columns, optional: optional)
        faults += table.faults.map {
            DataFault(file: file, line: $0.line, column: $0.column, value: $0.value, expected: $0.reason.rawValue, reason: .table($0.reason))
        }
        if table.rows.isEmpty, table.faults.isEmpty {
            faults.append(DataFault(file: file, line: 2, column: "", value: "", expected: "a row", reason: .table(.missingRow)))
        }
        return table.rows.map { Row(file: file, row: $0) }
    }

    private mutating func fault(_ row: Row, _ column: String, _ expected: String, _ reason: ListFault.Reason? = nil, _ note: String = "") {
        faults.append(
            DataFault(file: row.file, line: row.row.line, column: column, value: row.row[column], expected: expected, reason: reason, note: note))
    }

    /// What stands is not changed by a file.
    private mutating func fixed(_ row: Row, _ column: String) { fault(row, column, "as it stands; a change is a new version or a new row", .fixed) }

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
        if let until, until < from { fault(row, "valid_to", "a day on or after \(from)", .inconsistent, "≥ \(from)") }
        return (from, until)
    }

    private mutating func origin(_ row: Row) -> (standing: DataStanding, provenance: Provenance)? {
        let standing = word(row, "standing", DataStanding.self)
        let source = read(row, "source", "where it comes from") { $0.isEmpty ? nil : $0 }
        let confidence = word(row, "confidence", Confidence.self)
        guard let standing, let source, let confidence else { return nil }
        // What nobody official said is never said with certainty.
        if standing == .assumed, confidence != .low { fault(row, "confidence", "low, since it is assumed", .inconsistent, "low") }
        return (standing, Provenance(source: source, confidence: confidence))
    }

    // MARK: Fields

    mutating func readFields(_ rows: [Row]) {
        for row in rows {
            guard let key = key(row, "data_set"), let field = field(row) else { continue }
            if fields[key, default: []].contains(where: { $0.field.id == field.id }) { fault(row, "field", "each field once in a set", .duplicateKey) }
            if let standing = known.set(key.id, version: key.version) {
                check(field, row, against: standing)
            } else if let last = fields[key]?.last, last.field.place >= field.place {
                fault(row, "place", "more than \(last.field.place)", .inconsistent, "> \(last.field.place)")
            }
            fields[key, default: []].append((row, field))
        }
    }

    /// A row about a version that stands must say what it asks for.
    private mutating func check(_ field: DataField, _ row: Row, against standing: DataSet) {
        guard let known = standing.fields.first(where: { $0.id == field.id }) else { return fixed(row, "field") }
        let said: [(String, Bool)] = [
            ("section", known.section == field.section), ("kind", known.kind == field.kind), ("units", known.units == field.units),
            ("account", known.meaning == field.meaning), ("required", known.isRequired == field.isRequired), ("sectors", known.sectors == field.sectors),
            ("prefill", known.prefill == field.prefill), ("method", known.method == field.method), ("place", known.place == field.place),
        ]
        for (column, isSame) in said where !isSame { fixed(row, column) }
    }

    private mutating func key(_ row: Row, _ column: String) -> SetKey? {
        let id = read(row, column, "a set") { Self.isName($0) ? $0 : nil }
        guard let version = whole(row, "version", 1...999), let id else { return nil }
        return SetKey(id: id, version: version)
    }

    /// A name as addresses and interfaces write it.
    private static func isName(_ text: String) -> Bool {
        (2...40).contains(text.utf8.count) && text.utf8.first.map { (97...122).contains($0) } == true
            && text.utf8.allSatisfy { (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) }
    }

    /// The name of a set or a figure: the program's own, one that came before, or the one that the row brings in three languages.
    private mutating func called(_ row: Row, _ kind: String, _ id: String?, _ column: String) -> DataName? {
        guard let id else { return nil }
        let name = DataName(kind, id)
        let given = zip(DataSets.nameColumns, [Language.english, .khmer, .vietnamese]).map { (column: $0, language: $1, text: row.row.value($0) ?? "") }
        if name.isShipped {
            for part in given where !part.text.isEmpty { fault(row, part.column, "nothing: it has its name", .inconsistent, "–") }
            return name
        }
        if let standing = result.names.first(where: { $0.key == name.rawValue }) {
            for part in given where !part.text.isEmpty && part.text != standing.texts[part.language] { fixed(row, part.column) }
            return name
        }
        let blank = given.filter { $0.text.allSatisfy(\.isWhitespace) }
        if blank.count == given.count {
            fault(
                row, column, "a name that the wording table has, or names in three languages", .unknownReference, DataSets.nameColumns.joined(separator: ", "))
        } else {
            for part in blank { fault(row, part.column, "its name", .blank) }
        }
        guard blank.isEmpty else { return nil }
        let texts = Dictionary(given.map { ($0.language, $0.text) }, uniquingKeysWith: { a, _ in a })
        result.names.append(Sentence(area: DataName.area, key: name.rawValue, texts: texts))
        return name
    }

    private mutating func field(_ row: Row) -> DataField? {
        let id = read(row, "field", "a field") { Self.isName($0) ? $0 : nil }
        let name = called(row, "field", id, "field")
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
        guard let place = whole(row, "place", 1...9999), let id, name != nil, let section, let kind, let isRequired, let sectors, let prefill, let method
        else { return nil }
        if [.received, .sent, .carried].contains(prefill), kind != .mass {
            fault(row, "prefill", "a mass, since notes know masses", .inconsistent, "typed, last, sums")
        }
        // One name means one kind of figure everywhere, and the book knows only what it has a rule for.
        if let other = known.sets.flatMap(\.fields).first(where: { $0.id == id }), other.kind != kind {
            fault(row, "kind", "\(other.kind.rawValue), as in other sets", .inconsistent, other.kind.rawValue)
        }
        if !known.sets.isEmpty, meaning != nil, BookRules.shipped.rows[id] == nil {
            fault(row, "account", "nothing: the book has no rule for it", .unknownReference, "book_rules.csv")
        }
        return DataField(
            id: id, section: section, kind: kind, units: symbols, meaning: meaning, isRequired: isRequired, sectors: sectors, prefill: prefill,
            method: method, place: place)
    }

    private mutating func check(_ symbols: [String], of kind: QuantityKind, _ row: Row) {
        guard let dimension = kind.dimension else {
            if !symbols.isEmpty { fault(row, "units", "nothing: a number of \(kind.rawValue) has no units to choose from", .inconsistent, "–") }
            return
        }
        if symbols.isEmpty { fault(row, "units", "at least one unit of \(dimension.rawValue)", .blank) }
        for symbol in symbols {
            guard let unit = units[symbol], unit.dimension == dimension, unit.factor != nil else {
                fault(row, "units", "units of \(dimension.rawValue) with a factor; \(symbol) is none", .unknownReference, dimension.rawValue)
                continue
            }
        }
    }

    // MARK: Sets

    mutating func readSets(_ rows: [Row]) {
        var named: Set<SetKey> = []
        for row in rows {
            let key = key(row, "id")
            let name = called(row, "set", key?.id, "id")
            let validity = validity(row)
            let periods = read(row, "periods", "month;quarter;year") { text -> [PeriodKind]? in
                let kinds = text.split(separator: ";").map { PeriodKind(rawValue: String($0)) }
                return kinds.isEmpty || kinds.contains(nil) ? nil : kinds.compactMap { $0 }
            }
            let wastes = word(row, "wastes", WasteLines.self)
            let isSimple = flag(row, "simple")
            let plant = read(row, "plant", "a kind of plant that the wording table names") { DataSetPhrase.of("plant", $0) == nil ? nil : $0 }
            if let key, !named.insert(key).inserted { fault(row, "version", "each version once", .duplicateKey) }
            guard let origin = origin(row), let key, name != nil, let validity, let periods, let wastes, let isSimple, let plant else { continue }
            let set = DataSet(
                id: key.id, version: key.version, validFrom: validity.from, validUntil: validity.until, periods: periods, plant: plant, wastes: wastes,
                isSimple: isSimple, standing: origin.standing, provenance: origin.provenance, fields: fields[key]?.map(\.field) ?? [])
            if let standing = known.set(key.id, version: key.version) { take(set, row, over: standing) } else { take(set, row) }
        }
        for (key, own) in fields where known.set(key.id, version: key.version) == nil && !named.contains(key) {
            guard let first = own.first else { continue }
            fault(first.row, "data_set", "a set of data_sets.csv", .unknownReference, "data_sets.csv")
        }
    }

    /// Of a version that stands only the last day may be said anew.
    private mutating func take(_ set: DataSet, _ row: Row, over standing: DataSet) {
        let said: [(String, Bool)] = [
            ("valid_from", standing.validFrom == set.validFrom), ("periods", standing.periods == set.periods), ("plant", standing.plant == set.plant),
            ("wastes", standing.wastes == set.wastes), ("simple", standing.isSimple == set.isSimple), ("standing", standing.standing == set.standing),
            ("source", standing.provenance.source == set.provenance.source), ("confidence", standing.provenance.confidence == set.provenance.confidence),
        ]
        for (column, isSame) in said where !isSame { fixed(row, column) }
        guard let place = result.sets.firstIndex(where: { $0.id == set.id && $0.version == set.version }), set.validUntil != standing.validUntil else { return }
        // A version that was followed ends where the next one begins; a file that was written before says nothing about it.
        if set.validUntil == nil, known.sets.contains(where: { $0.id == set.id && $0.version > set.version }) { return }
        result.sets[place].validUntil = set.validUntil
    }

    private mutating func take(_ set: DataSet, _ row: Row) {
        if set.fields.isEmpty { fault(row, "id", "fields in data_fields.csv", .unknownReference, "data_fields.csv") }
        if set.isSimple, set.fields.count > DataSet.simpleFieldsMax {
            fault(row, "simple", "at most \(DataSet.simpleFieldsMax) fields; it has \(set.fields.count)", .inconsistent, "≤ \(DataSet.simpleFieldsMax)")
        }
        if let last = result.sets.lastIndex(where: { $0.id == set.id }) {
            let before = result.sets[last]
            guard before.version < set.version else { return fault(row, "version", "more than \(before.version)", .inconsistent, "> \(before.version)") }
            guard before.validFrom < set.validFrom else { return fault(row, "valid_from", "after \(before.validFrom)", .inconsistent, "> \(before.validFrom)") }
            if before.validUntil.map({ $0 >= set.validFrom }) ?? true { result.sets[last].validUntil = set.validFrom.adding(days: -1) }
            result.sets.insert(set, at: last + 1)
        } else {
            result.sets.append(set)
        }
    }

    // MARK: Duties

    mutating func readDuties(_ rows: [Row]) {
        let sets = result.sets
        var named: Set<String> = []
        for row in rows {
            let id = read(row, "id", "a name of its own") { (1...80).contains($0.utf8.count) ? $0 : nil }
            if let id, !named.insert(id).inserted { fault(row, "id", "a name that no other row has", .duplicateKey) }
            let period = word(row, "period", PeriodKind.self)
            let set = row.row["data_set"]
            let isSet = sets.contains { $0.id == set }
            if !isSet { fault(row, "data_set", "a set of data_sets.csv", .unknownReference, "data_sets.csv") }
            if let period, isSet, !sets.contains(where: { $0.id == set && $0.periods.contains(period) }) {
                fault(
                    row, "period", "a period that the set is for", .inconsistent,
                    Set(sets.filter { $0.id == set }.flatMap(\.periods).map(\.rawValue)).sorted().joined(separator: ", "))
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
            guard let origin = origin(row), let id, isSet, let period, let country, let profile, let treatments, let sectors, let sizes, let dueDays,
                let takesBills, let validity
            else { continue }
            take(
                ReturnDuty(
                    id: id, dataSet: set, country: country, profile: profile, treatments: treatments, sectors: sectors, sizes: sizes, period: period,
                    dueDays: dueDays, takesBills: takesBills, validFrom: validity.from, validUntil: validity.until, standing: origin.standing,
                    provenance: origin.provenance), row)
        }
    }

    /// A duty that stands is ended by its last day, and followed by a row of another name.
    private mutating func take(_ duty: ReturnDuty, _ row: Row) {
        guard let place = result.duties.firstIndex(where: { $0.id == duty.id }), known.duties.contains(where: { $0.id == duty.id }) else {
            if !result.duties.contains(where: { $0.id == duty.id }) { result.duties.append(duty) }
            return
        }
        let standing = result.duties[place]
        let said: [(String, Bool)] = [
            ("data_set", standing.dataSet == duty.dataSet), ("country", standing.country == duty.country), ("profile", standing.profile == duty.profile),
            ("treatments", standing.treatments == duty.treatments), ("sectors", standing.sectors == duty.sectors), ("sizes", standing.sizes == duty.sizes),
            ("period", standing.period == duty.period), ("due_days", standing.dueDays == duty.dueDays), ("bill", standing.takesBills == duty.takesBills),
            ("valid_from", standing.validFrom == duty.validFrom), ("standing", standing.standing == duty.standing),
            ("source", standing.provenance.source == duty.provenance.source), ("confidence", standing.provenance.confidence == duty.provenance.confidence),
        ]
        for (column, isSame) in said where !isSame { fixed(row, column) }
        result.duties[place].validUntil = duty.validUntil
    }

    /// As the registry words them; a test holds them against it.
    static let profiles = ["producer", "haulier", "collector", "treater", "zone"]
    static let sizes = ["micro", "small", "medium", "large", ReturnDuty.unknownSize]
}
