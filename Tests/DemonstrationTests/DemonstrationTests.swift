// SPDX-License-Identifier: Apache-2.0

import Demonstration
import Domain
import Identity
import Manifests
import Operations
import Stores
import TestSupport
import Testing

struct DemonstrationTests {
    /// Somebody of the demonstration who has just signed in.
    private func visitor(_ name: String, on platform: Platform) async throws -> Visitor {
        let session = try await platform.signIn(name: name, password: DemoAccounts.password, address: "127.0.0.1")
        return try #require(try await platform.visitor(token: session.token))
    }

    @Test("Every state of a note and every story can be shown, and the books are sound")
    func everythingIsThere() async throws {
        try await withTinyCountry { summary, platform, _ in
            #expect(summary.missingStates.isEmpty)
            for story in DemonstrationSummary.Story.allCases { #expect(summary.stories[story]?.isEmpty == false, "\(story)") }
            let report = try await platform.verify()
            #expect(report.isSound, "\(report.problems)")
            #expect(report.notes == summary.notes)
            #expect(!summary.hiding.isEmpty)
        }
    }

    @Test("The same seed makes the same country: firms, note numbers, states and masses; another seed another")
    func followsItsSeed() async throws {
        let first = try await withTinyCountry(seed: 7) { summary, _, _ in summary }
        let again = try await withTinyCountry(seed: 7) { summary, _, _ in summary }
        let other = try await withTinyCountry(seed: 8) { summary, _, _ in summary }
        #expect(first == again)
        #expect(first.states != other.states)
        #expect(first.stories != other.stories)
    }

    @Test("Every account of the table signs in and may do what its roles say")
    func accountsSignIn() async throws {
        try await withTinyCountry { _, platform, _ in
            for account in DemoAccounts.all {
                let visitor = try await visitor(account.signInName, on: platform)
                #expect(visitor.actor.roles == account.roles, "\(account.signInName)")
                #expect(visitor.organisation?.nameEnglish == account.firm.nameEnglish)
                #expect(visitor.displayName == account.displayName)
            }
        }
    }

    @Test("Whoever signs in first finds work: the factory, its haulier and the plant that takes its waste")
    func visitorsFindWork() async throws {
        try await withTinyCountry { _, platform, _ in
            func expect(_ name: String, _ kinds: Set<Duty.Kind>) async throws {
                let found = Set(try await platform.today(by: try await visitor(name, on: platform).actor).duties.map(\.kind))
                #expect(found.isSuperset(of: kinds), "\(name) has \(found)")
            }
            try await expect("factory", [.answerCorrection, .finishDraft, .handToDriver, .follow])
            try await expect("haulier", [.deliver])
            try await expect("gate", [.weigh, .decide, .treat, .expect])
            try await expect("officer.misti", [.decideLoss, .approveOrganisation])
            try await expect("officer.phnompenh", [.decideLoss, .approveOrganisation])
        }
    }

    @Test("The driver's code that the summary shows signs a load of its haulier")
    func driverCodeSigns() async throws {
        try await withTinyCountry { summary, platform, _ in
            let factory = try await visitor("factory", on: platform).actor
            let list = try await platform.noteList(NoteFilter(), before: nil, limit: 50, by: factory)
            let issued = try #require(list.lines.map(\.note).first { $0.state == .issued && $0.sender.organisation == factory.principal?.id })
            // This note waits for another haulier; the code is good for loads of Samaki Haulage alone.
            await #expect(throws: PlatformError.code(.driverCodeWrong)) {
                _ = try await platform.sign(issued.id, driverCode: summary.driverCode, plate: "2A-1234", on: factory)
            }
            let haulier = try #require(list.organisations.values.first { $0.nameEnglish == DemoFirm.haulier.nameEnglish })
            let leg = try #require(list.lines.flatMap(\.note.legs).first { $0.carrier.organisation == haulier.id })
            let changed = try await platform.changeCarrier(
                issued.id, version: issued.version, carrierSites: [leg.carrier.site.description], by: factory)
            let signed = try await platform.sign(changed.id, driverCode: summary.driverCode, plate: "2A-1234", on: factory)
            #expect(signed.state == .inTransit)
        }
    }

    /// Nights, Sundays, New Year and the first of a month: steps are counted back from now, and none may come out of order.
    @Test(
        "It can be made at any hour of any day",
        arguments: [
            (2026, 9, 13, 2.2), (2026, 4, 15, 0.1), (2027, 1, 1, 23.9), (2026, 3, 1, 7.0), (2028, 2, 29, 12.0), (2026, 11, 9, 16.5),
        ])
    func anyDay(_ year: Int, _ month: Int, _ day: Int, _ hours: Double) async throws {
        let now = CivilZone.phnomPenh.start(of: FixedTime.day(year, month, day)).adding(seconds: Int64(hours * 3600))
        try await withTinyCountry(now: now) { summary, platform, _ in
            #expect(summary.missingStates.isEmpty)
            let report = try await platform.verify()
            #expect(report.isSound, "\(report.problems)")
        }
    }

    @Test("A database with organisations stays as it is")
    func neverMixes() async throws {
        try await withTinyCountry { _, platform, database in
            await #expect(throws: DemonstrationRefusal.notEmpty) {
                _ = try await Demonstration.build(database: database, scale: .tiny, today: FixedTime.today, now: FixedTime.now)
            }
            await #expect(throws: DemonstrationRefusal.otherCountry(.vietNam)) {
                _ = try await Demonstration.build(database: database, country: .vietNam, scale: .tiny, today: FixedTime.today)
            }
            let report = try await platform.verify()
            #expect(report.isSound, "\(report.problems)")
        }
    }
}
