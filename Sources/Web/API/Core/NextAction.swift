// SPDX-License-Identifier: Apache-2.0

import Seal

/// Something that may be done with a thing now, and how. Offered by the same rules as on pages, narrowed by the token's scopes.
struct NextAction: Sendable {
    var name: String
    var route: APIRoute
    var href: String

    /// - Parameters:
    ///   - route: by its name in the table.
    ///   - id: stands in the route's path for its first parameter.
    /// - Returns: `nil` without a token, and for what its scopes leave out.
    init?(_ name: String, _ route: String, of id: (some CustomStringConvertible)?, _ call: APICall) {
        guard call.bearer != nil else { return nil }
        let route = APIRoutes.named(route)
        if case .scope(let scope) = route.access, !call.has(scope) { return nil }
        self.name = name
        self.route = route
        href = APIDoor.path + (route.parameters.first.map { route.path.replacing("{\($0)}", with: id.map { "\($0)" } ?? "") } ?? route.path)
    }

    /// Those of several that are offered, in their order.
    static func offered(
        _ offers: [(name: String, route: String, isOffered: Bool)], of id: some CustomStringConvertible, _ call: APICall
    ) -> [NextAction] {
        offers.filter(\.isOffered).compactMap { NextAction($0.name, $0.route, of: id, call) }
    }

    static let shape: Shape<NextAction> = .object(
        "NextAction", "Something that this token may do now.",
        [
            .text("action") { $0.name },
            .text("method") { $0.route.method.rawValue },
            .text("href") { $0.href },
            .textOrNull("schema", "Name of the body's schema in the document.") { $0.route.request?.name },
        ])
}

/// A thing with what the token may do with it now.
struct Actionable<Value: Sendable>: Sendable {
    var value: Value
    var actions: [NextAction]
    /// About the step that this request has just signed.
    var promise: SealPromise?
}

extension ShapeMember {
    static func actions<Part>() -> ShapeMember where Value == Actionable<Part> {
        .list("actions", NextAction.shape, "What this token may do now; empty without one.") { $0.actions }
    }
}
