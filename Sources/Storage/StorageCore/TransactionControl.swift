// SPDX-License-Identifier: Apache-2.0

extension Query {
    /// Whether a statement begins, ends or nests a transaction. Drivers refuse such a statement from a closure: the transaction is theirs.
    public static func isTransactionControl(_ text: String) -> Bool {
        transactionWords.contains(text.drop { $0.isWhitespace }.prefix { $0.isLetter }.uppercased())
    }

    private static let transactionWords: Set = ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE"]
}
