// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Foundation
import Operations
import Testing

/// A month's return as a factory's own system sends it and an office's system decides on it.
enum ReturnSteps {
    static func all(_ api: APICountry) async throws {
        let sets = try await api.get("/data-sets", as: .factory)
        #expect(sets.json["sets"]?.list?.count == 10 && sets.json["duties"]?.list?.first?["standing"] == "assumed")
        // A newer version of the year's set, tried, then loaded by an officer; what stands already is not changed.
        let header = "id,version,valid_from,valid_to,periods,plant,wastes,simple,standing,source,confidence"
        let fields = "data_set,version,field,section,kind,units,account,required,sectors,prefill,method,place"
        let newer: [JSON.Member] = [
            .of("sets", .text("\(header)\nfactoryYearly,2,2030-01-01,,year,factory,none,0,assumed,A test,low\n")),
            .of("fields", .text("\(fields)\nfactoryYearly,2,diesel,energy,volume,L,supply>process,1,,typed,invoiced,10\n")),
        ]
        #expect(try await api.post("/data-sets", .object(newer), as: .factory).status == 403)
        let tried = try await api.post("/data-sets", .object(newer + [.of("dryRun", true)]), as: .ministry)
        #expect(tried.json["versions"]?.list?.first?["before"] == 1 && tried.json["countedOn"] == "2030-01-01", "\(tried.json)")
        #expect(try await api.get("/data-sets", as: .factory).json["loads"] == [])
        #expect(try await api.post("/data-sets", .object(newer), as: .ministry).status == 200)
        let known = try await api.get("/data-sets", as: .factory)
        #expect(known.json["sets"]?.list?.count == 11 && known.json["loads"]?.list?.count == 2, "\(known.json)")
        let changed = try await api.post(
            "/data-sets", ["sets": .text("\(header)\nfactoryYearly,2,2031-01-01,,year,factory,none,0,assumed,A test,low\n")], as: .ministry)
        #expect(changed.status == 422 && changed.pointers == ["/sets"], "\(changed.json)")
        // The month is over, and tokens still hold.
        api.country.clock.advance(days: 20)
        let owed = try await api.get("/returns/owed", as: .factory)
        let line = try #require(
            owed.json["returns"]?.list?.first { $0["dataSet"] == "factoryMonthly" && ["due", "overdue"].contains($0["standing"]?.text ?? "") }, "\(owed.json)")
        let begun = try await api.post(
            "/returns", ["site": line["site"] ?? .null, "dataSet": "factoryMonthly", "period": line["period"] ?? .null], as: .factory)
        #expect(begun.status == 201 && begun.json["state"] == "draft", "\(begun.json)")
        let path = "/returns/\(begun.id)"
        let missing = begun.json["missing"]?.list?.compactMap(\.text) ?? []
        func answers(_ number: String) -> JSON {
            .list(missing.map { .object([.of("field", .text($0)), .of("answer", "figure"), .of("number", .text(number))]) })
        }
        let wrong = try await api.post(
            path + "/answers",
            ["version": .whole(begun.version), "answers": [["field": "electricityGrid", "answer": "figure", "number": "5", "unit": "kg"]]], as: .factory)
        #expect(wrong.status == 422 && wrong.pointers == ["/answers/0"], "\(wrong.json)")
        let waste: JSON = ["waste": "150101", "destination": "town", "number": "12.345"]
        let saved = try await api.post(
            path + "/answers", ["version": .whole(begun.version), "answers": answers("12"), "wastes": [waste]], as: .factory)
        #expect(saved.json["missing"]?.list?.isEmpty == true && saved.json["wastes"]?.list?.contains { $0["grams"] == 12_345 } == true, "\(saved.json)")
        // A code from the finder becomes one more line; the same again is told that it stands.
        let found: JSON = ["version": .whole(saved.version), "waste": "160601", "destination": "buyer", "number": "36"]
        let lined = try await api.post(path + "/wastes", found, as: .factory)
        let lines = lined.json["wastes"]?.list ?? []
        #expect(lines.contains { $0["waste"] == "160601" && $0["grams"] == 36_000 } && lines.contains { $0["grams"] == 12_345 }, "\(lined.json)")
        #expect(try await api.post(path + "/wastes", found, as: .factory).status == 409)
        let twice: JSON = ["version": .whole(lined.version), "waste": "160601", "destination": "buyer", "number": "5"]
        let refused = try await api.post(path + "/wastes", twice, as: .factory)
        #expect(refused.status == 422 && refused.pointers == ["/waste"], "\(refused.json)")
        let unread: JSON = ["version": .whole(lined.version), "waste": "160601", "destination": "town", "number": "5", "unit": "L"]
        let unfit = try await api.post(path + "/wastes", unread, as: .factory)
        #expect(unfit.pointers == ["/number"], "\(unfit.json)")
        let bill = try await api.post(
            path + "/bills", ["version": .whole(lined.version), "field": "electricityGrid", "bill": "/9j/4AECAw=="], as: .factory)
        let shown = bill.json["answers"]?.list?.first { $0["field"] == "electricityGrid" }?["bill"]?.text ?? ""
        #expect(try await api.get(path + "/bills/\(shown)", as: .factory).json["mediaType"] == "image/jpeg", "\(bill.json)")
        let repeated = try await api.post(path + "/repeat", ["version": .whole(bill.version)], as: .factory)
        let sent = try await api.post(path + "/submit", ["version": .whole(repeated.version), "confirms": true], as: .factory)
        #expect(sent.json["state"] == "submitted" && sent.json["filings"]?.list?.count == 1, "\(sent.json)")
        let listed = try await api.get("/returns?state=submitted", as: .ministry)
        #expect(listed.json["returns"]?.list?.contains { $0["id"] == .text(begun.id) } == true)
        let back = try await api.post(path + "/send-back", ["version": .whole(sent.version), "reason": "Look at the meter."], as: .ministry)
        let chosen: JSON = [["id": .text(begun.id), "version": .whole(back.version)], ["id": "1", "version": 1]]
        let unsaid = try await api.post("/returns/submit", ["returns": chosen, "confirms": false], as: .factory)
        #expect(unsaid.json["submitted"]?.list?.isEmpty == true && unsaid.json["refused"]?.list?.count == 2, "\(unsaid.json)")
        let resent = try await api.post("/returns/submit", ["returns": chosen, "confirms": true], as: .factory)
        #expect(resent.json["submitted"]?.list == [.text(begun.id)] && resent.json["refused"]?.list?.first?["return"] == "1", "\(resent.json)")
        let again = try await api.get(path, as: .factory)
        let picks: JSON = ["returns": [["id": .text(begun.id), "version": .whole(again.version)], ["id": "1", "version": 1]]]
        let several = try await api.post("/returns/approve", picks, as: .ministry)
        #expect(several.json["approved"]?.list?.count == 1 && several.json["refused"]?.list?.count == 1, "\(several.json)")
        let open = try await api.post(path + "/reopen", ["version": .whole(again.version + 1), "reason": "A late bill."], as: .factory)
        let third = try await api.post(path + "/submit", ["version": .whole(open.version), "confirms": true], as: .factory)
        let approved = try await api.post(path + "/approve", ["version": .whole(third.version)], as: .ministry)
        #expect(approved.json["state"] == "approved", "\(approved.json)")
        let booked = try await api.get(path + "/booked", as: .ministry)
        let town = booked.json["lines"]?.list?.first { $0["destination"] == "town" }
        #expect(town?["booked"] == "12345" && booked.json["entries"]?.list?.contains { $0["to"]?["compartment"] == "unknown" } == true, "\(booked.json)")
        let take: JSON = [
            "kind": "opening", "waste": "150101", "number": "30", "day": "2026-09-01", "photo": "/9j/4AECAw==",
        ]
        let taken = try await api.post("/sites/\(api.country.site(.factory))/stock-takes", take, as: .factory)
        #expect(taken.status == 201 && taken.json["countedGrams"] == 30_000, "\(taken.json)")
        let operation = try await api.country.number("SELECT max(id) FROM journal WHERE kind = 'stock.take'")
        let photo = try await api.get("/stock-takes/\(operation)/photo/\(taken.json["photo"]?.text ?? "")", as: .ministry)
        #expect(photo.json["mediaType"] == "image/jpeg", "\(photo.json)")
        let reopened = try await api.post(path + "/reopen", ["version": .whole(approved.version), "reason": "Another one."], as: .factory)
        let read = try await api.get(path, as: .factory)
        #expect(read.version == reopened.version && read.json["actions"]?.list?.contains { $0["action"] == "save" } == true, "\(read.json)")
        // No meter: the firm's system looks at what can be worked out and takes one.
        let offered = try await api.get(path + "/estimates", as: .factory)
        #expect(offered.json["estimates"]?.list?.first?["formula"] == "waterBalance", "\(offered.json)")
        let ask: JSON = ["version": .whole(read.version), "formula": "waterBalance", "product": "10", "evaporation": "30"]
        let estimated = try await api.post(path + "/estimates", ask, as: .factory)
        #expect(estimated.json["estimates"]?.list?.first?["confidence"] == "low", "\(estimated.json)")
        let wide: JSON = ["version": .whole(read.version + 1), "formula": "waterBalance", "low": "9999999", "high": "-1"]
        let apart = try await api.post(path + "/estimates", wide, as: .factory)
        #expect(apart.status == 422 && apart.json["problems"]?.list?.first?["pointer"] == "/high", "\(apart.json)")
        let range: JSON = ["version": .whole(read.version + 1), "formula": "outputRange", "range": "none"]
        #expect(try await api.post(path + "/estimates", range, as: .factory).status == 422)
        try await stated(api, path, read.version + 1)
        _ = try await api.get("/returns/typing?words=lotus", as: .ministry)
        try await byFile(api)
        try await checks(api, line["period"]?.text ?? "")
    }

    /// What checks found and what waste was to be expected, as an office's system reads it.
    private static func checks(_ api: APICountry, _ period: String) async throws {
        let found = try await api.get("/findings?limit=5&sector=14", as: .ministry)
        #expect(found.status == 200 && found.json["findings"]?.list != nil, "\(found.json)")
        #expect(try await api.get("/findings", as: .factory).status == 404)
        let nation = try await api.get("/expected-waste?month=\(period)", as: .ministry)
        #expect(nation.json["reported"] == 1 && nation.json["withheld"] == .bool(false) && nation.json["sites"] == 0, "\(nation.json)")
        let sites = try await api.get("/expected-waste/sites?month=\(period)", as: .ministry)
        let line = sites.json["sites"]?.list?.first
        #expect(line?["site"] == .text(api.country.site(.factory).description) && line?["unsaid"] == "fewPeers", "\(sites.json)")
        #expect(line?["declaredUnsaidGrams"] == sites.json["declaredUnsaidGrams"] && sites.json["expectedGrams"] == 0, "\(sites.json)")
        #expect(try await api.get("/expected-waste/sites?month=\(period)", as: .factory).status == 404)
        let site = try await api.get("/sites/\(api.country.site(.factory))/expected-waste?month=\(period)", as: .factory)
        #expect(site.json["declaredGrams"] != .null && site.json["unsaid"] == "fewPeers", "\(site.json)")
        let benchmarks = try await api.get("/sites/\(api.country.site(.factory))/benchmarks", as: .factory)
        let energy = benchmarks.json["benchmarks"]?.list?.first { $0["figure"] == "energy" && $0["per"] == "product" }
        #expect(energy?["withheld"] == "fewSites" && energy?["own"]?.list?.count == 1, "\(benchmarks.json)")
    }

    /// Both ends of an estimate as the firm's system states them; what it reads back, sent again, changes nothing.
    private static func stated(_ api: APICountry, _ path: String, _ version: Int64) async throws {
        func ask(_ estimate: JSON, _ version: Int64, _ field: String = "wastewaterSewer") -> JSON {
            let answer: JSON = ["field": .text(field), "answer": "figure", "number": "7.4", "unit": "m3", "estimate": estimate]
            return ["version": .whole(version), "answers": [answer]]
        }
        let wrong = try await api.post(path + "/answers", ask(["low": "8", "high": "9"], version), as: .factory)
        #expect(wrong.status == 422 && wrong.pointers == ["/answers/0/estimate/low"], "\(wrong.json)")
        let unit = try await api.post(path + "/answers", ask(["low": "1", "high": "9", "unit": "kg"], version), as: .factory)
        #expect(unit.pointers == ["/answers/0/estimate/low", "/answers/0/estimate/high"], "\(unit.json)")
        let elsewhere = try await api.post(path + "/answers", ask(["low": "1", "high": "9"], version, "waterWell"), as: .factory)
        #expect(elsewhere.pointers == ["/answers/0/estimate/low"], "\(elsewhere.json)")
        let sent: JSON = ["low": "6000", "high": "9100.5", "unit": "L", "basis": "outputRange", "words": "ច្បាប់ <b>"]
        let kept = try await api.post(path + "/answers", ask(sent, version), as: .factory)
        func estimate(_ json: JSON) -> JSON? { json["answers"]?.list?.first { $0["field"] == "wastewaterSewer" }?["estimate"] }
        let read = try #require(estimate(kept.json))
        #expect(read["formula"] == "stated" && read["basis"] == "outputRange" && read["words"] == "ច្បាប់ <b>", "\(read)")
        #expect(read["low"] == "6" && read["high"] == "9.1005" && read["millilitres"] == "7400000", "\(read)")
        let back: JSON = [
            "low": read["low"] ?? .null, "high": read["high"] ?? .null, "unit": read["unit"] ?? .null, "basis": read["basis"] ?? .null,
            "words": read["words"] ?? .null,
        ]
        let again = try await api.post(path + "/answers", ask(back, kept.version), as: .factory)
        #expect(again.version == kept.version && estimate(again.json) == read, "\(again.json)")
    }

    /// The month that runs, from a template that was filled in: asked about first, then taken into a draft.
    private static func byFile(_ api: APICountry) async throws {
        let template = try await api.get("/data-sets/factoryMonthly/template?format=csv", as: .factory)
        let table = try #require(Data(base64Encoded: template.json["content"]?.text ?? "").map { String(decoding: $0, as: UTF8.self) })
        #expect(table.contains("(kWh)") && table.contains("2026-10"), "\(table)")
        let filled = try await api.get("/data-sets/factoryMonthly/template?format=csv&filled=true", as: .factory)
        let row = "Month,City water (m3),Wastewater to a sewer or a zone’s works (m3),How wastewater is known\n2026-10,10,8,estimated\n"
        let sewer = Data(row.utf8).base64EncodedString()
        let doubt = try await api.post(
            "/returns/import", ["name": "sewer.csv", "content": .text(sewer), "dryRun": true], as: .factory)
        let offer = doubt.json["estimates"]?.list?.first?["offers"]?.list?.first
        #expect(filled.status == 200 && offer?["says"] == "accept waterBalance" && offer?["estimate"]?["high"] == "9.5", "\(doubt.json)")
        let cell: JSON = ["cell": "1!D2", "says": "accept waterBalance"]
        let sure = try await api.post(
            "/returns/import", ["name": "sewer.csv", "content": .text(sewer), "dryRun": true, "cells": [cell]], as: .factory)
        #expect(sure.json["sound"] == true, "\(sure.json)")
        let content = Data("Month,Diesel (L),Wood\n2026-10,\"1.250\",4\n".utf8).base64EncodedString()
        let asked = try await api.post("/returns/import", ["name": "month.csv", "content": .text(content), "dryRun": true], as: .factory)
        #expect(asked.json["sound"] == false && asked.json["questions"]?.list?.first?["kind"] == "separator", "\(asked.json)")
        let columns = asked.json["columns"]?.list ?? []
        let answers: JSON = [
            ["column": columns[1]["key"] ?? .null, "separator": "groups"], ["column": columns[2]["key"] ?? .null, "holds": "-"],
        ]
        let taken = try await api.post("/returns/import", ["name": "month.csv", "content": .text(content), "columns": answers], as: .factory)
        #expect(taken.json["sound"] == true && taken.json["returns"]?.list?.count == 1, "\(taken.json)")
    }

    /// An office's system counts what came, follows what did not, and loads the year's holidays.
    static func counting(_ api: APICountry) async throws {
        while try await api.country.platform.openPeriods(limit: 100) > 0 {}
        api.country.clock.advance(days: 30)
        while try await api.country.platform.openPeriods(limit: 100) > 0 {}
        let counted = try await api.get("/returns/completeness?period=2026-09&by=dataSet", as: .ministry)
        let months = counted.json["groups"]?.list?.first { $0["key"] == "factoryMonthly" }
        #expect(months?["arrived"] == 1 && counted.json["officers"]?.list?.first?["decided"] == 1, "\(counted.json)")
        let behind = try await api.get("/returns/completeness/returns?period=2026-09&show=arrived", as: .ministry)
        #expect(behind.json["returns"]?.list?.first?["site"] == .text(api.country.site(.factory).description), "\(behind.json)")
        // Of months: the quarter that ends in them is counted with them, and what is behind a figure is as many as it says.
        let span = "from=2026-08&until=2026-09&province=12"
        let summed = try await api.get("/returns/completeness?by=dataSet&\(span)", as: .ministry)
        #expect(summed.json["period"] == .null && summed.json["from"] == "2026-08" && summed.json["until"] == "2026-09", "\(summed.json)")
        let all = try await api.get("/returns/completeness/returns?limit=100&\(span)", as: .ministry)
        let counts = summed.json["groups"]?.list?.compactMap { $0["owed"]?.whole } ?? []
        #expect(counts.reduce(0, +) == Int64(all.json["returns"]?.list?.count ?? 0) && !counts.isEmpty, "\(summed.json) \(all.json)")
        let periods = Set(all.json["returns"]?.list?.compactMap { $0["period"]?.text } ?? [])
        #expect(periods.contains("2026-Q3"), "\(all.json)")
        for (asked, missing) in [("", "period"), ("?from=2026-08", "until")] {
            let refused = try await api.get("/returns/completeness" + asked, as: .ministry)
            #expect(refused.status == 422 && refused.json["problems"]?.list?.first?["parameter"] == .text(missing), "\(refused.json)")
        }
        let late = try await api.get("/returns/late?level=firm", as: .ministry)
        let key = try #require(late.json["returns"]?.list?.first?["key"]?.text)
        let reminded = try await api.post("/returns/late/remind", ["returns": [.text(key), "1.none.2026-09"]], as: .ministry)
        #expect(reminded.json["reminded"]?.list == [.text(key)] && reminded.json["refused"]?.list?.count == 1, "\(reminded.json)")
        let days = try await api.get("/holidays", as: nil)
        #expect(days.json["holidays"]?.list?.contains { $0["day"] == "2026-11-09" && $0["official"] == false } == true)
        let head = "country,day,name_en,name_km,name_vi,standing,source,confidence\n"
        let wrong = try await api.post("/holidays", ["csv": .text(head + "KH,2027-02-30,A day,,,official,Sub-decree,high\n")], as: .ministry)
        #expect(wrong.status == 422 && wrong.pointers == ["/csv"], "\(wrong.json)")
        let loaded = try await api.post("/holidays", ["csv": .text(head + "KH,2027-02-03,A day,,,official,Sub-decree,high\n")], as: .ministry)
        #expect(loaded.json["holidays"]?.list?.contains { $0["day"] == "2027-02-03" && $0["official"] == true } == true, "\(loaded.json)")
    }
}
