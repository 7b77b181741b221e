// SPDX-License-Identifier: Apache-2.0

import Identity
import Tabular

extension PeopleModel {
    /// The people of the organisation, for whoever sees their page.
    public var file: FileRows {
        FileRows(
            people,
            [
                "person": { $0.person.description }, "name": { $0.profile.displayName }, "sign_in_name": { $0.profile.signInName ?? "" },
                "phone": { $0.profile.phone ?? "" }, "roles": { $0.roles.map(\.rawValue).joined(separator: ";") }, "standing": { "\($0.standing)" },
            ])
    }
}
