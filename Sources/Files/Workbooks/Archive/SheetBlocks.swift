// SPDX-License-Identifier: Apache-2.0

/// The mark-up of a sheet, unpacked and parsed piece by piece into blocks of rows.
///
/// A large sheet is unpacked on one thread and parsed on another while whoever asks makes values of the block before; a small one needs none.
final class SheetBlocks {
    private let steps: BlockSteps
    private let isLarge: Bool
    private var asked = 0
    private var ahead: Ahead<CellBlock>?

    /// Sheets from this size on are read on threads, and no sooner than so much of them has been read; bytes of mark-up.
    static let large = 2 << 20, begun = 256 << 10
    static let pieceBytes = 65_536

    /// - Parameter archive: nobody else's where the sheet ``isLarge(_:in:)``.
    init(_ name: String, of archive: Archive, limits: WorkbookLimits) throws {
        isLarge = Self.isLarge(name, in: archive)
        steps = BlockSteps(try archive.open(name), CellParser(part: name, limits: limits))
    }

    static func isLarge(_ name: String, in archive: Archive) -> Bool { (archive.parts[name]?.size ?? 0) >= large }

    /// The next block, which has a row at least; `nil` at the end.
    ///
    /// - Parameter used: the block before, whose memory is used again.
    /// - Throws: ``WorkbookRefusal``
    func next(after used: CellBlock?) throws -> CellBlock? {
        if let ahead { return try ahead.next(after: used) }
        if isLarge, asked * Self.pieceBytes >= Self.begun {
            let steps = steps
            steps.unpackAhead()
            let ahead = Ahead((0..<40).map { _ in CellBlock() }) { try steps.fill($0) }
            self.ahead = ahead
            return try ahead.next(after: nil)
        }
        asked += 1
        let block = used ?? CellBlock()
        return try steps.fill(block) ? block : nil
    }
}

/// The two steps by which a block is filled. Belongs to one thread at a time.
private final class BlockSteps: @unchecked Sendable {
    private let part: ArchivePart
    private let parser: CellParser
    private let piece = Packet()
    private var ahead: Ahead<Packet>?
    private var used: Packet?
    private var failure: (any Error)?
    private var isDone = false

    init(_ part: ArchivePart, _ parser: CellParser) {
        self.part = part
        self.parser = parser
    }

    /// Unpacks on a thread from now on.
    func unpackAhead() {
        let part = Unpacking(part: part)
        ahead = Ahead((0..<40).map { _ in Packet() }) { try part.fill($0) }
    }

    /// What was finished before a failure is given first.
    func fill(_ block: CellBlock) throws -> Bool {
        if let failure { throw failure }
        do {
            while parser.ready == 0, !isDone { try step() }
        } catch {
            failure = error
            if parser.ready == 0 { throw error }
        }
        guard parser.ready > 0 else { return false }
        parser.take(into: block)
        return true
    }

    private func step() throws {
        var packet: Packet?
        if let ahead {
            packet = try ahead.next(after: used)
            used = packet
        } else if try Unpacking(part: part).fill(piece) {
            packet = piece
        }
        isDone = packet == nil
        try parser.feed(UnsafeRawBufferPointer(rebasing: (packet ?? piece).bytes[..<(packet?.count ?? 0)]), isLast: isDone)
    }
}

private struct Unpacking: @unchecked Sendable {
    let part: ArchivePart

    func fill(_ packet: Packet) throws -> Bool {
        packet.count = try part.read(into: packet.bytes)
        return packet.count > 0
    }
}

/// A piece of unpacked mark-up. Belongs to one thread at a time.
private final class Packet: @unchecked Sendable {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: SheetBlocks.pieceBytes, alignment: 8)
    var count = 0

    deinit { bytes.deallocate() }
}
