// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// A load that had no digital note: recorded at the gate that received it, or from a paper by its sender.
enum RecordPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/gate/unannounced") { try await begin($0, .receiver) },
        PageRoute(.post, "/gate/unannounced", bodyMax: 9_000_000) { try await send($0, .receiver) },
        PageRoute(.get, "/notes/paper") { try await begin($0, .sender) },
        PageRoute(.post, "/notes/paper", bodyMax: 9_000_000) { try await send($0, .sender) },
    ]

    private static func begin(_ request: PageRequest, _ recorder: PartyRole) async throws -> PageAnswer {
        var input = RecordInput(recorder)
        let now = request.platform.now
        let time = request.platform.zone.timeOfDay(of: now)
        if recorder == .receiver {
            input.form.receivedDate = request.platform.today.description
            input.form.receivedTime = twoDigits(time.hour) + ":" + twoDigits(time.minute)
        }
        input.form.paper = request.query["paper"] ?? ""
        if !input.form.paper.isEmpty { input.form.origin = ManifestOrigin.paper.rawValue }
        return try await form(request, input, key: request.platform.secrets.token(), [], 200)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func send(_ request: PageRequest, _ recorder: PartyRole) async throws -> PageAnswer {
        let input = RecordInput(request.form, recorder)
        let key = String(request.form["key"].prefix(100))
        // The Enter key in a search box searches; it signs nothing.
        if input.isAsking { return try await form(request, input, key: key, [], 200) }
        do {
            let photos = RecordInput.photoNames.compactMap { request.form.file($0) }.map { Platform.Photo(bytes: $0.bytes) }
            let actor = try request.actor()
            let filled = try await request.platform.filledFromLots(input.form, by: actor)
            let note = try await request.platform.recordLoad(filled, photos: photos, key: key.isEmpty ? nil : key, by: actor)
            return .redirect("/notes/\(note.id)", said: (recorder == .receiver ? PaperPagePhrase.saidRecorded : .saidEntered).fullKey)
        } catch let error as any Explainable {
            switch error.standing {
            case .missing, .forbidden, .unauthenticated: throw error
            case .invalid, .conflict, .busy, .tooLarge: return try await form(request, input, key: key, error.problems, error.standing.status)
            }
        }
    }

    private static func form(_ request: PageRequest, _ input: RecordInput, key: String, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.recordModel(
            input.form, partnerWords: input.partnerWords, carrierWords: input.carrierWords, by: try request.actor())
        let view = RecordView(request: request, model: model, input: input, key: key, problems: problems)
        return .page(
            request.document(
                view.title, current: input.form.recorder == .receiver ? .gate : .notes, back: input.form.recorder == .receiver ? "/gate" : "/notes",
                body: view.html), status: status)
    }
}

/// The form of a load without a digital note, as it was sent.
struct RecordInput: Sendable {
    static let photoNames = ["photo", "photo2", "photo3"]
    /// Wastes of one load that the form has room for.
    static let linesShown = 3
    /// What stands for the sender's and the receiver's own vehicle among carriers.
    static let sender = "sender", receiver = "receiver"
    /// What the button that records sends; the Enter key sends something else, and searches while a search box waits for its answer.
    static let act = "record"

    var form = RecordForm()
    var wasteWords: [String] = []
    var partnerWords = ""
    var carrierWords = ""
    var isAsking = false

    init(_ recorder: PartyRole) {
        form.recorder = recorder
        form.lines = [NoteForm.Line()]
        if recorder == .sender { form.origin = ManifestOrigin.paper.rawValue }
    }

    init(_ data: FormData, _ recorder: PartyRole) {
        form.recorder = recorder
        form.origin = data["origin"]
        form.paper = data["paper"]
        form.otherNumber = data["otherNumber"]
        form.sender = Self.party(data, "sender")
        form.carrier = Self.party(data, "carrier")
        form.receiverSite = data["receiver"]
        form.intended = data["intended"]
        form.collectedDate = data["collected"]
        form.collectedTime = data["collectedTime"]
        form.receivedDate = data["received"]
        form.receivedTime = data["receivedTime"]
        form.plate = data["plate"]
        form.remark = data["remark"]
        form.gateReason = data["gateReason"]
        if form.carrier.site == Self.sender { form.carrier = form.sender }
        if form.carrier.site == Self.receiver { form.carrier.site = form.receiverSite }
        for i in 0..<Self.linesShown {
            var line = NoteForm.Line()
            line.waste = data["line\(i).waste"]
            line.amount = data["line\(i).mass"]
            line.containers = data["line\(i).containers"]
            line.lot = data["line\(i).lot"]
            if data.has("line\(i).unit") { line.unit = data["line\(i).unit"] }
            if data.has("line\(i).method") { line.method = data["line\(i).method"] }
            form.lines.append(line)
            wasteWords.append(data["line\(i).waste-search"])
            isAsking = isAsking || data.isAsking("line\(i).waste")
        }
        let partner = recorder == .receiver ? "sender" : "receiver"
        partnerWords = data[partner + "-search"]
        carrierWords = data["carrier-search"]
        isAsking = data.has("search") || data["act"] != Self.act && (isAsking || data.isAsking(partner) || data.isAsking("carrier"))
    }

    private static func party(_ data: FormData, _ field: String) -> RecordForm.Party {
        var party = RecordForm.Party()
        party.site = data[field]
        party.name = data[field + "Name"]
        party.place = data[field + "Place"]
        party.phone = data[field + "Phone"]
        return party
    }
}
