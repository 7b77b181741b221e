// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Returns
import Stores
import Tabular

// Lists of returns as files: what stands on the page, in codes and digits that programs read.

extension ReturnList {
    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(
            lines,
            ["return": { $0.made?.id.description ?? "" }] + .name("site", { sites[$0.site] }) + [
                "data_set": { $0.dataSet.id }, "period": { $0.period.description }, "due_on": { $0.due.description },
                "standing": { "\($0.standing(on: today))" }, "sent_on": { $0.made?.firstSentAt.map { zone.date(of: $0).description } ?? "" },
                "times_sent": { String($0.made?.filings.count ?? 0) },
            ])
    }
}

extension ReturnAreaList {
    /// How many answers changed since it was sent before is told to those who decide, of what waits for them.
    public func file(_ zone: CivilZone) -> FileRows {
        func changed(_ made: SiteReturn) -> Int? { mayDecide && made.state == .submitted ? made.changedAnswers : nil }
        return FileRows(
            returns,
            ["return": { $0.id.description }] + .place({ organisations[$0.head.organisation] }, { sites[$0.head.site] }) + [
                "province": { $0.head.province }, "data_set": { $0.head.dataSet }, "period": { $0.head.period.description },
                "due_on": { $0.head.due.description }, "state": { "\($0.state)" },
                "sent_on": { $0.firstSentAt.map { zone.date(of: $0).description } ?? "" }, "times_sent": { String($0.filings.count) },
                "unusual": { String($0.unusual) }, "changed": { changed($0).map { String($0) } ?? "" },
            ])
    }
}

extension SiteReturn {
    /// How much checks found in what was sent last.
    public var unusual: Int { filings.last?.act.findings?.count ?? 0 }
    /// How many answers differ from what was sent before; `nil` where nothing was.
    public var changedAnswers: Int? { filingBefore.map { answers.differences(from: $0.answers) } }
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
