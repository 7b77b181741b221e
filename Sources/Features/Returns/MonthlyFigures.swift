// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

/// What a site reported for one month by the filings that count.
public struct MonthlyFigure: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        case field(String)
        case waste(WasteCodeID, WasteDestination)
    }

    public var subject: Subject
    public var kind: QuantityKind
    /// In the whole unit of the kind; `nil` where nobody knows, or only a bill was shown.
    public var whole: Int64?
    /// The return it stands in.
    public var siteReturn: ReturnID
    /// It is the month's share of a figure for a longer period.
    public var isSpread: Bool
}

/// Figures of a site month by month. Of two returns that tell the same thing the one for the shorter period counts; what a longer one tells beyond
/// the shorter ones is shared over the months that they leave out. Where two sets of one length ask for the same figure, the first by name counts.
///
/// - Parameters:
///   - returns: of one site, each with a filing that counts; others are passed over.
///   - months: those asked for.
public func monthlyFigures(of returns: [SiteReturn], in months: ClosedRange<Month>, sets: DataSets) -> [Month: [MonthlyFigure]] {
    struct Told {
        var made: SiteReturn
        var kind: QuantityKind
        var whole: Int64?
        var isFlow: Bool
    }
    var told: [MonthlyFigure.Subject: [Told]] = [:]
    func span(_ made: SiteReturn) -> [Month] {
        let own = made.head.period.months
        return (own.lowerBound.index...own.upperBound.index).map { Month(index: $0) }
    }
    let ordered = returns.sorted { (span($0).count, $0.head.dataSet, $0.id) < (span($1).count, $1.head.dataSet, $1.id) }
    for made in ordered {
        guard let answers = made.counting?.answers, let set = sets.set(made.head.dataSet, version: made.head.dataSetVersion) else { continue }
        for answer in answers.fields {
            guard let field = set.fields.first(where: { $0.id == answer.field }) else { continue }
            let whole: Int64? =
                switch answer.value {
                case .figure(let figure): figure.whole
                case .nothing: 0
                case .unknown, .bill: nil
                }
            told[.field(field.id), default: []].append(Told(made: made, kind: field.kind, whole: whole, isFlow: field.isFlow))
        }
        var wastes: [MonthlyFigure.Subject: Int64] = [:]
        for line in answers.wastes { wastes[.waste(line.waste, line.destination), default: 0] += line.figure.whole }
        for (subject, whole) in wastes { told[subject, default: []].append(Told(made: made, kind: .mass, whole: whole, isFlow: true)) }
    }
    var result: [Month: [MonthlyFigure]] = [:]
    for (subject, all) in told {
        var found: [Month: MonthlyFigure] = [:]
        for one in all {
            let span = span(one.made)
            let open = span.filter { found[$0]?.whole == nil }
            guard !open.isEmpty else { continue }
            let known = span.reduce(Int64(0)) { $0 + (found[$1]?.whole ?? 0) }
            let shares: [Int64?] =
                if let whole = one.whole {
                    one.isFlow ? apportion(max(0, whole - known), by: open.map { _ in 1 }).map { $0 } : open.map { _ in whole }
                } else {
                    open.map { _ in nil }
                }
            for (month, share) in zip(open, shares) {
                found[month] = MonthlyFigure(subject: subject, kind: one.kind, whole: share, siteReturn: one.made.id, isSpread: span.count > 1)
            }
        }
        for (month, figure) in found where months.contains(month) { result[month, default: []].append(figure) }
    }
    return result.mapValues { $0.sorted { $0.subject.key < $1.subject.key } }
}

extension MonthlyFigure.Subject {
    /// A name for ordering and keeping: `electricityGrid`, `040222.town`.
    public var key: String {
        switch self {
        case .field(let id): id
        case .waste(let waste, let destination): waste.text + "." + destination.rawValue
        }
    }
}

extension DataField {
    /// Whether it counts what went by in a period, so that a longer period has more of it; stocks, people and temperatures do not.
    public var isFlow: Bool {
        if case .stock = meaning { return false }
        return ![.people, .degrees].contains(kind) && prefill != .last
    }
}
