// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Why a file is not read at all.
public enum WorkbookRefusal: Explainable, Hashable {
    case empty
    /// What the file is, where a workbook or a delimited text was expected.
    case wrongKind(FileKind)
    /// Its name says another kind than its content.
    case misnamed(name: String, found: FileKind)
    case macros
    case encrypted
    /// A part that is missing or cannot be read.
    case damaged(part: String)
    /// A document type, which is where entities would be declared.
    case doctype(part: String)
    case tooManyParts(Int, limit: Int)
    case tooLargeUnpacked(limit: Int)
    /// A part that unpacks to far more than workbooks do.
    case ratio(part: String, limit: Int)
    case nestedArchive(part: String)
    case unsafeName(part: String)
    case tooManySheets(Int, limit: Int)
    case tooManyRows(limit: Int)
    case tooManyColumns(limit: Int)
    case tooManyMerges(limit: Int)
    case cellTooLong(CellAddress, limit: Int)
    /// Its letters can be read in several ways; the readings of the first line that differs.
    case encodingUnclear(line: Int, readings: [TextEncoding: String])
    case separatorUnclear
    case quoteNotClosed(row: Int)
    /// A sheet that the file does not have.
    case noSuchSheet(String)
    /// No table was found in a sheet.
    case noTable(sheet: String)
    /// The machine could not keep or write a file: disk full, folder missing.
    case notWritten(String)

    public var standing: Standing {
        switch self {
        case .tooLargeUnpacked, .tooManyParts, .tooManyRows, .tooManyColumns, .tooManySheets, .tooManyMerges: .tooLarge
        case .noSuchSheet: .missing
        case .notWritten: .busy
        default: .invalid
        }
    }

    public var problems: [Problem] { [problem()] }

    public func problem(field: String = "") -> Problem {
        switch self {
        case .empty: WorkbookPhrase.empty.problem(field)
        case .wrongKind(let kind): WorkbookPhrase.wrongKind.problem(field, ["kind": kind.phrase.fact])
        case .misnamed(let name, let found): WorkbookPhrase.misnamed.problem(field, ["name": .text(name), "kind": found.phrase.fact])
        case .macros: WorkbookPhrase.macros.problem(field)
        case .encrypted: WorkbookPhrase.encrypted.problem(field)
        case .damaged(let part): WorkbookPhrase.damaged.problem(field, ["part": .text(part)])
        case .doctype(let part): WorkbookPhrase.doctype.problem(field, ["part": .text(part)])
        case .tooManyParts(let count, let limit): WorkbookPhrase.tooManyParts.problem(field, ["count": .number(Int64(count)), "limit": .number(Int64(limit))])
        case .tooLargeUnpacked(let limit): WorkbookPhrase.tooLargeUnpacked.problem(field, ["limit": .number(Int64(limit / 1_048_576))])
        case .ratio(let part, let limit): WorkbookPhrase.ratio.problem(field, ["part": .text(part), "limit": .number(Int64(limit))])
        case .nestedArchive(let part): WorkbookPhrase.nestedArchive.problem(field, ["part": .text(part)])
        case .unsafeName(let part): WorkbookPhrase.unsafeName.problem(field, ["part": .text(part)])
        case .tooManySheets(let count, let limit):
            WorkbookPhrase.tooManySheets.problem(field, ["count": .number(Int64(count)), "limit": .number(Int64(limit))])
        case .tooManyRows(let limit): WorkbookPhrase.tooManyRows.problem(field, ["limit": .number(Int64(limit))])
        case .tooManyColumns(let limit): WorkbookPhrase.tooManyColumns.problem(field, ["limit": .number(Int64(limit))])
        case .tooManyMerges(let limit): WorkbookPhrase.tooManyMerges.problem(field, ["limit": .number(Int64(limit))])
        case .cellTooLong(let address, let limit):
            WorkbookPhrase.cellTooLong.problem(field, ["cell": .text(address.description), "limit": .number(Int64(limit))])
        case .encodingUnclear(let line, let readings):
            WorkbookPhrase.encodingUnclear.problem(
                field,
                [
                    "line": .numeral(Int64(line)), "western": .text(readings[.windows1252] ?? ""), "vietnamese": .text(readings[.windows1258] ?? ""),
                ])
        case .separatorUnclear: WorkbookPhrase.separatorUnclear.problem(field)
        case .quoteNotClosed(let row): WorkbookPhrase.quoteNotClosed.problem(field, ["row": .numeral(Int64(row))])
        case .noSuchSheet(let name): WorkbookPhrase.noSuchSheet.problem(field, ["sheet": .text(name)])
        case .noTable(let sheet): WorkbookPhrase.noTable.problem(field, ["sheet": .text(sheet)])
        case .notWritten: WorkbookPhrase.notWritten.problem(field)
        }
    }
}

/// What is said about files as a whole.
public enum WorkbookPhrase: String, PhraseKey {
    public static let area = "workbooks"

    case empty, wrongKind, misnamed, macros, encrypted, damaged, doctype
    case tooManyParts, tooLargeUnpacked, ratio, nestedArchive, unsafeName
    case tooManySheets, tooManyRows, tooManyColumns, tooManyMerges, cellTooLong
    case encodingUnclear, separatorUnclear, quoteNotClosed, noSuchSheet, noTable, notWritten
    case kindWorkbook, kindOldWorkbook, kindBinaryWorkbook, kindOpenDocument, kindWebPage, kindPDF, kindPicture, kindText, kindArchive, kindUnknown
}
