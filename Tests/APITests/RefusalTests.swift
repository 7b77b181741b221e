// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Identity
import Operations
import Testing

struct RefusalTests {
    @Test("All faults of a body come at once, each with its pointer and a stable code, in the language that was asked for")
    func allFaultsAtOnce() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let body: JSON = [
                "senderSite": 12, "carrierSites": [], "receiverSite": "x", "intended": "R3", "colour": "green",
                "lines": [["waste": "040222", "quantity": ["amount": "-1", "unit": "kg"], "a/b": true]],
            ]
            let answer = try await api.post("/notes", body, headers: ["Accept-Language": "vi"])
            #expect(answer.status == 422)
            #expect(
                Set(zip(answer.pointers, answer.codes).map { "\($0) \($1)" }) == [
                    "/senderSite api.wrongType", "/carrierSites api.listLength", "/receiverSite api.notID", "/lines/0/quantity/amount api.notDecimal",
                    "/lines/0/a~1b api.unknownKey", "/colour api.unknownKey",
                ])
            #expect(answer.web.header("Content-Language") == "vi")
            #expect(answer.json["title"] == "Có nội dung chưa phù hợp")
        }
    }

    @Test("What the operation itself refuses points into the body too")
    func operationsPointIntoTheBody() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            var body = api.load("0")
            body = .object((body.members ?? []).map { $0.name == "receiverSite" ? .of("receiverSite", "77") : $0 })
            let answer = try await api.post("/notes", body)
            #expect(answer.status == 422 && Set(answer.pointers) == ["/lines/0/quantity", "/receiverSite"], "\(answer.json)")
        }
    }

    @Test("Bodies that are no JSON, of another type, too deep, broken or too large are refused by their own status")
    func unreadableBodies() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            #expect(try await api.post("/notes", bytes: Array("{".utf8)).codes == ["api.notJSON"])
            #expect(try await api.post("/notes", bytes: Array("{} x".utf8)).status == 400)
            #expect(try await api.post("/notes", bytes: [0x7B, 0xFF, 0x7D]).codes == ["api.notUTF8"])
            let repeated = try await api.post("/notes", bytes: Array(#"{"a":{"b":1,"b":2}}"#.utf8))
            #expect(repeated.codes == ["api.repeatedKey"] && repeated.pointers == ["/a/b"])
            #expect(try await api.post("/notes", bytes: Array(String(repeating: "[", count: 40).utf8)).codes == ["api.tooDeep"])
            #expect(try await api.post("/notes", api.load(), headers: ["Content-Type": "text/plain"]).status == 415)
            #expect(try await api.post("/notes", bytes: [UInt8](repeating: 32, count: 300_000)).status == 413)
        }
    }

    @Test("Without a good token: 401 with WWW-Authenticate; without the scope: 403; what is missing and what is not yours: the same 404")
    func tokensAndSight() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let nobody = try await api.get("/notes", as: nil)
            #expect(nobody.status == 401 && nobody.web.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
            #expect(try await api.get("/notes", headers: ["Authorization": "Bearer bt_nonsense"]).codes == ["api.tokenUnknown"])
            let reading = try await APICountry.token(of: .factory, in: api.country, [.notesRead])
            let refused = try await api.post("/notes", api.load(), headers: ["Authorization": "Bearer \(reading)"])
            #expect(refused.status == 403 && refused.codes == ["api.scopeMissing"])
            let issued = try await api.issued()
            let foreign = try await api.get("/notes/\(issued.id)", as: .secondFactory)
            let missing = try await api.get("/notes/1234567", as: .secondFactory)
            #expect(foreign.status == 404 && foreign.web.bytes == missing.web.bytes)
            // With a scope for reading alone no step is offered, though the person might take it.
            let note = try await api.get("/notes/\(issued.id)", headers: ["Authorization": "Bearer \(reading)"])
            #expect(note.json["actions"] == [] && issued.json["actions"] != [])
        }
    }

    @Test("Unknown addresses and methods are answered as problems too, and neither with a page")
    func unknownAddresses() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            #expect(try await api.get("/no/such/thing").codes == ["api.unknownPath"])
            let wrong = try await api.get("/notes/bulk/../bulk", as: nil)
            #expect(wrong.status == 404)
            let method = try await api.get("/signatures/bulk")
            #expect(method.status == 405 && method.web.header("Allow") == "POST")
            let parameters = try await api.get("/notes?limit=0&colour=green")
            #expect(parameters.status == 422 && Set(parameters.codes) == ["api.outOfRange", "api.unknownParameter"])
        }
    }

    @Test("A step that names an old version is refused with the current one")
    func staleVersion() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let issued = try await api.issued()
            let taken = try await api.step("take-over", issued, [.of("plate", "2AB-1")], as: .haulier)
            let late = try await api.step("arrive", issued, as: .plant)
            #expect(late.status == 409 && late.json["version"] == .whole(taken.version))
            // The life-cycle's refusal is a conflict without another version.
            let cancel = try await api.step("cancel", taken, as: .factory)
            #expect(cancel.status == 409 && cancel.json["version"] == .null)
        }
    }
}
