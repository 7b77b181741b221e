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
        let heading = PageHeading(title: say(.title), kind: place, lead: say(found.span.months == nil ? .lead : .leadMonths), others: [other])
        return "\(heading)\(filter)\(request.holidayDoubt(found.span.last))\(table)\(officers)"
    }

    private var filter: SentenceFilter {
        var pieces: [SentenceFilter.Piece] = [
            .words(say(.by)),
            .choice(label: say(.by), name: "by", choices: OwedGroup.allCases.map { Choice($0.rawValue, say($0.phrase)) }, selected: found.group.rawValue),
        ]
        switch found.span {
        case .period(let period):
            let choices = periods(with: period).map { Choice($0.description, request.text(of: $0)) }
            pieces += [.words(say(.ofPeriod)), .choice(label: say(.ofPeriod), name: "period", choices: choices, selected: period.description)]
        case .months(let months):
            pieces += [
                .words(say(.ofMonths)), .month(label: words[NationPhrase.fromMonth], name: "from", value: months.lowerBound.description),
                .words(words[NationPhrase.filterTo]), .month(label: words[NationPhrase.toMonth], name: "to", value: months.upperBound.description),
            ]
        }
        if !found.isBoundToProvince {
            let provinces = request.platform.lists.provinces(of: request.platform.country, on: request.platform.today).map {
                Choice($0.id.code, request.provinceName($0.id.code))
            }
            pieces += [
                .words(words[NationPhrase.filterIn]),
                .choice(
                    label: words[NationPhrase.province], name: "province", choices: [Choice("", words[NationPhrase.allProvinces])] + provinces,
                    selected: found.province ?? ""),
            ]
        }
        return SentenceFilter(words: words, action: "/returns/completeness", pieces: pieces)
    }

    /// From one period to several months, and back.
    private var other: LinkButton {
        let (label, span): (OwedPhrase, OwedSpan) =
            switch found.span {
            case .period(let period): (.severalMonths, .months(period.months))
            case .months(let months): (.onePeriod, .period(.month(months.upperBound)))
            }
        let address = request.address(of: span, found.province, on: "/returns/completeness").setting("by", found.group.rawValue)
        return LinkButton(label: say(label), href: address, icon: .clock)
    }

    /// Months, quarters and years that one may ask for, and the one that was asked for.
    private func periods(with asked: Period) -> [Period] {
        let month = request.platform.today.month
        var periods = (0...12).map { Period.month(month.adding(months: -$0)) }
        var quarter = PeriodKind.quarter.period(of: request.platform.today)
        for _ in 0..<5 {
            periods.append(quarter)
            quarter = quarter.previous
        }
        periods += [.year(month.year), .year(month.year - 1)]
        return periods.contains(asked) ? periods : [asked] + periods
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
        request.address(of: found.span, found.province, on: ("/returns/completeness" as URLPath).setting("by", found.group.rawValue))
    }

    private func address(_ show: OwedShow, _ key: String?) -> URLPath {
        request.address(of: found.span, found.province, on: "/returns/owed").setting("show", show.rawValue).setting("by", found.group.rawValue)
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
    var span: OwedSpan
    /// The only one that is asked for.
    var province: String?
    var show: OwedShow
    var group: OwedGroup
    var key: String?

    private var words: Words { request.words }
    private func say(_ phrase: OwedPhrase) -> String { words[phrase] }

    var html: HTML {
        let here = request.address(of: span, province, on: "/returns/owed").setting("show", show.rawValue).setting("by", group.rawValue)
            .setting("key", key)
        let place = group == .province && key != nil ? nil : province
        let which: HTML = """
            \(HTML.ifPresent(place) { "<p>\(request.provinceName($0))</p>" })\(HTML.ifPresent(key) { "<p>\(request.groupName(group, $0))</p>" })
            """
        var table = DataTable(
            words: words, caption: words[show.phrase],
            columns: [
                DataTable.Column(say(.firm)), DataTable.Column(say(.returnColumn), isSelfEvident: true), DataTable.Column(say(.due)),
                DataTable.Column(say(.sent)), DataTable.Column(say(.open)),
            ],
            rows: page.lines.map { line in
                DataTable.Row([
                    .html(
                        "<a href=\"\("/registry/organisations/\(line.organisation.id)" as URLPath)\" translate=\"no\">\(request.name(of: line.organisation))</a>"
                    ),
                    .text(request.name(of: line.owed.key, isPeriodTold: span.period != nil)), .text(words.date(line.owed.due)),
                    line.owed.sentOn.map { .text(words.date($0)) } ?? .none(say(.notSent)),
                    line.made.map { .link(say(.open), "/returns/\($0)") } ?? .none(say(.notBegun)),
                ])
            }, empty: EmptyState(icon: .file, title: say(.none), explanation: say(.noneMore)))
        table.paging = DataTable.Paging(next: page.next.map { here.setting("after", $0.text) })
        table.downloads = DataTable.Download.list(here)
        return "\(PageHeading(title: words[show.phrase], kind: request.text(of: span), lead: say(.listLead)))\(which)\(table)"
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
        var cells: [DataTable.Cell] = [
            .html("<a href=\"\("/registry/organisations/\(row.organisation.id)" as URLPath)\" translate=\"no\">\(request.name(of: row.organisation))</a>"),
            .text(request.name(of: key, isPeriodTold: false)), .text(words.date(row.owed.due)),
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
    /// Says that due days may be wrong, since the holidays of a day's year are not known from an authority.
    func holidayDoubt(_ day: CalendarDate) -> HTML {
        let year = day.components.year
        guard platform.dueDays.standing(ofYear: year) != .official else { return HTML() }
        let link = LinkButton(label: words[OwedPhrase.holidaysLink], href: "/holidays", icon: .info)
        return "<p class=\"soft\">\(words(OwedPhrase.dueDoubt, ["year": .numeral(Int64(year))]))</p><p>\(link)</p>"
    }
}
