// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Testing
import Wording

@testable import WebUI

@Suite("Escaping in parts") struct EscapingTests {
    static let x = "<script>\"'&"
    static let escaped = "&lt;script&gt;&quot;&#39;&amp;"
    static let words = Words(.english)
    static let here: URLPath = "/\(x)?q=\(x)"

    static let parts: [(name: String, count: Int, html: HTML)] = {
        let entry = CodePicker.Entry(value: x, code: x, title: x, note: x, isHazardous: true)
        let party = PartyPicker.Party(value: x, name: x, place: x, distance: x, headroom: x, refusal: x)
        let cell: [DataTable.Cell] = [.link(x, here), .number(x, here), .none(x), .part(StatusChip(text: x))]
        let columns = [
            DataTable.Column(x, sort: DataTable.Sort(href: here, current: .ascending)), DataTable.Column(x, unit: x, isNumber: true), DataTable.Column(x),
            DataTable.Column(x),
        ]
        let table = DataTable(
            words: words, caption: x, columns: columns, rows: [DataTable.Row(cell)], totals: cell, form: .book,
            paging: DataTable.Paging(previous: here, next: here, position: x), downloads: [DataTable.Download(format: x, href: here)])
        let signature = SignatureBox(words: words, role: x, organisation: x, signature: SignatureBox.Signature(person: x, time: x, means: x, code: x))
        let qr = QRBlock(code: QRCode.svg("a", label: x) ?? HTML(), number: x, caption: x)
        let button = LinkButton(label: x, href: here, icon: .plus)
        let problem = Problem(field: x, phrase: x)
        func field(_ input: some FieldControl) -> HTML { Field(words: words, label: x, name: x, input: input, hint: x, error: x, isOptional: true).html }
        return [
            ("chip", 1, StatusChip(text: x, href: here).html), ("figure link", 3, FigureLink(value: x, unit: x, href: here, label: x).html),
            (
                "figure card", 7,
                FigureCard(words: words, label: x, value: x, unit: x, period: x, completeness: x, completenessShare: 0.5, change: x, version: x, href: here)
                    .html
            ),
            ("figure card without figure", 3, FigureCard(words: words, label: x, value: nil, unit: x, period: x, reasonForNone: x).html),
            ("problem summary", 2, ProblemSummary(words: words, problems: [problem, Problem(phrase: x)]).html),
            ("text", 4, field(TextInput(value: x, autocomplete: x))), ("long text", 4, field(LongTextInput(value: x))),
            ("number", 5, field(NumberInput(value: x, unit: x))), ("date", 4, field(DateInput(value: x))),
            ("select", 5, field(SelectInput(choices: [Choice(x, x)], selected: x))), ("radio", 6, field(RadioInput(choices: [Choice(x, x, hint: x)]))),
            ("checkbox", 6, field(CheckboxInput(choices: [Choice(x, x, hint: x)]))), ("file", 4, field(FileInput(accept: x))),
            (
                "amount", 7,
                AmountField(words: words, label: x, name: x, unitName: x, value: x, units: [Choice(x, x)], selectedUnit: x, meaning: x, hint: x, error: x).html
            ),
            (
                "code picker", 10,
                CodePicker(words: words, label: x, name: x, query: x, recent: [entry], results: [], selected: entry, searchURL: here, hint: x, error: x).html
            ),
            ("party picker", 9, PartyPicker(words: words, label: x, name: x, parties: [party], hint: x, error: x).html), ("table", 12, table.html),
            ("definition list", 2, DefinitionList([DefinitionList.Item(x, x)]).html),
            ("time line", 3, TimeLine(words: words, events: [TimeLine.Event(state: .done, title: x, time: x, person: x, href: here)]).html),
            ("step line", 2, StepLine(words: words, steps: [StepLine.Step(x, href: here), StepLine.Step(x)], current: 1).html),
            ("difference", 4, Difference(words: words, caption: x, changes: [Difference.Change(field: x, old: x, new: x)]).html),
            ("evidence", 3, EvidenceList(words: words, items: [EvidenceList.Item(kind: .document, title: x, detail: x, fingerprint: x, href: here)]).html),
            ("signature", 6, signature.html), ("qr", 3, qr.html),
            ("chart frame", 6, ChartFrame(words: words, title: x, subtitle: x, picture: HTML(), table: table, note: x).html),
            ("empty state", 3, EmptyState(title: x, explanation: x, action: button).html),
            ("post button", 3, PostButton(label: x, action: here, fields: [HiddenField(x, x)]).html),
            ("primary action", 4, PrimaryAction(label: x, target: .submit(form: x, name: x, value: x)).html),
            ("form", 5, InputForm(words: words, id: x, action: here, hidden: [HiddenField(x, x)], content: HTML(), button: x, draft: x).html),
            ("group", 2, FieldGroup(title: x, explanation: x, content: HTML()).html),
            ("confirm", 5, ConfirmPage(words: words, title: x, consequences: [x], action: here, fields: [HiddenField(x, x)], button: x, back: here).html),
            ("toast", 1, ToastLine(text: x, href: here).html), ("notice", 2, NoticeLine(text: x, link: button).html),
            (
                "sheet", 13,
                PrintSheet(
                    words: words, heading: [x], language: .khmer, title: x, titleInEnglish: x, qr: qr, content: HTML(), signatures: [signature], imprint: x
                ).html
            ),
            (
                "sentence filter", 13,
                SentenceFilter(
                    words: words, action: here,
                    pieces: [
                        .words(x), .choice(label: x, name: x, choices: [Choice(x, x)], selected: x), .search(label: x, name: x, value: x),
                        .month(label: x, name: x, value: x), .kept(name: x, value: x),
                    ], clear: here
                ).html
            ),
            ("heading", 5, PageHeading(title: x, kind: x, chip: StatusChip(text: x), lead: x, others: [button]).html),
            ("panel", 2, Panel(title: x, content: HTML(), link: button).html), ("tabs", 2, TabLinks(label: x, tabs: [TabLinks.Tab(x, here)]).html),
            (
                "tasks", 5,
                TaskList(
                    groups: [TaskList.Group(title: x, tasks: [TaskList.Task(title: x, subject: x, time: StatusChip(text: x), button: button, href: here)])],
                    nothing: EmptyState(title: x, explanation: x)
                ).html
            ),
            ("route", 2, RouteLine(stops: [RouteLine.Stop(x, x, href: here)]).html),
            ("confirmation", 4, BigConfirmation(title: x, time: x, code: x, explanation: x).html),
        ]
    }()

    static let charts: [(name: String, html: HTML)] = {
        let write: @Sendable (Double) -> String = { _ in x }
        return [
            (
                "sankey",
                Sankey(
                    words: words, id: x, title: x, description: x, nodes: [Sankey.Node("a", x, href: here), Sankey.Node("b", x), Sankey.Node("c", x)],
                    links: [Sankey.Link("a", "b", 3, href: here), Sankey.Link("b", "c", 2)], write: write, reasonForNone: x
                ).html
            ),
            (
                "lines",
                LineChart(
                    words: words, id: x, title: x, description: x, months: [x, x], series: [LineChart.Series(x, [1, 2], href: { _ in here })],
                    limit: LineChart.Limit(label: x, value: 1), write: write, reasonForNone: x
                ).html
            ),
            (
                "bars",
                StackedBars(
                    words: words, id: x, title: x, description: x, categories: [StackedBars.Category(x, .air)], bars: [StackedBars.Bar(x, [1], href: here)],
                    write: write,
                    reasonForNone: x
                ).html
            ),
            (
                "columns",
                StackedBars(
                    words: words, id: x, title: x, description: x, categories: [StackedBars.Category(x, .air)], bars: [StackedBars.Bar(x, [1])],
                    direction: .columns,
                    write: write, reasonForNone: x
                ).html
            ),
            (
                "dots",
                DotStrip(words: words, id: x, title: x, description: x, values: [1], median: 1, own: 2, range: (1, 2, x), write: write, reasonForNone: x).html
            ),
            (
                "map",
                ProvinceMap(
                    words: words, id: x, title: x, description: x, places: [ProvinceMap.Place(x, latitude: 11, longitude: 104, value: 2, href: here)],
                    write: write,
                    reasonForNone: x
                ).html
            ),
            (
                "evidence",
                EvidenceBars(words: words, id: x, title: x, description: x, findings: [EvidenceBars.Finding(x, 1, href: here)], write: write, reasonForNone: x)
                    .html
            ),
            ("no data", ChartWithoutData(reason: x).html),
        ]
    }()

    @Test("a script in any string of a part comes out as text, and each string comes out", arguments: parts.indices)
    func escapes(_ index: Int) {
        let part = Self.parts[index]
        let text = part.html.description
        expectInert(text, part.name)
        #expect(text.components(of: Self.escaped) >= part.count, "\(part.name): \(text)")
    }

    @Test("a script in any label of a chart comes out as text", arguments: charts.indices)
    func escapesInCharts(_ index: Int) {
        let text = Self.charts[index].html.description
        expectInert(text, Self.charts[index].name)
        #expect(text.contains(Self.escaped), "\(Self.charts[index].name)")
    }

    @Test("a script in the frame of a page comes out as text")
    func escapesInFrames() {
        let place = Place(label: Self.x, href: Self.here, icon: .home, count: Self.x)
        let navigation = Navigation(
            places: [place], tabs: [place], organisation: Self.x, organisationHref: Self.here, person: Self.x, personHref: Self.here, signOut: Self.here,
            signOutFields: [HiddenField(Self.x, Self.x)], search: Self.here)
        for frame in [Page.Frame.signedIn(navigation), .public(places: [place], signIn: Self.here), .bare, .print] {
            let page = Page(title: Self.x, words: Self.words, frame: frame, body: HTML(), back: Self.here, languages: [LanguageLink(.khmer, Self.here)])
            let scanner = MarkupScanner(page.html.description)
            #expect(scanner.faults == [])
            #expect(scanner.elements.filter { $0.name == "script" }.count == 1)
        }
    }

    private func expectInert(_ text: String, _ name: String) {
        let scanner = MarkupScanner(text)
        #expect(scanner.faults == [], "\(name)")
        #expect(!scanner.elements.contains { $0.name.contains("script") }, "\(name)")
    }
}

extension String {
    /// How often another text stands in this one.
    func components(of other: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: other) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
