// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular

extension ErasureSubject {
    /// By what it can be told from others: the first signs of a hash, or a number.
    public var mark: String {
        switch self {
        case .text(let text): String(text.hash.prefix(10))
        case .photo(let hash): String(hash.prefix(8))
        case .person(let id): id.description
        case .contact(let id): id.description
        }
    }
}

extension ErasureHistory {
    /// That something was erased, why and by whom; never what was written there.
    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(
            rows,
            [
                "erasure": { $0.operation.description }, "erased_on": { zone.date(of: $0.at).description },
                "erased_utc_microseconds": { String($0.at.microseconds) }, "kind": { String($0.erasure.subject.description.prefix { $0 != ":" }) },
                "mark": { $0.erasure.subject.mark }, "reason": { $0.erasure.reason.rawValue }, "erased_by": { $0.by ?? "" },
                "erased_at": { $0.at.rfc3339 },
            ])
    }
}
