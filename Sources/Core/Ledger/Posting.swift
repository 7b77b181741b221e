// SPDX-License-Identifier: Apache-2.0

import Domain

/// The part of the book that an operation touches, as loaded inside its transaction.
public struct BookView: Sendable {
    public var balances: [Account: Balance]
    /// Contents of the accounts that carry a lot, and of processes from which a lot came.
    public var contents: [Account: Content]
    /// Every origin that occurs in `contents` and `compositions`, and the origin that bears the id of a lot the moves name,
    /// where it was begun before.
    public var origins: [OriginID: Origin]
    /// For each lot of a difference account: what all accounts of that lot hold together, for gaps after the lot moved on.
    /// Where nothing is left of the lot a gap is an origin of its own.
    public var compositions: [LotID: Content]
    /// Pending entries among those the moves resolve that were resolved before.
    public var resolved: Set<EntryID>
    /// Classification of each touched site on the day.
    public var classify: @Sendable (SiteID, CalendarDate) -> Classification

    public init(
        balances: [Account: Balance] = [:], contents: [Account: Content] = [:], origins: [OriginID: Origin] = [:],
        compositions: [LotID: Content] = [:], resolved: Set<EntryID> = [],
        classify: @escaping @Sendable (SiteID, CalendarDate) -> Classification
    ) {
        self.balances = balances
        self.contents = contents
        self.origins = origins
        self.compositions = compositions
        self.resolved = resolved
        self.classify = classify
    }
}

/// Everything one operation changes in the book. Saved whole in the operation's transaction.
public struct Posting: Sendable {
    public var entries: [Entry] = []
    /// Net change of each account, in account order; each row is changed once.
    public var balances: [Account: Balance] = [:]
    /// Net change of each account's content.
    public var contents: [Account: Content] = [:]
    public var origins: [Origin] = []
    public var bundles: [Bundle] = []
    /// Sums of cells, each cell once, in the order of their keys, so that rows that lie together are saved together.
    public var siteCells: [(cell: SiteCell, grams: Int64)] = []
    public var upperCells: [(cell: UpperCell, grams: Int64)] = []
    public var fateCells: [(cell: FateCell, grams: Int64)] = []

    public init() {}
}

/// Works out what a list of moves does to the book.
///
/// - Parameters:
///   - moves: in order; a lot may be filled and emptied by the same operation.
///   - view: every account the moves name, and its content where it has a lot.
///   - learned: month in which the operation is recorded, in the country's zone.
///   - mintEntry, mintOrigin: identifiers; an origin takes the id of the lot it is first booked in, a bundle a new one.
/// - Throws: ``LedgerError`` when a bounded account would fall below zero, an amount is not above zero, or a pending
///   entry was resolved before. The posting is whole or nothing.
public func post(
    _ moves: [Move], by operation: OperationID, learned: Month, in view: BookView, mintEntry: () -> EntryID, mintOrigin: () -> OriginID
) throws(LedgerError) -> Posting {
    var book = Poster(view: view, operation: operation, learned: learned)
    for move in moves { try book.apply(move, id: mintEntry()) }
    try book.checkBounds()
    book.bundleSmallOrigins(mintOrigin)
    return book.summed()
}

/// Applies moves one after another on top of a view.
private struct Poster {
    let view: BookView
    let operation: OperationID
    let learned: Month
    var posting = Posting()
    private var origins: [OriginID: Origin]
    private var resolvedHere: Set<EntryID> = []
    private var sides: [Side] = []
    private var fates: [FateCell: Int64] = [:]

    init(view: BookView, operation: OperationID, learned: Month) {
        self.view = view
        self.operation = operation
        self.learned = learned
        origins = view.origins
    }

    mutating func apply(_ move: Move, id: EntryID) throws(LedgerError) {
        guard move.mass > .zero else { throw .notPositive(account: move.credit, mass: move.mass) }
        precondition(move.credit.material == move.debit.material, "An entry moves one material.")
        precondition(move.credit != move.debit, "An entry has two sides.")
        if let pending = move.phase.resolves {
            guard !view.resolved.contains(pending.id), resolvedHere.insert(pending.id).inserted else { throw .alreadyResolved(pending.id) }
            posting.balances[pending.credit, default: Balance()].pending -= pending.mass.raw
            posting.balances[pending.debit, default: Balance()].pending += pending.mass.raw
        }
        switch move.phase {
        case .pending:
            posting.balances[move.credit, default: Balance()].pending += move.mass.raw
            posting.balances[move.debit, default: Balance()].pending -= move.mass.raw
        case .plain, .posting:
            try moveContent(move)
            posting.balances[move.credit, default: Balance()].posted -= move.mass.raw
            posting.balances[move.debit, default: Balance()].posted += move.mass.raw
            addToCells(move.credit, move, grams: -move.mass.raw)
            addToCells(move.debit, move, grams: move.mass.raw)
        case .voiding: break
        }
        posting.entries.append(
            Entry(
                id: id, operation: operation, document: move.document, credit: move.credit, debit: move.debit, mass: move.mass,
                occurred: move.occurred, reason: move.reason, phase: move.phase.number, resolves: move.phase.resolves?.id))
    }

    /// Of several refusals the one of the first account is told, so that the same refusal names the same account every time.
    func checkBounds() throws(LedgerError) {
        var first: (account: Account, refusal: LedgerError)?
        for (account, change) in posting.balances where account.compartment.isBounded {
            let before = view.balances[account] ?? Balance()
            let posted = before.posted + change.posted
            let available = posted - before.pending - change.pending
            let requested = posted < 0 ? -change.posted : available < 0 ? change.pending - change.posted : nil
            if let requested, first.map({ account < $0.account }) ?? true {
                first = (account, refusal(account, holding: before, requested: requested))
            }
        }
        if let first { throw first.refusal }
    }

    /// What is reserved for others is not left, and what is only promised is not there yet.
    private func refusal(_ account: Account, holding balance: Balance, requested: Int64) -> LedgerError {
        .insufficientStock(
            account: account, available: Mass(max(0, min(balance.posted, balance.available))), requested: Mass(requested))
    }

    // MARK: Contents

    private func content(of account: Account) -> Content {
        let before = view.contents[account] ?? Content()
        return posting.contents[account].map { before.adding($0) } ?? before
    }

    private func balance(of account: Account) -> Balance {
        let before = view.balances[account] ?? Balance()
        let change = posting.balances[account] ?? Balance()
        return Balance(posted: before.posted + change.posted, pending: before.pending + change.pending)
    }

    private mutating func moveContent(_ move: Move) throws(LedgerError) {
        guard let part = try portion(of: move) else { return }
        posting.contents[move.credit] = (posting.contents[move.credit] ?? Content()).adding(part, times: -1)
        posting.contents[move.debit] = (posting.contents[move.debit] ?? Content()).adding(part)
        for share in part.shares {
            guard let origin = origins[share.origin] else { preconditionFailure("A view holds the origins of its contents.") }
            addToFates(origin, move.credit.compartment, move, grams: -share.grams)
            addToFates(origin, move.debit.compartment, move, grams: share.grams)
        }
    }

    /// Which origins' grams a move carries; `nil` when neither side keeps lots apart.
    private mutating func portion(of move: Move) throws(LedgerError) -> Content? {
        let grams = move.mass.raw
        if move.credit.isLotStock {
            let held = content(of: move.credit)
            guard held.total >= grams else { throw refusal(move.credit, holding: balance(of: move.credit), requested: grams) }
            return held.portion(of: grams)
        }
        // A difference gives back what it took.
        if move.credit.isLotDifference {
            let kept = content(of: move.credit)
            if kept.total >= grams { return kept.portion(of: grams) }
        }
        // And is given what it gave, origin by origin: an estimate trued up upward, a gap that closes.
        if move.debit.isLotDifference {
            let gained = content(of: move.debit).negated
            if gained.total >= grams { return gained.portion(of: grams) }
        }
        // A gain is more of the same lot, wherever that is.
        if move.credit.isLotDifference, let lot = move.credit.lot {
            let receiving = move.debit.lot == lot ? content(of: move.debit) : Content()
            if receiving.total > 0 { return receiving.portion(of: grams) }
            if let whole = view.compositions[lot], whole.shares.contains(where: { $0.grams > 0 }) { return whole.portion(of: grams) }
        }
        guard let lot = move.credit.isLotDifference ? move.credit.lot : move.debit.lot else { return nil }
        return Content([Content.Share(origin: begin(lot, move), grams: grams)])
    }

    /// The origin that a lot's first grams make.
    private mutating func begin(_ lot: LotID, _ move: Move) -> OriginID {
        let id = OriginID(lot.value)
        if origins[id] == nil {
            let place = view.classify(move.credit.site, move.occurred)
            let origin = Origin(
                id: id, site: move.credit.site, material: move.credit.material, occurred: move.occurred, province: place.province,
                sector: place.sector)
            origins[id] = origin
            posting.origins.append(origin)
        }
        return id
    }

    /// Keeps a lot's content at ``originsPerLotMax`` rows, or a little above where no two of the smallest are of one kind:
    /// the smallest origins of one province, industry and material become one row that opens to its own content. A quarter
    /// more than must go is bundled, so that the next loads find room and bundles do not nest at every step.
    mutating func bundleSmallOrigins(_ mint: () -> OriginID) {
        for account in posting.contents.keys.filter({ $0.isLotStock }).sorted() {
            let whole = content(of: account)
            let excess = whole.shares.count - originsPerLotMax
            guard excess > 0 else { continue }
            let smallest = whole.shares.sorted { $0.grams != $1.grams ? $0.grams < $1.grams : $0.origin < $1.origin }
                .prefix(excess + originsPerLotMax / 4)
            let kinds = Dictionary(grouping: smallest) { origins[$0.origin]?.kind }
            for (kind, shares) in kinds.sorted(by: { ($0.value.first?.origin.value ?? 0) < ($1.value.first?.origin.value ?? 0) }) {
                guard let kind, shares.count > 1, let first = shares.compactMap({ origins[$0.origin] }).first else { continue }
                let id = mint()
                let origin = Origin(
                    id: id, site: account.site, material: kind.material, occurred: first.occurred, province: kind.province, sector: kind.sector)
                let content = Content(Array(shares))
                origins[id] = origin
                posting.origins.append(origin)
                posting.bundles.append(Bundle(origin: origin, content: content))
                let change = Content([Content.Share(origin: id, grams: content.total)]).adding(content, times: -1)
                posting.contents[account] = (posting.contents[account] ?? Content()).adding(change)
            }
        }
    }

    // MARK: Cells

    private mutating func addToCells(_ account: Account, _ move: Move, grams: Int64) {
        sides.append(
            Side(
                site: account.site, material: account.material, compartment: account.compartment.number, day: move.occurred,
                month: move.occurred.month, grams: grams))
    }

    private mutating func addToFates(_ origin: Origin, _ compartment: Compartment, _ move: Move, grams: Int64) {
        let cell = FateCell(
            province: origin.province, sector: origin.sector, material: origin.material, compartment: compartment,
            occurred: move.occurred.month, learned: learned)
        fates[cell, default: 0] += grams
    }

    /// The posting with the sums of its cells.
    mutating func summed() -> Posting {
        sides.sort(by: <)
        posting.siteCells = siteSums(of: sides, learned: learned)
        posting.upperCells = upperSums(of: sides, learned: learned, classify: view.classify)
        posting.fateCells = fates.map { ($0.key, $0.value) }.sorted { $0.cell < $1.cell }
        return posting
    }
}
