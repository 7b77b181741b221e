// SPDX-License-Identifier: Apache-2.0

import Stores

extension RegisteredKind {
    var phrase: VerifyPhrase { VerifyPhrase(rawValue: "thing" + rawValue.prefix(1).uppercased() + rawValue.dropFirst()) ?? .thingOrganisation }
}
