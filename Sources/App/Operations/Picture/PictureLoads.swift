// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import Stores

/// What left by the outlets of a group of sites, of months of which both a volume and laboratory results are known. Beside the wastewater that returns tell,
/// and never added to it: it is the same water, measured.
public struct PictureLoads: Sendable {
    /// Millilitres.
    public private(set) var volume: Int64 = 0
    /// Most sites that know a volume of one of the months.
    public private(set) var sites: Int64 = 0
    private var sitesByMonth: [Month: Int64] = [:]
    private var grams: [Key: (low: Int64, high: Int64)] = [:]

    private struct Key: Hashable {
        var month: Month
        /// A parameter, and where the water goes.
        var name: String
    }

    public init() {}

    /// Grams of a parameter, such as `cod`: with what is below detection taken as nothing, and as the limit of detection. `nil` where nobody sampled it.
    public func load(_ parameter: String) -> (low: Int64, high: Int64)? {
        let found = grams.filter { $0.key.name.hasPrefix(parameter + ".") }.values
        return found.isEmpty ? nil : found.reduce((0, 0)) { ($0.0 + $1.low, $0.1 + $1.high) }
    }

    /// Whether sites enough stand behind it for a reader.
    func isTold(_ maySeeSites: Bool) -> Bool { sites > 0 && (maySeeSites || sites >= Int64(OpenFigures.sitesMin)) }

    /// - Returns: whether the cell is one of outlets.
    mutating func add(_ cell: ReportedCell, _ amount: Int64) -> Bool {
        switch cell.figure {
        case OutletFigures.volume: volume += amount
        case OutletFigures.anySite:
            sitesByMonth[cell.month, default: 0] += amount
            sites = max(sites, sitesByMonth[cell.month] ?? 0)
        default:
            guard let load = OutletFigures.load(cell.figure) else { return false }
            let key = Key(month: cell.month, name: load.name)
            if load.isMost { grams[key, default: (0, 0)].high += amount } else { grams[key, default: (0, 0)].low += amount }
        }
        return true
    }

    /// What the loads give off. The ends of outlets are added as they are, which makes the range no narrower than it is.
    func lines(_ gases: inout ReportedEmissions) -> [GHGInventory.Line] {
        grams.sorted { ($0.key.month, $0.key.name) < ($1.key.month, $1.key.name) }.flatMap { key, load in
            gases.lines(ofLoad: key.name, in: key.month, Interval(loadFrom: Mass(load.low), to: Mass(load.high)))
        }
    }
}
