// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Stores
import TestSupport
import Testing

/// Blank paper notes: printed, used once, voided in sight.
struct PaperTests {
    /// A load of the factory with one of its blank paper notes, recorded at the plant's gate.
    private func form(_ country: TestCountry, _ number: String, _ kilograms: String = "80", recorder: PartyRole = .receiver) -> RecordForm {
        var form = country.recordForm(kilograms, recorder: recorder)
        form.origin = ManifestOrigin.paper.rawValue
        form.paper = number
        return form
    }

    @Test("A number is printed, used for one note and then refused with that note's number; a voided one is refused with its day; both stay in the list")
    func usedOnce() async throws {
        try await withTestCountry { country in
            let print = try await country.papers(3)
            let numbers = print.sheets.map(\.number)
            #expect(numbers.count == 3 && Set(numbers).count == 3 && print.sheets.allSatisfy { $0.state == .blank })
            // As scanned, in any case and grouping.
            let typed = "https://baitong.example/p/" + numbers[0].replacing("-", with: "").lowercased()
            let note = try await country.platform.recordLoad(form(country, typed), photos: [RecordTests.photo], by: country.actor(.plant))
            #expect(note.trail?.paper == numbers[0] && note.origin == .paper && note.trail?.photos.count == 1)
            let photo = try await country.platform.notePhoto(note.id, hash: try #require(note.trail?.photos.first), by: country.actor(.factory))
            #expect(photo.bytes == RecordTests.photo.bytes)
            do {
                _ = try await country.platform.recordLoad(form(country, numbers[0]), photos: [RecordTests.photo], by: country.actor(.plant))
                Issue.record("a number was used twice")
            } catch let error as PlatformError {
                #expect(error.problems.map(\.phrase) == [PaperPhrase.numberUsed.fullKey] && error.problems[0].facts["note"] == .text(note.number ?? ""))
            }
            let voided = try await country.platform.voidPaper(numbers[1], reason: "torn", by: country.actor(.factory))
            #expect(voided.state == .voided)
            do {
                _ = try await country.platform.recordLoad(form(country, numbers[1]), photos: [RecordTests.photo], by: country.actor(.plant))
                Issue.record("a voided number was used")
            } catch let error as PlatformError { #expect(error.problems.map(\.phrase) == [PaperPhrase.numberVoided.fullKey]) }
            await #expect(throws: PlatformError.self) { _ = try await country.platform.voidPaper(numbers[0], reason: "torn", by: country.actor(.factory)) }
            let list = try await country.platform.paperList(limit: 10, by: country.actor(.factory))
            #expect(list.rows.map(\.sheet.state) == [.used, .voided, .blank] && list.rows[1].reason == "torn")
            #expect(
                try await country.platform.paperList(PaperFilter(state: .blank), limit: 10, by: country.actor(.factory)).rows.map(\.sheet.number) == [
                    numbers[2]
                ])
            let page = try await country.platform.paperList(after: numbers[0], limit: 1, by: country.actor(.ministry))
            #expect(page.rows.map(\.sheet.number) == [numbers[1]] && page.next == numbers[1])
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A wrong check character, a note's own number and a number that nobody printed are told apart")
    func wrongNumbers() async throws {
        try await withTestCountry { country in
            let print = try await country.papers(1)
            let note = try await country.issue(country.form())
            func phrase(_ number: String) async throws -> String {
                do {
                    _ = try await country.platform.recordLoad(form(country, number), photos: [RecordTests.photo], by: country.actor(.plant))
                    return ""
                } catch let error as PlatformError { return error.problems.first?.phrase ?? "" }
            }
            let good = print.sheets[0].number
            let wrong = good.dropLast() + (good.hasSuffix("7") ? "8" : "7")
            #expect(try await phrase(String(wrong)) == PaperPhrase.numberWrong.fullKey)
            #expect(try await phrase(note.number ?? "") == PaperPhrase.numberWrong.fullKey)
            #expect(try await phrase(PaperNumber.make(year: 2026, serial: 77).description) == PaperPhrase.numberUnknown.fullKey)
        }
    }

    @Test("Each rules over the paper of its own: a firm over its numbers, an office over its province's; the roadside learns no more than the state")
    func whoseItIs() async throws {
        try await withTestCountry { country in
            let print = try await country.papers(2)
            let number = print.sheets[0].number
            await #expect(throws: PlatformError.notFound) {
                _ = try await country.platform.paperPrint(print.batch.id, limit: 5, by: country.actor(.secondFactory))
            }
            await #expect(throws: PlatformError.self) { _ = try await country.platform.voidPaper(number, reason: "x", by: country.actor(.secondFactory)) }
            await #expect(throws: PermissionRefusal.self) { _ = try await country.papers(1, of: .factory, roles: [.signer]) }
            var form = PaperForm()
            form.count = "2"
            form.province = "12"
            await #expect(throws: PermissionRefusal.self) { _ = try await country.platform.printPaper(form, by: country.actor(.department)) }
            form.province = "08"
            let office = try await country.platform.printPaper(form, by: country.actor(.department))
            #expect(office.holder == .province("08"))
            let list = try await country.platform.paperList(limit: 10, by: country.actor(.department))
            #expect(list.rows.count == 2)
            form.firm = "KH00200000"
            await #expect(throws: PlatformError.self) { _ = try await country.platform.printPaper(form, by: country.actor(.ministry)) }
            form.province = ""
            #expect(
                try await country.platform.printPaper(form, by: .operatorOfServer(on: country.platform.today)).holder
                    == .organisation(country.organisation(.factory)))
            form.count = "501"
            await #expect(throws: PlatformError.self) { _ = try await country.platform.printPaper(form, by: country.operatorOfServer) }

            let stranger = try await country.platform.paperLook(number, by: nil)
            #expect(stranger.state == .blank && stranger.organisation == nil)
            #expect(try await country.platform.paperLook(number, by: country.actor(.secondFactory)).organisation == nil)
            #expect(try await country.platform.paperLook(number, by: country.actor(.ministry)).organisation?.id == country.organisation(.factory))
            #expect(try await country.platform.paperLook(PaperNumber.make(year: 2026, serial: 5).description, by: nil).state == nil)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A sender enters its own paper: the load is on the road since the time written there, and the gate receives it as always")
    func enteredBySender() async throws {
        try await withTestCountry { country in
            let print = try await country.papers(1)
            let entered = try await country.platform.recordLoad(
                form(country, print.sheets[0].number, "300", recorder: .sender), photos: [RecordTests.photo], by: country.actor(.factory, [.signer]))
            #expect(entered.state == .inTransit && entered.trail?.standing == .own && !entered.countsAsLate)
            #expect(entered.legs[0].takenOverAt == entered.trail?.collectedAt && entered.trail?.collectedAt ?? country.platform.now < country.platform.now)
            #expect(try await country.grams(.transit, of: .haulier) == 300_000)
            let received = try await country.decide(try await country.weigh(entered, "298"))
            #expect(received.state == .accepted)
            await #expect(throws: ManifestError.notNow(.refusedNothingToConfirm, .accepted)) {
                _ = try await country.platform.confirmReceived(received.id, version: received.version, by: country.actor(.factory))
            }
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Sixteen clients at once use each number once, whichever comes first")
    func manyAtOnce() async throws {
        try await withTestCountry { country in
            let numbers = try await country.papers(20).sheets.map(\.number)
            let wins = try await withThrowingTaskGroup(of: [String].self) { group in
                for client in 0..<16 {
                    group.addTask {
                        var random = SeededGenerator(seed: UInt64(client))
                        var won: [String] = []
                        for number in numbers.shuffled(using: &random) {
                            do {
                                _ = try await country.platform.recordLoad(
                                    form(country, number, String(10 + client)), photos: [RecordTests.photo], by: country.actor(.plant))
                                won.append(number)
                            } catch let error as PlatformError {
                                #expect(error.problems.map(\.phrase) == [PaperPhrase.numberUsed.fullKey], "\(error.problems)")
                            }
                        }
                        return won
                    }
                }
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(wins.sorted() == numbers.sorted())
            #expect(try await country.number("SELECT count(*) FROM note") == 20)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("What was changed in the tables past the platform is named by the audit", arguments: ["use", "unvoid", "late", "outage"])
    func tampered(_ how: String) async throws {
        try await withTestCountry { country in
            let numbers = try await country.papers(3).sheets.map(\.number)
            let note = try await country.platform.recordLoad(form(country, numbers[0]), photos: [RecordTests.photo], by: country.actor(.plant))
            _ = try await country.platform.voidPaper(numbers[1], reason: "torn", by: country.actor(.factory))
            _ = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 3, until: 1), by: country.actor(.ministry))
            #expect(try await country.platform.verify().problems == [])
            switch how {
            case "use": try await country.run("UPDATE paper_number SET note = NULL WHERE number = \(numbers[0])")
            case "unvoid": try await country.run("UPDATE paper_number SET voided_at = NULL WHERE number = \(numbers[1])")
            case "late": try await country.run("DELETE FROM late_note WHERE note = \(note.id.value)")
            default: try await country.rewrite("outage", Outage.self) { $0.until = $0.until.adding(days: 20) }
            }
            let expected: [String: VerifyPhrase] = ["use": .paperNumber, "unvoid": .paperNumber, "late": .lateNote, "outage": .outageBody]
            #expect(try await country.platform.verify().problems.map(\.phrase) == [expected[how]?.fullKey])
        }
    }

    @Test("Random loads without digital notes keep every sum zero and the audit clean", arguments: [UInt64](1...6))
    func randomLoads(seed: UInt64) async throws {
        try await withTestCountry { country in
            var random = SeededGenerator(seed: seed)
            var numbers = try await country.papers(12).sheets.map(\.number)
            var notes: [DocumentID] = []
            for _ in 1...40 {
                let id = notes.isEmpty ? nil : random.pick(notes)
                do {
                    switch random.integer(1...9) {
                    case 1...3:
                        var form = country.recordForm(String(random.integer(1...900)))
                        if random.once(in: 3), let number = numbers.popLast() {
                            form.origin = ManifestOrigin.paper.rawValue
                            form.paper = number
                        }
                        if random.once(in: 4) {
                            form.sender.site = RecordForm.Party.outside
                            form.sender.name = "somebody"
                        }
                        if random.once(in: 4) {
                            form.carrier.site = RecordForm.Party.outside
                            form.carrier.name = "a pick-up"
                        }
                        if random.once(in: 2) {
                            var second = NoteForm.Line()
                            second.waste = "150101"
                            second.amount = String(random.integer(1...90))
                            form.lines.append(second)
                        }
                        notes.append(try await country.platform.recordLoad(form, photos: [RecordTests.photo], by: country.actor(.plant)).id)
                    case 4: if let number = numbers.popLast() { _ = try await country.platform.voidPaper(number, reason: "torn", by: country.actor(.factory)) }
                    default:
                        guard let id else { continue }
                        let note = try await country.platform.note(id, by: country.actor(.plant))
                        let sender = note.sender.organisation == country.organisation(.factory) ? TestFirm.factory : .secondFactory
                        switch random.integer(1...6) {
                        case 1: _ = try await country.platform.confirmReceived(id, version: note.version, by: country.actor(sender))
                        case 2: _ = try await country.platform.disputeReceived(id, version: note.version, reason: "no", by: country.actor(sender))
                        case 3:
                            _ = try await country.platform.decideDispute(
                                id, version: note.version, stands: random.once(in: 2), by: country.actor(.ministry))
                        case 4:
                            let other = random.pick([TestFirm.factory, .secondFactory])
                            _ = try await country.platform.assignSender(
                                id, version: note.version, to: country.site(other).description, by: country.actor(.ministry))
                        default: if note.lines[0].held > .zero, note.state == .accepted { _ = try await country.treat(note, random.once(in: 2) ? "" : "1") }
                        }
                    }
                } catch is ManifestError {
                    // Not this step, not now.
                } catch is PermissionRefusal {
                    // Of a load whose sender nobody knows a factory sees nothing.
                }
            }
            #expect(try await country.platform.verify().problems == [], "seed \(seed)")
        }
    }

    @Test("The list is narrowed by batch, month, firm and place, page by page without gap; what is out of reach is none")
    func filters() async throws {
        try await withTestCountry { country in
            let first = try await country.papers(3).batch
            country.clock.advance(days: 40)
            let second = try await country.papers(4).batch
            let other = try await country.papers(2, of: .secondFactory).batch
            var form = PaperForm()
            form.count = "5"
            let office = try await country.platform.printPaper(form, by: country.actor(.department))
            func count(_ filter: PaperFilter, _ firm: TestFirm) async throws -> Int {
                try await country.platform.paperList(filter, limit: 100, by: country.actor(firm)).rows.count
            }
            let (early, late) = (first.printedOn.month, second.printedOn.month)
            let lotus = "KH00200000"
            #expect(try await count(PaperFilter(), .ministry) == 14)
            #expect(try await count(PaperFilter(batch: second.id), .ministry) == 4)
            #expect(try await count(PaperFilter(from: early, until: early), .ministry) == 3)
            #expect(try await count(PaperFilter(from: late), .ministry) == 11)
            #expect(try await count(PaperFilter(until: early), .factory) == 3)
            #expect(try await count(PaperFilter(firm: lotus), .ministry) == 7)
            #expect(try await count(PaperFilter(firm: lotus, from: late), .ministry) == 4)
            #expect(try await count(PaperFilter(firm: "KH nobody"), .ministry) == 0)
            #expect(try await count(PaperFilter(province: "08"), .ministry) == 5)
            #expect(try await count(PaperFilter(province: "12"), .ministry) == 0)
            // An office sees its own, those of a firm of its province, and of no other.
            #expect(try await count(PaperFilter(), .department) == 5 && office.count == 5)
            #expect(try await count(PaperFilter(firm: "KH00200001"), .department) == 2 && other.count == 2)
            #expect(try await count(PaperFilter(firm: lotus), .department) == 0)
            #expect(try await count(PaperFilter(firm: "KH00200001"), .factory) == 0)
            #expect(try await count(PaperFilter(batch: other.id), .factory) == 0)
            // Two at a time, all four of the batch, once each.
            var seen: [String] = []
            var after: String?
            repeat {
                let page = try await country.platform.paperList(PaperFilter(batch: second.id), after: after, limit: 3, by: country.actor(.factory))
                seen += page.rows.map(\.sheet.number)
                after = page.next
            } while after != nil && seen.count < 20
            #expect(seen.count == 4 && Set(seen).count == 4)
            let offered = try await country.platform.paperList(limit: 1, by: country.actor(.factory)).batches
            #expect(offered.map(\.id) == [second.id, first.id])
        }
    }
}
