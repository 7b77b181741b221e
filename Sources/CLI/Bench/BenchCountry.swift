// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Operations
import StorageCore
import Stores

/// The little country that benchmarks run in: made directly in the registry's tables where only its presence matters,
/// through the ordinary verbs where their cost is what is measured.
struct BenchCountry: Sendable {
    let platform: Platform
    let today: CalendarDate
    private(set) var factories: [SiteID] = []
    private(set) var carrier: SiteID
    private(set) var plant: SiteID
    private(set) var organisations: [SiteID: OrganisationID] = [:]

    static let password = "benchmark-password-1"

    /// - Parameter factories: number of producers, each with one site.
    static func make(on platform: Platform, factories: Int) async throws -> BenchCountry {
        let today = platform.today
        let now = platform.now
        let provinces = platform.lists.provinces(of: .cambodia, on: today).map(\.id.code)
        let industries = ["1410", "1520", "1075", "1103", "1061", "2392", "2220", "2610"]
        let made = try await platform.database.write { session -> [(OrganisationID, SiteID)] in
            let registry = RegistryStore(session)
            var mint = IdentifierMint(node: 1000)
            var made: [(OrganisationID, SiteID)] = []
            for i in 0..<(factories + 2) {
                let profiles: Set<ChainProfile> = i < factories ? [.producer] : i == factories ? [.haulier] : [.treater]
                let organisation = Organisation(
                    id: mint.mint(at: now), registrationNumber: "BENCH\(i)", nameEnglish: "Bench \(i)", nameLocal: "", country: .cambodia, profiles: profiles,
                    status: .active)
                let site = Site(
                    id: mint.mint(at: now), organisation: organisation.id, nameEnglish: "Bench \(i)", nameLocal: "", address: "",
                    attributes: [
                        SiteAttributes(
                            validFrom: today.adding(days: -4000), learnedAt: now, province: provinces[i % provinces.count],
                            isic: i < factories ? industries[i % industries.count] : "3821", sizeClass: .medium)
                    ])
                try registry.insert(organisation)
                try registry.insert(site, on: today)
                if i >= factories {
                    try registry.insert(
                        Permit(
                            id: mint.mint(at: now), organisation: organisation.id, number: "P\(i)", issuedBy: "Bench", wastes: [.anyNonHazardous],
                            treatments: i == factories ? [] : TreatmentCode.allCases, validFrom: today.adding(days: -4000), source: "benchmark"))
                }
                made.append((organisation.id, site.id))
            }
            return made
        }
        var country = BenchCountry(platform: platform, today: today, carrier: made[factories].1, plant: made[factories + 1].1)
        country.factories = made.prefix(factories).map(\.1)
        country.organisations = Dictionary(uniqueKeysWithValues: made.map { ($0.1, $0.0) })
        return country
    }

    /// Somebody of an organisation, as if signed in.
    func actor(of site: SiteID, _ roles: [Role]) -> Actor {
        guard let organisation = organisations[site] else { preconditionFailure("A site of the benchmark.") }
        let person = PersonID(1)
        let memberships = roles.map { Membership(person: person, organisation: organisation, role: $0, validFrom: today.adding(days: -1)) }
        let profiles: Set<ChainProfile> = site == carrier ? [.haulier] : site == plant ? [.treater] : [.producer]
        return Actor(person: person, memberships: memberships, actingFor: OrganisationSummary(id: organisation, profiles: profiles), means: .password, on: today)
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
