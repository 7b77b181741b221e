// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The first field in which two bodies differ, such as `receipt.refusal` or `lines.0.accepted`, with what stands in each.
struct BodyDifference {
    var field: String
    var kept: String
    var replayed: String

    init(kept: String, replayed: String) {
        let (a, b) = (Self.fields(kept), Self.fields(replayed))
        field = Set(a.keys).union(b.keys).sorted().first { a[$0] != b[$0] } ?? ""
        self.kept = String((a[field] ?? "–").prefix(120))
        self.replayed = String((b[field] ?? "–").prefix(120))
    }

    /// Every value of a body under its path.
    private static func fields(_ body: String) -> [String: String] {
        var fields: [String: String] = [:]
        func gather(_ value: Any, _ path: String) {
            switch value {
            case let object as [String: Any]: for (key, inner) in object { gather(inner, path.isEmpty ? key : path + "." + key) }
            case let list as [Any]: for (i, inner) in list.enumerated() { gather(inner, path + ".\(i)") }
            default: fields[path] = "\(value)"
            }
        }
        if let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) { gather(object, "") }
        return fields
    }
}
