// SPDX-License-Identifier: Apache-2.0

import CIsal
import CZip

/// One part of an archive, unpacked as it is read; never more of it than its directory promised.
///
/// Used by one thread at a time.
final class ArchivePart {
    let name: String
    private let file: OpaquePointer
    private var left: Int
    private let promisedSum: UInt32
    private var sum: UInt32 = 0
    /// `nil` of a part that is stored as it is.
    private let inflater: Inflater?
    /// The archive stays open as long as a part of it is read.
    private let archive: Archive

    /// - Parameter file: opened to be read as it is packed.
    init(file: OpaquePointer, name: String, part: Archive.Part, archive: Archive) {
        self.file = file
        self.name = name
        left = part.size
        promisedSum = part.checkSum
        inflater = part.isDeflated ? Inflater() : nil
        self.archive = archive
    }

    deinit { zip_fclose(file) }

    /// Fills the buffer as far as there is more; 0 at the end, which is when the check sum has been found right.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !buffer.isEmpty else { return 0 }
        let count = inflater.map { $0.fill(buffer, packed) } ?? packed(buffer)
        guard let count, count <= left else { throw WorkbookRefusal.damaged(part: name) }
        left -= count
        if count > 0 {
            sum = crc32_gzip_refl(sum, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(count))
        } else if left > 0 || sum != promisedSum {
            throw WorkbookRefusal.damaged(part: name)
        }
        return count
    }

    /// The next bytes as the archive holds them; `nil` where it cannot be read.
    private func packed(_ buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let count = Int(zip_fread(file, buffer.baseAddress, UInt64(buffer.count)))
        return count < 0 ? nil : count
    }
}

/// Unpacks deflated bytes as they come, in memory that does not grow.
///
/// Used by one thread at a time.
private final class Inflater {
    private let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 8)
    private var isDrained = false

    init() {
        isal_inflate_init(state)
        state.pointee.crc_flag = UInt32(ISAL_DEFLATE)
    }

    deinit {
        state.deallocate()
        packed.deallocate()
    }

    /// Fills a buffer as far as there is more.
    ///
    /// - Parameter more: gives the next packed bytes, none at the end, `nil` where they cannot be read.
    /// - Returns: how many bytes were unpacked, 0 at the end; `nil` where the bytes are not deflated ones, or end too soon.
    func fill(_ buffer: UnsafeMutableRawBufferPointer, _ more: (UnsafeMutableRawBufferPointer) -> Int?) -> Int? {
        state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(buffer.count)
        while state.pointee.avail_out > 0, state.pointee.block_state != ISAL_BLOCK_FINISH {
            if state.pointee.avail_in == 0, !isDrained {
                guard let count = more(packed) else { return nil }
                isDrained = count == 0
                state.pointee.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
                state.pointee.avail_in = UInt32(count)
            }
            let room = state.pointee.avail_out
            guard isal_inflate(state) >= 0 else { return nil }
            if isDrained, state.pointee.avail_out == room, state.pointee.block_state != ISAL_BLOCK_FINISH { return nil }
        }
        return buffer.count - Int(state.pointee.avail_out)
    }
}
