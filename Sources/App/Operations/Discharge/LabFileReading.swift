// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Workbooks

/// What somebody answered about a laboratory's file. Remembered but for single cells, so that next month asks less.
public struct LabFileAnswers: FileAnswers {
    public static let kind = SentFileKind.results

    /// What the separator of `135,794` does; `nil` while it was not said.
    public var separator: ColumnHabits.Separator?
    /// Whether the day stands first in `04/02/2026`.
    public var isDayFirst: Bool?
    /// Heading's fingerprint by the name of a ``ResultColumn``; blank for a column that the file does not have.
    public var columns: [String: String] = [:]
    /// What a cell says, by its address, as typed.
    public var cells: [String: String] = [:]
    public var text = TextReading()
    /// Outlets that a firm does not have yet are added to its one site, and nobody has stated where they lead.
    public var makesOutlets = false

    public init() {}

    /// `decimals` or `groups`; `nil` for anything else.
    public static func separator(named name: String) -> ColumnHabits.Separator? { ColumnHabits.Separator(rawValue: name) }

    /// The same without what belongs to one file.
    public var remembered: LabFileAnswers {
        var kept = self
        kept.cells = [:]
        kept.text = TextReading()
        kept.makesOutlets = false
        return kept
    }
}

/// Something that is asked once for many cells.
public struct LabQuestion: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case separator, dayOrder }
    public var kind: Kind
    /// How many cells wait for the answer.
    public var count: Int
    /// The first of them: where, what stands there, how it may be read.
    public var example: Doubt
}

/// One row of a file, read as far as it can be.
struct LabRow: Sendable {
    var number: Int
    var registration: String?
    var outlet: String?
    var draft: ResultDraft
    /// Where each field stands.
    var addresses: [String: CellAddress]
    var faults: [FileFault]
    var first: CellAddress
}

/// A laboratory's file as a table of results: its columns, what must be asked, and its rows, which are read anew each time and never all held at once.
struct LabFileReading: Sendable {
    /// Most rows of results that are taken from one file.
    static let rowsMost = 100_000

    private let bytes: [UInt8]
    private let name: String
    private let answers: LabFileAnswers
    private(set) var headings: [(column: Int, heading: ColumnHeading)]
    private(set) var columns: [ResultColumn: Int]
    private(set) var missing: [ResultColumn]
    private(set) var rows = 0
    private(set) var questions: [LabQuestion] = []
    /// More rows follow than are taken.
    private(set) var isCut = false
    /// First day on which anything was sampled.
    private(set) var earliest: CalendarDate?

    /// - Throws: ``WorkbookRefusal`` when the file cannot be read at all.
    init(_ bytes: [UInt8], named name: String, _ answers: LabFileAnswers) throws {
        self.bytes = bytes
        self.name = name
        self.answers = answers
        let file = try Self.open(bytes, named: name, answers)
        let shape = try TableShape(in: file, sheet: 0)
        headings = shape.columns.map { ($0.column, $0.heading) }
        columns = Self.columns(of: shape, answers)
        missing = ResultColumn.needed.filter { [columns] in columns[$0] == nil }
        guard missing.isEmpty else { return }
        let all = try Rows(self, of: file, shape)
        while let row = try all.next() {
            rows += 1
            if let day = row.draft.sampledOn { earliest = min(earliest ?? day, day) }
        }
        questions = all.questions
        isCut = all.isCut
    }

    /// The rows from the first on; none where a column is missing.
    func open() throws -> Rows {
        let file = try Self.open(bytes, named: name, answers)
        return try Rows(self, of: file, try TableShape(in: file, sheet: 0))
    }

    /// Rows one after another. Used by one thread at a time.
    final class Rows {
        private let reading: LabFileReading
        private let reader: TableReader
        private var count = 0
        private var asked: [LabQuestion.Kind: LabQuestion] = [:]
        fileprivate private(set) var isCut = false
        fileprivate var questions: [LabQuestion] { [.separator, .dayOrder].compactMap { asked[$0] } }

        fileprivate init(_ reading: LabFileReading, of file: WorkbookFile, _ shape: TableShape) throws {
            self.reading = reading
            let answers = reading.answers
            let habits = ColumnHabits(separator: answers.separator, isDayFirst: answers.isDayFirst)
            var given = TableAnswers(columns: Dictionary(shape.columns.map { ($0.heading.fingerprint, habits) }, uniquingKeysWith: { first, _ in first }))
            for (address, text) in answers.cells { if let address = CellAddress(address) { given.cells[address] = .text(text) } }
            reader = try TableReader(shape, of: file, answers: given)
        }

        /// - Throws: ``WorkbookRefusal``
        func next() throws -> LabRow? {
            guard reading.missing.isEmpty, !isCut else { return nil }
            while let row = try reader.next() {
                guard row.kind == .data else { continue }
                if count == LabFileReading.rowsMost {
                    isCut = true
                    return nil
                }
                count += 1
                return reading.read(row, reading.answers, &asked)
            }
            return nil
        }
    }

    static func open(_ bytes: [UInt8], named name: String, _ answers: LabFileAnswers) throws -> WorkbookFile {
        try WorkbookFile(.memory(bytes), named: name, text: answers.text)
    }

    /// What was said of a heading, else what the heading itself says.
    private static func columns(of shape: TableShape, _ answers: LabFileAnswers) -> [ResultColumn: Int] {
        var found: [ResultColumn: Int] = [:]
        for column in ResultColumn.allCases {
            if let print = answers.columns[column.rawValue] {
                if let place = shape.columns.first(where: { $0.heading.fingerprint == print })?.column { found[column] = place }
                // A column that was said and is not there is looked for by its name.
                if found[column] != nil || print.isEmpty { continue }
            }
            let taken = Set(found.values)
            found[column] = shape.columns.first { !taken.contains($0.column) && ResultColumn(heading: $0.heading.name) == column }?.column
        }
        return found
    }

    private func read(_ row: FoundRow, _ answers: LabFileAnswers, _ asked: inout [LabQuestion.Kind: LabQuestion]) -> LabRow {
        let cells = Dictionary(row.cells.map { ($0.address.column, $0) }, uniquingKeysWith: { first, _ in first })
        let first = row.cells.first?.address ?? CellAddress(row: row.number, column: 1)
        var made = LabRow(number: row.number, draft: ResultDraft(), addresses: [:], faults: [], first: first)
        for (column, place) in columns { made.addresses[column.field] = CellAddress(row: row.number, column: place) }
        let used = Set(columns.values)
        var doubts = row.doubts.filter { used.contains($0.address.column) }
        func cell(_ column: ResultColumn) -> FoundCell? { columns[column].flatMap { cells[$0] } }
        func text(_ column: ResultColumn) -> String { cell(column).map { Self.text($0.value, $0.found) } ?? "" }

        made.registration = columns[.registration] == nil ? nil : text(.registration)
        made.outlet = columns[.outlet] == nil ? nil : text(.outlet)
        made.draft.parameter = text(.parameter)
        made.draft.sign = text(.sign)
        made.draft.unit = columns[.unit] == nil ? unitOfHeading ?? "" : text(.unit)
        made.draft.laboratory = text(.laboratory)
        made.draft.method = text(.method)
        made.draft.sample = text(.sample)
        made.draft.sampledOn = Self.day(cell(.sampledOn), answers, &doubts)
        made.draft.reportedOn = Self.day(cell(.reportedOn), answers, &doubts)
        var sign = ""
        made.draft.value = Self.number(cell(.value), answers, &doubts, &sign)
        if !sign.isEmpty, made.draft.sign.isEmpty || made.draft.sign == "=" { made.draft.sign = sign }
        var unsigned = ""
        made.draft.detection = Self.number(cell(.detection), answers, &doubts, &unsigned)
        for doubt in doubts {
            let kind: LabQuestion.Kind? = doubt.reason == .ambiguousNumber ? .separator : doubt.reason == .ambiguousDate ? .dayOrder : nil
            if let kind {
                asked[kind, default: LabQuestion(kind: kind, count: 0, example: doubt)].count += 1
            }
            made.faults.append(FileFault(address: doubt.address, problem: doubt.problem, isDoubt: true))
        }
        return made
    }

    /// `Result (mg/L)` names the unit of all its cells.
    private var unitOfHeading: String? {
        columns[.value].flatMap { place in headings.first { $0.column == place }?.heading.unitWritten }
    }

    private static func text(_ value: CellValue, _ found: String) -> String {
        switch value {
        case .text(let text): text
        case .number(let number): number.number.description
        case .day(let day): day.description
        case .month(let month): month.description
        case .blank, .notMeasured: ""
        case .doubtful: found
        }
    }

    private static func day(_ cell: FoundCell?, _ answers: LabFileAnswers, _ doubts: inout [Doubt]) -> CalendarDate? {
        guard let cell else { return nil }
        switch cell.value {
        case .day(let day): return day
        case .text(let text):
            switch DateReading(text) {
            case .day(let day): return day
            case .ambiguous(let readings, .ambiguousDate) where readings.count == 2 && answers.isDayFirst != nil:
                return CalendarDate(iso: readings[answers.isDayFirst == true ? 0 : 1])
            case .ambiguous(let readings, let reason): doubts.append(Doubt(address: cell.address, reason: reason, found: text, readings: readings))
            default: doubts.append(Doubt(address: cell.address, reason: .unreadableDate, found: text))
            }
        default: break
        }
        return nil
    }

    /// A number with or without a sign in front; what reads in two ways is asked about, also behind a sign.
    private static func number(_ cell: FoundCell?, _ answers: LabFileAnswers, _ doubts: inout [Doubt], _ sign: inout String) -> ExactDecimal? {
        guard let cell else { return nil }
        if case .number(let number) = cell.value { return number.number }
        let isText = if case .text = cell.value { true } else { false }
        guard isText || cell.value == .doubtful else { return nil }
        let parted = ResultDraft.parted(isText ? text(cell.value, cell.found) : cell.found)
        // What the reader doubts and no sign explains stays its doubt.
        guard parted != nil || isText else { return nil }
        let rest = parted?.rest ?? text(cell.value, cell.found)
        if let parted {
            guard doubts.allSatisfy({ $0.address != cell.address || $0.reason == .unreadableNumber || $0.reason == .dash }) else { return nil }
            sign = parted.sign
            doubts.removeAll { $0.address == cell.address }
        }
        switch NumberReading(rest) {
        case .number(let number): return number
        case .nothing: return nil
        case .ambiguous(let readings):
            if let separator = answers.separator, readings.count == 2 { return readings[separator == .groups ? 0 : 1] }
            doubts.append(Doubt(address: cell.address, reason: .ambiguousNumber, found: cell.found, readings: readings.map(\.description)))
        case .unreadable: doubts.append(Doubt(address: cell.address, reason: .unreadableNumber, found: cell.found))
        }
        return nil
    }
}
