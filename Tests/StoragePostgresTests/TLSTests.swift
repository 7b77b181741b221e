// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

@testable import StoragePostgres

/// Settings of a connection stand in the address and are libpq's.
@Suite(.enabled(if: !TestEngine.isSQLite)) struct TLSTests {
    private func isEncrypted(_ url: String) async throws -> Bool {
        let database = try await PostgresDatabase(url: url, configuration: .init(writers: 1, readers: 1, patience: 0.1))
        let value = try await database.value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
        try await database.close()
        return value == .int(1)
    }

    @Test func addressesAskForEncryption() async throws {
        // The test server has a certificate that it signed itself: `require` encrypts and does not ask who signed it.
        try await withEmptyDatabase { database in
            let url = try #require(database.url)
            #expect(try await isEncrypted(url + "?sslmode=require"))
            #expect(try await isEncrypted(url + "?sslmode=disable") == false)
        }
    }

    @Test(arguments: ["verify-ca", "verify-full"]) func aCertificateThatNobodyKnowsIsRefused(_ mode: String) async throws {
        // An address that wants the certificate held against known ones does not connect to this server, and says why.
        try await withEmptyDatabase { database in
            let url = try #require(database.url)
            let error = await storageError { _ = try await isEncrypted(url + "?sslmode=\(mode)&sslrootcert=/etc/ssl/certs/ca-certificates.crt") }
            guard case .unavailable(let reason) = error else {
                Issue.record("answered \(String(describing: error))")
                return
            }
            #expect(reason.contains("certificate verify failed"), "\(reason)")
        }
    }
}
