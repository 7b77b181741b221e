// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The powers an organisation has lent, and the form that lends one more.
struct DelegationView: Part {
    var request: PageRequest
    var model: LentPowers
    var problems: [Problem]

    private var words: Words { request.words }
    private var typed: FormData { request.form }
    private func say(_ phrase: PeoplePhrase) -> String { words[phrase] }
    private func error(_ name: String) -> String? { problems.sentence(for: name, words) }

    var html: HTML {
        let heading = PageHeading(
            title: say(.powersTitle), kind: request.name(of: model.organisation), lead: say(.powersLead),
            action: model.mayLend ? PrimaryAction(label: say(.lendButton), target: .submit(form: "lend"), icon: .plus) : nil)
        return "\(heading)\(table)\(if: model.mayLend, form.html)<p>\(LinkButton(label: say(.backToPeople), href: "/people"))</p>"
    }

    private var table: DataTable {
        var columns = [PeoplePhrase.lentTo, .lentRole, .scope, .from, .until, .state].map { DataTable.Column(words[$0]) }
        if model.mayLend { columns.append(DataTable.Column(say(.act))) }
        return DataTable(
            words: words, caption: say(.powersTitle), columns: columns, rows: model.powers.map(row),
            empty: EmptyState(icon: .link, title: say(.powersEmpty), explanation: say(.powersEmptyMore)))
    }

    private func row(_ power: LentPower) -> DataTable.Row {
        let lent = power.delegation
        let isOver = !power.isInForce && !power.isToCome
        let state =
            power.isInForce
            ? StatusChip(text: say(.inForce), tone: .good)
            : power.isToCome ? StatusChip(text: say(.toCome), tone: .waiting) : StatusChip(text: say(.ended), tone: .neutral)
        var cells: [DataTable.Cell] = [
            (power.delegate.map(request.name(of:)) ?? power.personName).map { .text($0) } ?? .none(say(.noName)), .text(words[lent.role.phrase]),
            .text(scope(lent.scope)), .text(words.date(lent.validFrom)),
            // Ended on its first day, it never was in force and has no last day to show.
            lent.validUntil < lent.validFrom ? .none(say(.ended)) : .text(words.date(lent.validUntil)), .part(state),
        ]
        if model.mayLend {
            cells.append(
                isOver
                    ? .none(say(.ended))
                    : .part(PostButton(label: say(.endPower), action: "/people/delegations/\(lent.id)/end", fields: [request.csrfField], icon: .close)))
        }
        return DataTable.Row(cells)
    }

    private func scope(_ scope: Delegation.Scope) -> String {
        switch scope {
        case .allSites: say(.allSites)
        case .sites(let sites): words(PeoplePhrase.someSites, ["count": .number(Int64(sites.count))])
        }
    }

    private var form: InputForm {
        let today = request.platform.today
        let role = Field(
            words: words, label: say(.lentRole), name: "role",
            input: RadioInput(
                choices: Role.allCases.filter(\.isDelegable).map { Choice($0.rawValue, words[$0.phrase]) }, selected: typed["role"]), error: error("role"))
        let number = Field(
            words: words, label: say(.delegateNumber), name: "delegate",
            input: TextInput(value: typed["delegate"], autocomplete: "off", maximumLength: 40), hint: say(.delegateNumberHint), error: error("delegate"))
        let from = Field(
            words: words, label: say(.from), name: "valid_from",
            input: DateInput(value: typed.has("valid_from") ? typed["valid_from"] : today.description), error: error("valid_from"))
        let until = Field(
            words: words, label: say(.until), name: "valid_until", input: DateInput(value: typed["valid_until"], earliest: today),
            hint: say(.untilHint), error: error("valid_until"))
        return InputForm(
            words: words, id: "lend", action: "/people/delegations", hidden: [request.csrfField], problems: problems,
            content: FieldGroup(title: say(.lendTitle), explanation: say(.lendLead), content: "\(number)\(role)\(from)\(until)").html)
    }
}
