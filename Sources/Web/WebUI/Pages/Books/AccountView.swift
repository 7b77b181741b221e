// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Ledger
import Markup
import Operations
import Wording

/// The ledger of one account: dense, newest first, with the balance after each line.
struct AccountView {
    var request: PageRequest
    var ledger: AccountLedger

    private var words: Words { request.words }
    private func say(_ key: BookPhrase) -> String { words[key] }

    private var unit: String { request.unit(of: ledger.account.material) }
    private func amount(_ raw: Int64) -> String { request.amount(raw, of: ledger.account.material) }
    /// Blank for nothing.
    private func flow(_ raw: Int64) -> String { raw == 0 ? "" : amount(raw) }
    private func fact(_ raw: Int64) -> Fact { request.fact(raw, of: ledger.account.material) }

    var page: PageAnswer {
        let account = ledger.account
        let title = "\(request.placeName(account.compartment)) · \(request.materialText(account.material))"
        // Only what cannot fall below zero has something left to promise.
        let lead = words(
            account.compartment.isBounded ? BookPhrase.balanceLead : .balanceOnly,
            [
                "posted": fact(ledger.balance.posted), "pending": fact(ledger.balance.pending), "available": fact(ledger.balance.available),
            ])
        let heading = PageHeading(
            title: title, kind: say(.accountKind) + " · " + request.siteLabel(ledger.site, ledger.organisation), lead: lead,
            others: account.lot.map { lot in
                [LinkButton(label: request.lotName(lot, ledger.lotNumber), href: "/book/lots/\(lot)", icon: .box)]
            } ?? [])
        let pipes = HTML.map(ledger.pipes) { "<p class=\"note\">\(request.pipeLine($0, ledger.works))</p>" }
        let tie = words(
            BookPhrase.tieLine,
            [
                "opening": fact(ledger.opening), "entered": fact(ledger.entered), "left": fact(ledger.left), "closing": fact(ledger.closing),
            ])
        return request.page(
            title, current: .book, back: "/book/sites/\(ledger.site.id)", isWide: true,
            body: "\(heading)\(pipes)\(table)\(if: !ledger.lines.isEmpty, "<p class=\"note\">\(tie)</p>")")
    }

    private var here: URLPath { "/book/accounts/\(ledger.id)" }

    private var table: DataTable {
        DataTable(
            words: words, caption: say(.ledgerCaption),
            columns: [
                DataTable.Column(say(.occurredColumn)), DataTable.Column(say(.recordedColumn)), DataTable.Column(say(.noteColumn)),
                DataTable.Column(say(.inColumn), unit: unit, isNumber: true), DataTable.Column(say(.outColumn), unit: unit, isNumber: true),
                DataTable.Column(say(.pendingColumn), unit: unit, isNumber: true), DataTable.Column(say(.balanceColumn), unit: unit, isNumber: true),
                DataTable.Column(say(.reasonColumn)), DataTable.Column(say(.otherColumn)), DataTable.Column(say(.whoColumn)),
            ],
            rows: ledger.lines.map(row),
            totals: [
                .text(say(.linesTotal)), .text(""), .text(""), .number(amount(ledger.entered)), .number(amount(ledger.left)),
                .text(""), .number(amount(ledger.closing)), .text(""), .text(""), .text(""),
            ], form: .book,
            paging: DataTable.Paging(previous: ledger.isFirstPage ? nil : here, next: ledger.next.map { here.setting("before", $0.description) }),
            downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .book, title: say(.ledgerEmptyTitle), explanation: say(.ledgerEmptyText)))
    }

    private func row(_ line: AccountLine) -> DataTable.Row {
        let phase: BookPhrase? = line.entry.phase == 1 ? .phasePending : line.entry.phase == 3 ? .phaseVoided : nil
        let reason = words[line.entry.reason.phrase] + (phase.map { " (\(say($0)))" } ?? "")
        return DataTable.Row([
            .text(words.date(line.entry.occurred)), .text(line.recorded.map(words.moment) ?? ""),
            document(line),
            .number(flow(max(0, line.moved))), .number(flow(max(0, -line.moved))), .number(flow(line.reserved)),
            .number(amount(line.balance)), .text(reason), other(line), .text(request.recorderName(line.who)),
        ])
    }

    private func document(_ line: AccountLine) -> DataTable.Cell {
        if let id = line.siteReturn { return .link(say(.returnDocument), "/returns/\(id)") }
        if let transfer = line.transfer {
            return .link(request.text(of: .month(transfer.month)), PipePages.address(transfer.pipe, transfer.month))
        }
        if let photo = line.photo { return .link(words[StockTakePhrase.evidence], "/book/stock-takes/\(line.entry.operation)/photo/\(photo)") }
        return line.noteNumber.flatMap { number in line.entry.document.map { .link(number, "/notes/\($0)") } } ?? .none(say(.noDocument))
    }

    private func other(_ line: AccountLine) -> DataTable.Cell {
        let place = request.placeName(line.other.compartment)
        let isHere = line.other.site == ledger.site.id
        let text = isHere ? place : place + ", " + (line.otherSite.map(request.name(of:)) ?? "")
        return line.otherID.map { .link(text, "/book/accounts/\($0)") } ?? .text(text)
    }
}
