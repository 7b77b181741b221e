// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The statutory registers: handed over, carried, received, treated.
enum RegisterPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/registers") { _ in .redirect("/registers/outgoing") },
        PageRoute(.get, "/registers/:kind", show),
    ]

    static let monthsMax = 12, linesShown = 50

    private static func show(_ request: PageRequest) async throws -> PageAnswer {
        var name = request.parameters["kind"] ?? ""
        let isFile = name.hasSuffix(".csv") || request.query["format"] == "csv"
        if name.hasSuffix(".csv") { name.removeLast(4) }
        guard let kind = RegisterKind(rawValue: name) else { throw PlatformError.notFound }
        let now = request.platform.today.month
        let range = try MonthRange(
            request, fallback: now...now, most: monthsMax, unreadable: RegisterPhrase.periodUnreadable, tooLong: RegisterPhrase.periodTooLong)
        let organisation = request.query["organisation"].flatMap { OrganisationID(text: $0) }
        let site = request.query["site"].flatMap { SiteID(text: $0) }
        if isFile {
            let register = try await request.platform.register(kind, of: organisation, site: site, months: range.months, by: try request.actor())
            guard register.mayExport else { throw PermissionRefusal.forbidden(.exportRegister) }
            return request.csv(
                register.csv(request.platform.lists), "register-\(kind.rawValue)-\(range.months.lowerBound)-\(range.months.upperBound)")
        }
        let register = try await request.platform.registerPage(
            kind, of: organisation, site: site, months: range.months, after: request.query["after"].flatMap { RegisterPlace(text: $0) }, limit: linesShown,
            by: try request.actor())
        return RegisterView(request: request, register: register).page
    }
}

/// A register as a page: filter, table with totals over the whole period, file.
struct RegisterView {
    var request: PageRequest
    var register: Register

    private var words: Words { request.words }
    private func say(_ key: RegisterPhrase) -> String { words[key] }

    var page: PageAnswer {
        let leads: [RegisterKind: RegisterPhrase] = [
            .outgoing: .leadOutgoing, .transported: .leadTransported, .incoming: .leadIncoming, .treated: .leadTreated,
        ]
        let long: RegisterPhrase = register.kind == .treated ? .leadLongTreated : .leadLong
        let lead = (register.isPaged ? long : leads[register.kind]).map {
            words(
                $0,
                [
                    "organisation": .text(request.name(of: register.organisation)),
                    "count": .number(Int64(register.isPaged ? Platform.registerSummed : register.lines.count)),
                ])
        }
        let tabs = TabLinks(
            label: say(.title),
            tabs: RegisterKind.allCases.map { kind in
                TabLinks.Tab(say(Self.names[kind] ?? .title), kept("/registers/\(kind.rawValue)"), isCurrent: kind == register.kind)
            })
        let merged = NoticeLine(
            text: words(RegisterPhrase.withMerged, ["firms": .text(register.merged.map(request.name(of:)).joined(separator: ", "))]), tone: .neutral)
        let cut = NoticeLine(text: words(RegisterPhrase.cut, ["count": .number(Int64(Platform.registerLimit))]), tone: .warning)
        return request.page(
            say(.title), current: .registers, isWide: true,
            body:
                "\(PageHeading(title: say(.title), lead: lead))\(tabs)\(filter)\(if: !register.merged.isEmpty, merged.html)\(if: register.isCut, cut.html)\(table)"
        )
    }

    private static let names: [RegisterKind: RegisterPhrase] = [
        .outgoing: .kindOutgoing, .transported: .kindTransported, .incoming: .kindIncoming, .treated: .kindTreated,
    ]

    /// The same choice of months and sites at another address.
    private func kept(_ path: URLPath) -> URLPath {
        path.setting("from", register.months.lowerBound.description).setting("to", register.months.upperBound.description)
            .setting("site", request.query["site"]).setting("organisation", request.query["organisation"])
    }

    private var here: URLPath { kept("/registers/\(register.kind.rawValue)") }

    private var filter: SentenceFilter {
        let sites = [Choice("", say(.allSites))] + register.ownSites.map { Choice($0.id.description, request.name(of: $0)) }
        var pieces: [SentenceFilter.Piece] = [
            .words(say(.filterFrom)), .month(label: say(.fromMonth), name: "from", value: register.months.lowerBound.description), .words(say(.filterTo)),
            .month(label: say(.toMonth), name: "to", value: register.months.upperBound.description), .words(say(.filterAt)),
            .choice(label: say(.site), name: "site", choices: sites, selected: request.query["site"] ?? ""),
        ]
        if let organisation = request.query["organisation"] { pieces.append(.kept(name: "organisation", value: organisation)) }
        return SentenceFilter(words: words, action: "/registers/\(register.kind.rawValue)", pieces: pieces)
    }

    /// The lines on this page: those after the one the address names.
    private var shown: ArraySlice<RegisterLine> {
        if register.isPaged { return register.lines[...] }
        let after = request.query["after"]
        let start = after.flatMap { key in register.lines.firstIndex { self.key($0) == key } }.map { $0 + 1 } ?? 0
        return register.lines[start...].prefix(RegisterPages.linesShown)
    }

    private func key(_ line: RegisterLine) -> String { "\(line.date).\(line.note).\(line.line).\(line.treatment?.description ?? "")" }

    private var table: DataTable {
        let shown = shown
        let position = words(
            RegisterPhrase.linesShown,
            [
                "first": .number(Int64(shown.startIndex + 1)), "last": .number(Int64(shown.endIndex)), "count": .number(Int64(register.lines.count)),
            ])
        let next =
            register.isPaged
            ? register.next.map { here.setting("after", $0.description) }
            : shown.endIndex < register.lines.count ? shown.last.map { here.setting("after", key($0)) } : nil
        let isFirst = register.isPaged ? request.query["after"] == nil : shown.startIndex == 0
        let isTreated = register.kind == .treated
        return DataTable(
            words: words, caption: say(Self.names[register.kind] ?? .title), columns: isTreated ? treatmentColumns : loadColumns,
            rows: shown.map { DataTable.Row(isTreated ? treatmentCells($0) : loadCells($0)) },
            totals: register.isPaged ? nil : isTreated ? treatmentTotals : loadTotals,
            form: .book,
            paging: DataTable.Paging(previous: isFirst ? nil : here, next: next, position: register.isPaged ? nil : position),
            downloads: register.mayExport ? [DataTable.Download(format: "CSV", href: kept("/registers/\(register.kind.rawValue + ".csv")"))] : [],
            empty: EmptyState(icon: .file, title: say(.emptyTitle), explanation: say(.emptyText)))
    }

    // MARK: Loads

    private var loadColumns: [DataTable.Column] {
        [
            DataTable.Column(say(.dateColumn)), DataTable.Column(say(.noteColumn)), DataTable.Column(say(.wasteColumn)),
            DataTable.Column(say(.declaredColumn), unit: "kg", isNumber: true), DataTable.Column(say(.weighedColumn), unit: "kg", isNumber: true),
            DataTable.Column(say(.acceptedColumn), unit: "kg", isNumber: true), DataTable.Column(say(.refusedColumn), unit: "kg", isNumber: true),
            DataTable.Column(say(.senderColumn)), DataTable.Column(say(.carrierColumn)), DataTable.Column(say(.receiverColumn)),
            DataTable.Column(say(.treatmentColumn)), DataTable.Column(say(.stateColumn)),
        ]
    }

    private func loadCells(_ line: RegisterLine) -> [DataTable.Cell] {
        [
            .text(words.date(line.date)), .link(line.number, "/notes/\(line.note)"), .html(waste(line)), mass(line.declared.mass), mass(line.weighed),
            mass(line.accepted), mass(line.refused), .text(line.isSenderKnown ? firm(line.sender.organisation) : words[PaperPagePhrase.notKnown]),
            .text(line.carriers.map { firm($0.organisation) }.joined(separator: ", ")),
            .text(line.buyer.map { words[$0.phrase] } ?? firm(line.receiver.organisation)),
            .text(line.intended?.description ?? ""),
            .text(
                [
                    words[line.state.phrase], line.isWeightShared ? words[RoundPagePhrase.sharedShort] : nil,
                    request.lateness(isUnconfirmed: line.isLate, daysLate: line.daysLate),
                ].compactMap { $0 }.joined(separator: " · ")),
        ]
    }

    private var loadTotals: [DataTable.Cell] {
        let totals = register.totals
        return [.text(say(.totalRow)), .text(""), .text("")]
            + [totals.declared, totals.weighed, totals.accepted, totals.refused].map { .number(words.kilograms($0)) }
            + [.text(""), .text(""), .text(""), .text(""), .text("")]
    }

    // MARK: Treatments

    private var treatmentColumns: [DataTable.Column] {
        [
            DataTable.Column(say(.dateColumn)), DataTable.Column(say(.noteColumn)), DataTable.Column(say(.wasteColumn)), DataTable.Column(say(.siteColumn)),
            DataTable.Column(say(.senderColumn)), DataTable.Column(say(.treatmentColumn)), DataTable.Column(say(.treatedColumn), unit: "kg", isNumber: true),
        ]
    }

    private func treatmentCells(_ line: RegisterLine) -> [DataTable.Cell] {
        [
            .text(words.date(line.date)), .link(line.number, "/notes/\(line.note)"), .html(waste(line)),
            .text(
                [
                    register.sites[line.receiver.site].map(request.name(of:)),
                    line.receiver.organisation == register.organisation.id ? nil : firm(line.receiver.organisation),
                ].compactMap { $0 }.joined(separator: " · ")),
            .text(line.isSenderKnown ? firm(line.sender.organisation) : words[PaperPagePhrase.notKnown]),
            .text(line.treatment?.description ?? ""), mass(line.treated),
        ]
    }

    private var treatmentTotals: [DataTable.Cell] {
        [.text(say(.totalRow)), .text(""), .text(""), .text(""), .text(""), .text(""), .number(words.kilograms(register.totals.treated))]
    }

    // MARK: Cells

    private func mass(_ mass: Mass?) -> DataTable.Cell { mass.map { .number(words.kilograms($0)) } ?? .none(say(.notYet)) }
    private func firm(_ id: OrganisationID) -> String { register.organisations[id].map(request.name(of:)) ?? "" }
    private func waste(_ line: RegisterLine) -> HTML {
        "<span class=\"code-text\">\(line.waste.description)\(if: line.isHazardous, "*")</span> \(request.wasteName(line.waste))"
    }
}
