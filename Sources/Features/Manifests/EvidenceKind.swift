// SPDX-License-Identifier: Apache-2.0

import Domain

/// How well a mass is known that stands in a sum, the best first: how it was measured, or that it is a share of one weight for
/// several loads, which is better than an estimate and worse than a scale of the load's own.
public enum EvidenceKind: String, CaseIterable, Codable, Sendable {
    case weighed, metered, counted, invoiced, shared, estimated

    public init(_ method: MeasurementMethod) {
        self =
            switch method {
            case .weighed: .weighed
            case .metered: .metered
            case .counted: .counted
            case .invoiced: .invoiced
            case .estimated: .estimated
            }
    }

    /// Found on the load itself by somebody.
    var isOfLoadItself: Bool { self != .shared && self != .estimated }

    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .weighed: .methodWeighed
        case .metered: .methodMetered
        case .counted: .methodCounted
        case .invoiced: .methodInvoiced
        case .shared: .methodShared
        case .estimated: .methodEstimated
        }
    }
}

extension Receipt {
    /// How the plant's weight is known; `nil` before there is one. A share of an estimate is an estimate.
    public var evidence: EvidenceKind? {
        guard let weighed else { return nil }
        return isShared && !weighed.method.isEstimate ? .shared : EvidenceKind(weighed.method)
    }
}
