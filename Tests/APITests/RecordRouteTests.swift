// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Operations
import Testing

extension EveryRouteTests {
    /// Loads without a digital note, as a plant's own system reports them.
    func records(_ api: APICountry) async throws {
        func load(_ amount: String) -> JSON {
            [
                "recorder": "receiver", "origin": "paper", "otherNumber": "A-17", "sender": ["site": .text(api.country.site(.factory).description)],
                "carrier": ["name": "A blue pick-up", "phone": "012 345 678"], "receiverSite": .text(api.country.site(.plant).description),
                "lines": [["waste": "040222", "quantity": ["amount": .text(amount), "unit": "kg"]]], "intended": "R3",
                "receivedAt": .text("\(api.country.platform.today.adding(days: -1))T03:15:00Z"), "photos": ["/9j/4AAQ"],
            ]
        }
        let bare = try await api.post(
            "/loads", ["recorder": "receiver", "origin": "paper", "sender": [:], "carrier": [:], "receiverSite": "1", "lines": [], "intended": "R3"], as: .plant
        )
        #expect(bare.status == 422)
        let first = try await api.post("/loads", load("81.5"), as: .plant)
        #expect(first.status == 201 && first.json["state"] == "accepted", "\(first.json)")
        #expect(first.json["trail"]?["late"] == .bool(true) && first.json["trail"]?["toldCarrier"]?["name"] == "A blue pick-up")
        #expect(first.json["trail"]?["receivedAt"] == .text("\(api.country.platform.today.adding(days: -1))T03:15:00Z"))
        let seen = try await api.get("/notes/\(first.id)")
        #expect(seen.json["actions"]?.list?.contains { $0["step"] == "confirm" } == true, "\(seen.json)")
        let confirmed = try await api.step("confirmation", seen, as: .factory)
        #expect(confirmed.json["trail"]?["standing"] == "confirmed")

        let second = try await api.post("/loads", load("90"), as: .plant)
        #expect(try await api.get("/notes?late=yes", as: .plant).json["notes"]?.list?.map { $0["id"] } == [second.json["id"]])
        let disputed = try await api.step("dispute", second, [.of("reason", "not our truck")], as: .factory)
        #expect(disputed.json["trail"]?["disputeReason"] == "not our truck")
        let named = try await api.step(
            "sender", disputed, [.of("site", .text(api.country.site(.secondFactory).description)), .of("remark", "plate known")], as: .ministry)
        #expect(named.json["sender"]?["organisation"] == .text(api.country.organisation(.secondFactory).description))
        let again = try await api.step("dispute", named, [.of("reason", "nor ours")], as: .secondFactory)
        let voided = try await api.step("dispute-decision", again, [.of("stands", .bool(false))], as: .ministry)
        #expect(voided.json["state"] == "cancelled" && voided.json["trail"]?["decision"] == "voided")
    }

    /// A sender's own system enters a paper whose load was taken from stock.
    func paperFromStock(_ api: APICountry) async throws {
        let source = try await api.country.received(api.country.form("500", to: .collector), at: .collector)
        let lot = try #require(try await api.country.lots(of: [source], at: .collector).first)
        func load(_ amount: String) -> JSON {
            [
                "recorder": "sender", "origin": "paper", "sender": ["site": .text(api.country.site(.collector).description)],
                "carrier": ["site": .text(api.country.site(.haulier).description)], "receiverSite": .text(api.country.site(.plant).description),
                "lines": [["waste": "040222", "quantity": ["amount": .text(amount), "unit": "kg"], "lot": .text(lot.account)]], "intended": "R3",
                "collectedAt": .text("\(api.country.platform.today.adding(days: -1))T03:15:00Z"), "photos": ["/9j/4AAQ"],
            ]
        }
        let before = try await api.country.grams(.held, of: .collector)
        let over = try await api.post("/loads", load("501"), as: .collector)
        #expect(over.status == 422 && "\(over.json)".contains("500") && "\(over.json)".contains("501"), "\(over.json)")
        let made = try await api.post("/loads", load("125"), as: .collector)
        #expect(made.status == 201 && made.json["state"] == "inTransit", "\(made.json)")
        #expect(try await api.country.grams(.held, of: .collector) == before - 125_000)
    }

    /// Blank paper notes and outages.
    func papers(_ api: APICountry) async throws {
        let printed = try await api.post("/paper", ["count": 2], as: .factory)
        #expect(printed.status == 201, "\(printed.json)")
        let numbers = printed.json["numbers"]?.list?.compactMap(\.text) ?? []
        #expect(numbers.count == 2)
        #expect(try await api.get("/paper/batches/\(printed.id)").json["numbers"] == printed.json["numbers"])
        let blank = try await api.get("/paper").json["sheets"]?.list?.first
        #expect(blank?["actions"]?.list?.first?["action"] == "void")
        let voided = try await api.post("/paper/void", ["number": .text(numbers[0]), "reason": "torn"], as: .factory)
        #expect(voided.json["state"] == "voided", "\(voided.json)")
        let list = try await api.get("/paper?limit=1", as: .factory)
        #expect(list.json["sheets"]?.list?.first?["voidReason"] == "torn" && list.json["next"]?.text?.contains("after=") == true)
        let month = api.country.platform.today.month
        let narrowed = try await api.get(
            "/paper?firm=KH00200000&from=\(month)&until=\(month)&batch=\(printed.id)&state=blank", as: .ministry)
        #expect(narrowed.json["sheets"]?.list?.map { $0["number"] } == [.text(numbers[1])], "\(narrowed.json)")
        #expect(try await api.get("/paper/\(numbers[1])", as: nil).json["state"] == "blank")
        let day = api.country.platform.today
        let declared = try await api.post(
            "/outages",
            ["from": .text("\(day.adding(days: -3))T01:00:00Z"), "until": .text("\(day.adding(days: -2))T01:00:00Z"), "reason": "No power."], as: .ministry)
        #expect(declared.status == 201, "\(declared.json)")
        let one = try await api.get("/outages/\(declared.id)", as: .ministry)
        #expect(one.json["actions"]?.list?.first?["action"] == "end" && one.version == declared.version)
        let ended = try await api.post(
            "/outages/\(declared.id)/end", ["version": .whole(declared.version), "until": .text("\(day.adding(days: -2))T03:30:00Z")], as: .ministry)
        #expect(ended.json["until"] == .text("\(day.adding(days: -2))T03:30:00Z") && ended.version == 2)
        #expect(try await api.get("/outages", as: nil).json["outages"]?.list?.map { $0["actions"] } == [[]])
        var provincial: JSON = [
            "from": .text("\(day.adding(days: -3))T01:00:00Z"), "until": .text("\(day.adding(days: -2))T01:00:00Z"), "reason": "No line.",
        ]
        #expect(try await api.post("/outages", provincial, as: .department).json["province"] == "08")
        provincial = [
            "from": .text("\(day.adding(days: -3))T01:00:00Z"), "until": .text("\(day.adding(days: -2))T01:00:00Z"), "reason": "No line.",
            "province": "12",
        ]
        let elsewhere = try await api.post("/outages", provincial, as: .department)
        #expect(elsewhere.status == 422 && "\(elsewhere.json)".contains("/province"), "\(elsewhere.json)")
    }
}
