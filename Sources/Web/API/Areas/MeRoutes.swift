// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

/// The token itself, and the document.
enum MeRoutes {
    static let routes: [APIRoute] = [
        .get("/openapi.json", "readDocument", .me, .open, "This document", Shape<JSON>(Schema(.anything)) { $0 }) { _ in APIDocument.json },
        .get("/me", "readMe", .me, .token, "Whose token this is, and what it may do", me) { call in
            guard let bearer = call.bearer else { throw PlatformError.notFound }
            return bearer
        },
    ]

    private static let me: Shape<Bearer> = .object(
        "Me", "The person and organisation behind a token.",
        [
            .id("person") { $0.person },
            .text("name") { $0.displayName },
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .list("roles", .choice(Role.self), "Roles held today; they bound the token.") { $0.actor.roles.sorted() },
            .list("scopes", scope) { $0.scopes.sorted() },
            .text("label") { $0.label },
            .moment("expiresAt") { $0.expiresAt },
        ])

    private static let scope = Shape<TokenScope>(.choice(TokenScope.self)) { .text($0.rawValue) }
}
