// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Operations

/// Signing without an account of one's own: by the code of one load, or by the code a haulier gave its driver.
enum DriverRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/notes/{id}/sign-code", "readSignCode", .drivers, .scope(.notesWrite), "The code by which the next carrier's driver signs for this load", code
        ) { call in
            guard let shown = try await call.platform.signCode(for: try call.id(), by: try call.actor()) else { throw PlatformError.notFound }
            return Shown(code: shown.code.text, expiresAt: shown.expiresAt)
        },
        .post(
            "/notes/{id}/driver-signature", "signAsDriver", .drivers, .scope(.notesWrite), "A driver without a telephone signs with his haulier's code",
            takes: .command("SignAsDriver", [.required("driverCode", .text(40, least: 1)), plate]), fields: ["code": "/driverCode"], NoteShapes.note
        ) { call in
            let note = try await call.platform.sign(
                try call.id(), driverCode: call.body.string("driverCode"), plate: call.body.string("plate"), on: try call.actor())
            return try await .read(note.id, call)
        },
        .get("/sign-codes/{code}", "openSignCode", .drivers, .open, "What a driver's code is for", sheet) { call in
            try await call.platform.signSheet(code: call.path["code"] ?? "", address: call.address)
        },
        .post(
            "/sign-codes/{code}", "useSignCode", .drivers, .open, "A driver signs for one step of one load; used twice, it signs once",
            takes: .command("UseSignCode", [plate, .optional("driverName", .text(100))]), sheet
        ) { call in
            _ = try await call.platform.sign(
                code: call.path["code"] ?? "", plate: call.body.string("plate"), driverName: call.body.string("driverName"), address: call.address)
            return try await call.platform.signSheet(code: call.path["code"] ?? "", address: call.address)
        },
    ]

    private static let plate = Schema.Member.optional("plate", .text(40), "The vehicle's number plate.")

    struct Shown: Sendable {
        var code: String
        var expiresAt: Instant
    }

    private static let code: Shape<Shown> = .object(
        "SignCode", "A code for one step of one load.",
        [
            .text("code") { $0.code },
            .moment("expiresAt") { $0.expiresAt },
        ])

    private static let load: Shape<ManifestLine> = .object(
        "SignLine", "One waste of the load.",
        [
            .part("waste", NoteShapes.wasteCode) { $0.waste },
            .flag("hazardous") { $0.isHazardous },
            .part("declared", NoteShapes.given) { $0.declared },
        ])

    private static let sheet: Shape<SignSheet> = .object(
        "SignSheet", "What a driver sees before signing, and after.",
        [
            .id("note") { $0.note.id },
            .textOrNull("number") { $0.note.number },
            .choice("step") { $0.step },
            .choice("state") { $0.note.state },
            .momentOrNull("signedAt", "When it was signed with this code; null before.") { $0.signedAt },
            .flag("needsPlate") { $0.needsPlate },
            .part("sender", OrganisationShapes.brief.orNull) { $0.senderName },
            .part("carrier", OrganisationShapes.brief.orNull) { $0.carrierName },
            .part("receiver", OrganisationShapes.brief.orNull) { $0.receiverName },
            .list("lines", load) { $0.note.lines },
            .part("promise", SealRoutes.promise.orNull, "What is promised of the step, for a day after it was signed with this code.") { $0.promise?.promise },
        ])
}
