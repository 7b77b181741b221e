// SPDX-License-Identifier: Apache-2.0

/// Writes items one after another, and keeps the counts of the containers they stand in.
final class PackedWriter {
    private(set) var bytes: [UInt8] = []
    private let names: PackedNames
    private var containers: [(start: Int, count: Int)] = []
    private var large: [UInt64] = []

    init(names: PackedNames) {
        self.names = names
        // A return has some thousand bytes, a note some hundred.
        bytes.reserveCapacity(2048)
    }

    // MARK: Items

    func head(_ kind: PackedKind, _ number: UInt64) {
        let major = kind.rawValue << 5
        switch number {
        case 0..<24: bytes.append(major | UInt8(number))
        case 24...0xFF: bytes += [major | 24, UInt8(number)]
        case 0x100...0xFFFF: big(major | 25, number, 2)
        case 0x1_0000...0xFFFF_FFFF: big(major | 26, number, 4)
        default: big(major | 27, number, 8)
        }
    }

    func int(_ value: Int64) {
        if value >= 0 { number(UInt64(value)) } else { head(.negative, UInt64(-1 - value)) }
    }

    func number(_ value: UInt64) {
        guard value >= PackedRepeat.least else { return head(.unsigned, value) }
        if let place = large.prefix(PackedRepeat.window).firstIndex(of: value) {
            head(.tag, PackedTag.same)
            head(.unsigned, UInt64(place))
        } else {
            large.append(value)
            head(.unsigned, value)
        }
    }

    func real(_ value: Double) { big(PackedSimple.real, value.bitPattern, 8) }
    func bool(_ value: Bool) { bytes.append(value ? PackedSimple.yes : PackedSimple.no) }
    func null() { bytes.append(PackedSimple.null) }

    /// Text, in the shortest form that gives the same text back.
    func text(_ text: String) {
        if let place = names.place(of: text) {
            head(.tag, PackedTag.name)
            head(.unsigned, UInt64(place))
        } else if let number = Self.digits(text) {
            head(.tag, PackedTag.digits)
            self.number(number)
        } else if let content = Base64URL.digest(text) {
            head(.tag, PackedTag.base64url)
            head(.bytes, UInt64(content.count))
            bytes += content
        } else {
            plain(text)
        }
    }

    /// A key of a map: its place in the table, or itself.
    func key(_ name: String) {
        if let place = names.place(of: name) { head(.unsigned, UInt64(place)) } else { plain(name) }
    }

    private func plain(_ text: String) {
        head(.text, UInt64(text.utf8.count))
        bytes += text.utf8
    }

    private func big(_ first: UInt8, _ number: UInt64, _ width: Int) {
        bytes.append(first)
        for i in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(i)))) }
    }

    /// The number behind decimal digits, where writing the number gives the same digits back.
    private static func digits(_ text: String) -> UInt64? {
        let count = text.utf8.count
        guard 1...19 ~= count, text.utf8.allSatisfy({ 48...57 ~= $0 }), count == 1 || text.utf8.first != 48 else { return nil }
        return UInt64(text)
    }

    // MARK: Containers

    /// Begins an array or map of as yet unknown size; its place among the containers.
    func open(_ kind: PackedKind) -> Int {
        containers.append((bytes.count, 0))
        bytes.append(kind.rawValue << 5)
        return containers.count - 1
    }

    /// Counts one more element of a container. Containers inside it are complete by now, so only its own head moves.
    func count(in container: Int) {
        containers[container].count += 1
        let (start, count) = containers[container]
        switch count {
        case 1..<24: bytes[start] += 1
        case 24: widen(start, by: 1, as: 24, count)
        case 25...0xFF: put(count, at: start + 1, width: 1)
        case 0x100: widen(start, by: 1, as: 25, count)
        case 0x101...0xFFFF: put(count, at: start + 1, width: 2)
        case 0x1_0000: widen(start, by: 2, as: 26, count)
        default: put(count, at: start + 1, width: 4)
        }
    }

    func elements(of container: Int) -> Int { containers[container].count }

    private func widen(_ start: Int, by more: Int, as form: UInt8, _ count: Int) {
        bytes.insert(contentsOf: repeatElement(0, count: more), at: start + 1)
        bytes[start] = bytes[start] & 0xE0 | form
        put(count, at: start + 1, width: 1 << (Int(form) - 24))
    }

    private func put(_ number: Int, at place: Int, width: Int) {
        for i in 0..<width { bytes[place + i] = UInt8(truncatingIfNeeded: number >> (8 * (width - 1 - i))) }
    }
}
