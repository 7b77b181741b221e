// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// Every step of a note's life, each a command that names the version it saw.
enum NoteStepRoutes {
    /// The route of each step; what happens by lots or by the clock has none.
    static let names: [ManifestEventKind: String] = [
        .edit: "editDraft", .issue: "issueNote", .changeCarrier: "changeCarriers", .collect: "takeOverLoad", .handOver: "takeOverLoad", .store: "storeLoad",
        .leaveStorage: "leaveStorage", .arrive: "recordArrival", .weigh: "weighLoad", .decide: "decideLoad", .treat: "treatLoad", .cancel: "cancelNote",
        .reportLoss: "reportLoss", .decideLoss: "decideLoss", .proposeCorrection: "proposeCorrection", .approveCorrection: "answerCorrection",
        .refuseCorrection: "answerCorrection", .confirm: "confirmLoad", .dispute: "disputeLoad", .decideDispute: "decideDispute",
        .assignSender: "assignSender",
    ]

    static let routes: [APIRoute] = sending + arriving + afterwards

    private static let sending: [APIRoute] = [
        step("issue", "issueNote", .notesSign, "Signs a draft as its sender; the mass is reserved", [DraftCommand.gateReason]) { call, id in
            try await call.platform.issue(id, version: call.version, gateReason: call.body.string("gateReason"), key: nil, by: try call.actor())
        },
        step(
            "carriers", "changeCarriers", .notesSign, "Names other carriers before pick-up",
            [.required("carrierSites", .list(.id, 1...10), "In the order of the way.")], fields: ["carrier": "/carrierSites", "carrier#": "/carrierSites/#"]
        ) { call, id in
            try await call.platform.changeCarrier(id, version: call.version, carrierSites: call.body.strings("carrierSites"), by: try call.actor())
        },
        step("cancel", "cancelNote", .notesSign, "Cancels a note whose load has not left", [remark]) { call, id in
            try await call.platform.cancel(id, version: call.version, remark: call.body.string("remark"), by: try call.actor())
        },
        step("take-over", "takeOverLoad", .notesSign, "The next carrier signs for the load: collects it, or takes it over on the way", [plate]) { call, id in
            try await call.platform.takeOver(id, version: call.version, plate: call.body.string("plate"), by: try call.actor())
        },
        step(
            "store", "storeLoad", .notesSign, "The carrier sets the load down at a site on the way", [.required("site", .id)], fields: ["storage": "/site"]
        ) { call, id in
            try await call.platform.store(id, version: call.version, at: call.body.string("site"), by: try call.actor())
        },
        step(
            "leave-storage", "leaveStorage", .notesSign, "A carrier takes the load on from where it was set down", [.required("carrierSite", .id), plate],
            fields: ["carrier": "/carrierSite"]
        ) { call, id in
            try await call.platform.leaveStorage(
                id, version: call.version, carrierSite: call.body.string("carrierSite"), plate: call.body.string("plate"), by: try call.actor())
        },
    ]

    private static let arriving: [APIRoute] = [
        step("arrive", "recordArrival", .notesWrite, "The load is through the plant's gate", []) { call, id in
            try await call.platform.arrive(id, version: call.version, by: try call.actor())
        },
        step(
            "weigh", "weighLoad", .notesWrite, "Weighs a load; records its arrival on the way when nobody has",
            [.required("quantity", QuantityCommand.schema), .optional("containers", .whole(0...100_000))], fields: ["weight": "/quantity"]
        ) { call, id in
            let quantity = call.body["quantity"]
            return try await call.platform.weigh(
                id, version: call.version, amount: QuantityCommand.amount(quantity), unit: QuantityCommand.unit(quantity),
                method: QuantityCommand.method(quantity), containers: call.body.int("containers").map(String.init) ?? "", by: try call.actor())
        },
        step(
            "decide", "decideLoad", .notesWrite, "Accepts a weighed load in full, in part, or refuses it; the refused part goes on under its own note",
            [
                .optional(
                    "accepted", .list(GramsCommand.schema.orNull, 0...Manifest.linesMax), "One for each line; null and absent accept what was weighed."),
                .optional("refusal", .choice(RefusalReason.self), "Why part of it was refused."),
                .optional("discrepancy", .choice(DiscrepancyReason.self), "Why the weights differ by more than the tolerance."), remark,
                .optional("onwardTo", .id, "Site to which the refused part goes on; absent sends it back."), DraftCommand.gateReason,
            ], fields: ["accepted#": "/accepted/#", "onward": "/onwardTo"]
        ) { call, id in
            let form = Platform.DecisionForm(
                accepted: call.body.items("accepted").map { $0.int("grams").map(String.init) ?? "" }, unit: "g", refusal: call.body.string("refusal"),
                discrepancy: call.body.string("discrepancy"), remark: call.body.string("remark"), onwardTo: call.body.string("onwardTo"),
                gateReason: call.body.string("gateReason"))
            return try await call.platform.decide(id, version: call.version, form, by: try call.actor())
        },
        step(
            "treat", "treatLoad", .notesWrite, "Records what was done with an accepted load, and what it left behind",
            [
                .required("code", .treatment), .optional("line", .whole(0...Int64(Manifest.linesMax - 1)), "Position of the waste, from 0; 0 unless said."),
                .optional("quantity", QuantityCommand.schema, "All that is still held unless said."),
                .optional("date", .date, "Day on which it was done; today unless said."), .optional("residues", .list(residue, 0...20)),
            ],
            fields: ["mass": "/quantity", "residue#.waste": "/residues/#/waste", "residue#.mass": "/residues/#/quantity"]
        ) { call, id in
            var form = Platform.TreatmentForm()
            form.line = String(call.body.int("line") ?? 0)
            form.code = call.body.string("code")
            form.date = call.body.string("date")
            if let quantity = call.body["quantity"], quantity != .null {
                form.amount = QuantityCommand.amount(quantity)
                form.unit = QuantityCommand.unit(quantity)
            }
            form.residues = call.body.items("residues").map { item in
                var line = Platform.TreatmentForm.ResidueLine()
                line.waste = item.string("waste")
                line.amount = QuantityCommand.amount(item["quantity"])
                line.unit = QuantityCommand.unit(item["quantity"])
                line.method = QuantityCommand.method(item["quantity"])
                return line
            }
            return try await call.platform.treat(id, version: call.version, form, by: try call.actor())
        },
    ]

    private static let afterwards: [APIRoute] = [
        step(
            "loss", "reportLoss", .notesWrite, "Reports a load lost, spilled, stolen or not arrived",
            [
                .required("kind", .choice(LossKind.self)), .optional("place", .text(1000)),
                .optional("position", .command("PositionSent", [.required("latitude", .fraction), .required("longitude", .fraction)])),
                .optional("photo", .text(FileShapes.textMax), "JPEG, PNG or WebP of at most 5 MB, in base64."),
            ], bodyMax: FileShapes.bodyMax
        ) { call, id in
            let photo = try FileShapes.bytes("photo", of: call.body).map { Platform.Photo(bytes: $0) }
            let place = call.body["position"]
            let position = place?.double("latitude").flatMap { latitude in
                place?.double("longitude").flatMap { Position(latitude: latitude, longitude: $0) }
            }
            guard let kind = LossKind(rawValue: call.body.string("kind")) else { throw PlatformError.notFound }
            return try await call.platform.reportLoss(
                id, version: call.version, kind: kind, place: call.body.string("place"), position: position, photo: photo, by: try call.actor())
        },
        step(
            "loss-decision", "decideLoss", .notesWrite, "An officer decides: the load was found again, or is given up", [.required("found", .flag), remark]
        ) { call, id in
            try await call.platform.decideLoss(
                id, version: call.version, isFound: call.body.bool("found"), remark: call.body.string("remark"), by: try call.actor())
        },
        step(
            "corrections", "proposeCorrection", .notesWrite, "Proposes another figure to the other parties",
            [
                .required("figure", .choice(CorrectionCommand.figures)), .required("line", .whole(0...Int64(Manifest.linesMax - 1))),
                .required("quantity", QuantityCommand.schema), .required("reason", .text(1000, least: 1)),
            ],
            fields: ["mass": "/quantity", "field": "/figure"]
        ) { call, id in
            let quantity = call.body["quantity"]
            return try await call.platform.proposeCorrection(
                id, version: call.version, field: "\(call.body.string("figure"))\(call.body.int("line") ?? 0)", amount: QuantityCommand.amount(quantity),
                unit: QuantityCommand.unit(quantity), method: QuantityCommand.method(quantity), reason: call.body.string("reason"), by: try call.actor())
        },
        step("correction-answer", "answerCorrection", .notesSign, "Agrees to the correction that waits, or refuses it", [.required("approves", .flag)]) {
            call, id in
            try await call.platform.answerCorrection(id, version: call.version, approves: call.body.bool("approves"), by: try call.actor())
        },
        .post(
            "/signatures/bulk", "signNotes", .steps, .scope(.notesSign), "Signs up to 100 notes, each by itself, with a result for each",
            takes: .command("SignNotes", [.required("signatures", .list(signature, 1...BulkShapes.most))]), BulkShapes.results
        ) { call in
            await BulkShapes.run(call, call.body.items("signatures").map { sign($0, call) }, at: "/signatures")
        },
    ]

    // MARK: -

    private static let remark = Schema.Member.optional("remark", .text(1000))
    private static let plate = Schema.Member.optional("plate", .text(40), "The vehicle's number plate.")
    private static let residue = Schema.command("ResidueSent", [.required("waste", .waste), .required("quantity", QuantityCommand.schema)])

    /// Steps that a list of signatures takes, with the route of each.
    private static let signable: [(step: String, route: String)] = [
        ("issue", "issueNote"), ("takeOver", "takeOverLoad"), ("approveCorrection", "answerCorrection"), ("refuseCorrection", "answerCorrection"),
        ("cancel", "cancelNote"),
    ]

    private static let signature = Schema.command(
        "NoteSignature",
        [
            .required("note", .id), .required("step", .choice(signable.map(\.step))), .version, plate, DraftCommand.gateReason,
        ])

    private static func sign(_ item: JSON, _ call: APICall) -> (APIRoute, APICall, JSON) {
        let step = item.string("step")
        let route = APIRoutes.named(signable.first { $0.step == step }?.route ?? "issueNote")
        var members = [JSON.Member("version", item["version"] ?? .null)]
        if route.name == "issueNote" { members.append(JSON.Member("gateReason", item["gateReason"] ?? .null)) }
        if route.name == "takeOverLoad" { members.append(JSON.Member("plate", item["plate"] ?? .null)) }
        if route.name == "answerCorrection" { members.append(JSON.Member("approves", .bool(step == "approveCorrection"))) }
        return (route, call.with(body: .object(members), path: ["id": item.string("note")]), item)
    }

    static func step(
        _ path: String, _ name: String, _ scope: TokenScope, _ summary: String, _ members: [Schema.Member], fields: [String: String] = [:],
        bodyMax: Int = 200_000, _ act: @escaping @Sendable (APICall, DocumentID) async throws -> Manifest
    ) -> APIRoute {
        .post(
            "/notes/{id}/\(path)", name, .steps, .scope(scope), summary,
            takes: .command(name.prefix(1).uppercased() + name.dropFirst(), [.version] + members), fields: fields, bodyMax: bodyMax, NoteShapes.note
        ) { call in
            let note = try await act(call, try call.id())
            return try await .read(note.id, call)
        }
    }
}

extension JSON {
    fileprivate func double(_ name: String) -> Double? {
        switch self[name] {
        case .whole(let value)?: Double(value)
        case .number(let text)?: Double(text)
        default: nil
        }
    }
}
