// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// One person: who it is, the roles to change, and a code for a lost password.
struct PersonView: Part {
    var request: PageRequest
    var organisation: Organisation
    var row: PersonRow
    var actions: Set<Action>
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: PeoplePhrase) -> String { words[phrase] }

    var html: HTML {
        let heading = PageHeading(
            title: row.profile.displayName, kind: request.name(of: organisation), chip: StatusChip(text: words[row.standing.phrase], tone: row.standing.tone),
            lead: request.list(row.roles))
        return "\(heading)\(facts)\(roles)\(reset)<p>\(LinkButton(label: say(.backToPeople), href: "/people"))</p>"
    }

    private var facts: DefinitionList {
        var items: [DefinitionList.Item] = []
        if let name = row.profile.signInName { items.append(DefinitionList.Item(say(.signsInBy), name)) }
        if let phone = row.profile.phone { items.append(DefinitionList.Item(say(.phone), phone)) }
        items.append(DefinitionList.Item(say(.language), row.profile.language.ownName))
        return DefinitionList(items)
    }

    private var roles: HTML {
        guard actions.contains(.changeRoles) else { return HTML() }
        // After a refusal the form shows what was ticked, even if that was nothing.
        let isAgain = problems.contains { $0.field == "roles" }
        let field = request.rolesField(of: organisation, selected: isAgain ? request.chosenRoles : Set(row.roles), problems: problems)
        return InputForm(
            words: words, id: "roles", action: "/people/\(row.person)/roles", hidden: [request.csrfField], problems: problems,
            content: FieldGroup(title: say(.rolesTitle), explanation: say(.rolesLead), content: field.html).html, button: say(.rolesButton)
        ).html
    }

    private var reset: HTML {
        guard actions.contains(.makeResetCode) else { return HTML() }
        let button = PostButton(
            label: say(.resetButton), action: "/people/\(row.person)/reset-code", fields: [request.csrfField], icon: .lock, isQuiet: false)
        let lead = words(PeoplePhrase.resetLead, ["name": .text(row.profile.displayName)])
        return Panel(title: say(.resetTitle), content: "<p>\(lead)</p>\(button)").html
    }
}
