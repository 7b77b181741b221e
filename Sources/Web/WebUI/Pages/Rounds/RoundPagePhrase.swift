// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages of collection rounds say: office, driver's phone and gate.
enum RoundPagePhrase: String, PhraseKey {
    static let area = "rounds"

    // The list and the page.
    case title, lead, newButton, emptyTitle, emptyMore, kind, roundOf, columnRound, columnPlant, columnStops, columnState
    case facts, day, vehicle, driver, wastes, plant, declaredTotal, weighedTotal, difference, acceptedTotal
    case stops, columnStop, columnSender, columnNote, columnDeclared, columnShare, columnAccepted, noStops, noStopsMore, sharedExplained
    case ahead, skipped, codeTitle, codeScan, codeSay, codeUntil, toGate, leftOut
    // Planning.
    case newTitle, newLead, groupWho, groupWhat, groupWay, carrier, receiverHint, findPlant, nobodyYet, treatment, anotherWaste, plateHint
    case container, containerHint, inLitres, litres, litresHint, perLitre, perLitreHint, driverHint, sendersLabel, sendersHint, findSender, plan, saidPlanned
    // Giving up.
    case cancel, cancelTitle, cancelFollows, cancelNewOne, saidCancelled
    // Another code.
    case renew, renewTitle, renewFollows, renewTell, saidRenewed, renewedAt
    // The driver's phone.
    case typeTitle, typeCode, typeHint, typeOpen, codeProblem, driverTitle, aheadTitle, knownTitle, newStop, stopHere, lastTime, never, loaded
    case nothingAhead, madeTitle, skippedTitle, over
    case stopTitle, amount, amountHint, orContainers, orContainersMore, containers, each, waste, signer, signerHint, stopMeaning, done, skipFold, skipReason
    case skipButton, findTitle, findLabel, findHint, findNothing, backToRound
    case madeDone, madeExplained, nextStop
    // The gate.
    case onRounds, weighTitle, weight, weightHint, weighButton, decideTitle, decideButton, acceptPartHint, refuseAllHint
    case acceptedAmount, acceptedAmountHint, gateDone, saidWeighed, saidDecided, saidArrived, discrepancyHint
    // On the note.
    case stopOf, openRound, sharedWeight, sharedShort
}
