// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Discharge
import Domain
import Identity
import Operations
import Returns
import Stores
import TestSupport
import Testing

/// From what is told of the nation and its groups down to sites and outlets: each list adds up to the figure above it.
struct GroupSiteTests {
    private static let months = Month(year: 2026, month: 9)...Month(year: 2026, month: 10)

    /// A return with some figures, everything else that must be answered as nothing.
    private func report(
        _ country: TestCountry, _ site: SiteID, _ firm: TestFirm, _ period: String, set: String, _ figures: [String: String],
        wastes: [(waste: String, way: WasteDestination, number: String)] = []
    ) async throws {
        let platform = country.platform
        let begun = try await platform.beginReturn(site: site, dataSet: set, period: period, by: country.actor(firm))
        let filled = try await country.answered(begun, figures, wastes: wastes, by: country.actor(firm))
        let model = try await platform.returnModel(filled.id, by: country.actor(firm))
        let reasons = Dictionary(model.checks.findings.map { ($0.finding.key, "As metered") }, uniquingKeysWith: { a, _ in a })
        _ = try await platform.submitReturn(filled.id, version: model.made.version, confirms: true, explanations: reasons, by: country.actor(firm))
    }

    private func outlet(_ country: TestCountry, _ code: String, _ receiving: String, at site: SiteID, of firm: TestFirm) async throws -> Outlet {
        var form = OutletForm()
        (form.site, form.code, form.medium, form.receiving, form.openedOn) = (site.description, code, "water", receiving, "2025-01-01")
        return try await country.platform.addOutlet(form, by: country.actor(firm))
    }

    private func sample(_ country: TestCountry, _ outlet: Outlet, on day: String, _ rows: [(String, String, String, String)], by firm: TestFirm) async throws {
        var sheet = country.sheet(daysAgo: 0, rows)
        sheet.sampledOn = day
        _ = try await country.platform.recordResults(sheet, at: outlet.id, by: country.actor(firm))
    }

    private func volume(_ country: TestCountry, _ outlet: Outlet, _ month: String, _ cubic: String, by firm: TestFirm) async throws {
        _ = try await country.platform.recordDischargeVolume(
            of: outlet.id, month: month, cubicMetres: cubic, method: "metered", by: country.actor(firm))
    }

    private func classify(_ country: TestCountry, _ firm: TestFirm, from day: String, _ texts: [SiteForm.Field: String]) async throws {
        let page = try await country.platform.classificationPage(country.site(firm), by: country.actor(.ministry))
        let form = ClassificationForm(kind: .change, from: day, reason: "Moved to the new hall", texts: texts)
        try await country.platform.changeSiteClassification(page.site.id, form, version: page.site.version, by: country.actor(.ministry))
    }

    /// Two months of sites of several provinces, industries, sizes and zones: returns, waste treated, and outlets with results.
    private func made(_ country: TestCountry) async throws {
        let platform = country.platform
        let yard = try await platform.addSite(
            SiteForm([
                .nameEnglish: "Yard without a count", .province: "12", .isic: "1313", .address: "Street 9", .openedOn: "2015-03-02",
                .zone: "Phnom Penh SEZ",
            ]), to: country.organisation(.factory), by: country.actor(.factory))
        let (own, second) = (country.site(.factory), country.site(.secondFactory))
        let outlets = [
            try await outlet(country, "R-1", "river", at: own, of: .factory), try await outlet(country, "S-1", "sewer", at: own, of: .factory),
            try await outlet(country, "L-1", "lake", at: yard.id, of: .factory),
            try await outlet(country, "R-9", "river", at: second, of: .secondFactory),
        ]
        for (day, code) in [(5, "D1"), (9, "R3")] {
            country.clock.advance(days: Int64(day - 4))
            let load = try await country.received(
                country.form("2400", waste: "040222", from: .secondFactory, to: .secondPlant), from: .secondFactory, at: .secondPlant)
            _ = try await country.treat(load, "", code: code, at: .secondPlant)
        }
        for (period, water) in [("2026-09", "120.000457"), ("2026-10", "80.000777")] {
            for (number, one) in outlets.enumerated() where number != 2 || period == "2026-09" {
                let firm: TestFirm = number == 3 ? .secondFactory : .factory
                try await sample(
                    country, one, on: period + "-02", [("COD", "=", String(90 + 10 * number), "mg/L"), ("BOD5", "<", "10", "mg/L")], by: firm)
                try await volume(country, one, period, "\(1000 + number).00000\(number + 1)", by: firm)
            }
            country.clock.advance(days: 31)
            try await report(
                country, own, .factory, period, set: "factoryMonthly",
                ["wastewaterSewer": water, "electricityGrid": "900", "diesel": "12"], wastes: [("150101", .buyer, "812.5")])
            try await report(
                country, second, .secondFactory, period, set: "factoryMonthly", ["wastewaterSurface": "45.000123", "electricityGrid": "310"])
        }
    }

    private func groups(_ country: TestCountry, _ dimension: PictureDimension, province: String? = nil) async throws -> [PictureGroup] {
        try await country.platform.pictureGroups(by: dimension, months: Self.months, province: province, by: country.actor(.ministry)).groups
    }

    private func group(_ country: TestCountry, _ dimension: PictureDimension, _ key: String) throws -> SiteGroup {
        try SiteGroup(country.platform) { name in
            SiteGroup.names.contains { $0.name == name && $0.dimension == dimension } ? (key.isEmpty ? SiteGroup.none : key) : nil
        }
    }

    /// The sites and outlets of a group against what the picture tells of it; the files too.
    private func expectTied(
        _ country: TestCountry, _ group: SiteGroup, _ months: ClosedRange<Month>, _ reports: PictureReports?, _ loads: PictureLoads?, _ comment: Comment
    ) async throws {
        let (platform, officer) = (country.platform, country.actor(.ministry))
        let sites = try await platform.reportingSites(of: group, months: months, after: nil, limit: 100, by: officer)
        #expect(sites.gap?.isNothing == true, "\(comment) \(String(describing: sites.gap))")
        let sum = sites.sum
        #expect(sum.sewer == reports?.sewer ?? 0 && sum.surface == reports?.surface ?? 0 && sum.untold == reports?.untold ?? 0, comment)
        #expect(sum.withoutNote == reports?.withoutNote ?? 0, comment)
        #expect(abs(sum.direct - (reports?.emissions.direct.value ?? 0)) < 1e-9 && abs(sum.energy - (reports?.emissions.energy.value ?? 0)) < 1e-9, comment)
        #expect(abs(sum.biogenic - (reports?.emissions.biogenic ?? 0)) < 1e-9, comment)
        let file = sites.file
        func column(_ name: String) -> Double {
            guard let place = file.names.firstIndex(of: name) else { return .nan }
            return file.rows.reduce(0.0) { $0 + (Double($1[place]) ?? 0) }
        }
        #expect(abs(column("sewer_l") * 1000 - Double(sum.sewer)) < 0.5, comment)
        #expect(abs(column("direct_t_co2e") - sum.direct) < 1e-9, comment)
        let outlets = try await platform.dischargingOutlets(of: group, months: months, after: nil, limit: 100, by: officer)
        #expect(outlets.volume == loads?.volume ?? 0, comment)
        for parameter in ["cod", "bod5", "tss"] {
            let (own, all) = (outlets.load(parameter), loads?.load(parameter))
            #expect(own?.low == all?.low && own?.high == all?.high, comment)
        }
        #expect(outlets.gap?.volume == 0 && outlets.gap?.loads == [], comment)
    }

    @Test("Sites and outlets behind each figure of each grouping add up to it, to the millilitre and the gram, whatever months and province")
    func tied() async throws {
        try await withTestCountry { country in
            try await made(country)
            for dimension in [PictureDimension.province, .sector, .size, .park] {
                let groups = try await groups(country, dimension)
                #expect(groups.filter { $0.reports != nil }.count > 1, "\(dimension): several groups, else they could stand for each other")
                for one in groups {
                    try await expectTied(country, try group(country, dimension, one.key), Self.months, one.reports, one.loads, "\(dimension) \(one.key)")
                }
            }
            for province in [nil, "12", "08"] {
                for one in try await groups(country, .month, province: province) {
                    let month = try #require(Month(iso: one.key))
                    try await expectTied(
                        country, province.map { .province($0) } ?? .nation, month...month, one.reports, one.loads, "\(one.key) \(province ?? "nation")")
                }
                let whole = try await country.platform.nationPicture(months: Self.months, province: province, by: country.actor(.ministry))
                try await expectTied(
                    country, province.map { .province($0) } ?? .nation, Self.months, whole.reports, whole.loads, "\(province ?? "nation")")
                #expect(whole.loads?.load("cod")?.low ?? 0 > 0 && whole.reports?.emissions.direct.value ?? 0 > 0)
            }
        }
    }

    /// The nation's sites one by one.
    private func sitesByPages(_ country: TestCountry) async throws -> [ReportingSites] {
        var pages: [ReportingSites] = []
        while pages.isEmpty || pages.last?.next != nil, pages.count < 20 {
            pages.append(
                try await country.platform.reportingSites(
                    of: .nation, months: Self.months, after: pages.last?.next, limit: 1, by: country.actor(.ministry)))
        }
        return pages
    }

    private func outletsByPages(_ country: TestCountry) async throws -> [OutletID] {
        var pages: [DischargingOutlets] = []
        while pages.isEmpty || pages.last?.next != nil, pages.count < 20 {
            pages.append(
                try await country.platform.dischargingOutlets(
                    of: .nation, months: Self.months, after: pages.last?.next, limit: 1, by: country.actor(.ministry)))
        }
        return pages.flatMap(\.lines).map(\.outlet.id)
    }

    @Test("Pages hold every site and outlet once, and a site opens to its months, which add up to it")
    func pages() async throws {
        try await withTestCountry { country in
            try await made(country)
            let (platform, officer) = (country.platform, country.actor(.ministry))
            let all = try await platform.reportingSites(of: .nation, months: Self.months, after: nil, limit: 100, by: officer)
            #expect(all.lines.count >= 3 && all.isAll && all.next == nil)
            let pages = try await sitesByPages(country)
            #expect(pages.flatMap(\.lines).map(\.site.id) == all.lines.map(\.site.id))
            #expect(pages.allSatisfy { $0.lines.count == 1 && $0.gap == nil && $0.whole.sewer == all.whole.sewer }, "A page does not claim to be all.")
            let outlets = try await platform.dischargingOutlets(of: .nation, months: Self.months, after: nil, limit: 100, by: officer)
            #expect(try await outletsByPages(country) == outlets.lines.map(\.outlet.id) && outlets.lines.count == 4)
            for line in all.lines {
                let months = try await platform.reportingSites(
                    of: .nation, months: Self.months, site: line.site.id, after: nil, limit: 100, by: officer)
                #expect(months.lines.allSatisfy { $0.month != nil } && months.gap?.isNothing == true)
                #expect(line.amounts.less(months.sum).isNothing)
                #expect(Set(months.lines.flatMap(\.returns).map(\.id)) == Set(line.returns.map(\.id)))
            }
            await #expect(throws: PlatformError.notFound) {
                try await platform.reportingSites(
                    of: .province("08"), months: Self.months, site: country.site(.factory), after: nil, limit: 10, by: officer)
            }
        }
    }

    @Test("A site that moved stands in each of its groups with what it added while it was there; a wrong sum is named as the gap")
    func moved() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let outlet = try await outlet(country, "R-1", "river", at: country.site(.factory), of: .factory)
            try await sample(country, outlet, on: "2026-09-02", [("COD", "=", "100", "mg/L")], by: .factory)
            try await volume(country, outlet, "2026-09", "1000", by: .factory)
            // The plant moves in the middle of a month, between two loads.
            _ = try await country.treat(
                try await country.received(country.form("300", waste: "040222", to: .secondPlant), at: .secondPlant), "", code: "D1", at: .secondPlant)
            country.clock.advance(days: 3)
            let day = platform.today
            _ = try await country.treat(
                try await country.received(country.form("500", waste: "040222", to: .secondPlant), at: .secondPlant), "", code: "D1", at: .secondPlant)
            try await classify(country, .secondPlant, from: day.description, [.province: "08", .isic: "3811"])
            country.clock.advance(days: 31)
            try await report(country, country.site(.factory), .factory, "2026-09", set: "factoryMonthly", ["wastewaterSewer": "120.000457"])
            try await classify(country, .factory, from: "2026-10-01", [.province: "08", .isic: "1520"])
            try await volume(country, outlet, "2026-10", "500", by: .factory)
            country.clock.advance(days: 31)
            try await report(country, country.site(.factory), .factory, "2026-10", set: "factoryMonthly", ["wastewaterSewer": "80.000777"])
            for dimension in [PictureDimension.province, .sector] {
                for one in try await groups(country, dimension) {
                    try await expectTied(country, try group(country, dimension, one.key), Self.months, one.reports, one.loads, "\(dimension) \(one.key)")
                }
            }
            func lines(_ province: String) async throws -> [SiteID: ReportingSites.Line] {
                let found = try await platform.reportingSites(of: .province(province), months: Self.months, after: nil, limit: 10, by: country.actor(.ministry))
                return Dictionary(found.lines.map { ($0.site.id, $0) }, uniquingKeysWith: { a, _ in a })
            }
            let (before, after) = (try await lines("12"), try await lines("08"))
            #expect(before[country.site(.factory)]?.amounts.sewer == 120_000_457 && after[country.site(.factory)]?.amounts.sewer == 80_000_777)
            #expect(before[country.site(.factory)]?.returns.count == 1 && after[country.site(.factory)]?.returns.count == 1)
            let (early, late) = (before[country.site(.secondPlant)]?.amounts.direct ?? 0, after[country.site(.secondPlant)]?.amounts.direct ?? 0)
            #expect(early > 0 && abs(late / early - 5.0 / 3) < 1e-9, "\(early) \(late)")

            try await platform.foldSums()
            try await country.run("UPDATE reported_sum SET amount = amount + 3000000 WHERE figure = 'wastewaterSewer' AND scope = 2 AND key = '12'")
            let wrong = try await platform.reportingSites(of: .province("12"), months: Self.months, after: nil, limit: 10, by: country.actor(.ministry))
            #expect(wrong.gap?.sewer == 3_000_000 && wrong.gap?.isNothing == false)
        }
    }

    @Test("An address that names no group, or two, is told all that is wrong")
    func addresses() async throws {
        try await withTestCountry { country in
            func problems(_ texts: [String: String]) -> [String] {
                do {
                    _ = try SiteGroup(country.platform) { texts[$0] }
                    return []
                } catch let problems as Problems { return problems.problems.map(\.field) } catch { return ["?"] }
            }
            #expect(problems(["province": "12"]) == [] && problems(["size": "none"]) == [] && problems([:]) == [] && problems(["zone": "x"]) == [])
            #expect(problems(["province": "12", "size": "small"]) == ["size"])
            #expect(problems(["province": "1x", "sector": "%", "size": "huge"]) == ["province", "sector", "size"])
        }
    }
}
