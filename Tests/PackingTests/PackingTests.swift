// SPDX-License-Identifier: Apache-2.0

import Foundation
import Packing
import Testing

private let packing = Packing(names: PackedNames(["name", "weight", "kind", "glass", "_0", "parts"]))

private enum Shape: Codable, Hashable {
    case plain
    case box(width: Int, note: String?)
    case heap([Double])
}

private struct Thing: Codable, Hashable {
    var name: String
    var weight: Int64
    var kind: String?
    var isWhole: Bool
    var small: Int16
    var huge: UInt64
    var ratio: Double
    var shape: Shape
    var parts: [Thing]
    var absent: Int?
}

private func thing(_ depth: Int) -> Thing {
    Thing(
        name: "ទឹកកាបោន \(depth)", weight: -40_000_000_000, kind: depth == 0 ? nil : "glass", isWhole: depth % 2 == 0, small: -7, huge: .max, ratio: 0.1,
        shape: [.plain, .box(width: 3, note: nil), .heap([1.5, -0.0])][depth % 3], parts: depth == 0 ? [] : [thing(depth - 1), thing(depth - 1)])
}

@Suite("Packing")
struct PackingTests {
    @Test("A value with nested values, cases, lists and gaps comes back the same, in fewer bytes than JSON")
    func roundTrip() throws {
        let value = thing(4)
        let bytes = try packing.bytes(value)
        #expect(try packing.value(Thing.self, from: bytes) == value)
        #expect(bytes.count < (try JSONEncoder().encode(value)).count)
        #expect(try packing.bytes(value) == bytes)
    }

    @Test("Lists and maps of any size come back the same", arguments: [0, 1, 23, 24, 25, 255, 256, 257, 65_535, 65_536, 70_000])
    func sizes(_ count: Int) throws {
        let list = (0..<count).map { $0 * 3 - 100 }
        #expect(try packing.value([Int].self, from: packing.bytes(list)) == list)
        // A list inside a list: widening the outer head moves what follows it.
        let lists = Array(repeating: [1, 2], count: min(count, 300))
        #expect(try packing.value([[Int]].self, from: packing.bytes(lists)) == lists)
    }

    @Test(
        "Text comes back letter by letter, whatever it looks like",
        arguments: [
            "", "0", "00", "007", "18", "9223372036854775807", "9999999999999999999", "99999999999999999999", "-1", "+1", "١٢", "name", "Name", "glass",
            "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
            "ខ្មែរ\u{0}\"\\\n", String(repeating: "ọ", count: 300),
        ])
    func text(_ text: String) throws {
        #expect(try packing.value([String].self, from: packing.bytes([text])) == [text])
        #expect(try packing.tree(packing.bytes([text])).leaves == ["0": text])
    }

    @Test("Numbers that come again, near or far, come back the same", arguments: [1, 2, 255, 256, 257, 600])
    func repeated(_ count: Int) throws {
        let numbers = (0..<count).map { UInt64($0 % 300) << 33 + 5 }
        let twice = numbers + numbers
        #expect(try packing.value([UInt64].self, from: packing.bytes(twice)) == twice)
        let texts = twice.map(String.init)
        #expect(try packing.value([String].self, from: packing.bytes(texts)) == texts)
    }

    @Test("The bytes are those of RFC 8949: a map of table places, identifiers as numbers, digests as bytes")
    func bytesOfTheStandard() throws {
        #expect(try packing.bytes(["weight": 1000]) == [0xA1, 0x01, 0x19, 0x03, 0xE8])
        #expect(try packing.bytes(["other": -1]) == [0xA1, 0x65, 0x6F, 0x74, 0x68, 0x65, 0x72, 0x20])
        #expect(try packing.bytes(["18446744"]) == [0x81, 0xC7, 0x1A, 0x01, 0x19, 0x79, 0x98])
        #expect(try packing.bytes(["glass"]) == [0x81, 0xC6, 0x03])
        #expect(try packing.bytes([Double?.none, 1.5]) == [0x82, 0xF6, 0xFB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0])
        // A number of 8 bytes that comes again points at its first place, as text of digits or as a number.
        let id: UInt64 = 1 << 58
        #expect(try packing.bytes([id, id]) == [0x82, 0x1B, 4, 0, 0, 0, 0, 0, 0, 0, 0xC8, 0x00])
        #expect(try packing.bytes([String(id), String(id)]) == [0x82, 0xC7, 0x1B, 4, 0, 0, 0, 0, 0, 0, 0, 0xC7, 0xC8, 0x00])
        let digest = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"
        #expect(try packing.bytes([digest]).prefix(6) == [0x81, 0xD5, 0x58, 0x20, 0xE3, 0xB0])
    }

    @Test("A later version's words, added at the end, leave what was packed before readable")
    func growingTable() throws {
        let bytes = try packing.bytes(thing(2))
        let later = Packing(names: PackedNames(["name", "weight", "kind", "glass", "_0", "parts", "isWhole", "ratio"]))
        #expect(try later.value(Thing.self, from: bytes) == thing(2))
        let new = try later.bytes(thing(2))
        #expect(new.count < bytes.count)
        #expect(throws: DecodingError.self) { try packing.value(Thing.self, from: new) }
    }

    @Test("Bytes cut short or changed anywhere give an error or another value, and never stop the program")
    func damage() throws {
        let bytes = try packing.bytes(thing(3))
        for length in 0..<bytes.count {
            #expect(throws: (any Error).self, "cut to \(length)") { try packing.value(Thing.self, from: Array(bytes.prefix(length))) }
        }
        #expect(throws: (any Error).self) { try packing.value(Thing.self, from: bytes + [0]) }
        var changed = 0
        for place in bytes.indices {
            for byte: UInt8 in [0x00, 0x1B, 0x5F, 0x7B, 0x9B, 0xBB, 0xC6, 0xD5, 0xFF] where byte != bytes[place] {
                var damaged = bytes
                damaged[place] = byte
                if (try? packing.value(Thing.self, from: damaged)) != thing(3) { changed += 1 }
                _ = try? packing.tree(damaged)
            }
        }
        #expect(changed > bytes.count)
        // A list in a list in a list, deeper than any stack should follow.
        #expect(throws: DecodingError.self) { try packing.tree([UInt8](repeating: 0x81, count: 100_000)) }
    }

    @Test("Any bytes at all are read as a value or refused")
    func noise() {
        var noise = Noise(state: 20_261_121)
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &noise)).map { _ in UInt8.random(in: 0...255, using: &noise) }
            if let tree = try? packing.tree(bytes) { #expect(!tree.description.isEmpty) }
            _ = try? packing.value(Thing.self, from: bytes)
        }
    }

    @Test("The tree is JSON that another reader understands")
    func json() throws {
        let value = thing(2)
        let tree = try packing.tree(packing.bytes(value))
        #expect(try JSONDecoder().decode(Thing.self, from: Data(tree.description.utf8)) == value)
        #expect(tree.leaves["parts.0.name"] == "ទឹកកាបោន 1")
    }
}

/// A fixed sequence, so that a failure comes again.
private struct Noise: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
