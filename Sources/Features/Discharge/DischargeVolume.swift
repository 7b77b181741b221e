// SPDX-License-Identifier: Apache-2.0

import Domain

public enum DischargeVolumeKind {}
public typealias DischargeVolumeID = Identifier<DischargeVolumeKind>

/// How the volume of a month is known.
public enum VolumeMethod: String, CaseIterable, Codable, Sendable {
    /// Read at a meter.
    case metered
    /// Worked out from water taken in, less product and evaporation.
    case balance
    case estimated

    public var phrase: DischargePhrase { .named("volume", rawValue) }
}

/// Wastewater that left by an outlet in a month.
public struct DischargeVolume: Hashable, Sendable, Codable {
    /// Most that one outlet discharges in a month: 100 million m³, a large river's side arm.
    public static let most = Volume(100_000_000_000_000)

    public let id: DischargeVolumeID
    public let outlet: OutletID
    public let month: Month
    public var volume: Volume
    public var method: VolumeMethod
    public var version: Int

    public init(id: DischargeVolumeID, outlet: OutletID, month: Month, volume: Volume, method: VolumeMethod, version: Int = 1) {
        self.id = id
        self.outlet = outlet
        self.month = month
        self.volume = volume
        self.method = method
        self.version = version
    }
}

/// What results of one month say of one parameter at one outlet.
public struct MonthlyMean: Hashable, Sendable {
    /// Results counted.
    public var count: Int
    /// Results below a detection limit, of ``count``.
    public var belowDetection: Int
    /// Arithmetic mean with what is below detection taken as nothing, in the parameter's unit times 10^-6.
    private var lowMicro: Int64
    /// The same with it taken at the detection limit; `nil` where some result is only known to be above a number.
    private var highMicro: Int64?

    public var low: Double { Double(lowMicro) / 1_000_000 }
    public var high: Double? { highMicro.map { Double($0) / 1_000_000 } }
    /// What a line is drawn through: the figure itself, or the middle between both.
    public var middle: Double { high.map { (low + $0) / 2 } ?? low }
    /// Whether both ends are one figure.
    public var isExact: Bool { highMicro == lowMicro }

    /// - Parameter readings: of one parameter and one month, withdrawn ones left out.
    /// - Returns: `nil` when there are none, or when they are too large to be added.
    public init?(_ readings: [ResultReading]) {
        guard !readings.isEmpty else { return nil }
        var (low, high): (Int128, Int128?) = (0, 0)
        for reading in readings {
            let number = reading.value.number
            // Six places: what is finer than a nanogram in a litre is no load.
            let micro = Int128(number.digits) * 1_000_000 / Measure.power(number.scale)
            low += reading.sign == .below ? 0 : micro
            high = reading.sign == .above ? nil : high.map { $0 + micro }
        }
        let count = Int128(readings.count)
        guard let lowMean = Int64(exactly: low / count) else { return nil }
        lowMicro = lowMean
        if let high {
            guard let mean = Int64(exactly: high / count) else { return nil }
            highMicro = mean
        }
        self.count = readings.count
        belowDetection = readings.count { $0.sign == .below }
    }

    /// Kilograms and grams that left with a volume: milligrams in a litre are grams in a cubic metre.
    ///
    /// - Returns: the least and the most it was; the most is `nil` where no upper end is known. `nil` when it fits no mass.
    public func load(in volume: Volume) -> (low: Mass, high: Mass?)? {
        // Micrograms per litre times millilitres are 10^-12 tonnes; to grams: mg/L x m3 = g, with 10^6 for micro and 10^6 for mL.
        func grams(_ micro: Int64) -> Mass? { Int64(exactly: (Int128(micro) * Int128(volume.raw) + 500_000_000_000) / 1_000_000_000_000).map { Mass($0) } }
        guard let least = grams(lowMicro) else { return nil }
        guard let highMicro else { return (least, nil) }
        return grams(highMicro).map { (least, $0) }
    }
}
