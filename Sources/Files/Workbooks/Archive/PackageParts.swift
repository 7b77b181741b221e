// SPDX-License-Identifier: Apache-2.0

/// Relations of one part of a workbook to others: which part belongs to which identifier or kind.
final class PackageRelations: XMLVisitor {
    struct Relation {
        /// The last word of its type, such as `worksheet`.
        var kind: String
        /// Name of the part within the archive.
        var part: String
    }

    private(set) var byID: [String: Relation] = [:]
    private let folder: String

    /// - Parameter part: whose relations; `""` for the archive's own.
    init(of part: String, in archive: Archive, limits: WorkbookLimits) throws {
        let cut = part.lastIndex(of: "/")
        folder = cut.map { String(part[..<$0]) } ?? ""
        let name = cut.map { String(part[part.index(after: $0)...]) } ?? part
        let relations = (folder.isEmpty ? "" : folder + "/") + "_rels/" + name + ".rels"
        if archive.parts[relations] != nil { try XMLReader.read(relations, of: archive, limits: limits, visitor: self) }
    }

    /// The part of the first relation of a kind.
    func part(_ kind: String) -> String? { byID.sorted { $0.key < $1.key }.first { $0.value.kind == kind }?.value.part }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        // What lies outside the file is never asked for.
        guard name == "Relationship", attributes["TargetMode"] != "External", let id = attributes["Id"], let target = attributes["Target"],
            let type = attributes["Type"], let part = Self.resolve(target, in: folder)
        else { return }
        byID[id] = Relation(kind: type.split(separator: "/").last.map(String.init) ?? "", part: part)
    }

    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// `nil` for a target that leaves the archive.
    private static func resolve(_ target: String, in folder: String) -> String? {
        var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..":
                if steps.isEmpty { return nil }
                steps.removeLast()
            default: steps.append(String(step))
            }
        }
        return steps.joined(separator: "/")
    }
}

/// Whether any part declares macros, by the table of content types.
final class ContentTypes: XMLVisitor {
    private(set) var holdsMacros = false
    private(set) var isBinary = false

    init(of archive: Archive, limits: WorkbookLimits) throws {
        try XMLReader.read("[Content_Types].xml", of: archive, limits: limits, visitor: self)
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard let type = attributes["ContentType"]?.lowercased() else { return }
        if type.contains("macroenabled") || type.contains("vbaproject") { holdsMacros = true }
        if type.contains("sheet.binary") { isBinary = true }
    }
    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The sheets of a workbook and the day its serial dates count from.
final class WorkbookPart: XMLVisitor {
    private(set) var sheets: [(name: String, relation: String, visibility: SheetInfo.Visibility)] = []
    private(set) var countsFrom1904 = false

    init(_ name: String, of archive: Archive, limits: WorkbookLimits) throws {
        try XMLReader.read(name, of: archive, limits: limits, visitor: self)
        if sheets.count > limits.sheets { throw WorkbookRefusal.tooManySheets(sheets.count, limit: limits.sheets) }
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "workbookPr" {
            countsFrom1904 = attributes.isTrue("date1904")
        } else if name == "sheet", let title = attributes["name"], let id = attributes["id"] {
            let visibility: SheetInfo.Visibility = attributes["state"].flatMap { SheetInfo.Visibility(rawValue: $0) } ?? .visible
            sheets.append((title, id, visibility))
        }
    }
    func end(_ name: XMLName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
