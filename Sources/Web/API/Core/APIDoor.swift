// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import HTTPSupport
import HTTPTypes
import Hummingbird
import Identity
import Logging
import NIOCore
import Operations
import Wording

/// What the API answers, before it is bytes.
struct APIResult: Sendable {
    var status: Int
    var json: JSON
    var headers: [(String, String)] = []
    var isProblem = false

    init(status: Int, json: JSON) {
        self.status = status
        self.json = json
    }

    init(_ problem: ProblemDetails) {
        self.init(status: problem.status, json: ProblemDetails.shape.write(problem))
        headers = problem.headers
        isProblem = true
    }
}

/// From a request to an answer: route, token, scope, body, key, handler, problem details.
public struct APIDoor: Sendable {
    public static let path = "/api/v1"

    let platform: Platform
    let logger: Logger
    private let routes: RouteTable
    private let limiter: RequestLimiter

    /// - Parameter uptime: microseconds of a clock that never goes back; requests are counted by it.
    public init(
        platform: Platform, bounds: RequestBounds = .standard, logger: Logger = Logger(label: "baitong.api"),
        uptime: @escaping @Sendable () -> Int64 = Self.uptime
    ) {
        self.platform = platform
        self.logger = logger
        routes = RouteTable(APIRoutes.all)
        limiter = RequestLimiter(bounds, clock: uptime)
    }

    /// Microseconds since the program began.
    public static let uptime: @Sendable () -> Int64 = {
        let (seconds, attoseconds) = (ContinuousClock.now - began).components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
    private static let began = ContinuousClock.now

    public var door: RouterExtension {
        RouterExtension(path: Self.path) { request, context in
            let words = Words(
                Language(accepted: request.headers[.acceptLanguage] ?? "") ?? .english, table: platform.wording, zone: platform.zone)
            let caller = await caller(request, context)
            var (result, pattern) = await answerFresh(request, context, caller, words)
            result.headers += caller.ticket.headers
            return (Self.response(result, words), pattern)
        }
    }

    /// Who asks, and what is left to it.
    private struct Caller {
        var ticket: RequestLimiter.Ticket
        /// `nil` without a token, with one that is not good, and when there are too many requests.
        var bearer: Bearer?
        /// The token could not be looked up.
        var failure: (any Error)?
    }

    private func caller(_ request: Request, _ context: WebContext) async -> Caller {
        guard let token = Self.token(request) else { return Caller(ticket: limiter.take(address: context.address)) }
        let known = Secrets.hex(platform.secrets.sha256(token))
        // Whoever has none left is told so without troubling the database.
        if let refused = limiter.refusal(ofToken: known) { return Caller(ticket: refused) }
        do {
            guard let bearer = try await platform.bearer(token: token) else { return Caller(ticket: limiter.take(address: context.address)) }
            return Caller(ticket: limiter.take(token: known), bearer: bearer)
        } catch {
            return Caller(ticket: limiter.take(address: context.address), failure: error)
        }
    }

    /// Who sends a token sees what is there now, unless it says how far it has written: then what is published may come from a copy that holds
    /// that. What everybody may read may come from a copy.
    private func answerFresh(_ request: Request, _ context: WebContext, _ caller: Caller, _ words: Words) async -> (APIResult, String) {
        let seen = request.headers[.position]
        if request.method == .get {
            guard seen != nil || Self.token(request) == nil else { return await answer(request, context, caller, words) }
            return await platform.answeringReader(seen: seen) { await answer(request, context, caller, words) }
        }
        var (result, pattern) = await answer(request, context, caller, words)
        if result.status < 400, let seen = await platform.seen() { result.headers.append(("Baitong-Position", seen)) }
        return (result, pattern)
    }

    private func answer(_ request: Request, _ context: WebContext, _ caller: Caller, _ words: Words) async -> (APIResult, String) {
        let pieces = request.uri.path.dropFirst(Self.path.count).split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
            $0.removingPercentEncoding ?? String($0)
        }
        let found = routes.matches(pieces)
        if !caller.ticket.standing.isAllowed {
            return (APIResult(ProblemDetails(TooManyRequests(ticket: caller.ticket), words: words)), found.first?.route.path ?? "/unknown")
        }
        guard !found.isEmpty else { return (problem(.missing, [APIPhrase.unknownPath.problem()], words, shows: true), "/unknown") }
        // A word in the path speaks before a parameter.
        guard let (route, path) = found.filter({ $0.route.method.rawValue == request.method.rawValue }).min(by: { $0.parameters.count < $1.parameters.count })
        else {
            let allowed = Set(found.map(\.route.method.rawValue)).sorted().joined(separator: ", ")
            var details = ProblemDetails(.invalid, [APIPhrase.methodNotAllowed.problem("", ["allowed": .text(allowed)])], words: words, status: 405)
            details.allowed = allowed
            return (APIResult(details), found[0].route.path)
        }
        do {
            let bearer = try await inName(request, route, try bearer(request, caller, route))
            let query = try self.query(request, route)
            let (body, bytes) = try await body(request, route)
            let call = APICall(
                platform: platform, words: words, bearer: bearer, path: path, query: query, body: body, address: context.address,
                location: request.uri.path,
                run: { route, call, item, pointer in
                    let key = command(request, route, call.bearer, call.body.bytes, suffix: "#\(item)")
                    return await run(route, call, key, at: pointer)
                })
            if route.method == .post, let key = request.headers[.idempotencyKey], !Self.isKey(key) {
                throw Problems([APIPhrase.keyUnreadable.problem()])
            }
            // A list's items are kept one by one.
            let key = route.isList ? nil : command(request, route, bearer, bytes, suffix: "")
            return (await run(route, call, key, at: Pointer()), route.path)
        } catch let details as ProblemDetails {
            return (APIResult(details), route.path)
        } catch {
            return (refusal(error, route, words, at: Pointer()), route.path)
        }
    }

    /// Runs a route whose request was read; whatever happens becomes an answer.
    private func run(_ route: APIRoute, _ call: APICall, _ key: KeyedCommand?, at pointer: Pointer) async -> APIResult {
        do {
            if let key {
                switch try await platform.standing(of: key) {
                case .fresh: break
                case .reused: throw KeyRefusal.reused
                case .unanswered: throw KeyRefusal.unanswered
                case .done(let answer):
                    var kept = APIResult(status: route.status, json: try JSONReading.value(Array(answer.utf8)))
                    kept.headers = [("Idempotent-Replayed", "true")]
                    return kept
                }
            }
            let json = try await platform.keyed(key) { try await platform.notingSavedLine { try await route.handle(call) } }
            if let key, !route.isSecret { try await platform.complete(key, answer: String(decoding: json.bytes, as: UTF8.self)) }
            return APIResult(status: route.status, json: json)
        } catch {
            return refusal(error, route, call.words, at: pointer)
        }
    }

    private func refusal(_ error: any Error, _ route: APIRoute, _ words: Words, at pointer: Pointer) -> APIResult {
        if let details = ProblemDetails(error, words: words, place: { pointer.text + route.pointer(of: $0) }) { return APIResult(details) }
        let reference = Secrets.hex(platform.secrets.random(4))
        logger.error("unexpected failure", metadata: ["reference": "\(reference)", "route": "\(route.name)", "error": "\(error)"])
        var details = ProblemDetails(.busy, [WebPhrase.unexpected.problem("", ["reference": .text(reference)])], words: words, status: 500)
        details.kind = "unexpected"
        details.title = words[WebPhrase.unexpectedTitle]
        details.reference = reference
        return APIResult(details)
    }

    private func problem(_ standing: Standing, _ problems: [Problem], _ words: Words, shows: Bool = false) -> APIResult {
        // What no route knows is said in its own words; it hides nothing.
        var details = ProblemDetails(shows ? .invalid : standing, problems, words: words, status: standing.status)
        details.kind = standing.rawValue
        details.title = words[WebPhrase.missingTitle]
        return APIResult(details)
    }

    // MARK: Reading a request

    /// The token that a request carries; `nil` without one.
    private static func token(_ request: Request) -> String? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        return String(header.dropFirst(7).filter { $0 != " " })
    }

    private func bearer(_ request: Request, _ caller: Caller, _ route: APIRoute) throws -> Bearer? {
        // What everybody may read needs no token; a good one that is sent along is told what it may do.
        if route.access == .open { return caller.bearer }
        if let failure = caller.failure { throw failure }
        guard Self.token(request) != nil else { throw Problems([APIPhrase.tokenMissing.problem()], standing: .unauthenticated) }
        guard let bearer = caller.bearer else { throw Problems([APIPhrase.tokenUnknown.problem()], standing: .unauthenticated) }
        if case .scope(let scope) = route.access { try bearer.require(scope) }
        return bearer
    }

    /// The same bearer, entering in the name of the firm that the request says.
    private func inName(_ request: Request, _ route: APIRoute, _ bearer: Bearer?) async throws -> Bearer? {
        guard var bearer, let firm = request.headers[.onBehalfOf] else { return bearer }
        guard route.isForHelpers else { throw Problems([APIPhrase.onBehalfElsewhere.problem()]) }
        guard let id = OrganisationID(text: firm) else { throw PlatformError.notFound }
        bearer.actor = try await platform.entrant(bearer.actor, for: id)
        return bearer
    }

    private func query(_ request: Request, _ route: APIRoute) throws -> JSON {
        var members: [JSON.Member] = []
        var problems: [Problem] = []
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
                String($0).replacing("+", with: " ").removingPercentEncoding
            }
            guard let name = sides[0] else { throw RequestRefusal.notUTF8 }
            guard let parameter = route.query.first(where: { $0.name == name }) else {
                problems.append(APIPhrase.unknownParameter.problem("?" + name, ["key": .text(String(name.prefix(100)))]))
                continue
            }
            guard sides.count == 2, let text = sides[1] else { throw RequestRefusal.notUTF8 }
            let value = parameter.schema.value(ofParameter: text)
            // The last of a name counts, as on pages.
            members.removeAll { $0.name == name }
            members.append(JSON.Member(name, value))
            problems += parameter.schema.problems(value, at: Pointer("?" + name))
        }
        let query = JSON.object(members)
        for parameter in route.query where parameter.isRequired && query[parameter.name] == nil {
            problems.append(APIPhrase.missingKey.problem("?" + parameter.name, ["key": .text(parameter.name)]))
        }
        guard problems.isEmpty else { throw Problems(problems) }
        return query
    }

    private func body(_ request: Request, _ route: APIRoute) async throws -> (JSON, [UInt8]) {
        guard let schema = route.request else { return (.object([]), []) }
        let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard type == "application/json" else {
            let words = Words(Language(accepted: request.headers[.acceptLanguage] ?? "") ?? .english, table: platform.wording, zone: platform.zone)
            throw ProblemDetails(.invalid, [APIPhrase.mediaType.problem()], words: words, status: 415)
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: route.bodyMax)
        } catch {
            throw RequestRefusal.tooLarge(most: route.bodyMax)
        }
        let bytes = Array(buffer.readableBytesView)
        let value: JSON
        do {
            value = try JSONReading.value(bytes)
        } catch {
            let words = Words(Language(accepted: request.headers[.acceptLanguage] ?? "") ?? .english, table: platform.wording, zone: platform.zone)
            throw ProblemDetails(.invalid, error.problems, words: words, status: 400)
        }
        let problems = schema.problems(value)
        guard problems.isEmpty else { throw Problems(problems) }
        return (value, bytes)
    }

    /// The key of a request, good for its sender and no one else.
    private func command(_ request: Request, _ route: APIRoute, _ bearer: Bearer?, _ body: [UInt8], suffix: String) -> KeyedCommand? {
        guard route.method == .post, route.access != .open, let bearer, let key = request.headers[.idempotencyKey], Self.isKey(key) else { return nil }
        let owner = "\(bearer.person)|\(bearer.organisation.id)|\(key)\(suffix)"
        let name = bearer.actor.grantor.map { " for \($0.id)" } ?? ""
        let said = Array("\(request.method.rawValue) \(request.uri.path) \(route.name)\(name)\n".utf8) + body
        return KeyedCommand(
            key: "api:" + Secrets.hex(platform.secrets.sha256(owner)), fingerprint: Secrets.hex(platform.secrets.sha256(said)))
    }

    private static func isKey(_ key: String) -> Bool { (1...200).contains(key.utf8.count) && key.utf8.allSatisfy { (33...126).contains($0) } }

    // MARK: Writing an answer

    private static func response(_ result: APIResult, _ words: Words) -> Response {
        var response = Response(status: .init(code: result.status), body: .init(byteBuffer: ByteBuffer(bytes: result.json.bytes)))
        response.headers[.contentType] = result.isProblem ? "application/problem+json" : "application/json"
        if result.isProblem { response.headers[.contentLanguage] = words.language.rawValue }
        for (name, value) in result.headers {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }
}

extension ProblemDetails: Error {}

extension Bearer {
    /// - Throws: a worded refusal when the token lacks the scope.
    func require(_ scope: TokenScope) throws {
        guard !scopes.contains(scope) else { return }
        let held = scopes.sorted().map(\.rawValue).joined(separator: ", ")
        throw Problems([APIPhrase.scopeMissing.problem("", ["scope": .text(scope.rawValue), "scopes": .text(held)])], standing: .forbidden)
    }
}

extension HTTPField.Name {
    fileprivate static let idempotencyKey = named("Idempotency-Key"), onBehalfOf = named("On-Behalf-Of"), position = named("Baitong-Position")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is a field name.") }
        return name
    }
}
