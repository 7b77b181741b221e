// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Returns
import Testing

/// Figures of a site month by month, whatever the length of the periods they were reported for.
struct MonthlyFigureTests {
    private static let months = Month(year: 2026, month: 1)...Month(year: 2026, month: 12)

    private func made(_ number: Int64, _ dataSet: String, _ period: String, _ fields: [(String, AnswerValue)]) throws -> SiteReturn {
        let period = try #require(Period(text: period))
        let act = ReturnAct(step: .begin, organisation: OrganisationID(1), person: nil, means: "password", at: Instant(microseconds: 0))
        let head = ReturnHead(
            site: SiteID(1), organisation: OrganisationID(1), province: "12", isic: "1410", dataSet: dataSet, dataSetVersion: 1, period: period,
            due: period.last)
        let answers = ReturnAnswers(fields: fields.map { ReturnAnswer(field: $0.0, value: $0.1, source: .typed, isConfirmed: true) })
        var sent = act
        sent.step = .submit
        return SiteReturn(id: ReturnID(number), head: head, answers: answers, act: act).applying(.stepped(sent))
    }

    private func figure(_ whole: Int64) -> AnswerValue { .figure(GivenFigure(number: "1", unit: "kWh", method: .metered, conversion: "", whole: whole)) }

    @Test("A longer return fills the months that shorter ones leave out, and the months together say what it says")
    func spread() throws {
        let returns = try [
            made(1, "factoryYearly", "2026", [("electricityGrid", figure(1207)), ("workersWomen", figure(80))]),
            made(2, "factoryMonthly", "2026-01", [("electricityGrid", figure(100)), ("diesel", .unknown)]),
            made(3, "factoryMonthly", "2026-02", [("electricityGrid", .nothing), ("workersWomen", figure(90))]),
        ]
        let found = monthlyFigures(of: returns, in: Self.months, sets: .shipped)
        func whole(_ month: Int, _ field: String) -> Int64? {
            found[Month(year: 2026, month: month)]?.first { $0.subject == .field(field) }?.whole
        }
        #expect(whole(1, "electricityGrid") == 100 && whole(2, "electricityGrid") == 0)
        #expect((3...12).reduce(Int64(0)) { $0 + (whole($1, "electricityGrid") ?? 0) } == 1107)
        #expect((1...12).allSatisfy { whole($0, "workersWomen") == ($0 == 2 ? 90 : 80) }, "People are not shared over months.")
        let first = found[Month(year: 2026, month: 1)]?.first { $0.subject == .field("diesel") }
        #expect(first != nil && first?.whole == nil, "What nobody knows is told, not counted as nothing.")
        #expect(found[Month(year: 2026, month: 5)]?.first { $0.subject == .field("electricityGrid") }?.isSpread == true)
    }
}
