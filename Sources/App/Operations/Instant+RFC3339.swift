// SPDX-License-Identifier: Apache-2.0

import Domain

extension Instant {
    /// As the API and files write a moment, in UTC to the second: `2026-09-12T02:30:05Z`.
    public var rfc3339: String {
        let seconds = microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - day * 86_400
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(CalendarDate(dayNumber: Int32(day)))T\(two(rest / 3600)):\(two(rest % 3600 / 60)):\(two(rest % 60))Z"
    }
}
