// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Sites are added, and their facts kept up: names and place at once, what sums are kept by from tomorrow on.
enum SitePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/registry/sites/:id/edit") { try await page($0) },
        PageRoute(.post, "/registry/sites/:id/edit", save),
        PageRoute(.get, "/registry/organisations/:id/sites/new") { try await newPage($0) },
        PageRoute(.post, "/registry/organisations/:id/sites/new", add),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.sitePage(try request.id("id"), by: try request.actor())
        let words = request.words
        let isAnswer = request.form.has("version")
        let fields = RegistrationFields(
            request: request, texts: isAnswer ? SiteForm(request.typedRegistration).texts : SiteForm(model.site).texts, problems: problems,
            industryQuery: request.industryQuery)
        let label = words[RegistryPhrase.save]
        let version = isAnswer ? request.form["version"] : String(model.site.version)
        let dated = words(RegistryPhrase.changesFrom, ["date": .date(model.changesFrom)])
        let input = InputForm(
            words: words, id: "site", action: "/registry/sites/\(model.site.id)/edit", hidden: [request.csrfField, HiddenField("version", version)],
            problems: problems,
            content: """
                \(fields.enterKey(label))\(FieldGroup(title: words[RegistryPhrase.groupNames], content: fields.names))\
                \(FieldGroup(title: words[RegistryPhrase.groupPlace], explanation: dated, content: fields.place))\
                \(FieldGroup(title: words[RegistryPhrase.groupWork], explanation: dated, content: fields.work))\
                \(FieldGroup(title: words[RegistryPhrase.groupDays], content: fields.days(asksForClosing: true)))
                """,
            button: label)
        let title = words(RegistryPhrase.siteTitle, ["name": .text(request.name(of: model.site))])
        let body: HTML = "\(PageHeading(title: title, kind: request.name(of: model.organisation)))\(input)"
        return .page(
            request.document(title, current: .registry, back: "/registry/organisations/\(model.organisation.id)", body: body), status: status)
    }

    // MARK: One more site

    private static func newPage(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.organisationPage(try request.id("id"), by: try request.actor())
        guard model.isWhole else { throw PlatformError.notFound }
        guard model.actions.contains(.editOrganisation) else { throw PermissionRefusal.forbidden(.editOrganisation) }
        guard model.organisation.status != .closed else { throw UpkeepError.alreadyClosed }
        let words = request.words
        let fields = RegistrationFields(
            request: request, texts: SiteForm(request.typedRegistration).texts, problems: problems, industryQuery: request.industryQuery)
        let label = words[RegistryPhrase.addSite]
        let input = InputForm(
            words: words, id: "site", action: "/registry/organisations/\(model.organisation.id)/sites/new", hidden: [request.csrfField], problems: problems,
            content: """
                \(fields.enterKey(label))\(FieldGroup(title: words[RegistryPhrase.groupNames], content: fields.names))\
                \(FieldGroup(title: words[RegistryPhrase.groupPlace], content: fields.place))\
                \(FieldGroup(title: words[RegistryPhrase.groupWork], content: "\(fields.work)\(fields.days(asksForClosing: false))"))
                """,
            button: label, draft: request.visitor.map { "site-new-\(model.organisation.id)-\($0.person)" })
        let body: HTML = "\(PageHeading(title: label, kind: request.name(of: model.organisation)))\(input)"
        return .page(
            request.document(label, current: .registry, back: "/registry/organisations/\(model.organisation.id)", body: body), status: status)
    }

    private static func add(_ request: PageRequest) async throws -> PageAnswer {
        if request.form.has("search") { return try await newPage(request) }
        do {
            let site = try await request.platform.addSite(SiteForm(request.typedRegistration), to: try request.id("id"), by: try request.actor())
            return .redirect("/registry/organisations/\(site.organisation)", said: RegistryPhrase.siteAdded.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await newPage(request, error.problems, status: error.standing.status)
        }
    }

    // MARK: Saving

    private static func save(_ request: PageRequest) async throws -> PageAnswer {
        if request.form.has("search") { return try await page(request) }
        do {
            guard let version = Int(request.form["version"]) else { throw PlatformError.stale }
            let site = try await request.platform.updateSite(
                try request.id("id"), to: SiteForm(request.typedRegistration), version: version, by: try request.actor())
            return .redirect("/registry/organisations/\(site.organisation)", said: RegistryPhrase.saved.fullKey)
        } catch let error as any Explainable where error.standing == .invalid || error.standing == .conflict {
            return try await page(request, error.problems, status: error.standing.status)
        }
    }
}
