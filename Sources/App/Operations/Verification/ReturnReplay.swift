// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Returns
import Stores

/// Rebuilds returns from their events and compares them with what is stored. A return is forgotten as soon as it has come to the version that is
/// stored.
struct ReturnReplay {
    private let store: ReturnStore
    private let reading: Reading
    private var underWay: [ReturnID: SiteReturn] = [:]
    private var begun = 0
    private(set) var problem: Problem?
    /// What they booked.
    var bookings: BookingReplay

    init(_ reading: Reading) {

        store = reading.returns
        bookings = BookingReplay(reading)
        self.reading = reading
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
        if try !holdsChecks(of: made) { find(.returnChecks, id, [:]) }
    }

    /// Whether the month by which a site is compared, and the number of findings, are what the return says. A return that was sent before there were
    /// checks has neither.
    private func holdsChecks(of made: SiteReturn) throws -> Bool {
        guard let set = reading.platform.dataSets.set(made.head.dataSet, version: made.head.dataSetVersion) else { return true }
        if let found = made.acts.last(where: { $0.step == .submit })?.findings, try reading.checks.count(of: made.id) != found.count { return false }
        guard var said = SiteMonth(made, set) else { return true }
        let kept =
            said.length == 1
            ? try reading.checks.rows(of: said.site, said.month...said.month) : try reading.checks.spans(said.length, said.month...said.month, of: said.site)
        guard var stored = kept.first else { return true }
        (said.opening, stored.opening) = (nil, nil)
        return said == stored
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
