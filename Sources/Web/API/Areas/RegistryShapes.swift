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

    static let site: Shape<Site> = .object(
        "Site", "A place where an organisation works, as known now.",
        [
            .id("id") { $0.id },
            .id("organisation") { $0.organisation },
            .text("nameEnglish") { $0.nameEnglish },
            .text("nameLocal") { $0.nameLocal },
            .text("address") { $0.address },
            .part("province", .text) { $0.latest.province },
            .text("isic") { $0.latest.isic },
            .wholeOrNull("employees") { $0.latest.employees },
            .textOrNull("zone") { $0.latest.zone },
            .dateOrNull("openedOn") { $0.openedOn },
            .dateOrNull("closedOn") { $0.closedOn },
            .whole("version") { $0.version },
        ])

    private static let row: Shape<RegistryList.Row> = .object(
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

    static let organisation: Shape<OrganisationPage> = .object(
        "Organisation", "What the registry tells about an organisation: all to whoever may read it whole, else the public part.",
        [
            .id("id") { $0.organisation.id },
            .textOrNull("registrationNumber", "Null in the public part.") { $0.isWhole ? $0.organisation.registrationNumber : nil },
            .text("nameEnglish") { $0.organisation.nameEnglish },
            .text("nameLocal") { $0.organisation.nameLocal },
            .part("country", Shape<Country>(.choice(Country.self)) { .text($0.rawValue) }) { $0.organisation.country },
            .list("profiles", .choice(ChainProfile.self)) { $0.organisation.profiles.sorted() },
            .textOrNull("mandate", "Of authorities.") { $0.organisation.mandate?.text },
            .choice("status") { $0.organisation.status },
            .dateOrNull("openedOn") { $0.organisation.openedOn },
            .dateOrNull("closedOn") { $0.organisation.closedOn },
            .whole("version") { $0.organisation.version },
            .choiceOrNull("enteredAtStop", "How a firm stands that a driver entered at a stop of a round; null for all others.") {
                $0.organisation.stopStanding
            },
            .flag("whole", "False in the public part.") { $0.isWhole },
            .list("places", place) { $0.places },
            .list("sites", site, "Empty in the public part.") { $0.sites },
            .list("permits", permit, "Those in force first.") { $0.permits },
            .list("actions", .choice(Action.self), "What you may do to it by your roles.") { $0.actions.sorted { $0.rawValue < $1.rawValue } },
        ])
}

extension Site {
    /// The change that is to come included.
    fileprivate var latest: SiteAttributes { attributes[attributes.count - 1] }
}
