// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the list of notes and the form of a new one say.
enum ComposePhrase: String, PhraseKey {
    static let area = "compose"

    // The form
    case newTitle, editTitle, repeatLead, newLead
    case groupWaste, groupWho, groupWhen
    case waste, wasteHint, weight, weightHint, method, containers, containersHint, anotherWaste, noFurtherWaste, moreAboutWaste
    case lot, lotHint, lotNone, lotOption, lotFromNote
    case sender, receiver, receiverHint, receiverNone, findReceiver
    case carrier, carrierHint, carrierNone, findCarrier, carryOurselves, receiverCollects, receiverCollectsPlace
    case moreCarriers, nextCarrier, nextCarrierHint, noFurtherCarrier
    case kilometres, permitUntil, permit, transportUntil, transport, permitAndMore, otherWaste, unconfirmed
    case saleLink, saleTitle, saleLead, saleGroup, saleKind, saleName, salePhone, salePlace, salePlaceHint, saleButton, saleRecorded
    case roomLeft, roomDay, roomYear, roomStore
    case intended, intendedHint, pickup, pickupHint, mode, remark, remarkHint
    case arrangement, arrangementHint, arrangementNone, arrangementOption, arrangedLead
    case issue, issueExplained, saveDraft, saveForSigning, forSigningExplained
    case issued, draftSaved, draftForSigning

    // The list
    case listTitle, listOne, listMany, listNation, listProvince
    case filterShow, filterIn, filterOf, filterBegun, roleLabel, allRoles, outgoing, transported, incoming
    case stateLabel, anyState, wasteLabel, wasteWords, anyWaste, monthLabel
    case columnNote, columnBegun, columnWaste, columnWay, columnDeclared, columnReceived, columnState, notWeighed, andMore
    case emptyTitle, emptyMore, noMatchTitle, noMatchMore, newNote
}
