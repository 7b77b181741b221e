// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Wording

extension ReturnForm {
    /// Between what and what a figure lies that no meter measured, as somebody typed it.
    public struct StatedEstimate: Hashable, Sendable {
        public var low = ""
        public var high = ""
        /// Of each end; blank for the figure's.
        public var lowUnit = ""
        public var highUnit = ""
        /// A ``FigureEstimate/Formula``; blank where nobody says how it was worked out.
        public var basis = ""
        /// Where both ends are from, in the firm's words.
        public var source = ""

        public init(low: String = "", high: String = "") {
            self.low = low
            self.high = high
        }

        /// An estimate as it is known, to be sent again; without the firm's own words, which stay as they are.
        public init(_ estimate: FigureEstimate) {
            low = FigureEstimate.cubicMetres(estimate.low)
            high = FigureEstimate.cubicMetres(estimate.high)
            lowUnit = "m3"
            highUnit = "m3"
            basis = estimate.way.rawValue
        }
    }

    /// Names under which problems of an estimate are told, behind the field's.
    public enum EstimatePlace: String, CaseIterable, Sendable {
        case low, high, basis

        public func name(_ field: String) -> String { "\(field)-\(rawValue)" }
    }
}

/// Turns both ends that were typed beside one figure into the estimate behind it.
struct EstimateReading {
    var field: DataField
    var stated: ReturnForm.StatedEstimate
    /// Symbol of the unit in which the figure was typed.
    var figureUnit: String
    var units: CodeList<UnitOfMeasure>
    /// The answer before.
    var before: ReturnAnswer?

    /// - Parameters:
    ///   - answer: with the figure as it was read; `nil` where it was not.
    ///   - offered: what can be worked out here.
    /// - Returns: the answer with its estimate; `nil` where something is wrong with it.
    func read(
        _ answer: ReturnAnswer?, _ problems: inout [Problem], open: (SealedText) throws -> String?, seal: (String) throws -> SealedText?,
        offered: () -> [FigureEstimate]
    ) throws -> ReturnAnswer? {
        func add(_ phrase: ReturnPhrase, _ place: ReturnForm.EstimatePlace, _ facts: [String: Fact] = [:]) {
            problems.append(phrase.problem(place.name(field.id), facts))
        }
        guard field.hasEstimate else {
            add(.estimateNotHere, .low)
            return nil
        }
        let isFigureWrong = problems.contains { $0.field == field.id }
        let known = problems.count
        let low = end(stated.low, stated.lowUnit, .low, &problems)
        let high = end(stated.high, stated.highUnit, .high, &problems)
        let basis = FigureEstimate.Formula(rawValue: stated.basis)
        if basis == nil, !stated.basis.isEmpty { add(.estimateBasis, .basis) }
        if stated.source.count > ReturnForm.commentMax {
            add(.commentTooLong, .basis, ["most": .number(Int64(ReturnForm.commentMax)), "length": .number(Int64(stated.source.count))])
        }
        guard var answer, case .figure(var figure) = answer.value else {
            if !isFigureWrong { add(.estimateWithoutFigure, .low) }
            return nil
        }
        guard !isFigureWrong, problems.count == known, let low, let high else { return nil }
        if let problem = FigureEstimate.disorder(low, figure.whole, high, field: ReturnForm.EstimatePlace.low.name(field.id)) {
            problems.append(problem)
            return nil
        }
        if let was = before?.estimate, try was.says(low...high, figure.whole, basis, stated.source, open) {
            answer.estimate = was
        } else {
            var made = offered().first { $0.formula == basis && $0.low == low && $0.high == high } ?? .stated(low: low, high: high, basis: basis)
            made = made.holding(figure.whole)
            if !stated.source.isEmpty, stated.source != made.source { made.said = try seal(stated.source) }
            (answer.estimate, answer.source, answer.isConfirmed) = (made, .typed, true)
        }
        figure.method = .estimated
        answer.value = .figure(figure)
        return answer
    }

    /// One end in the whole unit of the figure.
    private func end(_ number: String, _ unit: String, _ place: ReturnForm.EstimatePlace, _ problems: inout [Problem]) -> Int64? {
        let name = place.name(field.id)
        guard !number.isEmpty else {
            problems.append(ReturnPhrase.estimateEndMissing.problem(name))
            return nil
        }
        do throws(FigureProblem) {
            return try GivenFigure.read(
                number, unit: unit.isEmpty ? figureUnit : unit, method: .estimated, of: field.kind, allowed: field.units, units: units, field: name
            ).whole
        } catch {
            problems.append(error.problem)
            return nil
        }
    }
}

extension FigureEstimate {
    /// What is wrong with two ends between which a figure does not lie; `nil` where it does. Millilitres.
    public static func disorder(_ low: Int64, _ figure: Int64, _ high: Int64, field: String) -> Problem? {
        guard low > figure || figure > high else { return nil }
        return ReturnPhrase.estimateOrder.problem(field, ["low": low, "figure": figure, "high": high].mapValues { .text(cubicMetres($0)) })
    }

    /// The same with a figure that the firm put between its ends.
    public func holding(_ whole: Int64) -> FigureEstimate {
        var made = self
        made.figure = nil
        if made.middle != whole { made.figure = whole }
        return made
    }

    /// Whether it says what somebody typed; what was left blank says nothing else.
    fileprivate func says(
        _ ends: ClosedRange<Int64>, _ whole: Int64, _ basis: Formula?, _ words: String, _ open: (SealedText) throws -> String?
    ) throws -> Bool {
        guard low == ends.lowerBound, high == ends.upperBound, middle == whole, basis == nil || basis == way else { return false }
        return try words.isEmpty || words == source || said.flatMap(open) == words
    }
}

extension DataField {
    /// Millilitres of an end of its estimate that was typed as cubic metres; `nil` where nothing was, or it cannot be read.
    ///
    /// - Parameter problems: told under the name of the place.
    public func end(_ text: String, _ place: ReturnForm.EstimatePlace, _ units: CodeList<UnitOfMeasure>, _ problems: inout [Problem]) -> Int64? {
        if case .nothing = NumberReading(text) { return nil }
        do throws(FigureProblem) {
            return try GivenFigure.read(text, unit: "m3", method: .estimated, of: kind, allowed: ["m3"], units: units, field: place.rawValue).whole
        } catch {
            problems.append(error.problem)
            return nil
        }
    }
}

/// What a formula is called, and the words by which a file says how a figure is known.
public enum EstimateBasisPhrase: String, PhraseKey, CaseIterable {
    public static let area = "estimatebases"
    case waterBalance, outputRange, stated, sum
    /// A sum with its months. Facts: `months`, `estimated`.
    case sumOf

    public init(_ formula: FigureEstimate.Formula) {
        switch formula {
        case .waterBalance: self = .waterBalance
        case .outputRange: self = .outputRange
        case .stated: self = .stated
        case .sum: self = .sum
        }
    }
}
