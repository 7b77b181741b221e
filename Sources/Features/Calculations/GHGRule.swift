// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Tabular

/// Where emissions stand, as the GHG Protocol parts them.
public enum GHGScope: String, CaseIterable, Sendable {
    /// Scope 1: from what the site burns, loses and treats itself.
    case direct
    /// Scope 2: of electricity and steam that it buys, at the factor of the country's grid.
    case energy
    /// Scope 3, of its wastes: where others treat them. The same tonnes are the direct emissions of those plants.
    case chain
    /// Gases of the Montreal Protocol, which no scope counts.
    case outside
}

public enum GHGCategory: String, CaseIterable, Sendable { case fuel, refrigerant, process, waste, wastewater, electricity, steam }

/// Why something that was reported stands in no sum.
public enum GHGReason: String, CaseIterable, Sendable {
    /// It gives off nothing by itself.
    case noEmission
    /// The same thing is counted by another figure.
    case elsewhere, atOutlets
    /// Counted by the works at the end of the sewer.
    case atWorks
    /// Goods bought, counted where they are made.
    case upstream
    case recycled, inert
    case noFactor, gasUnknown, processUnknown, mixed, unknownFate, notTreated, notMeasured
    /// Nobody knows how much.
    case notKnown
    /// Rows of its factor begin later.
    case factorLater
    /// No rule speaks of it.
    case noRule
}

/// A row of `ghg_rules.csv`: how something that a site reports becomes an activity with a factor, or why it does not.
public struct GHGRule: Sendable {
    /// The same for rows that hold together.
    public let id: String
    let kinds: Set<ReportedActivity.Kind>
    let names: Set<String>
    /// Kinds of waste; empty for any.
    let wastes: Set<String>
    /// First digits of the ISIC class; empty for any.
    let isic: String
    /// A named factor, or a formula where ``gas`` is said; empty where nothing is counted.
    public let factor: String
    let gas: String
    let isBiogenic: Bool
    /// `nil` for what stands in no scope; treated waste is the plant's own and its sender's chain.
    let scope: String
    public let category: GHGCategory?
    public let reason: GHGReason?
    let validFrom: CalendarDate
    public let provenance: Provenance

    func covers(_ activity: ReportedActivity, waste: String?, on day: CalendarDate) -> Bool {
        kinds.contains(activity.kind) && names.contains(activity.name) && activity.isic.hasPrefix(isic) && validFrom <= day
            && (wastes.isEmpty || waste.map(wastes.contains) ?? false)
    }

    func scope(of activity: ReportedActivity) -> GHGScope? {
        scope == "place" ? (activity.kind == .treated ? .direct : .chain) : GHGScope(rawValue: scope)
    }

    /// What it names, for showing.
    public var text: String { (kinds.map(\.rawValue).sorted() + names.sorted() + wastes.sorted()).joined(separator: " ") + (isic.isEmpty ? "" : " " + isic) }
}

/// Something a site reported for a month, in the unit of the International System of what it measures.
public struct ReportedActivity: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// A figure of a return, by its field.
        case answer
        /// Waste treated at the site, by treatment code.
        case treated
        /// Waste that left by notes, by where it is now: a treatment code or a compartment.
        case sent
        /// A return's waste without a note, by where it went.
        case way
        /// What left by an outlet, as parameter and receiving body: `cod.river`.
        case load
    }

    public var kind: Kind
    public var name: String
    public var waste: WasteCodeID?
    /// ISIC class of the site.
    public var isic: String
    /// `nil` where nobody knows.
    public var amount: Interval?
    public var dimension: UnitDimension?

    public init(_ kind: Kind, _ name: String, waste: WasteCodeID? = nil, isic: String = "", amount: Interval?, dimension: UnitDimension?) {
        self.kind = kind
        self.name = name
        self.waste = waste
        self.isic = isic
        self.amount = amount
        self.dimension = dimension
    }
}

/// All rules, and which waste is of which kind.
public struct GHGRules: Sendable {
    /// In the order of the file: of an activity the first that covers it counts, with the others of its name.
    public let all: [GHGRule]
    private let wasteKinds: [(prefix: String, kind: String)]

    public static let shipped = GHGRules()

    /// The kind of a waste by the longest beginning of its code that is listed.
    public func kind(of waste: WasteCodeID) -> String? { wasteKinds.first { waste.text.hasPrefix($0.prefix) }?.kind }

    /// The rules of an activity on a day; none where nothing is said of it.
    public func rules(for activity: ReportedActivity, on day: CalendarDate) -> [GHGRule] {
        let waste = activity.waste.flatMap(kind)
        guard let first = all.first(where: { $0.covers(activity, waste: waste, on: day) }) else { return [] }
        return all.filter { $0.id == first.id && $0.covers(activity, waste: waste, on: day) }
    }

    private init() {
        wasteKinds = FactorLibrary.rows("ghg_wastes", ["prefix", "kind", "source", "confidence"]) { ($0["prefix"], $0["kind"]) }
            .sorted { $0.0.utf8.count > $1.0.utf8.count }
        all = FactorLibrary.rows(
            "ghg_rules",
            [
                "rule", "kind", "name", "waste", "isic", "factor", "gas", "biogenic", "scope", "category", "reason", "valid_from", "source", "confidence",
            ]
        ) { row -> GHGRule? in
            func list(_ column: String) -> [String] { row[column].split(separator: ";").map(String.init) }
            let kinds = list("kind").compactMap(ReportedActivity.Kind.init)
            let reason = GHGReason(rawValue: row["reason"])
            let isGood = kinds.count == list("kind").count && !kinds.isEmpty && (reason == nil) == !row["factor"].isEmpty
            guard isGood, row["gas"].isEmpty || FactorFormula(row["factor"]) != nil, let from = CalendarDate(iso: row["valid_from"]),
                let confidence = Confidence(rawValue: row["confidence"]), row["category"].isEmpty || GHGCategory(rawValue: row["category"]) != nil
            else { return nil }
            return GHGRule(
                id: row["rule"], kinds: Set(kinds), names: Set(list("name")), wastes: Set(list("waste")), isic: row["isic"], factor: row["factor"],
                gas: row["gas"], isBiogenic: row["biogenic"] == "1", scope: row["scope"], category: GHGCategory(rawValue: row["category"]), reason: reason,
                validFrom: from, provenance: Provenance(source: row["source"], confidence: confidence))
        }
    }
}
