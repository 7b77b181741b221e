// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Tabular

// Lists of discharge as files: what stands on the page, in codes and digits that programs read.

extension OutletList {
    public func csv(_ platform: Platform) -> [UInt8] {
        var writer = CSVWriter(
            columns: [
                "outlet", "site", "registration_number", "organisation", "medium", "name", "receiving", "receiving_name", "column", "opened_on", "closed_on",
                "last_sampled_on", "open_cases",
            ], marksOrder: true)
        for line in lines {
            let (outlet, standing) = (line.outlet, line.outlet.standing(on: platform.today))
            let site = sites[outlet.site]
            let organisation = site.flatMap { organisations[$0.organisation] }
            writer.append([
                outlet.code, site?.nameEnglish ?? "", organisation?.registrationNumber ?? "", organisation?.nameEnglish ?? "", outlet.medium.rawValue,
                outlet.name,
                standing.receiving.rawValue, standing.name, standing.column ?? "", outlet.openedOn.description, outlet.closedOn?.description ?? "",
                line.lastSampled?.description ?? "", String(line.openCases),
            ])
        }
        return writer.bytes
    }
}

extension ResultList {
    public func csv() -> [UInt8] {
        var writer = CSVWriter(
            columns: [
                "result", "registration_number", "organisation", "site", "outlet", "parameter", "sampled_on", "reported_on", "operator", "value", "unit",
                "compared_value", "compared_unit", "detection_limit", "laboratory", "method", "sample", "standard_verdict", "standard_limit", "permit_verdict",
                "permit_limit", "withdrawn",
            ], marksOrder: true)
        for judged in results {
            let (result, parameter) = (judged.result, DischargeParameters.shipped[judged.result.parameter])
            let site = sites[result.site]
            let organisation = site.flatMap { organisations[$0.organisation] }
            writer.append([
                result.id.description, organisation?.registrationNumber ?? "", organisation?.nameEnglish ?? "", site?.nameEnglish ?? "", judged.outlet.code,
                parameter?.names[.english] ?? result.parameter, result.sampledOn.description, result.reportedOn?.description ?? "",
                result.reading.sign.rawValue,
                result.reading.given.description, result.reading.unit, result.reading.value.description, parameter?.unit ?? "",
                result.reading.detection?.description ?? "", result.laboratory, result.method, result.sample, judged.verdict.standard.finding.rawValue,
                judged.verdict.limit.map { "\($0.id) \($0.bound.text)" } ?? "", judged.verdict.permit.finding.rawValue,
                judged.verdict.permitLimit.map { "\($0.permit) \($0.bound.text)" } ?? "", result.isWithdrawn ? "1" : "0",
            ])
        }
        return writer.bytes
    }
}

extension DischargeCaseList {
    public func csv(_ zone: CivilZone) -> [UInt8] {
        var writer = CSVWriter(
            columns: ["case", "registration_number", "organisation", "site", "outlet", "parameter", "state", "opened_on", "results", "due_on", "asks_help"],
            marksOrder: true)
        for found in cases {
            let site = sites[found.site]
            let organisation = site.flatMap { organisations[$0.organisation] }
            writer.append([
                found.id.description, organisation?.registrationNumber ?? "", organisation?.nameEnglish ?? "", site?.nameEnglish ?? "",
                outlets[found.outlet]?.code ?? "", DischargeParameters.shipped[found.parameter]?.names[.english] ?? found.parameter, "\(found.state)",
                zone.date(of: found.openedAt).description, String(found.results.count), found.plan?.due.description ?? "", found.asksHelp ? "1" : "0",
            ])
        }
        return writer.bytes
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

extension PipeList {
    public func csv() -> [UInt8] {
        var writer = CSVWriter(
            columns: [
                "pipe", "registration_number", "organisation", "site", "outlet", "works", "from", "until", "state", "latest_month", "latest_state",
                "latest_agreed_ml",
            ], marksOrder: true)
        for line in lines {
            let (pipe, site) = (line.pipe, sites[line.pipe.site])
            let organisation = site.flatMap { organisations[$0.organisation] }
            writer.append([
                pipe.id.description, organisation?.registrationNumber ?? "", organisation?.nameEnglish ?? "", site?.nameEnglish ?? "",
                line.outlet?.code ?? "", pipe.works.flatMap { sites[$0]?.nameEnglish } ?? "", pipe.from.description, pipe.until?.description ?? "",
                "\(pipe.state)", line.latest?.month.description ?? "", line.latest.map { "\($0.state)" } ?? "",
                line.latest?.agreed.map { String($0.volume.raw) } ?? "",
            ])
        }
        return writer.bytes
    }
}
