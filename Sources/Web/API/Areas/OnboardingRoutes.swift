// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

/// Letters to firms, and those who claim firms with them.
enum OnboardingRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/invitations", "listUnclaimed", .registry, .scope(.registryRead), "Firms that nobody runs yet, for the officers who send them letters",
            query: [
                .limit(), .after, .optional("words", .text(100), "Of its name or number."), .optional("province", .text(10), "Only firms of this province."),
            ], unclaimed
        ) { call in
            let found = try await call.platform.unclaimed(
                words: call.query.string("words"), province: call.word("province"), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return (found, call.next("after", found.next))
        },
        .post(
            "/invitations", "makeInvitations", .registry, .scope(.registryWrite),
            "An officer makes letters for firms; each code is shown once and voids that of the letter before",
            takes: .command(
                "MakeInvitations",
                [
                    .required("organisations", .list(.id, 1...Platform.lettersOnPage)),
                    .optional("again", .flag, "Also where an earlier letter is still good."),
                ]), fields: ["organisation": "/organisations"], status: 201, isSecret: true, batch
        ) { call in
            let ids = call.body.strings("organisations").compactMap { OrganisationID(text: $0) }
            return try await call.platform.makeInvitations(for: ids, again: call.body.bool("again"), by: try call.actor())
        },
        .get(
            "/invitations/{code}", "readInvitation", .registry, .open, "The firm that a letter's code opens; wrong codes are counted against the caller", sheet
        ) { call in
            try await call.platform.claimSheet(code: call.path["code"] ?? "", address: call.address)
        },
        .post(
            "/invitations/{code}", "claimOrganisation", .registry, .open, "Whoever holds a firm's letter claims the firm; an officer of the province answers",
            takes: .command(
                "ClaimOrganisation",
                [
                    .required("displayName", .text(ClaimForm.textMax, least: 1)), .required("phone", .text(30, least: 1)),
                    .optional("signInName", .text(60), "Blank to sign in by telephone number."), .required("password", .text(200, least: 1)),
                    .required("position", .text(ClaimForm.textMax, least: 1), "What the claimant is in the firm."),
                    .required("mayAct", .flag, "Says that the claimant may act for the firm."),
                ]), status: 201, claim
        ) { call in
            var form = ClaimForm()
            form.displayName = call.body.string("displayName")
            form.phone = call.body.string("phone")
            form.signInName = call.body.string("signInName")
            form.password = call.body.string("password")
            form.again = form.password
            form.position = call.body.string("position")
            form.mayAct = call.body.bool("mayAct")
            return seen(try await call.platform.claim(code: call.path["code"] ?? "", form, language: call.words.language, address: call.address), call)
        },
        .get(
            "/claims", "listClaims", .registry, .scope(.registryRead), "Claims that wait for you as an officer, oldest first",
            query: [.limit(), .after], claims
        ) { call in
            let found = try await call.platform.waitingClaims(after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return (found.rows.map { seen($0, call) }, call.next("after", found.next))
        },
        .get("/claims/{id}", "readClaim", .registry, .scope(.registryRead), "One claim, for the officers who may answer it", row) { call in
            seen(try await call.platform.claimRow(try call.id(), by: try call.actor()), call)
        },
        .post(
            "/claims/{id}/answer", "answerClaim", .registry, .scope(.registryWrite), "An officer approves a claim, or refuses it with a reason",
            takes: .command(
                "AnswerClaim", [.version, .required("approves", .flag), .optional("reason", .text(1000), "Of a refusal; the claimant reads it.")]), claim
        ) { call in
            seen(
                try await call.platform.answerClaim(
                    try call.id(), version: call.version, approves: call.body.bool("approves"), reason: call.body.string("reason"), by: try call.actor()), call)
        },
    ]

    /// Whoever is shown a claim that waits may answer it; the claimant has no token yet.
    private static func seen(_ claim: Claim, _ call: APICall) -> Actionable<Claim> {
        Actionable(value: claim, actions: NextAction.offered([("answer", "answerClaim", claim.state == .waiting)], of: claim.id, call))
    }

    private static func seen(_ row: ClaimRow, _ call: APICall) -> Row { Row(row: row, claim: seen(row.claim, call)) }

    private struct Row: Sendable {
        var row: ClaimRow
        var claim: Actionable<Claim>
    }

    private static let letter: Shape<InvitationLetter> = .object(
        "Letter", "A letter as it is to be printed.",
        [
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .text("code", "With its check symbol, in groups of four; shown once.") { $0.code.description },
            .date("validUntil") { $0.invitation.validUntil },
        ])

    private static let left: Shape<(organisation: Organisation, because: InvitationRefusal)> = .object(
        "NoLetter", "A firm for which no letter was made.",
        [
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .text("code", "Why, as a stable code.") { $0.because.problem(field: "").phrase },
        ])

    private static let batch: Shape<InvitationBatch> = .object(
        "Letters", "What came of asking for letters.",
        [
            .list("letters", letter) { $0.letters },
            .list("left", left) { $0.left },
        ])

    private static let unclaimedRow: Shape<(row: UnclaimedList.Row, today: CalendarDate)> = .object(
        "UnclaimedFirm", "A firm that nobody runs yet.",
        [
            .part("organisation", OrganisationShapes.brief) { $0.row.organisation },
            .text("registrationNumber") { $0.row.organisation.registrationNumber },
            .textOrNull("province") { $0.row.site?.attributes(on: $0.today).province },
            .dateOrNull("letterUntil", "Last day of the letter it was sent; null without one.") { $0.row.letter?.validUntil },
        ])

    private static let unclaimed: Shape<(list: UnclaimedList, next: String?)> = .object(
        "UnclaimedFirms", "Firms that wait to be claimed.",
        [
            .list("firms", unclaimedRow) { value in value.list.rows.map { ($0, value.list.today) } },
            .textOrNull("next") { $0.next },
        ])

    private static let sheet: Shape<ClaimSheet> = .object(
        "Invitation", "What the holder of a letter learns.",
        [
            .text("nameEnglish") { $0.organisation.nameEnglish },
            .text("nameLocal") { $0.organisation.nameLocal },
            .date("validUntil") { $0.invitation.validUntil },
            .flag("open", "Whether the firm can be claimed with it now.") { $0.refusal == nil && $0.state == nil },
            .choiceOrNull("claim", "How the claim stands that was made with it.") { $0.state },
        ])

    private static let claim: Shape<Actionable<Claim>> = .object(
        "Claim", "A claim to a firm.",
        [
            .id("id") { $0.value.id },
            .id("organisation") { $0.value.organisation },
            .choice("state") { $0.value.state },
            .moment("madeAt") { $0.value.madeAt },
            .whole("version") { $0.value.version },
            .actions(),
        ])

    private static let row: Shape<Row> = .object(
        "WaitingClaim", "A claim as the officer sees it.",
        [
            .part("claim", claim) { $0.claim },
            .part("organisation", OrganisationShapes.brief) { $0.row.organisation },
            .textOrNull("claimant", "Null once erased.") { $0.row.claimant?.displayName },
            .textOrNull("phone") { $0.row.claimant?.phone },
            .text("position", "Blank once erased.") { $0.row.position },
            .whole("days", "Whole days since it was made.") { $0.row.days },
        ])

    private static let claims: Shape<(rows: [Row], next: String?)> = .object(
        "Claims", "Claims that wait for an answer.",
        [
            .list("claims", row) { $0.rows },
            .textOrNull("next") { $0.next },
        ])
}
