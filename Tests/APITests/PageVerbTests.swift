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
        "/registry/sites/:id/transfer": ["transferSite"], "/in-your-name/:id": ["answerEnteredInYourName"], "/confirm/:code": ["answerConfirmation"],
        "/behalf": ["enterNote", "issueEnteredNote"],
        "/paper": ["printPaper"], "/paper/void": ["voidPaper"], "/outages": ["declareOutage"], "/outages/:id": ["endOutage"],
        "/gate/unannounced": ["recordLoad"], "/notes/paper": ["recordLoad"], "/notes/:id/confirm": ["confirmLoad", "disputeLoad"],
        "/notes/:id/dispute": ["decideDispute", "assignSender"], "/rounds": ["planRound"], "/rounds/:id/cancel": ["cancelRound"],
        "/rounds/:id/arrive": ["arriveRound"], "/rounds/:id/weigh": ["weighRound"], "/rounds/:id/decide": ["decideRound"],
        "/r/:code/stop/:site": ["makeStopByCode"], "/r/:code/skip/:site": ["skipStopByCode"],
    ]

    /// Pages whose verb has no route, each with its reason.
    private static let onlyPages = [
        "/sign-in": "A program has a token instead of a session.", "/sign-in/code": "A program has a token instead of a session.",
        "/sign-out": "A program has a token instead of a session.", "/new-password": "A password is chosen by the person alone.",
        "/account/act": "A token stands for one organisation.", "/account/tokens": "A token makes no further tokens.",
        "/account/tokens/:id/revoke": "A token ends no other tokens.",
        "/registry/organisations/:id/reset-code": "Lets the first person of another firm in: an officer speaks to the person.",
        "/erasures/confirm": "Cannot be undone: a person reads what will be gone and confirms it.",
    ]
}
