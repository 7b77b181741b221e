// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Tabular
import Testing
import WebSupport
import Workbooks

/// Lists as files, as browsers get them.
struct ListFileTests {
    /// Every list by the route of its page, and who has something on it.
    private static let lists: [(route: String, reader: TestFirm)] = [
        ("/registers/outgoing", .factory), ("/notes", .factory), ("/paper", .factory), ("/policies", .factory),
        ("/discharge", .factory), ("/discharge/results", .factory), ("/discharge/cases", .factory), ("/discharge/outlets/:id", .factory),
        ("/discharge/outlets/:id/trend", .factory), ("/discharge/pipes", .factory), ("/discharge/pipes/:id", .factory),
        ("/registry", .factory), ("/registry/organisations/:id/notes", .plant), ("/arrangements", .factory), ("/arrangements/:id/notes", .factory),
        ("/notes/:id/lines", .factory), ("/notes/:id/entries", .factory), ("/claims", .ministry), ("/duplicates", .ministry), ("/behalf", .collector),
        ("/rounds", .haulier), ("/outages", .factory),
        ("/book", .factory), ("/book/sites/:id", .factory), ("/book/accounts/:id", .factory), ("/book/lots/:id", .factory), ("/lots", .collector),
        ("/nation/evidence", .ministry), ("/rulings", .factory), ("/questions", .factory), ("/people", .factory),
        ("/returns/send", .factory),
    ]

    @Test("Every list is given as CSV, with a row at least, and as a workbook, and its page links to both")
    func everyList() async throws {
        try await WebCountry.with { web in
            for (route, reader) in Self.lists {
                let browser = try await web.browser(reader)
                let page = try await browser.get(web.address(route) + "?lang=en")
                let link = try #require(page.links.first { $0.contains("format=csv") || $0.contains(".csv") }, "\(route) offers no CSV to \(reader)")
                let file = try await browser.get(link)
                #expect(file.status == 200 && file.header("content-type")?.hasPrefix("text/csv") == true, "\(link)")
                let table = CSVTable(bytes: file.bytes, required: [], optional: nil)
                #expect(table.faults.isEmpty && !table.rows.isEmpty, "\(link): \(table.faults)")
                let workbook = try #require(page.links.first { $0.contains("format=xlsx") || $0.contains(".xlsx") }, "\(route) offers no workbook")
                #expect(try await browser.get(workbook).bytes.starts(with: Array("PK".utf8)), "\(workbook)")
            }
        }
    }

    @Test("Whatever file a page offers is there, for whoever sees the page", arguments: [TestFirm.factory, .plant, .haulier, .ministry])
    func everyOffer(_ reader: TestFirm) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(reader)
            var seen: Set<String> = []
            for address in web.addresses("GET") + ["/returns/owed?show=owed&period=2026-09", "/returns/late", "/nation/groups?by=province"] {
                for link in try await browser.get(address).links where link.contains("format=csv") || link.contains("format=xlsx") {
                    guard seen.insert(link).inserted else { continue }
                    let file = try await browser.get(link)
                    #expect(
                        file.status == 200 && file.header("content-disposition")?.hasPrefix("attachment") == true, "\(address) offers \(link): \(file.status)")
                    // A template is filled in and sent, and is no list.
                    if link.contains("format=csv"), !link.contains("/template") { expectKinds(CSVTable(bytes: file.bytes, required: [], optional: nil), link) }
                }
            }
            #expect(seen.count > 4, "\(reader) is offered \(seen)")
        }
    }

    /// That workbooks know which columns hold numbers and days, and which hold codes that only look like them.
    private func expectKinds(_ table: CSVTable, _ link: String) {
        for column in table.columns {
            let values = table.rows.map { $0[column] }.filter { !$0.isEmpty }
            guard !values.isEmpty else { continue }
            if values.allSatisfy({ CalendarDate(iso: $0) != nil }) {
                #expect(["date", "text"].contains(ListFile.kind(of: column)), "\(link): days in \(column) are not listed in list_columns.csv")
            } else if values.allSatisfy({ ExactDecimal($0) != nil }) {
                #expect(["number", "text"].contains(ListFile.kind(of: column)), "\(link): \(column) as \(values[0]) is not listed in list_columns.csv")
            }
        }
    }
}
