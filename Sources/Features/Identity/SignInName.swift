// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation

/// What a person types to say who they are: a telephone number or a name they chose.
///
/// The same person finds the same account however they type it, so both are stored in one normal form and compared byte
/// by byte.
public enum SignInName: Hashable, Sendable {
    /// E.164: plus sign, country code and number, such as `+85512345678`.
    case phone(String)
    /// Small letters, composed (Unicode NFC), Latin digits.
    case name(String)

    /// The stored form.
    public var text: String {
        switch self {
        case .phone(let number): number
        case .name(let name): name
        }
    }

    /// Lengths of a chosen name, in characters as people count them.
    public static let nameLengths = 3...40

    /// Reads what was typed. Text of digits and the usual signs between them is a telephone number; anything with a letter
    /// is a name.
    ///
    /// - Parameter country: where a number without country code is at home.
    public static func normalise(_ typed: String, in country: Country) -> Result<SignInName, SignInNameRefusal> {
        let text = visible(typed)
        guard !text.isEmpty else { return .failure(.empty) }
        return PhoneNumber.isLike(text) ? PhoneNumber.read(text, in: country).map(SignInName.phone) : name(text).map(SignInName.name)
    }

    private static func name(_ text: String) -> Result<String, SignInNameRefusal> {
        let folded = text.withLatinDigits.lowercased().precomposedStringWithCanonicalMapping
        if let sign = folded.unicodeScalars.first(where: { !isAllowed($0) }) { return .failure(.badCharacter(String(sign))) }
        guard nameLengths.contains(folded.count) else { return .failure(.nameLength(found: folded.count)) }
        guard folded.unicodeScalars.contains(where: isLetter) else { return .failure(.noLetter) }
        return .success(folded)
    }

    /// Without what cannot be seen (Khmer keyboards put zero-width spaces between words) and without blanks at the ends.
    private static func visible(_ typed: String) -> String {
        let seen = typed.unicodeScalars.filter { $0.properties.generalCategory != .format }
        return String(String.UnicodeScalarView(seen)).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if isLetter(scalar) || "._-".unicodeScalars.contains(scalar) { return true }
        return switch scalar.properties.generalCategory {
        // Vowel signs and tone marks belong to their letters.
        case .nonspacingMark, .spacingMark, .decimalNumber: true
        default: false
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }
}

/// Why a text cannot be a sign-in name.
public enum SignInNameRefusal: Explainable, Hashable {
    case empty
    case nameLength(found: Int)
    case badCharacter(String)
    /// Signs and marks alone.
    case noLetter
    /// `country` is the one whose rules the number breaks; `nil` when it names a country by a code of its own.
    case phoneLength(country: Country?, digits: Int)

    public var standing: Standing { .invalid }
    public var problems: [Problem] { [problem(field: "sign_in_name")] }

    public func problem(field: String) -> Problem {
        switch self {
        case .empty: IdentityPhrase.nameEmpty.problem(field)
        case .nameLength(let found):
            IdentityPhrase.nameLength.problem(
                field,
                [
                    "least": .number(Int64(SignInName.nameLengths.lowerBound)), "most": .number(Int64(SignInName.nameLengths.upperBound)),
                    "found": .number(Int64(found)),
                ])
        case .badCharacter(let sign): IdentityPhrase.nameBadCharacter.problem(field, ["sign": .text(sign)])
        case .noLetter: IdentityPhrase.nameNoLetter.problem(field)
        case .phoneLength(.cambodia, let digits): IdentityPhrase.phoneCambodia.problem(field, ["found": .number(Int64(digits))])
        case .phoneLength(.vietNam, let digits): IdentityPhrase.phoneVietNam.problem(field, ["found": .number(Int64(digits))])
        case .phoneLength(nil, let digits): IdentityPhrase.phoneOther.problem(field, ["found": .number(Int64(digits))])
        }
    }
}
