// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Checks
import Domain
import Identity
import Operations
import Returns
import Stores
import Tabular
import Testing

/// Several returns sent with one word: each by itself, those refused named.
struct ReturnSendingTests {
    private func draft(_ country: TestCountry, _ period: String, at site: SiteID? = nil, _ figures: [String: String] = [:]) async throws -> SiteReturn {
        let factory = country.actor(.factory)
        var made = try await country.platform.beginReturn(
            site: site ?? country.site(.factory), dataSet: "factoryMonthly", period: period, by: factory)
        var form = ReturnForm()
        for (field, number) in figures {
            var answer = ReturnForm.Answer()
            answer.number = number
            answer.unit = field == "diesel" ? "L" : ""
            form.answers[field] = answer
        }
        made = try await country.platform.saveReturn(made.id, version: made.version, form, by: factory)
        return try await country.filled(made, by: factory)
    }

    private func pick(_ made: SiteReturn) -> ReturnPick { ReturnPick(id: made.id, version: made.version) }

    private func secondSite(_ country: TestCountry) async throws -> SiteID {
        try await country.platform.addSite(
            SiteForm([.nameEnglish: "Dye house two", .province: "08", .isic: "1410", .employees: "150", .address: "Street 9"]),
            to: country.organisation(.factory), by: country.actor(.factory)
        ).id
    }

    @Test("Those that are ready are sent; a hard rule, an unexplained finding, a stale version and another firm's return are each refused by name")
    func several() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            let second = try await secondSite(country)
            for period in ["2026-09", "2026-10"] {
                let made = try await draft(country, period, ["diesel": period == "2026-09" ? "2000" : "2100"])
                country.clock.advance(days: 31)
                #expect(try await platform.sendReturns([pick(made)], confirms: true, by: factory).isEmpty)
            }
            let soft = try await draft(country, "2026-11", ["diesel": "2.1"])
            let hard = try await draft(country, "2026-11", at: second, ["workingDays": "31"])
            let (early, late) = (try await draft(country, "2026-09", at: second), try await draft(country, "2026-10", at: second))
            let begun = try await platform.beginReturn(
                site: country.site(.secondFactory), dataSet: "factoryMonthly", period: "2026-09", by: country.actor(.secondFactory))
            let other = try await country.filled(begun, by: country.actor(.secondFactory))
            country.clock.advance(days: 31)
            let picks = [other, soft, late, hard, early].map(pick)

            let unsaid = try await platform.sendReturns(picks, confirms: false, by: factory)
            #expect(unsaid.map(\.pick) == picks)
            #expect(unsaid.dropFirst().allSatisfy { $0.problems.map(\.phrase) == [ReturnPhrase.unconfirmed.fullKey] }, "\(unsaid)")
            var stale = picks
            stale[2].version -= 1
            let refused = try await platform.sendReturns(stale, confirms: true, by: factory)
            #expect(refused.map(\.pick.id) == [other.id, soft.id, late.id, hard.id], "In the order of the picks: \(refused)")
            #expect(
                refused.flatMap(\.problems).map(\.phrase) == [
                    PlatformError.notFound.problems[0].phrase, CheckPhrase.saySlip.fullKey, ReturnPhrase.stale.fullKey, CheckPhrase.sayPerDay.fullKey,
                ], "\(refused)")
            #expect(refused[1].problems.map(\.field) == ["explain-unitSlip.diesel"] && refused[3].problems.map(\.field) == ["workingDays"])
            func state(_ made: SiteReturn) async throws -> ReturnState { try await platform.returnModel(made.id, by: country.actor(.ministry)).made.state }
            #expect(try await state(early) == .submitted)
            for made in [other, soft, late, hard] { #expect(try await state(made) == .draft) }

            #expect(try await platform.sendReturns([pick(late)], confirms: true, by: factory).isEmpty)
            let again = try await platform.sendReturns([pick(late)], confirms: true, by: factory)
            #expect(again.flatMap(\.problems).map(\.phrase) == [ReturnPhrase.stale.fullKey])
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Months of one site go in their order whatever the order of the picks, so that each is held against the one before")
    func inOrder() async throws {
        try await withTestCountry { country in
            var made: [SiteReturn] = []
            for period in ["2026-09", "2026-10", "2026-11"] {
                // The last is a thousandth of those before it, which are sent with it.
                made.append(try await draft(country, period, ["diesel": period == "2026-11" ? "2.1" : "2000"]))
                country.clock.advance(days: 31)
            }
            let refused = try await country.platform.sendReturns(made.reversed().map(pick), confirms: true, by: country.actor(.factory))
            #expect(refused.map(\.pick.id) == [made[2].id] && refused[0].problems.map(\.field) == ["explain-unitSlip.diesel"], "\(refused)")
            let first = try await country.platform.returnModel(made[0].id, by: country.actor(.factory)).made
            let second = try await country.platform.returnModel(made[1].id, by: country.actor(.factory)).made
            #expect(first.acts.last?.findings == nil && first.updatedAt <= second.updatedAt && second.state == .submitted)
        }
    }

    @Test("More than are taken at once are named, a reader sends none, and a command under a key does not trip over its own key")
    func bounds() async throws {
        try await withTestCountry { country in
            let second = try await secondSite(country)
            let drafts = [try await draft(country, "2026-09"), try await draft(country, "2026-09", at: second)]
            country.clock.advance(days: 31)
            let platform = country.platform
            await #expect(throws: PermissionRefusal.self) {
                _ = try await platform.sendReturns(drafts.map(pick), confirms: true, by: country.actor(.factory, [.preparer]))
            }
            let many = (0..<ReturnPick.most).map { ReturnPick(id: ReturnID(Int64($0 + 1)), version: 1) } + drafts.map(pick)
            let named = try await platform.sendReturns(many, confirms: true, by: country.actor(.factory))
            #expect(named.count == many.count && named.suffix(2).allSatisfy { $0.problems.map(\.phrase) == [ReturnPhrase.tooManyAtOnce.fullKey] })
            let key = KeyedCommand(key: "send", fingerprint: "a")
            let refused = try await platform.keyed(key) {
                try await platform.sendReturns(drafts.map { pick($0) }, confirms: true, by: country.actor(.factory))
            }
            #expect(refused.isEmpty, "\(refused)")
            #expect(try await platform.standing(of: key) == .unanswered)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Drafts are listed with what stands against each, the latest period first, page by page and as a file; a preparer and another firm see none")
    func drafts() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            let second = try await secondSite(country)
            let ready = try await draft(country, "2026-09")
            let hard = try await draft(country, "2026-09", at: second, ["workingDays": "31"])
            country.clock.advance(days: 31)
            let running = try await draft(country, "2026-10")
            let whole = try await platform.drafts(by: factory)
            #expect(whole.lines.map(\.made.id) == [running.id, hard.id, ready.id] && whole.next == nil && !whole.isTypedFor)
            #expect(whole.lines.map(\.standing) == [.running, .refused, .ready] && whole.lines[1].faults.map(\.field) == ["workingDays"])
            let first = try await platform.drafts(limit: 2, by: factory)
            let rest = try await platform.drafts(after: first.next, limit: 2, by: factory)
            #expect(first.lines.count == 2 && rest.lines.map(\.made.id) == [ready.id] && rest.next == nil)
            #expect(DraftPlace(text: first.next?.text ?? "") == first.next)
            let file = CSVTable(bytes: whole.file.csv, required: ["return", "standing", "faults", "period"], optional: nil)
            #expect(file.rows.map { $0["standing"] } == ["running", "refused", "ready"] && file.rows.map { $0["faults"] } == ["0", "1", "0"])
            await #expect(throws: PermissionRefusal.self) { _ = try await platform.drafts(by: country.actor(.factory, [.preparer])) }
            #expect(try await platform.drafts(by: country.actor(.secondFactory)).lines.isEmpty)
            _ = try await platform.sendReturns([pick(ready)], confirms: true, by: factory)
            #expect(try await platform.drafts(by: factory).lines.map(\.made.id) == [running.id, hard.id])
        }
    }

    @Test("An office lists and sends the simple returns that it typed in, and not those that firms began themselves")
    func typedIn() async throws {
        try await withTestCountry { country in
            let (platform, officer) = (country.platform, country.actor(.ministry))
            for name in ["Prek Eng Tailoring", "Prek Eng Weaving"] { _ = try await country.importFirm(name, number: "KH 80\(name.count)") }
            _ = try await draft(country, "2026-09")
            country.clock.advance(days: 150)
            var made: [SiteReturn] = []
            for choice in try await platform.typingChoices("prek eng", by: officer) {
                let line = try #require(choice.lines.first { $0.period.last < platform.today })
                let begun = try await platform.beginReturn(
                    site: choice.site.id, dataSet: line.dataSet.id, period: line.period.description, by: officer)
                made.append(try await country.filled(begun, by: officer))
            }
            let list = try await platform.drafts(by: officer)
            #expect(list.isTypedFor && Set(list.lines.map(\.made.id)) == Set(made.map(\.id)) && made.count == 2)
            #expect(try await platform.sendReturns(list.lines.map(\.pick), confirms: true, by: officer).isEmpty)
            #expect(try await platform.drafts(by: officer).lines.isEmpty)
            #expect(try await platform.verify().problems == [])
        }
    }
}
