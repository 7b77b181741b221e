// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Returns
import Stores

/// A counting of one waste in store, as typed.
public struct StockTakeForm: Hashable, Sendable {
    /// A ``StockTake/Kind``.
    public var kind = StockTake.Kind.counted.rawValue
    public var waste = ""
    public var amount = ""
    public var unit = "kg"
    /// ISO date.
    public var day = ""
    /// SHA-256 of a paper that is kept elsewhere, hexadecimal.
    public var paper = ""
    public var remark = ""

    public init() {}
}

extension Platform {
    /// Records what was counted of one waste in a site's store, or what stood there before its book began, with a photo or the hash of a paper.
    ///
    /// The next return that states the site's stock follows in the same operation: what it booked gives way to what was counted.
    ///
    /// - Throws: every problem of the form with its field; ``StockTakeError`` when issued notes have reserved what is missing.
    public func takeStock(_ siteID: SiteID, _ form: StockTakeForm, photo: Photo? = nil, by actor: Actor, at moment: Instant? = nil) async throws -> StockTake {
        let lists = self.lists
        let hash = photo.map { Secrets.hex(secrets.sha256($0.bytes)) }
        return try await perform("stock.take", by: actor, at: moment) { work in
            guard let site = try work.site(siteID) else { throw PlatformError.notFound }
            try work.reading.requireStockTake(at: site, by: actor)
            var reader = FormReader(lists: lists, today: work.today)
            reader.problems = photo?.problems("photo") ?? []
            let kind = StockTake.Kind(rawValue: form.kind)
            if kind == nil { reader.problems.append(OperationPhrase.fieldMissing.problem("kind")) }
            let waste = reader.waste(form.waste, field: "waste")
            let counted = reader.counted(form)
            let day = reader.date(form.day, field: "day")
            if let day, day > work.today { reader.problems.append(BookingPhrase.countedInFuture.problem("day", ["date": .date(day)])) }
            let paper = form.paper.trimmedBlanks.lowercased()
            if !paper.isEmpty, paper.count != 64 || !paper.allSatisfy(\.isHexDigit) { reader.problems.append(BookingPhrase.paperHashWrong.problem("paper")) }
            if hash == nil, paper.isEmpty { reader.problems.append(BookingPhrase.evidenceMissing.problem("photo")) }
            let remark = reader.text(form.remark.trimmedBlanks, field: "remark")
            guard reader.problems.isEmpty, let kind, let waste, let counted, let day else { throw PlatformError.invalid(reader.problems) }
            let material = Material.waste(waste.id)
            let lots = try work.ledger.accounts(of: siteID, .store, material, after: nil, limit: 1000).compactMap { row in
                row.account.lot.map { (lot: $0, posted: row.balance.posted, available: row.balance.available) }
            }
            let take = StockTake(
                document: work.mint(), site: siteID, kind: kind, day: day, material: material, counted: counted,
                known: kind == .counted ? lots.reduce(0) { $0 + $1.posted } : 0, photo: hash, paper: paper.isEmpty ? nil : paper,
                remark: try work.seal(remark), flows: try StockTake.flows(kind, counted: counted, lots: lots, site: siteID, material, fresh: work.mint()))
            if let photo, let hash, let type = photo.mediaType {
                try work.notes.attach(photo.bytes, hash: hash, mediaType: type, to: take.document, at: work.now)
            }
            var round = BookingRound(work.reading) { work.mint() }
            try round.follow(take)
            try work.save(round, besides: take.moves)
            for flow in take.flows where flow.from.compartment == .store { try work.markMoved(flow.from.lot, mass: Mass(flow.amount), at: siteID) }
            work.record(.stockTaken(take))
            return take
        }
    }

    /// The photo behind a stock-take, for whoever may read the site's book.
    ///
    /// - Parameter id: the operation that recorded it.
    public func stockTakePhoto(_ id: OperationID, hash: String, by actor: Actor) async throws -> (mediaType: String, bytes: [UInt8]) {
        try await read { r in
            guard let take = try r.stockTake(id), take.photo == hash else { throw PlatformError.notFound }
            _ = try r.bookSite(take.site, .readBook, by: actor)
            guard let found = try r.notes.attachment(hash) else { throw PlatformError.notFound }
            return (found.mediaType, found.bytes)
        }
    }
}

extension Reading {
    /// Gates and those who send returns count the stock.
    func requireStockTake(at site: Site, by actor: Actor) throws {
        if may(.arrangeLots, actor: actor, subject: bookSubject(of: site)).isAllowed { return }
        if case .refused(let refusal) = may(.submitReturn, actor: actor, subject: bookSubject(of: site)) { throw refusal }
    }

    /// What an operation counted, by its line in the journal.
    func stockTake(_ id: OperationID) throws -> StockTake? {
        guard let line = try journal.line(id), line.kind == "stock.take" else { return nil }
        for outcome in try Body.value(JournalPayload.self, from: line.payload).outcomes {
            if case .stockTaken(let take) = outcome { return take }
        }
        return nil
    }
}

extension FormReader {
    /// Grams that were counted; none at all is a figure too.
    fileprivate mutating func counted(_ form: StockTakeForm) -> Int64? {
        if case .number(let number) = NumberReading(form.amount), number.digits == 0 { return 0 }
        return mass(form.amount, unit: form.unit, method: MeasurementMethod.weighed.rawValue, field: "amount")?.mass.raw
    }
}
