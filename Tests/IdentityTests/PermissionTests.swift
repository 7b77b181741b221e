// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Testing

struct PermissionTests {
    @Test("A party of a note acts on it by its role; what its role lacks is forbidden; a stranger is told that it is missing")
    func partiesAndStrangers() {
        let signer = actor(.signer, of: factory)
        #expect(may(.issueNote, actor: signer, subject: note).isAllowed)
        #expect(may(.draftNote, actor: signer, subject: note) == .refused(.forbidden(.draftNote)))
        #expect(may(.issueNote, actor: signer, subject: foreignNote) == .refused(.missing))
        #expect(may(.readNote, actor: signer, subject: foreignNote) == .refused(.missing))
        #expect(may(.issueNote, actor: nil, subject: note) == .refused(.missing))
    }

    @Test("The answer names the row it stands on")
    func answerNamesRow() {
        guard case .allowed(let row) = may(.readNote, actor: actor(.officer, of: department), subject: note) else {
            Issue.record("A provincial officer reads a note of the province.")
            return
        }
        #expect(row.role == .officer && row.scope == .province && row.mandate == .provincial)
    }

    @Test("One person with several roles may do what each of them may")
    func severalRoles() {
        let owner = actor(.administrator, .preparer, .signer, of: factory)
        for action in [Action.draftNote, .issueNote, .invitePerson, .editOrganisation] {
            #expect(may(action, actor: owner, subject: Subject(parties: [factory.id])).isAllowed)
        }
    }

    @Test("What everybody may see needs no account, and seeing it turns missing into forbidden")
    func publicThings() {
        let published = Subject(parties: [plant.id], isPublic: true)
        #expect(may(.readRegistry, actor: nil, subject: published).isAllowed)
        #expect(may(.editOrganisation, actor: nil, subject: published) == .refused(.forbidden(.editOrganisation)))
        #expect(may(.readNote, actor: nil, subject: published) == .refused(.missing))
    }

    @Test("A provincial officer reaches the province and not its neighbour; an industry officer reaches both")
    func provinces() {
        let local = actor(.officer, of: department)
        #expect(may(.decideLoss, actor: local, subject: note).isAllowed)
        #expect(may(.decideLoss, actor: local, subject: foreignNote) == .refused(.missing))
        #expect(may(.recordPermit, actor: local, subject: note) == .refused(.forbidden(.recordPermit)))
        for subject in [note, foreignNote] {
            #expect(may(.decideLoss, actor: actor(.officer, of: industryMinistry), subject: subject).isAllowed)
            #expect(may(.recordPermit, actor: actor(.officer, of: environmentMinistry), subject: subject).isAllowed)
        }
        #expect(!may(.approveOrganisation, actor: actor(.officer, of: environmentMinistry), subject: note).isAllowed)
        #expect(may(.readNation, actor: actor(.officer, of: financeMinistry), subject: Subject()).isAllowed)
        #expect(may(.readNote, actor: actor(.officer, of: financeMinistry), subject: note) == .refused(.missing))
    }

    @Test("An officer's role written beside a name in a factory gives nothing", arguments: [Role.officer, .inspector, .editor, .donorReader, .zoneOperator])
    func roleOutOfPlace(role: Role) {
        let pretender = actor(role, of: factory)
        #expect(pretender.roles.isEmpty)
        #expect(pretender.actions(on: foreignNote).isEmpty)
    }

    @Test("A membership counts from its first to its last day, both included, and in its own organisation and person only")
    func membershipDays() {
        let membership = Membership(
            person: somePerson, organisation: factory.id, role: .signer, validFrom: day("2026-03-01"), validUntil: day("2026-06-30"))
        func roles(_ date: String, person: PersonID = somePerson, organisation: OrganisationSummary = factory) -> Set<Role> {
            Actor(person: person, memberships: [membership], actingFor: organisation, means: .password, on: day(date)).roles
        }
        #expect(roles("2026-02-28").isEmpty)
        #expect(roles("2026-03-01") == [.signer])
        #expect(roles("2026-06-30") == [.signer])
        #expect(roles("2026-07-01").isEmpty)
        #expect(roles("2026-05-01", person: PersonID(2)).isEmpty)
        #expect(roles("2026-05-01", organisation: plant).isEmpty)
    }

    @Test("A driver's code signs for its haulier's current load and nothing else, whatever memberships are named")
    func driverCode() {
        let driver = Actor.driver(of: haulier, on: today)
        #expect(driver.actions(on: note) == [.signCollection, .signHandOver, .makeStop, .enterFirmAtStop, .readRound, .readNote])
        var old = note
        old.isCurrent = false
        #expect(driver.actions(on: old).isEmpty)
        #expect(driver.actions(on: foreignNote).isEmpty)
        let memberships = [Membership(person: somePerson, organisation: haulier.id, role: .administrator, validFrom: day("2026-01-01"))]
        let named = Actor(person: somePerson, memberships: memberships, actingFor: haulier, means: .driverCode, on: today)
        #expect(named.roles == [.driver])
    }

    @Test("The server's operator sets the country up and signs nothing")
    func operatorOfServer() {
        let actions = Actor.operatorOfServer(on: today).actions(on: Subject())
        #expect(actions.contains(.importOrganisations) && actions.contains(.makeResetCode))
        #expect(!actions.contains(.issueNote) && !actions.contains(.decideAcceptance) && !actions.contains(.decideLoss))
        let roleless = actor(.administrator, of: factory, means: .system)
        #expect(roleless.roles.isEmpty)
    }

    @Test("While it awaits approval an organisation drafts, reads and invites; what would bind others waits")
    func pendingOrganisation() {
        let pending = OrganisationSummary(id: factory.id, profiles: [.producer], status: .pendingApproval)
        let owner = actor(.administrator, .preparer, .signer, of: pending)
        #expect(may(.draftNote, actor: owner, subject: note).isAllowed)
        #expect(may(.invitePerson, actor: owner, subject: note).isAllowed)
        #expect(may(.issueNote, actor: owner, subject: note) == .refused(.organisationNotActive(.issueNote, .pendingApproval)))
        #expect(may(.grantDelegation, actor: owner, subject: note) == .refused(.organisationNotActive(.grantDelegation, .pendingApproval)))
        #expect(may(.issueNote, actor: owner, subject: foreignNote) == .refused(.missing))
    }

    @Test("A closed organisation finishes what is under way and begins nothing")
    func closedOrganisation() {
        let closed = OrganisationSummary(id: plant.id, profiles: [.treater], status: .closed)
        let keeper = actor(.preparer, .signer, .gate, of: closed)
        #expect(may(.decideAcceptance, actor: keeper, subject: note).isAllowed)
        #expect(may(.recordTreatment, actor: keeper, subject: note).isAllowed)
        #expect(may(.draftNote, actor: keeper, subject: note) == .refused(.organisationNotActive(.draftNote, .closed)))
        #expect(may(.issueNote, actor: keeper, subject: note) == .refused(.organisationNotActive(.issueNote, .closed)))
    }

    @Test("An act is written with person, own organisation, means and the organisation that lent the power, by number")
    func attribution() throws {
        let written = try json(actor(.signer, of: factory, means: .deviceKey).attribution)
        #expect(written == #"{"means":"deviceKey","organisation":"10","person":"1"}"#)
    }
}
