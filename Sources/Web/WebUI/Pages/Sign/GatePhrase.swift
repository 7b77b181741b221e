// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the gate's pages say.
enum GatePhrase: String, PhraseKey {
    static let area = "gate"

    // The list
    case title, lead, number, numberHint, open, numberUnknown, atGate, onTheWay, due, overdue, noDate, receive, more, nothing, nothingMore
    // Weighing
    case weighTitle, stepWeigh, stepDecide, weight, weightHint, containers, containersHint, weighButton, onlyArrival, saidArrived, saidWeighed
    // Deciding
    case decideTitle, decision, acceptAll, acceptAllHint, acceptPart, acceptPartHint, refuseAll, refuseAllHint, decisionMissing
    case amounts, amountsExplained, acceptedOf, whenRefusing, whenRefusingMore, refusal, notRefused
    case discrepancy, discrepancyHint, discrepancyAssumed, onward, onwardHint, backToSender, findPlant, decideButton, saidAccepted, saidPartly, saidRefused
    // Neither
    case nothingHere, toNote, treat
    // Treating
    case treatTitle, treatLead, treatLine, heldOf, treatment, treatMass, treatMassHint, treatDate, treatDateMarked, treatDateRefused, residue, residueExplained,
        noResidue, residueMass
    case treatButton, saidTreated
}
