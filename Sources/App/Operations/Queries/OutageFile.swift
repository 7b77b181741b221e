// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Tabular

extension OutageList {
    /// Moments in UTC; no province stands for the whole country, no reason for one that was erased, nobody for the operator of the server.
    public var file: FileRows {
        FileRows(
            notices,
            [
                "outage": { $0.outage.id.description }, "begins_at": { $0.outage.from.rfc3339 }, "ends_at": { $0.outage.until.rfc3339 },
                "province": { $0.outage.province ?? "" }, "reason": { $0.reason ?? "" }, "last_day": { $0.lastDay.description },
            ] + .name("declared_by", { organisations[$0.outage.declaredBy] }) + [
                "declared_at": { $0.outage.declaredAt.rfc3339 }
            ])
    }
}
