// SPDX-License-Identifier: Apache-2.0

/// How a figure was got. Decides which of two figures is trued up when they differ.
public enum MeasurementMethod: String, CaseIterable, Codable, Sendable {
    case weighed, metered, counted, invoiced, estimated

    public var isEstimate: Bool { self == .estimated }
}

/// A quantity exactly as a person gave it, and the whole grams it was converted to once and for all.
public struct GivenMass: Hashable, Codable, Sendable {
    /// Canonical decimal text of the number as given, such as `1.24`.
    public var number: String
    /// Unit symbol as in `units.csv`, such as `t`.
    public var unit: String
    public var method: MeasurementMethod
    /// Edition of the unit list whose factor was used.
    public var conversion: String
    /// The conversion's result; never computed again.
    public var mass: Mass

    public init(number: String, unit: String, method: MeasurementMethod, conversion: String, mass: Mass) {
        self.number = number
        self.unit = unit
        self.method = method
        self.conversion = conversion
        self.mass = mass
    }
}
