// SPDX-License-Identifier: Apache-2.0

import API
import Testing
import WebUI

struct PageVerbTests {
    @Test("Whatever a page can do, a route of the API can do, but for what is only for people in front of a screen")
    func everyVerb() {
        let routes = Set(APIRoutes.all.filter { $0.method == .post }.map(\.name))
        for page in BaitongSite.addresses where page.method == "POST" {
            if Self.onlyPages[page.pattern] != nil { continue }
            let names = Self.verbs[page.pattern]
            #expect(names != nil, "The page \(page.pattern) has a verb that no route of the API is named for.")
            #expect(routes.isSuperset(of: names ?? []), "\(page.pattern): \(names ?? [])")
        }
        #expect(Set(Self.verbs.keys).isDisjoint(with: Self.onlyPages.keys))
        #expect(Set(Self.verbs.keys).union(Self.onlyPages.keys).isSubset(of: BaitongSite.addresses.map(\.pattern)))
    }

    /// Pages that change something, with the routes that do the same.
    private static let verbs: [String: [String]] = [
        "/notes": ["createNote"], "/notes/:id/edit": ["editDraft", "issueNote"], "/notes/:id/issue": ["issueNote"], "/notes/sell": ["recordSale"],
        "/notes/:id/cancel": ["cancelNote"], "/notes/:id/carrier": ["changeCarriers"], "/notes/:id/take-over": ["takeOverLoad"],
        "/notes/:id/store": ["storeLoad"], "/notes/:id/leave-storage": ["leaveStorage"], "/notes/:id/code": ["signAsDriver"],
        "/notes/:id/correct": ["proposeCorrection"], "/notes/:id/correct/answer": ["answerCorrection"], "/notes/:id/loss": ["reportLoss"],
        "/notes/:id/loss/decide": ["decideLoss"], "/notes/:id/treat": ["treatLoad"], "/gate/:id/arrive": ["recordArrival"],
        "/gate/:id/weigh": ["weighLoad"], "/gate/:id/decide": ["decideLoad"], "/s/:code": ["useSignCode"], "/lots": ["arrangeLots"],
        "/arrangements": ["proposeArrangement"], "/arrangements/:id/agree": ["agreeToArrangement"], "/arrangements/:id/decline": ["declineArrangement"],
        "/arrangements/:id/end": ["endArrangement"], "/policies/:key": ["changePolicy"], "/lists": ["loadEdition", "importPolicies"],
        "/wording": ["importWording"], "/registry/import": ["importOrganisations"], "/registry/new": ["registerOrganisation"],
        "/register": ["registerOrganisation"], "/registry/organisations/:id/permits/new": ["recordPermit"], "/registry/sites/:id/edit": ["updateSite"],
        "/registry/organisations/:id/sites/new": ["addSite"], "/registry/organisations/:id/approve": ["approveOrganisation"],
        "/registry/organisations/:id/edit": ["renameOrganisation"], "/registry/organisations/:id/close": ["closeOrganisation"],
        "/people/delegations": ["lendPower"], "/people/delegations/:id/end": ["endDelegation"], "/people/drivers": ["makeDriverCode"],
        "/people/drivers/:id/revoke": ["revokeDriverCode"], "/people/invite": ["invitePerson"], "/people/:id/roles": ["changeRoles"],
        "/people/:id/reset-code": ["makeResetCode"], "/claim/:code": ["claimOrganisation"], "/claims/:id": ["answerClaim"],
        "/invitations": ["makeInvitations"], "/duplicates/:id/:other/apart": ["keepApart"], "/duplicates/:id/:other/merge": ["mergeOrganisation"],
        "/registry/sites/:id/transfer": ["transferSite"],
        "/registry/sites/:id/classification": ["changeSiteClassification", "correctSiteClassification"], "/in-your-name/:id": ["answerEnteredInYourName"],
        "/confirm/:code": ["answerConfirmation"],
        "/paper": ["printPaper"], "/paper/void": ["voidPaper"], "/outages": ["declareOutage"], "/outages/:id": ["endOutage"],
        "/gate/unannounced": ["recordLoad"], "/notes/paper": ["recordLoad"], "/notes/:id/confirm": ["confirmLoad", "disputeLoad"],
        "/notes/:id/dispute": ["decideDispute", "assignSender"], "/rounds": ["planRound"], "/rounds/:id/cancel": ["cancelRound"],
        "/rounds/:id/arrive": ["arriveRound"], "/rounds/:id/weigh": ["weighRound"], "/rounds/:id/decide": ["decideRound"],
        "/r/:code/stop/:site": ["makeStopByCode"], "/r/:code/skip/:site": ["skipStopByCode"], "/erasures/confirm": ["erasePersonal"],
        "/behalf": ["createNote", "createNotes", "editDraft", "issueNote"], "/registry/organisations/:id/reset-code": ["makeResetCodeElsewhere"],
        "/questions": ["askRuling"], "/questions/:id/ruling": ["giveRuling"],
        "/r/:code/new": ["makeStopAtNewFirmByCode", "makeStopAtNewFirm"], "/rounds/:id/renew": ["renewRoundCode"],
        "/discharge/outlets/new": ["addOutlet"], "/discharge/outlets/:id/edit": ["changeOutlet"],
        "/discharge/outlets/:id/results/new": ["recordResults"], "/discharge/results/:id/withdraw": ["withdrawResult"],
        "/returns": ["beginReturn"], "/returns/waste/:code": ["beginReturn", "addReturnWaste"], "/returns/sets": ["loadDataSets"],
        "/returns/:id/edit": ["saveReturn", "addReturnBill"], "/returns/:id/same": ["repeatReturn"],
        "/returns/:id/no-meter": ["acceptEstimate"],
        "/returns/:id/submit": ["submitReturn"], "/returns/:id/approve": ["approveReturn"], "/returns/:id/send-back": ["sendBackReturn"],
        "/returns/:id/reopen": ["reopenReturn"], "/returns/approve": ["approveReturns"], "/returns/send": ["submitReturns"],
        "/returns/late": ["remindReturns"], "/holidays": ["loadHolidays"],
        "/discharge/results/:id/case": ["openDischargeCase"], "/discharge/cases/:id": ["takeDischargeStep"],
        "/discharge/outlets/:id/pipe": ["namePipe"], "/discharge/pipes/:id/answer": ["answerPipe"], "/discharge/pipes/:id/end": ["endPipe"],
        "/discharge/pipes/:id/months/:month": ["statePipeMonth", "takePipeStep"],
        "/discharge/outlets/:id/volumes": ["recordDischargeVolume"], "/discharge/limits": ["loadDischargeLimits"],
        "/discharge/sites/:id/permit-limits/new": ["recordPermitLimit"], "/discharge/import": ["importResults"],
        "/book/sites/:id/stock-take": ["takeStock"],
        "/returns/import": ["importReturns"], "/returns/files/:id": ["importReturns"], "/returns/files/:id/take": ["importReturns"],
        "/discharge/files/:id": ["importResults"], "/discharge/files/:id/take": ["importResults"], "/ghg/factors": ["loadFactors"],
    ]

    /// Pages whose verb has no route, each with its reason.
    private static let onlyPages = [
        "/sign-in": "A program has a token instead of a session.", "/sign-in/code": "A program has a token instead of a session.",
        "/sign-out": "A program has a token instead of a session.", "/new-password": "A password is chosen by the person alone.",
        "/account/act": "A token stands for one organisation.", "/account/tokens": "A token makes no further tokens.",
        "/account/tokens/:id/revoke": "A token ends no other tokens.",
    ]

    @Test("Whatever a page shows, a route of the API reads, but for forms, sheets of print and what belongs to a session")
    func everyReading() async throws {
        let routes = Set(APIRoutes.all.filter { $0.method == .get }.map(\.name))
        for page in BaitongSite.addresses where page.method == "GET" {
            if Self.shownOnlyOnPages[page.pattern] != nil { continue }
            let names = Self.readings[page.pattern]
            #expect(names != nil, "The page \(page.pattern) shows what no route of the API is named for.")
            #expect(routes.isSuperset(of: names ?? []), "\(page.pattern): \(names ?? [])")
        }
        #expect(Set(Self.readings.keys).isDisjoint(with: Self.shownOnlyOnPages.keys))
        #expect(Set(Self.readings.keys).union(Self.shownOnlyOnPages.keys).isSubset(of: BaitongSite.addresses.map(\.pattern)))
    }

    /// Pages with the routes that read the same.
    private static let readings: [String: [String]] = [
        "/returns/send": ["listOwedReturns", "readReturn"],
        "/": ["readOpenFigures"], "/open": ["readOpenFigures"], "/waste": ["listWasteCodes"], "/waste/:code": ["readWasteCriteria"], "/find": ["findWaste"],
        "/crosswalk": ["readCrosswalks"], "/rulings": ["listRulings"], "/rulings/:id": ["readRuling"], "/questions": ["listInquiries"],
        "/questions/:id": ["readInquiry"], "/questions/:id/photo/:hash": ["readInquiryPhoto"], "/licences": ["findLicences"],
        "/registry/industries": ["listIndustries"], "/notes/codes": ["listWasteCodes"], "/search": ["search"], "/today": ["readToday"],
        "/notes": ["listNotes"], "/notes/:id": ["readNote", "readNoteFates"], "/notes/:id/lines": ["readNote"], "/notes/:id/entries": ["listNoteEntries"],
        "/notes/:id/history": ["readNoteHistory"], "/notes/:id/photo/:hash": ["readNotePhoto"], "/n/:number": ["findNote"],
        "/notes/:id/code": ["readSignCode"], "/s/:code": ["openSignCode"], "/gate": ["readGate"], "/gate/:id": ["readNote"],
        "/rounds": ["listRounds"], "/rounds/:id": ["readRound", "readRoundCode"], "/rounds/:id/gate": ["readRound"], "/r/:code": ["openRoundCode"],
        "/r/:code/find": ["findSenders"], "/r/:code/stop/:site": ["openRoundCode"], "/r/:code/made/:note": ["openRoundCode"],
        "/arrangements": ["listArrangements"], "/arrangements/:id": ["readArrangement"], "/arrangements/:id/notes": ["listArrangementNotes"],
        "/arrangements/:id/paper": ["readArrangementDocument"], "/book": ["readBook"], "/book/sites/:id": ["readSiteBook"],
        "/book/sites/:id/known": ["readSiteKnown"],
        "/book/sites/:id/accounts": ["listAccounts"], "/book/accounts/:id": ["readAccount"], "/book/lots/:id": ["readLot"],
        "/book/bundles/:id": ["readBundle"], "/lots": ["listLots"], "/registers": ["readRegister"], "/registers/:kind": ["readRegister"],
        "/nation": ["readNation"], "/nation/months": ["readNation"], "/nation/provinces": ["readNation"], "/nation/cells": ["listFates", "listCells"],
        "/nation/evidence": ["readEvidence"], "/nation/sites": ["listPlaces"], "/nation/entries": ["listNationEntries"], "/nation/loads": ["listLoads"],
        "/nation/moved": ["listMoved"],
        "/registry": ["listOrganisations"], "/registry/organisations/:id": ["readOrganisation"],
        "/registry/organisations/:id/notes": ["listOrganisationNotes"], "/registry/organisations/:id/close": ["readClosing"],
        "/registry/sites/:id/edit": ["readSite"], "/registry/sites/:id/transfer": ["readSite"], "/registry/sites/:id/classification": ["readClassification"],
        "/invitations": ["listUnclaimed"],
        "/claim/:code": ["readInvitation"], "/claims": ["listClaims"], "/claims/:id": ["readClaim"], "/duplicates": ["listDuplicates"],
        "/duplicates/:id/:other": ["readDuplicate"], "/duplicates/:id/:other/merge": ["readDuplicate"], "/behalf": ["listEnteredForOthers"],
        "/behalf/:id": ["readConfirmationCode"], "/in-your-name": ["listEnteredInYourName"], "/confirm/:code": ["readConfirmation"],
        "/paper": ["listPaper"], "/paper/:id": ["readPaperBatch"], "/p/:number": ["readPaper"], "/outages": ["listOutages"],
        "/outages/:id": ["readOutage"], "/policies": ["listPolicies"], "/policies/:key": ["listPolicies"], "/lists": ["listEditions"],
        "/wording": ["exportWording"], "/people": ["listPeople"], "/people/drivers": ["listDriverCodes"], "/people/delegations": ["listDelegations"],
        "/account": ["readMe"], "/erasures": ["listErasures", "findErasable"], "/erasures/confirm": ["findErasable"],
        "/seal": ["readSeal"], "/notes/:id/receipt": ["readNoteReceipt"], "/notes/:id/promise/:line": ["readNotePromise"],
        "/s/:code/promise": ["openSignCode"], "/returns": ["listOwedReturns", "listReturns"],
        "/returns/waste/:code": ["listOwedReturns"], "/returns/:id": ["readReturn"],
        "/discharge": ["listOutlets"], "/discharge/results": ["listResults"], "/discharge/results/:id": ["readResult"],
        "/discharge/outlets/:id": ["readOutlet"], "/discharge/outlets/:id/edit": ["readOutlet"],
        "/returns/:id/review": ["readReturn"], "/returns/:id/bills/:hash": ["readReturnBill"], "/returns/typing": ["listFirmsToTypeFor"],
        "/returns/sets": ["listDataSets"], "/returns/sets/:set": ["listDataSets"], "/findings": ["listFindings"], "/expected-waste": ["readExpectedWaste"],
        "/expected-waste/sites": ["listExpectedWasteOfSites"],
        "/sites/:id/benchmarks": ["readBenchmarks"],
        "/returns/sets/:set/template": ["readReturnTemplate"],
        "/returns/:id/no-meter": ["listEstimates"], "/discharge/pipes": ["listPipes"], "/discharge/pipes/:id": ["readPipe"],
        "/discharge/pipes/:id/months/:month": ["readPipeMonth"],
        "/discharge/cases": ["listDischargeCases"], "/discharge/cases/:id": ["readDischargeCase"],
        "/discharge/cases/:id/files/:hash": ["readDischargeCaseFile"], "/discharge/outlets/:id/trend": ["readDischargeTrend"],
        "/book/stock-takes/:id/photo/:hash": ["readStockTakePhoto"],
        "/discharge/limits": ["listDischargeLimits"], "/returns/completeness": ["readCompleteness"], "/returns/owed": ["listOwedOfPeriod"],
        "/returns/late": ["listLateReturns"], "/holidays": ["listHolidays"],
        "/nation/picture": ["readPicture"], "/nation/groups": ["listPictureGroups"], "/nation/reports": ["listReportingSites"],
        "/nation/outlets": ["listDischargingOutlets"],
        "/ghg": ["readBook"], "/ghg/sites/:id": ["readSiteGHG"], "/ghg/sites/:id/lines": ["readSiteGHG"],
        "/ghg/factors": ["listGHGRules", "listLoadedFactors"],
    ]

    private static let form = "A blank form: the document names what the command takes."
    private static let confirms = "Asks once more before a command; what the command needs stands in the thing it is about."
    private static let session = "Belongs to a session; a program has a token."
    private static let print = "A sheet to be printed; what stands on it is read as data."
    private static let files = "A file that waits for answers belongs to its page; a program sends file and answers at once."
    private static let typed = "A box for a code that the next page opens."

    /// Pages whose content no route reads, each with its reason.
    private static let shownOnlyOnPages: [String: String] = [
        "/gallery": "Parts of pages, for those who build them.", "/waste/:code/label": print,
        "/calculations/ghg": "The method itself is a command, calculateGHG: it reads nothing that is kept.", "/questions/new": form,
        "/book/sites/:id/stock-take": form,
        "/more": "A menu.",
        "/sign-in": session, "/sign-in/code": session, "/new-password": session, "/account/tokens": session, "/account/tokens/:id/revoke": session,
        "/registry/import": form, "/registry/import/template": form, "/registry/new": form, "/register": form, "/registry/organisations/:id/permits/new": form,
        "/registry/organisations/:id/sites/new": form, "/registry/organisations/:id/edit": form, "/notes/new": form, "/notes/sell": form,
        "/notes/:id/edit": form,
        "/notes/paper": form, "/gate/unannounced": form, "/arrangements/new": form, "/rounds/new": form, "/notes/:id/treat": form, "/notes/:id/confirm": form,
        "/notes/:id/dispute": form, "/notes/:id/correct": form, "/notes/:id/correct/answer": form, "/notes/:id/loss": form, "/notes/:id/loss/decide": form,
        "/notes/:id/issue": form, "/notes/:id/cancel": form, "/notes/:id/carrier": form, "/notes/:id/take-over": form, "/notes/:id/store": form,
        "/notes/:id/leave-storage": form, "/people/:id/roles": form, "/registry/organisations/:id/refuse": confirms,
        "/registry/organisations/:id/reset-code": confirms, "/arrangements/:id/decline": confirms, "/arrangements/:id/end": confirms,
        "/rounds/:id/cancel": confirms, "/rounds/:id/renew": confirms, "/people/:id/reset-code": confirms, "/people/drivers/:id/revoke": confirms,
        "/people/delegations/:id/end": confirms,
        "/returns/new": form, "/returns/:id/edit": form, "/returns/:id/send-back": confirms, "/returns/:id/reopen": confirms,
        "/returns/sets/:set/sheet": print, "/returns/import": form, "/returns/files/:id": files, "/returns/files/:id/marked": files,
        "/notes/:id/print": print, "/rounds/:id/print": print, "/r/:code/new": form, "/claim": typed, "/confirm": typed, "/s": typed, "/r": typed,
        "/discharge/import": form, "/discharge/import/template": form, "/discharge/files/:id": files, "/discharge/files/:id/marked": files,
        "/discharge/outlets/:id/pipe": form, "/discharge/outlets/new": form, "/discharge/sites/:id/permit-limits/new": form,
        "/discharge/outlets/:id/results/new": form,
    ]
}
