// SPDX-License-Identifier: Apache-2.0

import Wording

/// What a driver's page says.
enum SignPhrase: String, PhraseKey {
    static let area = "sign"

    // Typing a code
    case title, code, codeHint, open, codeProblem
    // The load
    case from, to, by, loadOfOne, loadOfSeveral
    case plate, plateHint, driverName
    case collectButton, takeOverButton, meaning
    // Done
    case collected, takenOver, keep, closed
}
