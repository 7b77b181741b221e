// SPDX-License-Identifier: Apache-2.0

/// Makes 64-bit identifiers without asking a database: 41 bits of milliseconds, 10 bits of node, 12 bits of counter.
///
/// Identifiers of one mint ascend strictly. When the clock stands still or goes back, the mint goes on from the last
/// millisecond it used, so that no identifier is made twice; a node's number is leased so that no two nodes share one.
public struct IdentifierMint: Sendable {
    /// 2024-01-01 UTC; 41 bits last until 2093.
    public static let epoch = Instant(microseconds: 1_704_067_200_000_000)
    public static let nodeRange: ClosedRange<Int64> = 0...1023

    private let node: Int64
    private var last: Int64 = -1
    private var counter: Int64 = 0

    public init(node: Int64) {
        precondition(Self.nodeRange.contains(node), "A node number has 10 bits.")
        self.node = node
    }

    /// The smallest identifier that any node could mint at this moment: a bound for lists by time.
    public static func floor(_ moment: Instant) -> Int64 { max(0, (moment.microseconds - epoch.microseconds) / 1000) << 22 }

    public mutating func mint<Kind>(_ kind: Kind.Type = Kind.self, at now: Instant) -> Identifier<Kind> {
        let milliseconds = max(0, (now.microseconds - Self.epoch.microseconds) / 1000)
        if milliseconds > last {
            last = milliseconds
            counter = 0
        } else {
            counter += 1
            if counter > 4095 {
                last += 1
                counter = 0
            }
        }
        return Identifier(last << 22 | node << 12 | counter)
    }
}
