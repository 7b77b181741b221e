// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Identity
import Operations
import Testing

extension EveryRouteTests {
    /// What pages show beside lists of notes: search, gate, single things, the way down from the nation's figures.
    func readings(_ api: APICountry) async throws {
        let note = try await api.issued("33")
        let number = try #require(note.json["number"]?.text)
        let found = try await api.get("/search?words=\(number)", as: .factory)
        #expect(found.json["note"]?["id"]?.text == note.id, "\(found.json)")
        let firms = try await api.get("/search?words=lotus&limit=5", as: .haulier)
        #expect(firms.json["note"] == .null && firms.json["firms"]?.list?.count == 1, "\(firms.json)")
        #expect(try await api.get("/search?words=textile", as: .haulier).json["wastes"]?.list?.isEmpty == false)
        let registry = try await APICountry.token(of: .factory, in: api.country, [.registryRead])
        let blind = try await api.get("/search?words=\(number)", headers: ["Authorization": "Bearer \(registry)"])
        #expect(blind.json["note"] == .null, "a token that may not read notes finds none")
        #expect(try await api.get("/lists/industries?words=1410", as: nil).json["industries"]?.list?.first?["code"] == "1410")

        let onTheWay = try await api.step("take-over", note, [.of("plate", "2AB-55")], as: .haulier)
        let gate = try await api.get("/gate", as: .plant)
        #expect(gate.json["loads"]?.list?.contains { $0["note"]?.text == onTheWay.id && $0["plate"] == "2AB-55" } == true, "\(gate.json)")
        #expect(try await api.get("/gate?limit=1", as: .plant).json["loads"]?.list?.count == 1)

        let factory = api.country.organisation(.factory)
        let stands = try await api.get("/organisations/\(factory)/notes?limit=2", as: .ministry)
        #expect(stands.json["notes"]?.list?.count == 2 && stands.json["next"]?.text?.contains("before=") == true, "\(stands.json)")
        #expect(try await api.get("/organisations/\(factory)/notes", as: .secondPlant).status == 404)
        let pair = try await api.get("/duplicates/\(factory)/\(api.country.organisation(.secondFactory))", as: .ministry)
        #expect(pair.json["sides"]?.list?.count == 2 && pair.json["score"] == .null, "\(pair.json)")
        let waiting = try await api.country.importFirm("Roka Weaving", number: "KH 920").organisation
        let unclaimed = try await api.get("/invitations?words=roka", as: .ministry)
        #expect(unclaimed.json["firms"]?.list?.first?["organisation"]?["id"]?.text == waiting.description, "\(unclaimed.json)")

        let month = api.country.platform.today.month
        let evidence = try await api.get("/nation/evidence?from=\(month)&until=\(month)&limit=1", as: .ministry)
        let sums = evidence.json["sums"]?.list?.compactMap { $0["grams"]?.whole } ?? []
        #expect(!sums.isEmpty && evidence.json["totalGrams"]?.whole == sums.reduce(0, +), "\(evidence.json)")
        let moved = try #require(evidence.json["cells"]?.list?.first)
        let path = try #require(moved["href"]?.text).dropFirst("/api/v1".count)
        let notes = try await api.get(String(path), as: .ministry).json
        let masses = notes["notes"]?.list?.compactMap { $0["grams"]?.whole } ?? []
        #expect(masses.reduce(0, +) == moved["grams"]?.whole && notes["totalGrams"] == moved["grams"], "\(notes)")
        let steps = [
            "fates?figure=generated", "cells?by=park", "places?compartment=process", "entries?compartment=process&site=\(api.country.site(.factory))",
            "loads?province=12&sector=1410&waste=040222&compartment=treated&treatment=R3",
        ]
        for step in steps { #expect(try await api.get("/nation/\(step)&from=\(month)&until=\(month)", as: .ministry).status == 200, "\(step)") }
        let open = try await api.get("/open", as: nil)
        #expect(open.json["tables"]?.list?.count == OpenFigures.Dimension.allCases.count, "\(open.json)")
    }

    /// Erasing, with the scope that is for nothing else.
    func erasing(_ api: APICountry) async throws {
        let note = try await api.step("take-over", try await api.issued("34"), [.of("plate", "2AB-99")], as: .haulier)
        let number = try #require(note.json["number"]?.text)
        #expect(try await api.get("/erasable?words=\(number)", as: .factory).status == 403)
        let others = TokenScope.allCases.filter { $0 != .personalErase && api.country.actor(.ministry).tokenScopes.contains($0) }
        let officer = ["Authorization": "Bearer \(try await APICountry.token(of: .ministry, in: api.country, Set(others)))"]
        #expect(try await api.get("/erasable?words=\(number)", headers: officer).codes == ["api.scopeMissing"])

        let found = try await api.get("/erasable?words=\(number)", as: .ministry)
        let plate = try #require(found.json["found"]?.list?.first { $0["content"] == "2AB-99" }, "\(found.json)")
        #expect(plate["is"] == "erasure.kindPlate" && plate["actions"]?.list?.first?["href"] == "/api/v1/erasures")
        let command: JSON = ["subject": plate["subject"] ?? .null, "reason": "asked"]
        #expect(try await api.post("/erasures", command, headers: officer).codes == ["api.scopeMissing"])
        let erased = try await api.post("/erasures", command, as: .ministry)
        #expect(erased.status == 201 && erased.json["kind"] == "text" && !erased.web.text.contains("2AB-99"), "\(erased.json)")
        #expect(try await api.post("/erasures", command, as: .ministry).codes == ["erasure.alreadyErased"])
        #expect(try await api.post("/erasures", ["subject": "person:12345", "reason": "asked"], as: .ministry).status == 404)
        let after = try await api.get("/notes/\(note.id)")
        #expect(after.json["legs"]?.list?.first?["plate"] == .null && after.version == note.version, "\(after.json)")
        let history = try await api.get("/erasures?limit=1", as: .ministry)
        #expect(history.json["erasures"]?.list?.first?["erasure"]?["subject"] == plate["subject"], "\(history.json)")
    }
}

struct NationRouteTests {
    private static let period = "from=2026-01&until=2026-12"

    @Test("Each national figure opens, by the addresses in the answers alone, step by step down to entries that sum to it")
    func figuresOpen() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            try await api.country.everyday()
            let nation = try await api.get("/nation?\(Self.period)", as: .ministry)
            let figures = nation.json["figures"]?.list ?? []
            var opened = 0
            for figure in figures where figure["grams"] != 0 {
                let isSource = figure["group"] == "generated" || figure["group"] == "otherSource"
                let fates = try await follow(figure["href"], api)
                #expect(fates["totalGrams"]?.whole == (figure["grams"]?.whole).map { isSource ? -$0 : $0 }, "\(figure)")
                let cells = fates["cells"]?.list ?? []
                #expect(fates["count"]?.whole == Int64(cells.count) && sum(cells) == fates["totalGrams"]?.whole)
                for cell in cells {
                    let below = try await follow(cell["href"], api)
                    guard let loads = below["loads"]?.list else {
                        opened += try await placesTie(below, api)
                        continue
                    }
                    #expect(sum(loads) == cell["grams"]?.whole && below["totalGrams"] == cell["grams"] && below["cellGrams"] == cell["grams"], "\(below)")
                    for load in loads {
                        _ = try await follow(.text("/api/v1/accounts/\(load["account"]?["account"]?.text ?? "")"), api)
                        _ = try await follow(.text("/api/v1/lots/\(load["lot"]?.text ?? "")"), api)
                        opened += 1
                    }
                }
            }
            #expect(opened > 5)
            let whole = figures.first { $0["group"] == "generated" }?["grams"]?.whole
            for parts in ["provinces", "sectors", "months"] {
                let generated = nation.json[parts]?.list?.compactMap { part in
                    part["figures"]?.list?.first { $0["group"] == "generated" }?["grams"]?.whole
                }
                #expect(generated?.reduce(0, +) == whole, "\(parts)")
            }
        }
    }

    @Test("Cells come page by page in one order, each once, whatever they are grouped by; a province's officer gets its own only")
    func cellsArePaged() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            try await api.country.everyday()
            let generated = try await api.get("/nation?\(Self.period)", as: .ministry).json["figures"]?.list?.first { $0["group"] == "generated" }
            for scope in ["nation", "province", "sector", "sizeClass"] {
                let whole = try await api.get("/nation/cells?\(Self.period)&by=\(scope)&limit=1000", as: .ministry).json
                let cells = try #require(whole["cells"]?.list)
                #expect(whole["next"] == .null && sum(cells) == 0 && whole["totalGrams"] == 0, "every waste sums to zero over all compartments")
                var paged: [JSON] = []
                var next: String? = "/api/v1/nation/cells?\(Self.period)&by=\(scope)&limit=3"
                while let path = next, paged.count < 500 {
                    let page = try await api.get(String(path.dropFirst("/api/v1".count)), as: .ministry).json
                    paged += page["cells"]?.list ?? []
                    next = page["next"]?.text
                }
                #expect(paged == cells && cells.count > 3, "\(scope)")
                let process = try await api.get("/nation/cells?\(Self.period)&by=\(scope)&compartment=process&limit=1000", as: .ministry).json
                #expect(process["totalGrams"]?.whole == (generated?["grams"]?.whole).map { -$0 }, "\(scope)")
            }
            for scope in ["nation", "province", "sector", "sizeClass"] {
                let held = try await api.get("/nation/cells?\(Self.period)&by=\(scope)&compartment=held&limit=1", as: .ministry).json
                let places = try await follow(held["cells"]?.list?.first?["href"], api)
                #expect(try await placesTie(places, api) > 0, "\(scope)")
            }
            for none in ["size", "zone"] {
                let process = try await api.get("/nation/places?\(Self.period)&compartment=process&\(none)=none", as: .ministry).json
                _ = try await placesTie(process, api)
            }
            #expect(try await api.get("/nation/places?\(Self.period)&compartment=held&isic=3830", as: .department).status == 404)
            let month = api.country.platform.today.month
            func count(_ more: String) async throws -> Int {
                try await api.get("/nation/cells?\(Self.period)&limit=1000\(more)", as: .ministry).json["cells"]?.list?.count ?? -1
            }
            let all = try await count("")
            #expect(try await count("&learnedUntil=\(month)") == all && all > 0)
            #expect(try await count("&learnedFrom=\(month.adding(months: 1))") == 0)
            #expect(try await count("&learnedUntil=\(month.adding(months: -1))") == 0)
            let province = try await api.get("/nation/cells?\(Self.period)&by=sector&limit=1000", as: .department).json
            #expect(province["by"] == "province" && province["cells"]?.list?.allSatisfy { $0["key"] == "08" } == true)
            let cell = try #require(province["cells"]?.list?.first { $0["compartment"] == "treated" })
            _ = try await placesTie(try await follow(cell["href"], api, as: .department), api, as: .department)
            #expect(try await api.get("/nation/cells?\(Self.period)&after=nonsense", as: .ministry).status == 404)
        }
    }

    @Test("Cells of a zone, whose name is free text, are paged and open to the sites in it")
    func cellsOfZones() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let name = "ភ្នំពេញ SEZ_2 & Co"
            for firm in [TestFirm.plant, .factory] {
                let page = try await api.country.platform.sitePage(api.country.site(firm), by: api.country.actor(firm))
                var facts = SiteForm(page.site)
                facts.texts[.zone] = firm == .plant ? name : "Another zone"
                try await api.country.platform.updateSite(page.site.id, to: facts, version: page.site.version, by: api.country.actor(firm))
            }
            api.country.clock.advance(days: 2)
            try await api.country.everyday()
            var paged: [JSON] = []
            var next: String? = "/api/v1/nation/cells?\(Self.period)&by=park&limit=1"
            while let path = next, paged.count < 100 {
                let page = try await follow(.text(path), api)
                paged += page["cells"]?.list ?? []
                next = page["next"]?.text
            }
            #expect(Set(paged.compactMap { $0["key"]?.text }) == ["Another zone", name] && Set(paged).count == paged.count)
            let held = try #require(paged.first { $0["key"]?.text == name && $0["compartment"] == "held" })
            #expect(try await placesTie(try await follow(held["href"], api), api) > 0)
        }
    }

    /// Holds a page of places against its sums, and goes down to the entries of each; how many were found.
    private func placesTie(_ places: JSON, _ api: APICountry, as firm: TestFirm = .ministry) async throws -> Int {
        let rows = places["places"]?.list ?? []
        #expect(sum(rows) == places["totalGrams"]?.whole && places["totalGrams"] == places["cellGrams"], "\(places)")
        var found = 0
        for row in rows {
            let below = try await follow(row["href"], api, as: firm)
            #expect(below["totalGrams"] == row["grams"] && below["cellGrams"] == row["grams"], "\(row) \(below)")
            guard let entries = below["entries"]?.list else {
                found += try await placesTie(below, api, as: firm)
                continue
            }
            #expect(sum(entries) == below["totalGrams"]?.whole && !entries.isEmpty)
            found += entries.count
        }
        return found
    }

    private func follow(_ href: JSON?, _ api: APICountry, as firm: TestFirm = .ministry) async throws -> JSON {
        let path = try #require(href?.text, "an address")
        let answer = try await api.get(String(path.dropFirst("/api/v1".count)), as: firm)
        #expect(answer.status == 200, "\(path): \(answer.json)")
        return answer.json
    }

    private func sum(_ rows: [JSON]) -> Int64 { rows.reduce(0) { $0 + ($1["grams"]?.whole ?? 0) } }
}
