// SPDX-License-Identifier: Apache-2.0

import Checks
import CodeLists
import Domain
import Returns
import Stores

/// What the checks say about the answers of a return, before it is sent.
public struct ReturnChecks: Sendable {
    /// What cannot be: it refuses, each at its field.
    public var refused: [Problem] = []
    /// What is unusual: each asks for an explanation.
    public var findings: [Asked] = []

    public struct Asked: Sendable {
        public var finding: ReturnFinding
        /// What was found, what was expected, and where.
        public var problem: Problem
        /// What says why already: the remark at the answer, else the reason given when it was sent before.
        public var remark: SealedText?

        /// Why there is the rule.
        public var why: CheckPhrase { CheckPhrase.why(finding.rule) ?? .whyOther }
    }
}

extension Reading {
    var checks: CheckStore { CheckStore(session) }

    /// Months of a site's past that checks look at.
    private static let pastMonths = 38

    /// Holds the answers of a return against the rules that hold for its period.
    ///
    /// - Parameter models: what peers would have had in the month; `nil` where nobody is compared.
    func checks(of made: SiteReturn, _ answers: ReturnAnswers, _ set: DataSet, _ models: WasteModels?) throws -> ReturnChecks {
        let head = made.head
        let since = Period.month(head.period.first.month.adding(months: -Self.pastMonths)).first
        let before = try returns.returns(of: [head.site], since: since, limit: 60).filter {
            $0.head.dataSet == head.dataSet && $0.head.period.first < head.period.first
        }
        let frame = CheckFrame(set, isic: head.isic)
        // Latest first; what is in store at a period's beginning was there at the end of the one before.
        var past: [(period: Period, checked: CheckedPeriod)] = []
        var opening: [Period: Int64] = [:]
        for one in before.reversed() {
            guard let sent = one.counting else { continue }
            past.insert((one.head.period, frame.checked(sent.answers, opening: opening[one.head.period.previous])), at: 0)
            opening[one.head.period] = sent.answers["wasteStock"]?.value.checked.figure
        }
        var subject = frame.subject(
            head.period, now: frame.checked(answers, opening: opening[head.period.previous]), past: past.map(\.checked),
            lastYear: past.first { $0.period == head.period.yearBefore }?.checked)
        if let models, let row = frame.month(made, answers, opening: opening[head.period.previous]) { subject.expected = models.expected(row) }
        subject.estimates = answers.fields.compactMap { $0.checkedEstimate(answers, set, isic: head.isic) }
        var result = ReturnChecks()
        let earlier = made.acts.last { $0.step == .submit }?.findings ?? []
        for found in CheckRules.shipped.judge(subject) {
            let finding = ReturnFinding(found, isFar: found.isFar(subject.expected), formula: answers[found.field]?.estimate?.formula)
            let problem = finding.problem(in: set)
            if found.isHard {
                result.refused.append(problem)
            } else {
                let reason = answers[found.field]?.comment ?? earlier.first { $0.key == finding.key }?.explanation
                result.findings.append(ReturnChecks.Asked(finding: finding, problem: problem, remark: reason))
            }
        }
        return result
    }
}

extension Work {
    static let explanationMax = 1000

    /// What was found, with why it is so: what was typed at the finding, else the remark at its answer or the reason given before.
    ///
    /// - Parameter texts: explanations by ``ReturnFinding/key``.
    /// - Returns: the findings, and a problem for each that nobody explained, at `explain-` and its key.
    func explained(_ checks: ReturnChecks, _ texts: [String: String]) throws -> (findings: [ReturnFinding], problems: [Problem]) {
        var findings: [ReturnFinding] = []
        var problems: [Problem] = []
        for asked in checks.findings {
            let field = "explain-" + asked.finding.key
            let text = (texts[asked.finding.key] ?? "").trimmedBlanks
            var finding = asked.finding
            if text.count > Self.explanationMax {
                problems.append(
                    CheckPhrase.explanationTooLong.problem(field, ["most": .number(Int64(Self.explanationMax)), "length": .number(Int64(text.count))]))
            } else if text.isEmpty, asked.remark == nil {
                problems.append(Problem(field: field, phrase: asked.problem.phrase, facts: asked.problem.facts))
            } else {
                finding.explanation = text.isEmpty ? asked.remark : try seal(text)
            }
            findings.append(finding)
        }
        return (findings, problems)
    }

    var checkStore: CheckStore { CheckStore(session) }

    /// Keeps what follows from a return that was sent or approved: the month by which its site is compared, and what was found.
    func keepChecks(of after: SiteReturn, _ event: ReturnEvent, _ set: DataSet) throws {
        guard case .stepped(let act) = event, act.step == .submit || act.step == .approve else { return }
        if let row = SiteMonth(after, set) { try checkStore.put(row) }
        if act.step == .submit { try checkStore.put(act.findings ?? [], of: after.id, after.head) { mint() } }
    }
}

extension ReturnAnswer {
    /// What its estimate was worked out from and what the same formula gives now; `nil` of what was not worked out here.
    fileprivate func checkedEstimate(_ answers: ReturnAnswers, _ set: DataSet, isic: String) -> CheckedEstimate? {
        guard let estimate, FigureEstimate.Formula.worked.contains(estimate.formula) else { return nil }
        func total(_ inputs: [FigureEstimate.Input]) -> Double { inputs.reduce(0) { $0 + Double($1.whole) } }
        let inputs = answers.estimateInputs(estimate.formula, set, isic: isic)
        let again = estimate.again(from: inputs).map { Double($0.low)...Double($0.high) }
        return CheckedEstimate(field: field, was: total(estimate.inputs), now: total(inputs), range: again)
    }
}

extension Period {
    /// The same part of the year before.
    fileprivate var yearBefore: Period? { PeriodKind(self)?.period(of: Period.month(first.month.adding(months: -12)).first) }
}

extension CheckFinding {
    /// Only of what the model expects: whether declared waste lies far below.
    fileprivate func isFar(_ expected: ExpectedWaste?) -> Bool? {
        guard kind == .expected, let interval = expected?.interval, let found else { return nil }
        return interval.isFarAbove(found)
    }
}
