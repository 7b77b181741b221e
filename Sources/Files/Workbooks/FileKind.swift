// SPDX-License-Identifier: Apache-2.0

/// What a file is by its content, whatever its name says.
public enum FileKind: String, Hashable, Sendable, CaseIterable {
    /// XLSX: the only workbook that is read.
    case workbook
    /// XLS of 1997 to 2003.
    case oldWorkbook
    /// XLSB.
    case binaryWorkbook
    /// ODS.
    case openDocument
    case webPage, pdf, picture
    /// Delimited or any other text.
    case text
    /// A zip archive that is no workbook.
    case archive
    case unknown

    public var phrase: WorkbookPhrase {
        switch self {
        case .workbook: .kindWorkbook
        case .oldWorkbook: .kindOldWorkbook
        case .binaryWorkbook: .kindBinaryWorkbook
        case .openDocument: .kindOpenDocument
        case .webPage: .kindWebPage
        case .pdf: .kindPDF
        case .picture: .kindPicture
        case .text: .kindText
        case .archive: .kindArchive
        case .unknown: .kindUnknown
        }
    }

    /// Judges by the first bytes; of a zip archive only that it is one (``archive``).
    ///
    /// - Parameter head: the first 4,096 bytes, or all there are.
    /// - Throws: ``WorkbookRefusal/encrypted`` for a workbook behind a password, which is stored as an old compound file;
    ///   ``WorkbookRefusal/empty``.
    static func sniff(_ head: [UInt8]) throws -> FileKind {
        guard !head.isEmpty else { throw WorkbookRefusal.empty }
        if let known = signatures.first(where: { head.starts(with: $0.bytes) }) { return known.kind }
        let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
        if !isWide, head.contains(0) { return .unknown }
        let lead = head.drop { $0 <= 32 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }.prefix(64).map { (65...90).contains($0) ? $0 + 32 : $0 }
        let word = String(decoding: lead, as: UTF8.self)
        return ["<html", "<!doctype", "<table", "<?xml", "<head", "<meta", "<style"].contains(where: word.hasPrefix) ? .webPage : .text
    }

    /// The compound file of 1997: an old workbook, or the envelope of an encrypted one.
    static let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    private static let signatures: [(bytes: [UInt8], kind: FileKind)] = [
        ([0x50, 0x4B, 3, 4], .archive), ([0x50, 0x4B, 5, 6], .archive), (compoundFile, .oldWorkbook), (Array("%PDF".utf8), .pdf),
        ([0x89, 0x50, 0x4E, 0x47], .picture), ([0xFF, 0xD8, 0xFF], .picture), (Array("GIF8".utf8), .picture), ([0x1F, 0x8B], .archive),
        (Array("Rar!".utf8), .archive), ([0x37, 0x7A, 0xBC, 0xAF], .archive),
    ]
}
