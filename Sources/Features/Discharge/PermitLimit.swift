// SPDX-License-Identifier: Apache-2.0

import Domain

public enum PermitLimitKind {}
public typealias PermitLimitID = Identifier<PermitLimitKind>

/// A limit that stands in a site's own permit. Recorded by officers, decided elsewhere.
public struct PermitLimit: Hashable, Sendable, Codable {
    public let id: PermitLimitID
    public let site: SiteID
    /// The outlet it is for; `nil` for all of the site's that discharge into the same medium.
    public let outlet: OutletID?
    public let medium: DischargeMedium
    public let parameter: String
    public let bound: Bound
    /// Number of the permit, as printed.
    public let permit: String
    public let issuedBy: String
    public let validFrom: CalendarDate
    /// Its last day; `nil` when it has none.
    public let validUntil: CalendarDate?
    /// Where the record comes from.
    public let source: String

    public init(
        id: PermitLimitID, site: SiteID, outlet: OutletID?, medium: DischargeMedium, parameter: String, bound: Bound, permit: String, issuedBy: String,
        validFrom: CalendarDate, validUntil: CalendarDate?, source: String
    ) {
        self.id = id
        self.site = site
        self.outlet = outlet
        self.medium = medium
        self.parameter = parameter
        self.bound = bound
        self.permit = permit
        self.issuedBy = issuedBy
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.source = source
    }

    /// Parameters of water and air have codes of their own, so a parameter tells its medium.
    func applies(to result: LabResult) -> Bool {
        parameter == result.parameter && site == result.site && (outlet == nil || outlet == result.outlet) && validFrom <= result.sampledOn
            && (validUntil.map { result.sampledOn <= $0 } ?? true)
    }
}
