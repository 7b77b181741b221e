// SPDX-License-Identifier: Apache-2.0

import CodeLists
import HTTPSupport
import Markup
import Operations
import Wording

/// One question at a time, from what somebody holds to its code. All answers given stand in the address, so that it can be shared, and
/// each leads back to its question.
struct FinderView {
    var request: PageRequest

    private var words: Words { request.words }
    private func say(_ key: CriteriaPhrase) -> String { words[key] }
    private var lists: CodeLists { request.platform.lists }

    private static let here: URLPath = "/find"

    var page: PageAnswer {
        let walk = WasteFinder.shipped.walk(String((request.query["path"] ?? "").prefix(200)), in: lists, on: request.platform.today)
        let content: HTML =
            switch walk.end {
            case .ask(let question): asked(question, walk)
            case .found(let code): found(code, walk)
            }
        let back = walk.steps.isEmpty ? "/waste" : address(walk.path(before: walk.steps.count - 1))
        return request.page(say(.finderTitle), current: .waste, back: back, body: "\(content)\(answered(walk))")
    }

    private func address(_ path: String) -> URLPath { Self.here.setting("path", path.isEmpty ? nil : path) }

    private func asked(_ question: WasteFinder.Question, _ walk: WasteFinder.Walk) -> HTML {
        let title = lists.text(of: question, in: words.language) ?? say(.finderFromList)
        let count = words(
            CriteriaPhrase.finderStep,
            ["number": .number(Int64(walk.steps.count + 1)), "most": .number(Int64(WasteFinder.answersMax))])
        let heading = PageHeading(title: title, kind: count, lead: walk.steps.isEmpty ? say(.finderLead) : nil)
        let answers = HTML.map(question.answers) { answer -> HTML in
            var code: HTML = ""
            if case .code(let id) = answer.target, let listed = lists.wasteCode(id, on: request.platform.today) {
                code = "<small class=\"code-text\">\(listed.display)</small>"
            }
            return """
                <li><a class="place" href="\(address(walk.path(with: answer)))">\
                <span>\(request.marked(lists.text(of: answer, in: words.language))) \(code)</span></a></li>
                """
        }
        return "\(heading)<ul class=\"tasks\">\(answers)</ul><p>\(unsure(walk))</p>"
    }

    private func found(_ code: WasteCode, _ walk: WasteFinder.Walk) -> HTML {
        let write = URLPath(stringLiteral: "/notes/new").setting("waste", code.id.text)
        let heading = PageHeading(
            title: request.wasteText(code.id), kind: words(CriteriaPhrase.finderFound, ["code": .text(code.display)]),
            chip: code.isHazardous
                ? StatusChip(text: words[PublicPhrase.hazardous], tone: .danger) : StatusChip(text: words[PublicPhrase.notHazardous], tone: .neutral),
            lead: code.entryType.isMirror ? say(.leadFoundMirror) : nil,
            action: PrimaryAction(label: say(.write), target: .link(write), icon: .plus),
            others: request.intoReturn(code.id) + [
                LinkButton(label: say(.whatToDo), href: "/waste/\(code.id.text)", icon: .info),
                LinkButton(label: say(.whoTakes), href: URLPath(stringLiteral: "/licences").setting("waste", code.id.text), icon: .factory),
            ])
        return "\(heading)<p class=\"soft\"><span lang=\"en\">\(code.nameEnglish)</span></p><p>\(unsure(walk))</p>"
    }

    /// Everything answered so far; each answer opens its question again.
    private func answered(_ walk: WasteFinder.Walk) -> HTML {
        guard !walk.steps.isEmpty else { return HTML() }
        let items = walk.steps.enumerated().map { place, step in
            let question = lists.text(of: step.question, in: words.language) ?? say(.finderFromList)
            let answer = lists.text(of: step.answer, in: words.language)
            let again: HTML = "<a class=\"button quiet\" href=\"\(address(walk.path(before: place)))\">\(Icon.arrowLeft)<span>\(say(.finderChange))</span></a>"
            return DefinitionList.Item(question, html: "\(request.marked(answer)) \(again)")
        }
        return "<section class=\"panel\"><h2>\(say(.finderAnswers))</h2>\(DefinitionList(items))</section>"
    }

    private func unsure(_ walk: WasteFinder.Walk) -> LinkButton {
        LinkButton(label: say(.unsure), href: URLPath(stringLiteral: "/questions/new").setting("path", walk.path.isEmpty ? nil : walk.path), icon: .person)
    }
}
