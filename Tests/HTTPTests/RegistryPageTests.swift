// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Testing
import WebSupport

/// Firms, sites and permits, as officers and firms meet them.
struct RegistryPageTests {
    private static let registration: [(name: String, value: String)] = [
        ("registration_number", "kh 77001"), ("name_en", "Prek Leap Tannery"), ("name_local", "រោងចក្រសម្លាប់ស្បែក ព្រែកលៀប"), ("profiles", "producer"),
        ("province", "12"), ("isic", "1511"), ("employees", "80"), ("display_name", "Pich Thida"), ("sign_in_name", "thida"),
        ("contact_name", "Mao Rith"), ("contact_phone", "023 456 789"),
    ]

    @Test("A firm that registers itself can sign in, is seen by nobody else before an officer approves it, and then without its number")
    func registersItself() async throws {
        try await WebCountry.with { web in
            let visitor = WebProbe(web.server)
            let registered = try await visitor.post("/register?lang=en", Self.registration)
            let code = try #require(registered.code)
            #expect(try await visitor.post("/sign-in/code", [("code", code)]).location == "/new-password")
            let repeated = try await WebProbe(web.server).post("/register?lang=en", Self.registration)
            #expect(repeated.status == 422 && repeated.text.contains("Prek Leap Tannery"), "the form comes back with what was typed")

            let officer = try await web.browser(.ministry)
            let list = try await officer.get("/registry?status=pendingApproval&words=prek")
            let firm = try #require(list.links.first { $0.hasPrefix("/registry/organisations/") })
            let stranger = try await web.browser(.secondFactory)
            let elsewhere = try await web.browser(.department)
            for other in [stranger, elsewhere] {
                #expect(try await other.get(firm).status == 404)
                #expect(try await other.get("/registry?words=prek").links.contains(firm) == false)
            }
            #expect(try await visitor.get("/licences?firm=prek").text.contains("Tannery") == false)

            let page = try await officer.get(firm)
            #expect(page.text.contains("KH 77001"))
            #expect(page.text.contains("Mao Rith · <a href=\"tel:+85523456789\">023 456 789</a>"), "whom to call before answering")
            let approve = try #require(page.forms.first { $0.action == firm + "/approve" })
            #expect(try await officer.submit(approve, on: page).status == 303)
            #expect(try await officer.submit(approve, on: page).status == 409)
            let seen = try await stranger.get(firm + "?lang=en")
            #expect(seen.status == 200 && seen.text.contains("Prek Leap Tannery") && !seen.text.contains("KH 77001"))
            #expect(!seen.text.contains("Mao Rith"))
        }
    }

    @Test("Nobody registers as an authority")
    func noAuthority() async throws {
        try await WebCountry.with { web in
            let before = try await web.country.number("SELECT count(*) FROM organisation")
            for profiles in ["authority", "producer;authority", "Authority ; producer"] {
                let fields = Self.registration.map { $0.name == "profiles" ? ($0.name, profiles) : $0 }
                #expect(try await WebProbe(web.server).post("/register", fields).status == 422)
            }
            #expect(try await web.country.number("SELECT count(*) FROM organisation") == before)
        }
    }

    @Test("A program that registers firms without end is told to wait, with what it typed kept")
    func tooManyRegistrations() async throws {
        try await WebCountry.with { web in
            func register(_ i: Int) async throws -> WebAnswer {
                let own = ["registration_number": "kh 88\(i)", "sign_in_name": "person.\(i)"]
                return try await WebProbe(web.server).post("/register?lang=en", Self.registration.map { ($0.name, own[$0.name] ?? $0.value) })
            }
            for i in 0...Throttle.perAddress.free { #expect(try await register(i).code != nil, "\(i)") }
            let refused = try await register(99)
            #expect(refused.status == 503 && refused.code == nil && refused.text.contains("kh 8899"))
            web.country.clock.advance(hours: 1)
            #expect(try await register(99).code != nil)
        }
    }

    @Test("Other firms see names, parts in the chain, provinces and permits, and nothing else")
    func publicPart() async throws {
        try await WebCountry.with { web in
            let path = "/registry/organisations/\(web.country.organisation(.plant))?lang=en"
            let own = try await web.browser(.plant).get(path)
            let other = try await web.browser(.secondFactory).get(path)
            for word in ["Kampong Recycling", "Treatment plant", "Kandal", "P-plant"] {
                #expect(own.text.contains(word) && other.text.contains(word), "\(word)")
            }
            // Ids in addresses are long runs of digits that may hold any short one.
            let seen = other.text.replacing(/[0-9]{12,}/, with: "")
            for word in ["KH00200003", "Street 3", "240", "104.9"] { #expect(own.text.contains(word) && !seen.contains(word), "\(word)") }
        }
    }

    @Test("A site's move to another province holds from the next day; sums of both days agree with a recount")
    func siteMoves() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let browser = try await web.browser(.factory)
            let path = "/registry/sites/\(country.site(.factory))/edit"
            let page = try await browser.get(path)
            let form = try #require(page.forms.first { $0.action == path })
            let wrong = try await browser.submit(form, on: page, with: ["province": "99", "address": "Road 6"])
            #expect(wrong.status == 422 && wrong.text.contains("Road 6"))
            #expect(try await browser.submit(form, on: page, with: ["province": "08"]).status == 303)
            #expect(try await browser.submit(form, on: page, with: ["province": "03"]).status == 409, "the page was overtaken")
            #expect(try await country.platform.verify().problems == [])
            let site = try await country.platform.sitePage(country.site(.factory), by: country.actor(.factory)).site
            #expect(site.attributes(on: country.platform.today).province == "12")
            #expect(site.attributes(on: country.platform.today.adding(days: 1)).province == "08")
            country.clock.advance(hours: 30)
            _ = try await country.issue(country.form("90"))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A firm's administrator adds a second site, from which notes can then be sent")
    func secondSite() async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let path = "/registry/organisations/\(web.country.organisation(.factory))/sites/new"
            let page = try await browser.get(path)
            let form = try #require(page.forms.first { $0.action == path })
            var typed = ["name_en": "Lotus Annex", "province": "03", "isic": "", "latitude": "11.9"]
            let refused = try await browser.submit(form, on: page, with: typed)
            #expect(refused.status == 422 && refused.text.contains("Lotus Annex"))
            typed["isic"] = "1410"
            typed["latitude"] = ""
            #expect(try await browser.submit(form, on: page, with: typed).status == 303)
            #expect(try await browser.get("/notes/new").text.contains("Lotus Annex"))
            #expect(try await web.country.platform.verify().problems == [])
        }
    }

    @Test("A permit typed by an officer answers at the public look-up; a record of low confidence is no verdict")
    func permit() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let officer = try await web.browser(.ministry)
            let path = "/registry/organisations/\(country.organisation(.secondPlant))/permits/new"
            let page = try await officer.get(path + "?lang=en")
            let form = try #require(page.forms.first { $0.action == path })
            var typed = [
                "number": "MoE-512", "issued_by": "Ministry of Environment", "wastes": "130205; 1302", "treatments": "R9", "valid_from": "2024-01-01",
                "source": "Seen on paper",
            ]
            let refused = try await officer.submit(form, on: page, with: typed)
            #expect(refused.status == 422 && refused.text.contains("MoE-512") && refused.text.contains("130205; 1302"))
            let visitor = WebProbe(web.server)
            let question = "/licences?lang=en&firm=bassac&waste=130205"
            #expect(try await visitor.get(question).text.contains("<span>No</span>"))
            typed["wastes"] = "130205"
            #expect(try await officer.submit(form, on: page, with: typed).status == 303)
            let permits = try await country.number("SELECT count(*) FROM permit")
            #expect(try await officer.submit(form, on: page, with: typed).status == 303, "pressed twice")
            #expect(try await country.number("SELECT count(*) FROM permit") == permits)
            let answer = try await visitor.get(question)
            #expect(answer.text.contains("<span>Yes</span>") && answer.text.contains("R9") && answer.text.contains("Seen on paper"))
            #expect(try await visitor.get("/licences?waste=130205").text.contains("MoE-512"))

            try await country.rewrite("permit", Permit.self, where: "number = 'MoE-512'") { $0.confidence = .low }
            let unsure = try await visitor.get(question)
            #expect(unsure.text.contains("<span>Not certain</span>") && !unsure.text.contains("<span>Yes</span>"))
        }
    }

    @Test("A file of firms is taken in whole or not at all, and its faults are told by line and column")
    func importing() async throws {
        try await WebCountry.with { web in
            let officer = try await web.browser(.ministry)
            let csrf = try await web.csrf(officer)
            let head = "registration_number,name_en,country,province,isic,profiles\n"
            func send(_ rows: String, isDryRun: Bool) async throws -> WebAnswer {
                var parts = [("csrf", csrf)]
                if isDryRun { parts.append(("dry_run", "yes")) }
                var body = parts.map { "--cut\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }.joined()
                body +=
                    "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"firms.csv\"\r\nContent-Type: text/csv\r\n\r\n\(head)\(rows)\r\n--cut--\r\n"
                return try await officer.post(
                    "/registry/import?lang=en", bytes: Array(body.utf8), headers: ["Content-Type": "multipart/form-data; boundary=cut"])
            }
            func count() async throws -> Int64 { try await web.country.number("SELECT count(*) FROM organisation") }
            let before = try await count()
            let faulty = try await send("F-1,Firm One,KH,12,1410,producer\nF-2,Firm Two,KH,Atlantis,1410,producer\n", isDryRun: false)
            #expect(faulty.status == 422)
            #expect(faulty.text.contains("Atlantis"))
            #expect(faulty.text.contains("province"))
            #expect(try await count() == before)
            let sound = "F-1,Firm One,KH,12,1410,producer\nF-2,Firm Two,KH,Kandal,1410,producer\n"
            #expect(try await send(sound, isDryRun: true).status == 200)
            #expect(try await count() == before)
            #expect(try await send(sound, isDryRun: false).status == 200)
            #expect(try await count() == before + 2)
            #expect(try await send(sound, isDryRun: false).status == 200, "what is known stays as it is")
            #expect(try await count() == before + 2, "what is known stays as it is")
            #expect(try await web.browser(.department).get("/registry/import").status == 404, "it is not theirs to see")
        }
    }

    @Test("A firm that closed begins nothing new, and its page says since when")
    func closing() async throws {
        try await WebCountry.with { web in
            // Nothing stands on its site: a firm that holds waste needs a successor.
            let browser = try await web.browser(.secondFactory)
            let firm = "/registry/organisations/\(web.country.organisation(.secondFactory))"
            let page = try await browser.get(firm + "/close?lang=en")
            let form = try #require(page.forms.first { $0.action == firm + "/close" })
            for day in ["", "2014-01-01", "2999-01-01", "soon"] {
                #expect(try await browser.submit(form, on: page, with: ["closed_on": day]).status == 422, "\(day)")
            }
            #expect(try await browser.submit(form, on: page).status == 303)
            #expect(try await browser.get(firm + "/close").status == 409)
            #expect(try await browser.get("/notes/new").status == 403)
            #expect(try await web.country.platform.verify().problems == [])
        }
    }
}
