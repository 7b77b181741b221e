// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the pages of questions about wastes, and of rulings.
enum RulingPagePhrase: String, PhraseKey {
    static let area = "rulings"

    case listTitle, listLead, listEmpty, listEmptyMore, ruledOn, ruledBy, subject, reason, source, hazard, waste, erased, note, ofThisWaste
    case askTitle, askLead, process, processHint, product, productHint, detail, detailHint, photo, photoHint, askButton, asked, answered
    case questionsTitle, questionsOwnLead, questionsOpenLead, questionsEmpty, questionsEmptyMore, openEmpty, openEmptyMore, ask, waiting, ruled, askedOn, firm
    case questionTitle, giveTitle, giveLead, againTitle, code, codeHint, hazardYes, hazardNo, subjectHint, reasonHint, sourceHint, giveButton, given
}
