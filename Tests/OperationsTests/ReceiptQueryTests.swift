// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Operations
import Seal
import Testing

struct ReceiptQueryTests {
    @Test("The receipt of a treated note holds every line of it with its content, and proves itself; erasing what is personal does not break it")
    func ofTreatedNote() async throws {
        try await withTestCountry { country in
            let secret = try await country.publishKey(1)
            let note = try await country.treat(try await country.received(country.form("850")))
            let sealer = Sealer(country.platform, secret: secret, name: "only")
            _ = try await sealer.sealAll()
            let receipt = try await country.platform.receipt(of: note.id, by: country.actor(.factory))
            let lines = try await country.number("SELECT count(*) FROM journal WHERE document = \(note.id.value)")
            #expect(receipt.lines.count == Int(lines) && lines >= 4 && receipt.lines.allSatisfy { $0.content != nil && $0.proof != nil })
            let check = ReceiptCheck(receipt.file, trusted: [secret.key])
            #expect(check.problems == [] && check.sealed == Int(lines) && check.promised == 0)

            try await country.run("DELETE FROM sealed_text")
            let after = try await country.platform.receipt(of: note.id, by: country.actor(.plant))
            #expect(after == receipt && ReceiptCheck(after.file).isSound)
            #expect(try await country.platform.verify().problems == [])
            await #expect(throws: PermissionRefusal.self) { try await country.platform.receipt(of: note.id, by: country.actor(.secondPlant)) }
        }
    }

    @Test("At once after signing a line is promised by the server that has the key, and not proved by one that has none")
    func promised() async throws {
        try await withSealedCountry { country, sealer in
            let note = try await country.issue(country.form("33"))
            let bare = try await country.platform.receipt(of: note.id, by: country.actor(.factory))
            #expect(bare.head == nil && ReceiptCheck(bare.file).problems.map(\.phrase) == [SealPhrase.receiptUnproved.fullKey])
            country.platform.keepSeal(try testSecret(1))
            let promised = try await country.platform.receipt(of: note.id, by: country.actor(.factory))
            let check = ReceiptCheck(promised.file, trusted: [try testSecret(1).key])
            #expect(check.isSound && check.promised == 1 && check.sealed == 0)
            _ = try await sealer.look()
            let sealed = ReceiptCheck(try await country.platform.receipt(of: note.id, by: country.actor(.factory)).file)
            #expect(sealed.isSound && sealed.promised == 0 && sealed.sealed == 1)
        }
    }

    @Test("A line that is about notes of several senders is proved by its hash alone")
    func ofRound() async throws {
        try await withTestCountry { country in
            let secret = try await country.publishKey(1)
            let round = try await country.planRound()
            _ = try await country.stop("100", at: .factory, of: round)
            let under = try await country.stop("200", at: .secondFactory, of: round).round
            let notes = try await country.notes(of: try await country.weigh(under, "290"))
            _ = try await Sealer(country.platform, secret: secret, name: "only").sealAll()
            var hidden = 0
            for note in notes {
                let sender: TestFirm = note.sender.organisation == country.organisation(.factory) ? .factory : .secondFactory
                let receipt = try await country.platform.receipt(of: note.id, by: country.actor(sender))
                #expect(ReceiptCheck(receipt.file, trusted: [secret.key]).problems == [])
                hidden += receipt.lines.filter { $0.kind.hasPrefix("round.") && $0.content == nil }.count
                #expect(!receipt.lines.contains { $0.kind.hasPrefix("round.weigh") && $0.content != nil })
            }
            #expect(hidden > 0)
        }
    }
}
