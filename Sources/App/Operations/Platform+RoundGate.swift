// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

extension Platform {
    /// A round's vehicle has come through the plant's gate, with all that is on it.
    public func arriveRound(_ id: RoundID, version: Int?, by actor: Actor, at moment: Instant? = nil) async throws -> Round {
        try await perform("round.arrive", by: actor, at: moment) { work in
            try work.arrive(try work.round(id, version: version, action: .recordArrival))
        }
    }

    /// Weighs a round's load once; the weight is shared over its notes by what was declared. Records its arrival on the way when
    /// nobody has.
    public func weighRound(
        _ id: RoundID, version: Int?, amount: String, unit: String, method: String = MeasurementMethod.weighed.rawValue, by actor: Actor,
        at moment: Instant? = nil
    ) async throws -> Round {
        let lists = self.lists
        return try await perform("round.weigh", by: actor, at: moment) { work in
            var reader = FormReader(lists: lists, today: work.today)
            let mass = reader.mass(amount, unit: unit, method: method, field: "weight")
            guard let mass, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            var round = try work.round(id, version: version, action: .weighLoad)
            if round.state == .underWay { round = try work.arrive(round) }
            let event = try round.weigh(mass, load: try work.load(of: round), by: try work.acting())
            guard case .weighed(let weighing, _) = event else { preconditionFailure("Weighing gives a weight.") }
            for share in weighing.shares {
                let part = GivenMass(
                    number: String(share.mass.raw), unit: "g", method: mass.method, conversion: mass.conversion, mass: share.mass)
                _ = try work.change(share.note, version: nil, action: .weighLoad) { note, acting, _ in
                    try note.weigh(part, containers: nil, sharedBy: id, by: acting)
                }
            }
            return try work.save(event, on: round)
        }
    }

    /// What the gate typed about a weighed round.
    public struct RoundDecisionForm: Hashable, Sendable {
        /// Blank accepts what was weighed.
        public var accepted = ""
        public var unit = "kg"
        public var refusal = ""
        public var discrepancy = ""
        public var remark = ""
        /// Site to which the refused parts go on; blank sends each back to its sender.
        public var onwardTo = ""
        /// Why it is accepted although a permit says something against it.
        public var gateReason = ""

        public init() {}
    }

    /// Accepts a round's load in full, in part, or refuses it. Every note is decided by the ordinary rules, all or none: its
    /// refused part goes on under a note of its own, and the plant's permits are asked for each.
    public func decideRound(_ id: RoundID, version: Int, _ form: RoundDecisionForm, by actor: Actor, at moment: Instant? = nil) async throws -> Round {
        let lists = self.lists
        return try await perform("round.decide", by: actor, at: moment) { work in
            let round = try work.round(id, version: version, action: .decideAcceptance)
            var reader = FormReader(lists: lists, today: work.today)
            var accepted = round.weighing?.weight.mass ?? .zero
            if case .number(let number) = NumberReading(form.accepted), number.digits == 0 {
                accepted = .zero
            } else if !form.accepted.isEmpty {
                let read = reader.mass(form.accepted, unit: form.unit, method: MeasurementMethod.weighed.rawValue, field: "accepted0")
                accepted = read?.mass ?? .zero
            }
            let remark = reader.text(form.remark, field: "remark")
            let gateReason = reader.text(form.gateReason, field: "gateReason") ?? ""
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let refusal = RefusalReason(rawValue: form.refusal)
            let event = try round.decide(accepting: accepted, refusal: refusal, by: try work.acting())
            guard case .decided(let verdict, _) = event else { preconditionFailure("Deciding gives a verdict.") }
            let onwardTo = form.onwardTo.isEmpty ? nil : try work.party(form.onwardTo, field: "onward")
            let onward = try onwardTo.map { try work.facts($0) }
            let said = try work.seal(remark)
            for share in verdict.accepted {
                _ = try work.change(share.note, version: nil, action: .decideAcceptance) { note, acting, policy in
                    let weighed = note.lines.map { $0.weighed?.raw ?? 0 }
                    let parts = apportion(share.mass.raw, by: weighed).map { Mass($0) }
                    let command = ReceiptCommand(
                        accepted: parts, refusal: share.mass.raw < weighed.reduce(0, +) ? refusal : nil,
                        discrepancy: note.isOutsideTolerance(policy) ? DiscrepancyReason(rawValue: form.discrepancy) : nil, remark: said, onwardTo: onwardTo)
                    let gate = try work.gate(accepting: parts, of: note, reason: gateReason)
                    return try note.decide(command, policy: policy, onward: onward, gate: gate, minted: try work.minted(for: note), by: acting)
                }
            }
            return try work.save(event, on: round)
        }
    }
}

extension Work {
    /// The round is through the gate, and with it every note that is on its vehicle and has not been recorded there.
    fileprivate func arrive(_ round: Round) throws -> Round {
        let event = try round.arrive(by: try acting())
        for note in try notesOnVehicle(of: round) where note.state == .inTransit {
            _ = try change(note.id, version: nil, action: .recordArrival) { note, acting, _ in try note.arrive(by: acting) }
        }
        return try save(event, on: round)
    }
}
