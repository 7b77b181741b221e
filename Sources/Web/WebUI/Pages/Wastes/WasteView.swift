// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// The search of the waste list for everybody.
struct WasteView {
    var request: PageRequest

    private var words: Words { request.words }
    private func say(_ key: PublicPhrase) -> String { words[key] }
    private var lists: CodeLists { request.platform.lists }
    private var today: CalendarDate { request.platform.today }

    /// Wastes on one page.
    private static let shown = 50

    var page: PageAnswer {
        let query = request.query["q"] ?? ""
        let filter = SentenceFilter(
            words: words, action: "/waste", pieces: [.words(say(.searchWords)), .search(label: say(.searchLabel), name: "q", value: query)],
            clear: query.isEmpty ? nil : "/waste")
        let heading = PageHeading(
            title: say(.wasteTitle), lead: say(.searchLead),
            others: [
                LinkButton(label: words[CriteriaPhrase.finderBegin], href: "/find", icon: .search),
                LinkButton(label: words[CriteriaPhrase.toCrosswalk], href: "/crosswalk", icon: .link),
                LinkButton(label: words[RulingPagePhrase.listTitle], href: "/rulings", icon: .scale),
            ])
        let edition = lists.wasteCodes.edition(on: today)
        let source = words(
            PublicPhrase.listEdition, ["edition": .text(edition.edition), "date": .date(edition.validFrom)])
        return request.page(
            say(.wasteTitle), current: .waste, back: "/", isWide: !query.isEmpty,
            body: """
                \(heading)\(filter)\(query.isEmpty ? chapters : found(query))\
                <p class="note">\(source). \(say(.wasteNames))</p>
                """)
    }

    private var chapters: HTML {
        let rows = lists.wasteCodes.edition(on: today).chapters.map { chapter in
            DataTable.Row([
                .link(chapter.code, URLPath(stringLiteral: "/waste").setting("q", chapter.code)),
                .html(request.marked(lists.name(of: chapter, in: words.language))),
            ])
        }
        return "<h2>\(say(.chapters))</h2>"
            + DataTable(
                words: words, caption: say(.chapters), columns: [DataTable.Column(say(.chapterColumn)), DataTable.Column(say(.nameColumn))], rows: rows
            ).html
    }

    private func found(_ query: String) -> HTML {
        let typed = String(query.prefix(100))
        let basel = lists.baselCodes.edition(on: today)[typed.filter { !$0.isWhitespace }.uppercased()]
        let matches = basel.map { lists.wasteCodes(underBasel: $0.code, on: today) } ?? lists.wasteSearch(on: today).matches(typed, limit: 1000).map(\.code)
        if let basel, matches.isEmpty { return meaning(basel) + "<p>\(say(.baselNoReferences))</p>" }
        let codes = matches.prefix(Self.shown).compactMap { lists.wasteCode($0, on: today) }
        let count = words(PublicPhrase.foundCount, ["count": .number(Int64(matches.count)), "most": .number(Int64(Self.shown))])
        let chapters = lists.wasteCodes.edition(on: today).chapters
        let table = DataTable(
            words: words, caption: say(.wasteTitle),
            columns: [
                DataTable.Column(say(.codeColumn)), DataTable.Column(say(.nameColumn)), DataTable.Column(say(.listNameColumn)),
                DataTable.Column(say(.hazardColumn)), DataTable.Column(say(.chapterColumn)), DataTable.Column(say(.seeAlsoColumn)),
                DataTable.Column(say(.baselColumn)), DataTable.Column(say(.confidenceColumn)),
            ], rows: codes.map { row($0, chapters) },
            empty: EmptyState(
                icon: .search, title: words(PublicPhrase.nothingTitle, ["query": .text(String(query.prefix(60)))]), explanation: say(.nothingText)))
        let sources = Set(codes.map(\.provenance.source)).sorted().prefix(4)
        return """
            \(basel.map(meaning) ?? HTML())\(matches.isEmpty ? HTML() : "<p class=\"soft\">\(count)</p>")\(table)\
            \(if: !codes.isEmpty, "<p class=\"note\">\(say(.baselNote))</p>")\
            \(if: !sources.isEmpty, "<p class=\"note\">\(say(.sourceColumn)): <span lang=\"en\">\(sources.joined(separator: "; "))</span></p>")
            """
    }

    /// What a code of the Basel Convention means.
    private func meaning(_ code: BaselCode) -> HTML {
        let annex = code.annex.split(separator: " ").last.map(String.init) ?? code.annex
        let title = words(PublicPhrase.baselTitle, ["code": .text(code.code), "annex": .text(annex)])
        let note = HTML.ifPresent(code.note) { "<p class=\"soft\"><span lang=\"en\">\($0)</span></p>" }
        return """
            <section class="panel"><h2>\(title)</h2><p>\(request.marked(lists.name(of: code, in: words.language)))</p>\(note)\
            <p class="note">\(say(.sourceColumn)): <span lang="en">\(code.provenance.source)</span>. \
            \(say(.confidenceColumn)): \(request.confidence(code.provenance.confidence))</p></section>
            """
    }

    /// Streams of the Basel Convention that the waste most likely falls under; each opens to all wastes under it.
    private func basel(_ code: WasteCodeID) -> HTML {
        let references = HTML.joined(
            lists.baselReferences(of: code, on: today).map { reference in
                """
                <a href="\(URLPath(stringLiteral: "/waste").setting("q", reference.code.code))">\(reference.code.code)</a> \
                \(request.marked(lists.name(of: reference.code, in: words.language))) \
                <small>(\(request.confidence(reference.provenance.confidence)))</small>
                """
            }, separator: "<br>")
        return references.isEmpty ? references : "<span>\(references)</span>"
    }

    private func row(_ code: WasteCode, _ chapters: [WasteChapter]) -> DataTable.Row {
        let chapter = chapters.first { $0.code == code.id.chapter }
        let chapterName = chapter.map { request.marked(lists.name(of: $0, in: words.language)) } ?? HTML(text: code.id.chapter)
        let hazard: HTML = """
            \(if: code.isHazardous, Icon.hazard.html)<span>\(say(code.isHazardous ? .hazardous : .notHazardous))\
            \(if: code.entryType.isMirror, "; \(say(.mirror))")</span>
            """
        let others = HTML.joined(
            code.refs.map { ref in "<a href=\"\(URLPath(stringLiteral: "/waste").setting("q", ref.text))\">\(ref.description)</a>" }, separator: ", ")
        return DataTable.Row([
            .html("<a class=\"code-text door\" href=\"/waste/\(code.id.text)\">\(code.display)</a>"), .html(request.wasteName(code.id)),
            .html("<span lang=\"en\">\(code.nameEnglish)</span>"), .html(hazard), .html(chapterName), .html(others),
            .html(basel(code.id)), .text(request.confidence(code.provenance.confidence)),
        ])
    }
}

extension PageRequest {
    func confidence(_ confidence: Confidence) -> String {
        switch confidence {
        case .high: words[PublicPhrase.confidenceHigh]
        case .medium: words[PublicPhrase.confidenceMedium]
        case .low: words[PublicPhrase.confidenceLow]
        }
    }
}
