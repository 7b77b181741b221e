// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import Identity
import Ledger
import Stores
import Tabular

/// By what the picture is told apart.
public enum PictureDimension: String, CaseIterable, Sendable {
    case province, sector, size, park, chapter, treatment, month

    /// How reports are summed for it; `nil` where a report has no such thing.
    var scope: Scope? {
        switch self {
        case .province: .province
        case .sector: .sector
        case .size: .sizeClass
        case .park: .park
        case .month: .nation
        case .chapter, .treatment: nil
        }
    }

    /// What became of waste is kept by the province and industry that generated it; by size and zone only what the sites themselves booked is.
    public var hasFates: Bool { ![.size, .park].contains(self) }
}

/// One group by name.
public struct PictureGroupKey: Hashable, Sendable {
    public var dimension: PictureDimension
    /// As in ``PictureGroup/key``.
    public var key: String

    public init(_ dimension: PictureDimension, _ key: String) {
        self.dimension = dimension
        self.key = key
    }
}

/// One group of the picture.
public struct PictureGroup: Sendable {
    /// Code of a province, ISIC division, class of size, zone, chapter, treatment, or month as `2026-09`. Empty for what stands in no such group, so that
    /// the groups add up to the whole: sites whose size is not known, sites outside every zone, waste that nobody treated.
    public var key: String
    public var waste = PictureWaste()
    /// `nil` where there is none, or too few sites stand behind it for the reader.
    public var reports: PictureReports?
    /// What left by outlets; `nil` as above.
    public var loads: PictureLoads?
    /// All or some of its months are left out, since they would tell of single sites.
    public var isHidden = false
}

public struct PictureGroups: Sendable {
    public var months: ClosedRange<Month>
    public var province: String?
    public var isBoundToProvince: Bool
    public var dimension: PictureDimension
    /// In order of what was generated, months in their order.
    public var groups: [PictureGroup]
    public var maySeeSites: Bool
}

extension Platform {
    /// The picture by groups of sites, wastes or months.
    ///
    /// - Parameter province: for chapters, treatments and months; groups of sites are the nation's, and an officer of one province sees no others.
    public func pictureGroups(
        by dimension: PictureDimension, months: ClosedRange<Month>, province asked: String?, by actor: Actor
    ) async throws -> PictureGroups {
        let reach = try actor.nationReach()
        // Industries, sizes and zones are summed for the nation alone.
        if reach != nil, [.sector, .size, .park].contains(dimension) { throw PermissionRefusal.missing }
        let province = dimension == .province ? reach : [.chapter, .treatment, .month].contains(dimension) ? reach ?? asked : nil
        let maySee = actor.maySeeSites(of: province)
        return try await readPublished { r in
            var groups: [String: PictureGroup] = [:]
            func change(_ key: String, _ body: (inout PictureGroup) -> Void) { body(&groups[key, default: PictureGroup(key: key)]) }
            try r.wastes(dimension, months, province) { key, compartment, grams in change(key) { $0.waste.add(compartment, grams) } }
            if let scope = dimension == .month && province != nil ? .province : dimension.scope {
                var gases = ReportedEmissions(self)
                var reports: [String: PictureReports] = [:]
                let key: String? = scope == .nation ? "" : province
                var loads: [String: PictureLoads] = [:]
                let told = try r.tellable(scope, months: months, maySeeSites: maySee)
                for (cell, amount) in try r.reportedGroups(scope, key: key, months: months) {
                    guard told.contains(cell, of: scope.group(of: cell.key)) else {
                        change(dimension.key(of: cell.key, cell.month)) { $0.isHidden = true }
                        continue
                    }
                    let group = dimension.key(of: cell.key, cell.month)
                    if !loads[group, default: PictureLoads()].add(cell, amount) { reports[group, default: PictureReports()].add(cell, amount, &gases) }
                }
                for (key, found) in loads where found.sites > 0 {
                    reports[key, default: PictureReports()].emissions.lines += found.lines(&gases)
                    change(key) { $0.loads = found }
                }
                for cell in try r.treatedGroups(scope, key: key, months: months) {
                    guard told.contains(cell, of: scope.group(of: cell.key)) else {
                        change(dimension.key(of: cell.key, cell.month)) { $0.isHidden = true }
                        continue
                    }
                    reports[dimension.key(of: cell.key, cell.month), default: PictureReports()].emissions.lines += gases.lines(of: cell)
                }
                for (key, found) in reports { change(key) { $0.reports = found } }
            }
            let sorted = groups.values.sorted { a, b in
                dimension == .month || a.waste.generated == b.waste.generated ? a.key < b.key : a.waste.generated > b.waste.generated
            }
            return PictureGroups(
                months: months, province: province, isBoundToProvince: reach != nil, dimension: dimension, groups: sorted, maySeeSites: maySee)
        }
    }
}

extension PictureDimension {
    fileprivate func key(of group: String, _ month: Month) -> String {
        switch self {
        case .month: month.description
        case .sector: String(group.prefix(2))
        case .province, .size, .park, .chapter, .treatment: group
        }
    }
}

extension Reading {
    /// Sums of waste by group.
    fileprivate func wastes(
        _ dimension: PictureDimension, _ months: ClosedRange<Month>, _ province: String?, _ take: (String, Compartment, Int64) -> Void
    ) throws {
        switch dimension {
        case .province: for sum in try ledger.fateGroups(months, province: province, by: .province) { take(sum.key, sum.compartment, sum.grams) }
        case .sector: for sum in try ledger.fateGroups(months, province: province, by: .sector) { take(sum.key, sum.compartment, sum.grams) }
        case .chapter:
            for sum in try ledger.fateGroups(months, province: province, by: .chapter) {
                take(sum.key.utf8.count == 1 ? "0" + sum.key : sum.key, sum.compartment, sum.grams)
            }
        case .month:
            for sum in try ledger.fateGroups(months, province: province, by: .month) {
                take(Int32(sum.key).map { Month(index: $0).description } ?? sum.key, sum.compartment, sum.grams)
            }
        case .treatment:
            for sum in try ledger.fateGroups(months, province: province, by: .month) {
                if case .treated(let code) = sum.compartment {
                    take(code.description, sum.compartment, sum.grams)
                } else {
                    take("", sum.compartment, sum.grams)
                }
            }
        case .size, .park:
            let scope: Scope = dimension == .size ? .sizeClass : .park
            var rest: [Compartment: Int64] = [:]
            for sum in try ledger.upperGroups(.nation, months: months, compartments: [.process]) { rest[sum.compartment, default: 0] += sum.grams }
            for sum in try ledger.upperGroups(scope, months: months, compartments: [.process]) {
                take(sum.key, sum.compartment, sum.grams)
                rest[sum.compartment, default: 0] -= sum.grams
            }
            for (compartment, grams) in rest where grams != 0 { take("", compartment, grams) }
        }
    }

    /// What groups of sites reported, and under no key what the nation's sites did that are in no group of the scope.
    ///
    /// - Parameter key: one group, and nothing else.
    func reportedGroups(_ scope: Scope, key: String?, months: ClosedRange<Month>) throws -> [(cell: ReportedCell, amount: Int64)] {
        let store = ReportedStore(session)
        let cells = try store.cells(scope, key: key, months: months)
        guard key == nil else { return cells }
        var rest: [ReportedCell: Int64] = [:]
        for (cells, sign) in [(try store.cells(.nation, key: nil, months: months), Int64(1)), (cells, -1)] {
            for (cell, amount) in cells {
                rest[ReportedCell(scope: scope, key: "", month: cell.month, figure: cell.figure, waste: cell.waste), default: 0] += sign * amount
            }
        }
        return cells + rest.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The same of waste that sites treated.
    func treatedGroups(_ scope: Scope, key: String?, months: ClosedRange<Month>) throws -> [TreatedCell] {
        let cells = try ledger.treatedCells(scope, key: key, months: months)
        guard key == nil else { return cells }
        var rest: [TreatedCell: Int64] = [:]
        for (cells, sign) in [(try ledger.treatedCells(.nation, key: nil, months: months), Int64(1)), (cells, -1)] {
            for cell in cells {
                var place = cell
                (place.key, place.grams) = ("", 0)
                rest[place, default: 0] += sign * cell.grams
            }
        }
        return cells
            + rest.filter { $0.value != 0 }.map { place, grams in
                var cell = place
                cell.grams = grams
                return cell
            }
    }
}

extension PictureGroups {
    /// Column ids never change their meaning. Masses in grams, wastewater in litres to the millilitre, so that rows add up to the whole, gases in tonnes;
    /// blank where it is not told.
    public static let columns = [
        "by", "key", "from", "to", "generated_g", "weighed_g", "treated_g", "recovered_g", "landfilled_g", "unknown_fate_g", "without_note_g", "sewer_l",
        "surface_l", "untold_l", "direct_t_co2e", "direct_low", "direct_high", "energy_t_co2e", "biogenic_t_co2", "sites_reporting", "hidden", "outlets_l",
        "cod_low_g", "cod_high_g",
        "bod5_low_g", "bod5_high_g", "tss_low_g", "tss_high_g", "sites_with_outlets",
    ]

    public var csv: [UInt8] {
        var writer = CSVWriter(columns: Self.columns, forSpreadsheets: true)
        for group in groups {
            let (waste, reports) = (group.waste, group.reports)
            let fates: [Int64] = dimension.hasFates ? [waste.weighed, waste.fates.treated, waste.fates.recovered, waste.landfilled, waste.fates[.unknown]] : []
            var cells = [dimension.rawValue, group.key, months.lowerBound.description, months.upperBound.description, String(waste.generated)]
            cells += fates.isEmpty ? Array(repeating: "", count: 5) : fates.map { String($0) }
            cells += [reports.map { String($0.withoutNote) } ?? "", litres(reports?.sewer), litres(reports?.surface), litres(reports?.untold)]
            let gases = reports?.emissions
            cells += [digits(gases?.direct.value), digits(gases?.direct.low), digits(gases?.direct.high), digits(gases?.energy.value)]
            cells += [digits(gases?.biogenic), reports.map { String($0.sites) } ?? "", group.isHidden ? "1" : ""]
            writer.append(cells + Self.told(group.loads))
        }
        return writer.bytes
    }

    /// Volume, then the least and the most of each load, then sites.
    private static func told(_ loads: PictureLoads?) -> [String] {
        let ends = ["cod", "bod5", "tss"].flatMap { parameter in loads?.load(parameter).map { [String($0.low), String($0.high)] } ?? ["", ""] }
        return [litres(loads?.volume)] + ends + [loads.map { String($0.sites) } ?? ""]
    }
}
