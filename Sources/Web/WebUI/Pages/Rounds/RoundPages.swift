// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// Collection rounds at the haulier's office: the list, one of them, and giving it up.
enum RoundPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/rounds", list),
        PageRoute(.get, "/rounds/:id", show),
        PageRoute(.get, "/rounds/:id/cancel") { try await confirmCancel($0, [], 200) },
        PageRoute(.post, "/rounds/:id/cancel", cancel),
        PageRoute(.get, "/rounds/:id/renew") { try await confirmRenewal($0, [], 200) },
        PageRoute(.post, "/rounds/:id/renew", renew),
        PageRoute(.get, "/rounds/:id/print", print),
    ]

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let before = request.query["before"].flatMap { RoundID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("rounds", next: \.next) {
                try await request.platform.roundList(before: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let found = try await request.platform.roundList(before: before, by: actor)
        return request.page(
            request.words[RoundPagePhrase.title], current: .rounds, back: before == nil ? nil : "/rounds",
            body: RoundListView(request: request, list: found).html)
    }

    private static func show(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.roundModel(try request.id("id"), by: try request.actor())
        return request.roundPage(model, body: RoundView(request: request, model: model).html)
    }

    private static func confirmCancel(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: RoundID = try request.id("id")
        let model = try await request.platform.roundModel(id, by: try request.actor())
        guard model.mayCancel else {
            guard problems.isEmpty else {
                return request.roundPage(model, body: RoundView(request: request, model: model, problems: problems).html, status: status)
            }
            return .redirect("/rounds/\(id)")
        }
        let words = request.words
        let confirm = ConfirmPage(
            words: words, title: words[RoundPagePhrase.cancelTitle], consequences: [words[RoundPagePhrase.cancelFollows], words[RoundPagePhrase.cancelNewOne]],
            action: "/rounds/\(id)/cancel", fields: request.hidden(model.round), button: words[RoundPagePhrase.cancel], back: "/rounds/\(id)")
        return request.roundPage(model, body: "\(ProblemSummary(words: words, problems: problems))\(confirm)", status: status)
    }

    // MARK: Another code

    private static func confirmRenewal(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: RoundID = try request.id("id")
        let model = try await request.platform.roundModel(id, by: try request.actor())
        guard model.mayRenewCode else {
            guard problems.isEmpty else {
                return request.roundPage(model, body: RoundView(request: request, model: model, problems: problems).html, status: status)
            }
            return .redirect("/rounds/\(id)")
        }
        let words = request.words
        let confirm = ConfirmPage(
            words: words, title: words[RoundPagePhrase.renewTitle], consequences: [words[RoundPagePhrase.renewFollows], words[RoundPagePhrase.renewTell]],
            action: "/rounds/\(id)/renew", fields: request.hidden(model.round), button: words[RoundPagePhrase.renew], isDangerous: false, back: "/rounds/\(id)")
        return request.roundPage(model, body: "\(ProblemSummary(words: words, problems: problems))\(confirm)", status: status)
    }

    private static func renew(_ request: PageRequest) async throws -> PageAnswer {
        let id: RoundID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/rounds/\(id)", said: RoundPagePhrase.saidRenewed) {
            _ = try await request.platform.renewRoundCode(id, version: try request.version(), by: actor)
        } again: {
            try await confirmRenewal(request, $0, $1)
        }
    }

    /// The sheet that goes with the vehicle where no telephone works.
    private static func print(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.roundModel(try request.id("id"), by: try request.actor())
        let sheet = RoundSheet(request: request, model: model, printedBy: request.visitor?.displayName ?? "")
        return request.printPage(sheet.title, body: sheet.html)
    }

    private static func cancel(_ request: PageRequest) async throws -> PageAnswer {
        let id: RoundID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/rounds/\(id)", said: RoundPagePhrase.saidCancelled) {
            _ = try await request.platform.cancelRound(id, version: try request.version(), by: actor)
        } again: {
            try await confirmCancel(request, $0, $1)
        }
    }
}

extension PageRequest {
    /// A page about one round; for a plant it belongs to its gate.
    func roundPage(_ model: RoundModel, body: HTML, status: Int = 200) -> PageAnswer {
        let isGate = model.mayReceive
        return .page(
            document(words[RoundPagePhrase.kind], current: isGate ? .gate : .rounds, back: isGate ? "/gate" : "/rounds", body: body), status: status)
    }

    func hidden(_ round: Round) -> [HiddenField] { [csrfField, HiddenField("version", String(round.version))] }
}

/// Tells about one round in the reader's words.
struct RoundTeller: Sendable {
    var request: PageRequest
    var round: Round
    var names: NoteNames

    private var words: Words { request.words }

    var href: URLPath { "/rounds/\(round.id)" }
    var plate: String { text(round.plan.plate) }
    /// Which one: the vehicle and the day.
    var title: String { words(RoundPagePhrase.roundOf, ["plate": .text(plate), "day": .date(round.plan.day)]) }
    var chip: StatusChip { StatusChip(text: words[round.state.phrase], tone: round.state.tone) }
    var way: String { round.plan.organisations.map(name).joined(separator: " → ") }
    var wastes: String { round.plan.wastes.map { request.wasteLine($0.waste) }.joined(separator: ", ") }

    func name(_ id: OrganisationID) -> String { names.organisations[id].map(request.name(of:)) ?? id.description }
    /// How a sender stands that was entered at its stop.
    func remark(on party: Party) -> String? { names.organisations[party.organisation]?.stopStanding?.remark(words) }
    func text(_ text: SealedText) -> String { names.texts[text] ?? words[NotePhrase.erased] }

    /// The firm, and the site's own name where it says more.
    func place(_ party: Party) -> String {
        let firm = name(party.organisation)
        guard let site = names.sites[party.site].map(request.name(of:)), !site.isEmpty, site != firm else { return firm }
        return firm + ", " + site
    }
}

extension RoundState {
    var tone: Tone {
        switch self {
        case .planned: .neutral
        case .underWay, .arrived, .weighed: .waiting
        case .decided: .good
        case .cancelled: .neutral
        }
    }
}

/// A haulier's rounds, newest first.
struct RoundListView: Part {
    var request: PageRequest
    var list: RoundList

    private var words: Words { request.words }
    private func say(_ phrase: RoundPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let action = list.mayPlan ? PrimaryAction(label: say(.newButton), target: .link("/rounds/new"), icon: .plus) : nil
        let heading = PageHeading(title: say(.title), lead: say(.lead), action: action)
        var table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(say(.columnRound)), DataTable.Column(say(.columnPlant)), DataTable.Column(say(.columnStops), isNumber: true),
                DataTable.Column(say(.columnState), isSelfEvident: true),
            ],
            rows: list.rounds.map { round in
                let teller = RoundTeller(request: request, round: round, names: list.names)
                return DataTable.Row([
                    .link(teller.title, teller.href), .text(teller.name(round.plan.receiver.organisation)),
                    .number(words.number(Int64(round.stops.count)), teller.href), .part(teller.chip),
                ])
            }, empty: EmptyState(icon: .truck, title: say(.emptyTitle), explanation: say(.emptyMore)))
        let here: URLPath = "/rounds"
        table.paging = DataTable.Paging(next: list.next.map { here.setting("before", $0.description) })
        table.downloads = DataTable.Download.list(here)
        return "\(heading)\(table)"
    }
}
