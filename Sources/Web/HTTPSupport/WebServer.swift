// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPTypes
import Hummingbird
import Logging
import Markup
import NIOCore
import Operations
import StorageCore
import Wording

/// What the room of pages hands in.
public struct WebSite: Sendable {
    public var routes: [PageRoute]
    /// Files under `/assets/`, by name.
    public var asset: @Sendable (String) -> (bytes: [UInt8], mediaType: String)?
    /// The page that says what is wrong; `reference` names an unexpected failure in the log.
    public var errorPage: @Sendable (PageRequest, [Problem], Standing?, _ reference: String?) -> HTML
    /// Where those who must sign in are sent; the address they wanted comes as `next`.
    public var signIn: URLPath
    /// Where those are sent who came with a one-time code and must choose a password first.
    public var newPassword: String
    /// Other doors beside the pages.
    public var extensions: [RouterExtension] = []

    public init(
        routes: [PageRoute], asset: @escaping @Sendable (String) -> (bytes: [UInt8], mediaType: String)?,
        errorPage: @escaping @Sendable (PageRequest, [Problem], Standing?, String?) -> HTML, signIn: URLPath, newPassword: String
    ) {
        self.routes = routes
        self.asset = asset
        self.errorPage = errorPage
        self.signIn = signIn
        self.newPassword = newPassword
    }
}

/// The caller's address is all that a request's context adds.
public struct WebContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    public internal(set) var address: String

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}

/// An address that no route knows gets our own page, with everything that every answer carries.
private struct MissingPages: RouterMiddleware {
    let server: WebServer

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            return await server.answer(request, context, PageRoute(.get, "missing", .open) { _ in throw PlatformError.notFound })
        }
    }
}

/// The routes on Hummingbird, with what every answer carries.
public struct WebServer: Sendable {
    let platform: Platform
    let site: WebSite
    let isSecure: Bool
    let isDemonstration: Bool
    let isBehindProxy: Bool
    let logger: Logger
    let metrics = ServerMetrics()

    /// - Parameters:
    ///   - isSecure: people reach the server by https, so cookies are for https only.
    ///   - isBehindProxy: connections come from a proxy that writes callers' addresses into `X-Forwarded-For`.
    public init(
        platform: Platform, site: WebSite, isSecure: Bool = false, isDemonstration: Bool = false, isBehindProxy: Bool = false,
        logger: Logger = Logger(label: "baitong.web")
    ) {
        self.platform = platform
        self.site = site
        self.isSecure = isSecure
        self.isDemonstration = isDemonstration
        self.isBehindProxy = isBehindProxy
        self.logger = logger
    }

    public var router: Router<WebContext> {
        let router = Router(context: WebContext.self)
        if isBehindProxy { router.add(middleware: CallerAddress()) }
        router.add(middleware: OtherDoors(server: self))
        router.add(middleware: MissingPages(server: self))
        router.get("/healthz") { _, _ in Self.plain("ok\n") }
        router.get("/readyz") { _, _ in
            let readiness = await platform.readiness()
            return Self.plain(readiness.text, status: readiness.isReady ? .ok : .serviceUnavailable)
        }
        router.get("/metrics") { _, _ in Self.plain(metrics.text) }
        router.get("/assets/:name") { request, context in
            guard let name = context.parameters.get("name"), let asset = site.asset(name) else { return Self.plain("", status: .notFound) }
            var response = Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: asset.bytes)))
            response.headers[.contentType] = asset.mediaType
            response.headers[.cacheControl] = "public, max-age=31536000, immutable"
            response.headers[.xContentTypeOptions] = "nosniff"
            return response
        }
        for route in site.routes {
            router.on(RouterPath(route.pattern), method: route.method == .get ? .get : .post) { request, context in
                await answer(request, context, route)
            }
        }
        return router
    }

    /// Runs one route and turns whatever happens into a response.
    func answer(_ request: Request, _ context: WebContext, _ route: PageRoute) async -> Response {
        let started = ContinuousClock.now
        var page = PageRequest.blank(self, request, context)
        var response: Response
        do {
            page = try await read(request, context, route, &page.words)
            if route.access == .signedIn, page.visitor == nil { throw NotSignedIn() }
            if let visitor = page.visitor, visitor.mustSetPassword, route.access == .signedIn, page.path != site.newPassword, page.path != "/sign-out",
                let path = URLPath(local: site.newPassword)
            {
                response = send(.redirect(path), page)
            } else {
                response = send(try await handle(route, page, request), page)
            }
        } catch {
            response = refuse(error, page)
        }
        if page.query["lang"] != nil { response.headers.append(cookie("bt_lang", page.words.language.rawValue, seconds: 31_536_000)) }
        if route.method == .post, response.status.code < 400, let seen = await platform.seen() {
            response.headers.append(cookie("bt_seen", "new." + seen, seconds: 60))
        } else if let seen = Self.justSeen(request) {
            response.headers.append(cookie("bt_seen", seen, seconds: 60))
        }
        if page.said != nil { response.headers.append(cookie("bt_said", "", seconds: 0)) }
        secure(&response)
        metrics.count(route.pattern, response.status.code, ContinuousClock.now - started)
        return response
    }

    /// A page that only shows may come from a copy; the one that follows a form does not.
    private func handle(_ route: PageRoute, _ page: PageRequest, _ request: Request) async throws -> PageAnswer {
        guard route.method == .get, Self.justSeen(request) == nil else { return try await route.handle(page) }
        return try await platform.answeringReader(seen: request.cookies["bt_seen"]?.value) { try await route.handle(page) }
    }

    /// How far the reader has written, on the first page after he did.
    private static func justSeen(_ request: Request) -> String? {
        guard let seen = request.cookies["bt_seen"]?.value, seen.hasPrefix("new.") else { return nil }
        return String(seen.dropFirst(4).filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(20))
    }

    /// - Parameter words: in which a refusal before the whole of it is read speaks: the reader's, as soon as he is known.
    private func read(_ request: Request, _ context: WebContext, _ route: PageRoute, _ words: inout Words) async throws -> PageRequest {
        var query: [String: String] = [:]
        let written = try FormData.urlEncoded((request.uri.query ?? "").utf8)
        for name in written.names { query[name] = written[name] }
        let cookies = request.cookies
        let token = cookies["bt_session"]?.value
        var visitor: Visitor?
        if let token { visitor = try await platform.visitor(token: token) }
        words = self.words(for: request, asked: query["lang"], visitor)
        if let asked = query["lang"].flatMap({ Language(rawValue: $0) }), let known = visitor, known.language != asked {
            try await platform.setLanguage(asked, of: known)
        }
        let form = route.method == .post ? try await self.form(request, visitor, route) : FormData()
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters { parameters[String(name)] = try FormData.text(FormData.percentDecoded(value.utf8)) }
        return PageRequest(
            platform: platform, words: words, visitor: visitor, path: request.uri.path, query: query,
            parameters: parameters, form: form, address: context.address, token: token, said: cookies["bt_said"].map(\.value).flatMap { $0.isEmpty ? nil : $0 },
            origin: "\(isSecure ? "https" : "http")://\(request.head.authority ?? "localhost")", isDemonstration: isDemonstration)
    }

    /// The language asked for in the address, else the signed-in person's, else the one chosen in this browser, else the browser's own, else the country's.
    fileprivate func words(for request: Request, asked: String?, _ visitor: Visitor?) -> Words {
        let language =
            asked.flatMap { Language(rawValue: $0) } ?? visitor?.language ?? request.cookies["bt_lang"].flatMap { Language(rawValue: $0.value) }
            ?? Self.accepted(request.headers[.acceptLanguage] ?? "") ?? (platform.country == .cambodia ? .khmer : .vietnamese)
        return Words(language, table: platform.wording, zone: platform.zone)
    }

    private func form(_ request: Request, _ visitor: Visitor?, _ route: PageRoute) async throws -> FormData {
        // Browsers say where a form comes from; what says nothing is a program, which carries no cookie of ours by itself.
        if let from = request.headers[.secFetchSite], from != "same-origin", from != "none" { throw RequestRefusal.crossSite }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > route.bodyMax { throw RequestRefusal.tooLarge(most: route.bodyMax) }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: route.bodyMax)
        } catch {
            throw RequestRefusal.tooLarge(most: route.bodyMax)
        }
        let type = request.headers[.contentType] ?? ""
        let form: FormData
        if type.hasPrefix("multipart/form-data"), let cut = type.firstIndex(of: "="), type.contains("boundary=") {
            let boundary = String(type[type.index(after: cut)...]).filter { $0 != "\"" }
            form = try FormData.multipart(Array(buffer.readableBytesView), boundary: boundary)
        } else {
            form = try FormData.urlEncoded(buffer.readableBytesView)
        }
        if let visitor, route.access == .signedIn || form.has("csrf") {
            guard platform.secrets.areEqual(Array(form.exact("csrf").utf8), Array(visitor.csrf.utf8)) else { throw RequestRefusal.staleForm }
        }
        return form
    }

    // MARK: Answers

    private func send(_ answer: PageAnswer, _ page: PageRequest) -> Response {
        switch answer {
        case .page(let html, let status): return Self.html(html, status: status)
        case .redirect(let path, let said):
            var response = Self.seeOther(path.text)
            if let said { response.headers.append(cookie("bt_said", said, seconds: 60)) }
            return response
        case .file(let bytes, let name, let mediaType, let isInline):
            var response = Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
            response.headers[.contentType] = mediaType
            let plain = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            response.headers[.contentDisposition] = "\(isInline ? "inline" : "attachment"); filename=\"\(plain)\""
            return response
        case .json(let text):
            var response = Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: text)))
            response.headers[.contentType] = "application/json"
            return response
        case .signedIn(let signedIn, let path):
            var response = Self.seeOther(path.text)
            response.headers.append(cookie("bt_session", signedIn.token, seconds: 30 * 86_400))
            response.headers.append(cookie("bt_lang", signedIn.language.rawValue, seconds: 31_536_000))
            return response
        case .signedOut(let path):
            var response = Self.seeOther(path.text)
            response.headers.append(cookie("bt_session", "", seconds: 0))
            return response
        }
    }

    /// The one place that turns an error into a response.
    private func refuse(_ error: any Error, _ page: PageRequest) -> Response {
        switch error {
        case is NotSignedIn where page.form.names.isEmpty:
            let wanted = page.path == "/" ? nil : URLPath(local: page.path)
            // With what was chosen before, such as a waste; the language has a cookie of its own.
            let chosen = page.query.filter { $0.key != "lang" }.sorted { $0.key < $1.key }
            return Self.seeOther(site.signIn.setting("next", wanted.map { chosen.reduce($0) { $0.setting($1.key, $1.value) }.text }).text)
        case let error as any Explainable:
            return Self.html(site.errorPage(page, error.problems, error.standing, nil), status: error.standing.status)
        default:
            if let refusal = RequestRefusal(storage: error) {
                if refusal != .busy { logger.error("database unavailable", metadata: ["error": "\(error)"]) }
                return refuse(refusal, page)
            }
            let reference = Secrets.hex(platform.secrets.random(4))
            logger.error("unexpected failure", metadata: ["reference": "\(reference)", "path": "\(page.path)", "error": "\(error)"])
            return Self.html(site.errorPage(page, [WebPhrase.unexpected.problem("", ["reference": .text(reference)])], nil, reference), status: 500)
        }
    }

    func secure(_ response: inout Response) {
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "same-origin"
        response.headers[.crossOriginOpenerPolicy] = "same-origin"
        response.headers[.permissionsPolicy] = "camera=(self), geolocation=(self), microphone=()"
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    }

    private func cookie(_ name: String, _ value: String, seconds: Int) -> HTTPField {
        HTTPField(name: .setCookie, value: "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")")
    }

    private static func html(_ html: HTML, status: Int) -> Response {
        var response = Response(status: .init(code: status), body: .init(byteBuffer: ByteBuffer(bytes: html.bytes)))
        response.headers[.contentType] = "text/html; charset=utf-8"
        return response
    }

    private static func seeOther(_ location: String) -> Response {
        var response = Response(status: .seeOther)
        response.headers[.location] = location
        return response
    }

    private static func plain(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        var response = Response(status: status, body: .init(byteBuffer: ByteBuffer(string: text)))
        response.headers[.contentType] = "text/plain; charset=utf-8"
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// The first of the browser's languages that the platform speaks.
    static func accepted(_ header: String) -> Language? {
        for piece in header.split(separator: ",") {
            let tag = piece.split(separator: ";")[0].drop { $0 == " " }.prefix(2).lowercased()
            if let language = Language(rawValue: tag) { return language }
        }
        return nil
    }
}

extension PageRequest {
    /// A request before anything could be read of it, for the page that says what is wrong.
    static func blank(_ server: WebServer, _ request: Request, _ context: WebContext) -> PageRequest {
        // Read without the care that the whole query gets: what is wrong in the rest of it hides no language.
        let asked = (request.uri.query ?? "").split(separator: "&").last { $0.hasPrefix("lang=") }.map { String($0.dropFirst("lang=".count)) }
        return PageRequest(
            platform: server.platform, words: server.words(for: request, asked: asked, nil), visitor: nil,
            path: request.uri.path, query: [:], parameters: [:], form: FormData(), address: context.address, token: nil, said: nil, origin: "",
            isDemonstration: server.isDemonstration)
    }
}

extension HTTPField.Name {
    static let secFetchSite = field("Sec-Fetch-Site")
    static let referrerPolicy = field("Referrer-Policy")
    static let crossOriginOpenerPolicy = field("Cross-Origin-Opener-Policy")
    static let permissionsPolicy = field("Permissions-Policy")

    private static func field(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is a field name.") }
        return field
    }
}
