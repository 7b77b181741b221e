// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Stores
import Testing

/// Firms of no register at a round's stops: entered on their behalf, answered by an officer, and nothing lost either way.
struct StopFirmTests {
    /// The error of an attempt.
    private func refusal(_ body: () async throws -> Void) async -> (any Explainable)? {
        do {
            try await body()
            return nil
        } catch let error as any Explainable {
            return error
        } catch {
            Issue.record(error)
            return nil
        }
    }

    private let shop = StopRegistration(name: "Sok San Sewing", province: "08", place: "Ta Khmau", phone: "012 555 010")

    private func organisation(_ id: OrganisationID, _ country: TestCountry) async throws -> Organisation {
        try #require(try await country.database.read { try RegistryStore($0).organisation(id) })
    }

    @Test("A firm of no register hands over at a stop: firm and note are made together, the act is kept in its name, and the load is weighed and shared")
    func enteredAtStop() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            _ = try await country.stop("100", of: round)
            let made = try await country.newStop("20", at: shop, of: round)
            #expect(made.note.state == .inTransit && made.round.stops.count == 2)
            let firm = try await organisation(made.note.sender.organisation, country)
            #expect(firm.status == .pendingApproval && firm.stopStanding == .waits && firm.hasProvisionalNumber)
            #expect(firm.stopEntry?.by == country.organisation(.haulier) && firm.stopEntry?.round == round.id)
            let acts = try await country.platform.behalfActs(on: made.note.id, by: country.actor(.plant))
            #expect(acts.map(\.act.state) == [.unconfirmed] && acts.first?.act.organisation == firm.id && acts.first?.by.id == country.organisation(.haulier))
            let slip = try await country.platform.driverRound(code: try country.code(of: round), address: "10.0.0.9").confirmations
            #expect(Array(slip.keys) == [made.note.id])
            #expect(try await country.platform.behalfSheet(code: slip[made.note.id]?.text ?? "", address: "10.0.0.6").act.document == made.note.id)
            let page = try await country.platform.organisationPage(firm.id, by: country.actor(.department))
            #expect(page.contact?.phone == "012 555 010" && page.enteredBy?.id == country.organisation(.haulier))
            #expect(page.sites.first?.attributes.first?.district == "Ta Khmau")
            let waits = try await country.platform.today(by: country.actor(.department)).duties.contains {
                $0.kind == .approveOrganisation && $0.other?.id == firm.id
            }
            #expect(waits, "the officer of the province is told")
            // The next time it is known, and needs no form.
            let again = try await country.platform.driverRound(code: try country.code(of: round), address: "10.0.0.9")
            #expect(again.made.contains { $0.stop.organisation.id == firm.id })
            let next = try await country.planRound(country.roundForm([.factory]))
            let known = try await country.platform.driverRound(code: try country.code(of: next), address: "10.0.0.9").known
            #expect(known.contains { $0.organisation.id == firm.id })
            let decided = try await country.decide(try await country.weigh(made.round, "120"))
            #expect(try await country.notes(of: decided).allSatisfy { $0.state == .accepted })
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Approved with its number, the firm is as any other and sees its notes; the act stays for it to confirm")
    func approved() async throws {
        try await withTestCountry { country in
            let made = try await country.newStop("20", at: shop, of: try await country.planRound())
            let id = made.note.sender.organisation
            let taken = await refusal {
                try await country.platform.approve(id, version: 1, approves: true, number: "KH00200000", by: country.actor(.department))
            }
            #expect(taken?.problems.map(\.field) == ["registration_number"])
            for bad in ["STOP-5", "!!"] {
                let refused = await refusal { try await country.platform.approve(id, version: 1, approves: true, number: bad, by: country.actor(.department)) }
                #expect(refused?.problems.map(\.phrase) == [IdentityPhrase.registrationNumberSigns.fullKey], "\(bad)")
            }
            try await country.platform.approve(id, version: 1, approves: true, number: "kh 7001", by: country.actor(.department))
            let firm = try await organisation(id, country)
            #expect(firm.status == .active && firm.registrationNumber == "KH 7001" && firm.stopStanding == .approved && !firm.hasProvisionalNumber)
            let owner = Actor(
                person: country.person(.factory),
                memberships: [
                    Membership(person: country.person(.factory), organisation: id, role: .signer, validFrom: country.platform.today.adding(days: -1))
                ],
                actingFor: firm.summary, means: .password, on: country.platform.today)
            #expect(try await country.platform.note(made.note.id, by: owner).id == made.note.id)
            let ours = try await country.platform.enteredInOurName(limit: 5, by: owner).rows
            #expect(ours.map(\.act.document) == [made.note.id])
            let answered = try await country.platform.answerBehalf(
                try #require(ours.first).act.id, version: 1, confirms: true, words: "", by: owner)
            #expect(answered.state == .confirmed)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Refused, the firm's note stands and goes on, and no further stop is made there")
    func refused() async throws {
        try await withTestCountry { country in
            let made = try await country.newStop("20", at: shop, of: try await country.planRound())
            let id = made.note.sender.organisation
            try await country.platform.approve(id, version: 1, approves: false, by: country.actor(.department))
            #expect(try await organisation(id, country).stopStanding == .refused)
            var form = country.stopForm("5")
            form.sender = made.note.sender.site.description
            let further = await refusal {
                _ = try await country.platform.makeStop(form, code: try country.code(of: made.round), address: "10.0.0.9", key: nil)
            }
            #expect(further?.problems.map(\.phrase) == [ManifestPhrase.partyClosed.fullKey])
            let seen = try await country.platform.driverRound(code: try country.code(of: made.round), address: "10.0.0.9")
            #expect(seen.made.map(\.stop.organisation.nameEnglish) == ["Sok San Sewing"], "what was picked up stays in sight")
            let decided = try await country.decide(try await country.weigh(made.round, "20"))
            #expect(try await country.notes(of: decided).map(\.state) == [.accepted])
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Merged into the firm that it is, its note on the way goes on under that firm's name")
    func merged() async throws {
        try await withTestCountry { country in
            let twin = try await country.importFirm("Sok San Sewing Co., Ltd", number: "KH 9010").organisation
            let made = try await country.newStop("20", at: shop, isNew: true, of: try await country.planRound())
            let id = made.note.sender.organisation
            let page = try await country.platform.organisationPage(id, by: country.actor(.department))
            #expect(page.likely.map(\.id) == [twin])
            try await country.platform.merge(id, into: twin, reason: "", versions: (1, 1), by: country.actor(.department))
            #expect(try await organisation(id, country).stopStanding == .merged)
            #expect(try await country.notes(of: made.round).map(\.sender.organisation) == [twin])
            let next = try await country.planRound(country.roundForm([.factory]))
            let known = try await country.platform.driverRound(code: try country.code(of: next), address: "10.0.0.9").known
            #expect(known.map(\.organisation.id).contains(twin), "the next driver finds it under its name")
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test(
        "Firms that it may be are told first, in either script and with slips, and nothing is saved until the driver has answered",
        arguments: [
            ("sok san sewing", "Ta Khmau"), ("SOK SAN SEWING Co Ltd", ""), ("Sok Sann Sewing", "Ta Khmau"), ("សុខ សាន កាត់ដេរ", ""), ("សុខសាន កាត់ដេរ", "Ta Khmau"),
        ])
    func likely(_ name: String, _ place: String) async throws {
        try await withTestCountry { country in
            let twin = try await country.importFirm("Sok San Sewing", local: "សុខ សាន កាត់ដេរ", number: "KH 9010").organisation
            let round = try await country.planRound()
            let journal = try await country.number("SELECT count(*) FROM journal")
            let asked = await refusal {
                _ = try await country.newStop("20", at: StopRegistration(name: name, province: "08", place: place), of: round)
            }
            #expect((asked as? LikelyKnown)?.firms.map(\.organisation.id) == [twin])
            #expect(try await country.number("SELECT count(*) FROM journal") == journal)
            #expect(try await country.number("SELECT count(*) FROM note") == 0)
            _ = try await country.newStop("20", at: StopRegistration(name: name, province: "08", place: place), isNew: true, of: round)
        }
    }

    @Test("All that is wrong with firm and load is told at once, each at its field, and neither is saved")
    func badInput() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            let firms = try await country.number("SELECT count(*) FROM organisation")
            var form = country.stopForm("")
            form.signer = " "
            let code = try country.code(of: round)
            let wrong = StopRegistration(name: " ", province: "Atlantis", place: String(repeating: "x", count: 101), phone: "0\u{7}12")
            let told = await refusal {
                _ = try await country.platform.makeStop(form, at: wrong, isNew: true, code: code, address: "10.0.0.9", key: nil)
            }
            #expect(Set(told?.problems.map(\.field) ?? []) == ["name", "province", "place", "phone", "amount", "signer"])
            let absurd = await refusal { _ = try await country.newStop("999999999", at: shop, isNew: true, of: round) }
            #expect(absurd?.problems.map(\.field) == ["amount"])
            #expect(try await country.number("SELECT count(*) FROM organisation") == firms)
            let once = try await country.newStop("20", at: shop, of: round, key: "form-1")
            let twice = try await country.newStop("20", at: shop, of: round, key: "form-1")
            #expect(once.note.id == twice.note.id)
            #expect(try await country.number("SELECT count(*) FROM organisation") == firms + 1)
        }
    }

    @Test("Hazardous waste is only taken from registered firms, as the rule stands; the rule is data and marked as assumed")
    func hazardous() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound(country.roundForm(wastes: ["150202"]))
            let firms = try await country.number("SELECT count(*) FROM organisation")
            let refused = await refusal { _ = try await country.newStop("20", at: shop, of: round) }
            #expect(refused?.problems.map(\.phrase).contains(RoundPhrase.senderNotApproved.fullKey) == true)
            #expect(try await country.number("SELECT count(*) FROM organisation") == firms)
            #expect(try await country.number("SELECT count(*) FROM note") == 0)
            let form = try await country.platform.newFirmForm(code: try country.code(of: round), address: "10.0.0.9")
            #expect(!form.isPossible)
            let rule = country.platform.policy(isHazardous: false, on: country.platform.today)
            #expect(rule.isOn(.pendingSenderOnRound) && rule.isAssumed(.pendingSenderOnRound))
        }
    }

    @Test("A firm that waits hands over on rounds alone: no ordinary note names it, and one that registered itself is not taken on a round")
    func onRoundsAlone() async throws {
        try await withTestCountry { country in
            let made = try await country.newStop("20", at: shop, of: try await country.planRound())
            var form = country.form("20", from: .collector, to: .plant)
            form.receiverSite = made.note.sender.site.description
            let refused = await refusal { _ = try await country.issue(form, by: .collector) }
            #expect(refused?.problems.contains { $0.phrase == ManifestPhrase.partyClosed.fullKey && $0.field == "receiver" } == true)
            let own = OrganisationRegistration([
                .registrationNumber: "KH 5555", .nameEnglish: "Own Tailors", .country: "KH", .province: "08", .isic: "1410", .profiles: "producer",
            ])
            let pending = try await country.platform.register(own, displayName: "Kim Ly", signInName: "kim.ly").organisation
            let site = try #require(try await country.database.read { try RegistryStore($0).sites(of: pending).first })
            var stop = country.stopForm("5")
            stop.sender = site.id.description
            let there = await refusal {
                _ = try await country.platform.makeStop(stop, code: try country.code(of: made.round), address: "10.0.0.9", key: nil)
            }
            #expect(there?.problems.map(\.phrase) == [ManifestPhrase.partyClosed.fullKey])
        }
    }

    @Test("A renewed code opens the round, the one before says that it was replaced, and only the haulier's people renew it")
    func renewedCode() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            let old = try country.code(of: round)
            for (firm, roles) in [(TestFirm.plant, Set<Role>([.signer])), (.factory, [.administrator]), (.haulier, [.reader])] {
                let refused = await refusal {
                    _ = try await country.platform.renewRoundCode(round.id, version: round.version, by: country.actor(firm, roles))
                }
                #expect(refused != nil, "\(firm)")
            }
            let renewed = try await country.platform.renewRoundCode(round.id, version: round.version, by: country.actor(.haulier, [.preparer]))
            let new = try country.code(of: renewed)
            #expect(new != old && renewed.codesRenewed?.count == 1)
            let over = await refusal { _ = try await country.platform.driverRound(code: old, address: "10.0.0.9") }
            #expect(over?.problems.map(\.phrase) == [RoundPhrase.codeRenewed.fullKey])
            let stopped = await refusal { _ = try await country.platform.makeStop(country.stopForm("5"), code: old, address: "10.0.0.9", key: nil) }
            #expect(stopped?.problems.map(\.phrase) == [RoundPhrase.codeRenewed.fullKey])
            _ = try await country.stop("100", of: renewed)
            let twice = try await country.platform.renewRoundCode(round.id, version: 3, by: country.actor(.haulier, [.administrator]))
            #expect(Set([old, new, try country.code(of: twice)]).count == 3)
            let stale = await refusal { _ = try await country.platform.renewRoundCode(round.id, version: 3, by: country.actor(.haulier)) }
            #expect(stale?.standing == .conflict)
            #expect(try await country.number("SELECT count(*) FROM journal WHERE kind = 'round.renewCode'") == 2)
            _ = try await country.weigh(twice, "100")
            let late = await refusal { _ = try await country.platform.renewRoundCode(round.id, version: 6, by: country.actor(.haulier)) }
            #expect(late?.standing == .conflict, "no stop is made any more")
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A round's container size counts at each stop that names none, and a stop's own goes before it")
    func containerOnce() async throws {
        try await withTestCountry { country in
            var plan = country.roundForm()
            for typed in ["0", "-3", "x", "99999999"] {
                plan.container = typed
                let form = plan
                let refused = await refusal { _ = try await country.planRound(form) }
                #expect(refused?.problems.map(\.field) == ["container"], "\(typed)")
            }
            plan.container = "2.5"
            let round = try await country.planRound(plan)
            let code = try country.code(of: round)
            func declared(_ amount: String, _ containers: String, _ each: String) async throws -> (Mass, MeasurementMethod) {
                var form = country.stopForm(amount)
                form.containers = containers
                form.each = each
                let line = try await country.platform.makeStop(form, code: code, address: "10.0.0.9", key: nil).note.lines[0]
                return (line.declared.mass, line.declared.method)
            }
            #expect(try await declared("", "12", "") == (.kilograms(30), .estimated))
            #expect(try await declared("", "12", "2.5") == (.kilograms(30), .estimated))
            #expect(try await declared("", "12", "3") == (.kilograms(36), .estimated))
            #expect(try await declared("31", "12", "2.5") == (.kilograms(31), .weighed), "a weight goes before a count")
            plan.container = ""
            plan.litres = "120"
            plan.kilogramsPerLitre = "0.125"
            #expect(try await country.planRound(plan).plan.container?.mass == .kilograms(15))
            for (container, litres, density, field) in [
                ("2", "120", "1", "container"), ("", "120", "", "kilogramsPerLitre"), ("", "-1", "1", "litres"), ("", "40000000", "40000000", "litres"),
            ] {
                plan.container = container
                plan.litres = litres
                plan.kilogramsPerLitre = density
                let form = plan
                let refused = await refusal { _ = try await country.planRound(form) }
                #expect(refused?.problems.map(\.field) == [field], "\(container) \(litres) \(density)")
            }
            let nothing = await refusal { _ = try await declared("", "", "2.5") }
            #expect(nothing?.problems.map(\.field) == ["amount"])
        }
    }
}
