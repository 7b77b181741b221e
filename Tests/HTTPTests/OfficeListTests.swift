// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Returns
import Tabular
import Testing
import WebSupport

/// Lists of officers, and those open to everybody, as files.
struct OfficeListTests {
    /// That a page links to its file in both formats.
    private func expectOffer(_ browser: WebProbe, _ address: String) async throws {
        let links = try await browser.get(address).links
        for format in ["csv", "xlsx"] { #expect(links.contains { $0.contains("format=\(format)") }, "\(address) offers no \(format): \(links)") }
    }

    /// The factory's September, with a lot of diesel and more wastewater than water, sent in October.
    private func sent(_ web: WebCountry) async throws -> SiteReturn {
        let (country, factory) = (web.country, web.country.actor(.factory))
        var form = ReturnForm()
        for (field, number, unit) in [("diesel", "1200000", "L"), ("wastewaterSewer", "50", "m3")] {
            var answer = ReturnForm.Answer()
            answer.number = number
            answer.unit = unit
            form.answers[field] = answer
        }
        var made = try await country.platform.saveReturn(web.siteReturn.id, version: web.siteReturn.version, form, by: factory)
        made = try await country.filled(made, by: factory)
        country.clock.advance(days: 31)
        let asked = try await country.platform.returnModel(made.id, by: factory).checks.findings
        let reasons = Dictionary(asked.map { ($0.finding.key, "The boiler stood still.") }, uniquingKeysWith: { a, _ in a })
        return try await country.platform.submitReturn(made.id, version: made.version, confirms: true, explanations: reasons, by: factory)
    }

    @Test("The steps down from a national figure are files that sum to it, and sites stand in none that the reader may not see")
    func nation() async throws {
        try await WebCountry.with { web in
            let (officer, site) = (try await web.browser(.ministry), web.country.site(.factory))
            func grams(_ row: TableRow) -> Int64 { ExactDecimal(row["mass_kg"])?.scaled(by: ExactDecimal(digits: 1000, scale: 0))?.whole ?? 0 }
            func sum(_ table: CSVTable) -> Int64 { table.rows.map(grams).reduce(0, +) }
            let cells = try await officer.table("/nation/cells?fate=generated&province=12&format=csv")
            let generated = cells.rows.compactMap { Int64($0["grams"]) }.reduce(0, +)
            #expect(sum(cells) == -generated, "kilograms stand above zero, as on the page")
            let places = try await officer.table("/nation/sites?compartment=3&province=12&format=csv")
            #expect(generated < 0 && sum(places) == generated && places.rows.contains { $0["organisation"] == "Lotus Garment Factory" }, "\(places.rows)")
            let entries = try await officer.table("/nation/entries?compartment=3&site=\(site)&format=csv")
            let own = places.rows.first { $0["registration_number"] == entries.rows.first?["registration_number"] }
            #expect(own.map(grams) == sum(entries) && !entries.rows.isEmpty)
            let provinces = try await officer.table("/nation/sites?compartment=3&format=csv")
            #expect(sum(provinces) <= generated && provinces.rows.allSatisfy { $0["site"].isEmpty })
            let evidence = try await officer.table("/nation/evidence?format=csv")
            #expect(!evidence.rows.isEmpty && evidence.rows.allSatisfy { !$0["known_by"].isEmpty })
            for address in [
                "/nation/cells?fate=generated", "/nation/sites?compartment=3&province=12", "/nation/entries?compartment=3&site=\(site)", "/nation/evidence",
            ] { try await expectOffer(officer, address) }
            let department = try await web.browser(.department)
            #expect([403, 404].contains(try await department.get("/nation/entries?compartment=3&site=\(site)&format=csv").status))
            let others = try await department.get("/nation/sites?compartment=3&province=12&format=csv").text
            #expect(!others.contains("Lotus"))
            #expect([403, 404].contains(try await web.browser(.factory).get("/nation/evidence?format=csv").status))
        }
    }

    @Test("Returns, findings and outlets behind a month's figures are files; the picture rounds gases, their page and files do not")
    func reports() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let month = web.labResult.sampledOn.month
            _ = try await country.platform.recordDischargeVolume(
                of: web.outlet.id, month: month.description, cubicMetres: "1000", method: "metered", by: country.actor(.factory))
            let made = try await sent(web)
            let officer = try await web.browser(.ministry)

            let reports = "/nation/reports?province=12&month=2026-09"
            try await expectOffer(officer, reports)
            #expect(try await officer.table(reports + "&format=csv").rows.map { $0["returns"] } == [made.id.description])
            let outlets = "/nation/outlets?province=12&month=\(month)"
            try await expectOffer(officer, outlets)
            let row = try #require(try await officer.table(outlets + "&format=csv").rows.first)
            #expect(row["outlet"] == web.outlet.code && row["volume_m3"] == "1000" && row["cod_low_kg"] == "140.000" && row["tss_low_kg"].isEmpty, "\(row)")

            try await expectOffer(officer, "/findings")
            let findings = try await officer.table("/findings?format=csv").rows
            let sewer = findings.first { $0["field"] == "wastewaterSewer" }
            #expect(sewer?["found"] == "50" && sewer?["unit"] == "m³", "as the page shows it: \(findings.map(\.fields))")
            let area = try await officer.table("/returns?state=submitted&format=csv").rows.first { $0["return"] == made.id.description }
            #expect(area?["unusual"] == String(findings.count) && area?["changed"] == "" && area?["organisation"] == "Lotus Garment Factory")
            #expect(!findings.isEmpty && findings.allSatisfy { $0["return"] == made.id.description && $0["explanation"] == "The boiler stood still." })
            let rule = try #require(findings.first?["rule"])
            #expect(try await officer.table("/findings?rule=\(rule)&format=csv").rows.count == findings.count { $0["rule"] == rule })
            #expect(try await web.browser(.department).table("/findings?format=csv").rows.isEmpty)
            #expect([403, 404].contains(try await web.browser(.factory).get("/findings?format=csv").status))

            let september = Month(year: 2026, month: 9)...Month(year: 2026, month: 9)
            let picture = try await country.platform.nationPicture(months: september, province: nil, by: country.actor(.ministry))
            let tonnes = try #require(picture.reports?.emissions.direct.value)
            #expect(tonnes > 1000)
            let page = try await officer.get("/nation/picture?from=2026-09&to=2026-09&lang=en")
            let cards = page.text.split(separator: "<span class=\"value\">").compactMap { piece -> String? in
                guard let end = piece.firstRange(of: "</span><span class=\"unit\">\u{A0}t CO₂") else { return nil }
                return String(piece[..<end.lowerBound])
            }
            #expect(cards.count == 3, "\(cards)")
            #expect(cards.allSatisfy { !$0.contains(".") || $0.filter(\.isNumber).drop { $0 == "0" }.count <= 4 }, "\(cards)")
            let whole = Int64(tonnes.rounded())
            #expect(cards.first == "\(whole / 1000),\(String(whole % 1000 + 1000).dropFirst())", "\(cards)")
            let lines = try await officer.get("/ghg/sites/\(country.site(.factory))/lines?month=2026-09&lang=en")
            #expect(lines.text.contains(/[0-9],[0-9]{3}\.[0-9]{3}/), "the site's own page keeps kilograms")
        }
    }

    @Test("Everybody gets rulings and the seal as files; an erased subject stands empty; questions are given to who asked and who rules")
    func rulings() async throws {
        try await WebCountry.with { web in
            let (country, anybody) = (web.country, WebProbe(web.server))
            let all = try await anybody.table("/rulings?format=csv")
            #expect(all.rows.map { $0["subject"] } == ["Paste from washing screens with solvent"] && all.rows[0]["waste_code"] == "080314")
            #expect(all.rows[0]["hazardous"] == "1" && all.columns.allSatisfy { !all.rows[0][$0].contains("Lotus") })
            #expect(try await anybody.table("/rulings?waste=160601&format=csv").rows.isEmpty)
            let questions = try await web.browser(.factory).table("/questions?format=csv").rows
            #expect(questions.map { $0["product"] } == ["Grey paste"] && questions[0]["state"] == "ruled" && questions[0]["waste_code"] == "080314")
            #expect(try await web.browser(.secondFactory).table("/questions?format=csv").rows.isEmpty)
            #expect(try await web.browser(.ministry).table("/questions?format=csv").rows.isEmpty, "none waits")

            let ruling = try await country.platform.ruling(web.inquiry)
            try await country.platform.erase(.text(ruling.ruling.subject), because: .asked, by: country.actor(.ministry))
            #expect(try await anybody.table("/rulings?format=csv").rows.map { $0["subject"] } == [""])

            try await country.sealAll()
            let days = try await anybody.table("/seal?format=csv").rows
            let latest = try #require(try await country.platform.seal().latest)
            #expect(days.first?["signed_at"] == latest.head.at.rfc3339)
            #expect(days.first?["root"] == latest.head.root.description && days.first?["lines_sealed"] == String(latest.head.size))
            for address in ["/seal", "/rulings"] { try await expectOffer(anybody, address) }
        }
    }

    @Test("The file of erasures says that and why, never what; the file of people is for who sees their page")
    func people() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let note = try await country.collect(web.waiting)
            let office = country.actor(.ministry)
            let name = try #require(try await country.platform.erasable(onNote: note.number ?? "", by: office).first { $0.content == "Sok Dara" })
            try await country.platform.erase(name.subject, because: .asked, by: office)
            let officer = try await web.browser(.ministry)
            try await expectOffer(officer, "/erasures")
            let file = try await officer.get("/erasures?format=csv")
            let row = try #require(try await officer.table("/erasures?format=csv").rows.first)
            #expect(row["kind"] == "text" && row["reason"] == "asked" && row["mark"] == name.subject.mark && !row["erased_by"].isEmpty)
            #expect(row["erased_at"].hasSuffix("Z"))
            #expect(!file.text.contains("Sok Dara") && !file.text.contains(name.subject.description.dropFirst(5)), "the whole hash would let a guess be tried")
            let factory = try await web.browser(.factory)
            #expect([403, 404].contains(try await factory.get("/erasures?format=csv").status))

            try await expectOffer(factory, "/people")
            let people = try await factory.table("/people?format=csv").rows
            #expect(people.map { $0["person"] } == [country.person(.factory).description] && people[0]["standing"] == "active")
            #expect(people[0]["sign_in_name"] == TestFirm.factory.signInName && !people[0]["roles"].isEmpty)
        }
    }
}
