// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Ledger
import Operations
import Returns
import Stores
import Testing

/// Returns from what notes say to an officer's word, with everything kept about them audited.
struct ReturnTests {
    private func sound(_ country: TestCountry) async throws {
        let report = try await country.platform.verify()
        #expect(report.isSound, "\(report.problems)")
    }

    @Test("A month begins with the waste that notes show, is saved bit by bit, sent once it is over, sent back, mended, approved, and opened again")
    func wholeWay() async throws {
        try await withTestCountry { country in
            let (platform, factory, officer) = (country.platform, country.actor(.factory), country.actor(.ministry))
            _ = try await country.received(country.form("300", to: .plant))
            var made = try await country.beginReturn()
            #expect(made.answers.wastes.map(\.figure.whole) == [300_000] && made.answers.wastes[0].site == country.site(.plant))
            #expect(try await country.beginReturn().id == made.id, "Begun twice, it is one.")
            // A load that follows while the return is open stands in it as well, until somebody touches the line.
            _ = try await country.received(country.form("45", to: .plant))
            made = try await country.filled(made, by: factory)
            #expect(made.answers.wastes.map(\.figure.whole) == [345_000] && made.answers.unconfirmed == 1)
            let early = await problems { _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory) }
            #expect(early.map(\.phrase) == [ReturnPhrase.periodRuns.fullKey])
            country.clock.advance(days: 20)
            let unseen = await problems { _ = try await platform.submitReturn(made.id, version: made.version, confirms: false, by: factory) }
            #expect(unseen.map(\.phrase) == [ReturnPhrase.unconfirmed.fullKey])
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            #expect(made.answers.unconfirmed == 0 && made.state == .submitted)
            #expect(try await platform.today(by: officer).duties.contains { $0.kind == .approveReturn })

            made = try await platform.sendBackReturn(made.id, version: made.version, remarks: "Electricity is low.", by: officer)
            let duty = try #require(try await platform.today(by: factory).duties.first { $0.kind == .mendReturn })
            #expect(duty.siteReturn?.made?.id == made.id)
            var form = ReturnForm()
            var answer = ReturnForm.Answer()
            answer.number = "9800"
            answer.unit = "kWh"
            answer.comment = "Two meters"
            form.answers["electricityGrid"] = answer
            made = try await platform.saveReturn(made.id, version: made.version, form, by: factory)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: false, by: factory)
            made = try await platform.approveReturn(made.id, version: made.version, by: officer)
            #expect(made.counting?.number == 2 && made.counting?.answers["electricityGrid"]?.value.figure?.whole == 9_800_000)
            made = try await platform.reopenReturn(made.id, version: made.version, reason: "A late bill", by: factory)
            #expect(made.state == .reopened && made.counting?.number == 2)
            let model = try await platform.returnModel(made.id, by: officer)
            #expect(model.names.texts.values.contains("A late bill") && model.names.texts.values.contains("Two meters"))
            try await sound(country)
        }
    }

    @Test("The month after takes over workers and what there was nothing of, so that few figures are typed")
    func nextMonth() async throws {
        try await withTestCountry { country in
            let factory = country.actor(.factory)
            var first = try await country.beginReturn()
            var form = ReturnForm()
            var none = ReturnForm.Answer()
            none.kind = .nothing
            form.answers["waterWell"] = none
            first = try await country.platform.saveReturn(first.id, version: first.version, form, by: factory)
            first = try await country.filled(first, by: factory)
            country.clock.advance(days: 20)
            _ = try await country.platform.submitReturn(first.id, version: first.version, confirms: true, by: factory)
            let next = try await country.beginReturn("2026-10")
            let filled = Dictionary(uniqueKeysWithValues: next.answers.fields.map { ($0.field, $0.source) })
            #expect(filled == ["workersWomen": .last, "workersMen": .last, "waterWell": .last])
            let model = try await country.platform.returnModel(next.id, by: factory)
            let open = model.fields.filter { $0.isRequired && model.shown[$0.id] == nil }
            #expect(open.count <= 8, "\(open.map(\.id))")
            let same = try await country.platform.repeatReturn(next.id, version: next.version, by: factory)
            #expect(model.fields.filter { $0.isRequired && same.answers[$0.id] == nil }.map(\.id) == [])
            #expect(same.answers.unconfirmed == same.answers.fields.count)
            try await sound(country)
        }
    }

    @Test("A reader reads, another firm sees nothing, an officer of another province neither, a preparer does not send, and a factory does not approve")
    func rights() async throws {
        try await withTestCountry { country in
            let made = try await country.filled(try await country.beginReturn(), by: country.actor(.factory))
            country.clock.advance(days: 20)
            let platform = country.platform
            #expect(try await platform.returnModel(made.id, by: country.actor(.factory, [.reader])).steps.isEmpty)
            for stranger in [country.actor(.secondFactory), country.actor(.department)] {
                await #expect(throws: PlatformError.notFound) { _ = try await platform.returnModel(made.id, by: stranger) }
            }
            await #expect(throws: PermissionRefusal.self) {
                _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: country.actor(.factory, [.preparer]))
            }
            let sent = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: country.actor(.factory, [.signer]))
            await #expect(throws: PermissionRefusal.self) { _ = try await platform.approveReturn(sent.id, version: sent.version, by: country.actor(.factory)) }
            await #expect(throws: ReturnError.stale(seen: 1, now: sent.version)) {
                _ = try await platform.approveReturn(sent.id, version: 1, by: country.actor(.ministry))
            }
            await #expect(throws: ReturnError.notOwed) {
                _ = try await platform.beginReturn(site: country.site(.factory), dataSet: "landfill", period: "2026-09", by: country.actor(.factory))
            }
            let office = country.actor(.ministry)
            await #expect(throws: PermissionRefusal.self) {
                _ = try await platform.beginReturn(site: country.site(.secondFactory), dataSet: "factoryMonthly", period: "2026-09", by: office)
            }
        }
    }

    @Test("An officer types a small firm's paper sheet in, the return says so, and another officer approves it")
    func typedIn() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let firm = try await country.importFirm("Prek Eng Tailoring", number: "KH 800").organisation
            // A micro firm answers once a year.
            country.clock.advance(days: 150)
            let officer = country.actor(.ministry)
            let found = try await platform.typingChoices("prek tailoring", by: officer)
            let choice = try #require(found.first { $0.organisation.id == firm })
            let line = try #require(choice.lines.first { $0.period.last < platform.today })
            var made = try await platform.beginReturn(
                site: choice.site.id, dataSet: line.dataSet.id, period: line.period.description, by: officer)
            made = try await country.filled(made, by: officer)
            let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]
            made = try await platform.saveReturn(
                made.id, version: made.version, ReturnForm(), bills: ["electricityGrid": ReturnBill(bytes: photo), "lpg": ReturnBill(bytes: photo)],
                by: officer)
            #expect(made.answers["electricityGrid"]?.evidence != nil, "Behind a figure.")
            guard case .bill(let hash)? = made.answers["lpg"]?.value else {
                Issue.record("In place of a figure.")
                return
            }
            #expect(try await platform.returnBill(made.id, hash: hash, by: officer).bytes == photo)
            let wrong = await problems {
                _ = try await platform.saveReturn(
                    made.id, version: made.version, ReturnForm(), bills: ["diesel": ReturnBill(bytes: [1, 2])], by: officer)
            }
            #expect(wrong.map(\.field) == ["diesel"])
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: officer)
            #expect(made.acts.filter { !$0.isTypedFor }.isEmpty)
            await #expect(throws: ReturnError.sameHand) { _ = try await platform.approveReturn(made.id, version: made.version, by: officer) }
            try await sound(country)
        }
    }

    @Test("A photo stands in the place of a figure only where a row of the duties says so; behind a figure it always may")
    func billByDuty() async throws {
        try await withTestCountry { country in
            let made = try await country.beginReturn()
            let photo = ReturnBill(bytes: [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])
            #expect(!DataSets.shipped.takesBills(made.head, in: .cambodia))
            let refused = await problems {
                _ = try await country.platform.saveReturn(
                    made.id, version: made.version, ReturnForm(), bills: ["diesel": photo], by: country.actor(.factory))
            }
            #expect(refused.map(\.phrase) == [ReturnPhrase.billInstead.fullKey] && refused.map(\.field) == ["diesel"])
            var form = ReturnForm()
            form.answers["diesel"] = ReturnForm.Answer()
            form.answers["diesel"]?.number = "120"
            let saved = try await country.platform.saveReturn(
                made.id, version: made.version, form, bills: ["diesel": photo], by: country.actor(.factory))
            #expect(saved.answers["diesel"]?.evidence != nil && saved.answers["diesel"]?.value.figure?.whole == 120_000)
            var head = made.head
            head.dataSet = "simple"
            head.period = .quarter(year: 2026, number: 3)
            #expect(DataSets.shipped.takesBills(head, in: .cambodia), "The small firm's return, by its row.")
        }
    }

    @Test("A year is filled in with the sums of its months, unit by unit, and with the waste of all its notes")
    func yearFromMonths() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            _ = try await country.received(country.form("300", to: .plant))
            for period in ["2026-09", "2026-10"] {
                if period == "2026-10" { country.clock.advance(days: 20) }
                var made = try await country.beginReturn(period)
                var form = ReturnForm()
                var answer = ReturnForm.Answer()
                answer.number = period == "2026-09" ? "12.5" : "900"
                answer.unit = period == "2026-09" ? "MWh" : "kWh"
                form.answers["electricityGrid"] = answer
                made = try await platform.saveReturn(made.id, version: made.version, form, by: factory)
                made = try await country.filled(made, by: factory)
                country.clock.advance(days: 30)
                _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            }
            country.clock.advance(days: 60)
            let year = try await platform.beginReturn(site: country.site(.factory), dataSet: "factoryYearly", period: "2026", by: factory)
            let electricity = try #require(year.answers["electricityGrid"])
            #expect(electricity.source == .sums && electricity.value.figure?.whole == 13_400_000 && electricity.value.figure?.number == "13400")
            #expect(year.answers["garmentsMade"]?.value.figure?.whole == 24)
            #expect(year.answers["wasteSent"]?.value.figure?.whole == 300_000 && year.answers["wasteSent"]?.source == .notes)
            try await sound(country)
        }
    }

    @Test("An officer approves several at once; each that cannot be approved is named, and the others are approved")
    func several() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let first = try await country.filled(try await country.beginReturn(), by: country.actor(.factory))
            let second = try await platform.beginReturn(
                site: country.site(.secondFactory), dataSet: "factoryMonthly", period: "2026-09", by: country.actor(.secondFactory))
            let draft = try await country.filled(second, by: country.actor(.secondFactory))
            country.clock.advance(days: 20)
            let sent = try await platform.submitReturn(first.id, version: first.version, confirms: true, by: country.actor(.factory))
            let refused = try await platform.approveReturns(
                [ReturnPick(id: sent.id, version: sent.version), ReturnPick(id: draft.id, version: draft.version)], by: country.actor(.ministry))
            #expect(refused.map(\.pick.id) == [draft.id] && refused[0].problems.map(\.phrase) == [ReturnPhrase.notNow.fullKey])
            #expect(try await platform.returnModel(sent.id, by: country.actor(.factory)).made.state == .approved)
            await #expect(throws: PermissionRefusal.self) { _ = try await platform.approveReturns([], by: country.actor(.factory)) }
        }
    }

    @Test("What the registry calls profiles and sizes is what the table of duties calls them, and accounts are those of the book")
    func words() {
        for duty in DataSets.shipped.duties {
            #expect(ChainProfile(rawValue: duty.profile) != nil, "\(duty.id)")
            #expect(duty.sizes.filter { SizeClass(rawValue: $0) == nil }.subtracting([ReturnDuty.unknownSize]).isEmpty, "\(duty.id)")
        }
    }

    @Test("The audit names a return that was changed behind the platform's back, and one that the journal does not know")
    func audit() async throws {
        try await withTestCountry { country in
            let made = try await country.beginReturn()
            try await country.run("UPDATE site_return SET state = 4 WHERE id = \(made.id.value)")
            #expect(try await country.platform.verify().problems.map(\.phrase).contains("verify.returnBody"))
            try await country.run("UPDATE site_return SET state = 1 WHERE id = \(made.id.value)")
            try await sound(country)
            try await country.run("DELETE FROM site_return WHERE id = \(made.id.value)")
            #expect(try await country.platform.verify().problems.map(\.phrase).contains("verify.returnBeyond"))
        }
    }
}
