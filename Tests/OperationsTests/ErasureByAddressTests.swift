// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Operations
import Returns
import StorageCore
import Testing

/// Whatever people write beside notes, comments, remarks, questions, papers, is found by the address of its page and erased for good.
struct ErasureByAddressTests {
    private func figures(_ country: TestCountry) async throws -> [Int64] {
        try await [country.number("SELECT count(*) FROM entry"), country.number("SELECT sum(posted) FROM account WHERE compartment <> 1")]
    }

    /// What is found at an address, by what is written there.
    private func texts(_ country: TestCountry, at address: String) async throws -> [String: ErasableContent] {
        let found = try await country.platform.erasable(atAddress: address, by: country.operatorOfServer)
        return Dictionary(found.map { ($0.content, $0) }) { first, _ in first }
    }

    @Test("Comments of a return, those too that were typed over, and an officer's remarks are found by its page's address and erased; replay agrees")
    func siteReturn() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let factory = country.actor(.factory)
            var made = try await country.filled(try await country.beginReturn(), by: factory)
            for comment in ["Ask Miss Chenda", "Second meter"] {
                var form = ReturnForm()
                var answer = ReturnForm.Answer()
                answer.number = "9800"
                answer.unit = "kWh"
                answer.comment = comment
                form.answers["electricityGrid"] = answer
                made = try await platform.saveReturn(made.id, version: made.version, form, by: factory)
            }
            country.clock.advance(days: 20)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            made = try await platform.sendBackReturn(made.id, version: made.version, remarks: "Call Mister Rith", by: country.actor(.ministry))
            let address = "https://baitong.example:8080/returns/\(made.id)/edit?step=2"
            let found = try await texts(country, at: address)
            #expect(Set(found.keys) == ["Ask Miss Chenda", "Second meter", "Call Mister Rith"])
            #expect(found.values.allSatisfy { $0.kind == .kindReturn && $0.note == nil })
            #expect(Set(try await platform.erasable("/returns/\(made.id)", by: country.actor(.ministry)).map(\.content)) == Set(found.keys))
            let before = try await figures(country)
            for content in found.values { try await platform.erase(content.subject, because: .asked, by: country.operatorOfServer) }
            await #expect(throws: ErasureError.pageWithoutTexts) { _ = try await platform.erasable(atAddress: address, by: country.operatorOfServer) }
            let model = try await platform.returnModel(made.id, by: factory)
            #expect(Set(model.names.texts.values).isDisjoint(with: found.keys) && model.made.answers == made.answers)
            #expect(try await figures(country) == before)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("A firm's question and its photo are found by the firm's number and by address, an officer's ruling with it; another address names nothing")
    func question() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let ruled = try await country.ruledInquiry()
            let firm = try await platform.organisationPage(country.organisation(.factory), by: country.actor(.ministry)).organisation
            let byFirm = try await platform.erasable(firm.registrationNumber, by: country.actor(.ministry)).filter { $0.kind == .kindQuestion }
            let byAddress = try await texts(country, at: "/rulings/\(ruled)")
            #expect(!byFirm.isEmpty && Set(byFirm.map(\.content)) == Set(byAddress.keys))
            for content in byFirm { try await platform.erase(content.subject, because: .ordered, by: country.operatorOfServer) }
            for address in ["/rulings/\(ruled)", "/returns/12", "https://127.0.0.1:8080/today", "nothing"] {
                await #expect(throws: ErasureError.pageWithoutTexts) { _ = try await platform.erasable(atAddress: address, by: country.operatorOfServer) }
            }
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("The remark and the photo of a stock-take are found by the address of its photo")
    func stockTake() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            var form = StockTakeForm()
            form.kind = StockTake.Kind.opening.rawValue
            form.waste = "200101"
            form.amount = "30"
            form.unit = "kg"
            form.day = "2026-09-01"
            form.remark = "Counted by Sok Dara"
            let factory = country.actor(.factory)
            let take = try await platform.takeStock(country.site(.factory), form, photo: RecordTests.photo, by: factory)
            let line = try await country.number("SELECT max(id) FROM journal WHERE kind = 'stock.take'")
            let byPhoto = try await platform.erasable(atAddress: "/book/photos/\(line)", by: country.operatorOfServer)
            #expect(Set(byPhoto.map(\.kind)) == [.kindStock, .kindPhoto])
            #expect(byPhoto == (try await platform.erasable(atAddress: "/x/\(take.document)", by: country.operatorOfServer)))
            for content in byPhoto { try await platform.erase(content.subject, because: .asked, by: country.operatorOfServer) }
            #expect(try await platform.verify().problems == [])
        }
    }
}
