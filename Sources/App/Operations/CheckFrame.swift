// SPDX-License-Identifier: Apache-2.0

import Checks
import CodeLists
import Domain
import Returns

/// How checks see the answers to a data set at a site of an industry.
struct CheckFrame {
    let set: DataSet
    let isic: String
    let fields: [DataField]

    init(_ set: DataSet, isic: String) {
        self.set = set
        self.isic = isic
        fields = set.fields(for: isic)
    }

    /// - Parameter opening: grams of waste in store when the period began.
    func checked(_ answers: ReturnAnswers, opening: Int64?) -> CheckedPeriod {
        let checked = Dictionary(answers.fields.map { ($0.field, $0.value.checked) }, uniquingKeysWith: { a, _ in a })
        let wastes = answers.wastes.reduce(into: [WasteCodeID: Int64]()) { $0[$1.waste, default: 0] += $1.figure.whole }
        let left = set.wastes == .sent ? wastes.values.reduce(0, +) : told(checked)
        let generated = left.map { SiteMonth.generated(left: $0, stock: checked["wasteStock"]?.figure, opening: opening) }
        return CheckedPeriod(answers: checked, wastes: wastes, generated: generated, energy: EnergyContents.shipped.sum(checked))
    }

    func subject(_ period: Period, now: CheckedPeriod, past: [CheckedPeriod] = [], lastYear: CheckedPeriod? = nil) -> CheckSubject {
        CheckSubject(
            dataSet: set.id, sector: isic, day: period.last, days: Int(period.last.dayNumber - period.first.dayNumber) + 1, fields: fields.map(\.id),
            measured: Set(fields.filter { ![.people, .days, .degrees].contains($0.kind) && $0.id != "wasteStock" }.map(\.id)),
            products: fields.filter { $0.section == "products" }.map(\.id), now: now, past: past, lastYear: lastYear)
    }

    /// Fields in which simple and yearly returns tell the waste that left, of all kinds together.
    private static let left = ["wasteSent", "wasteCollected", "wasteBurned"]

    /// Grams of waste that left by a return without single wastes; `nil` where it is not asked for, or part of it is not known.
    private func told(_ checked: [String: CheckAnswer]) -> Int64? {
        let asked = Self.left.filter { id in fields.contains { $0.id == id } }
        let known = asked.compactMap { checked[$0]?.amount }
        return asked.isEmpty || known.count < asked.count ? nil : Int64(known.reduce(0, +))
    }

    /// The month, or of simple and yearly returns the quarter or year, as sites are compared by it; `nil` of returns that say nothing of production and
    /// waste.
    func month(_ made: SiteReturn, _ answers: ReturnAnswers, opening: Int64? = nil) -> SiteMonth? {
        guard fields.contains(where: { $0.section == "products" }) else { return nil }
        let months = made.head.period.months
        let length = Int(months.upperBound.index - months.lowerBound.index) + 1
        guard set.wastes == .sent ? length == 1 : length > 1 else { return nil }
        let subject = subject(made.head.period, now: checked(answers, opening: nil))
        func whole(_ names: [String]) -> Int64? { subject.amount(CheckOperand(text: names.joined(separator: "+"))).map { Int64($0) } }
        guard let left = set.wastes == .sent ? subject.now.wastes.values.reduce(0, +) : told(subject.now.answers) else { return nil }
        var row = SiteMonth(
            site: made.head.site, month: months.lowerBound, made: made.id, sector: isic, province: made.head.province,
            product: subject.amount(.product).map { Int64($0) }, energy: subject.amount(.energy).map { Int64($0) },
            water: whole(["waterPublic", "waterWell", "waterSurface", "waterTanker", "waterAll"]),
            wastewater: whole(["wastewaterSewer", "wastewaterSurface", "wastewaterAll"]), workers: whole(["workersWomen", "workersMen", "workersAll"]),
            days: whole(["workingDays"]), left: left, stock: subject.now.answers["wasteStock"]?.figure, opening: opening)
        (row.length, row.set) = (length, length == 1 ? "" : set.id)
        return row
    }
}

extension SiteMonth {
    /// What counts of a return: the last version approved, else the last one sent.
    init?(_ made: SiteReturn, _ set: DataSet) {
        guard let counting = made.counting, let row = CheckFrame(set, isic: made.head.isic).month(made, counting.answers) else { return nil }
        self = row
    }
}

extension AnswerValue {
    var checked: CheckAnswer {
        switch self {
        case .figure(let figure): .figure(figure.whole)
        case .nothing: .nothing
        case .unknown: .unknown
        case .bill: .shown
        }
    }
}

extension ReturnFinding {
    /// - Parameter formula: of the estimate at which something was found.
    init(_ found: CheckFinding, isFar: Bool?, formula: FigureEstimate.Formula? = nil) {
        self.init(
            rule: found.rule, edition: CheckRules.edition, kind: found.kind.rawValue, field: found.field, waste: found.waste,
            found: found.found.map(Self.whole), low: found.low.map(Self.whole), high: found.high.map(Self.whole),
            factor: found.factor, isFar: isFar)
        guard found.kind == .outdated else { return }
        (self.formula, was, now) = (formula, found.was.map(Self.whole), found.now.map(Self.whole))
    }

    /// Nearest whole number; what no 64 bits hold is as much as they do.
    private static func whole(_ value: Double) -> Int64 { Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max) }

    /// The field as pages and files name it; `waste` for the wastes of the period.
    var place: String { field == CheckOperand.waste.text ? "waste" : field }

    /// What was found and what was expected, in the unit in which such figures are read.
    public func problem(in set: DataSet) -> Problem {
        let asked = set.fields.first { $0.id == field }
        let unit = unit(in: set)
        func number(_ whole: Int64?) -> Fact { .number(Int64((Double(whole ?? 0) / unit.whole).rounded())) }
        var facts: [String: Fact] = [
            "field": asked?.phrase.fact ?? CheckPhrase.wasteOfPeriod.fact, "found": number(found), "low": number(low), "high": number(high),
            "unit": .text(unit.text),
        ]
        if let factor { facts["factor"] = .number(Int64(factor)) }
        if let waste { facts["code"] = .text(waste.description) }
        if let was, let now, let formula {
            let isWater = formula == .waterBalance
            let unit = ReadableUnit(isWater ? .volume : .mass, largest: max(was, now))
            facts["input"] = (isWater ? CheckPhrase.inputWater : .inputProduct).fact
            facts["inputUnit"] = .text(unit.text)
            for (name, whole) in [("was", was), ("now", now)] { facts[name] = .number(Int64((Double(whole) / unit.whole).rounded())) }
        }
        let kind = CheckKind(rawValue: kind)
        let phrase: CheckPhrase = kind == .outdated && low == nil ? .sayOutdatedNothing : kind?.phrase ?? .sayUsual
        return phrase.problem(place, facts)
    }

    /// In which its figures are read.
    func unit(in set: DataSet?) -> ReadableUnit {
        ReadableUnit(set?.fields.first { $0.id == field }?.kind ?? .mass, largest: max(found ?? 0, high ?? 0))
    }
}

/// A unit in which a figure has few digits and loses nothing that matters.
struct ReadableUnit {
    /// How many whole units are one of it.
    var whole: Double
    /// As written after a number; empty for what is only counted.
    var symbol: String

    /// As it stands behind a number in a sentence.
    var text: String { symbol.isEmpty ? "" : "\u{A0}" + symbol }

    private static let units: [QuantityKind: [(symbol: String, whole: Double)]] = [
        .mass: [("kg", 1000), ("g", 1)], .volume: [("m³", 1_000_000), ("L", 1000)], .gasVolume: [("Nm³", 1000)], .energy: [("kWh", 1000), ("Wh", 1)],
        .time: [("h", 3600), ("s", 1)], .length: [("km", 1000), ("m", 1)], .degrees: [("°C", 1)],
    ]

    init(_ kind: QuantityKind, largest: Int64) {
        let choices = Self.units[kind] ?? []
        let chosen = choices.first { Double(largest) >= 10 * $0.whole } ?? choices.last
        whole = chosen?.whole ?? 1
        symbol = chosen?.symbol ?? ""
    }
}
