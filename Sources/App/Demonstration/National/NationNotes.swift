// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores

/// Hand-over notes of the national country, each told from its issue to where it stands now by the rules of `Manifests`.
struct NationNotes: Sendable {
    let platform: Platform
    let firms: NationFirms
    let seed: UInt64
    let now: Instant
    let calendar: NationCalendar
    /// The plates of hauliers' vehicles, by their places.
    let plates: [Int: SealedText]

    /// Notes issued in a month by some of the firms, with everything that becomes of them later.
    ///
    /// - Throws: what a rule refuses: a fault of the plan.
    func write(_ month: Month, _ places: Range<Int>, into writer: inout HistoryWriter, _ tally: inout NationTally) throws -> Int {
        var written = 0
        let context = NoteContext(platform: platform, month: month)
        for place in places {
            let firm = firms.firms[place]
            guard firm.streams > 0 else { continue }
            let size = NationMix.sizes[Int(firm.size)]
            let row = firms.row(firm)
            var dice = Dice(seed: seed ^ UInt64(bitPattern: firm.id) &* 37 &+ UInt64(month.index))
            for (index, stream) in row.streams.prefix(Int(firm.streams)).enumerated() {
                for number in 0..<dice.count(expecting: size.notes * row.season[month.month - 1]) {
                    // At most eight loads of a stream in a month: a slot for each, which comes again when all is long treated.
                    guard number < 8, let plant = firms.plant(for: firm, stream) else { continue }
                    let day = calendar.workday(month, dice.integer(1...27))
                    let load = (place * 6 + index) * 8 + number
                    var telling = NoteTelling(
                        notes: self, context: context, sender: place, stream: index, plant: plant.place, craft: plant.craft, day: day, load: load, dice: dice)
                    dice = telling.dice
                    guard telling.begins else { continue }
                    try telling.tell(into: &writer, &tally)
                    written += 1
                }
            }
        }
        return written
    }
}

/// What all notes of a month share.
struct NoteContext: Sendable {
    let wastes: [WasteCodeID: (isHazardous: Bool, policy: ManifestPolicy)]
    let conversion: String
    let policyEdition: String

    init(platform: Platform, month: Month) {
        let day = Period.month(month).first
        let lists = platform.lists
        let codes = Set(Trade.allCases.flatMap { $0.row.streams.map(\.waste) }).compactMap { WasteCodeID(text: $0) }
        let policies = platform.policies
        wastes = Dictionary(
            uniqueKeysWithValues: codes.map { code in
                let isHazardous = lists.wasteCode(code, on: day)?.isHazardous ?? false
                return (code, (isHazardous, policies.policy(.cambodia, isHazardous: isHazardous, wastes: [code], on: day)))
            })
        conversion = lists.units.edition(on: day).edition
        policyEdition = policies.edition
    }
}
