// SPDX-License-Identifier: Apache-2.0

import Domain
import Seal
import Tabular

extension SealModel {
    /// The last head of each day with its signature, the latest first.
    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(
            days,
            [
                "day": { zone.date(of: $0.head.at).description }, "lines_sealed": { String($0.head.size) }, "root": { $0.head.root.description },
                "signed_utc_microseconds": { String($0.head.at.microseconds) }, "key": { $0.head.key }, "signature": { $0.signature.lowerHex },
                "signed_at": { $0.head.at.rfc3339 },
            ])
    }
}
