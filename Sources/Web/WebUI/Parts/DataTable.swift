// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// A table with a caption: sticky head, sorting as links, numbers right-aligned with the unit in the heading, totals,
/// next and previous by key, and downloads. On phones each row becomes a small list unless it is a ``Form/book``.
struct DataTable: Part {
    struct Column: Sendable {
        var title: String
        /// Stands in the heading, never in the cells.
        var unit: String?
        var isNumber = false
        var sort: Sort?
        /// Its cells say by themselves what they are, so phones repeat no heading beside them.
        var isSelfEvident = false

        init(_ title: String, unit: String? = nil, isNumber: Bool = false, sort: Sort? = nil, isSelfEvident: Bool = false) {
            self.isSelfEvident = isSelfEvident
            self.title = title
            self.unit = unit
            self.isNumber = isNumber
            self.sort = sort
        }
    }

    struct Sort: Sendable {
        enum Direction: String, Sendable { case ascending, descending }
        /// The same list in the order a click asks for.
        var href: URLPath
        /// The order it has now, if it is sorted by this column.
        var current: Direction?
    }

    enum Cell: Sendable {
        case text(String)
        /// The door of a row, or another link.
        case link(String, URLPath)
        /// A number ready written; opens to its facts when there is an address.
        case number(String, URLPath? = nil)
        /// No figure; the words say why to screen readers.
        case none(String)
        /// Any other part, such as a ``StatusChip``.
        case html(HTML)

        static func part(_ part: some Part) -> Cell { .html(part.html) }
    }

    struct Row: Sendable {
        var cells: [Cell]
        var tone: Tone?

        init(_ cells: [Cell], tone: Tone? = nil) {
            self.cells = cells
            self.tone = tone
        }
    }

    enum Form: Sendable {
        /// Rows turn into stacked lists on phones.
        case list
        /// Dense, stays a table; on phones it scrolls inside its own frame.
        case book
    }

    var words: Words
    /// What the rows are; always there, hidden from sight where a heading says the same.
    var caption: String
    var showsCaption = false
    var columns: [Column]
    var rows: [Row]
    /// Totals that tie, one cell per column.
    var totals: [Cell]?
    var form = Form.list
    var paging: Paging?
    /// Name of the format (`CSV`, `XLSX`) and where it is.
    var downloads: [Download] = []
    /// Shown in place of the table when there are no rows.
    var empty: EmptyState?

    struct Download: Sendable {
        var format: String
        var href: URLPath

        /// A list as comma-separated values and as a workbook.
        static func list(_ here: URLPath) -> [Download] {
            [Download(format: "CSV", href: here.setting("format", "csv")), Download(format: "XLSX", href: here.setting("format", "xlsx"))]
        }

        /// A template, which is a workbook unless CSV is asked for.
        static func template(_ here: URLPath) -> [Download] {
            [Download(format: "XLSX", href: here), Download(format: "CSV", href: here.setting("format", "csv"))]
        }
    }

    /// Next and previous by key, never by page number.
    struct Paging: Sendable {
        var previous: URLPath?
        var next: URLPath?
        /// What is on this page: `50 of 1,412`.
        var position: String?
    }

    var html: HTML {
        if rows.isEmpty, let empty { return empty.html }
        let body = HTML.map(rows) { row in
            "<tr\(attribute: "class", row.tone.map { "tone-\($0.rawValue)" })>\(cells(row.cells, isTotal: false))</tr>"
        }
        let foot = HTML.ifPresent(totals) { "<tfoot><tr>\(cells($0, isTotal: true))</tr></tfoot>" }
        let table: HTML = """
            <table class="table \(form == .book ? "book" : "list")"><caption\(if: !showsCaption, " class=\"unseen\"")>\(caption)</caption>\
            <thead><tr>\(HTML.map(columns, heading))</tr></thead><tbody>\(body)</tbody>\(foot)</table>
            """
        let framed: HTML = form == .book ? "<div class=\"table-frame\" tabindex=\"0\" role=\"region\" aria-label=\"\(caption)\">\(table)</div>" : table
        return "<div class=\"data-table\">\(framed)\(footer)</div>"
    }

    private func heading(_ column: Column) -> HTML {
        let unit = HTML.ifPresent(column.unit) { " <span class=\"unit\">\($0)</span>" }
        let label: HTML = "\(column.title)\(unit)"
        let content: HTML =
            if let sort = column.sort {
                "<a href=\"\(sort.href)\">\(label)\(sort.current == .ascending ? Icon.sortUp : sort.current == .descending ? Icon.sortDown : Icon.sort)</a>"
            } else {
                label
            }
        return "<th scope=\"col\"\(if: column.isNumber, " class=\"number\"")\(attribute: "aria-sort", column.sort?.current?.rawValue)>\(content)</th>"
    }

    private func cells(_ cells: [Cell], isTotal: Bool) -> HTML {
        precondition(cells.count == columns.count, "A row has one cell per column.")
        var result = HTML()
        for (i, cell) in cells.enumerated() {
            let column = columns[i]
            let label = column.unit.map { "\(column.title) (\($0))" } ?? column.title
            let content = self.content(cell)
            // The first column is the door of the row and names it.
            if i == 0 {
                result.append("<th scope=\"row\"\(if: column.isNumber, " class=\"number\"")>\(content)</th>")
            } else {
                // A book stays a table on phones too: only lists repeat the heading beside each cell.
                let repeated = column.isSelfEvident || form == .book ? nil : label
                result.append("<td\(if: column.isNumber, " class=\"number\"")\(attribute: "data-label", repeated)>\(content)</td>")
            }
        }
        return result
    }

    private func content(_ cell: Cell) -> HTML {
        switch cell {
        case .text(let text): "\(text)"
        case .link(let text, let href): "<a href=\"\(href)\">\(text)</a>"
        case .number(let text, let href): href.map { "<a class=\"door\" href=\"\($0)\">\(text)</a>" } ?? "\(text)"
        case .none(let reason): "<span class=\"soft\" aria-hidden=\"true\">–</span><span class=\"unseen\">\(reason)</span>"
        case .html(let html): html
        }
    }

    private var footer: HTML {
        let pages = HTML.ifPresent(paging) { paging in
            """
            <nav class="paging" aria-label="\(words[PartPhrase.pages])">\
            \(HTML.ifPresent(paging.previous) { "<a rel=\"prev\" class=\"button quiet\" href=\"\($0)\">\(Icon.arrowLeft)<span>\(words[PartPhrase.previous])</span></a>" })\
            \(HTML.ifPresent(paging.position) { "<span class=\"soft\">\($0)</span>" })\
            \(HTML.ifPresent(paging.next) { "<a rel=\"next\" class=\"button quiet\" href=\"\($0)\"><span>\(words[PartPhrase.next])</span>\(Icon.arrowRight)</a>" })</nav>
            """
        }
        guard !pages.isEmpty || !downloads.isEmpty else { return HTML() }
        return "<div class=\"table-foot\">\(pages)\(DownloadButtons(words: words, files: downloads))</div>"
    }
}
