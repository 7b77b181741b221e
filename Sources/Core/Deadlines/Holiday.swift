// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Tabular
import Wording

// Deadlines: which days are worked, when something is due, and who is told how late it is. Holidays, working weeks, rules and steps are rows
// of data; officers load the official list of a year over the assumed one. Nothing here reads a clock: callers pass the day.
//
//   Holiday, Holidays     days off by country, shipped and loaded, with what is known of each year
//   WorkCalendar          counting working days of a country
//   DeadlineRule          how days after a period are counted, and when lateness is told to whom

/// A day on which offices are closed.
public struct Holiday: Hashable, Sendable {
    public var country: Country
    public var day: CalendarDate
    public var names: [Language: String]
    /// An authority's list says so; else it is assumed.
    public var isOfficial: Bool
    public var provenance: Provenance
}

/// How well the holidays of a year are known.
public enum YearStanding: String, CaseIterable, Sendable {
    /// An authority's list was loaded.
    case official
    /// Days were assumed: some may be missing, or fall on another day.
    case assumed
    /// Nobody has listed any day of it.
    case unknown
}

/// All holidays that are known.
public struct Holidays: Sendable {
    /// File name under which officers load a year.
    public static let file = "public_holidays.csv"
    public static let columns = ["country", "day", "name_en", "name_km", "name_vi", "standing", "source", "confidence"]

    public private(set) var all: [Holiday] = []
    /// Monday is 0.
    private var workdays: [Country: Set<Int>] = [:]

    /// Those that the program ships with.
    public static let shipped: Holidays = {
        var empty = Holidays()
        for row in DeadlineResource.rows("working_weeks", columns: ["country", "weekdays", "standing", "source", "confidence"]) {
            let days = row["weekdays"].split(separator: ";").compactMap { Int($0) }.map { $0 - 1 }
            guard let country = Country(rawValue: row["country"]), !days.isEmpty, days.allSatisfy((0...6).contains) else {
                preconditionFailure("working_weeks.csv line \(row.line)")
            }
            empty.workdays[country] = Set(days)
        }
        let (holidays, faults) = empty.adding(csv: DeadlineResource.bytes("public_holidays"))
        precondition(faults.isEmpty, "public_holidays.csv: \(faults.map(\.description).joined(separator: "; "))")
        return holidays
    }()

    private init() {}

    /// A country's days in their order.
    public func listed(_ country: Country) -> [Holiday] { all.filter { $0.country == country } }

    public func standing(_ country: Country, year: Int) -> YearStanding {
        let days = all.filter { $0.country == country && $0.day.components.year == year }
        return days.isEmpty ? .unknown : days.allSatisfy(\.isOfficial) ? .official : .assumed
    }

    public func calendar(_ country: Country) -> WorkCalendar {
        WorkCalendar(weekdays: workdays[country] ?? Set(0...4), holidays: Set(listed(country).map(\.day)))
    }

    /// These holidays with a file laid over them. A year that it names is replaced whole: what it leaves out of that year is no holiday any more.
    ///
    /// - Returns: every fault with line and column; with any, the holidays are not to be used.
    public func adding(csv bytes: [UInt8]) -> (holidays: Holidays, faults: [TableFault]) {
        let table = CSVTable(bytes: bytes, required: Self.columns)
        var faults = table.faults
        var found: [Holiday] = []
        var seen: Set<YearOf> = []
        var days: Set<DayOf> = []
        for row in table.rows {
            func note(_ column: String) { faults.append(TableFault(line: row.line, column: column, value: row[column], reason: .unreadableValue)) }
            let country = Country(rawValue: row["country"])
            let day = CalendarDate(iso: row["day"])
            let confidence = Confidence(rawValue: row["confidence"])
            let isOfficial = ["official": true, "assumed": false][row["standing"]]
            if country == nil { note("country") }
            if day == nil { note("day") }
            if isOfficial == nil { note("standing") }
            if confidence == nil || isOfficial == false && confidence != .low { note("confidence") }
            for column in ["name_en", "source"] where row[column].allSatisfy(\.isWhitespace) { note(column) }
            guard let country, let day, let isOfficial, let confidence else { continue }
            if !days.insert(DayOf(country: country, day: day)).inserted { note("day") }
            seen.insert(YearOf(country: country, year: day.components.year))
            let names = [Language.english: row["name_en"], .khmer: row["name_km"], .vietnamese: row["name_vi"]].filter { !$0.value.isEmpty }
            found.append(
                Holiday(
                    country: country, day: day, names: names, isOfficial: isOfficial,
                    provenance: Provenance(source: row["source"], confidence: confidence)))
        }
        if table.rows.isEmpty, faults.isEmpty { faults.append(TableFault(line: 2, reason: .missingRow)) }
        var result = self
        result.all.removeAll { seen.contains(YearOf(country: $0.country, year: $0.day.components.year)) }
        result.all = (result.all + found).sorted { ($0.country.rawValue, $0.day) < ($1.country.rawValue, $1.day) }
        return (result, faults)
    }

    private struct YearOf: Hashable {
        var country: Country
        var year: Int
    }

    private struct DayOf: Hashable {
        var country: Country
        var day: CalendarDate
    }

    /// A country's days as a file of the same shape, so that an officer can send it back changed.
    public func csv(_ country: Country) -> [UInt8] {
        var writer = CSVWriter(columns: Self.columns, forSpreadsheets: true)
        for holiday in listed(country) {
            writer.append([
                holiday.country.rawValue, holiday.day.description, holiday.names[.english] ?? "", holiday.names[.khmer] ?? "",
                holiday.names[.vietnamese] ?? "", holiday.isOfficial ? "official" : "assumed", holiday.provenance.source,
                holiday.provenance.confidence.rawValue,
            ])
        }
        return writer.bytes
    }
}

/// The files of this room.
enum DeadlineResource {
    static func bytes(_ name: String) -> [UInt8] {
        guard let url = Bundle.module.url(forResource: "Resources/\(name)", withExtension: "csv"), let data = try? Data(contentsOf: url) else {
            preconditionFailure("The program was installed without \(name).csv.")
        }
        return [UInt8](data)
    }

    static func rows(_ name: String, columns: [String]) -> [TableRow] {
        let table = CSVTable(bytes: bytes(name), required: columns)
        precondition(table.faults.isEmpty, "\(name).csv: \(table.faults.map(\.description).joined(separator: "; "))")
        return table.rows
    }
}
