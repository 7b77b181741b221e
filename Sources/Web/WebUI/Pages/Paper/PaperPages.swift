// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Tabular
import Wording

/// Blank paper notes: numbering and printing them, what became of each, and the look-up of a number.
enum PaperPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/paper") { try await list($0) },
        PageRoute(.post, "/paper", printNew),
        PageRoute(.post, "/paper/void", void),
        PageRoute(.get, "/paper/:id", sheets),
        PageRoute(.get, "/p/:number", .open) { try await look($0) },
    ]

    private static let rowsShown = 50, rowsInFile = 20_000
    /// Sheets on one page of print: a page of hundreds would be too heavy to open.
    static let sheetsShown = 5

    private static func list(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let actor = try request.actor()
        let filter = PaperFilter(
            state: request.query["state"].flatMap { PaperState(rawValue: $0) }, batch: request.query["batch"].flatMap { PaperBatchID(text: $0) },
            firm: String((request.query["for"] ?? "").prefix(60)), province: request.query["place"] ?? "",
            from: request.query["from"].flatMap { Month(iso: $0) }, until: request.query["to"].flatMap { Month(iso: $0) })
        if request.wantsFile {
            return try file(request, try await request.platform.paperList(filter, limit: rowsInFile, by: actor))
        }
        let after = request.query["after"].flatMap { try? PaperNumber.read($0).get().description }
        let list = try await request.platform.paperList(filter, after: after, limit: rowsShown, by: actor)
        let view = PaperListView(request: request, list: list, chosen: filter, problems: problems)
        return .page(
            request.document(request.words[SheetPhrase.title], current: .paper, back: "/more", body: view.html), status: status)
    }

    private static func file(_ request: PageRequest, _ list: PaperList) throws -> PageAnswer {
        var writer = CSVWriter(columns: ["number", "state", "holder", "printed_on", "note", "voided_on", "reason"], forSpreadsheets: true)
        let zone = request.platform.zone
        for row in list.rows {
            writer.append([
                row.sheet.number, row.sheet.state.rawValue, request.holder(row.sheet.batch.holder, list.organisations), row.sheet.batch.printedOn.description,
                row.sheet.noteNumber ?? "", row.sheet.voidedAt.map { zone.date(of: $0).description } ?? "", row.reason ?? "",
            ])
        }
        return try request.list(writer.bytes, "paper-\(request.platform.today)")
    }

    private static func printNew(_ request: PageRequest) async throws -> PageAnswer {
        var form = PaperForm()
        form.count = request.form["count"]
        form.firm = request.form["firm"]
        form.province = request.form["province"]
        do {
            let batch = try await request.platform.printPaper(form, by: try request.actor())
            return .redirect("/paper/\(batch.id)")
        } catch let error as any Explainable where error.standing == .invalid {
            return try await list(request, error.problems, status: 422)
        }
    }

    private static func void(_ request: PageRequest) async throws -> PageAnswer {
        do {
            _ = try await request.platform.voidPaper(request.form["number"], reason: request.form["reason"], by: try request.actor())
            return .redirect("/paper", said: SheetPhrase.saidVoided.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await list(request, error.problems, status: 422)
        }
    }

    private static func sheets(_ request: PageRequest) async throws -> PageAnswer {
        let first = max(0, request.query["from"].flatMap { Int($0) } ?? 0)
        let print = try await request.platform.paperPrint(try request.id("id"), from: first, limit: sheetsShown, by: try request.actor())
        let paper = BlankSheets(
            platform: request.platform, words: request.words, origin: request.origin, print: print,
            holder: request.holder(print.batch.holder, print.organisation))
        let here: URLPath = "/paper/\(print.batch.id)"
        let links: [(label: SheetPhrase, href: URLPath)] = [
            (.toList, "/paper"), (.sheetsBefore, here.setting("from", String(max(0, first - sheetsShown)))),
            (.sheetsAfter, here.setting("from", String(first + sheetsShown))),
        ]
        let shown = links.enumerated().filter { i, _ in i == 0 || (i == 1 && first > 0) || (i == 2 && first + sheetsShown < print.batch.count) }
        let bar: HTML = "<nav class=\"acts no-print\">\(HTML.map(shown) { LinkButton(label: request.words[$1.label], href: $1.href).html })</nav>"
        return request.printPage(request.words[SheetPhrase.sheetTitle], body: "\(bar)\(paper.html)")
    }

    private static func look(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.parameters["number"] ?? ""
        do {
            let look = try await request.platform.paperLook(typed, by: request.visitor?.actor)
            return .page(
                request.document(look.number, body: PaperLookView(request: request, look: look).html), status: look.state == nil ? 404 : 200)
        } catch let error as any Explainable where error.standing == .invalid {
            let words = request.words
            let title = words[SheetPhrase.lookWrong]
            let body: HTML =
                "\(PageHeading(title: title, kind: typed))\(ProblemSummary(words: words, problems: error.problems))<p>\(words[SheetPhrase.lookWrongMore])</p>"
            return .page(request.document(title, body: body), status: error.standing.status)
        }
    }
}

extension PageRequest {
    /// For whom paper notes are printed.
    func holder(_ holder: PaperHolder, _ organisation: Organisation?) -> String {
        switch holder {
        case .organisation: organisation.map(name(of:)) ?? ""
        case .province(let code): provinceName(code)
        }
    }

    func holder(_ holder: PaperHolder, _ organisations: [OrganisationID: Organisation]) -> String {
        if case .organisation(let id) = holder { return self.holder(holder, organisations[id]) }
        return self.holder(holder, nil)
    }
}
