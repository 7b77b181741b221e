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
    static let columns = [
        "note", "begun_on", "state", "sender", "carriers", "receiver", "line", "waste_code", "waste_name", "hazardous", "declared_kg", "declared_as", "method",
        "accepted_kg", "treatment_intended", "late", "days_late",
    ]

    static func answer(_ request: PageRequest, _ filter: NoteListFilter, by actor: Actor) async throws -> PageAnswer {
        let list = try await request.platform.noteList(filter.filter, before: nil, limit: Platform.noteFileLimit, by: actor)
        guard list.mayExport else { throw PermissionRefusal.forbidden(.exportRegister) }
        var writer = CSVWriter(columns: columns, marksOrder: true)
        for line in list.lines {
            for (i, waste) in line.note.lines.enumerated() { writer.append(row(request, list, line, i, waste)) }
        }
        return try request.list(writer.bytes, "notes-\(request.platform.today)")
    }

    private static func row(_ request: PageRequest, _ list: NoteList, _ line: NoteList.Line, _ i: Int, _ waste: ManifestLine) -> [String] {
        let note = line.note
        func name(_ party: Party) -> String { list.organisations[party.organisation].map(request.name(of:)) ?? "" }
        func kilograms(_ mass: Mass) -> String { ExactDecimal(digits: mass.raw, scale: 3).withoutTrailingZeros.description }
        return [
            note.number ?? "", line.begun.description, request.words[note.state.phrase], note.isSenderKnown ? name(note.sender) : "",
            note.buyer == nil ? (note.isCarrierKnown ? note.legs : Array(note.legs.dropFirst())).map { name($0.carrier) }.joined(separator: "; ") : "",
            note.buyer.map { request.words[$0.kind.phrase] } ?? name(note.receiver), String(i + 1), waste.waste.text,
            request.platform.lists.name(of: waste.waste, in: request.words.language).text,
            waste.isHazardous ? "1" : "0", kilograms(waste.declared.mass), waste.declared.number + " " + waste.declared.unit, waste.declared.method.rawValue,
            waste.accepted.map(kilograms) ?? "", note.intended?.description ?? "", note.countsAsLate ? "1" : "0", String(note.trail?.daysLate ?? 0),
        ]
    }
}
