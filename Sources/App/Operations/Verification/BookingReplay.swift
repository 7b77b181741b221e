// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Ledger
import Returns
import Stores

/// Works out again what returns booked, from the facts that the journal keeps, and compares it with what is stored and with the entries of the book.
struct BookingReplay {
    private let reading: Reading
    private var begun = 0
    private var problem: Problem?
    /// Bookings that a later line of the journal replaces; forgotten once it comes.
    private var underWay: Set<ReturnID> = []

    init(_ reading: Reading) { self.reading = reading }

    mutating func take(_ booking: ReturnBooking, of id: ReturnID, _ line: JournalLine) throws {
        guard let stored = try reading.bookings.row(id), let made = try reading.returns.siteReturn(id) else {
            return find(.returnBeyond, id, ["line": .text(line.id.description)])
        }
        // Only the last of a return stands; it was begun once.
        guard stored.operation == line.id else {
            underWay.insert(id)
            return
        }
        underWay.remove(id)
        begun += 1
        guard stored.body == Body.bytes(booking) else { return find(.returnBooking, id, ["line": .text(line.id.description)]) }
        guard let set = reading.platform.dataSets.set(made.head.dataSet, version: made.head.dataSetVersion),
            let answers = made.filings.first(where: { $0.number == booking.filing })?.answers,
            let again = try? ReturnBooker(set, isic: made.head.isic).booking(of: answers, filing: booking.filing, booking.facts), again == booking
        else { return find(.returnBooking, id, ["line": .text(line.id.description)]) }
        let piped = try reading.discharge.piped(at: made.head.site, made.head.period.months)
        if booking.facts.piped != piped.into || booking.facts.pipedOut ?? 0 != piped.out { find(.pipeFacts, id, [:]) }
        var nets: [Account: Int64] = [:]
        for flow in booking.flows {
            nets[flow.from, default: 0] -= flow.amount
            nets[flow.to, default: 0] += flow.amount
        }
        if try reading.ledger.nets(of: DocumentID(id.value)) != nets.filter({ $0.value != 0 }) {
            find(.returnEntries, id, ["line": .text(line.id.description)])
        }
    }

    /// A stock-take moved what its figures say, and its entries are those.
    mutating func take(_ take: StockTake, _ line: JournalLine) throws {
        var nets: [Account: Int64] = [:]
        for move in take.moves {
            nets[move.credit, default: 0] -= move.mass.raw
            nets[move.debit, default: 0] += move.mass.raw
        }
        let inStore = nets.reduce(Int64(0)) { $0 + ($1.key.compartment == .store ? $1.value : 0) }
        let booked = try reading.ledger.nets(of: take.document)
        if inStore != take.counted - take.known || booked != nets, problem == nil {
            problem = VerifyPhrase.stockTaken.problem("", ["line": .text(line.id.description)])
        }
    }

    mutating func finish() throws -> Problem? {
        try reading.discharge.eachTransfer { transfer in
            let volume = transfer.agreed?.volume.raw ?? 0
            let expected = volume == 0 ? [:] : [transfer.accounts.from: -volume, transfer.accounts.to: volume]
            guard problem == nil, try reading.ledger.nets(of: transfer.document) != expected else { return }
            problem = VerifyPhrase.pipeEntries.problem("", ["pipe": .text(transfer.pipe.description), "month": .text(transfer.month.description)])
        }
        if let id = underWay.min() { find(.returnBooking, id, ["line": .text("–")]) }
        let stored = try reading.bookings.count()
        if stored != begun, problem == nil {
            problem = VerifyPhrase.returnBookings.problem("", ["found": .number(Int64(stored)), "expected": .number(Int64(begun))])
        }
        return problem
    }

    private mutating func find(_ phrase: VerifyPhrase, _ id: ReturnID, _ facts: [String: Fact]) {
        guard problem == nil else { return }
        problem = phrase.problem("", facts.merging(["return": .text(id.description)]) { a, _ in a })
    }
}
