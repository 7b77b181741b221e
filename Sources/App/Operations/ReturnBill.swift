// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Returns

/// The photo or scan of a bill as sent: its type is told by its first bytes.
public struct ReturnBill: Hashable, Sendable {
    public var bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    private var paper: ArrangementPaper { ArrangementPaper(bytes: bytes) }
    var mediaType: String? { paper.mediaType }

    func problems(field: String) -> [Problem] { paper.problems.map { Problem(field: field, phrase: $0.phrase, facts: $0.facts) } }
}

extension Platform {
    /// The bill that a return shows, for whoever may read the return.
    public func returnBill(_ id: ReturnID, hash: String, by actor: Actor) async throws -> (mediaType: String, bytes: [UInt8]) {
        try await read { r in
            let made = try r.siteReturn(id, by: actor).made
            let shown = made.filings.reduce(made.answers.bills) { $0.union($1.answers.bills) }
            guard shown.contains(hash), let found = try r.notes.attachment(hash) else { throw PlatformError.notFound }
            return (found.mediaType, found.bytes)
        }
    }
}
