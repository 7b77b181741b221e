// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// Where native readers correct sentences, and officers load newer editions of code lists.
enum WordingPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/wording", wording),
        PageRoute(.post, "/wording", bodyMax: fileMax, importWording),
        PageRoute(.get, "/lists", lists),
        PageRoute(.post, "/lists", bodyMax: fileMax, loadList),
    ]

    static let fileMax = 5_000_000

    private static func wording(_ request: PageRequest) async throws -> PageAnswer {
        let bytes = try request.platform.exportWording(by: try request.actor())
        if request.query["format"] == "csv" { return request.csv(bytes, "baitong-wording") }
        return .page(WordingView(request: request, problems: []).document)
    }

    private static func importWording(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        do {
            guard let file = request.form.file("file") else { throw Problems([EditingPhrase.uploadMissing.problem("file")]) }
            _ = try await request.platform.importWording(file.bytes, by: actor)
            return .redirect("/wording", said: EditingPhrase.wordingSaved.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return .page(WordingView(request: request, problems: error.problems).document, status: error.standing.status)
        }
    }

    private static func lists(_ request: PageRequest) async throws -> PageAnswer {
        try requireLists(request)
        return .page(ListsView(request: request, form: ListForm(), problems: []).document)
    }

    private static func loadList(_ request: PageRequest) async throws -> PageAnswer {
        try requireLists(request)
        var form = ListForm()
        form.list = request.form["list"]
        form.edition = request.form["edition"]
        form.validFrom = request.form["valid_from"]
        form.source = request.form["source"]
        form.confidence = request.form["confidence"]
        form.file = request.form.file("file")?.bytes
        do {
            try await request.platform.loadList(form, by: try request.actor())
            return .redirect("/lists", said: EditingPhrase.listLoaded.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return .page(ListsView(request: request, form: form, problems: error.problems).document, status: error.standing.status)
        }
    }

    private static func requireLists(_ request: PageRequest) throws {
        if case .refused(let refusal) = may(.loadCodeList, actor: try request.actor(), subject: Subject()) { throw refusal }
    }
}

/// How many sentences there are and how many a native reader has read; the file out and back in.
struct WordingView {
    var request: PageRequest
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ key: EditingPhrase) -> String { words[key] }

    var document: HTML {
        let sentences = request.platform.wording.sentences
        let lead = words(EditingPhrase.wordingLead, ["count": .number(Int64(sentences.count))])
        let heading = PageHeading(
            title: say(.wordingTitle), lead: lead,
            action: PrimaryAction(label: say(.downloadWording), target: .link("/wording?format=csv"), icon: .download))
        let form = InputForm(
            words: words, id: "wording", action: "/wording", hidden: [request.csrfField], problems: Array(problems.prefix(100)),
            content: Field(
                words: words, label: say(.uploadFile), name: "file", input: FileInput(accept: ".csv,text/csv"), hint: say(.uploadHint),
                error: problems.isEmpty ? nil : words(problems[0])
            ).html, button: say(.uploadButton), sendsFiles: true)
        return request.document(
            say(.wordingTitle), current: .wording, body: "\(heading)\(byLanguage(sentences))\(byArea(sentences))<h2>\(say(.uploadTitle))</h2>\(form)")
    }

    /// A reviewer reads a sentence in all its languages, so each language has the same count; what lacks text is not counted.
    private func byLanguage(_ sentences: [Sentence]) -> DataTable {
        table(
            say(.sentencesColumn), say(.languageColumn),
            Language.allCases.map { language in
                let written = sentences.filter { !($0.texts[language] ?? "").isEmpty }
                return ("<span lang=\"\(language.rawValue)\">\(language.ownName)</span>", written.count, written.count { $0.isReviewed })
            })
    }

    private func byArea(_ sentences: [Sentence]) -> DataTable {
        table(
            say(.wordingTable), say(.areaColumn),
            Dictionary(grouping: sentences, by: \.area).sorted { $0.key < $1.key }.map { area, rows in
                ("<code>\(area)</code>", rows.count, rows.count { $0.isReviewed })
            })
    }

    private func table(_ caption: String, _ first: String, _ rows: [(name: HTML, count: Int, reviewed: Int)]) -> DataTable {
        DataTable(
            words: words, caption: caption, showsCaption: true,
            columns: [
                DataTable.Column(first), DataTable.Column(say(.sentencesColumn), isNumber: true), DataTable.Column(say(.reviewedColumn), isNumber: true),
                DataTable.Column(say(.openColumn), isNumber: true),
            ],
            rows: rows.map { row in
                DataTable.Row(
                    [.html(row.name)] + [row.count, row.reviewed, row.count - row.reviewed].map { .number(words.number(Int64($0))) })
            })
    }
}

/// The lists with their editions, and the form that loads a newer one.
struct ListsView {
    var request: PageRequest
    var form: ListForm
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ key: EditingPhrase) -> String { words[key] }

    var document: HTML {
        let heading = PageHeading(title: say(.listsTitle), lead: say(.listsLead))
        return request.document(
            say(.listsTitle), isWide: true, body: "\(heading)\(editions)<h2>\(say(.loadTitle))</h2><p class=\"soft\">\(say(.loadHint))</p>\(loading)")
    }

    private var editions: DataTable {
        let lists = request.platform.lists
        let rows =
            rows(lists.wasteCodes) + rows(lists.treatments) + rows(lists.baselCodes) + rows(lists.industries) + rows(lists.provinces)
            + rows(lists.units) + rows(lists.zones) + rows(lists.wasteBasel) + rows(lists.nationalWastes) + rows(lists.wasteCriteria) + [rules]
        return DataTable(
            words: words, caption: say(.listsTable),
            columns: [
                DataTable.Column(say(.listColumn)), DataTable.Column(say(.editionColumn)), DataTable.Column(say(.validColumn)),
                DataTable.Column(say(.rowsColumn), isNumber: true), DataTable.Column(say(.confidenceColumn)), DataTable.Column(say(.sourceColumn)),
            ], rows: rows)
    }

    private var rules: DataTable.Row {
        let policies = request.platform.policies
        return DataTable.Row([
            .link(say(.namesRules), "/policies"), .html("<span lang=\"en\">\(policies.edition)</span>"), .none(say(.rulesOwnDays)),
            .number(words.number(Int64(policies.count))), .none(say(.rulesOwnDays)), .none(say(.rulesOwnDays)),
        ])
    }

    private func rows<Row>(_ editions: Editions<Row>) -> [DataTable.Row] {
        editions.all.reversed().map { edition in
            let validity =
                edition.validThrough.map { words(EditingPhrase.validBetween, ["first": .date(edition.validFrom), "last": .date($0)]) }
                ?? words(EditingPhrase.validFrom, ["first": .date(edition.validFrom)])
            return DataTable.Row([
                .html("<span lang=\"en\">\(edition.name)</span>"), .html("<span lang=\"en\">\(edition.edition)</span>"), .text(validity),
                .number(words.number(Int64(edition.rows.count))), .text(request.confidence(edition.provenance.confidence)),
                .html("<span lang=\"en\">\(edition.provenance.source)</span>"),
            ])
        }
    }

    private var loading: InputForm {
        let names: [ListFile: EditingPhrase] = [.wasteNames: .namesWaste, .codeNames: .namesCodes]
        let choices =
            ListFile.allCases.filter { $0 != .editions }.map { file in
                Choice(file.rawValue, names[file].map { "\(say($0)) (\(file.rawValue))" } ?? file.rawValue)
            } + [Choice(ManifestPolicies.file, "\(say(.namesRules)) (\(ManifestPolicies.file))")]
        let levels: [(Confidence, EditingPhrase)] = [(.high, .confidenceHigh), (.medium, .confidenceMedium), (.low, .confidenceLow)]
        // Faults inside the file name the list as their field; they belong to the file that was sent.
        let known: Set<String> = ["list", "edition", "valid_from", "source", "confidence", "file"]
        let shown = problems.prefix(100).map { Problem(field: known.contains($0.field) ? $0.field : "file", phrase: $0.phrase, facts: $0.facts) }
        func error(_ field: String) -> String? { Array(shown.filter { $0.field == field }.prefix(1)).sentence(for: field, words) }
        let content: HTML = """
            \(Field(words: words, label: say(.loadList), name: "list", input: SelectInput(choices: choices, selected: form.list), error: error("list")))\
            \(Field(
                words: words, label: say(.loadEdition), name: "edition", input: TextInput(value: form.edition, maximumLength: 100),
                hint: say(.loadEditionHint), error: error("edition"), isOptional: true))\
            \(Field(
                words: words, label: say(.loadValidFrom), name: "valid_from", input: DateInput(value: form.validFrom), error: error("valid_from"),
                isOptional: true))\
            \(Field(words: words, label: say(.loadSource), name: "source", input: TextInput(value: form.source), error: error("source")))\
            \(Field(
                words: words, label: say(.loadConfidence), name: "confidence",
                input: SelectInput(choices: levels.map { Choice($0.0.rawValue, say($0.1)) }, selected: form.confidence), error: error("confidence"),
                isOptional: true))\
            \(Field(
                words: words, label: say(.loadFile), name: "file", input: FileInput(accept: ".csv,text/csv"), hint: say(.loadFileHint),
                error: error("file")))
            """
        return InputForm(
            words: words, id: "list", action: "/lists", hidden: [request.csrfField], problems: shown, content: content, button: say(.loadButton),
            sendsFiles: true)
    }
}
