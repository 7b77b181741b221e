// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Operations
import Seal
import StorageCore
import Testing

extension EveryRouteTests {
    /// What everybody reads of the seal, and the receipt of a note, checked as its holder would.
    func sealing(_ api: APICountry) async throws {
        #expect(try await api.get("/seal", as: nil).json["latest"] == .null)
        let platform = api.country.platform
        let secret = try #require(SealSecret(seed: [UInt8](repeating: 5, count: SealSecret.seedLength)))
        _ = try await platform.publishSealKey(secret, by: api.country.operatorOfServer)
        let sealer = Sealer(platform, secret: secret, name: "test")
        _ = try await sealer.look(limit: 20)
        _ = try await sealer.sealAll()
        #expect(try await api.issued("76").json["promise"] == .null)
        platform.keepSeal(secret)
        let note = try await api.issued("77")
        let promises = [try #require(note.json["promise"])] + (try await promisesOfList(api)) + (try await promisesOfRound(api))
        #expect(try await api.get("/notes/\(note.id)").json["promise"] == .null)
        let line = promises[0]["line"]?.text ?? ""
        let file = try await api.get("/notes/\(note.id)/promises/\(line)").json
        #expect(PromiseCheck(Array((file["file"]?.text ?? "").utf8), trusted: [secret.key]).problems == [])
        #expect(["line", "leaf", "at", "sealBy", "key", "signature"].allSatisfy { file[$0] == promises[0][$0] && file[$0]?.text != nil })
        #expect(try await api.get("/notes/\(note.id)/promises/\(line)", as: .secondPlant).status == 404)
        #expect(try await api.get("/notes/\(note.id)/promises/5").status == 404)
        _ = try await sealer.sealAll()
        for promise in promises {
            let id = Int64(promise["line"]?.text ?? "") ?? 0
            let leaf = try await api.country.database.read { try $0.first("SELECT leaf FROM seal_line WHERE line = \(id)")?.blob(0) }
            #expect(leaf != nil && leaf?.lowerHex == promise["leaf"]?.text)
        }

        let seal = try await api.get("/seal", as: nil).json
        let size = try #require(seal["latest"]?["size"]?.whole)
        #expect(seal["days"]?.list?.first == seal["latest"] && seal["keys"]?.list?.first?["publicKey"]?.text == secret.key.bytes.lowerHex)
        #expect(try await api.get("/seal/heads/\(size)", as: nil).json == seal["latest"])
        #expect(try await api.get("/seal/heads/\(size + 1)", as: nil).status == 404)
        let consistency = try await api.get("/seal/consistency?from=20&to=\(size)", as: nil).json
        let path = (consistency["path"]?.list ?? []).compactMap { $0.text.flatMap { Digest(hex: $0) } }
        let roots = ["earlier", "later"].compactMap { consistency[$0]?["root"]?.text.flatMap { Digest(hex: $0) } }
        #expect(roots.count == 2 && ConsistencyProof(earlier: 20, later: size, path: path).holds(from: roots[0], to: roots[1]))
        for wrong in ["from=19&to=\(size)", "from=\(size)&to=20"] {
            #expect(try await api.get("/seal/consistency?\(wrong)", as: nil).status == 422)
        }
        let receipt = try await api.get("/notes/\(note.id)/receipt")
        let proof = Array((receipt.json["file"]?.text ?? "").utf8)
        #expect(receipt.json["sealed"] == 1 && ReceiptCheck(proof, trusted: [secret.key]).problems == [])
        #expect(try await api.get("/notes/\(note.id)/receipt", as: .secondPlant).status == 404)
    }

    /// Of two notes issued at one go, of the two signed for at one go, and of the driver's own signature.
    private func promisesOfList(_ api: APICountry) async throws -> [JSON] {
        let issued = try await api.post("/notes/bulk", ["notes": [api.load("5", issue: true), api.load("6", issue: true), api.load("7", issue: true)]])
        let notes = try #require(issued.json["results"]?.list).compactMap { $0["note"] }
        let signatures = notes.prefix(2).map { note -> JSON in
            ["note": note["id"] ?? .null, "step": "takeOver", "version": note["version"] ?? .null, "plate": "2AB-3"]
        }
        let signed = try await api.post("/signatures/bulk", .object([.of("signatures", .list(signatures))]), as: .haulier)
        let taken = try #require(signed.json["results"]?.list).compactMap { $0["note"]?["promise"] }
        let code = try await api.get("/notes/\(notes[2]["id"]?.text ?? "")/sign-code").json["code"]?.text ?? ""
        #expect(try await api.get("/sign-codes/\(code)", as: nil).json["promise"] == .null)
        let driver = try await api.post("/sign-codes/\(code)", ["plate": "2AB-4", "driverName": "Sok"], as: nil).json["promise"] ?? .null
        let promises = notes.compactMap { $0["promise"] } + taken + [driver]
        #expect(promises.count == 6 && Set(promises.compactMap { $0["line"]?.text }).count == 6)
        return promises
    }

    /// Of a stop made by the driver's code and one made by the office, of weighing and of deciding the one load; planning and reading promise nothing.
    private func promisesOfRound(_ api: APICountry) async throws -> [JSON] {
        func site(_ firm: TestFirm) -> JSON { .text(api.country.site(firm).description) }
        let planned = try await api.post(
            "/rounds",
            [
                "carrierSite": site(.haulier), "receiverSite": site(.plant), "intended": "R3", "wastes": ["040222"], "plate": "2AB-1", "driver": "Sok Dara",
            ], as: .haulier)
        let code = try await api.get("/rounds/\(planned.id)/code", as: .haulier).json["code"]?.text ?? ""
        #expect(try await api.get("/round-codes/\(code)", as: nil).json["promise"] == .null && planned.json["promise"] == .null)
        let byDriver = try await api.post(
            "/round-codes/\(code)/stops", ["senderSite": site(.factory), "kilograms": "5", "signer": "Chan Thida", "key": "1"], as: nil)
        let byOffice = try await api.post(
            "/rounds/\(planned.id)/stops", ["senderSite": site(.secondFactory), "kilograms": "6", "signer": "Kim Ly"], as: .haulier)
        var round = try await api.get("/rounds/\(planned.id)", as: .plant)
        #expect(round.json["promise"] == .null)
        let weight: JSON = ["amount": "11", "unit": "kg"]
        round = try await api.post("/rounds/\(planned.id)/weigh", ["version": .whole(round.version), "quantity": weight], as: .plant)
        let decided = try await api.post("/rounds/\(planned.id)/decide", ["version": .whole(round.version)], as: .plant)
        let promises = [byDriver, byOffice, round, decided].map { $0.json["promise"] ?? .null }
        #expect(Set(promises.compactMap { $0["line"]?.text }).count == 4)
        // Each can be had as a file from the note that it names, the whole load's from the first of its notes.
        for promise in promises {
            let path = "/notes/\(promise["note"]?.text ?? "")/promises/\(promise["line"]?.text ?? "")"
            #expect(try await api.get(path, as: .plant).json["signature"] == promise["signature"])
        }
        #expect(promises[3]["note"] == byDriver.json["notes"]?.list?.first)
        return promises
    }
}
