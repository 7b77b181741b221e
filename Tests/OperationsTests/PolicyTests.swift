// SPDX-License-Identifier: Apache-2.0

import AppSupport
import CodeLists
import Domain
import Identity
import Manifests
import Operations
import TestSupport
import Testing

/// Figures of rules that officers fix with their source, and what notes then do.
struct PolicyTests {
    private func form(
        _ value: String, scope: String = "non_hazardous", waste: String = "", standing: PolicyStanding = .official, from: String = "2026-01-01"
    ) -> PolicyForm {
        var form = PolicyForm()
        form.scope = scope
        form.waste = waste
        form.value = value
        form.standing = standing.rawValue
        form.source = "Sub-decree 36, article 12, 27 April 1999"
        form.validFrom = from
        return form
    }

    @Test("A legal figure is in force at once, at another server at its next look and after a restart, and stands on the notes issued since")
    func changed() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let other = try await Platform(database: country.database, country: .cambodia, node: 2, secrets: Secrets(work: .least)) { FixedTime.now }
            let before = try await country.issue(country.form("900"))
            try await platform.changePolicy(.weightTolerance, form("2.5"), by: country.actor(.ministry))
            #expect(try await other.refreshVocabulary())
            let third = try await Platform(database: country.database, country: .cambodia, node: 3, secrets: Secrets(work: .least)) { FixedTime.now }
            for each in [platform, other, third] {
                let policy = each.policy(isHazardous: false, on: FixedTime.today)
                #expect(policy.value(.weightTolerance) == 0.025 && !policy.isAssumed(.weightTolerance))
                #expect(policy.items[.weightTolerance]?.source == "Sub-decree 36, article 12, 27 April 1999")
                #expect(each.policy(isHazardous: true, on: FixedTime.today).isAssumed(.weightTolerance))
                #expect(each.policy(isHazardous: false, on: FixedTime.day(2025, 12, 31)).isAssumed(.weightTolerance))
            }
            let after = try await country.issue(country.form("900"))
            #expect(after.policy != before.policy && after.policy == platform.policies.edition)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("An assumed figure warns of a date too far back; the same figure as law refuses it with the days")
    func backdated() async throws {
        try await withTestCountry { country in
            var treatment = Platform.TreatmentForm()
            treatment.code = "R3"
            treatment.date = FixedTime.today.description
            let note = try await country.received(country.form("900"))
            country.clock.advance(days: 9)
            treatment.amount = "400"
            let once = try await country.platform.treat(note.id, version: note.version, treatment, by: country.actor(.plant, [.gate]))
            #expect(once.treatments.count == 1)
            try await country.platform.changePolicy(.backdateDays, form("7"), by: country.actor(.ministry))
            let error = await #expect(throws: ManifestError.self) {
                try await country.platform.treat(once.id, version: once.version, treatment, by: country.actor(.plant, [.gate]))
            }
            #expect(error?.problems.map(\.field) == ["date"] && error?.problems.first?.facts["limit"] == .number(7))
        }
    }

    @Test("Where no driver's signature is asked the sender records that the load left, and only there; the driver may still sign")
    func withoutDriver() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            // Textile waste wants its driver.
            let textile = try await country.issue(country.form("900"))
            await #expect(throws: ManifestError.notYourStep) {
                try await platform.takeOver(textile.id, version: textile.version, plate: "", by: country.actor(.factory, [.signer]))
            }
            #expect(try await platform.availableSteps(textile.id, by: country.actor(.factory)).contains(.collect) == false)

            var canteen = country.form("85", waste: "200108")
            canteen.intended = "R3"
            let note = try await country.issue(canteen)
            #expect(try await platform.availableSteps(note.id, by: country.actor(.factory)).contains(.collect))
            #expect(try await platform.availableSteps(note.id, by: country.actor(.plant)).contains(.collect) == false)
            await #expect(throws: ManifestError.notYourStep) {
                try await platform.takeOver(note.id, version: note.version, plate: "", by: country.actor(.plant, [.signer]))
            }
            let left = try await platform.takeOver(note.id, version: note.version, plate: "", by: country.actor(.factory, [.signer]))
            #expect(left.state == .inTransit)
            let signature = try #require(left.signatures.last)
            #expect(signature.step == .collect && signature.organisation == country.organisation(.factory) && signature.person == country.person(.factory))
            #expect(try await country.grams(.transit, of: .haulier) == 85_000)
            let taken = try await country.decide(try await country.weigh(left, "85"))
            #expect(taken.state == .accepted)

            let signed = try await country.collect(try await country.issue(canteen))
            #expect(signed.signatures.last?.organisation == country.organisation(.haulier))
            let mixed = try await country.issue(
                {
                    var form = canteen; form.lines.append(country.form("9").lines[0]); return form
                }())
            await #expect(throws: ManifestError.notYourStep, "one of its wastes wants the driver") {
                try await platform.takeOver(mixed.id, version: mixed.version, plate: "", by: country.actor(.factory, [.signer]))
            }
            #expect(try await platform.verify().problems == [])

            // A ministry takes the light rule back for this waste.
            let waiting = try await country.issue(canteen)
            try await platform.changePolicy(.driverSignatureRequired, form("1", scope: "waste", waste: "20 01 08"), by: country.actor(.ministry))
            await #expect(throws: ManifestError.notYourStep) {
                try await platform.takeOver(waiting.id, version: waiting.version, plate: "", by: country.actor(.factory, [.signer]))
            }
        }
    }

    @Test("A form tells everything that is wrong at once, only officers with the charge fix figures, and nothing is saved")
    func refused() async throws {
        try await withTestCountry { country in
            let (platform, officer) = (country.platform, country.actor(.ministry))
            let before = platform.policies.csv
            let empty = await #expect(throws: PlatformError.self) { try await platform.changePolicy(.weightTolerance, PolicyForm(), by: officer) }
            #expect(empty?.problems.map(\.field).sorted() == ["scope", "source", "standing", "valid_from", "value"])
            let wrong: [(PolicyKey, PolicyForm, [String])] = [
                (.weightTolerance, form("101"), ["value"]), (.weightTolerance, form("-1"), ["value"]), (.collectWithinDays, form("1,5"), ["value"]),
                (.signCodeHours, form("0"), ["value"]), (.vehicleMassMax, form("5"), ["value"]), (.plateRequired, form("2"), ["value"]),
                (.collectWithinDays, form("three"), ["value"]), (.collectWithinDays, form("3", scope: "waste"), ["waste"]),
                (.collectWithinDays, form("3", scope: "waste", waste: "999999"), ["waste"]),
                (.collectWithinDays, form("3", from: "2026-02-30"), ["valid_from"]),
            ]
            for (key, form, fields) in wrong {
                let error = await #expect(throws: PlatformError.self, "\(form.value)") { try await platform.changePolicy(key, form, by: officer) }
                #expect(error?.problems.map(\.field) == fields, "\(form.value)")
            }
            let same = await #expect(throws: PlatformError.self) {
                try await platform.changePolicy(.collectWithinDays, form("3"), by: officer)
                try await platform.changePolicy(.collectWithinDays, form("3"), by: officer)
            }
            #expect(same?.problems.map(\.phrase) == [EditingPhrase.rulesUnchanged.fullKey])
            for firm in [TestFirm.factory, .department] {
                await #expect(throws: PermissionRefusal.self) { try await platform.changePolicy(.collectWithinDays, form("4"), by: country.actor(firm)) }
            }
            #expect(platform.policies.csv != before && platform.policies.count == ManifestPolicies.shipped.count + 1, "the one that was right")
        }
    }

    @Test("A file of rules is taken whole or not at all, through the door for lists, with line, column and what was expected")
    func file() async throws {
        try await withTestCountry { country in
            var list = ListForm()
            list.list = ManifestPolicies.file
            let head = ManifestPolicies.columns.joined(separator: ",")
            list.file = Array("\(head)\nKH,hazardous,receiveWithinDays,1,official,order,2026-01-01\nKH,999999,plateRequired,1,official,order,2026-01-01\n".utf8)
            let officer = country.actor(.ministry)
            let error = await #expect(throws: ListFaults.self) { try await country.platform.loadList(list, by: officer) }
            #expect(
                error?.faults.map(\.line) == [3] && error?.faults.first?.column == "waste_class" && error?.faults.first?.expected.contains("200108") == true)
            #expect(country.platform.policies.edition == ManifestPolicies.shipped.edition)
            list.file = Array("\(head)\nKH,hazardous,receiveWithinDays,1,official,order,2026-01-01\n".utf8)
            try await country.platform.loadList(list, by: officer)
            #expect(country.platform.policy(isHazardous: true, on: FixedTime.today).days(.receiveWithinDays) == 1)
            list.file = nil
            await #expect(throws: PlatformError.self) { try await country.platform.loadList(list, by: officer) }
        }
    }
}
