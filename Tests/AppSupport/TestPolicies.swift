// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests

extension ManifestPolicies {
    /// The shipped policies with one answer changed for Cambodia's hazardous waste, as a ministry could rule.
    public static func shipped(ruling key: PolicyKey, as answer: GateAnswer) throws -> ManifestPolicies {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        var bytes = [UInt8](try Data(contentsOf: root.appending(path: "Sources/Features/Manifests/Resources/manifest_policies.csv")))
        bytes += Array("KH,hazardous,\(key.rawValue),\(answer.rawValue),assumed,test,2016-01-01\n".utf8)
        return load(csv: bytes, edition: "shipped-1").policies
    }
}
