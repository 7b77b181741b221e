// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations

/// Signing in and out, one's own account, searching, the people of one's organisation, and erasing what names them.
enum AccountPages {
    static let routes: [PageRoute] =
        SignInPages.routes + OwnAccountPages.routes + SearchPages.routes + PeoplePages.routes + DelegationPages.routes
        + DriverCodePages.routes + ErasurePages.routes + TokenPages.routes
}

extension PageRequest {
    /// The organisation in whose name the reader acts.
    ///
    /// - Throws: ``PlatformError/notFound`` for somebody who acts in nobody's name.
    func ownOrganisation() throws -> OrganisationID {
        guard let principal = try actor().principal else { throw PlatformError.notFound }
        return principal.id
    }
}
