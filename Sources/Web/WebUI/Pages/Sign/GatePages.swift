// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The plant's gate: find the load, weigh it, decide.
enum GatePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/gate", list),
        PageRoute(.get, "/gate/:id") { request in try await load(request, [], 200) },
        PageRoute(.post, "/gate/:id/arrive", arrive),
        PageRoute(.post, "/gate/:id/weigh", weigh),
        PageRoute(.post, "/gate/:id/decide", decide),
    ]

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let model = try await request.platform.gate(by: actor)
        let typed = request.query["number"] ?? ""
        var problems: [Problem] = []
        if !typed.isEmpty {
            do {
                return .redirect("/gate/\(try await request.platform.note(numbered: typed, by: actor))")
            } catch let error as any Explainable {
                // Where a blank paper note was scanned, the load is one that has no note yet.
                if let paper = try? PaperNumber.read(PaperNumber.scanned(typed)).get(), error.standing == .invalid {
                    return .redirect(("/gate/unannounced" as URLPath).setting("paper", paper.description))
                }
                problems =
                    error.standing == .missing
                    ? [GatePhrase.numberUnknown.problem("number", ["number": .text(String(typed.prefix(40)))])]
                    : error.problems.map { Problem(field: "number", phrase: $0.phrase, facts: $0.facts) }
            }
        }
        let body = GateListView(request: request, model: model, typed: typed, problems: problems).html
        return .page(request.document(request.words[GatePhrase.title], current: .gate, body: body), status: problems.isEmpty ? 200 : 422)
    }

    /// The step that the load waits for: its weight, or the decision.
    private static func load(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let model = try await request.platform.noteModel(id, by: actor)
        if let stop = model.stop, stop.isHeld, stop.mayOpen { return .redirect("/rounds/\(stop.round)/gate") }
        let title: GatePhrase
        let body: HTML
        if model.steps.contains(.decide) {
            let plants = try await request.platform.onwardPlants(
                for: id, words: request.form["onward-search"], chosen: request.form["onward"], by: actor)
            title = .decideTitle
            body = DecideView(request: request, model: model, plants: plants, problems: problems).html
        } else if model.steps.contains(.weigh) || model.steps.contains(.arrive) {
            title = .weighTitle
            body = WeighView(request: request, model: model, problems: problems).html
        } else {
            title = .title
            body = GateDoneView(request: request, model: model, problems: problems).html
        }
        return .page(request.document(request.words[title], current: .gate, back: "/gate", body: body), status: status)
    }

    private static func arrive(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/gate/\(id)", said: GatePhrase.saidArrived) {
            _ = try await request.platform.arrive(id, version: try request.version(), by: actor)
        } again: {
            try await load(request, $0, $1)
        }
    }

    private static func weigh(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        return try await request.attempt("/gate/\(id)", said: GatePhrase.saidWeighed) {
            _ = try await request.platform.weigh(
                id, version: try request.version(), amount: typed["weight"], unit: typed["unit"], method: typed["method"], containers: typed["containers"],
                by: actor)
        } again: {
            try await load(request, $0, $1)
        }
    }

    private static func decide(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        // The Enter key in the search box searches; it does not sign the decision.
        if request.form.has("search") || request.form.isAsking("onward") { return try await load(request, [], 200) }
        let choice = GateDecision(request.form)
        let said: GatePhrase = choice.kind == .nothing ? .saidRefused : choice.kind == .part ? .saidPartly : .saidAccepted
        return try await request.attempt("/notes/\(id)", said: said) {
            let lines = try await request.platform.note(id, by: actor).lines
            guard choice.problems(lines).isEmpty else { throw Problems(choice.problems(lines)) }
            _ = try await request.platform.decide(id, version: try request.version(), choice.form(lines), by: actor)
        } again: {
            try await load(request, $0, $1)
        }
    }
}

extension FormData {
    /// Whether the search box of a field holds words that were not answered yet.
    func isAsking(_ field: String) -> Bool { !self[field + "-search"].isEmpty && self[field + "-search"] != self[field + "-search-asked"] }
}

/// What the gate chose and typed about a weighed load.
struct GateDecision: Sendable {
    enum Kind: String, Sendable { case all, part, nothing }

    var data: FormData
    var kind: Kind?

    init(_ data: FormData) {
        self.data = data
        kind = Kind(rawValue: data["decision"])
    }

    /// What is missing before the rules can judge it.
    func problems(_ lines: [ManifestLine]) -> [Problem] {
        guard let kind else { return [GatePhrase.decisionMissing.problem("decision")] }
        guard kind == .part else { return [] }
        return lines.indices.filter { data["accepted\($0)"].isEmpty }.map { OperationPhrase.numberMissing.problem("accepted\($0)") }
    }

    /// Amounts count only where a part was chosen; all and nothing say it by themselves.
    func form(_ lines: [ManifestLine]) -> Platform.DecisionForm {
        let accepted: [String] =
            switch kind {
            case .part: lines.indices.map { data["accepted\($0)"] }
            case .nothing: lines.map { _ in "0" }
            case .all, nil: lines.map { _ in "" }
            }
        let isRefusing = kind != .all
        return Platform.DecisionForm(
            accepted: accepted, refusal: isRefusing ? data["refusal"] : "", discrepancy: data["discrepancy"], remark: data["remark"],
            onwardTo: isRefusing ? data["onward"] : "", gateReason: data["gateReason"])
    }
}
