// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

/// Where a return stands. The number is stored; never change one.
public enum ReturnState: Int16, CaseIterable, Codable, Sendable {
    case draft = 1
    /// Sent, and waits for an officer.
    case submitted
    /// Sent back with remarks.
    case sentBack
    case approved
    /// Was sent before, and something is to be changed: a further version is under way.
    case reopened

    /// Answers may be changed.
    public var isOpen: Bool { [.draft, .sentBack, .reopened].contains(self) }
}

/// What may be done with a return.
public enum ReturnStep: String, CaseIterable, Codable, Sendable {
    case begin, save, submit, sendBack, approve, reopen
}

/// Somebody's act on a return.
public struct ReturnAct: Hashable, Sendable, Codable {
    public var step: ReturnStep
    public var organisation: OrganisationID
    public var person: PersonID?
    /// By what they were signed in, as the registry words it.
    public var means: String
    public var onBehalfOf: OrganisationID?
    /// Typed in by an officer from a paper sheet.
    public var isTypedFor: Bool
    /// Remarks, or why it was opened again.
    public var reason: SealedText?
    /// What soft checks found in answers when they were sent; `nil` of other acts, and of those from before there were checks.
    public var findings: [ReturnFinding]?
    public var at: Instant

    public init(
        step: ReturnStep, organisation: OrganisationID, person: PersonID?, means: String, onBehalfOf: OrganisationID? = nil, isTypedFor: Bool = false,
        reason: SealedText? = nil, at: Instant
    ) {
        self.step = step
        self.organisation = organisation
        self.person = person
        self.means = means
        self.onBehalfOf = onBehalfOf
        self.isTypedFor = isTypedFor
        self.reason = reason
        self.at = at
    }
}

/// Which return it is, fixed when it is begun.
public struct ReturnHead: Hashable, Sendable, Codable {
    public var site: SiteID
    public var organisation: OrganisationID
    /// Of the site on the period's last day.
    public var province: String
    public var isic: String
    public var dataSet: String
    public var dataSetVersion: Int
    public var period: Period
    /// The last day on which it is in time.
    public var due: CalendarDate

    public init(
        site: SiteID, organisation: OrganisationID, province: String, isic: String, dataSet: String, dataSetVersion: Int, period: Period, due: CalendarDate
    ) {
        self.site = site
        self.organisation = organisation
        self.province = province
        self.isic = isic
        self.dataSet = dataSet
        self.dataSetVersion = dataSetVersion
        self.period = period
        self.due = due
    }
}

/// Answers as they were sent: version 1, 2 and so on of the return.
public struct ReturnFiling: Hashable, Sendable, Codable {
    /// From 1.
    public var number: Int
    public var answers: ReturnAnswers
    public var act: ReturnAct
    public var isApproved: Bool
}

/// Something that happened to a return. Replaying events gives the return.
public enum ReturnEvent: Hashable, Sendable, Codable {
    case begun(ReturnHead, answers: ReturnAnswers, act: ReturnAct)
    case saved(ReturnChanges, at: Instant)
    /// Sent, sent back, approved or opened again.
    case stepped(ReturnAct)
}

/// What one site answers to one data set for one period.
public struct SiteReturn: Hashable, Sendable, Codable, Identifiable {
    public var id: ReturnID
    public var head: ReturnHead
    public var state: ReturnState
    /// Counts events from 1; a command names the version it saw.
    public var version: Int
    public var answers: ReturnAnswers
    /// What was sent, oldest first. The last approved one holds while another is under way.
    public var filings: [ReturnFiling]
    /// All acts but saving, oldest first.
    public var acts: [ReturnAct]
    public var updatedAt: Instant

    /// The return as it is begun.
    public init(id: ReturnID, head: ReturnHead, answers: ReturnAnswers, act: ReturnAct) {
        self.id = id
        self.head = head
        self.answers = answers
        state = .draft
        version = 1
        filings = []
        acts = [act]
        updatedAt = act.at
    }

    /// The filing that counts: the last one approved, else the last one sent.
    public var counting: ReturnFiling? { filings.last(where: \.isApproved) ?? filings.last }

    /// When it was sent first; decides whether it was in time.
    public var firstSentAt: Instant? { filings.first?.act.at }

    /// The answers before the ones sent last, for saying what has changed.
    public var filingBefore: ReturnFiling? { filings.count > 1 ? filings[filings.count - 2] : nil }

    /// The return after an event. Decides nothing: a journal replays through here.
    public func applying(_ event: ReturnEvent) -> SiteReturn {
        var after = self
        switch event {
        case .begun(let head, let answers, let act): return SiteReturn(id: id, head: head, answers: answers, act: act)
        case .saved(let changes, let at):
            after.answers = answers.applying(changes)
            after.updatedAt = at
        case .stepped(let act):
            after.acts.append(act)
            after.updatedAt = act.at
            after.state = Self.transitions[state]?[act.step] ?? state
            switch act.step {
            case .begin, .save, .sendBack, .reopen: break
            case .submit:
                after.answers = answers.confirmed
                after.filings.append(ReturnFiling(number: filings.count + 1, answers: after.answers, act: act, isApproved: false))
            case .approve: if !filings.isEmpty { after.filings[filings.count - 1].isApproved = true }
            }
        }
        after.version += 1
        return after
    }

    /// Every step that may be taken in a state, and where it leads.
    public static let transitions: [ReturnState: [ReturnStep: ReturnState]] = [
        .draft: [.save: .draft, .submit: .submitted],
        .submitted: [.sendBack: .sentBack, .approve: .approved, .reopen: .reopened],
        .sentBack: [.save: .sentBack, .submit: .submitted],
        .approved: [.reopen: .reopened],
        .reopened: [.save: .reopened, .submit: .submitted],
    ]
}
