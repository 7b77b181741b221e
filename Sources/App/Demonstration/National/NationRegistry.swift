// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations
import Stores

/// Registers the firms of the national country: organisations with their sites, permits of plants and hauliers, and a person in each firm
/// that signs notes.
struct NationRegistry: Sendable {
    let firms: NationFirms
    let seed: UInt64

    /// Firms of one journal line.
    private static let firmsInLine = 200

    /// A vehicle of a haulier, sealed as every plate is; the salt is foretold, as all of an invented country is.
    static func plate(of haulier: Int) -> (text: SealedText, salt: [UInt8], content: String) {
        let content = "3A-\(1000 + haulier % 9000)"
        let salt = (0..<32).map { UInt8(truncatingIfNeeded: (haulier &+ 1) &* (31 &+ $0 &* 7)) }
        return (Secrets.sealed(content, salt: salt), salt, content)
    }

    /// Whoever signs for a firm; the smallest are entered by others, and nobody has an account there yet.
    static func person(of firm: NationFirm) -> PersonID? { firm.size == 0 ? nil : PersonID(firm.id) }

    func write(into writer: inout HistoryWriter, on today: CalendarDate, _ places: Range<Int>) {
        let zone = CivilZone.phnomPenh
        let begun = zone.start(of: firms.begin.adding(days: -14)).adding(hours: 8)
        for start in stride(from: places.lowerBound, to: places.upperBound, by: Self.firmsInLine) {
            let moment = begun.adding(seconds: Int64(start / Self.firmsInLine) * 4)
            var outcomes: [Outcome] = []
            for place in start..<min(start + Self.firmsInLine, places.upperBound) { add(place, at: moment, today, &outcomes, &writer) }
            writer.write(
                OperationID(NationID.make(at: moment, node: 3, number: 0)), "organisation.import",
                by: Attribution(person: nil, organisation: nil, means: .system), at: moment, outcomes: outcomes)
        }
    }

    private func add(_ place: Int, at moment: Instant, _ today: CalendarDate, _ outcomes: inout [Outcome], _ writer: inout HistoryWriter) {
        let firm = firms.firms[place]
        let row = firms.row(firm)
        let province = firms.provinces[Int(firm.province)]
        var dice = Dice(seed: seed &+ UInt64(bitPattern: firm.id))
        let word = InventedNames.word(dice.integer(0...1_000_000))
        let opened = firms.begin.adding(days: -dice.integer(30...6000))
        let zone = firm.zone < 0 ? nil : firms.zones[Int(firm.zone)]
        let organisation = Organisation(
            id: OrganisationID(firm.id), registrationNumber: "NAT-\(1_000_001 + place)", nameEnglish: "\(word.english) \(row.nounEnglish) \(place + 1)",
            nameLocal: "\(row.nounKhmer) \(word.khmer) \(place + 1)", country: .cambodia, profiles: row.profiles, status: .active, openedOn: opened)
        let centre = zone?.position ?? province.position
        let position = Position(latitude: rounded(centre.latitude + dice.bell() * 0.02), longitude: rounded(centre.longitude + dice.bell() * 0.02))
        let site = Site(
            id: SiteID(firm.id), organisation: organisation.id, nameEnglish: organisation.nameEnglish, nameLocal: organisation.nameLocal, position: position,
            address: zone?.nameEnglish ?? "National Road \(dice.integer(1...7))", openedOn: opened,
            attributes: [
                SiteAttributes(
                    validFrom: opened, learnedAt: moment, province: province.id.code, isic: row.isic, sizeClass: NationMix.sizes[Int(firm.size)].sizeClass,
                    employees: Int(firm.employees), zone: zone?.nameEnglish)
            ])
        writer.rows.add(organisation)
        writer.rows.add(site, on: today)
        outcomes += [.organisation(organisation), .site(site)]
        let isPartner = firm.streams == 0
        if isPartner { permit(firm, row, opened, &outcomes, &writer) }
        if row.trade == .haulier {
            let plate = Self.plate(of: place)
            writer.rows.add(plate.text, salt: plate.salt, content: plate.content)
        }
        guard let id = Self.person(of: firm) else { return }
        let person = Person(id: id)
        writer.rows.add(
            person, PersonProfile(displayName: InventedNames.person(&dice), signInName: "nat\(place + 1)", language: .khmer))
        outcomes.append(.person(person))
        for role in Role.founding(for: row.profiles).sorted() {
            let membership = Membership(person: person.id, organisation: organisation.id, role: role, validFrom: firms.begin)
            writer.rows.add(membership)
            outcomes.append(.membership(membership))
        }
    }

    private func permit(_ firm: NationFirm, _ row: TradeRow, _ opened: CalendarDate, _ outcomes: inout [Outcome], _ writer: inout HistoryWriter) {
        let treatments = Set(row.crafts.map(\.treatment)).sorted().compactMap { TreatmentCode(text: $0) }
        let wastes = Set(row.crafts.flatMap(\.wastes)).sorted().compactMap { WasteCodeID(text: $0) }.map { WasteScope.code($0) }
        let chapters = (1...20).map { WasteScope.chapter(($0 < 10 ? "0" : "") + String($0), includingHazardous: true) }
        let permit = Permit(
            id: PermitID(firm.id), organisation: OrganisationID(firm.id), number: "NAT-P-\(firm.id >> 12)", issuedBy: "Invented",
            wastes: treatments.isEmpty ? chapters : wastes, treatments: treatments, allowsTransport: treatments.isEmpty, validFrom: opened,
            source: "invented")
        writer.rows.add(permit)
        outcomes.append(.permit(permit))
    }

    private func rounded(_ degrees: Double) -> Double { (degrees * 10_000).rounded() / 10_000 }
}
