// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Discharge
import Testing
import WebSupport

/// The list of pipes to works, as a page and as files.
struct PipeListTests {
    @Test("The list of pipes is given as CSV and as a workbook, with where it ends; another firm's file has no line of it")
    func files() async throws {
        try await WebCountry.with { web in
            let pipe = web.pipe
            let factory = try await web.browser(.factory)
            let page = try await factory.get("/discharge/pipes?lang=en")
            #expect(page.links.contains("/discharge/pipes?format=csv") && page.links.contains("/discharge/pipes?format=xlsx"))
            let file = try await factory.get("/discharge/pipes?format=csv").text
            let table = try await factory.table("/discharge/pipes?format=csv")
            #expect(!table.columns.contains("registration_number"), "works see the sender's on no page")
            #expect(table.columns.contains("works_local") && table.rows[0]["organisation"] == "Lotus Garment Factory")
            #expect(file.contains("\(pipe.id),") && file.contains("\(pipe.from),,confirmed,"), "\(file)")
            #expect(try await factory.get("/discharge/pipes?format=xlsx").bytes.starts(with: Array("PK".utf8)))
            #expect(try await web.browser(.secondFactory).get("/discharge/pipes?format=csv").text.contains("\(pipe.id)") == false)
        }
    }
}
