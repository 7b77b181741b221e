// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Identity
import Returns
import Stores

/// Several returns sent with one word, each by itself.
extension Platform {
    /// Sites whose returns are sent at one time: enough for the writer to make one durable commit of half of them while the others are worked out.
    private static let sitesAtOnce = 32

    /// Sends several returns, each by itself as ``submitReturn(_:version:confirms:explanations:by:at:)`` does: those that rules or unexplained findings
    /// stand against are refused, the others are sent.
    ///
    /// Returns of one site go one after another, the earliest period first, since checks hold a period against those before it; sites go several at a time.
    ///
    /// - Parameters:
    ///   - picks: each with the version that the actor saw; what exceeds ``ReturnPick/most`` is refused by name.
    ///   - confirms: the actor looked at all of them and says that they are right; nothing is sent without.
    /// - Returns: those that were refused, in the order of the picks, with the problems of each.
    /// - Throws: ``PermissionRefusal`` for those who send no returns at all.
    public func sendReturns(_ picks: [ReturnPick], confirms: Bool, by actor: Actor) async throws -> [RefusedReturn] {
        _ = try actor.sendingReach()
        let most = ReturnPick.most
        let taken = Array(picks.prefix(most))
        let places = try await read { r in try r.returns.places(of: taken.map(\.id)) }
        func first(_ place: Int) -> CalendarDate? { places[taken[place].id]?.first }
        // What is not there has no site, and is refused by itself.
        let bySite = Dictionary(grouping: taken.indices) { places[taken[$0].id]?.site ?? SiteID(0) }
        let lanes = bySite.values.map { lane in lane.sorted { (first($0) ?? today, $0) < (first($1) ?? today, $1) } }.sorted { $0[0] < $1[0] }
        var problems = [[Problem]](repeating: [], count: taken.count)
        try await apart {
            try await withThrowingTaskGroup(of: [(place: Int, problems: [Problem])].self) { group in
                for (count, lane) in lanes.enumerated() {
                    if count >= Self.sitesAtOnce { for one in try await group.next() ?? [] { problems[one.place] = one.problems } }
                    group.addTask {
                        var found: [(place: Int, problems: [Problem])] = []
                        for place in lane { found.append((place, try await self.problems(ofSending: taken[place], confirms, actor))) }
                        return found
                    }
                }
                for try await found in group { for one in found { problems[one.place] = one.problems } }
            }
        }
        let refused = zip(taken, problems).filter { !$1.isEmpty }.map { RefusedReturn(pick: $0, problems: $1) }
        return refused + picks.dropFirst(most).map { RefusedReturn(pick: $0, problems: [ReturnPick.tooMany]) }
    }

    /// What stood against sending one; nothing once it is sent.
    private func problems(ofSending pick: ReturnPick, _ confirms: Bool, _ actor: Actor) async throws -> [Problem] {
        do {
            guard confirms else {
                let answers = try await read { r in try r.siteReturn(pick.id, by: actor).made.answers }
                // Nobody opened it: whatever stands in it was filled in for whoever sends it.
                throw ReturnError.unconfirmed(answers.unconfirmed > 0 ? answers.unconfirmed : answers.fields.count + answers.wastes.count)
            }
            _ = try await submitReturn(pick.id, version: pick.version, confirms: true, by: actor, isOneOfMany: true)
            return []
        } catch let error as any Explainable {
            return error.problems
        }
    }
}

/// A return among several that was not sent or approved, and why.
public struct RefusedReturn: Sendable {
    public var pick: ReturnPick
    public var problems: [Problem]
}

extension Actor {
    /// As what the actor sends returns: its firm's own, or those that its office typed in.
    ///
    /// - Throws: ``PermissionRefusal``.
    func sendingReach() throws -> ReturnFilling {
        guard case .refused(let refusal) = may(.submitReturn, actor: self, subject: wholeReach) else { return .own }
        guard may(.typeReturn, actor: self, subject: wholeReach).isAllowed else { throw refusal }
        return .forFirm
    }
}

extension ReturnPick {
    /// Said of each beyond ``most``.
    static var tooMany: Problem { ReturnPhrase.tooManyAtOnce.problem("", ["most": .number(Int64(most))]) }
}
