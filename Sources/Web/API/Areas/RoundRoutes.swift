// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// Collection rounds: planned by a haulier, made stop by stop, weighed and decided by the plant as one load.
enum RoundRoutes {
    static let routes: [APIRoute] = office + onTheWay + atNewFirms + atTheGate

    private static let office: [APIRoute] = [
        .get("/rounds", "listRounds", .rounds, .scope(.notesRead), "Rounds of one's firm, newest first", query: [.before], list) { call in
            let found = try await call.platform.roundList(before: call.cursor("before"), by: try call.actor())
            return Page(list: found, next: call.next("before", found.next))
        },
        .get("/rounds/{id}", "readRound", .rounds, .scope(.notesRead), "One round with its stops", round) { call in try await read(call) },
        .post(
            "/rounds", "planRound", .rounds, .scope(.notesSign), "A haulier plans a round",
            takes: .command(
                "PlanRound",
                [
                    .required("carrierSite", .id), .required("receiverSite", .id), .optional("day", .date, "Today unless said."),
                    .required("intended", .treatment), .required("wastes", .list(.waste, 1...Round.wastesMax), "What is collected on the way."),
                    .required("plate", .text(40, least: 1)), .required("driver", .text(80, least: 1), "The driver's name; it stands on every note."),
                    .optional("containerKilograms", .decimal, "In one container, where stops are counted in containers."),
                    .optional("containerLitres", .decimal, "In place of its kilograms, with the next."),
                    .optional("kilogramsPerLitre", .decimal, "Of what the container holds."),
                    .optional("senderSites", .list(.id, 0...Round.stopsMax), "Planned stops in the order of the way; others may be made as well."),
                ]),
            fields: [
                "carrier": "/carrierSite", "receiver": "/receiverSite", "treatment": "/intended", "waste#": "/wastes/#", "stops": "/senderSites",
                "container": "/containerKilograms", "litres": "/containerLitres",
            ],
            status: 201, round
        ) { call in
            var form = RoundForm()
            form.carrier = call.body.string("carrierSite")
            form.receiver = call.body.string("receiverSite")
            form.day = call.body.string("day")
            form.treatment = call.body.string("intended")
            form.wastes = call.body.strings("wastes")
            form.plate = call.body.string("plate")
            form.driver = call.body.string("driver")
            form.container = QuantityCommand.amount(.object([JSON.Member("amount", call.body["containerKilograms"] ?? .null)]))
            form.litres = QuantityCommand.amount(.object([JSON.Member("amount", call.body["containerLitres"] ?? .null)]))
            form.kilogramsPerLitre = QuantityCommand.amount(.object([JSON.Member("amount", call.body["kilogramsPerLitre"] ?? .null)]))
            form.stops = call.body.strings("senderSites")
            let made = try await call.platform.planRound(form, by: try call.actor())
            return try await read(made.id, call)
        },
        .post(
            "/rounds/{id}/cancel", "cancelRound", .rounds, .scope(.notesSign), "Gives a round up that has nothing on its vehicle",
            takes: .command("CancelRound", [.version]), round
        ) { call in
            _ = try await call.platform.cancelRound(try call.id(), version: call.version, by: try call.actor())
            return try await read(call)
        },
        .get("/rounds/{id}/code", "readRoundCode", .rounds, .scope(.notesSign), "The code that opens the round on the driver's phone", code) { call in
            guard let shown = try await call.platform.roundModel(try call.id(), by: try call.actor()).code else { throw PlatformError.notFound }
            return Shown(code: shown.text, expiresAt: shown.expiresAt)
        },
    ]

    private static let atNewFirms: [APIRoute] = [
        .post(
            "/rounds/{id}/new-stops", "makeStopAtNewFirm", .rounds, .scope(.notesSign),
            "Makes a stop at a firm that stands in no register: the haulier enters it on its behalf, and it waits for an officer",
            takes: .command("MakeStopAtNewFirm", newFirm), fields: stopFields, status: 201, NoteShapes.note
        ) { call in
            let made = try await call.platform.makeStop(
                form(call.body), at: firm(call.body), isNew: call.body.bool("isNew"), on: try call.id(), key: nil, by: try call.actor())
            return try await .read(made.note.id, call)
        },
        .post(
            "/round-codes/{code}/new-stops", "makeStopAtNewFirmByCode", .drivers, .open,
            "The driver makes a stop at a firm that stands in no register; sent twice under one key, it is made once",
            takes: .command(
                "MakeStopAtNewFirmByCode", newFirm + [.optional("key", .text(100), "Of the sender's choosing, so that a form sent twice makes one stop.")]),
            fields: stopFields, driverRound
        ) { call in
            let code = call.path["code"] ?? ""
            let key = call.body.string("key")
            _ = try await call.platform.makeStop(
                form(call.body), at: firm(call.body), isNew: call.body.bool("isNew"), code: code, address: call.address, key: key.isEmpty ? nil : key)
            return try await driverRound(call)
        },
        .post(
            "/rounds/{id}/code", "renewRoundCode", .rounds, .scope(.notesSign), "Gives a round another code; the one before opens nothing any more",
            takes: .command("RenewRoundCode", [.version]), round
        ) { call in
            _ = try await call.platform.renewRoundCode(try call.id(), version: call.version, by: try call.actor())
            return try await read(call)
        },
    ]

    private static let onTheWay: [APIRoute] = [
        .post(
            "/rounds/{id}/stops", "makeStop", .rounds, .scope(.notesSign), "Makes a stop: a note of its own, issued on its sender's word and collected",
            takes: .command("MakeStop", stop), fields: stopFields, status: 201, NoteShapes.note
        ) { call in
            let made = try await call.platform.makeStop(form(call.body), on: try call.id(), key: nil, by: try call.actor())
            return try await .read(made.note.id, call)
        },
        .post(
            "/rounds/{id}/skips", "skipStop", .rounds, .scope(.notesSign), "Passes a planned stop by",
            takes: .command("SkipStop", skip), fields: ["sender": "/senderSite"], round
        ) { call in
            _ = try await call.platform.skipStop(
                call.body.string("senderSite"), reason: call.body.string("reason"), on: try call.id(), by: try call.actor())
            return try await read(call)
        },
        .get("/round-codes/{code}", "openRoundCode", .drivers, .open, "What a round's code opens", driverRound) { call in
            try await driverRound(call)
        },
        .get(
            "/round-codes/{code}/senders", "findSenders", .drivers, .open, "Senders that a round can stop at without having been planned",
            query: [.required("words", .text(100, least: 2), "Of the sender's name, its district or province.")], senders
        ) { call in
            try await call.platform.findSenders(call.query.string("words"), code: call.path["code"] ?? "", address: call.address)
        },
        .post(
            "/round-codes/{code}/stops", "makeStopByCode", .drivers, .open, "The driver makes a stop; sent twice under one key, it is made once",
            takes: .command(
                "MakeStopByCode", stop + [.optional("key", .text(100), "Of the sender's choosing, so that a form sent twice makes one stop.")]),
            fields: stopFields, driverRound
        ) { call in
            let code = call.path["code"] ?? ""
            let key = call.body.string("key")
            _ = try await call.platform.makeStop(form(call.body), code: code, address: call.address, key: key.isEmpty ? nil : key)
            return try await driverRound(call)
        },
        .post(
            "/round-codes/{code}/skips", "skipStopByCode", .drivers, .open, "The driver passes a planned stop by",
            takes: .command("SkipStopByCode", skip), fields: ["sender": "/senderSite"], driverRound
        ) { call in
            let code = call.path["code"] ?? ""
            _ = try await call.platform.skipStop(
                call.body.string("senderSite"), reason: call.body.string("reason"), code: code, address: call.address)
            return try await driverRound(call)
        },
    ]

    private static let atTheGate: [APIRoute] = [
        .post(
            "/rounds/{id}/arrive", "arriveRound", .rounds, .scope(.notesWrite), "The round's vehicle is through the plant's gate",
            takes: .command("ArriveRound", [.version]), round
        ) { call in
            _ = try await call.platform.arriveRound(try call.id(), version: call.version, by: try call.actor())
            return try await read(call)
        },
        .post(
            "/rounds/{id}/weigh", "weighRound", .rounds, .scope(.notesWrite),
            "Weighs the whole load once; its weight is shared over the notes by what was declared",
            takes: .command("WeighRound", [.version, .required("quantity", QuantityCommand.schema)]), fields: ["weight": "/quantity"], round
        ) { call in
            let quantity = call.body["quantity"]
            _ = try await call.platform.weighRound(
                try call.id(), version: call.version, amount: QuantityCommand.amount(quantity), unit: QuantityCommand.unit(quantity),
                method: QuantityCommand.method(quantity), by: try call.actor())
            return try await read(call)
        },
        .post(
            "/rounds/{id}/decide", "decideRound", .rounds, .scope(.notesWrite), "Accepts a weighed round in full, in part, or refuses it",
            takes: .command(
                "DecideRound",
                [
                    .version, .optional("acceptedGrams", .whole(0...Limits.lineMass.raw), "Of the whole load; all that was weighed unless said."),
                    .optional("refusal", .choice(RefusalReason.self), "Why part of it was refused."),
                    .optional("discrepancy", .choice(DiscrepancyReason.self), "Why the weights differ by more than the tolerance."),
                    .optional("remark", .text(1000)), .optional("onwardTo", .id, "Site to which the refused parts go on; absent sends each back."),
                    .optional("gateReason", .text(1000), "Why it is accepted although a permit says something against it."),
                ]), fields: ["accepted0": "/acceptedGrams", "onward": "/onwardTo"], round
        ) { call in
            var form = Platform.RoundDecisionForm()
            form.accepted = call.body.int("acceptedGrams").map(String.init) ?? ""
            form.unit = "g"
            form.refusal = call.body.string("refusal")
            form.discrepancy = call.body.string("discrepancy")
            form.remark = call.body.string("remark")
            form.onwardTo = call.body.string("onwardTo")
            form.gateReason = call.body.string("gateReason")
            _ = try await call.platform.decideRound(try call.id(), version: call.version, form, by: try call.actor())
            return try await read(call)
        },
    ]

    private static func read(_ call: APICall) async throws -> Actionable<RoundModel> { try await read(try call.id(), call) }

    private static func read(_ id: RoundID, _ call: APICall) async throws -> Actionable<RoundModel> {
        let model = try await call.platform.roundModel(id, by: try call.actor())
        func leads(_ event: RoundEventKind) -> Bool { if case .leads = model.round.state.transition(on: event) { true } else { false } }
        // Whoever is shown the driver's code may make the stops himself.
        let mayStop = model.code != nil
        let actions = NextAction.offered(
            [
                ("makeStop", "makeStop", mayStop && leads(.makeStop)), ("skipStop", "skipStop", mayStop && leads(.skipStop) && !model.round.ahead.isEmpty),
                ("arrive", "arriveRound", model.mayReceive && leads(.arrive)), ("weigh", "weighRound", model.mayReceive && leads(.weigh)),
                ("decide", "decideRound", model.mayReceive && leads(.decide)), ("cancel", "cancelRound", model.mayCancel),
            ], of: id, call)
        return Actionable(value: model, actions: actions, promise: call.platform.promiseOfSavedLine())
    }

    private static func driverRound(_ call: APICall) async throws -> AtDriver {
        let round = try await call.platform.driverRound(code: call.path["code"] ?? "", address: call.address)
        return AtDriver(round: round, promise: call.platform.promiseOfSavedLine())
    }

    // MARK: Commands

    private static let stop: [Schema.Member] = [.required("senderSite", .id)] + load
    private static let load: [Schema.Member] = [
        .optional("waste", .waste, "One of the round's; needed where it collects several."),
        .optional("kilograms", .decimal, "As weighed at the stop."), .optional("containers", .whole(1...100_000)),
        .optional("kilogramsEach", .decimal, "In one container; with `containers` in place of `kilograms`, which is an estimate."),
        .required("signer", .text(80, least: 1), "Name of the sender's person who hands over."),
        .optional("gateReason", .text(1000), "Why it is picked up although a permit or a missing arrangement speaks against it."),
    ]
    private static let newFirm: [Schema.Member] =
        [
            .required("name", .text(200, least: 1), "As on its sign, in either script."), .required("province", .text(100, least: 1), "Code or name."),
            .optional("place", .text(100), "District, commune or other words."), .optional("phone", .text(100)),
            .optional("isNew", .flag, "It is none of the firms that were told as likely known."),
        ] + load

    private static func firm(_ body: JSON) -> StopRegistration {
        StopRegistration(name: body.string("name"), province: body.string("province"), place: body.string("place"), phone: body.string("phone"))
    }

    private static let stopFields = ["sender": "/senderSite", "known": "/name", "amount": "/kilograms", "each": "/kilogramsEach"]
    private static let skip: [Schema.Member] = [.required("senderSite", .id), .required("reason", .choice(SkipReason.self))]

    private static func form(_ body: JSON) -> StopForm {
        var form = StopForm()
        form.sender = body.string("senderSite")
        form.waste = body.string("waste")
        // The point is always decimal here; see QuantityCommand.
        form.amount = QuantityCommand.amount(.object([JSON.Member("amount", body["kilograms"] ?? .null)]))
        form.containers = body.int("containers").map(String.init) ?? ""
        form.each = QuantityCommand.amount(.object([JSON.Member("amount", body["kilogramsEach"] ?? .null)]))
        form.signer = body.string("signer")
        form.gateReason = body.string("gateReason")
        return form
    }
}
