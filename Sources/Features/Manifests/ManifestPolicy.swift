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
    /// 1 when a stop of a collection round may take a load from a firm that stood in no register and waits for an officer's answer.
    case pendingSenderOnRound
}

/// One figure of a policy with where it comes from.
public struct PolicyItem: Hashable, Sendable {
    public var key: PolicyKey
    public var value: Double
    public var standing: PolicyStanding
    public var source: String
    public var validFrom: CalendarDate
}

/// What the figure of a rule is, and so how it is typed, shown and bounded.
public enum PolicyMeasure: Hashable, Sendable {
    /// A fraction, 0...1.
    case share
    /// Whole days or hours.
    case days(ClosedRange<Int>)
    case hours(ClosedRange<Int>)
    /// 1 for yes, 0 for no.
    case flag
    /// A ``GateAnswer``'s number.
    case answer
    /// Whole grams.
    case mass(ClosedRange<Int64>)

    public func accepts(_ value: Double) -> Bool {
        guard value.isFinite, self == .share || value == value.rounded() else { return false }
        return range.contains(value)
    }

    /// Least and most that a file may say.
    public var range: ClosedRange<Double> {
        switch self {
        case .share, .flag: 0...1
        case .days(let range), .hours(let range): Double(range.lowerBound)...Double(range.upperBound)
        case .answer: 0...Double(GateAnswer.refuse.rawValue)
        case .mass(let range): Double(range.lowerBound)...Double(range.upperBound)
        }
    }
}

extension PolicyKey {
    /// Bounds that keep a slip of the pen from stopping the country's loads: no clock runs longer than ten years, a sign code
    /// lives an hour at least, a vehicle carries between 100 kg and 1,000 t.
    public var measure: PolicyMeasure {
        switch self {
        case .weightTolerance: .share
        case .collectWithinDays, .receiveWithinDays, .treatWithinDays, .correctionWithinDays, .driverCodeDays, .backdateDays, .confirmWithinDays,
            .paperWithinDays, .outageEntryDays:
            .days(0...3_660)
        case .signCodeHours: .hours(1...720)
        case .plateRequired, .driverSignatureRequired, .pendingSenderOnRound: .flag
        case .vehicleMassMax: .mass(100_000...1_000_000_000)
        case .permitCoverAtIssue, .permitCapacityAtIssue, .permitCoverAtAcceptance, .permitCapacityAtAcceptance, .unlicensedBuyer,
            .arrangementRequired, .arrangementAmount:
            .answer
        }
    }
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
