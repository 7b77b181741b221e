// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Operations
import Testing

struct KeyTests {
    @Test("The same key and body give the same answer and one note; the same key with another body is refused")
    func sentAgain() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let key = ["Idempotency-Key": "load-7"]
            let first = try await api.post("/notes", api.load(issue: true), headers: key)
            let again = try await api.post("/notes", api.load(issue: true), headers: key)
            #expect(first.status == 201 && again.status == 201 && again.web.bytes == first.web.bytes)
            #expect(again.web.header("Idempotent-Replayed") == "true" && first.web.header("Idempotent-Replayed") == nil)
            let other = try await api.post("/notes", api.load("999", issue: true), headers: key)
            #expect(other.status == 422 && other.codes == ["tokens.keyReused"])
            // The key is its sender's own.
            let stranger = try await api.post("/notes", api.load(issue: true), as: .secondFactory, headers: key)
            #expect(stranger.status == 422 && stranger.codes != ["tokens.keyReused"])
            #expect(try await api.get("/notes").json["notes"]?.list?.count == 1)
        }
    }

    @Test("A refused request leaves its key free, so that it can be mended and sent again")
    func refusedLeavesKeyFree() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let key = ["Idempotency-Key": "load-8"]
            #expect(try await api.post("/notes", api.load("0"), headers: key).status == 422)
            #expect(try await api.post("/notes", api.load("5"), headers: key).status == 201)
        }
    }

    @Test("Commands of a list are kept one by one: sent again, those done are told as before and the others are tried")
    func listsAreKeptOneByOne() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let key = ["Idempotency-Key": "list-1"]
            let body: JSON = ["notes": [api.load("10"), api.load("0"), api.load("20", issue: true)]]
            let first = try await api.post("/notes/bulk", body, headers: key)
            #expect(first.json["done"] == 2 && first.json["refused"] == 1)
            let refused = try #require(first.json["results"]?.list?[1])
            #expect(refused["status"] == 422 && refused["problem"]?["problems"]?.list?.first?["pointer"] == "/notes/1/lines/0/quantity")
            let again = try await api.post("/notes/bulk", body, headers: key)
            #expect(again.web.bytes == first.web.bytes)
            #expect(try await api.get("/notes").json["notes"]?.list?.count == 2)
        }
    }

    @Test("A code that is shown once is not kept with its key")
    func secretsAreNotKept() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let key = ["Idempotency-Key": "driver-1"]
            #expect(try await api.post("/driver-codes", ["label": "Sok"], as: .haulier, headers: key).status == 201)
            let again = try await api.post("/driver-codes", ["label": "Sok"], as: .haulier, headers: key)
            #expect(again.status == 409 && again.codes == ["tokens.keyUnanswered"])
            #expect(try await api.get("/driver-codes", as: .haulier).json["codes"]?.list?.count == 1)
        }
    }

    @Test("Keys older than thirty days are forgotten with their answers, a few at a time; one used again then is a new command")
    func oldKeysAreForgotten() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let platform = api.country.platform
            for key in ["load-1", "load-2", "load-3"] { #expect(try await api.post("/notes", api.load(), headers: ["Idempotency-Key": key]).status == 201) }
            api.country.clock.advance(days: 2)
            #expect(try await api.post("/notes", api.load(), headers: ["Idempotency-Key": "load-4"]).status == 201)
            // Tokens of these tests are good for thirty days; the second one outlives the first keys.
            let token = ["Authorization": "Bearer \(try await APICountry.token(of: .factory, in: api.country, days: "90"))"]
            func keyed(_ key: String) -> [String: String] { token.merging(["Idempotency-Key": key]) { $1 } }
            #expect(try await platform.forgetKeys(limit: 10) == 0)
            api.country.clock.advance(days: 27)
            #expect(try await platform.forgetKeys(limit: 10) == 0, "kept for thirty days")
            #expect(try await api.post("/notes", api.load(), headers: keyed("load-1")).web.header("Idempotent-Replayed") == "true")
            api.country.clock.advance(days: 2)
            #expect(try await platform.forgetKeys(limit: 2) == 2)
            #expect(try await platform.forgetKeys(limit: 2) == 1)
            #expect(try await platform.forgetKeys(limit: 2) == 0)
            let again = try await api.post("/notes", api.load("7"), headers: keyed("load-1"))
            #expect(again.status == 201 && again.web.header("Idempotent-Replayed") == nil, "\(again.json)")
            #expect(try await api.post("/notes", api.load(), headers: keyed("load-4")).web.header("Idempotent-Replayed") == "true")
            #expect(try await api.get("/notes", headers: token).json["notes"]?.list?.count == 5)
        }
    }
}
