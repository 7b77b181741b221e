// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import Workbooks

/// What a row says of the figure that may be estimated, beside the figure itself.
struct ReturnFileEstimate: Sendable {
    struct Basis: Sendable {
        /// As the file has it.
        var text: String
        /// What somebody answered about it.
        var answer: ReturnFileEstimateAnswer?
        var address: CellAddress
    }

    /// `low` and `high`, as far as the row has them.
    var ends: [ReturnForm.EstimatePlace: ReturnFileRow.Figure] = [:]
    var basis: Basis?

    var isBlank: Bool { ends.isEmpty && basis == nil }
    var addresses: [CellAddress] { ends.values.map(\.address) + [basis?.address].compactMap { $0 } }

    /// Where a problem with one of its parts is shown; what is not in the row is shown at what is.
    func address(_ place: ReturnForm.EstimatePlace) -> CellAddress? {
        (place == .basis ? basis?.address : ends[place]?.address) ?? addresses.min()
    }

    /// The ends with how they are known, as a form is filled with them.
    func stated(_ basis: EstimateBasis, _ words: String) -> ReturnForm.StatedEstimate {
        var stated = ReturnForm.StatedEstimate()
        stated.low = ends[.low]?.number ?? ""
        stated.lowUnit = ends[.low]?.unit ?? ""
        stated.high = ends[.high]?.number ?? ""
        stated.highUnit = ends[.high]?.unit ?? ""
        if case .formula(let formula) = basis { stated.basis = formula.rawValue }
        stated.source = words
        return stated
    }
}

/// A figure that a file marks as an estimate without its ends.
public struct ReturnFileEstimateQuestion: Sendable {
    /// From 0.
    public var sheet: Int
    /// Of the cell that says how the figure is known; an answer is for it.
    public var address: CellAddress
    /// What the firm's own figures give and the figure lies in; each may be accepted.
    public var offers: [FigureEstimate]
}

/// What somebody answers about such a figure, as the answer for its cell.
public enum ReturnFileEstimateAnswer: Hashable, Sendable {
    /// One of the offers, by its ``FigureEstimate/key``.
    case accept(String)
    /// Both ends as typed, in the unit of the figure.
    case ends(low: String, high: String)
    /// Nobody knows them: an estimate without ends.
    case unknown

    private static let accepts = "accept ", to = " to "

    /// Reads `accept waterBalance`, `700 to 950` and `unknown`.
    public init?(text: String) {
        let parts = text.components(separatedBy: Self.to)
        if text == "unknown" {
            self = .unknown
        } else if text.hasPrefix(Self.accepts) {
            self = .accept(String(text.dropFirst(Self.accepts.count)))
        } else if parts.count == 2 {
            self = .ends(low: parts[0], high: parts[1])
        } else {
            return nil
        }
    }

    public var text: String {
        switch self {
        case .accept(let key): Self.accepts + key
        case .ends(let low, let high): low + Self.to + high
        case .unknown: "unknown"
        }
    }
}

extension ReturnFileResolver {
    /// A draft as it stands, with what it is asked.
    struct Draft {
        var answers: ReturnAnswers
        var set: DataSet
        var isic: String
    }

    /// What the draft would be with a form laid over it. Nothing is sealed: a text that was typed newly differs from every one that is kept.
    func read(_ form: ReturnForm, over draft: Draft) throws -> ReturnAnswers {
        let (lists, today) = (reading.platform.lists, reading.platform.today)
        return try form.read(
            over: draft.answers, fields: draft.set.fields(for: draft.isic), units: lists.units.edition(on: today),
            isWaste: { lists.wasteCode($0, on: today) != nil }, open: { try reading.journal.open($0) }, seal: { _ in SealedText(hash: "") },
            offered: { $0.estimatesOffered(draft.set, isic: draft.isic) })
    }

    /// Fills in between what the figure lies that may be estimated, or asks about it.
    mutating func estimate(
        of row: ReturnFileRow, _ field: DataField, _ draft: Draft, _ form: inout ReturnForm, _ places: inout [String: CellAddress], _ faults: inout [FileFault]
    ) {
        let estimate = row.estimate
        guard !estimate.isBlank, let words else { return }
        for place in ReturnForm.EstimatePlace.allCases { places[place.name(field.id)] = estimate.address(place) }
        // The figure itself, or an end, may be among what is asked first.
        let isRead = form.answers[field.id] != nil && estimate.ends.count != 1
        guard isRead || !row.faults.contains(where: \.isDoubt) else { return }
        if form.answers[field.id] == nil, let figure = draft.answers[field.id]?.value.figure {
            var answer = ReturnForm.Answer()
            answer.number = figure.typedNumber
            answer.unit = figure.unit
            form.answers[field.id] = answer
            places[field.id] = estimate.address(.low)
        }
        let said: (basis: EstimateBasis, words: String) = estimate.basis.map { words.basis($0.text) } ?? (.unsaid, "")
        guard said.basis != .metered else {
            if estimate.ends.isEmpty {
                form.answers[field.id]?.method = MeasurementMethod.metered.rawValue
            } else {
                Self.add(ReturnPhrase.estimateMetered.problem(), at: estimate.address(.basis) ?? row.first, of: row, &faults)
            }
            return
        }
        guard let answer = form.answers[field.id], answer.kind == .figure else {
            Self.add(ReturnPhrase.estimateWithoutFigure.problem(), at: estimate.address(.low) ?? row.first, of: row, &faults)
            return
        }
        if !estimate.ends.isEmpty {
            form.answers[field.id]?.estimate = estimate.stated(said.basis, said.words)
        } else if let basis = estimate.basis {
            ask(basis, said, of: row, field, draft, &form, &faults)
        }
    }

    /// A figure that is marked as an estimate and has no ends: what was answered, what the draft has, or a question with what the firm's own figures give.
    private mutating func ask(
        _ basis: ReturnFileEstimate.Basis, _ said: (basis: EstimateBasis, words: String), of row: ReturnFileRow, _ field: DataField, _ draft: Draft,
        _ form: inout ReturnForm, _ faults: inout [FileFault]
    ) {
        // The rest of the row, without faults of its own, is what the estimate is worked out from.
        let after = (try? read(form, over: draft)) ?? draft.answers
        guard let whole = after[field.id]?.value.figure?.whole else { return }
        let all = after.estimatesOffered(draft.set, isic: draft.isic)
        let offers = all.filter { $0.low <= whole && whole <= $0.high }
        var stated = row.estimate.stated(said.basis, said.words)
        switch basis.answer {
        case .accept(let key)?:
            if let chosen = offers.first(where: { $0.key == key }) {
                stated = ReturnForm.StatedEstimate(chosen)
                stated.source = said.words
                form.answers[field.id]?.estimate = stated
                return
            }
        case .ends(let low, let high)?:
            (stated.low, stated.high) = (low, high)
            form.answers[field.id]?.estimate = stated
            return
        case .unknown?:
            form.answers[field.id]?.method = MeasurementMethod.estimated.rawValue
            return
        case nil:
            // The draft has them for the same figure already.
            if let known = after[field.id]?.estimate, known.middle == whole { return }
        }
        var facts: [String: Fact] = ["cell": .text(basis.address.description), "figure": .text(FigureEstimate.cubicMetres(whole))]
        if let shown = offers.first ?? all.first {
            facts["low"] = .text(FigureEstimate.cubicMetres(shown.low))
            facts["high"] = .text(FigureEstimate.cubicMetres(shown.high))
        }
        let phrase: ReturnFilePhrase = all.isEmpty ? .estimateOpen : offers.isEmpty ? .estimateApart : .estimateOffered
        report.estimates.append(ReturnFileEstimateQuestion(sheet: row.sheet, address: basis.address, offers: offers))
        faults.append(
            FileFault(sheet: row.sheet, address: basis.address, problem: phrase.problem(basis.address.description, facts), isDoubt: true))
    }
}
