// SPDX-License-Identifier: Apache-2.0

/// What an authority is charged with. Written as `industry`, `environment`, `finance` or `provincial:12`.
public enum Mandate: Hashable, Sendable, Codable {
    case industry
    case environment
    case finance
    /// A province's own department; the code is the one of the country's province list.
    case provincial(String)

    /// A mandate without its province; the permission table speaks of these.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        case industry, environment, finance, provincial

        public var phrase: IdentityPhrase { .named("mandate", rawValue) }
    }

    public var kind: Kind {
        switch self {
        case .industry: .industry
        case .environment: .environment
        case .finance: .finance
        case .provincial: .provincial
        }
    }

    /// The province it is limited to, if it is.
    public var province: String? {
        if case .provincial(let code) = self { code } else { nil }
    }

    /// Reads the written form; `nil` for anything else, and for a province without a code.
    public init?(text: String) {
        switch text {
        case "industry": self = .industry
        case "environment": self = .environment
        case "finance": self = .finance
        default:
            guard text.hasPrefix(Self.provincialPrefix), text.count > Self.provincialPrefix.count else { return nil }
            self = .provincial(String(text.dropFirst(Self.provincialPrefix.count)))
        }
    }

    public var text: String { province.map { Self.provincialPrefix + $0 } ?? kind.rawValue }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let mandate = Mandate(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a mandate such as industry or provincial:12")
        }
        self = mandate
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static let provincialPrefix = "provincial:"
}
