// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Tabular

/// How much of the water taken in stays in the product and evaporates, at least and at most, in thousandths.
public struct WaterShares: Hashable, Codable, Sendable {
    public var productLow: Int64
    public var productHigh: Int64
    public var evaporationLow: Int64
    public var evaporationHigh: Int64

    public init(productLow: Int64, productHigh: Int64, evaporationLow: Int64, evaporationHigh: Int64) {
        self.productLow = productLow
        self.productHigh = productHigh
        self.evaporationLow = evaporationLow
        self.evaporationHigh = evaporationHigh
    }

    /// For those who do not know their own, with its source.
    public static let shipped: (shares: WaterShares, standing: DataStanding, provenance: Provenance) = {
        guard let url = Bundle.module.url(forResource: "Resources/water_shares", withExtension: "csv"), let data = try? Data(contentsOf: url)
        else { preconditionFailure("The program was installed without water_shares.csv.") }
        let columns = ["product_low", "product_high", "evaporation_low", "evaporation_high", "standing", "source", "confidence"]
        let table = CSVTable(bytes: [UInt8](data), required: columns)
        guard table.faults.isEmpty, let row = table.rows.first, let standing = DataStanding(rawValue: row["standing"]),
            let confidence = Confidence(rawValue: row["confidence"])
        else { preconditionFailure("water_shares.csv: one row of shares in thousandths was expected.") }
        let numbers = columns.prefix(4).compactMap { Int64(row[$0]) }
        precondition(numbers.count == 4, "water_shares.csv: whole thousandths were expected.")
        let shares = WaterShares(productLow: numbers[0], productHigh: numbers[1], evaporationLow: numbers[2], evaporationHigh: numbers[3])
        return (shares, standing, Provenance(source: row["source"], confidence: confidence))
    }()
}

/// A volume that no meter measured, as it was worked out and accepted: between what and what, by which formula, from what, by whose figures.
public struct FigureEstimate: Hashable, Codable, Sendable {
    public enum Formula: String, CaseIterable, Codable, Sendable {
        /// Water taken in, less what stays in the product and what evaporates.
        case waterBalance
        /// What was made, times what the sector lets out for each tonne.
        case outputRange
        /// Both ends as the firm gave them; nobody here worked them out.
        case stated
        /// The sum of shorter returns, some of which are estimates.
        case sum

        /// Those that are worked out here.
        public static let worked: [Formula] = [.waterBalance, .outputRange]
    }

    /// A figure of the same return.
    public struct Input: Hashable, Codable, Sendable {
        public var field: String
        /// In the whole unit of its kind.
        public var whole: Int64

        public init(field: String, whole: Int64) {
            self.field = field
            self.whole = whole
        }
    }

    public var formula: Formula
    public var inputs: [Input]
    /// Millilitres.
    public var low: Int64
    public var high: Int64
    /// Of a balance.
    public var shares: WaterShares?
    /// Of a range: its name in the list, and litres for each kilogram are cubic metres for each tonne, in thousandths.
    public var range: String?
    public var rangeLow: Int64?
    public var rangeHigh: Int64?
    /// Whose figures went in; blank where the firm stated all of them itself.
    public var source: String
    public var confidence: Confidence
    /// How the firm says that it worked out the ends which it stated; `nil` where it did not say, and for what was worked out here.
    public var basis: Formula?
    /// Of a sum: how many months, and how many of them are estimates.
    public var months: Int?
    public var monthsEstimated: Int?
    /// Millilitres that the firm put between the ends; `nil` for half way.
    public var figure: Int64?
    /// The firm's own words on where both ends are from.
    public var said: SealedText?

    /// What stands in the return: what the firm put there, else half way, to a tenth of a cubic metre, the half up.
    public var middle: Int64 { figure ?? (low + (high - low) / 2 + 50_000) / 100_000 * 100_000 }

    /// How it is known: by a formula of ours, or as the firm says.
    public var way: Formula { basis ?? formula }

    /// By which an offer is accepted: the name of a range in the list, else the formula's.
    public var key: String { range ?? formula.rawValue }

    /// Both ends as a firm states them.
    ///
    /// - Parameters:
    ///   - low: millilitres; at most the figure.
    ///   - high: millilitres; at least the figure.
    ///   - basis: how the firm says that it worked them out.
    public static func stated(low: Int64, high: Int64, basis: Formula? = nil) -> FigureEstimate {
        FigureEstimate(
            formula: .stated, inputs: [], low: low, high: high, source: "", confidence: .low, basis: basis == .stated ? nil : basis)
    }

    /// The sum of figures of shorter periods: of a metered one its figure stands for both ends.
    ///
    /// - Parameter parts: each with the months that it tells of.
    /// - Returns: `nil` where nothing is an estimate, or of one that is the ends are not known.
    public static func sum(_ parts: [(figure: GivenFigure, estimate: FigureEstimate?, months: Int)]) -> FigureEstimate? {
        let estimated = parts.filter { $0.estimate != nil || $0.figure.method.isEstimate }
        guard !estimated.isEmpty, estimated.allSatisfy({ $0.estimate != nil }) else { return nil }
        func total(_ part: (GivenFigure, FigureEstimate?) -> Int64) -> Int64 { parts.reduce(0) { $0 + part($1.figure, $1.estimate) } }
        var made = FigureEstimate(
            formula: .sum, inputs: [], low: total { $1?.low ?? $0.whole }, high: total { $1?.high ?? $0.whole }, source: "",
            confidence: estimated.compactMap(\.estimate?.confidence).min() ?? .low)
        made.months = parts.reduce(0) { $0 + $1.months }
        made.monthsEstimated = estimated.reduce(0) { $0 + $1.months }
        return made.holding(total { figure, _ in figure.whole })
    }

    /// Millilitres as cubic metres, such as `1240.5`; read again, they are the same millilitres.
    public static func cubicMetres(_ millilitres: Int64) -> String { ExactDecimal(digits: millilitres, scale: 6).typed }

    /// - Returns: `nil` where more would stay or evaporate than was taken in.
    public static func waterBalance(_ inputs: [Input], _ shares: WaterShares, _ provenance: Provenance) -> FigureEstimate? {
        let total = inputs.reduce(Int64(0)) { $0 + $1.whole }
        let (least, most) = (1000 - shares.productHigh - shares.evaporationHigh, 1000 - shares.productLow - shares.evaporationLow)
        guard total > 0, least >= 0, least <= most, most <= 1000 else { return nil }
        return FigureEstimate(
            formula: .waterBalance, inputs: inputs, low: part(total, least), high: part(total, most), shares: shares, source: provenance.source,
            confidence: provenance.confidence)
    }

    /// - Parameters:
    ///   - inputs: grams that were made.
    ///   - range: cubic metres for each tonne, as published.
    public static func outputRange(_ inputs: [Input], _ range: ClosedRange<Double>, id: String, _ provenance: Provenance) -> FigureEstimate? {
        let total = inputs.reduce(Int64(0)) { $0 + $1.whole }
        guard total > 0, range.lowerBound >= 0, range.upperBound <= 1_000_000 else { return nil }
        // A cubic metre for each tonne is a millilitre for each gram; published figures have three places at most.
        let (low, high) = (Int64((range.lowerBound * 1000).rounded()), Int64((range.upperBound * 1000).rounded()))
        return FigureEstimate(
            formula: .outputRange, inputs: inputs, low: part(total, low), high: part(total, high), range: id, rangeLow: low, rangeHigh: high,
            source: provenance.source, confidence: provenance.confidence)
    }

    /// The same formula, with the same shares or range, for other figures; `nil` for what was not worked out here, and where they are none.
    public func again(from inputs: [Input]) -> FigureEstimate? {
        let provenance = Provenance(source: source, confidence: confidence)
        switch formula {
        case .waterBalance: return shares.flatMap { .waterBalance(inputs, $0, provenance) }
        case .outputRange:
            guard let range, let rangeLow, let rangeHigh, rangeLow <= rangeHigh else { return nil }
            return .outputRange(inputs, Double(rangeLow) / 1000...Double(rangeHigh) / 1000, id: range, provenance)
        case .stated, .sum: return nil
        }
    }

    private static func part(_ total: Int64, _ permille: Int64) -> Int64 { Int64((Int128(total) * Int128(permille) + 500) / 1000) }
}

extension DataField {
    /// What leaves by sewer may be estimated between two ends.
    public var hasEstimate: Bool { meaning == .flow(from: "process", to: "sewer") }
}

extension DataSet {
    /// The figure of what leaves by sewer, which may be estimated; `nil` for sets without one.
    public func estimatedField(for isic: String) -> DataField? { fields(for: isic).first(where: \.hasEstimate) }
}

extension ReturnAnswers {
    /// Figures from which wastewater may be worked out: water taken in, or goods made by weight.
    public func estimateInputs(_ formula: FigureEstimate.Formula, _ set: DataSet, isic: String) -> [FigureEstimate.Input] {
        set.fields(for: isic).filter { field in
            switch formula {
            case .waterBalance: field.section == "water" && field.meaning == .flow(from: "supply", to: "process")
            case .outputRange: field.section == "products" && field.kind == .mass
            case .stated, .sum: false
            }
        }.compactMap { field in self[field.id]?.value.figure.map { FigureEstimate.Input(field: field.id, whole: $0.whole) } }
    }

    /// The same with an estimate in the place of a metered figure.
    public func estimating(_ field: DataField, _ estimate: FigureEstimate) -> ReturnAnswers {
        let number = ExactDecimal(digits: estimate.middle, scale: 6).withoutTrailingZeros.description
        let figure = GivenFigure(number: number, unit: "m3", method: .estimated, conversion: "", whole: estimate.middle)
        var answer = ReturnAnswer(field: field.id, value: .figure(figure), source: .typed, isConfirmed: true, comment: self[field.id]?.comment)
        answer.estimate = estimate
        return ReturnAnswers(fields: fields.filter { $0.field != field.id } + [answer], wastes: wastes)
    }
}
