// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations
import Returns

/// Lists of returns as answers show them.
enum ReturnListShapes {
    private static let owed: Shape<(line: ReturnLine, today: CalendarDate)> = .object(
        "OwedReturn", "A return that a site owes or owed, begun or not.",
        [
            .id("site") { $0.line.site },
            .text("dataSet") { $0.line.dataSet.id },
            .text("period") { $0.line.period.description },
            .date("due") { $0.line.due },
            .choice("standing") { $0.line.standing(on: $0.today) },
            .flag("assumed", "No authority said that it is owed.") { $0.line.standing != .official },
            .idOrNull("return", "Null before it is begun.") { $0.line.made?.id },
        ])

    static let owedList: Shape<ReturnList> = .object(
        "OwedReturns", "What a firm owes, owed and sent, most pressing first.",
        [.list("returns", owed) { list in list.lines.map { ($0, list.today) } }])

    private static let brief: Shape<SiteReturn> = .object(
        "ReturnInList", "A return without its answers.",
        [
            .id("id") { $0.id },
            .id("site") { $0.head.site },
            .id("organisation") { $0.head.organisation },
            .text("dataSet") { $0.head.dataSet },
            .text("period") { $0.head.period.description },
            .date("due") { $0.head.due },
            .choice("state") { $0.state },
            .whole("filings", "How often it was sent.") { $0.filings.count },
            .momentOrNull("sentAt", "When it was sent first.") { $0.firstSentAt },
            .moment("updatedAt") { $0.updatedAt },
        ])

    struct Page: Sendable {
        var returns: [SiteReturn]
        var next: String?
    }

    static let page: Shape<Page> = .object(
        "ReturnList", "Returns, newest first.",
        [
            .list("returns", brief) { $0.returns },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.next },
        ])

    struct Several: Sendable {
        var picks: [ReturnPick]
        var refused: [RefusedReturn]

        var taken: [ReturnID] {
            let left = Set(refused.map(\.pick))
            return picks.filter { !left.contains($0) }.map(\.id)
        }
    }

    private static let refusal: Shape<RefusedReturn> = .object(
        "RefusedReturn", "A return that was not sent or approved.",
        [
            .id("return") { $0.pick.id },
            .list("codes", .text, "Of the problems.") { $0.problems.map(\.phrase) },
            .list("fields", .text, "To which each belongs, such as one of the data set or explain- and the key of a finding.") { $0.problems.map(\.field) },
        ])

    static let approval: Shape<Several> = .object(
        "ReturnApproval", "What became of several returns.",
        [.list("approved", .id()) { $0.taken }, .list("refused", refusal) { $0.refused }])

    static let sending: Shape<Several> = .object(
        "ReturnSending", "What became of several returns that were to be sent.",
        [.list("submitted", .id()) { $0.taken }, .list("refused", refusal) { $0.refused }])

    private static let line: Shape<ReturnLine> = .object(
        "ReturnToTypeIn", "A simple return that is owed.",
        [
            .text("dataSet") { $0.dataSet.id },
            .text("period") { $0.period.description },
            .date("due") { $0.due },
            .idOrNull("return", "Null before it is begun.") { $0.made?.id },
        ])

    private static let choice: Shape<TypingChoice> = .object(
        "FirmToTypeFor", "A small firm with the simple returns that it owes.",
        [
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .id("site") { $0.site.id },
            .list("returns", line) { $0.lines },
        ])

    static let typing: Shape<[TypingChoice]> = .object("FirmsToTypeFor", "Small firms found by name.", [.list("firms", choice) { $0 }])
}
