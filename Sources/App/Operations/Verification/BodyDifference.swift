// SPDX-License-Identifier: Apache-2.0

import Stores

/// The first field in which two bodies differ, such as `receipt.refusal` or `lines.0.accepted`, with what stands in each.
struct BodyDifference {
    var field: String
    var kept: String
    var replayed: String

    init(kept: [UInt8], replayed: [UInt8]) {
        let (a, b) = (Body.tree(kept)?.leaves ?? [:], Body.tree(replayed)?.leaves ?? [:])
        field = Set(a.keys).union(b.keys).sorted().first { a[$0] != b[$0] } ?? ""
        self.kept = String((a[field] ?? "–").prefix(120))
        self.replayed = String((b[field] ?? "–").prefix(120))
    }
}
