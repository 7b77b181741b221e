// SPDX-License-Identifier: Apache-2.0

import Wording

/// Headings and sample texts of the gallery of parts.
enum GalleryPhrase: String, PhraseKey {
    static let area = "gallery"

    case title, lead, sectionTop, sectionSigns, sectionFigures, sectionToday, sectionTables, sectionDocument,
        sectionForms, sectionCharts, sectionActs, sectionPaper, sectionIcons, today, notes, month, more,
        sites, costs, evidence, history, facts, receipt, garmentFactory, haulier, recycler, landfillSite,
        person, note, textileWaste, oilWaste, paperWaste, documentLead, receive, print, draft, inTransit,
        waitsForYou, accepted, nearLimit, refusedState, saved, noticeText, permitEnds, refusedText,
        openPermit, wasteLeft, recovered, water, energyUse, completeness, change, worse, asKnown, noMeter,
        overdue, due, reportMonth, daysOverdue, dueOn, report, open, nothingToDo, nothingToDoMore, filterShow,
        filterOf, filterIn, outgoing, incoming, direction, allWaste, wasteKind, period, number, material,
        receiver, declared, weighed, state, total, notWeighed, rowsOnPage, noNotes, noNotesMore, newNote,
        ledger, occurred, recorded, document, inflow, outflow, balance, who, issued, collected, receiveBy,
        received, oneTimeCode, whatNext, whatNextText, amount, code, consignor, carrier, weighTicket, photo,
        labReport, correction, reason, misread, scanToSign, stepWhat, stepWho, stepWhen, stepCheck, theLoad,
        theLoadMore, weight, weightHint, kilogram, tonne, method, methodWeighed, methodWeighedHint,
        methodEstimated, pickUp, contact, remarks, bags, bagsError, carrierError, packaging, agree,
        agreeQuestion, attach, wasteCode, wasteCodeHint, headroom, headroomLow, permitRefusal, kandal,
        phnomPenh, kampongSpeu, sihanouk, siemReap, battambang, svayRieng, kampongCham, send, flowTitle,
        flowUnit, flowText, sorting, recycling, energy, incineration, landfill, storage, air, unaccounted,
        trendTitle, trendUnit, trendText, peers, target, barsTitle, barsText, columnsTitle, dotsTitle,
        dotsUnit, dotsText, publishedRange, mapTitle, mapText, evidenceTitle, evidenceUnit, evidenceOne,
        evidenceTwo, evidenceThree, noData, emptyChart, place, cancelTitle, cancelOne, cancelTwo,
        cancelButton, thanks, thanksMore, kingdom, motto, statutoryTitle, printed
}
