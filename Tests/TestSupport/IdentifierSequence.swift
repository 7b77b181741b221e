// SPDX-License-Identifier: Apache-2.0

import Domain

/// Identifiers that ascend by one, of whatever kind is asked for.
public struct IdentifierSequence: Sendable {
    private var last: Int64

    public init(after last: Int64 = 0) { self.last = last }

    public mutating func next<Kind>(_ kind: Kind.Type = Kind.self) -> Identifier<Kind> {
        last += 1
        return Identifier(last)
    }
}
