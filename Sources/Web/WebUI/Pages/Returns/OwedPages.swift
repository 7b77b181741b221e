// SPDX-License-Identifier: Apache-2.0

import Deadlines
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Stores
import Tabular
import Wording

/// Which returns came: by province, sector, size and data set; which firms are late, and reminding them.
enum OwedPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/returns/completeness", completeness),
        PageRoute(.get, "/returns/owed", owed),
        PageRoute(.get, "/returns/late") { try await late($0, [], 200) },
        PageRoute(.post, "/returns/late", remind),
    ]

    /// What is counted unless somebody asks for another period: the last month that is over.
    private static func period(_ request: PageRequest) throws -> Period {
        guard let asked = request.query["period"], !asked.isEmpty else { return .month(request.platform.today.month.adding(months: -1)) }
        guard let period = Period(text: asked), PeriodKind(period) != nil else { throw PlatformError.notFound }
        return period
    }

    private static func word<W: CaseIterable & RawRepresentable<String>>(_ request: PageRequest, _ name: String, _ usual: W) -> W {
        request.query[name].flatMap { W(rawValue: $0) } ?? usual
    }

    private static func completeness(_ request: PageRequest) async throws -> PageAnswer {
        let found = try await request.platform.completeness(
            by: word(request, "by", OwedGroup.province), of: try period(request), by: try request.actor())
        if request.wantsFile { return try request.list(found.csv, "completeness-\(found.period)-\(found.group.rawValue)") }
        return request.page(
            request.words[OwedPhrase.title], current: .returns, back: "/returns", isWide: true, body: CompletenessView(request: request, found: found).html)
    }

    private static func owed(_ request: PageRequest) async throws -> PageAnswer {
        let (show, group) = (word(request, "show", OwedShow.owed), word(request, "by", OwedGroup.province))
        let (period, key) = (try period(request), request.query["key"])
        let actor = try request.actor()
        func page(_ after: OwedKey?, _ limit: Int?) async throws -> OwedPage {
            try await request.platform.owedReturns(of: period, show, in: group, key: key, after: after, limit: limit, by: actor)
        }
        if request.wantsFile {
            var writer = OwedPage.writer
            try await WholeList.each { after in
                let part = try await page(after, WholeList.atOnce)
                return (part, part.next)
            } _: {
                $0.append(to: &writer)
            }
            return try request.list(writer.bytes, "returns-\(period)-\(show.rawValue)")
        }
        let found = try await page(request.query["after"].flatMap { OwedKey(text: $0) }, nil)
        let view = OwedListView(request: request, page: found, period: period, show: show, group: group, key: key)
        return request.page(request.words[show.phrase], current: .returns, back: "/returns/completeness", isWide: true, body: view.html)
    }

    private static func late(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        func page(_ after: OwedKey?, _ limit: Int?) async throws -> LateReturns {
            try await request.platform.lateReturns(
                from: word(request, "level", EscalationLevel.firm), province: request.query["province"], after: after, limit: limit, by: actor)
        }
        if request.wantsFile {
            var writer = LateReturns.writer
            try await WholeList.each { after in
                let part = try await page(after, WholeList.atOnce)
                return (part, part.next)
            } _: {
                $0.append(to: &writer, request)
            }
            return try request.list(writer.bytes, "late-returns")
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

extension Completeness {
    /// One row a group; counts, not shares, so that sums can be made of them.
    fileprivate var csv: [UInt8] {
        var writer = CSVWriter(columns: ["period", "by", "key", "owed", "arrived", "in_time", "approved", "to_mend", "overdue"], forSpreadsheets: true)
        for (key, count) in rows {
            writer.append(
                [period.description, group.rawValue, key]
                    + [count.owed, count.arrived, count.inTime, count.approved, count.toMend, count.overdue].map(String.init))
        }
        return writer.bytes
    }
}

extension OwedPage {
    fileprivate static var writer: CSVWriter {
        CSVWriter(
            columns: ["registration", "site", "data_set", "period", "province", "industry", "size", "due", "sent_on", "decided_on", "return"], forSpreadsheets: true)
    }

    fileprivate func append(to writer: inout CSVWriter) {
        for line in lines {
            let owed = line.owed
            writer.append([
                line.organisation.registrationNumber, line.site.id.description, owed.key.dataSet, owed.key.period.description, owed.province, owed.industry,
                owed.size, owed.due.description, owed.sentOn?.description ?? "", owed.decidedOn?.description ?? "", line.made?.description ?? "",
            ])
        }
    }
}

extension LateReturns {
    fileprivate static var writer: CSVWriter {
        CSVWriter(
            columns: ["registration", "firm", "site", "data_set", "period", "province", "due", "working_days_late", "level", "reminded_on"], forSpreadsheets: true)
    }

    fileprivate func append(to writer: inout CSVWriter, _ request: PageRequest) {
        for row in rows {
            writer.append([
                row.organisation.registrationNumber, request.name(of: row.organisation), row.site.id.description, row.owed.key.dataSet,
                row.owed.key.period.description, row.owed.province, row.owed.due.description, String(row.workdaysLate), row.level?.rawValue ?? "",
                row.reminder.map { request.platform.zone.date(of: $0.at).description } ?? "",
            ])
        }
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

    case title, lead, by, byProvince, bySector, bySize, byDataSet, ofPeriod, groupColumn, showOwed, showArrived, showInTime, showApproved
    case showToMend, showOverdue, share, shareInTime, total, none, noneMore, unknownSize, officersTitle, officersLead, officer, decided, meanDays, longestDays
    case days, lateTitle, lateLead, lateNone, lateNoneMore, levelFirm, levelProvince, levelMinistry, levelLabel, levelCount, firm, returnColumn, due
    case late, lateDays, reminded, notReminded, remind, remindChosen, nothingChosen, saidReminded, listLead, sent, notSent, open, notBegun
    case holidaysTitle, holidaysLead, day, holiday, yearOfficial, yearAssumed, yearUnknown, yearsTitle, ruleTitle, ruleCalendar, ruleWorking
    case ruleMoves, stepLine, assumed, loadTitle, loadFile, loadHint, load, saidLoaded, dueDoubt, holidaysLink, source
}
