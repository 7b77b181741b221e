// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Operations

/// The little country that benchmarks run in, made by the ordinary verbs, so that `baitong verify` finds its data sound.
struct BenchCountry: Sendable {
    /// A firm with its site and its person.
    struct Member: Sendable {
        var site: SiteID
        var organisation: OrganisationID
        var person: PersonID
        var profile: ChainProfile
    }

    let platform: Platform
    let today: CalendarDate
    let factories: [SiteID]
    let carrier: SiteID
    let plant: SiteID
    private let members: [SiteID: Member]

    private init(platform: Platform, today: CalendarDate, factories: [SiteID], carrier: SiteID, plant: SiteID, members: [SiteID: Member]) {
        self.platform = platform
        self.today = today
        self.factories = factories
        self.carrier = carrier
        self.plant = plant
        self.members = members
    }

    /// Of the person `bench`, who belongs to the first factory and signs in at the pages.
    static let password = "benchmark-password-1"

    /// - Parameter factories: number of producers, each with one site and one person.
    static func make(on platform: Platform, factories: Int) async throws -> BenchCountry {
        let width = 64
        var members: [Member] = []
        for chunk in stride(from: 0, to: factories + 2, by: width) {
            let made = try await withThrowingTaskGroup(of: (Int, Member).self) { group in
                for i in chunk..<min(chunk + width, factories + 2) {
                    group.addTask { (i, try await add(i < factories ? .producer : i == factories ? .haulier : .treater, number: i, to: platform)) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            members += made.sorted { $0.0 < $1.0 }.map(\.1)
        }
        let country = BenchCountry(
            platform: platform, today: platform.today, factories: members.prefix(factories).map(\.site), carrier: members[factories].site,
            plant: members[factories + 1].site, members: Dictionary(uniqueKeysWithValues: members.map { ($0.site, $0) }))
        for site in [country.carrier, country.plant] { try await country.recordPermit(of: site) }
        return country
    }

    private static func add(_ profile: ChainProfile, number: Int, to platform: Platform) async throws -> Member {
        let provinces = platform.lists.provinces(of: .cambodia, on: platform.today)
        let industries = ["1410", "1520", "1075", "1103", "1061", "2392", "2220", "2610"]
        let registration = OrganisationRegistration([
            .registrationNumber: "BENCH\(number)", .nameEnglish: "Bench \(number)", .country: Country.cambodia.rawValue,
            .province: provinces[number % provinces.count].id.code, .isic: profile == .producer ? industries[number % industries.count] : "3821",
            .profiles: profile.rawValue, .employees: "120", .openedOn: platform.today.adding(days: -4000).description,
        ])
        let made = try await platform.addOrganisation(
            try registration.validated(with: platform.registrationLookups),
            founder: PersonProfile(displayName: "Bench \(number)", signInName: number == 0 ? "bench" : "bench.\(number)", language: .english),
            password: number == 0 ? password : nil, by: .operatorOfServer(on: platform.today))
        guard let person = made.person else { preconditionFailure("A founder was named.") }
        return Member(site: made.site, organisation: made.organisation, person: person, profile: profile)
    }

    private func recordPermit(of site: SiteID) async throws {
        var form = PermitForm()
        form.organisation = member(site).organisation.description
        form.number = "P-\(site)"
        form.issuedBy = "Bench"
        form.wastes = "non-hazardous"
        form.treatments = site == carrier ? "" : TreatmentCode.allCases.map(\.description).joined(separator: ";")
        form.allowsTransport = site == carrier
        form.validFrom = today.adding(days: -4000).description
        form.source = "benchmark"
        _ = try await platform.recordPermit(form, by: .operatorOfServer(on: today))
    }

    private func member(_ site: SiteID) -> Member {
        guard let member = members[site] else { preconditionFailure("A site of the benchmark.") }
        return member
    }

    /// The person of a site, as if signed in.
    func actor(of site: SiteID, _ roles: [Role]) -> Actor {
        let member = member(site)
        let memberships = roles.map { Membership(person: member.person, organisation: member.organisation, role: $0, validFrom: today.adding(days: -1)) }
        return Actor(
            person: member.person, memberships: memberships,
            actingFor: OrganisationSummary(id: member.organisation, profiles: [member.profile]), means: .password, on: today)
    }

    /// An issued note, and the code by which its driver signs.
    func issue(_ i: Int, from site: SiteID) async throws -> (note: Manifest, code: SpokenCode) {
        var form = NoteForm()
        form.senderSite = site.description
        form.receiverSite = plant.description
        form.carrierSites = [carrier.description]
        form.intended = "R3"
        var line = NoteForm.Line()
        line.waste = "040222"
        line.amount = String(500 + i % 900)
        line.method = MeasurementMethod.weighed.rawValue
        form.lines = [line]
        let actor = actor(of: site, [.preparer, .signer])
        let note = try await platform.issue(form, id: nil, version: nil, key: nil, by: actor)
        guard let code = try await platform.signCode(for: note.id, by: actor) else { preconditionFailure("An issued note has a code to sign.") }
        return (note, code.code)
    }

    /// The rest of an issued note's way: collected, weighed, accepted, treated.
    func complete(_ note: Manifest, code: SpokenCode) async throws {
        _ = try await platform.sign(code: code.text, plate: "", driverName: "", address: "bench")
        let gate = actor(of: plant, [.gate])
        let weighed = try await platform.weigh(note.id, version: nil, amount: String(note.declaredMass.raw / 1000 - 3), unit: "kg", method: "weighed", by: gate)
        let decided = try await platform.decide(weighed.id, version: weighed.version, Platform.DecisionForm(accepted: [""]), by: gate)
        var treatment = Platform.TreatmentForm()
        treatment.code = "R3"
        _ = try await platform.treat(decided.id, version: decided.version, treatment, by: gate)
    }
}

/// SplitMix64: the same moves in every round.
struct BenchRandom {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
