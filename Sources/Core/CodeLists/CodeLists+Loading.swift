// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular

/// What one file gave: rows that can stand, the keys of all rows, what they point at, every fault.
struct ReadList<Row> {
    var rows: [Row] = []
    /// Key or other name to key; also of rows that cannot stand, so that one fault does not bring others after it.
    var keys: [String: String] = [:]
    var references: [ListReference] = []
    var faults: [ListFault] = []

    init(_ file: ListFile, _ bytes: [UInt8]?, columns: [String], known: [ListFile: [String: String]], read: (inout RowReader) -> Row?) {
        guard let bytes else {
            faults = [ListFault(file: file.rawValue, line: 0, reason: .missingFile)]
            return
        }
        let table = CSVTable(bytes: bytes, required: columns)
        faults = table.faults.map {
            ListFault(file: file.rawValue, line: $0.line, column: $0.column, value: $0.value, reason: .table($0.reason))
        }
        for line in table.rows {
            var reader = RowReader(file: file, row: line, known: known)
            let row = read(&reader)
            let isFirst = reader.key.isEmpty || keys[reader.key] == nil
            if !isFirst { reader.note(reader.keyColumn, .duplicateKey) }
            for name in [reader.key] + reader.names where !name.isEmpty && keys[name] == nil { keys[name] = reader.key }
            references += reader.references
            faults += reader.faults
            if isFirst, let row { rows.append(row) }
        }
    }
}

extension ReadList where Row: ReadableRow {
    init(_ bytes: [UInt8]?, known: [ListFile: [String: String]]) {
        self.init(Row.file, bytes, columns: Row.columns, known: known) { Row(&$0) }
    }
}

extension CodeLists {
    /// Reads all lists from their files.
    ///
    /// - Parameter files: contents by file name, see ``ListFile``; UTF-8, with header.
    /// - Returns: the lists without the rows that have faults, and every fault in order of file and line. Lists with
    ///   faults are for looking at, not for use.
    public static func load(files: [String: [UInt8]]) -> (lists: CodeLists, faults: [ListFault]) {
        var faults: [ListFault] = []
        var keys: [ListFile: [String: String]] = [:]
        var references: [ListFile: [ListReference]] = [:]

        func take<Row>(_ list: ReadList<Row>, _ file: ListFile) -> [Row] {
            faults += list.faults
            keys[file] = list.keys
            references[file] = list.references
            return list.rows
        }
        func rows<Row: ReadableRow>(_ type: Row.Type) -> [Row] {
            take(ReadList<Row>(files[Row.file.rawValue], known: keys), Row.file)
        }

        let heads = Dictionary(rows(EditionRow.self).map { ($0.list, $0.head) }, uniquingKeysWith: { first, _ in first })
        if faults.isEmpty {
            for file in ListFile.allCases where file.hasEditions && keys[.editions]?[file.rawValue] == nil {
                faults.append(ListFault(file: ListFile.editions.rawValue, line: 0, column: "file", value: file.rawValue, reason: .blank))
            }
        }
        func list<Row: ListRow>(_ file: ListFile, _ rows: [Row]) -> Editions<Row> {
            Editions(CodeList(head: heads[file] ?? .missing, rows: rows))
        }

        let industries = list(.industries, rows(Industry.self))
        let dated = ProvinceRow.dated(rows(ProvinceRow.self))
        faults += dated.faults
        let provinces = list(.provinces, dated.provinces)
        let units = list(.units, rows(UnitOfMeasure.self))
        let treatments = list(.treatments, rows(Treatment.self))
        let baselCodes = list(.baselCodes, rows(BaselCode.self))
        let wasteRows = rows(WasteCode.self)
        let wasteCodes = list(.wasteCodes, wasteRows)
        let zones = list(.zones, rows(Zone.self))
        let wasteBasel = list(.wasteBasel, rows(BaselReference.self))
        let nationalWastes = list(.nationalWastes, rows(NationalWaste.self))
        let wasteCriteria = list(.wasteCriteria, rows(WasteCriterion.self))
        let wasteNames = ReadList(.wasteNames, files[ListFile.wasteNames.rawValue], columns: NameRow.wasteColumns, known: keys) {
            NameRow(&$0, list: .waste)
        }
        let codeNames = ReadList(.codeNames, files[ListFile.codeNames.rawValue], columns: NameRow.codeColumns, known: keys) {
            NameRow(&$0, list: nil)
        }
        let names = NameTable(take(wasteNames, .wasteNames) + take(codeNames, .codeNames))
        for file in ListFile.allCases {
            faults += unknownReferences(of: file, references[file] ?? [], in: keys, skipping: files)
        }

        let lists = CodeLists(
            wasteCodes: wasteCodes, treatments: treatments, baselCodes: baselCodes, industries: industries, provinces: provinces, units: units,
            zones: zones, wasteBasel: wasteBasel, nationalWastes: nationalWastes, wasteCriteria: wasteCriteria, names: names,
            searches: [WasteSearch(wasteRows, names: names)], keys: keys, references: references)
        return (lists, inOrder(faults))
    }

    /// References that lead nowhere. A file that is missing altogether is one fault already.
    static func unknownReferences(
        of file: ListFile, _ references: [ListReference], in keys: [ListFile: [String: String]], skipping files: [String: [UInt8]]? = nil
    ) -> [ListFault] {
        references.filter { reference in
            (files.map { $0[reference.target.rawValue] != nil } ?? true) && keys[reference.target]?[reference.key] == nil
        }.map {
            ListFault(
                file: file.rawValue, line: $0.line, column: $0.column, value: $0.value, reason: .unknownReference,
                expected: $0.target.rawValue)
        }
    }

    /// By file as read, then line, as noted within a line.
    static func inOrder(_ faults: [ListFault]) -> [ListFault] {
        let order = Dictionary(uniqueKeysWithValues: ListFile.allCases.enumerated().map { ($1.rawValue, $0) })
        return faults.enumerated().sorted { a, b in
            (order[a.element.file] ?? 0, a.element.line, a.offset) < (order[b.element.file] ?? 0, b.element.line, b.offset)
        }.map(\.element)
    }
}

/// A row of `editions.csv`.
struct EditionRow: ReadableRow {
    static let file = ListFile.editions
    static let columns = ["file", "name", "edition", "valid_from", "source", "confidence"]

    let list: ListFile
    let head: EditionHead

    init?(_ reader: inout RowReader) {
        let expected = ListFile.allCases.filter(\.hasEditions).map(\.rawValue).joined(separator: ", ")
        let list = reader.parsed("file", .badWord, expected: expected) { text in
            ListFile(rawValue: text).flatMap { $0.hasEditions ? $0 : nil }
        }
        if let list { reader.isKnown(as: list.rawValue, column: "file") }
        let name = reader.text("name")
        let edition = reader.text("edition")
        let validFrom = reader.parsed("valid_from", .badDate, expected: "2026-09-12") { CalendarDate(iso: $0) }
        guard let provenance = reader.provenance(), let list, let name, let edition, let validFrom else { return nil }
        self.list = list
        head = EditionHead(name: name, edition: edition, validFrom: validFrom, provenance: provenance)
    }
}
