// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

extension Words {
    /// An exact number as the language writes it.
    func measure(_ measure: Measure) -> String { decimal(measure.number.digits, scale: measure.number.scale) }

    func parameter(_ code: String) -> String { DischargeParameters.shipped[code]?.names[language] ?? code }

    /// The sign and the number as given, with the unit: `< 0.01 mg/L`.
    func reading(_ reading: ResultReading) -> String {
        let sign = reading.sign == .equal ? "" : reading.sign.rawValue + "\u{A0}"
        return sign + measure(reading.given) + unit(reading.unit)
    }

    /// What a limit asks: `≤ 80 mg/L`, `6–9`.
    func bound(_ bound: Bound, unit: String) -> String {
        let (lower, upper) = (bound.lower.map { measure($0) } ?? "", bound.upper.map { measure($0) } ?? "")
        let text: String =
            switch bound.relation {
            case .below: "<\u{A0}" + upper
            case .atMost: "≤\u{A0}" + upper
            case .above: ">\u{A0}" + lower
            case .atLeast: "≥\u{A0}" + lower
            case .range: lower + "–" + upper
            }
        return text + self.unit(unit)
    }

    /// What a column of a standard is called; columns that officers loaded bear their own name.
    func column(_ code: String) -> String { DischargePhrase.column(code).map { self[$0] } ?? code }

    /// A pH has no unit to be said.
    private func unit(_ unit: String) -> String { unit == "pH" ? "" : "\u{A0}" + unit }
}

extension Judgement.Finding {
    var tone: Tone {
        switch self {
        case .within: .good
        case .exceeded: .danger
        case .warned: .warning
        case .undecidable: .waiting
        case .none: .neutral
        }
    }
}

extension DischargeCase.State {
    var tone: Tone {
        switch self {
        case .open: .danger
        case .answered: .waiting
        case .closed: .good
        }
    }
}

extension PageRequest {
    func chip(_ judgement: Judgement) -> StatusChip { StatusChip(text: words[judgement.finding.phrase], tone: judgement.finding.tone) }

    func chip(_ found: DischargeCase) -> StatusChip {
        StatusChip(text: words[found.state.phrase], tone: found.state.tone)
    }

    /// The name of an outlet as its code with where it is.
    func title(of outlet: Outlet) -> String { outlet.name.isEmpty ? outlet.code : outlet.code + " · " + outlet.name }

    /// Where an outlet leads: `River or stream, Tonle Bassac`.
    func receiving(_ standing: OutletStanding) -> HTML {
        let name = HTML.ifPresent(standing.name.isEmpty ? nil : standing.name) { ", <span translate=\"no\">\($0)</span>" }
        return "\(words[standing.receiving.phrase])\(name)"
    }

    func columnName(_ column: String?) -> String { column.map { words.column($0) } ?? words[DischargePhrase.receivingUnknown] }

    func link(to outlet: Outlet) -> HTML {
        let href: URLPath = "/discharge/outlets/\(outlet.id)"
        return "<a href=\"\(href)\" translate=\"no\">\(title(of: outlet))</a>"
    }

    /// A page of discharge.
    func dischargePage(_ title: String, back: URLPath, isWide: Bool = false, status: Int = 200, body: HTML) -> PageAnswer {
        .page(document(title, current: .discharge, back: back, isWide: isWide, body: body), status: status)
    }
}

/// Text that names somebody or something and is not translated.
func untranslated(_ text: String) -> HTML { "<span translate=\"no\">\(text)</span>" }
