// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

// Checks: what a return's figures are held against. Everything here is a pure function of figures; where they are from, who may see a finding and
// what follows from it is decided elsewhere.
//
//   CheckRule, CheckRules      the rules as data, with validity, source and confidence
//   CheckSubject               a return as the rules see it: its answers and those of the past
//   CheckFinding, judge        what the rules find
//   SiteMonth                  a site's production, energy, water and waste of one month
//   WasteModels                waste that peers would have had with the same production, energy and water, with an interval
//   Benchmark, PublishedRange  intensity against the own past, peers and what was published
//   EnergyContents             what a unit of a fuel holds

/// How a rule judges.
public enum CheckKind: String, CaseIterable, Codable, Sendable {
    /// At most so much for each day of the period.
    case perDay
    /// Between two figures.
    case between
    /// At most a share of other figures.
    case share
    /// With one figure another has to be above zero.
    case requires
    /// Ten, a hundred or a thousand times the own past, or that part of it.
    case slip
    /// The own past.
    case usual
    /// The same period of last year.
    case lastYear
    /// The own past for each unit of product.
    case perUnit
    /// The own past for each day of work of a person, where nothing was made or nobody knows how much.
    case perWorkday
    /// What the model expects from production, energy and water.
    case expected
    /// Worked out from other figures of the return, which are others now.
    case outdated
    /// Answered with a figure each time so far, and now with none.
    case silent
    /// A waste that left each time so far, and now did not.
    case wasteStopped

    /// What it says about a finding.
    public var phrase: CheckPhrase {
        switch self {
        case .perDay: .sayPerDay
        case .between: .sayBetween
        case .share: .sayShare
        case .requires: .sayRequires
        case .slip: .saySlip
        case .usual: .sayUsual
        case .lastYear: .sayLastYear
        case .perUnit: .sayPerUnit
        case .perWorkday: .sayPerWorkday
        case .expected: .sayExpected
        case .outdated: .sayOutdated
        case .silent: .saySilent
        case .wasteStopped: .sayWasteStopped
        }
    }
}

/// One rule for figures of returns.
public struct CheckRule: Hashable, Sendable, Identifiable {
    public let id: String
    public let kind: CheckKind
    /// A hard rule refuses; a soft one asks for an explanation.
    public let isHard: Bool
    /// Empty for all.
    public let dataSets: [String]
    /// Each is judged by itself.
    public let figures: [CheckOperand]
    public let against: CheckOperand?
    /// The least; of the own past so far from the median, in the whole unit, is always ordinary: two men more than three are no news.
    public let low: Double?
    public let high: Double?
    /// Fewest periods of the past.
    public let least: Int
    /// Least spread of the past, as a share of its median.
    public let floor: Double
    /// With fewer than `least` periods and at least two: so many times the median, or that part of it, is still ordinary.
    public let few: Double?
    /// Judges only where everything it is held against was answered.
    public let isComplete: Bool
    public let sectors: SectorRule
    public let validFrom: CalendarDate
    public let validUntil: CalendarDate?
    public let provenance: Provenance

    /// Why there is such a rule.
    public var why: CheckPhrase { CheckPhrase.why(id) ?? .whyOther }

    public func covers(_ subject: CheckSubject) -> Bool {
        (dataSets.isEmpty || dataSets.contains(subject.dataSet)) && sectors.covers(subject.sector) && validFrom <= subject.day
            && (validUntil.map { subject.day <= $0 } ?? true)
    }
}

/// A figure that a rule names: fields added up, or a sum that has a name of its own.
public struct CheckOperand: Hashable, Sendable {
    /// `waterPublic+waterWell`, `@product`, `@waste`, or `*` for each measured field.
    public let text: String

    /// What the product of the period comes to in the sector's own unit.
    public static let product = CheckOperand(text: "@product")
    /// Waste that came about.
    public static let waste = CheckOperand(text: "@waste")
    /// Energy of all carriers.
    public static let energy = CheckOperand(text: "@energy")
    /// People times days.
    public static let workdays = CheckOperand(text: "@workdays")
    /// Product, energy and water: zero where a site had none of them.
    static let activity = CheckOperand(text: "@activity")
    static let each = CheckOperand(text: "*")
    static let named: Set<CheckOperand> = [.product, .waste, .energy, .workdays, .activity, .each]
    /// Who works there.
    static let people = CheckOperand(text: "workersWomen+workersMen+workersAll")
    /// Taken in.
    static let water = CheckOperand(text: "waterPublic+waterWell+waterSurface+waterTanker+waterAll")

    public init(text: String) {
        self.text = text
        fields = text.hasPrefix("@") || text == "*" ? [] : text.split(separator: "+").map(String.init)
    }

    public static func == (a: Self, b: Self) -> Bool { a.text == b.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    public var isNamed: Bool { text.hasPrefix("@") || text == "*" }
    /// Names of its fields; empty for one with a name of its own.
    public let fields: [String]
}
