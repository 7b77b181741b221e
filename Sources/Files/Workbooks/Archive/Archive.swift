// SPDX-License-Identifier: Apache-2.0

import CZip

/// The zip archive that a workbook is, with everything suspicious refused before a byte is unpacked.
///
/// Used by one thread at a time.
final class Archive {
    struct Part {
        var index: UInt64
        var size: Int
        var packed: Int
        var isDeflated: Bool
        var checkSum: UInt32
    }

    let parts: [String: Part]
    private let zip: OpaquePointer
    /// Kept until the archive is closed: libzip reads from it.
    private let memory: PackedBytes?

    /// - Parameter other: the same archive, opened before; its bytes in memory are read from by both.
    /// - Throws: ``WorkbookRefusal``
    init(_ place: FilePlace, limits: WorkbookLimits, beside other: Archive? = nil) throws {
        let opened = try Self.open(place, other?.memory)
        do {
            parts = try Self.inspect(opened.zip, limits)
        } catch {
            zip_discard(opened.zip)
            throw error
        }
        zip = opened.zip
        memory = opened.memory
    }

    deinit { zip_discard(zip) }

    /// - Throws: ``WorkbookRefusal/damaged(part:)`` when there is no such part.
    func open(_ name: String) throws -> ArchivePart {
        guard let part = parts[name], let file = zip_fopen_index(zip, part.index, zip_flags_t(ZIP_FL_COMPRESSED)) else {
            throw WorkbookRefusal.damaged(part: name)
        }
        return ArchivePart(file: file, name: name, part: part, archive: self)
    }

    private static func open(_ place: FilePlace, _ known: PackedBytes?) throws -> (zip: OpaquePointer, memory: PackedBytes?) {
        switch place {
        case .disk(let path):
            guard let zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, nil) else { throw WorkbookRefusal.damaged(part: "zip") }
            return (zip, nil)
        case .memory(let bytes):
            let memory = known ?? PackedBytes(bytes)
            guard let source = zip_source_buffer_create(memory.bytes.baseAddress, UInt64(bytes.count), 0, nil) else {
                throw WorkbookRefusal.damaged(part: "zip")
            }
            guard let zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nil) else {
                zip_source_free(source)
                throw WorkbookRefusal.damaged(part: "zip")
            }
            return (zip, memory)
        }
    }

    private static func inspect(_ zip: OpaquePointer, _ limits: WorkbookLimits) throws -> [String: Part] {
        let count = Int(zip_get_num_entries(zip, 0))
        guard count <= limits.entries else { throw WorkbookRefusal.tooManyParts(count, limit: limits.entries) }
        var parts: [String: Part] = [:]
        var folded: Set<String> = []
        var total = 0
        for index in 0..<UInt64(max(0, count)) {
            var stat = zip_stat()
            zip_stat_init(&stat)
            guard zip_stat_index(zip, index, zip_flags_t(ZIP_FL_ENC_RAW), &stat) == 0, let raw = stat.name else { throw WorkbookRefusal.damaged(part: "zip") }
            guard let name = String(validatingCString: raw) else { throw WorkbookRefusal.unsafeName(part: String(cString: raw)) }
            if name.hasSuffix("/"), stat.size == 0 { continue }
            guard isSafe(name), folded.insert(name.lowercased()).inserted else { throw WorkbookRefusal.unsafeName(part: name) }
            guard stat.encryption_method == 0 else { throw WorkbookRefusal.encrypted }
            // Stored and deflated are what workbooks use.
            guard stat.comp_method == 0 || stat.comp_method == 8 else { throw WorkbookRefusal.damaged(part: name) }
            let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
            if nested.contains(ending) { throw WorkbookRefusal.nestedArchive(part: name) }
            guard let size = Int(exactly: stat.size), let packed = Int(exactly: stat.comp_size), size <= limits.unpackedBytes - total else {
                throw WorkbookRefusal.tooLargeUnpacked(limit: limits.unpackedBytes)
            }
            total += size
            if size > limits.ratioFrom, size / max(1, packed) >= limits.ratio { throw WorkbookRefusal.ratio(part: name, limit: limits.ratio) }
            parts[name] = Part(index: index, size: size, packed: packed, isDeflated: stat.comp_method == 8, checkSum: stat.crc)
        }
        return parts
    }

    private static let nested: Set<String> = ["zip", "gz", "bz2", "xz", "7z", "rar", "tar", "jar", "xlsx", "xlsm", "xlsb", "docx", "docm", "pptx", "pptm"]

    /// Plain relative paths only: nothing that leaves its folder, nothing that a file system reads otherwise.
    private static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 255, !name.hasPrefix("/"), !name.contains("\\"), !name.contains(":") else { return false }
        guard name.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}

/// The bytes of an archive in memory; never changed.
private final class PackedBytes: @unchecked Sendable {
    let bytes: UnsafeMutableRawBufferPointer

    init(_ bytes: [UInt8]) {
        self.bytes = .allocate(byteCount: max(1, bytes.count), alignment: 8)
        self.bytes.copyBytes(from: bytes)
    }

    deinit { bytes.deallocate() }
}
