// SPDX-License-Identifier: Apache-2.0

import Domain
import Stores

/// Compares what is registered with what the journal last put down of each thing.
struct RegistryReplay {
    private struct Registered: Hashable {
        var kind: RegisteredKind
        var key: String
    }

    private let reading: Reading
    /// SHA-256 of the body of each thing.
    private var digests: [Registered: [UInt8]] = [:]

    init(_ reading: Reading) { self.reading = reading }

    mutating func put(_ kind: RegisteredKind, _ key: String, _ value: some Encodable) { put(kind, key, body: Body.bytes(value)) }

    mutating func put(_ kind: RegisteredKind, _ key: String, body: [UInt8]) { put(kind, key, digest: reading.platform.secrets.sha256(body)) }

    mutating func put(_ kind: RegisteredKind, _ key: String, digest: [UInt8]) { digests[Registered(kind: kind, key: key)] = digest }

    /// What differs first; `nil` when all agree.
    func problem(_ store: VerificationStore) throws -> Problem? {
        var known = digests
        var problem: Problem?
        try store.eachRegistered { kind, key, body in
            let expected = known.removeValue(forKey: Registered(kind: kind, key: key))
            guard problem == nil, expected != reading.platform.secrets.sha256(body) else { return }
            let phrase: VerifyPhrase = expected == nil ? .registryUnjournalled : .registryBody
            problem = phrase.problem("", ["thing": kind.phrase.fact, "key": .text(key)])
        }
        if let problem { return problem }
        guard let missing = known.keys.min(by: { ($0.kind.rawValue, $0.key) < ($1.kind.rawValue, $1.key) }) else { return nil }
        return VerifyPhrase.registryMissing.problem("", ["thing": missing.kind.phrase.fact, "key": .text(missing.key)])
    }
}
