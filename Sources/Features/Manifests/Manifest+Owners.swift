// SPDX-License-Identifier: Apache-2.0

import Domain

extension Manifest {
    /// A party's site has another owner: whoever acts for it from here on. A note that is closed keeps its parties; a correction
    /// that still waits is answered by the new owner.
    mutating func passParties(at site: SiteID, from former: OrganisationID, to owner: OrganisationID) {
        func passed(_ party: Party) -> Party { party.site == site && party.organisation == former ? Party(organisation: owner, site: site) : party }
        if !state.isFinal {
            sender = passed(sender)
            receiver = passed(receiver)
            for i in legs.indices { legs[i].carrier = passed(legs[i].carrier) }
            storage = storage.map(passed)
        }
        guard var waiting = correction else { return }
        if waiting.proposedBy == former { waiting.proposedBy = owner }
        waiting.waitingFor = waiting.waitingFor.map { $0 == former ? owner : $0 }
        // Whoever proposed it does not answer it too, unless nobody else is left.
        let others = waiting.waitingFor.filter { $0 != waiting.proposedBy }
        if !others.isEmpty { waiting.waitingFor = others }
        correction = waiting
    }
}
