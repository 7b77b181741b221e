// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Tabular

extension RoundList {
    /// A number plate that was erased stands empty.
    public var file: FileRows {
        FileRows(
            rounds,
            [
                "round": { $0.id.description }, "date": { $0.plan.day.description }, "plate": { names.texts[$0.plan.plate] ?? "" },
            ] + .name("receiver", { names.organisations[$0.plan.receiver.organisation] }) + [
                "stops": { String($0.stops.count) },
                "state": { "\($0.state)" },
            ])
    }
}
