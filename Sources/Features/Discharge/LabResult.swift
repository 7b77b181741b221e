// SPDX-License-Identifier: Apache-2.0

import Domain

public enum LabResultKind {}
public typealias LabResultID = Identifier<LabResultKind>

/// What a laboratory says of a value.
public enum ResultOperator: String, CaseIterable, Codable, Sendable {
    case equal = "="
    /// Below what could be detected or counted.
    case below = "<"
    /// Above what could be counted.
    case above = ">"
}

/// A value of a parameter: as given, and in the parameter's own unit.
public struct ResultReading: Hashable, Sendable, Codable {
    public var sign: ResultOperator
    /// As given, in ``unit``.
    public var given: Measure
    public var unit: String
    /// In the parameter's unit; converted once.
    public var value: Measure
    /// Least that the method can see, in the parameter's unit.
    public var detection: Measure?
    /// Edition of the list of units.
    public var conversion: String

    public init(sign: ResultOperator, given: Measure, unit: String, value: Measure, detection: Measure?, conversion: String) {
        self.sign = sign
        self.given = given
        self.unit = unit
        self.value = value
        self.detection = detection
        self.conversion = conversion
    }
}

/// One value of a laboratory's sheet.
public struct LabResult: Hashable, Sendable, Codable {
    /// The row of a file from which it was taken.
    public struct Origin: Hashable, Sendable, Codable {
        /// SHA-256 of the file, hexadecimal.
        public var file: String
        public var row: Int

        public init(file: String, row: Int) {
            self.file = file
            self.row = row
        }
    }

    public let id: LabResultID
    public let outlet: OutletID
    public let site: SiteID
    /// Code of ``DischargeParameter``.
    public let parameter: String
    public let reading: ResultReading
    public let sampledOn: CalendarDate
    public let reportedOn: CalendarDate?
    /// Tells several samples of one day apart; empty for the only one.
    public let sample: String
    public let laboratory: String
    public let method: String
    public let origin: Origin?
    public let recordedAt: Instant
    /// Why it was taken out of use; in the erasable table.
    public private(set) var withdrawn: SealedText?
    public private(set) var version: Int

    public init(
        id: LabResultID, outlet: OutletID, site: SiteID, parameter: String, reading: ResultReading, sampledOn: CalendarDate, reportedOn: CalendarDate?,
        sample: String, laboratory: String, method: String, origin: Origin? = nil, recordedAt: Instant
    ) {
        self.id = id
        self.outlet = outlet
        self.site = site
        self.parameter = parameter
        self.reading = reading
        self.sampledOn = sampledOn
        self.reportedOn = reportedOn
        self.sample = sample
        self.laboratory = laboratory
        self.method = method
        self.origin = origin
        self.recordedAt = recordedAt
        version = 1
    }

    public var isWithdrawn: Bool { withdrawn != nil }

    /// A result is never changed: what is wrong is withdrawn with a reason, and the right one is recorded.
    public func withdrawing(_ reason: SealedText) throws(DischargeRefusal) -> LabResult {
        guard withdrawn == nil else { throw .alreadyWithdrawn }
        var after = self
        after.withdrawn = reason
        after.version += 1
        return after
    }
}
