// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Ledger
import Manifests

/// A note as a person typed it. Kept as text, so that nothing typed is lost when something is wrong with it.
public struct NoteForm: Hashable, Sendable, Codable {
    public struct Line: Hashable, Sendable, Codable {
        /// Six digits of a waste code.
        public var waste = ""
        public var amount = ""
        public var unit = "kg"
        /// A ``MeasurementMethod``.
        public var method = MeasurementMethod.weighed.rawValue
        public var containers = ""
        /// Account of a lot on the sender's site that the line takes from; blank when the note itself shows generation.
        public var lot = ""

        public init() {}
        var isBlank: Bool { waste.isEmpty && amount.isEmpty && lot.isEmpty }
    }

    public var senderSite = ""
    public var carrierSites: [String] = []
    public var receiverSite = ""
    /// A treatment code such as `R3`.
    public var intended = ""
    /// An ISO date, or blank.
    public var pickup = ""
    public var lines: [Line] = []
    public var remark = ""
    public var mode = TransportMode.road.rawValue
    /// The standing arrangement that it goes under; blank for none.
    public var arrangement = ""
    /// Why the note is signed although a permit says something against it; blank when none does.
    public var gateReason = ""

    public init() {}
}

/// Reads what people type into numbers, masses, dates and codes; collects every problem with its field.
struct FormReader {
    let lists: CodeLists
    let today: CalendarDate
    var problems: [Problem] = []

    /// A mass as typed, converted once; `nil` with a problem noted.
    mutating func mass(_ amount: String, unit: String, method: String, field: String) -> GivenMass? {
        let reading = NumberReading(amount)
        switch reading {
        case .nothing: problems.append(OperationPhrase.numberMissing.problem(field))
        case .unreadable: problems.append(OperationPhrase.unreadableNumber.problem(field, ["text": .text(String(amount.prefix(40)))]))
        case .ambiguous: ask(reading, amount, field: field)
        case .number(let number):
            let how = MeasurementMethod(rawValue: method) ?? .estimated
            do {
                return try lists.convert(number, unit: unit, method: how, on: today).given
            } catch let error as any Explainable {
                problems += error.problems.map { Problem(field: field, phrase: $0.phrase, facts: $0.facts) }
            } catch {
                preconditionFailure("A conversion refuses with a worded error: \(error)")
            }
        }
        return nil
    }

    /// Asks which of two numbers a text means, and how to write the one that is meant.
    mutating func ask(_ reading: NumberReading, _ text: String, field: String) {
        if let problem = reading.problem(field: field, typed: String(text.prefix(40))) { problems.append(problem) }
    }

    /// What a form declares in all; lines that cannot be read yet count nothing.
    func declared(_ form: NoteForm) -> Mass {
        form.lines.reduce(.zero) { sum, line in
            var reader = FormReader(lists: lists, today: today)
            return sum + (reader.mass(line.amount, unit: line.unit, method: line.method, field: "")?.mass ?? .zero)
        }
    }

    mutating func date(_ text: String, field: String) -> CalendarDate? {
        let plain = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.latinDigit })).trimmedBlanks
        guard let date = CalendarDate(iso: plain) else {
            problems.append(OperationPhrase.dateUnreadable.problem(field, ["text": .text(String(text.prefix(40)))]))
            return nil
        }
        return date
    }

    mutating func waste(_ text: String, field: String) -> WasteCode? {
        if let id = WasteCodeID(written: text), let code = lists.wasteCode(id, on: today) { return code }
        problems.append(
            text.isEmpty ? ManifestPhrase.lineMissing.problem(field) : ManifestPhrase.wasteUnknown.problem(field, ["code": .text(String(text.prefix(40)))]))
        return nil
    }

    mutating func count(_ text: String, field: String) -> Int? {
        guard !text.isEmpty else { return nil }
        guard case .number(let number) = NumberReading(text), number.scale == 0, (0...100_000).contains(number.digits) else {
            problems.append(OperationPhrase.unreadableNumber.problem(field, ["text": .text(String(text.prefix(40)))]))
            return nil
        }
        return Int(number.digits)
    }

    /// A free text of at most 1,000 characters.
    mutating func text(_ text: String, field: String) -> String? {
        guard text.count <= 1000 else {
            problems.append(OperationPhrase.textTooLong.problem(field, ["most": .number(1000), "length": .number(Int64(text.count))]))
            return nil
        }
        return text.isEmpty ? nil : text
    }
}
