// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// Chooses who carries or receives: name, place, distance, and what is left of the permit.
struct PartyPicker: Part {
    struct Party: Sendable {
        var value: String
        var name: String
        var place: String
        /// `34 km`, where positions are known.
        var distance: String?
        /// What the permit leaves for this load: `120 of 400 t left this month`.
        var headroom: String?
        var headroomTone: Tone = .neutral
        /// Room that is left for this load: `12 t that day, 3,400 t this year`.
        var room: String?
        var roomTone: Tone = .neutral
        /// Share of the permit already used, 0...1.
        var usedShare: Double?
        /// Why it cannot be chosen; such a party is shown and cannot be ticked.
        var refusal: String?
    }

    var words: Words
    var label: String
    var name: String
    var parties: [Party]
    var selected: String?
    var hint: String?
    var error: String?
    /// What to do when nobody can be chosen.
    var reasonForNone = ""

    var html: HTML {
        let id = fieldID(name)
        let rows = HTML.map(parties) { party in
            let headroom = HTML.ifPresent(party.headroom) {
                "<small class=\"headroom tone-\(party.headroomTone.rawValue)\">\(party.headroomTone.icon)<span>\($0)</span></small>"
            }
            let room = HTML.ifPresent(party.room) {
                "<small class=\"headroom tone-\(party.roomTone.rawValue)\">\(party.roomTone.icon)<span>\($0)</span></small>"
            }
            return """
                <label class="choice party\(if: party.refusal != nil, " off")"><input type="radio" name="\(name)" value="\(party.value)"\
                \(flag: "checked", party.value == selected && party.refusal == nil)\(flag: "disabled", party.refusal != nil)\(flag: "required", true)>\
                <span><b>\(party.name)</b><small>\(party.place)\(HTML.ifPresent(party.distance) { " · \($0)" })</small>\
                \(headroom)\(room)\(HTML.ifPresent(party.usedShare, shareBar))\
                \(HTML.ifPresent(party.refusal) { "<small class=\"tone-danger headroom\">\(Icon.stop)<span>\($0)</span></small>" })</span></label>
                """
        }
        return """
            <fieldset class="field party-picker\(if: error != nil, " invalid")" id="\(id)"><legend>\(label)</legend>\
            \(HTML.ifPresent(hint) { "<p class=\"hint\">\($0)</p>" })\
            \(HTML.ifPresent(error) { "<p class=\"error\">\(Icon.stop)<span>\($0)</span></p>" })\
            \(if: parties.isEmpty, "<p class=\"soft\">\(reasonForNone)</p>")<div class="picks">\(rows)</div></fieldset>
            """
    }
}
