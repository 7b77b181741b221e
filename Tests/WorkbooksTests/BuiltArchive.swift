// SPDX-License-Identifier: Apache-2.0

import CZip
import Foundation
import Testing

@testable import Workbooks

/// A workbook made part by part, so that a test decides what stands in each; whatever is not said is as a small ordinary workbook has it.
struct BuiltArchive {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    var parts: [(name: String, bytes: [UInt8])] = []
    /// Parts stand as they are, not deflated.
    var isStored = false

    /// - Parameters:
    ///   - rows: what stands within `sheetData` of the only sheet.
    ///   - before: what stands before it; `after`: behind it.
    init(rows: String = "", before: String = "", after: String = "", strings: String? = nil, styles: String? = nil, workbook: String = "") {
        let package = "http://schemas.openxmlformats.org/package/2006"
        self["[Content_Types].xml"] = "<Types xmlns='\(package)/content-types'><Default Extension='xml' ContentType='application/xml'/></Types>"
        self["_rels/.rels"] =
            "<Relationships xmlns='\(package)/relationships'><Relationship Id='a' Type='\(Self.office)/officeDocument' Target='xl/workbook.xml'/></Relationships>"
        self["xl/_rels/workbook.xml.rels"] =
            "<Relationships xmlns='\(package)/relationships'><Relationship Id='s1' Type='\(Self.office)/worksheet' Target='worksheets/sheet1.xml'/>"
            + "<Relationship Id='s2' Type='\(Self.office)/sharedStrings' Target='/xl/sharedStrings.xml'/>"
            + "<Relationship Id='s3' Type='\(Self.office)/styles' Target='styles.xml'/></Relationships>"
        self["xl/workbook.xml"] =
            "<workbook xmlns='\(Self.main)' xmlns:r='\(Self.office)'>\(workbook)<sheets><sheet name='Sheet' sheetId='1' r:id='s1'/></sheets></workbook>"
        self["xl/sharedStrings.xml"] = "<sst xmlns='\(Self.main)'>\(strings ?? "")</sst>"
        self["xl/styles.xml"] = "<styleSheet xmlns='\(Self.main)'>\(styles ?? "")</styleSheet>"
        self["xl/worksheets/sheet1.xml"] = "<worksheet xmlns='\(Self.main)'>\(before)<sheetData>\(rows)</sheetData>\(after)</worksheet>"
    }

    subscript(name: String) -> String? {
        get { parts.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) } }
        set {
            parts.removeAll { $0.name == name }
            if let newValue { parts.append((name, Array(newValue.utf8))) }
        }
    }

    /// The archive's bytes, written by libzip; names as they are given, also bad ones.
    func bytes() throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(path: "built-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).zip").path
        defer { unlink(path) }
        let zip = try #require(zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, nil))
        var kept: [UnsafeMutableRawPointer] = []
        defer { for memory in kept { memory.deallocate() } }
        for part in parts {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, part.bytes.count), alignment: 8)
            memory.copyMemory(from: part.bytes, byteCount: part.bytes.count)
            kept.append(memory)
            let source = try #require(zip_source_buffer(zip, memory, UInt64(part.bytes.count), 0))
            let index = zip_file_add(zip, part.name, source, 0)
            #expect(index >= 0 && zip_set_file_compression(zip, UInt64(index), isStored ? Int32(ZIP_CM_STORE) : Int32(ZIP_CM_DEFAULT), 0) == 0)
        }
        #expect(zip_close(zip) == 0)
        return [UInt8](try #require(FileManager.default.contents(atPath: path)))
    }

    func open(limits: WorkbookLimits = .shipped) throws -> WorkbookFile { try WorkbookFile(.memory(try bytes()), named: "a.xlsx", limits: limits) }

    /// Every row of the only sheet.
    func rows(limits: WorkbookLimits = .shipped) throws -> [SheetRow] { try open(limits: limits).allRows() }
}

extension WorkbookFile {
    /// Every row of a sheet, with merged ranges.
    func allRows(of sheet: Int = 0) throws -> [SheetRow] {
        let source = try rows(of: sheet, outline: try outline(of: sheet))
        var rows: [SheetRow] = []
        while let row = try source.next() { rows.append(row) }
        return rows
    }
}

/// What an action is refused with; `nil` when it is not.
func refusal(_ action: () throws -> Void) -> WorkbookRefusal? {
    do {
        try action()
        return nil
    } catch let refusal as WorkbookRefusal {
        return refusal
    } catch {
        Issue.record("\(error)")
        return nil
    }
}
