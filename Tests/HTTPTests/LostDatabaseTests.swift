// SPDX-License-Identifier: Apache-2.0

import AppSupport
import StorageCore
import Testing
import WebSupport

/// What people read when the database is in trouble.
struct LostDatabaseTests {
    @Test(
        "A write that the database could not take is answered by a page that says so in the reader's language; afterwards the same form works",
        arguments: [
            (StorageError.unavailable("gone"), "មិនអាចភ្ជាប់ទៅមូលដ្ឋានទិន្នន័យ"), (.queueFull(waiting: 4096), "មានមនុស្សច្រើនពេកកំពុងរក្សាទុក"),
            (.busy, "មានមនុស្សច្រើនពេកកំពុងរក្សាទុក"), (.outOfSpace, "មិនអាចភ្ជាប់ទៅមូលដ្ឋានទិន្នន័យ"), (.commitOutcomeUnknown("cut"), "មិនដឹងថាបានរក្សាទុកឬអត់ទេ"),
        ])
    func saysSo(_ error: StorageError, _ words: String) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let note = try await web.country.issue(web.country.form())
            let path = "/notes/\(note.id)/cancel"
            let page = try await browser.get(path + "?lang=km")
            let form = try #require(page.forms.first { $0.action == path })
            web.country.database.failWrites(error)
            let refused = try await browser.submit(form, on: page, with: ["remark": "ខុសថ្ងៃ"])
            #expect(refused.status == 503 && refused.text.contains(words), "\(refused.status)")
            web.country.database.failWrites(nil)
            #expect(try await browser.submit(form, on: page, with: ["remark": "ខុសថ្ងៃ"]).status == 303)
        }
    }
}
