// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a text says about a day or a month, read without guessing.
public enum DateReading: Hashable, Sendable {
    case day(CalendarDate)
    case month(Month)
    /// Reads in several ways: `03/04/2026`, `Jan-26`. Days as `2026-04-03`, months as `2026-04`.
    case ambiguous([String], Doubt.Reason)
    /// A month's name or number, 1...12, without a year.
    case monthWithoutYear(Int)
    case unreadable

    /// Reads digits of any script, months in English, Khmer and Vietnamese, year first or last.
    public init(_ text: String) {
        let words = Self.words(text)
        let numbers = words.compactMap { if case .number(let value, let digits) = $0 { (value, digits) } else { nil } }
        let months = words.compactMap { if case .month(let month) = $0 { month } else { nil } }
        guard !words.isEmpty, words.count == numbers.count + months.count, months.count <= 1, numbers.count + months.count <= 3 else {
            self = .unreadable
            return
        }
        if let month = months.first {
            self = Self.named(month, numbers)
        } else {
            self = Self.numeric(numbers)
        }
    }

    private enum Word { case number(Int, digits: Int), month(Int), other }

    /// A month in words with whatever numbers stand by it.
    private static func named(_ month: Int, _ numbers: [(value: Int, digits: Int)]) -> DateReading {
        let years = numbers.filter { $0.digits == 4 }
        switch (numbers.count, years.count) {
        case (0, _): return .monthWithoutYear(month)
        case (1, 1): return year(numbers[0].value) { .month(Month(year: $0, month: month)) }
        case (1, 0):
            // `Jan-26` is a month of a year or a day of a month whose year is missing.
            return numbers[0].digits <= 2 ? .ambiguous(["\(Month(year: 2000 + numbers[0].value, month: month))"], .unclearYear) : .unreadable
        case (2, 1):
            let day = numbers[0].digits == 4 ? numbers[1] : numbers[0]
            guard day.digits <= 2 else { return .unreadable }
            return year(years[0].value) { CalendarDate(year: $0, month: month, day: day.value).map { .day($0) } ?? .unreadable }
        case (2, 0):
            guard numbers.allSatisfy({ $0.digits <= 2 }) else { return .unreadable }
            let date = CalendarDate(year: 2000 + numbers[1].value, month: month, day: numbers[0].value)
            return date.map { .ambiguous([$0.description], .unclearYear) } ?? .unreadable
        default: return .unreadable
        }
    }

    private static func numeric(_ numbers: [(value: Int, digits: Int)]) -> DateReading {
        switch numbers.count {
        case 2 where numbers[0].digits == 4 && numbers[1].digits <= 2 && (1...12).contains(numbers[1].value):
            return year(numbers[0].value) { .month(Month(year: $0, month: numbers[1].value)) }
        case 2 where numbers[1].digits == 4 && numbers[0].digits <= 2 && (1...12).contains(numbers[0].value):
            return year(numbers[1].value) { .month(Month(year: $0, month: numbers[0].value)) }
        case 3 where numbers[0].digits == 4 && numbers[1].digits <= 2 && numbers[2].digits <= 2:
            return year(numbers[0].value) { CalendarDate(year: $0, month: numbers[1].value, day: numbers[2].value).map { .day($0) } ?? .unreadable }
        case 3 where numbers[2].digits == 4 && numbers[0].digits <= 2 && numbers[1].digits <= 2:
            return year(numbers[2].value) { either(numbers[0].value, numbers[1].value, $0) }
        case 3 where numbers.allSatisfy({ $0.digits <= 2 }):
            var readings: [String] = []
            for (day, month, year) in [(0, 1, 2), (1, 0, 2), (2, 1, 0)] {
                guard let date = CalendarDate(year: 2000 + numbers[year].value, month: numbers[month].value, day: numbers[day].value) else { continue }
                if !readings.contains(date.description) { readings.append(date.description) }
            }
            return readings.isEmpty ? .unreadable : .ambiguous(readings, .unclearYear)
        default: return .unreadable
        }
    }

    /// Day and month in either order.
    private static func either(_ a: Int, _ b: Int, _ year: Int) -> DateReading {
        let dates = [CalendarDate(year: year, month: b, day: a), CalendarDate(year: year, month: a, day: b)].compactMap { $0 }
        guard let first = dates.first else { return .unreadable }
        return dates.allSatisfy { $0 == first } ? .day(first) : .ambiguous(dates.map(\.description), .ambiguousDate)
    }

    /// A year as written: of our era as it is, of the Buddhist era both ways to reckon it, for it begins in May.
    private static func year(_ written: Int, _ read: (Int) -> DateReading) -> DateReading {
        if (1990...2100).contains(written) { return read(written) }
        guard (2533...2644).contains(written) else { return .unreadable }
        let readings = [written - 543, written - 544].flatMap { year -> [String] in
            switch read(year) {
            case .day(let day): [day.description]
            case .month(let month): [month.description]
            case .ambiguous(let all, _): all
            default: []
            }
        }
        return readings.isEmpty ? .unreadable : .ambiguous(readings, .unclearYear)
    }

    /// Numbers and months, without the words for day, month and year that Khmer and Vietnamese put before them.
    private static func words(_ text: String) -> [Word] {
        // Times behind a day say nothing about it.
        let text = text.trimmed.withLatinDigits
        let folded = TextFolding.fold(text)
        var words: [Word] = []
        var pieces = folded.split(separator: " ").map(String.init)
        pieces = pieces.flatMap(Self.apart)
        var at = 0
        while at < pieces.count {
            let piece = pieces[at]
            if let value = Int(piece), piece.utf8.count <= 4 {
                words.append(.number(value, digits: piece.utf8.count))
            } else if let (month, length) = Self.month(pieces[at...]) {
                words.append(.month(month))
                at += length - 1
            } else if !["ngay", "nam", "ថ្ងៃទី", "ថ្ងៃ", "ឆ្នាំ", "ខែ", "thang"].contains(piece) {
                words.append(.other)
            }
            at += 1
        }
        return words
    }

    /// The longest name of a month that the pieces begin with.
    private static func month(_ pieces: ArraySlice<String>) -> (month: Int, length: Int)? {
        for length in stride(from: min(3, pieces.count), through: 1, by: -1) {
            if let month = TableWords.months[pieces.prefix(length).joined(separator: " ")] { return (month, length) }
        }
        return nil
    }

    /// Khmer writes `ខែ` and `ឆ្នាំ` against the word; digits stand apart from letters.
    private static func apart(_ piece: String) -> [String] {
        var rest = piece
        var before: [String] = []
        for prefix in ["ថ្ងៃទី", "ថ្ងៃ", "ខែ", "ឆ្នាំ"] where rest.hasPrefix(prefix) && rest != prefix {
            before.append(prefix)
            rest = String(rest.dropFirst(prefix.count))
        }
        // `T1` is how Vietnamese shortens the first month.
        if rest.first == "t", let month = Int(rest.dropFirst()), (1...12).contains(month) { return before + ["thang", String(month)] }
        return before + [rest]
    }
}
