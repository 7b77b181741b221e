// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// One organisation: its facts, and for officers and its administrator what may be done about it.
enum OrganisationPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/registry/organisations/:id", page),
        PageRoute(.post, "/registry/organisations/:id/approve", answer),
        PageRoute(.get, "/registry/organisations/:id/refuse", confirmRefusal),
        PageRoute(.get, "/registry/organisations/:id/edit") { try await namesPage($0) },
        PageRoute(.post, "/registry/organisations/:id/edit", rename),
        PageRoute(.get, "/registry/organisations/:id/close") { try await closePage($0) },
        PageRoute(.post, "/registry/organisations/:id/close", close),
        PageRoute(.get, "/registry/organisations/:id/reset-code") { try await resetPage($0) },
        PageRoute(.post, "/registry/organisations/:id/reset-code", reset),
    ]

    private static func model(_ request: PageRequest) async throws -> OrganisationPage {
        try await request.platform.organisationPage(try request.id("id"), by: try request.actor())
    }

    /// The organisation, when the reader may do something to it; looks missing to whoever may not even see all of it.
    private static func model(_ request: PageRequest, for action: Action) async throws -> OrganisationPage {
        let model = try await model(request)
        guard model.isWhole else { throw PlatformError.notFound }
        guard model.actions.contains(action) else { throw PermissionRefusal.forbidden(action) }
        return model
    }

    private static func page(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await model(request)
        return request.page(
            request.name(of: model.organisation), current: .registry, back: "/registry", body: OrganisationView(request: request, model: model).html)
    }

    // MARK: Approval

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await model(request, for: .approveOrganisation)
        guard let version = Int(request.form["version"]) else { throw PlatformError.stale }
        let approves = request.form["answer"] == "approve"
        do {
            try await request.platform.approve(
                model.organisation.id, version: version, approves: approves, number: request.form["registration_number"], by: try request.actor())
        } catch let error as any Explainable where error.standing == .invalid {
            let body = OrganisationView(request: request, model: model, problems: error.problems).html
            return .page(
                request.document(request.name(of: model.organisation), current: .registry, back: "/registry", body: body), status: error.standing.status)
        }
        return .redirect("/registry/organisations/\(model.organisation.id)", said: (approves ? RegistryPhrase.approved : .refused).fullKey)
    }

    private static func confirmRefusal(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await model(request, for: .approveOrganisation)
        guard model.isPending else { throw UpkeepError.notWaiting(model.organisation.status) }
        let words = request.words
        let back: URLPath = "/registry/organisations/\(model.organisation.id)"
        let title = words(RegistryPhrase.refuseTitle, ["firm": .text(request.name(of: model.organisation))])
        let confirm = ConfirmPage(
            words: words, title: title, consequences: [words[RegistryPhrase.refuseFollowsStatus], words[RegistryPhrase.refuseFollowsAgain]],
            action: "/registry/organisations/\(model.organisation.id)/approve",
            fields: [request.csrfField, HiddenField("version", String(model.organisation.version)), HiddenField("answer", "refuse")],
            button: words[RegistryPhrase.refuseButton], back: back)
        return request.page(title, current: .registry, back: back, body: confirm.html)
    }

    // MARK: Names

    private static func namesPage(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await model(request, for: .editOrganisation)
        let words = request.words
        let organisation = model.organisation
        let form = request.form
        let fields = RegistrationFields(
            request: request,
            texts: form.has("name_en")
                ? [.nameEnglish: form["name_en"], .nameLocal: form["name_local"]]
                : [.nameEnglish: organisation.nameEnglish, .nameLocal: organisation.nameLocal],
            problems: problems)
        let version = form.has("version") ? form["version"] : String(organisation.version)
        let input = InputForm(
            words: words, id: "names", action: "/registry/organisations/\(organisation.id)/edit", hidden: [request.csrfField, HiddenField("version", version)],
            problems: problems, content: fields.names, button: words[RegistryPhrase.save])
        let body: HTML = "\(PageHeading(title: words[RegistryPhrase.namesTitle], lead: request.name(of: organisation)))\(input)"
        return .page(
            request.document(
                words[RegistryPhrase.namesTitle], current: .registry, back: "/registry/organisations/\(organisation.id)", body: body), status: status)
    }

    private static func rename(_ request: PageRequest) async throws -> PageAnswer {
        let form = request.form
        do {
            guard let version = Int(form["version"]) else { throw PlatformError.stale }
            let id: OrganisationID = try request.id("id")
            try await request.platform.renameOrganisation(
                id, nameEnglish: form["name_en"], nameLocal: form["name_local"], version: version, by: try request.actor())
            return .redirect("/registry/organisations/\(id)", said: RegistryPhrase.saved.fullKey)
        } catch let error as any Explainable where error.standing == .invalid || error.standing == .conflict {
            return try await namesPage(request, error.problems, status: error.standing.status)
        }
    }

    // MARK: Closing

    private static func closePage(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await model(request, for: .editOrganisation)
        guard model.organisation.status != .closed else { throw UpkeepError.alreadyClosed }
        let words = request.words
        let back: URLPath = "/registry/organisations/\(model.organisation.id)"
        let title = words(RegistryPhrase.closeTitle, ["firm": .text(request.name(of: model.organisation))])
        let day = Field(
            words: words, label: words[RegistryPhrase.lastDay], name: "closed_on",
            input: DateInput(
                value: request.form.has("closed_on") ? request.form["closed_on"] : request.platform.today.description, earliest: model.organisation.openedOn,
                latest: request.platform.today),
            error: problems.sentence(for: "closed_on", words))
        let sheet = try await request.platform.closingSheet(of: model.organisation.id, by: try request.actor())
        let closing = ClosingView(request: request, sheet: sheet)
        let successor: HTML =
            sheet.mayName
            ? request.ownerField(OwnershipPagePhrase.successor, hint: .successorHint, problems, isOptional: !sheet.needsSuccessor).html : HTML()
        let confirm = ConfirmPage(
            words: words, title: title,
            consequences: [words[RegistryPhrase.closeFollowsNew], words[RegistryPhrase.closeFollowsUnderWay], words[RegistryPhrase.closeFollowsSeen]],
            action: "/registry/organisations/\(model.organisation.id)/close",
            fields: [request.csrfField, HiddenField("version", String(model.organisation.version))],
            content: "\(ProblemSummary(words: words, problems: problems))\(closing)\(day)\(successor)", button: words[RegistryPhrase.closeButton], back: back)
        return .page(request.document(title, current: .registry, back: back, body: confirm.html), status: status)
    }

    private static func close(_ request: PageRequest) async throws -> PageAnswer {
        do {
            guard let version = Int(request.form["version"]) else { throw PlatformError.stale }
            let id: OrganisationID = try request.id("id")
            try await request.platform.closeOrganisation(
                id, lastDay: request.form["closed_on"], successor: request.form["owner"], version: version, by: try request.actor())
            return .redirect("/registry/organisations/\(id)", said: RegistryPhrase.closed.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await closePage(request, error.problems, status: error.standing.status)
        }
    }

    // MARK: A lost administrator

    private static func resetPage(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await model(request, for: .makeResetCode)
        let words = request.words
        let name = Field(
            words: words, label: words[AccountPhrase.signInNameField], name: "sign_in_name",
            input: TextInput(value: request.form["sign_in_name"], autocomplete: "off", maximumLength: 60), hint: words[RegistryPhrase.resetHint],
            error: problems.sentence(for: "sign_in_name", words))
        let input = InputForm(
            words: words, id: "reset-code", action: "/registry/organisations/\(model.organisation.id)/reset-code", hidden: [request.csrfField],
            problems: problems, content: name.html, button: words[AccountPhrase.resetButton])
        let title = words[RegistryPhrase.resetTitle]
        let body: HTML = """
            \(PageHeading(title: title, kind: request.name(of: model.organisation), lead: words[RegistryPhrase.resetLead]))\
            \(NoticeLine(text: words[AccountPhrase.resetFollowsSessions]))\(input)
            """
        return .page(
            request.document(title, current: .registry, back: "/registry/organisations/\(model.organisation.id)", body: body), status: status)
    }

    private static func reset(_ request: PageRequest) async throws -> PageAnswer {
        do {
            let id = try await model(request, for: .makeResetCode).organisation.id
            let made = try await request.platform.makeResetCode(forSignInName: request.form["sign_in_name"], in: id, by: try request.actor())
            let title = request.words(AccountPhrase.resetCodeTitle, ["name": .text(made.name)])
            return request.oneTimeCodePage(title, made.code, back: "/registry/organisations/\(id)", current: .registry)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await resetPage(request, error.problems, status: error.standing.status)
        }
    }
}
