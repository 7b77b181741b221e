// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// Name and password; under it the other ways in, and on a demonstration server everybody who can sign in.
struct SignInView: Part {
    var request: PageRequest
    /// The address wanted before, kept through every try.
    var next: String
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: AccountPhrase) -> String { words[phrase] }

    var html: HTML {
        """
        \(PageHeading(title: say(.signInTitle), lead: say(.signInLead)))\(present)\(form)\(otherWays)\
        \(if: request.isDemonstration, demonstration)
        """
    }

    /// Somebody is signed in on this browser already.
    private var present: HTML {
        HTML.ifPresent(request.visitor) { visitor in
            NoticeLine(
                text: words(AccountPhrase.alreadySignedIn, ["name": .text(visitor.displayName)]), link: LinkButton(label: say(.goOn), href: "/today")
            ).html
        }
    }

    private var form: InputForm {
        let name = Field(
            words: words, label: say(.name), name: "name", input: TextInput(value: request.form["name"], autocomplete: "username", maximumLength: 100),
            hint: say(.nameHint), error: problems.sentence(for: "name", words))
        let password = Field(
            words: words, label: say(.password), name: "password", input: TextInput(kind: .password, autocomplete: "current-password"),
            error: problems.sentence(for: "password", words))
        return InputForm(
            words: words, id: "sign-in", action: "/sign-in", hidden: hidden, problems: problems, content: "\(name)\(password)", button: say(.signInButton))
    }

    private var hidden: [HiddenField] {
        (next.isEmpty ? [] : [HiddenField("next", next)]) + (request.visitor == nil ? [] : [request.csrfField])
    }

    private var otherWays: HTML {
        let other = Panel(
            title: say(.otherWays), content: "<p>\(say(.byCodeMore))</p>",
            link: LinkButton(label: say(.byCode), href: "/sign-in/code", icon: .lock))
        let new = Panel(
            title: say(.newFirm), content: "<p>\(say(.newFirmMore))</p>", link: LinkButton(label: say(.register), href: "/register", icon: .factory))
        return "\(other)\(new)"
    }

    // MARK: A demonstration server

    private var demonstration: HTML {
        let table = DataTable(
            words: words, caption: say(.demoTitle),
            columns: [
                DataTable.Column(say(.demoName)), DataTable.Column(say(.demoFirm)), DataTable.Column(say(.demoTry)),
            ],
            rows: DemoAccounts.all.map(row))
        return """
            <section class="field-group"><h2>\(say(.demoTitle))</h2><p>\(words(AccountPhrase.demoLead, ["password": .text(DemoAccounts.password)]))</p>\(table)</section>
            """
    }

    private func row(_ account: DemoAccount) -> DataTable.Row {
        let fields = hidden + [HiddenField("name", account.signInName), HiddenField("password", DemoAccounts.password)]
        let roles = account.roles.sorted().map { words[$0.phrase] }.joined(separator: ", ")
        let isLocal = words.language == .khmer
        let firm: HTML = isLocal ? "\(account.firm.nameLocal)" : "<span lang=\"en\">\(account.firm.nameEnglish)</span>"
        return DataTable.Row([
            .html("<span class=\"code-text\">\(account.signInName)</span>"), .html("<span>\(firm)<br><small>\(roles)</small></span>"),
            .part(PostButton(label: say(.signInButton), action: "/sign-in", fields: fields)),
        ])
    }
}
