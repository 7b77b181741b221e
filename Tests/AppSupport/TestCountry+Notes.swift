// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Operations

// A note's steps as the people of the country take them. Each takes the note as it was last seen.

extension TestCountry {
    /// A form for one load from the factory to the plant by the haulier, unless others are named.
    public func form(
        _ kilograms: String = "1240", waste: String = "040222", method: MeasurementMethod = .weighed, lot: String = "",
        from sender: TestFirm = .factory, to receiver: TestFirm = .plant, by carriers: [TestFirm] = [.haulier]
    ) -> NoteForm {
        var line = NoteForm.Line()
        line.waste = waste
        line.amount = kilograms
        line.method = method.rawValue
        line.lot = lot
        var form = NoteForm()
        form.senderSite = site(sender).description
        form.receiverSite = site(receiver).description
        form.carrierSites = carriers.map { site($0).description }
        form.intended = "R3"
        form.lines = [line]
        return form
    }

    public func issue(_ form: NoteForm, by firm: TestFirm = .factory, key: String? = nil) async throws -> Manifest {
        try await platform.issue(form, id: nil, version: nil, key: key, by: actor(firm))
    }

    /// The driver signs with the code that the sender shows.
    public func collect(_ note: Manifest, shownBy firm: TestFirm = .factory, plate: String = "2AB-1234") async throws -> Manifest {
        guard let shown = try await platform.signCode(for: note.id, by: actor(firm)) else { throw NoCodeToShow() }
        return try await platform.sign(code: shown.code.text, plate: plate, driverName: "Sok Dara", address: "10.0.0.7")
    }

    public func weigh(_ note: Manifest, _ kilograms: String, at firm: TestFirm = .plant) async throws -> Manifest {
        try await platform.weigh(note.id, version: note.version, amount: kilograms, unit: "kg", method: "weighed", by: actor(firm, [.gate]))
    }

    /// Accepts so many kilograms of each line; blank is all. Without a reason for refusing, nothing may be refused.
    public func decide(_ note: Manifest, accepted: [String] = [""], refusal: String = "", discrepancy: String = "", at firm: TestFirm = .plant) async throws
        -> Manifest
    {
        try await platform.decide(
            note.id, version: note.version, Platform.DecisionForm(accepted: accepted, refusal: refusal, discrepancy: discrepancy),
            by: actor(firm, [.gate]))
    }

    public func treat(_ note: Manifest, _ kilograms: String = "", code: String = "R3", at firm: TestFirm = .plant) async throws -> Manifest {
        var form = Platform.TreatmentForm()
        form.code = code
        form.amount = kilograms
        return try await platform.treat(note.id, version: note.version, form, by: actor(firm, [.gate]))
    }

    /// A load that has come all the way into the receiver's stock.
    public func received(_ form: NoteForm, weighing kilograms: String? = nil, from sender: TestFirm = .factory, at receiver: TestFirm = .plant) async throws
        -> Manifest
    {
        let onTheWay = try await collect(try await issue(form, by: sender), shownBy: sender)
        let weighed = try await weigh(onTheWay, kilograms ?? form.lines[0].amount, at: receiver)
        return try await decide(weighed, at: receiver)
    }

    /// A whole journey with everything in it: two loads, one refused in part and come back, treatments, a residue, a group of
    /// lots sent on, a cancelled note, a correction.
    public func everyday() async throws {
        let first = try await weigh(try await collect(try await issue(form())), "1230")
        let accepted = try await decide(first, accepted: ["984"], refusal: RefusalReason.contaminated.rawValue)
        _ = try await treat(accepted, "600")
        guard let back = accepted.children.first else { throw NoCodeToShow() }
        let returned = try await platform.note(back, by: actor(.factory))
        _ = try await decide(try await weigh(returned, "246", at: .factory), at: .factory)

        let one = try await received(form("300", to: .collector), at: .collector)
        let two = try await received(form("500", from: .secondFactory, to: .collector), from: .secondFactory, at: .collector)
        let lots = try await lots(of: [one, two], at: .collector)
        _ = try await platform.arrangeLots(on: site(.collector), draws: lots, by: actor(.collector, [.gate]))
        let cancelled = try await issue(form("75"))
        _ = try await platform.cancel(cancelled.id, version: cancelled.version, remark: "wrong day", by: actor(.factory))
        _ = try await issue(form("410"))
        try await platform.foldSums()
    }

    /// The accounts in which a receiver holds the lots of notes, with all that is there.
    public func lots(of notes: [Manifest], at firm: TestFirm) async throws -> [(account: String, amount: String)] {
        let all = try await accounts(of: firm)
        return notes.flatMap { note in
            note.lines.compactMap { line -> (account: String, amount: String)? in
                guard let row = all.first(where: { $0.account.lot == line.lot && $0.account.compartment == .held }) else { return nil }
                return (row.id.description, String(row.balance.posted / 1000))
            }
        }
    }
}

/// A step of the journey had nothing to go on with.
public struct NoCodeToShow: Error { public init() {} }
