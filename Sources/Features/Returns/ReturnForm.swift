// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Wording

/// Answers as a person typed them. Kept as text, so that nothing typed is lost when something is wrong with it.
public struct ReturnForm: Hashable, Sendable {
    /// What stands for a field: a figure unless said otherwise.
    public enum Kind: String, CaseIterable, Sendable { case figure, nothing, unknown }

    public struct Answer: Hashable, Sendable {
        public var kind = Kind.figure
        public var number = ""
        public var unit = ""
        /// A ``MeasurementMethod``; blank for the field's ordinary one.
        public var method = ""
        /// `nil` leaves the comment as it is.
        public var comment: String?
        /// Between what the figure lies; `nil` leaves an estimate as it is while the figure stays.
        public var estimate: StatedEstimate?

        public init() {}
        var isBlank: Bool { kind == .figure && number.isEmpty }
    }

    public struct Waste: Hashable, Sendable {
        /// Six digits.
        public var waste = ""
        public var destination = ""
        public var site = ""
        public var number = ""
        public var unit = "kg"

        public init() {}

        /// A line as it is known, to be sent again.
        public init(_ line: WasteAnswer) {
            waste = line.waste.text
            destination = line.destination.rawValue
            site = line.site?.description ?? ""
            number = line.figure.typedNumber
            unit = line.figure.unit
        }

        var isBlank: Bool { waste.isEmpty && number.isEmpty }
    }

    /// By field; those that are not named stay as they are.
    public var answers: [String: Answer] = [:]
    /// All lines; `nil` leaves them as they are. A line without a number goes.
    public var wastes: [Waste]?

    public init() {}

    /// What is left of it without what problems name: an answer, or all lines of waste where one of them is named.
    public func without(_ problems: [Problem]) -> ReturnForm {
        var rest = self
        for problem in problems {
            let field = String(problem.field.prefix { $0 != "-" })
            if answers[field] == nil { rest.wastes = nil } else { rest.answers[field] = nil }
        }
        return rest
    }
}

/// Largest figure that a return holds, in whole units of its kind: sums over a nation's decades stay within 64 bits.
let figureMax: Int64 = 100_000_000_000_000

extension ReturnForm {
    /// Turns what was typed into answers, laid over those known.
    ///
    /// - Parameters:
    ///   - fields: those that are asked for; others are passed over.
    ///   - seal: makes a comment erasable; `nil` for a blank one.
    ///   - open: what a comment said.
    ///   - offered: what can be worked out here from answers; an estimate that a form states as one of them is kept as that one.
    /// - Returns: the answers, or every problem with its field.
    public func read(
        over known: ReturnAnswers, fields: [DataField], units: CodeList<UnitOfMeasure>, isWaste: (WasteCodeID) -> Bool,
        open: (SealedText) throws -> String?, seal: (String) throws -> SealedText?, offered: (ReturnAnswers) -> [FigureEstimate] = { _ in [] }
    ) throws -> ReturnAnswers {
        var problems: [Problem] = []
        var result: [String: ReturnAnswer] = Dictionary(known.fields.map { ($0.field, $0) }, uniquingKeysWith: { a, _ in a })
        for field in fields {
            guard let typed = answers[field.id] else { continue }
            let before = known[field.id]
            var comment = before?.comment
            if let text = typed.comment {
                if text.count > Self.commentMax {
                    problems.append(
                        ReturnPhrase.commentTooLong.problem(field.id, ["most": .number(Int64(Self.commentMax)), "length": .number(Int64(text.count))]))
                } else if text.isEmpty {
                    comment = nil
                } else if try before?.comment.flatMap(open) != text {
                    comment = try seal(text)
                }
            }
            guard !typed.isBlank else {
                // A photo of a bill stays until a figure takes its place.
                if case .bill? = before?.value { result[field.id]?.comment = comment } else { result[field.id] = nil }
                continue
            }
            do throws(FigureProblem) {
                let value = try typed.value(of: field, units: units)
                if let before, before.value.says(value), typed.keepsMethod(of: before.value) {
                    result[field.id]?.comment = comment
                } else {
                    result[field.id] = ReturnAnswer(field: field.id, value: value, source: .typed, isConfirmed: true, comment: comment)
                }
            } catch {
                problems.append(error.problem)
            }
        }
        for field in fields {
            guard let stated = answers[field.id]?.estimate else { continue }
            let reader = EstimateReading(field: field, stated: stated, figureUnit: answers[field.id]?.unit ?? "", units: units, before: known[field.id])
            let found = try reader.read(result[field.id], &problems, open: open, seal: seal) {
                offered(ReturnAnswers(fields: Array(result.values), wastes: known.wastes))
            }
            if let found { result[field.id] = found }
        }
        let lines = try wastes.map { try Self.read($0, over: known, units: units, isWaste: isWaste, &problems) } ?? known.wastes
        guard problems.isEmpty else { throw Problems(problems) }
        return ReturnAnswers(fields: Array(result.values), wastes: lines)
    }

    static let commentMax = 1000
    /// Most lines of waste of one return.
    public static let wastesMax = 200

    private static func read(
        _ typed: [Waste], over known: ReturnAnswers, units: CodeList<UnitOfMeasure>, isWaste: (WasteCodeID) -> Bool, _ problems: inout [Problem]
    ) throws -> [WasteAnswer] {
        var lines: [WasteKey: WasteAnswer] = [:]
        for (i, line) in typed.enumerated() where !line.isBlank {
            // A line that was there and lost its number is gone.
            let isKnown = WasteCodeID(written: line.waste).map { id in known.wastes.contains { $0.waste == id } } ?? false
            if line.number.isEmpty, isKnown { continue }
            let field = "waste\(i)"
            guard let waste = WasteCodeID(written: line.waste), isWaste(waste) else {
                problems.append(ReturnPhrase.wasteUnknown.problem(field, ["code": .text(String(line.waste.prefix(40)))]))
                continue
            }
            guard let destination = WasteDestination(rawValue: line.destination) else {
                problems.append(ReturnPhrase.destinationMissing.problem("destination\(i)"))
                continue
            }
            let key = WasteKey(waste: waste, destination: destination, site: SiteID(text: line.site))
            guard lines[key] == nil else {
                problems.append(ReturnPhrase.wasteTwice.problem(field, ["code": .text(waste.description)]))
                continue
            }
            do throws(FigureProblem) {
                let figure = try GivenFigure.read(
                    line.number, unit: line.unit, method: .weighed, of: .mass, allowed: nil, units: units, field: "mass\(i)")
                let before = known[key]
                if let before, AnswerValue.figure(before.figure).says(.figure(figure)) {
                    lines[key] = before
                } else {
                    lines[key] = WasteAnswer(
                        waste: waste, destination: destination, site: key.site, figure: figure, source: .typed, isConfirmed: true)
                }
            } catch {
                problems.append(error.problem)
            }
        }
        if lines.count > wastesMax { problems.append(ReturnPhrase.tooManyWastes.problem("waste0", ["most": .number(Int64(wastesMax))])) }
        return Array(lines.values)
    }
}

/// Why a text is no figure.
struct FigureProblem: Error { var problem: Problem }

extension AnswerValue {
    /// The same answer as far as a person typed it.
    fileprivate func says(_ other: AnswerValue) -> Bool {
        switch (self, other) {
        case (.figure(let a), .figure(let b)): a.number == b.number && a.unit == b.unit && a.whole == b.whole
        default: self == other
        }
    }
}

extension ReturnForm.Answer {
    /// A figure that was estimated and is said to be metered now, or the other way round, is another answer.
    fileprivate func keepsMethod(of before: AnswerValue) -> Bool {
        guard let how = MeasurementMethod(rawValue: method), let known = before.figure?.method else { return true }
        return how.isEstimate == known.isEstimate
    }

    fileprivate func value(of field: DataField, units: CodeList<UnitOfMeasure>) throws(FigureProblem) -> AnswerValue {
        switch kind {
        case .nothing: return .nothing
        case .unknown: return .unknown
        case .figure:
            let how = MeasurementMethod(rawValue: method) ?? field.method
            return .figure(
                try GivenFigure.read(number, unit: unit, method: how, of: field.kind, allowed: field.units, units: units, field: field.id))
        }
    }
}

extension GivenFigure {
    /// Reads a number as it was typed, in one of the units allowed.
    static func read(
        _ number: String, unit: String, method: MeasurementMethod, of kind: QuantityKind, allowed: [String]?, units: CodeList<UnitOfMeasure>, field: String
    ) throws(FigureProblem) -> GivenFigure {
        let reading = NumberReading(number)
        guard case .number(let exact) = reading else {
            throw FigureProblem(problem: reading.problem(field: field, typed: String(number.prefix(40))) ?? QuantityPhrase.numberMissing.problem(field))
        }
        let shortest = exact.withoutTrailingZeros
        guard kind.dimension != nil else {
            guard shortest.scale == 0, (0...figureMax).contains(shortest.digits) else {
                throw FigureProblem(problem: ReturnPhrase.notWhole.problem(field, ["number": .text(String(number.prefix(40)))]))
            }
            return GivenFigure(number: shortest.description, unit: kind.baseSymbol, method: method, conversion: "", whole: shortest.digits)
        }
        let symbol = unit.isEmpty ? allowed?.first ?? "" : unit
        if let allowed, !allowed.contains(symbol) {
            throw FigureProblem(
                problem: ReturnPhrase.unitNotHere.problem(field, ["unit": .text(String(symbol.prefix(40))), "units": .text(allowed.joined(separator: ", "))]))
        }
        do throws(QuantityError) {
            let came = try units.whole(shortest, unit: symbol)
            guard came.dimension == kind.dimension else { throw QuantityError.wrongDimension(unit: symbol, came.dimension) }
            guard came.whole <= figureMax else {
                throw QuantityError.doesNotFit(exact, unit: symbol)
            }
            return GivenFigure(
                number: shortest.description, unit: symbol, method: came.isNominal && method == .weighed ? .estimated : method, conversion: units.edition,
                whole: came.whole)
        } catch {
            throw FigureProblem(problem: error.problem(field: field))
        }
    }
}
