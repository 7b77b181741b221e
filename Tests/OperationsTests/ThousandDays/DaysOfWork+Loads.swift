// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores

/// Loads with a note: their steps, what stops them, and what draws on stock.
extension DaysOfWork {
    func load() async throws {
        let sender = dice.pick([TestFirm.factory, .secondFactory])
        let receiver = dice.pick([TestFirm.plant, .secondPlant, .collector])
        seen(try await country.issue(form(grams(), from: sender, to: receiver), by: sender))
    }

    func cancellation() async throws {
        let note = seen(try await country.issue(form(grams())))
        seen(try await platform.cancel(note.id, version: note.version, remark: "wrong day", by: country.actor(.factory)))
    }

    /// Half of it is refused and goes back under a note of its own.
    func partRefusal() async throws {
        let sent = form(grams(50_000...900_000))
        let note = try await collected(sent)
        let weighed = seen(
            try await platform.weigh(
                note.id, version: note.version, amount: sent.lines[0].amount, unit: "g", method: "weighed", by: country.actor(.plant, [.gate])))
        let accepted = dice.grams(0...(weighed.declaredMass.raw - 1))
        let decision = Platform.DecisionForm(accepted: [String(accepted)], unit: "g", refusal: RefusalReason.contaminated.rawValue)
        let decided = seen(try await platform.decide(weighed.id, version: weighed.version, decision, by: country.actor(.plant, [.gate])))
        for child in decided.children { _ = try await kept(child) }
    }

    func correction() async throws {
        let note = try await received(form(grams()))
        let less = note.declaredMass.raw - dice.grams(1...10_000)
        var proposed = try await platform.proposeCorrection(
            note.id, version: note.version, field: "accepted0", amount: String(less), unit: "g", method: "weighed", reason: "pallet",
            by: country.actor(.plant))
        let approves = !dice.once(in: 4)
        for firm in [TestFirm.factory, .haulier] where proposed.correction != nil {
            proposed = try await platform.answerCorrection(proposed.id, version: proposed.version, approves: approves, by: country.actor(firm))
        }
        seen(proposed)
    }

    func loss() async throws {
        let note = try await collected(form(grams()))
        let lost = seen(
            try await platform.reportLoss(
                note.id, version: note.version, kind: dice.pick(LossKind.allCases), place: "the river road", position: nil, photo: nil,
                by: country.actor(.haulier)))
        seen(try await platform.decideLoss(lost.id, version: lost.version, isFound: dice.once(in: 2), remark: "", by: country.actor(.ministry)))
    }

    func round() async throws {
        let round = try await country.planRound()
        var last = round
        var sum: Int64 = 0
        for sender in [TestFirm.factory, .secondFactory, .collector].prefix(dice.integer(1...3)) {
            let kilograms = dice.integer(5...400)
            sum += Int64(kilograms)
            let made = try await country.stop(String(kilograms), at: sender, of: round)
            seen(made.note)
            last = made.round
        }
        let weighed = try await country.weigh(last, String(sum))
        let isRefused = dice.once(in: 4)
        let decided =
            isRefused
            ? try await country.decide(weighed, accepted: String(max(1, sum / 2)), refusal: RefusalReason.tooMuch.rawValue) : try await country.decide(weighed)
        for note in try await country.notes(of: decided) {
            seen(note)
            for child in note.children { _ = try await kept(child) }
        }
    }

    /// Three parties agree; the year's amount is drawn down to the last gram, and not a gram further.
    func arrangement() async throws {
        let arrangement = try await country.arrangement("1", wastes: ["150202"], days: 20)
        func under(_ grams: String) -> NoteForm {
            var form = form(grams, waste: "150202")
            form.arrangement = arrangement.id.description
            return form
        }
        let first = dice.grams(1...999_999)
        seen(try await country.issue(under(String(first))))
        let last = seen(try await country.issue(under(String(1_000_000 - first))))
        try await refused("a gram more than arranged", { $0.problems.contains { $0.phrase == ManifestPhrase.gateArranged.fullKey } }) {
            seen(try await country.issue(under("1")))
        }
        guard dice.once(in: 2) else { return }
        seen(try await platform.cancel(last.id, version: last.version, remark: "", by: country.actor(.factory)))
        _ = try await platform.end(arrangement.id, version: arrangement.version, reason: "another plant", by: country.actor(.factory))
        try await refused("a note under an ended arrangement", { $0.problems.contains { $0.field == "arrangement" } }) {
            seen(try await country.issue(under("1")))
        }
    }

    func sale() async throws {
        var sale = SaleForm()
        sale.note = form(grams(), waste: "150101")
        sale.note.receiverSite = ""
        sale.note.carrierSites = []
        sale.note.intended = ""
        sale.buyerKind = dice.pick(BuyerKind.allCases).rawValue
        sale.buyerName = "Uncle Sovann"
        sale.buyerPlace = "behind the station"
        let note = seen(try await platform.recordSale(sale, key: nil, by: country.actor(.factory)))
        if dice.once(in: 3) { seen(try await platform.cancel(note.id, version: note.version, remark: "wrong buyer", by: country.actor(.factory))) }
        sale.note.lines[0].waste = "130205"
        try await refused("a sale of oil", { $0.problems.contains { $0.phrase == ManifestPhrase.saleHazardous.fullKey } }) {
            seen(try await platform.recordSale(sale, key: nil, by: country.actor(.factory)))
        }
    }

    /// No permit of the one plant covers oil; that of the other has room for a tonne a day.
    func permitRefusal() async throws {
        func oil(_ grams: Int64, to plant: TestFirm) -> NoteForm {
            var form = form(String(grams), waste: "130205", to: plant)
            form.intended = "R9"
            form.gateReason = "There is no arrangement yet."
            return form
        }
        try await refused("oil without permit", { $0.problems.contains { $0.phrase == ManifestPhrase.gateWaste.fullKey } }) {
            seen(try await country.issue(oil(100_000, to: .plant)))
        }
        let first = dice.grams(1...999_999)
        let note = seen(try await country.issue(oil(first, to: .secondPlant)))
        let left = Mass(1_000_000 - first)
        func isDay(_ error: any Explainable) -> Bool {
            error.problems.contains { $0.phrase == ManifestPhrase.gateDay.fullKey && $0.facts["left"] == .mass(left) }
        }
        try await refused("a gram more oil than a day allows", isDay) {
            seen(try await country.issue(oil(left.raw + 1, to: .secondPlant)))
        }
        seen(try await platform.cancel(note.id, version: note.version, remark: "", by: country.actor(.factory)))
    }

    /// A lot on the collector's site from which something can be taken; one is brought where there is none.
    func stock() async throws -> AccountBalance {
        let site = country.site(.collector)
        let lots = try await country.database.read { try LedgerStore($0).lots(on: site) }.filter { $0.balance.available >= 2000 }
        if let lot = lots.isEmpty ? nil : dice.pick(lots) { return lot }
        _ = try await received(form(grams(), to: .collector), at: .collector)
        return try await stock()
    }

    func overdraw() async throws {
        let lot = try await stock()
        let all = lot.balance.available
        func isShort(_ error: any Explainable) -> Bool {
            guard case .insufficientStock(_, let available, let requested)? = error as? LedgerError else { return false }
            return available == Mass(all) && requested == Mass(all + 1)
        }
        let waste = lot.account.material.wasteCode?.text ?? ""
        try await refused("a gram more than a lot holds", isShort) {
            seen(try await country.issue(form(String(all + 1), waste: waste, lot: lot.id.description, from: .collector), by: .collector))
        }
        seen(
            try await country.issue(
                form(String(dice.grams(1...all)), waste: waste, lot: lot.id.description, from: .collector), by: .collector))
    }

    /// A form sent twice acts once; a step on what somebody else changed meanwhile is refused.
    func stale() async throws {
        let form = form(grams())
        let note = seen(try await country.issue(form, key: "day-\(day)"))
        let again = try await country.issue(form, key: "day-\(day)")
        if again.id != note.id { throw PlatformError.stale }
        try await refused("a step on a former version", { $0.standing == .conflict }) {
            seen(try await platform.cancel(note.id, version: note.version + 1, remark: "", by: country.actor(.factory)))
        }
    }

    /// The collector splits a lot, or groups two of one waste.
    func lots() async throws {
        let first = try await stock()
        let site = country.site(.collector)
        let others = try await country.database.read { try LedgerStore($0).lots(on: site) }.filter {
            $0.id != first.id && $0.account.material == first.account.material && $0.account.compartment == first.account.compartment
                && $0.balance.available >= 2000
        }
        var draws = [(account: first.id.description, amount: String(dice.grams(1...(first.balance.available / 2000))))]
        if let other = others.isEmpty ? nil : dice.pick(others) {
            draws.append((account: other.id.description, amount: String(other.balance.available / 1000)))
        }
        _ = try await platform.arrangeLots(on: site, draws: draws, by: country.actor(.collector, [.gate]))
    }

    // MARK: What is under way

    /// Some load goes a step on, whoever has it.
    func goOn() async throws {
        guard !open.isEmpty else { return }
        let place = dice.integer(0...(open.count - 1))
        let id = open[place]
        let note = try await kept(id)
        switch note.state {
        case .issued:
            let sender = try await actor(for: note.sender.organisation)
            guard let shown = try await platform.signCode(for: id, by: sender) else { throw NoCodeToShow() }
            seen(try await platform.sign(code: shown.code.text, plate: "2AB-1234", driverName: "Sok Dara", address: "10.0.0.7"))
        case .inTransit, .arrived:
            let gate = try await actor(for: note.receiver.organisation)
            seen(
                try await platform.weigh(
                    id, version: note.version, amount: String(note.declaredMass.raw), unit: "g", method: "weighed", by: gate))
        case .weighed:
            let gate = try await actor(for: note.receiver.organisation)
            seen(try await platform.decide(id, version: note.version, Platform.DecisionForm(accepted: [""]), by: gate))
        case .accepted where firm(note.receiver.organisation) != .collector || dice.once(in: 3): try await treat(note)
        default: break
        }
        if try await kept(id).state.isFinal { open.removeAll { $0 == id } }
    }

    private func treat(_ note: Manifest) async throws {
        var form = Platform.TreatmentForm()
        form.code = note.intended?.description ?? "R3"
        if dice.once(in: 2) {
            form.amount = String(dice.grams(1...max(1, note.heldMass.raw)))
            form.unit = "g"
        }
        do {
            seen(try await platform.treat(note.id, version: note.version, form, by: try await actor(for: note.receiver.organisation)))
        } catch is LedgerError {
            // Part of it is promised to a load that has not left.
            refusals += 1
        }
    }
}
