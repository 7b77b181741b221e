// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Foundation
import Testing

extension EveryRouteTests {
    /// A factory's own system sends what its laboratory found.
    func discharge(_ api: APICountry) async throws {
        let today = api.country.platform.today
        let outlet = try await api.post(
            "/discharge/outlets",
            [
                "site": .text(api.country.site(.factory).description), "code": "OUT-1", "medium": "water", "receiving": "sewer", "column": "public_sewer",
                "openedOn": .text(today.adding(days: -500).description),
            ])
        #expect(outlet.status == 201, "\(outlet.json)")
        let path = "/discharge/outlets/\(outlet.id)"
        let sheet: JSON = [
            "sampledOn": .text(today.adding(days: -40).description), "laboratory": "Lab A",
            "results": [
                ["parameter": "COD", "value": "140.5", "unit": "mg/L"], ["parameter": "Zn", "operator": "<", "detectionLimit": "10", "unit": "µg/L"],
            ],
        ]
        let sent = try await api.post(path + "/results", sheet)
        #expect(sent.status == 201 && sent.json["cases"]?.list?.count == 1, "\(sent.json)")
        #expect(try await api.post(path + "/results", sheet).json["known"] == 2)
        let wrong: JSON = [
            "sampledOn": .text(today.adding(days: -40).description), "laboratory": "Lab A", "results": [["parameter": "COD", "value": "1", "unit": "litre"]],
        ]
        #expect(try await api.post(path + "/results", wrong).json["problems"]?.list?.first?["pointer"] == "/results/0/unit")
        let page = try await api.get(path)
        let first = try #require(page.json["results"]?.list?.first { $0["parameter"] == "cod" })
        #expect(first["standard"]?["finding"] == "exceeded" && first["standard"]?["confidence"] == "medium", "\(first)")
        let result = first["id"]?.text ?? ""
        #expect(try await api.get("/discharge/results/\(result)").json["permit"]?["reason"] == "noPermitLimit")
        #expect(try await api.get("/discharge/results", as: .ministry).json["results"]?.list?.count == 2)
        #expect(try await api.get("/discharge/results", as: .secondFactory).json["results"]?.list?.isEmpty == true)
        #expect(try await api.get("/discharge/outlets?limit=1").json["outlets"]?.list?.first?["openCases"] == 1)
        try await cases(api, result: result, outlet: outlet.id)
        let csv = "outlet;sampled_on;laboratory;parameter;value;unit\nOUT-1;04/02/2026;Lab A;Copper;0,123;mg/L\n"
        let content = JSON.text(Data(csv.utf8).base64EncodedString())
        let asked = try await api.post("/discharge/import", ["name": "lab.csv", "content": content])
        #expect(asked.json["sound"] == false && asked.json["good"] == 0, "\(asked.json)")
        let told: JSON = ["name": "lab.csv", "content": content, "separator": "decimals", "dayFirst": true, "dryRun": false]
        let taken = try await api.post("/discharge/import", told)
        #expect(taken.json["good"] == 1 && taken.json["results"]?.list?.count == 1, "\(taken.json)")
        #expect(try await api.post("/discharge/import", told).json["known"] == 1)
        let changed = try await api.post(path, ["version": 1, "name": "Gate", "receiving": "river", "column": "protected"])
        #expect(changed.status == 200 && changed.json["standings"]?.list?.count == 2, "\(changed.json)")
        #expect(try await api.post(path, ["version": 1, "name": "Gate", "receiving": "river"]).status == 409)
        let withdrawn = try await api.post("/discharge/results/\(result)/withdraw", ["version": 1, "reason": "Wrong bottle"])
        #expect(withdrawn.json["withdrawn"] == true, "\(withdrawn.json)")
    }

    private func cases(_ api: APICountry, result: String, outlet: String) async throws {
        let today = api.country.platform.today
        let opened = try await api.post("/discharge/results/\(result)/case", [:])
        #expect(opened.status == 200 && opened.json["state"] == "open", "\(opened.json)")
        let path = "/discharge/cases/\(opened.id)"
        #expect(try await api.get("/discharge/cases?show=running", as: .ministry).json["cases"]?.list?.count == 1)
        let plan: [JSON.Member] = [
            .of("version", .whole(opened.version)), .of("step", "plan"), .of("words", "Mend the aerator"), .of("owner", "Utilities"),
            .of("due", .text(today.adding(days: 20).description)),
        ]
        let planned = try await api.post(path + "/steps", .object(plan))
        #expect(planned.status == 200 && planned.json["action"] == "Mend the aerator", "\(planned.json)")
        #expect(try await api.post(path + "/steps", .object(plan)).status == 409)
        let file: JSON = ["version": .whole(planned.version), "step": "evidence", "file": "JVBERi0xLjQgcmVjZWlwdA=="]
        let proved = try await api.post(path + "/steps", file)
        let hash = proved.json["events"]?.list?.last?["file"]?.text ?? ""
        #expect(try await api.get(path + "/files/\(hash)").json["mediaType"] == "application/pdf", "\(proved.json)")
        let close: JSON = ["version": .whole(proved.version), "step": "close", "words": "Seen"]
        #expect(try await api.post(path + "/steps", close, as: .ministry).status == 403)
        #expect(try await api.get(path, as: .ministry).json["steps"]?.list == ["comment", "evidence"])

        let month = today.adding(days: -40).month
        let volume = try await api.post(
            "/discharge/outlets/\(outlet)/volumes", ["month": .text(month.description), "cubicMetres": "1000", "method": "metered"])
        #expect(volume.json["millilitres"] == 1_000_000_000, "\(volume.json)")
        let trend = try await api.get("/discharge/outlets/\(outlet)/trend")
        let cod = trend.json["series"]?.list?.first { $0["parameter"] == "cod" }
        #expect(cod?["months"]?.list?.contains { $0["loadLowGrams"] == 140_500 } == true, "\(trend.json)")
        let limits = try await api.get("/discharge/limits")
        #expect(limits.json["limits"]?.list?.count == 104)
        let csv = "limit_id,country,medium,standard,column,receiving_water,parameter,unit,operator,lower,upper,valid_from,valid_until,source,confidence,note\n"
        let row = "KH.AIR.1,KH,air,Test decree,,,dust,mg/Nm3,<=,,100,2020-01-01,,gazette,high,\n"
        #expect(try await api.post("/discharge/limits", ["csv": .text(csv + row)], as: .ministry).json["limits"]?.list?.count == 105)
        #expect(try await api.post("/discharge/limits", ["csv": .text(csv + row)]).status == 403)
        let permit: JSON = [
            "parameter": "cod", "relation": "<=", "upper": "60", "unit": "mg/L", "permit": "P-1", "issuedBy": "MoE", "validFrom": "2020-01-01",
            "source": "paper",
        ]
        let recorded = try await api.post("/discharge/sites/\(api.country.site(.factory))/permit-limits", permit, as: .ministry)
        #expect(recorded.status == 201, "\(recorded.json)")
        #expect(try await api.get("/discharge/results/\(result)").json["permit"]?["finding"] == "exceeded")
    }
}
