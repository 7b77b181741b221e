// SPDX-License-Identifier: Apache-2.0

/// Something personal that can be erased, named by what stands for it in the journal. It tells nobody who it was about.
///
/// Written as `text:HASH`, `photo:SHA256`, `person:12` or `contact:12`.
public enum ErasureSubject: Hashable, Sendable, Codable, CustomStringConvertible {
    /// A name, plate or remark on a note.
    case text(SealedText)
    /// A photo or paper, by the SHA-256 under which it is stored, 64 hexadecimal digits.
    case photo(String)
    /// Everything that names or reaches a person who signs in.
    case person(PersonID)
    /// Whom to call at an organisation.
    case contact(OrganisationID)

    public init?(_ written: some StringProtocol) {
        let pieces = written.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard pieces.count == 2 else { return nil }
        switch pieces[0] {
        case "text" where SealedText.isHash(pieces[1]): self = .text(SealedText(hash: String(pieces[1])))
        case "photo" where Self.isPhotoHash(pieces[1]): self = .photo(String(pieces[1]))
        case "person": if let id = PersonID(text: String(pieces[1])) { self = .person(id) } else { return nil }
        case "contact": if let id = OrganisationID(text: String(pieces[1])) { self = .contact(id) } else { return nil }
        default: return nil
        }
    }

    public var description: String {
        switch self {
        case .text(let text): "text:\(text.hash)"
        case .photo(let hash): "photo:\(hash)"
        case .person(let id): "person:\(id)"
        case .contact(let id): "contact:\(id)"
        }
    }

    /// Whether a text can be the hash of a photo.
    public static func isPhotoHash(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let subject = ErasureSubject(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected what was erased, such as person:12")
        }
        self = subject
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Why something was erased. One of a list, since a free text would be one more that names people.
public enum ErasureReason: String, CaseIterable, Codable, Sendable {
    /// The person it is about asked for it.
    case asked
    /// A court or authority ordered it.
    case ordered
    /// It was kept for as long as it was needed.
    case outlived
    /// It should not have been written there.
    case mistaken
}

/// What was erased and why.
public struct Erasure: Hashable, Sendable, Codable {
    public var subject: ErasureSubject
    public var reason: ErasureReason

    public init(_ subject: ErasureSubject, because reason: ErasureReason) {
        self.subject = subject
        self.reason = reason
    }
}

extension SealedText {
    /// Characters of a hash.
    public static let hashLength = 43

    /// Whether a text can be a hash.
    public static func isHash(_ text: some StringProtocol) -> Bool {
        text.utf8.count == hashLength
            && text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95 }
    }
}
