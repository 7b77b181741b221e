// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How the writers of one process get past each other when their transactions collide: beside each other as long as that goes well, then one of the
/// unlucky at a time, at last with nobody else writing, so that each comes through however crowded its rows are.
///
/// Writers of other processes are not held back; among them a random pause must do.
final class Crossing: @unchecked Sendable {
    enum Manner {
        case amongOthers, oneUnluckyAtATime, alone

        /// Tries up to which a writer goes in this manner.
        private static let steps: [(upTo: Int, manner: Manner)] = [(1, .amongOthers), (8, .oneUnluckyAtATime)]

        init(attempt: Int) { self = Self.steps.first { attempt <= $0.upTo }?.manner ?? .alone }
    }

    private let turnstile = NSLock()
    private let road: UnsafeMutablePointer<pthread_rwlock_t>

    init() {
        road = .allocate(capacity: 1)
        var attributes = pthread_rwlockattr_t()
        pthread_rwlockattr_init(&attributes)
        // Else one who wants the road alone waits for as long as others keep coming.
        pthread_rwlockattr_setkind_np(&attributes, Int32(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP))
        pthread_rwlock_init(road, &attributes)
        pthread_rwlockattr_destroy(&attributes)
    }

    deinit {
        pthread_rwlock_destroy(road)
        road.deallocate()
    }

    func pass<T>(_ manner: Manner, _ body: () throws -> T) rethrows -> T {
        switch manner {
        case .amongOthers:
            pthread_rwlock_rdlock(road)
            defer { pthread_rwlock_unlock(road) }
            return try body()
        case .oneUnluckyAtATime: return try turnstile.withLock { try pass(.amongOthers, body) }
        case .alone:
            pthread_rwlock_wrlock(road)
            defer { pthread_rwlock_unlock(road) }
            return try body()
        }
    }
}
