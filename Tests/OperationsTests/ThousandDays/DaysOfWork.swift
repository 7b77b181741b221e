// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores
import TestSupport
import Testing

/// What can happen on a day.
enum DayAct: String, CaseIterable {
    case load, partRefusal, cancellation, correction, loss, round, unannounced, paper, paperFromStock, confirmation, dispute, outage, arrangement, sale
    case permitRefusal, overdraw, stale, lots, claim, merge, behalf, transfer, closing
}

/// Days of the country's people, drawn by dice. Each day has one act; then some of the loads under way go a step on.
///
/// An act that the rules forbid is tried as well, and must be refused for its own reason; any other error ends the test.
final class DaysOfWork {
    let country: TestCountry
    var dice: SeededGenerator
    /// How often each act was done whole.
    var counts: [DayAct: Int] = [:]
    /// Every note as it was last seen by whoever acted on it.
    var notes: [DocumentID: (state: ManifestState, version: Int)] = [:]
    /// Notes that can go a step on.
    var open: [DocumentID] = []
    /// Records that wait for their sender's word.
    var waiting: [DocumentID] = []
    /// Numbers of blank paper notes of the factory.
    var papers: [String] = []
    var papersUsed = 0
    var outages: [Outage] = []
    var refusals = 0
    private(set) var day = 0
    private var firmsMade = 0

    var platform: Platform { country.platform }

    init(country: TestCountry, seed: UInt64) async throws {
        self.country = country
        dice = SeededGenerator(seed: seed)
        // Oil has a permit with little room a day at one plant, and none at the other.
        try await country.permit(.secondPlant, number: "OIL", wastes: "130205", treatments: "R9", daily: "1")
    }

    /// One day.
    func live() async throws {
        day += 1
        country.clock.advance(hours: Int64(dice.integer(20...27)))
        let act = dice.pick(DayAct.allCases)
        do {
            try await perform(act)
            counts[act, default: 0] += 1
            for _ in 0..<4 { try await goOn() }
        } catch {
            Issue.record("day \(day), \(act.rawValue), seed \(dice.seed): \(error)")
            throw error
        }
    }

    private func perform(_ act: DayAct) async throws {
        switch act {
        case .load: try await load()
        case .partRefusal: try await partRefusal()
        case .cancellation: try await cancellation()
        case .correction: try await correction()
        case .loss: try await loss()
        case .round: try await round()
        case .unannounced: try await unannounced()
        case .paper: try await paper()
        case .paperFromStock: try await paperFromStock()
        case .confirmation: try await confirmation()
        case .dispute: try await dispute()
        case .outage: try await outage()
        case .arrangement: try await arrangement()
        case .sale: try await sale()
        case .permitRefusal: try await permitRefusal()
        case .overdraw: try await overdraw()
        case .stale: try await stale()
        case .lots: try await lots()
        case .claim: try await claim()
        case .merge: try await merge()
        case .behalf: try await behalf()
        case .transfer: try await transfer()
        case .closing: try await closing()
        }
    }

    // MARK: Who and how much

    /// Remembers how a note stands, and that it can go on.
    @discardableResult
    func seen(_ note: Manifest) -> Manifest {
        notes[note.id] = (note.state, note.version)
        if !note.state.isFinal, note.state != .draft, !open.contains(note.id) { open.append(note.id) }
        return note
    }

    /// A note as it is kept now.
    func kept(_ id: DocumentID) async throws -> Manifest {
        guard let note = try await country.database.read({ try NoteStore($0).note(id) }) else { throw PlatformError.notFound }
        return seen(note)
    }

    func firm(_ id: OrganisationID) -> TestFirm? { TestFirm.allCases.first { country.organisation($0) == id } }

    /// Somebody of a firm who drafts, signs and weighs.
    func actor(for id: OrganisationID) async throws -> Actor {
        if let firm = firm(id) { return country.actor(firm) }
        let summary = try await country.database.read { try RegistryStore($0).organisation(id)?.summary }
        let (person, today) = (country.person(.factory), platform.today)
        let roles: [Role] = [.preparer, .signer, .gate]
        return Actor(
            person: person, memberships: roles.map { Membership(person: person, organisation: id, role: $0, validFrom: today.adding(days: -1)) },
            actingFor: summary, means: .password, on: today)
    }

    func organisation(_ id: OrganisationID) async throws -> Organisation {
        guard let found = try await country.database.read({ try RegistryStore($0).organisation(id) }) else { throw PlatformError.notFound }
        return found
    }

    /// A small firm that nobody runs yet.
    func newFirm(province: String = "08") async throws -> (organisation: OrganisationID, site: SiteID) {
        firmsMade += 1
        let trades = ["Weaving", "Tailoring", "Dyeing", "Footwear", "Printing", "Joinery", "Bakery", "Laundry"]
        return try await country.importFirm("\(dice.pick(trades)) Workshop \(firmsMade * 7919)", number: "KH D\(firmsMade)", province: province)
    }

    /// Whole grams, mostly no whole kilograms.
    func grams(_ range: ClosedRange<Int64> = 20_000...2_000_000) -> String { String(dice.grams(range)) }

    func form(_ grams: String, waste: String = "040222", lot: String = "", from sender: TestFirm = .factory, to receiver: TestFirm = .plant) -> NoteForm {
        var form = country.form(grams, waste: waste, lot: lot, from: sender, to: receiver)
        form.lines[0].unit = "g"
        return form
    }

    func recordForm(_ grams: String, recorder: PartyRole = .receiver) -> RecordForm {
        var form = country.recordForm(grams, recorder: recorder)
        form.lines[0].unit = "g"
        return form
    }

    func collected(_ form: NoteForm, by sender: TestFirm = .factory) async throws -> Manifest {
        seen(try await country.collect(seen(try await country.issue(form, by: sender)), shownBy: sender))
    }

    func received(_ form: NoteForm, by sender: TestFirm = .factory, at receiver: TestFirm = .plant) async throws -> Manifest {
        let note = try await collected(form, by: sender)
        let weighed = try await platform.weigh(
            note.id, version: note.version, amount: form.lines[0].amount, unit: "g", method: "weighed", by: country.actor(receiver, [.gate]))
        return seen(try await country.decide(seen(weighed), at: receiver))
    }

    /// Something that must be refused.
    ///
    /// - Parameter isRight: whether the refusal is the one that belongs to it.
    func refused(_ what: String, _ isRight: (any Explainable) -> Bool, _ body: () async throws -> Void) async throws {
        do {
            try await body()
            Issue.record("day \(day), seed \(dice.seed): \(what) was not refused")
        } catch let error as any Explainable {
            refusals += 1
            if !isRight(error) { Issue.record("day \(day), seed \(dice.seed): \(what) was refused by \(error): \(error.problems)") }
        }
    }
}
