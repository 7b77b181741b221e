// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Ledger

/// Works out what the answers of a return book, by rules alone: the same answers and facts give the same bookings at every time.
public struct ReturnBooker: Sendable {
    let rules: BookRules
    let dataSet: DataSet
    let isic: String

    public init(_ dataSet: DataSet, isic: String, rules: BookRules = .shipped) {
        self.dataSet = dataSet
        self.isic = isic
        self.rules = rules
    }

    /// Plants and carriers hold the waste of others in lots: a total cannot tell which lot it means, so their stock is compared and not booked.
    public var comparesStock: Bool { dataSet.wastes == .received || dataSet.plant == "haulier" }

    /// - Parameter filing: number of the version that is booked.
    /// - Throws: ``BookingError`` with everything that cannot be booked at once.
    public func booking(of answers: ReturnAnswers, filing: Int, _ facts: BookingFacts) throws(BookingError) -> ReturnBooking {
        var sheet = Sheet(facts: facts)
        let fields = dataSet.fields(for: isic)
        // What goes into a store comes before what is taken out of it, whatever the order on the form.
        for field in fields where rules.rows[field.id]?.rule != .stock {
            guard let row = rules.rows[field.id], let figure = answers[field.id]?.value.figure else { continue }
            book(figure.whole, field, row, &sheet)
        }
        for line in answers.wastes { book(line, &sheet) }
        for field in fields where rules.rows[field.id]?.rule == .stock {
            guard let figure = answers[field.id]?.value.figure else { continue }
            bookStock(figure.whole, field, &sheet)
        }
        for i in sheet.lines.indices {
            if case .field(let field) = sheet.lines[i].subject { sheet.lines[i].estimate = answers[field]?.estimate }
        }
        checkStores(fields, answers, &sheet)
        guard sheet.refusals.isEmpty else { throw BookingError(refusals: sheet.refusals) }
        return ReturnBooking(filing: filing, facts: facts, lines: sheet.lines, flows: sheet.merged)
    }

    // MARK: Figures

    private func book(_ stated: Int64, _ field: DataField, _ row: BookRules.Row, _ sheet: inout Sheet) {
        let facts = sheet.facts
        let material = row.material ?? .uncodedWaste
        let shorter = facts.shorter.filter { $0.field == field.id }.reduce(Int64(0)) { $0 + $1.amount }
        switch row.rule {
        case .flow:
            guard case .flow(let from, let to)? = field.meaning, let from = Compartment(name: from), let to = Compartment(name: to) else { return }
            // What both ends of a pipe agreed on is booked by the pipe's month; of the rest no works is known.
            let piped = to == .sewer && material == .wastewater ? facts.pipedOut ?? 0 : 0
            let beyond = piped == 0 ? stated - shorter : max(stated - shorter - piped, -max(0, shorter))
            sheet.move(beyond, material, from, to)
            sheet.line(field, row.rule, material, stated, known: shorter + piped == 0 ? nil : shorter + piped, booked: beyond)
        case .left:
            sheet.leaves(stated - shorter, to: .unknown)
            sheet.line(field, row.rule, material, stated, known: shorter == 0 ? nil : shorter, booked: stated - shorter)
        case .beyondNotes:
            let known = facts.sent + shorter
            let beyond = max(0, stated - known)
            sheet.leaves(beyond, to: .unknown)
            sheet.line(field, row.rule, material, stated, known: known, booked: beyond)
        case .residue:
            let known = facts.generated.filter { made in row.codes.contains { made.waste.text.hasPrefix($0) } }.reduce(Int64(0)) { $0 + $1.amount }
            // What left under notes beyond what the plant made this month is what stood there from months before.
            let beyond = max(stated - known - shorter, -max(0, facts.uncoded + sheet.uncodedChange))
            sheet.fillUncoded(beyond)
            sheet.line(field, row.rule, material, stated, known: known + shorter, booked: beyond)
        case .inflow:
            let beyond = max(0, stated - facts.piped)
            sheet.move(beyond, material, .supply, .held)
            sheet.heldWater += beyond
            sheet.line(field, row.rule, material, stated, known: facts.piped, booked: beyond)
        case .outflow:
            let there = max(0, facts.heldWater + sheet.heldWater)
            sheet.move(min(stated, there), material, .held, .water)
            // More came out than was measured going in, or less: evaporation, rain, two meters.
            sheet.move(max(0, stated - there), material, .difference, .water)
            sheet.move(max(0, there - stated), material, .held, .difference)
            sheet.line(field, row.rule, material, stated, known: there, booked: stated)
        case .received: sheet.line(field, row.rule, material, stated, known: facts.received, booked: 0)
        case .sent: sheet.line(field, row.rule, material, stated, known: facts.sent, booked: 0)
        case .carried: sheet.line(field, row.rule, material, stated, known: facts.carried, booked: 0)
        case .stock: break
        }
    }

    private func book(_ answer: WasteAnswer, _ sheet: inout Sheet) {
        let material = Material.waste(answer.waste)
        let stated = answer.figure.whole
        let known = sheet.facts.notes.filter { $0.key == answer.key }.reduce(Int64(0)) { $0 + $1.amount }
        guard let target = rules.ways[answer.destination], let lot = sheet.facts.lots.first(where: { $0.key == answer.key })?.lot else {
            sheet.lines.append(
                BookedLine(
                    subject: .waste(answer.key), rule: answer.destination == .received ? .received : .sent, material: material, stated: stated, known: known,
                    booked: 0))
            return
        }
        // What a note shows already, such as a sale, is booked by the note.
        let beyond = max(0, stated - known)
        let site = sheet.facts.site
        let store = Account(site, .store, material, lot: lot)
        sheet.add(beyond, from: Account(site, .process, material), to: store, because: .reported)
        let end = target == .process || target == .supply ? Account(site, target, material) : Account(site, target, material, lot: lot)
        sheet.add(beyond, from: store, to: end, because: .leftWithoutNote)
        sheet.lines.append(
            BookedLine(
                subject: .waste(answer.key), rule: .left, material: material, stated: stated, known: known == 0 ? nil : known, booked: beyond))
    }

    /// Generated is what left and what is there more than at the end of the period before.
    private func bookStock(_ stated: Int64, _ field: DataField, _ sheet: inout Sheet) {
        let facts = sheet.facts
        let uncoded = facts.uncoded + sheet.uncodedChange
        let known = facts.coded + uncoded
        if comparesStock { return sheet.line(field, .stock, .uncodedWaste, stated, known: known, booked: 0) }
        // A total does not tell which of the wastes with codes is gone; what is missing of those is shown until each is counted.
        let change = max(stated - known, -max(0, uncoded))
        sheet.fillUncoded(change)
        sheet.line(field, .stock, .uncodedWaste, stated, known: known, booked: change)
    }

    /// Goods in store never fall below zero either.
    private func checkStores(_ fields: [DataField], _ answers: ReturnAnswers, _ sheet: inout Sheet) {
        for field in fields {
            guard let row = rules.rows[field.id], row.rule == .flow, let material = row.material, case .flow("store", _)? = field.meaning,
                let stated = answers[field.id]?.value.figure?.whole
            else { continue }
            let left =
                sheet.facts.leachate
                + sheet.merged.reduce(Int64(0)) { sum, flow in
                    sum + (flow.to.isStore(of: material) ? flow.amount : 0) - (flow.from.isStore(of: material) ? flow.amount : 0)
                }
            if left < 0 { sheet.refusals.append(.storeShort(field: field.id, stated: stated, there: stated + left)) }
        }
    }
}

/// Lines and flows while a return is worked through.
private struct Sheet {
    let facts: BookingFacts
    var lines: [BookedLine] = []
    var refusals: [BookingRefusal] = []
    /// What this return puts into the uncoded stock so far.
    var uncodedChange: Int64 = 0
    /// What it adds to wastewater that a works holds.
    var heldWater: Int64 = 0
    private var flows: [BookedFlow] = []

    init(facts: BookingFacts) { self.facts = facts }

    mutating func add(_ amount: Int64, from: Account, to: Account, because reason: Reason) {
        guard amount != 0 else { return }
        flows.append(BookedFlow(from: from, to: to, amount: amount, reason: reason))
    }

    mutating func move(_ amount: Int64, _ material: Material, _ from: Compartment, _ to: Compartment) {
        add(amount, from: Account(facts.site, from, material), to: Account(facts.site, to, material), because: .reported)
    }

    private var uncodedStore: Account { Account(facts.site, .store, .uncodedWaste, lot: facts.uncodedLot) }

    mutating func fillUncoded(_ amount: Int64) {
        add(amount, from: Account(facts.site, .process, .uncodedWaste), to: uncodedStore, because: .reported)
        uncodedChange += amount
    }

    /// Waste without a code that was generated and left the site.
    mutating func leaves(_ amount: Int64, to target: Compartment) {
        add(amount, from: Account(facts.site, .process, .uncodedWaste), to: uncodedStore, because: .reported)
        add(amount, from: uncodedStore, to: Account(facts.site, target, .uncodedWaste, lot: facts.uncodedLot), because: .leftWithoutNote)
    }

    mutating func line(_ field: DataField, _ rule: BookingRule, _ material: Material, _ stated: Int64, known: Int64?, booked: Int64) {
        lines.append(BookedLine(subject: .field(field.id), rule: rule, material: material, stated: stated, known: known, booked: booked))
    }

    /// Each pair of accounts once.
    var merged: [BookedFlow] {
        var sums: [BookedFlow] = []
        for flow in flows {
            if let at = sums.firstIndex(where: { $0.from == flow.from && $0.to == flow.to }) {
                sums[at].amount += flow.amount
            } else {
                sums.append(flow)
            }
        }
        return sums.filter { $0.amount != 0 }.sorted { $0.from == $1.from ? $0.to < $1.to : $0.from < $1.from }
    }
}

extension Account {
    fileprivate func isStore(of material: Material) -> Bool { compartment == .store && self.material == material }
}

/// Something that a return cannot book.
public enum BookingRefusal: Hashable, Sendable {
    /// More is said to have left a store than was in it; in millilitres.
    case storeShort(field: String, stated: Int64, there: Int64)
}

/// Everything that a return cannot book.
public struct BookingError: Explainable, Hashable {
    public var refusals: [BookingRefusal]

    public init(refusals: [BookingRefusal]) { self.refusals = refusals }

    public var standing: Standing { .invalid }

    public var problems: [Problem] {
        refusals.map { refusal in
            switch refusal {
            case .storeShort(let field, let stated, let there):
                BookingPhrase.storeShort.problem(field, ["stated": .number(stated / 1000), "there": .number(there / 1000)])
            }
        }
    }
}
