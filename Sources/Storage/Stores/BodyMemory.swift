// SPDX-License-Identifier: Apache-2.0

import Identity
import Manifests
import Returns
import Synchronization

/// Values read from their bodies, kept by the bodies themselves.
///
/// The same notes, firms and sites are read again and again: by the gate that waits for a load, the driver who holds it, a list
/// that is opened twice. Reading a body takes twenty times as long as finding it here, and as equal bytes are equal values,
/// nothing here can be out of date, neither in another server's transaction nor after a roll-back.
final class BodyMemory<Value: Decodable & Sendable>: Sendable {
    /// What was asked for lately, and what before: when the first is full the second is forgotten.
    private let kept = Mutex<(young: [Key: Value], old: [Key: Value])>(([:], [:]))
    private let generationMax: Int

    /// - Parameter generationMax: half of what is kept at most; of values of 3 kB as said.
    init(generationMax: Int = 2_048) { self.generationMax = generationMax }

    func value(_ body: [UInt8]) throws -> Value {
        let key = Key(body)
        let known = kept.withLock { kept in kept.young[key] ?? kept.old[key] }
        if let known { return known }
        let value = try Body.value(Value.self, from: body)
        kept.withLock { kept in
            if kept.young.count >= generationMax { kept = ([:], kept.young) }
            kept.young[key] = value
        }
        return value
    }

    /// A body and its hash, taken over the bytes as they lie, once and before the lock: as an array it would be taken byte by byte at each look-up.
    private struct Key: Hashable {
        let body: [UInt8]
        let hash: Int

        init(_ body: [UInt8]) {
            self.body = body
            var hasher = Hasher()
            body.withUnsafeBytes { hasher.combine(bytes: $0) }
            hash = hasher.finalize()
        }

        func hash(into hasher: inout Hasher) { hasher.combine(hash) }

        static func == (a: Key, b: Key) -> Bool { a.hash == b.hash && a.body == b.body }
    }
}

extension Body {
    private static let notes = BodyMemory<Manifest>()
    private static let organisations = BodyMemory<Organisation>()
    private static let sites = BodyMemory<Site>()
    // Ten times as large; of one that is sent, and of the periods before it, each is asked for several times in short.
    private static let siteReturns = BodyMemory<SiteReturn>(generationMax: 512)
    private static let bookings = BodyMemory<ReturnBooking>(generationMax: 512)

    static func note(_ body: [UInt8]) throws -> Manifest { try notes.value(body) }
    static func organisation(_ body: [UInt8]) throws -> Organisation { try organisations.value(body) }
    static func site(_ body: [UInt8]) throws -> Site { try sites.value(body) }
    static func siteReturn(_ body: [UInt8]) throws -> SiteReturn { try siteReturns.value(body) }
    static func booking(_ body: [UInt8]) throws -> ReturnBooking { try bookings.value(body) }
}
