// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Stores
import TestSupport
import Testing

@testable import Operations

/// How well the masses behind national figures are known.
struct EvidenceTests {
    static let months = Month(year: 2026, month: 1)...Month(year: 2026, month: 12)

    private func evidence(_ country: TestCountry, province: String? = nil, kind: EvidenceKind? = nil) async throws -> NationEvidence {
        try await country.platform.nationEvidence(months: Self.months, province: province, kind: kind, limit: 100, by: country.actor(.ministry))
    }

    @Test("An estimate counts as one from the day the load leaves until the plant's scale says better; a sender's scale stands beside the plant's estimate")
    func estimateUntilWeighed() async throws {
        try await withTestCountry { country in
            let issued = try await country.issue(country.form("1000", method: .estimated))
            #expect(try await evidence(country).sums.whole == .zero, "what has not left counts nothing")
            let onTheWay = try await country.collect(issued)
            #expect(try await evidence(country).sums == [.estimated: .kilograms(1000)])
            let other = try await country.collect(
                try await country.issue(country.form("3000", from: .secondFactory), by: .secondFactory), shownBy: .secondFactory)
            #expect(try await evidence(country).sums.estimatedShare == 0.25)
            _ = try await country.decide(try await country.weigh(onTheWay, "960"))
            #expect(try await evidence(country).sums == [.weighed: .kilograms(3960)])
            _ = try await country.platform.weigh(
                other.id, version: other.version, amount: "2990", unit: "kg", method: "estimated", by: country.actor(.plant, [.gate]))
            #expect(try await evidence(country).sums.estimatedShare == 0)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("The nation's figure is the sum of what it opens to, a province's of its own senders, and loads out of stock are not counted twice")
    func sumsTie() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let whole = try await evidence(country)
            let nation = try await country.platform.nation(months: Self.months, province: nil, by: country.actor(.ministry))
            #expect(whole.sums == nation.evidence && whole.sums.whole > .zero)
            #expect(whole.cells.reduce(.zero) { $0 + $1.mass } == whole.sums.whole && whole.cells.count == whole.count)
            let kandal = try await evidence(country, province: "08"), capital = try await evidence(country, province: "12")
            #expect(kandal.sums.whole + capital.sums.whole == whole.sums.whole && kandal.sums.whole == .kilograms(500))
            // An officer of one province gets that one, whatever is asked.
            let own = try await country.platform.nationEvidence(
                months: Self.months, province: nil, kind: nil, limit: 10, by: country.actor(.department))
            #expect(own.province == "08" && own.sums == kandal.sums)
            let before = whole.sums.whole
            let stocked = try await country.received(country.form("200", to: .collector), at: .collector)
            let lot = try #require(try await country.lots(of: [stocked], at: .collector).first)
            let onward = try await country.issue(country.form("200", lot: lot.account, from: .collector), by: .collector)
            _ = try await country.collect(onward, shownBy: .collector)
            #expect(try await evidence(country).sums.whole == before + .kilograms(200))
        }
    }

    @Test("What was known of weights at a month's end is told again after the plant weighed and after a province was corrected; the audit counts it by month")
    func asKnown() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let ministry = country.actor(.ministry)
            func known(_ learned: LearnedSpan, province: String? = nil) async throws -> [EvidenceKind: Mass] {
                let found = try await platform.nationEvidence(
                    months: Self.months, province: province, kind: nil, learned: learned, limit: 100, by: ministry)
                return found.sums
            }
            let load = try await country.collect(try await country.issue(country.form("1000", method: .estimated)))
            let month = platform.today.month
            await #expect(throws: KnownRefusal.notEnded(month, last: month.adding(months: -1))) { try await known(.until(month)) }
            let published = try await platform.nation(months: month...month, province: nil, by: ministry)
            country.clock.advance(days: 33)
            _ = try await country.decide(try await country.weigh(load, "960"))
            let page = try await platform.classificationPage(country.site(.factory), by: ministry)
            let old = page.site.attributes[0].province
            let new = old == "12" ? "08" : "12"
            let form = ClassificationForm(
                kind: .correction, from: page.site.attributes[0].validFrom.description, reason: "Licence", texts: [.province: new])
            try await platform.correctSiteClassification(page.site.id, form, version: page.site.version, by: ministry)

            #expect(try await known(.until(month)) == [.estimated: .kilograms(1000)])
            #expect(try await known(.after(month)) == [.estimated: Mass.zero - .kilograms(1000), .weighed: .kilograms(960)])
            #expect(try await known(.all) == [.weighed: .kilograms(960)])
            #expect(try await known(.until(month), province: old) == [.estimated: .kilograms(1000)])
            #expect(try await known(.all, province: old) == [:])
            #expect(try await known(.all, province: new) == [.weighed: .kilograms(960)])
            let then = try await platform.nation(months: month...month, province: nil, known: month, by: ministry)
            #expect(then.evidence == published.evidence && then.evidence == [.estimated: .kilograms(1000)])
            #expect(try await platform.verify().problems == [])
            // Where it was kept only from later on, nothing is told of that month's end, and what was summed before is counted as one.
            let now = Int64(platform.today.month.index)
            try await country.run("INSERT INTO setting (key, value) VALUES ('evidence_learned_from', \(String(now)))")
            #expect(try await platform.verify().problems == [])
            #expect(try await platform.nation(months: month...month, province: nil, known: month, by: ministry).evidence == nil)
            await #expect(throws: KnownRefusal.notKept(month, from: platform.today.month)) { try await known(.until(month)) }
            try await country.run("DELETE FROM setting WHERE key = 'evidence_learned_from'")
            try await platform.foldSums()
            try await country.run("UPDATE mass_evidence_sum SET learned = learned + 1 WHERE province = \(new) AND method = 'weighed'")
            #expect(try await platform.verify().problems.map(\.phrase) == [VerifyPhrase.massEvidence.fullKey])
        }
    }

    @Test("Only those who read the nation's figures read these")
    func permission() async throws {
        try await withTestCountry { country in
            _ = await #expect(throws: PermissionRefusal.self) {
                try await country.platform.nationEvidence(months: Self.months, province: nil, kind: nil, limit: 10, by: country.actor(.factory))
            }
        }
    }

    @Test("The audit counts the sums again from the notes and names the one that is wrong")
    func audit() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            #expect(try await country.platform.verify().problems == [])
            try await country.run("UPDATE mass_evidence_sum SET grams = grams + 7 WHERE province = '08'")
            let found = try await country.platform.verify().problems
            #expect(found.map(\.phrase) == [VerifyPhrase.massEvidence.fullKey])
            #expect(found.first?.facts["province"] == .text("08"))
            try await country.run("DELETE FROM mass_evidence_sum")
            #expect(try await country.platform.verify().problems.map(\.phrase) == [VerifyPhrase.massEvidence.fullKey])
        }
    }
}
