// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Operations

/// One question for everything, and the work that waits at a gate.
enum SearchRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/search", "search", .lists, .scope(.registryRead),
            "A note by its number, firms and wastes by words of their names; notes only with the scope notes:read",
            query: [.required("words", .text(100, least: 1), "As somebody would type it."), .limit(50)], found
        ) { call in
            let words = call.query.string("words")
            let actor = try call.actor()
            var note: Manifest?
            // A number that is no note's, or names a note one may not read, is looked for like any other text.
            if call.has(.notesRead), words.contains(where: \.isNumber), let id = try? await call.platform.note(numbered: words, by: actor) {
                note = try await call.platform.note(id, by: actor)
            }
            let firms = try await call.platform.registryList(
                words: words, profile: nil, status: nil, province: nil, after: nil, limit: call.limit, by: actor)
            let (lists, today) = (call.platform.lists, call.platform.today)
            let wastes = lists.wasteSearch(on: today).matches(words, limit: call.limit).compactMap { lists.wasteCode($0.code, on: today) }
            let more = firms.next.map { after in
                let typed = words.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                return "\(APIDoor.path)/organisations?words=\(typed)&after=\(after)"
            }
            return Found(note: note, firms: firms, wastes: wastes.map { ($0, lists) }, more: more)
        },
        .get(
            "/gate", "readGate", .steps, .scope(.notesRead), "Loads and rounds on their way to your sites, those through the gate first",
            query: [.limit()], gate
        ) { call in try await call.platform.gate(limit: call.limit, by: try call.actor()) },
    ]

    struct Found: Sendable {
        var note: Manifest?
        var firms: RegistryList
        var wastes: [(code: WasteCode, lists: CodeLists)]
        var more: String?
    }

    private static let noteFound: Shape<Manifest> = .object(
        "FoundNote", "A note by its number.",
        [
            .id("id") { $0.id },
            .textOrNull("number") { $0.number },
            .choice("state") { $0.state },
            .text("href") { "\(APIDoor.path)/notes/\($0.id)" },
        ])

    private static let found: Shape<Found> = .object(
        "Found", "What goes by a number or words.",
        [
            .part("note", noteFound.orNull) { $0.note },
            .list("firms", RegistryShapes.row) { $0.firms.rows },
            .textOrNull("moreFirms", "Where more firms follow.") { $0.more },
            .list("wastes", ListRoutes.waste) { $0.wastes },
        ])

    private struct Load: Sendable {
        var load: GateModel.Load
        var names: NoteNames
    }

    private static let load: Shape<Load> = .object(
        "GateLoad", "A load on its way to one of your sites, or at its gate.",
        [
            .id("note") { $0.load.note.id },
            .textOrNull("number") { $0.load.note.number },
            .choice("state") { $0.load.note.state },
            .part("sender", NoteShapes.party) { NoteShapes.Named(part: $0.load.note.sender, names: $0.names) },
            .part("carrier", NoteShapes.party) { NoteShapes.Named(part: $0.load.note.currentLeg.carrier, names: $0.names) },
            .part("receiver", NoteShapes.party) { NoteShapes.Named(part: $0.load.note.receiver, names: $0.names) },
            .textOrNull("plate") { value in value.load.note.currentLeg.plate.flatMap { value.names.texts[$0] } },
            .list("wastes", NoteShapes.wasteCode) { $0.load.note.lines.map(\.waste) },
            .grams("declaredGrams") { $0.load.note.declaredMass.raw },
            .momentOrNull("dueAt") { $0.load.dueAt },
            .flag("late", "Due before now.") { $0.load.isLate },
            .text("href", "The note with what you may do now.") { "\(APIDoor.path)/notes/\($0.load.note.id)" },
        ])

    private static let gate: Shape<GateModel> = .object(
        "Gate", "What is on its way to your sites.",
        [
            .list("loads", load, "Those due first before others.") { model in model.loads.map { Load(load: $0, names: model.names) } },
            .list("rounds", RoundRoutes.brief, "Collection rounds; their notes are not among the loads.") { model in
                model.rounds.map { RoundRoutes.Brief(round: $0, names: model.names) }
            },
            .flag("more", "More loads are on their way than are shown.") { $0.hasMore },
        ])
}
