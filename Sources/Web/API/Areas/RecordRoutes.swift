// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Identity
import Manifests
import Operations

/// Loads that had no digital note: recorded at a gate or from a paper, confirmed or disputed, decided.
enum RecordRoutes {
    static let routes: [APIRoute] = [
        .post(
            "/loads", "recordLoad", .steps, .scope(.notesWrite),
            "Records a load that had no digital note: the receiver at its gate, or the sender from a paper",
            takes: .command("RecordLoad", members), fields: fields, status: 201, bodyMax: 9_500_000, NoteShapes.note
        ) { call in
            // A sender's record is its signature.
            if call.body.string("recorder") == "sender" { try call.bearer?.require(.notesSign) }
            let photos = try call.body.strings("photos").enumerated().map { i, text in
                guard let data = Data(base64Encoded: text) else { throw Problems([APIPhrase.notBase64.problem("/photos/\(i)")]) }
                return Platform.Photo(bytes: [UInt8](data))
            }
            let note = try await call.platform.recordLoad(form(call), photos: photos, by: try call.actor())
            return try await .read(note.id, call)
        },
        NoteStepRoutes.step("confirmation", "confirmLoad", .notesSign, "The sender confirms what the gate recorded in its name", []) { call, id in
            try await call.platform.confirmReceived(id, version: call.version, by: try call.actor())
        },
        NoteStepRoutes.step(
            "dispute", "disputeLoad", .notesSign, "The sender disputes what the gate recorded in its name", [.required("reason", .text(1000, least: 1))]
        ) { call, id in
            try await call.platform.disputeReceived(id, version: call.version, reason: call.body.string("reason"), by: try call.actor())
        },
        NoteStepRoutes.step(
            "dispute-decision", "decideDispute", .notesWrite, "An officer lets a disputed record stand, or voids it",
            [.required("stands", .flag), .optional("remark", .text(1000))]
        ) { call, id in
            try await call.platform.decideDispute(
                id, version: call.version, stands: call.body.bool("stands"), remark: call.body.string("remark"), by: try call.actor())
        },
        NoteStepRoutes.step(
            "sender", "assignSender", .notesWrite, "An officer names the firm from which the load came",
            [.required("site", .id), .optional("remark", .text(1000))], fields: ["sender": "/site"]
        ) { call, id in
            try await call.platform.assignSender(
                id, version: call.version, to: call.body.string("site"), remark: call.body.string("remark"), by: try call.actor())
        },
    ]

    private static let party = Schema.command(
        "RecordedParty",
        [
            .optional("site", .id, "A registered site; absent for somebody who is not registered."), .optional("name", .text(1000), "As told at the gate."),
            .optional("place", .text(1000)), .optional("phone", .text(40)),
        ])

    private static let line = Schema.command(
        "RecordedLine",
        [
            .required("waste", .waste, "Code of the list of waste, six digits."), .required("quantity", QuantityCommand.schema),
            .optional("containers", .whole(0...100_000)),
            .optional("lot", .id, "Account of a lot on the sender's site that the line takes from; from the sender only."),
        ])

    private static let members: [Schema.Member] = [
        .required("recorder", .choice(["receiver", "sender"]), "Whose record it is."),
        .required("origin", .choice([ManifestOrigin.paper.rawValue, ManifestOrigin.unannounced.rawValue]), "Whether a paper came with it."),
        .optional("paper", .text(40), "Number of a blank paper note, such as BP-26-7KQ4-M2X."), .optional("otherNumber", .text(100)),
        .required("sender", party), .required("carrier", party), .required("receiverSite", .id),
        .required("lines", .list(line, 1...Manifest.linesMax)), .required("intended", .treatment, "What the plant does with it, such as R3."),
        .optional("collectedAt", .moment, "To the minute."), .optional("receivedAt", .moment, "To the minute; needed from the receiver."),
        .optional("plate", .text(40)), .optional("remark", .text(1000)),
        .optional("gateReason", .text(1000), "Why it is taken although a permit says something against it."),
        .optional("photos", .list(.text(7_000_000), 0...Manifest.photosMax), "JPEG, PNG or WebP of at most 5 MB each, in base64."),
    ]

    private static let fields = [
        "sender": "/sender", "senderName": "/sender/name", "senderPlace": "/sender/place", "senderPhone": "/sender/phone", "carrier": "/carrier",
        "carrierName": "/carrier/name", "carrierPlace": "/carrier/place", "carrierPhone": "/carrier/phone", "receiver": "/receiverSite",
        "collected": "/collectedAt", "received": "/receivedAt", "photo": "/photos", "photo#": "/photos", "line#.waste": "/lines/#/waste",
        "line#.mass": "/lines/#/quantity", "line#.containers": "/lines/#/containers", "line#.lot": "/lines/#/lot",
    ]

    private static func form(_ call: APICall) -> RecordForm {
        let body = call.body
        var form = RecordForm()
        form.recorder = body.string("recorder") == "sender" ? .sender : .receiver
        form.origin = body.string("origin")
        form.paper = body.string("paper")
        form.otherNumber = body.string("otherNumber")
        form.sender = party(body["sender"])
        form.carrier = party(body["carrier"])
        form.receiverSite = body.string("receiverSite")
        form.intended = body.string("intended")
        (form.collectedDate, form.collectedTime) = civil(body.string("collectedAt"), call.platform.zone)
        (form.receivedDate, form.receivedTime) = civil(body.string("receivedAt"), call.platform.zone)
        form.plate = body.string("plate")
        form.remark = body.string("remark")
        form.gateReason = body.string("gateReason")
        form.lines = DraftCommand.lines(body)
        return form
    }

    private static func party(_ sent: JSON?) -> RecordForm.Party {
        var party = RecordForm.Party()
        let site = sent?.string("site") ?? ""
        party.site = site.isEmpty ? RecordForm.Party.outside : site
        party.name = sent?.string("name") ?? ""
        party.place = sent?.string("place") ?? ""
        party.phone = sent?.string("phone") ?? ""
        return party
    }

    /// A moment in UTC as day and time of the country, to the minute; both blank for none.
    static func civil(_ moment: String, _ zone: CivilZone) -> (String, String) {
        guard let instant = Instant(rfc3339: moment) else { return ("", "") }
        let time = zone.timeOfDay(of: instant)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (zone.date(of: instant).description, two(time.hour) + ":" + two(time.minute))
    }
}

extension Instant {
    /// Reads `2026-09-12T02:30:05Z`; parts of a second are left out. `nil` when it is no such moment.
    init?(rfc3339 text: String) {
        guard text.hasSuffix("Z"), let day = CalendarDate(iso: String(text.prefix(10))) else { return nil }
        let clock = text.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int64($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2]) else { return nil }
        self.init(seconds: Int64(day.dayNumber) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2])
    }
}

/// How a load travelled that had no digital note, as answers show it.
enum TrailShapes {
    private static let outside: Shape<NoteShapes.Named<OutsideParty>> = .object(
        "OutsideParty", "Somebody who is not registered, as told at the gate; null once erased.",
        [
            .textOrNull("name") { $0.names.texts[$0.part.name] },
            .textOrNull("place") { value in value.part.place.flatMap { value.names.texts[$0] } },
            .textOrNull("phone") { value in value.part.phone.flatMap { value.names.texts[$0] } },
        ])

    static let trail: Shape<NoteShapes.Named<PaperTrail>> = .object(
        "PaperTrail", "What there is in place of a digital note that went with the load.",
        [
            .choice("origin") { $0.part.origin },
            .choice("recorder") { $0.part.recorder },
            .choice("standing", "Who stands behind the record.") { $0.part.standing },
            .flag("late", "Recorded late and not confirmed by its sender.") { $0.part.countsAsLate },
            .flag("senderKnown", "Without a registered sender the receiver stands in its place.") { $0.part.isSenderKnown },
            .textOrNull("paper", "Number of the blank paper note.") { $0.part.paper },
            .textOrNull("otherNumber") { value in value.part.otherNumber.flatMap { value.names.texts[$0] } },
            .list("photos", .text, "SHA-256 of each photo, hexadecimal.") { $0.part.photos },
            .momentOrNull("collectedAt") { $0.part.collectedAt },
            .momentOrNull("receivedAt") { $0.part.receivedAt },
            .moment("recordedAt") { $0.part.recordedAt },
            .whole("daysLate", "Days beyond those that the policy leaves for recording.") { $0.part.daysLate },
            .idOrNull("outage", "The declared outage on whose account nothing counts as late.") { $0.part.outage },
            .momentOrNull("confirmBy") { $0.part.confirmBy },
            .part("toldSender", outside.orNull) { value in value.part.sender.map { NoteShapes.Named(part: $0, names: value.names) } },
            .part("toldCarrier", outside.orNull) { value in value.part.carrier.map { NoteShapes.Named(part: $0, names: value.names) } },
            .textOrNull("disputeReason") { value in value.part.dispute.flatMap { value.names.texts[$0.reason] } },
            .choiceOrNull("decision") { $0.part.decision?.outcome },
        ])
}
