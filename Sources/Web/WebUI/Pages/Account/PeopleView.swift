// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The list of people, and the form that invites one more.
struct PeopleView: Part {
    var request: PageRequest
    var model: PeopleModel
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: AccountPhrase) -> String { words[phrase] }

    var html: HTML {
        let count = words(model.people.count == 1 ? AccountPhrase.peopleOne : .peopleMany, ["count": .number(Int64(model.people.count))])
        let heading = PageHeading(title: words[FramePhrase.people], lead: request.name(of: model.organisation) + " · " + count)
        // What is wrong stands in the form, so the form comes first then.
        let invite = model.actions.contains(.invitePerson) ? self.invite : HTML()
        let tabs = PeopleTabs(words: words, actions: model.actions, current: .people)
        return problems.isEmpty ? "\(heading)\(tabs)\(table)\(invite)" : "\(heading)\(tabs)\(invite)\(table)"
    }

    private var table: DataTable {
        DataTable(
            words: words, caption: words[FramePhrase.people],
            columns: [
                DataTable.Column(say(.columnPerson)), DataTable.Column(say(.columnSignsInAs)), DataTable.Column(say(.columnRoles)),
                DataTable.Column(say(.columnStanding)), DataTable.Column(say(.columnActs)),
            ], rows: model.people.map(row), downloads: DataTable.Download.list("/people"))
    }

    private func row(_ person: PersonRow) -> DataTable.Row {
        var acts: [LinkButton] = []
        if model.actions.contains(.changeRoles) { acts.append(LinkButton(label: say(.changeRoles), href: "/people/\(person.person)/roles", icon: .pencil)) }
        if model.actions.contains(.makeResetCode) { acts.append(LinkButton(label: say(.resetCode), href: "/people/\(person.person)/reset-code", icon: .lock)) }
        let signsIn = [person.profile.signInName, person.profile.phone].compactMap { $0 }.joined(separator: " · ")
        return DataTable.Row([
            .text(person.profile.displayName), .html("<span class=\"code-text\">\(signsIn)</span>"),
            .text(person.roles.map { words[$0.phrase] }.joined(separator: ", ")), .part(chip(person.standing)), .html("<span class=\"acts\">\(acts)</span>"),
        ])
    }

    private func chip(_ standing: Person.Standing) -> StatusChip {
        switch standing {
        case .invited: StatusChip(text: say(.standingInvited), tone: .waiting)
        case .active: StatusChip(text: say(.standingActive), tone: .good)
        case .suspended: StatusChip(text: say(.standingSuspended), tone: .warning)
        case .erased: StatusChip(text: say(.standingErased))
        }
    }

    private var invite: HTML {
        let form = request.form
        let name = Field(
            words: words, label: say(.displayName), name: "display_name",
            input: TextInput(value: form["display_name"], autocomplete: "off", maximumLength: 100),
            error: error("display_name"))
        let signIn = Field(
            words: words, label: say(.signInNameField), name: "sign_in_name",
            input: TextInput(value: form["sign_in_name"], autocomplete: "off", maximumLength: 60), hint: say(.signInNameHint), error: error("sign_in_name"))
        let language = Field(
            words: words, label: say(.language), name: "language",
            input: SelectInput(
                choices: Language.allCases.map { Choice($0.rawValue, $0.ownName) },
                selected: form["language"].isEmpty ? words.language.rawValue : form["language"], isEmptyAtFirst: false))
        let input = InputForm(
            words: words, id: "invite", action: "/people/invite", hidden: [request.csrfField], problems: problems,
            content: "\(name)\(signIn)\(language)\(request.roleField(model.organisation, request.chosenRoles, problems))", button: say(.inviteButton))
        return FieldGroup(title: say(.inviteTitle), explanation: say(.inviteLead), content: input.html).html
    }

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }
}

/// People, the powers they lent, and the codes of drivers: three faces of one thing.
struct PeopleTabs: Part {
    enum Tab: CaseIterable { case people, powers, drivers }

    var words: Words
    /// What the reader may do about the organisation's people.
    var actions: Set<Action>
    var current: Tab

    var html: HTML {
        let all: [(tab: Tab, action: Action, label: AccountPhrase, href: URLPath)] = [
            (.people, .readPersonList, .tabPeople, "/people"), (.powers, .readPersonList, .powersTitle, "/people/delegations"),
            (.drivers, .manageDriverCodes, .driversTitle, "/people/drivers"),
        ]
        let tabs = all.filter { actions.contains($0.action) || $0.tab == current }
        guard tabs.count > 1 else { return HTML() }
        return TabLinks(
            label: words[FramePhrase.people], tabs: tabs.map { TabLinks.Tab(words[$0.label], $0.href, isCurrent: $0.tab == current) }
        ).html
    }
}
