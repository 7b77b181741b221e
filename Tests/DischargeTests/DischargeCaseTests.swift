// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Testing

/// The life of a case, step by step.
struct DischargeCaseTests {
    private func opened() -> DischargeCase {
        let value = Measure(ExactDecimal(digits: 200, scale: 0))
        let result = LabResult(
            id: LabResultID(7), outlet: OutletID(1), site: SiteID(2), parameter: "cod",
            reading: ResultReading(sign: .equal, given: value, unit: "mg/L", value: value, detection: nil, conversion: ""),
            sampledOn: CalendarDate(dayNumber: 20_000),
            reportedOn: nil, sample: "", laboratory: "L", method: "", recordedAt: Instant(microseconds: 0))
        return DischargeCase(id: DischargeCaseID(9), result: result, event: event(nil, result: result.id))
    }

    private func event(_ step: DischargeCaseStep?, result: LabResultID? = nil) -> DischargeCaseEvent {
        DischargeCaseEvent(step: step, at: Instant(microseconds: 0), person: nil, organisation: nil, result: result)
    }

    private let plan = DischargeCase.Plan(action: SealedText(hash: "a"), owner: SealedText(hash: "o"), due: CalendarDate(dayNumber: 20_010))

    @Test("Planned, done, sent back, done, closed, opened again: each state allows its own steps")
    func life() throws {
        var found = opened()
        #expect(found.state == .open && !found.steps.contains(.done) && found.steps.contains(.askHelp))
        #expect(throws: DischargeRefusal.notNow(.done, .open)) { try found.taking(event(.done)) }
        found = try found.taking(event(.plan), plan: plan)
        #expect(found.isOverdue(on: CalendarDate(dayNumber: 20_011)) && !found.isOverdue(on: CalendarDate(dayNumber: 20_010)))
        found = try found.taking(event(.askHelp))
        #expect(found.asksHelp && !found.steps.contains(.askHelp))
        found = try found.taking(event(.done))
        #expect(found.state == .answered && !found.steps.contains(.plan))
        found = try found.taking(event(.sendBack)).taking(event(.done)).taking(event(.close))
        #expect(found.state == .closed && found.steps == [.reopen])
        #expect(throws: DischargeRefusal.notNow(.comment, .closed)) { try found.taking(event(.comment)) }
        found = try found.taking(event(.reopen))
        #expect(found.state == .open && found.plan == plan && found.version == found.events.count)
    }

    @Test("A further result that exceeds comes to the open case, and what was said to be done is looked at again")
    func joined() throws {
        let answered = try opened().taking(event(.plan), plan: plan).taking(event(.done))
        let after = answered.joined(by: event(nil, result: LabResultID(8)))
        #expect(after.state == .open && after.results == [LabResultID(7), LabResultID(8)])
    }

    @Test("A case takes so many entries and no more, but can always be closed")
    func bounded() throws {
        var found = opened()
        while found.events.count < DischargeCase.eventsMost { found = try found.taking(event(.comment)) }
        #expect(throws: DischargeRefusal.caseFull(DischargeCase.eventsMost)) { try found.taking(event(.comment)) }
        #expect(try found.taking(event(.close)).state == .closed)
    }
}
