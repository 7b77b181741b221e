// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Testing
import WebSupport

/// The page on which a firm without a meter accepts an estimate of its wastewater.
struct NoMeterPageTests {
    @Test(
        "Shares that leave nothing come back with what was typed; an estimate shows both its ends, is accepted, and stands in the return",
        arguments: ["en", "km", "vi"])
    func accepted(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            let made = try await country.answered(web.siteReturn, ["waterPublic": "1000"])
            let factory = try await web.browser(.factory)
            let address = "/returns/\(made.id)/no-meter"
            let page = try await factory.get("\(address)?lang=\(language)")
            for end in ["700", "825", "950"] { #expect(page.text.contains(end), "\(end)") }
            let form = try #require(page.forms.first { $0.action == address })
            let much = try await factory.submit(form, on: page, with: ["product": "80", "evaporation": "30"])
            #expect(much.status == 422 && much.text.contains("value=\"80\"") && much.text.contains("value=\"30\""))
            #expect(try await factory.submit(form, on: page).location == "/returns/\(made.id)/edit")
            let after = try await country.platform.returnModel(made.id, by: country.actor(.factory)).made
            #expect(after.answers["wastewaterSewer"]?.estimate?.low == 700_000_000 && after.answers["wastewaterSewer"]?.value.figure?.whole == 825_000_000)
            #expect(try await web.browser(.plant).get(address).status == 404)
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
