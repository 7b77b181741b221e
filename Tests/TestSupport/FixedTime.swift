// SPDX-License-Identifier: Apache-2.0

import Domain

/// The one moment and day on which tests happen unless they say another: Monday 14 September 2026, 09:00 in Phnom Penh.
public enum FixedTime {
    public static let now = Instant(seconds: 1_789_351_200)
    public static let today = day(2026, 9, 14)

    /// A day that exists; a test that names another is wrong itself.
    public static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        guard let date = CalendarDate(year: year, month: month, day: day) else { preconditionFailure("There is no such day.") }
        return date
    }
}
