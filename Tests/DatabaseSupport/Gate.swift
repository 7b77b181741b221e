// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Keeps a closure of the database open until the test says so.
public final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let held: AsyncStream<Void>
    private let reachesHold: AsyncStream<Void>.Continuation

    public init() { (held, reachesHold) = AsyncStream.makeStream() }

    /// Called in the closure: blocks its thread, as a long statement would.
    public func hold() {
        reachesHold.yield()
        opened.wait()
    }

    /// Returns once the closure has come to its hold.
    public func whenHeld() async {
        for await _ in held { return }
    }

    public func open() { opened.signal() }
}
