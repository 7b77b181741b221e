// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import Markup
import Operations
import Wording

/// A sender that nobody planned: by name, number or province.
struct FindSenderView: Part {
    var request: PageRequest
    var code: String
    var typed: String
    var found: [StopChoice]

    private var words: Words { request.words }
    private func say(_ phrase: RoundPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let field = Field(
            words: words, label: say(.findLabel), name: "q", input: TextInput(value: typed, kind: .search, autocomplete: "off", maximumLength: 80),
            hint: say(.findHint))
        let tasks = found.map { stop in
            let href: URLPath = "/r/\(code)/stop/\(stop.party.site)"
            return TaskList.Task(
                title: request.name(of: stop.organisation), subject: request.place(of: stop), time: StatusChip(text: stop.organisation.registrationNumber),
                button: LinkButton(label: say(.stopHere), href: href, icon: .truck), href: href)
        }
        let nothing = EmptyState(icon: .search, title: say(.findTitle), explanation: say(typed.isEmpty ? .findHint : .findNothing))
        let name = typed.trimmingBlanks
        let new: URLPath = "/r/\(code)/new"
        let enter = LinkButton(label: words[StopFirmPhrase.enter], href: name.isEmpty ? new : new.setting("name", name), icon: .plus)
        return """
            \(PageHeading(title: say(.findTitle)))<form class="input-form" method="get" action="\("/r/\(code)/find" as URLPath)" novalidate>\(field)\
            <div class="primary-action"><button class="button primary"><span>\(words[PartPhrase.search])</span></button></div></form>\
            \(TaskList(groups: [TaskList.Group(title: say(.findTitle), tasks: tasks)], nothing: nothing))\
            <div class="acts">\(if: !name.isEmpty, enter.html)\(LinkButton(label: say(.backToRound), href: "/r/\(code)", icon: .arrowLeft))</div>
            """
    }
}
