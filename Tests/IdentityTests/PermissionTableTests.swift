// SPDX-License-Identifier: Apache-2.0

import Identity
import Testing

struct PermissionTableTests {
    private let rows = PermissionTable.rows

    @Test("Every action is held by some role, and every role may do something", arguments: Action.allCases)
    func everyActionHeld(action: Action) {
        #expect(rows.contains { $0.action == action && $0.role != nil })
    }

    @Test("Every role holds something", arguments: Role.allCases)
    func everyRoleHolds(role: Role) {
        #expect(rows.contains { $0.role == role })
    }

    @Test("No row stands twice")
    func noDuplicates() {
        #expect(Set(rows).count == rows.count)
    }

    @Test("Only with a mandate, or by roles that mean nothing outside authorities, one reaches the nation or a province; donors reach only its sums")
    func wideScopes() {
        for row in rows where row.scope == .nation || row.scope == .province {
            guard let role = row.role else {
                #expect(row.holder == .operatorOfServer)
                continue
            }
            #expect(role.profiles == [.authority] || row.mandate != nil, "\(role) \(row.action)")
        }
        #expect(Set(rows.filter { $0.role == .donorReader }.map(\.action)) == [.readNation])
    }

    @Test("Province scope goes with a provincial mandate and a provincial mandate with province scope")
    func provinces() {
        for row in rows { #expect((row.scope == .province) == (row.mandate == .provincial)) }
        for row in rows where row.role == .officer || row.role == .inspector { #expect(row.mandate != nil) }
    }

    @Test("A driver collects, hands over, makes the stops of rounds and sees current loads, and nothing else")
    func driver() {
        let driver = rows.filter { $0.role == .driver }
        #expect(Set(driver.map(\.action)) == [.signCollection, .signHandOver, .makeStop, .enterFirmAtStop, .readRound, .readNote])
        #expect(driver.allSatisfy { $0.scope == .ownCurrent })
    }

    @Test("Duties are apart: who drafts does not sign, who rules over people does neither, who decides at the gate did not issue")
    func separation() {
        let signing: Set<Action> = [.issueNote, .signCollection, .signHandOver, .decideCorrection]
        for role in [Role.administrator, .preparer, .gate, .reader, .accountant, .officer, .inspector, .consultant] {
            #expect(actions(of: role).isDisjoint(with: signing), "\(role)")
        }
        #expect(!actions(of: .signer).contains(.draftNote))
        #expect(!actions(of: .administrator).contains(.draftNote))
        #expect(!actions(of: .signer).contains(.decideAcceptance))
        let overPeople: Set<Action> = [.changeRoles, .invitePerson, .grantDelegation]
        for role in Role.allCases where role != .administrator { #expect(actions(of: role).isDisjoint(with: overPeople), "\(role)") }
    }

    @Test("Readers, accountants, inspectors, donors and jurors change nothing")
    func readersOnlyRead() {
        let reading: Set<Action> = [
            .readNote, .readArrangement, .readRound, .readReturn, .readRegister, .readBook, .readRegistry, .readNation, .readDischarge, .exportRegister,
            .readInquiry,
        ]
        for role in [Role.reader, .accountant, .inspector, .donorReader, .juror, .verifier] {
            #expect(actions(of: role).isSubset(of: reading), "\(role)")
        }
    }

    @Test("Nobody signs for a firm by office: officers and the server's operator have no row that binds a party of a note")
    func noSigningByOffice() {
        let binding: Set<Action> = [
            .draftNote, .issueNote, .signCollection, .signHandOver, .recordArrival, .weighLoad, .decideAcceptance, .recordTreatment,
            .arrangeLots, .cancelNote, .proposeCorrection, .decideCorrection, .proposeArrangement, .decideArrangement, .endArrangement,
            .planRound, .makeStop, .enterFirmAtStop, .renewRoundCode,
        ]
        for row in rows where binding.contains(row.action) { #expect(row.scope == .own || row.scope == .ownCurrent) }
    }

    @Test("One person with the founding roles of a firm can do everything the firm needs, from draft to treatment")
    func smallFirm() {
        let everything = Role.founding(for: [.producer, .collector, .haulier]).reduce(into: Set<Action>()) { $0.formUnion(actions(of: $1)) }
        for row in rows where row.scope == .own { #expect(everything.contains(row.action)) }
    }

    @Test("Whoever registers an authority for themselves gains no office by it: officers need a mandate, and all need approval")
    func selfMadeAuthority() {
        let pretender = OrganisationSummary(id: plant.id, profiles: [.authority], status: .pendingApproval)
        for role in Role.allCases {
            let actions = actor(role, of: pretender).actions(on: foreignNote)
            #expect(actions.isEmpty || Set(actions) == [.readNation], "\(role)")
        }
    }

    @Test("Every action that is not a reading one is seen through a reading one that some holder of it has as well")
    func sight() {
        for action in Action.allCases {
            #expect(action.sight.sight == action.sight)
            for row in rows where row.action == action && action != .exportRegister {
                let sees = rows.contains { $0.holder == row.holder && $0.action == action.sight && $0.mandate == row.mandate }
                #expect(sees, "\(row.holder) may \(action) and not see it")
            }
        }
    }

    private func actions(of role: Role) -> Set<Action> { Set(rows.filter { $0.role == role }.map(\.action)) }
}
