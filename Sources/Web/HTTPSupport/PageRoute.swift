// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Markup
import Operations
import Wording

// HTTPSupport: from a request to a page and back. Sessions, forms, cross-site protection, languages, headers, and the one
// place that turns an error into a response. Knows no page; the room of pages hands in its routes.
//
//   PageRoute, PageRequest, PageAnswer    what a page's handler is, gets and gives
//   FormData                              fields and files of a form, bounded and checked
//   WebServer                             the routes on Hummingbird, with what every answer carries

/// One address and what answers there.
public struct PageRoute: Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST" }
    public enum Access: Sendable {
        /// For everybody.
        case open
        /// Whoever is signed in; others are sent to sign in and come back.
        case signedIn
    }

    public let method: Method
    /// Literal pieces and parameters, such as `/notes/:id`.
    public let pattern: String
    public let access: Access
    /// Largest body taken, bytes.
    public let bodyMax: Int
    let handle: @Sendable (PageRequest) async throws -> PageAnswer

    public init(
        _ method: Method, _ pattern: String, _ access: Access = .signedIn, bodyMax: Int = 200_000,
        _ handle: @escaping @Sendable (PageRequest) async throws -> PageAnswer
    ) {
        self.method = method
        self.pattern = pattern
        self.access = access
        self.bodyMax = bodyMax
        self.handle = handle
    }
}

extension PageRoute {
    /// A route for whoever is signed in, answered by a function.
    public init(_ method: Method, _ pattern: String, _ handle: @escaping @Sendable (PageRequest) async throws -> PageAnswer) {
        self.init(method, pattern, .signedIn, bodyMax: 200_000, handle)
    }
}

/// What a page's handler gets.
public struct PageRequest: Sendable {
    public let platform: Platform
    public internal(set) var words: Words
    /// Who is signed in; `nil` for everybody else.
    public let visitor: Visitor?
    /// The address asked for, without query.
    public let path: String
    /// Query parameters, the last of each name.
    public let query: [String: String]
    /// Path parameters by the names in the route's pattern.
    public let parameters: [String: String]
    public let form: FormData
    /// Network address of the caller, for throttling.
    public let address: String
    /// Session token, for operations on the session itself.
    public let token: String?
    /// What was said by the page before, once.
    public let said: String?
    /// `http://host` as the caller sees it, for QR codes.
    public let origin: String
    /// Whether this installation shows invented data.
    public let isDemonstration: Bool

    /// Who is signed in. Routes with access `signedIn` always have one.
    ///
    /// - Throws: ``NotSignedIn``.
    public func signedIn() throws -> Visitor {
        guard let visitor else { throw NotSignedIn() }
        return visitor
    }

    public func actor() throws -> Actor { try signedIn().actor }

    /// Token that each form of this page carries; blank when nobody is signed in.
    public var csrf: String { visitor?.csrf ?? "" }

    /// A path parameter read as an identifier. Nonsense answers like a missing thing.
    public func id<Kind>(_ name: String, _ kind: Kind.Type = Kind.self) throws -> Identifier<Kind> {
        guard let text = parameters[name], let id = Identifier<Kind>(text: text) else { throw PlatformError.notFound }
        return id
    }
}

/// What a page's handler gives.
public enum PageAnswer: Sendable {
    case page(HTML, status: Int = 200)
    /// After a successful form: go there, and say a phrase once.
    case redirect(URLPath, said: String? = nil)
    /// A download, or a picture when `isInline`.
    case file(bytes: [UInt8], name: String, mediaType: String, isInline: Bool = false)
    /// Something for scripts of our own pages.
    case json(String)
    /// Signed in: sets the session's cookie and goes there.
    case signedIn(SignedIn, URLPath)
    case signedOut(URLPath)
}

/// Nobody is signed in, or the session is over.
public struct NotSignedIn: Explainable, Hashable {
    public init() {}
    public var problems: [Problem] { [OperationPhrase.sessionOver.problem()] }
    public var standing: Standing { .unauthenticated }
}
