// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore
import Stores

// What the book says, read past the platform.

extension TestCountry {
    /// Accounts of a firm's site with something in them.
    public func accounts(of firm: TestFirm) async throws -> [AccountBalance] {
        let site = site(firm)
        return try await database.read { try LedgerStore($0).balances(of: site, limit: 1000) }
    }

    /// Grams posted in a compartment of a firm's site, over all materials and lots.
    public func grams(_ compartment: Compartment, of firm: TestFirm) async throws -> Int64 {
        try await accounts(of: firm).filter { $0.account.compartment == compartment }.reduce(0) { $0 + $1.balance.posted }
    }

    /// The first value of a query's first row as a whole number; 0 when there is none.
    public func number(_ query: Query) async throws -> Int64 {
        try await database.read { session in
            guard let row = try session.first(query), case .int(let value) = row.values[0] else { return 0 }
            return value
        }
    }

    /// Runs one statement as somebody with the file in hand could.
    public func run(_ query: Query) async throws { try await database.write { _ = try $0.execute(query) } }

    /// Tables of the database.
    public func tableCount() async throws -> Int64 {
        switch database.dialect {
        case .sqlite: try await number("SELECT count(*) FROM sqlite_schema WHERE type = 'table'")
        case .postgres: try await number("SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()")
        }
    }
}
