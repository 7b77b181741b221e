// SPDX-License-Identifier: Apache-2.0

import Deadlines
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Stores
import Wording

/// How many returns of a period came, group by group; each number opens to its firms.
struct CompletenessView: Part {
    /// As the address of a file names the table of officers.
    static let officersList = "officers"

    var request: PageRequest
    var found: Completeness

    private var words: Words { request.words }
    private func say(_ phrase: OwedPhrase) -> String { words[phrase] }

    var html: HTML {
        let place = found.province.map(request.provinceName)
        let heading = PageHeading(title: say(.title), kind: place, lead: say(.lead))
        return "\(heading)\(filter)\(request.holidayDoubt(found.period.last))\(table)\(officers)"
    }

    private var filter: SentenceFilter {
        SentenceFilter(
            words: words, action: "/returns/completeness",
            pieces: [
                .words(say(.by)),
                .choice(
                    label: say(.by), name: "by", choices: OwedGroup.allCases.map { Choice($0.rawValue, say($0.phrase)) }, selected: found.group.rawValue),
                .words(say(.ofPeriod)),
                .choice(
                    label: say(.ofPeriod), name: "period", choices: periods.map { Choice($0.description, request.text(of: $0)) },
                    selected: found.period.description),
            ])
    }

    /// Months, quarters and years that one may ask for, and the one that was asked for.
    private var periods: [Period] {
        let month = request.platform.today.month
        var periods = (0...12).map { Period.month(month.adding(months: -$0)) }
        var quarter = PeriodKind.quarter.period(of: request.platform.today)
        for _ in 0..<5 {
            periods.append(quarter)
            quarter = quarter.previous
        }
        periods += [.year(month.year), .year(month.year - 1)]
        return periods.contains(found.period) ? periods : [found.period] + periods
    }

    private var table: DataTable {
        let shows: [(OwedShow, KeyPath<OwedCount, Int>)] = [
            (.owed, \.owed), (.arrived, \.arrived), (.inTime, \.inTime), (.approved, \.approved), (.toMend, \.toMend), (.overdue, \.overdue),
        ]
        func cells(_ key: String?, _ count: OwedCount) -> [DataTable.Cell] {
            [share(count.completeness), share(count.timeliness)]
                + shows.map { show, path in
                    let number = count[keyPath: path]
                    return .number(words.number(Int64(number)), found.maySeeFirms && number > 0 ? address(show, key) : nil)
                }
        }
        var table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(say(.groupColumn)), DataTable.Column(say(.share), isNumber: true), DataTable.Column(say(.shareInTime), isNumber: true),
            ] + shows.map { DataTable.Column(say($0.0.phrase), isNumber: true) },
            rows: found.rows.map { key, count in
                DataTable.Row([.html(name(key))] + cells(key, count), tone: count.overdue > 0 ? .warning : nil)
            }, empty: EmptyState(icon: .file, title: say(.none), explanation: say(.noneMore)))
        // Nine columns of figures: on a phone they scroll in their own frame, and the shares stand where they are seen first.
        table.form = .book
        table.totals = [.text(say(.total))] + cells(nil, found.total)
        table.downloads = DataTable.Download.list(address)
        return table
    }

    private func share(_ value: Double?) -> DataTable.Cell { value.map { .number(words.percent($0)) } ?? .none(say(.none)) }

    private var address: URLPath {
        ("/returns/completeness" as URLPath).setting("by", found.group.rawValue).setting("period", found.period.description)
    }

    private func address(_ show: OwedShow, _ key: String?) -> URLPath {
        ("/returns/owed" as URLPath).setting("period", found.period.description).setting("show", show.rawValue).setting("by", found.group.rawValue)
            .setting("key", key)
    }

    private func name(_ key: String) -> HTML { request.groupName(found.group, key) }

    private var officers: HTML {
        guard !found.officers.isEmpty else { return HTML() }
        var table = DataTable(
            words: words, caption: say(.officersTitle),
            columns: [
                DataTable.Column(say(.officer)), DataTable.Column(say(.decided), isNumber: true),
                DataTable.Column(say(.meanDays), unit: say(.days), isNumber: true), DataTable.Column(say(.longestDays), unit: say(.days), isNumber: true),
            ],
            rows: found.officers.map { line in
                DataTable.Row([
                    .html("<span translate=\"no\">\(line.name)</span>"), .number(words.number(Int64(line.count.decided))),
                    .number(words.decimal(line.count.meanTenths, scale: 1)), .number(words.number(Int64(line.count.longest))),
                ])
            })
        table.downloads = DataTable.Download.list(address.setting("list", Self.officersList))
        return "<h2>\(say(.officersTitle))</h2><p class=\"soft\">\(say(.officersLead))</p>\(table)"
    }
}

/// The returns behind one figure of completeness.
struct OwedListView: Part {
    var request: PageRequest
    var page: OwedPage
    var period: Period
    var show: OwedShow
    var group: OwedGroup
    var key: String?

    private var words: Words { request.words }
    private func say(_ phrase: OwedPhrase) -> String { words[phrase] }

    var html: HTML {
        let here = ("/returns/owed" as URLPath).setting("period", period.description).setting("show", show.rawValue).setting("by", group.rawValue)
            .setting("key", key)
        let which = HTML.ifPresent(key) { "<p>\(request.groupName(group, $0))</p>" }
        var table = DataTable(
            words: words, caption: words[show.phrase],
            columns: [
                DataTable.Column(say(.firm)), DataTable.Column(say(.returnColumn), isSelfEvident: true), DataTable.Column(say(.due)),
                DataTable.Column(say(.sent)), DataTable.Column(say(.open)),
            ],
            rows: page.lines.map { line in
                let set = request.platform.dataSets.set(line.owed.key.dataSet, on: line.owed.key.period.first)
                return DataTable.Row([
                    .html(
                        "<a href=\"\("/registry/organisations/\(line.organisation.id)" as URLPath)\" translate=\"no\">\(request.name(of: line.organisation))</a>"
                    ),
                    .text(set.map { words[$0.phrase] } ?? line.owed.key.dataSet), .text(words.date(line.owed.due)),
                    line.owed.sentOn.map { .text(words.date($0)) } ?? .none(say(.notSent)),
                    line.made.map { .link(say(.open), "/returns/\($0)") } ?? .none(say(.notBegun)),
                ])
            }, empty: EmptyState(icon: .file, title: say(.none), explanation: say(.noneMore)))
        table.paging = DataTable.Paging(next: page.next.map { here.setting("after", $0.text) })
        table.downloads = DataTable.Download.list(here)
        return "\(PageHeading(title: words[show.phrase], kind: request.text(of: period), lead: say(.listLead)))\(which)\(table)"
    }
}

/// Firms that do not report, the longest overdue first; those who decide on returns remind several at once.
struct LateReturnsView: Part {
    var request: PageRequest
    var found: LateReturns
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: OwedPhrase) -> String { words[phrase] }

    var html: HTML {
        let here: URLPath = "/returns/late"
        let tabs = TabLinks(
            label: say(.levelLabel),
            tabs: found.counts.keys.sorted().map { level in
                TabLinks.Tab(
                    words(OwedPhrase.levelCount, ["level": .text(say(level.phrase)), "count": .number(Int64(found.counts[level] ?? 0))]),
                    here.setting("level", level.rawValue), isCurrent: level == found.level)
            })
        let isChoosing = found.mayRemind && !found.rows.isEmpty
        var columns = [
            DataTable.Column(say(.firm)), DataTable.Column(say(.returnColumn), isSelfEvident: true), DataTable.Column(say(.due)),
            DataTable.Column(say(.late), unit: say(.lateDays)), DataTable.Column(say(.reminded)),
        ]
        if isChoosing { columns.append(DataTable.Column(say(.remind), isSelfEvident: true)) }
        var table = DataTable(
            words: words, caption: say(.lateTitle), columns: columns, rows: found.rows.map { row($0, isChoosing) },
            empty: EmptyState(icon: .check, title: say(.lateNone), explanation: say(.lateNoneMore)))
        let level = here.setting("level", found.level.rawValue)
        table.paging = DataTable.Paging(next: found.next.map { level.setting("after", $0.text) })
        table.downloads = DataTable.Download.list(level)
        let content: HTML =
            isChoosing
            ? InputForm(
                words: words, id: "remind", action: "/returns/late", hidden: [request.csrfField], problems: problems, content: table.html,
                button: say(.remindChosen)
            ).html : "\(ProblemSummary(words: words, problems: problems))\(table)"
        return "\(PageHeading(title: say(.lateTitle), lead: say(.lateLead)))\(tabs)\(request.holidayDoubt(request.platform.today))\(content)"
    }

    /// Who is told by now.
    private func chip(_ level: EscalationLevel) -> StatusChip {
        StatusChip(text: say(level.phrase), tone: level == .ministry ? .danger : level == .province ? .warning : .neutral)
    }

    private func row(_ row: LateReturn, _ isChoosing: Bool) -> DataTable.Row {
        let key = row.owed.key
        let set = request.platform.dataSets.set(key.dataSet, on: key.period.first)
        var cells: [DataTable.Cell] = [
            .html("<a href=\"\("/registry/organisations/\(row.organisation.id)" as URLPath)\" translate=\"no\">\(request.name(of: row.organisation))</a>"),
            .text((set.map { words[$0.phrase] } ?? key.dataSet) + ", " + request.text(of: key.period)), .text(words.date(row.owed.due)),
            .html("<div>\(words.number(Int64(row.workdaysLate))) \(chip(row.level ?? .firm))</div>"),
            row.reminder.map { .text(words.date(request.platform.zone.date(of: $0.at))) } ?? .none(say(.notReminded)),
        ]
        if isChoosing {
            let label = say(.remind)
            cells.append(.html("<label class=\"choice\"><input type=\"checkbox\" name=\"pick\" value=\"\(key.text)\"><span>\(label)</span></label>"))
        }
        return DataTable.Row(cells)
    }
}

extension OwedGroup {
    fileprivate var phrase: OwedPhrase {
        switch self {
        case .province: .byProvince
        case .sector: .bySector
        case .size: .bySize
        case .dataSet: .byDataSet
        }
    }
}

extension EscalationLevel {
    var phrase: OwedPhrase {
        switch self {
        case .firm: .levelFirm
        case .province: .levelProvince
        case .ministry: .levelMinistry
        }
    }
}

extension PageRequest {
    /// What a group of returns is called.
    fileprivate func groupName(_ group: OwedGroup, _ key: String) -> HTML {
        switch group {
        case .province: HTML(text: provinceName(key))
        case .sector: sectorName(key)
        case .size: HTML(text: SizeClass(rawValue: key).map { words[$0.phrase] } ?? words[OwedPhrase.unknownSize])
        case .dataSet: HTML(text: DataSetPhrase.of("set", key).map { words[$0] } ?? key)
        }
    }

    /// Says that due days may be wrong, since the holidays of a day's year are not known from an authority.
    func holidayDoubt(_ day: CalendarDate) -> HTML {
        let year = day.components.year
        guard platform.dueDays.standing(ofYear: year) != .official else { return HTML() }
        let link = LinkButton(label: words[OwedPhrase.holidaysLink], href: "/holidays", icon: .info)
        return "<p class=\"soft\">\(words(OwedPhrase.dueDoubt, ["year": .numeral(Int64(year))]))</p><p>\(link)</p>"
    }
}
