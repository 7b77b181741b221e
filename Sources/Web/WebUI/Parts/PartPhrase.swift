// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the parts and the frame say by themselves; everything else arrives ready written.
enum PartPhrase: String, PhraseKey {
    static let area = "parts"

    // Forms
    case problems, optional, choose, unitOf, readAs, draftRestored, discardDraft
    // Pickers
    case search, searchCodes, found, nothingFound, usedLately, hazardous
    // Figures and tables
    case noFigure, openFacts, sameNumbers, pages, previous, next, download, show, clearFilters
    // Documents
    case stateDone, stateCurrent, statePending, stateRefused, stepOf, before, after, what, nothing, noEvidence, notSigned, print
    // Acts
    case whatFollows, cannotBeUndone, goBack
    // Charts
    case unaccounted, unaccountedSource, median, own, returnFlows, latitude, longitude, supports, weakens, uncertainty
    // Frame
    case platform, skipToContent, places, languages, person, signIn, signOut, back, timeZone, zonePhnomPenh, zoneHoChiMinh, searchEverything
}
