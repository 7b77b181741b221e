// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// What returns booked. `has_stock` is 1 where the return says what stands in store.
let returnBookings = Migration(
    number: 25, name: "return-bookings",
    statements: [
        .both(
            """
            CREATE TABLE return_booking (
              return_id {ID} PRIMARY KEY REFERENCES site_return (id), site {INT} NOT NULL, first_day {INT} NOT NULL, last_day {INT} NOT NULL,
              has_stock {INT} NOT NULL, operation {INT} NOT NULL, body {BLOB} NOT NULL)
            """),
        .both("CREATE INDEX return_booking_by_day ON return_booking (site, last_day, first_day)"),
    ])
