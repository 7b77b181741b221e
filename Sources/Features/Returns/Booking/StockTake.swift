// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// One waste counted in a site's store, or brought forward when a site joins, with the evidence of it.
public struct StockTake: Hashable, Codable, Sendable {
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// What stands there, whatever the book says.
        case counted
        /// What stood there before the book began.
        case opening
    }

    public var document: DocumentID
    public var site: SiteID
    public var kind: Kind
    public var day: CalendarDate
    public var material: Material
    /// Grams.
    public var counted: Int64
    /// Grams that the book had in store when it was recorded; 0 for what is brought forward.
    public var known: Int64
    /// SHA-256 of a photo that was sent with it, or of a paper that is kept elsewhere.
    public var photo: String?
    public var paper: String?
    public var remark: SealedText?
    public var flows: [BookedFlow]

    public init(
        document: DocumentID, site: SiteID, kind: Kind, day: CalendarDate, material: Material, counted: Int64, known: Int64, photo: String?, paper: String?,
        remark: SealedText?, flows: [BookedFlow]
    ) {
        self.document = document
        self.site = site
        self.kind = kind
        self.day = day
        self.material = material
        self.counted = counted
        self.known = known
        self.photo = photo
        self.paper = paper
        self.remark = remark
        self.flows = flows
    }

    public var moves: [Move] {
        flows.map {
            Move(Mass($0.amount), from: $0.from, to: $0.to, on: day, because: $0.reason, document: document)
        }
    }

    /// What a counting moves: more than the book has comes out of `difference` into a lot of its own, less goes there from the oldest lots first.
    ///
    /// - Parameters:
    ///   - lots: in store, the oldest first, with what is there and what is not reserved for loads.
    ///   - fresh: the lot of what is more.
    /// - Throws: ``StockTakeError`` when what is missing is reserved for loads.
    public static func flows(
        _ kind: Kind, counted: Int64, lots: [(lot: LotID, posted: Int64, available: Int64)], site: SiteID, _ material: Material, fresh: LotID
    ) throws(StockTakeError) -> [BookedFlow] {
        func store(_ lot: LotID) -> Account { Account(site, .store, material, lot: lot) }
        guard kind == .counted else {
            guard counted > 0 else { throw .nothingBroughtForward }
            return [BookedFlow(from: Account(site, .opening, material), to: store(fresh), amount: counted, reason: .openingStock)]
        }
        let known = lots.reduce(Int64(0)) { $0 + $1.posted }
        var missing = known - counted
        if missing < 0 {
            return [BookedFlow(from: Account(site, .difference, material, lot: fresh), to: store(fresh), amount: -missing, reason: .stockTaken)]
        }
        let free = lots.reduce(Int64(0)) { $0 + max(0, min($1.posted, $1.available)) }
        guard missing <= free else { throw .reserved(counted: Mass(counted), known: Mass(known), reserved: Mass(known - free)) }
        var flows: [BookedFlow] = []
        for lot in lots where missing > 0 {
            let taken = min(missing, max(0, min(lot.posted, lot.available)))
            guard taken > 0 else { continue }
            missing -= taken
            flows.append(
                BookedFlow(from: store(lot.lot), to: Account(site, .difference, material, lot: lot.lot), amount: taken, reason: .stockTaken))
        }
        return flows
    }
}

/// What a stock-take refuses.
public enum StockTakeError: Explainable, Hashable {
    case nothingBroughtForward
    /// Issued notes have reserved more than was counted.
    case reserved(counted: Mass, known: Mass, reserved: Mass)

    public var standing: Standing { .invalid }

    public var problems: [Problem] {
        switch self {
        case .nothingBroughtForward: [BookingPhrase.nothingBroughtForward.problem("amount")]
        case .reserved(let counted, let known, let reserved):
            [BookingPhrase.stockReserved.problem("amount", ["counted": .mass(counted), "known": .mass(known), "reserved": .mass(reserved)])]
        }
    }
}
