// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Deadlines
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Stores
import Wording

/// Which returns came: by province, sector, size and data set; which firms are late, and reminding them.
enum OwedPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/returns/completeness", completeness),
        PageRoute(.get, "/returns/owed", owed),
        PageRoute(.get, "/returns/late") { try await late($0, [], 200) },
        PageRoute(.post, "/returns/late", remind),
    ]

    /// A period, or months whose periods are counted together. What is counted unless somebody asks: the last month that is over.
    private static func span(_ request: PageRequest) throws -> OwedSpan {
        let last = request.platform.today.month.adding(months: -1)
        if let asked = request.query["period"], !asked.isEmpty {
            guard let period = Period(text: asked), PeriodKind(period) != nil else { throw PlatformError.notFound }
            return .period(period)
        }
        guard ["from", "to"].contains(where: { !(request.query[$0] ?? "").isEmpty }) else { return .period(.month(last)) }
        return .months(
            try MonthRange(
                request, fallback: last...last, most: Platform.nationMonthsMax, unreadable: NationPhrase.periodUnreadable, tooLong: NationPhrase.periodTooLong
            ).months)
    }

    private static func province(_ request: PageRequest) -> String? {
        request.query["province"].flatMap { ProvinceID(country: request.platform.country, code: $0)?.code }
    }

    private static func word<W: CaseIterable & RawRepresentable<String>>(_ request: PageRequest, _ name: String, _ usual: W) -> W {
        request.query[name].flatMap { W(rawValue: $0) } ?? usual
    }

    private static func completeness(_ request: PageRequest) async throws -> PageAnswer {
        let found = try await request.platform.completeness(
            by: word(request, "by", OwedGroup.province), of: try span(request), province: province(request), by: try request.actor())
        if request.wantsFile {
            return request.query["list"] == CompletenessView.officersList
                ? try request.list(found.officersFile.csv, "officers-\(found.span.text)")
                : try request.list(found.file.csv, "completeness-\(found.span.text)-\(found.group.rawValue)")
        }
        return request.page(
            request.words[OwedPhrase.title], current: .returns, back: "/returns", isWide: true, body: CompletenessView(request: request, found: found).html)
    }

    private static func owed(_ request: PageRequest) async throws -> PageAnswer {
        let (show, group) = (word(request, "show", OwedShow.owed), word(request, "by", OwedGroup.province))
        let (span, key, province) = (try span(request), request.query["key"], province(request))
        let actor = try request.actor()
        func page(_ after: OwedKey?, _ limit: Int?) async throws -> OwedPage {
            try await request.platform.owedReturns(
                of: span, show, in: group, key: key, province: province, after: after, limit: limit, by: actor)
        }
        if request.wantsFile {
            return try await request.wholeList("returns-\(span.text)-\(show.rawValue)", next: \OwedPage.next, page) { $0.file }
        }
        let found = try await page(request.query["after"].flatMap { OwedKey(text: $0) }, nil)
        let view = OwedListView(request: request, page: found, span: span, province: province, show: show, group: group, key: key)
        return request.page(
            request.words[show.phrase], current: .returns, back: request.address(of: span, province, on: "/returns/completeness"), isWide: true, body: view.html
        )
    }

    private static func late(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        func page(_ after: OwedKey?, _ limit: Int?) async throws -> LateReturns {
            try await request.platform.lateReturns(
                from: word(request, "level", EscalationLevel.firm), province: request.query["province"], after: after, limit: limit, by: actor)
        }
        if request.wantsFile {
            return try await request.wholeList("late-returns", next: \LateReturns.next, page) { $0.file(request.platform.zone) }
        }
        let found = try await page(request.query["after"].flatMap { OwedKey(text: $0) }, nil)
        let view = LateReturnsView(request: request, found: found, problems: problems)
        return .page(request.document(request.words[OwedPhrase.lateTitle], current: .returns, back: "/returns", isWide: true, body: view.html), status: status)
    }

    /// Reminds the firms that were ticked; what is refused is named, and the rest is reminded all the same.
    private static func remind(_ request: PageRequest) async throws -> PageAnswer {
        let picks = request.form.all("pick").compactMap { OwedKey(text: $0) }
        let refused = try await request.platform.remindReturns(picks, by: try request.actor())
        guard refused.isEmpty, !picks.isEmpty else {
            let problems = picks.isEmpty ? [OwedPhrase.nothingChosen.problem()] : refused.flatMap(\.problems)
            return try await late(request, problems, 422)
        }
        return .redirect("/returns/late", said: OwedPhrase.saidReminded.fullKey)
    }
}

extension OwedShow {
    var phrase: OwedPhrase {
        switch self {
        case .owed: .showOwed
        case .arrived: .showArrived
        case .inTime: .showInTime
        case .approved: .showApproved
        case .toMend: .showToMend
        case .overdue: .showOverdue
        }
    }
}

/// What the pages of completeness, of late returns and of holidays say.
enum OwedPhrase: String, PhraseKey {
    static let area = "owed"

    case title, lead, leadMonths, by, byProvince, bySector, bySize, byDataSet, ofPeriod, severalMonths, onePeriod, ofMonths, groupColumn, showOwed, showArrived,
        showInTime, showApproved
    case showToMend, showOverdue, share, shareInTime, total, none, noneMore, unknownSize, officersTitle, officersLead, officer, decided, meanDays, longestDays
    case days, lateTitle, lateLead, lateNone, lateNoneMore, levelFirm, levelProvince, levelMinistry, levelLabel, levelCount, firm, returnColumn, due
    case late, lateDays, reminded, notReminded, remind, remindChosen, nothingChosen, saidReminded, listLead, sent, notSent, open, notBegun
    case holidaysTitle, holidaysLead, day, holiday, yearOfficial, yearAssumed, yearUnknown, yearsTitle, ruleTitle, ruleCalendar, ruleWorking
    case ruleMoves, stepLine, assumed, loadTitle, loadFile, loadHint, load, saidLoaded, dueDoubt, holidaysLink, source
}
