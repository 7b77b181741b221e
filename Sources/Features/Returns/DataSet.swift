// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

// Returns: what a site answers for a period. Which figures are asked for, of whom and when, is data; a return is filled in bit by bit,
// sent, returned with remarks, approved and opened again. Clients send commands; rules decide events; events alone change a return.
//
//   DataSet, DataField      what is asked for: sets with versions, their fields in order
//   DataSets                all sets and duties, loaded from `Resources` and checked
//   ReturnDuty              who owes which set in which period, as rows of data
//   ReturnAnswer            a figure as given with what it came to, nothing, or not known: three different answers
//   SiteReturn              one return: its state, answers and what was sent; +Steps its verbs
//   ReturnForm              answers as typed; +Reading turns them into answers
//   ReturnFinding           what a check found when it was sent, and why that is so
//   ReturnPrefill           what notes, the last return and other returns say already

/// How long a period is.
public enum PeriodKind: String, CaseIterable, Codable, Sendable {
    case month, quarter, year

    /// The period of this kind that holds a day.
    public func period(of day: CalendarDate) -> Period {
        let month = day.month
        switch self {
        case .month: return .month(month)
        case .quarter: return .quarter(year: month.year, number: (month.month + 2) / 3)
        case .year: return .year(month.year)
        }
    }

    /// `nil` for a day.
    public init?(_ period: Period) {
        switch period {
        case .day: return nil
        case .month: self = .month
        case .quarter: self = .quarter
        case .year: self = .year
        }
    }
}

extension Period {
    /// The period of the same length before this one.
    public var previous: Period {
        let last = first.adding(days: -1)
        return PeriodKind(self)?.period(of: last) ?? .day(last)
    }
}

/// What a figure measures, and the whole unit in which it is kept.
public enum QuantityKind: String, CaseIterable, Codable, Sendable {
    case mass, volume, gasVolume, energy, count, time, length
    /// Whole numbers without a unit of the list.
    case people, days, degrees

    /// The dimension of its units; `nil` where there is nothing to choose.
    public var dimension: UnitDimension? {
        switch self {
        case .mass: .mass
        case .volume: .volume
        case .gasVolume: .gasVolume
        case .energy: .energy
        case .count: .count
        case .time: .time
        case .length: .length
        case .people, .days, .degrees: nil
        }
    }

    /// Symbol of the whole unit that is kept: grams, millilitres, watt-hours.
    public var baseSymbol: String {
        switch self {
        case .people: "person"
        case .days: "day"
        case .degrees: "°C"
        default: dimension?.wholeUnit?.symbol ?? "1"
        }
    }
}

/// What a figure will mean in the book of mass.
public enum FieldMeaning: Hashable, Sendable {
    /// From one compartment to another.
    case flow(from: String, to: String)
    /// A stock-take.
    case stock(String)

    /// Names of compartments, as the book has them.
    static let compartments: Set<String> = [
        "opening", "supply", "process", "product", "store", "transit", "held", "treated", "difference", "air", "water", "sewer", "unknown",
    ]

    /// Reads `supply>process` and `=store`.
    public init?(text: String) {
        if text.hasPrefix("=") {
            let name = String(text.dropFirst())
            guard Self.compartments.contains(name) else { return nil }
            self = .stock(name)
            return
        }
        let sides = text.split(separator: ">", omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2, sides[0] != sides[1], sides.allSatisfy(Self.compartments.contains) else { return nil }
        self = .flow(from: sides[0], to: sides[1])
    }

    public var text: String {
        switch self {
        case .flow(let from, let to): "\(from)>\(to)"
        case .stock(let name): "=\(name)"
        }
    }
}

/// Where a figure is known from before anybody types.
public enum PrefillRule: String, CaseIterable, Sendable {
    /// From nowhere, but for *nothing of it*, which is taken over from the last return.
    case typed
    /// Rarely changes: as it was in the last return.
    case last
    /// Mass that hand-over notes of the period show: received at the site, sent from it, carried by the firm.
    case received, sent, carried
    /// The sum over shorter returns of the same site in the period.
    case sums
}

/// One figure that a data set asks for.
public struct DataField: Hashable, Sendable, Identifiable {
    /// `electricityGrid`; the same figure has the same name in every set.
    public let id: String
    public let section: String
    public let kind: QuantityKind
    /// Symbols of the unit list from which the factory chooses, the usual one first; empty where the kind has none.
    public let units: [String]
    /// `nil` for what moves no mass.
    public let meaning: FieldMeaning?
    /// Must be answered, if only by *nothing* or *not known*.
    public let isRequired: Bool
    public let sectors: SectorRule
    public let prefill: PrefillRule
    /// How such figures are got ordinarily.
    public let method: MeasurementMethod
    /// Order among the fields of its set.
    public let place: Int

    /// Its name for people.
    public var phrase: DataName { DataName("field", id) }
    public var sectionPhrase: DataSetPhrase { DataSetPhrase.of("section", section) ?? .sectionOther }
    /// Whether a bill shows it, so that a photo of one may stand for the figure.
    public var hasBill: Bool { method == .invoiced || method == .metered }
}

/// Which wastes a set asks for line by line.
public enum WasteLines: String, CaseIterable, Sendable {
    case none
    /// What left the site, by code and where it went.
    case sent
    /// What came in, by code.
    case received
}

/// One version of a set of figures that is asked for.
public struct DataSet: Hashable, Sendable, Identifiable {
    /// `factoryMonthly`.
    public let id: String
    public let version: Int
    /// First and last day of the periods it is for.
    public let validFrom: CalendarDate
    public internal(set) var validUntil: CalendarDate?
    public let periods: [PeriodKind]
    /// The kind of plant it is for, as duties name it.
    public let plant: String
    public let wastes: WasteLines
    /// For small firms: at most ten fields, and a paper sheet.
    public let isSimple: Bool
    public let standing: DataStanding
    public let provenance: Provenance
    /// In their order.
    public let fields: [DataField]

    public var phrase: DataName { DataName("set", id) }

    /// What is asked of a site of an industry.
    public func fields(for isic: String) -> [DataField] { fields.filter { $0.sectors.covers(isic) } }

    public func isValid(on day: CalendarDate) -> Bool { validFrom <= day && (validUntil.map { day <= $0 } ?? true) }

    /// Most fields of a simple return.
    public static let simpleFieldsMax = 10
}

/// Whether somebody official said so.
public enum DataStanding: String, CaseIterable, Codable, Sendable {
    case official
    /// Nobody did; it is ours until somebody does.
    case assumed

    public var phrase: DataSetPhrase { self == .official ? .standingOfficial : .standingAssumed }
}
