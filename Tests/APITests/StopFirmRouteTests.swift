// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Operations
import Testing

extension EveryRouteTests {
    /// Stops at firms of no register, and another code.
    func newFirms(_ api: APICountry, _ plan: JSON) async throws {
        let round = try await api.post("/rounds", .object((plan.members ?? []) + [.of("containerKilograms", "2.5")]), as: .haulier)
        #expect(round.json["containerGrams"] == 2500)
        let code = try await api.get("/rounds/\(round.id)/code", as: .haulier).json["code"]?.text ?? ""
        #expect(try await api.get("/round-codes/\(code)/senders?words=kirirom", as: nil).json["senders"]?.list?.count == 1)
        let shop: JSON = ["name": "Kirirom Footwear", "province": "08", "containers": 4, "signer": "Kim Ly", "key": "n1"]
        let likely = try await api.post("/round-codes/\(code)/new-stops", shop, as: nil)
        #expect(likely.status == 409 && likely.codes == ["round.likelyKnown"] && likely.pointers == ["/name"])
        let bad = try await api.post("/round-codes/\(code)/new-stops", ["name": "Prek Ho Mats", "province": "99", "signer": "Kim Ly"], as: nil)
        #expect(bad.status == 422 && Set(bad.pointers) == ["/province", "/kilograms"])
        let made = try await api.post(
            "/round-codes/\(code)/new-stops", ["name": "Prek Ho Mats", "province": "08", "place": "Prek Ho", "containers": 4, "signer": "Kim Ly"], as: nil)
        #expect(made.json["loadedGrams"] == 10_000)
        let note = try await api.post(
            "/rounds/\(round.id)/new-stops", ["name": "Kirirom Footwear", "province": "08", "isNew": true, "kilograms": "3", "signer": "Kim Ly"], as: .haulier)
        #expect(note.status == 201)
        let seen = try await api.get("/rounds/\(round.id)", as: .haulier)
        #expect(seen.json["stops"]?.list?.compactMap { $0["senderEntered"]?.text } == ["waits", "waits"])
        let renewed = try await api.post("/rounds/\(round.id)/code", ["version": .whole(seen.version)], as: .haulier)
        #expect(renewed.json["codeRenewedAt"]?.text != nil)
        #expect(try await api.get("/round-codes/\(code)", as: nil).codes == ["round.codeRenewed"])
        let firm = try await api.get("/organisations?status=pendingApproval&words=prek", as: .department).json["organisations"]?.list?.first
        let id = firm?["organisation"]?["id"]?.text ?? ""
        let approved = try await api.post(
            "/organisations/\(id)/approval", ["version": 1, "approves": true, "registrationNumber": "KH 7002"], as: .department)
        #expect(approved.json["registrationNumber"] == "KH 7002" && approved.json["enteredAtStop"] == "approved")
    }
}
