// SPDX-License-Identifier: Apache-2.0

import Domain

/// A province's number within its country, as the statistical office gives it. Viet Nam gave some numbers to another
/// province in 2025 (15 was Yên Bái and is Lào Cai), so a number means something only together with a date.
public struct ProvinceID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let country: Country
    /// Two digits.
    public let code: String

    public init?(country: Country, code: some StringProtocol) {
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        self.country = country
        self.code = String(code)
    }

    /// Reads `VN-15`.
    public init?(text: some StringProtocol) {
        guard text.utf8.count == 5, text.dropFirst(2).first == "-", let country = Country(rawValue: String(text.prefix(2))) else { return nil }
        self.init(country: country, code: text.suffix(2))
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ProvinceID(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a province such as VN-15")
        }
        self = id
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var description: String { country.rawValue + "-" + code }
    public static func < (a: ProvinceID, b: ProvinceID) -> Bool { a.description < b.description }
}

/// A province or city under central rule, for the days on which it stood within its bounds.
public struct Province: ListRow, Hashable {
    public enum UnitType: String, CaseIterable, Sendable, Codable { case province, municipality, capital }

    /// The province's number and the day from which it is meant.
    public struct Key: Hashable, Sendable {
        public let id: ProvinceID
        public let validFrom: CalendarDate?
    }

    public let id: ProvinceID
    /// First day within these bounds; `nil` when that is before the list begins.
    public let validFrom: CalendarDate?
    /// Last day within these bounds; `nil` while they stand.
    public let validThrough: CalendarDate?
    /// Latin letters without marks.
    public let nameEnglish: String
    /// In Khmer or Vietnamese.
    public let nameLocal: String
    /// `nil` where the source does not say it of a merged unit.
    public let unitType: UnitType?
    /// The seat, to about 0.01-0.05 degrees.
    public let position: Position
    /// The unit its area went to on the day after ``validThrough``.
    public let successor: ProvinceID?
    public let provenance: Provenance

    public var key: Key { Key(id: id, validFrom: validFrom) }

    public func isValid(on date: CalendarDate) -> Bool {
        (validFrom.map { $0 <= date } ?? true) && (validThrough.map { date <= $0 } ?? true)
    }
}

extension CodeList where Row == Province {
    /// The provinces of a country on a day, in order of their numbers.
    public func provinces(of country: Country, on date: CalendarDate) -> [Province] {
        rows.filter { $0.id.country == country && $0.isValid(on: date) }.sorted { $0.id < $1.id }
    }

    /// What a number meant on a day.
    public func province(_ id: ProvinceID, on date: CalendarDate) -> Province? { rows.first { $0.id == id && $0.isValid(on: date) } }

    /// The province that stands on `date` in whose area a province of this or an earlier map lies; itself while it stands.
    ///
    /// A merged unit carries the number of the old unit in which its seat lies, so a number of the new map leads to itself.
    public func successor(of id: ProvinceID, on date: CalendarDate) -> Province? {
        if let standing = province(id, on: date) { return standing }
        guard let former = rows.last(where: { $0.id == id && ($0.validThrough.map { $0 < date } ?? false) }), let successor = former.successor
        else { return nil }
        return province(successor, on: date)
    }
}
