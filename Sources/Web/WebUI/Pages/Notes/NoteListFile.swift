// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Operations
import Tabular
import Wording

/// A list of notes as a file: one row per waste of a note, the same in every language.
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
        typealias Row = (line: NoteList.Line, note: Manifest, place: Int, waste: ManifestLine)
        func sender(_ note: Manifest) -> Organisation? { note.isSenderKnown ? list.organisations[note.sender.organisation] : nil }
        func receiver(_ note: Manifest) -> Organisation? { note.buyer == nil ? list.organisations[note.receiver.organisation] : nil }
        func carriers(_ note: Manifest, _ name: KeyPath<Organisation, String>) -> String {
            guard note.buyer == nil else { return "" }
            return note.legs.dropFirst(note.isCarrierKnown ? 0 : 1).map { list.organisations[$0.carrier.organisation]?[keyPath: name] ?? "" }
                .joined(separator: "; ")
        }
        func plain(_ mass: Mass) -> String { ExactDecimal(digits: mass.raw, scale: 3).withoutTrailingZeros.description }
        let columns: FileColumns<Row> = [
            "note": { $0.note.number ?? "" }, "begun_on": { $0.line.begun.description }, "state": { "\($0.note.state)" },
            "sender": { sender($0.note)?.nameEnglish ?? "" }, "sender_local": { sender($0.note)?.nameLocal ?? "" },
            "carriers": { carriers($0.note, \.nameEnglish) }, "carriers_local": { carriers($0.note, \.nameLocal) },
            "receiver": { row in row.note.buyer.map { "without licence: \($0.kind.rawValue)" } ?? receiver(row.note)?.nameEnglish ?? "" },
            "receiver_local": { receiver($0.note)?.nameLocal ?? "" },
            "line": { String($0.place + 1) }, "waste_code": { $0.waste.waste.text },
            "waste_name": { request.platform.lists.name(of: $0.waste.waste, in: .english).text },
            "hazardous": { $0.waste.isHazardous ? "1" : "0" }, "declared_kg": { plain($0.waste.declared.mass) },
            "declared_as": { $0.waste.declared.number + " " + $0.waste.declared.unit }, "method": { $0.waste.declared.method.rawValue },
            "accepted_kg": { $0.waste.accepted.map(plain) ?? "" }, "treatment_intended": { $0.note.intended?.description ?? "" },
            "late": { $0.note.countsAsLate ? "1" : "0" }, "days_late": { String($0.note.trail?.daysLate ?? 0) },
        ]
        return FileRows(
            list.lines.flatMap { line in line.note.lines.enumerated().map { (line: line, note: line.note, place: $0.offset, waste: $0.element) } }, columns)
    }
}
