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
    /// The last millisecond used, counted from ``epoch``; before the first identifier, the one before the first that may be used.
    public private(set) var last: Int64
    private var counter = Self.counterMax

    private static let counterMax: Int64 = 4095

    /// - Parameters:
    ///   - node: number of the process among those that share a database.
    ///   - floor: first millisecond from ``epoch`` that may be used; earlier ones belong to who had the number before.
    public init(node: Int64, from floor: Int64 = 0) {
        precondition(Self.nodeRange.contains(node), "A node number has 10 bits.")
        self.node = node
        last = floor - 1
    }

    /// Milliseconds from ``epoch`` to a moment; 0 before it.
    public static func milliseconds(_ moment: Instant) -> Int64 { max(0, (moment.microseconds - epoch.microseconds) / 1000) }

    /// The smallest identifier that any node could mint at this moment: a bound for lists by time.
    public static func floor(_ moment: Instant) -> Int64 { milliseconds(moment) << 22 }

    /// The moment at which a number was minted, to a millisecond.
    public static func moment(of value: Int64) -> Instant { Instant(microseconds: epoch.microseconds + (value >> 22) * 1000) }

    public mutating func mint<Kind>(_ kind: Kind.Type = Kind.self, at now: Instant) -> Identifier<Kind> {
        let milliseconds = Self.milliseconds(now)
        if milliseconds > last {
            last = milliseconds
            counter = 0
        } else if counter < Self.counterMax {
            counter += 1
        } else {
            last += 1
            counter = 0
        }
        return Identifier(last << 22 | node << 12 | counter)
    }
}
