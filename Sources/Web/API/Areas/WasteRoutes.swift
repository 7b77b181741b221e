// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Operations
import Wording

/// What to do with a waste, the questions that find its code, and other lists beside ours: for everybody, without a token.
enum WasteRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/lists/waste-codes/{code}/criteria", "readWasteCriteria", .lists, .open,
            "What to do with one waste: dangers, tests, keeping, packing, labels, time, takers and what is forbidden", criteria
        ) { call in
            let (platform, lists) = (call.platform, call.platform.lists)
            guard let id = call.path["code"].flatMap({ WasteCodeID(text: $0) }),
                let criteria = lists.criteria(of: id, in: platform.country, on: platform.today)
            else { throw PlatformError.notFound }
            return Criteria(
                criteria: criteria, lists: lists, basel: lists.baselReferences(of: id, on: platform.today).map(\.code.code),
                national: lists.nationalWastes(of: id, in: platform.country, on: platform.today))
        },
        .get(
            "/finder", "findWaste", .lists, .open, "From what somebody holds to its code in at most five answers",
            query: [.optional("path", .text(200), "Answers given so far, joined by points; what leads nowhere is left off.")], walk
        ) { call in
            let walk = WasteFinder.shipped.walk(call.query.string("path"), in: call.platform.lists, on: call.platform.today)
            return Walk(walk: walk, lists: call.platform.lists, language: call.words.language)
        },
        .get(
            "/lists/crosswalks", "readCrosswalks", .lists, .open,
            "Codes of the Basel Convention and of national lists beside ours, as files of the columns in which newer ones are loaded", crosswalks
        ) { call in
            let (lists, today) = (call.platform.lists, call.platform.today)
            return (lists.baselCrosswalk(on: today).bytes, lists.nationalCrosswalk(on: today).bytes)
        },
    ]

    struct Criteria: Sendable {
        var criteria: WasteCriteria
        var lists: CodeLists
        var basel: [String]
        var national: [NationalWaste]
    }

    struct Walk: Sendable {
        var walk: WasteFinder.Walk
        var lists: CodeLists
        var language: Language

        var question: WasteFinder.Question? { if case .ask(let question) = walk.end { question } else { nil } }
        var found: WasteCode? { if case .found(let code) = walk.end { code } else { nil } }
    }

    private static let statement: Shape<WasteCriterion> = .object(
        "WasteStatement", "One statement about what to do with a waste.",
        [
            .choice("topic", "hazardClass, status, test, keep, pack, label, time, taker or forbidden.") { $0.topic },
            .textOrNull("english") { $0.texts[.english] },
            .textOrNull("khmer") { $0.texts[.khmer] },
            .textOrNull("vietnamese") { $0.texts[.vietnamese] },
            .textOrNull("hazardClass", "Of a danger: its code in Annex III of the Basel Convention.") { $0.topic == .hazardClass ? $0.value : nil },
            .wholeOrNull("days", "Of a time.") { $0.days },
            .choice("standing", "assumed: caution for want of a published rule; it warns and never convicts.") { $0.standing },
            .text("source") { $0.provenance.source },
            .choice("confidence") { $0.provenance.confidence },
        ])

    private static let national: Shape<NationalWaste> = .object(
        "NationalWaste", "A code of a country's own list.",
        [
            .text("country") { $0.country.rawValue },
            .text("code") { $0.code },
            .text("nameLocal") { $0.nameLocal },
            .flag("hazardous") { $0.isHazardous },
        ])

    private static let criteria: Shape<Criteria> = .object(
        "WasteCriteria", "What to do with one waste in this country.",
        [
            .part("waste", ListRoutes.waste) { ($0.criteria.code, $0.lists) },
            .choice("entry", "A mirror entry is one of a pair of which the contents decide.") { $0.criteria.code.entryType },
            .list("pair", NoteShapes.wasteCode, "The other codes of the pair.") { $0.criteria.pair.map(\.id) },
            .list("dangers", statement) { $0.criteria.classes.map(\.criterion) },
            .list("statements", statement, "By topic, the narrowest first.") { value in
                WasteCriterion.Topic.allCases.flatMap { value.criteria[$0] }
            },
            .list("basel", .text, "Codes of the Basel Convention it most likely falls under, by our own reading.") { $0.basel },
            .list("national", national, "Codes of the national list; empty also where no official list is loaded.") { $0.national },
        ])

    private static let answer: Shape<(answer: WasteFinder.Answer, walk: Walk)> = .object(
        "FinderAnswer", "One answer to a question.",
        [
            .text("text") { value in value.walk.lists.text(of: value.answer, in: value.walk.language).text },
            .text("path", "With this answer given.") { $0.walk.walk.path(with: $0.answer) },
            .part("waste", NoteShapes.wasteCode.orNull, "Where the answer is a code.") { value in
                if case .code(let code) = value.answer.target { code } else { nil }
            },
        ])

    private static let walk: Shape<Walk> = .object(
        "FinderStep", "Where answers have led.",
        [
            .text("path") { $0.walk.path },
            .whole("answered") { $0.walk.steps.count },
            .whole("answersMax") { _ in WasteFinder.answersMax },
            .textOrNull("question", "Null when a code is found, and when the list itself is asked from.") { value in
                value.question.flatMap { value.lists.text(of: $0, in: value.language) }
            },
            .list("answers", answer) { value in (value.question?.answers ?? []).map { ($0, value) } },
            .part("found", NoteShapes.wasteCode.orNull) { $0.found?.id },
        ])

    private static let crosswalks: Shape<(basel: [UInt8], national: [UInt8])> = .object(
        "Crosswalks", "Other lists beside ours.",
        [
            .part("basel", file, "Columns waste, basel, source, confidence, note.") { $0.basel },
            .part("national", file, "Columns country, code, name_local, name_english, hazardous, waste, source, confidence, note.") { $0.national },
        ])

    private static let file = Shape<[UInt8]>(.text(EditionRoutes.fileMax)) { .text(String(decoding: $0, as: UTF8.self)) }
}
