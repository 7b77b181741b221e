// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Discharge
import Domain
import Operations
import Tabular
import Testing
import WebSupport

/// Files of outlets: what stands on the page, no more and no less.
struct DischargeFileTests {
    @Test("The file of an outlet's months holds the parameter that is chosen, and all of them where none is; its page links to what it shows")
    func trend() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let address = "/discharge/outlets/\(web.outlet.id)/trend"
            func parameters(_ link: String) async throws -> [String: Int] {
                Dictionary(grouping: try await factory.table(link).rows) { $0["parameter"] }.mapValues(\.count)
            }
            let all = try await parameters(address + "?format=csv")
            #expect(all.count == 2 && all.values.allSatisfy { $0 == Platform.trendMonths }, "\(all)")
            for (code, name) in [("cod", "COD"), ("ph", "pH")] {
                let page = try await factory.get(address + "?parameter=\(code)&lang=en")
                let links = page.links.filter { $0.contains("format=") }
                #expect(links.count == 2 && links.allSatisfy { $0.contains("parameter=\(code)") }, "\(page.links)")
                let link = try #require(links.first { $0.contains("csv") })
                let one = try await parameters(link)
                #expect(one == [name: Platform.trendMonths], "\(one)")
                let file = try await factory.get(link)
                #expect(file.header("content-disposition")?.contains("-\(code).csv") == true)
            }
            let plain = try await factory.get(address + "?lang=en").links.filter { $0.contains("format=") }
            #expect(plain.count == 2 && plain.allSatisfy { !$0.contains("parameter=") }, "\(plain)")
            // What was never measured is not chosen: page and file alike.
            #expect(try await parameters(address + "?parameter=zn&format=csv") == all)
        }
    }

    @Test("The file of cases says what the firm means to do and who answers for it, empty before a plan")
    func cases() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let before = try await row(of: web.dischargeCase.id, factory)
            #expect(before["action"].isEmpty && before["owner"].isEmpty && before["due_on"].isEmpty)
            var form = DischargeCaseForm()
            (form.words, form.owner) = ("=Mend, the aerator", "ប្រធានផ្នែក")
            form.due = web.country.platform.today.adding(days: 30).description
            _ = try await web.country.platform.takeCaseStep(
                .plan, in: web.dischargeCase.id, form, version: web.dischargeCase.version, by: web.country.actor(.factory))
            let after = try await row(of: web.dischargeCase.id, factory)
            #expect(after["action"] == "=Mend, the aerator" && after["owner"] == "ប្រធានផ្នែក" && after["due_on"] == form.due, "\(after.fields)")
            let text = try await factory.get("/discharge/cases?format=csv").text
            #expect(text.contains("\"'=Mend, the aerator\""), "No spreadsheet program takes it for a formula: \(text)")
            // Whoever may not see the firm's cases does not learn of its plans.
            #expect(try await !web.browser(.secondFactory).get("/discharge/cases?format=csv").text.contains("aerator"))
        }
    }

    private func row(of id: DischargeCaseID, _ browser: WebProbe) async throws -> TableRow {
        let rows = try await browser.table("/discharge/cases?format=csv").rows
        return try #require(rows.first { $0["case"] == id.description })
    }
}
