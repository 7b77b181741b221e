// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Operations

/// A mass as it is sent.
enum QuantityCommand {
    static let schema = Schema.command(
        "Quantity",
        [
            .required("amount", .decimal, "Digits with a decimal point; above zero."),
            .required("unit", .text(20, least: 1), "Symbol of a mass unit such as kg or t; all stand in /lists/units."),
            .optional("method", .choice(MeasurementMethod.self), "How it was got; weighed unless said."),
        ])

    /// A number as forms take it. Forms ask back where one separator with three digits behind it reads two ways; here the
    /// point is always decimal, which a fourth digit says.
    static func amount(_ quantity: JSON?) -> String { typed(quantity?.string("amount") ?? "") }

    static func typed(_ text: String) -> String {
        guard let point = text.firstIndex(of: ".") else { return text }
        return text.distance(from: point, to: text.endIndex) == 4 ? text + "0" : text
    }

    static func unit(_ quantity: JSON?) -> String { quantity?.string("unit") ?? "" }
    static func method(_ quantity: JSON?) -> String {
        let word = quantity?.string("method") ?? ""
        return word.isEmpty ? MeasurementMethod.weighed.rawValue : word
    }
}

/// Whole grams as they are sent.
enum GramsCommand {
    static let schema = Schema.command("Grams", [.required("grams", .whole(0...Limits.lineMass.raw), "Whole grams.")])
}

enum CorrectionCommand {
    static let figures = ["declared", "accepted"]
}

/// A note as it is drafted.
enum DraftCommand {
    static let line = Schema.command(
        "DraftLine",
        [
            .required("waste", .waste, "Code of the list of waste, six digits."),
            .required("quantity", QuantityCommand.schema),
            .optional("containers", .whole(0...100_000)),
            .optional("lot", .id, "Account of a lot on the sender's site that the line takes from; absent when the note itself shows generation."),
        ])

    static let members: [Schema.Member] = [
        .required("senderSite", .id),
        .required("carrierSites", .list(.id, 1...10), "In the order of the way."),
        .required("receiverSite", .id),
        .required("intended", .treatment, "What the sender intends, such as R3."),
        .required("lines", .list(line, 1...Manifest.linesMax)),
        .optional("pickup", .date, "Planned day of pick-up."),
        .optional("remark", .text(1000)),
        .optional("mode", .choice(TransportMode.self), "road unless said."),
        .optional("arrangement", .id, "The standing arrangement that the note goes under."),
    ]
    /// Where issuing may ask for it.
    static let gateReason = Schema.Member.optional(
        "gateReason", .text(1000), "Why you sign although a permit or an arrangement says something against it; asked for by a refusal on this pointer.")

    static let fields = [
        "sender": "/senderSite", "receiver": "/receiverSite", "carrier": "/carrierSites", "carrier#": "/carrierSites/#", "line#.waste": "/lines/#/waste",
        "line#.mass": "/lines/#/quantity", "line#.containers": "/lines/#/containers", "line#.lot": "/lines/#/lot",
    ]

    static func form(_ body: JSON) -> NoteForm {
        var form = NoteForm()
        form.senderSite = body.string("senderSite")
        form.carrierSites = body.strings("carrierSites")
        form.receiverSite = body.string("receiverSite")
        form.intended = body.string("intended")
        form.pickup = body.string("pickup")
        form.remark = body.string("remark")
        if let mode = body["mode"]?.text { form.mode = mode }
        form.arrangement = body.string("arrangement")
        form.gateReason = body.string("gateReason")
        form.lines = lines(body)
        return form
    }

    static func lines(_ body: JSON) -> [NoteForm.Line] {
        body.items("lines").map { item in
            var line = NoteForm.Line()
            line.waste = item.string("waste")
            line.amount = QuantityCommand.amount(item["quantity"])
            line.unit = QuantityCommand.unit(item["quantity"])
            line.method = QuantityCommand.method(item["quantity"])
            line.containers = item.int("containers").map(String.init) ?? ""
            line.lot = item.string("lot")
            return line
        }
    }
}
