// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Returns
import Testing
import WebSupport

/// A file of returns sent at its page, with wastewater that no meter measured.
struct ReturnFilePageTests {
    @Test(
        "An estimate without its ends is asked about in its own words, accepted or typed, and stands on every page of the return with its source",
        arguments: ["en", "km", "vi"])
    func estimate(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            let factory = try await web.browser(.factory)
            _ = try await factory.get("/returns/import?lang=\(language)")
            let table = """
                ខែ,ទឹកម៉ាស៊ីន (m3),ទឹកកខ្វក់ទៅលូ ឬស្ថានីយនៃតំបន់ (m3),របៀបដឹងបរិមាណទឹកកខ្វក់\r
                2026-09,1000,800,"ប៉ាន់ស្មាន៖ <script>=1+1</script>"\r

                """
            let token = try await web.csrf(factory)
            let parts = """
                --cut\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\(token)\r\n--cut\r
                Content-Disposition: form-data; name="file"; filename="sewer.csv"\r\nContent-Type: text/csv\r\n\r\n\(table)\r\n--cut--\r\n
                """
            let sent = try await factory.post(
                "/returns/import?lang=\(language)", bytes: Array(parts.utf8), headers: ["Content-Type": "multipart/form-data; boundary=cut"])
            let address = try #require(sent.location)
            let page = try await factory.get(address + "?lang=\(language)")
            #expect(page.text.contains("700") && page.text.contains("950"))
            let form = try #require(page.forms.first { form in form.fields.contains { $0.name == "address0" } })
            #expect(form.fields.filter { $0.name == "cell0" }.map(\.value) == ["accept waterBalance", "unknown"])
            let typed = try await factory.submit(form, on: page, with: ["low0": "900", "high0": "850"])
            let again = try await factory.follow(typed)
            #expect(again.text.contains("<td") && !again.text.contains("/take\""))
            let answered = try await factory.submit(form, on: again, with: ["low0": "", "high0": "", "cell0": "accept waterBalance", "version": "2"])
            let ready = try await factory.follow(answered)
            let take = try #require(ready.forms.first { $0.action.hasSuffix("/take") })
            #expect(try await factory.submit(take, on: ready).status == 303)
            let drafts = try await country.platform.returnList(by: country.actor(.factory)).lines.compactMap(\.made)
            let made = try #require(drafts.first { $0.answers["wastewaterSewer"]?.estimate != nil })
            for door in ["", "/edit", "/review"] {
                let shown = try await factory.get("/returns/\(made.id)\(door)?lang=\(language)").text
                #expect(shown.contains("700") && shown.contains("950") && shown.contains("&lt;script"), "\(door)")
                #expect(!shown.contains("<script>="))
            }
            let filled = try await factory.get("/returns/sets/factoryMonthly/template?filled=1&format=csv")
            #expect(filled.text.contains(",800,700,950,"), "\(filled.text)")
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
