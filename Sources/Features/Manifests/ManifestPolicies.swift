// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Tabular

/// To which wastes a figure applies, as the file's column `waste_class` says it.
public enum PolicyScope: Hashable, Sendable {
    case wastes(isHazardous: Bool)
    /// One waste; counts for a note before its class does, when all wastes of the note have such a figure and it is the same.
    case waste(WasteCodeID)

    /// `hazardous`, `non_hazardous` or six digits.
    public init?(text: String) {
        switch text {
        case "hazardous": self = .wastes(isHazardous: true)
        case "non_hazardous": self = .wastes(isHazardous: false)
        default:
            guard let waste = WasteCodeID(text: text) else { return nil }
            self = .waste(waste)
        }
    }

    public var text: String {
        switch self {
        case .wastes(let isHazardous): isHazardous ? "hazardous" : "non_hazardous"
        case .waste(let waste): waste.text
        }
    }
}

/// All figures of all rules: those the program ships with in `manifest_policies.csv`, and those that officers loaded since.
public struct ManifestPolicies: Sendable {
    /// Name of the last file that was laid over the others; notes and the journal keep it.
    public private(set) var edition: String
    /// In the order in which they were loaded.
    private var items: [Country: [PolicyScope: [PolicyItem]]] = [:]

    /// Name of the file, as officers send it.
    public static let file = "manifest_policies.csv"
    public static let columns = ["country", "waste_class", "key", "value", "standing", "source", "valid_from"]

    /// The policies the program ships with.
    public static let shipped: ManifestPolicies = {
        guard let url = Bundle.module.url(forResource: "Resources/manifest_policies", withExtension: "csv"), let data = try? Data(contentsOf: url)
        else { preconditionFailure("The program was installed without its policies.") }
        let (policies, faults) = load(csv: [UInt8](data), edition: "shipped-1")
        precondition(faults.isEmpty, faults.map(\.description).joined(separator: "; "))
        return policies
    }()

    /// The policy in force on a day. A note of several wastes follows its strictest class.
    ///
    /// - Parameter wastes: of the note; figures for single wastes count when all of these share them.
    public func policy(_ country: Country, isHazardous: Bool, wastes: Set<WasteCodeID> = [], on date: CalendarDate) -> ManifestPolicy {
        var found = inForce(country, .wastes(isHazardous: isHazardous), on: date)
        if let first = wastes.first, let scopes = items[country], wastes.allSatisfy({ scopes[.waste($0)] != nil }) {
            let single = wastes.map { inForce(country, .waste($0), on: date) }
            for (key, item) in inForce(country, .waste(first), on: date) where single.allSatisfy({ $0[key]?.value == item.value }) {
                // Of several sources for one figure, the one that is only assumed is told.
                found[key] = single.compactMap { $0[key] }.first { $0.standing == .assumed } ?? item
            }
        }
        return ManifestPolicy(country: country, isHazardous: isHazardous, items: found)
    }

    /// Figures of one class or waste on a day; of two from the same day, the one loaded later.
    private func inForce(_ country: Country, _ scope: PolicyScope, on date: CalendarDate) -> [PolicyKey: PolicyItem] {
        var found: [PolicyKey: PolicyItem] = [:]
        for item in items[country]?[scope] ?? [] where item.validFrom <= date {
            if let known = found[item.key], known.validFrom > item.validFrom { continue }
            found[item.key] = item
        }
        return found
    }

    /// Figures in force for single wastes, in order of code and rule.
    public func singleWastes(_ country: Country, on date: CalendarDate) -> [(waste: WasteCodeID, item: PolicyItem)] {
        let wastes = (items[country] ?? [:]).keys.compactMap { if case .waste(let waste) = $0 { waste } else { nil } }
        return wastes.sorted().flatMap { waste in
            let found = inForce(country, .waste(waste), on: date)
            return PolicyKey.allCases.compactMap { key in found[key].map { (waste, $0) } }
        }
    }

    /// Figures that are not in force yet, the earliest first.
    public func coming(_ country: Country, after date: CalendarDate) -> [(scope: PolicyScope, item: PolicyItem)] {
        let rows = (items[country] ?? [:]).flatMap { scope, items in items.filter { $0.validFrom > date }.map { (scope: scope, item: $0) } }
        return rows.sorted { ($0.item.validFrom, $0.item.key.rawValue, $0.scope.text) < ($1.item.validFrom, $1.item.key.rawValue, $1.scope.text) }
    }

    /// Figures of all countries and classes, former ones too.
    public var count: Int { items.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } } }

    /// Every figure as a file of the same shape, so that an officer can send it back changed.
    public var csv: [UInt8] {
        var writer = CSVWriter(columns: Self.columns)
        for country in Country.allCases {
            for scope in (items[country] ?? [:]).keys.sorted(by: { $0.text < $1.text }) {
                for item in items[country]?[scope] ?? [] {
                    writer.append([
                        country.rawValue, scope.text, item.key.rawValue, Self.text(item.value), item.standing.rawValue, item.source,
                        item.validFrom.description,
                    ])
                }
            }
        }
        return writer.bytes
    }

    /// A figure as a file says it: whole numbers without a point.
    public static func text(_ value: Double) -> String { value == value.rounded() ? String(Int64(value)) : "\(value)" }

    // MARK: Loading

    /// Reads a whole file; a missing figure of some country and class is a fault too.
    public static func load(csv bytes: [UInt8], edition: String) -> (policies: ManifestPolicies, faults: [TableFault]) {
        var (policies, faults) = ManifestPolicies(edition: edition).adding(csv: bytes, edition: edition)
        for country in Country.allCases {
            for isHazardous in [false, true] {
                let scope = PolicyScope.wastes(isHazardous: isHazardous)
                let known = Set((policies.items[country]?[scope] ?? []).map(\.key))
                for key in PolicyKey.allCases where !known.contains(key) {
                    faults.append(TableFault(line: 0, column: "key", value: "\(country.rawValue) \(scope.text) \(key.rawValue)", reason: .missingRow))
                }
            }
        }
        return (policies, faults)
    }

    /// These policies with the rows of a file laid over them: as few as one figure. Rows that say what is known already change nothing.
    ///
    /// - Parameter isWaste: whether a code is of the list in force.
    /// - Returns: every fault of the file with its line and column; with any, the policies are not to be used.
    public func adding(
        csv bytes: [UInt8], edition: String, isWaste: (WasteCodeID) -> Bool = { _ in true }
    ) -> (policies: ManifestPolicies, faults: [TableFault]) {
        let table = CSVTable(bytes: bytes, required: Self.columns)
        var faults = table.faults
        var result = self
        result.edition = edition
        for row in table.rows {
            func read<Value>(_ column: String, _ read: (String) -> Value?) -> Value? {
                let value = read(row[column])
                if value == nil { faults.append(TableFault(line: row.line, column: column, value: row[column], reason: .unreadableValue)) }
                return value
            }
            let country = read("country") { Country(rawValue: $0) }
            let scope = read("waste_class") { text -> PolicyScope? in
                guard let scope = PolicyScope(text: text) else { return nil }
                if case .waste(let waste) = scope, !isWaste(waste) { return nil }
                return scope
            }
            let key = read("key") { PolicyKey(rawValue: $0) }
            let value = read("value") { text -> Double? in
                // Without its rule a figure cannot be judged; the rule is the fault then.
                guard let value = Double(text), key?.measure.accepts(value) ?? true else { return nil }
                return value
            }
            let standing = read("standing") { PolicyStanding(rawValue: $0) }
            let source = read("source") { (text: String) -> String? in text.contains { !$0.isWhitespace } ? text : nil }
            let from = read("valid_from") { CalendarDate(iso: $0) }
            guard let country, let scope, let key, let value, let standing, let source, let from else { continue }
            let item = PolicyItem(key: key, value: value, standing: standing, source: source, validFrom: from)
            if result.items[country]?[scope]?.contains(item) != true { result.items[country, default: [:]][scope, default: []].append(item) }
        }
        return (result, faults)
    }

    private init(edition: String) { self.edition = edition }
}
