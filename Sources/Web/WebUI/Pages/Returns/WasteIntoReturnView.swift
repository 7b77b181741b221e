// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// Which return a waste is written in.
struct WasteIntoReturnView: Part {
    var request: PageRequest
    var found: WasteIntoReturn
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let title = words(ReturnPagePhrase.intoTitle, ["code": .text(found.waste.display)])
        let heading = PageHeading(title: title, kind: request.wasteText(found.waste.id), lead: say(.intoLead))
        guard !found.lines.isEmpty else {
            let all = LinkButton(label: say(.title), href: "/returns")
            return "\(heading)\(EmptyState(icon: .file, title: say(.intoNone), explanation: say(.intoNoneMore), action: all))"
        }
        let choices = found.lines.map { line in
            let key = OwedKey(site: line.site, dataSet: line.dataSet.id, period: line.period)
            return Choice(
                key.text,
                words(
                    ReturnPagePhrase.intoChoice,
                    [
                        "set": line.dataSet.phrase.fact, "period": .text(request.text(of: line.period)),
                        "site": .text(found.sites[line.site].map(request.name(of:)) ?? ""), "date": .date(line.due),
                    ]))
        }
        let which = Field(
            words: words, label: say(.intoWhich), name: "return",
            input: RadioInput(choices: choices, selected: request.form.has("return") ? request.form["return"] : choices[0].value),
            error: problems.sentence(for: "return", words))
        let form = InputForm(
            words: words, id: "into", action: "/returns/waste/\(found.waste.id.text)", hidden: [request.csrfField], problems: problems, content: which.html,
            button: say(.intoButton))
        return "\(heading)\(form)"
    }
}

extension PageRequest {
    /// The way from a waste to a return; nothing for those who fill none in. Whoever is not signed in signs in first.
    func intoReturn(_ waste: WasteCodeID) -> [LinkButton] {
        guard visitor == nil || maySomewhere(.fillReturn) else { return [] }
        return [LinkButton(label: words[CriteriaPhrase.writeInReturn], href: "/returns/waste/\(waste.text)", icon: .pencil)]
    }
}
