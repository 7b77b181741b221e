// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

extension Teller {
    /// What happens to a collection round: planned at the office, made on the driver's phone, weighed and accepted at the plant.
    ///
    /// - Returns: the round as it then stands; `nil` for a step of something else.
    func tellRound(_ step: Step, _ planned: [PlannedRound], _ known: [Int: Round]) async throws -> (place: Int, round: Round)? {
        switch step {
        case .planRound(let place):
            let plan = planned[place]
            var form = RoundForm()
            form.carrier = firms[plan.carrier].site.description
            form.receiver = firms[plan.receiver].site.description
            form.day = plan.day.description
            form.treatment = plan.treatment
            form.wastes = [plan.waste]
            form.plate = plan.plate
            form.driver = plan.driver
            form.stops = plan.senders.map { firms[$0].site.description }
            return (place, try await platform.planRound(form, by: person(plan.carrier, [.signer])))
        case .makeStop(let place, let stop):
            guard let round = known[place] else { return nil }
            let plan = planned[place]
            var form = StopForm()
            form.sender = firms[plan.senders[stop]].site.description
            form.signer = plan.signers[stop]
            if plan.containers[stop] > 0 {
                form.containers = String(plan.containers[stop])
                form.each = String(plan.kilograms[stop])
            } else {
                form.amount = String(plan.kilograms[stop])
            }
            return (place, try await platform.makeStop(form, code: try code(of: round, plan), address: "demonstration", key: nil).round)
        case .makeNewStop(let place, let firm, let kilograms):
            guard let round = known[place] else { return nil }
            var form = StopForm()
            form.signer = planned[place].signers[0]
            form.amount = String(kilograms)
            let code = try code(of: round, planned[place])
            return (place, try await platform.makeStop(form, at: firm, isNew: true, code: code, address: "demonstration", key: nil).round)
        case .skipStop(let place, let stop, let reason):
            guard let round = known[place] else { return nil }
            let plan = planned[place]
            let site = firms[plan.senders[stop]].site.description
            return (
                place, try await platform.skipStop(site, reason: reason.rawValue, code: try code(of: round, plan), address: "demonstration")
            )
        case .weighRound(let place, let difference):
            guard let round = known[place] else { return nil }
            let gate = person(planned[place].receiver, [.gate])
            let declared = try await platform.roundModel(round.id, by: gate).declared
            let kilograms = Int((Double(declared.raw) / 1000 * (1 + Double(difference) / 1000)).rounded())
            return (place, try await platform.weighRound(round.id, version: round.version, amount: String(max(1, kilograms)), unit: "kg", by: gate))
        case .acceptRound(let place):
            guard let round = known[place] else { return nil }
            let gate = person(planned[place].receiver, [.gate])
            return (place, try await platform.decideRound(round.id, version: round.version, Platform.RoundDecisionForm(), by: gate))
        default: return nil
        }
    }

    /// Notes of rounds as the database has them.
    func notes(of rounds: [Int: Round], _ planned: [PlannedRound]) async throws -> [Manifest] {
        var notes: [Manifest] = []
        for (place, round) in rounds.sorted(by: { $0.key < $1.key }) {
            for stop in round.stops { notes.append(try await platform.note(stop.note, by: person(planned[place].carrier, [.signer]))) }
        }
        return notes
    }

    private func code(of round: Round, _ plan: PlannedRound) throws -> String {
        guard let shown = platform.roundCode(of: round, by: person(plan.carrier, [.signer])) else { throw PlatformError.notFound }
        return shown.code.text
    }

    private func person(_ place: Int, _ roles: Set<Role>) -> Actor { firms[place].actor(roles, on: platform.today) }
}
