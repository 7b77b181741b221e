// SPDX-License-Identifier: Apache-2.0

import Domain

/// Which waste one line of a permit covers.
///
/// Written as `040222` (one code), `04` (the chapter's codes that are not hazardous), `04*` (the whole chapter) or
/// `non-hazardous` (every code that is not hazardous). Hazardous waste is covered only where the permit says so.
public enum WasteScope: Hashable, Sendable, Codable {
    case code(WasteCodeID)
    /// `number` is two digits, `01`...`99`.
    case chapter(String, includingHazardous: Bool)
    case anyNonHazardous

    public func covers(_ waste: WasteCodeID, isHazardous: Bool) -> Bool {
        switch self {
        case .code(let code): code == waste
        case .chapter(let number, let includingHazardous): waste.chapter == number && (includingHazardous || !isHazardous)
        case .anyNonHazardous: !isHazardous
        }
    }

    /// Reads the written form; `nil` for anything else.
    public init?(text: String) {
        if text == Self.nonHazardousWord {
            self = .anyNonHazardous
        } else if let code = WasteCodeID(text: text) {
            self = .code(code)
        } else {
            let number = text.prefix(2)
            let isChapter = number.utf8.count == 2 && number.utf8.allSatisfy { (48...57).contains($0) } && number != "00"
            guard isChapter, ["", "*"].contains(text.dropFirst(2)) else { return nil }
            self = .chapter(String(number), includingHazardous: text.hasSuffix("*"))
        }
    }

    public var text: String {
        switch self {
        case .code(let code): code.text
        case .chapter(let number, let includingHazardous): includingHazardous ? number + "*" : number
        case .anyNonHazardous: Self.nonHazardousWord
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let scope = WasteScope(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a waste code, a chapter, or non-hazardous")
        }
        self = scope
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static let nonHazardousWord = "non-hazardous"
}
