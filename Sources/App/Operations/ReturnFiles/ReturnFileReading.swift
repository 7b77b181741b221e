// SPDX-License-Identifier: Apache-2.0

import Domain
import Returns
import Wording
import Workbooks

/// One row of a file, read as far as it can be.
struct ReturnFileRow: Sendable {
    struct Figure: Sendable {
        var kind: ReturnForm.Kind
        /// As a form is filled with it.
        var number: String
        var unit: String
        var address: CellAddress
    }

    var sheet: Int
    var number: Int
    var first: CellAddress
    var site: (text: String, address: CellAddress)?
    var registration: (text: String, address: CellAddress)?
    var period: Period?
    var periodAddress: CellAddress?
    var fields: [String: Figure] = [:]
    var wastes: [(column: ReturnColumn, figure: Figure)] = []
    /// What stands beside the figure that may be estimated.
    var estimate = ReturnFileEstimate()
    var faults: [FileFault] = []

    var isBlank: Bool { fields.isEmpty && wastes.isEmpty && estimate.isBlank && !faults.contains { $0.isDoubt } }
}

/// A file as rows of figures: what its columns hold, its rows, and what must be asked.
struct ReturnFileReading: Sendable {
    /// Most rows of figures that are taken from one file: a year of months of 1,600 sites.
    static let rowsMost = 20_000

    var columns: [ReturnFileColumn] = []
    var rows: [ReturnFileRow] = []
    var questions: [ReturnFileQuestion] = []
    /// Sheets without a table, by name.
    var asides: [String] = []
    /// Hidden sheets with a table of which nobody has said that they count.
    var hidden: [String] = []
    /// More rows follow than are taken.
    var isCut = false

    let words: ColumnWords
    private let fields: [String: DataField]
    private let answers: ReturnFileAnswers

    /// - Parameter fields: every figure that is asked for; of several with one name the first counts.
    /// - Throws: ``WorkbookRefusal`` when the file cannot be read at all, or no sheet holds a table.
    init(_ bytes: [UInt8], named name: String, _ answers: ReturnFileAnswers, fields: [DataField], words: ColumnWords) throws {
        self.words = words
        self.answers = answers
        self.fields = Dictionary(fields.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let file = try WorkbookFile(.memory(bytes), named: name, text: answers.text)
        var refusal: WorkbookRefusal?
        for (place, sheet) in file.sheets.enumerated() {
            do {
                let shape = try TableShape(in: file, sheet: place)
                if sheet.visibility != .visible, !answers.hiddenSheets.contains(sheet.name) {
                    hidden.append(sheet.name)
                } else if !isCut {
                    try read(shape, of: file)
                }
            } catch let none as WorkbookRefusal {
                guard case .noTable = none else { throw none }
                refusal = refusal ?? none
                asides.append(sheet.name)
            }
        }
        if columns.isEmpty, hidden.isEmpty, let refusal { throw refusal }
    }

    // MARK: Columns

    private mutating func read(_ shape: TableShape, of file: WorkbookFile) throws {
        var shape = shape
        var own: [Int: ReturnFileColumn] = [:]
        var seen: [String: Int] = [:]
        let hidden = Set(shape.doubts.filter { $0.reason == .hidden }.map(\.address.column))
        for (place, found) in shape.columns.enumerated() {
            let print = found.heading.fingerprint
            seen[print, default: 0] += 1
            let key = seen[print] == 1 ? print : "\(print) #\(seen[print] ?? 0)"
            // A column without heading holds remarks.
            guard !found.heading.name.isEmpty else { continue }
            var column = ReturnFileColumn(
                key: key, sheet: shape.sheet, address: CellAddress(row: shape.headingRows.upperBound, column: found.column),
                heading: found.heading.storeys.filter { !$0.isEmpty }.joined(separator: " / "), unitWritten: found.heading.unitWritten)
            // A hidden column and the second one with a heading are asked about.
            let mayTell = seen[print] == 1 && !hidden.contains(found.column)
            settle(&column, found.heading, mayTell: mayTell)
            if let holds = column.holds, holds != .leftOut, own.values.contains(where: { $0.holds == holds }) { column.holds = nil }
            switch column.holds {
            case .field?, .waste?, .estimate(.low)?, .estimate(.high)?: shape.columns[place].kind = .number
            case .site?, .registration?, .estimate(.basis)?: shape.columns[place].kind = .text
            case .period? where found.kind == .day: shape.columns[place].kind = .month
            default: break
            }
            own[found.column] = column
        }
        columns += own.sorted { $0.key < $1.key }.map(\.value)
        try readRows(shape, of: file, own)
    }

    /// What the person said, else what the heading says.
    private func settle(_ column: inout ReturnFileColumn, _ heading: ColumnHeading, mayTell: Bool) {
        let known = Set(fields.keys)
        let said = answers.columns[column.key].flatMap { ReturnColumn(text: $0, fields: known) }
        column.holds = said ?? (mayTell ? words.column(heading: heading.name) : nil)
        let choices: [String] =
            switch column.holds {
            case .field(let id)?: fields[id]?.units ?? []
            case .waste?: ["kg", "t"]
            case .estimate(.low)?, .estimate(.high)?: fields.values.filter(\.hasEstimate).min { $0.id < $1.id }?.units ?? []
            default: []
            }
        guard !choices.isEmpty else { return }
        // A heading with another unit than the figure can have is about something else.
        if let unit = heading.unit, !choices.contains(unit), said == nil {
            column.holds = nil
            return
        }
        column.unit = [answers.units[column.key], heading.unit].compactMap { $0 }.first(where: choices.contains)
        if column.unit == nil { column.unitChoices = choices }
    }

    // MARK: Rows

    private mutating func readRows(_ shape: TableShape, of file: WorkbookFile, _ own: [Int: ReturnFileColumn]) throws {
        var given = TableAnswers()
        for found in shape.columns {
            guard let column = own[found.column], let habits = answers.habits[column.key] else { continue }
            given.columns[found.heading.fingerprint] = habits
        }
        for (place, text) in answers.cells {
            let parts = place.split(separator: "!")
            guard parts.count == 2, Int(parts[0]) == shape.sheet + 1, let address = CellAddress(parts[1]) else { continue }
            given.cells[address] = .text(text)
        }
        let reader = try TableReader(shape, of: file, answers: given)
        var asked: [String: ReturnFileQuestion] = [:]
        var order: [String] = []
        while let row = try reader.next() {
            guard row.kind == .data, answers.cells[ReturnFileAnswers.place(shape.sheet, row: row.number)] != ReturnFileAnswers.skip else { continue }
            let made = read(row, shape.sheet, own) { kind, column, doubt in
                let key = "\(column.key) \(kind.rawValue)"
                if asked[key] == nil {
                    asked[key] = ReturnFileQuestion(kind: kind, key: column.key, heading: column.heading, sheet: shape.sheet, doubts: [])
                    order.append(key)
                }
                asked[key]?.doubts.append(doubt)
            }
            guard !made.isBlank else { continue }
            if rows.count == Self.rowsMost {
                isCut = true
                break
            }
            rows.append(made)
        }
        questions += order.compactMap { asked[$0] }
    }

    private func read(
        _ row: FoundRow, _ sheet: Int, _ own: [Int: ReturnFileColumn], _ ask: (ReturnFileQuestion.Kind, ReturnFileColumn, Doubt) -> Void
    ) -> ReturnFileRow {
        var made = ReturnFileRow(sheet: sheet, number: row.number, first: row.cells.first?.address ?? CellAddress(row: row.number, column: 1))
        let isUsed = answers.cells[ReturnFileAnswers.place(sheet, row: row.number)] == ReturnFileAnswers.use
        var doubts = row.doubts.filter { doubt in
            switch doubt.reason {
            // Of the whole row, wherever its first cell is.
            case .unlabelledRow: return !isUsed
            case .hidden: return !isUsed
            default: return own[doubt.address.column].map { $0.holds != nil && $0.holds != .leftOut } ?? false
            }
        }
        for cell in row.cells {
            guard let column = own[cell.address.column], let holds = column.holds else { continue }
            switch holds {
            case .leftOut: continue
            case .site: made.site = text(cell).map { ($0, cell.address) }
            case .registration: made.registration = text(cell).map { ($0, cell.address) }
            case .period:
                made.periodAddress = cell.address
                made.period = period(cell, &doubts)
            case .field(let id):
                if let figure = figure(cell, column, &doubts) { made.fields[id] = figure }
            case .estimate(.basis):
                made.estimate.basis = text(cell).map { text in
                    let answer = answers.cells[ReturnFileAnswers.place(sheet, cell.address)].flatMap { ReturnFileEstimateAnswer(text: $0) }
                    return ReturnFileEstimate.Basis(text: answer == nil ? text : cell.found, answer: answer, address: cell.address)
                }
            case .estimate(let end):
                guard let figure = figure(cell, column, &doubts) else { continue }
                if figure.kind == .figure {
                    made.estimate.ends[end] = figure
                } else {
                    doubts.append(Doubt(address: cell.address, reason: .unreadableNumber, found: cell.found))
                }
            case .waste:
                if let figure = figure(cell, column, &doubts), figure.kind == .figure { made.wastes.append((holds, figure)) }
            }
        }
        for doubt in doubts {
            let kinds: [Doubt.Reason: ReturnFileQuestion.Kind] = [.ambiguousNumber: .separator, .dash: .dash, .ambiguousDate: .dayOrder]
            if let kind = kinds[doubt.reason], doubt.readings.count == 2, let column = own[doubt.address.column] { ask(kind, column, doubt) }
            made.faults.append(FileFault(sheet: sheet, address: doubt.address, problem: doubt.problem, isDoubt: true))
        }
        return made
    }

    private func text(_ cell: FoundCell) -> String? {
        let text: String =
            switch cell.value {
            case .text(let text): text
            case .number(let number): number.number.description
            default: cell.found
            }
        return text.isEmpty ? nil : text
    }

    private func period(_ cell: FoundCell, _ doubts: inout [Doubt]) -> Period? {
        func doubt(_ reason: Doubt.Reason, _ readings: [String] = []) -> Period? {
            doubts.append(Doubt(address: cell.address, reason: reason, found: cell.found, readings: readings))
            return nil
        }
        switch cell.value {
        case .month(let month): return .month(month)
        case .day(let day): return doubt(.unreadableDate, [day.month.description])
        case .number(let number):
            let text = number.number.description
            return text.count == 4 && (1990...2100).contains(Int(text) ?? 0) ? Period(text: text) : doubt(.unreadableDate)
        case .text(let text):
            if let period = Period(text: text.uppercased()) {
                if case .day(let day) = period { return doubt(.unreadableDate, [day.month.description]) }
                return period
            }
            switch DateReading(text) {
            case .month(let month): return .month(month)
            case .day(let day): return doubt(.unreadableDate, [day.month.description])
            case .ambiguous(let readings, let reason): return doubt(reason, readings)
            case .monthWithoutYear: return doubt(.missingYear)
            case .unreadable: return doubt(.unreadableDate)
            }
        case .blank, .notMeasured, .doubtful: return nil
        }
    }

    /// A figure, or the word that stands in its place; `nil` for a blank cell and for what is asked about.
    private func figure(_ cell: FoundCell, _ column: ReturnFileColumn, _ doubts: inout [Doubt]) -> ReturnFileRow.Figure? {
        func made(_ kind: ReturnForm.Kind, _ number: String = "") -> ReturnFileRow.Figure {
            ReturnFileRow.Figure(kind: kind, number: number, unit: column.unit ?? "", address: cell.address)
        }
        switch cell.value {
        case .number(let number): return made(.figure, number.number.typed)
        case .notMeasured: return made(.unknown)
        case .text(let text): return figure(text, cell, &doubts, made)
        case .doubtful:
            // A word for nothing, or for not known, is an answer.
            guard let kind = words.answer(cell.found) else { return nil }
            doubts.removeAll { $0.address == cell.address && $0.reason == .unreadableNumber }
            return made(kind)
        case .blank, .day, .month: return nil
        }
    }

    private func figure(
        _ text: String, _ cell: FoundCell, _ doubts: inout [Doubt], _ made: (ReturnForm.Kind, String) -> ReturnFileRow.Figure
    ) -> ReturnFileRow.Figure? {
        if let kind = words.answer(text) ?? ReturnForm.Kind(rawValue: text), kind != .figure { return made(kind, "") }
        switch NumberReading(text) {
        case .number(let number): return made(.figure, number.typed)
        case .nothing: return nil
        case .ambiguous(let readings):
            doubts.append(Doubt(address: cell.address, reason: .ambiguousNumber, found: text, readings: readings.map(\.description)))
        case .unreadable: doubts.append(Doubt(address: cell.address, reason: .unreadableNumber, found: text))
        }
        return nil
    }
}
