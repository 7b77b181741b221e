// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages about firms, sites and permits say.
enum RegistryPhrase: String, PhraseKey {
    static let area = "registry"

    // The list
    case addFirm, importLink, listLead, listLeadAll, pendingOne, pendingMany, pendingShow
    case filterShow, filterStatus, filterProvince, filterWords, filterWordsLabel, profiles, status, province
    case anyProfile, anyStatus, anyProvince, columnName, columnPermits, noPermits, emptyTitle, emptyMore, noMatchTitle, noMatchMore
    // A permit
    case lowConfidence, inForce, notYetInForce, ended, issuedBy, validity, reach, wholeOrganisation, wastes, treatments
    case transport, transportAllowed, transportNotAllowed, dailyCapacity, yearlyCapacity, storageCeiling, source
    case confidence, confidenceHigh, confidenceMedium, confidenceLow, validSince, validBetween
    case wholePermit, chapterWithHazardous, chapterWithoutHazardous, anyNonHazardous
    // An organisation
    case facts, permits, approve, recordPermit, refuse, namesTitle, close, resetTitle, pendingForOfficer, pendingForOthers
    case otherName, registrationNumber, mandate, openedOn, closedOn, sites, noPermitsMore, approved, refused
    case refuseTitle, refuseFollowsStatus, refuseFollowsAgain, refuseButton, save, saved
    case closeTitle, lastDay, closeFollowsNew, closeFollowsUnderWay, closeFollowsSeen, closeButton, closed, resetHint, resetLead
    // Whom to call
    case contact, contactMore, contactSelfMore, contactName, contactPhone
    // A site
    case siteTitle, editSite, communeAndDistrict, address, position, sector, employees, employeesUnknown, employeesLine
    case employeesWithWomen, zone, siteHistory, validFrom, size, noZone, formerOwner, ownerUntil
    // The questions of a registration
    case nameEnglish, nameEnglishHint, nameLocal, nameLocalHint, profilesHint, registrationNumberHint, district, commune
    case latitude, latitudeHint, longitude, longitudeHint, employeesHint, employeesWomen, siteClosedHint, sectorHint
    // A firm registers itself
    case registerTitle, registerLead, registerButton, registeredTitle, registeredApproval
    case groupFirm, groupPlace, groupPlaceMore, groupWork, groupYou, groupYouMore
    // An officer adds a firm
    case addTitle, addLead, addButton, added, noMandate, mandateHint, groupFounder, groupFounderMore
    // A file of firms
    case importTitle, importLead, importTemplate, importFile, importFileHint, importHow, dryRun, dryRunHint, importButton
    case importSound, importDone, importFaultOne, importFaultMany, importFaults, importFaultsMore
    case faultLine, faultColumn, faultValue, faultReason, faultBlank, importContacts
    // The form of a permit
    case permitLead, permitRecorded, groupPaper, groupCovers, groupBounds, groupBoundsMore, permitNumber
    case validUntil, validUntilHint, wastesHint, treatmentsHint, sourceHint
    // The form of a site
    case changesFrom, groupNames, groupDays, addSite, siteAdded
    // May this company take this waste?
    case licenceTitle, licenceLead, licenceNote, askMay, askFirm, askTake, askWaste, askEnd, licenceEmpty, licenceEmptyMore
    case moreFirms, noSuchWaste, noSuchWasteMore, whichWaste, wasteCode, wasteNamed, nobodyTakes, nobodyTakesMore
    case noSuchFirm, noSuchFirmMore, answerYes, answerNo, answerUncertain, answerNothing
    case answerNoMore, answerUncertainMore, answerNothingMore, answerClosedMore, mayTreat, mayCarry
}
