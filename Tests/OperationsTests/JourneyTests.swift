// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Ledger
import Manifests
import Operations
import Stores
import TestSupport
import Testing

/// Whole journeys through the platform's verbs, with what the book says after each.
struct JourneyTests {
    @Test("A load refused in part is held, treated and sent back, and every gram stands where it belongs")
    func partlyRefused() async throws {
        try await withTestCountry { country in
            let issued = try await country.issue(country.form("1240"))
            #expect(issued.state == .issued)
            #expect(try await country.grams(.process, of: .factory) == 0, "what is reserved has not moved")

            let onTheWay = try await country.collect(issued)
            #expect(onTheWay.state == .inTransit)
            #expect(try await country.grams(.process, of: .factory) == -1_240_000)
            #expect(try await country.grams(.transit, of: .haulier) == 1_240_000)

            let weighed = try await country.weigh(onTheWay, "1230")
            let decided = try await country.decide(weighed, accepted: ["984"], refusal: RefusalReason.contaminated.rawValue)
            #expect(decided.state == .accepted && decided.acceptedMass == .grams(984_000))
            #expect(try await country.grams(.held, of: .plant) == 984_000)
            #expect(try await country.grams(.transit, of: .haulier) == 246_000)
            #expect(try await country.grams(.difference, of: .haulier) == 10_000)

            let backID = try #require(decided.children.first)
            let back = try await country.platform.note(backID, by: country.actor(.factory))
            #expect(back.kind == .returned && back.state == .inTransit && back.receiver.site == country.site(.factory))
            let home = try await country.decide(try await country.weigh(back, "246", at: .factory), at: .factory)
            #expect(home.state == .returned)
            #expect(try await country.grams(.store, of: .factory) == 246_000)
            #expect(try await country.grams(.transit, of: .haulier) == 0)

            let partly = try await country.treat(decided, "600")
            #expect(partly.state == .accepted)
            let done = try await country.treat(partly)
            #expect(done.state == .treated)
            #expect(try await country.grams(.held, of: .plant) == 0)
            #expect(try await country.grams(.treated(try #require(TreatmentCode(text: "R3"))), of: .plant) == 984_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Residues of a treatment are lots of the plant's own, and the register of treatments has one line for it")
    func residues() async throws {
        try await withTestCountry { country in
            let note = try await country.received(country.form("800"))
            var form = Platform.TreatmentForm()
            form.code = "R5"
            form.amount = "500"
            var residue = Platform.TreatmentForm.ResidueLine()
            residue.waste = "191212"
            residue.amount = "45.5"
            form.residues = [residue]
            let after = try await country.platform.treat(note.id, version: note.version, form, by: country.actor(.plant, [.gate]))
            #expect(after.treatments.count == 1)
            #expect(try await country.grams(.store, of: .plant) == 45_500)
            let site = country.site(.plant)
            let day = FixedTime.today
            let rows = try await country.database.read { try NoteStore($0).treatments(at: site, period: day...day, limit: 10) }
            #expect(rows.map(\.mass) == [.grams(500_000)])
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A sender's estimate is made true by the plant's scale; the weighing leaves no difference behind")
    func estimate() async throws {
        try await withTestCountry { country in
            let onTheWay = try await country.collect(try await country.issue(country.form("1000", method: .estimated)))
            let decided = try await country.decide(try await country.weigh(onTheWay, "1080"))
            #expect(decided.acceptedMass == .grams(1_080_000))
            #expect(try await country.grams(.process, of: .factory) == -1_080_000)
            #expect(try await country.grams(.difference, of: .haulier) == 0)
        }
    }

    @Test("A correction after treatment leaves what was done and shows the gap at the plant; nothing is booked before the last word")
    func correctionWithGap() async throws {
        try await withTestCountry { country in
            let treated = try await country.treat(try await country.received(country.form("1000")))
            let proposed = try await country.platform.proposeCorrection(
                treated.id, version: treated.version, field: "accepted0", amount: "900", unit: "kg", method: "weighed", reason: "tare was not taken off",
                by: country.actor(.plant, [.gate]))
            let half = try await country.platform.answerCorrection(proposed.id, version: proposed.version, approves: true, by: country.actor(.factory))
            #expect(half.lines[0].accepted == .grams(1_000_000))
            #expect(try await country.grams(.difference, of: .plant) == 0)

            let applied = try await country.platform.answerCorrection(half.id, version: half.version, approves: true, by: country.actor(.haulier))
            #expect(applied.lines[0].accepted == .grams(900_000) && applied.corrections.map(\.outcome) == [.applied])
            #expect(try await country.grams(.difference, of: .plant) == -100_000)
            #expect(try await country.grams(.difference, of: .haulier) == 100_000)
            #expect(try await country.grams(.treated(try #require(TreatmentCode(text: "R3"))), of: .plant) == 1_000_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A proposed correction that somebody refuses, or nobody answers in time, changes nothing")
    func correctionsThatEnd() async throws {
        try await withTestCountry { country in
            let note = try await country.received(country.form("1000"))
            func propose(_ note: Manifest) async throws -> Manifest {
                try await country.platform.proposeCorrection(
                    note.id, version: note.version, field: "accepted0", amount: "950", unit: "kg", method: "weighed", reason: "scale",
                    by: country.actor(.plant, [.gate]))
            }
            let first = try await propose(note)
            let refused = try await country.platform.answerCorrection(first.id, version: first.version, approves: false, by: country.actor(.haulier))
            let second = try await propose(refused)
            country.clock.advance(days: 6)
            let late = country.actor(.factory)
            await #expect(throws: ManifestError.self) {
                _ = try await country.platform.answerCorrection(second.id, version: second.version, approves: true, by: late)
            }
            #expect(try await country.grams(.held, of: .plant) == 1_000_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A collector groups two firms' loads and sends them on; what became of each is written back to the firm it came from")
    func groupedAndSentOn() async throws {
        try await withTestCountry { country in
            let one = try await country.received(country.form("300", to: .collector), at: .collector)
            let two = try await country.received(country.form("500", from: .secondFactory, to: .collector), from: .secondFactory, at: .collector)
            let lots = try await country.lots(of: [one, two], at: .collector)
            #expect(lots.map(\.amount) == ["300", "500"])
            let lot = try await country.platform.arrangeLots(on: country.site(.collector), draws: lots, by: country.actor(.collector, [.gate]))
            let stock = try await country.accounts(of: .collector)
            let account = try #require(stock.first { $0.account.lot == lot })
            #expect(account.balance == Balance(posted: 800_000))
            for note in [one, two] {
                #expect(try await country.platform.note(note.id, by: country.actor(.collector)).state == .passedOn)
            }

            let onward = country.form("800", lot: account.id.description, from: .collector, to: .plant)
            _ = try await country.treat(try await country.received(onward, from: .collector))

            let origins = try [one, two].map { OriginID(try #require($0.lines[0].lot).value) }
            let fates = try await country.database.read { session in try origins.map { try LedgerStore(session).fates(of: $0) } }
            let treated = fates.map { $0.filter { $0.account.compartment == .treated(TreatmentCode(text: "R3") ?? TreatmentCode.allCases[0]) } }
            #expect(treated.map { $0.map(\.grams) } == [[300_000], [500_000]])
            #expect(treated.allSatisfy { $0[0].account.site == country.site(.plant) })

            let month = FixedTime.today.month
            let national = try await country.database.read { try LedgerStore($0).fates(months: month...month, province: nil) }
            let byIndustry = Dictionary(
                grouping: national.filter { $0.compartment == .treated(TreatmentCode(text: "R3") ?? TreatmentCode.allCases[0]) }, by: \.sector)
            #expect(byIndustry.mapValues { $0.map(\.grams) } == ["1410": [300_000], "1520": [500_000]])
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A cancelled note gives its reservation back and keeps its number used; another carrier can be named before pick-up")
    func cancelledAndChanged() async throws {
        try await withTestCountry { country in
            var form = country.form("75")
            form.mode = TransportMode.water.rawValue
            let issued = try await country.issue(form)
            let changed = try await country.platform.changeCarrier(
                issued.id, version: issued.version, carrierSites: [country.site(.collector).description], by: country.actor(.factory))
            #expect(changed.legs.map(\.carrier.site) == [country.site(.collector)] && changed.legs.map(\.mode) == [.water])
            let cancelled = try await country.platform.cancel(changed.id, version: changed.version, remark: "wrong day", by: country.actor(.factory))
            #expect(cancelled.state == .cancelled && cancelled.number == issued.number)
            #expect(try await country.number("SELECT count(*) FROM account WHERE posted <> 0 OR pending <> 0") == 0)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Mass that never arrived goes to difference by an officer's decision, or goes on when it is found")
    func losses() async throws {
        try await withTestCountry { country in
            for isFound in [true, false] {
                let onTheWay = try await country.collect(try await country.issue(country.form("60")))
                let missing = try await country.platform.reportLoss(
                    onTheWay.id, version: onTheWay.version, kind: .neverArrived, place: "National road 4", position: nil, photo: nil,
                    by: country.actor(.factory))
                #expect(missing.state == .missing)
                let decided = try await country.platform.decideLoss(
                    missing.id, version: missing.version, isFound: isFound, remark: "police report", by: country.actor(.ministry))
                #expect(decided.state == (isFound ? .inTransit : .lost))
            }
            #expect(try await country.grams(.difference, of: .haulier) == 60_000)
            #expect(try await country.grams(.transit, of: .haulier) == 60_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A load handed from one carrier to the next, set down and taken on, stays one load")
    func severalCarriers() async throws {
        try await withTestCountry { country in
            let onTheWay = try await country.collect(try await country.issue(country.form("640", by: [.haulier, .collector])))
            let second = try await country.platform.takeOver(onTheWay.id, version: onTheWay.version, plate: "3C-77", by: country.actor(.collector))
            #expect(try await country.grams(.transit, of: .collector) == 640_000)
            let stored = try await country.platform.store(
                second.id, version: second.version, at: country.site(.collector).description, by: country.actor(.collector))
            #expect(stored.state == .inStorage)
            let left = try await country.platform.leaveStorage(
                stored.id, version: stored.version, carrierSite: country.site(.haulier).description, plate: "2AB-1", by: country.actor(.collector))
            #expect(left.state == .inTransit && left.legs.count == 3)
            #expect(try await country.grams(.transit, of: .haulier) == 640_000)
            let accepted = try await country.decide(try await country.weigh(left, "640"))
            #expect(accepted.acceptedMass == .grams(640_000))
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
