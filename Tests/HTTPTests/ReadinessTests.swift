// SPDX-License-Identifier: Apache-2.0

import AppSupport
import StorageCore
import Stores
import Testing
import WebSupport

/// What a load balancer and an operator are told.
struct ReadinessTests {
    @Test("A server is ready while its database answers, is migrated and takes writes, and says which of these fails; it lives all the while")
    func tells() async throws {
        try await WebCountry.with { web in
            let browser = WebProbe(web.server)
            func ask(_ path: String) async throws -> (status: Int, text: String) {
                let answer = try await browser.get(path)
                return (answer.status, answer.text)
            }
            let fine = try await ask("/readyz")
            #expect(fine.status == 200 && fine.text.hasPrefix("ready\n") && fine.text.contains("writing: possible"), "\(fine)")

            web.country.database.failWrites(.unavailable("cannot execute in a read-only transaction"))
            let standby = try await ask("/readyz")
            #expect(standby.status == 503 && standby.text.hasPrefix("not ready\n") && standby.text.contains("read-only"), "\(standby)")
            #expect(try await ask("/healthz").status == 200)
            web.country.database.failWrites(nil)
            #expect(try await ask("/readyz").status == 200)

            let newest = migrations.last?.number ?? 0
            try await web.country.run("DELETE FROM schema_migration WHERE number = (SELECT max(number) FROM schema_migration)")
            let old = try await ask("/readyz")
            #expect(old.status == 503 && old.text.contains("migrations \(newest)"), "\(old)")
            try await web.country.run("INSERT INTO schema_migration (number, name, applied_at) VALUES (999, 'later', '')")
            #expect(try await ask("/readyz").text.contains("999"))
        }
    }
}
