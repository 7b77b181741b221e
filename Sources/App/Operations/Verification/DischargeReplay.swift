// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Stores

/// Compares outlets, results, cases, volumes and limits of permits with what the journal says became of them.
///
/// Each thing adds the hash of its body to a sum, and takes out the hash of what it was before. When all is as it was written the tables come to the
/// same sums, whatever the order; memory does not grow with the results. Only where sums differ is the journal read again, to name the first thing.
struct DischargeReplay {
    /// Four sums modulo 2^64 over the words of SHA-256.
    private struct Sum: Equatable {
        var words: [UInt64] = [0, 0, 0, 0]

        mutating func add(_ hash: [UInt8], isTakenOut: Bool = false) {
            for place in 0..<4 {
                let word = hash[(place * 8)..<(place * 8 + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                words[place] = isTakenOut ? words[place] &- word : words[place] &+ word
            }
        }
    }

    private struct Thing: Hashable, Comparable {
        var kind: DischargeRecord.Kind
        var key: Int64

        static func < (a: Thing, b: Thing) -> Bool { (a.kind.rawValue, a.key) < (b.kind.rawValue, b.key) }
        var problem: Problem {
            let name = "discharge" + kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
            return VerifyPhrase.dischargeBody.problem("", ["thing": (VerifyPhrase(rawValue: name) ?? .dischargeOutlet).fact, "key": .text(String(key))])
        }
    }

    private var sum = Sum()
    private let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    mutating func take(_ record: DischargeRecord, before: DischargeRecord?) {
        sum.add(hash(Body.bytes(record)))
        if let before { sum.add(hash(Body.bytes(before)), isTakenOut: true) }
    }

    private func hash(_ body: [UInt8]) -> [UInt8] { reading.platform.secrets.sha256(body) }

    /// What differs first; `nil` when all agree.
    func problem() throws -> Problem? {
        var kept = Sum()
        var listedWrong: Thing?
        try reading.discharge.eachRecord { kind, key, body, isListedRight in
            kept.add(hash(body))
            if !isListedRight, listedWrong == nil { listedWrong = Thing(kind: kind, key: key) }
        }
        if kept != sum { return try firstAstray()?.problem }
        return listedWrong?.problem
    }

    private func firstAstray() throws -> Thing? {
        var expected: [Thing: [UInt8]] = [:]
        var first: Thing?
        try reading.journal.eachAsSaved { line in
            guard let payload = try? Body.value(JournalPayload.self, from: line.payload) else { return }
            for case .discharge(let record, let before) in payload.outcomes {
                let thing = Thing(kind: record.kind, key: record.key)
                if let before, expected[thing] != hash(Body.bytes(before)) { first = first ?? thing }
                expected[thing] = hash(Body.bytes(record))
            }
        }
        try reading.discharge.eachRecord { kind, key, body, _ in
            let thing = Thing(kind: kind, key: key)
            if expected.removeValue(forKey: thing) != hash(body) { first = min(first ?? thing, thing) }
        }
        if let missing = expected.keys.min() { first = min(first ?? missing, missing) }
        return first
    }
}
