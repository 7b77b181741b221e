// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

// A collection round's steps, as the people of the country take them.

extension TestCountry {
    /// A round of today's by the haulier to the plant, past these senders.
    public func roundForm(_ stops: [TestFirm] = [.factory, .secondFactory, .collector], wastes: [String] = ["040222"]) -> RoundForm {
        var form = RoundForm()
        form.carrier = site(.haulier).description
        form.receiver = site(.plant).description
        form.treatment = "R3"
        form.wastes = wastes
        form.plate = "2AB-1234"
        form.driver = "Sok Dara"
        form.stops = stops.map { site($0).description }
        return form
    }

    public func planRound(_ form: RoundForm? = nil, key: String? = nil) async throws -> Round {
        try await platform.planRound(form ?? roundForm(), key: key, by: actor(.haulier))
    }

    /// The code that the haulier's office shows of a round.
    public func code(of round: Round) throws -> String {
        guard let shown = platform.roundCode(of: round, by: actor(.haulier)) else { throw NoCodeToShow() }
        return shown.code.text
    }

    public func stopForm(_ kilograms: String, at sender: TestFirm = .factory, seen: Int? = nil) -> StopForm {
        var form = StopForm()
        form.sender = site(sender).description
        form.amount = kilograms
        form.signer = "Chan Thida"
        form.seen = seen
        return form
    }

    /// A stop made on the driver's phone.
    public func stop(_ kilograms: String, at sender: TestFirm = .factory, of round: Round, key: String? = nil) async throws -> Platform.MadeStop {
        try await platform.makeStop(stopForm(kilograms, at: sender), code: try code(of: round), address: "10.0.0.9", key: key)
    }

    /// A round past the two factories, with so many kilograms at each.
    public func roundOfTwo(_ first: String, _ second: String) async throws -> Round {
        let round = try await planRound()
        _ = try await stop(first, at: .factory, of: round)
        return try await stop(second, at: .secondFactory, of: round).round
    }

    public func weigh(_ round: Round, _ amount: String, unit: String = "kg") async throws -> Round {
        try await platform.weighRound(round.id, version: round.version, amount: amount, unit: unit, by: actor(.plant, [.gate]))
    }

    public func decide(_ round: Round, accepted: String = "", unit: String = "kg", refusal: String = "", discrepancy: String = "") async throws -> Round {
        var form = Platform.RoundDecisionForm()
        form.accepted = accepted
        form.unit = unit
        form.refusal = refusal
        form.discrepancy = discrepancy
        return try await platform.decideRound(round.id, version: round.version, form, by: actor(.plant, [.gate]))
    }

    /// The notes of a round, in the order of its stops.
    public func notes(of round: Round) async throws -> [Manifest] {
        var notes: [Manifest] = []
        for stop in round.stops { notes.append(try await platform.note(stop.note, by: actor(.plant))) }
        return notes
    }
}

extension TestCountry {
    /// A stop at a firm of no register, made on the driver's phone.
    public func newStop(_ kilograms: String, at firm: StopRegistration, isNew: Bool = false, of round: Round, key: String? = nil) async throws
        -> Platform.MadeStop
    {
        var form = stopForm(kilograms)
        form.sender = ""
        return try await platform.makeStop(form, at: firm, isNew: isNew, code: try code(of: round), address: "10.0.0.9", key: key)
    }
}
