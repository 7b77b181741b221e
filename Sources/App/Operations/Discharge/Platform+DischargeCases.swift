// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Manifests
import Stores

/// A step of a case as somebody typed it.
public struct DischargeCaseForm: Hashable, Sendable {
    /// What is said; of a plan, what will be done.
    public var words = ""
    /// Of a plan: who answers for it, and until when (ISO date).
    public var owner = ""
    public var due = ""
    /// A PDF or a picture.
    public var file: ArrangementPaper?

    public init() {}
}

extension Platform {
    /// Opens a case by a result that exceeds a limit and has none: limits may have been loaded after it was recorded.
    public func openDischargeCase(for id: LabResultID, by actor: Actor, at moment: Instant? = nil) async throws -> DischargeCase {
        try await perform("case.open", by: actor, at: moment) { work in
            guard let result = try work.discharge.result(id), let outlet = try work.discharge.outlet(result.outlet) else { throw PlatformError.notFound }
            _ = try work.site(result.site, for: .handleCase)
            guard let opened = try work.openCase(for: result, at: outlet, permits: try work.discharge.permitLimits(of: result.site)) else {
                throw DischargeRefusal.nothingExceeded
            }
            work.record(.act("case \(opened.id) asked for by result \(id)"))
            return opened
        }
    }

    /// Takes a step in a case. The site plans, asks for help and says what is done; whoever handles the case comments and proves;
    /// the environment's mandate alone closes it, sends it back and opens it again.
    ///
    /// - Throws: every problem with its field; ``PlatformError/stale`` when somebody was quicker.
    public func takeCaseStep(
        _ step: DischargeCaseStep, in id: DischargeCaseID, _ form: DischargeCaseForm = DischargeCaseForm(), version: Int, by actor: Actor,
        at moment: Instant? = nil
    ) async throws -> DischargeCase {
        let lists = self.lists
        let fileProblems = form.file?.problems.map { Problem(field: "file", phrase: $0.phrase, facts: $0.facts) } ?? []
        let hash = fileProblems.isEmpty ? form.file.map { Secrets.hex(secrets.sha256($0.bytes)) } : nil
        return try await perform("case.\(step.rawValue)", by: actor, at: moment) { work in
            guard let before = try work.discharge.dischargeCase(id) else { throw PlatformError.notFound }
            let site = try work.site(before.site, for: step.isOfEnvironment ? .closeCase : .handleCase)
            // Officers comment and prove; what the site does it says itself.
            if step.isOfSite, actor.principal?.id != site.organisation { throw PermissionRefusal.forbidden(.handleCase) }
            guard before.version == version else { throw PlatformError.stale }
            // What the state does not allow is told before what was typed.
            guard before.steps.contains(step) else { throw DischargeRefusal.notNow(step, before.state) }
            var reader = FormReader(lists: lists, today: work.today)
            let words = reader.text(form.words.trimmedBlanks, field: "words")
            if words == nil, reader.problems.isEmpty, step.needsWords {
                reader.problems.append((step == .plan ? DischargePhrase.caseActionMissing : .caseWordsMissing).problem("words"))
            }
            if step == .evidence, form.file == nil { reader.problems.append(DischargePhrase.caseFileMissing.problem("file")) }
            reader.problems += fileProblems
            let plan = step == .plan ? reader.plan(form) : nil
            guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let sealed = try work.seal(words)
            var made: DischargeCase.Plan?
            if let plan, let sealed, let owner = try work.seal(plan.owner) { made = DischargeCase.Plan(action: sealed, owner: owner, due: plan.due) }
            let event = DischargeCaseEvent(
                step: step, at: work.now, person: actor.person, organisation: actor.principal?.id, words: sealed, file: hash)
            let after = try before.taking(event, plan: made)
            try work.discharge.update(after, from: version)
            if let file = form.file, let hash, let type = file.mediaType {
                try work.notes.attach(file.bytes, hash: hash, mediaType: type, to: DocumentID(id.value), at: work.now)
            }
            work.record(.discharge(.dischargeCase(after), before: .dischargeCase(before)))
            return after
        }
    }
}

extension DischargeCaseStep {
    /// Steps that say nothing without words.
    public var needsWords: Bool { [.plan, .comment, .done, .sendBack, .close, .reopen].contains(self) }
}

extension FormReader {
    fileprivate mutating func plan(_ form: DischargeCaseForm) -> (owner: String, due: CalendarDate)? {
        let owner = short(form.owner, field: "owner")
        if owner.isEmpty { problems.append(DischargePhrase.caseOwnerMissing.problem("owner")) }
        guard !form.due.isEmpty else {
            problems.append(DischargePhrase.caseDueMissing.problem("due"))
            return nil
        }
        guard let due = date(form.due, field: "due") else { return nil }
        if due < today { problems.append(DischargePhrase.caseDuePast.problem("due", ["day": .date(due)])) }
        return (owner, due)
    }
}
