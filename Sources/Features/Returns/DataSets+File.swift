// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Tabular
import Wording

extension DataSets {
    /// One of the files with everything that stands, for an officer to add rows to and send back.
    ///
    /// - Parameter file: one of ``files``; any other gives no bytes.
    public func csv(_ file: String) -> [UInt8] {
        switch file {
        case Self.files[0]: written(Self.setColumns + Self.nameColumns, sets.map { $0.cells + named($0.phrase) })
        case Self.files[1]:
            written(
                Self.fieldColumns + Self.nameColumns,
                sets.flatMap { set in set.fields.map { [set.id, String(set.version)] + $0.cells + named($0.phrase) } })
        case Self.files[2]: written(Self.dutyColumns, duties.map(\.cells))
        default: []
        }
    }

    private func written(_ columns: [String], _ rows: [[String]]) -> [UInt8] {
        var writer = CSVWriter(columns: columns, forSpreadsheets: true)
        for row in rows { writer.append(row) }
        return writer.bytes
    }

    /// Names in three languages, of what the program has no words for.
    private func named(_ name: DataName) -> [String] {
        let texts = names.first { $0.key == name.rawValue }?.texts ?? [:]
        return [Language.english, .khmer, .vietnamese].map { texts[$0] ?? "" }
    }
}

extension DataSet {
    fileprivate var cells: [String] {
        [
            id, String(version), validFrom.description, validUntil?.description ?? "", periods.map(\.rawValue).joined(separator: ";"), plant, wastes.rawValue,
            isSimple ? "1" : "0", standing.rawValue, provenance.source, provenance.confidence.rawValue,
        ]
    }
}

extension DataField {
    fileprivate var cells: [String] {
        [
            id, section, kind.rawValue, units.joined(separator: ";"), meaning?.text ?? "", isRequired ? "1" : "0", sectors.text, prefill.rawValue,
            method.rawValue, String(place),
        ]
    }
}

extension ReturnDuty {
    fileprivate var cells: [String] {
        [
            id, dataSet, country.rawValue, profile, treatments.sorted().map(\.description).joined(separator: ";"), sectors.text,
            sizes.sorted().joined(separator: ";"), period.rawValue, String(dueDays), takesBills ? "1" : "0", validFrom.description,
            validUntil?.description ?? "", standing.rawValue, provenance.source, provenance.confidence.rawValue,
        ]
    }
}
