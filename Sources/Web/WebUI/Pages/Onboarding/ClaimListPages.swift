// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Claims that wait, for the officers of the firms' province.
enum ClaimListPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/claims", list),
        PageRoute(.get, "/claims/:id") { try await page($0) },
        PageRoute(.post, "/claims/:id", answer),
    ]

    private static let rowsShown = 50

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("claims", next: \.next) {
                try await request.platform.waitingClaims(after: $0, limit: $1, by: actor)
            } rows: {
                $0.file(on: request.platform.today, request.platform.zone)
            }
        }
        let found = try await request.platform.waitingClaims(after: request.query["after"].flatMap { ClaimID(text: $0) }, limit: rowsShown, by: actor)
        let path: URLPath = "/claims"
        let table = DataTable(
            words: words, caption: words[OnboardingPhrase.claimsTitle],
            columns: [
                DataTable.Column(words[OnboardingPhrase.firm]), DataTable.Column(words[OnboardingPhrase.columnClaimant]),
                DataTable.Column(words[OnboardingPhrase.place]), DataTable.Column(words[OnboardingPhrase.columnAge]),
            ],
            rows: found.rows.map { row in
                DataTable.Row([
                    .link(request.name(of: row.organisation), "/claims/\(row.claim.id)"),
                    .text(row.claimant?.displayName ?? words[OnboardingPhrase.erased]),
                    .html(row.site.map { request.registryProvince($0.attributes(on: request.platform.today).province) } ?? HTML()),
                    .part(request.ageChip(row.days)),
                ])
            }, paging: found.next.map { DataTable.Paging(next: path.setting("after", $0.description)) }, downloads: DataTable.Download.list(path),
            empty: EmptyState(icon: .check, title: words[OnboardingPhrase.claimsEmpty], explanation: words[OnboardingPhrase.claimsEmptyMore]))
        let heading = PageHeading(
            title: words[OnboardingPhrase.claimsTitle], lead: words[OnboardingPhrase.claimsLead],
            others: [LinkButton(label: words[OnboardingPhrase.lettersLink], href: "/invitations", icon: .print)])
        return request.page(words[OnboardingPhrase.claimsTitle], current: .registry, back: "/registry", body: "\(heading)\(table)")
    }

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let words = request.words
        let row = try await request.platform.claimRow(try request.id("id"), by: try request.actor())
        if row.claim.state != .waiting { throw ClaimRefusal.answered(row.claim.state) }
        let fields = [request.csrfField, HiddenField("version", String(row.claim.version))]
        let approve = PrimaryAction(
            label: words[OnboardingPhrase.approve], target: .post("/claims/\(row.claim.id)", fields + [HiddenField("answer", "approve")]), icon: .check)
        let title = words(OnboardingPhrase.answerTitle, ["firm": .text(request.name(of: row.organisation))])
        let heading = PageHeading(title: title, lead: words[OnboardingPhrase.answerLead], action: approve)
        let reason = Field(
            words: words, label: words[OnboardingPhrase.refuseReason], name: "reason",
            input: LongTextInput(value: request.form["reason"], rows: 3, maximumLength: 1000), hint: words[OnboardingPhrase.refuseReasonHint],
            error: problems.sentence(for: "reason", words))
        let refuse = InputForm(
            words: words, id: "refuse", action: "/claims/\(row.claim.id)", hidden: fields + [HiddenField("answer", "refuse")], problems: problems,
            content: "\(reason)<p><button class=\"button danger\"><span>\(words[OnboardingPhrase.refuseButton])</span></button></p>")
        let body: HTML = """
            \(heading)<p class="soft">\(words[OnboardingPhrase.approveFollows])</p>\
            \(Panel(title: words[OnboardingPhrase.columnClaimant], content: facts(request, row).html))\
            \(FieldGroup(title: words[OnboardingPhrase.refuseTitle], content: refuse.html))
            """
        return .page(request.document(title, current: .registry, back: "/claims", body: body), status: status)
    }

    private static func facts(_ request: PageRequest, _ row: ClaimRow) -> DefinitionList {
        let words = request.words
        let firm: URLPath = "/registry/organisations/\(row.organisation.id)"
        var items = [
            DefinitionList.Item(words[OnboardingPhrase.firm], html: "<a href=\"\(firm)\">\(request.name(of: row.organisation))</a>"),
            DefinitionList.Item(
                words[RegistryPhrase.registrationNumber], html: "<span class=\"code-text\">\(row.organisation.registrationNumber)</span>"),
        ]
        if let place = row.site?.attributes(on: request.platform.today) {
            items.append(DefinitionList.Item(words[OnboardingPhrase.place], html: request.registryProvince(place.province)))
        }
        items.append(DefinitionList.Item(words[AccountPhrase.displayName], row.claimant?.displayName ?? words[OnboardingPhrase.erased]))
        if let phone = row.claimant?.phone {
            items.append(
                DefinitionList.Item(words[OnboardingPhrase.phone], html: "<a\(attribute: "href", "tel:" + phone)>\(phone)</a>"))
        }
        if let name = row.claimant?.signInName {
            items.append(DefinitionList.Item(words[AccountPhrase.signInName], html: "<span class=\"code-text\">\(name)</span>"))
        }
        items.append(
            DefinitionList.Item(words[OnboardingPhrase.claimantPosition], row.position.isEmpty ? words[OnboardingPhrase.erased] : row.position))
        items.append(
            DefinitionList.Item(words[OnboardingPhrase.columnSince], html: "\(words.moment(row.claim.madeAt)) \(request.ageChip(row.days))"))
        return DefinitionList(items)
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let approves = request.form["answer"] == "approve"
        do {
            guard let version = Int(request.form["version"]) else { throw PlatformError.stale }
            _ = try await request.platform.answerClaim(
                try request.id("id"), version: version, approves: approves, reason: request.form["reason"], by: try request.actor())
            return .redirect("/claims", said: (approves ? OnboardingPhrase.approved : .refused).fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await page(request, error.problems, status: 422)
        }
    }
}

extension PageRequest {
    /// How long something waits; after a working week it is late.
    func ageChip(_ days: Int) -> StatusChip {
        let text =
            days < 1
            ? words[OnboardingPhrase.ageToday]
            : words(days == 1 ? OnboardingPhrase.ageDay : .ageDays, ["count": .number(Int64(days))])
        return StatusChip(text: text, tone: days > 5 ? .danger : .waiting)
    }
}
