// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Identity
import Operations
import Wording

// API: the second door to the same operations as the pages, for other systems. Its routes are one table; the document at
// `/api/v1/openapi.json`, the check of what comes in and the writing of what goes out are all made from it.
//
//   APIRoute, APIRoutes      what answers where: one table, one file an area
//   Schema                   what a JSON value may be: printed into the document, and checked on every request
//   Shape                    a schema with the function that writes a value of ours by it; the two cannot drift apart
//   APIDoor                  from a request to an answer: token, scope, body, key, problem details
//   NextAction               what a token may do with a thing now, and how
//   RequestLimiter           how many requests a token or an address may make
//   JSONReading              bounded reading of values

/// One operation of the API: everything that the document says of it, and what answers.
public struct APIRoute: Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST" }

    public enum Access: Sendable, Hashable {
        /// For everybody, without a token.
        case open
        /// Any good token.
        case token
        case scope(TokenScope)
    }

    /// A group in the document.
    public enum Area: String, Sendable, CaseIterable {
        case me = "Me", notes = "Notes", steps = "Steps of a note", drivers = "Drivers' codes", rounds = "Collection rounds", book = "Book and lots"
        case registers = "Registers", arrangements = "Standing arrangements", registry = "Registry", people = "People", nation = "Nation", lists = "Lists"
        case rules = "Rules and wording", paper = "Paper notes and outages", seal = "The seal", returns = "Returns"
        case discharge = "Discharge"
        case calculations = "Calculations"
    }

    /// A query parameter.
    public struct Parameter: Sendable {
        var name: String
        var schema: Schema
        var isRequired = false

        static func optional(_ name: String, _ schema: Schema, _ about: String) -> Parameter { Parameter(name: name, schema: schema.said(about)) }
        static func required(_ name: String, _ schema: Schema, _ about: String) -> Parameter {
            Parameter(name: name, schema: schema.said(about), isRequired: true)
        }
        /// How many at once.
        static func limit(_ most: Int64 = 100) -> Parameter { optional("limit", .whole(1...most), "How many at most; 25 unless said.") }
        static let before = optional("before", .id, "Only what comes after this one in the list; taken from `next`.")
        static let after = optional("after", .id, "Only what comes after this one in the list; taken from `next`.")
    }

    public let method: Method
    /// Below `/api/v1`, with parameters in braces: `/notes/{id}`.
    public let path: String
    /// The operation's name in the document, such as `weighNote`.
    public let name: String
    public let area: Area
    public let summary: String
    public let access: Access
    let query: [Parameter]
    let request: Schema?
    let answer: Schema
    /// Of success.
    public let status: Int
    /// Where the operation's own names of fields stand in the body; `#` is a number. Others are found by their name.
    let fields: [String: String]
    /// The answer holds a code that is shown once, so it is not kept for a request that is sent again.
    let isSecret: Bool
    /// Largest body taken, bytes.
    let bodyMax: Int
    let handle: @Sendable (APICall) async throws -> JSON

    static func get<Value: Sendable>(
        _ path: String, _ name: String, _ area: Area, _ access: Access, _ summary: String, query: [Parameter] = [], _ shape: Shape<Value>,
        _ handle: @escaping @Sendable (APICall) async throws -> Value
    ) -> APIRoute {
        APIRoute(
            method: .get, path: path, name: name, area: area, summary: summary, access: access, query: query, request: nil, answer: shape.schema, status: 200,
            fields: [:], isSecret: false, bodyMax: 0
        ) { shape.write(try await handle($0)) }
    }

    static func post<Value: Sendable>(
        _ path: String, _ name: String, _ area: Area, _ access: Access, _ summary: String, takes request: Schema, fields: [String: String] = [:],
        status: Int = 200, isSecret: Bool = false, bodyMax: Int = 200_000, _ shape: Shape<Value>,
        _ handle: @escaping @Sendable (APICall) async throws -> Value
    ) -> APIRoute {
        APIRoute(
            method: .post, path: path, name: name, area: area, summary: summary, access: access, query: [], request: request, answer: shape.schema,
            status: status, fields: fields, isSecret: isSecret, bodyMax: bodyMax
        ) { shape.write(try await handle($0)) }
    }

    var pieces: [Substring] { path.split(separator: "/") }
    /// Names of the path's parameters, in order.
    public var parameters: [String] { pieces.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) } }

    /// Where a field of the operation stands in the body.
    func pointer(of field: String) -> String {
        if field.isEmpty || field.hasPrefix("/") { return field }
        let digits = field.drop { !$0.isNumber }.prefix { $0.isNumber }
        let pattern = digits.isEmpty ? field : String(field[..<digits.startIndex]) + "#" + String(field[digits.endIndex...])
        if let place = fields[pattern] { return place.split(separator: "#", omittingEmptySubsequences: false).joined(separator: String(digits)) }
        // valid_until is validUntil.
        let words = field.split(separator: "_")
        let name = words.prefix(1).map(String.init) + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
        guard case .object(_, let members, _) = request?.kind, members.contains(where: { $0.name == name.joined() }) else { return "" }
        return "/" + name.joined()
    }
}

/// What a route's handler gets: everything was checked against the route's schemas before.
struct APICall: Sendable {
    let platform: Platform
    let words: Words
    let bearer: Bearer?
    /// Path parameters by name.
    let path: [String: String]
    /// Query parameters as an object.
    let query: JSON
    var body: JSON
    /// Network address of the caller.
    let address: String
    /// The path asked for, `/api/v1` included.
    let location: String
    /// Runs another route for one item of a list, under a key of its own.
    let run: @Sendable (APIRoute, APICall, _ item: Int, Pointer) async -> APIResult

    /// - Throws: ``PlatformError/notFound`` where nobody is known; routes with a token always have one.
    func actor() throws -> Actor {
        guard let bearer else { throw PlatformError.notFound }
        return bearer.actor
    }

    /// A path parameter read as an identifier. Nonsense answers like a missing thing.
    func id<Kind>(_ name: String = "id", _ kind: Kind.Type = Kind.self) throws -> Identifier<Kind> {
        guard let id = Identifier<Kind>(text: path[name] ?? "") else { throw PlatformError.notFound }
        return id
    }

    /// A query parameter read as an identifier.
    func cursor<Kind>(_ name: String, _ kind: Kind.Type = Kind.self) -> Identifier<Kind>? { query[name]?.text.flatMap { Identifier<Kind>(text: $0) } }
    var limit: Int { Int(query["limit"]?.whole ?? 25) }
    func has(_ scope: TokenScope) -> Bool { bearer?.scopes.contains(scope) ?? false }
    var version: Int { body.int("version") ?? 0 }

    /// Where a list goes on: this address with its parameters and the cursor; `nil` at the end.
    func next(_ cursor: String, _ last: (some CustomStringConvertible)?) -> String? {
        guard let last else { return nil }
        let kept = (query.members ?? []).filter { $0.name != cursor }.map { member in
            switch member.value {
            case .text(let text): member.name + "=" + (text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
            case .bool(let value): "\(member.name)=\(value)"
            default: "\(member.name)=\(member.value.whole ?? 0)"
            }
        }
        let place = last.description.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["-", "_"])) ?? ""
        return location + "?" + (kept + ["\(cursor)=\(place)"]).joined(separator: "&")
    }

    /// The same call with another body, for one item of a list.
    func with(body: JSON, path: [String: String] = [:]) -> APICall {
        APICall(
            platform: platform, words: words, bearer: bearer, path: self.path.merging(path) { $1 }, query: query, body: body, address: address,
            location: location, run: run)
    }
}

extension JSON {
    /// The text of a member; empty when it is absent or null.
    func string(_ name: String) -> String { self[name]?.text ?? "" }
    func int(_ name: String) -> Int? { self[name]?.whole.map { Int($0) } }
    func bool(_ name: String) -> Bool { if case .bool(true)? = self[name] { true } else { false } }
    func items(_ name: String) -> [JSON] { self[name]?.list ?? [] }
    func strings(_ name: String) -> [String] { items(name).compactMap(\.text) }
}
