// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Stores

/// Small firms: how they come in, what others do in their names, how they merge, change hands and close.
extension DaysOfWork {
    /// A load of a small firm, signed by somebody of it.
    private func issued(from firm: (organisation: OrganisationID, site: SiteID), to plant: TestFirm = .plant) async throws -> Manifest {
        var form = form(grams(1_000...90_000), to: plant)
        form.senderSite = firm.site.description
        return seen(try await platform.issue(form, id: nil, version: nil, key: nil, by: try await actor(for: firm.organisation)))
    }

    private func collected(_ note: Manifest) async throws -> Manifest {
        guard let shown = try await platform.signCode(for: note.id, by: try await actor(for: note.sender.organisation)) else { throw NoCodeToShow() }
        return seen(try await platform.sign(code: shown.code.text, plate: "2AB-1234", driverName: "Sok Dara", address: "10.0.0.7"))
    }

    func claim() async throws {
        let firm = try await newFirm()
        let code = try await country.letter(to: firm.organisation, by: .ministry)
        let phone = "012 " + String(100_000 + day)
        let claim = try await platform.claim(code: code.text, country.claimForm(phone: phone), language: .khmer, address: "a")
        try await refused("a letter used twice", { $0.standing != .missing }) {
            _ = try await platform.claim(code: code.text, country.claimForm(phone: "011 " + String(100_000 + day)), language: .khmer, address: "a")
        }
        let approves = !dice.once(in: 4)
        _ = try await platform.answerClaim(
            claim.id, version: claim.version, approves: approves, reason: approves ? "" : "no paper", by: country.actor(.ministry))
        if approves { _ = try await issued(from: firm) }
    }

    func merge() async throws {
        let (kept, gone) = (try await newFirm(), try await newFirm())
        for _ in 0..<2 {
            let note = try await issued(from: gone)
            if dice.once(in: 2) { _ = try await collected(note) }
        }
        _ = try await issued(from: kept)
        let versions = (survivor: try await organisation(kept.organisation).version, merged: try await organisation(gone.organisation).version)
        try await refused("a merge on a former version", { $0.standing == .conflict }) {
            try await platform.merge(
                gone.organisation, into: kept.organisation, reason: "one owner", versions: (survivor: versions.survivor, merged: versions.merged + 1),
                by: country.actor(.ministry))
        }
        try await platform.merge(gone.organisation, into: kept.organisation, reason: "one owner", versions: versions, by: country.actor(.ministry))
        // What was under way goes on in the survivor's name.
        _ = try await issued(from: (kept.organisation, gone.site))
    }

    func behalf() async throws {
        let firm = try await newFirm(province: "12")
        let entrant = country.actor(.collector).entering(for: try await organisation(firm.organisation).summary)
        var form = form(grams(1_000...90_000), to: .collector)
        form.senderSite = firm.site.description
        form.intended = "R13"
        var note = seen(try await platform.issue(form, id: nil, version: nil, key: nil, by: entrant))
        form.lines[0].waste = "150202"
        try await refused("hazardous waste in a small firm's name", { $0 is BehalfRefusal || $0.standing == .invalid }) {
            seen(try await platform.issue(form, id: nil, version: nil, key: nil, by: entrant))
        }
        guard let act = try await platform.enteredByUs(limit: 1, by: country.actor(.collector)).rows.first?.act else { throw NoCodeToShow() }
        let code = try await platform.confirmationCode(for: act.id, by: country.actor(.collector)).code
        if dice.once(in: 2) { note = try await collected(note) }
        let confirms = !dice.once(in: 3)
        _ = try await platform.answerBehalf(code: code.text, confirms: confirms, words: confirms ? "" : "not ours", address: "a")
        try await refused("a second answer", { $0.standing != .missing }) {
            _ = try await platform.answerBehalf(code: code.text, confirms: true, words: "", address: "a")
        }
        _ = try await kept(note.id)
    }

    /// A site is sold; while somebody counts on a load of the former owner, first that load.
    func transfer() async throws {
        let (former, owner) = (try await newFirm(), try await newFirm())
        let note = try await issued(from: former)
        func sell() async throws {
            let site = try await country.database.read { try RegistryStore($0).site(former.site) }
            _ = try await platform.transferSite(
                former.site, to: try await organisation(owner.organisation).registrationNumber, from: platform.today.description,
                permitsGoAlong: dice.once(in: 2), version: site?.version ?? 0, by: country.actor(.ministry))
        }
        try await refused("a sale with a note that others count on", { $0 is OwnershipRefusal }) { try await sell() }
        seen(try await platform.cancel(note.id, version: note.version, remark: "", by: try await actor(for: former.organisation)))
        try await sell()
        _ = try await issued(from: (owner.organisation, former.site))
    }

    func closing() async throws {
        let firm = try await newFirm()
        let waits = try await issued(from: firm)
        let leaves = try await collected(try await issued(from: firm))
        let version = try await organisation(firm.organisation).version
        try await platform.closeOrganisation(
            firm.organisation, lastDay: platform.today.description, version: version, by: country.actor(.ministry))
        if try await kept(waits.id).state != .cancelled { throw PlatformError.stale }
        _ = try await kept(leaves.id)
        try await refused("a load of a closed firm", { _ in true }) { _ = try await issued(from: firm) }
    }
}
