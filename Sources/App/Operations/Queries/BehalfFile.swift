// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Tabular

extension BehalfList {
    /// What one's organisation entered in the names of others.
    public var file: FileRows {
        FileRows(rows, ["act": { $0.act.id.description }] + .name("organisation", { $0.firm }) + BehalfRow.columns)
    }

    /// What others entered in one's own name; a person who was erased stands empty.
    public var ownFile: FileRows {
        FileRows(
            rows,
            ["act": { $0.act.id.description }] + .name("entered_by", { $0.by }) + ["entered_by_person": { $0.personName ?? "" }] + BehalfRow.columns)
    }
}

extension BehalfRow {
    fileprivate static var columns: FileColumns<BehalfRow> {
        [
            "kind": { $0.act.kind.rawValue }, "note": { $0.note.number ?? "" }, "waste_code": { $0.note.lines.first?.waste.text ?? "" },
            "declared_kg": { kilograms($0.note.declaredMass) }, "entered_at": { $0.act.madeAt.rfc3339 }, "state": { $0.act.state.rawValue },
        ]
    }
}
