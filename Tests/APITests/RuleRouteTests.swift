// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Identity
import Operations
import Testing

extension EveryRouteTests {
    /// Figures of rules, lists and sentences, as an officer's own system changes them.
    func rules(_ api: APICountry) async throws {
        func figure(_ answer: APICountry.Answer, _ scope: JSON) -> JSON? {
            answer.json["policies"]?.list?.first { $0["key"] == "weightTolerance" && $0["scope"] == scope && $0["inForce"] == true }
        }
        _ = try await api.get("/policies", as: nil)
        let before = try await api.get("/policies", as: .ministry)
        #expect(figure(before, "hazardous")?["unit"] == "percent")
        let today: JSON = .text(api.country.platform.today.description)
        let change: [JSON.Member] = [
            .of("scope", "hazardous"), .of("value", "3.125"), .of("standing", "official"), .of("source", "Prakas 7, article 2"), .of("validFrom", today),
        ]
        #expect(try await api.post("/policies/weightTolerance", .object(change), as: .factory).status == 403)
        let after = try await api.post("/policies/weightTolerance", .object(change), as: .ministry)
        #expect(figure(after, "hazardous")?["value"] == "3.125" && figure(after, "non_hazardous") == figure(before, "non_hazardous"), "\(after.json)")
        let far = try await api.post(
            "/policies/weightTolerance", .object(change.map { $0.name == "value" ? .of("value", "101") : $0 }), as: .ministry)
        #expect(far.status == 422 && far.pointers == ["/value"], "\(far.json)")
        let head = "country,waste_class,key,value,standing,source,valid_from\n"
        let row = "KH,040222,weightTolerance,0.02,official,Prakas 8,\(api.country.platform.today)\n"
        let loaded = try await api.post("/policies/import", ["csv": .text(head + row)], as: .ministry)
        #expect(figure(loaded, "040222")?["value"] == "2", "\(loaded.json)")
        let faulty = try await api.post("/policies/import", ["csv": .text(head + row.replacing("0.02", with: "two"))], as: .ministry)
        #expect(faulty.status == 422 && faulty.pointers == ["/csv"], "\(faulty.json)")

        let editions = try await api.get("/lists/editions", as: nil)
        #expect(editions.json["editions"]?.list?.contains { $0["list"] == "waste_codes.csv" && $0["validThrough"] == .null } == true)
        let names: JSON = [
            "list": "waste_code_names.csv", "source": "a native reader",
            "csv": "code,language,name,synonyms,status,reviewer,reviewed_on\n040222,en,Cloth offcuts of a test,,unofficial,,\n",
        ]
        let corrected = try await api.post("/lists/editions", names, as: .ministry)
        #expect(corrected.status == 200, "\(corrected.json)")
        let old = try await api.post(
            "/lists/editions",
            ["list": "treatment_codes.csv", "edition": "x", "validFrom": "1990-01-01", "source": "s", "confidence": "low", "csv": "code\n"], as: .ministry)
        #expect(old.status == 422 && old.pointers.contains("/csv"), "\(old.json)")

        #expect(try await api.get("/wording", as: .ministry).status == 403, "correcting sentences is an editor's part")
        let country = api.country
        try await country.platform.setRoles(
            [.administrator, .officer, .editor], of: country.person(.ministry), in: country.organisation(.ministry), by: country.actor(.ministry))
        let wording = try await api.get("/wording", as: .ministry)
        let lines = (wording.json["csv"]?.text ?? "").split(separator: "\n").map { String($0) }
        let sentence = try #require(lines.first { $0.hasPrefix("identity.scopeListsWrite,") }, "\(wording.json)")
        #expect(sentence.hasSuffix(",,"), "nobody has reviewed it yet")
        let file = [lines[0], String(sentence.dropLast(1)) + "Sok Dara,2026-11-01"].joined(separator: "\n") + "\n"
        let reviewed = try await api.post("/wording", ["csv": .text(file)], as: .ministry)
        #expect(reviewed.json["changed"] == 1 && reviewed.json["reviewed"] == 1, "\(reviewed.json)")
    }
}
