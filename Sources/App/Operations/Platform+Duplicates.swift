// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore
import Stores
import Synchronization

/// Two firms that look like one.
public struct DuplicateRow: Sendable {
    public var first: Organisation
    public var second: Organisation
    public var likeness: Likeness
    /// Codes of the provinces in which either has a site.
    public var provinces: [String]

    /// Where the list goes on after this row.
    public var cursor: String { "\(likeness.score)-\(first.id)-\(second.id)" }
}

/// Pairs that wait for an officer.
public struct DuplicateList: Sendable {
    public var rows: [DuplicateRow]
    /// The cursor of the last one, where more follow.
    public var next: String?
}

/// Both firms of a pair with all that tells them apart.
public struct DuplicatePage: Sendable {
    public struct Side: Sendable {
        public var organisation: Organisation
        public var sites: [Site]
        public var permits: Int
        public var administrators: Int
        /// Notes that are under way.
        public var openNotes: Int
        /// Standing arrangements that end when the firm goes into the other.
        public var arrangements: Int
        public var contact: RegistrationContact?
    }

    public var sides: [Side]
    /// `nil` when the two were put side by side without looking alike.
    public var likeness: Likeness?
    public var areDistinct: Bool
    public var contradictions: [MergeContradiction]
}

extension Platform {
    /// Firms of one key beyond which the key says nothing: it is a common word of a trade.
    static let firmsOfOneKey = 40

    /// Compares firms that wait for it with those that share a key with them, and keeps pairs that look alike.
    ///
    /// - Parameter limit: of firms; each has some ten keys, and a key at most ``firmsOfOneKey`` firms, so the work grows with
    ///   the number of firms and no faster.
    /// - Parameter cache: carried from step to step of a long run. A face that changes meanwhile waits to be compared itself, so an
    ///   old one in it loses no pair.
    /// - Returns: how many were compared; fewer than `limit` when none is left.
    @discardableResult
    public func compareFirms(limit: Int, cache: FaceCache? = nil) async throws -> Int {
        try await database.write { session in
            let reading = Reading(session: session, platform: self)
            for id in try reading.duplicates.faceless(limit: limit) { try reading.saveFace(of: id) }
            let waiting = try reading.duplicates.waiting(limit: limit)
            var known = cache?.take() ?? [:]
            for face in waiting { try reading.compare(face, &known) }
            cache?.put(known)
            return waiting.count
        }
    }

    /// Pairs that wait for an officer, the most alike first.
    ///
    /// - Parameter after: the cursor of the last row seen.
    public func duplicates(after: String? = nil, limit: Int, by actor: Actor) async throws -> DuplicateList {
        let numbers = (after ?? "").split(separator: "-").compactMap { Int64($0) }
        let cursor = numbers.count == 3 ? (Int(numbers[0]), OrganisationID(numbers[1]), OrganisationID(numbers[2])) : nil
        return try await read { r in
            let found = try r.duplicates.pairs(province: try actor.provinceReach(.mergeOrganisations), after: cursor, limit: limit + 1)
            let shown = found.prefix(limit)
            let firms = try r.registry.organisations(shown.flatMap { [$0.first, $0.second] })
            let provinces = try r.registry.provinces(of: shown.flatMap { [$0.first, $0.second] })
            let rows = shown.compactMap { pair -> DuplicateRow? in
                guard let first = firms[pair.first], let second = firms[pair.second] else { return nil }
                let places = Set((provinces[pair.first] ?? []) + (provinces[pair.second] ?? [])).sorted()
                return DuplicateRow(first: first, second: second, likeness: pair.likeness, provinces: places)
            }
            return DuplicateList(rows: rows, next: found.count > limit ? rows.last?.cursor : nil)
        }
    }

    /// How many pairs wait in the whole country.
    public func countDuplicates(by actor: Actor) async throws -> Int {
        try await read { r in
            if case .refused(let refusal) = may(.mergeOrganisations, actor: actor, subject: Subject()) { throw refusal }
            return try r.duplicates.countPairs()
        }
    }

    /// Both firms side by side, for an officer who may answer for both or whose province one of them stands in.
    public func duplicatePage(_ a: OrganisationID, _ b: OrganisationID, by actor: Actor) async throws -> DuplicatePage {
        try await read { r in
            guard a != b, let first = try r.registry.organisation(min(a, b)), let second = try r.registry.organisation(max(a, b)) else {
                throw PlatformError.notFound
            }
            try r.requireMerging(first.id, second.id, by: actor)
            let sides = [try r.side(first), try r.side(second)]
            let facts = zip([first, second], sides).map { MergeSide($0, hasAdministrator: $1.administrators > 0, permits: $1.permits) }
            return DuplicatePage(
                sides: sides, likeness: try r.duplicates.likeness(of: a, b), areDistinct: try r.duplicates.areDistinct(a, b),
                contradictions: MergeSide.contradictions(facts[0], facts[1]))
        }
    }

    /// An officer says that two firms are two; they are not shown as a pair again.
    public func keepApart(_ a: OrganisationID, _ b: OrganisationID, by actor: Actor, at moment: Instant? = nil) async throws {
        try await perform("organisation.keepApart", by: actor, at: moment) { work in
            guard a != b, try work.registry.organisation(a) != nil, try work.registry.organisation(b) != nil else { throw PlatformError.notFound }
            try work.reading.requireMerging(a, b, by: actor)
            guard try !work.duplicates.areDistinct(a, b) else {
                work.record(.act("firms \(min(a, b)) and \(max(a, b)) kept apart before"))
                return
            }
            let pair = DistinctPair(id: work.mint(), a, b, decidedAt: work.now)
            try work.duplicates.insert(pair)
            work.record(.distinct(pair))
        }
    }
}

/// Faces read already, for the steps of one long run.
public final class FaceCache: Sendable {
    private let faces = Mutex<[OrganisationID: FirmFace]>([:])
    /// Some 400 bytes each.
    private static let facesMax = 100_000

    public init() {}

    func take() -> [OrganisationID: FirmFace] {
        faces.withLock { faces in
            let taken = faces
            faces = [:]
            return taken
        }
    }

    func put(_ known: [OrganisationID: FirmFace]) { faces.withLock { $0 = known.count > Self.facesMax ? [:] : known } }
}

extension Work {
    var duplicates: DuplicateStore { DuplicateStore(session) }

    /// A firm's names, number or places changed: what it is compared by is made anew.
    ///
    /// - Parameter compares: at once; a whole register is compared in steps afterwards.
    func faceChanged(of organisation: OrganisationID, compares: Bool = true) throws {
        guard let face = try reading.saveFace(of: organisation), compares else { return }
        var known: [OrganisationID: FirmFace] = [:]
        try reading.compare(face, &known)
    }
}

extension Reading {
    var duplicates: DuplicateStore { DuplicateStore(session) }

    /// Needs a session that writes.
    @discardableResult
    fileprivate func saveFace(of organisation: OrganisationID) throws -> FirmFace? {
        guard let firm = try registry.organisation(organisation), firm.merger == nil, !firm.profiles.contains(.authority) else {
            try duplicates.remove(organisation)
            return nil
        }
        let face = FirmFace(firm, sites: try registry.sites(of: organisation), today: platform.today)
        try duplicates.save(face)
        return face
    }

    /// Compares one firm with all that share a key. Needs a session that writes.
    fileprivate func compare(_ face: FirmFace, _ known: inout [OrganisationID: FirmFace]) throws {
        var others: Set<OrganisationID> = []
        for key in face.keys { others.formUnion(try duplicates.sharing(key, most: Platform.firmsOfOneKey)) }
        others.remove(face.id)
        for other in try duplicates.faces(others.filter { known[$0] == nil }) { known[other.id] = other }
        known[face.id] = face
        try duplicates.removePairs(of: face.id)
        for id in others.sorted() {
            guard let other = known[id], let likeness = Likeness.between(face, other), try !duplicates.areDistinct(face.id, id) else { continue }
            try duplicates.save(likeness, of: face.id, id)
        }
        try duplicates.markCompared(face.id)
    }

    /// Merging binds both: the officer's mandate must reach both, so that no province loses a firm to another unseen.
    func requireMerging(_ a: OrganisationID, _ b: OrganisationID, by actor: Actor) throws {
        try unseenAsMissing {
            try require(.mergeOrganisations, of: a, by: actor)
            try require(.mergeOrganisations, of: b, by: actor)
        }
    }

    fileprivate func side(_ firm: Organisation) throws -> DuplicatePage.Side {
        let today = platform.today
        let counts = try notes.counts(of: firm.id)
        return DuplicatePage.Side(
            organisation: firm, sites: try registry.sites(of: firm.id), permits: try registry.permits(of: firm.id).count { $0.isInForce(on: today) },
            administrators: try people.memberships(in: firm.id).count { $0.role == .administrator && $0.isInForce(on: today) },
            openNotes: counts.values.reduce(0, +), arrangements: try openArrangements(of: firm.id).count, contact: try people.contact(of: firm.id)?.contact)
    }
}
