// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import TestSupport
import Testing

/// Letters to firms, and what whoever claims one fills in.
struct InvitationTests {
    private func letter() -> Invitation {
        Invitation(id: InvitationID(1), organisation: OrganisationID(7), madeAt: FixedTime.now, today: FixedTime.today)
    }

    @Test("A letter opens its firm on its last day and not on the day after, and once only")
    func lastDay() throws {
        var letter = letter()
        #expect(letter.validUntil.days(since: FixedTime.today) == Invitation.daysGood - 1)
        #expect(letter.isGood(on: letter.validUntil) && !letter.isGood(on: letter.validUntil.adding(days: 1)))
        #expect(letter.refusal(on: letter.validUntil.adding(days: 1)) == .expired(letter.validUntil))
        try letter.use(on: letter.validUntil)
        #expect(throws: InvitationRefusal.used) { try letter.use(on: FixedTime.today) }
        letter.void()
        #expect(letter.state == .used, "a letter that was used stays used")
    }

    @Test("A letter that a later one replaced says so")
    func replaced() {
        var letter = letter()
        letter.void()
        #expect(throws: InvitationRefusal.replaced) { try letter.use(on: FixedTime.today) }
    }

    @Test("Nobody claims an authority, a closed firm, a firm with an administrator, or one that another waits for; a good letter is not printed again unasked")
    func standing() {
        func standing(
            _ status: Organisation.Status = .active, authority: Bool = false, administrator: Bool = false, waiting: Bool = false, until: CalendarDate? = nil
        ) -> ClaimStanding {
            ClaimStanding(status: status, isAuthority: authority, hasAdministrator: administrator, hasWaitingClaim: waiting, letterUntil: until)
        }
        #expect(standing().refusal == nil)
        #expect(standing(authority: true).refusal == .authority)
        #expect(standing(.closed).refusal == .notOpen && standing(.pendingApproval).refusal == .notOpen)
        #expect(standing(administrator: true).refusal == .claimed)
        #expect(standing(waiting: true).refusal == .waiting)
        let good = standing(until: FixedTime.today)
        #expect(good.refusal == nil && good.refusalOfLetter(again: true) == nil)
        #expect(good.refusalOfLetter(again: false) == .hasLetter(until: FixedTime.today))
    }

    private func filled(_ change: (inout ClaimForm) -> Void = { _ in }) -> ClaimForm {
        var form = ClaimForm()
        form.displayName = " Chea Sophal "
        form.phone = "០១២ ៣៤៥ ៦៧៨"
        form.password = "green pond 27 lotus"
        form.again = form.password
        form.position = "owner"
        form.mayAct = true
        change(&form)
        return form
    }

    private func fields(_ form: ClaimForm, hasAccount: Bool = false) -> [String] {
        do throws(Problems) {
            _ = try form.validated(in: .cambodia, language: .khmer, hasAccount: hasAccount)
            return []
        } catch {
            return error.problems.map(\.field)
        }
    }

    @Test(
        "A claim needs a name, a telephone in whatever digits, a password twice, a position and the word that he may act; all that is missing is told at once")
    func form() throws {
        let valid = try filled().validated(in: .cambodia, language: .khmer)
        #expect(valid.profile?.displayName == "Chea Sophal" && valid.profile?.phone == "+85512345678" && valid.profile?.signInName == nil)
        #expect(fields(ClaimForm()) == ["display_name", "phone", "password", "password", "position", "may_act"])
        #expect(fields(filled { $0.phone = "office" }) == ["phone"])
        #expect(fields(filled { $0.phone = "12" }) == ["phone"])
        #expect(fields(filled { $0.again = "green pond 28 lotus" }) == ["again"])
        #expect(
            fields(
                filled {
                    $0.password = "chea sophal"; $0.again = "chea sophal"
                }) == ["password"])
        #expect(fields(filled { $0.signInName = "x" }) == ["sign_in_name"])
        #expect(fields(filled { $0.signInName = "098 765 432" }) == ["sign_in_name"])
        #expect(fields(filled { $0.signInName = "012345678" }) == [], "the same number again is no other name")
        #expect(fields(filled { $0.position = String(repeating: "x", count: 101) }) == ["position"])
    }

    @Test("Whoever has an account says only what he is and that he may act")
    func withAccount() {
        var form = ClaimForm()
        #expect(fields(form, hasAccount: true) == ["position", "may_act"])
        form.position = "manager"
        form.mayAct = true
        #expect(fields(form, hasAccount: true) == [])
    }

    @Test("A claim is answered once, and refused only with a reason")
    func answered() throws {
        var claim = Claim(id: ClaimID(1), organisation: OrganisationID(7), person: PersonID(3), invitation: InvitationID(1), madeAt: FixedTime.now)
        #expect(throws: ClaimRefusal.reasonMissing) { try claim.answer(approves: false, reason: nil, at: FixedTime.now) }
        try claim.answer(approves: true, reason: SealedText(hash: "x"), at: FixedTime.now)
        #expect(claim.state == .approved && claim.reason == nil && claim.version == 2)
        #expect(throws: ClaimRefusal.answered(.approved)) { try claim.answer(approves: false, reason: SealedText(hash: "x"), at: FixedTime.now) }
    }
}
