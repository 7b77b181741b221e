// SPDX-License-Identifier: Apache-2.0

import Domain

/// What the serial dates of a workbook count from.
public enum SerialEpoch: Hashable, Sendable {
    /// Day 1 is 1 January 1900. Day 60, 29 February 1900, never was; programs keep it for the sake of Lotus 1-2-3.
    case from1900
    /// Day 0 is 1 January 1904, as old programs for the Macintosh counted.
    case from1904

    /// The day of a serial number, and the fraction of the day that stands behind it.
    ///
    /// - Returns: `nil` before the first day, for the day that never was, and beyond the year 9999.
    /// - Source: ECMA-376 part 1, 18.17.4.
    public func date(_ serial: Double) -> (date: CalendarDate, fraction: Double)? {
        guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
        let whole = Int(serial.rounded(.down))
        let fraction = serial - Double(whole)
        switch self {
        case .from1904: return (Self.first1904.adding(days: whole), fraction)
        case .from1900:
            guard whole >= 1, whole != 60 else { return nil }
            return (Self.first1900.adding(days: whole < 60 ? whole - 1 : whole - 2), fraction)
        }
    }

    /// The serial number of a day; `nil` for days before the first one.
    public func serial(of date: CalendarDate) -> Int? {
        switch self {
        case .from1904: return date >= Self.first1904 ? date.days(since: Self.first1904) : nil
        case .from1900:
            guard date >= Self.first1900 else { return nil }
            let days = date.days(since: Self.first1900) + 1
            return days < 60 ? days : days + 1
        }
    }

    private static let first1900 = CalendarDate(dayNumber: -25_567)
    private static let first1904 = CalendarDate(dayNumber: -24_107)
}

extension ExactDecimal {
    /// A number as a workbook holds it: the 15 significant digits that spreadsheet programs show, so that 0.1 + 0.2 is 0.3.
    ///
    /// Digits beyond 12 behind the point are rounded away. `nil` for what is no number or does not fit.
    public init?(workbook text: String) {
        if let plain = ExactDecimal(text), text.utf8.count <= 15 {
            self = plain.withoutTrailingZeros
            return
        }
        guard let value = Double(text), value.isFinite else { return nil }
        // The shortest decimal that reads back to the same binary fraction, so at most 17 digits.
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var seenPoint = false
        let parts = value.magnitude.description.lowercased().split(separator: "e")
        for byte in parts[0].utf8 {
            if byte == 46 {
                seenPoint = true
                continue
            }
            digits.append(byte - 48)
            if !seenPoint { point += 1 }
        }
        if parts.count == 2 { exponent = Int(parts[1]) ?? 0 }
        point += exponent
        while digits.count > 1, digits.first == 0 {
            digits.removeFirst()
            point -= 1
        }
        let kept = min(15, point + 12)
        guard kept >= 0 else {
            self.init(digits: 0, scale: 0)
            return
        }
        var whole: Int64 = 0
        for digit in digits.prefix(kept) { whole = whole * 10 + Int64(digit) }
        let used = min(kept, digits.count)
        if digits.count > kept, digits[kept] >= 5 { whole += 1 }
        var scale = used - point
        while scale < 0 {
            let (next, overflow) = whole.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            whole = next
            scale += 1
        }
        guard scale <= 12 + 15 else { return nil }
        var result = ExactDecimal(digits: value < 0 ? -whole : whole, scale: scale)
        while result.scale > 0, result.digits % 10 == 0 {
            result.digits /= 10
            result.scale -= 1
        }
        guard result.scale <= 12 else { return nil }
        self = result
    }
}
