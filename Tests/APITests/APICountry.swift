// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import HTTPSupport
import Identity
import Operations
import Synchronization
import Testing
import WebSupport
import WebUI

/// A test country behind the API, with a token for each firm. Every answer is held against the document.
final class APICountry: Sendable {
    let country: TestCountry
    let probe: WebProbe
    private let tokens: [TestFirm: String]
    private let validator: SchemaValidator
    /// Names of the routes that answered with success.
    let succeeded = Mutex<Set<String>>([])

    private init(country: TestCountry, probe: WebProbe, tokens: [TestFirm: String], document: JSON) {
        self.country = country
        self.probe = probe
        self.tokens = tokens
        validator = SchemaValidator(document: document)
    }

    /// - Parameter uptime: microseconds of the clock that requests are counted by.
    static func with<T>(
        bounds: RequestBounds = .standard, isBehindProxy: Bool = false, uptime: @escaping @Sendable () -> Int64 = APIDoor.uptime,
        _ body: (APICountry) async throws -> T
    ) async throws -> T {
        try await withTestCountry { country in
            var site = BaitongSite.site
            site.extensions = [APIDoor(platform: country.platform, bounds: bounds, uptime: uptime).door]
            let probe = WebProbe(WebServer(platform: country.platform, site: site, isBehindProxy: isBehindProxy))
            var tokens: [TestFirm: String] = [:]
            for firm in TestFirm.allCases { tokens[firm] = try await token(of: firm, in: country) }
            let document = try JSONReading.value(try await probe.get("/api/v1/openapi.json").bytes)
            return try await body(APICountry(country: country, probe: probe, tokens: tokens, document: document))
        }
    }

    /// A token with these scopes, or with all that the firm's person could use.
    static func token(of firm: TestFirm, in country: TestCountry, _ scopes: Set<TokenScope>? = nil, days: String = "60") async throws -> String {
        var form = TokenForm()
        form.label = "test"
        form.days = days
        form.scopes = scopes ?? country.actor(firm).tokenScopes
        return try await country.platform.makeToken(form, by: country.actor(firm)).token
    }

    struct Answer: Sendable {
        var status: Int
        var json: JSON
        var web: WebAnswer

        var id: String { json["id"]?.text ?? "" }
        var version: Int64 { json["version"]?.whole ?? -1 }
        /// Codes of all faults.
        var codes: [String] { json["problems"]?.list?.compactMap { $0["code"]?.text } ?? [] }
        var pointers: [String] { json["problems"]?.list?.compactMap { $0["pointer"]?.text } ?? [] }
    }

    func get(_ path: String, as firm: TestFirm? = .factory, headers: [String: String] = [:]) async throws -> Answer {
        try check("GET", path, try await probe.get("/api/v1" + path, headers: bearer(firm, headers)))
    }

    func post(_ path: String, _ body: JSON, as firm: TestFirm? = .factory, headers: [String: String] = [:]) async throws -> Answer {
        try await post(path, bytes: body.bytes, as: firm, headers: headers)
    }

    func post(_ path: String, bytes: [UInt8], as firm: TestFirm? = .factory, headers: [String: String] = [:]) async throws -> Answer {
        let headers = bearer(firm, ["Content-Type": "application/json"].merging(headers) { $1 })
        return try check("POST", path, try await probe.post("/api/v1" + path, bytes: bytes, headers: headers))
    }

    private func bearer(_ firm: TestFirm?, _ headers: [String: String]) -> [String: String] {
        guard let firm, let token = tokens[firm] else { return headers }
        return ["Authorization": "Bearer \(token)"].merging(headers) { $1 }
    }

    /// Holds an answer against the schema that the document gives for its route and status.
    private func check(_ method: String, _ path: String, _ web: WebAnswer) throws -> Answer {
        let json = try JSONReading.value(web.bytes)
        let answer = Answer(status: web.status, json: json, web: web)
        let isProblem = web.status >= 400
        #expect(web.header("RateLimit") != nil && web.header("RateLimit-Policy") != nil, "\(method) \(path)")
        #expect(web.header("Content-Type") == (isProblem ? "application/problem+json" : "application/json"), "\(method) \(path)")
        guard let route = Self.route(method, path) else {
            #expect([404, 405, 429].contains(web.status))
            return answer
        }
        let operation = validator.document["paths"]?[route.path]?[method.lowercased()]
        var said = try #require(operation?["responses"]?[String(web.status)], "\(route.name) answered \(web.status), which the document does not tell")
        if let name = said["$ref"]?.text?.split(separator: "/").last { said = try #require(validator.document["components"]?["responses"]?[String(name)]) }
        let schema = try #require(said["content"]?[isProblem ? "application/problem+json" : "application/json"]?["schema"])
        #expect(validator.faults(json, schema).isEmpty, "\(route.name): \(validator.faults(json, schema).prefix(5))")
        checkActions(json, "\(method) \(path)")
        if !isProblem { _ = succeeded.withLock { $0.insert(route.name) } }
        return answer
    }

    /// Every action that an answer offers leads to a route of the table that takes the body it names.
    private func checkActions(_ value: JSON, _ place: String) {
        if value["schema"] != nil, let href = value["href"]?.text, let method = value["method"]?.text {
            let route = Self.route(method, String(href.dropFirst("/api/v1".count)))
            #expect(route != nil && href.hasPrefix("/api/v1/"), "\(place): \(href)")
            let body = route.flatMap {
                validator.document["paths"]?[$0.path]?["post"]?["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]?.text
            }
            #expect(body?.split(separator: "/").last.map(String.init) == value["schema"]?.text, "\(place): \(href)")
        }
        for item in value.list ?? [] { checkActions(item, place) }
        for member in value.members ?? [] { checkActions(member.value, place) }
    }

    private static func route(_ method: String, _ path: String) -> APIRoute? {
        let given = path.prefix { $0 != "?" }.split(separator: "/")
        return APIRoutes.all.filter { route in
            let wanted = route.path.split(separator: "/")
            return route.method.rawValue == method && wanted.count == given.count && zip(wanted, given).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }.min { $0.parameters.count < $1.parameters.count }
    }

    // MARK: Bodies

    /// One load from the factory to the plant by the haulier, unless others are named.
    func load(_ amount: String = "1240", to receiver: TestFirm = .plant, issue: Bool = false) -> JSON {
        [
            "senderSite": .text(country.site(.factory).description), "carrierSites": [.text(country.site(.haulier).description)],
            "receiverSite": .text(country.site(receiver).description), "intended": "R3",
            "lines": [["waste": "040222", "quantity": ["amount": .text(amount), "unit": "kg", "method": "weighed"]]], "issue": .bool(issue),
        ]
    }

    func issued(_ amount: String = "1240", to receiver: TestFirm = .plant) async throws -> Answer {
        try await post("/notes", load(amount, to: receiver, issue: true))
    }

    /// A step of a note by a firm.
    func step(_ step: String, _ note: Answer, _ more: [JSON.Member] = [], as firm: TestFirm) async throws -> Answer {
        try await post("/notes/\(note.id)/\(step)", .object([JSON.Member("version", .whole(note.version))] + more), as: firm)
    }
}

extension JSON.Member {
    static func of(_ name: String, _ value: JSON) -> JSON.Member { JSON.Member(name, value) }
}
