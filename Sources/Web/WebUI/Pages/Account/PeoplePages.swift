// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The people of one's organisation: who they are, what they may do, inviting them, and codes for lost passwords.
enum PeoplePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/people") { try await page($0) },
        PageRoute(.post, "/people/invite", invite),
        PageRoute(.get, "/people/:id/roles") { try await rolesPage($0) },
        PageRoute(.post, "/people/:id/roles", setRoles),
        PageRoute(.get, "/people/:id/reset-code", confirmReset),
        PageRoute(.post, "/people/:id/reset-code", reset),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.peopleModel(of: try request.ownOrganisation(), by: try request.actor())
        if request.wantsFile { return try request.list(model.file.csv, "people") }
        let view = PeopleView(request: request, model: model, problems: problems)
        return .page(request.document(request.words[FramePhrase.people], current: .people, body: view.html), status: status)
    }

    private static func invite(_ request: PageRequest) async throws -> PageAnswer {
        let form = request.form
        do {
            let made = try await request.platform.invite(
                displayName: form["display_name"], signInName: form["sign_in_name"], language: Language(rawValue: form["language"]) ?? request.words.language,
                roles: request.chosenRoles, to: try request.ownOrganisation(), by: try request.actor())
            let title = request.words(AccountPhrase.inviteCodeTitle, ["name": .text(form["display_name"])])
            return request.oneTimeCodePage(title, made.code, back: "/people", current: .people)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await page(request, error.problems, status: error.standing.status)
        }
    }

    // MARK: Roles

    private static func rolesPage(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let words = request.words
        let model = try await request.platform.personModel(try request.id("id"), of: try request.ownOrganisation(), by: try request.actor())
        let chosen = request.form.has("roles") || status != 200 ? request.chosenRoles : Set(model.person.roles)
        let title = words(AccountPhrase.rolesTitle, ["name": .text(model.person.profile.displayName)])
        let form = InputForm(
            words: words, id: "roles", action: "/people/\(model.person.person)/roles", hidden: [request.csrfField], problems: problems,
            content: request.roleField(model.organisation, chosen, problems).html, button: words[AccountPhrase.rolesButton])
        let body: HTML = "\(PageHeading(title: title, lead: words[AccountPhrase.rolesLead]))\(form)"
        return .page(request.document(title, current: .people, back: "/people", body: body), status: status)
    }

    private static func setRoles(_ request: PageRequest) async throws -> PageAnswer {
        do {
            try await request.platform.setRoles(
                request.chosenRoles, of: try request.id("id"), in: try request.ownOrganisation(), by: try request.actor())
            return .redirect("/people", said: AccountPhrase.rolesSaved.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await rolesPage(request, error.problems, status: error.standing.status)
        }
    }

    // MARK: A lost password

    private static func confirmReset(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let model = try await request.platform.personModel(try request.id("id"), of: try request.ownOrganisation(), by: try request.actor())
        let title = words(AccountPhrase.resetTitle, ["name": .text(model.person.profile.displayName)])
        let confirm = ConfirmPage(
            words: words, title: title, consequences: [words[AccountPhrase.resetFollowsCode], words[AccountPhrase.resetFollowsSessions]],
            action: "/people/\(model.person.person)/reset-code", fields: [request.csrfField], button: words[AccountPhrase.resetButton], isDangerous: false,
            back: "/people")
        return request.page(title, current: .people, back: "/people", body: confirm.html)
    }

    private static func reset(_ request: PageRequest) async throws -> PageAnswer {
        let id: PersonID = try request.id("id")
        let organisation = try request.ownOrganisation()
        let model = try await request.platform.personModel(id, of: organisation, by: try request.actor())
        let code = try await request.platform.makeResetCode(for: id, in: organisation, by: try request.actor())
        let title = request.words(AccountPhrase.resetCodeTitle, ["name": .text(model.person.profile.displayName)])
        return request.oneTimeCodePage(title, code, back: "/people", current: .people)
    }
}

extension PageRequest {
    /// The roles that are ticked in the form.
    var chosenRoles: Set<Role> { Set(form.all("roles").compactMap { Role(rawValue: $0) }) }

    /// The roles an organisation can give.
    func roleField(_ organisation: Organisation, _ chosen: Set<Role>, _ problems: [Problem]) -> Field<CheckboxInput> {
        let choices = Role.allCases.filter { $0.isHoldable(in: organisation.profiles) }.map { role in
            Choice(role.rawValue, words[role.phrase], hint: AccountPhrase(role: role).map { words[$0] })
        }
        return Field(
            words: words, label: words[AccountPhrase.roles], name: "roles", input: CheckboxInput(choices: choices, selected: Set(chosen.map(\.rawValue))),
            error: problems.sentence(for: "roles", words))
    }

    /// The page that shows a code for a first sign-in or a lost password, once.
    func oneTimeCodePage(_ title: String, _ code: SpokenCode, back: URLPath, current: PlaceKey?) -> PageAnswer {
        let until = platform.now.adding(seconds: OneTimeCode.reset.life)
        let address = origin + "/sign-in/code"
        let view = CodeOnceView(
            words: words, title: title, code: code.description, until: words(AccountPhrase.codeUntil, ["moment": .moment(until)]),
            steps: [
                words(AccountPhrase.codeStepOpen, ["address": .text(address)]), words[AccountPhrase.codeStepType], words[AccountPhrase.codeStepPassword],
            ], back: LinkButton(label: words[PartPhrase.goBack], href: back, icon: .arrowLeft))
        return page(title, current: current, back: back, body: view.html)
    }
}

/// A code that is shown once, big enough to be read out or copied from a metre away, and how to use it.
struct CodeOnceView: Part {
    var words: Words
    var title: String
    var code: String
    /// Until when it opens something.
    var until: String
    var steps: [String]
    var back: LinkButton?

    var html: HTML {
        let list = DefinitionList(steps.enumerated().map { DefinitionList.Item(words.localDigits("\($0 + 1)"), $1) })
        return """
            \(BigConfirmation(title: title, time: until, code: code, explanation: words[AccountPhrase.codeOnce]))\
            \(Panel(title: words[AccountPhrase.codeHow], content: list.html))\(HTML.ifPresent(back) { "<p>\($0)</p>" })
            """
    }
}
