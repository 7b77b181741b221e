// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// Behind a proxy every connection comes from the proxy; whose it is stands in `X-Forwarded-For`.
///
/// The last address counts: the proxy itself wrote it. Whatever stands before it, the caller may have made up.
struct CallerAddress: RouterMiddleware {
    func handle(_ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response) async throws -> Response {
        guard let address = request.headers[values: Self.forwardedFor].last.flatMap(Self.last) else { return try await next(request, context) }
        var context = context
        context.address = address
        return try await next(request, context)
    }

    private static let forwardedFor: HTTPField.Name = {
        guard let name = HTTPField.Name("X-Forwarded-For") else { preconditionFailure("X-Forwarded-For is a field name.") }
        return name
    }()

    /// The last address of a list; `nil` where it is none.
    static func last(_ list: String) -> String? {
        guard let last = list.split(separator: ",", omittingEmptySubsequences: false).last?.filter({ $0 != " " }), (2...45).contains(last.utf8.count),
            last.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0 | 32) || $0 == 58 || $0 == 46 })
        else { return nil }
        return last
    }
}
