// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import StorageCore
import Wording

/// Another door on the same server: it answers every request below its path, whatever the method. Cookies, forms and
/// pages are not its business; the headers that every answer carries and the counting are the server's.
public struct RouterExtension: Sendable {
    /// Such as `/api/v1`; taken with everything below it.
    public let path: String
    /// The answer, and the pattern of the route under which it is counted.
    public let answer: @Sendable (Request, WebContext) async -> (response: Response, pattern: String)

    public init(path: String, answer: @escaping @Sendable (Request, WebContext) async -> (response: Response, pattern: String)) {
        self.path = path
        self.answer = answer
    }

    func takes(_ path: String) -> Bool { path == self.path || path.hasPrefix(self.path + "/") }
}

/// Hands requests to the door that takes them, before any page is looked for.
struct OtherDoors: RouterMiddleware {
    let server: WebServer

    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        guard let door = server.site.extensions.first(where: { $0.takes(request.uri.path) }) else { return try await next(request, context) }
        let started = ContinuousClock.now
        var (response, pattern) = await door.answer(request, context)
        server.secure(&response)
        server.metrics.count(door.path + pattern, response.status.code, ContinuousClock.now - started)
        return response
    }
}

extension RequestRefusal {
    /// What a failure of the database says to whoever asks: later, or look first. `nil` for every other error.
    public init?(storage error: any Error) {
        switch error {
        case StorageError.queueFull, StorageError.busy: self = .busy
        case StorageError.unavailable, StorageError.closed, StorageError.outOfSpace: self = .unavailable
        case StorageError.commitOutcomeUnknown: self = .uncertain
        default: return nil
        }
    }
}

extension Language {
    /// The first language of an `Accept-Language` header that the platform speaks; `nil` when it speaks none of them.
    public init?(accepted header: String) {
        guard let language = WebServer.accepted(header) else { return nil }
        self = language
    }
}
