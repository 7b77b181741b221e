// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing
import WebSupport

/// The national picture through the real server.
struct PicturePageTests {
    @Test("A signed note moves the national figure on the next page load")
    func signedNote() async throws {
        try await WebCountry.with { web in
            let officer = try await web.browser(.ministry)
            func generated() async throws -> String {
                let page = try await officer.get("/nation/groups?by=month&lang=en")
                #expect(page.status == 200)
                let file = try await officer.get("/nation/groups?by=month&format=csv")
                return file.text
            }
            let before = try await generated()
            _ = try await web.country.collect(web.waiting)
            let after = try await generated()
            func grams(_ text: String) -> Int64 {
                text.split(whereSeparator: \.isNewline).dropFirst().reduce(0) {
                    $0 + (Int64($1.split(separator: ",", omittingEmptySubsequences: false)[4]) ?? 0)
                }
            }
            #expect(grams(after) - grams(before) == 512_000, "\(before)\n\(after)")
        }
    }

    /// A file's rows with their columns by name.
    private func rows(_ browser: WebProbe, _ href: String) async throws -> [[String: String]] {
        let file = try await browser.get(href + (href.contains("?") ? "&" : "?") + "format=csv")
        #expect(file.status == 200, "\(href)")
        let lines = file.text.replacing("\u{FEFF}", with: "").split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard let names = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(names, $0), uniquingKeysWith: { a, _ in a }) }
    }

    private func sum(_ rows: [[String: String]], _ column: String) -> Double { rows.reduce(0) { $0 + (Double($1[column] ?? "") ?? 0) } }

    @Test("Each figure of the picture opens to entries whose sum it is", arguments: ["", "&province=12"])
    func doors(_ place: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            _ = try await country.received(country.form("6000", waste: "040222", to: .secondPlant), weighing: "5900", at: .secondPlant)
            _ = try await country.collect(web.waiting)
            let made = try await country.answered(web.siteReturn, ["wastewaterSewer": "120"])
            country.clock.advance(days: 31)
            let model = try await country.platform.returnModel(made.id, by: country.actor(.factory))
            let reasons = Dictionary(model.checks.findings.map { ($0.finding.key, "As metered") }, uniquingKeysWith: { a, _ in a })
            _ = try await country.platform.submitReturn(
                made.id, version: model.made.version, confirms: true, explanations: reasons, by: country.actor(.factory))
            let officer = try await web.browser(.ministry)
            let span = "from=2026-09&to=2026-10"
            let page = try await officer.get("/nation/picture?\(span)\(place)&lang=en")
            let months = Month(year: 2026, month: 9)...Month(year: 2026, month: 10)
            let found = try await country.platform.nationPicture(
                months: months, province: place.isEmpty ? nil : "12", by: country.actor(.ministry))
            let links = Set(page.links.map { $0.replacing("&amp;", with: "&") })
            #expect(found.waste.weighed > 0 && found.waste.weighed != found.moved, "Else the two could stand for each other.")
            let fates: [(String, Int64)] = [
                ("fate=generated", -found.waste.generated), ("fate=weighed", found.waste.weighed), ("fate=treated", found.waste.fates.treated),
                ("fate=landfill", found.waste.landfilled), ("fate=unknown", found.waste.fates[.unknown]),
            ]
            for (name, grams) in fates {
                guard let door = links.first(where: { $0.hasPrefix("/nation/cells") && $0.contains(name) && !$0.contains("chapter") }) else {
                    #expect(grams == 0, "\(name) has a door")
                    continue
                }
                #expect(sum(try await rows(officer, door), "grams") == Double(grams), "\(door)")
            }
            if let door = links.first(where: { $0.contains("chapter=") }) {
                #expect(sum(try await rows(officer, door), "grams") == Double(found.textile.fates.treated), "\(door)")
            }
            let moved = try #require(links.first { $0.hasPrefix("/nation/evidence") })
            #expect(sum(try await rows(officer, moved), "mass_kg") == Double(found.moved) / 1000)
            let reports = try #require(found.reports)
            let told = try await rows(officer, try #require(links.first { $0.hasPrefix("/nation/groups?") && $0.contains("by=") }))
            #expect(sum(told, "sewer_l") + sum(told, "surface_l") + sum(told, "untold_l") == Double(reports.discharged) / 1000)
            #expect(abs(sum(told, "direct_t_co2e") - reports.emissions.direct.value) < 1e-9)
            #expect(abs(sum(told, "energy_t_co2e") - reports.emissions.energy.value) < 1e-9)
            #expect(reports.discharged > 0)
        }
    }

    @Test("A month behind which calendars end, and months the wrong way round, are refused in words", arguments: ["month=9999-12", "from=9999-12&to=9999-12"])
    func lastMonth(span: String) async throws {
        try await WebCountry.with { web in
            let (officer, site) = (try await web.browser(.ministry), web.country.site(.factory))
            for address in [
                "/nation", "/nation/picture", "/nation/groups", "/nation/evidence", "/nation/cells", "/nation/reports", "/nation/outlets",
                "/nation/sites?compartment=3", "/nation/entries?compartment=3&site=\(site)",
                "/nation/loads?compartment=3&province=12&sector=1410&material=1040222",
                "/returns/completeness", "/returns/owed", "/expected-waste", "/ghg/sites/\(site)", "/ghg/sites/\(site)/lines", "/book/sites/\(site)/known",
            ] {
                let page = try await officer.get(address + (address.contains("?") ? "&" : "?") + span + "&lang=en")
                // Lists of what is owed take a period or months from and to.
                let takes = !address.hasPrefix("/returns/") || span.hasPrefix("from")
                #expect(takes ? [404, 422].contains(page.status) : page.status == 200, "\(address) \(page.status)")
            }
            let back = try await officer.get("/nation/picture?from=2026-10&to=2026-01&lang=en")
            #expect(back.status == 422 && back.text.contains("The first month, Oct 2026, lies after the last, Jan 2026."))
        }
    }

    @Test("An address that names what there is not, or two groups at once, shows no wider figure")
    func nonsense() async throws {
        try await WebCountry.with { web in
            let officer = try await web.browser(.ministry)
            for (address, status) in [
                ("/nation/cells?fate=garbage", 404), ("/nation/cells?fate=treated&material=abc", 404), ("/nation/sites?compartment=3&material=abc", 404),
                ("/nation/sites?compartment=3&sector=ABC", 404), ("/nation/evidence?how=garbage", 404), ("/nation/groups?by=garbage", 404),
                ("/expected-waste?province=zz", 404), ("/expected-waste/sites?month=2026-09&province=none", 404),
                ("/nation/cells?fate=generated&size=huge", 422), ("/nation/cells?fate=generated&size=small&province=12", 422),
                ("/nation/cells?fate=generated&zone=X&sector=1410", 422), ("/nation/cells?fate=generated&size=small&chapter=04", 422),
                ("/nation/sites?compartment=3&size=small&zone=X", 422),
            ] {
                #expect(try await officer.get(address).status == status, "\(address)")
                #expect(try await officer.get(address + "&format=csv").status == status, "\(address) as a file")
            }
            let groups = try await officer.get("/nation/groups?by=month&province=12&lang=en")
            #expect(groups.forms.contains { $0.action == "/nation/groups" && $0.fields.contains { $0.name == "province" } })
            #expect(try await officer.get("/nation/groups?by=size&province=12&lang=en").text.contains("summed for the whole nation"))
            #expect(try await officer.get("/nation/cells?fate=generated&sector=1410&lang=en").text.contains("Whole country") == false)
            // An office without the nation gets its own province where none is named.
            #expect(try await web.browser(.department).get("/expected-waste?from=2026-09&to=2026-09").status == 200)
        }
    }

    @Test("Each sum of what moved opens to the notes that it is the sum of")
    func moved() async throws {
        try await WebCountry.with { web in
            let country = web.country
            _ = try await country.received(country.form("6000", waste: "040222", to: .secondPlant), weighing: "5900", at: .secondPlant)
            _ = try await country.received(country.form("410", waste: "040222", to: .secondPlant), weighing: "400", at: .secondPlant)
            country.clock.advance(days: 31)
            let other = country.form("740", waste: "040222", from: .secondFactory, to: .secondPlant)
            _ = try await country.received(other, weighing: "740", from: .secondFactory, at: .secondPlant)
            _ = try await country.collect(web.waiting)
            let officer = try await web.browser(.ministry)
            let list = "/nation/evidence?from=2026-09&to=2026-10"
            let whole = sum(try await rows(officer, list), "mass_kg")
            var found = 0.0
            for door in Set(try await officer.get(list).links.map { $0.replacing("&amp;", with: "&") }) where door.hasPrefix("/nation/moved") {
                let page = try await officer.get(door + "&lang=en")
                #expect(page.text.contains("Both sums agree") && page.links.contains { $0.hasPrefix("/notes/") }, "\(door)")
                found += sum(try await rows(officer, door), "mass_kg")
            }
            #expect(found == whole && whole > 6000, "\(found) of \(whole)")
            // Who may see sums only is offered no notes, and gets none.
            let stranger = try await web.browser(.plant)
            let refused = try await stranger.get("/nation/moved?month=2026-09&province=12&waste=040222&how=weighed")
            #expect([403, 404].contains(refused.status))
        }
    }

    @Test("Each row of the groups opens to cells whose sum it is", arguments: ["province", "sector", "size", "park", "chapter", "treatment", "month"])
    func groups(by: String) async throws {
        try await WebCountry.with { web in
            _ = try await web.country.collect(web.waiting)
            let officer = try await web.browser(.ministry)
            let here = "/nation/groups?by=\(by)"
            let page = try await officer.get(here + "&lang=en")
            #expect(page.status == 200)
            let told = try await rows(officer, here)
            let figure = by == "treatment" ? "treated" : "generated"
            var sums: [Double] = []
            for door in Set(page.links.map { $0.replacing("&amp;", with: "&") }) where door.hasPrefix("/nation/cells") && door.contains("fate=\(figure)") {
                #expect(try await officer.get(door).status == 200)
                sums.append(abs(sum(try await rows(officer, door), "grams")))
            }
            // One door a row, and that of the sum below them.
            let values = told.map { Double($0[figure + "_g"] ?? "") ?? 0 }.filter { $0 != 0 }
            #expect(
                Set(sums.filter { $0 != 0 }) == Set(values + [values.reduce(0, +)]) || by == "treatment" && Set(values).isSubset(of: sums), "\(sums) \(values)")
        }
    }

    @Test("Each cell behind a group opens to sites or loads whose sum it is, and these to entries", arguments: ["province", "sector", "size", "park"])
    func downToEntries(by: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            let load = try await country.received(country.form("6000", waste: "040222", to: .secondPlant), weighing: "5900", at: .secondPlant)
            _ = try await country.treat(load, "2500", code: "R3", at: .secondPlant)
            country.clock.advance(days: 31)
            _ = try await country.received(
                country.form("740", waste: "040222", from: .secondFactory, to: .secondPlant), weighing: "740", from: .secondFactory, at: .secondPlant)
            _ = try await country.collect(web.waiting)
            let officer = try await web.browser(.ministry)
            func links(_ href: String, _ starts: String...) async throws -> Set<String> {
                let page = try await officer.get(href)
                #expect(page.status == 200, "\(href)")
                return Set(page.links.map { $0.replacing("&amp;", with: "&") }.filter { link in starts.contains { link.hasPrefix($0) } })
            }
            let groups = try await links("/nation/groups?by=\(by)&from=2026-09&to=2026-10&lang=en", "/nation/cells")
            #expect(groups.count > 1)
            var kinds: Set<String> = []
            for group in groups.sorted() {
                let whole = sum(try await rows(officer, group), "grams")
                var found = 0.0
                for door in try await links(group, "/nation/sites", "/nation/loads") {
                    kinds.insert(String(door.prefix(while: { $0 != "?" })))
                    let page = try await officer.get(door + "&lang=en")
                    #expect(page.text.contains("Both sums agree"), "\(door)")
                    let told = sum(try await rows(officer, door), "mass_kg") * 1000
                    found += told
                    // Sites open to their entries, loads to the account in which they stand.
                    let entries = try await links(door, "/nation/entries")
                    var booked = 0.0
                    for one in entries { booked += sum(try await rows(officer, one), "mass_kg") * 1000 }
                    if door.hasPrefix("/nation/sites") { #expect(booked == told, "\(door)") }
                    if door.hasPrefix("/nation/loads") {
                        let accounts = try await links(door, "/book/accounts/")
                        #expect(!accounts.isEmpty && page.links.contains { $0.hasPrefix("/book/lots/") }, "\(door)")
                    }
                }
                #expect(found == whole, "\(group)")
            }
            #expect(kinds.contains("/nation/sites") && (kinds.count == 2 || ["size", "park"].contains(by)), "\(kinds)")
        }
    }

    @Test(
        "Each figure that returns and laboratories tell of a group opens to sites or outlets whose sum it is",
        arguments: ["province", "sector", "size", "park", "month", "month&province=12"])
    func toldDoors(by: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            for (month, cubic) in [("2026-08", "900.000001"), ("2026-09", "1000.000002")] {
                _ = try await country.platform.recordDischargeVolume(
                    of: web.outlet.id, month: month, cubicMetres: cubic, method: "metered", by: country.actor(.factory))
            }
            _ = try await country.received(country.form("6000", waste: "040222", to: .secondPlant), weighing: "5900", at: .secondPlant)
            let made = try await country.answered(web.siteReturn, ["wastewaterSewer": "120.000457", "electricityGrid": "900"])
            country.clock.advance(days: 31)
            let model = try await country.platform.returnModel(made.id, by: country.actor(.factory))
            let reasons = Dictionary(model.checks.findings.map { ($0.finding.key, "As metered") }, uniquingKeysWith: { a, _ in a })
            _ = try await country.platform.submitReturn(
                made.id, version: model.made.version, confirms: true, explanations: reasons, by: country.actor(.factory))
            let officer = try await web.browser(.ministry)
            let here = "/nation/groups?from=2026-08&to=2026-10&by=\(by)"
            let told = try await rows(officer, here)
            let links = Set(try await officer.get(here + "&lang=en").links.map { $0.replacing("&amp;", with: "&") })
            let reports = links.filter { $0.hasPrefix("/nation/reports") }, outlets = links.filter { $0.hasPrefix("/nation/outlets") }
            #expect(reports.count == told.count { !($0["sewer_l"] ?? "").isEmpty } + 1, "a door for each row that is told and for all of them: \(reports)")
            #expect(outlets.count == told.count { !($0["cod_low_g"] ?? "").isEmpty } + 1 && outlets.count > 1, "\(outlets)")
            let columns = ["sewer_l", "surface_l", "untold_l", "without_note_g", "direct_t_co2e", "energy_t_co2e", "biogenic_t_co2"]
            func figures(_ found: [[String: String]]) -> [Int64] { columns.map { Int64((sum(found, $0) * 1_000_000).rounded()) } }
            var opened: Set<[Int64]> = []
            for door in reports {
                #expect(try await officer.get(door + "&lang=en").text.contains("Both sums agree"), "\(door)")
                opened.insert(figures(try await rows(officer, door)))
            }
            let wanted = told.filter { !($0["sewer_l"] ?? "").isEmpty }.map { figures([$0]) } + [figures(told)]
            #expect(opened == Set(wanted) && figures(told)[0] == 120_000_457_000, "\(opened) \(wanted)")
            func loads(_ found: [[String: String]], _ volume: String, _ times: Double, _ names: [String], _ grams: Double) -> [Int64] {
                [Int64((sum(found, volume) * times).rounded())] + names.map { Int64((sum(found, $0) * grams).rounded()) }
            }
            var seen: Set<[Int64]> = []
            for door in outlets {
                seen.insert(loads(try await rows(officer, door), "volume_m3", 1_000_000, ["cod_low_kg", "cod_high_kg", "bod5_high_kg"], 1000))
            }
            let sampled = told.filter { !($0["cod_low_g"] ?? "").isEmpty }
            let named = ["cod_low_g", "cod_high_g", "bod5_high_g"]
            #expect(seen == Set(sampled.map { loads([$0], "outlets_l", 1000, named, 1) } + [loads(told, "outlets_l", 1000, named, 1)]), "\(seen) \(told)")
            // A province's office has doors to its own sites, a reader of sums to none.
            let department = try await web.browser(.department)
            let others = try await department.get(here)
            #expect(!others.links.contains { $0.hasPrefix("/nation/reports") && $0.contains("province=12") })
            #expect([403, 404].contains(try await department.get("/nation/reports?province=12&month=2026-09").status))
            #expect([403, 404].contains(try await department.get("/nation/outlets?size=medium&month=2026-09").status))
            #expect(try await officer.get("/nation/reports?province=12&size=medium").status == 422)
        }
    }

    @Test("The picture tells no single site to whoever may not see one, and gives its charts as drawings")
    func pages() async throws {
        try await WebCountry.with { web in
            let officer = try await web.browser(.ministry)
            let page = try await officer.get("/nation/picture?lang=en")
            #expect(page.status == 200 && page.text.contains("Declared by senders") && page.text.contains("Weighed by receivers"))
            #expect(page.text.contains("The model says nothing of these months here"))
            let drawing = try await officer.get("/nation/groups?by=province&format=svg&lang=km")
            #expect(drawing.text.hasPrefix("<svg xmlns=") && drawing.text.contains("<rect"))
            let firm = try await web.browser(.plant)
            #expect([403, 404].contains(try await firm.get("/nation/reports?province=12&month=2026-09").status))
            #expect(try await officer.get("/nation/reports?province=12&month=2026-09").status == 200)
        }
    }
}
