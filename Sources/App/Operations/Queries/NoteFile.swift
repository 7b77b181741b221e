// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Tabular

// Notes, their lines and their entries as files: what stands on the page, in codes and digits that programs read.

extension Manifest {
    /// Which note it is, what of, and how it stands; a draft has no number yet.
    static var fileColumns: FileColumns<Manifest> {
        [
            "note": { $0.number ?? "" }, "waste_codes": { $0.lines.map(\.waste.text).joined(separator: ";") }, "state": { "\($0.state)" },
        ]
    }

    /// The wastes on the note; blank stands for what was not weighed or decided yet.
    public var linesFile: FileRows {
        let isDecided = receipt?.decidedAt != nil
        func decided(_ mass: Mass?) -> String { isDecided ? kilograms(mass) : "" }
        let columns: FileColumns<(place: Int, waste: ManifestLine)> = [
            "note": { _ in number ?? "" }, "line": { String($0.place + 1) }, "waste_code": { $0.waste.waste.text },
            "hazardous": { $0.waste.isHazardous ? "1" : "0" }, "containers": { $0.waste.containers.map(String.init) ?? "" },
            "declared_kg": { kilograms($0.waste.declared.mass) }, "declared_as": { $0.waste.declared.number + " " + $0.waste.declared.unit },
            "method": { $0.waste.declared.method.rawValue }, "from_stock": { $0.waste.draws.isEmpty ? "0" : "1" },
            "lot": { $0.waste.lot?.description ?? "" }, "weighed_kg": { kilograms($0.waste.weighed) }, "accepted_kg": { decided($0.waste.accepted) },
            "treated_kg": { decided($0.waste.treated) }, "moved_on_kg": { decided($0.waste.movedOn) }, "held_kg": { decided($0.waste.held) },
        ]
        return FileRows(lines.enumerated().map { (place: $0.offset, waste: $0.element) }, columns)
    }
}

extension NoteEntryList {
    /// What the note moved in the book, oldest first: out of one account, into another.
    public var file: FileRows {
        FileRows(
            entries,
            [
                "note": { _ in note.number ?? "" }, "entry": { $0.entry.id.description }, "occurred": { $0.entry.occurred.description },
                "waste_code": { $0.entry.credit.material.wasteCode?.text ?? "" }, "reason": { "\($0.entry.reason)" },
                "from_compartment": { String($0.entry.credit.compartment.number) },
            ] + .name("from_site", { names.sites[$0.entry.credit.site] }) + [
                "to_compartment": { String($0.entry.debit.compartment.number) }
            ] + .name("to_site", { names.sites[$0.entry.debit.site] }) + [
                "moved_kg": { kilograms($0.entry.mass) }, "standing": { "\($0.standing)" },
            ])
    }
}

/// Notes that a firm signed before it went into another, newest first.
public struct FormerNotes: Sendable {
    public var notes: [Manifest]
    /// The last one looked at, where older ones follow.
    public var next: DocumentID?

    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(notes, Manifest.fileColumns + ["changed_on": { zone.date(of: $0.updatedAt).description }])
    }
}
