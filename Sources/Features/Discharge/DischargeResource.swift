// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tabular

/// The files of this room.
enum DischargeResource {
    static func bytes(_ name: String) -> [UInt8] {
        guard let url = Bundle.module.url(forResource: "Resources/\(name)", withExtension: "csv"), let data = try? Data(contentsOf: url) else {
            preconditionFailure("The program was installed without \(name).csv.")
        }
        return [UInt8](data)
    }

    static func table(_ name: String, columns: [String]) -> [TableRow] {
        let table = CSVTable(bytes: bytes(name), required: columns)
        precondition(table.faults.isEmpty, "\(name).csv: \(table.faults.map(\.description).joined(separator: "; "))")
        return table.rows
    }
}
