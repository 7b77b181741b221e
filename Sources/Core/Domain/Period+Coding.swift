// SPDX-License-Identifier: Apache-2.0

/// Written as ``Period/description`` writes it: `2026-09`, `2026-Q3`.
extension Period: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let period = Period(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a period such as 2026-09, 2026-Q3 or 2026")
        }
        self = period
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
