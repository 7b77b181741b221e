// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Identity
import Operations
import Testing

extension EveryRouteTests {
    /// A firm claimed with its letter, as other systems would do it.
    func onboarding(_ api: APICountry) async throws {
        let firm = try await api.country.importFirm("Prek Ho Sewing", number: "KH 900").organisation
        let made = try await api.post("/invitations", ["organisations": [.text(firm.description)]], as: .department)
        #expect(made.status == 201, "\(made.json)")
        let code = try #require(made.json["letters"]?.list?.first?["code"]?.text)
        let twice = try await api.post("/invitations", ["organisations": [.text(firm.description)]], as: .department)
        #expect(twice.json["left"]?.list?.first?["code"] == "claims.firmHasLetter", "\(twice.json)")
        #expect(try await api.get("/invitations/\(code)", as: nil).json["open"] == true)
        let form: JSON = [
            "displayName": "Chea Sophal", "phone": "012345678", "password": "green pond 27 lotus", "position": "owner", "mayAct": true,
        ]
        let claim = try await api.post("/invitations/\(code)", form, as: nil)
        #expect(claim.status == 201 && claim.json["state"] == "waiting", "\(claim.json)")
        #expect(try await api.get("/invitations/\(code)", as: nil).json["claim"] == "waiting")
        #expect(try await api.get("/claims", as: .department).json["claims"]?.list?.count == 1)
        let answered = try await api.post("/claims/\(claim.id)/answer", ["version": 1, "approves": true], as: .department)
        #expect(answered.json["state"] == "approved", "\(answered.json)")
        try await duplicates(api)
    }

    private func duplicates(_ api: APICountry) async throws {
        let one = try await api.country.importFirm("Krang Yov Weaving", number: "KH 910").organisation
        let two = try await api.country.importFirm("Krang Yov Weaving Ltd", number: "KH 911").organisation
        let three = try await api.country.importFirm("Krang Yov Weavings", number: "KH 912").organisation
        #expect(try await api.get("/duplicates", as: .department).json["pairs"]?.list?.count == 3)
        let kept = try await api.post("/organisations/\(one)/apart", ["other": .text(three.description)], as: .department)
        #expect(kept.json["other"]?.text == three.description, "\(kept.json)")
        let merged = try await api.post(
            "/organisations/\(one)/merge", ["version": 1, "merged": .text(two.description), "mergedVersion": 1], as: .department)
        #expect(merged.json["sites"]?.list?.count == 2, "\(merged.json)")
        #expect(try await api.get("/duplicates", as: .department).json["pairs"]?.list?.isEmpty == true)
        let site = try #require(merged.json["sites"]?.list?.first)
        let day = api.country.platform.today
        let closing = try await api.get("/organisations/\(one)/closing", as: .department)
        #expect(closing.json["needsSuccessor"] == false, "\(closing.json)")
        let sold = try await api.post(
            "/sites/\(site["id"]?.text ?? "")/transfer",
            ["version": site["version"] ?? .null, "owner": "KH 912", "from": .text(day.description)], as: .department)
        #expect(sold.json["organisation"]?.text == three.description, "\(sold.json)")
        try await behalf(api)
    }

    /// A collection centre's own system enters for a small firm, which confirms by its code.
    private func entering(_ api: APICountry) async throws {
        let firm = try await api.country.importFirm("Stung Meanchey Laundry", number: "KH 860", province: "12")
        let found = try await api.get("/firms-to-help?words=stung%20laundry", as: .collector)
        let site = try #require(found.json["firms"]?.list?.first?["site"]?.text, "\(found.json)")
        #expect(site == firm.site.description)
        func load(_ waste: String) -> JSON {
            [
                "senderSite": .text(site), "carrierSites": [.text(api.country.site(.haulier).description)],
                "receiverSite": .text(api.country.site(.collector).description), "intended": "R13",
                "lines": [["waste": .text(waste), "quantity": ["amount": "40", "unit": "kg"]]],
            ]
        }
        let address = "/organisations/\(firm.organisation)/entered-notes"
        #expect(try await api.post(address, load("150202"), as: .collector).codes == ["behalf.refusedHazardous"])
        #expect(try await api.post(address, load("040222"), as: .factory).status == 404)
        let drafted = try await api.post(address, load("040222"), as: .collector)
        #expect(drafted.status == 201 && drafted.json["act"]?["kind"] == "drafted" && drafted.json["noteState"] == "draft", "\(drafted.json)")
        let id = drafted.json["act"]?["id"]?.text ?? ""
        let issued = try await api.post("/entered-by-you/\(id)/issue", ["version": drafted.json["noteVersion"] ?? .null], as: .collector)
        #expect(issued.json["act"]?["kind"] == "issued" && issued.json["number"]?.text != nil, "\(issued.json)")
        #expect(try await api.get("/entered-by-you", as: .collector).json["acts"]?.list?.first?["act"]?["id"]?.text == id)
        #expect(try await api.get("/entered-by-you/\(id)/code", as: .factory).status == 404)
        let code = try await api.get("/entered-by-you/\(id)/code", as: .collector).json["code"]?.text ?? ""
        #expect(try await api.post("/confirmations/\(code)", ["confirms": true], as: nil).json["state"] == "confirmed")
        // An officer writes down and does not sign.
        var members = load("040222").members ?? []
        members.append(.of("issue", .bool(true)))
        let officer = try await api.post(address, .object(members), as: .ministry)
        #expect(officer.codes == ["behalf.refusedOfficerSigns"], "\(officer.json)")
    }

    private func behalf(_ api: APICountry) async throws {
        try await entering(api)
        let code = try await api.country.entered()
        let shown = try await api.get("/confirmations/\(code)", as: nil)
        #expect(shown.json["act"]?["state"] == "unconfirmed", "\(shown.json)")
        let silent = try await api.post("/confirmations/\(code)", ["confirms": false], as: nil)
        #expect(silent.status == 422 && silent.pointers == ["/words"], "\(silent.json)")
        #expect(try await api.post("/confirmations/\(code)", ["confirms": true], as: nil).json["state"] == "confirmed")
        // A small firm with people of its own finds it there and answers.
        let (platform, factory) = (api.country.platform, api.country.organisation(.secondFactory))
        let page = try await platform.sitePage(api.country.site(.secondFactory), by: api.country.actor(.secondFactory))
        var facts = SiteForm(page.site)
        facts.texts[.employees] = "5"
        try await platform.updateSite(page.site.id, to: facts, version: page.site.version, by: api.country.actor(.secondFactory))
        api.country.clock.advance(days: 2)
        let officer = api.country.actor(.ministry).entering(for: OrganisationSummary(id: factory, profiles: [.producer]))
        _ = try await platform.saveDraft(api.country.form("9", from: .secondFactory), id: nil, version: nil, by: officer)
        let listed = try await api.get("/entered-in-your-name", as: .secondFactory)
        let act = try #require(listed.json["acts"]?.list?.first?["act"], "\(listed.json)")
        let answered = try await api.post(
            "/entered-in-your-name/\(act["id"]?.text ?? "")/answer", ["version": act["version"] ?? .null, "confirms": false, "words": "not ours"],
            as: .secondFactory)
        #expect(answered.json["state"] == "disputed", "\(answered.json)")
    }
}
