// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Testing

struct DelegationTests {
    private func delegation(
        _ role: Role = .signer, to delegate: Delegation.Delegate = .organisation(consultancy.id), scope: Delegation.Scope = .allSites,
        from: String = "2026-06-01", until: String = "2026-12-31"
    ) -> Delegation {
        Delegation(
            id: DelegationID(7), grantor: factory.id, delegate: delegate, role: role, scope: scope, validFrom: day(from), validUntil: day(until))
    }

    private func actor(
        _ role: Role?, of organisation: OrganisationSummary?, under delegation: Delegation, grantor: OrganisationSummary = factory,
        on date: CalendarDate = today
    ) -> Actor {
        let memberships = role.flatMap { role in
            organisation.map { [Membership(person: somePerson, organisation: $0.id, role: role, validFrom: day("2026-01-01"))] }
        }
        return Actor(
            person: somePerson, memberships: memberships ?? [], actingFor: organisation, means: .password, delegation: delegation,
            grantor: grantor, on: date)
    }

    @Test("A consultant signs for a factory that lent the signer's role, and the act carries the power's number")
    func consultantSigns() throws {
        let consultant = actor(.consultant, of: consultancy, under: delegation())
        #expect(may(.issueNote, actor: consultant, subject: note).isAllowed)
        #expect(may(.draftNote, actor: consultant, subject: note) == .refused(.forbidden(.draftNote)))
        #expect(may(.issueNote, actor: consultant, subject: foreignNote) == .refused(.missing))
        #expect(
            consultant.attribution
                == Attribution(
                    person: somePerson, organisation: consultancy.id, means: .password, onBehalfOf: factory.id, delegation: DelegationID(7)))
    }

    @Test("Under a lent power the actor's own organisation gives nothing: not its notes, not its administrator's rights")
    func ownRightsRest() {
        let own = Subject(parties: [consultancy.id])
        #expect(actor(.administrator, of: consultancy, under: delegation()).actions(on: own).isEmpty)
        #expect(actor(.consultant, of: consultancy, under: delegation()).actions(on: own).isEmpty)
    }

    @Test("Outside its days a power gives nothing; on its first and last day it does")
    func days() {
        for (date, counts) in [("2026-05-31", false), ("2026-06-01", true), ("2026-12-31", true), ("2027-01-01", false)] {
            let consultant = actor(.consultant, of: consultancy, under: delegation(), on: day(date))
            #expect(may(.issueNote, actor: consultant, subject: note).isAllowed == counts, "\(date)")
        }
    }

    @Test("In the organisation it was lent to, a power serves those with the same role or a trade of acting for others")
    func whoMayUseIt() {
        for role in Role.allCases where role.isHoldable(in: consultancy.profiles) {
            let counts = role == .signer || role == .consultant
            #expect(may(.issueNote, actor: actor(role, of: consultancy, under: delegation()), subject: note).isAllowed == counts, "\(role)")
        }
        #expect(!may(.issueNote, actor: actor(.signer, of: haulier, under: delegation()), subject: note).isAllowed)
    }

    @Test("A power lent to a person needs no organisation, and serves nobody else")
    func toPerson() {
        #expect(may(.issueNote, actor: actor(nil, of: nil, under: delegation(to: .person(somePerson))), subject: note).isAllowed)
        #expect(!may(.issueNote, actor: actor(nil, of: nil, under: delegation(to: .person(PersonID(2)))), subject: note).isAllowed)
    }

    @Test("A power for some sites reaches what names one of them, and not the organisation as a whole")
    func sites() {
        let consultant = actor(.consultant, of: consultancy, under: delegation(scope: .sites([SiteID(1)])))
        #expect(may(.issueNote, actor: consultant, subject: note).isAllowed)
        var elsewhere = note
        elsewhere.sites = [SiteID(2)]
        #expect(may(.issueNote, actor: consultant, subject: elsewhere) == .refused(.missing))
        #expect(may(.readRegistry, actor: consultant, subject: Subject(parties: [factory.id])) == .refused(.missing))
    }

    @Test("What cannot be lent gives nothing even when it was written down", arguments: Role.allCases.filter { !$0.isDelegable })
    func notDelegable(role: Role) {
        let written = delegation(role)
        #expect(written.problems.map(\.phrase) == ["identity.delegationRole"])
        #expect(actor(.consultant, of: consultancy, under: written).roles.isEmpty)
    }

    @Test("An authority's reach is not lent with a role: the mandate counts only in an office of its own")
    func mandateStays() {
        let lent = Delegation(
            id: DelegationID(8), grantor: industryMinistry.id, delegate: .organisation(consultancy.id), role: .reader, scope: .allSites,
            validFrom: day("2026-01-01"), validUntil: day("2026-12-31"))
        let consultant = actor(.consultant, of: consultancy, under: lent, grantor: industryMinistry)
        #expect(consultant.actions(on: foreignNote).isEmpty)
    }

    @Test("The factory's standing binds whoever acts for it")
    func grantorPending() {
        let pending = OrganisationSummary(id: factory.id, profiles: [.producer], status: .pendingApproval)
        let consultant = actor(.consultant, of: consultancy, under: delegation(), grantor: pending)
        #expect(may(.issueNote, actor: consultant, subject: note) == .refused(.organisationNotActive(.issueNote, .pendingApproval)))
    }

    @Test("All that is wrong with a power is told at once")
    func problems() {
        #expect(delegation().problems.isEmpty)
        #expect(delegation(from: "2026-01-01", until: "2027-12-31").problems.isEmpty)
        #expect(delegation(from: "2026-01-01", until: "2028-01-02").problems.map(\.phrase) == ["identity.delegationTooLong"])
        let wrong = delegation(.administrator, to: .organisation(factory.id), scope: .sites([]), from: "2026-06-02", until: "2026-06-01")
        #expect(wrong.problems.map(\.field) == ["role", "valid_until", "delegate", "sites"])
    }
}
