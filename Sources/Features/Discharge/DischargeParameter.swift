// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular
import Wording

// Discharge: what leaves a site by pipe or stack. Outlets, laboratory results, the limits of the day and what they say of a result, the cases
// that an exceedance opens, and the loads that follow from volumes. Pure: no clock, no database.
//
//   DischargeParameter, DischargeParameters   what is measured, its unit and the names laboratories give it
//   ResultUnits                               units of results, and their conversion by the list of units
//   Outlet, OutletStanding                    a pipe or stack, and where it leads from which day on
//   LabResult, ResultReading                  a result as given and as converted, once and for all
//   DischargeLimit, DischargeLimits           limits with source and confidence, shipped and loaded
//   Bound, Judgement                          what a limit says of a result
//   PermitLimit                               a limit of the site's own permit
//   DischargeCase                             what follows from an exceedance, as a table of steps
//   DischargeVolume, DischargeLoad            volumes of months, and the kilograms that left with them

/// What flows out: water by a pipe, or air by a stack.
public enum DischargeMedium: String, CaseIterable, Codable, Sendable {
    case water, air
}

/// Something that laboratories measure in what is discharged.
public struct DischargeParameter: Hashable, Sendable {
    /// `bod5`; stands in every result and is never changed.
    public var code: String
    public var medium: DischargeMedium
    /// In which limits and results are compared.
    public var unit: String
    /// Concentration times volume is a load that is told.
    public var hasLoad: Bool
    public var names: [Language: String]
    /// Folded names under which laboratories report it.
    var written: Set<String>

    /// A result of zero can be measured: a temperature, a pH, an opacity. Of a concentration nothing below the detection limit is known.
    public var canBeZero: Bool { ["°C", "pH", "%", "Pt-Co"].contains(unit) }

    /// What a value may be at all, in ``unit``.
    public var range: ClosedRange<Int64> {
        switch unit {
        case "pH": 0...14
        case "°C": medium == .air ? -20...2000 : -5...110
        case "%": 0...100
        case "MPN/100 mL": 0...1_000_000_000_000
        default: 0...10_000_000
        }
    }
}

/// All parameters, in the order of their list.
public struct DischargeParameters: Sendable {
    public let all: [DischargeParameter]
    private let byCode: [String: Int]

    public static let shipped = DischargeParameters(
        DischargeResource.table("parameters", columns: ["code", "medium", "unit", "load", "en", "km", "vi", "written"]).map { row in
            guard let medium = DischargeMedium(rawValue: row["medium"]) else { preconditionFailure("parameters.csv knows no medium \(row["medium"]).") }
            let names: [Language: String] = [.english: row["en"], .khmer: row["km"], .vietnamese: row["vi"]]
            let written = row["written"].split(separator: "|").map(String.init) + Array(names.values) + [row["code"]]
            return DischargeParameter(
                code: row["code"], medium: medium, unit: row["unit"], hasLoad: row["load"] == "1", names: names,
                written: Set(written.map { TextFolding.fold($0) }))
        })

    init(_ all: [DischargeParameter]) {
        self.all = all
        byCode = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.code, $0) })
    }

    public subscript(code: String) -> DischargeParameter? { byCode[code].map { all[$0] } }

    public func of(_ medium: DischargeMedium) -> [DischargeParameter] { all.filter { $0.medium == medium } }

    /// The parameter that somebody wrote: its code, its name in any language, or what laboratories call it.
    public func named(_ text: some StringProtocol, in medium: DischargeMedium) -> DischargeParameter? {
        let folded = TextFolding.fold(text)
        return folded.isEmpty ? nil : all.first { $0.medium == medium && $0.written.contains(folded) }
    }
}
