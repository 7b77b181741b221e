// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Returns
import Stores
import Wording
import Workbooks

/// A row of a file as the return that it would fill.
public struct ReturnFileLine: Sendable {
    public enum State: String, CaseIterable, Sendable {
        /// Would change the draft, or begin one.
        case new
        /// The draft says the same already.
        case known
        /// Something is wrong with it, or asked about.
        case open
    }

    public var sheet: Int
    public var row: Int
    public var site: SiteID?
    public var siteName: (english: String, local: String)?
    public var dataSet: String?
    public var period: Period?
    /// Figures and lines of waste in the row.
    public var figures: Int
    public var state: State
    /// The draft, where it was begun.
    public var made: ReturnID?
}

/// What a file would do, or did.
public struct ReturnFileReport: Sendable {
    public var columns: [ReturnFileColumn] = []
    public var questions: [ReturnFileQuestion] = []
    /// Row by row; doubts that a question covers are left out.
    public var faults: [FileFault] = []
    public var lines: [ReturnFileLine] = []
    /// Sheets without a table.
    public var asides: [String] = []
    /// Hidden sheets with a table that nobody has spoken about.
    public var hidden: [String] = []
    /// Data sets among which somebody must choose; empty where nothing is to be asked.
    public var dataSets: [String] = []
    /// Sites among which somebody must choose; empty where nothing is to be asked.
    public var sites: [Site] = []
    /// Figures marked as estimates without both ends; each is a doubt among ``faults`` too.
    public var estimates: [ReturnFileEstimateQuestion] = []
    /// The file names no period, and nobody has said one.
    public var asksPeriod = false
    public var isCut = false
    /// Drafts that were filled.
    public var returns: [ReturnID] = []

    public var rows: Int { lines.count }
    public var good: Int { lines.count { $0.state == .new } }
    public var known: Int { lines.count { $0.state == .known } }
    /// Columns about which somebody must say something.
    public var openColumns: [ReturnFileColumn] { columns.filter(\.isOpen) }

    /// All rows can be taken.
    public var isSound: Bool {
        openColumns.isEmpty && questions.isEmpty && faults.isEmpty && hidden.isEmpty && dataSets.isEmpty && sites.isEmpty && !asksPeriod && !isCut
    }

    /// Why the rest of a long file was not read; `nil` where all was.
    public var cut: Problem? { isCut ? ReturnFilePhrase.tooManyRows.problem("", ["most": .number(Int64(ReturnFileReading.rowsMost))]) : nil }
}

/// What is said about files of returns.
public enum ReturnFilePhrase: String, PhraseKey {
    public static let area = "returnfiles"
    /// Facts: `most`.
    case tooManyRows
    case siteMissing, periodMissing
    /// Facts: `site`.
    case siteUnknown
    /// Facts: `number`.
    case registrationUnknown
    /// Facts: `period`.
    case notOwed
    /// Facts: `period`, `state`.
    case alreadySent
    /// Facts: `period`.
    case rowTwice
    case fieldNotAsked
    case wastesNotAsked
    /// Facts: `count`.
    case notAll, nothingGood
    /// Facts: `cell`; of an offer also `low` and `high`, of a figure beside it also `figure`, in cubic metres.
    case estimateOpen, estimateOffered, estimateApart
}

/// Holds rows of a file against what is known: whose site, which return, what is wrong.
struct ReturnFileResolver {
    struct Entry {
        var line: Int
        var site: Site
        var owed: OwedPeriod?
        var made: SiteReturn?
        var set: DataSet
        var means: ReturnFilling
        var form: ReturnForm
    }

    let reading: Reading
    let actor: Actor
    let answers: ReturnFileAnswers
    /// In whose name a row without a number of its own is; the actor's own unless said.
    let organisation: OrganisationID?

    private let keepsEntries: Bool
    var report = ReturnFileReport()
    private(set) var entries: [Entry] = []
    private var firms: [String: [Site]] = [:]
    private var owed: [SiteID: [OwedPeriod]] = [:]
    /// Site, data set and period of each row that was met.
    private var seen: Set<String> = []
    /// Words of the file's columns and cells.
    private(set) var words: ColumnWords?

    /// - Parameter keepsEntries: keeps what would be filled; not where nothing is saved.
    init(reading: Reading, actor: Actor, answers: ReturnFileAnswers, organisation: OrganisationID?, keepsEntries: Bool) {
        self.reading = reading
        self.actor = actor
        self.answers = answers
        self.keepsEntries = keepsEntries
        self.organisation = organisation ?? actor.principal?.id
    }

    /// - Parameter rows: those of the file that are resolved; all of them unless said.
    mutating func resolve(_ file: ReturnFileReading, _ rows: [Int]? = nil) throws {
        words = file.words
        report.columns = file.columns
        report.questions = file.questions
        report.asides = file.asides
        report.hidden = file.hidden
        report.isCut = file.isCut
        // One question stands for all the cells that wait for it.
        let covered = Dictionary(grouping: file.questions, by: \.sheet).mapValues { Set($0.flatMap { question in question.doubts.map(\.address) }) }
        for row in rows?.map({ file.rows[$0] }) ?? file.rows {
            var faults = row.faults
            let line = try resolve(row, &faults)
            report.lines.append(line)
            report.faults += faults.filter { !($0.isDoubt && covered[row.sheet]?.contains($0.address) == true) }
        }
    }

    private mutating func resolve(_ row: ReturnFileRow, _ faults: inout [FileFault]) throws -> ReturnFileLine {
        var line = ReturnFileLine(sheet: row.sheet, row: row.number, figures: row.fields.count + row.wastes.count, state: .open)
        func add(_ problem: Problem, _ address: CellAddress?) { Self.add(problem, at: address ?? row.first, of: row, &faults) }
        func fault(_ address: CellAddress?, _ phrase: ReturnFilePhrase, _ facts: [String: Fact] = [:]) { add(phrase.problem("", facts), address) }
        line.period = try period(of: row, fault)
        guard let site = try site(of: row, fault) else { return line }
        line.site = site.id
        line.siteName = (site.nameEnglish, site.nameLocal)
        guard let period = line.period else { return line }
        guard let found = try set(for: site, period, row, fault) else { return line }
        line.dataSet = found.set.id
        line.made = found.made?.id
        let means: ReturnFilling
        do {
            means = try reading.filling(.fillReturn, at: site, found.made?.head, set: found.set, by: actor)
        } catch let refusal as PermissionRefusal {
            for problem in refusal.problems { add(problem, nil) }
            return line
        }
        if let made = found.made, !made.state.isOpen {
            fault(row.periodAddress, .alreadySent, ["period": .text(period.description), "state": made.state.phrase.fact])
            return line
        }
        guard seen.insert("\(site.id) \(found.set.id) \(period)").inserted else {
            fault(row.periodAddress, .rowTwice, ["period": .text(period.description)])
            return line
        }
        let head = found.made?.head ?? reading.head(of: site, found.set, period, due: found.owed?.due ?? period.last)
        let (form, isNew) = try form(of: row, head, found, &faults)
        guard faults.isEmpty else { return line }
        line.state = isNew ? .new : .known
        if isNew, keepsEntries {
            entries.append(
                Entry(line: report.lines.count, site: site, owed: found.owed, made: found.made, set: found.set, means: means, form: form))
        }
        return line
    }

    /// What is doubtful is not wrong besides.
    static func add(_ problem: Problem, at address: CellAddress, of row: ReturnFileRow, _ faults: inout [FileFault]) {
        guard !faults.contains(where: { $0.address == address }) else { return }
        faults.append(
            FileFault(
                sheet: row.sheet, address: address, problem: Problem(field: address.description, phrase: problem.phrase, facts: problem.facts), isDoubt: false))
    }

    // MARK: Which return

    private mutating func period(of row: ReturnFileRow, _ fault: (CellAddress?, ReturnFilePhrase, [String: Fact]) -> Void) throws -> Period? {
        if let period = row.period { return period }
        if row.periodAddress != nil { return nil }
        if report.columns.contains(where: { $0.sheet == row.sheet && $0.holds == .period }) {
            fault(nil, .periodMissing, [:])
        } else if let said = answers.period.flatMap({ Period(text: $0) }), PeriodKind(said) != nil {
            return said
        } else {
            report.asksPeriod = true
        }
        return nil
    }

    private mutating func site(of row: ReturnFileRow, _ fault: (CellAddress?, ReturnFilePhrase, [String: Fact]) -> Void) throws -> Site? {
        let sites = try sites(of: row.registration?.text)
        if sites.isEmpty, let number = row.registration {
            fault(number.address, .registrationUnknown, ["number": .text(String(number.text.prefix(40)))])
            return nil
        }
        if let asked = row.site {
            let key = TextFolding.fold(asked.text)
            let found = sites.filter { $0.id.description == asked.text || TextFolding.fold($0.nameEnglish) == key || TextFolding.fold($0.nameLocal) == key }
            if found.count == 1 { return found[0] }
            fault(asked.address, .siteUnknown, ["site": .text(String(asked.text.prefix(80)))])
            return nil
        }
        if sites.count == 1 { return sites[0] }
        if let said = answers.site, let found = sites.first(where: { $0.id == said }) { return found }
        if row.registration == nil, !sites.isEmpty { report.sites = sites } else { fault(nil, .siteMissing, [:]) }
        return nil
    }

    /// Sites of a firm whose returns the actor may fill in; of the actor's own where no number is given.
    private mutating func sites(of registration: String?) throws -> [Site] {
        let key = registration ?? ""
        if let known = firms[key] { return known }
        let firm =
            try registration.map { try reading.registry.organisation(registrationNumber: RegistrationNumber.normalised($0))?.id } ?? organisation
        let sites = try firm.map { try reading.registry.sites(of: $0) } ?? []
        let own = sites.filter { (try? reading.filling(.fillReturn, at: $0, by: actor)) != nil }
        firms[key] = own
        return own
    }

    private mutating func set(
        for site: Site, _ period: Period, _ row: ReturnFileRow, _ fault: (CellAddress?, ReturnFilePhrase, [String: Fact]) -> Void
    ) throws -> (set: DataSet, owed: OwedPeriod?, made: SiteReturn?)? {
        if owed[site.id] == nil { owed[site.id] = try reading.owed(by: site, on: reading.platform.today) }
        let here = (owed[site.id] ?? []).filter { $0.period == period && (answers.dataSet == nil || $0.dataSet.id == answers.dataSet) }
        if here.count > 1 {
            report.dataSets = Array(Set(report.dataSets + here.map(\.dataSet.id))).sorted()
            return nil
        }
        if let one = here.first {
            return (one.dataSet, one, try reading.returns.siteReturn(site: site.id, dataSet: one.dataSet.id, period: period))
        }
        // One that was begun while it was owed is filled in all the same.
        if let id = answers.dataSet, let made = try reading.returns.siteReturn(site: site.id, dataSet: id, period: period),
            let set = reading.platform.dataSets.set(id, version: made.head.dataSetVersion)
        {
            return (set, nil, made)
        }
        fault(row.periodAddress, .notOwed, ["period": .text(period.description)])
        return nil
    }

    // MARK: What it says

    /// The row as a form over the draft, and whether it says anything that the draft does not.
    private mutating func form(
        of row: ReturnFileRow, _ head: ReturnHead, _ found: (set: DataSet, owed: OwedPeriod?, made: SiteReturn?), _ faults: inout [FileFault]
    ) throws -> (ReturnForm, isNew: Bool) {
        func add(_ problem: Problem, _ address: CellAddress?) { Self.add(problem, at: address ?? row.first, of: row, &faults) }
        let asked = found.set.fields(for: head.isic)
        var form = ReturnForm()
        var places: [String: CellAddress] = [:]
        var unasked: [CellAddress] = row.fields.filter { id, _ in !asked.contains { $0.id == id } }.map(\.value.address)
        let units = reading.platform.lists.units.edition(on: reading.platform.today)
        let before = found.made?.answers ?? ReturnAnswers()
        // Ends that were answered are in the unit of the row's figure.
        let isEndAnswered = if case .ends? = row.estimate.basis?.answer { true } else { false }
        for field in asked {
            guard let figure = row.fields[field.id] else { continue }
            var answer = ReturnForm.Answer()
            answer.kind = figure.kind
            (answer.number, answer.unit) =
                isEndAnswered && field.hasEstimate ? (figure.number, figure.unit) : figure.kept(as: before[field.id]?.value.figure, units)
            form.answers[field.id] = answer
            places[field.id] = figure.address
        }
        let prefill = try reading.prefill(for: head, found.set)
        let known = found.made?.answers ?? prefill.answers(found.set, isic: head.isic)
        let shown = prefill.refreshing(known, found.set, isic: head.isic)
        if found.set.wastes == .none {
            if let first = row.wastes.first { add(ReturnFilePhrase.wastesNotAsked.problem(), first.figure.address) }
        } else if !row.wastes.isEmpty {
            form.wastes = lines(of: row, over: shown, &places)
        }
        let draft = Draft(answers: shown, set: found.set, isic: head.isic)
        if let field = found.set.estimatedField(for: head.isic) {
            estimate(of: row, field, draft, &form, &places, &faults)
        } else {
            unasked += row.estimate.addresses
        }
        unasked.sort()
        for address in unasked { add(ReturnFilePhrase.fieldNotAsked.problem(), address) }
        do {
            let after = try read(form, over: draft)
            // A draft that is not there yet is new even where it would say nothing else than what is known.
            return (form, found.made == nil || after.differences(from: known) > 0)
        } catch let problems as Problems {
            for problem in problems.problems { add(problem, places[problem.field]) }
            return (form, false)
        }
    }

    /// All lines of waste: those that the draft has, and the row's in their place or behind them.
    private func lines(of row: ReturnFileRow, over shown: ReturnAnswers, _ places: inout [String: CellAddress]) -> [ReturnForm.Waste] {
        let units = reading.platform.lists.units.edition(on: reading.platform.today)
        var lines = shown.wastes.map(ReturnForm.Waste.init)
        for (column, figure) in row.wastes {
            guard case .waste(let code, let way) = column else { continue }
            var typed = ReturnForm.Waste()
            typed.waste = code.text
            typed.destination = way.rawValue
            let place = lines.firstIndex { $0.waste == typed.waste && $0.destination == typed.destination && $0.site.isEmpty }
            let known = shown.wastes.first { $0.waste == code && $0.destination == way && $0.site == nil }
            (typed.number, typed.unit) = figure.kept(as: known?.figure, units)
            if let place { lines[place] = typed } else { lines.append(typed) }
            let at = place ?? lines.count - 1
            for name in ["waste", "mass", "destination"] { places["\(name)\(at)"] = figure.address }
        }
        return lines
    }
}

extension Reading {
    /// The head of a return that is about to be begun.
    func head(of site: Site, _ set: DataSet, _ period: Period, due: CalendarDate) -> ReturnHead {
        let attributes = site.attributes(on: period.last)
        return ReturnHead(
            site: site.id, organisation: site.organisation, province: attributes.province, isic: attributes.isic, dataSet: set.id,
            dataSetVersion: set.version, period: period, due: due)
    }
}
