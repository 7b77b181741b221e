// SPDX-License-Identifier: Apache-2.0

import Manifests
import Synchronization

/// Notes read from their bodies, kept by the bodies themselves.
///
/// The same notes are read again and again: by the gate that waits for a load, the driver who holds it, a list that is opened
/// twice. Reading a body takes twenty times as long as finding it here, and as equal bytes are equal notes, nothing here can
/// be out of date, neither in another server's transaction nor after a roll-back.
final class NoteBodies: Sendable {
    static let shared = NoteBodies()

    /// What was asked for lately, and what before: when the first is full the second is forgotten.
    private let kept = Mutex<(young: [[UInt8]: Manifest], old: [[UInt8]: Manifest])>(([:], [:]))
    /// Some 3 kB each.
    private static let generationMax = 2_048

    func note(_ body: [UInt8]) throws -> Manifest {
        let known = kept.withLock { kept in kept.young[body] ?? kept.old[body] }
        if let known { return known }
        let note = try Body.value(Manifest.self, from: body)
        kept.withLock { kept in
            if kept.young.count >= Self.generationMax { kept = ([:], kept.young) }
            kept.young[body] = note
        }
        return note
    }
}
