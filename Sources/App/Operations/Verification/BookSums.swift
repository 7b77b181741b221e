// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores

/// Tells in one reading of all entries and in constant memory whether balances and cells come to what entries add up to.
///
/// The grams of each row are multiplied with a number that belongs to its key, and the products are added up once over the rows
/// that are kept and once over entries, modulo a prime. Numbers come from a hash whose key is drawn anew for each audit, so
/// nobody can write rows that are wrong and agree: the sums of a single wrong row agree once in 10^17 audits. Which row it is
/// only ``BookRecount`` can say.
struct BookSums {
    /// What two sums of a range of sites differ by: entries less rows. Both are zero where all is right.
    private struct Part {
        var sites: ClosedRange<SiteID>
        var balances = FieldNumber()
        var cells = FieldNumber()
    }

    private enum Kind: Int64 { case posted, pending, siteCell, group, groupCell }

    private(set) var places: SitePlaces
    private var parts: [Part]
    private var groups = FieldNumber()
    private var lastPart = 0
    /// By the number of a kind of site: the numbers of all groups that it is in, added up.
    private var groupNumbers: [FieldNumber] = []
    private let salt = UInt64.random(in: .min ... .max)

    /// - Parameter parts: ranges of sites, in order, together all there can be; what is wrong is told by them.
    init(_ places: SitePlaces, parts: [ClosedRange<SiteID>]) {
        self.places = places
        self.parts = parts.map { Part(sites: $0) }
    }

    /// The first parts whose balances and whose site cells are wrong: one, two or none.
    var wrongParts: [ClosedRange<SiteID>] {
        let zero = FieldNumber()
        let first = [parts.firstIndex { $0.balances != zero }, parts.firstIndex { $0.cells != zero }].compactMap { $0 }
        return Set(first).sorted().map { parts[$0].sites }
    }

    /// Whether cells of groups of sites are wrong.
    var areGroupsWrong: Bool { groups != FieldNumber() }

    mutating func take(_ entry: VerificationStore.EntryRow) throws {
        let grams = FieldNumber(entry.grams)
        let (credit, debit) = (part(of: entry.credit.site), part(of: entry.debit.site))
        if entry.isPosted {
            parts[credit].balances -= number(.posted, entry.credit.account) * grams
            parts[debit].balances += number(.posted, entry.debit.account) * grams
            guard let recorded = entry.recorded else { return }
            let learned = places.month(of: recorded)
            try count(entry.credit, credit, entry.occurred, learned, FieldNumber() - grams)
            try count(entry.debit, debit, entry.occurred, learned, grams)
        } else if entry.isPending {
            parts[credit].balances += number(.pending, entry.credit.account) * grams
            parts[debit].balances -= number(.pending, entry.debit.account) * grams
        }
    }

    private mutating func count(_ side: VerificationStore.EntrySide, _ part: Int, _ day: CalendarDate, _ learned: UInt16, _ grams: FieldNumber) throws {
        let occurred = day.month.index
        let site = try places.number(of: side.site)
        parts[part].cells += number(.siteCell, side.site, Self.packed(side.material, side.compartment), Self.packed(occurred, Int32(learned))) * grams
        func cell(_ learned: UInt16) -> FieldNumber {
            number(.groupCell, Self.packed(side.material, side.compartment), Self.packed(occurred, Int32(learned))) * grams
        }
        if let place = site.always {
            groups += number(ofGroups: place) * cell(learned)
            return
        }
        let steps = places.steps(of: site, on: day, learned: learned)
        groups += number(ofGroups: steps[0].place) * cell(learned)
        // What was learned of the site afterwards moved the grams from group to group, in the month in which it was learned.
        for (before, step) in zip(steps, steps.dropFirst()) {
            groups += (number(ofGroups: step.place) - number(ofGroups: before.place)) * cell(step.learned)
        }
    }

    /// Takes off what is kept.
    mutating func compare(_ store: VerificationStore) throws {
        for index in parts.indices {
            try store.eachAccount(of: parts[index].sites) { row in
                parts[index].balances -= number(.posted, row.id.value) * FieldNumber(row.balance.posted)
                parts[index].balances -= number(.pending, row.id.value) * FieldNumber(row.balance.pending)
            }
            try store.eachSiteCell(of: parts[index].sites) { cell, kept in
                let key = number(
                    .siteCell, cell.site.value, Self.packed(cell.material.value, cell.compartment.number),
                    Self.packed(cell.occurred.index, cell.learned.index))
                parts[index].cells -= key * FieldNumber(kept)
            }
        }
        try store.eachUpperCell { cell, kept in
            let key = number(.groupCell, Self.packed(cell.material.value, cell.compartment.number), Self.packed(cell.occurred.index, cell.learned.index))
            groups -= number(of: cell.scope, cell.key) * key * FieldNumber(kept)
        }
    }

    // MARK: Numbers of keys

    private func number(_ kind: Kind, _ a: Int64, _ b: Int64 = 0, _ c: Int64 = 0) -> FieldNumber {
        var hasher = Hasher()
        hasher.combine(salt)
        hasher.combine(kind.rawValue)
        hasher.combine(a)
        hasher.combine(b)
        hasher.combine(c)
        return FieldNumber(hash: hasher.finalize())
    }

    private func number(of scope: Scope, _ name: String) -> FieldNumber {
        var hasher = Hasher()
        hasher.combine(salt)
        hasher.combine(Kind.group.rawValue)
        hasher.combine(scope.rawValue)
        hasher.combine(name)
        return FieldNumber(hash: hasher.finalize())
    }

    private mutating func number(ofGroups place: UInt16) -> FieldNumber {
        while groupNumbers.count <= Int(place) {
            groupNumbers.append(SitePlaces.groups(of: places.classes[groupNumbers.count]).reduce(FieldNumber()) { $0 + number(of: $1.scope, $1.name) })
        }
        return groupNumbers[Int(place)]
    }

    private static func packed(_ high: Int32, _ low: some BinaryInteger) -> Int64 { Int64(high) << 32 | Int64(low) & 0xFFFF_FFFF }

    private mutating func part(of site: Int64) -> Int {
        if parts[lastPart].sites.contains(SiteID(site)) { return lastPart }
        var (low, high) = (0, parts.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if parts[middle].sites.lowerBound.value <= site { low = middle } else { high = middle - 1 }
        }
        lastPart = low
        return low
    }
}

/// A number modulo the prime 2^61 - 1.
struct FieldNumber: Hashable, Sendable {
    private static let prime: UInt64 = (1 << 61) - 1

    private let value: UInt64

    init() { value = 0 }

    init(_ number: Int64) {
        let rest = number.magnitude % Self.prime
        value = number < 0 && rest != 0 ? Self.prime - rest : rest
    }

    init(hash: Int) { value = UInt64(bitPattern: Int64(hash)) % Self.prime }

    /// - Parameter sum: below twice the prime and two.
    private init(reducing sum: UInt64) { value = sum >= Self.prime ? sum - Self.prime : sum }

    static func + (a: FieldNumber, b: FieldNumber) -> FieldNumber { FieldNumber(reducing: a.value + b.value) }
    static func - (a: FieldNumber, b: FieldNumber) -> FieldNumber { FieldNumber(reducing: a.value + (prime - b.value)) }
    static func += (a: inout FieldNumber, b: FieldNumber) { a = a + b }
    static func -= (a: inout FieldNumber, b: FieldNumber) { a = a - b }

    static func * (a: FieldNumber, b: FieldNumber) -> FieldNumber {
        // 2^61 is one: what stands above it is added below.
        let product = a.value.multipliedFullWidth(by: b.value)
        return FieldNumber(reducing: (product.low & prime) + (product.high << 3 | product.low >> 61))
    }
}
