// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// Signing in by name and password or by a one-time code, signing out, and choosing a password.
enum SignInPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/sign-in", .open) { $0.signInPage() },
        PageRoute(.post, "/sign-in", .open, signIn),
        PageRoute(.get, "/sign-in/code", .open) { $0.codePage(typed: $0.query["code"] ?? "") },
        PageRoute(.post, "/sign-in/code", .open, signInByCode),
        PageRoute(.post, "/sign-out", signOut),
        PageRoute(.get, "/new-password") { request in try request.passwordPage() },
        PageRoute(.post, "/new-password", setPassword),
    ]

    private static func signIn(_ request: PageRequest) async throws -> PageAnswer {
        do {
            let signedIn = try await request.platform.signIn(
                name: request.form["name"], password: request.form.exact("password"), address: request.address)
            try await endFormerSession(request)
            return .signedIn(signedIn, request.wanted(request.form["next"]) ?? "/today")
        } catch let error as any Explainable {
            return request.signInPage(error.problems, status: error.standing.status)
        }
    }

    private static func signInByCode(_ request: PageRequest) async throws -> PageAnswer {
        do {
            let signedIn = try await request.platform.signIn(code: request.form["code"], address: request.address)
            try await endFormerSession(request)
            return .signedIn(signedIn, "/new-password")
        } catch let error as any Explainable {
            return request.codePage(typed: request.form["code"], error.problems, status: error.standing.status)
        }
    }

    /// Whoever signs in anew on this browser leaves no session behind in another name.
    private static func endFormerSession(_ request: PageRequest) async throws {
        if let token = request.token { try await request.platform.signOut(token: token) }
    }

    private static func signOut(_ request: PageRequest) async throws -> PageAnswer {
        if let token = request.token { try await request.platform.signOut(token: token) }
        return .signedOut("/sign-in")
    }

    private static func setPassword(_ request: PageRequest) async throws -> PageAnswer {
        let visitor = try request.signedIn()
        guard let token = request.token else { throw NotSignedIn() }
        let form = request.form
        do {
            try await request.platform.changePassword(
                from: form.exact("current"), to: form.exact("password"), again: form.exact("again"), of: visitor, token: token, address: request.address)
            return .redirect(visitor.mustSetPassword ? "/today" : "/account", said: AccountPhrase.passwordSaved.fullKey)
        } catch let error as any Explainable where error.standing != .unauthenticated {
            return try request.passwordPage(error.problems, status: error.standing.status)
        }
    }
}

extension PageRequest {
    /// An address on this server that somebody wanted before signing in.
    fileprivate func wanted(_ text: String) -> URLPath? { text.isEmpty ? nil : URLPath(local: text) }

    fileprivate func signInPage(_ problems: [Problem] = [], status: Int = 200) -> PageAnswer {
        let view = SignInView(request: self, next: query["next"] ?? form["next"], problems: problems)
        return barePage(words[AccountPhrase.signInTitle], status: status, body: view.html)
    }

    fileprivate func codePage(typed: String, _ problems: [Problem] = [], status: Int = 200) -> PageAnswer {
        // Codes hold letters, so the control for digits would bring up the wrong keyboard.
        let field = Field(
            words: words, label: words[AccountPhrase.code], name: "code",
            input: TextInput(value: typed, autocomplete: "one-time-code", maximumLength: 40), hint: words[AccountPhrase.codeHint],
            error: problems.sentence(for: "code", words))
        let form = InputForm(
            words: words, id: "sign-in-code", action: "/sign-in/code", hidden: visitor == nil ? [] : [csrfField], problems: problems, content: field.html,
            button: words[AccountPhrase.codeButton])
        let body: HTML = """
            \(PageHeading(title: words[AccountPhrase.codeTitle], lead: words[AccountPhrase.codeLead]))\(form)\
            <p>\(LinkButton(label: words[AccountPhrase.byPassword], href: "/sign-in"))</p>
            """
        return barePage(words[AccountPhrase.codeTitle], status: status, body: body)
    }

    fileprivate func passwordPage(_ problems: [Problem] = [], status: Int = 200) throws -> PageAnswer {
        let visitor = try signedIn()
        let isFirst = visitor.mustSetPassword
        func field(_ label: AccountPhrase, _ name: String, _ autocomplete: String, hint: AccountPhrase? = nil) -> HTML {
            Field(
                words: words, label: words[label], name: name, input: TextInput(kind: .password, autocomplete: autocomplete), hint: hint.map { words[$0] },
                error: problems.sentence(for: name, words)
            ).html
        }
        let form = InputForm(
            words: words, id: "new-password", action: "/new-password", hidden: [csrfField], problems: problems,
            content: """
                \(if: !isFirst, field(.currentPassword, "current", "current-password"))\
                \(field(.newPassword, "password", "new-password", hint: .newPasswordHint))\(field(.passwordAgain, "again", "new-password"))
                """,
            button: words[AccountPhrase.passwordButton])
        let title = words[isFirst ? AccountPhrase.passwordFirstTitle : .passwordTitle]
        let lead = isFirst ? words(AccountPhrase.passwordFirstLead, ["name": .text(visitor.displayName)]) : words[AccountPhrase.passwordLead]
        let body: HTML = "\(PageHeading(title: title, lead: lead))\(form)"
        if isFirst { return barePage(title, status: status, body: body) }
        return .page(document(title, back: "/account", body: body), status: status)
    }
}
