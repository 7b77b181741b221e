// SPDX-License-Identifier: Apache-2.0

import Domain
import Notation

/// Reads the members of an object and notes every problem with its pointer; absent members equal `null`.
struct JSONFields {
    let pointer: Pointer
    private let members: [JSON.Member]
    var problems: [Problem] = []

    /// - Parameter names: every member there may be; others are problems.
    init(_ json: JSON, at pointer: Pointer, names: [String]) {
        self.pointer = pointer
        members = json.members ?? []
        if json.members == nil { problems.append(CalculationPhrase.notObject.problem(pointer.text)) }
        for member in members where !names.contains(member.name) {
            problems.append(
                CalculationPhrase.unknownKey.problem(
                    pointer.appending(member.name).text, ["key": .text(String(member.name.prefix(60))), "known": .text(names.joined(separator: ", "))]))
        }
    }

    private func value(_ name: String) -> JSON? {
        guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    mutating func note(_ name: String, _ phrase: CalculationPhrase, _ facts: [String: Fact] = [:]) {
        problems.append(phrase.problem(pointer.appending(name).text, facts))
    }

    /// A text; `nil` when it is absent, or with a problem when it is none.
    mutating func text(_ name: String, isRequired: Bool = false) -> String? {
        guard let value = value(name) else {
            if isRequired { note(name, .missing) }
            return nil
        }
        guard let text = value.text else {
            note(name, .notText)
            return nil
        }
        return text
    }

    /// One of some words.
    mutating func word<Word: CaseIterable & RawRepresentable<String>>(_ name: String, as type: Word.Type = Word.self) -> Word? {
        guard let text = text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            note(name, .notWord, ["text": .text(String(text.prefix(40))), "known": .text(Word.allCases.map(\.rawValue).joined(separator: ", "))])
            return nil
        }
        return word
    }

    /// A number that is finite and not below zero.
    mutating func amount(_ name: String) -> Double? {
        let number: Double
        switch value(name) {
        case nil:
            note(name, .missing)
            return nil
        case .whole(let value)?: number = Double(value)
        case .number(let text)? where Double(text)?.isFinite == true: number = Double(text) ?? 0
        default:
            note(name, .notNumber)
            return nil
        }
        guard number >= 0 else {
            note(name, .belowZero)
            return nil
        }
        return number
    }

    mutating func whole(_ name: String, _ range: ClosedRange<Int64>) -> Int? {
        guard let value = value(name) else { return nil }
        guard let whole = value.whole, range.contains(whole) else {
            note(name, .notWhole, ["least": .numeral(range.lowerBound), "most": .numeral(range.upperBound)])
            return nil
        }
        return Int(whole)
    }

    /// A list of so many items at most; empty when it is absent, with a problem.
    mutating func list(_ name: String, most: Int) -> [JSON] {
        guard let value = value(name) else {
            note(name, .missing)
            return []
        }
        guard let items = value.list, items.count <= most else {
            note(name, .notList, ["most": .number(Int64(most))])
            return []
        }
        return items
    }
}

extension JSON {
    /// A finite number in its shortest form that reads back the same; `null` for anything else.
    static func shortest(_ value: Double?) -> JSON {
        guard let value, value.isFinite else { return .null }
        if value == value.rounded(), abs(value) < 1e15 { return .whole(Int64(value)) }
        return .number("\(value)")
    }
}
