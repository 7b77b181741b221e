// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

/// The registry of organisations, sites and permits.
enum RegistryRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/organisations", "listOrganisations", .registry, .scope(.registryRead), "Organisations as far as you see them, in order of id",
            query: [
                .limit(), .after, .optional("words", .text(200), "Every one must stand in the name or number."),
                .optional("profile", .choice(ChainProfile.self), "Only those that are such."),
                .optional("status", .choice(Organisation.Status.self), "Only those that stand so."),
                .optional("province", .text(10), "Only those with a site in this province."),
            ], RegistryShapes.list
        ) { call in
            let province = call.query.string("province")
            let list = try await call.platform.registryList(
                words: call.query.string("words"), profile: ChainProfile(rawValue: call.query.string("profile")),
                status: Organisation.Status(rawValue: call.query.string("status")), province: province.isEmpty ? nil : province,
                after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return RegistryShapes.Page(list: list, next: call.next("after", list.next))
        },
        .get(
            "/organisations/{id}", "readOrganisation", .registry, .scope(.registryRead), "One organisation with its sites and permits",
            RegistryShapes.organisation
        ) { call in
            RegistryShapes.Whole(try await call.platform.organisationPage(try call.id(), by: try call.actor()), call)
        },
        .post(
            "/organisations/{id}/approval", "approveOrganisation", .registry, .scope(.registryWrite), "An officer approves a firm that registered, or does not",
            takes: .command(
                "ApproveOrganisation",
                [
                    .version, .required("approves", .flag),
                    .optional("registrationNumber", .text(100), "Of a firm that was entered at a stop without one."),
                ]), fields: ["registration_number": "/registrationNumber"], RegistryShapes.organisation
        ) { call in
            try await changed(call) { id, actor in
                try await call.platform.approve(
                    id, version: call.version, approves: call.body.bool("approves"),
                    number: call.body.string("registrationNumber"), by: actor)
            }
        },
        .post(
            "/organisations/{id}/names", "renameOrganisation", .registry, .scope(.registryWrite), "Changes an organisation's names",
            takes: .command("RenameOrganisation", [.version, .required("nameEnglish", .text(200, least: 1)), .optional("nameLocal", .text(200))]),
            fields: ["name_en": "/nameEnglish", "name_local": "/nameLocal"], RegistryShapes.organisation
        ) { call in
            try await changed(call) { id, actor in
                try await call.platform.renameOrganisation(
                    id, nameEnglish: call.body.string("nameEnglish"), nameLocal: call.body.string("nameLocal"), version: call.version, by: actor)
            }
        },
        .post(
            "/organisations/{id}/closing", "closeOrganisation", .registry, .scope(.registryWrite), "Closes an organisation after its last day",
            takes: .command(
                "CloseOrganisation",
                [.version, .required("lastDay", .date), .optional("successor", .text(100), "Registration number of the firm that takes over.")]),
            fields: ["closed_on": "/lastDay", "owner": "/successor"], RegistryShapes.organisation
        ) { call in
            try await changed(call) { id, actor in
                try await call.platform.closeOrganisation(
                    id, lastDay: call.body.string("lastDay"), successor: call.body.string("successor"), version: call.version, by: actor)
            }
        },
        .post(
            "/organisations/{id}/sites", "addSite", .registry, .scope(.registryWrite), "Adds a site to an organisation",
            takes: .command("AddSite", SiteCommand.members), fields: SiteCommand.fields, status: 201, RegistryShapes.site
        ) { call in
            try await RegistryShapes.read(try await call.platform.addSite(SiteCommand.form(call.body), to: try call.id(), by: try call.actor()), call)
        },
        .get("/sites/{id}", "readSite", .registry, .scope(.registryWrite), "One site, for whoever may edit it", RegistryShapes.site) { call in
            try await RegistryShapes.read(try await call.platform.sitePage(try call.id(), by: try call.actor()).site, call)
        },
        .post(
            "/sites/{id}", "updateSite", .registry, .scope(.registryWrite), "Replaces the facts of a site; its classification changes from tomorrow on",
            takes: .command("UpdateSite", [.version] + SiteCommand.members), fields: SiteCommand.fields, RegistryShapes.site
        ) { call in
            try await changedSite(call) { id, actor in
                try await call.platform.updateSite(id, to: SiteCommand.form(call.body), version: call.version, by: actor)
            }
        },
        .post(
            "/organisations/{id}/permits", "recordPermit", .registry, .scope(.registryWrite), "An officer records a permit that an authority gave",
            takes: .command("RecordPermit", permit),
            fields: [
                "valid_from": "/validFrom", "valid_until": "/validUntil", "issued_by": "/issuedBy", "daily_capacity": "/dailyCapacityTonnes",
                "yearly_capacity": "/yearlyCapacityTonnes", "storage_ceiling": "/storageCeilingTonnes",
            ],
            status: 201, RegistryShapes.permit
        ) { call in
            var form = PermitForm()
            form.organisation = call.path["id"] ?? ""
            form.site = call.body.string("site")
            form.number = call.body.string("number")
            form.issuedBy = call.body.string("issuedBy")
            form.wastes = call.body.strings("wastes").joined(separator: ";")
            form.treatments = call.body.strings("treatments").joined(separator: ";")
            form.allowsTransport = call.body.bool("transport")
            form.dailyCapacity = plain(call.body.string("dailyCapacityTonnes"))
            form.yearlyCapacity = plain(call.body.string("yearlyCapacityTonnes"))
            form.storageCeiling = plain(call.body.string("storageCeilingTonnes"))
            form.validFrom = call.body.string("validFrom")
            form.validUntil = call.body.string("validUntil")
            form.source = call.body.string("source")
            return try await call.platform.recordPermit(form, by: try call.actor())
        },
    ]

    private static let permit: [Schema.Member] = [
        .required("number", .text(100, least: 1)), .required("issuedBy", .text(200, least: 1)), .optional("site", .id),
        .required("wastes", .list(.text(20, least: 1), 1...200), "Codes, chapters such as 04 or 04*, or non-hazardous."),
        .optional("treatments", .list(.treatment, 0...40)), .optional("transport", .flag), .optional("dailyCapacityTonnes", .decimal),
        .optional("yearlyCapacityTonnes", .decimal), .optional("storageCeilingTonnes", .decimal), .required("validFrom", .date),
        .optional("validUntil", .date), .required("source", .text(500, least: 1)),
    ]

    /// A number as forms take it, its point always decimal.
    private static func plain(_ number: String) -> String { QuantityCommand.amount(["amount": .text(number)]) }

    /// A changed site; another version than the one that was seen is told.
    static func changedSite(_ call: APICall, _ act: (SiteID, Actor) async throws -> Site) async throws -> Actionable<Site> {
        let id: SiteID = try call.id()
        let actor = try call.actor()
        do {
            return try await RegistryShapes.read(try await act(id, actor), call)
        } catch PlatformError.stale {
            throw StaleVersion(now: try await call.platform.sitePage(id, by: actor).site.version)
        }
    }

    private static func changed(_ call: APICall, _ act: (OrganisationID, Actor) async throws -> Void) async throws -> RegistryShapes.Whole {
        let id: OrganisationID = try call.id()
        let actor = try call.actor()
        do {
            try await act(id, actor)
        } catch PlatformError.stale {
            throw StaleVersion(now: try await call.platform.organisationPage(id, by: actor).organisation.version)
        }
        return RegistryShapes.Whole(try await call.platform.organisationPage(id, by: actor), call)
    }
}

/// The facts of a site as they are sent.
enum SiteCommand {
    private static let texts: [(name: String, field: SiteForm.Field, schema: Schema, isRequired: Bool)] = [
        ("nameEnglish", .nameEnglish, .text(200, least: 1), true), ("nameLocal", .nameLocal, .text(200), false),
        ("province", .province, .text(100, least: 1), true), ("district", .district, .text(100), false), ("commune", .commune, .text(100), false),
        ("address", .address, .text(300), false), ("latitude", .latitude, .text(30), false), ("longitude", .longitude, .text(30), false),
        ("isic", .isic, .text(10, least: 1), true), ("employees", .employees, .text(10), false), ("employeesWomen", .employeesWomen, .text(10), false),
        ("zone", .zone, .text(100), false), ("openedOn", .openedOn, .date, false), ("closedOn", .closedOn, .date, false),
    ]

    static let members: [Schema.Member] = texts.map { $0.isRequired ? .required($0.name, $0.schema) : .optional($0.name, $0.schema) }
    static let fields = Dictionary(uniqueKeysWithValues: texts.map { ($0.field.rawValue, "/" + $0.name) })

    static func form(_ body: JSON) -> SiteForm {
        SiteForm(Dictionary(uniqueKeysWithValues: texts.compactMap { row in body[row.name]?.text.map { (row.field, $0) } }))
    }
}
