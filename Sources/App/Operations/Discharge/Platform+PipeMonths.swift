// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Stores

/// What one side read at its meter, as typed: two readings of the meter, or the volume.
public struct PipeReadingForm: Hashable, Sendable {
    /// Cubic metres.
    public var opening = ""
    public var closing = ""
    public var volume = ""
    /// Why it changes, where the month was agreed on.
    public var words = ""

    public init() {}
}

extension Platform {
    /// One side of a pipe states what its meter read for a month that is over, or puts it right.
    ///
    /// - Parameters:
    ///   - side: `nil` for the one at which the actor is; needed where both are the same firm's.
    ///   - version: of the month as it was seen; 0 for one of which nobody has stated anything.
    /// - Throws: every problem with its field; ``PlatformError/stale`` when the other side was quicker.
    public func statePipeMonth(
        _ id: PipeID, month: String, side: PipeSide? = nil, _ form: PipeReadingForm, version: Int, by actor: Actor, at moment: Instant? = nil
    ) async throws -> PipeTransfer {
        let lists = self.lists
        return try await perform("pipe.state", by: actor, at: moment) { work in
            let (pipe, _, _) = try work.reading.pipe(id, by: actor)
            let side = try work.side(side, of: pipe, .recordResults)
            guard let works = pipe.works, let month = Month(iso: month.trimmedBlanks) else { throw PlatformError.notFound }
            guard pipe.carries(in: month), month < work.today.month else { throw DischargeRefusal.pipeMonth(month) }
            let before = try work.discharge.transfer(of: id, month)
            guard before?.version ?? 0 == version else { throw PlatformError.stale }
            var reader = FormReader(lists: lists, today: work.today)
            let reading = reader.reading(form, by: work.pipeAct)
            let words = reader.text(form.words, field: "words")
            if before?.agreed != nil, words == nil { reader.problems.append(DischargePhrase.pipeCorrectionWords.problem("words")) }
            guard let reading, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let begun = before ?? PipeTransfer(id: work.mint(), pipe: id, sender: pipe.site, works: works, month: month)
            return try work.keep(try begun.stating(side, reading, words: try work.seal(words)), replacing: before)
        }
    }

    /// A side agrees or disputes; an officer of the environment decides what is disputed. What is agreed on or decided is booked in the same operation,
    /// and returns of both sites follow it.
    ///
    /// - Parameter volume: what an officer decides, cubic metres as typed.
    public func takePipeStep(
        _ step: PipeStep, in id: PipeTransferID, side: PipeSide? = nil, words: String = "", volume: String = "", version: Int, by actor: Actor,
        at moment: Instant? = nil
    ) async throws -> PipeTransfer {
        let lists = self.lists
        return try await perform("pipe.\(step.rawValue)", by: actor, at: moment) { work in
            guard let before = try work.discharge.transfer(id) else { throw PlatformError.notFound }
            let (pipe, sender, _) = try work.reading.pipe(before.pipe, by: actor)
            if step == .decide { try work.require(.decidePipe, at: sender.id) }
            let side = step == .decide ? side : try work.side(side, of: pipe, .agreePipe)
            guard before.version == version else { throw PlatformError.stale }
            var reader = FormReader(lists: lists, today: work.today)
            let text = reader.text(words, field: "words")
            let decided = step == .decide ? reader.volume(volume) : nil
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let sealed = try work.seal(text)
            let after: PipeTransfer
            switch (step, side) {
            case (.agree, let side?): after = try before.agreeing(side, words: sealed, work.platform.pipeRules, by: work.pipeAct)
            case (.dispute, let side?): after = try before.disputing(side, words: sealed, by: work.pipeAct)
            case (.decide, _): after = try before.deciding(decided ?? .zero, words: sealed, by: work.pipeAct)
            default: throw DischargeRefusal.pipeNotNow(step, before.state)
            }
            return try work.keep(after, replacing: before)
        }
    }

    /// How far two meters may differ.
    public var pipeRules: PipeRules { .shipped }
}

extension Work {
    /// The end of a pipe at which the actor may do this: the one asked for, or the only one.
    ///
    /// - Throws: ``PermissionRefusal`` where it is neither.
    fileprivate func side(_ asked: PipeSide?, of pipe: Pipe, _ action: Action) throws -> PipeSide {
        let own = try reading.sides(of: pipe, action, by: actor)
        guard let side = asked.map({ own.contains($0) ? $0 : nil }) ?? own.first else { throw PermissionRefusal.forbidden(action) }
        return side
    }

    /// Saves a month of a pipe, and books what was agreed on.
    fileprivate func keep(_ after: PipeTransfer, replacing before: PipeTransfer?) throws -> PipeTransfer {
        if let before { try discharge.update(after, from: before.version) } else { try discharge.insert(after) }
        record(.discharge(.transfer(after), before: before.map { .transfer($0) }))
        if after.agreed != before?.agreed { try bookTransfer(after, replacing: before) }
        return after
    }
}

extension Reading {
    /// Ends of a pipe at which the actor's own firm may do this, the sender's first.
    func sides(of pipe: Pipe, _ action: Action, by actor: Actor) throws -> [PipeSide] {
        try [(PipeSide.sender, pipe.site as SiteID?), (.works, pipe.works)].compactMap { side, id in
            guard let id, let site = try registry.site(id), site.organisation == actor.principal?.id,
                may(action, actor: actor, subject: bookSubject(of: site)).isAllowed
            else { return nil }
            return side
        }
    }
}

extension FormReader {
    /// Two readings of the meter, or the volume itself.
    fileprivate mutating func reading(_ form: PipeReadingForm, by act: PipeAct) -> PipeReading? {
        let (opening, closing) = (form.opening.trimmedBlanks, form.closing.trimmedBlanks)
        guard opening.isEmpty && closing.isEmpty else {
            guard !opening.isEmpty, !closing.isEmpty else {
                problems.append(DischargePhrase.pipeReadingMissing.problem(opening.isEmpty ? "opening" : "closing"))
                return nil
            }
            guard let first = volume(opening, field: "opening"), let last = volume(closing, field: "closing") else { return nil }
            guard first <= last else {
                problems.append(DischargePhrase.pipeBackwards.problem("closing", ["closing": .text(closing), "opening": .text(opening)]))
                return nil
            }
            func metres(_ volume: Volume) -> String { ExactDecimal(digits: volume.raw, scale: 6).withoutTrailingZeros.description }
            return PipeReading(opening: metres(first), closing: metres(last), volume: last - first, act: act)
        }
        guard !form.volume.trimmedBlanks.isEmpty else {
            problems.append(DischargePhrase.pipeReadingMissing.problem("closing"))
            return nil
        }
        return volume(form.volume).map { PipeReading(volume: $0, act: act) }
    }
}
