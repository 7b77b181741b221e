// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Wording

extension PageRequest {
    /// A period as the language writes it: `October 2026`, `Quarter 3 of 2026`.
    func text(of period: Period) -> String {
        switch period {
        case .day(let day): words.date(day)
        case .month(let month): words.month(month)
        case .quarter(let year, let number):
            words(DataSetPhrase.periodOfQuarter, ["number": .numeral(Int64(number)), "year": .numeral(Int64(year))])
        case .year(let year): words(DataSetPhrase.periodOfYear, ["year": .numeral(Int64(year))])
        }
    }

    /// A unit as it is written after a number: its symbol, or its name where the symbol is ours alone.
    func unitLabel(_ symbol: String) -> String { unitLabel(symbol, in: words) }

    func unitLabel(_ symbol: String, in words: Words) -> String {
        switch symbol {
        case "person": return words[DataSetPhrase.unitPerson]
        case "day": return words[DataSetPhrase.unitDay]
        case "°C": return words[DataSetPhrase.unitDegrees]
        case "m3": return "m³"
        case "Nm3": return "Nm³"
        default: break
        }
        let isOurs = symbol.contains("_") || ["piece", "pair", "dozen"].contains(symbol)
        guard isOurs, let unit = platform.lists.units.row(symbol) else { return symbol }
        return platform.lists.name(of: unit, in: words.language).text
    }

    /// A figure as it was given, with its unit.
    func text(of figure: GivenFigure) -> String { number(figure.number) + "\u{A0}" + unitLabel(figure.unit) }

    /// Canonical decimal text as the language writes it.
    private func number(_ text: String) -> String { ExactDecimal(text).map { words.decimal($0.digits, scale: $0.scale) } ?? text }

    /// What a figure came to in the unit in which figures of its kind are read; `nil` when it was given in it.
    func meaning(of figure: GivenFigure, kind: QuantityKind) -> String? {
        let common: [QuantityKind: String] = [
            .mass: "kg", .volume: "m3", .energy: "kWh", .gasVolume: "Nm3", .time: "h", .length: "km", .count: "piece",
        ]
        guard let symbol = common[kind], symbol != figure.unit, figure.unit != "pair" || kind != .count,
            let number = platform.lists.units.edition(on: platform.today).number(of: figure.whole, in: symbol)
        else { return nil }
        return words.decimal(number.digits, scale: number.scale) + "\u{A0}" + unitLabel(symbol)
    }

    /// An answer in words.
    func text(of value: AnswerValue) -> String {
        switch value {
        case .figure(let figure): text(of: figure)
        case .nothing: words[ReturnPagePhrase.answerNothing]
        case .unknown: words[ReturnPagePhrase.answerUnknown]
        case .bill: words[ReturnPagePhrase.billSeen]
        }
    }

    func chip(_ standing: ReturnStanding) -> StatusChip { StatusChip(text: words[standing.phrase], tone: standing.tone) }

    func chip(_ state: ReturnState) -> StatusChip {
        let tone: Tone =
            switch state {
            case .draft: .neutral
            case .submitted: .waiting
            case .sentBack: .warning
            case .approved: .good
            case .reopened: .moving
            }
        return StatusChip(text: words[state.phrase], tone: tone)
    }

    /// The plant that a waste line names, else what became of it.
    func text(of line: WasteAnswer, _ names: NoteNames) -> String {
        guard line.destination == .note, let site = line.site.flatMap({ names.sites[$0] }) else { return words[line.destination.phrase] }
        return names.organisations[site.organisation].map(name(of:)) ?? name(of: site)
    }

    /// The register that a figure of notes was summed from.
    func registerLink(of line: WasteAnswer?, _ head: ReturnHead, _ set: DataSet) -> URLPath {
        let kind: URLPath = set.wastes == .received || line?.destination == .received ? "/registers/incoming" : "/registers/outgoing"
        return kind.setting("from", head.period.months.lowerBound.description).setting("until", head.period.months.upperBound.description)
            .setting("site", head.site.description)
    }
}

extension ReturnStanding {
    /// Its group in the list.
    var phrase: ReturnPagePhrase {
        switch self {
        case .overdue: .groupOverdue
        case .toMend: .groupToMend
        case .due: .groupDue
        case .running: .groupRunning
        case .waiting: .groupWaiting
        case .approved: .groupApproved
        }
    }

    var tone: Tone {
        switch self {
        case .overdue: .danger
        case .toMend: .warning
        case .due: .waiting
        case .running: .neutral
        case .waiting: .moving
        case .approved: .good
        }
    }
}

extension ReturnLine {
    /// Where one goes on with it.
    var href: URLPath {
        guard let made else {
            let path: URLPath = "/returns/new"
            return path.setting("site", site.description).setting("set", dataSet.id).setting("period", period.description)
        }
        return made.state.isOpen ? "/returns/\(made.id)/edit" : "/returns/\(made.id)"
    }
}

extension MeasurementMethod {
    var dataPhrase: DataSetPhrase {
        switch self {
        case .weighed: .methodWeighed
        case .metered: .methodMetered
        case .counted: .methodCounted
        case .invoiced: .methodInvoiced
        case .estimated: .methodEstimated
        }
    }
}

extension PeriodKind {
    var phrase: DataSetPhrase {
        switch self {
        case .month: .periodMonth
        case .quarter: .periodQuarter
        case .year: .periodYear
        }
    }
}
