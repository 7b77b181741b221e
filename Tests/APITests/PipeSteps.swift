// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Discharge
import Domain
import Foundation
import Operations
import Testing

/// Wastewater by pipe, as the systems of a factory and of the ministry would use it.
enum PipeSteps {
    static func all(_ api: APICountry) async throws {
        let country = api.country
        let works = try await country.wastewaterWorks()
        let outlet = try await country.outlet("OUT-9")
        let path = "/discharge/outlets/\(outlet.id)/pipe"
        #expect(try await api.post(path, ["works": .text(country.site(.plant).description)]).status == 422)
        let unknown = try await api.post(path, ["works": "unknown", "from": .text(outlet.openedOn.description)])
        #expect(unknown.json["pipe"]?["state"] == "unknown", "\(unknown.json)")
        let ended = try await api.post(
            "/discharge/pipes/\(unknown.json["pipe"]?["id"]?.text ?? "")/end",
            ["version": 1, "until": .text(outlet.openedOn.adding(days: 3).description)])
        #expect(ended.status == 200, "\(ended.json)")
        let named = try await api.post(
            path, ["works": .text(works.site.description), "from": .text(outlet.openedOn.adding(days: 4).description)])
        let id = named.json["pipe"]?["id"]?.text ?? ""
        #expect(named.json["pipe"]?["state"] == "named", "\(named.json)")
        let pipe = try #require(PipeID(text: id))
        _ = try await country.platform.answerPipe(pipe, confirms: true, version: 1, by: works.actor)
        #expect(try await api.get("/discharge/pipes").json["pipes"]?.list?.count == 2)
        #expect(try await api.get("/discharge/pipes/\(id)").json["pipe"]?["state"] == "confirmed")
        let month = country.platform.today.month.adding(months: -1).description
        #expect(try await api.get("/discharge/pipes/\(id)/months/\(month)").json["month"] == .null)
        let stated = try await api.post("/discharge/pipes/\(id)/months", ["version": 0, "month": .text(month), "opening": "100", "closing": "180.5"])
        #expect(stated.json["month"]?["senderReading"]?["millilitres"] == "80500000", "\(stated.json)")
        #expect(try await api.post("/discharge/pipes/\(id)/months", ["version": 0, "month": .text(month), "volume": "1"]).status == 409)
        var other = PipeReadingForm()
        other.volume = "82"
        let both = try await country.platform.statePipeMonth(pipe, month: month, other, version: 1, by: works.actor)
        let agreed = try await api.post("/discharge/pipe-months/\(both.id)/steps", ["version": .whole(Int64(both.version)), "step": "agree"])
        #expect(agreed.json["month"]?["senderAgrees"] == .bool(true) && agreed.json["isWithin"] == .bool(true), "\(agreed.json)")
        let done = try await country.platform.takePipeStep(.agree, in: both.id, version: both.version + 1, by: works.actor)
        let page = try await api.get("/discharge/pipes/\(id)/months/\(month)")
        #expect(page.json["month"]?["agreed"]?["grams"] == "82000000" && page.json["month"]?["agreed"]?["density"]?["standing"] == "assumed", "\(page.json)")
        #expect(done.state == .agreed)
        // The works' own system would answer; here another pipe waits for it and the ministry of industry may not.
        let third = try await country.outlet("OUT-8")
        let waits = try await api.post("/discharge/outlets/\(third.id)/pipe", ["works": .text(works.site.description)])
        let answer: JSON = ["version": 1, "confirms": .bool(true)]
        #expect(try await api.post("/discharge/pipes/\(waits.json["pipe"]?["id"]?.text ?? "")/answer", answer, as: .ministry).status == 403)
        var form = TokenForm()
        form.label = "works"
        form.days = "60"
        form.scopes = works.actor.tokenScopes
        let token = try await country.platform.makeToken(form, by: works.actor).token
        let confirmed = try await api.post(
            "/discharge/pipes/\(waits.json["pipe"]?["id"]?.text ?? "")/answer", answer, as: nil, headers: ["Authorization": "Bearer \(token)"])
        #expect(confirmed.json["pipe"]?["state"] == "confirmed", "\(confirmed.json)")
    }
}
