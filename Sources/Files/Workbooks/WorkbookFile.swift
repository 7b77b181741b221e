// SPDX-License-Identifier: Apache-2.0

/// One sheet of a file.
public struct SheetInfo: Hashable, Sendable {
    public enum Visibility: String, Hashable, Sendable {
        case visible, hidden
        /// Shown by no menu of the program.
        case veryHidden
    }
    public var name: String
    public var visibility: Visibility

    public init(name: String, visibility: Visibility = .visible) {
        self.name = name
        self.visibility = visibility
    }
}

/// A workbook or delimited text that was opened: its sheets, and their rows one after another.
///
/// Used by one thread at a time.
public final class WorkbookFile {
    public let kind: FileKind
    public let sheets: [SheetInfo]
    public let limits: WorkbookLimits
    /// What serial dates count from.
    public let epoch: SerialEpoch
    /// What the file's bytes were read as; `nil` of a workbook.
    public let text: TextReading?

    private let place: FilePlace
    private let archive: Archive?
    private let parts: [String]
    private let formats: NumberFormats?
    private let strings: SharedStrings?
    /// Of the first sheet where it is large: looked for while the shared texts are read.
    private let firstOutline: Ahead<FoundOutline>?
    private var outlines: [Int: SheetOutline] = [:]

    /// Belongs to one thread at a time, with an archive of its own.
    private final class FoundOutline: @unchecked Sendable {
        let archive: Archive
        var outline = SheetOutline()

        init(archive: Archive) { self.archive = archive }
    }

    /// Opens a file by what it holds.
    ///
    /// - Parameters:
    ///   - name: the name it was sent under; its ending must agree with the content.
    ///   - text: how a delimited text is read, as far as somebody said; what nobody said is asked where the file leaves it open.
    /// - Throws: ``WorkbookRefusal``
    public init(_ place: FilePlace, named name: String, text: TextReading = TextReading(), limits: WorkbookLimits = .shipped) throws {
        self.place = place
        self.limits = limits
        let found = try FileKind.sniff(ByteSource(place).read(4096))
        let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
        switch found {
        case .text:
            if ["xlsx", "xls", "xlsm", "ods", "xlsb"].contains(ending) { throw WorkbookRefusal.misnamed(name: name, found: found) }
            kind = .text
            epoch = .from1900
            sheets = [SheetInfo(name: name)]
            self.text = try text.completed(by: place)
            archive = nil
            parts = []
            formats = nil
            strings = nil
            firstOutline = nil
        case .archive:
            let archive = try Archive(place, limits: limits)
            try Self.refuseOthers(archive, limits)
            if ["csv", "txt", "tsv"].contains(ending) { throw WorkbookRefusal.misnamed(name: name, found: .workbook) }
            kind = .workbook
            let root = try PackageRelations(of: "", in: archive, limits: limits)
            guard let main = root.part("officeDocument") else { throw WorkbookRefusal.wrongKind(.archive) }
            let workbook = try WorkbookPart(main, of: archive, limits: limits)
            let relations = try PackageRelations(of: main, in: archive, limits: limits)
            // Chart sheets have no rows.
            let tables = workbook.sheets.filter { relations.byID[$0.relation]?.kind == "worksheet" }
            guard !tables.isEmpty else { throw WorkbookRefusal.damaged(part: main) }
            sheets = tables.map { SheetInfo(name: $0.name, visibility: $0.visibility) }
            parts = tables.compactMap { relations.byID[$0.relation]?.part }
            firstOutline = try Self.outlineAhead(parts[0], of: archive, place, limits)
            epoch = workbook.countsFrom1904 ? .from1904 : .from1900
            formats = try NumberFormats(relations.part("styles"), of: archive, limits: limits)
            strings = try SharedStrings(relations.part("sharedStrings"), of: archive, limits: limits)
            self.archive = archive
            self.text = nil
        case .oldWorkbook where try ByteSource.holds(wide: "EncryptedPackage", in: place, within: 8 << 20): throw WorkbookRefusal.encrypted
        default: throw WorkbookRefusal.wrongKind(found)
        }
    }

    /// Merged ranges and hidden columns of a sheet.
    ///
    /// - Throws: ``WorkbookRefusal``
    public func outline(of sheet: Int) throws -> SheetOutline {
        guard sheets.indices.contains(sheet) else { throw WorkbookRefusal.noSuchSheet(String(sheet + 1)) }
        guard let archive else { return SheetOutline() }
        if let known = outlines[sheet] { return known }
        let found: SheetOutline
        if sheet == 0, let ahead = try firstOutline?.next(after: nil) {
            found = ahead.outline
        } else {
            found = try SheetOutline(parts[sheet], of: archive, limits: limits)
        }
        outlines[sheet] = found
        return found
    }

    /// Looks for the outline of a large sheet on a thread; `nil` of others.
    private static func outlineAhead(_ part: String, of archive: Archive, _ place: FilePlace, _ limits: WorkbookLimits) throws -> Ahead<FoundOutline>? {
        guard SheetBlocks.isLarge(part, in: archive) else { return nil }
        let found = FoundOutline(archive: try Archive(place, limits: limits, beside: archive))
        return Ahead([found]) { found in
            found.outline = try SheetOutline(part, of: found.archive, limits: limits)
            return true
        }
    }

    /// The rows of a sheet from the first on; may be asked for as often as wanted.
    ///
    /// - Parameter outline: what ``outline(of:)`` gave; without it no cell knows its merged range.
    /// - Throws: ``WorkbookRefusal``
    public func rows(of sheet: Int, outline: SheetOutline = SheetOutline()) throws -> any RowSource {
        guard sheets.indices.contains(sheet) else { throw WorkbookRefusal.noSuchSheet(String(sheet + 1)) }
        if let archive, let formats, let strings {
            // Threads read a large sheet, so it has an archive of its own.
            let own = SheetBlocks.isLarge(parts[sheet], in: archive) ? try Archive(place, limits: limits, beside: archive) : archive
            return SheetReader(
                try SheetBlocks(parts[sheet], of: own, limits: limits), strings: strings, formats: formats, outline: outline, limits: limits)
        }
        guard let text, let encoding = text.encoding, let separator = text.separator else { preconditionFailure("A text is opened with its reading complete.") }
        return DelimitedReader(try ByteSource(place), encoding: encoding, separator: separator, limits: limits)
    }

    /// - Throws: ``WorkbookRefusal/noSuchSheet(_:)``
    public func sheet(named name: String) throws -> Int {
        guard let index = sheets.firstIndex(where: { $0.name == name }) else { throw WorkbookRefusal.noSuchSheet(name) }
        return index
    }

    private static func refuseOthers(_ archive: Archive, _ limits: WorkbookLimits) throws {
        let names = archive.parts.keys.map { $0.lowercased() }
        if names.contains(where: { $0.hasSuffix("vbaproject.bin") || $0.contains("/macrosheets/") || $0.hasSuffix("vbadata.xml") }) {
            throw WorkbookRefusal.macros
        }
        if archive.parts["mimetype"] != nil { throw WorkbookRefusal.wrongKind(.openDocument) }
        if names.contains("xl/workbook.bin") { throw WorkbookRefusal.wrongKind(.binaryWorkbook) }
        guard archive.parts["[Content_Types].xml"] != nil else { throw WorkbookRefusal.wrongKind(.archive) }
        let types = try ContentTypes(of: archive, limits: limits)
        if types.holdsMacros { throw WorkbookRefusal.macros }
        if types.isBinary { throw WorkbookRefusal.wrongKind(.binaryWorkbook) }
    }
}
