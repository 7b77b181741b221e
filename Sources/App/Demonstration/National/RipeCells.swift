// SPDX-License-Identifier: Apache-2.0

import Ledger

/// Grams counted for a site cell: site 21 bits, month 9, material 9, compartment 12, month learned 9.
struct CountedCell: Sendable {
    var key: UInt64
    var grams: Int64
}

/// Site cells to which nothing more comes, each once and in the order of their keys, and what they come to in groups of sites.
struct RipeCells: Sendable {
    private(set) var cells: [CountedCell]
    /// Of each group that a site is in: scope 3 bits, number within it 8, then a site cell without its site.
    private(set) var groups: [UInt64: Int64] = [:]

    private static let restBits: UInt64 = 39

    /// - Parameter counted: cells in any order, one as often as it was counted.
    init(adding counted: [CountedCell], _ firms: NationFirms) {
        cells = Self.sum(counted)
        for cell in cells {
            let firm = firms.firms[Int(cell.key >> Self.restBits)]
            let rest = cell.key & (1 << Self.restBits - 1)
            count(.nation, 0, rest, cell.grams)
            count(.province, firm.province, rest, cell.grams)
            count(.sector, UInt8(firms.sector(firm)), rest, cell.grams)
            count(.sizeClass, firm.size, rest, cell.grams)
            if firm.zone >= 0 { count(.park, UInt8(firm.zone), rest, cell.grams) }
        }
    }

    private mutating func count(_ scope: Scope, _ number: UInt8, _ rest: UInt64, _ grams: Int64) {
        groups[UInt64(scope.rawValue) << 47 | UInt64(number) << Self.restBits | rest, default: 0] += grams
    }

    mutating func add(_ other: RipeCells) {
        // What is already in order is found to be so: this is one merge.
        cells = Self.sum(cells + other.cells)
        groups.merge(other.groups, uniquingKeysWith: +)
    }

    static func scope(of group: UInt64) -> Scope {
        guard let scope = Scope(rawValue: Int16(group >> 47)) else { preconditionFailure("Only groups are counted.") }
        return scope
    }
    static func number(of group: UInt64) -> Int { Int(group >> restBits & 255) }
    static func rest(of group: UInt64) -> UInt64 { group & (1 << restBits - 1) }

    private static func sum(_ counted: [CountedCell]) -> [CountedCell] {
        var sorted = counted
        sorted.sort { $0.key < $1.key }
        var last = -1
        for cell in sorted {
            if last >= 0, sorted[last].key == cell.key {
                sorted[last].grams += cell.grams
            } else {
                last += 1
                sorted[last] = cell
            }
        }
        sorted.removeSubrange((last + 1)...)
        return sorted
    }
}
