// SPDX-License-Identifier: Apache-2.0

/// Elements one after another in memory that grows; whoever holds it frees it.
struct Growing<Element: BitwiseCopyable> {
    private(set) var start: UnsafeMutablePointer<Element>
    private var capacity: Int
    var count = 0

    init(capacity: Int) {
        self.capacity = capacity
        start = .allocate(capacity: capacity)
    }

    subscript(_ index: Int) -> Element { start[index] }
    func free() { start.deallocate() }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        start[count] = element
        count += 1
    }

    @inline(__always)
    mutating func append(_ elements: UnsafePointer<Element>, count more: Int) {
        if count + more > capacity { grow(to: count + more) }
        (start + count).update(from: elements, count: more)
        count += more
    }

    private mutating func grow(to needed: Int) {
        capacity = max(needed, capacity * 2)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }
}

/// A cell as the mark-up has it; its text lies in the block.
struct RawCell: BitwiseCopyable {
    enum Kind: UInt8, BitwiseCopyable { case number, shared, inline, formulaText, bool, error, isoDate }

    var column: Int32
    /// -1 where it names none.
    var style: Int32
    var offset: Int
    var length: Int32
    var kind: Kind
    var hasValue: Bool
    var hasFormula: Bool
}

struct RawRow: BitwiseCopyable {
    var number: Int
    var isHidden: Bool
    var first: Int
    var count: Int
}

/// The cells of some rows, as flat as they come from the parser.
///
/// Belongs to one thread at a time.
final class CellBlock: @unchecked Sendable {
    var rows = Growing<RawRow>(capacity: 256)
    var cells = Growing<RawCell>(capacity: 4096)
    var text = Growing<UInt8>(capacity: 65_536)

    deinit {
        rows.free()
        cells.free()
        text.free()
    }
}
