// SPDX-License-Identifier: Apache-2.0

import AppSupport
import CodeLists
import Discharge
import Domain
import Identity
import Operations
import Stores
import Testing

/// Outlets, results, cases and volumes through their verbs, on both engines.
struct DischargeOperationTests {
    @Test("A sheet is recorded once however often it is sent; what exceeds opens one case, to which the next exceedance comes; the journal replays it all")
    func sheets() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await country.outlet()
            let sheet = country.sheet(
                daysAgo: 40, [("COD", "=", "140,5", "mg/L"), ("pH", "", "7.6", ""), ("Zn", "<", "10", "µg/L"), ("TSS", "=", "200", "mg/L")])
            let first = try await platform.recordResults(sheet, at: outlet.id, by: country.actor(.factory))
            #expect(first.results.count == 4 && first.known == 0 && first.cases.count == 1)
            let again = try await platform.recordResults(sheet, at: outlet.id, by: country.actor(.factory))
            #expect(again.results.map(\.id) == first.results.map(\.id) && again.known == 4 && again.cases.isEmpty)
            let page = try await platform.outletPage(outlet.id, limit: 50, by: country.actor(.factory))
            let findings = Dictionary(uniqueKeysWithValues: page.results.map { ($0.result.parameter, $0.verdict.standard.finding) })
            #expect(findings == ["cod": .exceeded, "ph": .within, "zinc": .within, "tss": .warned])
            let later = try await platform.recordResults(country.sheet(daysAgo: 10, [("COD", "", "150", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            #expect(later.cases.map(\.id) == first.cases.map(\.id) && later.cases.first?.results.count == 2)
            // Another value of the same sample is a question, not a second result.
            do {
                _ = try await platform.recordResults(country.sheet(daysAgo: 10, [("COD", "", "15", "mg/L")]), at: outlet.id, by: country.actor(.factory))
                Issue.record("a second value of one sample was taken")
            } catch let error as PlatformError { #expect(error.problems.map(\.phrase) == [DischargePhrase.sampleKnown.fullKey]) }
            // Withdrawn, its place is free.
            let wrong = try #require(later.results.first)
            _ = try await platform.withdrawResult(wrong.id, reason: "Typed a zero too many", version: 1, by: country.actor(.factory))
            let right = try await platform.recordResults(country.sheet(daysAgo: 10, [("COD", "", "15", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            #expect(right.known == 0 && right.cases.isEmpty)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("What is wrong with a sheet is told all at once by field, and nothing of it is saved")
    func wrongSheet() async throws {
        try await withTestCountry { country in
            let outlet = try await country.outlet()
            var sheet = country.sheet(daysAgo: -3, [("COD", "=", "1.234", "mg/L"), ("Kryptonite", "=", "5", "mg/L"), ("pH", "=", "19", "")])
            sheet.laboratory = ""
            do {
                _ = try await country.platform.recordResults(sheet, at: outlet.id, by: country.actor(.factory))
                Issue.record("a wrong sheet was taken")
            } catch let error as PlatformError {
                #expect(Set(error.problems.map(\.field)) == ["value0", "parameter1", "value2", "sampledOn", "laboratory"], "\(error.problems)")
            }
            #expect(try await country.number("SELECT count(*) FROM lab_result") == 0)
        }
    }

    @Test("A value that reads in two ways is asked about as in returns, and whatever the question says to write is taken", arguments: ["1.234", "1,234"])
    func twoWays(typed: String) async throws {
        try await withTestCountry { country in
            let outlet = try await country.outlet()
            func record(_ value: String, daysAgo: Int) async throws -> Measure? {
                try await country.platform.recordResults(
                    country.sheet(daysAgo: daysAgo, [("COD", "=", value, "mg/L")]), at: outlet.id, by: country.actor(.factory)
                ).results.first?.reading.given
            }
            do {
                _ = try await record(typed, daysAgo: 3)
                Issue.record("\(typed) was taken")
            } catch let error as PlatformError {
                #expect(error.problems.map(\.field) == ["value0"] && error.problems.map(\.phrase) == [QuantityPhrase.numberAmbiguous.fullKey])
                #expect(error.problems.first?.facts["grouped"] == .text("1234") && error.problems.first?.facts["typed"] == .text(typed))
            }
            #expect(try await record("1234", daysAgo: 4)?.description == "1234")
            #expect(try await record(typed + "0", daysAgo: 5)?.description == "1.234")
        }
    }

    @Test("A case whose every result was withdrawn counts none, and the environment officer's day has it until it is closed")
    func groundless() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await country.outlet()
            let environment = try await country.environmentOfficer()
            func duties(_ actor: Actor) async throws -> [DischargeCaseID] {
                try await platform.today(by: actor).duties.filter { $0.kind == .closeCase }.compactMap { $0.dischargeCase?.id }
            }
            let first = try await platform.recordResults(country.sheet(daysAgo: 20, [("COD", "", "150", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            let second = try await platform.recordResults(country.sheet(daysAgo: 9, [("COD", "", "160", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            let id = try #require(first.cases.first?.id)
            for (place, result) in (first.results + second.results).enumerated() {
                let page = try await platform.dischargeCasePage(id, by: environment)
                #expect(page.inUse == 2 - place && !page.isGroundless)
                #expect(try await duties(environment).isEmpty)
                _ = try await platform.withdrawResult(result.id, reason: "Typed a zero too many", version: 1, by: country.actor(.factory))
            }
            #expect(try await platform.dischargeCasePage(id, by: environment).isGroundless)
            let list = try await platform.dischargeCaseList(.running, before: nil, limit: 9, by: environment)
            #expect(list.cases.map(\.id) == [id] && list.inUse == [id: 0] && list.cases.allSatisfy(list.isGroundless))
            #expect(String(decoding: list.file(platform.zone).csv, as: UTF8.self).contains(",open,"))
            #expect(try await duties(environment) == [id])
            for other in [country.actor(.factory), country.actor(.ministry), country.actor(.plant)] { #expect(try await duties(other).isEmpty) }
            var form = DischargeCaseForm()
            form.words = "No result stands behind it."
            let found = try await platform.dischargeCasePage(id, by: environment).found
            _ = try await platform.takeCaseStep(.close, in: id, form, version: found.version, by: environment)
            #expect(try await duties(environment).isEmpty)
            #expect(try await platform.dischargeCasePage(id, by: environment).isGroundless == false)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Only the own firm records, officers and inspectors of the area see, others learn nothing; a province sees its own")
    func reach() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await country.outlet()
            let sheet = country.sheet(daysAgo: 5, [("COD", "=", "10", "mg/L")])
            for firm in [TestFirm.secondFactory, .plant, .department] {
                await #expect(throws: PlatformError.notFound) { _ = try await platform.recordResults(sheet, at: outlet.id, by: country.actor(firm)) }
                await #expect(throws: PlatformError.notFound) { _ = try await platform.outletPage(outlet.id, limit: 5, by: country.actor(firm)) }
            }
            for officer in [country.actor(.ministry), try await country.environmentOfficer()] {
                await #expect(throws: PermissionRefusal.forbidden(.recordResults)) { _ = try await platform.recordResults(sheet, at: outlet.id, by: officer) }
                #expect(try await platform.outletList(after: nil, limit: 5, by: officer).lines.count == 1)
            }
            #expect(try await platform.outletList(after: nil, limit: 5, by: country.actor(.department)).lines.isEmpty)
            await #expect(throws: PermissionRefusal.forbidden(.recordResults)) {
                _ = try await platform.recordResults(sheet, at: outlet.id, by: country.actor(.factory, [.reader]))
            }
        }
    }

    @Test("An outlet leads elsewhere from a day on, and older results are judged by what held then; results end with its last day")
    func standings() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await country.outlet()
            _ = try await platform.recordResults(country.sheet(daysAgo: 100, [("BOD", "=", "50", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            var form = OutletForm()
            form.receiving = "river"
            form.receivingName = "Tonle Bassac"
            form.column = "protected"
            form.from = platform.today.adding(days: -60).description
            let changed = try await platform.changeOutlet(outlet.id, to: form, version: 1, by: try await country.environmentOfficer())
            #expect(changed.standings.count == 2)
            let after = try await platform.recordResults(country.sheet(daysAgo: 50, [("BOD", "=", "50", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            #expect(after.cases.count == 1)
            let page = try await platform.outletPage(outlet.id, limit: 9, by: country.actor(.factory))
            #expect(page.results.map(\.verdict.standard.finding) == [.exceeded, .within])
            form.from = ""
            form.closedOn = platform.today.adding(days: -70).description
            await #expect(throws: PlatformError.self) { _ = try await platform.changeOutlet(outlet.id, to: form, version: 2, by: country.actor(.factory)) }
            form.closedOn = platform.today.adding(days: -20).description
            _ = try await platform.changeOutlet(outlet.id, to: form, version: 2, by: country.actor(.factory))
            await #expect(throws: PlatformError.self) {
                _ = try await platform.recordResults(country.sheet(daysAgo: 5, [("BOD", "=", "5", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            }
            await #expect(throws: PlatformError.stale) { _ = try await platform.changeOutlet(outlet.id, to: form, version: 1, by: country.actor(.factory)) }
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("The site plans, proves and says done; the environment's mandate alone sends back, closes and opens again")
    func cases() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await country.outlet()
            let done = try await platform.recordResults(country.sheet(daysAgo: 9, [("COD", "=", "400", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            let id = try #require(done.cases.first?.id)
            let environment = try await country.environmentOfficer()
            let own = country.actor(.factory)
            var form = DischargeCaseForm()
            do {
                _ = try await platform.takeCaseStep(.plan, in: id, form, version: 1, by: own)
                Issue.record("an empty plan was taken")
            } catch let error as PlatformError { #expect(error.problems.map(\.field) == ["words", "owner", "due"]) }
            form.words = "Mend the aerator"
            form.owner = "Head of utilities"
            form.due = platform.today.adding(days: 30).description
            await #expect(throws: PermissionRefusal.forbidden(.handleCase)) {
                _ = try await platform.takeCaseStep(.plan, in: id, form, version: 1, by: environment)
            }
            _ = try await platform.takeCaseStep(.plan, in: id, form, version: 1, by: own)
            _ = try await platform.takeCaseStep(.askHelp, in: id, version: 2, by: own)
            #expect(try await platform.dischargeCaseList(.help, before: nil, limit: 9, by: environment).cases.map(\.id) == [id])
            var proof = DischargeCaseForm()
            proof.file = ArrangementPaper(bytes: Array("%PDF-1.4 receipt".utf8))
            _ = try await platform.takeCaseStep(.evidence, in: id, proof, version: 3, by: own)
            var words = DischargeCaseForm()
            words.words = "The aerator runs again"
            _ = try await platform.takeCaseStep(.done, in: id, words, version: 4, by: own)
            for actor in [own, country.actor(.ministry)] {
                await #expect(throws: PermissionRefusal.forbidden(.closeCase)) {
                    _ = try await platform.takeCaseStep(.close, in: id, words, version: 5, by: actor)
                }
            }
            let closed = try await platform.takeCaseStep(.close, in: id, words, version: 5, by: environment)
            #expect(closed.state == .closed)
            let page = try await platform.dischargeCasePage(id, by: own)
            #expect(page.steps.isEmpty && page.texts.values.contains("Mend the aerator") && page.files.values.contains("application/pdf"))
            #expect(try await platform.dischargeCaseList(.running, before: nil, limit: 9, by: own).cases.isEmpty)
            // A new exceedance opens a new case; the old one is opened again only by the environment.
            let next = try await platform.recordResults(country.sheet(daysAgo: 2, [("COD", "=", "500", "mg/L")]), at: outlet.id, by: own)
            #expect(next.cases.first?.id != id)
            #expect(try await platform.dischargeCasePage(id, by: environment).steps == [.reopen])
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("A volume is typed once a month and can be put right; loads follow from it")
    func volumes() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await country.outlet()
            let month = platform.today.adding(days: -31).month
            let days = platform.today.days(since: Period.month(month).first)
            _ = try await platform.recordResults(country.sheet(daysAgo: days, [("COD", "=", "90", "mg/L")]), at: outlet.id, by: country.actor(.factory))
            for cubic in ["1 000", "2,000.5"] {
                _ = try await platform.recordDischargeVolume(
                    of: outlet.id, month: month.description, cubicMetres: cubic, method: "metered", by: country.actor(.factory))
            }
            let trend = try await platform.dischargeTrend(outlet.id, by: country.actor(.factory))
            let figure = try #require(trend.series.first?.figures.first { $0.month == month })
            #expect(figure.volume?.version == 2 && figure.load?.low == .grams(180_045) && figure.load?.high == .grams(180_045))
            for (bad, field) in [("", "volume"), ("-5", "volume"), ("9e9", "volume"), ("1000000000000", "volume")] {
                do {
                    _ = try await platform.recordDischargeVolume(
                        of: outlet.id, month: month.description, cubicMetres: bad, method: "metered", by: country.actor(.factory))
                    Issue.record("\(bad) was taken")
                } catch let error as PlatformError { #expect(error.problems.map(\.field) == [field]) }
            }
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("What is changed past the platform is named by the audit: a body, a column beside it, a row that is missing")
    func audit() async throws {
        for how in 0..<3 {
            try await withTestCountry { country in
                let outlet = try await country.outlet()
                _ = try await country.platform.recordResults(
                    country.sheet(daysAgo: 9, [("COD", "=", "400", "mg/L")]), at: outlet.id, by: country.actor(.factory))
                switch how {
                case 0: try await country.run("UPDATE discharge_case SET body = (SELECT body FROM discharge_case), state = 2")
                case 1: try await country.run("UPDATE lab_result SET parameter = 'bod5'")
                default: try await country.run("DELETE FROM discharge_case")
                }
                let problems = try await country.platform.verify().problems
                #expect(problems.map(\.phrase) == ["verify.dischargeBody"], "\(how): \(problems)")
            }
        }
    }

    @Test("An officer's limits for air judge a stack's results from their day on; a case is opened when somebody asks for it")
    func airLimits() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let stack = try await country.outlet("ST-1", medium: .air)
            let done = try await platform.recordResults(country.sheet(daysAgo: 9, [("dust", "=", "180", "mg/Nm3")]), at: stack.id, by: country.actor(.factory))
            let id = try #require(done.results.first?.id)
            #expect(try await platform.resultPage(id, by: country.actor(.factory)).judged.verdict.standard.reason == .noAirLimits)
            await #expect(throws: DischargeRefusal.nothingExceeded) { _ = try await platform.openDischargeCase(for: id, by: country.actor(.factory)) }
            let file = DischargeLimits.columns.joined(separator: ",") + "\nKH.AIR.1,KH,air,Test decree,,,dust,mg/Nm3,<=,,100,2020-01-01,,gazette,high,\n"
            await #expect(throws: PermissionRefusal.self) { try await platform.loadDischargeLimits(Array(file.utf8), by: country.actor(.factory)) }
            try await platform.loadDischargeLimits(Array(file.utf8), by: try await country.environmentOfficer())
            #expect(try await platform.resultPage(id, by: country.actor(.factory)).judged.verdict.standard.finding == .exceeded)
            let opened = try await platform.openDischargeCase(for: id, by: country.actor(.factory))
            #expect(opened.results == [id])
            #expect(try await platform.openDischargeCase(for: id, by: country.actor(.factory)).id == opened.id)
            #expect(try await platform.verify().problems == [])
        }
    }
}
