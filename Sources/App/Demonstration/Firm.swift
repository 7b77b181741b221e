// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations
import Wording

/// A person of a firm, once they have an account.
struct Staff: Sendable {
    let person: PersonID
    let memberships: [Membership]
    var roles: Set<Role> { Set(memberships.map(\.role)) }
}

/// A person before that.
struct Newcomer: Sendable {
    let displayName: String
    let signInName: String
    let roles: Set<Role>
    let language: Language
}

/// A firm or body of the demonstration country: first as planned, then as registered.
struct Firm: Sendable {
    let trade: Trade
    let nameEnglish: String
    let nameLocal: String
    let registrationNumber: String
    let province: String
    /// English name of the special economic zone it stands in.
    let zone: String?
    let position: Position
    let employees: Int
    let employeesWomen: Int
    let openedOn: CalendarDate
    let address: String
    let mandate: Mandate?
    /// The founder first.
    let people: [Newcomer]
    /// How much it does, beside a firm of ordinary size: 1.
    let size: Double
    /// Of a haulier: has a permit for hazardous waste too.
    let carriesHazardous: Bool
    /// The account holders' firm, when it is one.
    let demoFirm: DemoFirm?

    /// Filled in once it is registered.
    var organisation = OrganisationID(0)
    var site = SiteID(0)
    var staff: [Staff] = []

    var row: TradeRow { trade.row }
    var summary: OrganisationSummary { OrganisationSummary(id: organisation, profiles: row.profiles, mandate: mandate) }

    /// Whoever of the firm holds these roles and the fewest others, as if signed in.
    func actor(_ roles: Set<Role>, on day: CalendarDate) -> Actor {
        guard let one = staff.filter({ roles.isSubset(of: $0.roles) }).min(by: { $0.roles.count < $1.roles.count }) else {
            preconditionFailure("\(nameEnglish) has nobody with the roles \(roles).")
        }
        return Actor(person: one.person, memberships: one.memberships, actingFor: summary, means: .password, on: day)
    }
}

extension Firm {
    /// The firm as somebody else entered it: with its legal form, a slip in its name, and another number.
    func enteredAgain(number: String) -> Firm {
        Firm(
            trade: trade, nameEnglish: nameEnglish.replacing("ai", with: "ay") + " Co., Ltd", nameLocal: "ក្រុមហ៊ុន " + nameLocal, registrationNumber: number,
            province: province, zone: zone, position: position, employees: employees, employeesWomen: employeesWomen, openedOn: openedOn, address: address,
            mandate: mandate, people: people, size: size, carriesHazardous: carriesHazardous, demoFirm: demoFirm)
    }
}
