// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Operations
import Stores

/// What firms report of their own flows: waste weighed on its way to the store, and what scrap dealers took from there.
///
/// Small firms report a quarter at a time, larger ones each month, in the first days of the next month.
struct NationReports: Sendable {
    let firms: NationFirms
    let seed: UInt64
    let now: Instant
    let calendar: NationCalendar
    let book: NationBook

    /// Reports recorded in a month by some of the firms.
    ///
    /// - Parameter places: of the firms.
    func write(_ learned: Month, _ places: Range<Int>, into writer: inout HistoryWriter, _ tally: inout NationTally) {
        var entries: [StoredEntry] = []
        for place in places {
            let firm = firms.firms[place]
            let size = NationMix.sizes[Int(firm.size)]
            guard firm.streams > 0, (Int(learned.index) % 12).isMultiple(of: size.reportMonths) else { continue }
            var dice = Dice(seed: seed ^ UInt64(bitPattern: firm.id) &* 31 &+ UInt64(learned.index))
            let recorded = calendar.moment(Period.month(learned).first.adding(days: dice.integer(0...11)), slot: place * 17)
            guard recorded <= now else { continue }
            let operation = NationID.make(at: recorded, node: 2, number: 0)
            entries.removeAll(keepingCapacity: true)
            for back in stride(from: size.reportMonths, through: 1, by: -1) {
                let month = learned.adding(months: -back)
                guard firms.begin.month <= month else { continue }
                add(month, firm, place, size, learned, operation, &dice, &entries, &tally)
            }
            guard !entries.isEmpty else { continue }
            writer.writeReport(OperationID(operation), at: recorded, entries: entries)
        }
    }

    private func add(
        _ month: Month, _ firm: NationFirm, _ place: Int, _ size: NationMix.Size, _ learned: Month, _ operation: Int64, _ dice: inout Dice,
        _ entries: inout [StoredEntry], _ tally: inout NationTally
    ) {
        let row = firms.row(firm)
        let season = row.season[month.month - 1]
        for (index, stream) in row.streams.prefix(Int(firm.streams)).enumerated() {
            let first = Int(firm.firstAccount) + index * NationFirms.compartments.count
            guard let waste = WasteCodeID(text: stream.waste) else { continue }
            let material = Material.waste(waste)
            let accounts = NationFirms.compartments.enumerated().map { number, compartment in
                StoredAccount(row: firms.accountRow(first + number), site: firm.id, compartment: compartment.number, material: material.value)
            }
            // A share of what a firm generates leaves with notes; this is the rest.
            let whole = stream.loads * stream.kilograms * 1000 * Double(firm.factor) * season * dice.factor(0.25)
            var generated: Int64 = 0
            for weighing in 0..<size.weighings {
                let grams = max(100, Int64(whole / Double(size.weighings) * (0.7 + dice.share() * 0.6)))
                let day = calendar.workday(month, 1 + weighing * 24 / size.weighings + dice.integer(0...2))
                generated += grams
                entries.append(
                    StoredEntry(
                        id: operation + 1 + Int64(entries.count), from: accounts[0], to: accounts[1], grams: grams, on: day, because: .openingStock))
            }
            // Dealers come late in the month and leave a rest in the store.
            let sold = max(50, generated * Int64(dice.integer(80...97)) / 100)
            entries.append(
                StoredEntry(
                    id: operation + 1 + Int64(entries.count), from: accounts[1], to: accounts[2], grams: sold, on: calendar.workday(month, 26),
                    because: .sold))
            let number = firms.number(of: material)
            for (account, grams) in zip(accounts, [-generated, generated - sold, sold]) {
                tally.count(place, number, account.compartment, month, learned, grams)
            }
            book.add(-generated, to: first)
            book.add(generated - sold, to: first + 1)
            book.add(sold, to: first + 2)
        }
    }
}

/// What reports have posted to accounts without a lot, by place.
///
/// Unchecked: tasks that write reports at the same time write those of different firms, and so different places.
final class NationBook: @unchecked Sendable {
    private let posted: UnsafeMutableBufferPointer<Int64>

    init(accounts: Int) {
        posted = .allocate(capacity: max(1, accounts))
        posted.initialize(repeating: 0)
    }

    deinit { posted.deallocate() }

    func add(_ grams: Int64, to place: Int) { posted[place] += grams }
    func posted(_ place: Int) -> Int64 { posted[place] }
}

/// Identifiers that are the same for the same plan: a moment's milliseconds, a node of the load's own, a number within the moment.
enum NationID {
    /// - Parameter number: below 4096.
    static func make(at moment: Instant, node: Int64, number: Int64) -> Int64 { IdentifierMint.floor(moment) | node << 12 | number }
}

/// Workdays of a history, looked up rather than worked out.
struct NationCalendar: Sendable {
    /// Milliseconds from seven to five.
    static let slots = 36_000_000
    private let first: CalendarDate
    private let next: [Int32]
    private let zone = CivilZone.phnomPenh

    init(from first: CalendarDate, through last: CalendarDate) {
        self.first = first
        let days = Workdays(zone: .phnomPenh)
        next = (0...last.dayNumber - first.dayNumber + 80).map { days.workday(from: first.adding(days: Int($0))).dayNumber }
    }

    /// The day itself when people work on it, else the next on which they do.
    func workday(from day: CalendarDate) -> CalendarDate { CalendarDate(dayNumber: next[Int(day.dayNumber - first.dayNumber)]) }

    /// The same, within the month: a report tells of its own month only.
    func workday(_ month: Month, _ number: Int) -> CalendarDate {
        let day = Period.month(month).first.adding(days: number - 1)
        let found = workday(from: day)
        return found.month == month ? found : day
    }

    /// A moment of a day between seven and five: every slot below ``slots`` has a millisecond of its own.
    func moment(_ day: CalendarDate, slot: Int) -> Instant {
        let milliseconds = Int64(slot % Self.slots * 7919 % Self.slots)
        let start = zone.start(of: day).adding(hours: 7)
        return Instant(microseconds: start.microseconds + milliseconds * 1000)
    }
}
