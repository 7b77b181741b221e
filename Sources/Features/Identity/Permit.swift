// SPDX-License-Identifier: Apache-2.0

import Domain

/// What an authority allowed an organisation to do with waste. Recorded here, decided elsewhere.
public struct Permit: Hashable, Sendable, Codable {
    /// How sure the record is. Low confidence is shown with a warning and is no ground to refuse anybody.
    public enum Confidence: String, CaseIterable, Codable, Sendable {
        case high, medium, low
    }

    public let id: PermitID
    /// Changes only when the firm is merged into another.
    public var organisation: OrganisationID
    /// The site it is bound to; `nil` for a permit of the whole organisation, as hauliers have.
    public var site: SiteID?
    /// As printed on it.
    public var number: String
    public var issuedBy: String
    public var wastes: [WasteScope]
    /// Empty for a permit that is for transport alone.
    public var treatments: [TreatmentCode]
    /// Whether it allows carrying waste; a permit without treatments does unless said.
    public var allowsTransport: Bool
    /// Wet mass that may be taken in on one day.
    public var dailyCapacity: Mass?
    /// Wet mass that may be taken in within a calendar year.
    public var yearlyCapacity: Mass?
    /// Wet mass that may stand on site, untreated, at any moment.
    public var storageCeiling: Mass?
    public var validFrom: CalendarDate
    /// Its last day; `nil` when it has none.
    public var validUntil: CalendarDate?
    /// Where the record comes from: the gazette, a scan, an extract.
    public var source: String
    public var confidence: Confidence
    public var version: Int

    public init(
        id: PermitID, organisation: OrganisationID, site: SiteID? = nil, number: String, issuedBy: String, wastes: [WasteScope],
        treatments: [TreatmentCode], allowsTransport: Bool? = nil, dailyCapacity: Mass? = nil, yearlyCapacity: Mass? = nil,
        storageCeiling: Mass? = nil, validFrom: CalendarDate, validUntil: CalendarDate? = nil, source: String,
        confidence: Confidence = .high, version: Int = 1
    ) {
        self.id = id
        self.organisation = organisation
        self.site = site
        self.number = number
        self.issuedBy = issuedBy
        self.wastes = wastes
        self.treatments = treatments
        self.allowsTransport = allowsTransport ?? treatments.isEmpty
        self.dailyCapacity = dailyCapacity
        self.yearlyCapacity = yearlyCapacity
        self.storageCeiling = storageCeiling
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.source = source
        self.confidence = confidence
        self.version = version
    }

    /// Whether this permit covers one waste, done one way, on one day.
    ///
    /// - Parameters:
    ///   - isHazardous: of the waste as listed on that day.
    ///   - treatment: `nil` asks for transport.
    /// - Returns: the first reason against it in the order dates, waste, treatment; else `.allows`.
    public func verdict(waste: WasteCodeID, isHazardous: Bool, treatment: TreatmentCode?, on day: CalendarDate) -> PermitVerdict {
        if day < validFrom { return .notYetValid(from: validFrom) }
        if let validUntil, validUntil < day { return .expired(on: validUntil) }
        guard wastes.contains(where: { $0.covers(waste, isHazardous: isHazardous) }) else { return .wasteNotCovered }
        guard let treatment else { return allowsTransport ? .allows : .transportNotCovered }
        return treatments.contains(treatment) ? .allows : .treatmentNotCovered
    }
}
