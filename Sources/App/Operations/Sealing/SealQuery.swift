// SPDX-License-Identifier: Apache-2.0

import Domain
import Seal
import Stores

/// What everybody may know of the seal.
public struct SealModel: Sendable {
    /// `nil` before the first line was sealed.
    public var latest: SignedHead?
    /// The last head of each day, latest first; days on which nothing was sealed have none.
    public var days: [SignedHead]
    /// Where the list goes on: days before the moment of this head's day.
    public var next: CalendarDate?
    /// Every key that ever signed, latest first.
    public var keys: [PublishedKey]
}

extension Platform {
    /// The state of the seal, with the last head of each day.
    ///
    /// - Parameters:
    ///   - day: only days before this one; the latest when there is none.
    ///   - limit: days on one page.
    public func seal(before day: CalendarDate? = nil, limit: Int = 31) async throws -> SealModel {
        let (nation, zone) = (country.rawValue, self.zone)
        return try await read { r in
            let store = SealStore(r.session)
            var rows: [SealStore.HeadRow] = []
            var row = try day.map { try store.head(before: zone.start(of: $0)) } ?? store.latestHead()
            while let found = row, rows.count <= limit {
                rows.append(found)
                row = try store.head(before: zone.start(of: zone.date(of: found.at)))
            }
            let hasMore = rows.count > limit
            let days = rows.prefix(limit).compactMap { $0.signed(nation: nation) }
            return SealModel(
                latest: try store.latestHead()?.signed(nation: nation), days: days, next: hasMore ? days.last.map { zone.date(of: $0.head.at) } : nil,
                keys: try store.keys().map(\.published).reversed())
        }
    }

    /// The head that was signed over so many lines.
    ///
    /// - Throws: ``PlatformError/notFound`` when no head has that size.
    public func sealedHead(size: Int64) async throws -> SignedHead {
        let nation = country.rawValue
        return try await read { r in
            guard let head = try SealStore(r.session).head(of: size)?.signed(nation: nation) else { throw PlatformError.notFound }
            return head
        }
    }

    /// Proves that the nation's tree over `later` lines begins with the one over `earlier`: nothing before was changed.
    ///
    /// - Throws: ``PlatformError/invalid(_:)`` when the sizes are not of heads, earlier before later.
    public func sealConsistency(from earlier: Int64, to later: Int64) async throws -> (proof: ConsistencyProof, earlier: SignedHead, later: SignedHead) {
        let nation = country.rawValue
        return try await read { r in
            let store = SealStore(r.session)
            var problems: [Problem] = []
            func head(_ size: Int64, _ field: String) throws -> SignedHead? {
                let head = try store.head(of: size)?.signed(nation: nation)
                if head == nil { problems.append(SealPhrase.sizeMissing.problem(field, ["size": .numeral(size)])) }
                return head
            }
            let first = try head(earlier, "from")
            let second = try head(later, "to")
            guard let first, let second, problems.isEmpty else { throw PlatformError.invalid(problems) }
            guard earlier <= later else { throw PlatformError.invalid([SealPhrase.sizeMissing.problem("to", ["size": .numeral(later)])]) }
            return (ConsistencyProof(earlier: earlier, later: later, path: try store.tree.consistencyProof(from: earlier, to: later)), first, second)
        }
    }
}
