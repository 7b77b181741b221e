// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages of outlets and results say.
enum DischargePagePhrase: String, PhraseKey {
    static let area = "dischargepage"

    case title, lead, leadOfficer, addOutlet, addOutletLead, outlet, site, receiving, receivingName, receivingNameHint, column, columnOpen
    case columnHint, lastSampled, neverSampled, openCases, emptyTitle, emptyMore, emptyOfficer, resultsTitle, resultsLead, noResults, noResultsMore
    case parameter, sampledOn, reportedOn, result, byStandard, byPermit, withdrawn, withdrawnBecause, limit, standard, source, confidence, note
    case permit, issuedBy, factsTitle, asGiven, asCompared, detection, laboratory, method, methodHint, sample, sampleHint, recordedAt, origin
    case originRow, withdraw, withdrawReason, withdrawHint, saidWithdrawn, enterResults, saveResults, rowsMore, otherParameter, parameterHint, sign
    case signEqual, signBelow, signAbove, value, unit, saidRecorded, saidRecordedCase, changeOutlet, medium, code, codeHint, whereItIs
    case whereItIsHint, firstDay, firstDayHint, lastDay, lastDayHint, fromDay, fromDayHint, leadsTitle, leadsMore, save, saidOutletAdded
    case saidOutletChanged, outletOpen, outletClosed, historyTitle
}
