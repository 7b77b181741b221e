// SPDX-License-Identifier: Apache-2.0

import Domain

/// A place where an organisation works: a factory, depot, plant or office. Flows and stocks belong to sites.
public struct Site: Hashable, Sendable, Codable {
    public let id: SiteID
    /// Its owner now.
    public private(set) var organisation: OrganisationID
    public var nameEnglish: String
    public var nameLocal: String
    public var position: Position?
    public var address: String
    public var openedOn: CalendarDate?
    /// Its last day.
    public var closedOn: CalendarDate?
    /// At least one row, by `validFrom` and then `learnedAt`, oldest first.
    public private(set) var attributes: [SiteAttributes]
    /// Absent, not empty, while it never changed hands: bodies written before stay as they are.
    private var owners: [SiteOwner]?
    public var version: Int

    public init(
        id: SiteID, organisation: OrganisationID, nameEnglish: String, nameLocal: String, position: Position? = nil, address: String,
        openedOn: CalendarDate? = nil, closedOn: CalendarDate? = nil, attributes: [SiteAttributes], version: Int = 1
    ) {
        precondition(!attributes.isEmpty, "A site has at least one row of attributes.")
        self.id = id
        self.organisation = organisation
        self.nameEnglish = nameEnglish
        self.nameLocal = nameLocal
        self.position = position
        self.address = address
        self.openedOn = openedOn
        self.closedOn = closedOn
        self.attributes = Self.ordered(attributes)
        self.version = version
    }

    /// How the site was classified on a day, by what is known now or was known at `knownAt`.
    ///
    /// Of the rows that had begun, the one that began last; of several for the same day, the one learned last. Facts older
    /// than the first row take the first row, so that every fact has a province and a sector. The same goes for a `knownAt`
    /// before anything was learned.
    public func attributes(on day: CalendarDate, knownAt: Instant? = nil) -> SiteAttributes {
        let known = knownAt.map { moment in attributes.filter { $0.learnedAt <= moment } } ?? attributes
        if let row = known.last(where: { $0.validFrom <= day }) { return row }
        let rows = known.isEmpty ? attributes : known
        let first = rows[0].validFrom
        return rows.last { $0.validFrom == first } ?? rows[0]
    }

    /// Adds a row: a change from its day on, or the correction of the row of the same day.
    public mutating func record(_ row: SiteAttributes) {
        attributes = Self.ordered(attributes + [row])
    }

    /// Those who owned it before, first owner first.
    public var formerOwners: [SiteOwner] { owners ?? [] }

    /// Gives the site to another owner; its book goes along, since accounts belong to the site.
    ///
    /// - Parameter day: the new owner's first.
    public mutating func pass(to owner: OrganisationID, from day: CalendarDate) {
        owners = formerOwners + [SiteOwner(organisation: organisation, until: day.adding(days: -1))]
        organisation = owner
        version += 1
    }

    /// The day lies between its opening and closing days, both included.
    public func isOpen(on day: CalendarDate) -> Bool {
        (openedOn.map { $0 <= day } ?? true) && (closedOn.map { day <= $0 } ?? true)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(SiteID.self, forKey: .id)
        organisation = try container.decode(OrganisationID.self, forKey: .organisation)
        nameEnglish = try container.decode(String.self, forKey: .nameEnglish)
        nameLocal = try container.decode(String.self, forKey: .nameLocal)
        position = try container.decodeIfPresent(Position.self, forKey: .position)
        address = try container.decode(String.self, forKey: .address)
        openedOn = try container.decodeIfPresent(CalendarDate.self, forKey: .openedOn)
        closedOn = try container.decodeIfPresent(CalendarDate.self, forKey: .closedOn)
        attributes = Self.ordered(try container.decode([SiteAttributes].self, forKey: .attributes))
        owners = try container.decodeIfPresent([SiteOwner].self, forKey: .owners)
        version = try container.decode(Int.self, forKey: .version)
        if attributes.isEmpty {
            throw DecodingError.dataCorruptedError(forKey: .attributes, in: container, debugDescription: "a site has at least one row")
        }
    }

    private static func ordered(_ rows: [SiteAttributes]) -> [SiteAttributes] {
        rows.sorted { $0.validFrom != $1.validFrom ? $0.validFrom < $1.validFrom : $0.learnedAt < $1.learnedAt }
    }
}

/// Somebody who owned a site up to a day.
public struct SiteOwner: Hashable, Sendable, Codable {
    public let organisation: OrganisationID
    /// The last day.
    public let until: CalendarDate
}
