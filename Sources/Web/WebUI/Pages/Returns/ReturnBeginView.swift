// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// Before a return is begun: what it asks, until when, and what is known already.
struct ReturnBeginView: Part {
    var request: PageRequest
    var preview: ReturnPreview
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }
    private var owed: OwedPeriod { preview.owed }

    var html: HTML {
        let hidden = [
            request.csrfField, HiddenField("site", preview.site.id.description), HiddenField("set", owed.dataSet.id),
            HiddenField("period", owed.period.description),
        ]
        let action = PrimaryAction(label: say(.begin), target: .post("/returns", hidden), icon: .pencil)
        let heading = PageHeading(
            title: words[owed.dataSet.phrase] + " · " + request.text(of: owed.period), kind: request.name(of: preview.organisation),
            lead: words(ReturnPagePhrase.newLead, ["date": .date(owed.due), "count": .number(Int64(preview.fields))]), action: action)
        let sheet: URLPath = "/returns/sets/\(owed.dataSet.id)/sheet"
        let paper = LinkButton(
            label: say(.paperSheet), href: sheet.setting("site", preview.site.id.description).setting("period", owed.period.description), icon: .print)
        let template: URLPath = "/returns/sets/\(owed.dataSet.id)/template"
        let here = template.setting("site", preview.site.id.description)
        let empty: HTML = """
            <p>\(words[ReturnFilePagePhrase.template]): \(DownloadButtons(words: words, files: DataTable.Download.template(here)))</p>
            """
        return """
            \(heading)\(ProblemSummary(words: words, problems: problems))\(Panel(title: say(.knownTitle), content: known))\(empty)\
            \(if: owed.dataSet.isSimple, "<p>\(paper)</p>")\(if: owed.duty.standing == .assumed, "<p class=\"soft\">\(say(.assumedLine))</p>")
            """
    }

    private var known: HTML {
        var lines: [String] = []
        if preview.fromNotes > 0 { lines.append(words(ReturnPagePhrase.knownNotes, ["count": .number(Int64(preview.fromNotes))])) }
        if preview.fromLast > 0 { lines.append(words(ReturnPagePhrase.knownLast, ["count": .number(Int64(preview.fromLast))])) }
        if lines.isEmpty { lines = [say(.knownNothing)] }
        return "<ul>\(HTML.map(lines) { "<li>\($0)</li>" })</ul>"
    }
}
