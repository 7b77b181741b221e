// SPDX-License-Identifier: Apache-2.0

import Domain

// How each language writes numbers, masses and dates. English groups by comma with a decimal point; Vietnamese groups by
// point with a decimal comma; Khmer official writing groups by point with a decimal comma as well (as the ministries'
// Khmer-language publications do), with Latin digits unless the reader asked for Khmer ones.

extension Words {
    var groupSeparator: String { language == .english ? "," : "." }
    var decimalSeparator: String { language == .english ? "." : "," }

    /// A whole number with groups of three digits.
    public func number(_ value: Int64) -> String { (value < 0 ? "−" : "") + localDigits(grouped(value.magnitude)) }

    /// Digits in groups of three.
    private func grouped(_ magnitude: UInt64) -> String {
        let digits = String(magnitude)
        var text = ""
        var begin = digits.startIndex
        while begin != digits.endIndex {
            let left = digits.utf8.distance(from: begin, to: digits.endIndex)
            let end = digits.utf8.index(begin, offsetBy: (left - 1) % 3 + 1)
            if begin != digits.startIndex { text += groupSeparator }
            text += digits[begin..<end]
            begin = end
        }
        return text
    }

    /// A number that says which one, such as a line or a version: without groups, so that it is found again as it is written.
    public func numeral(_ value: Int64) -> String { localDigits(String(value)) }

    /// `value / 10^scale`, exactly, trailing zeros behind the point left out down to `minimum` places.
    public func decimal(_ value: Int64, scale: Int, minimum: Int = 0) -> String {
        var divisor: UInt64 = 1
        for _ in 0..<scale { divisor *= 10 }
        let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor)
        var fraction = rest
        var places = scale
        while places > minimum, fraction % 10 == 0 {
            fraction /= 10
            places -= 1
        }
        var text = grouped(whole)
        if places > 0 {
            let digits = String(fraction)
            text += decimalSeparator + String(repeating: "0", count: places - digits.utf8.count) + digits
        }
        return (value < 0 ? "−" : "") + localDigits(text)
    }

    /// Kilograms, exactly, without the unit: 1,240.5.
    public func kilograms(_ mass: Mass) -> String { decimal(mass.raw, scale: 3) }

    /// A mass in kilograms with its unit, exactly.
    public func mass(_ mass: Mass) -> String { kilograms(mass) + "\u{A0}kg" }

    /// Tonnes at most four significant digits, for overviews; without the unit.
    public func tonnesRounded(_ mass: Mass) -> String {
        let magnitude = mass.raw.magnitude
        // Places kept so that four significant digits stand, between 3 and 0.
        let places = magnitude >= 1_000_000_000 ? 0 : magnitude >= 100_000_000 ? 1 : magnitude >= 10_000_000 ? 2 : 3
        var unit: Int64 = 1
        for _ in 0..<(6 - places) { unit *= 10 }
        let rounded = (Int64(magnitude) + unit / 2) / unit
        return decimal(mass.raw < 0 ? -rounded : rounded, scale: places)
    }

    /// A fraction in per cent with at most one place.
    public func percent(_ share: Double) -> String {
        decimal(Int64((share * 1000).rounded(.toNearestOrAwayFromZero)), scale: 1) + (language == .english ? "%" : "\u{A0}%")
    }

    /// Digits in Khmer where the reader asked for them.
    public func localDigits(_ text: String) -> String {
        guard usesKhmerDigits, language == .khmer else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    (48...57).contains(scalar.value) ? Unicode.Scalar(0x17E0 + scalar.value - 48) ?? scalar : scalar
                }))
    }

    /// A day with the month in words: `12 Sep 2026`, `12 កញ្ញា 2026`, `12 thg 9, 2026`. Never 03/04.
    public func date(_ date: CalendarDate) -> String {
        let (year, month, day) = date.components
        let name = monthName(month)
        return switch language {
        case .english: "\(day) \(name) \(year)"
        case .khmer: localDigits("\(day) \(name) \(year)")
        case .vietnamese: "\(day) \(name) \(year)"
        }
    }

    /// A month with its year: `September 2026` is `Sep 2026` on screens.
    public func month(_ month: Month) -> String { localDigits("\(monthName(month.month)) \(month.year)") }

    /// Day and minute in the country's zone.
    public func moment(_ instant: Instant) -> String { date(zone.date(of: instant)) + " " + clock(instant) }

    /// Minute of the day in the country's zone.
    public func clock(_ instant: Instant) -> String {
        let time = zone.timeOfDay(of: instant)
        return localDigits((time.hour < 10 ? "0" : "") + "\(time.hour):" + (time.minute < 10 ? "0" : "") + "\(time.minute)")
    }

    private func monthName(_ month: Int) -> String {
        switch language {
        case .english: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
        case .khmer: ["មករា", "កុម្ភៈ", "មីនា", "មេសា", "ឧសភា", "មិថុនា", "កក្កដា", "សីហា", "កញ្ញា", "តុលា", "វិច្ឆិកា", "ធ្នូ"][month - 1]
        case .vietnamese: "tháng \(month)"
        }
    }
}
