// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization

// WebSupport: a browser without a socket, for tests of pages.
//
//   WebProbe     sends requests through the real router, keeps cookies, fills in and sends forms
//   WebAnswer    status, headers, body
//   WebForm      a form as it stands in a page

/// What came back.
public struct WebAnswer: Sendable {
    /// The address that was asked for.
    public var path: String
    public var status: Int
    public var headers: HTTPFields
    public var bytes: [UInt8]

    public var text: String { String(decoding: bytes, as: UTF8.self) }
    public var location: String? { headers[.location] }
    public func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
    /// Forms of the page, in order.
    public var forms: [WebForm] { WebForm.all(in: text) }
    /// Addresses of the page's links, in order.
    public var links: [String] { MarkupTags(text).filter { $0.name == "a" }.compactMap { $0.attributes["href"] } }
}

/// One browser: requests go through the server's own router in this process, and cookies are kept as browsers keep them.
public final class WebProbe: Sendable {
    private let respond: @Sendable (Request, WebContext) async throws -> Response
    private let cookies = Mutex<[String: String]>([:])

    public init(_ server: WebServer) {
        let responder = server.router.buildResponder()
        respond = { try await responder.respond(to: $0, context: $1) }
    }

    public func get(_ path: String, headers: [String: String] = [:]) async throws -> WebAnswer {
        try await send(.get, path, body: [], headers: headers)
    }

    /// Sends fields as a form's body.
    public func post(_ path: String, _ fields: [(name: String, value: String)], headers: [String: String] = [:]) async throws -> WebAnswer {
        try await post(path, bytes: WebForm.encoded(fields), headers: headers)
    }

    public func post(_ path: String, bytes: [UInt8], headers: [String: String] = [:]) async throws -> WebAnswer {
        let type = ["Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"]
        return try await send(.post, path, body: bytes, headers: type.merging(headers) { _, given in given })
    }

    /// Sends a form of a page with some of its fields filled in; the others go as they stand.
    public func submit(_ form: WebForm, on page: WebAnswer, with changes: [String: String] = [:]) async throws -> WebAnswer {
        let path = form.action.isEmpty ? page.path : form.action
        let fields = form.filled(changes)
        if form.method == "get" {
            return try await get(path + "?" + String(decoding: WebForm.encoded(fields), as: UTF8.self))
        }
        return try await post(path, fields)
    }

    /// Goes where an answer sends, until it sends no further.
    public func follow(_ answer: WebAnswer) async throws -> WebAnswer {
        var answer = answer
        for _ in 0..<5 {
            guard (300..<400).contains(answer.status), let next = answer.location else { break }
            answer = try await get(next)
        }
        return answer
    }

    public func cookie(_ name: String) -> String? { cookies.withLock { $0[name] } }
    public func forgetCookies() { cookies.withLock { $0 = [:] } }

    private func send(_ method: HTTPRequest.Method, _ path: String, body: [UInt8], headers: [String: String]) async throws -> WebAnswer {
        var fields = HTTPFields()
        let kept = cookies.withLock { $0 }
        if !kept.isEmpty { fields[.cookie] = kept.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let head = HTTPRequest(method: method, scheme: "http", authority: "probe.test", path: path, headerFields: fields)
        let channel = NIOAsyncTestingChannel()
        let context = WebContext(
            source: ApplicationRequestContextSource(channel: channel, logger: Logger(label: "probe", factory: { _ in SwiftLogNoOpLogHandler() })))
        let response: Response
        do {
            response = try await respond(Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body))), context)
        } catch let error as any HTTPResponseError {
            response = try error.response(from: Request(head: head, body: RequestBody(buffer: ByteBuffer())), context: context)
        }
        let collected = Collected()
        try await response.body.write(CollectingWriter(collected: collected))
        keep(response.headers[values: .setCookie])
        return WebAnswer(path: path, status: response.status.code, headers: response.headers, bytes: collected.bytes.withLock { $0 })
    }

    private func keep(_ lines: [String]) {
        cookies.withLock { cookies in
            for line in lines {
                let pieces = line.split(separator: ";")
                guard let first = pieces.first, let cut = first.firstIndex(of: "=") else { continue }
                let value = String(first[first.index(after: cut)...])
                cookies[String(first[..<cut])] = line.contains("Max-Age=0") ? nil : value
            }
        }
    }
}

/// A body's bytes as they are written.
private final class Collected: Sendable {
    let bytes = Mutex<[UInt8]>([])
}

private struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws {
        collected.bytes.withLock { $0 += buffer.readableBytesView }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
