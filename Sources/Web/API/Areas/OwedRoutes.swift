// SPDX-License-Identifier: Apache-2.0

import Deadlines
import Domain
import Identity
import Operations
import Returns
import Stores

/// Which returns came, which are late, reminders, and the days off by which they are due.
enum OwedRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/returns/completeness", "readCompleteness", .returns, .scope(.nationRead),
            "How many returns of a period or of months are owed, came and came in time, group by group; officers' decisions for those who decide",
            query: [.optional("by", .choice(OwedGroup.allCases.map(\.rawValue)), "province unless said.")] + spanned, completeness
        ) { call in
            try await call.platform.completeness(
                by: OwedGroup(rawValue: call.query.string("by")) ?? .province, of: try span(call), province: call.word("province"), by: try call.actor())
        },
        .get(
            "/returns/completeness/returns", "listOwedOfPeriod", .returns, .scope(.returnsRead), "The returns behind a figure of completeness, by site",
            query: [
                .limit(), .optional("after", .text(100), "Where the page before ended."),
                .optional("by", .choice(OwedGroup.allCases.map(\.rawValue)), "province unless said."),
                .optional("key", .text(40), "Of the group, such as a province's code; all unless said."),
                .optional("show", .choice(OwedShow.allCases.map(\.rawValue)), "owed unless said."),
            ] + spanned, owedPage
        ) { call in
            let key = call.query.string("key")
            let found = try await call.platform.owedReturns(
                of: try span(call), OwedShow(rawValue: call.query.string("show")) ?? .owed, in: OwedGroup(rawValue: call.query.string("by")) ?? .province,
                key: key.isEmpty ? nil : key, province: call.word("province"), after: OwedKey(text: call.query.string("after")), limit: call.limit,
                by: try call.actor())
            return Page(value: found, next: call.next("after", found.next?.text))
        },
        .get(
            "/returns/late", "listLateReturns", .returns, .scope(.returnsRead), "Returns in your area that are late, the longest overdue first",
            query: [
                .limit(), .optional("after", .text(100), "Where the page before ended."),
                .optional("level", .choice(EscalationLevel.self), "So late that at least this level is told; firm unless said."),
                .optional("province", .text(10), "Of the whole nation's, only those of one province."),
            ], latePage
        ) { call in
            let province = call.query.string("province")
            let found = try await call.platform.lateReturns(
                from: EscalationLevel(rawValue: call.query.string("level")) ?? .firm, province: province.isEmpty ? nil : province,
                after: OwedKey(text: call.query.string("after")), limit: call.limit, by: try call.actor())
            return Page(value: found, next: call.next("after", found.next?.text))
        },
        .post(
            "/returns/late/remind", "remindReturns", .returns, .scope(.returnsWrite),
            "Reminds firms of returns that are late, each at most once a day; each refused one is named",
            takes: .command(
                "RemindReturns", [.required("returns", .list(.text(100, least: 5), 1...ReturnPick.most), "Keys as the list of late returns gives them.")]),
            reminded
        ) { call in
            let texts = (call.body["returns"]?.list ?? []).compactMap(\.text)
            let keys = texts.compactMap { OwedKey(text: $0) }
            let refused = try await call.platform.remindReturns(keys, by: try call.actor())
            // A key that cannot be read names no return.
            let unread = texts.filter { OwedKey(text: $0) == nil }.map { ($0, PlatformError.notFound.problems) }
            return Reminded(keys: keys.map(\.text), refused: refused.map { ($0.key.text, $0.problems) } + unread)
        },
        .get("/holidays", "listHolidays", .rules, .open, "Days off by which returns are due, and how well each year is known", holidays) { call in
            call.platform.holidays.listed(call.platform.country)
        },
        .post(
            "/holidays", "loadHolidays", .rules, .scope(.listsWrite), "An officer loads holidays: each year that the file names is replaced whole",
            takes: .command(
                "LoadHolidays", [.required("csv", .text(500_000, least: 1), "Columns " + Holidays.columns.joined(separator: ", ") + ".")]),
            fields: [Holidays.file: "/csv", "file": "/csv"], bodyMax: 1_000_000, holidays
        ) { call in
            try await call.platform.loadHolidays(Array(call.body.string("csv").utf8), by: try call.actor())
            return call.platform.holidays.listed(call.platform.country)
        },
    ]

    /// Of which returns it is.
    private static let spanned: [APIRoute.Parameter] = [
        .optional("period", .text(10, least: 4), "2026-09, 2026-Q3 or 2026; this, or months."),
        .optional("from", .month, "Without `period`: returns of all periods that end from this month on."),
        .optional("until", .month, "The last month in which they end; at most 36 months."),
        .optional("province", .text(10), "Only this province; officers of a province always see theirs."),
    ]

    private static func span(_ call: APICall) throws -> OwedSpan {
        guard let asked = call.word("period") else {
            let missing = call.word("from") == nil && call.word("until") == nil ? ["period"] : ["from", "until"].filter { call.word($0) == nil }
            guard missing.isEmpty else { throw Problems(missing.map { APIPhrase.missingKey.problem("?" + $0, ["key": .text($0)]) }) }
            return .months(try NationRoutes.months(call))
        }
        guard let period = Period(text: asked), PeriodKind(period) != nil else { throw PlatformError.notFound }
        return .period(period)
    }

    struct Page<Value: Sendable>: Sendable {
        var value: Value
        var next: String?
    }

    struct Reminded: Sendable {
        var keys: [String]
        var refused: [(key: String, problems: [Problem])]
    }

    private static let group: Shape<(key: String, count: OwedCount)> = .object(
        "CompletenessOfGroup", "Returns of one province, sector, class of size or data set.",
        [
            .text("key", "Code of the province, two digits of ISIC, class of size, or data set.") { $0.key },
            .whole("owed") { $0.count.owed },
            .whole("arrived", "Sent at least once.") { $0.count.arrived },
            .whole("inTime", "Of those, sent on or before the due day.") { $0.count.inTime },
            .whole("approved") { $0.count.approved },
            .whole("toMend", "Sent back or opened again, and not sent since.") { $0.count.toMend },
            .whole("overdue", "Not sent, and the due day has passed.") { $0.count.overdue },
        ])

    private static let officer: Shape<OfficerLine> = .object(
        "CompletenessOfOfficer", "What one officer decided.",
        [
            .id("person") { $0.count.officer },
            .text("name") { $0.name },
            .whole("decided") { $0.count.decided },
            .whole("days", "From the last sending to the decision, summed.") { $0.count.days },
            .whole("longest", "Of those days.") { $0.count.longest },
        ])

    private static let completeness: Shape<Completeness> = .object(
        "Completeness", "How complete the returns of a period or of months are.",
        [
            .textOrNull("period", "Null where months were asked for.") { $0.span.period?.description },
            .part("from", NationShapes.month.orNull, "Null where a period was asked for.") { $0.span.months?.lowerBound },
            .part("until", NationShapes.month.orNull) { $0.span.months?.upperBound },
            .textOrNull("province", "The only one that is counted; null for the nation.") { $0.province },
            .text("by") { $0.group.rawValue },
            .list("groups", group) { $0.rows },
            .list("officers", officer, "Empty for those who see sums only.") { $0.officers },
        ])

    private static let owed: Shape<OwedPage.Line> = .object(
        "OwedOfPeriod", "A return that is owed, and how far it has come.",
        [
            .id("organisation") { $0.organisation.id },
            .id("site") { $0.site.id },
            .text("dataSet") { $0.owed.key.dataSet },
            .text("period") { $0.owed.key.period.description },
            .date("due") { $0.owed.due },
            .dateOrNull("sentOn", "First.") { $0.owed.sentOn },
            .dateOrNull("decidedOn", "On what was sent last.") { $0.owed.decidedOn },
            .idOrNull("return", "Null before it is begun.") { $0.made },
        ])

    private static let owedPage: Shape<Page<OwedPage>> = .object(
        "OwedOfPeriodList", "Returns that are owed for a period, by site.",
        [.list("returns", owed) { $0.value.lines }, .textOrNull("next", "Where more follow; null at the end.") { $0.next }])

    private static let late: Shape<LateReturn> = .object(
        "LateReturn", "A return that was due and was not sent.",
        [
            .text("key", "By which its firm is reminded.") { $0.owed.key.text },
            .id("organisation") { $0.organisation.id },
            .id("site") { $0.site.id },
            .text("dataSet") { $0.owed.key.dataSet },
            .text("period") { $0.owed.key.period.description },
            .date("due") { $0.owed.due },
            .whole("workingDaysLate") { $0.workdaysLate },
            .choiceOrNull("level", "Who is told of it by now.") { $0.level },
            .momentOrNull("remindedAt", "The last time.") { $0.reminder?.at },
        ])

    private static let latePage: Shape<Page<LateReturns>> = .object(
        "LateReturnList", "Late returns, the longest overdue first.",
        [.list("returns", late) { $0.value.rows }, .textOrNull("next", "Where more follow; null at the end.") { $0.next }])

    private static let refusal: Shape<(key: String, problems: [Problem])> = .object(
        "RefusedReminder", "A reminder that was not made.",
        [.text("key") { $0.key }, .list("codes", .text, "Of the problems.") { $0.problems.map(\.phrase) }])

    private static let reminded: Shape<Reminded> = .object(
        "Reminded", "What became of several reminders.",
        [
            .list("reminded", .text) { answer in answer.keys.filter { key in !answer.refused.contains { $0.key == key } } },
            .list("refused", refusal) { $0.refused },
        ])

    private static let holiday: Shape<Holiday> = .object(
        "Holiday", "A day on which offices are closed.",
        [
            .date("day") { $0.day },
            .text("name", "In English.") { $0.names[.english] ?? "" },
            .flag("official", "From an authority's list; else assumed.") { $0.isOfficial },
            .text("source") { $0.provenance.source },
            .choice("confidence") { $0.provenance.confidence },
        ])

    private static let holidays: Shape<[Holiday]> = .object(
        "Holidays", "Days off of the country. A year without any is not known.", [.list("holidays", holiday) { $0 }])
}
