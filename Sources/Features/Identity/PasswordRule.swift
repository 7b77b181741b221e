// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation

/// What a password must be. Length counts, not a mixture of signs; what attackers try first is refused.
///
/// Source of the approach: NIST SP 800-63B-4, section 3.1.1.2 (length, a list of common values, the name of user and
/// service, no rules of composition, no expiry).
public enum PasswordRule {
    /// In characters as people count them.
    public static let lengths = 10...256
    /// Fewer different characters than this is a repetition and no password.
    public static let distinctMin = 4

    /// All that is wrong with a password; empty when it may be used.
    ///
    /// - Parameter names: the person's sign-in name, telephone number and display name, as far as known.
    public static func problems(_ password: String, names: [String]) -> [PasswordProblem] {
        guard password.count <= lengths.upperBound else { return [.tooLong(found: password.count)] }
        var problems: [PasswordProblem] = []
        if password.count < lengths.lowerBound { problems.append(.tooShort(found: password.count)) }
        let folded = fold(password)
        if names.contains(where: { repeatsName(folded, $0) }) { problems.append(.containsName) }
        if isCommon(folded) {
            problems.append(.common)
        } else if Set(folded).count < distinctMin {
            problems.append(.repetitive)
        }
        return problems
    }

    /// Nothing but the name and a little around it: with the name taken out, fewer than six characters are left.
    private static func repeatsName(_ folded: String, _ name: String) -> Bool {
        let words = fold(name)
        // People write their number with 0 in front and the platform stores it with the country's code.
        let forms = words.hasPrefix("+") ? [words, String(words.dropFirst()), "0" + words.dropFirst(4), "0" + words.dropFirst(3)] : [words]
        return forms.contains { form in
            form.count >= 3 && folded.contains(form) && folded.replacingOccurrences(of: form, with: "").count < 6
        }
    }

    /// One of the words attackers try first, alone or with digits and signs before or after it; or keys in a row.
    private static func isCommon(_ folded: String) -> Bool {
        let word = folded.drop { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed()
        return commonWords.contains(String(word)) || rows.contains { $0.contains(folded) }
    }

    private static func fold(_ text: String) -> String {
        text.withLatinDigits.lowercased().precomposedStringWithCanonicalMapping.filter { !$0.isWhitespace }
    }

    /// Heads of published lists of leaked passwords, and what people here are likely to choose; folded, without spaces.
    private static let commonWords: Set<String> = [
        "password", "passwords", "passw0rd", "p@ssword", "mypassword", "passwordpassword", "letmein", "welcome", "iloveyou", "qwerty",
        "qwertyuiop", "qwertyqwerty", "asdfghjkl", "zxcvbnm", "abc", "abcd", "abcdef", "abcdefgh", "abcdefghij", "admin", "administrator",
        "administration", "changeme", "secret", "test", "testtest", "user", "guest", "login", "default", "master", "monkey", "dragon",
        "football", "sunshine", "princess", "superman", "computer", "internet", "baitong", "cambodia", "kampuchea", "khmer", "phnompenh",
        "siemreap", "angkor", "angkorwat", "vietnam", "vietnamese", "saigon", "hanoi", "hochiminh", "matkhau", "anhyeuem", "emyeuanh",
        "toiyeuban", "vietnamvodich", "greenindustry", "environment", "ministry", "factory", "lovelove", "a", "aa", "aaa", "q",
    ]

    /// Keys in a row, either way, twice over.
    private static let rows: [String] = {
        let forward = [
            "12345678901234567890", "01234567890123456789", "qwertyuiopqwertyuiop", "asdfghjklasdfghjkl", "1qaz2wsx3edc4rfv5tgb",
            "abcdefghijklmnopqrstuvwxyz",
        ]
        return forward + forward.map { String($0.reversed()) }
    }()
}

/// One thing that is wrong with a password.
public enum PasswordProblem: Hashable, Sendable {
    case tooShort(found: Int)
    case tooLong(found: Int)
    case containsName
    case common
    case repetitive

    public func problem(field: String = "password") -> Problem {
        switch self {
        case .tooShort(let found):
            IdentityPhrase.passwordTooShort.problem(
                field, ["least": .number(Int64(PasswordRule.lengths.lowerBound)), "found": .number(Int64(found))])
        case .tooLong(let found):
            IdentityPhrase.passwordTooLong.problem(
                field, ["most": .number(Int64(PasswordRule.lengths.upperBound)), "found": .number(Int64(found))])
        case .containsName: IdentityPhrase.passwordContainsName.problem(field)
        case .common: IdentityPhrase.passwordCommon.problem(field)
        case .repetitive: IdentityPhrase.passwordRepetitive.problem(field, ["least": .number(Int64(PasswordRule.distinctMin))])
        }
    }
}
