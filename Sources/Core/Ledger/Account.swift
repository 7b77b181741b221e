// SPDX-License-Identifier: Apache-2.0

import Domain

// Ledger: the book of mass, double-entry. Pure: a view of the accounts touched goes in, a posting comes out, and the
// store saves it whole or not at all. Nothing appears or disappears: an entry takes from one account what it gives to
// another, so the sum over all accounts of a material is zero at every instant.
//
//   Account            site, compartment, material, lot: the places mass can be
//   Move, Entry        what an operation asks for; what the book holds for ever
//   Phase              plain, pending, posting or voiding a pending entry
//   BookView           the accounts an operation touches, as loaded
//   Posting            entries, net effects, contents, cells: everything one operation changes
//   Provenance         which origin each gram of a lot came from
//   Cell               sums of posted amounts that dashboards read
//   CellSums           how an operation sums them

/// A material, as a dense number: the kind in the millions, the code below.
public struct Material: Hashable, Comparable, Sendable, Codable {
    public let value: Int32

    public init(value: Int32) { self.value = value }
    public static func waste(_ code: WasteCodeID) -> Material { Material(value: wasteBase + code.raw) }

    /// The waste code, when the material is a waste.
    public var wasteCode: WasteCodeID? {
        isWaste ? WasteCodeID(raw: value - Self.wasteBase) : nil
    }

    public init(from decoder: any Decoder) throws { value = try decoder.singleValueContainer().decode(Int32.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
    public static func < (a: Material, b: Material) -> Bool { a.value < b.value }

    private static let wasteBase: Int32 = 1_000_000
}

/// The kinds of place in which a site's mass can be. The number is stored; never change one.
public enum Compartment: Hashable, Sendable, Codable {
    /// Balance brought forward when a site joins.
    case opening
    /// Bought from or sold to the market outside.
    case supply
    /// The factory's process: what it generated shows as a negative balance.
    case process
    case product
    /// Waste on the site, ready to leave.
    case store
    /// On a carrier's vehicle, or in a carrier's care.
    case transit
    /// Received and not yet treated.
    case held
    /// Weighing differences, losses and gaps: mass that nobody accounts for, in view.
    case difference
    case air, water, sewer
    /// Sold or given to somebody outside the system.
    case unknown
    /// Treated under an R or D code.
    case treated(TreatmentCode)

    public var number: Int16 {
        switch self {
        case .opening: 1
        case .supply: 2
        case .process: 3
        case .product: 4
        case .store: 5
        case .transit: 6
        case .held: 7
        case .difference: 8
        case .air: 9
        case .water: 10
        case .sewer: 11
        case .unknown: 12
        case .treated(let code): 1000 + Int16(code.raw)
        }
    }

    public init?(number: Int16) {
        if number > 1000 {
            guard let code = TreatmentCode(raw: Int(number) - 1000) else { return nil }
            self = .treated(code)
        } else {
            guard (1...Int16(Self.untreated.count)).contains(number) else { return nil }
            self = Self.untreated[Int(number) - 1]
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let compartment = Compartment(number: try container.decode(Int16.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected the number of a compartment")
        }
        self = compartment
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    /// Whether a balance here may never go below zero.
    public var isBounded: Bool {
        switch self {
        case .store, .transit, .held: true
        default: false
        }
    }

    /// In the order of their numbers.
    public static let untreated: [Compartment] = [
        .opening, .supply, .process, .product, .store, .transit, .held, .difference, .air, .water, .sewer, .unknown,
    ]

    public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// One account of the book: a place for one material, and for one lot where loads are kept apart.
public struct Account: Hashable, Sendable, Codable {
    public var site: SiteID
    public var compartment: Compartment
    public var material: Material
    public var lot: LotID?

    public init(_ site: SiteID, _ compartment: Compartment, _ material: Material, lot: LotID? = nil) {
        self.site = site
        self.compartment = compartment
        self.material = material
        self.lot = lot
    }

    /// Whether the account holds grams of a lot, each with its origin: in stock, treated, or sold to somebody outside.
    var isLotStock: Bool { lot != nil && (compartment.isBounded || isTreated || compartment == .unknown) }
    /// Whether the account keeps what is not accounted for of one lot.
    var isLotDifference: Bool { lot != nil && compartment == .difference }
    /// Whether what goes from one account to another is known by origin, and so stands in the figures of fates.
    static func tellsOrigins(from credit: Account, to debit: Account) -> Bool { credit.isLotStock || credit.isLotDifference || debit.lot != nil }
    private var isTreated: Bool {
        if case .treated = compartment { true } else { false }
    }

    /// A batch looks up tens of thousands of accounts: three words are hashed instead of five fields.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(site.value)
        hasher.combine(Int64(material.value) << 16 | Int64(compartment.number))
        hasher.combine(lot?.value ?? 0)
    }
}

/// Account order: the order in which an operation locks and changes rows.
extension Account: Comparable {
    public static func < (a: Account, b: Account) -> Bool {
        guard a.site == b.site else { return a.site < b.site }
        return (a.compartment.number, a.material.value, a.lot?.value ?? 0) < (b.compartment.number, b.material.value, b.lot?.value ?? 0)
    }
}

/// What an account holds: posted for certain, and reserved by pending entries.
public struct Balance: Hashable, Sendable {
    /// Grams in the account.
    public var posted: Int64
    /// Grams that pending entries will take out, less those they will bring in.
    public var pending: Int64

    public init(posted: Int64 = 0, pending: Int64 = 0) {
        self.posted = posted
        self.pending = pending
    }

    /// What may still be promised to somebody.
    public var available: Int64 { posted - pending }
}
