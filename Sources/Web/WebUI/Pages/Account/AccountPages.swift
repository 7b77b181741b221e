// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations

/// Signing in and out, one's own account, and searching.
enum AccountPages {
    static let routes: [PageRoute] = SignInPages.routes + OwnAccountPages.routes + SearchPages.routes
}

extension PageRequest {
    /// The organisation in whose name the reader acts.
    ///
    /// - Throws: ``PlatformError/notFound`` for somebody who acts in nobody's name.
    func ownOrganisation() throws -> OrganisationID {
        guard let principal = try actor().principal else { throw PlatformError.notFound }
        return principal.id
    }

    /// A page that shows a form again, with what is wrong in it.
    func refusedPage(_ title: String, current: PlaceKey?, back: URLPath?, problems: any Explainable, body: HTML) -> PageAnswer {
        .page(document(title, current: current, back: back, body: body), status: problems.standing.status)
    }
}
