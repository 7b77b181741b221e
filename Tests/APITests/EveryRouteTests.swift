// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Foundation
import Identity
import Operations
import Testing

/// Every route, used as other systems would use it; each answer is held against the document on its way.
struct EveryRouteTests {
    @Test("Every route answers with success at least once in an ordinary week, and every answer fits its schema")
    func everyRoute() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            try await api.country.everyday()
            try await wholeWay(api)
            try await otherWays(api)
            try await collectionRound(api)
            try await lists(api)
            try await wastes(api)
            try await rulings(api)
            try await calculations(api)
            try await book(api)
            try await registry(api)
            try await people(api)
            try await records(api)
            try await paperFromStock(api)
            try await papers(api)
            try await onboarding(api)
            try await arrangements(api)
            try await readings(api)
            try await erasing(api)
            try await rules(api)
            try await sealing(api)
            try await classifications(api)
            try await discharge(api)
            try await ReturnSteps.all(api)
            try await ReturnSteps.counting(api)
            try await EmissionSteps.all(api)
            try await PipeSteps.all(api)
            let succeeded = api.succeeded.withLock { $0 }
            // A bundle needs more than a thousand origins in one lot.
            #expect(Set(APIRoutes.all.map(\.name)).subtracting(succeeded) == ["readBundle"])
        }
    }

    /// An officer's own system corrects a site's province, and asks for figures as they were known.
    private func classifications(_ api: APICountry) async throws {
        let path = "/sites/\(api.country.site(.factory))/classification"
        let page = try await api.get(path, as: .ministry)
        let row = try #require(page.json["rows"]?.list?.first)
        let other = row["province"] == "12" ? "08" : "12"
        let asked: [JSON.Member] = [
            .of("version", .whole(page.version)), .of("from", row["from"] ?? .null), .of("reason", "Licence 12/2026"), .of("province", .text(other)),
        ]
        let preview = try await api.post(path + "/preview", .object(asked + [.of("kind", "correction")]), as: .ministry)
        #expect(preview.json["flows"]?.list?.contains { $0["by"] == "province" && $0["figure"] == "generated" } == true, "\(preview.json)")
        let corrected = try await api.post(path + "/correction", .object(asked), as: .ministry)
        #expect(corrected.json["changes"]?.list?.first?["reason"] == "Licence 12/2026", "\(corrected.json)")
        #expect(try await api.post(path + "/correction", .object(asked), as: .ministry).status == 409)
        let change: [JSON.Member] = [
            .of("version", .whole(corrected.version)), .of("from", .text(api.country.platform.today.description)), .of("reason", "New hall"),
            .of("isic", "1520"),
        ]
        #expect(try await api.post(path + "/change", .object(change), as: .factory).status >= 403)
        #expect(try await api.post(path + "/change", .object(change), as: .ministry).json["rows"]?.list?.count == 3)
        let month = api.country.platform.today.month
        let known = try await api.get(
            "/sites/\(api.country.site(.plant))/known?from=\(month)&until=\(month)&on=\(api.country.platform.today)", as: .plant)
        #expect(known.json["sums"]?.list?.allSatisfy { $0["thenGrams"] == $0["nowGrams"] } == true, "\(known.json)")
        #expect(try await api.get("/nation?from=\(month)&until=\(month)&known=\(month)", as: .ministry).codes == ["known.notEnded"])
        let ended = month.adding(months: -1)
        let then = try await api.get("/nation?from=\(ended)&until=\(month)&known=\(ended)", as: .ministry)
        #expect(then.json["known"]?.text == ended.description && then.json["now"]?.list?.isEmpty == false, "\(then.json)")
        let later = try await api.get("/nation/fates?from=\(ended)&until=\(month)&known=\(ended)&later=true&figure=generated", as: .ministry)
        #expect((later.json["totalGrams"]?.whole ?? 0) < 0, "\(later.json)")
    }

    private func wholeWay(_ api: APICountry) async throws {
        let draft = try await api.post("/notes", api.load("1.234"))
        #expect(draft.status == 201 && draft.json["declaredGrams"] == 1234)
        var members = api.load("1240").members ?? []
        members.removeAll { $0.name == "issue" }
        let edited = try await api.post("/notes/\(draft.id)/draft", .object(members + [.of("version", .whole(draft.version))]))
        let issued = try await api.step("issue", edited, as: .factory)
        let code = try await api.get("/notes/\(issued.id)/sign-code").json["code"]?.text ?? ""
        _ = try await api.get("/sign-codes/\(code)", as: nil)
        _ = try await api.post("/sign-codes/\(code)", ["plate": "2AB-1234", "driverName": "Sok Dara"], as: nil)
        let onTheWay = try await api.get("/notes/\(issued.id)", as: .plant)
        let arrived = try await api.step("arrive", onTheWay, as: .plant)
        let weighed = try await api.step("weigh", arrived, [.of("quantity", ["amount": "1.23", "unit": "t"])], as: .plant)
        #expect(weighed.json["lines"]?.list?.first?["weighedGrams"] == 1_230_000)
        let decided = try await api.step(
            "decide", weighed, [.of("accepted", [["grams": 1_000_000]]), .of("refusal", "contaminated")], as: .plant)
        #expect(decided.json["acceptedGrams"] == 1_000_000 && decided.json["children"]?.list?.count == 1)
        let residue: JSON = ["waste": "190501", "quantity": ["amount": "10", "unit": "kg", "method": "estimated"]]
        let treated = try await api.step(
            "treat", decided, [.of("code", "R3"), .of("quantity", ["amount": "0.4", "unit": "t"]), .of("residues", [residue])], as: .plant)
        #expect(treated.json["treatments"]?.list?.first?["grams"] == 400_000, "\(treated.json)")
        #expect(treated.json["heldGrams"] == 600_000)
        let number = treated.json["number"]?.text ?? ""
        #expect(try await api.get("/notes/by-number/\(number)").id == issued.id)
        #expect(try await api.get("/notes/\(issued.id)/history").json["lines"]?.list?.first?["means"] == "token")
        #expect(try await api.get("/notes/\(issued.id)/entries?limit=2").json["next"]?.text?.contains("after=") == true)
        _ = try await api.get("/notes?state=accepted&role=receiver", as: .plant)
        #expect(try await api.get("/notes/\(issued.id)/fates").json["lines"]?.list?.first?["fates"]?.list?.isEmpty == false)
        #expect(try await api.get("/today", as: .plant).json["duties"]?.list?.isEmpty == false)
        let month = api.country.platform.today.month
        let nation = try await api.get("/nation?from=\(month)&until=\(month)", as: .ministry)
        let generated = nation.json["figures"]?.list?.first { $0["group"] == "generated" }
        #expect((generated?["grams"]?.whole ?? 0) > 1_000_000, "\(nation.json)")
        #expect(try await api.get("/nation?from=2024-01&until=2027-02", as: .ministry).codes == ["api.outOfRange"])
    }

    private func collectionRound(_ api: APICountry) async throws {
        func site(_ firm: TestFirm) -> JSON { .text(api.country.site(firm).description) }
        func plan(_ stops: [JSON]) -> JSON {
            [
                "carrierSite": site(.haulier), "receiverSite": site(.plant), "intended": "R3", "wastes": ["040222"], "plate": "2AB-1", "driver": "Sok Dara",
                "senderSites": .list(stops),
            ]
        }
        let planned = try await api.post("/rounds", plan([site(.factory), site(.secondFactory)]), as: .haulier)
        #expect(planned.status == 201 && planned.json["ahead"]?.list?.count == 2)
        let code = try await api.get("/rounds/\(planned.id)/code", as: .haulier).json["code"]?.text ?? ""
        #expect(try await api.get("/rounds/\(planned.id)/code", as: .plant).status == 404)
        _ = try await api.get("/round-codes/\(code)", as: nil)
        #expect(try await api.get("/round-codes/\(code)/senders?words=lotus", as: nil).json["senders"]?.list?.count == 1)
        let stop: JSON = ["senderSite": site(.factory), "kilograms": "1.234", "signer": "Chan Thida", "key": "one"]
        _ = try await api.post("/round-codes/\(code)/stops", stop, as: nil)
        let again = try await api.post("/round-codes/\(code)/stops", stop, as: nil)
        #expect(again.json["notes"]?.list?.count == 1 && again.json["loadedGrams"] == 1234)
        let skip: JSON = ["senderSite": site(.secondFactory), "reason": "closed"]
        _ = try await api.post("/round-codes/\(code)/skips", skip, as: nil)
        let second = try await api.post(
            "/rounds/\(planned.id)/stops", ["senderSite": site(.collector), "containers": 3, "kilogramsEach": "2", "signer": "Kim Ly"], as: .haulier)
        #expect(second.status == 201 && second.json["declaredGrams"] == 6000)
        var round = try await api.get("/rounds/\(planned.id)", as: .plant)
        #expect(round.json["actions"]?.list?.compactMap { $0["action"]?.text } == ["arrive"], "\(round.json)")
        #expect(second.json["actions"] != nil)
        #expect(round.json["stops"]?.list?.count == 2 && round.json["skipped"]?.list?.count == 1)
        round = try await api.post("/rounds/\(planned.id)/arrive", ["version": .whole(round.version)], as: .plant)
        round = try await api.post(
            "/rounds/\(planned.id)/weigh", ["version": .whole(round.version), "quantity": ["amount": "7.001", "unit": "kg"]], as: .plant)
        let shares = round.json["stops"]?.list?.compactMap { $0["sharedGrams"]?.whole } ?? []
        #expect(shares.count == 2 && shares.reduce(0, +) == 7001)
        round = try await api.post(
            "/rounds/\(planned.id)/decide",
            ["version": .whole(round.version), "acceptedGrams": 7000, "refusal": "contaminated", "discrepancy": "scaleDifference"], as: .plant)
        #expect(round.json["state"] == "decided" && round.json["acceptedGrams"] == 7000)
        try await newFirms(api, plan([site(.factory)]))
        let other = try await api.post("/rounds", plan([site(.factory)]), as: .haulier)
        _ = try await api.post("/rounds/\(other.id)/skips", ["senderSite": site(.factory), "reason": "noAccess"], as: .haulier)
        let seen = try await api.get("/rounds/\(other.id)", as: .haulier)
        _ = try await api.post("/rounds/\(other.id)/cancel", ["version": .whole(seen.version)], as: .haulier)
        #expect(try await api.get("/rounds", as: .haulier).json["rounds"]?.list?.count == 3)
    }

    private func otherWays(_ api: APICountry) async throws {
        let collector: JSON = .text(api.country.site(.collector).description)
        let cancelled = try await api.step("cancel", try await api.issued("75"), [.of("remark", "wrong day")], as: .factory)
        #expect(cancelled.json["state"] == "cancelled")
        var note = try await api.step("carriers", try await api.issued("300"), [.of("carrierSites", [collector])], as: .factory)
        note = try await api.step("take-over", note, [.of("plate", "2AB-1")], as: .collector)
        note = try await api.step("store", note, [.of("site", collector)], as: .collector)
        note = try await api.step("leave-storage", note, [.of("carrierSite", collector), .of("plate", "2AB-2")], as: .collector)
        note = try await api.step(
            "loss", note, [.of("kind", "spilled"), .of("place", "Road 4"), .of("position", ["latitude": .number("11.5"), "longitude": 104])], as: .collector)
        #expect(note.json["loss"]?["position"]?["longitude"] == .number("104.0"))
        note = try await api.step("loss-decision", note, [.of("found", true)], as: .ministry)
        note = try await api.step(
            "corrections", note,
            [.of("figure", "declared"), .of("line", 0), .of("quantity", ["amount": "310", "unit": "kg"]), .of("reason", "scale")], as: .factory)
        let waiting = note.json["correction"]?["waitingFor"]?.list?.compactMap(\.text) ?? []
        let answering = try #require(TestFirm.allCases.first { waiting.contains(api.country.organisation($0).description) })
        note = try await api.step("correction-answer", note, [.of("approves", false)], as: answering)
        #expect(note.json["corrections"]?.list?.first?["outcome"] == "refused")

        let driver = try await api.post("/driver-codes", ["label": "Sok"], as: .haulier)
        let signed = try await api.post(
            "/notes/\(try await api.issued("80").id)/driver-signature", ["driverCode": driver.json["code"] ?? .null, "plate": "2AB-9"])
        #expect(signed.json["signatures"]?.list?.last?["means"] == "driverCode")
        let bulk = try await api.post("/notes/bulk", ["notes": [api.load("5", issue: true), api.load("6")]])
        #expect(bulk.json["done"] == 2)
        let first = try #require(bulk.json["results"]?.list?.first?["note"])
        let signature: JSON = ["note": first["id"] ?? .null, "step": "takeOver", "version": first["version"] ?? .null, "plate": "2AB-3"]
        #expect(try await api.post("/signatures/bulk", ["signatures": [signature]], as: .haulier).json["done"] == 1)
    }

    private func lists(_ api: APICountry) async throws {
        _ = try await api.get("/openapi.json", as: nil)
        #expect(try await api.get("/me").json["scopes"]?.list?.isEmpty == false)
        let codes = try await api.get("/lists/waste-codes?limit=3", as: nil)
        let next = try #require(codes.json["next"]?.text)
        let more = try await api.get(String(next.dropFirst("/api/v1".count)), as: nil)
        #expect(more.json["codes"]?.list?.first != codes.json["codes"]?.list?.first)
        #expect(try await api.get("/lists/waste-codes?words=textile", as: nil).json["codes"]?.list?.isEmpty == false)
        for list in ["treatments", "units", "provinces"] { _ = try await api.get("/lists/\(list)", as: nil) }
        #expect(try await api.get("/licences?waste=040222", as: nil).json["firms"]?.list?.isEmpty == false)
        let month = api.country.platform.today.month
        let register = try await api.get("/registers/incoming?from=\(month)&until=\(month)&limit=1", as: .plant)
        #expect(register.json["next"]?.text != nil)
    }

    private func book(_ api: APICountry) async throws {
        let site = api.country.site(.collector)
        _ = try await api.get("/book", as: .collector)
        _ = try await api.get("/sites/\(site)/book", as: .collector)
        _ = try await api.get("/sites/\(site)/accounts?compartment=held&waste=040222", as: .collector)
        let lots = try await api.get("/sites/\(site)/lots", as: .collector)
        let lot = try #require(lots.json["lots"]?.list?.first { ($0["availableGrams"]?.whole ?? 0) > 3 })
        _ = try await api.get("/accounts/\(lot["account"]?.text ?? "")", as: .collector)
        let split = try await api.post("/sites/\(site)/lots", ["draws": [["account": lot["account"] ?? .null, "grams": 3]]], as: .collector)
        #expect(split.status == 201, "\(split.json)")
        let made = try await api.get("/lots/\(split.json["lot"]?.text ?? "")", as: .collector)
        #expect(made.json["totalGrams"] == 3)
        #expect(try await api.get("/bundles/12", as: .collector).status == 404)
    }

    private func registry(_ api: APICountry) async throws {
        let factory = api.country.organisation(.secondFactory)
        _ = try await api.get("/organisations?profile=producer", as: .ministry)
        let whole = try await api.get("/organisations/\(factory)", as: .secondFactory)
        let renamed = try await api.post(
            "/organisations/\(factory)/names", ["version": .whole(whole.version), "nameEnglish": "Kirirom Shoes"], as: .secondFactory)
        #expect(renamed.json["nameEnglish"] == "Kirirom Shoes", "\(renamed.json)")
        let stale = try await api.post(
            "/organisations/\(factory)/names", ["version": .whole(whole.version), "nameEnglish": "Other"], as: .secondFactory)
        #expect(stale.status == 409 && stale.json["version"] == renamed.json["version"])
        let facts: [JSON.Member] = [.of("nameEnglish", "Yard"), .of("province", "12"), .of("isic", "1520")]
        let site = try await api.post("/organisations/\(factory)/sites", .object(facts), as: .secondFactory)
        #expect(site.status == 201, "\(site.json)")
        _ = try await api.get("/sites/\(site.id)", as: .secondFactory)
        let moved = try await api.post(
            "/sites/\(site.id)", .object(facts + [.of("version", .whole(site.version)), .of("employees", "12")]), as: .secondFactory)
        #expect(moved.json["employees"] == 12, "\(moved.json)")
        let permit = try await api.post(
            "/organisations/\(api.country.organisation(.plant))/permits",
            [
                "number": "P-9", "issuedBy": "Ministry", "wastes": ["04*"], "treatments": ["R3"], "yearlyCapacityTonnes": "1.234", "validFrom": "2026-01-01",
                "source": "gazette",
            ], as: .ministry)
        #expect(permit.json["yearlyCapacityGrams"] == 1_234_000, "\(permit.json)")
        let registration: JSON = [
            "registrationNumber": "KH00999", "nameEnglish": "New Mill", "province": "12", "isic": "1410", "profiles": ["producer"], "address": "Street 9",
            "displayName": "Sok", "signInName": "new.mill",
        ]
        let pending = try await api.post("/organisations", registration, as: nil)
        #expect(pending.status == 201, "\(pending.json)")
        let organisation = pending.json["organisation"]?.text ?? ""
        let twice = try await api.post("/organisations", registration, as: nil)
        #expect(twice.status == 422 && twice.pointers.contains("/registrationNumber"), "\(twice.json)")
        let approved = try await api.post("/organisations/\(organisation)/approval", ["version": 1, "approves": true], as: .ministry)
        #expect(approved.json["status"] == "active")
        let file = "registration_number,name_en,country,province,isic,profiles\nKH00888,Old Mill,KH,12,1410,producer\nKH00889,No Sector,KH,12,9,producer\n"
        let imported = try await api.post("/organisations/import", ["csv": .text(file), "dryRun": true], as: .ministry)
        #expect(imported.json["faults"]?.list?.first?["column"] == "isic", "\(imported.json)")
        let closed = try await api.post(
            "/organisations/\(organisation)/closing",
            ["version": .whole(approved.version), "lastDay": .text(api.country.platform.today.description)], as: .ministry)
        #expect(closed.json["status"] == "closed", "\(closed.json)")
    }

    private func people(_ api: APICountry) async throws {
        let invited = try await api.post(
            "/people", ["displayName": "Chan Vy", "signInName": "chan.vy", "roles": ["preparer"]], as: .haulier)
        #expect(invited.status == 201, "\(invited.json)")
        let person = invited.json["person"]?.text ?? ""
        _ = try await api.get("/people", as: .haulier)
        _ = try await api.post("/people/\(person)/roles", ["roles": ["signer"]], as: .haulier)
        _ = try await api.post("/people/\(person)/reset-code", [:], as: .haulier)
        let elsewhere = try await api.post(
            "/organisations/\(api.country.organisation(.haulier))/reset-code", ["signInName": .text(TestFirm.haulier.signInName)], as: .ministry)
        #expect(elsewhere.status == 201 && elsewhere.json["code"]?.text?.isEmpty == false, "\(elsewhere.json)")
        let codes = try await api.get("/driver-codes", as: .haulier)
        let code = try #require(codes.json["codes"]?.list?.first?["id"]?.text)
        _ = try await api.post("/driver-codes/\(code)/revoke", [:], as: .haulier)
        let day = api.country.platform.today
        let lent = try await api.post(
            "/delegations",
            [
                "role": "preparer", "registrationNumber": "KH00200005", "validFrom": .text(day.description),
                "validUntil": .text(day.adding(days: 9).description),
            ], as: .haulier)
        #expect(lent.status == 201, "\(lent.json)")
        _ = try await api.get("/delegations", as: .haulier)
        _ = try await api.post("/delegations/\(lent.id)/end", [:], as: .haulier)
    }

    private func arrangements(_ api: APICountry) async throws {
        func site(_ firm: TestFirm) -> JSON { .text(api.country.site(firm).description) }
        let paper: [UInt8] = Array("%PDF-1.4 signed".utf8)
        let proposal: [JSON.Member] = [
            .of("senderSite", site(.factory)), .of("carrierSite", site(.haulier)), .of("receiverSite", site(.plant)), .of("wastes", ["040222"]),
            .of("treatment", "R3"), .of("yearly", ["amount": "1.5", "unit": "t"]),
            .of("validUntil", .text(api.country.platform.today.adding(days: 200).description)),
        ]
        let unfit = try await api.post("/arrangements", .object(proposal.map { $0.name == "wastes" ? .of("wastes", ["040222", "999999"]) : $0 }))
        #expect(unfit.status == 422 && unfit.pointers == ["/wastes/1"], "\(unfit.json)")
        let document = JSON.Member.of("document", .text(Data(paper).base64EncodedString()))
        let proposed = try await api.post("/arrangements", .object(proposal + [document]))
        #expect(proposed.status == 201 && proposed.json["yearlyGrams"] == 1_500_000, "\(proposed.json)")
        let waiting = try await api.get("/arrangements?part=mine&limit=1", as: .haulier).json["arrangements"]?.list?.first
        #expect(waiting?["id"]?.text == proposed.id)
        #expect(waiting?["actions"]?.list?.compactMap { $0["action"]?.text } == ["agree", "decline"])
        let version: JSON = ["version": .whole(proposed.version)]
        let agreed = try await api.post("/arrangements/\(proposed.id)/agree", version, as: .haulier)
        let stale = try await api.post("/arrangements/\(proposed.id)/agree", version, as: .plant)
        #expect(stale.status == 409 && stale.json["version"] == agreed.json["version"], "\(stale.json)")
        let inForce = try await api.post("/arrangements/\(proposed.id)/agree", ["version": .whole(agreed.version)], as: .plant)
        #expect(inForce.json["standing"] == "inForce" && inForce.json["waitingFor"] == [])
        let own = try await api.get("/arrangements/\(proposed.id)")
        #expect(own.json["actions"]?.list?.compactMap { $0["action"]?.text } == ["end", "draftNote"], "\(own.json)")
        let line: JSON = ["waste": "040222", "quantity": ["amount": "0.4", "unit": "t"]]
        let note = try await api.post("/arrangements/\(proposed.id)/notes", ["lines": [line], "issue": true])
        #expect(note.json["state"] == "issued" && note.json["arrangement"]?.text == proposed.id, "\(note.json)")
        #expect(try await api.get("/arrangements/\(proposed.id)").json["leftGrams"] == 1_100_000)
        #expect(try await api.get("/arrangements/\(proposed.id)/notes").json["notes"]?.list?.map { $0["id"]?.text } == [note.id])
        let kept = try await api.get("/arrangements/\(proposed.id)/document", as: .plant)
        #expect(kept.json["content"]?.text == Data(paper).base64EncodedString() && kept.json["mediaType"] == "application/pdf")
        let ended = try await api.post(
            "/arrangements/\(proposed.id)/end", ["version": .whole(inForce.version), "reason": "line closed"], as: .plant)
        #expect(ended.json["signatures"]?.list?.last?["reason"] == "line closed" && ended.json["actions"] == [])
        let second = try await api.post("/arrangements", .object(proposal))
        let declined = try await api.post(
            "/arrangements/\(second.id)/decline", ["version": .whole(second.version), "reason": "too little"], as: .plant)
        #expect(declined.json["standing"] == "declined")
        // A stranger learns nothing, and a list is paged by key.
        #expect(try await api.get("/arrangements/\(second.id)", as: .secondFactory).status == 404)
        let first = try await api.get("/arrangements?limit=1")
        #expect(first.json["arrangements"]?.list?.first?["id"]?.text == second.id)
        let next = try #require(first.json["next"]?.text)
        #expect(try await api.get(String(next.dropFirst("/api/v1".count))).json["arrangements"]?.list?.first?["id"]?.text == proposed.id)

        let sold = try await api.post(
            "/notes/sales",
            [
                "senderSite": site(.factory), "lines": [["waste": "040222", "quantity": ["amount": "20", "unit": "kg"]]], "buyerKind": "scrapDealer",
                "buyerName": "Ta Sok", "buyerPlace": "Phsar Thmei",
            ])
        #expect(sold.status == 201 && sold.json["buyer"]?["name"] == "Ta Sok", "\(sold.json)")
        let photo = Data([0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 2, 3]).base64EncodedString()
        let onTheWay = try await api.step("take-over", try await api.issued("60"), [.of("plate", "2AB-7")], as: .haulier)
        let lost = try await api.step("loss", onTheWay, [.of("kind", "stolen"), .of("photo", .text(photo))], as: .haulier)
        let digest = try #require(lost.json["loss"]?["photo"]?.text)
        #expect(try await api.get("/notes/\(lost.id)/photos/\(digest)").json["content"]?.text == photo)
        #expect(try await api.get("/notes/\(sold.id)/photos/\(digest)").status == 404)
    }
}
