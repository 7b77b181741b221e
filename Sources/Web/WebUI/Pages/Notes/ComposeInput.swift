// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Operations

/// Where a compose form is sent, and what it carries unseen.
struct ComposeTarget: Sendable {
    /// The draft that is edited; `nil` for a new note.
    var draft: DocumentID?
    /// Version of the draft that the person saw.
    var version: Int?
    /// Under what name the browser keeps what is typed.
    var draftName: String
    /// Sent twice, the note is issued once.
    var key: String
    /// The note the form was filled from.
    var copied: Manifest?
    /// Filled in from a standing arrangement.
    var isArranged = false
}

/// A compose form as it was sent.
struct ComposeInput: Sendable {
    enum Act: String, Sendable {
        case issue, draft
        /// Saved by somebody who may not sign.
        case draftForSigning = "prepare"
    }

    /// Wastes of one note that the form has room for, unless a draft has more.
    static let linesShown = 4

    var form = NoteForm()
    /// What stands in the search boxes of the lines.
    var wasteWords: [String] = []
    var plantWords = ""
    var haulierWords = ""
    /// What to do; `nil` answers a search.
    var act: Act?

    init() {}

    init(_ data: FormData) {
        form.senderSite = data["sender"]
        form.receiverSite = data["receiver"]
        form.intended = data["intended"]
        form.pickup = data["pickup"]
        form.remark = data["remark"]
        form.gateReason = data["gateReason"]
        form.arrangement = data["arrangement"]
        if data.has("mode") { form.mode = data["mode"] }
        form.carrierSites = Self.carrierNames.map { data[$0] }.filter { !$0.isEmpty }.map { name in
            switch name {
            case Self.ourselves: form.senderSite
            case Self.theReceiver: form.receiverSite.isEmpty ? name : form.receiverSite
            default: name
            }
        }
        plantWords = data["receiver-search"]
        haulierWords = data["carrier-search"]
        var isAsked = Self.isNew("receiver-search", data) || Self.isNew("carrier-search", data)
        // Blank lines are passed over, so that a line's place in the form is its place on the note.
        for i in 0..<Manifest.linesMax where data.has("line\(i).mass") || data.has("line\(i).waste") || data.has("line\(i).lot") {
            let name = "line\(i)"
            var line = NoteForm.Line()
            line.waste = data[name + ".waste"]
            line.amount = data[name + ".mass"]
            line.containers = data[name + ".containers"]
            line.lot = data[name + ".lot"]
            if data.has(name + ".unit") { line.unit = data[name + ".unit"] }
            if data.has(name + ".method") { line.method = data[name + ".method"] }
            let words = data[name + ".waste-search"]
            isAsked = isAsked || Self.isNew(name + ".waste-search", data)
            guard !(line.waste.isEmpty && line.amount.isEmpty && line.lot.isEmpty && words.isEmpty) else { continue }
            form.lines.append(line)
            wasteWords.append(words)
        }
        act = Self.act(data, isAsked: isAsked)
    }

    /// Fields of carriers in the order of the journey.
    static let carrierNames = ["carrier", "carrier2", "carrier3", "carrier4", "carrier5"]
    /// What stands for the sender's and the receiver's own site among carriers.
    static let ourselves = "sender", theReceiver = "receiver"

    /// The Enter key sends `act=enter`: it searches while a search box holds words that were not answered yet.
    private static func act(_ data: FormData, isAsked: Bool) -> Act? {
        if data.has("search") { return nil }
        if data["act"] == "enter" { return isAsked ? nil : Act(rawValue: data["enter"]) }
        return Act(rawValue: data["act"])
    }

    private static func isNew(_ name: String, _ data: FormData) -> Bool { !data[name].isEmpty && data[name] != data[name + "-asked"] }
}
