// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The form that invites a person.
struct PeopleInviteView: Part {
    var request: PageRequest
    var organisation: Organisation
    var problems: [Problem]

    private var words: Words { request.words }
    private var typed: FormData { request.form }
    private func say(_ phrase: PeoplePhrase) -> String { words[phrase] }

    var html: HTML {
        let form = InputForm(
            words: words, id: "invite", action: "/people/invite", hidden: [request.csrfField], problems: problems,
            content: "\(displayName)\(signInName)\(language)\(request.rolesField(of: organisation, selected: request.chosenRoles, problems: problems))")
        let heading = PageHeading(
            title: say(.inviteTitle), kind: request.name(of: organisation), lead: say(.inviteLead),
            action: PrimaryAction(label: say(.inviteButton), target: .submit(form: "invite"), icon: .plus))
        return "\(heading)\(form)"
    }

    /// The administrator's browser must not fill in the administrator's own name.
    private var displayName: Field<TextInput> {
        Field(
            words: words, label: say(.displayName), name: "display_name",
            input: TextInput(value: typed["display_name"], autocomplete: "off", maximumLength: 100), error: problems.sentence(for: "display_name", words))
    }

    private var signInName: Field<TextInput> {
        Field(
            words: words, label: say(.signInName), name: "sign_in_name",
            input: TextInput(value: typed["sign_in_name"], autocomplete: "off", maximumLength: 60), hint: say(.signInNameHint),
            error: problems.sentence(for: "sign_in_name", words))
    }

    private var language: Field<RadioInput> {
        Field(
            words: words, label: say(.language), name: "language",
            input: RadioInput(
                choices: Language.allCases.map { Choice($0.rawValue, $0.ownName) },
                selected: typed["language"].isEmpty ? words.language.rawValue : typed["language"]), hint: say(.languageHint))
    }
}
