// SPDX-License-Identifier: Apache-2.0

import Seal
import Synchronization

/// The secret key of this process, by which it seals and promises; a process without the key's file has none.
///
/// Sealing compares the key inside its transaction. Promises are given on the way of each answer, so they go by what was learned last: a server
/// looks each second.
final class SealKeeping: Sendable {
    private struct State {
        var secret: SealSecret?
        /// Whether a successor was published since.
        var isSuperseded = false
    }

    private let kept = Mutex(State())

    var secret: SealSecret? { kept.withLock { $0.secret } }
    /// The key to promise by; `nil` once it has a successor.
    var promiser: SealSecret? { kept.withLock { $0.isSuperseded ? nil : $0.secret } }

    func keep(_ secret: SealSecret) { kept.withLock { $0 = State(secret: secret) } }

    /// - Parameter current: id of the key that signs now, as the database has it.
    func learn(current: String?) { kept.withLock { $0.isSuperseded = current != $0.secret?.key.id } }
}
