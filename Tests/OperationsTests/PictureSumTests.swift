// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Stores
import TestSupport
import Testing

/// Sums over groups against the sum of all, gram by gram and millilitre by millilitre.
struct PictureSumTests {
    private static let months = Month(year: 2026, month: 9)...Month(year: 2026, month: 10)
    private static let loads = 6

    /// Loads of three sites at random, one of a size that nobody knows; two months of wastewater that are no whole litres.
    private func made(_ country: TestCountry, _ random: inout SeededGenerator) async throws {
        let platform = country.platform
        let bare = try await platform.addSite(
            SiteForm([.nameEnglish: "Yard without a count", .province: "12", .isic: "1410", .address: "Street 9", .openedOn: "2015-03-02"]),
            to: country.organisation(.factory), by: country.actor(.factory))
        for number in 0..<Self.loads {
            let sender = random.pick([TestFirm.factory, .secondFactory])
            let kilograms = String(random.integer(20...9_000))
            var form = country.form(kilograms, waste: random.pick(["040222", "150101", "200111"]), from: sender, to: .secondPlant)
            if number == 0 || (sender == .factory && random.once(in: 3)) { form.senderSite = bare.id.description }
            let owner: TestFirm = form.senderSite == bare.id.description ? .factory : sender
            if number > 0, random.once(in: 4) {
                _ = try await country.collect(try await country.issue(form, by: owner), shownBy: owner)
                continue
            }
            let load = try await country.received(form, weighing: kilograms, from: owner, at: .secondPlant)
            if random.once(in: 2) { _ = try await country.treat(load, "", code: random.pick(["D1", "R3", "R1"]), at: .secondPlant) }
            country.clock.advance(days: 1)
        }
        for (period, water) in [("2026-09", "120.000457"), ("2026-10", "80.000777")] {
            let begun = try await platform.beginReturn(
                site: country.site(.factory), dataSet: "factoryMonthly", period: period, by: country.actor(.factory))
            let filled = try await country.answered(begun, ["wastewaterSewer": water, "electricityGrid": String(random.integer(10...900))])
            country.clock.advance(days: 31)
            let model = try await platform.returnModel(filled.id, by: country.actor(.factory))
            let reasons = Dictionary(model.checks.findings.map { ($0.finding.key, "As metered") }, uniquingKeysWith: { a, _ in a })
            _ = try await platform.submitReturn(
                filled.id, version: model.made.version, confirms: true, explanations: reasons, by: country.actor(.factory))
        }
    }

    @Test("Whatever it is told apart by, each figure of the groups adds up to the nation's", arguments: [UInt64(20_261_122), 7, 31])
    func tied(seed: UInt64) async throws {
        try await withTestCountry { country in
            var random = SeededGenerator(seed: seed)
            try await made(country, &random)
            let (platform, officer) = (country.platform, country.actor(.ministry))
            let whole = try await platform.nationPicture(months: Self.months, province: nil, by: officer)
            let all = try #require(whole.reports)
            #expect(all.sewer == 200_001_234 && whole.waste.generated > 0, "seed \(seed)")
            for dimension in PictureDimension.allCases {
                let found = try await platform.pictureGroups(by: dimension, months: Self.months, province: nil, by: officer)
                func sum(_ of: (PictureGroup) -> Int64) -> Int64 { found.groups.reduce(0) { $0 + of($1) } }
                let told: Comment = "\(dimension), seed \(seed)"
                #expect(sum { $0.waste.generated } == whole.waste.generated, told)
                if dimension.hasFates {
                    #expect(sum { $0.waste.weighed } == whole.waste.weighed, told)
                    #expect(sum { $0.waste.fates.treated } == whole.waste.fates.treated, told)
                    #expect(sum { $0.waste.fates.recovered } == whole.waste.fates.recovered, told)
                    #expect(sum { $0.waste.landfilled } == whole.waste.landfilled, told)
                    #expect(sum { $0.waste.fates[.unknown] } == whole.waste.fates[.unknown], told)
                }
                if ![.chapter, .treatment].contains(dimension) {
                    #expect(sum { $0.reports?.sewer ?? 0 } == all.sewer, told)
                    #expect(sum { $0.reports?.discharged ?? 0 } == all.discharged, told)
                    #expect(sum { $0.reports?.withoutNote ?? 0 } == all.withoutNote, told)
                    let (gases, all) = (found.groups.compactMap { $0.reports?.emissions }, all.emissions)
                    #expect(abs(gases.reduce(0) { $0 + $1.energy.value } - all.energy.value) < 1e-9, told)
                    #expect(abs(gases.reduce(0) { $0 + $1.direct.value } - all.direct.value) < 1e-9, told)
                }
                if [.size, .park].contains(dimension) {
                    // What is in no group is one of the rows and opens to what it says.
                    for group in found.groups {
                        let filter = FateFilter(months: Self.months, compartments: [.process])
                        let cells = try await platform.nationCells(filter, of: PictureGroupKey(dimension, group.key), limit: 100, by: officer)
                        #expect(cells.total == -group.waste.generated && cells.cells.reduce(0) { $0 + $1.grams } == cells.total, told)
                    }
                    #expect(found.groups.contains { $0.key.isEmpty && $0.waste.generated > 0 }, told)
                }
                // The file loses nothing either.
                let rows = String(decoding: found.csv, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst().map {
                    $0.split(separator: ",", omittingEmptySubsequences: false)
                }
                let litres = rows.reduce(0.0) { $0 + (Double($1[11]) ?? 0) }
                if ![.chapter, .treatment].contains(dimension) { #expect(abs(litres - 200_001.234) < 1e-6, told) }
            }
        }
    }
}
