// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Operations
import Tabular
import Wording

/// A list of notes as a file: one row per waste of a note, columns for machines, names in the reader's language.
enum NoteListFile {
    static func answer(_ request: PageRequest, _ filter: NoteListFilter, by actor: Actor) async throws -> PageAnswer {
        try await request.wholeList("notes-\(request.platform.today)", next: \.next) { before, limit in
            let part = try await request.platform.noteList(filter.filter, before: before, limit: limit, by: actor)
            guard part.mayExport else { throw PermissionRefusal.forbidden(.exportRegister) }
            return part
        } rows: { part in
            rows(request, part)
        }
    }

    private static func rows(_ request: PageRequest, _ list: NoteList) -> FileRows {
        func name(_ party: Party) -> String { list.organisations[party.organisation].map(request.name(of:)) ?? "" }
        func carriers(_ note: Manifest) -> String {
            guard note.buyer == nil else { return "" }
            return note.legs.dropFirst(note.isCarrierKnown ? 0 : 1).map { name($0.carrier) }.joined(separator: "; ")
        }
        func plain(_ mass: Mass) -> String { ExactDecimal(digits: mass.raw, scale: 3).withoutTrailingZeros.description }
        let columns: FileColumns<(line: NoteList.Line, note: Manifest, place: Int, waste: ManifestLine)> = [
            "note": { $0.note.number ?? "" }, "begun_on": { $0.line.begun.description }, "state": { request.words[$0.note.state.phrase] },
            "sender": { $0.note.isSenderKnown ? name($0.note.sender) : "" }, "carriers": { carriers($0.note) },
            "receiver": { row in row.note.buyer.map { request.words[$0.kind.phrase] } ?? name(row.note.receiver) },
            "line": { String($0.place + 1) }, "waste_code": { $0.waste.waste.text },
            "waste_name": { request.platform.lists.name(of: $0.waste.waste, in: request.words.language).text },
            "hazardous": { $0.waste.isHazardous ? "1" : "0" }, "declared_kg": { plain($0.waste.declared.mass) },
            "declared_as": { $0.waste.declared.number + " " + $0.waste.declared.unit }, "method": { $0.waste.declared.method.rawValue },
            "accepted_kg": { $0.waste.accepted.map(plain) ?? "" }, "treatment_intended": { $0.note.intended?.description ?? "" },
            "late": { $0.note.countsAsLate ? "1" : "0" }, "days_late": { String($0.note.trail?.daysLate ?? 0) },
        ]
        return FileRows(
            list.lines.flatMap { line in line.note.lines.enumerated().map { (line: line, note: line.note, place: $0.offset, waste: $0.element) } }, columns)
    }
}
