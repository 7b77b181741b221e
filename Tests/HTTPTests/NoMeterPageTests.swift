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
            // Everything wrong is told at once, beside its field, and what was typed stays.
            let wrong = ["product": "120", "waterBalance-low": "many", "waterBalance-high": "-3"]
            let several = try await factory.submit(form, on: page, with: wrong)
            #expect(several.status == 422)
            for (name, value) in wrong {
                #expect(several.text.contains("#field-\(name)\"") && several.text.contains("value=\"\(value)\""), "\(name): \(several.text)")
            }
            let both = try await factory.submit(form, on: page, with: ["waterBalance-low": "830", "waterBalance-high": "many"])
            for name in ["waterBalance-low", "waterBalance-high"] { #expect(both.text.contains("#field-\(name)\""), "\(name)") }
            let apart = try await factory.submit(form, on: page, with: ["waterBalance-low": "830"])
            #expect(apart.status == 422 && apart.text.contains("825") && apart.text.contains("value=\"830\""))
            #expect(try await factory.submit(form, on: page).location == "/returns/\(made.id)/edit")
            let after = try await country.platform.returnModel(made.id, by: country.actor(.factory)).made
            #expect(after.answers["wastewaterSewer"]?.estimate?.low == 700_000_000 && after.answers["wastewaterSewer"]?.value.figure?.whole == 825_000_000)
            // Its own ends, one of them as worked out: the figure stays, and whose they are is said.
            let again = try await factory.get("\(address)?lang=\(language)")
            let fresh = try #require(again.forms.first { $0.action == address })
            #expect(try await factory.submit(fresh, on: again, with: ["waterBalance-high": "900,5"]).location == "/returns/\(made.id)/edit")
            let stated = try await country.platform.returnModel(made.id, by: country.actor(.factory)).made.answers["wastewaterSewer"]
            #expect(stated?.estimate?.low == 700_000_000 && stated?.estimate?.high == 900_500_000 && stated?.value.figure?.whole == 825_000_000)
            #expect(stated?.estimate?.formula == .stated && stated?.estimate?.way == .waterBalance && stated?.value.figure?.method == .estimated)
            #expect(try await web.browser(.plant).get(address).status == 404)
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
