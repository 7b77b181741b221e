// SPDX-License-Identifier: Apache-2.0

import Domain

/// How a site is classified from a day on, and when that was learned. Rows are added, never changed.
///
/// A row with a `validFrom` that another row already has corrects that row; a row with a new one records a real change.
public struct SiteAttributes: Hashable, Sendable, Codable {
    /// First day on which this holds, in the site's zone.
    public var validFrom: CalendarDate
    /// When the platform learned it.
    public var learnedAt: Instant
    /// Code of the country's province list as valid on the day.
    public var province: String
    public var district: String?
    public var commune: String?
    /// ISIC Rev. 4 class.
    public var isic: String
    /// `nil` while the number of employees is not known.
    public var sizeClass: SizeClass?
    public var employees: Int?
    /// `0...employees`.
    public var employeesWomen: Int?
    /// The special economic zone or park it stands in.
    public var zone: String?

    public init(
        validFrom: CalendarDate, learnedAt: Instant, province: String, district: String? = nil, commune: String? = nil, isic: String,
        sizeClass: SizeClass? = nil, employees: Int? = nil, employeesWomen: Int? = nil, zone: String? = nil
    ) {
        self.validFrom = validFrom
        self.learnedAt = learnedAt
        self.province = province
        self.district = district
        self.commune = commune
        self.isic = isic
        self.sizeClass = sizeClass
        self.employees = employees
        self.employeesWomen = employeesWomen
        self.zone = zone
    }
}
