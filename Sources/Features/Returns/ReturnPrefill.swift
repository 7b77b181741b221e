// SPDX-License-Identifier: Apache-2.0

import Domain

/// What hand-over notes of a period show of a site.
public struct NotesOfPeriod: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public var waste: WasteCodeID
        public var destination: WasteDestination
        public var site: SiteID?
        public var mass: Mass

        public init(waste: WasteCodeID, destination: WasteDestination, site: SiteID?, mass: Mass) {
            self.waste = waste
            self.destination = destination
            self.site = site
            self.mass = mass
        }
    }

    /// One line for each waste and way.
    public var sent: [Line] = []
    public var received: [Line] = []
    /// By the firm, on the road.
    public var carried = Mass.zero

    public init() {}

    static func total(_ lines: [Line]) -> Mass { lines.reduce(.zero) { $0 + $1.mass } }
}

/// What is known before anybody types.
public struct ReturnPrefill: Sendable {
    public var notes = NotesOfPeriod()
    /// What was sent for the period before, if anything.
    public var last: ReturnAnswers?
    /// Sums over shorter returns of the same site, by field, with the unit to show them in.
    public var sums: [String: GivenFigure] = [:]

    /// Between what such sums lie, where part of them are estimates.
    public var sumEstimates: [String: FigureEstimate] = [:]

    public init() {}

    /// Answers that can be filled in; nobody has looked at them yet.
    public func answers(_ set: DataSet, isic: String) -> ReturnAnswers {
        let fields = set.fields(for: isic).compactMap { field -> ReturnAnswer? in
            guard let (value, source) = value(of: field) else { return nil }
            var answer = ReturnAnswer(field: field.id, value: value, source: source, isConfirmed: false)
            if source == .sums { answer.estimate = sumEstimates[field.id] }
            return answer
        }
        let lines: [NotesOfPeriod.Line] =
            switch set.wastes {
            case .none: []
            case .sent: notes.sent
            case .received: notes.received
            }
        return ReturnAnswers(fields: fields, wastes: Self.merged(lines))
    }

    /// Everything as it was last time, for fields that nobody has answered.
    public func sameAsLast(_ set: DataSet, isic: String, over known: ReturnAnswers) -> ReturnAnswers {
        guard let last else { return known }
        let missing = set.fields(for: isic).filter { known[$0.id] == nil }.compactMap { field -> ReturnAnswer? in
            guard let value = last[field.id]?.value, value.isRepeatable else { return nil }
            return ReturnAnswer(field: field.id, value: value, source: .last, isConfirmed: false)
        }
        return ReturnAnswers(fields: known.fields + missing, wastes: known.wastes)
    }

    /// The answers with what the notes show now where nobody has touched it: notes go on while a return is open.
    public func refreshing(_ known: ReturnAnswers, _ set: DataSet, isic: String) -> ReturnAnswers {
        let fresh = answers(set, isic: isic)
        var fields = known.fields.map { answer in
            answer.source == .notes && !answer.isConfirmed ? fresh[answer.field].flatMap { $0.source == .notes ? $0 : nil } ?? answer : answer
        }
        fields += fresh.fields.filter { $0.source == .notes && known[$0.field] == nil }
        let touched = known.wastes.filter { $0.source != .notes || $0.isConfirmed }
        let kept = Set(touched.map(\.key))
        return ReturnAnswers(fields: fields, wastes: touched + fresh.wastes.filter { !kept.contains($0.key) })
    }

    private func value(of field: DataField) -> (AnswerValue, AnswerSource)? {
        switch field.prefill {
        case .received: return Self.figure(NotesOfPeriod.total(notes.received))
        case .sent: return Self.figure(NotesOfPeriod.total(notes.sent))
        case .carried: return Self.figure(notes.carried)
        case .sums:
            if let sum = sums[field.id] { return (.figure(sum), .sums) }
        case .last:
            if let value = last?[field.id]?.value, value.isRepeatable { return (value, .last) }
        case .typed: break
        }
        // What a factory does not have it seldom has the month after.
        if last?[field.id]?.value == .nothing { return (.nothing, .last) }
        return nil
    }

    private static func figure(_ mass: Mass) -> (AnswerValue, AnswerSource)? {
        mass > .zero ? (.figure(GivenFigure(notes: mass)), .notes) : nil
    }

    private static func merged(_ lines: [NotesOfPeriod.Line]) -> [WasteAnswer] {
        var sums: [WasteKey: Mass] = [:]
        for line in lines where line.mass > .zero {
            sums[WasteKey(waste: line.waste, destination: line.destination, site: line.site), default: .zero] += line.mass
        }
        return sums.map { key, mass in
            WasteAnswer(
                waste: key.waste, destination: key.destination, site: key.site, figure: GivenFigure(notes: mass), source: .notes, isConfirmed: false)
        }
    }
}

extension AnswerValue {
    /// A figure or *nothing* may be the same again; a photo of a bill or *not known* may not.
    fileprivate var isRepeatable: Bool {
        switch self {
        case .figure, .nothing: true
        case .unknown, .bill: false
        }
    }
}
