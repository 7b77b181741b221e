// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Wording

/// What the rules refuse.
public enum ReturnError: Explainable, Hashable {
    /// Somebody saved it first.
    case stale(seen: Int, now: Int)
    /// Not in this state.
    case notNow(ReturnStep, ReturnState)
    /// Its period is still running.
    case periodRuns(until: CalendarDate)
    /// What stands against sending it.
    case unfinished([Problem])
    /// Figures that were filled in and not looked at.
    case unconfirmed(Int)
    /// What checks found unusual and nobody explained.
    case unexplained([Problem])
    case reasonMissing
    /// Whoever sent it does not approve it.
    case sameHand
    /// The site does not owe it.
    case notOwed

    public var standing: Standing {
        switch self {
        case .stale, .notNow: .conflict
        default: .invalid
        }
    }

    public var problems: [Problem] {
        switch self {
        case .stale(let seen, let now): [ReturnPhrase.stale.problem("", ["seen": .numeral(Int64(seen)), "now": .numeral(Int64(now))])]
        case .notNow(let step, let state): [ReturnPhrase.notNow.problem("", ["step": step.phrase.fact, "state": state.phrase.fact])]
        case .periodRuns(let until): [ReturnPhrase.periodRuns.problem("", ["date": .date(until)])]
        case .unfinished(let problems), .unexplained(let problems): problems
        case .unconfirmed(let count): [ReturnPhrase.unconfirmed.problem("confirm", ["count": .number(Int64(count))])]
        case .reasonMissing: [ReturnPhrase.reasonMissing.problem("reason")]
        case .sameHand: [ReturnPhrase.sameHand.problem()]
        case .notOwed: [ReturnPhrase.notOwed.problem()]
        }
    }
}

extension SiteReturn {
    /// Why a step cannot be taken in the state it is in; `nil` when it can.
    public func refusal(of step: ReturnStep) -> ReturnError? { Self.transitions[state]?[step] == nil ? .notNow(step, state) : nil }

    private func check(_ step: ReturnStep) throws(ReturnError) {
        if let refusal = refusal(of: step) { throw refusal }
    }

    /// Keeps answers as they are so far; `nil` when they say nothing new.
    public func save(_ answers: ReturnAnswers, at now: Instant) throws(ReturnError) -> ReturnEvent? {
        try check(.save)
        let changes = self.answers.changes(to: answers)
        return changes.isEmpty ? nil : .saved(changes, at: now)
    }

    /// Sends it.
    ///
    /// - Parameters:
    ///   - set: the version of the data set that it answers.
    ///   - confirms: whoever sends it says that what was filled in is right.
    ///   - refused: what hard checks found.
    ///   - unexplained: what soft checks found, and nobody said why.
    public func submit(
        for set: DataSet, confirms: Bool, today: CalendarDate, refused: [Problem] = [], unexplained: [Problem] = [], by act: ReturnAct
    ) throws(ReturnError) -> ReturnEvent {
        try check(.submit)
        guard head.period.last < today else { throw .periodRuns(until: head.period.last) }
        let problems = review(for: set) + refused
        guard problems.isEmpty else { throw .unfinished(problems) }
        guard unexplained.isEmpty else { throw .unexplained(unexplained) }
        guard confirms || answers.unconfirmed == 0 else { throw .unconfirmed(answers.unconfirmed) }
        return .stepped(act)
    }

    /// An officer sends it back and says what is to be mended.
    public func sendBack(by act: ReturnAct) throws(ReturnError) -> ReturnEvent {
        try check(.sendBack)
        guard act.reason != nil else { throw .reasonMissing }
        return .stepped(act)
    }

    /// An officer takes it as it is. Whoever typed it in does not.
    public func approve(by act: ReturnAct) throws(ReturnError) -> ReturnEvent {
        try check(.approve)
        guard !isSent(by: act.person) else { throw .sameHand }
        return .stepped(act)
    }

    /// Whether a person sent what was sent last, and so may not approve it.
    public func isSent(by person: PersonID?) -> Bool { person != nil && filings.last?.act.person == person }

    /// Something became known later: a further version begins, and what was approved holds until it is approved too.
    public func reopen(by act: ReturnAct) throws(ReturnError) -> ReturnEvent {
        try check(.reopen)
        guard act.reason != nil else { throw .reasonMissing }
        return .stepped(act)
    }

    /// Fields that must be answered and are not.
    public func review(for set: DataSet) -> [Problem] {
        set.fields(for: head.isic).compactMap { field in
            guard field.isRequired, answers[field.id] == nil else { return nil }
            return ReturnPhrase.answerMissing.problem(field.id, ["field": field.phrase.fact])
        }
    }
}
