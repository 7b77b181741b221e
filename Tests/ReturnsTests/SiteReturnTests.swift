// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Returns
import Testing

struct SiteReturnTests {
    private let set = DataSets.shipped.set("simple", version: 1)

    private func act(_ step: ReturnStep, person: Int64 = 1, reason: String? = nil, at seconds: Int64 = 0) -> ReturnAct {
        ReturnAct(
            step: step, organisation: OrganisationID(1), person: PersonID(person), means: "password", reason: reason.map { SealedText(hash: $0) },
            at: Instant(microseconds: seconds * 1_000_000))
    }

    private func answers(_ figure: Int64) -> ReturnAnswers {
        ReturnAnswers(
            fields: (set?.fields ?? []).map {
                ReturnAnswer(
                    field: $0.id,
                    value: .figure(GivenFigure(number: String(figure), unit: $0.units.first ?? "person", method: .counted, conversion: "", whole: figure)),
                    source: .typed, isConfirmed: true)
            })
    }

    private func draft(_ answers: ReturnAnswers) throws -> SiteReturn {
        let period = Period.quarter(year: 2026, number: 2)
        return SiteReturn(
            id: ReturnID(7),
            head: ReturnHead(
                site: SiteID(3), organisation: OrganisationID(1), province: "12", isic: "1071", dataSet: "simple", dataSetVersion: 1, period: period,
                due: period.last.adding(days: 30)), answers: answers, act: act(.begin))
    }

    @Test("A return is sent, sent back, mended, sent again, approved and opened again; what was approved holds while the next version is under way")
    func wholeLife() throws {
        let set = try #require(set)
        let today = try #require(CalendarDate(iso: "2026-07-10"))
        var made = try draft(answers(5))
        made = made.applying(try made.submit(for: set, confirms: false, today: today, by: act(.submit)))
        #expect(made.state == .submitted && made.filings.count == 1)
        made = made.applying(try made.sendBack(by: act(.sendBack, person: 9, reason: "too low")))
        let mended = try #require(try made.save(answers(8), at: Instant(microseconds: 5)))
        made = made.applying(mended)
        made = made.applying(try made.submit(for: set, confirms: false, today: today, by: act(.submit)))
        made = made.applying(try made.approve(by: act(.approve, person: 9)))
        #expect(made.state == .approved && made.counting?.number == 2)
        made = made.applying(try made.reopen(by: act(.reopen, reason: "a late bill")))
        let later = try #require(try made.save(answers(9), at: Instant(microseconds: 9)))
        made = made.applying(later)
        #expect(made.counting?.number == 2, "The approved version holds.")
        made = made.applying(try made.submit(for: set, confirms: false, today: today, by: act(.submit)))
        #expect(made.counting?.number == 2 && made.filings.count == 3, "Until the next is approved too.")
        made = made.applying(try made.approve(by: act(.approve, person: 9)))
        #expect(made.counting?.number == 3 && made.version == 10)
    }

    @Test("What was filled in must be looked at, the period must be over, required answers must be there, and whoever sent it does not approve it")
    func refusals() throws {
        let set = try #require(set)
        let after = try #require(CalendarDate(iso: "2026-07-01"))
        var made = try draft(answers(5))
        #expect(throws: ReturnError.periodRuns(until: made.head.period.last)) {
            _ = try made.submit(for: set, confirms: true, today: made.head.period.last, by: act(.submit))
        }
        made.answers = ReturnAnswers(fields: made.answers.fields.filter { $0.field != "electricityGrid" })
        let missing = made.review(for: set)
        #expect(missing.map(\.field) == ["electricityGrid"])
        #expect(throws: ReturnError.unfinished(missing)) { _ = try made.submit(for: set, confirms: true, today: after, by: act(.submit)) }
        var filled = try draft(answers(5)).answers.fields
        filled[0].isConfirmed = false
        made = try draft(ReturnAnswers(fields: filled))
        #expect(throws: ReturnError.unconfirmed(1)) { _ = try made.submit(for: set, confirms: false, today: after, by: act(.submit)) }
        made = made.applying(try made.submit(for: set, confirms: true, today: after, by: act(.submit)))
        #expect(made.answers.unconfirmed == 0)
        #expect(throws: ReturnError.sameHand) { _ = try made.approve(by: act(.approve)) }
        #expect(throws: ReturnError.reasonMissing) { _ = try made.sendBack(by: act(.sendBack, person: 9)) }
        #expect(throws: ReturnError.notNow(.save, .submitted)) { _ = try made.save(answers(6), at: Instant(microseconds: 1)) }
    }

    @Test("Only the steps of the table may be taken, in every state")
    func table() throws {
        for state in ReturnState.allCases {
            var made = try draft(answers(1))
            made.state = state
            for step in ReturnStep.allCases { #expect((made.refusal(of: step) == nil) == (SiteReturn.transitions[state]?[step] != nil)) }
        }
    }

    @Test("Notes refill what nobody has touched and leave what somebody changed")
    func refreshing() throws {
        let monthly = try #require(DataSets.shipped.set("factoryMonthly", version: 1))
        let waste = try #require(WasteCodeID(text: "040222"))
        let other = try #require(WasteCodeID(text: "150101"))
        var prefill = ReturnPrefill()
        prefill.notes.sent = [.init(waste: waste, destination: .note, site: SiteID(5), mass: .kilograms(100))]
        let known = prefill.answers(monthly, isic: "1410")
        prefill.notes.sent = [
            .init(waste: waste, destination: .note, site: SiteID(5), mass: .kilograms(100)),
            .init(waste: waste, destination: .note, site: SiteID(5), mass: .kilograms(40)),
            .init(waste: other, destination: .note, site: SiteID(5), mass: .kilograms(7)),
        ]
        #expect(prefill.refreshing(known, monthly, isic: "1410").wastes.map(\.figure.whole) == [140_000, 7000])
        let touched = ReturnAnswers(
            wastes: [
                WasteAnswer(
                    waste: waste, destination: .note, site: SiteID(5), figure: GivenFigure(notes: .kilograms(90)), source: .typed, isConfirmed: true)
            ])
        #expect(prefill.refreshing(touched, monthly, isic: "1410").wastes.map(\.figure.whole) == [90_000, 7000])
    }
}
