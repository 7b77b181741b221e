// SPDX-License-Identifier: Apache-2.0

import Domain

public enum PipeKind {}
public typealias PipeID = Identifier<PipeKind>

/// Who did something about a pipe, and when.
public struct PipeAct: Hashable, Sendable, Codable {
    public var at: Instant
    public var person: PersonID?
    /// `nil` for the operator of the server.
    public var organisation: OrganisationID?

    public init(at: Instant, person: PersonID?, organisation: OrganisationID?) {
        self.at = at
        self.person = person
        self.organisation = organisation
    }
}

/// What a works, or an officer of the environment, says of a pipe that was named.
public struct PipeAnswer: Hashable, Sendable, Codable {
    public var isConfirmed: Bool
    public var reason: SealedText?
    public var act: PipeAct

    public init(isConfirmed: Bool, reason: SealedText?, act: PipeAct) {
        self.isConfirmed = isConfirmed
        self.reason = reason
        self.act = act
    }
}

/// Which works receives what leaves by an outlet, from a day on. *Unknown* is an answer of its own: somebody looked, and nobody could say.
public struct Pipe: Hashable, Sendable, Codable {
    /// The number of a state is stored; never change one.
    public enum State: Int, CaseIterable, Sendable {
        /// No works is known to receive it.
        case unknown = 1
        /// The sender named a works, which has not answered.
        case named, confirmed, declined

        public var phrase: DischargePhrase { .named("pipe", "\(self)") }
    }

    public let id: PipeID
    public let outlet: OutletID
    /// The sender.
    public let site: SiteID
    /// The site that receives; `nil` where the sender says that it is unknown.
    public let works: SiteID?
    public let from: CalendarDate
    /// Its last day.
    public private(set) var until: CalendarDate?
    public let named: PipeAct
    public private(set) var answer: PipeAnswer?
    public private(set) var version: Int

    public init(id: PipeID, outlet: OutletID, site: SiteID, works: SiteID?, from: CalendarDate, named: PipeAct) {
        self.id = id
        self.outlet = outlet
        self.site = site
        self.works = works
        self.from = from
        self.named = named
        version = 1
    }

    public var state: State {
        guard works != nil else { return .unknown }
        guard let answer else { return .named }
        return answer.isConfirmed ? .confirmed : .declined
    }

    /// Whether it carries something on one of a month's days as far as both sides say so.
    public func carries(in month: Month) -> Bool {
        let days = Period.month(month)
        return state == .confirmed && from <= days.last && (until.map { days.first <= $0 } ?? true)
    }

    public func holds(on day: CalendarDate) -> Bool { from <= day && (until.map { day <= $0 } ?? true) }

    /// The works, or an officer of the environment, confirms it or says that it is not so.
    ///
    /// - Throws: ``DischargeRefusal/pipeAnswered`` but for one that waits.
    public func answered(_ answer: PipeAnswer) throws(DischargeRefusal) -> Pipe {
        guard state == .named else { throw .pipeAnswered }
        var after = self
        after.answer = answer
        after.version += 1
        return after
    }

    public func ended(on day: CalendarDate) -> Pipe {
        var after = self
        after.until = day
        after.version += 1
        return after
    }
}
