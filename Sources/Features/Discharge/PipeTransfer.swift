// SPDX-License-Identifier: Apache-2.0

import Domain

public enum PipeTransferKind {}
public typealias PipeTransferID = Identifier<PipeTransferKind>

/// One of the two ends of a pipe.
public enum PipeSide: String, CaseIterable, Codable, Sendable {
    case sender, works

    public var other: PipeSide { self == .sender ? .works : .sender }
    public var phrase: DischargePhrase { .named("side", rawValue) }
}

/// What one side read at its meter for a month.
public struct PipeReading: Hashable, Sendable, Codable {
    /// Of the meter, in cubic metres as typed; `nil` where the volume itself was typed.
    public var opening: String?
    public var closing: String?
    public var volume: Volume
    public var act: PipeAct

    public init(opening: String? = nil, closing: String? = nil, volume: Volume, act: PipeAct) {
        self.opening = opening
        self.closing = closing
        self.volume = volume
        self.act = act
    }
}

public enum PipeStep: String, CaseIterable, Codable, Sendable {
    /// One's own meter: first, or put right.
    case state
    case agree, dispute
    /// An officer of the environment, of what is disputed.
    case decide

    public var phrase: DischargePhrase { .named("pipeStep", rawValue) }
}

/// What both sides agreed on, or an officer decided: the figure that is booked.
public struct AgreedVolume: Hashable, Sendable, Codable {
    public enum Basis: String, CaseIterable, Codable, Sendable {
        /// Both meters within the tolerance.
        case within
        /// Beyond it, with a reason that both took.
        case explained
        case decided

        public var phrase: DischargePhrase { .named("basis", rawValue) }
    }

    public var volume: Volume
    public var basis: Basis
    public var at: Instant
}

/// One thing that was done about a month.
public struct PipeEvent: Hashable, Sendable, Codable {
    public var step: PipeStep
    /// `nil` of officers.
    public var side: PipeSide?
    /// What was stated or decided.
    public var volume: Volume?
    public var words: SealedText?
    public var act: PipeAct
}

/// What went through a pipe in a month, as both ends read it.
public struct PipeTransfer: Hashable, Sendable, Codable {
    /// The number is stored; never change one.
    public enum State: Int, CaseIterable, Codable, Sendable {
        case open = 1
        case disputed, agreed

        public var phrase: DischargePhrase { .named("transfer", "\(self)") }
    }

    /// Most that is done about one month.
    public static let eventsMost = 60

    public let id: PipeTransferID
    public let pipe: PipeID
    public let sender: SiteID
    public let works: SiteID
    public let month: Month
    public private(set) var state = State.open
    public private(set) var senderReading: PipeReading?
    public private(set) var worksReading: PipeReading?
    private var senderAgrees = false
    private var worksAgrees = false
    /// What is booked. While a correction is not agreed on, what was agreed before stays.
    public private(set) var agreed: AgreedVolume?
    /// Oldest first.
    public private(set) var events: [PipeEvent] = []
    public private(set) var version = 0

    public init(id: PipeTransferID, pipe: PipeID, sender: SiteID, works: SiteID, month: Month) {
        self.id = id
        self.pipe = pipe
        self.sender = sender
        self.works = works
        self.month = month
    }

    public func reading(of side: PipeSide) -> PipeReading? { side == .sender ? senderReading : worksReading }
    public func agrees(_ side: PipeSide) -> Bool { side == .sender ? senderAgrees : worksAgrees }

    /// What the works read more than the sender, below zero less; `nil` until both have stated.
    public var difference: Volume? {
        guard let senderReading, let worksReading else { return nil }
        return Volume(worksReading.volume.raw - senderReading.volume.raw)
    }

    public func isWithin(_ rules: PipeRules) -> Bool {
        guard let senderReading, let worksReading else { return false }
        return rules.isWithin(senderReading.volume, worksReading.volume)
    }

    /// Whether somebody said why both differ since the last reading was stated.
    public var isExplained: Bool {
        events.reversed().prefix { $0.step != .state }.contains { $0.step == .agree && $0.words != nil }
    }

    /// What a side may do now.
    public func steps(for side: PipeSide) -> [PipeStep] {
        guard senderReading != nil, worksReading != nil else { return [.state] }
        return state == .open ? (agrees(side) ? [.state, .dispute] : [.agree, .state, .dispute]) : [.state]
    }

    /// Officers decide what is disputed, and nothing else.
    public var isToDecide: Bool { state == .disputed }

    /// States what a side read, or puts it right. What both agreed on before must be agreed on again; until then it stays booked.
    ///
    /// - Throws: ``DischargeRefusal/pipeWordsMissing`` where something was agreed on and nobody says why it changes.
    public func stating(_ side: PipeSide, _ reading: PipeReading, words: SealedText?) throws(DischargeRefusal) -> PipeTransfer {
        if agreed != nil, words == nil { throw .pipeWordsMissing(.state) }
        var after = try adding(PipeEvent(step: .state, side: side, volume: reading.volume, words: words, act: reading.act))
        if side == .sender { after.senderReading = reading } else { after.worksReading = reading }
        after.state = .open
        (after.senderAgrees, after.worksAgrees) = (false, false)
        return after
    }

    /// One side agrees to both readings as they stand. Once both have, it is agreed.
    ///
    /// - Throws: ``DischargeRefusal/pipeWordsMissing`` beyond the tolerance while nobody has said why.
    public func agreeing(_ side: PipeSide, words: SealedText?, _ rules: PipeRules, by act: PipeAct) throws(DischargeRefusal) -> PipeTransfer {
        guard steps(for: side).contains(.agree), let senderReading, let worksReading else { throw .pipeNotNow(.agree, state) }
        let isWithin = rules.isWithin(senderReading.volume, worksReading.volume)
        if !isWithin, words == nil, !isExplained { throw .pipeWordsMissing(.agree) }
        var after = try adding(PipeEvent(step: .agree, side: side, volume: nil, words: words, act: act))
        if side == .sender { after.senderAgrees = true } else { after.worksAgrees = true }
        guard after.senderAgrees, after.worksAgrees else { return after }
        after.state = .agreed
        let volume = rules.booked == .sender ? senderReading.volume : worksReading.volume
        after.agreed = AgreedVolume(volume: volume, basis: isWithin ? .within : .explained, at: act.at)
        return after
    }

    public func disputing(_ side: PipeSide, words: SealedText?, by act: PipeAct) throws(DischargeRefusal) -> PipeTransfer {
        guard steps(for: side).contains(.dispute) else { throw .pipeNotNow(.dispute, state) }
        guard let words else { throw .pipeWordsMissing(.dispute) }
        var after = try adding(PipeEvent(step: .dispute, side: side, volume: nil, words: words, act: act))
        after.state = .disputed
        (after.senderAgrees, after.worksAgrees) = (false, false)
        return after
    }

    public func deciding(_ volume: Volume, words: SealedText?, by act: PipeAct) throws(DischargeRefusal) -> PipeTransfer {
        guard isToDecide else { throw .pipeNotNow(.decide, state) }
        guard let words else { throw .pipeWordsMissing(.decide) }
        var after = try adding(PipeEvent(step: .decide, side: nil, volume: volume, words: words, act: act))
        after.state = .agreed
        after.agreed = AgreedVolume(volume: volume, basis: .decided, at: act.at)
        return after
    }

    private func adding(_ event: PipeEvent) throws(DischargeRefusal) -> PipeTransfer {
        guard events.count < Self.eventsMost else { throw .caseFull(Self.eventsMost) }
        var after = self
        after.events.append(event)
        after.version += 1
        return after
    }
}
