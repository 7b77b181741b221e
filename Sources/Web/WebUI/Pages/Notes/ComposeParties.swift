// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Operations
import Wording

extension PageRequest {
    /// A carrier or plant as the picker shows it: place, distance, and what its permit says of the chosen wastes.
    func partyRow(_ option: PartyOption, isPlant: Bool) -> PartyPicker.Party {
        var party = PartyPicker.Party(value: option.site.id.description, name: name(of: option.organisation), place: place(of: option))
        party.distance = option.kilometres.map { words(ComposePhrase.kilometres, ["count": .number(Int64($0))]) }
        tellRoom(option, in: &party)
        switch option.fitness {
        case .covered:
            party.headroom = permitLine(option.permits, isPlant: isPlant)
            party.headroomTone = option.permits.allSatisfy { $0.confidence == .low } ? .warning : .good
        case .otherWaste:
            party.headroom = option.permits.first.map { words(ComposePhrase.otherWaste, ["number": .text($0.number)]) }
            party.headroomTone = .warning
        case .withoutPermit:
            party.refusal = words[ManifestPhrase.partyWithoutPermit]
        }
        return party
    }

    /// What the permits leave on the day asked for; a share of the year's amount as a bar.
    private func tellRoom(_ option: PartyOption, in party: inout PartyPicker.Party) {
        let rooms: [(phrase: ComposePhrase, room: Headroom.Room?)] = [
            (.roomDay, option.headroom.day), (.roomYear, option.headroom.year), (.roomStore, option.headroom.store),
        ]
        let known = rooms.compactMap { row in row.room.map { (row.phrase, $0) } }
        guard !known.isEmpty else { return }
        let sentences = known.map { words($0, ["mass": .mass($1.left)]) }
        party.room = words(ComposePhrase.roomLeft, ["rooms": .text(sentences.joined(separator: " · "))])
        party.roomTone = known.contains { $1.left == .zero } ? .danger : known.contains { $1.left < option.load } ? .warning : .good
        party.usedShare = option.headroom.year.map(\.usedShare)
    }

    /// Province, and the site's own name where it says more than the firm's.
    private func place(of option: PartyOption) -> String {
        let today = platform.today
        let code = option.site.attributes(on: today).province
        let province = ProvinceID(country: platform.country, code: code).map { platform.lists.name(of: $0, on: today, in: words.language).text } ?? code
        let site = name(of: option.site)
        return site.isEmpty || site == name(of: option.organisation) ? province : site + ", " + province
    }

    /// The permit that runs longest, and how many more there are.
    private func permitLine(_ permits: [Permit], isPlant: Bool) -> String? {
        let sorted = permits.sorted { ($0.validUntil?.dayNumber ?? .max) > ($1.validUntil?.dayNumber ?? .max) }
        guard let permit = sorted.first else { return nil }
        var facts: [String: Fact] = ["number": .text(permit.number)]
        if isPlant { facts["treatments"] = .text(permit.treatments.map(\.description).joined(separator: ", ")) }
        if let until = permit.validUntil { facts["date"] = .date(until) }
        let phrase: ComposePhrase =
            switch (isPlant, permit.validUntil) {
            case (true, nil): .permit
            case (true, _): .permitUntil
            case (false, nil): .transport
            case (false, _): .transportUntil
            }
        var line = words(phrase, facts)
        if permits.count > 1 { line = words(ComposePhrase.permitAndMore, ["permit": .text(line), "count": .number(Int64(permits.count - 1))]) }
        if permits.allSatisfy({ $0.confidence == .low }) { line += " " + words[ComposePhrase.unconfirmed] }
        return line
    }
}
