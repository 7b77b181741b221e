// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Ledger
import Returns
import Stores

/// Returns that are booked in one operation: one that was sent, and those of later or longer periods that follow from it.
///
/// Nothing is booked before all are worked out, so that a store which one return empties and the next fills never runs dry in between.
struct BookingRound {
    private let reading: Reading
    private let mint: () -> LotID
    private(set) var moves: [Move] = []
    /// What the operation books besides, which levels know of.
    private var besides: [Move] = []
    /// In the order in which they were worked out.
    private(set) var booked: [StoredBooking] = []

    init(_ reading: Reading, mint: @escaping () -> LotID) {
        self.reading = reading
        self.mint = mint
    }

    /// Works out what a return books by one of its versions, and what that changes in others.
    mutating func take(_ made: SiteReturn, filing: Int) throws {
        let before = try reading.bookings.booking(of: made.id)
        let now = try book(made, filing: filing, before: before?.booking)
        let period = made.head.period
        func inStore(_ booking: ReturnBooking?) -> Int64 { booking?.net { $0.compartment == .store && $0.material.isWaste } ?? 0 }
        // A stock-take says what is there whatever came before: only the next one must give way. So does the outlet of a works.
        var isStockSettled = inStore(now) == inStore(before?.booking)
        var isWaterSettled = now.heldWater == before?.booking.heldWater ?? 0
        for other in try reading.bookings.bookings(of: made.head.site, endingFrom: period.last, limit: 60) where other.id != made.id {
            guard other.isAfter(period) else { continue }
            let holdsIt = other.period.lowerBound <= period.first
            guard holdsIt || (other.hasStock && !isStockSettled) || (other.hasOutflow && !isWaterSettled) else { continue }
            if other.hasStock { isStockSettled = true }
            if other.hasOutflow { isWaterSettled = true }
            try again(other)
        }
    }

    /// Lets the next return that states the site's stock follow a stock-take.
    mutating func follow(_ take: StockTake) throws {
        besides = take.moves
        let next = try reading.bookings.bookings(of: take.site, endingFrom: Period.month(take.day.month).last, limit: 60).first { $0.hasStock }
        if let next { try again(next) }
    }

    /// Lets returns of both ends of a pipe follow what was agreed on for a month: those whose period holds it, and the next that empties the works.
    mutating func follow(_ transfer: PipeTransfer, _ agreed: [Move]) throws {
        besides = agreed
        for site in [transfer.works, transfer.sender] {
            var isSettled = site == transfer.sender
            for other in try reading.bookings.bookings(of: site, endingFrom: transfer.day, limit: 60) {
                let holdsIt = other.period.lowerBound <= Period.month(transfer.month).first
                guard holdsIt || (other.hasOutflow && !isSettled) else { continue }
                if other.hasOutflow { isSettled = true }
                try again(other)
            }
        }
    }

    /// Works out again what a return books, by the version that is booked.
    mutating func again(_ stored: StoredBooking) throws {
        guard let made = try reading.returns.siteReturn(stored.id) else { return }
        _ = try book(made, filing: stored.booking.filing, before: stored.booking)
    }

    private mutating func book(_ made: SiteReturn, filing: Int, before: ReturnBooking?) throws -> ReturnBooking {
        guard let set = reading.platform.dataSets.set(made.head.dataSet, version: made.head.dataSetVersion),
            let answers = made.filings.first(where: { $0.number == filing })?.answers
        else { throw PlatformError.notFound }
        let booker = ReturnBooker(set, isic: made.head.isic)
        let facts = try facts(of: made, answers, booker, before: before)
        let booking = try booker.booking(of: answers, filing: filing, facts)
        moves += booking.moves(replacing: before, document: DocumentID(made.id.value))
        booked.append(
            StoredBooking(
                id: made.id, period: made.head.period.first...made.head.period.last,
                hasStock: !booker.comparesStock && booking.lines.contains { $0.rule == .stock }, booking: booking))
        return booking
    }

    // MARK: Facts

    private func facts(of made: SiteReturn, _ answers: ReturnAnswers, _ booker: ReturnBooker, before: ReturnBooking?) throws -> BookingFacts {
        let head = made.head
        let lot = try before?.facts.uncodedLot ?? reading.ledger.storeLot(of: .uncodedWaste, at: head.site) ?? mint()
        var facts = BookingFacts(site: head.site, day: head.period.last, uncodedLot: lot)
        let notes = try reading.notes(of: head)
        facts.sent = notes.sent.reduce(0) { $0 + $1.mass.raw }
        facts.received = notes.received.reduce(0) { $0 + $1.mass.raw }
        facts.carried = notes.carried.raw
        var known: [WasteKey: Int64] = [:]
        for line in notes.sent + notes.received {
            known[WasteKey(waste: line.waste, destination: line.destination, site: line.site), default: 0] += line.mass.raw
        }
        facts.notes = known.sorted { $0.key < $1.key }.map { BookingFacts.KnownWaste(key: $0.key, amount: $0.value) }
        facts.lots = before?.facts.lots ?? []
        for line in answers.wastes where WasteDestination.chosen.contains(line.destination) && !facts.lots.contains(where: { $0.key == line.key }) {
            facts.lots.append(BookingFacts.Lot(key: line.key, lot: mint()))
        }
        facts.shorter = try shorter(than: made)
        let piped = try reading.discharge.piped(at: head.site, head.period.months)
        facts.piped = piped.into
        facts.pipedOut = piped.out == 0 ? nil : piped.out
        try addLevels(to: &facts, head, standing: booker.comparesStock, without: try ownAndLonger(made, before))
        return facts
    }

    /// What shorter returns of the site within the period booked, by field; what left by ways without a note counts with the fields that sum it.
    private func shorter(than made: SiteReturn) throws -> [BookingFacts.Known] {
        let period = made.head.period
        let days = period.first...period.last
        var found = Dictionary(
            try reading.bookings.bookings(of: made.head.site, within: days).map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
        for one in booked where days.contains(one.period.lowerBound) && days.contains(one.period.upperBound) { found[one.id] = one }
        var sums: [String: Int64] = [:]
        for one in found.values where one.id != made.id && one.period != days {
            for line in one.booking.lines where line.booked != 0 {
                switch line.subject {
                case .field(let field): sums[field, default: 0] += line.booked
                case .waste: for field in ["wasteSent", "wasteCollected"] { sums[field, default: 0] += line.booked }
                }
            }
        }
        return sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { BookingFacts.Known(field: $0.key, amount: $0.value) }
    }

    /// What the return booked before, and what longer returns of the same last day booked.
    private func ownAndLonger(_ made: SiteReturn, _ before: ReturnBooking?) throws -> [BookedFlow] {
        let period = made.head.period
        let days = period.last...period.last
        let longer = try reading.bookings.bookings(of: made.head.site, endingFrom: days.lowerBound, limit: 60).filter {
            $0.id != made.id && $0.period.upperBound == period.last && $0.period.lowerBound < period.first
        }
        // What is about to change has not changed in the cells.
        return (before?.flows ?? []) + longer.flatMap(\.booking.flows)
    }

    private func addLevels(to facts: inout BookingFacts, _ head: ReturnHead, standing: Bool, without own: [BookedFlow]) throws {
        let month = head.period.last.month
        var levels: [Level: Int64] = [:]
        for level in try reading.ledger.levels(of: head.site, through: month) {
            levels[Level(material: level.material, compartment: level.compartment), default: 0] += level.amount
        }
        func add(_ account: Account, _ amount: Int64) {
            guard account.site == head.site else { return }
            levels[Level(material: account.material, compartment: account.compartment), default: 0] += amount
        }
        for flow in own {
            add(flow.from, flow.amount)
            add(flow.to, -flow.amount)
        }
        for move in besides + moves where move.occurred.month <= month {
            add(move.credit, -move.mass.raw)
            add(move.debit, move.mass.raw)
        }
        for (level, amount) in levels {
            switch (level.compartment, level.material) {
            case (.store, .uncodedWaste): facts.uncoded += amount
            case (.store, let material) where material.isWaste: facts.coded += amount
            case (.transit, let material) where material.isWaste, (.held, let material) where material.isWaste: if standing { facts.coded += amount }
            case (.store, .leachate): facts.leachate += amount
            case (.held, .wastewater): facts.heldWater += amount
            default: break
            }
        }
        try addGenerated(to: &facts, head, without: own)
    }

    private struct Level: Hashable {
        var material: Material
        var compartment: Compartment
    }

    private func addGenerated(to facts: inout BookingFacts, _ head: ReturnHead, without own: [BookedFlow]) throws {
        var made: [WasteCodeID: Int64] = [:]
        for cell in try reading.ledger.siteCells(of: head.site, months: head.period.months) where cell.compartment == .process {
            if let waste = cell.material.wasteCode { made[waste, default: 0] -= cell.grams }
        }
        for flow in own {
            if flow.from.compartment == .process, let waste = flow.from.material.wasteCode { made[waste, default: 0] -= flow.amount }
            if flow.to.compartment == .process, let waste = flow.to.material.wasteCode { made[waste, default: 0] += flow.amount }
        }
        facts.generated = made.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { BookingFacts.Generated(waste: $0.key, amount: $0.value) }
    }
}

extension ReturnBooking {
    /// What it adds to the wastewater that a works holds.
    fileprivate var heldWater: Int64 { net { $0.compartment == .held && $0.material == .wastewater } }
}

extension StoredBooking {
    /// Whether it says what left a works: what was held before is gone then.
    fileprivate var hasOutflow: Bool { booking.lines.contains { $0.rule == .outflow } }

    /// Whether it comes after a period: it ends later, or on the same day and is longer.
    fileprivate func isAfter(_ other: Period) -> Bool {
        period.upperBound > other.last || (period.upperBound == other.last && period.lowerBound < other.first)
    }
}

extension Work {
    /// Books the version of a return that was sent last, and what follows from it.
    func bookReturn(_ made: SiteReturn) throws {
        var round = BookingRound(reading) { self.mint() }
        try round.take(made, filing: made.filings.count)
        try save(round)
    }

    /// Books what a round has worked out and keeps it.
    func save(_ round: BookingRound, besides moves: [Move] = []) throws {
        try book((moves + round.moves).fillingFirst)
        for stored in round.booked {
            try reading.bookings.save(stored, by: operation)
            record(.returnBooked(stored.id, stored.booking))
        }
    }
}

extension Reading {
    var bookings: ReturnBookingStore { ReturnBookingStore(session) }
}
