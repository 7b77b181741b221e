// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Tabular

/// Whether a rule's figure is law or our own assumption. An assumed figure may warn and never convicts.
public enum PolicyStanding: String, CaseIterable, Codable, Sendable {
    case assumed, official
}

/// What a policy fixes.
public enum PolicyKey: String, CaseIterable, Codable, Sendable {
    /// Fraction by which the plant's weight may differ from the sender's before a reason is demanded.
    case weightTolerance
    /// Days from issue to collection, from collection to receipt, from receipt to treatment.
    case collectWithinDays, receiveWithinDays, treatWithinDays
    /// Days that the other parties have to answer a proposed correction.
    case correctionWithinDays
    /// Hours that a sign code stays good.
    case signCodeHours
    /// Days that the code a haulier gives a driver stays good, at most.
    case driverCodeDays
    /// 1 when the driver must give the number plate.
    case plateRequired
    /// 1 when a driver's signature starts the journey.
    case driverSignatureRequired
    /// Days that a treatment may be dated back. Weighing and signing happen when they are recorded and have no date of their own.
    case backdateDays
    /// Most that one vehicle can carry, grams.
    case vehicleMassMax
    /// What happens against a permit that does not cover the load, and against its amounts: a ``GateAnswer``'s number.
    case permitCoverAtIssue, permitCapacityAtIssue, permitCoverAtAcceptance, permitCapacityAtAcceptance
    /// What happens when a load goes to somebody without licence, likewise. Hazardous waste never may.
    case unlicensedBuyer
    /// What happens without a standing arrangement, and above the yearly amount of the one that is named: a ``GateAnswer``'s number.
    case arrangementRequired, arrangementAmount
    /// Days that the sender has to confirm what a gate recorded in its name; days after the event within which a paper note, or a
    /// load that came without one, is recorded in time; days after a declared outage in which its paper notes still are.
    case confirmWithinDays, paperWithinDays, outageEntryDays
}

/// One figure of a policy with where it comes from.
public struct PolicyItem: Hashable, Sendable {
    public var key: PolicyKey
    public var value: Double
    public var standing: PolicyStanding
    public var source: String
    public var validFrom: CalendarDate
}

/// The rules for one class of waste in one country on one day.
public struct ManifestPolicy: Hashable, Sendable {
    public var country: Country
    public var isHazardous: Bool
    public var items: [PolicyKey: PolicyItem]

    public func value(_ key: PolicyKey) -> Double {
        guard let item = items[key] else { preconditionFailure("Policies are complete when loaded.") }
        return item.value
    }
    public func days(_ key: PolicyKey) -> Int { Int(value(key)) }
    public func isOn(_ key: PolicyKey) -> Bool { value(key) != 0 }
    public func isAssumed(_ key: PolicyKey) -> Bool { items[key]?.standing != .official }

    /// The first day to which something recorded on a day may be dated back.
    public func earliestDate(recordedOn day: CalendarDate) -> CalendarDate { day.adding(days: -days(.backdateDays)) }
}

/// All policies, loaded from `manifest_policies.csv`: country, waste class, key, value, standing, source, valid from.
public struct ManifestPolicies: Sendable {
    public let edition: String
    private let rows: [(country: Country, isHazardous: Bool, item: PolicyItem)]

    /// No figure is above this; days, hours and grams all fit far below.
    static let valueMax = 1e12
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
    public func policy(_ country: Country, isHazardous: Bool, on date: CalendarDate) -> ManifestPolicy {
        var items: [PolicyKey: PolicyItem] = [:]
        for row in rows where row.country == country && row.isHazardous == isHazardous && row.item.validFrom <= date {
            if let known = items[row.item.key], known.validFrom > row.item.validFrom { continue }
            items[row.item.key] = row.item
        }
        return ManifestPolicy(country: country, isHazardous: isHazardous, items: items)
    }

    /// Reads the file; a missing figure of some country and class is a fault too.
    public static func load(csv bytes: [UInt8], edition: String) -> (policies: ManifestPolicies, faults: [TableFault]) {
        let table = CSVTable(bytes: bytes, required: columns)
        var faults = table.faults
        var rows: [(Country, Bool, PolicyItem)] = []
        for row in table.rows {
            func fault(_ column: String) { faults.append(TableFault(line: row.line, column: column, value: row[column], reason: .unreadableValue)) }
            guard let country = Country(rawValue: row["country"]) else { fault("country"); continue }
            guard let hazard = ["hazardous": true, "non_hazardous": false][row["waste_class"]] else { fault("waste_class"); continue }
            guard let key = PolicyKey(rawValue: row["key"]) else { fault("key"); continue }
            guard let value = Double(row["value"]), (0...valueMax).contains(value) else { fault("value"); continue }
            guard let standing = PolicyStanding(rawValue: row["standing"]) else { fault("standing"); continue }
            guard let from = CalendarDate(iso: row["valid_from"]) else { fault("valid_from"); continue }
            rows.append((country, hazard, PolicyItem(key: key, value: value, standing: standing, source: row["source"], validFrom: from)))
        }
        for country in Country.allCases {
            for hazard in [false, true] {
                for key in PolicyKey.allCases where !rows.contains(where: { $0.0 == country && $0.1 == hazard && $0.2.key == key }) {
                    faults.append(TableFault(line: 0, column: "key", value: "\(country.rawValue) \(hazard) \(key.rawValue)", reason: .missingRow))
                }
            }
        }
        return (ManifestPolicies(edition: edition, rows: rows), faults)
    }

    private init(edition: String, rows: [(Country, Bool, PolicyItem)]) {
        self.edition = edition
        self.rows = rows.map { (country: $0.0, isHazardous: $0.1, item: $0.2) }
    }
}
