// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Sentences of the command line.
enum CLIPhrase: String, PhraseKey {
    static let area = "cli"
    case databaseMissing, migrationsPending, countryDiffers, fileUnreadable, portTaken
    case notEmpty, loadUnfinished, demonstrationBuilds, notADemonstration
    case migrated, organisationUnknown, fault, faultLine, faultsFound, importDry, importDone
    case wordingDone, rulesDone, registerCut, passwordMissing, tokenRevoked, tokenEnded, tokenGood, tokenExpired, paperDone
    case datasetsDry, datasetsDone
    case resultsFault, resultsColumns, resultsDry, resultsDone, returnLine, returnsDry, returnsDone, returnNotSent, returnsSent
    case copySame, copyTable, copyDone, copySourceVerified, copyTargetVerified, copyUnsound, copySourceEmpty, copyTargetHolds, copyOtherSource
    case copyOtherSchema, copyNotAtRest, copySourceChanged, copySumsDiffer
}

/// What a command refuses beside what the platform does.
struct CLIRefusal: Explainable {
    var problems: [Problem]
    var standing: Standing { .invalid }

    init(_ phrase: CLIPhrase, _ facts: [String: Fact] = [:]) { problems = [phrase.problem("", facts)] }
}
