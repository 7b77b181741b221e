// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Checks
import Domain
import Identity
import Operations
import Returns
import StorageCore
import Testing

/// Returns of many sites that are sent together, worked out beside each other and committed together, with their sums added once.
struct ReturnsAtOnceTests {
    private static let firms = 24
    private static let provinces = ["08", "12", "05"]

    /// Months of many factories, filled in. Every sixth worked on 31 days.
    ///
    /// - Parameter kilograms: of waste, of each.
    private func drafts(_ country: TestCountry, _ period: String, at sites: [SiteID], kilograms: (Int) -> Int = { 30 + $0 }) async throws -> [ReturnPick] {
        var picks: [ReturnPick] = []
        for (i, site) in sites.enumerated() {
            let made = try await country.platform.beginReturn(site: site, dataSet: "factoryMonthly", period: period, by: country.operatorOfServer)
            var form = ReturnForm()
            form.answers["electricityGrid"] = answer("\(20 + i)", "kWh")
            form.answers["workingDays"] = answer(i % 6 == 4 ? "31" : "24", "")
            var waste = ReturnForm.Waste()
            (waste.waste, waste.destination, waste.number) = ("150101", WasteDestination.buyer.rawValue, "\(kilograms(i))")
            form.wastes = [waste]
            let begun = try await country.platform.saveReturn(made.id, version: made.version, form, by: country.operatorOfServer)
            let filled = try await country.filled(begun, by: country.operatorOfServer)
            picks.append(ReturnPick(id: filled.id, version: filled.version))
        }
        return picks
    }

    private func answer(_ number: String, _ unit: String) -> ReturnForm.Answer {
        var answer = ReturnForm.Answer()
        (answer.number, answer.unit) = (number, unit)
        return answer
    }

    private func factories(_ country: TestCountry) async throws -> [SiteID] {
        var sites: [SiteID] = []
        for i in 0..<Self.firms {
            let firm = try await country.importFirm(
                "Mill \(i)", number: "KH 77\(1000 + i)", province: Self.provinces[i % 3],
                changes: [.employees: "240", .isic: i % 2 == 0 ? "1410" : "1313", .district: "", .commune: ""])
            sites.append(firm.site)
        }
        return sites
    }

    /// Every sum over sites that is not zero.
    private func sums(_ country: TestCountry) async throws -> [[SQLValue]] {
        try await country.database.read { session in
            try session.rows(
                """
                SELECT 1, scope, key, month, figure, waste, CAST(sum(amount) AS BIGINT) FROM reported
                GROUP BY scope, key, month, figure, waste HAVING sum(amount) <> 0 ORDER BY 2, 3, 4, 5, 6
                """
            ).map(\.values)
                + session.rows(
                    """
                    SELECT 2, scope, key, occurred, compartment, material, CAST(sum(grams) AS BIGINT) FROM upper_cell
                    GROUP BY scope, key, occurred, compartment, material HAVING sum(grams) <> 0 ORDER BY 2, 3, 4, 5, 6
                    """
                ).map(\.values)
        }
    }

    private func lines(_ country: TestCountry) async throws -> Int64 { try await country.number("SELECT count(*) FROM journal WHERE kind = 'return.submit'") }

    @Test(
        "Sent at once they leave what they leave when sent one after another: the same sums, a line each, those refused untouched, and an audit finds nothing")
    func asOneAfterAnother() async throws {
        var seen: [[[SQLValue]]] = []
        for isAtOnce in [true, false] {
            try await withTestCountry { country in
                let sites = try await factories(country)
                // September of all, then October, whose checks look at September, and both of those which were sent before are booked upon.
                for period in ["2026-09", "2026-10"] {
                    // In the middle of what is expected after a September like that.
                    let picks = try await drafts(country, period, at: sites) { period == "2026-09" ? 30 + $0 : 40 }
                    country.clock.advance(days: 31)
                    // No September has 31 days to work on.
                    let wrong = picks.indices.filter { period == "2026-09" && $0 % 6 == 4 }.map { picks[$0] }
                    let before = try await lines(country)
                    if isAtOnce {
                        async let refused = country.platform.sendReturns(picks, confirms: true, by: country.operatorOfServer)
                        // Others work meanwhile, and read and write the same sums.
                        async let issued = country.issue(country.form("120"))
                        _ = try await issued
                        let told = try await refused
                        #expect(told.map(\.pick) == wrong && told.allSatisfy { $0.problems.map(\.phrase) == [CheckPhrase.sayPerDay.fullKey] }, "\(told)")
                    } else {
                        for pick in picks {
                            _ = try? await country.platform.submitReturn(pick.id, version: pick.version, confirms: true, by: country.operatorOfServer)
                        }
                        _ = try await country.issue(country.form("120"))
                    }
                    #expect(try await lines(country) - before == Int64(picks.count - wrong.count))
                    for pick in picks {
                        let made = try await country.platform.returnModel(pick.id, by: country.actor(.ministry)).made
                        #expect(made.state == (wrong.contains(pick) ? .draft : .submitted) && made.version == pick.version + (wrong.contains(pick) ? 0 : 1))
                    }
                    #expect(try await country.platform.verify().problems == [])
                }
                seen.append(try await sums(country))
            }
        }
        #expect(seen[0] == seen[1] && seen[0].count > 60)
    }

    @Test("Whatever the statement at which a server dies while it sends, each return is sent whole or not at all, and the rest is sent by the next")
    func killed() async throws {
        try await withTestCountry { country in
            let sites = Array(try await factories(country).prefix(4))
            let picks = try await drafts(country, "2026-09", at: sites)
            country.clock.advance(days: 31)
            let (failing, clock) = (FailingDatabase(country.database), country.clock)
            let platform = try await Platform(database: failing, country: .cambodia, node: 9, secrets: Secrets(work: .least)) { clock.now() }
            var deaths = 0
            for statements in [0, 3, 9, 20, 30, 45, 61, 90, 130, 170] {
                failing.failAfter(statements)
                let before = try await sent(country, picks)
                do {
                    _ = try await platform.sendReturns(picks, confirms: true, by: country.operatorOfServer)
                } catch is FailingDatabase.Death {
                    deaths += 1
                }
                let after = try await sent(country, picks)
                #expect(try await lines(country) == Int64(after) && after >= before)
                #expect(try await country.platform.verify().problems == [], "after \(statements)")
            }
            #expect(deaths > 4)
            _ = try await country.platform.sendReturns(picks, confirms: true, by: country.operatorOfServer)
            #expect(try await sent(country, picks) == picks.count)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    private func sent(_ country: TestCountry, _ picks: [ReturnPick]) async throws -> Int {
        var count = 0
        for pick in picks where try await country.platform.returnModel(pick.id, by: country.actor(.ministry)).made.state == .submitted { count += 1 }
        return count
    }
}
