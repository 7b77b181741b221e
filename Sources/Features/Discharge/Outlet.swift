// SPDX-License-Identifier: Apache-2.0

import Domain

public enum OutletKind {}
public typealias OutletID = Identifier<OutletKind>

/// Where what is discharged ends up.
public enum ReceivingBody: String, CaseIterable, Codable, Sendable {
    case river, canal, lake, sea, ground, sewer, air, unknown

    public var phrase: DischargePhrase { .named("receiving", rawValue) }
}

/// What held of an outlet from a day on: where it led, and which column of the standard applied.
public struct OutletStanding: Hashable, Sendable, Codable {
    public var from: CalendarDate
    public var receiving: ReceivingBody
    /// Name of the river, or of the works at the end of the sewer; empty where nobody said.
    public var name: String
    /// Column of the standard as its list calls it, such as `protected`; `nil` while nobody has stated it.
    public var column: String?

    public init(from: CalendarDate, receiving: ReceivingBody, name: String, column: String?) {
        self.from = from
        self.receiving = receiving
        self.name = name
        self.column = column
    }
}

/// A pipe or a stack by which a site discharges.
public struct Outlet: Hashable, Sendable, Codable {
    public let id: OutletID
    public let site: SiteID
    /// As the laboratory's sheets name it: `OUT-1`; one of its kind at a site.
    public let code: String
    public let medium: DischargeMedium
    /// Where it is: "behind the dye house".
    public var name: String
    /// Its first day.
    public var openedOn: CalendarDate
    /// Its last day.
    public var closedOn: CalendarDate?
    /// At least one, oldest first; of one day there is one.
    public private(set) var standings: [OutletStanding]
    public var version: Int

    public init(
        id: OutletID, site: SiteID, code: String, medium: DischargeMedium, name: String, openedOn: CalendarDate, closedOn: CalendarDate? = nil,
        standing: OutletStanding, version: Int = 1
    ) {
        self.id = id
        self.site = site
        self.code = code
        self.medium = medium
        self.name = name
        self.openedOn = openedOn
        self.closedOn = closedOn
        standings = [standing]
        self.version = version
    }

    /// What held on a day; before the first row that one stands in.
    public func standing(on day: CalendarDate) -> OutletStanding { standings.last { $0.from <= day } ?? standings[0] }

    /// What holds from a day on; a row of the same day is put right.
    public mutating func record(_ standing: OutletStanding) {
        standings = (standings.filter { $0.from != standing.from } + [standing]).sorted { $0.from < $1.from }
    }

    public func isOpen(on day: CalendarDate) -> Bool { openedOn <= day && (closedOn.map { day <= $0 } ?? true) }

    /// Codes are compared without case, spaces and dashes: `out 1` is `OUT-1`.
    public static func key(_ code: some StringProtocol) -> String { String(TextFolding.fold(code).filter { $0 != " " }) }
}
