// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Everybody of an organisation with what they may do.
struct PeopleView: Part {
    var request: PageRequest
    var model: PeopleModel

    private var words: Words { request.words }
    private func say(_ phrase: PeoplePhrase) -> String { words[phrase] }

    var html: HTML {
        let heading = PageHeading(
            title: say(.title), kind: request.name(of: model.organisation),
            lead: words(PeoplePhrase.lead, ["count": .number(Int64(model.people.count))]),
            action: model.actions.contains(.invitePerson) ? PrimaryAction(label: say(.invite), target: .link("/people/invite"), icon: .plus) : nil,
            others: others)
        let table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(say(.person)), DataTable.Column(say(.signsInBy)), DataTable.Column(say(.roles)), DataTable.Column(say(.standing)),
            ],
            rows: model.people.map { row in
                DataTable.Row([
                    .link(row.profile.displayName, "/people/\(row.person)"), request.signInCell(row.profile), .text(request.list(row.roles)),
                    .part(StatusChip(text: words[row.standing.phrase], tone: row.standing.tone)),
                ])
            })
        return "\(heading)\(table)"
    }

    /// Codes of drivers are of use only to who carries.
    private var others: [LinkButton] {
        var links = [LinkButton(label: say(.powersTitle), href: "/people/delegations", icon: .link)]
        if model.organisation.profiles.contains(.haulier), model.actions.contains(.manageDriverCodes) {
            links.append(LinkButton(label: say(.driversTitle), href: "/people/drivers", icon: .truck))
        }
        return links
    }
}

extension PageRequest {
    /// Names of roles, in their order.
    func list(_ roles: [Role]) -> String { roles.map { words[$0.phrase] }.joined(separator: ", ") }

    func signInCell(_ profile: PersonProfile) -> DataTable.Cell {
        (profile.signInName ?? profile.phone).map { .text($0) } ?? .none(words[PeoplePhrase.noName])
    }

    /// The roles an organisation can give, with those ticked that are held or were just chosen.
    func rolesField(of organisation: Organisation, selected: Set<Role>, problems: [Problem]) -> Field<CheckboxInput> {
        Field(
            words: words, label: words[PeoplePhrase.roles], name: "roles",
            input: CheckboxInput(
                choices: Role.allCases.filter { $0.isHoldable(in: organisation.profiles) }.map { Choice($0.rawValue, words[$0.phrase]) },
                selected: Set(selected.map(\.rawValue))),
            hint: words[PeoplePhrase.rolesHint], error: problems.sentence(for: "roles", words))
    }
}
