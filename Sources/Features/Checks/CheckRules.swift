// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Tabular

/// All rules, in the order in which they judge: of several that find something at one figure, the first speaks.
public struct CheckRules: Sendable {
    public let all: [CheckRule]
    /// Names the rules in the journal: whoever asks later by which a finding was made.
    public static let edition = "checks-2"

    /// The rules the program ships with.
    public static let shipped: CheckRules = {
        let (rules, faults) = load(CheckResource.bytes("check_rules"))
        precondition(faults.isEmpty, "check_rules.csv: \(faults.map(\.description).joined(separator: "; "))")
        return rules
    }()

    static let columns = [
        "id", "kind", "weight", "data_sets", "figures", "against", "low", "high", "least", "floor", "few", "complete", "sectors", "valid_from", "valid_to",
        "source", "confidence",
    ]

    public func rule(_ id: String, on day: CalendarDate) -> CheckRule? {
        all.last { $0.id == id && $0.validFrom <= day && ($0.validUntil.map { day <= $0 } ?? true) }
    }

    /// Reads rules.
    ///
    /// - Returns: every fault with its line; with any, the rules are not to be used.
    public static func load(_ bytes: [UInt8]) -> (rules: CheckRules, faults: [TableFault]) {
        let table = CSVTable(bytes: bytes, required: columns)
        var faults = table.faults
        var found: [CheckRule] = []
        for row in table.rows {
            var wrong: [String] = []
            func read<T>(_ column: String, _ make: (String) -> T?) -> T? {
                if let value = make(row[column]) { return value }
                wrong.append(column)
                return nil
            }
            func number(_ column: String) -> Double? { row[column].isEmpty ? nil : read(column) { Double($0) } }
            let id = read("id") { CheckPhrase.why($0) == nil ? nil : $0 }
            let kind = read("kind") { CheckKind(rawValue: $0) }
            let weight = read("weight") { ["hard": true, "soft": false][$0] }
            let figures = read("figures") { operands($0) }
            let against = row["against"].isEmpty ? nil : read("against") { operands($0).flatMap { $0.count == 1 ? $0.first : nil } }
            let sectors = read("sectors") { SectorRule(text: $0) }
            let from = read("valid_from") { CalendarDate(iso: $0) }
            let until = row["valid_to"].isEmpty ? nil : read("valid_to") { CalendarDate(iso: $0) }
            let source = read("source") { $0.isEmpty ? nil : $0 }
            let confidence = read("confidence") { Confidence(rawValue: $0) }
            let (low, high, floor, few) = (number("low"), number("high"), number("floor"), number("few"))
            let least = row["least"].isEmpty ? 0 : read("least") { Int($0) }
            if let id, let from, found.contains(where: { $0.id == id && $0.validUntil.map { $0 >= from } ?? true }) { wrong.append("valid_from") }
            if let kind { wrong += missing(kind, against: against, high: high, least: least ?? 0) }
            faults += wrong.map { TableFault(line: row.line, column: $0, value: row[$0], reason: .unreadableValue) }
            guard wrong.isEmpty, let id, let kind, let weight, let figures, let sectors, let from, let source, let confidence, let least else { continue }
            found.append(
                CheckRule(
                    id: id, kind: kind, isHard: weight, dataSets: row["data_sets"].split(separator: ";").map(String.init), figures: figures, against: against,
                    low: low, high: high, least: least, floor: floor ?? 0, few: few, isComplete: row["complete"] == "1", sectors: sectors, validFrom: from,
                    validUntil: until, provenance: Provenance(source: source, confidence: confidence)))
        }
        return (CheckRules(all: found), faults)
    }

    /// Columns without which a rule of a kind cannot judge.
    private static func missing(_ kind: CheckKind, against: CheckOperand?, high: Double?, least: Int) -> [String] {
        let needsAgainst = [.share, .requires, .perUnit, .perWorkday].contains(kind) && against == nil
        let needsHigh = ![.requires, .expected, .outdated, .silent, .wasteStopped].contains(kind) && high == nil
        let needsLeast = [.slip, .usual, .perUnit, .perWorkday, .silent, .wasteStopped].contains(kind) && least < 2
        return (needsAgainst ? ["against"] : []) + (needsHigh ? ["high"] : []) + (needsLeast ? ["least"] : [])
    }

    private static func operands(_ text: String) -> [CheckOperand]? {
        let found = text.split(separator: ";").map { CheckOperand(text: String($0)) }
        let isKnown = found.allSatisfy { $0.isNamed ? CheckOperand.named.contains($0) : $0.fields.allSatisfy { $0.allSatisfy(\.isLetter) || !$0.isEmpty } }
        return found.isEmpty || !isKnown ? nil : found
    }
}

/// The room's own files.
enum CheckResource {
    static func bytes(_ name: String) -> [UInt8] {
        guard let url = Bundle.module.url(forResource: "Resources/\(name)", withExtension: "csv"), let data = try? Data(contentsOf: url)
        else { preconditionFailure("The program was installed without \(name).csv.") }
        return [UInt8](data)
    }
}
