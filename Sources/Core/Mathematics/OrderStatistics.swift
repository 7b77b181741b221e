// SPDX-License-Identifier: Apache-2.0

// Mathematics: mathematics that several rooms share. Plain arrays in, values out; nothing here knows what a number measures.
//
//   OrderStatistics        median, quantiles, spread that outliers do not move, the modified z-score
//   LeastSquares           weighted least squares drawn towards a prior; Huber's robust regression
//   SplitMix               numbers that look random and are the same each time, for simulation

/// The middle value; of an even number of values the mean of the two in the middle. `nil` of none.
public func median(_ values: [Double]) -> Double? { quantile(values, 0.5) }

/// The value below which a share of the values lies, interpolated between neighbours.
///
/// - Parameter share: 0...1.
/// - Returns: `nil` of no values.
/// - Source: Hyndman, Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996), definition 7, as numpy and R have it.
public func quantile(_ values: [Double], _ share: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let place = min(max(share, 0), 1) * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
}

/// Values with weights, in order, that answer which value a share of the weight lies at or below.
public struct WeightedValues: Sendable {
    private var values: [Double] = []
    private var upTo: [Double] = []

    /// - Parameter pairs: values with weights above 0.
    public init(_ pairs: [(value: Double, weight: Double)]) {
        var sum = 0.0
        for pair in pairs.sorted(by: { $0.value < $1.value }) {
            sum += pair.weight
            values.append(pair.value)
            upTo.append(sum)
        }
    }

    /// The smallest value with at least a share of the weight at or below it; `nil` of no values.
    public func quantile(_ share: Double) -> Double? {
        guard let total = upTo.last else { return nil }
        // A hair below, so that 0.9 of ten equal weights is the ninth.
        let wanted = min(max(share, 0), 1) * total * (1 - 1e-12)
        var (low, high) = (0, upTo.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if upTo[middle] >= wanted { high = middle } else { low = middle + 1 }
        }
        return values[low]
    }
}

/// Where values lie and how far they spread, both untouched by a few that are far off.
public struct RobustSpread: Hashable, Sendable {
    public var median: Double
    /// An estimate of the standard deviation.
    public var deviation: Double

    /// - Parameters:
    ///   - values: at least one.
    ///   - floor: least deviation, as a share of the median: values that were always equal would make every other one an outlier.
    /// - Source: Iglewicz, Hoaglin, "How to Detect and Handle Outliers", ASQC 1993, section 3: the median of the distances from the median, over
    ///   0.6745; where more than half of the values are equal, their mean distance times 1.253314 (the root of pi over 2).
    public init?(_ values: [Double], floor: Double = 0) {
        guard let middle = Mathematics.median(values) else { return nil }
        let distances = values.map { abs($0 - middle) }
        let mad = Mathematics.median(distances) ?? 0
        let estimate = mad > 0 ? mad / 0.6745 : distances.reduce(0, +) / Double(values.count) * 1.253314
        median = middle
        deviation = max(estimate, floor * abs(middle))
    }

    /// The modified z-score of a value; `nil` where there is no spread to measure it by.
    public func score(_ value: Double) -> Double? { deviation > 0 ? (value - median) / deviation : nil }
}
