// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Testing
import WebSupport

/// Pages of paper notes and of outages, as browsers get them.
struct PaperPageTests {
    @Test("A firm numbers sheets, prints them with a QR code each, voids one, and the roadside is told what became of it and nothing else")
    func printed() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let page = try await factory.get("/paper?lang=en")
            let form = try #require(page.forms.first { $0.action == "/paper" && $0.method == "post" })
            #expect(try await factory.submit(form, on: page, with: ["count": "none"]).status == 422)
            let made = try await factory.submit(form, on: page, with: ["count": "7"])
            let address = try #require(made.location)
            let sheets = try await factory.get(address + "?lang=en")
            #expect(sheets.text.components(separatedBy: "class=\"print-sheet\"").count == 6 && sheets.text.contains(address + "?from=5"))
            let number = web.papers.sheets[0].number
            let void = try #require(page.forms.first { $0.action == "/paper/void" })
            #expect(try await factory.submit(void, on: page, with: ["number": number, "reason": ""]).status == 422)
            #expect(try await factory.submit(void, on: page, with: ["number": number, "reason": "torn"]).status == 303)
            let roadside = try await WebProbe(web.server).get("/p/\(number)?lang=en")
            #expect(roadside.status == 200 && roadside.text.contains("voided") && !roadside.text.contains("Lotus") && !roadside.text.contains("torn"))
            #expect(try await web.browser(.ministry).get("/p/\(number)?lang=en").text.contains("Lotus Garment Factory"))
            #expect(try await WebProbe(web.server).get("/p/BP-26-0000-000?lang=en").status == 422)
            // Scanned at the gate, a blank sheet opens the form of its load with the number in it.
            let gate = try await web.browser(.plant)
            let other = web.papers.sheets[1].number
            let scanned = try await gate.get("/gate?number=https://baitong.example/p/\(other.replacing("-", with: ""))")
            #expect(scanned.location == "/gate/unannounced?paper=\(other)")
            #expect(try await gate.get("/gate/unannounced?paper=\(other)&lang=en").text.contains("value=\"\(other)\""))
            #expect(try await gate.get("/p/\(other)?lang=en").links.contains("/gate/unannounced?paper=\(other)"))
            #expect(try await factory.get("/notes?lang=en").links.contains("/notes/paper"))
            let file = try await factory.get("/paper?state=voided&format=csv")
            #expect(file.text.contains(number) && file.text.contains("torn"))
        }
    }

    @Test("While an outage runs every page says so, also to strangers; when it is over none does")
    func outageLine() async throws {
        try await WebCountry.with { web in
            let officer = try await web.browser(.ministry)
            let page = try await officer.get("/outages?lang=en")
            let form = try #require(page.forms.first { $0.action == "/outages" })
            let wrong = try await officer.submit(form, on: page, with: ["reason": "No power"])
            #expect(wrong.status == 422 && wrong.text.contains("id=\"field-from-error\""))
            let typed = web.country.outageForm(fromHoursAgo: 2, until: -5)
            let sent = [
                "from": typed.fromDate, "fromTime": typed.fromTime, "until": typed.untilDate, "untilTime": typed.untilTime, "reason": "No power.",
            ]
            #expect(try await officer.submit(form, on: page, with: sent).status == 303)
            let stranger = WebProbe(web.server)
            for path in ["/", "/licences", "/sign-in", "/s", "/outages"] {
                #expect(try await stranger.get(path + "?lang=en").text.contains("Declared outage, the whole country"), "\(path)")
            }
            #expect(try await officer.get("/notes?lang=en").text.contains("No power."))
            let notice = try #require(web.country.platform.runningOutages.first)
            let end = try await officer.get("/outages/\(notice.outage.id)?lang=en")
            let ending = try #require(end.forms.first { $0.action == "/outages/\(notice.outage.id)" })
            let sooner = web.country.outageForm(fromHoursAgo: 1, until: 0)
            #expect(try await officer.submit(ending, on: end, with: ["until": sooner.fromDate, "untilTime": sooner.fromTime]).status == 303)
            #expect(try await stranger.get("/?lang=en").text.contains("Declared outage, the whole country") == false)
        }
    }

    @Test("The list's choices stay in its address: page, file and next page hold to batch, months and firm")
    func listChoices() async throws {
        try await WebCountry.with { web in
            let batch = try await web.country.papers(60).batch
            _ = try await web.country.papers(2)
            let officer = try await web.browser(.ministry)
            let month = batch.printedOn.month.description
            let chosen = "batch=\(batch.id)&for=KH00200000&from=\(month)&to=\(month)"
            let page = try await officer.get("/paper?\(chosen)&lang=en")
            #expect(page.text.contains("<option value=\"\(batch.id)\" selected") && page.text.contains("name=\"place\""))
            let next = try #require(page.text.firstMatch(of: /href="(\/paper\?[^"]*after=[^"]*)"/)).1.replacing("&amp;", with: "&")
            #expect(next.contains("batch=\(batch.id)") && next.contains("for=KH00200000") && next.contains("to=\(month)"))
            let second = try await officer.get(next + "&lang=en")
            #expect(second.text.matches(of: /class="code-text" href="\/p\//).count == 10)
            let file = try await officer.get("/paper?\(chosen)&format=csv")
            #expect(file.text.split(separator: "\n").count == 61)
            #expect(try await web.browser(.factory).get("/paper?lang=en").text.contains("name=\"for\"") == false)
        }
    }

    @Test("The office of a province is offered its own province alone, and every page names it while the outage runs")
    func provincialOutage() async throws {
        try await WebCountry.with { web in
            let office = try await web.browser(.department)
            let page = try await office.get("/outages?lang=en")
            #expect(page.text.contains("<option value=\"08\"") && !page.text.contains("<option value=\"12\"") && !page.text.contains("<option value=\"\""))
            let form = try #require(page.forms.first { $0.action == "/outages" })
            let typed = web.country.outageForm(fromHoursAgo: 2, until: -5)
            var sent = [
                "from": typed.fromDate, "fromTime": typed.fromTime, "until": typed.untilDate, "untilTime": typed.untilTime, "reason": "The line is down.",
                "province": "12",
            ]
            let wrong = try await office.submit(form, on: page, with: sent)
            #expect(wrong.status == 422 && wrong.text.contains("id=\"field-province-error\""))
            sent["province"] = "08"
            #expect(try await office.submit(form, on: page, with: sent).status == 303)
            #expect(try await WebProbe(web.server).get("/?lang=en").text.contains("Declared outage, Kandal"))
            let running = try #require(web.country.platform.runningOutages.first)
            #expect(try await office.get("/outages?lang=en").text.contains("href=\"/outages/\(running.outage.id)\""))
            let nations = try await web.country.platform.declareOutage(
                web.country.outageForm(fromHoursAgo: 2, until: -5), by: web.country.actor(.ministry))
            #expect(try await office.get("/outages?lang=en").text.contains("href=\"/outages/\(nations.id)\"") == false)
            #expect(try await office.get("/outages/\(nations.id)?lang=en").status == 403)
        }
    }

    @Test("A sender who enters a paper picks a lot of the own stock, which fills in its waste and weight")
    func paperFromStock() async throws {
        try await WebCountry.with { web in
            let received = try await web.country.received(web.country.form("500", to: .collector), at: .collector)
            let lot = try #require(try await web.country.lots(of: [received], at: .collector).first)
            let collector = try await web.browser(.collector)
            let page = try await collector.get("/notes/paper?lang=en")
            #expect(page.text.contains("<option value=\"\(lot.account)\""))
            let form = try #require(page.forms.first { $0.action == "/notes/paper" })
            let refused = try await collector.submit(form, on: page, with: ["line0.lot": lot.account, "act": "record"])
            #expect(refused.status == 422 && refused.text.contains("id=\"field-photo-error\"") == false)
            #expect(!refused.text.contains("id=\"field-line0.waste-error\"") && !refused.text.contains("id=\"field-line0.mass-error\""))
            #expect(refused.text.contains("<option value=\"\(lot.account)\" selected"))
            #expect(try await web.browser(.plant).get("/gate/unannounced?lang=en").text.contains("line0.lot") == false)
        }
    }
}
