// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// A round at the plant's gate: one load, weighed once and decided as a whole.
enum RoundGatePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/rounds/:id/gate") { try await gate($0, [], 200) },
        PageRoute(.post, "/rounds/:id/arrive", arrive),
        PageRoute(.post, "/rounds/:id/weigh", weigh),
        PageRoute(.post, "/rounds/:id/decide", decide),
    ]

    private static func gate(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.roundModel(
            try request.id("id"), onwardWords: request.form["onward-search"], by: try request.actor())
        let view = RoundGateView(request: request, model: model, problems: problems)
        return request.roundPage(model, body: view.html, status: status)
    }

    private static func arrive(_ request: PageRequest) async throws -> PageAnswer {
        let id: RoundID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/rounds/\(id)/gate", said: RoundPagePhrase.saidArrived) {
            _ = try await request.platform.arriveRound(id, version: try request.version(), by: actor)
        } again: {
            try await gate(request, $0, $1)
        }
    }

    private static func weigh(_ request: PageRequest) async throws -> PageAnswer {
        let id: RoundID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        return try await request.attempt("/rounds/\(id)/gate", said: RoundPagePhrase.saidWeighed) {
            _ = try await request.platform.weighRound(id, version: try request.version(), amount: typed["weight"], unit: typed["unit"], by: actor)
        } again: {
            try await gate(request, $0, $1)
        }
    }

    private static func decide(_ request: PageRequest) async throws -> PageAnswer {
        let id: RoundID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        // The Enter key in the search box searches; it does not sign the decision.
        if typed.has("search") || typed.isAsking("onward") { return try await gate(request, [], 200) }
        let kind = GateDecision.Kind(rawValue: typed["decision"])
        return try await request.attempt("/rounds/\(id)", said: RoundPagePhrase.saidDecided) {
            guard let kind else { throw Problems([GatePhrase.decisionMissing.problem("decision")]) }
            if kind == .part, typed["accepted0"].isEmpty { throw Problems([OperationPhrase.numberMissing.problem("accepted0")]) }
            var form = Platform.RoundDecisionForm()
            form.accepted = kind == .part ? typed["accepted0"] : kind == .nothing ? "0" : ""
            form.refusal = kind == .all ? "" : typed["refusal"]
            form.onwardTo = kind == .all ? "" : typed["onward"]
            form.discrepancy = typed["discrepancy"]
            form.remark = typed["remark"]
            form.gateReason = typed["gateReason"]
            _ = try await request.platform.decideRound(id, version: try request.version(), form, by: actor)
        } again: {
            try await gate(request, $0, $1)
        }
    }
}

/// Weigh, then decide; what each note has of it is shown beside.
struct RoundGateView: Part {
    var request: PageRequest
    var model: RoundModel
    var problems: [Problem]

    private var words: Words { request.words }
    private var round: Round { model.round }
    private var typed: FormData { request.form }
    private var teller: RoundTeller { RoundTeller(request: request, round: round, names: model.names) }
    private func say(_ phrase: RoundPagePhrase) -> String { words[phrase] }
    private func error(_ name: String) -> String? { problems.sentence(for: name, words) }

    var html: HTML {
        guard model.mayReceive else { return RoundView(request: request, model: model, problems: problems).html }
        switch round.state {
        case .underWay, .arrived: return weighing
        case .weighed: return deciding
        case .planned, .decided, .cancelled:
            return "\(heading(.gateDone, nil))\(ProblemSummary(words: words, problems: problems))\(NoticeLine(text: say(.gateDone)))\(toRound)"
        }
    }

    private func heading(_ title: RoundPagePhrase, _ action: PrimaryAction?) -> PageHeading {
        PageHeading(title: say(title), kind: teller.title, chip: teller.chip, lead: teller.way, action: action)
    }

    private var toRound: HTML { "<div class=\"acts\">\(LinkButton(label: say(.openRound), href: teller.href))</div>" }

    private var weighing: HTML {
        let hint = words(RoundPagePhrase.weightHint, ["mass": .mass(model.declared), "count": .number(Int64(model.load.count))])
        let weight = AmountField(
            words: words, label: say(.weight), name: "weight", unitName: "unit", value: typed["weight"], units: request.scaleUnits,
            selectedUnit: typed["unit"].isEmpty ? "kg" : typed["unit"], hint: hint, error: error("weight"))
        let form = InputForm(
            words: words, id: "weigh", action: "/rounds/\(round.id)/weigh", hidden: request.hidden(round), problems: problems, content: weight.html)
        let action = PrimaryAction(label: say(.weighButton), target: .submit(form: "weigh"), icon: .scale)
        let arrival = PostButton(label: words[GatePhrase.onlyArrival], action: "/rounds/\(round.id)/arrive", fields: request.hidden(round))
        return """
            \(heading(.weighTitle, action))\(GateSteps(words: words, current: 0))\(form)\
            <div class="acts">\(if: round.state == .underWay, arrival.html)\(LinkButton(label: say(.openRound), href: teller.href))</div>
            """
    }

    private var deciding: HTML {
        let form = InputForm(
            words: words, id: "decide", action: "/rounds/\(round.id)/decide", hidden: request.hidden(round), problems: problems,
            content: "\(decision)\(discrepancy)\(amount)\(refusing)\(remark)\(gateReason)")
        let action = PrimaryAction(label: say(.decideButton), target: .submit(form: "decide"), icon: .check)
        let facts = RoundView(request: request, model: model).facts
        return "\(heading(.decideTitle, action))\(GateSteps(words: words, current: 1))\(facts)\(form)\(toRound)"
    }

    private var weighed: Mass { round.weighing?.weight.mass ?? .zero }

    private var decision: Field<RadioInput> {
        Field(
            words: words, label: words[GatePhrase.decision], name: "decision",
            input: RadioInput(
                choices: [
                    Choice(GateDecision.Kind.all.rawValue, words[GatePhrase.acceptAll], hint: words(GatePhrase.acceptAllHint, ["mass": .mass(weighed)])),
                    Choice(GateDecision.Kind.part.rawValue, words[GatePhrase.acceptPart], hint: say(.acceptPartHint)),
                    Choice(GateDecision.Kind.nothing.rawValue, words[GatePhrase.refuseAll], hint: say(.refuseAllHint)),
                ], selected: typed["decision"].isEmpty ? GateDecision.Kind.all.rawValue : typed["decision"]), error: error("decision"))
    }

    /// Asked only where a note's weights differ by more than its policy allows; all differ in the same proportion.
    private var discrepancy: HTML {
        let platform = request.platform
        let policies = model.load.map { ($0, platform.policy(for: $0, on: platform.today)) }
        guard let (note, policy) = policies.first(where: { $0.isOutsideTolerance($1) }) else { return HTML() }
        let hint = words(
            RoundPagePhrase.discrepancyHint,
            [
                "weighed": .mass(weighed), "declared": .mass(model.declared), "difference": .share(abs(note.weightDifference ?? 0)),
                "tolerance": .share(policy.value(.weightTolerance)),
            ])
        return Field(
            words: words, label: words[GatePhrase.discrepancy], name: "discrepancy",
            input: RadioInput(choices: DiscrepancyReason.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: typed["discrepancy"]), hint: hint,
            error: error("discrepancy")
        ).html
    }

    private var amount: Field<NumberInput> {
        Field(
            words: words, label: say(.acceptedAmount), name: "accepted0",
            input: NumberInput(value: typed.has("accepted0") ? typed["accepted0"] : weighed.typedKilograms, unit: "kg"), hint: say(.acceptedAmountHint),
            error: error("accepted0"))
    }

    private var refusing: FieldGroup {
        let refusal = Field(
            words: words, label: words[GatePhrase.refusal], name: "refusal",
            input: SelectInput(
                choices: [Choice("", words[GatePhrase.notRefused])] + RefusalReason.allCases.map { Choice($0.rawValue, words[$0.phrase]) },
                selected: typed["refusal"], isEmptyAtFirst: false), error: error("refusal"), isOptional: true)
        let back = PartyPicker.Party(value: "", name: words[GatePhrase.backToSender], place: say(.refuseAllHint))
        let picker = PartyPicker(
            words: words, label: words[GatePhrase.onward], name: "onward", parties: [back] + model.plants.map(request.partyRow), selected: typed["onward"],
            hint: words[GatePhrase.onwardHint], error: error("onward"))
        let finder = PartySearchBox(words: words, label: words[GatePhrase.findPlant], field: "onward", query: typed["onward-search"])
        return FieldGroup(title: words[GatePhrase.whenRefusing], explanation: words[GatePhrase.whenRefusingMore], content: "\(refusal)\(picker)\(finder)")
    }

    private var gateReason: GateReasonField { GateReasonField(words: words, value: typed["gateReason"], problems: problems) }

    private var remark: Field<LongTextInput> {
        Field(
            words: words, label: words[NotePhrase.remark], name: "remark", input: LongTextInput(value: typed["remark"], rows: 2, maximumLength: 1000),
            error: error("remark"), isOptional: true)
    }
}
