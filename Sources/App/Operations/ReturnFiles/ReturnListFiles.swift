// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Returns
import Stores
import Tabular

// Lists of returns as files: what stands on the page, in codes and digits that programs read.

extension ReturnList {
    public func csv(_ zone: CivilZone) -> [UInt8] {
        var writer = CSVWriter(columns: ["return", "site", "data_set", "period", "due_on", "standing", "sent_on", "times_sent"], forSpreadsheets: true)
        for line in lines {
            writer.append([
                line.made?.id.description ?? "", sites[line.site]?.nameEnglish ?? "", line.dataSet.id, line.period.description, line.due.description,
                "\(line.standing(on: today))", line.made?.firstSentAt.map { zone.date(of: $0).description } ?? "", String(line.made?.filings.count ?? 0),
            ])
        }
        return writer.bytes
    }
}

extension ReturnAreaList {
    public static var writer: CSVWriter {
        CSVWriter(
            columns: [
                "return", "registration_number", "organisation", "site", "province", "data_set", "period", "due_on", "state", "sent_on", "times_sent",
            ], forSpreadsheets: true)
    }

    public func append(to writer: inout CSVWriter, _ zone: CivilZone) {
        for made in returns {
            let firm = organisations[made.head.organisation]
            writer.append([
                made.id.description, firm?.registrationNumber ?? "", firm?.nameEnglish ?? "", sites[made.head.site]?.nameEnglish ?? "", made.head.province,
                made.head.dataSet, made.head.period.description, made.head.due.description, "\(made.state)",
                made.firstSentAt.map { zone.date(of: $0).description } ?? "", String(made.filings.count),
            ])
        }
    }
}

extension Platform {
    /// Every answer of a firm's returns of some months, one a row: of what was sent the last that counts, else of the draft.
    ///
    /// - Returns: CSV with a figure as it was given, and as it is kept in the whole unit of its kind.
    public func returnFigures(of organisation: OrganisationID, months: ClosedRange<Month>, by actor: Actor) async throws -> [UInt8] {
        let dataSets = self.dataSets
        return try await read { r in
            let firm = try r.registry.organisation(organisation)
            let sites = try r.registry.sites(of: organisation).filter { may(.readReturn, actor: actor, subject: r.subject(of: $0)).isAllowed }
            if sites.isEmpty { throw PlatformError.notFound }
            var writer = CSVWriter(
                columns: [
                    "return", "registration_number", "site", "data_set", "period", "state", "field", "waste", "destination", "answer", "given", "unit",
                    "method", "whole", "whole_unit", "source", "low", "high", "low_whole", "high_whole", "basis", "basis_source",
                ], forSpreadsheets: true)
            let found = try r.returns.returns(of: sites.map(\.id), since: Period.month(months.lowerBound).first, limit: 5000)
            for made in found.reversed() where made.head.period.first <= Period.month(months.upperBound).last {
                let head = [
                    made.id.description, firm?.registrationNumber ?? "", sites.first { $0.id == made.head.site }?.nameEnglish ?? "", made.head.dataSet,
                    made.head.period.description, "\(made.state)",
                ]
                let answers = made.counting?.answers ?? made.answers
                let kinds = dataSets.set(made.head.dataSet, version: made.head.dataSetVersion)?.fields ?? []
                for answer in answers.fields {
                    let kind = kinds.first { $0.id == answer.field }?.kind
                    writer.append(
                        head + [answer.field, "", ""] + answer.value.texts(kind?.baseSymbol ?? "") + [answer.source.rawValue]
                            + answer.ends(try answer.estimate?.said.flatMap { try r.journal.open($0) }))
                }
                for line in answers.wastes {
                    writer.append(
                        head + ["", line.waste.text, line.destination.rawValue] + AnswerValue.figure(line.figure).texts("g") + [line.source.rawValue]
                            + ReturnAnswer.noEnds)
                }
            }
            return writer.bytes
        }
    }
}

extension ReturnAnswer {
    fileprivate static let noEnds = Array(repeating: "", count: 6)

    /// Between what an estimate lies, as given and in the whole unit, how that is known and in whose words; blank where a meter measured it.
    ///
    /// - Parameter words: the firm's own.
    fileprivate func ends(_ words: String?) -> [String] {
        guard let estimate, let figure = value.figure else { return Self.noEnds }
        // In the unit of the figure where that is a power of ten of the whole one.
        let scale = ["m3": 6, "L": 3][figure.unit]
        func given(_ whole: Int64) -> String { scale.map { ExactDecimal(digits: whole, scale: $0).withoutTrailingZeros.description } ?? "" }
        return [
            given(estimate.low), given(estimate.high), String(estimate.low), String(estimate.high), estimate.way.rawValue,
            words ?? estimate.source,
        ]
    }
}

extension AnswerValue {
    /// What was answered: number, unit, method, whole and its unit; blank where there is no figure.
    fileprivate func texts(_ base: String) -> [String] {
        switch self {
        case .figure(let figure): ["figure", figure.number, figure.unit, figure.method.rawValue, String(figure.whole), base]
        case .nothing: ["nothing", "", "", "", "", ""]
        case .unknown: ["unknown", "", "", "", "", ""]
        case .bill: ["bill", "", "", "", "", ""]
        }
    }
}
