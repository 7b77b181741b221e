// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// How small firms come in: entered from a list, written to, and claimed.
extension Teller {
    /// An officer who knows the firms of the capital.
    func officer(_ trade: Trade) -> Actor {
        guard let office = firms.first(where: { $0.trade == trade && (trade != .provincialOffice || $0.province == "12") }) else {
            preconditionFailure("There is an office of \(trade).")
        }
        return office.actor([.officer], on: platform.today)
    }

    mutating func enter(_ place: Int) async throws {
        let valid = try unclaimed[place].registration.validated(with: platform.registrationLookups)
        let made = try await platform.addOrganisation(valid, by: officer(.industry))
        unclaimed[place].organisation = made.organisation
        unclaimed[place].site = made.site
    }

    mutating func writeLetter(to place: Int) async throws {
        let batch = try await platform.makeInvitations(for: [unclaimed[place].organisation], again: false, by: officer(.provincialOffice))
        letters[place] = batch.letters.first?.code.text
    }

    func claim(_ place: Int) async throws {
        guard let code = letters[place], let owner = unclaimed[place].people.first else { throw PlatformError.notFound }
        var form = ClaimForm()
        form.displayName = owner.displayName
        form.phone = "012 700 8\(place)1"
        form.signInName = "claimant"
        form.password = DemoAccounts.password
        form.again = DemoAccounts.password
        form.position = Remarks.owner
        form.mayAct = true
        _ = try await platform.claim(code: code, form, language: .khmer, address: "demonstration")
    }

    /// A garment factory turns out to knit; what it generated counts in that industry since its first day.
    func correctIndustry() async throws {
        let sent = loads.reduce(into: [Int: Int]()) { $0[$1.sender, default: 0] += 1 }
        let knitter = firms.indices.filter { firms[$0].trade == .garment && firms[$0].demoFirm == nil && sent[$0, default: 0] > 0 }
            .min { (sent[$0, default: 0], $0) < (sent[$1, default: 0], $1) }
        guard let knitter else { return }
        let officer = officer(.industry)
        let page = try await platform.classificationPage(firms[knitter].site, by: officer)
        let form = ClassificationForm(
            kind: .correction, from: page.site.attributes[0].validFrom.description, reason: Remarks.knittedWear, texts: [.isic: "1430"])
        try await platform.correctSiteClassification(page.site.id, form, version: page.site.version, by: officer)
    }

    /// The collection centre writes down what it will fetch; the firm has a slip with a code and has not answered yet.
    mutating func enterFor(_ place: Int) async throws {
        let waste = "150102"
        guard let centre = firms.first(where: { $0.demoFirm == .collector }), let haulier = firms.first(where: { $0.demoFirm == .haulier }),
            let craft = centre.row.craft(for: waste)
        else { throw PlatformError.notFound }
        var line = NoteForm.Line()
        line.waste = waste
        line.amount = "46"
        var form = NoteForm()
        form.senderSite = unclaimed[place].site.description
        form.receiverSite = centre.site.description
        form.carrierSites = [haulier.site.description]
        form.intended = craft.treatment
        form.pickup = platform.today.adding(days: 2).description
        form.lines = [line]
        let entrant = centre.actor([.preparer], on: platform.today).entering(for: unclaimed[place].summary)
        entered.append(try await platform.issue(form, id: nil, version: nil, key: nil, by: entrant))
    }
}
