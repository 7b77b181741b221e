// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing
import WebSupport

/// Pairs of firms as the province's officer meets them.
struct DuplicatePageTests {
    @Test("The officer finds the pair, sees both side by side, merges them, and the old address points to the firm that stayed")
    func merging() async throws {
        try await WebCountry.with { web in
            let one = try await web.country.importFirm("Prek Ho Sewing", number: "KH 900").organisation
            let two = try await web.country.importFirm("Prek Ho Sewing Co., Ltd", number: "KH 901").organisation
            let officer = try await web.browser(.department)
            let list = try await officer.get("/duplicates?lang=en")
            let door = try #require(list.links.first { $0.hasPrefix("/duplicates/") && $0.contains(one.description) })
            #expect(list.text.contains("same name · same commune · same district · same province"))
            let pair = try await officer.get(door)
            #expect(pair.text.contains("KH 900") && pair.text.contains("KH 901"))
            let page = try await officer.get(door + "/merge")
            let form = try #require(page.forms.first { $0.action.hasSuffix("/merge") })
            let nobody = try await officer.submit(form, on: page, with: ["survivor": "12"])
            #expect(nobody.status == 422)
            let done = try await officer.submit(form, on: page, with: ["survivor": one.description, "reason": "one shop"])
            #expect(done.status == 303 && done.location == "/registry/organisations/\(one)")
            let old = try await officer.get("/registry/organisations/\(two)?lang=en")
            #expect(old.text.contains("went into Prek Ho Sewing") && old.text.contains("one shop") && old.links.contains("/registry/organisations/\(one)"))
            #expect(try await officer.get("/registry/organisations/\(two)/notes?lang=en").text.contains("No note was signed under this name"))
            #expect(try await officer.get("/duplicates?lang=en").text.contains("No firm looks entered twice"))
            #expect(try await officer.submit(form, on: page, with: ["survivor": one.description]).status == 409)
            #expect(try await web.country.platform.verify().problems == [])
        }
    }

    @Test("Two firms are kept apart with one tap, and strangers see neither list nor pair")
    func apart() async throws {
        try await WebCountry.with { web in
            let one = try await web.country.importFirm("Prek Ho Sewing", number: "KH 900").organisation
            let two = try await web.country.importFirm("Prek Ho Sewing Co., Ltd", number: "KH 901").organisation
            let officer = try await web.browser(.department)
            let pair = try await officer.get("/duplicates/\(one)/\(two)?lang=en")
            let form = try #require(pair.forms.first { $0.action.hasSuffix("/apart") })
            #expect(try await officer.submit(form, on: pair).status == 303)
            #expect(try await officer.get("/duplicates/\(one)/\(two)").text.contains("An officer said that these are two firms"))
            let factory = try await web.browser(.factory)
            #expect(try await factory.get("/duplicates").status == 404)
            #expect(try await factory.get("/duplicates/\(one)/\(two)").status == 404)
        }
    }
}
