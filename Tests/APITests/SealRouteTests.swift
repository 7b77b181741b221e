// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Operations
import Seal
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
        let note = try await api.issued("77")
        _ = try await sealer.sealAll()

        let seal = try await api.get("/seal", as: nil).json
        let size = try #require(seal["latest"]?["size"]?.whole)
        #expect(seal["days"]?.list?.first == seal["latest"] && seal["keys"]?.list?.first?["publicKey"]?.text == secret.key.bytes.lowerHex)
        #expect(try await api.get("/seal/heads/\(size)", as: nil).json == seal["latest"])
        #expect(try await api.get("/seal/heads/\(size + 1)", as: nil).status == 404)
        let proof = try await api.get("/seal/consistency?from=20&to=\(size)", as: nil).json
        let path = (proof["path"]?.list ?? []).compactMap { $0.text.flatMap { Digest(hex: $0) } }
        let roots = ["earlier", "later"].compactMap { proof[$0]?["root"]?.text.flatMap { Digest(hex: $0) } }
        #expect(roots.count == 2 && ConsistencyProof(earlier: 20, later: size, path: path).holds(from: roots[0], to: roots[1]))
        for wrong in ["from=19&to=\(size)", "from=\(size)&to=20"] {
            #expect(try await api.get("/seal/consistency?\(wrong)", as: nil).status == 422)
        }
        let receipt = try await api.get("/notes/\(note.id)/receipt")
        let file = Array((receipt.json["file"]?.text ?? "").utf8)
        #expect(receipt.json["sealed"] == 1 && ReceiptCheck(file, trusted: [secret.key]).problems == [])
        #expect(try await api.get("/notes/\(note.id)/receipt", as: .secondPlant).status == 404)
    }
}
