// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Tabular

// Lists of discharge as files: what stands on the page, in codes and digits that programs read.

/// Whose site a row is of: the firm and the site by which people and programs know it.
struct PlaceNames {
    var sites: [SiteID: Site]
    var organisations: [OrganisationID: Organisation]

    func columns<Row>(_ site: @escaping (Row) -> SiteID) -> FileColumns<Row> {
        .place({ row in sites[site(row)].flatMap { organisations[$0.organisation] } }, { sites[site($0)] })
    }
}

extension OutletList {
    /// - Parameter today: on which an outlet leads where its row says.
    public func file(on today: CalendarDate) -> FileRows {
        let standing = { (line: Line) in line.outlet.standing(on: today) }
        return FileRows(
            lines,
            PlaceNames(sites: sites, organisations: organisations).columns { $0.outlet.site } + [
                "outlet": { $0.outlet.code }, "medium": { $0.outlet.medium.rawValue }, "name": { $0.outlet.name },
                "receiving": { standing($0).receiving.rawValue }, "receiving_name": { standing($0).name }, "column": { standing($0).column ?? "" },
                "opened_on": { $0.outlet.openedOn.description }, "closed_on": { $0.outlet.closedOn?.description ?? "" },
                "last_sampled_on": { $0.lastSampled?.description ?? "" }, "open_cases": { String($0.openCases) },
            ])
    }
}

extension ResultList {
    public var file: FileRows {
        FileRows(results, PlaceNames(sites: sites, organisations: organisations).columns { $0.result.site } + JudgedResult.columns)
    }
}

extension OutletPage {
    /// The results of the outlet.
    public var file: FileRows {
        FileRows(results, PlaceNames(sites: [site.id: site], organisations: [organisation.id: organisation]).columns { $0.result.site } + JudgedResult.columns)
    }
}

extension JudgedResult {
    /// A result with both its verdicts and the limits that were asked.
    static var columns: FileColumns<JudgedResult> {
        [
            "result": { $0.result.id.description }, "outlet": { $0.outlet.code }, "parameter": { $0.parameter?.names[.english] ?? $0.result.parameter },
            "sampled_on": { $0.result.sampledOn.description }, "reported_on": { $0.result.reportedOn?.description ?? "" },
            "operator": { $0.result.reading.sign.rawValue }, "value": { $0.result.reading.given.description }, "unit": { $0.result.reading.unit },
            "compared_value": { $0.result.reading.value.description }, "compared_unit": { $0.parameter?.unit ?? "" },
            "detection_limit": { $0.result.reading.detection?.description ?? "" }, "laboratory": { $0.result.laboratory }, "method": { $0.result.method },
            "sample": { $0.result.sample }, "standard_verdict": { $0.verdict.standard.finding.rawValue },
            "standard_limit": { $0.verdict.limit.map { "\($0.id) \($0.bound.text)" } ?? "" }, "permit_verdict": { $0.verdict.permit.finding.rawValue },
            "permit_limit": { $0.verdict.permitLimit.map { "\($0.permit) \($0.bound.text)" } ?? "" }, "withdrawn": { $0.result.isWithdrawn ? "1" : "0" },
        ]
    }

    private var parameter: DischargeParameter? { DischargeParameters.shipped[result.parameter] }
}

extension DischargeCaseList {
    /// What the firm means to do and who answers for it stand empty once erased.
    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(
            cases,
            PlaceNames(sites: sites, organisations: organisations).columns { $0.site } + [
                "case": { $0.id.description }, "outlet": { outlets[$0.outlet]?.code ?? "" },
                "parameter": { DischargeParameters.shipped[$0.parameter]?.names[.english] ?? $0.parameter }, "state": { "\($0.state)" },
                "opened_on": { zone.date(of: $0.openedAt).description }, "results": { String(inUse[$0.id] ?? 0) },
                "due_on": { $0.plan?.due.description ?? "" }, "asks_help": { $0.asksHelp ? "1" : "0" },
                "action": { $0.plan.flatMap { texts[$0.action] } ?? "" }, "owner": { $0.plan.flatMap { texts[$0.owner] } ?? "" },
            ])
    }
}

extension DischargeTrend {
    /// A row for each month and parameter: what was measured, what flowed, what it carried.
    ///
    /// - Parameter parameter: the only one; all that were measured unless said.
    public func file(of parameter: DischargeParameter? = nil) -> FileRows {
        let columns: FileColumns<(series: Series, figure: MonthFigure)> = [
            "month": { $0.figure.month.description }, "outlet": { _ in outlet.code }, "parameter": { $0.series.parameter.names[.english] ?? "" },
            "unit": { $0.series.parameter.unit }, "results": { String($0.figure.mean?.count ?? 0) },
            "below_detection": { String($0.figure.mean?.belowDetection ?? 0) }, "mean_low": { digits($0.figure.mean?.low) },
            "mean_high": { digits($0.figure.mean?.high) }, "volume_m3": { $0.figure.volume?.volume.cubicMetres ?? "" },
            "load_low_kg": { kilograms($0.figure.load?.low) }, "load_high_kg": { kilograms($0.figure.load?.high) },
        ]
        let told = series.filter { parameter == nil || $0.parameter.code == parameter?.code }
        return FileRows(told.flatMap { series in series.figures.map { (series: series, figure: $0) } }, columns)
    }
}

extension Bound {
    /// In digits of files: `< 80`, `6 to 9`.
    public var text: String {
        switch relation {
        case .range: "\(lower?.description ?? "") to \(upper?.description ?? "")"
        default: "\(relation.rawValue) \((upper ?? lower)?.description ?? "")"
        }
    }
}
