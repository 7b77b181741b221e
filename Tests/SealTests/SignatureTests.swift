// SPDX-License-Identifier: Apache-2.0

import Domain
import TestSupport
import Testing

@testable import Seal

struct SignatureTests {
    @Test("Keys and signatures are those of RFC 8032 for its first test")
    func publishedVector() throws {
        let seed = try #require([UInt8](lowerHex: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
        let secret = try #require(SealSecret(seed: seed))
        #expect(secret.key.bytes.lowerHex == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        let signature = secret.sign([])
        #expect(
            signature.lowerHex
                == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")
        #expect(secret.key.verifies(signature, over: []) && !secret.key.verifies(signature, over: [0]) && !secret.key.verifies([], over: []))
    }

    @Test("What is signed is text: a head is six lines, and nothing in it can be changed")
    func headBytes() throws {
        let secret = try testSecret(1)
        let head = TreeHead(nation: "KH", size: 12, root: .empty, at: FixedTime.now, key: secret.key.id)
        #expect(
            String(decoding: head.bytes, as: UTF8.self) == """
                baitong seal head 1
                KH
                12
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                1789351200000000
                \(secret.key.id)

                """)
        let signed = head.signed(by: secret)
        #expect(signed.isSigned(by: secret.key))
        #expect(!signed.isSigned(by: try testSecret(2).key))
        var wrong = [signed, signed, signed, signed]
        wrong[0].head.nation = "VN"
        wrong[1].head.size += 1
        wrong[2].head.root = .leaf([])
        wrong[3].head.at = wrong[3].head.at.adding(seconds: 1)
        for head in wrong { #expect(!head.isSigned(by: secret.key)) }
    }

    @Test("A moment is written to the microsecond and read back; nothing else is read as one")
    func exactMoments() {
        var dice = SeededGenerator(seed: 27)
        for _ in 0..<200 {
            let moment = Instant(microseconds: dice.grams(-1_000_000_000_000_000...4_000_000_000_000_000))
            #expect(Instant(exactText: moment.exactText) == moment, "\(moment.exactText)")
        }
        #expect(Instant(microseconds: 1).exactText == "1970-01-01T00:00:00.000001Z")
        for text in ["", "1970-01-01T00:00:00Z", "1970-01-01T24:00:00.000001Z", "1970-01-01T00:00:00.00000+Z", "1970-01-01 00:00:00.000001Z"] {
            #expect(Instant(exactText: text) == nil, "\(text)")
        }
    }
}

/// A key that is the same in every run.
func testSecret(_ number: UInt8) throws -> SealSecret { try #require(SealSecret(seed: [UInt8](repeating: number, count: SealSecret.seedLength))) }
