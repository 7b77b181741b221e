// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

extension TestCountry {
    /// A firm that an office imported: active, and nobody's.
    public func importFirm(
        _ name: String, local: String = "", number: String, province: String = "08", changes: [OrganisationRegistration.Field: String] = [:]
    ) async throws -> (organisation: OrganisationID, site: SiteID) {
        var texts: [OrganisationRegistration.Field: String] = [
            .registrationNumber: number, .nameEnglish: name, .nameLocal: local, .country: "KH", .province: province, .isic: "1410", .profiles: "producer",
            .employees: "9", .address: "Street 1", .district: "Ta Khmau", .commune: "Prek Ho",
        ]
        for (field, text) in changes { texts[field] = text }
        let valid = try OrganisationRegistration(texts).validated(with: platform.registrationLookups)
        let made = try await platform.addOrganisation(valid, by: operatorOfServer)
        return (made.organisation, made.site)
    }

    /// The code of a fresh letter to a firm.
    public func letter(to firm: OrganisationID, by officer: TestFirm = .department) async throws -> SpokenCode {
        let batch = try await platform.makeInvitations(for: [firm], again: true, by: actor(officer))
        guard let letter = batch.letters.first else { throw PlatformError.notFound }
        return letter.code
    }

    /// A draft that the collection centre enters in a small firm's name; the code by which the firm confirms it.
    public func entered() async throws -> String {
        let firm = try await importFirm("Boeng Trabaek Tailoring", number: "KH 801", province: "12")
        let entrant = actor(.collector).entering(for: OrganisationSummary(id: firm.organisation, profiles: [.producer]))
        var form = form("12", to: .collector)
        form.senderSite = firm.site.description
        _ = try await platform.saveDraft(form, id: nil, version: nil, by: entrant)
        guard let act = try await platform.enteredByUs(limit: 1, by: actor(.collector)).rows.first?.act else { throw NoCodeToShow() }
        return try await platform.confirmationCode(for: act.id, by: actor(.collector)).code.text
    }

    /// A firm of the capital that was entered twice, and a claim to one of the two that waits for the ministry.
    public func enteredTwice() async throws {
        let one = try await importFirm("Tuol Kork Printing", number: "KH 802", province: "12").organisation
        _ = try await importFirm("Tuol Kork Printing Co., Ltd", number: "KH 803", province: "12")
        let letter = try await letter(to: one, by: .ministry)
        _ = try await platform.claim(code: letter.text, claimForm(phone: "011 222 333", name: "Keo Dara"), language: .khmer, address: "office")
    }

    /// What a claimant fills in.
    public func claimForm(phone: String = "012 345 678", name: String = "Chea Sophal") -> ClaimForm {
        var form = ClaimForm()
        form.displayName = name
        form.phone = phone
        form.password = "green pond 27 lotus"
        form.again = form.password
        form.position = "owner"
        form.mayAct = true
        return form
    }
}
