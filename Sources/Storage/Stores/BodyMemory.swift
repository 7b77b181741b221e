// SPDX-License-Identifier: Apache-2.0

import Identity
import Manifests
import Synchronization

/// Values read from their bodies, kept by the bodies themselves.
///
/// The same notes, firms and sites are read again and again: by the gate that waits for a load, the driver who holds it, a list
/// that is opened twice. Reading a body takes twenty times as long as finding it here, and as equal bytes are equal values,
/// nothing here can be out of date, neither in another server's transaction nor after a roll-back.
final class BodyMemory<Value: Decodable & Sendable>: Sendable {
    /// What was asked for lately, and what before: when the first is full the second is forgotten.
    private let kept = Mutex<(young: [[UInt8]: Value], old: [[UInt8]: Value])>(([:], [:]))
    /// Some 3 kB each.
    private let generationMax = 2_048

    func value(_ body: [UInt8]) throws -> Value {
        let known = kept.withLock { kept in kept.young[body] ?? kept.old[body] }
        if let known { return known }
        let value = try Body.value(Value.self, from: body)
        kept.withLock { kept in
            if kept.young.count >= generationMax { kept = ([:], kept.young) }
            kept.young[body] = value
        }
        return value
    }
}

extension Body {
    private static let notes = BodyMemory<Manifest>()
    private static let organisations = BodyMemory<Organisation>()
    private static let sites = BodyMemory<Site>()

    static func note(_ body: [UInt8]) throws -> Manifest { try notes.value(body) }
    static func organisation(_ body: [UInt8]) throws -> Organisation { try organisations.value(body) }
    static func site(_ body: [UInt8]) throws -> Site { try sites.value(body) }
}
