// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Discharge
import Domain
import Identity
import Ledger
import Operations
import Returns
import Stores
import TestSupport
import Testing

/// Wastewater by pipe: a sender names a works, both read their meters, and what both agree on is booked once, whatever was sent before or after.
struct PipeTests {
    private func sound(_ country: TestCountry) async throws {
        let report = try await country.platform.verify()
        #expect(report.isSound, "\(report.problems)")
    }

    /// Cubic metres of wastewater by site and compartment, less what is nothing.
    private func water(_ country: TestCountry, _ works: TestWorks) async throws -> [String: Int64] {
        var sums: [String: Int64] = [:]
        for (name, site) in [("sender", country.site(.factory)), ("works", works.site)] {
            for row in try await country.database.read({ try LedgerStore($0).balances(of: site, limit: 1000) }) where row.account.material == .wastewater {
                sums["\(name) \(row.account.compartment)", default: 0] += row.balance.posted / 1_000_000
            }
        }
        return sums.filter { $0.value != 0 }
    }

    private func sentReturn(_ country: TestCountry, sewer: String) async throws {
        let made = try await country.answered(try await country.beginReturn(), ["waterPublic": "150", "wastewaterSewer": sewer])
        _ = try await country.platform.submitReturn(made.id, version: made.version, confirms: true, by: country.actor(.factory))
    }

    @Test("A pipe is named by its sender, confirmed by the works or an officer of the environment and by nobody else, and another ends it")
    func naming() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            let works = try await country.wastewaterWorks()
            let outlet = try await country.outlet()
            var form = PipeForm()
            for wrong in ["", "x", country.site(.secondFactory).description, country.site(.factory).description] {
                form.works = wrong
                let found = await problems { _ = try await platform.namePipe(of: outlet.id, form, by: factory) }
                #expect(found.map(\.field) == ["works"], "\(wrong): \(found)")
            }
            form.works = works.site.description
            await #expect(throws: PlatformError.notFound) { _ = try await platform.namePipe(of: outlet.id, form, by: country.actor(.secondFactory)) }
            let named = try await platform.namePipe(of: outlet.id, form, by: factory)
            #expect(named.state == .named)
            for stranger in [factory, country.actor(.ministry)] {
                await #expect(throws: PermissionRefusal.self) {
                    _ = try await platform.answerPipe(named.id, confirms: true, version: 1, by: stranger)
                }
            }
            let bare = await problems { _ = try await platform.answerPipe(named.id, confirms: false, version: 1, by: works.actor) }
            #expect(bare.map(\.field) == ["reason"])
            let officer = try await country.environmentOfficer()
            let confirmed = try await platform.answerPipe(named.id, confirms: true, version: 1, by: officer)
            #expect(confirmed.state == .confirmed && confirmed.answer?.act.organisation == officer.principal?.id)
            await #expect(throws: DischargeRefusal.pipeAnswered) {
                _ = try await platform.answerPipe(named.id, confirms: false, reason: "No", version: 2, by: works.actor)
            }
            form.works = PipeForm.unknown
            form.from = platform.today.adding(days: 1).description
            let unknown = try await platform.namePipe(of: outlet.id, form, by: factory)
            #expect(unknown.state == .unknown)
            let list = try await platform.pipeList(after: nil, limit: 10, by: works.actor)
            #expect(list.lines.map(\.pipe.id) == [named.id] && list.lines.first?.pipe.until == platform.today)
            try await sound(country)
        }
    }

    @Test("Both returns sent before the agreement, after it, or one of each: the balances end the same, and each books what is beyond the pipe")
    func order() async throws {
        var ends: [[String: Int64]] = []
        for order in [["sender", "works", "agree"], ["agree", "sender", "works"], ["works", "agree", "sender"], ["sender", "agree", "works"]] {
            try await withTestCountry { country in
                let works = try await country.wastewaterWorks()
                let pipe = try await country.confirmedPipe(to: works)
                country.clock.advance(days: 20)
                for step in order {
                    switch step {
                    case "sender": try await sentReturn(country, sewer: "100")
                    case "works": _ = try await country.worksReturn(works, inflow: "300", outflow: "280")
                    default: #expect(try await country.agreed(pipe, sender: "80", works: "82", by: works).agreed?.basis == .within)
                    }
                }
                ends.append(try await water(country, works))
                try await sound(country)
            }
        }
        // 82 by pipe, 18 of the sender's 100 beyond it; 218 of the works' 300 from elsewhere, 20 of which never came out.
        let expected: [String: Int64] = [
            "sender process": -100, "sender sewer": 18, "works supply": -218, "works water": 280, "works difference": 20,
        ]
        #expect(ends.allSatisfy { $0 == expected }, "\(ends)")
    }

    @Test("A correction after both agreed is booked as a net difference, also where the works has emptied what it held in the month after")
    func correction() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            let works = try await country.wastewaterWorks()
            let pipe = try await country.confirmedPipe(to: works)
            country.clock.advance(days: 20)
            let made = try await country.agreed(pipe, sender: "80", works: "82", by: works)
            country.clock.advance(days: 31)
            _ = try await country.worksReturn(works, inflow: "10", outflow: "90", period: "2026-10")
            #expect(try await water(country, works)["works held"] == nil)
            let bare = await problems { _ = try await country.state(pipe, .works, "60", version: made.version, by: works.actor) }
            #expect(bare.map(\.field) == ["words"])
            let entries = try await country.number("SELECT count(*) FROM entry WHERE document = \(made.id.value)")
            let again = try await country.agreed(pipe, sender: "61", works: "60", by: works, from: made)
            #expect(again.agreed?.volume == Volume(60_000_000))
            #expect(try await country.number("SELECT count(*) FROM entry WHERE document = \(made.id.value)") == entries + 1)
            #expect(try await water(country, works) == ["sender process": -60, "works supply": -10, "works water": 90, "works difference": -20])
            // September's own return comes last: October's gives way.
            _ = try await country.worksReturn(works, inflow: "100", outflow: "95")
            #expect(try await water(country, works)["works held"] == nil)
            _ = try await platform.pipePage(pipe.id, by: factory)
            try await sound(country)
        }
    }

    @Test("Beyond the tolerance a reason is needed; what is disputed an officer of the environment decides, and nobody else")
    func dispute() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            let works = try await country.wastewaterWorks()
            let pipe = try await country.confirmedPipe(to: works)
            let early = await problems { _ = try await country.state(pipe, .sender, "80", version: 0, by: factory) }
            #expect(early.map(\.field) == ["month"])
            country.clock.advance(days: 20)
            var form = PipeReadingForm()
            form.opening = "1200"
            form.closing = "1100"
            let backwards = await problems { _ = try await platform.statePipeMonth(pipe.id, month: "2026-09", form, version: 0, by: factory) }
            #expect(backwards.map(\.field) == ["closing"])
            form.closing = "1280"
            var made = try await platform.statePipeMonth(pipe.id, month: "2026-09", form, version: 0, by: factory)
            #expect(made.senderReading?.volume == Volume(80_000_000))
            await #expect(throws: PlatformError.stale) { _ = try await country.state(pipe, .works, "95", version: 0, by: works.actor) }
            made = try await country.state(pipe, .works, "95", version: made.version, by: works.actor)
            let bare = await problems { _ = try await platform.takePipeStep(.agree, in: made.id, version: made.version, by: factory) }
            #expect(bare.map(\.field) == ["words"])
            await #expect(throws: PermissionRefusal.self) {
                _ = try await platform.takePipeStep(.agree, in: made.id, words: "Rain", version: made.version, by: country.actor(.factory, [.preparer]))
            }
            made = try await platform.takePipeStep(.dispute, in: made.id, words: "Our meter is new", version: made.version, by: factory)
            let officer = try await country.environmentOfficer()
            #expect(try await platform.today(by: officer).duties.contains { $0.kind == .decidePipe })
            await #expect(throws: PermissionRefusal.self) {
                _ = try await platform.takePipeStep(.decide, in: made.id, words: "So", volume: "90", version: made.version, by: works.actor)
            }
            made = try await platform.takePipeStep(.decide, in: made.id, words: "Both meters were looked at", volume: "90", version: made.version, by: officer)
            #expect(made.agreed?.basis == .decided)
            #expect(try await water(country, works) == ["sender process": -90, "works held": 90])
            try await sound(country)
        }
    }

    @Test("What waits stands on the day of both sides, and the audit names a month whose figure somebody changed")
    func duties() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            let works = try await country.wastewaterWorks()
            let outlet = try await country.outlet()
            var form = PipeForm()
            form.works = works.site.description
            form.from = "2026-09-01"
            let named = try await platform.namePipe(of: outlet.id, form, by: factory)
            func kinds(_ actor: Actor) async throws -> Set<Duty.Kind> {
                Set(try await platform.today(by: actor).duties.map(\.kind)).intersection([.confirmPipe, .statePipe, .agreePipe, .decidePipe])
            }
            #expect(try await kinds(works.actor) == [.confirmPipe])
            let pipe = try await platform.answerPipe(named.id, confirms: true, version: 1, by: works.actor)
            #expect(try await kinds(factory).isEmpty)
            country.clock.advance(days: 20)
            #expect(try await kinds(factory) == [.statePipe])
            var made = try await country.state(pipe, .sender, "80", version: 0, by: factory)
            #expect(try await kinds(factory).isEmpty)
            made = try await country.state(pipe, .works, "81", version: made.version, by: works.actor)
            #expect(try await kinds(factory) == [.agreePipe])
            #expect(try await kinds(works.actor) == [.agreePipe])
            made = try await platform.takePipeStep(.agree, in: made.id, version: made.version, by: works.actor)
            made = try await platform.takePipeStep(.agree, in: made.id, version: made.version, by: factory)
            #expect(try await kinds(works.actor).isEmpty)
            let page = try await platform.pipeMonthPage(pipe.id, "2026-09", by: works.actor)
            #expect(page.density?.mass(of: 81_000_000) == Mass(81_000_000))
            try await sound(country)
            try await country.run("UPDATE pipe_transfer SET volume = volume + 1000000 WHERE id = \(made.id.value)")
            #expect(try await platform.verify().problems.contains { $0.phrase.hasPrefix("verify.discharge") })
        }
    }
}
