// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Foundation
import Operations
import Testing

/// Greenhouse gases of sites, and the factors that are loaded for them.
enum EmissionSteps {
    /// A firm's system reads its greenhouse gases, and the ministry's loads a factor.
    static func all(_ api: APICountry) async throws {
        let path = "/sites/\(api.country.site(.factory))/greenhouse-gases?from=2026-09&until=2026-10"
        let found = try await api.get(path)
        #expect(found.json["months"]?.list?.count == 2, "\(found.json)")
        #expect(try await api.get("/greenhouse-gases/rules").json["rules"]?.list?.count ?? 0 > 50)
        let header = "ef_id,category,item,parameter,gas,value,low,high,unit,biogenic,region,year,source,source_ref,confidence,note,valid_from"
        let row = "grid.KH.2026.official,grid_electricity,Cambodia grid,EF direct,CO2e,0.25,,,tCO2e/MWh,0,KH,2026,Letter 3/2026,,high,,2026-10-01"
        let loaded = try await api.post("/greenhouse-gases/factors", ["csv": .text("\(header)\n\(row)\n")], as: .ministry)
        #expect(loaded.json["factors"]?.list?.count == 1, "\(loaded.json)")
        #expect(
            try await api.post("/greenhouse-gases/factors", ["csv": .text(header + "\n" + row.replacing("0.25", with: "much"))], as: .ministry).status == 422)
        #expect(try await api.post("/greenhouse-gases/factors", ["csv": .text("\(header)\n\(row)\n")]).status == 403)
        _ = try await api.get("/greenhouse-gases/factors")
        let picture = try await api.get("/nation/picture?from=2026-09&until=2026-10", as: .ministry)
        #expect(picture.json["waste"]?["declared"]?.whole ?? 0 > 0 && picture.json["expected"] == .null, "\(picture.json)")
        for by in ["province", "sector", "size", "park", "chapter", "treatment", "month"] {
            #expect(try await api.get("/nation/groups?from=2026-09&until=2026-10&by=\(by)", as: .ministry).status == 200)
        }
        let one = try await api.get("/nation/reports?province=12&month=2026-09", as: .ministry).json
        #expect(
            one["returns"]?.list != nil && one["sites"]?.list != nil && one["whole"]?["sewerMillilitres"] != nil,
            "the list of returns stays beside that of sites")
        let span = "from=2026-01&until=2027-06"
        for group in ["", "&province=12", "&sector=14", "&size=none", "&zone=none"] {
            let reports = try await api.get("/nation/reports?\(span)" + group, as: .ministry).json
            let sites = try #require(reports["sites"]?.list)
            func sum(_ name: String) -> Int64 { sites.reduce(0) { $0 + ($1["figures"]?[name]?.whole ?? 0) } }
            #expect(reports["next"]?.text != nil || sum("sewerMillilitres") == reports["whole"]?["sewerMillilitres"]?.whole, "\(group)")
            let outlets = try await api.get("/nation/outlets?\(span)" + group, as: .ministry).json
            let volume = outlets["outlets"]?.list?.reduce(Int64(0)) { $0 + ($1["millilitres"]?.whole ?? 0) }
            #expect(volume == outlets["whole"]?["millilitres"]?.whole, "\(group)")
        }
        let all = try await api.get("/nation/reports?\(span)", as: .ministry).json
        let site = try #require(all["sites"]?.list?.first?["site"]?.text, "\(all)")
        let months = try await api.get("/nation/reports?\(span)&site=\(site)", as: .ministry).json
        #expect(months["sites"]?.list?.first?["month"]?.text != nil)
        #expect(try await api.get("/nation/reports?province=12", as: .ministry).status == 422)
        #expect(try await api.get("/nation/outlets?province=12&zone=none&month=2026-09", as: .ministry).status == 422)
    }
}
