// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import StorageCore

/// A return's booking with what it is found by.
public struct StoredBooking: Sendable {
    public var id: ReturnID
    public var period: ClosedRange<CalendarDate>
    public var hasStock: Bool
    public var booking: ReturnBooking

    public init(id: ReturnID, period: ClosedRange<CalendarDate>, hasStock: Bool, booking: ReturnBooking) {
        self.id = id
        self.period = period
        self.hasStock = hasStock
        self.booking = booking
    }
}

/// What returns booked, inside one transaction.
public struct ReturnBookingStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func booking(of id: ReturnID) throws -> StoredBooking? { try bookings("return_id = \(id.value)", limit: 1).first }

    /// Bookings of a site for periods that lie within days.
    public func bookings(of site: SiteID, within days: ClosedRange<CalendarDate>) throws -> [StoredBooking] {
        try bookings(
            "site = \(site.value) AND last_day BETWEEN \(Int64(days.lowerBound.dayNumber)) AND \(Int64(days.upperBound.dayNumber)) AND first_day >= \(Int64(days.lowerBound.dayNumber))",
            limit: 60)
    }

    /// Bookings of a site for periods that end on a day or later, those that end first before the others and the shorter before the longer.
    public func bookings(of site: SiteID, endingFrom day: CalendarDate, limit: Int) throws -> [StoredBooking] {
        try bookings("site = \(site.value) AND last_day >= \(Int64(day.dayNumber))", limit: limit)
    }

    /// Which of some documents are returns that booked something.
    public func known(_ documents: some Collection<DocumentID>) throws -> Set<DocumentID> {
        guard !documents.isEmpty else { return [] }
        return Set(
            try session.rows("SELECT return_id FROM return_booking WHERE return_id IN (\(values: Set(documents).map(\.value).sorted()))")
                .map { DocumentID($0.int(0)) })
    }

    /// Saves what a return books now in place of what it booked before.
    public func save(_ stored: StoredBooking, by operation: OperationID) throws {
        let body = Body.bytes(stored.booking)
        try session.execute(
            """
            INSERT INTO return_booking (return_id, site, first_day, last_day, has_stock, operation, body)
            VALUES (\(stored.id.value), \(stored.booking.facts.site.value), \(Int64(stored.period.lowerBound.dayNumber)),
            \(Int64(stored.period.upperBound.dayNumber)), \(stored.hasStock ? 1 : 0), \(operation.value), \(body))
            ON CONFLICT (return_id) DO UPDATE SET has_stock = excluded.has_stock, operation = excluded.operation, body = excluded.body
            """)
    }

    // MARK: Audit

    /// The operation that booked last for a return, and what is stored of it.
    public func row(_ id: ReturnID) throws -> (operation: OperationID, body: [UInt8])? {
        try session.first("SELECT operation, body FROM return_booking WHERE return_id = \(id.value)").map { (OperationID($0.int(0)), $0.blob(1)) }
    }

    public func count() throws -> Int { Int(try session.first("SELECT count(*) FROM return_booking")?.int(0) ?? 0) }

    private func bookings(_ condition: Query, limit: Int) throws -> [StoredBooking] {
        try session.rows(
            """
            SELECT return_id, first_day, last_day, has_stock, body FROM return_booking WHERE \(condition)
            ORDER BY last_day, first_day DESC, return_id LIMIT \(limit)
            """
        ).map { row in
            StoredBooking(
                id: ReturnID(row.int(0)), period: CalendarDate(dayNumber: row.int32(1))...CalendarDate(dayNumber: row.int32(2)), hasStock: row.int(3) != 0,
                booking: try Body.booking(row.blob(4)))
        }
    }
}
