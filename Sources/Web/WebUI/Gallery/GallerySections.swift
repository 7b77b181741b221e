// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

/// All parts but forms and charts.
struct GallerySections {
    var words: Words

    private func say(_ key: GalleryPhrase) -> String { words[key] }
    private var day: String { words.date(CalendarDate(year: 2026, month: 9, day: 12) ?? CalendarDate(dayNumber: 0)) }
    private var period: String { words.month(Month(year: 2026, month: 9)) }
    private let here: URLPath = "/gallery"

    var top: HTML {
        let heading = PageHeading(
            title: say(.title), kind: say(.note), chip: StatusChip(text: say(.inTransit), tone: .moving), lead: say(.lead),
            action: PrimaryAction(label: say(.receive), target: .link(here), icon: .arrowRight),
            others: [LinkButton(label: say(.print), href: here, icon: .print)])
        let tabs = TabLinks(
            label: say(.note),
            tabs: [
                TabLinks.Tab(say(.facts), here, isCurrent: true), TabLinks.Tab(say(.evidence), here), TabLinks.Tab(say(.history), here),
                TabLinks.Tab(say(.receipt), here),
            ])
        return "\(heading)\(tabs)"
    }

    var signs: HTML {
        let states: [(GalleryPhrase, Tone)] = [
            (.draft, .neutral), (.inTransit, .moving), (.waitsForYou, .waiting), (.accepted, .good), (.nearLimit, .warning), (.refusedState, .danger),
        ]
        return gallerySection(
            say(.sectionSigns),
            [
                "<p class=\"acts\">\(HTML.map(states) { "\(StatusChip(text: say($0.0), tone: $0.1)) " })\(StatusChip(text: say(.draft), href: here))</p>",
                NoticeLine(text: say(.noticeText)).html,
                NoticeLine(text: say(.permitEnds), tone: .warning, link: LinkButton(label: say(.openPermit), href: here)).html,
                NoticeLine(text: say(.refusedText), tone: .danger).html, ToastLine(text: say(.saved)).html,
            ])
    }

    var figures: HTML {
        let cards: [FigureCard] = [
            FigureCard(
                words: words, label: say(.wasteLeft), value: words.number(1240), unit: "t", period: period, completeness: say(.completeness),
                completenessShare: 0.861, change: say(.change), changeTone: .good, version: say(.asKnown), href: here),
            FigureCard(
                words: words, label: say(.recovered), value: words.percent(0.427), unit: "", period: period, change: say(.worse), changeTone: .warning,
                href: here),
            FigureCard(words: words, label: say(.water), value: words.decimal(3841, scale: 1), unit: "m³", period: period),
            FigureCard(words: words, label: say(.energyUse), value: nil, unit: "kWh", period: period, href: here, reasonForNone: say(.noMeter)),
        ]
        return gallerySection(say(.sectionFigures), [PanelGrid(content: "\(cards)", isForCards: true).html])
    }

    var today: HTML {
        let tasks = TaskList(
            groups: [
                TaskList.Group(
                    title: say(.overdue),
                    tasks: [
                        TaskList.Task(
                            title: say(.reportMonth), subject: say(.garmentFactory), time: StatusChip(text: say(.daysOverdue), tone: .danger),
                            button: LinkButton(label: say(.report), href: here), href: here)
                    ]),
                TaskList.Group(
                    title: say(.due),
                    tasks: [
                        TaskList.Task(
                            title: say(.receive), subject: "BT-26-7KQ4-M2 · \(say(.textileWaste)) · \(words.number(1240)) kg",
                            time: StatusChip(text: say(.dueOn), tone: .waiting), button: LinkButton(label: say(.open), href: here), href: here)
                    ]),
            ], nothing: EmptyState(title: "", explanation: ""))
        let free = TaskList(groups: [], nothing: EmptyState(icon: .leaf, title: say(.nothingToDo), explanation: say(.nothingToDoMore)))
        return gallerySection(say(.sectionToday), [tasks.html, free.html])
    }

    var tables: HTML {
        let filter = SentenceFilter(
            words: words, action: here,
            pieces: [
                .words(say(.filterShow)),
                .choice(label: say(.direction), name: "direction", choices: [Choice("out", say(.outgoing)), Choice("in", say(.incoming))], selected: "out"),
                .words(say(.filterOf)),
                .choice(
                    label: say(.wasteKind), name: "waste", choices: [Choice("", say(.allWaste)), Choice("040222", say(.textileWaste))], selected: "040222"),
                .words(say(.filterIn)), .month(label: say(.period), name: "month", value: "2026-09"), .kept(name: "sort", value: "date"),
            ], clear: here)
        return gallerySection(say(.sectionTables), [filter.html, noteTable.html, ledger.html, emptyTable.html])
    }

    private var noteTable: DataTable {
        func row(_ number: String, _ waste: GalleryPhrase, _ declared: Int64, _ weighed: Int64?, _ state: GalleryPhrase, _ tone: Tone) -> DataTable.Row {
            DataTable.Row(
                [
                    .link(number, here), .text(say(waste)), .text(say(.recycler)), .number(words.number(declared)),
                    weighed.map { .number(words.number($0), here) } ?? .none(say(.notWeighed)), .part(StatusChip(text: say(state), tone: tone)),
                ], tone: tone == .danger ? .danger : nil)
        }
        return DataTable(
            words: words, caption: say(.notes),
            columns: [
                DataTable.Column(say(.number), sort: DataTable.Sort(href: here, current: .descending)),
                DataTable.Column(say(.material), sort: DataTable.Sort(href: here)),
                DataTable.Column(say(.receiver)), DataTable.Column(say(.declared), unit: "kg", isNumber: true),
                DataTable.Column(say(.weighed), unit: "kg", isNumber: true), DataTable.Column(say(.state)),
            ],
            rows: [
                row("BT-26-7KQ4-M2", .textileWaste, 1240, nil, .inTransit, .moving), row("BT-26-7KP1-X8", .paperWaste, 380, 376, .accepted, .good),
                row("BT-26-7KM9-T3", .oilWaste, 12_400, 11_862, .nearLimit, .warning), row("BT-26-7KH2-A7", .textileWaste, 2100, nil, .refusedState, .danger),
            ],
            totals: [.text(say(.total)), .text(""), .text(""), .number(words.number(16_120)), .number(words.number(12_238)), .text("")],
            paging: DataTable.Paging(previous: here, next: here, position: say(.rowsOnPage)),
            downloads: [DataTable.Download(format: "CSV", href: here), DataTable.Download(format: "XLSX", href: here)])
    }

    private var ledger: DataTable {
        func row(_ document: String, _ inflow: String, _ outflow: String, _ balance: String) -> DataTable.Row {
            DataTable.Row([.text(day), .text(day), .link(document, here), .number(inflow), .number(outflow), .number(balance), .text(say(.person))])
        }
        return DataTable(
            words: words, caption: say(.ledger), showsCaption: true,
            columns: [
                DataTable.Column(say(.occurred)), DataTable.Column(say(.recorded)), DataTable.Column(say(.document)),
                DataTable.Column(say(.inflow), unit: "kg", isNumber: true), DataTable.Column(say(.outflow), unit: "kg", isNumber: true),
                DataTable.Column(say(.balance), unit: "kg", isNumber: true), DataTable.Column(say(.who)),
            ],
            rows: [
                row("R-2026-08", words.kilograms(.grams(3_120_500)), "", words.kilograms(.grams(3_120_500))),
                row("BT-26-7KQ4-M2", "", words.kilograms(.kilograms(1240)), words.kilograms(.grams(1_880_500))),
                row("BT-26-7KP1-X8", "", words.kilograms(.kilograms(380)), words.kilograms(.grams(1_500_500))),
            ], form: .book, downloads: [DataTable.Download(format: "CSV", href: here)])
    }

    private var emptyTable: DataTable {
        DataTable(
            words: words, caption: say(.notes), columns: [DataTable.Column(say(.number))], rows: [],
            empty: EmptyState(
                icon: .notes, title: say(.noNotes), explanation: say(.noNotesMore), action: LinkButton(label: say(.newNote), href: here, icon: .plus)))
    }

    var document: HTML {
        let route = RouteLine(stops: [
            RouteLine.Stop(say(.consignor), say(.garmentFactory), href: here), RouteLine.Stop(say(.carrier), say(.haulier)),
            RouteLine.Stop(say(.receiver), say(.recycler) + " (R3)"),
        ])
        let events: [TimeLine.Event] = [
            TimeLine.Event(state: .done, title: say(.issued), time: "\(day) 08:10", person: say(.person)),
            TimeLine.Event(state: .current, title: say(.collected), time: "\(day) 09:45", person: say(.oneTimeCode), href: here),
            TimeLine.Event(state: .pending, title: say(.receiveBy), time: say(.dueOn)),
        ]
        let refused = events.prefix(2) + [TimeLine.Event(state: .refused, title: say(.refusedState), time: "\(day) 15:02", person: say(.recycler))]
        let facts = DefinitionList([
            DefinitionList.Item(say(.material), say(.textileWaste)), DefinitionList.Item(say(.code), html: "<b class=\"code-text\">04 02 22</b>"),
            DefinitionList.Item(say(.amount), FigureLink(value: words.number(1240), unit: "kg", href: here)),
            DefinitionList.Item(say(.state), StatusChip(text: say(.inTransit), tone: .moving)),
            DefinitionList.Item(words[SealPagePhrase.root], LongDigits(String(repeating: "9f2c41ab", count: 8))),
        ])
        let evidence = EvidenceList(
            words: words,
            items: [
                EvidenceList.Item(kind: .weighing, title: say(.weighTicket), detail: "\(day) · 84 kB", fingerprint: "9f2c 41ab", href: here),
                EvidenceList.Item(kind: .photograph, title: say(.photo), detail: "\(day) · 212 kB", href: here),
                EvidenceList.Item(kind: .laboratory, title: say(.labReport), detail: day),
                EvidenceList.Item(kind: .document, title: say(.correction), detail: say(.person)),
                EvidenceList.Item(kind: .signature, title: say(.issued), detail: say(.oneTimeCode)),
            ])
        let difference = Difference(
            words: words, caption: say(.correction),
            changes: [
                Difference.Change(field: say(.amount), old: "\(words.number(1240)) kg", new: "\(words.number(1204)) kg"),
                Difference.Change(field: say(.reason), old: nil, new: say(.misread)),
            ])
        return gallerySection(
            say(.sectionDocument),
            [
                "<p class=\"lead\">\(say(.documentLead))</p>", route.html, TimeLine(words: words, events: events, isHorizontal: true).html,
                PanelGrid(
                    content: """
                        \(Panel(title: say(.whatNext), content: "<p>\(say(.whatNextText))</p>", link: LinkButton(label: say(.open), href: here)))\
                        \(Panel(title: say(.facts), content: facts.html))\(Panel(title: say(.evidence), content: evidence.html))\
                        \(Panel(title: say(.evidence), content: EvidenceList(words: words, items: []).html))\
                        \(Panel(title: say(.correction), content: difference.html))\
                        \(Panel(title: say(.history), content: TimeLine(words: words, events: Array(refused)).html))
                        """
                ).html,
                "<div class=\"signatures\">\(signatures)</div>", qr.html,
            ])
    }

    private var signatures: [SignatureBox] {
        let signature = SignatureBox.Signature(person: say(.person), time: "\(day) 08:10", means: say(.oneTimeCode), code: "7KQ4-19A2")
        return [
            SignatureBox(words: words, role: say(.consignor), organisation: say(.garmentFactory), signature: signature),
            SignatureBox(words: words, role: say(.carrier), organisation: say(.haulier), signature: signature),
            SignatureBox(words: words, role: say(.receiver), organisation: say(.recycler)),
        ]
    }

    private var qr: QRBlock {
        let code = QRCode.svg("https://baitong.example/n/BT-26-7KQ4-M2", label: say(.scanToSign)) ?? HTML()
        return QRBlock(code: code, number: "BT-26-7KQ4-M2", caption: say(.scanToSign))
    }

    var acts: HTML {
        let confirm = ConfirmPage(
            words: words, title: say(.cancelTitle), consequences: [say(.cancelOne), say(.cancelTwo)], action: here, fields: [HiddenField("csrf", "sample")],
            content: Field(words: words, label: say(.reason), name: "cancel-reason", input: TextInput()).html, button: say(.cancelButton), back: here)
        let confirmation = BigConfirmation(title: say(.thanks), time: "\(day) 09:45", code: "7KQ4-19A2", explanation: say(.thanksMore))
        let buttons: HTML = """
            <div class="acts">\(LinkButton(label: say(.newNote), href: here, icon: .plus))\(LinkButton(label: say(.cancelButton), href: here, isDangerous: true))\
            \(PostButton(label: say(.send), action: here, fields: [HiddenField("csrf", "sample")], icon: .upload))</div>
            """
        return gallerySection(say(.sectionActs), [buttons, confirm.html, confirmation.html])
    }

    var paper: HTML {
        let sheet = PrintSheet(
            words: words, heading: [say(.kingdom), say(.motto)], language: words.language, title: say(.statutoryTitle),
            titleInEnglish: words.language == .english ? nil : "Hand-over note for industrial waste", qr: qr,
            content: DefinitionList([
                DefinitionList.Item(say(.material), "\(say(.textileWaste)) (04 02 22)"), DefinitionList.Item(say(.amount), "\(words.number(1240)) kg"),
                DefinitionList.Item(say(.receiver), say(.recycler)),
            ]).html, signatures: signatures, imprint: say(.printed))
        return gallerySection(say(.sectionPaper), [sheet.html])
    }

    var icons: HTML {
        let signs = HTML.map(Icon.allCases) { "<li>\($0)<small><code>\($0.rawValue)</code></small></li>" }
        return gallerySection(say(.sectionIcons), ["<ul class=\"cards\">\(signs)</ul>", mark])
    }
}
