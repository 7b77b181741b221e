// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations
import Wording

/// The people of one's own organisation, their roles, the codes of its drivers. What is shown once is not kept.
enum PeopleRoutes {
    static let routes: [APIRoute] = [
        .get("/people", "listPeople", .people, .scope(.peopleRead), "People of your organisation with their roles", people) { call in
            try await people(call)
        },
        .post(
            "/people", "invitePerson", .people, .scope(.peopleWrite), "Invites a person; the code for the first sign-in is shown once",
            takes: .command(
                "InvitePerson",
                [
                    .required("displayName", .text(100, least: 1)), .required("signInName", .text(100, least: 1), "Telephone number or chosen name."),
                    .optional("language", .choice(Language.self)), roles,
                ]), status: 201, isSecret: true, invited
        ) { call in
            let made = try await call.platform.invite(
                displayName: call.body.string("displayName"), signInName: call.body.string("signInName"),
                language: Language(rawValue: call.body.string("language")) ?? .khmer, roles: held(call), to: try own(call), by: try call.actor())
            return (made.person, made.code.text)
        },
        .post(
            "/people/{id}/roles", "changeRoles", .people, .scope(.peopleWrite), "Sets the roles a person holds from today on",
            takes: .command("ChangeRoles", [roles]), people
        ) { call in
            try await call.platform.setRoles(held(call), of: try call.id(), in: try own(call), by: try call.actor())
            return try await people(call)
        },
        .post(
            "/people/{id}/reset-code", "makeResetCode", .people, .scope(.peopleWrite),
            "Makes a code for a lost password, shown once; ends the person's sessions",
            takes: .command("MakeResetCode", []), status: 201, isSecret: true, invited
        ) { call in
            let person: PersonID = try call.id()
            let code = try await call.platform.makeResetCode(for: person, in: try own(call), by: try call.actor())
            return (person, code.text)
        },
        .post(
            "/organisations/{id}/reset-code", "makeResetCodeElsewhere", .people, .scope(.peopleWrite),
            "An officer makes a code for somebody of a firm who lost the password, shown once; ends the person's sessions",
            takes: .command("MakeResetCodeElsewhere", [.required("signInName", .text(60, least: 1), "Telephone number or chosen name.")]), status: 201,
            isSecret: true, resetCode
        ) { call in
            try await call.platform.makeResetCode(forSignInName: call.body.string("signInName"), in: try call.id(), by: try call.actor())
        },
        .get("/driver-codes", "listDriverCodes", .people, .scope(.peopleRead), "Codes that your drivers sign with, without the codes", driverCodes) { call in
            try await driverCodes(call)
        },
        .post(
            "/driver-codes", "makeDriverCode", .people, .scope(.peopleWrite), "Makes a code for one driver, shown once",
            takes: .command("MakeDriverCode", [.required("label", .text(60, least: 1), "How you know the driver.")]), status: 201, isSecret: true, driverCode
        ) { call in
            try await call.platform.makeDriverCode(label: call.body.string("label"), for: try own(call), by: try call.actor()).text
        },
        .post(
            "/driver-codes/{digest}/revoke", "revokeDriverCode", .people, .scope(.peopleWrite), "Ends a driver's code",
            takes: .command("RevokeDriverCode", []), driverCodes
        ) { call in
            try await call.platform.revokeDriverCode(call.path["digest"] ?? "", of: try own(call), by: try call.actor())
            return try await driverCodes(call)
        },
        .get("/delegations", "listDelegations", .people, .scope(.peopleRead), "Powers that your organisation lent", delegations) { call in
            try await delegations(call)
        },
        .post(
            "/delegations", "lendPower", .people, .scope(.peopleWrite), "Lends a role to another organisation for a time",
            takes: .command(
                "LendPower",
                [
                    .required("role", .choice(Role.allCases.filter(\.isDelegable).map(\.rawValue))), .required("registrationNumber", .text(100, least: 1)),
                    .required("validFrom", .date), .required("validUntil", .date),
                ]), fields: ["delegate": "/registrationNumber"], status: 201, delegation
        ) { call in
            guard let role = Role(rawValue: call.body.string("role")) else { throw PlatformError.notFound }
            let lent = try await call.platform.delegate(
                role, from: try own(call), toRegistrationNumber: call.body.string("registrationNumber"), from: call.body.string("validFrom"),
                until: call.body.string("validUntil"), by: try call.actor())
            return seen(lent, [.grantDelegation], call)
        },
        .post(
            "/delegations/{id}/end", "endDelegation", .people, .scope(.peopleWrite), "Ends a lent power", takes: .command("EndDelegation", []), delegations
        ) { call in
            try await call.platform.endDelegation(try call.id(), by: try call.actor())
            return try await delegations(call)
        },
    ]

    private static let roles = Schema.Member.required("roles", .list(.choice(Role.self), 1...20))
    private static func held(_ call: APICall) -> Set<Role> { Set(call.body.strings("roles").compactMap { Role(rawValue: $0) }) }

    private static func own(_ call: APICall) throws -> OrganisationID {
        guard let bearer = call.bearer else { throw PlatformError.notFound }
        return bearer.organisation.id
    }

    private static func people(_ call: APICall) async throws -> [Actionable<PersonRow>] {
        let model = try await call.platform.peopleModel(of: try own(call), by: try call.actor())
        return model.people.map { row in
            Actionable(
                value: row,
                actions: NextAction.offered(
                    [
                        ("changeRoles", "changeRoles", model.actions.contains(.changeRoles)),
                        ("makeResetCode", "makeResetCode", model.actions.contains(.makeResetCode)),
                    ], of: row.person, call))
        }
    }

    private static func driverCodes(_ call: APICall) async throws -> [Actionable<DriverCodes.Row>] {
        let model = try await call.platform.driverCodesModel(of: try own(call), by: try call.actor())
        let mayEnd = model.actions.contains(.manageDriverCodes)
        return model.rows.map { row in
            Actionable(
                value: row, actions: NextAction.offered([("revoke", "revokeDriverCode", mayEnd && row.code.revokedAt == nil)], of: row.id, call))
        }
    }

    private static func delegations(_ call: APICall) async throws -> [Actionable<Delegation>] {
        let found = try await call.platform.delegations(of: try own(call), by: try call.actor())
        let may = try await call.platform.peopleModel(of: try own(call), by: try call.actor()).actions
        return found.map { seen($0, may, call) }
    }

    private static func seen(_ delegation: Delegation, _ may: Set<Action>, _ call: APICall) -> Actionable<Delegation> {
        let mayEnd = may.contains(.grantDelegation) && call.platform.today <= delegation.validUntil
        return Actionable(value: delegation, actions: NextAction.offered([("end", "endDelegation", mayEnd)], of: delegation.id, call))
    }

    private static let person: Shape<Actionable<PersonRow>> = .object(
        "Person", "A person of your organisation.",
        [
            .id("id") { $0.value.person },
            .text("displayName") { $0.value.profile.displayName },
            .textOrNull("signInName") { $0.value.profile.signInName },
            .textOrNull("phone") { $0.value.profile.phone },
            .choice("standing") { $0.value.standing },
            .list("roles", .choice(Role.self)) { $0.value.roles },
            .actions(),
        ])

    private static let people: Shape<[Actionable<PersonRow>]> = .object("People", "People of your organisation.", [.list("people", person) { $0 }])

    private static let invited: Shape<(person: PersonID, code: String)> = .object(
        "OneTimeCode", "A code for one sign-in; it is not shown again.",
        [
            .id("person") { $0.person },
            .text("code") { $0.code },
        ])

    private static let resetCode: Shape<(name: String, code: SpokenCode)> = .object(
        "ResetCode", "A code for one sign-in of somebody of another firm; it is not shown again.",
        [
            .text("name", "The person's.") { $0.name },
            .text("code") { $0.code.text },
        ])

    private static let driverCode: Shape<String> = .object("NewDriverCode", "A driver's code; it is not shown again.", [.text("code") { $0 }])

    private static let driverRow: Shape<Actionable<DriverCodes.Row>> = .object(
        "DriverCode", "A code of one of your drivers, without the code.",
        [
            .text("id") { $0.value.id },
            .text("label") { $0.value.code.label },
            .moment("createdAt") { $0.value.code.createdAt },
            .momentOrNull("revokedAt") { $0.value.code.revokedAt },
            .actions(),
        ])

    private static let driverCodes: Shape<[Actionable<DriverCodes.Row>]> = .object("DriverCodes", "Latest first.", [.list("codes", driverRow) { $0 }])

    private static let delegation: Shape<Actionable<Delegation>> = .object(
        "Delegation", "A role lent for a time.",
        [
            .id("id") { $0.value.id },
            .choice("role") { $0.value.role },
            .idOrNull("organisation", "Whom it was lent to, when that is an organisation.") { $0.value.delegateOrganisation },
            .idOrNull("person", "Whom it was lent to, when that is a person.") { $0.value.delegatePerson },
            .date("validFrom") { $0.value.validFrom },
            .date("validUntil") { $0.value.validUntil },
            .actions(),
        ])

    private static let delegations: Shape<[Actionable<Delegation>]> = .object("Delegations", "Powers lent.", [.list("delegations", delegation) { $0 }])
}

extension Delegation {
    fileprivate var delegateOrganisation: OrganisationID? { if case .organisation(let id) = delegate { id } else { nil } }
    fileprivate var delegatePerson: PersonID? { if case .person(let id) = delegate { id } else { nil } }
}
