// SPDX-License-Identifier: Apache-2.0

/// An amount that is added to a row of sums.
///
/// The hash of what tells the row from others is taken at once, by whoever works the amount out: the one writer only compares.
public struct SumRow: Sendable {
    public let key: [SQLValue]
    public var amount: Int64
    public let hash: Int

    /// - Parameter values: those that tell the row from others, in the order of the statement, and the amount, a whole number.
    public init(_ values: [SQLValue]) {
        guard case .int(let amount)? = values.last else { preconditionFailure("The last value is the amount, a whole number.") }
        self.init(key: Array(values.dropLast()), amount: amount)
    }

    public init(key: [SQLValue], amount: Int64) {
        self.key = key
        self.amount = amount
        hash = key.hashValue
    }

    public var values: [SQLValue] { key + [.int(amount)] }
}
