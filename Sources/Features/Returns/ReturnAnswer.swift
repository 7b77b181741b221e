// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

/// A figure exactly as it was given, and what it came to once and for all.
public struct GivenFigure: Hashable, Codable, Sendable {
    /// Canonical decimal text, such as `1.24`.
    public var number: String
    /// A unit's symbol, or the fixed word of kinds without one.
    public var unit: String
    public var method: MeasurementMethod
    /// Edition of the unit list whose factor was used.
    public var conversion: String
    /// In the whole unit of the field's kind.
    public var whole: Int64

    public init(number: String, unit: String, method: MeasurementMethod, conversion: String, whole: Int64) {
        self.number = number
        self.unit = unit
        self.method = method
        self.conversion = conversion
        self.whole = whole
    }

    /// The number as a field is filled with it; reads back to the same.
    public var typedNumber: String { ExactDecimal(number)?.typed ?? number }

    /// The same figure as a number of another unit; `nil` where that is not exactly the same: where it does not come out, or a unit is only nominal.
    public func number(in symbol: String, _ units: CodeList<UnitOfMeasure>) -> ExactDecimal? {
        guard let given = ExactDecimal(number) else { return nil }
        if unit == symbol { return given }
        guard let came = try? units.whole(given, unit: unit), came.whole == whole, !came.isRounded, !came.isNominal,
            let there = units.number(of: whole, in: symbol), let back = try? units.whole(there, unit: symbol), back == came
        else { return nil }
        return there
    }

    /// A mass that notes show.
    public init(notes mass: Mass) {
        self.init(
            number: ExactDecimal(digits: mass.raw, scale: 3).withoutTrailingZeros.description, unit: "kg", method: .weighed, conversion: "", whole: mass.raw)
    }
}

/// What was answered. A measured zero is a figure.
public enum AnswerValue: Hashable, Codable, Sendable {
    case figure(GivenFigure)
    /// There is nothing of it at the site.
    case nothing
    /// There is some, and nobody knows how much.
    case unknown
    /// The photo of a bill, by its SHA-256, for somebody else to read the figure from.
    case bill(String)

    public var figure: GivenFigure? { if case .figure(let figure) = self { figure } else { nil } }
}

/// Where an answer is from.
public enum AnswerSource: String, CaseIterable, Codable, Sendable {
    case typed
    /// Hand-over notes of the period.
    case notes
    /// The return before.
    case last
    /// Shorter returns of the same site.
    case sums
}

/// The answer to one field.
public struct ReturnAnswer: Hashable, Codable, Sendable {
    public var field: String
    public var value: AnswerValue
    public var source: AnswerSource
    /// Somebody looked at it: always, once typed; with the sending, where it was filled in.
    public var isConfirmed: Bool
    public var comment: SealedText?
    /// The photo of a bill behind a figure, by its SHA-256.
    public var evidence: String?
    /// How the figure was worked out, where no meter measured it.
    public var estimate: FigureEstimate?

    /// Everything in it that somebody wrote.
    public var texts: [SealedText] { [comment, estimate?.said].compactMap { $0 } }

    public init(field: String, value: AnswerValue, source: AnswerSource, isConfirmed: Bool, comment: SealedText? = nil) {
        self.field = field
        self.value = value
        self.source = source
        self.isConfirmed = isConfirmed
        self.comment = comment
    }
}

/// Where waste of the period went, or that it came in.
public enum WasteDestination: String, CaseIterable, Codable, Sendable {
    /// Under a hand-over note, to a plant.
    case note
    /// The town's or a market's collection, without a note.
    case town
    /// Somebody who is not registered.
    case buyer
    /// Used again at the site itself.
    case reused
    case burnedForHeat, burnedOpenly, dumped
    /// Given back to whoever delivered the goods.
    case supplier
    /// Of a plant: taken in.
    case received

    /// Those that a person may choose.
    public static let chosen: [WasteDestination] = [.town, .buyer, .reused, .burnedForHeat, .burnedOpenly, .dumped, .supplier]

    public var phrase: DataSetPhrase { DataSetPhrase.of("destination", rawValue) ?? .destinationTown }
}

/// Waste of one code that went one way.
public struct WasteAnswer: Hashable, Codable, Sendable {
    public var waste: WasteCodeID
    public var destination: WasteDestination
    /// The plant, where a note names it.
    public var site: SiteID?
    public var figure: GivenFigure
    public var source: AnswerSource
    public var isConfirmed: Bool

    public init(waste: WasteCodeID, destination: WasteDestination, site: SiteID?, figure: GivenFigure, source: AnswerSource, isConfirmed: Bool) {
        self.waste = waste
        self.destination = destination
        self.site = site
        self.figure = figure
        self.source = source
        self.isConfirmed = isConfirmed
    }

    /// One line for each waste and way.
    public var key: WasteKey { WasteKey(waste: waste, destination: destination, site: site) }
}

/// What tells waste lines apart.
public struct WasteKey: Hashable, Comparable, Codable, Sendable {
    public var waste: WasteCodeID
    public var destination: WasteDestination
    public var site: SiteID?

    public init(waste: WasteCodeID, destination: WasteDestination, site: SiteID?) {
        self.waste = waste
        self.destination = destination
        self.site = site
    }

    public static func < (a: WasteKey, b: WasteKey) -> Bool {
        (a.waste.text, a.destination.rawValue, a.site?.value ?? 0) < (b.waste.text, b.destination.rawValue, b.site?.value ?? 0)
    }
}

/// All answers of a return at some moment.
public struct ReturnAnswers: Hashable, Codable, Sendable {
    /// In order of the fields' names, so that equal answers are equal bytes.
    public private(set) var fields: [ReturnAnswer]
    public private(set) var wastes: [WasteAnswer]

    public init(fields: [ReturnAnswer] = [], wastes: [WasteAnswer] = []) {
        self.fields = fields.sorted { $0.field < $1.field }
        self.wastes = wastes.sorted { $0.key < $1.key }
    }

    public subscript(_ field: String) -> ReturnAnswer? { fields.first { $0.field == field } }
    public subscript(_ key: WasteKey) -> WasteAnswer? { wastes.first { $0.key == key } }

    /// Filled in by the platform, and nobody has said so far that it is right.
    public var unconfirmed: Int { fields.count { !$0.isConfirmed } + wastes.count { !$0.isConfirmed } }
    /// Figures that somebody typed.
    public var typed: Int { fields.count { $0.source == .typed && $0.value.figure != nil } + wastes.count { $0.source == .typed } }

    /// The same, everything looked at.
    public var confirmed: ReturnAnswers {
        ReturnAnswers(
            fields: fields.map { answer in
                var answer = answer
                answer.isConfirmed = true
                return answer
            },
            wastes: wastes.map { line in
                var line = line
                line.isConfirmed = true
                return line
            })
    }

    /// The same with the photo of a bill: behind the figure of a field, or in its place.
    public func adding(bill hash: String, to field: String) -> ReturnAnswers {
        var answer = self[field] ?? ReturnAnswer(field: field, value: .bill(hash), source: .typed, isConfirmed: true)
        switch answer.value {
        case .figure: answer.evidence = hash
        case .bill, .nothing, .unknown: answer.value = .bill(hash)
        }
        return ReturnAnswers(fields: fields.filter { $0.field != field } + [answer], wastes: wastes)
    }

    /// Every bill that they show.
    public var bills: Set<String> {
        Set(
            fields.compactMap { answer in
                if case .bill(let hash) = answer.value { hash } else { answer.evidence }
            })
    }

    /// How many answers and lines of waste say something else than in others.
    public func differences(from others: ReturnAnswers) -> Int {
        let names = Set(fields.map(\.field) + others.fields.map(\.field))
        let keys = Set(wastes.map(\.key) + others.wastes.map(\.key))
        let changed = names.count { self[$0]?.value != others[$0]?.value || self[$0]?.estimate != others[$0]?.estimate }
        return changed + keys.count { self[$0]?.figure.whole != others[$0]?.figure.whole }
    }

    /// These with changes laid over them.
    public func applying(_ changes: ReturnChanges) -> ReturnAnswers {
        let named = Set(changes.fields.map(\.field) + changes.removed)
        return ReturnAnswers(fields: fields.filter { !named.contains($0.field) } + changes.fields, wastes: changes.wastes ?? wastes)
    }

    /// What leads from these to others.
    public func changes(to others: ReturnAnswers) -> ReturnChanges {
        let known = Set(others.fields.map(\.field))
        return ReturnChanges(
            fields: others.fields.filter { self[$0.field] != $0 }, removed: fields.map(\.field).filter { !known.contains($0) },
            wastes: wastes == others.wastes ? nil : others.wastes)
    }
}

/// What one save changed.
public struct ReturnChanges: Hashable, Codable, Sendable {
    public var fields: [ReturnAnswer]
    public var removed: [String]
    /// All lines, when one of them changed.
    public var wastes: [WasteAnswer]?

    public init(fields: [ReturnAnswer], removed: [String], wastes: [WasteAnswer]?) {
        self.fields = fields
        self.removed = removed
        self.wastes = wastes
    }

    public var isEmpty: Bool { fields.isEmpty && removed.isEmpty && wastes == nil }
}
