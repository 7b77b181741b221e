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
        let seen = try await api.get("/claims/\(claim.id)", as: .department)
        #expect(seen.json["claim"]?["actions"]?.list?.first?["action"] == "answer" && claim.json["actions"] == [], "\(seen.json)")
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

    /// A collection centre's own system writes a note down for a small firm that has nobody who signs in.
    private func inAnothersName(_ api: APICountry) async throws {
        let firm = try await api.country.importFirm("Chbar Ampov Tailoring", number: "KH 802", province: "12")
        let name = ["On-Behalf-Of": firm.organisation.description, "Idempotency-Key": "small-1"]
        let load = JSON.object(
            (api.load("14", to: .collector).members ?? []).map { $0.name == "senderSite" ? .of($0.name, .text(firm.site.description)) : $0 })
        #expect(try await api.post("/notes", load, as: .collector).status == 422, "not in one's own name")
        let made = try await api.post("/notes", load, as: .collector, headers: name)
        #expect(made.status == 201 && made.json["state"] == "draft", "\(made.json)")
        let again = try await api.post("/notes", load, as: .collector, headers: name)
        #expect(again.id == made.id && again.web.header("Idempotent-Replayed") == "true")
        let acts = try await api.get("/entered-for-others", as: .collector)
        #expect(acts.json["acts"]?.list?.first?["act"]?["note"]?.text == made.id, "\(acts.json)")
        #expect(try await api.get("/notes", as: .collector, headers: name).codes == ["api.onBehalfElsewhere"])
        let large = ["On-Behalf-Of": api.country.organisation(.factory).description]
        #expect(try await api.post("/notes", api.load("3"), as: .collector, headers: large).status >= 403, "not for a firm that signs by itself")
        #expect(try await api.post("/notes", load, as: .haulier, headers: name).status >= 403, "a haulier helps nobody")
    }

    private func behalf(_ api: APICountry) async throws {
        try await inAnothersName(api)
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
        let ours = try await api.get("/entered-for-others?limit=1", as: .ministry)
        let entered = try #require(ours.json["acts"]?.list?.first?["act"], "\(ours.json)")
        #expect(entered["actions"] == [], "the word on it is the firm's")
        #expect(try await api.get("/entered-for-others/\(entered["id"]?.text ?? "")/code", as: .ministry).status == 200)
        let listed = try await api.get("/entered-in-your-name", as: .secondFactory)
        let act = try #require(listed.json["acts"]?.list?.first?["act"], "\(listed.json)")
        let answered = try await api.post(
            "/entered-in-your-name/\(act["id"]?.text ?? "")/answer", ["version": act["version"] ?? .null, "confirms": false, "words": "not ours"],
            as: .secondFactory)
        #expect(answered.json["state"] == "disputed", "\(answered.json)")
    }
}
