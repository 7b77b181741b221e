// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
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
        let changed = try await api.post(path, ["version": 1, "name": "Gate", "receiving": "river", "column": "protected"])
        #expect(changed.status == 200 && changed.json["standings"]?.list?.count == 2, "\(changed.json)")
        #expect(try await api.post(path, ["version": 1, "name": "Gate", "receiving": "river"]).status == 409)
        let withdrawn = try await api.post("/discharge/results/\(result)/withdraw", ["version": 1, "reason": "Wrong bottle"])
        #expect(withdrawn.json["withdrawn"] == true, "\(withdrawn.json)")
    }
}
