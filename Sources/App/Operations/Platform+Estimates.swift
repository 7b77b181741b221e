// SPDX-License-Identifier: Apache-2.0

import Checks
import CodeLists
import Domain
import Identity
import Returns
import Stores

/// How wastewater is to be estimated, as somebody chose it.
public struct EstimateForm: Hashable, Sendable {
    /// A ``FigureEstimate/Formula``.
    public var formula = ""
    /// Of a range: its name in the list.
    public var range = ""
    /// Per cent of the water that stays in the product and that evaporates; blank for what is assumed.
    public var product = ""
    public var evaporation = ""
    /// The firm's own lowest and highest value, cubic metres; blank for what is worked out.
    public var low = ""
    public var high = ""

    public init() {}
}

/// What a return's wastewater could be estimated at.
public struct EstimateModel: Sendable {
    public struct Published: Sendable {
        public var range: PublishedRange
        /// `nil` while nothing that was made stands in the return.
        public var estimate: FigureEstimate?
    }

    public var made: SiteReturn
    public var dataSet: DataSet
    public var field: DataField
    /// The answer as it stands.
    public var answer: ReturnAnswer?
    /// By shares that are assumed; `nil` while no water stands in the return.
    public var balance: FigureEstimate?
    public var published: [Published]
    public var mayAccept: Bool
}

extension Platform {
    /// The estimates that a firm without a meter may choose from, each with its formula, what it is worked out from and its source.
    public func estimates(for id: ReturnID, by actor: Actor) async throws -> EstimateModel {
        try await read { r in
            let (made, site, set) = try r.siteReturn(id, by: actor)
            guard let field = set.estimatedField(for: made.head.isic) else { throw PlatformError.notFound }
            return EstimateModel(
                made: made, dataSet: set, field: field, answer: made.answers[field.id], balance: made.answers.balance(set, isic: made.head.isic),
                published: made.answers.published(set, isic: made.head.isic),
                mayAccept: made.refusal(of: .save) == nil && (try? r.filling(.fillReturn, at: site, made.head, set: set, by: actor)) != nil)
        }
    }

    /// Answers a return's wastewater by an estimate that somebody has looked at. It is worked out again from the answers that are saved.
    ///
    /// - Throws: ``PlatformError/invalid(_:)`` where nothing is there to work it out from, or shares are none.
    public func acceptEstimate(_ id: ReturnID, _ form: EstimateForm, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> SiteReturn {
        let lists = self.lists
        return try await perform("return.estimate", by: actor, at: moment) { work in
            try work.change(id, version: version, .save) { known, set, _ in
                guard let field = set.estimatedField(for: known.head.isic) else { throw PlatformError.notFound }
                var reader = FormReader(lists: lists, today: work.today)
                let worked = reader.estimate(form, known, set)
                let estimate = reader.bounded(worked, form, field)
                guard let estimate, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
                return try known.save(known.answers.estimating(field, estimate), at: work.now)
            }
        }
    }
}

extension ReturnAnswers {
    /// Every estimate of wastewater that can be worked out from them.
    func estimatesOffered(_ set: DataSet, isic: String) -> [FigureEstimate] {
        [balance(set, isic: isic)].compactMap { $0 } + published(set, isic: isic).compactMap(\.estimate)
    }

    fileprivate func balance(_ set: DataSet, isic: String) -> FigureEstimate? {
        let assumed = WaterShares.shipped
        return .waterBalance(estimateInputs(.waterBalance, set, isic: isic), assumed.shares, assumed.provenance)
    }

    fileprivate func published(_ set: DataSet, isic: String) -> [EstimateModel.Published] {
        let products = estimateInputs(.outputRange, set, isic: isic)
        return PublishedRange.wastewater(of: isic).map { published, range in
            EstimateModel.Published(range: published, estimate: .outputRange(products, range, id: published.id, published.provenance))
        }
    }
}

extension PublishedRange {
    /// Ranges of wastewater for each tonne made, for an industry.
    static func wastewater(of isic: String) -> [(published: PublishedRange, range: ClosedRange<Double>)] {
        PublishedRanges.shipped.all.filter { $0.isic == isic }.compactMap { published in
            published.range(in: IntensityUnit(.wastewater, .product, .tonne)).map { (published, $0) }
        }
    }
}

extension FormReader {
    fileprivate mutating func estimate(_ form: EstimateForm, _ made: SiteReturn, _ set: DataSet) -> FigureEstimate? {
        guard let formula = FigureEstimate.Formula(rawValue: form.formula), FigureEstimate.Formula.worked.contains(formula) else {
            problems.append(OperationPhrase.fieldMissing.problem("formula"))
            return nil
        }
        let inputs = made.answers.estimateInputs(formula, set, isic: made.head.isic)
        guard !inputs.isEmpty else {
            problems.append((formula == .waterBalance ? ReturnPhrase.estimateWater : .estimateProduct).problem("formula"))
            return nil
        }
        switch formula {
        case .stated, .sum: return nil
        case .waterBalance:
            let assumed = WaterShares.shipped
            var shares = assumed.shares
            var source = assumed.provenance
            if let product = share(form.product, field: "product") { (shares.productLow, shares.productHigh) = (product, product) }
            if let evaporation = share(form.evaporation, field: "evaporation") { (shares.evaporationLow, shares.evaporationHigh) = (evaporation, evaporation) }
            // Where the firm stated both, nothing of the list is left in it.
            let isOwn = !form.product.trimmedBlanks.isEmpty && !form.evaporation.trimmedBlanks.isEmpty
            if isOwn { source = Provenance(source: "", confidence: .low) }
            guard problems.isEmpty else { return nil }
            let found = FigureEstimate.waterBalance(inputs, shares, source)
            if found == nil { problems.append(ReturnPhrase.estimateShares.problem("evaporation")) }
            return found
        case .outputRange:
            guard let (published, range) = PublishedRange.wastewater(of: made.head.isic).first(where: { $0.published.id == form.range }),
                let found = FigureEstimate.outputRange(inputs, range, id: published.id, published.provenance)
            else {
                problems.append(ReturnPhrase.estimateRange.problem("range"))
                return nil
            }
            return found
        }
    }

    /// The firm's own ends in the place of those that are worked out; the figure stays the one that is worked out, and must lie between them.
    ///
    /// - Parameter worked: `nil` where it could not be; the ends are looked at all the same, so that everything wrong is told at once.
    fileprivate mutating func bounded(_ worked: FigureEstimate?, _ form: EstimateForm, _ field: DataField) -> FigureEstimate? {
        let units = lists.units.edition(on: today)
        let (low, high) = (field.end(form.low, .low, units, &problems), field.end(form.high, .high, units, &problems))
        guard let worked, low != nil || high != nil else { return worked }
        let ends = (low: low ?? worked.low, high: high ?? worked.high)
        guard ends.low != worked.low || ends.high != worked.high else { return worked }
        let wrong: ReturnForm.EstimatePlace = ends.low > worked.middle ? .low : .high
        if let problem = FigureEstimate.disorder(ends.low, worked.middle, ends.high, field: wrong.rawValue) {
            problems.append(problem)
            return nil
        }
        return FigureEstimate.stated(low: ends.low, high: ends.high, basis: worked.formula).holding(worked.middle)
    }

    /// Thousandths of a share typed as per cent; `nil` where nothing was typed.
    private mutating func share(_ text: String, field: String) -> Int64? {
        guard !text.trimmedBlanks.isEmpty, let number = decimal(text, field: field) else { return nil }
        guard let permille = number.scaled(by: ExactDecimal(digits: 10, scale: 0))?.whole, (0...1000).contains(permille) else {
            problems.append(ReturnPhrase.estimateShares.problem(field))
            return nil
        }
        return permille
    }
}
