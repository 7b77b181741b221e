// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Testing

/// What two ends of a pipe may do about a month, by rules alone.
struct PipeTransferTests {
    private let rules = PipeRules(tolerance: 50, least: Volume(1_000_000), booked: .works)
    private let act = PipeAct(at: Instant(microseconds: 0), person: nil, organisation: nil)
    private let words = SealedText(hash: "why")

    private func cubic(_ metres: Int64) -> PipeReading { PipeReading(volume: Volume(metres * 1_000_000), act: act) }

    private func stated(_ sender: Int64, _ works: Int64) throws -> PipeTransfer {
        try PipeTransfer(id: PipeTransferID(1), pipe: PipeID(2), sender: SiteID(3), works: SiteID(4), month: Month(year: 2026, month: 9))
            .stating(.sender, cubic(sender), words: nil).stating(.works, cubic(works), words: nil)
    }

    @Test("A difference is within the tolerance up to its share of the larger reading, and below what meters show; rates are of the larger")
    func tolerance() {
        let table: [(Int64, Int64, Bool, Int64?)] = [
            (100, 105, true, 48), (100, 106, false, 57), (95, 100, true, 50), (94, 100, false, 60), (3, 4, true, 250), (3, 5, false, 400), (0, 0, true, nil),
        ]
        for (a, b, isWithin, permille) in table {
            let (x, y) = (Volume(a * 1_000_000), Volume(b * 1_000_000))
            #expect(rules.isWithin(x, y) == isWithin && rules.isWithin(y, x) == isWithin, "\(a) and \(b)")
            #expect(PipeRules.permille(x, y) == permille, "\(a) and \(b)")
        }
        #expect(PipeRules.shipped.tolerance == 50 && PipeRules.shipped.provenances.allSatisfy { !$0.source.isEmpty })
    }

    @Test("It is agreed once both have agreed, at the works' reading; a reading stated again takes both agreements back and leaves what was booked")
    func agreeing() throws {
        var made = try stated(80, 82)
        #expect(made.steps(for: .sender) == [.agree, .state, .dispute])
        made = try made.agreeing(.sender, words: nil, rules, by: act)
        #expect(made.state == .open && made.agreed == nil && made.steps(for: .sender) == [.state, .dispute])
        made = try made.agreeing(.works, words: nil, rules, by: act)
        #expect(made.state == .agreed && made.agreed?.volume == Volume(82_000_000) && made.agreed?.basis == .within)
        #expect(throws: DischargeRefusal.pipeWordsMissing(.state)) { try made.stating(.works, cubic(60), words: nil) }
        let again = try made.stating(.works, cubic(81), words: words)
        #expect(again.state == .open && !again.agrees(.sender) && again.agreed?.volume == Volume(82_000_000))
    }

    @Test("Beyond the tolerance the first who agrees says why and the second need not, until a reading is stated again")
    func explained() throws {
        let made = try stated(80, 100)
        #expect(throws: DischargeRefusal.pipeWordsMissing(.agree)) { try made.agreeing(.works, words: nil, rules, by: act) }
        let first = try made.agreeing(.works, words: words, rules, by: act)
        #expect(try first.agreeing(.sender, words: nil, rules, by: act).agreed?.basis == .explained)
        let again = try first.stating(.sender, cubic(70), words: nil)
        #expect(throws: DischargeRefusal.pipeWordsMissing(.agree)) { try again.agreeing(.sender, words: nil, rules, by: act) }
    }

    @Test("Only what is disputed is decided, with words; a side that corrects its reading ends the dispute")
    func disputes() throws {
        let made = try stated(80, 100)
        #expect(throws: DischargeRefusal.pipeNotNow(.decide, .open)) { try made.deciding(Volume(1), words: words, by: act) }
        #expect(throws: DischargeRefusal.pipeWordsMissing(.dispute)) { try made.disputing(.sender, words: nil, by: act) }
        let disputed = try made.disputing(.sender, words: words, by: act)
        #expect(disputed.isToDecide && disputed.steps(for: .works) == [.state])
        #expect(throws: DischargeRefusal.pipeNotNow(.agree, .disputed)) { try disputed.agreeing(.works, words: words, rules, by: act) }
        #expect(try disputed.stating(.works, cubic(81), words: nil).state == .open)
        let decided = try disputed.deciding(Volume(90_000_000), words: words, by: act)
        #expect(decided.agreed?.volume == Volume(90_000_000) && decided.agreed?.basis == .decided)
    }
}
