// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Who I am, in whose name I act, and every place I can go to.
enum OwnAccountPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/account", account),
        PageRoute(.post, "/account/act", act),
        PageRoute(.get, "/more", more),
    ]

    private static func account(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.ownAccount(of: try request.signedIn())
        return request.page(
            request.words[PartPhrase.person], current: .more, back: "/more",
            body: OwnAccountView(request: request, visitor: try request.signedIn(), model: model).html)
    }

    /// Acts in another name from here on: an organisation of one's own, or a power that was lent.
    private static func act(_ request: PageRequest) async throws -> PageAnswer {
        guard let token = request.token else { throw NotSignedIn() }
        func id<Kind>(_ field: String) throws -> Identifier<Kind>? {
            guard !request.form[field].isEmpty else { return nil }
            guard let id = Identifier<Kind>(text: request.form[field]) else { throw PlatformError.notFound }
            return id
        }
        try await request.platform.act(
            token: token, visitor: try request.signedIn(), organisation: try id("organisation"), delegation: try id("delegation"))
        return .redirect("/today", said: AccountPhrase.actingChanged.fullKey)
    }

    /// All places as a list: what the side shows on wide screens, and what it has no room for.
    private static func more(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let visitor = try request.signedIn()
        let keys = PlaceKey.places(for: visitor)
        var places = keys.map { $0.place(words, current: nil) }
        if visitor.managesDrivers, !keys.contains(.drivers) {
            places.append(Place(label: words[AccountPhrase.driversTitle], href: "/people/drivers", icon: .truck))
        }
        places += [PlaceKey.licences, .waste].map { $0.place(words, current: nil) }
        places.append(Place(label: words[PartPhrase.person], href: "/account", icon: .person))
        let body: HTML = """
            \(PageHeading(title: words[FramePhrase.more], lead: visitor.organisation.map(request.name(of:))))\
            <nav aria-label="\(words[PartPhrase.places])">\(places)</nav>\
            <p>\(PostButton(label: words[PartPhrase.signOut], action: "/sign-out", fields: [request.csrfField], icon: .signOut))</p>
            """
        return request.page(words[FramePhrase.more], current: .more, body: body)
    }
}

extension Visitor {
    /// Acts for a haulier and may give its drivers codes.
    var managesDrivers: Bool {
        guard let principal = actor.principal, principal.profiles.contains(.haulier) else { return false }
        return may(.manageDriverCodes, actor: actor, subject: Subject(parties: [principal.id])).isAllowed
    }
}

/// One's own account.
struct OwnAccountView: Part {
    var request: PageRequest
    var visitor: Visitor
    var model: OwnAccount

    private var words: Words { request.words }
    private func say(_ phrase: AccountPhrase) -> String { words[phrase] }

    var html: HTML {
        """
        \(PageHeading(title: model.profile.displayName, kind: words[PartPhrase.person], others: links))\
        \(PanelGrid(content: "\(Panel(title: say(.whoAmI), content: facts.html))\(acting)\(languages)"))\
        <p>\(PostButton(label: words[PartPhrase.signOut], action: "/sign-out", fields: [request.csrfField], icon: .signOut))</p>
        """
    }

    private var links: [LinkButton] {
        let password = LinkButton(label: say(.passwordTitle), href: "/new-password", icon: .lock)
        guard may(.makeToken, actor: visitor.actor, subject: Subject(parties: visitor.organisation.map { [$0.id] } ?? [])).isAllowed,
            visitor.actor.delegation == nil
        else { return [password] }
        return [password, LinkButton(label: words[TokenPagePhrase.title], href: "/account/tokens", icon: .link)]
    }

    private var facts: DefinitionList {
        var items: [DefinitionList.Item] = []
        if let name = model.profile.signInName { items.append(DefinitionList.Item(say(.signInName), html: "<span class=\"code-text\">\(name)</span>")) }
        if let phone = model.profile.phone { items.append(DefinitionList.Item(say(.phone), html: "<span class=\"code-text\">\(phone)</span>")) }
        if let organisation = visitor.organisation { items.append(DefinitionList.Item(say(.actingFor), request.name(of: organisation))) }
        let roles = model.roles.map { words[$0.phrase] }.joined(separator: ", ")
        items.append(DefinitionList.Item(say(.roles), roles.isEmpty ? say(.noRoles) : roles))
        items.append(DefinitionList.Item(say(.means), words[visitor.actor.means.phrase]))
        return DefinitionList(items)
    }

    // MARK: In whose name

    private var acting: HTML {
        guard model.belongings.count + model.powers.count > 1 else { return HTML() }
        return Panel(
            title: say(.actTitle),
            content: "<p class=\"soft\">\(say(.actLead))</p>\(DefinitionList(model.belongings.map(belonging) + model.powers.map(power)))"
        ).html
    }

    private func belonging(_ own: OwnAccount.Belonging) -> DefinitionList.Item {
        choice(
            request.name(of: own.organisation), own.roles.map { words[$0.phrase] }.joined(separator: ", "), isCurrent: own.isCurrent,
            [HiddenField("organisation", own.organisation.id.description)])
    }

    private func power(_ lent: OwnAccount.Power) -> DefinitionList.Item {
        var fields = [HiddenField("delegation", lent.delegation.id.description)]
        // A power that was lent to an organisation is used by whoever acts for that organisation.
        if let delegate = lent.delegate { fields.append(HiddenField("organisation", delegate.id.description)) }
        let until: Fact = .date(lent.delegation.validUntil)
        let role = words[lent.delegation.role.phrase]
        let detail =
            lent.delegate.map { words(AccountPhrase.lentToFirm, ["role": .text(role), "firm": .text(request.name(of: $0)), "until": until]) }
            ?? words(AccountPhrase.lentToYou, ["role": .text(role), "until": until])
        return choice(request.name(of: lent.grantor), detail, isCurrent: lent.isCurrent, fields)
    }

    private func choice(_ name: String, _ detail: String, isCurrent: Bool, _ fields: [HiddenField]) -> DefinitionList.Item {
        let act: HTML =
            isCurrent
            ? StatusChip(text: say(.actingNow), tone: .good).html
            : PostButton(label: say(.actButton), action: "/account/act", fields: [request.csrfField] + fields).html
        return DefinitionList.Item(name, html: "<p class=\"soft\">\(detail)</p>\(act)")
    }

    private var languages: HTML {
        Panel(
            title: say(.language), content: "<p class=\"soft\">\(say(.languageLead))</p>\(LanguageSwitch(words: words, links: request.languageLinks))"
        ).html
    }
}
