// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Powers that one's organisation lent to others: lending one, and ending it early.
enum DelegationPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/people/delegations") { try await page($0) },
        PageRoute(.post, "/people/delegations", lend),
        PageRoute(.get, "/people/delegations/:id/end", confirmEnd),
        PageRoute(.post, "/people/delegations/:id/end", end),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.lentPowers(of: try request.ownOrganisation(), by: try request.actor())
        let view = DelegationView(request: request, model: model, problems: problems)
        return .page(request.document(request.words[AccountPhrase.powersTitle], current: .people, back: "/people", body: view.html), status: status)
    }

    private static func lend(_ request: PageRequest) async throws -> PageAnswer {
        let form = request.form
        do {
            guard let role = Role(rawValue: form["role"]) else { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("role")]) }
            _ = try await request.platform.delegate(
                role, from: try request.ownOrganisation(), toRegistrationNumber: RegistrationNumber.normalised(form["delegate"]), from: form["valid_from"],
                until: form["valid_until"], by: try request.actor())
            return .redirect("/people/delegations", said: AccountPhrase.powerLent.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await page(request, error.problems, status: error.standing.status)
        }
    }

    /// One of the powers that the organisation lent; those of others look missing.
    private static func power(_ request: PageRequest) async throws -> LentPower {
        let id: DelegationID = try request.id("id")
        let model = try await request.platform.lentPowers(of: try request.ownOrganisation(), by: try request.actor())
        guard let power = model.powers.first(where: { $0.delegation.id == id && ($0.isInForce || $0.isToCome) }) else { throw PlatformError.notFound }
        return power
    }

    private static func confirmEnd(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let power = try await power(request)
        let name = power.delegate.map(request.name(of:)) ?? power.personName ?? ""
        let title = words(AccountPhrase.endTitle, ["role": power.delegation.role.phrase.fact, "firm": .text(name)])
        let confirm = ConfirmPage(
            words: words, title: title, consequences: [words[AccountPhrase.endFollowsNow], words[AccountPhrase.endFollowsPast]],
            action: "/people/delegations/\(power.delegation.id)/end", fields: [request.csrfField], button: words[AccountPhrase.endButton],
            isDangerous: false, back: "/people/delegations")
        return request.page(title, current: .people, back: "/people/delegations", body: confirm.html)
    }

    private static func end(_ request: PageRequest) async throws -> PageAnswer {
        let power = try await power(request)
        try await request.platform.endDelegation(power.delegation.id, by: try request.actor())
        return .redirect("/people/delegations", said: AccountPhrase.powerEnded.fullKey)
    }
}

/// The powers lent, and the form that lends one more.
struct DelegationView: Part {
    var request: PageRequest
    var model: LentPowers
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: AccountPhrase) -> String { words[phrase] }

    var html: HTML {
        let heading = PageHeading(title: say(.powersTitle), lead: say(.powersLead))
        let tabs = PeopleTabs(words: words, actions: model.actions, current: .powers)
        let lend = model.mayLend ? self.lend : HTML()
        return problems.isEmpty ? "\(heading)\(tabs)\(table)\(lend)" : "\(heading)\(tabs)\(lend)\(table)"
    }

    private var table: DataTable {
        DataTable(
            words: words, caption: say(.powersTitle),
            columns: [
                DataTable.Column(say(.columnTo)), DataTable.Column(say(.columnRole)), DataTable.Column(say(.columnFrom)), DataTable.Column(say(.columnUntil)),
                DataTable.Column(say(.columnState)), DataTable.Column(say(.columnActs)),
            ],
            rows: model.powers.map(row),
            empty: EmptyState(icon: .people, title: say(.powersEmpty), explanation: say(.powersEmptyMore)))
    }

    private func row(_ power: LentPower) -> DataTable.Row {
        let delegation = power.delegation
        let isOpen = power.isInForce || power.isToCome
        let end: DataTable.Cell =
            isOpen && model.mayLend ? .part(LinkButton(label: say(.endLink), href: "/people/delegations/\(delegation.id)/end")) : .none(say(.nothingToDo))
        return DataTable.Row([
            .text(power.delegate.map(request.name(of:)) ?? power.personName ?? ""), .text(words[delegation.role.phrase]),
            .text(words.date(delegation.validFrom)),
            .text(words.date(delegation.validUntil)),
            .part(
                power.isInForce
                    ? StatusChip(text: say(.stateInForce), tone: .good)
                    : power.isToCome ? StatusChip(text: say(.stateToCome), tone: .waiting) : StatusChip(text: say(.stateEnded))),
            end,
        ])
    }

    private var lend: HTML {
        let form = request.form
        let today = request.platform.today
        let roles = Role.allCases.filter(\.isDelegable).map { Choice($0.rawValue, words[$0.phrase], hint: AccountPhrase(role: $0).map { words[$0] }) }
        let role = Field(
            words: words, label: say(.columnRole), name: "role", input: RadioInput(choices: roles, selected: form["role"]), error: error("role"))
        let delegate = Field(
            words: words, label: say(.delegateNumber), name: "delegate", input: TextInput(value: form["delegate"], autocomplete: "off", maximumLength: 100),
            hint: say(.delegateNumberHint), error: error("delegate"))
        let from = Field(
            words: words, label: say(.columnFrom), name: "valid_from", input: DateInput(value: form.has("valid_from") ? form["valid_from"] : today.description),
            error: error("valid_from"))
        let until = Field(
            words: words, label: say(.columnUntil), name: "valid_until", input: DateInput(value: form["valid_until"], earliest: today),
            hint: say(.untilHint), error: error("valid_until"))
        let input = InputForm(
            words: words, id: "lend", action: "/people/delegations", hidden: [request.csrfField], problems: problems,
            content: "\(role)\(delegate)\(from)\(until)", button: say(.lendButton))
        return FieldGroup(title: say(.lendTitle), explanation: say(.lendLead), content: input.html).html
    }

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }
}
