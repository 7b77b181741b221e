// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// The rules by which reports become activities, and rows of factors that officers loaded.
struct FactorView: Part {
    var request: PageRequest
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ key: EmissionPhrase) -> String { words[key] }

    var html: HTML {
        "\(PageHeading(title: say(.factorsTitle), lead: say(.factorsLead)))\(form)\(loaded)\(rules)"
    }

    private var form: LoadFileFold {
        LoadFileFold(
            request: request, id: "factors", action: "/ghg/factors", title: say(.loadTitle), label: say(.file), hint: say(.fileHint), button: say(.load),
            problems: problems)
    }

    private var loaded: HTML {
        let rows = request.platform.factorEditions.loaded
        var table = DataTable(
            words: words, caption: say(.loadedTitle), showsCaption: true,
            columns: [
                DataTable.Column(say(.factor)), DataTable.Column(say(.value), isNumber: true), DataTable.Column(say(.validFrom)),
                DataTable.Column(say(.confidence)), DataTable.Column(say(.source)),
            ],
            rows: rows.reversed().prefix(100).map { row in
                DataTable.Row([
                    .html("<span lang=\"en\">\(row.factor.id)</span>"), .number("\(row.factor.value.value) \(row.factor.unit)"),
                    .text(words.date(row.validFrom)), .text(request.confidence(row.factor.provenance.confidence)),
                    .html("<span lang=\"en\">\(row.factor.provenance.source)</span>"),
                ])
            })
        table.downloads = DataTable.Download.list("/ghg/factors")
        return "\(table)\(if: rows.isEmpty, "<p class=\"soft\">\(say(.loadedNone))</p>")"
    }

    private var rules: HTML {
        let rows = GHGRules.shipped.all.map { rule in
            DataTable.Row([
                .html("<span lang=\"en\">\(rule.text)</span>"),
                rule.reason.map { .text(say($0.phrase)) }
                    ?? .html("<span lang=\"en\">\(HTML.joined(rule.factor.split(separator: ".").map { "\(String($0))" as HTML }, separator: ".<wbr>"))</span>"),
                .text(rule.category.map { say($0.phrase) } ?? "–"), .text(request.confidence(rule.provenance.confidence)),
            ])
        }
        let table = DataTable(
            words: words, caption: say(.rulesTitle),
            columns: [
                DataTable.Column(say(.rule)), DataTable.Column(say(.factor)), DataTable.Column(say(.category)), DataTable.Column(say(.confidence)),
            ], rows: rows)
        return Unfolding(label: say(.rulesTitle), content: "<p class=\"soft\">\(say(.rulesLead))</p>\(table)").html
    }
}
