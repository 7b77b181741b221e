// SPDX-License-Identifier: Apache-2.0

import Domain

public enum DischargeCaseKind {}
public typealias DischargeCaseID = Identifier<DischargeCaseKind>

/// What may be done with a case.
public enum DischargeCaseStep: String, CaseIterable, Codable, Sendable {
    /// The site says what it will do, who answers for it and until when.
    case plan
    case comment
    /// A paper or a photograph is added.
    case evidence
    /// The site asks for help with cleaner production, or takes that back.
    case askHelp, withdrawHelp
    /// The site says that it has done what it planned.
    case done
    /// An environment officer is not content with what was done.
    case sendBack
    /// An environment officer closes it.
    case close
    /// An environment officer opens it again.
    case reopen

    public var phrase: DischargePhrase { .named("step", rawValue) }

    /// Steps that only the environment's mandate takes.
    public var isOfEnvironment: Bool { [.sendBack, .close, .reopen].contains(self) }
    /// Steps that only the site's own people take.
    public var isOfSite: Bool { [.plan, .askHelp, .withdrawHelp, .done].contains(self) }
}

/// One thing that happened in a case.
public struct DischargeCaseEvent: Hashable, Sendable, Codable {
    /// `nil` when a result opened it or came to it.
    public var step: DischargeCaseStep?
    public var at: Instant
    public var person: PersonID?
    public var organisation: OrganisationID?
    /// What was said; in the erasable table.
    public var words: SealedText?
    /// SHA-256 of a file, hexadecimal.
    public var file: String?
    /// A result that exceeded a limit.
    public var result: LabResultID?

    public init(
        step: DischargeCaseStep?, at: Instant, person: PersonID?, organisation: OrganisationID?, words: SealedText? = nil, file: String? = nil,
        result: LabResultID? = nil
    ) {
        self.step = step
        self.at = at
        self.person = person
        self.organisation = organisation
        self.words = words
        self.file = file
        self.result = result
    }
}

/// What follows from an exceedance: one for an outlet and a parameter at a time; further exceedances come to it while it is open.
public struct DischargeCase: Hashable, Sendable, Codable {
    public enum State: Int, CaseIterable, Codable, Sendable {
        /// Waits for what the site will do, or for its doing.
        case open = 1
        /// The site says that it is done; an environment officer looks at it.
        case answered = 2
        case closed = 3

        public var phrase: DischargePhrase {
            switch self {
            case .open: .stateOpen
            case .answered: .stateAnswered
            case .closed: .stateClosed
            }
        }
    }

    /// The site's own plan.
    public struct Plan: Hashable, Sendable, Codable {
        public var action: SealedText
        /// Who answers for it.
        public var owner: SealedText
        public var due: CalendarDate

        public init(action: SealedText, owner: SealedText, due: CalendarDate) {
            self.action = action
            self.owner = owner
            self.due = due
        }
    }

    /// Most events of one case.
    public static let eventsMost = 300

    public let id: DischargeCaseID
    public let outlet: OutletID
    public let site: SiteID
    public let parameter: String
    public let openedAt: Instant
    public private(set) var state: State
    public private(set) var plan: Plan?
    /// The site asks for help with cleaner production.
    public private(set) var asksHelp: Bool
    /// First event first.
    public private(set) var events: [DischargeCaseEvent]
    public private(set) var version: Int

    /// Opens a case by a result that exceeds a limit.
    public init(id: DischargeCaseID, result: LabResult, event: DischargeCaseEvent) {
        self.id = id
        outlet = result.outlet
        site = result.site
        parameter = result.parameter
        openedAt = event.at
        state = .open
        asksHelp = false
        events = [event]
        version = 1
    }

    /// Results that exceeded, first one first.
    public var results: [LabResultID] { events.compactMap(\.result) }

    /// The one table of what follows from which step in which state; what is not in it is refused.
    public static let transitions: [State: [DischargeCaseStep: State]] = [
        .open: [
            .plan: .open, .comment: .open, .evidence: .open, .askHelp: .open, .withdrawHelp: .open, .done: .answered, .close: .closed,
        ],
        .answered: [.comment: .answered, .evidence: .answered, .askHelp: .answered, .withdrawHelp: .answered, .sendBack: .open, .close: .closed],
        .closed: [.reopen: .open],
    ]

    /// Steps that the state allows; help is asked for once, and taken back once it was asked for; done is what was planned.
    public var steps: [DischargeCaseStep] {
        DischargeCaseStep.allCases.filter { step in
            guard Self.transitions[state]?[step] != nil else { return false }
            switch step {
            case .askHelp: return !asksHelp
            case .withdrawHelp: return asksHelp
            case .done: return plan != nil
            default: return true
            }
        }
    }

    /// - Parameter plan: of the step `plan`.
    /// - Throws: ``DischargeRefusal``.
    public func taking(_ event: DischargeCaseEvent, plan: Plan? = nil) throws(DischargeRefusal) -> DischargeCase {
        guard let step = event.step, steps.contains(step), let next = Self.transitions[state]?[step] else { throw .notNow(event.step ?? .comment, state) }
        guard events.count < Self.eventsMost || step == .close else { throw .caseFull(Self.eventsMost) }
        var after = self
        after.state = next
        if let plan, step == .plan { after.plan = plan }
        if step == .askHelp { after.asksHelp = true }
        if step == .withdrawHelp { after.asksHelp = false }
        after.events.append(event)
        after.version += 1
        return after
    }

    /// A further result that exceeds, while it is open. What the site said was done is to be looked at again.
    public func joined(by event: DischargeCaseEvent) -> DischargeCase {
        precondition(state != .closed, "To a closed case comes no further result.")
        var after = self
        if events.count < Self.eventsMost { after.events.append(event) }
        after.state = .open
        after.version += 1
        return after
    }

    /// Overdue: the plan's day is past and nobody said that it was done.
    public func isOverdue(on day: CalendarDate) -> Bool { state == .open && (plan.map { $0.due < day } ?? false) }
}
