// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Tabular

/// A unit in which laboratories report.
public struct ResultUnit: Hashable, Sendable {
    /// As results keep it: `µg/L`.
    public var symbol: String
    /// The unit of the parameters that it measures: `mg/L`.
    public var base: String
    /// How many ``base`` one is.
    public var factor: ExactDecimal
    var written: Set<String>
}

/// All units of results. What a microgram or a litre is stands in the list of units; here only stands how they are put together.
public struct ResultUnits: Sendable {
    public let all: [ResultUnit]
    /// Edition of the list of units whose factors were used.
    public let edition: String

    /// - Parameter list: the edition of the day on which results are recorded.
    public init(_ list: CodeList<UnitOfMeasure>) {
        let rows = DischargeResource.table("result_units", columns: ["unit", "base", "mass", "volume", "written"])
        func size(_ row: TableRow) -> (mass: ExactDecimal, volume: ExactDecimal)? {
            guard let mass = list[row["mass"]]?.factor, let volume = list[row["volume"]]?.factor else { return nil }
            return (mass, volume)
        }
        let bases = Dictionary(rows.map { ($0["unit"], $0) }, uniquingKeysWith: { first, _ in first })
        all = rows.compactMap { row in
            var factor = ExactDecimal(digits: 1, scale: 0)
            if !row["mass"].isEmpty {
                guard let unit = size(row), let base = bases[row["base"]].flatMap({ size($0) }), let ratio = Self.ratio(unit, base) else { return nil }
                factor = ratio
            }
            let written = row["written"].split(separator: "|").map { Self.fold($0) } + [Self.fold(row["unit"])]
            return ResultUnit(symbol: row["unit"], base: row["base"], factor: factor, written: Set(written))
        }
        edition = list.edition
    }

    /// The unit that somebody wrote, of those in which a parameter can be given. Nothing written is meant where there is no unit but one: pH.
    public func unit(_ text: some StringProtocol, for parameter: DischargeParameter) -> ResultUnit? {
        let folded = Self.fold(text)
        if folded.isEmpty { return parameter.unit == "pH" ? all.first { $0.symbol == "pH" } : nil }
        return units(for: parameter).first { $0.written.contains(folded) }
    }

    /// Those in which a parameter can be given, its own first.
    public func units(for parameter: DischargeParameter) -> [ResultUnit] { all.filter { $0.base == parameter.unit } }

    /// Case says nothing here: nobody reports in megagrams; both signs for micro are one.
    static func fold(_ text: some StringProtocol) -> String {
        let plain = text.lowercased().replacing("\u{3BC}", with: "\u{B5}").replacing("³", with: "3")
        return plain.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// How often the base goes into the unit; `nil` where twelve places do not hold it.
    private static func ratio(_ unit: (mass: ExactDecimal, volume: ExactDecimal), _ base: (mass: ExactDecimal, volume: ExactDecimal)) -> ExactDecimal? {
        let over = Int128(unit.mass.digits) * Int128(base.volume.digits) * Measure.power(base.mass.scale + unit.volume.scale)
        let under = Int128(base.mass.digits) * Int128(unit.volume.digits) * Measure.power(unit.mass.scale + base.volume.scale)
        for scale in 0...12 {
            let (quotient, rest) = (over * Measure.power(scale)).quotientAndRemainder(dividingBy: under)
            if rest == 0 { return Int64(exactly: quotient).map { ExactDecimal(digits: $0, scale: scale) } }
        }
        return nil
    }
}
