// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations
import Wording

/// How firms come into the registry: by themselves, or by an officer's extract.
enum RegistrationRoutes {
    static let routes: [APIRoute] = [
        .post(
            "/organisations", "registerOrganisation", .registry, .open,
            "A firm registers itself with its first person; an officer approves it. The code for the first sign-in is shown once",
            takes: .command("RegisterOrganisation", registration), fields: fields, status: 201, isSecret: true, registered
        ) { call in
            let texts = Dictionary(uniqueKeysWithValues: texts.compactMap { row in call.body[row.name]?.text.map { (row.field, $0) } })
            var typed = OrganisationRegistration(texts)
            typed.texts[.profiles] = call.body.strings("profiles").joined(separator: ";")
            typed.texts[.country] = call.platform.country.rawValue
            let made = try await call.platform.registerSelf(
                typed, displayName: call.body.string("displayName"), signInName: call.body.string("signInName"), address: call.address)
            return (made.organisation, made.code.text)
        },
        .post(
            "/organisations/import", "importOrganisations", .registry, .scope(.registryWrite),
            "An officer imports a registry extract as CSV: all of it or nothing; with `dryRun` every fault is told and nothing saved",
            takes: .command("ImportOrganisations", [.required("csv", .text(1_000_000, least: 1)), .optional("dryRun", .flag)]), bodyMax: 4_200_000, report
        ) { call in
            let report = try await call.platform.importOrganisations(
                Array(call.body.string("csv").utf8), isDryRun: call.body.bool("dryRun"), by: try call.actor())
            return (report, call.words)
        },
    ]

    private static let texts: [(name: String, field: OrganisationRegistration.Field, schema: Schema, isRequired: Bool)] = [
        ("registrationNumber", .registrationNumber, .text(100, least: 1), true), ("nameEnglish", .nameEnglish, .text(200, least: 1), true),
        ("nameLocal", .nameLocal, .text(200), false), ("province", .province, .text(100, least: 1), true), ("district", .district, .text(100), false),
        ("commune", .commune, .text(100), false), ("address", .address, .text(300), false), ("isic", .isic, .text(10, least: 1), true),
        ("employees", .employees, .text(10), false), ("employeesWomen", .employeesWomen, .text(10), false), ("openedOn", .openedOn, .date, false),
    ]

    private static let registration: [Schema.Member] =
        texts.map { $0.isRequired ? .required($0.name, $0.schema) : .optional($0.name, $0.schema) }
        + [
            .required("profiles", .list(.choice(ChainProfile.allCases.filter { $0 != .authority }.map(\.rawValue)), 1...8)),
            .required("displayName", .text(100, least: 1), "The first person's name."),
            .required("signInName", .text(100, least: 1), "Telephone number or chosen name."),
        ]

    private static let fields = Dictionary(uniqueKeysWithValues: texts.map { ($0.field.rawValue, "/" + $0.name) })

    private static let registered: Shape<(organisation: OrganisationID, code: String)> = .object(
        "Registered", "A firm that awaits approval; its person signs in first with the code.",
        [
            .id("organisation") { $0.organisation },
            .text("code") { $0.code },
        ])

    private static let fault: Shape<(fault: RowFault, words: Words)> = .object(
        "RowFault", "One fault of a file.",
        [
            .whole("line", "1 is the header's line.") { $0.fault.line },
            .text("column", "Empty when it concerns the whole line.") { $0.fault.column },
            .text("value", "As it stands in the file.") { $0.fault.value },
            .text("code") { $0.fault.problem.phrase },
            .text("detail") { $0.words($0.fault.problem) },
        ])

    private static let report: Shape<(report: Platform.ImportReport, words: Words)> = .object(
        "ImportReport", "What an import did or would do.",
        [
            .whole("added") { $0.report.added },
            .whole("known", "Rows whose organisation is in the registry already.") { $0.report.known },
            .list("faults", fault) { value in value.report.faults.map { ($0, value.words) } },
        ])
}
