// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Operations
import Stores

extension TestCountry {
    /// A wastewater outlet of the factory that has been in use for two years.
    public func outlet(_ code: String = "OUT-1", column: String = "public_sewer", medium: DischargeMedium = .water) async throws -> Outlet {
        var form = OutletForm()
        form.site = site(.factory).description
        form.code = code
        form.medium = medium.rawValue
        form.receiving = medium == .water ? ReceivingBody.sewer.rawValue : ""
        form.column = medium == .water ? column : ""
        form.openedOn = platform.today.adding(days: -730).description
        return try await platform.addOutlet(form, by: actor(.factory))
    }

    /// A sheet of one sample, taken so many days ago.
    public func sheet(daysAgo: Int, _ rows: [(parameter: String, sign: String, value: String, unit: String)]) -> ResultsForm {
        var form = ResultsForm()
        form.sampledOn = platform.today.adding(days: -daysAgo).description
        form.laboratory = "Lab A"
        form.method = "APHA"
        form.rows = rows.map { row in
            var made = ResultsForm.Row()
            made.parameter = row.parameter
            made.sign = row.sign
            made.value = row.value
            made.unit = row.unit
            return made
        }
        return form
    }

    /// An officer of the ministry of environment, who alone closes cases.
    public func environmentOfficer() async throws -> Actor {
        let registration = OrganisationRegistration([
            .registrationNumber: "KH00300001", .nameEnglish: "Ministry of Environment", .country: "KH", .province: "12", .isic: "8411", .profiles: "authority",
            .employees: "300", .address: "Street 9", .openedOn: "2000-01-03",
        ])
        let made = try await platform.addOrganisation(
            try registration.validated(with: platform.registrationLookups), mandate: .environment,
            founder: PersonProfile(displayName: "Office of Environment", signInName: "environment.office", language: .english),
            password: "lotus-pond-environment-27",
            by: .operatorOfServer(on: platform.today))
        let summary = OrganisationSummary(id: made.organisation, profiles: [.authority], mandate: .environment, status: .active)
        let person = made.person
        let membership = person.map { [Membership(person: $0, organisation: made.organisation, role: .officer, validFrom: platform.today)] } ?? []
        return Actor(person: person, memberships: membership, actingFor: summary, means: .password, on: platform.today)
    }
}
