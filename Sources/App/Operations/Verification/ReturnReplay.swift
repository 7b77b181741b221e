// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import Stores

/// Rebuilds returns from their events and compares them with what is stored. A return is forgotten as soon as it has come to the version that is
/// stored.
struct ReturnReplay {
    private let store: ReturnStore
    private var underWay: [ReturnID: SiteReturn] = [:]
    private var begun = 0
    private(set) var problem: Problem?
    /// What they booked.
    var bookings: BookingReplay

    init(_ reading: Reading) {
        store = reading.returns
        bookings = BookingReplay(reading)
    }

    mutating func take(_ event: ReturnEvent, on id: ReturnID, of line: JournalLine) throws {
        let made: SiteReturn
        switch (event, underWay[id]) {
        case (.begun(let head, let answers, let act), nil):
            made = SiteReturn(id: id, head: head, answers: answers, act: act)
            begun += 1
        case (.begun, _), (_, nil): return find(.returnBeyond, id, ["line": .text(line.id.description)])
        case (_, let known?): made = known.applying(event)
        }
        guard let stored = try store.row(id) else { return find(.returnBeyond, id, ["line": .text(line.id.description)]) }
        guard made.version == stored.version else {
            underWay[id] = made
            return
        }
        underWay[id] = nil
        if Body.bytes(made) != stored.body || Int64(made.state.rawValue) != stored.state || made.head.province != stored.province {
            find(.returnBody, id, ["version": .numeral(Int64(made.version))])
        }
    }

    mutating func finish() throws {
        if let (id, made) = underWay.min(by: { $0.key < $1.key }) { find(.returnBody, id, ["version": .numeral(Int64(made.version))]) }
        let stored = try store.count()
        if stored != begun, problem == nil {
            problem = VerifyPhrase.returnCount.problem("", ["found": .number(Int64(stored)), "expected": .number(Int64(begun))])
        }
        let booked = try bookings.finish()
        problem = problem ?? booked
    }

    private mutating func find(_ phrase: VerifyPhrase, _ id: ReturnID, _ facts: [String: Fact]) {
        guard problem == nil else { return }
        problem = phrase.problem("", facts.merging(["return": .text(id.description)]) { a, _ in a })
    }
}
