// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Tabular
import Wording

/// All data sets with their versions, and who owes them.
public struct DataSets: Sendable, Hashable {
    /// Versions of a set together, the earlier one first.
    public internal(set) var sets: [DataSet] = []
    public internal(set) var duties: [ReturnDuty] = []
    /// Names that came with officers' files, for sets and figures that the program has no words of its own for.
    public internal(set) var names: [Sentence] = []

    init() {}

    /// Nothing is asked of anybody.
    public static let none = DataSets()

    /// The sets the program ships with.
    public static let shipped: DataSets = {
        var read: [String: [UInt8]] = [:]
        for name in files {
            guard let url = Bundle.module.url(forResource: "Resources/\(name)", withExtension: ""), let data = try? Data(contentsOf: url)
            else { preconditionFailure("The program was installed without \(name).") }
            read[name] = [UInt8](data)
        }
        let (sets, faults) = DataSets().adding(read, units: CodeLists.shipped.units.all.flatMap(\.rows))
        precondition(faults.isEmpty, faults.map(\.description).joined(separator: "; "))
        return sets
    }()

    /// The sets, their fields, and who owes them.
    public static let files = ["data_sets.csv", "data_fields.csv", "return_duties.csv"]
    static let setColumns = ["id", "version", "valid_from", "valid_to", "periods", "plant", "wastes", "simple", "standing", "source", "confidence"]
    static let fieldColumns = [
        "data_set", "version", "field", "section", "kind", "units", "account", "required", "sectors", "prefill", "method", "place",
    ]
    static let dutyColumns = [
        "id", "data_set", "country", "profile", "treatments", "sectors", "sizes", "period", "due_days", "bill", "valid_from", "valid_to", "standing", "source",
        "confidence",
    ]
    /// What a new set or figure is called; blank where the program has words for it.
    static let nameColumns = ["name_en", "name_km", "name_vi"]

    /// The version of a set that is for periods beginning on a day.
    public func set(_ id: String, on day: CalendarDate) -> DataSet? { sets.last { $0.id == id && $0.isValid(on: day) } }

    public func set(_ id: String, version: Int) -> DataSet? { sets.first { $0.id == id && $0.version == version } }

    // MARK: Loading

    /// These sets with files laid over them: further versions, figures and duties. What stands already is never changed but for its last day, so that a
    /// return is read by what was asked when it was begun; a version ends on the day before the next one begins. Rows that say what stands change nothing.
    ///
    /// - Parameter files: by name, as ``files`` names them; those that are absent add nothing.
    /// - Returns: every fault of every file at once; with any, the sets are not to be used.
    public func adding(_ files: [String: [UInt8]], units: [UnitOfMeasure]) -> (sets: DataSets, faults: [DataFault]) {
        var reader = DataReader(units: Dictionary(units.map { ($0.symbol, $0) }, uniquingKeysWith: { a, _ in a }), known: self)
        func rows(_ place: Int, _ columns: [String], names: [String] = []) -> [DataReader.Row] {
            files[Self.files[place]].map { reader.rows(Self.files[place], $0, columns, names) } ?? []
        }
        let (setRows, fieldRows) = (rows(0, Self.setColumns, names: Self.nameColumns), rows(1, Self.fieldColumns, names: Self.nameColumns))
        let dutyRows = rows(2, Self.dutyColumns)
        reader.readFields(fieldRows)
        reader.readSets(setRows)
        reader.readDuties(dutyRows)
        return (reader.result, reader.faults)
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
    /// Where it is more than a value that its column cannot hold.
    public var reason: ListFault.Reason?
    /// What was expected beside a reason, the same in every language; may be empty.
    public var note = ""

    public var description: String { "\(file) line \(line), column \(column): \(value.isEmpty ? "nothing" : value), expected \(expected)" }
}

/// Which version of which set.
struct SetKey: Hashable {
    var id: String
    var version: Int
}
