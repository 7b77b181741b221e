// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// A code for signing in once, large enough to read out over the telephone. It is shown this once.
struct PeopleCodeView: Part {
    var request: PageRequest
    var code: SpokenCode
    var person: PersonID
    var name: String

    private var words: Words { request.words }
    private func say(_ phrase: PeoplePhrase, _ facts: [String: Fact] = [:]) -> String { words(phrase, facts) }

    var title: String { say(.codeTitle, ["name": .text(name)]) }

    var html: HTML {
        let until = request.platform.now.adding(seconds: OneTimeCode.reset.life)
        let shown = BigConfirmation(
            title: title, time: say(.codeUntil, ["date": .moment(until)]), code: code.description, explanation: say(.codeOnce))
        let how = Panel(
            title: say(.codeHow),
            content: """
                <p>\(say(.codeStepOpen, ["name": .text(name), "address": .text("\(request.origin)/sign-in/code")]))</p>\
                <p>\(say(.codeStepPassword))</p><p class="soft">\(say(.codeStepLost))</p>
                """)
        return """
            \(shown)\(how)<div class="acts">\(LinkButton(label: say(.openPerson, ["name": .text(name)]), href: "/people/\(person)", icon: .person))\
            \(LinkButton(label: say(.backToPeople), href: "/people"))</div>
            """
    }
}
