// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Stores

extension Platform {
    /// Groups lots of one waste on a site into a new lot, or splits part of one off: each draw goes from its lot into the
    /// new one, grams and origins with it.
    ///
    /// - Parameter draws: accounts of lots on the site with the mass taken from each, as typed, in kilograms.
    /// - Returns: the new lot.
    public func arrangeLots(on siteID: SiteID, draws: [(account: String, amount: String)], by actor: Actor, at moment: Instant? = nil) async throws -> LotID {
        let lists = self.lists
        return try await perform("lots.arrange", by: actor, at: moment) { work in
            guard let site = try work.site(siteID) else { throw PlatformError.notFound }
            if case .refused(let refusal) = may(.arrangeLots, actor: actor, subject: Subject(parties: [site.organisation], sites: [site.id])) { throw refusal }
            var reader = FormReader(lists: lists, today: work.today)
            var taken: [(account: Account, mass: Mass)] = []
            for (i, draw) in draws.enumerated() where !draw.amount.isEmpty {
                guard let id = AccountID(text: draw.account), let row = try work.ledger.account(id), row.account.site == siteID, row.account.lot != nil,
                    row.account.compartment == .held || row.account.compartment == .store
                else { throw PlatformError.notFound }
                guard let mass = reader.mass(draw.amount, unit: "kg", method: MeasurementMethod.weighed.rawValue, field: "lot\(i)") else { continue }
                if mass.mass > Mass(row.balance.available) {
                    reader.problems.append(
                        LedgerPhrase.insufficientStock.problem("lot\(i)", ["available": .mass(Mass(row.balance.available)), "requested": .mass(mass.mass)]))
                }
                taken.append((row.account, mass.mass))
            }
            if taken.isEmpty, reader.problems.isEmpty { reader.problems.append(ManifestPhrase.groupTooFew.problem("lot0")) }
            if Set(taken.map { [Int64($0.account.material.value), Int64($0.account.compartment.number)] }).count > 1 {
                reader.problems.append(ManifestPhrase.groupMaterialsDiffer.problem("lot0"))
            }
            guard reader.problems.isEmpty, let first = taken.first else { throw PlatformError.invalid(reader.problems) }
            let lot: LotID = work.mint()
            let target = Account(siteID, first.account.compartment, first.account.material, lot: lot)
            let reason: Reason = taken.count > 1 ? .grouped : .split
            try work.book(taken.map { Move($0.mass, from: $0.account, to: target, on: work.today, because: reason) })
            work.record(.lots(from: taken.compactMap(\.account.lot), to: lot))
            for draw in taken { try work.markMoved(draw.account.lot, mass: draw.mass, at: siteID) }
            return lot
        }
    }
}

extension Work {
    /// Tells the note whose load made a lot that part of it has gone on; a negative mass has come back.
    func markMoved(_ lot: LotID?, mass: Mass, at site: SiteID) throws {
        guard let lot, let source = try notes.source(of: lot), let note = try notes.note(source.note), note.receiver.site == site,
            [.accepted, .passedOn, .returned, .cancelled].contains(note.state)
        else { return }
        _ = try save([.lotMoved(line: source.line, mass: mass)], on: note)
    }
}
