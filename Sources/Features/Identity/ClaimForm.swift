// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// What whoever claims a firm fills in.
public struct ClaimForm: Hashable, Sendable {
    public var displayName = ""
    public var phone = ""
    /// Blank when the telephone number is to be the name for signing in.
    public var signInName = ""
    public var password = ""
    /// The password once more.
    public var again = ""
    /// What he is in the firm, in his own words.
    public var position = ""
    /// Says that he may act for the firm.
    public var mayAct = false

    public init() {}

    /// Longest name and longest position taken, in characters.
    public static let textMax = 100

    /// Checks every field.
    ///
    /// - Parameter hasAccount: he is signed in already, so name, telephone and password are known.
    /// - Throws: all problems at once.
    public func validated(in country: Country, language: Language, hasAccount: Bool = false) throws(Problems) -> ValidClaim {
        var problems: [Problem] = []
        var profile: PersonProfile?
        if !hasAccount { profile = checkedProfile(in: country, language: language, &problems) }
        let position = Self.trimmed(position)
        if position.isEmpty { problems.append(ClaimPhrase.positionMissing.problem("position")) }
        if position.count > Self.textMax { problems.append(Self.tooLong("position", position.count)) }
        if !mayAct { problems.append(ClaimPhrase.mayActMissing.problem("may_act")) }
        guard problems.isEmpty else { throw Problems(problems) }
        return ValidClaim(profile: profile, password: password, position: position)
    }

    private func checkedProfile(in country: Country, language: Language, _ problems: inout [Problem]) -> PersonProfile {
        var profile = PersonProfile(displayName: Self.trimmed(displayName), language: language)
        if profile.displayName.isEmpty { problems.append(ClaimPhrase.nameMissing.problem("display_name")) }
        if profile.displayName.count > Self.textMax { problems.append(Self.tooLong("display_name", profile.displayName.count)) }
        if Self.trimmed(phone).isEmpty {
            problems.append(ClaimPhrase.phoneMissing.problem("phone"))
        } else if !PhoneNumber.isLike(Self.trimmed(phone)) {
            problems.append(ClaimPhrase.phoneUnreadable.problem("phone"))
        } else {
            switch PhoneNumber.read(phone, in: country) {
            case .success(let number): profile.phone = number
            case .failure(let refusal): problems.append(refusal.problem(field: "phone"))
            }
        }
        if !Self.trimmed(signInName).isEmpty {
            switch SignInName.normalise(signInName, in: country) {
            // A second number would be a second way to be called; the name is for those who have one.
            case .success(.phone(let number)):
                if number != profile.phone { problems.append(ClaimPhrase.signInNameOtherPhone.problem("sign_in_name")) }
            case .success(.name(let name)): profile.signInName = name
            case .failure(let refusal): problems.append(refusal.problem(field: "sign_in_name"))
            }
        }
        let names = [profile.displayName, profile.phone, profile.signInName].compactMap { $0 }.filter { !$0.isEmpty }
        problems += PasswordRule.problems(password, names: names).map { $0.problem() }
        if password != again { problems.append(ClaimPhrase.passwordsDiffer.problem("again")) }
        return profile
    }

    private static func tooLong(_ field: String, _ count: Int) -> Problem {
        ClaimPhrase.textTooLong.problem(field, ["most": .number(Int64(textMax)), "found": .number(Int64(count))])
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        func isBlank(_ character: Character) -> Bool { character.isWhitespace || character == "\u{200B}" || character == "\u{FEFF}" }
        while let first = text.first, isBlank(first) { text.removeFirst() }
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(text)
    }
}

/// A claim whose every field was checked.
public struct ValidClaim: Hashable, Sendable {
    /// `nil` when he has an account already.
    public let profile: PersonProfile?
    public let password: String
    public let position: String
}
