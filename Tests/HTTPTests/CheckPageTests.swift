// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Discharge
import Domain
import Operations
import Returns
import Testing
import WebSupport

/// What checks say on pages: absurd figures, estimates whose figures were changed, cases that no result stands behind.
struct CheckPageTests {
    @Test("People that no factory has are refused at their field, and nothing else is expected from them", arguments: ["en", "km", "vi"])
    func people(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            _ = try await country.answered(
                web.siteReturn, ["workersWomen": "99999999999", "workingDays": "25", "garmentsMade": "0", "electricityGrid": "1000"])
            country.clock.advance(days: 31)
            let factory = try await web.browser(.factory)
            let page = try await factory.get("/returns/\(web.siteReturn.id)/review?lang=\(language)")
            #expect(page.status == 200 && page.text.contains("workersWomen\">") && !page.forms.contains { $0.action.hasSuffix("/submit") })
            #expect(page.text.contains(language == "en" ? "500,000" : language == "km" ? "500.000" : "500.000"), "\(page.text)")
        }
    }

    @Test("Days of work that are missing are asked about on the page, and the reason reaches the officer's list")
    func days() async throws {
        try await WebCountry.with { web in
            let country = web.country
            _ = try await country.answered(
                web.siteReturn, ["workersWomen": "1939", "workingDays": "0", "garmentsMade": "360000", "electricityGrid": "1000", "waterPublic": "900"])
            country.clock.advance(days: 31)
            let factory = try await web.browser(.factory)
            let address = "/returns/\(web.siteReturn.id)"
            let page = try await factory.get("\(address)/review?lang=en")
            let form = try #require(page.forms.first { $0.action == "\(address)/submit" })
            let name = "explain-daysForProduct.garmentsMade"
            #expect(form.fields.contains { $0.name == name }, "\(form.fields.map(\.name))")
            #expect(try await factory.submit(form, on: page, with: ["confirm": "yes"]).status == 422)
            #expect(try await factory.submit(form, on: page, with: [name: "Made by another shift.", "confirm": "yes"]).status == 303)
            let list = try await web.browser(.ministry).get("/findings?lang=en")
            #expect(list.text.contains("Made by another shift.") && list.text.contains("360,000"))
        }
    }

    @Test("An estimate whose water was changed is asked about before it is sent, with the way to the new one", arguments: ["en", "km", "vi"])
    func outdated(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            var made = try await country.answered(web.siteReturn, ["waterPublic": "2300"])
            var form = EstimateForm()
            form.formula = FigureEstimate.Formula.waterBalance.rawValue
            made = try await country.platform.acceptEstimate(made.id, form, version: made.version, by: country.actor(.factory))
            made = try await country.answered(made, ["waterPublic": "4000"])
            country.clock.advance(days: 31)
            let factory = try await web.browser(.factory)
            for place in ["review", "edit"] {
                let page = try await factory.get("/returns/\(made.id)/\(place)?lang=\(language)")
                for number in language == "en" ? ["2,300", "4,000", "2,800", "3,800"] : ["2.300", "4.000", "2.800", "3.800"] {
                    #expect(page.text.contains(number), "\(place) \(number)")
                }
                #expect(page.text.contains("/returns/\(made.id)/no-meter"))
            }
            let review = try await factory.get("/returns/\(made.id)/review")
            #expect(review.forms.contains { $0.fields.contains { $0.name == "explain-estimateOutdated.wastewaterSewer" } })
        }
    }

    @Test("A case whose only result was withdrawn says so on its page and in the list, and leads the environment officer's day", arguments: ["en", "km", "vi"])
    func groundless(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            _ = try await country.environmentOfficer()
            _ = try await country.platform.withdrawResult(
                web.labResult.id, reason: "Typed a zero too many", version: web.labResult.version, by: country.actor(.factory))
            let officer = try await web.browser("environment.office", "lotus-pond-environment-27")
            let said = ["en": "all results withdrawn", "km": "លទ្ធផលទាំងអស់ត្រូវបានដកចេញ", "vi": "mọi kết quả đã được rút"][language] ?? ""
            let address = "/discharge/cases/\(web.dischargeCase.id)"
            #expect(try await officer.get("/discharge/cases?lang=\(language)").text.contains(said))
            #expect(try await officer.get("/today").text.contains(address))
            let page = try await officer.get("\(address)?lang=en")
            #expect(page.text.contains("Every result behind this case was withdrawn") && !page.text.contains("The site now says what it will do"))
        }
    }

    @Test("A laboratory's value that reads in two ways is asked about in words that can be followed", arguments: ["1.234", "1,234"])
    func twoWays(typed: String) async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let address = "/discharge/outlets/\(web.outlet.id)/results/new"
            let page = try await factory.get("\(address)?lang=en")
            let form = try #require(page.forms.first { $0.fields.contains { $0.name == "value0" } })
            let day = web.country.platform.today.adding(days: -2).description
            let values = ["sampledOn": day, "laboratory": "Lab A", "method": "APHA", "parameter0": "cod", "sign0": "=", "unit0": "mg/L"]
            let asked = try await factory.submit(form, on: page, with: values.merging(["value0": typed]) { $1 })
            #expect(asked.status == 422 && asked.text.contains("\(typed)0 for the smaller number"), "\(asked.text)")
            #expect(try await factory.submit(form, on: page, with: values.merging(["value0": typed + "0"]) { $1 }).status == 303)
        }
    }
}
