// SPDX-License-Identifier: Apache-2.0

import Domain

/// Reading of telephone numbers as people write them in the countries served.
///
/// Source: ITU-T E.164 (at most 15 digits with country code) and the national numbering plans filed under ITU-T E.129:
/// Cambodia 855, eight or nine digits after the trunk 0; Viet Nam 84, nine digits for mobiles and ten for fixed lines.
public enum PhoneNumber {
    /// Whether a text holds digits and the usual signs between them only.
    public static func isLike(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { isDigit($0) || isSign($0) } && text.unicodeScalars.contains(where: isDigit)
    }

    /// The number in E.164, `+85512345678`.
    ///
    /// Understands `012 345 678`, `+855 12 345 678`, `855-12-345-678`, `+855 (0)12 345 678`, `00855…`, and Khmer digits. A
    /// number that begins with neither + nor 00 nor 0 must begin with the code of a country served.
    ///
    /// - Parameter country: where a number with the trunk 0 is at home.
    public static func read(_ text: String, in country: Country) -> Result<String, SignInNameRefusal> {
        let digits = String(String.UnicodeScalarView(text.unicodeScalars.map(\.latinDigit).filter { (48...57).contains($0.value) }))
        let hasPlus = text.unicodeScalars.contains("+")
        if !hasPlus, digits.hasPrefix("0"), !digits.hasPrefix("00") { return national(digits, plan(of: country)) }
        let international = hasPlus ? digits : digits.hasPrefix("00") ? String(digits.dropFirst(2)) : digits
        if let plan = plans.first(where: { international.hasPrefix($0.code) }) {
            return national(String(international.dropFirst(plan.code.count)), plan)
        }
        guard international != digits || hasPlus else { return .failure(.phoneLength(country: country, digits: digits.count)) }
        guard (8...15).contains(international.count), !international.hasPrefix("0") else {
            return .failure(.phoneLength(country: nil, digits: international.count))
        }
        return .success("+" + international)
    }

    private struct Plan {
        let country: Country
        let code: String
        /// Digits after the country code, without the trunk 0.
        let lengths: ClosedRange<Int>
    }

    private static let plans: [Plan] = [
        Plan(country: .cambodia, code: "855", lengths: 8...9),
        Plan(country: .vietNam, code: "84", lengths: 9...10),
    ]

    private static func plan(of country: Country) -> Plan {
        guard let plan = plans.first(where: { $0.country == country }) else { preconditionFailure("Each country has a numbering plan.") }
        return plan
    }

    private static func national(_ digits: String, _ plan: Plan) -> Result<String, SignInNameRefusal> {
        let number = digits.hasPrefix("0") ? digits.dropFirst() : digits[...]
        guard plan.lengths.contains(number.count), !number.hasPrefix("0") else {
            return .failure(.phoneLength(country: plan.country, digits: number.count))
        }
        return .success("+" + plan.code + number)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.latinDigit.value) }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        "+().-/".unicodeScalars.contains(scalar) || scalar.properties.isWhitespace || scalar.properties.generalCategory == .dashPunctuation
    }
}
