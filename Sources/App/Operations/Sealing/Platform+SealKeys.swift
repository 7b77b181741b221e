// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Seal
import Stores
import Wording

/// A key that was published, as the journal keeps it.
public struct SealKeyAct: Codable, Hashable, Sendable {
    /// Hexadecimal.
    public var publicKey: String
    public var from: Instant
    public var previous: String?
    /// Hexadecimal.
    public var endorsement: String?

    init(_ published: PublishedKey) {
        publicKey = published.key.bytes.lowerHex
        from = published.from
        previous = published.previous
        endorsement = published.endorsement?.lowerHex
    }
}

extension Platform {
    /// Keys that ever signed heads, in their order.
    public func sealKeys() async throws -> [PublishedKey] { try await database.read { try SealStore($0).keys().map(\.published) } }

    /// Seals, and promises, with this key from now on, as long as it is the one published last.
    public func keepSeal(_ secret: SealSecret) { sealKeeping.keep(secret) }

    /// Publishes a key by which heads are signed from now on; the one before signs none after.
    ///
    /// - Parameter former: the secret part of the key before, which then vouches for its successor; `nil` for the first key, and where the one
    ///   before was lost.
    /// - Parameter isFirst: only where no key was published yet, as servers that start at one time on an empty database all try.
    /// - Throws: a worded refusal when the key signs already; ``PlatformError/stale`` when it was to be the first and is not; what the actor may
    ///   not do.
    public func publishSealKey(_ secret: SealSecret, former: SealSecret? = nil, isFirst: Bool = false, by actor: Actor, at moment: Instant? = nil) async throws
        -> PublishedKey
    {
        let nation = country.rawValue
        let published = try await perform("seal.key", by: actor, at: moment) { work in
            if case .refused(let refusal) = may(.keepSeal, actor: actor, subject: actor.wholeReach) { throw refusal }
            let store = SealStore(work.session)
            let known = try store.keys().map(\.published)
            guard !isFirst || known.isEmpty else { throw PlatformError.stale }
            guard !known.contains(where: { $0.key == secret.key }) else {
                throw PlatformError.invalid([SealPhrase.keyUnchanged.problem("", ["key": .text(secret.key.id)])])
            }
            // A clock that went back does not put a successor before its predecessor.
            let from = known.last.map { max(work.now, Instant(microseconds: $0.from.microseconds + 1)) } ?? work.now
            var published = PublishedKey(key: secret.key, from: from, previous: known.last?.key.id)
            if let former, former.key == known.last?.key { published.endorsement = former.sign(published.statement(nation: nation)) }
            try store.insert(SealKeyRow(published, line: work.operation))
            work.record(.sealKey(SealKeyAct(published)))
            return published
        }
        sealKeeping.learn(current: published.key.id)
        return published
    }
}
