// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity

/// Organisations as other answers name them.
enum OrganisationShapes {
    static let brief: Shape<Organisation> = .object(
        "OrganisationName", "An organisation by id and names.",
        [
            .id("id") { $0.id },
            .text("nameEnglish") { $0.nameEnglish },
            .text("nameLocal", "In the country's own script; empty when none is known.") { $0.nameLocal },
        ])
}
