// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a permit, or the lack of a standing arrangement, says against a load.
public enum GateTopic: String, CaseIterable, Codable, Sendable {
    /// No permit of the plant covers the waste; none covers it by this treatment; the one that does is outside its dates.
    case waste, treatment, dates
    /// More than the permit allows on one day, within a calendar year, or untreated on site at one time.
    case day, year, store
    /// No standing arrangement is named; more than the one that is named allows within a calendar year.
    case arrangement, arranged

    /// The figure of the policy that says what may happen all the same.
    func policy(at step: GateStep) -> PolicyKey {
        switch self {
        case .waste, .treatment, .dates: step == .acceptance ? .permitCoverAtAcceptance : .permitCoverAtIssue
        case .day, .year, .store: step == .acceptance ? .permitCapacityAtAcceptance : .permitCapacityAtIssue
        case .arrangement: .arrangementRequired
        case .arranged: .arrangementAmount
        }
    }
}

/// One thing that the plant's permits, or a standing arrangement, say against one load.
public struct GateFinding: Hashable, Sendable, Codable {
    public var topic: GateTopic
    /// The first line of the note that it concerns.
    public var line: Int
    /// As printed on the permit; empty when there is none to name.
    public var permit: String
    public var waste: WasteCodeID
    public var treatment: TreatmentCode?
    /// The day the load is expected or decided; for ``GateTopic/dates`` the permit's first or last day.
    public var day: CalendarDate
    /// What the permit allows, what is taken in or reserved beside this load, and this load. Zero where no capacity is asked.
    public var limit: Mass
    public var used: Mass
    public var load: Mass
    /// A record of low confidence warns and is no ground to refuse anybody.
    public var isSure: Bool

    public init(
        topic: GateTopic, line: Int, permit: String, waste: WasteCodeID, treatment: TreatmentCode?, day: CalendarDate, limit: Mass = .zero,
        used: Mass = .zero, load: Mass = .zero, isSure: Bool
    ) {
        self.topic = topic
        self.line = line
        self.permit = permit
        self.waste = waste
        self.treatment = treatment
        self.day = day
        self.limit = limit
        self.used = used
        self.load = load
        self.isSure = isSure
    }

    /// The sentence that tells a person.
    public func problem(_ field: String) -> Problem {
        let left = max(.zero, limit - used)
        return topic.phrase.problem(
            field,
            [
                "permit": .text(permit), "waste": .text(waste.description), "treatment": .text(treatment?.description ?? "–"), "day": .date(day),
                "limit": .mass(limit), "used": .mass(used), "left": .mass(left), "load": .mass(load),
            ])
    }
}

/// At which signature permits are asked.
public enum GateStep: String, CaseIterable, Codable, Sendable {
    case issue, acceptance
    /// A gate sends what it refused on to another plant, whose permits are asked as when a note is issued.
    case onward
}

/// What a policy lets happen against a permit. The number is what a policy file says.
public enum GateAnswer: Int, CaseIterable, Comparable, Sendable {
    /// Nothing is said.
    case pass
    /// It is shown and written down.
    case warn
    /// The signer must give a reason, which is written down.
    case reason
    case refuse

    public static func < (a: GateAnswer, b: GateAnswer) -> Bool { a.rawValue < b.rawValue }
}

/// What permits said when a note was signed, and the reason why it was signed all the same.
public struct GateRecord: Hashable, Sendable, Codable {
    public var step: GateStep
    public var findings: [GateFinding]
    public var reason: SealedText?

    public init(step: GateStep, findings: [GateFinding], reason: SealedText?) {
        self.step = step
        self.findings = findings
        self.reason = reason
    }
}

/// The gate at one signature: what was found, and the signer's reason.
public struct PermitGate: Sendable {
    public var step: GateStep
    public var findings: [GateFinding]
    public var reason: SealedText?
    /// The load stands at the gate and has no note that could be refused: turning it away would only put it out of sight, so a
    /// refusal asks for a reason instead.
    public var isUnannounced: Bool

    public init(_ step: GateStep, findings: [GateFinding] = [], reason: SealedText? = nil, isUnannounced: Bool = false) {
        self.step = step
        self.findings = findings
        self.reason = reason
        self.isUnannounced = isUnannounced
    }

    /// What the policy lets happen against one finding.
    public func answer(to finding: GateFinding, _ policy: ManifestPolicy) -> GateAnswer {
        let ruled = GateAnswer(rawValue: Int(policy.value(finding.topic.policy(at: step)))) ?? .refuse
        let most: GateAnswer = finding.isSure ? isUnannounced ? .reason : .refuse : .warn
        return min(ruled, most)
    }

    /// Why the note cannot be signed as it stands, by field of the form; a finding that asks for a reason is told with it.
    func problems(_ policy: ManifestPolicy) -> [Problem] {
        var problems: [Problem] = []
        var asksReason = false
        for finding in findings {
            switch answer(to: finding, policy) {
            case .refuse: problems.append(finding.problem(field(of: finding)))
            case .reason where reason == nil:
                asksReason = true
                problems.append(finding.problem(field(of: finding)))
            case .reason, .warn, .pass: break
            }
        }
        if asksReason { problems.append(ManifestPhrase.gateReasonMissing.problem("gateReason")) }
        return problems
    }

    /// What is kept with the signature; `nil` when permits said nothing.
    func record(_ policy: ManifestPolicy) -> GateRecord? {
        let told = findings.filter { answer(to: $0, policy) >= .warn }
        guard !told.isEmpty else { return nil }
        let needed = told.contains { answer(to: $0, policy) >= .reason }
        return GateRecord(step: step, findings: told, reason: needed ? reason : nil)
    }

    private func field(of finding: GateFinding) -> String {
        switch finding.topic {
        case .arrangement, .arranged: "arrangement"
        case .waste, .treatment, .dates, .day, .year, .store:
            switch step {
            case .issue: "receiver"
            case .acceptance: isUnannounced ? "line\(finding.line).waste" : "accepted\(finding.line)"
            case .onward: "onward"
            }
        }
    }
}

extension GateTopic {
    var phrase: ManifestPhrase {
        switch self {
        case .waste: .gateWaste
        case .treatment: .gateTreatment
        case .dates: .gateDates
        case .day: .gateDay
        case .year: .gateYear
        case .store: .gateStore
        case .arrangement: .gateArrangement
        case .arranged: .gateArranged
        }
    }
}

extension GateAnswer {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .pass: .answerPass
        case .warn: .answerWarn
        case .reason: .answerReason
        case .refuse: .answerRefuse
        }
    }
}

extension GateStep {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .issue: .stepIssue
        case .acceptance: .stepAcceptance
        case .onward: .stepOnward
        }
    }
}
