// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

extension Schema {
    /// Everything in a value that does not fit, each with its pointer as the problem's field.
    func problems(_ value: JSON, at pointer: Pointer = Pointer()) -> [Problem] {
        if case .null = value, isNullable { return [] }
        switch (kind, value) {
        case (.anything, _), (.flag, .bool): return []
        case (.text(let least, let most), .text(let text)):
            if text.unicodeScalars.contains(where: { $0.value < 32 && ![9, 10, 13].contains($0.value) || $0.value == 127 }) {
                return [APIPhrase.controlSign.problem(pointer.text)]
            }
            let count = text.unicodeScalars.count
            if count > most { return [APIPhrase.tooLong.problem(pointer.text, ["most": .number(Int64(most)), "length": .number(Int64(count))])] }
            if count < least { return [APIPhrase.tooShort.problem(pointer.text, ["least": .number(Int64(least)), "length": .number(Int64(count))])] }
            return []
        case (.form(let form), .text(let text)):
            return form.fits(text) ? [] : [form.phrase.problem(pointer.text, ["text": .text(String(text.prefix(40)))])]
        case (.choice(let words), .text(let text)):
            return words.contains(text)
                ? [] : [APIPhrase.notAChoice.problem(pointer.text, ["text": .text(String(text.prefix(40))), "choices": .text(words.joined(separator: ", "))])]
        case (.whole(let range), .whole(let number)):
            return range.contains(number)
                ? []
                : [
                    APIPhrase.outOfRange.problem(
                        pointer.text, ["least": .number(range.lowerBound), "most": .number(range.upperBound), "number": .number(number)])
                ]
        case (.fraction, .whole), (.fraction, .number): return []
        case (.list(let item, let range), .list(let items)):
            if !range.contains(items.count) {
                let facts: [String: Fact] = [
                    "least": .number(Int64(range.lowerBound)), "most": .number(Int64(range.upperBound)), "count": .number(Int64(items.count)),
                ]
                return [APIPhrase.listLength.problem(pointer.text, facts)]
            }
            return items.enumerated().flatMap { item.problems($1, at: pointer.appending($0)) }
        case (.object(_, let known, let isClosed), .object(let members)):
            var problems: [Problem] = []
            for member in known {
                let place = pointer.appending(member.name)
                if let given = value[member.name] {
                    problems += member.schema.problems(given, at: place)
                } else if member.isRequired {
                    problems.append(APIPhrase.missingKey.problem(place.text, ["key": .text(member.name)]))
                }
            }
            for member in members where isClosed && !known.contains(where: { $0.name == member.name }) {
                problems.append(APIPhrase.unknownKey.problem(pointer.appending(member.name).text, ["key": .text(String(member.name.prefix(100)))]))
            }
            return problems
        default: return [APIPhrase.wrongType.problem(pointer.text, ["expected": typePhrase.fact])]
        }
    }

    private var typePhrase: APIPhrase {
        switch kind {
        case .text, .form, .choice: .typeText
        case .whole: .typeWhole
        case .fraction: .typeNumber
        case .flag: .typeFlag
        case .list: .typeList
        case .object, .anything: .typeObject
        }
    }

    /// A query parameter's text as the JSON value it stands for; text that stands for none stays text and fails the check.
    func value(ofParameter text: String) -> JSON {
        switch kind {
        case .whole: Int64(text).map { .whole($0) } ?? .text(text)
        case .flag: text == "true" ? .bool(true) : text == "false" ? .bool(false) : .text(text)
        default: .text(text)
        }
    }
}
