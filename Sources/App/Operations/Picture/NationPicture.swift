// SPDX-License-Identifier: Apache-2.0

import Calculations
import Checks
import Domain
import Identity
import Ledger
import Returns
import Stores

// Picture: what the nation, or one province, generated, moved, treated, discharged and gave off.
//
//   NationPicture       all of it at one look, waste generated as three figures side by side
//   PictureGroups       the same by province, industry, size, zone, chapter, treatment or month
//   PictureLoads        what left by outlets, as laboratories found it
//   ReportedEmissions   greenhouse gases of sums of reports
//   SiteGroup           the sites whose sums a figure is of, and those sums
//   ReportingSites      who reported what is behind a figure, for whoever may see single sites
//   DischargingOutlets  the same of outlets

/// Waste of some group of sites, by what became of it. Grams.
public struct PictureWaste: Hashable, Sendable {
    public var fates = FateFigures()
    /// Came through a receiver's gate, at the receiver's weight.
    public var weighed: Int64 = 0

    mutating func add(_ compartment: Compartment, _ grams: Int64) {
        fates.add(compartment, grams)
        fates.addTreated(compartment, grams)
        if Self.isWeighed(compartment) { weighed += grams }
    }

    /// Whether what is there came through a receiver's gate.
    private static func isWeighed(_ compartment: Compartment) -> Bool {
        switch compartment {
        case .held, .product, .air, .water, .sewer, .treated: true
        case .opening, .supply, .process, .store, .transit, .difference, .unknown: false
        }
    }

    /// Where mass is that came through a receiver's gate, in the book's order: their sum is ``weighed``.
    public static let weighedCompartments = (Compartment.untreated + TreatmentCode.allCases.map { .treated($0) }).filter(isWeighed)

    public static func += (a: inout PictureWaste, b: PictureWaste) {
        a.fates += b.fates
        a.weighed += b.weighed
    }

    public var generated: Int64 { fates[.generated] }
    public var landfilled: Int64 { fates[.landfill] }
    /// Of what was treated, not landfilled; 0...1.
    public var diversion: Double? { fates.treated > 0 ? 1 - Double(landfilled) / Double(fates.treated) : nil }
    /// Of what was generated, sold or given to somebody outside the system; 0...1.
    public var unknownShare: Double? { generated > 0 ? Double(fates[.unknown]) / Double(generated) : nil }
}

/// What returns of a group of sites add up to.
public struct PictureReports: Sendable {
    /// Wastewater by where it went, millilitres; what a small firm does not tell apart is the last.
    public var sewer: Int64 = 0
    public var surface: Int64 = 0
    public var untold: Int64 = 0
    /// Waste that left without a note, grams.
    public var withoutNote: Int64 = 0
    public var emissions = GroupEmissions()
    /// Most sites that sent a return for one of the months.
    public var sites: Int64 = 0
    private var sitesByMonth: [Month: Int64] = [:]

    public var discharged: Int64 { sewer + surface + untold }

    mutating func add(_ cell: ReportedCell, _ amount: Int64, _ gases: inout ReportedEmissions) {
        switch cell.figure {
        case ReportedFigures.anySite:
            sitesByMonth[cell.month, default: 0] += amount
            sites = max(sites, sitesByMonth[cell.month] ?? 0)
        case "wastewaterSewer": sewer += amount
        case "wastewaterSurface": surface += amount
        case "wastewaterAll": untold += amount
        case "wasteBurned": withoutNote += amount
        case _ where cell.figure.hasPrefix("way."):
            // A note's load is the note's, and what came in is not generated here.
            if let way = WasteDestination(rawValue: String(cell.figure.dropFirst(4))), way != .note, way != .received { withoutNote += amount }
        default: break
        }
        emissions.lines += gases.lines(of: cell, amount: amount)
    }
}

/// The nation or one province at one look.
public struct NationPicture: Sendable {
    public var months: ClosedRange<Month>
    public var province: String?
    /// The reader may not choose another province.
    public var isBoundToProvince: Bool
    public var waste: PictureWaste
    /// Waste of textiles: chapter 04 02 and textiles among packaging and town waste.
    public var textile: PictureWaste
    /// Loads that left on notes.
    public var moved: Int64
    /// `nil` where too few sites reported for a reader who may not see single ones.
    public var reports: PictureReports?
    /// Months in which too few sites reported for the reader are left out of reports or loads.
    public var hidesMonths: Bool
    /// Those of the months that are over; the first one where none is.
    public var judged: ClosedRange<Month>
    /// Waste that the model expects of those months, of sites that reported; `nil` where it says nothing, or would tell of single sites.
    public var expected: AreaWaste?
    /// What left by outlets; `nil` where there are none, or too few for the reader.
    public var loads: PictureLoads?
    /// Monthly, quarterly and yearly returns that are owed for these months, and how many came.
    public var owed: ReturnArrivals
    public var maySeeSites: Bool
}

extension Platform {
    /// Codes that are textiles.
    public static let textileCodes = ["0402", "150109", "191208", "200110", "200111"]

    /// The whole picture of some months.
    public func nationPicture(months: ClosedRange<Month>, province asked: String?, by actor: Actor) async throws -> NationPicture {
        let reach = try actor.nationReach()
        let province = reach ?? asked
        let today = self.today
        let judged = months.lowerBound...max(months.lowerBound, min(months.upperBound, today.month.adding(months: -1)))
        let sum = try await areaWaste(judged, province: province).whole
        return try await readPublished { r in
            var (waste, textile) = (PictureWaste(), PictureWaste())
            for sum in try r.ledger.fateGroups(months, province: province, by: .month) { waste.add(sum.compartment, sum.grams) }
            for sum in try r.ledger.fateGroups(months, province: province, by: .month, chapters: Self.textileCodes) { textile.add(sum.compartment, sum.grams) }
            let maySee = actor.maySeeSites(of: province)
            var gases = ReportedEmissions(self)
            let group = province.map { SiteGroup.province($0) } ?? .nation
            let told = try r.tellable(group.scope, months: months, maySeeSites: maySee)
            let tally = try r.sums(of: group, months: months, &gases, told: told)
            let (reports, loads) = (tally.reports(&gases), tally.loads)
            let isShown = maySee || reports.sites >= Int64(OpenFigures.sitesMin)
            let isTold = sum.months > 0 && (maySee || sum.isDisclosable(.shipped))
            let moved = try EvidenceStore(r.session).sums(months, province: province).whole
            return NationPicture(
                months: months, province: province, isBoundToProvince: reach != nil, waste: waste, textile: textile, moved: moved.raw,
                reports: isShown ? reports : nil, hidesMonths: told.hidden.contains(group.text),
                judged: judged, expected: isTold ? sum : nil,
                loads: loads.isTold(maySee) ? loads : nil,
                owed: try r.owedReturns.arrivals(of: .months(months), province: province),
                maySeeSites: maySee
            )
        }
    }
}
