// SPDX-License-Identifier: Apache-2.0

/// A moment, in microseconds since 1970-01-01 00:00 UTC. Always passed in, never read from a clock in pure rooms.
public struct Instant: Hashable, Comparable, Sendable, Codable {
    public var microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }
    public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    public init(from decoder: any Decoder) throws { microseconds = try decoder.singleValueContainer().decode(Int64.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }

    public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }
    public func adding(seconds: Int64) -> Instant { Instant(microseconds: microseconds + seconds * 1_000_000) }
    public func adding(hours: Int64) -> Instant { adding(seconds: hours * 3600) }
    public func adding(days: Int64) -> Instant { adding(seconds: days * 86_400) }
    /// Whole seconds from `earlier` to here, rounded toward zero.
    public func seconds(since earlier: Instant) -> Int64 { (microseconds - earlier.microseconds) / 1_000_000 }
}

/// The civil time zones of the countries served. Neither has changed its offset since 1975 nor keeps summer time, so a
/// fixed offset is exact for every date the platform can hold; a country that does keep it needs a real zone table.
public enum CivilZone: String, CaseIterable, Codable, Sendable {
    case phnomPenh = "Asia/Phnom_Penh"
    case hoChiMinh = "Asia/Ho_Chi_Minh"

    public var offsetSeconds: Int64 { 7 * 3600 }

    public func date(of instant: Instant) -> CalendarDate {
        let seconds = floorDivide(instant.microseconds, 1_000_000) + offsetSeconds
        return CalendarDate(dayNumber: Int32(floorDivide(seconds, 86_400)))
    }

    /// Hour and minute of the day in this zone.
    public func timeOfDay(of instant: Instant) -> (hour: Int, minute: Int) {
        let seconds = floorDivide(instant.microseconds, 1_000_000) + offsetSeconds
        let inDay = seconds - floorDivide(seconds, 86_400) * 86_400
        return (Int(inDay / 3600), Int(inDay % 3600 / 60))
    }

    /// The first moment of a day in this zone.
    public func start(of date: CalendarDate) -> Instant {
        Instant(seconds: Int64(date.dayNumber) * 86_400 - offsetSeconds)
    }
}

/// Division that rounds toward minus infinity, as calendars need before 1970.
func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    let quotient = a / b
    return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient
}
