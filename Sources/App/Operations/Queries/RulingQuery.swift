// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Rulings
import Stores

/// A ruling as everybody reads it; texts are `nil` once erased.
public struct PublishedRuling: Sendable, Hashable {
    /// Of the question that led to it; says nothing about who asked.
    public var id: InquiryID
    public var ruling: WasteRuling
    public var subject: String?
    public var reason: String?
    public var source: String?
    /// Who ruled.
    public var authority: Organisation?
}

/// A question as the firm that asked it and officers read it; texts are `nil` once erased.
public struct OpenedInquiry: Sendable, Hashable {
    public var inquiry: WasteInquiry
    public var organisation: Organisation?
    public var process: String?
    public var product: String?
    public var detail: String?
    public var published: PublishedRuling?
    /// Whether the reader may rule on it.
    public var mayRule: Bool
}

/// Rulings, one page.
public struct RulingList: Sendable {
    public var rows: [PublishedRuling]
    /// The last of this page, when more follow.
    public var next: InquiryID?
}

/// Questions, one page.
public struct InquiryList: Sendable {
    public var shelf: InquiryShelf
    public var rows: [OpenedInquiry]
    /// The last of this page, when more follow.
    public var next: InquiryID?
}

/// Whose questions a list shows.
public enum InquiryShelf: String, CaseIterable, Sendable {
    /// The firm's own.
    case own
    /// Those of everybody that wait for an officer.
    case open
}

extension Platform {
    /// Rulings, the latest first: for everybody.
    public func rulings(of waste: WasteCodeID? = nil, before: InquiryID? = nil, limit: Int) async throws -> RulingList {
        try await readPublished { r in
            let found = try r.rulings.ruled(waste: waste, before: before, limit: limit + 1)
            let rows = try found.prefix(limit).compactMap { try r.published($0) }
            return RulingList(rows: rows, next: found.count > limit ? rows.last?.id : nil)
        }
    }

    public func ruling(_ id: InquiryID) async throws -> PublishedRuling {
        try await readPublished { r in
            guard let inquiry = try r.rulings.inquiry(id), let published = try r.published(inquiry) else { throw PlatformError.notFound }
            return published
        }
    }

    /// Questions: a firm's own, the latest first; for whoever rules, those that wait, the first asked first.
    ///
    /// - Parameter beyond: the last of the page before.
    public func inquiries(beyond: InquiryID? = nil, limit: Int, by actor: Actor) async throws -> InquiryList {
        try await read { r in
            guard let own = actor.principal?.id else { throw PlatformError.notFound }
            if case .refused(let refusal) = may(.readInquiry, actor: actor, subject: actor.wholeReach) { throw refusal }
            let reachesAll = may(.readInquiry, actor: actor, subject: Subject()).isAllowed
            let found =
                try reachesAll ? r.rulings.open(after: beyond, limit: limit + 1) : r.rulings.inquiries(of: own, before: beyond, limit: limit + 1)
            let rows = try found.prefix(limit).map { try r.opened($0, by: actor) }
            return InquiryList(shelf: reachesAll ? .open : .own, rows: rows, next: found.count > limit ? rows.last?.inquiry.id : nil)
        }
    }

    public func inquiry(_ id: InquiryID, by actor: Actor) async throws -> OpenedInquiry {
        try await read { r in
            try r.opened(try r.requiredInquiry(id, by: actor), by: actor)
        }
    }

    public func inquiryPhoto(_ id: InquiryID, hash: String, by actor: Actor) async throws -> (mediaType: String, bytes: [UInt8]) {
        try await read { r in
            guard try r.requiredInquiry(id, by: actor).photo == hash, let found = try r.notes.attachment(hash) else { throw PlatformError.notFound }
            return (found.mediaType, found.bytes)
        }
    }
}

extension Reading {
    var rulings: RulingStore { RulingStore(session) }

    fileprivate func requiredInquiry(_ id: InquiryID, by actor: Actor) throws -> WasteInquiry {
        guard let inquiry = try rulings.inquiry(id) else { throw PlatformError.notFound }
        if case .refused(let refusal) = may(.readInquiry, actor: actor, subject: inquiry.subject) { throw refusal }
        return inquiry
    }

    fileprivate func published(_ inquiry: WasteInquiry) throws -> PublishedRuling? {
        try inquiry.ruling.map { ruling in
            PublishedRuling(
                id: inquiry.id, ruling: ruling, subject: try journal.open(ruling.subject), reason: try journal.open(ruling.reason),
                source: try journal.open(ruling.source), authority: try registry.organisation(ruling.ruledBy))
        }
    }

    fileprivate func opened(_ inquiry: WasteInquiry, by actor: Actor) throws -> OpenedInquiry {
        OpenedInquiry(
            inquiry: inquiry, organisation: try registry.organisation(inquiry.organisation), process: try journal.open(inquiry.process),
            product: try journal.open(inquiry.product), detail: try inquiry.detail.flatMap { try journal.open($0) }, published: try published(inquiry),
            mayRule: may(.giveRuling, actor: actor, subject: inquiry.subject).isAllowed)
    }
}
