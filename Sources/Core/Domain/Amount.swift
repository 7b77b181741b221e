// SPDX-License-Identifier: Apache-2.0

/// What kind of thing an amount measures, and its smallest unit.
public protocol Dimension {
    /// Name as in `units.csv`, column `dimension`.
    static var name: String { get }
    /// Symbol of the stored whole unit.
    static var baseSymbol: String { get }
}

public enum MassDimension: Dimension { public static let name = "mass", baseSymbol = "g" }
public enum VolumeDimension: Dimension { public static let name = "volume", baseSymbol = "mL" }
public enum EnergyDimension: Dimension { public static let name = "energy", baseSymbol = "Wh" }
public enum CountDimension: Dimension { public static let name = "count", baseSymbol = "1" }

/// A whole number of the smallest useful unit of one dimension: grams, millilitres, watt-hours, pieces.
///
/// 64 bits of grams reach nine million million tonnes. Arithmetic that would overflow stops the program: amounts are
/// bounded where they enter (see ``Limits``), so an overflow inside is our own mistake.
public struct Amount<D: Dimension>: Hashable, Comparable, Sendable, Codable, AdditiveArithmetic, CustomStringConvertible {
    public var raw: Int64

    public init(_ raw: Int64) { self.raw = raw }
    public static var zero: Amount { Amount(0) }

    public init(from decoder: any Decoder) throws { raw = try decoder.singleValueContainer().decode(Int64.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(raw)
    }

    public static func + (a: Amount, b: Amount) -> Amount { Amount(a.raw + b.raw) }
    public static func - (a: Amount, b: Amount) -> Amount { Amount(a.raw - b.raw) }
    public static prefix func - (a: Amount) -> Amount { Amount(-a.raw) }
    public static func < (a: Amount, b: Amount) -> Bool { a.raw < b.raw }
    public var magnitude: Amount { Amount(Swift.abs(raw)) }
    public var description: String { "\(raw) \(D.baseSymbol)" }
}

public typealias Mass = Amount<MassDimension>
public typealias Volume = Amount<VolumeDimension>
public typealias Energy = Amount<EnergyDimension>
public typealias Count = Amount<CountDimension>

extension Amount where D == MassDimension {
    public static func grams(_ value: Int64) -> Mass { Mass(value) }
    public static func kilograms(_ value: Int64) -> Mass { Mass(value * 1000) }
    public static func tonnes(_ value: Int64) -> Mass { Mass(value * 1_000_000) }
}

/// Money of one currency in ten-thousandths of its unit.
public struct Money: Hashable, Sendable, Codable {
    public var raw: Int64
    /// ISO 4217, such as `KHR`, `VND`, `USD`.
    public var currency: String

    public init(raw: Int64, currency: String) {
        self.raw = raw
        self.currency = currency
    }

    /// `nil` when the currencies differ: an exchange is a decision with a rate and a date.
    public func adding(_ other: Money) -> Money? {
        currency == other.currency ? Money(raw: raw + other.raw, currency: currency) : nil
    }
}

/// Bounds at the edge, wide enough for any real load and small enough that sums of a nation's decades fit 64 bits.
public enum Limits {
    /// No single line of a hand-over note weighs more than this: 50,000 t.
    public static let lineMass = Mass.tonnes(50_000)
    /// No arrangement promises more in a year than this: 10 million t.
    public static let yearlyMass = Mass.tonnes(10_000_000)
}
