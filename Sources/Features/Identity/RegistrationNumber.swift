// SPDX-License-Identifier: Apache-2.0

import Domain

/// The number an organisation has in its country's business register; one organisation each.
public enum RegistrationNumber {
    /// The form in which numbers are compared and stored: Latin digits, capitals, single spaces.
    public static func normalised(_ typed: some StringProtocol) -> String {
        typed.withLatinDigits.uppercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Letters and digits with the signs registers put between them.
    public static func isPossible(_ number: String) -> Bool {
        number.contains(where: \.isNumber) && number.allSatisfy { $0.isLetter || $0.isNumber || " -/.".contains($0) }
    }
}
