// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Ledger
import Markup
import Operations
import Returns
import Wording

/// Sentences about what a return booked.
enum ReturnBookedPhrase: String, PhraseKey {
    static let area = "returnbookedpage"
    case title, lead, ofVersion, columnFigure, columnStated, columnKnown, columnBooked, columnHow, differs, columnDay, columnMaterial, columnFrom, columnTo
    case columnAmount, columnReason, entriesTitle, entriesLead, nothing, cut, ownUnit
}

/// What a return booked: figure by figure beside what was known, and the entries themselves.
struct ReturnBookedView: Part {
    var request: PageRequest
    var model: ReturnModel
    var booked: ReturnEntries

    private var words: Words { request.words }
    private func say(_ phrase: ReturnBookedPhrase) -> String { words[phrase] }

    var html: HTML {
        let version = words(ReturnBookedPhrase.ofVersion, ["number": .numeral(Int64(booked.booking.filing))])
        return """
            <h2 id="booked">\(say(.title))</h2><p class="soft">\(say(.lead)) \(version)</p>\(figures)\(tonnes)\
            <h2>\(say(.entriesTitle))</h2><p class="soft">\(say(.entriesLead))</p>\(entries)<p class="note">\(say(.ownUnit))</p>
            """
    }

    // MARK: Figures

    private var figures: DataTable {
        DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(say(.columnFigure)), DataTable.Column(say(.columnStated), isNumber: true),
                DataTable.Column(say(.columnKnown), isNumber: true), DataTable.Column(say(.columnBooked), isNumber: true), DataTable.Column(say(.columnHow)),
            ], rows: booked.booking.lines.map(row))
    }

    /// Volumes of liquids in tonnes as well, with the density that they rest on.
    private var tonnes: HTML {
        HTML.map(booked.booking.lines) { line in
            let items = request.tonnes(of: line.stated, Density.shipped[line.material])
            guard line.stated > 0, !items.isEmpty, case .field(let id) = line.subject else { return HTML() }
            return "<h3>\(words[DataSetPhrase.of("field", id) ?? .fieldOther])</h3>\(DefinitionList(items))"
        }
    }

    private func row(_ line: BookedLine) -> DataTable.Row {
        let difference = line.rule == .outflow || line.unexplained == 0 ? nil : line.unexplained
        let how: HTML = """
            <div>\(words[line.rule.phrase])\(HTML.ifPresent(line.estimate) { "<br>\(request.mark(of: $0, model.names))" })\(HTML.ifPresent(difference) { " \(StatusChip(text: words(ReturnBookedPhrase.differs, ["amount": request.fact($0, of: line.material)]), tone: .warning))" })</div>
            """
        return DataTable.Row([
            name(of: line.subject), amount(line.stated, line.material), line.known.map { amount($0, line.material) } ?? .text("–"),
            amount(line.booked, line.material), .html(how),
        ])
    }

    private func name(of subject: BookedLine.Subject) -> DataTable.Cell {
        switch subject {
        case .field(let id): .text(words[DataSetPhrase.of("field", id) ?? .fieldOther])
        case .waste(let key):
            .html(
                "<span class=\"code-text\">\(key.waste.description)</span> \(request.wasteName(key.waste))<br><span class=\"soft\">\(words[key.destination.phrase])</span>"
            )
        }
    }

    private func amount(_ raw: Int64, _ material: Material) -> DataTable.Cell {
        .number(request.amount(raw, of: material) + "\u{A0}" + request.unit(of: material))
    }

    // MARK: Entries

    private var entries: HTML {
        guard !booked.entries.isEmpty else { return "<p>\(say(.nothing))</p>" }
        let table = DataTable(
            words: words, caption: say(.entriesTitle),
            columns: [
                DataTable.Column(say(.columnMaterial)), DataTable.Column(say(.columnFrom)), DataTable.Column(say(.columnTo)),
                DataTable.Column(say(.columnAmount), isNumber: true), DataTable.Column(say(.columnReason)), DataTable.Column(say(.columnDay)),
            ],
            rows: booked.entries.map { entry in
                DataTable.Row([
                    .html(request.materialName(entry.credit.material)), place(entry.credit), place(entry.debit),
                    amount(entry.mass.raw, entry.credit.material), .text(words[entry.reason.phrase]), .text(words.date(entry.occurred)),
                ])
            })
        let cut = booked.hasMore ? "<p class=\"note\">\(words(ReturnBookedPhrase.cut, ["count": .number(Int64(booked.entries.count))]))</p>" as HTML : HTML()
        return "\(table)\(cut)"
    }

    /// A place of the book; opens its account where the reader may.
    private func place(_ account: Account) -> DataTable.Cell {
        var name = request.placeName(account.compartment)
        if account.site != model.site.id, let site = booked.sites[account.site] { name += ", " + request.name(of: site) }
        return booked.accounts[account].map { .link(name, "/book/accounts/\($0)") } ?? .text(name)
    }
}
