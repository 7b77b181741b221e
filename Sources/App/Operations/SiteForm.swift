// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity

/// The facts of a site as a person typed them; the fields are those of a registration that a site has of its own.
public struct SiteForm: Hashable, Sendable {
    public typealias Field = OrganisationRegistration.Field

    /// In the order in which forms ask for them.
    public static let fields: [Field] = [
        .nameEnglish, .nameLocal, .province, .district, .commune, .address, .latitude, .longitude, .isic, .employees, .employeesWomen, .zone, .openedOn,
        .closedOn,
    ]

    public var texts: [Field: String]

    public init(_ texts: [Field: String]) { self.texts = texts.filter { Self.fields.contains($0.key) } }

    /// The site as it is known now, the change that is to come included.
    public init(_ site: Site) {
        let row = site.attributes[site.attributes.count - 1]
        var texts: [Field: String] = [
            .nameEnglish: site.nameEnglish, .nameLocal: site.nameLocal, .province: row.province, .address: site.address, .isic: row.isic,
        ]
        texts[.district] = row.district
        texts[.commune] = row.commune
        texts[.latitude] = site.position.map { String($0.latitude) }
        texts[.longitude] = site.position.map { String($0.longitude) }
        texts[.employees] = row.employees.map { String($0) }
        texts[.employeesWomen] = row.employeesWomen.map { String($0) }
        texts[.zone] = row.zone
        texts[.openedOn] = site.openedOn?.description
        texts[.closedOn] = site.closedOn?.description
        self.texts = texts
    }

    /// The same facts as a registration of the site's organisation, so that both are checked by the same rules.
    func registration(of organisation: Organisation) -> OrganisationRegistration {
        var texts = self.texts
        texts[.registrationNumber] = organisation.registrationNumber
        texts[.country] = organisation.country.rawValue
        texts[.profiles] = organisation.profiles.sorted().map(\.rawValue).joined(separator: ";")
        return OrganisationRegistration(texts)
    }
}
