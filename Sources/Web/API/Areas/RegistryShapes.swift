// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

/// Organisations, sites and permits as answers show them.
enum RegistryShapes {
    struct Page: Sendable {
        var list: RegistryList
        var next: String?
    }

    /// An organisation and its sites with what the token may do with each.
    struct Whole: Sendable {
        var page: OrganisationPage
        var sites: [Actionable<Site>]
        var actions: [NextAction]

        init(_ page: OrganisationPage, _ call: APICall) {
            let (firm, may) = (page.organisation, page.actions)
            let isKept = may.contains(.editOrganisation) && firm.merger == nil
            self.page = page
            sites = page.sites.map { RegistryShapes.seen($0, may, call) }
            actions = NextAction.offered(
                [
                    ("approve", "approveOrganisation", may.contains(.approveOrganisation) && firm.status == .pendingApproval),
                    ("rename", "renameOrganisation", isKept),
                    ("addSite", "addSite", isKept && firm.status != .closed),
                    ("recordPermit", "recordPermit", may.contains(.recordPermit) && firm.status != .closed),
                    ("close", "closeOrganisation", isKept && firm.status == .active),
                    ("merge", "mergeOrganisation", may.contains(.mergeOrganisations) && firm.merger == nil),
                ], of: firm.id, call)
        }
    }

    /// A site with what the reader may do in its organisation.
    static func read(_ site: Site, _ call: APICall) async throws -> Actionable<Site> {
        seen(site, try await call.platform.organisationPage(site.organisation, by: try call.actor()).actions, call)
    }

    /// A site with what may be done by whoever holds these permissions in its organisation.
    static func seen(_ site: Site, _ may: Set<Action>, _ call: APICall) -> Actionable<Site> {
        Actionable(
            value: site,
            actions: NextAction.offered(
                [
                    ("edit", "updateSite", may.contains(.editOrganisation)), ("transfer", "transferSite", may.contains(.transferSite)),
                    ("changeClassification", "changeSiteClassification", may.contains(.classifySite)),
                    ("correctClassification", "correctSiteClassification", may.contains(.classifySite)),
                    ("arrangeLots", "arrangeLots", may.contains(.arrangeLots)),
                ], of: site.id, call))
    }

    static let permit: Shape<Permit> = .object(
        "Permit", "What an authority allowed an organisation to do with waste.",
        [
            .id("id") { $0.id },
            .idOrNull("site", "Null for a permit of the whole organisation.") { $0.site },
            .text("number") { $0.number },
            .text("issuedBy") { $0.issuedBy },
            .list("wastes", .text, "Codes, chapters, or non-hazardous.") { $0.wastes.map(\.text) },
            .list("treatments", NoteShapes.treatmentCode) { $0.treatments },
            .flag("transport", "Whether it allows carrying waste.") { $0.allowsTransport },
            .gramsOrNull("dailyCapacityGrams") { $0.dailyCapacity?.raw },
            .gramsOrNull("yearlyCapacityGrams") { $0.yearlyCapacity?.raw },
            .gramsOrNull("storageCeilingGrams") { $0.storageCeiling?.raw },
            .date("validFrom") { $0.validFrom },
            .dateOrNull("validUntil") { $0.validUntil },
            .text("source") { $0.source },
            .choice("confidence") { $0.confidence },
        ])

    static let site: Shape<Actionable<Site>> = .object(
        "Site", "A place where an organisation works, as known now.",
        [
            .id("id") { $0.value.id },
            .id("organisation") { $0.value.organisation },
            .text("nameEnglish") { $0.value.nameEnglish },
            .text("nameLocal") { $0.value.nameLocal },
            .text("address") { $0.value.address },
            .part("province", .text) { $0.value.latest.province },
            .text("isic") { $0.value.latest.isic },
            .wholeOrNull("employees") { $0.value.latest.employees },
            .textOrNull("zone") { $0.value.latest.zone },
            .dateOrNull("openedOn") { $0.value.openedOn },
            .dateOrNull("closedOn") { $0.value.closedOn },
            .whole("version") { $0.value.version },
            .actions(),
        ])

    static let row: Shape<RegistryList.Row> = .object(
        "RegistryRow", "An organisation in the registry's list.",
        [
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .list("profiles", .choice(ChainProfile.self)) { $0.organisation.profiles.sorted() },
            .choice("status") { $0.organisation.status },
            .list("provinces", .text, "Codes of the provinces in which it has sites.") { $0.provinces },
            .whole("permitsInForce") { $0.permitsInForce },
        ])

    static let list: Shape<Page> = .object(
        "RegistryList", "Organisations as far as you see them.",
        [
            .list("organisations", row) { $0.list.rows },
            .textOrNull("next") { $0.next },
        ])

    private static let place: Shape<OrganisationPage.Place> = .object(
        "Place", "A site in the public part of the registry.",
        [
            .id("site") { $0.site },
            .text("nameEnglish") { $0.nameEnglish },
            .text("nameLocal") { $0.nameLocal },
            .text("province") { $0.province },
        ])

    static let organisation: Shape<Whole> = .object(
        "Organisation", "What the registry tells about an organisation: all to whoever may read it whole, else the public part.",
        [
            .id("id") { $0.page.organisation.id },
            .textOrNull("registrationNumber", "Null in the public part.") { $0.page.isWhole ? $0.page.organisation.registrationNumber : nil },
            .text("nameEnglish") { $0.page.organisation.nameEnglish },
            .text("nameLocal") { $0.page.organisation.nameLocal },
            .part("country", Shape<Country>(.choice(Country.self)) { .text($0.rawValue) }) { $0.page.organisation.country },
            .list("profiles", .choice(ChainProfile.self)) { $0.page.organisation.profiles.sorted() },
            .textOrNull("mandate", "Of authorities.") { $0.page.organisation.mandate?.text },
            .choice("status") { $0.page.organisation.status },
            .dateOrNull("openedOn") { $0.page.organisation.openedOn },
            .dateOrNull("closedOn") { $0.page.organisation.closedOn },
            .whole("version") { $0.page.organisation.version },
            .choiceOrNull("enteredAtStop", "How a firm stands that a driver entered at a stop of a round; null for all others.") {
                $0.page.organisation.stopStanding
            },
            .flag("whole", "False in the public part.") { $0.page.isWhole },
            .list("places", place) { $0.page.places },
            .list("sites", site, "Empty in the public part.") { $0.sites },
            .list("permits", permit, "Those in force first.") { $0.page.permits },
            .list("may", .choice(Action.self), "What your roles let you do in the firm and its province.") { value in
                value.page.actions.sorted { $0.rawValue < $1.rawValue }
            },
            .list("actions", NextAction.shape, "What this token may do now.") { $0.actions },
        ])
}

extension Site {
    /// The change that is to come included.
    fileprivate var latest: SiteAttributes { attributes[attributes.count - 1] }
}
