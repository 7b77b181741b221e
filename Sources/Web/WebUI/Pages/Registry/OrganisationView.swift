// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// One organisation: who it is, where it works and what its permits cover.
struct OrganisationView: Part {
    var request: PageRequest
    var model: OrganisationPage
    var problems: [Problem] = []

    private var words: Words { request.words }
    private var organisation: Organisation { model.organisation }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }
    private func can(_ action: Action) -> Bool { model.actions.contains(action) }
    private var here: URLPath { "/registry/organisations/\(organisation.id)" }

    var html: HTML {
        """
        \(heading)\(pending)\(request.mergeNotices(model))\(StopEntryView(request: request, model: model, problems: problems))\(PanelGrid(content: "\(Panel(title: say(.facts), content: "\(facts)\(acts)"))\(sites)"))\
        <h2 id="permits">\(say(.permits))</h2>\(permits)
        """
    }

    private var heading: PageHeading {
        let name = request.name(of: organisation)
        var action: PrimaryAction?
        // A firm from a stop is approved below, beside what it may be.
        if model.isPending, can(.approveOrganisation), organisation.stopEntry == nil {
            action = PrimaryAction(
                label: say(.approve),
                target: .post(
                    "/registry/organisations/\(organisation.id)/approve",
                    [request.csrfField, HiddenField("version", String(organisation.version)), HiddenField("answer", "approve")]), icon: .check)
        } else if can(.recordPermit), organisation.status != .closed, !organisation.waitsFromStop {
            action = PrimaryAction(label: say(.recordPermit), target: .link("/registry/organisations/\(organisation.id)/permits/new"), icon: .plus)
        }
        let refuse = LinkButton(label: say(.refuse), href: "/registry/organisations/\(organisation.id)/refuse", isDangerous: true)
        return PageHeading(
            title: name, kind: request.profileNames(organisation.profiles), chip: request.chip(organisation.status), action: action,
            others: model.isPending && can(.approveOrganisation) ? [refuse] : [])
    }

    /// What is done rarely.
    private var acts: HTML {
        var others: [LinkButton] = []
        if can(.editOrganisation), organisation.merger == nil {
            others.append(LinkButton(label: say(.namesTitle), href: "/registry/organisations/\(organisation.id)/edit", icon: .pencil))
            if organisation.status != .closed {
                others.append(LinkButton(label: say(.addSite), href: "/registry/organisations/\(organisation.id)/sites/new", icon: .plus))
            }
            if organisation.status == .active {
                others.append(LinkButton(label: say(.close), href: "/registry/organisations/\(organisation.id)/close", isDangerous: true))
            }
        }
        if can(.makeResetCode), !can(.readPersonList) {
            others.append(LinkButton(label: say(.resetTitle), href: "/registry/organisations/\(organisation.id)/reset-code", icon: .lock))
        }
        return others.isEmpty ? HTML() : "<div class=\"acts\">\(others)</div>"
    }

    private var pending: HTML {
        guard model.isPending else { return HTML() }
        return NoticeLine(text: say(can(.approveOrganisation) ? .pendingForOfficer : .pendingForOthers), tone: .waiting).html
    }

    private var facts: DefinitionList {
        var items: [DefinitionList.Item] = []
        let other = request.otherName(english: organisation.nameEnglish, local: organisation.nameLocal)
        if !other.isEmpty { items.append(DefinitionList.Item(say(.otherName), html: other)) }
        if model.isWhole {
            items.append(DefinitionList.Item(say(.registrationNumber), html: "<span class=\"code-text\">\(organisation.registrationNumber)</span>"))
        }
        items.append(DefinitionList.Item(say(.profiles), request.profileNames(organisation.profiles)))
        if let mandate = organisation.mandate {
            let province = mandate.province.map { request.registryProvince($0) }
            items.append(DefinitionList.Item(say(.mandate), html: "\(words[mandate.kind.phrase])\(HTML.ifPresent(province) { " · \($0)" })"))
        }
        items.append(DefinitionList.Item(say(.status), words[organisation.status.phrase]))
        if let day = organisation.openedOn, model.isWhole { items.append(DefinitionList.Item(say(.openedOn), words.date(day))) }
        if let day = organisation.closedOn { items.append(DefinitionList.Item(say(.closedOn), words.date(day))) }
        if let contact = model.contact { items.append(DefinitionList.Item(say(.contact), html: contactLine(contact))) }
        return DefinitionList(items)
    }

    /// Whom to call; a number that a telephone can dial is a link.
    private func contactLine(_ contact: RegistrationContact) -> HTML {
        guard !contact.isEmpty else { return "<span class=\"soft\">\(words[NotePhrase.erased])</span>" }
        guard !contact.phone.isEmpty else { return "\(contact.name)" }
        let phone: HTML =
            (try? PhoneNumber.read(contact.phone, in: request.platform.country).get()).map { "<a\(attribute: "href", "tel:" + $0)>\(contact.phone)</a>" }
            ?? "\(contact.phone)"
        return contact.name.isEmpty ? phone : "\(contact.name) · \(phone)"
    }

    // MARK: Sites

    private var sites: HTML {
        guard model.isWhole else {
            let places = model.places.map { DefinitionList.Item(request.name(of: $0), html: request.registryProvince($0.province)) }
            return Panel(title: say(.sites), content: DefinitionList(places).html).html
        }
        return HTML.map(model.sites) { SiteView(request: request, site: $0, mayEdit: can(.editOrganisation), mayPass: can(.transferSite)).html }
    }

    // MARK: Permits

    private var permits: HTML {
        guard !model.permits.isEmpty else {
            let action =
                can(.recordPermit) && organisation.status != .closed
                ? LinkButton(label: say(.recordPermit), href: "/registry/organisations/\(organisation.id)/permits/new", icon: .plus) : nil
            return EmptyState(icon: .file, title: say(.noPermits), explanation: say(.noPermitsMore), action: action).html
        }
        let names = Dictionary(model.places.map { ($0.site, request.name(of: $0)) }, uniquingKeysWith: { first, _ in first })
        let list = HTML.map(model.permits) { PermitView(request: request, permit: $0, siteName: $0.site.flatMap { names[$0] }).html }
        return PanelGrid(content: list).html
    }
}

/// One site with its dated facts.
struct SiteView: Part {
    var request: PageRequest
    var site: Site
    var mayEdit: Bool
    var mayPass: Bool

    private var words: Words { request.words }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }

    var html: HTML {
        let edit = mayEdit ? LinkButton(label: say(.editSite), href: "/registry/sites/\(site.id)/edit", icon: .pencil) : nil
        let pass = mayPass ? LinkButton(label: words[OwnershipPagePhrase.transfer], href: "/registry/sites/\(site.id)/transfer", icon: .arrowRight) : nil
        let classification = LinkButton(label: words[ClassificationPagePhrase.door], href: "/registry/sites/\(site.id)/classification")
        return Panel(
            title: words(RegistryPhrase.siteTitle, ["name": .text(request.name(of: site))]),
            content: "\(DefinitionList(items))\(history)<p>\(classification)</p>\(HTML.ifPresent(pass) { "<p>\($0)</p>" })", link: edit
        )
        .html
    }

    private var items: [DefinitionList.Item] {
        let row = site.attributes(on: request.platform.today)
        var items = [DefinitionList.Item(say(.province), html: request.registryProvince(row.province))]
        let smaller = [row.commune, row.district].compactMap { $0 }.joined(separator: ", ")
        if !smaller.isEmpty { items.append(DefinitionList.Item(say(.communeAndDistrict), smaller)) }
        if !site.address.isEmpty { items.append(DefinitionList.Item(say(.address), site.address)) }
        if let position = site.position {
            items.append(
                DefinitionList.Item(say(.position), html: "<span class=\"code-text\">\(String(position.latitude)), \(String(position.longitude))</span>"))
        }
        items.append(DefinitionList.Item(say(.sector), html: request.industryWithCode(row.isic)))
        items.append(DefinitionList.Item(say(.employees), people(row)))
        if let zone = row.zone { items.append(DefinitionList.Item(say(.zone), html: "<span lang=\"en\">\(zone)</span>")) }
        if let day = site.openedOn { items.append(DefinitionList.Item(say(.openedOn), words.date(day))) }
        if let day = site.closedOn { items.append(DefinitionList.Item(say(.closedOn), words.date(day))) }
        for former in site.formerOwners {
            let owner: URLPath = "/registry/organisations/\(former.organisation)"
            items.append(
                DefinitionList.Item(say(.formerOwner), html: "<a href=\"\(owner)\">\(words(RegistryPhrase.ownerUntil, ["date": .date(former.until)]))</a>"))
        }
        return items
    }

    private func people(_ row: SiteAttributes) -> String {
        guard let employees = row.employees else { return say(.employeesUnknown) }
        let size = row.sizeClass.map { words[$0.phrase] } ?? ""
        guard let women = row.employeesWomen else {
            return words(RegistryPhrase.employeesLine, ["count": .number(Int64(employees)), "size": .text(size)])
        }
        return words(
            RegistryPhrase.employeesWithWomen, ["count": .number(Int64(employees)), "women": .number(Int64(women)), "size": .text(size)])
    }

    /// What held before and what is to come, when it ever changed.
    private var history: HTML {
        guard site.attributes.count > 1 else { return HTML() }
        return DataTable(
            words: words, caption: say(.siteHistory), showsCaption: true,
            columns: [
                DataTable.Column(say(.validFrom)), DataTable.Column(say(.province)), DataTable.Column(say(.sector)), DataTable.Column(say(.size)),
                DataTable.Column(say(.zone)),
            ],
            rows: site.attributes.reversed().map { row in
                DataTable.Row([
                    .text(words.date(row.validFrom)), .html(request.registryProvince(row.province)), .html(request.industryWithCode(row.isic)),
                    row.sizeClass.map { .text(words[$0.phrase]) } ?? .none(say(.employeesUnknown)),
                    row.zone.map { .html("<span lang=\"en\">\($0)</span>") } ?? .none(say(.noZone)),
                ])
            }
        ).html
    }
}
