// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// An extract of a business register: checked whole first, every fault told, then taken in all at once.
enum RegistryImportPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/registry/import") { try importPage($0) },
        PageRoute(.get, "/registry/import/template", template),
        PageRoute(.post, "/registry/import", bodyMax: 8_000_000, take),
    ]

    /// Faults shown on one page; a file with more is mended by column, not by line.
    private static let faultsShown = 100

    /// The header row alone, for spreadsheet programs.
    private static func template(_ request: PageRequest) async throws -> PageAnswer {
        try request.requireAdding()
        let header = OrganisationRegistration.Field.allCases.map(\.rawValue).joined(separator: ",") + "\n"
        return .file(bytes: [0xEF, 0xBB, 0xBF] + Array(header.utf8), name: "organisations.csv", mediaType: "text/csv; charset=utf-8")
    }

    private static func take(_ request: PageRequest) async throws -> PageAnswer {
        try request.requireAdding()
        guard let file = request.form.file("file") else {
            return try importPage(request, problems: [OperationPhrase.fieldMissing.problem("file")], status: 422)
        }
        let isDryRun = request.form["dry_run"] == "yes"
        let report = try await request.platform.importOrganisations(file.bytes, isDryRun: isDryRun, by: try request.actor())
        return try importPage(request, report: report, fileName: file.name, isDryRun: isDryRun, status: report.faults.isEmpty ? 200 : 422)
    }

    private static func importPage(
        _ request: PageRequest, report: Platform.ImportReport? = nil, fileName: String = "", isDryRun: Bool = true, problems: [Problem] = [], status: Int = 200
    ) throws -> PageAnswer {
        try request.requireAdding()
        let words = request.words
        let file = Field(
            words: words, label: words[RegistryPhrase.importFile], name: "file", input: FileInput(accept: ".csv,text/csv"),
            hint: words[RegistryPhrase.importFileHint], error: problems.sentence(for: "file", words))
        // After a check without faults the same file is sent once more, this time to be taken in.
        let isChecked = report.map { $0.faults.isEmpty && isDryRun } ?? false
        let dryRun = Field(
            words: words, label: words[RegistryPhrase.importHow], name: "dry_run",
            input: CheckboxInput(
                choices: [Choice("yes", words[RegistryPhrase.dryRun], hint: words[RegistryPhrase.dryRunHint])], selected: isChecked ? [] : ["yes"]))
        let form = InputForm(
            words: words, id: "import", action: "/registry/import", hidden: [request.csrfField], problems: problems, content: "\(file)\(dryRun)",
            button: words[RegistryPhrase.importButton], sendsFiles: true)
        let heading = PageHeading(
            title: words[RegistryPhrase.importTitle], lead: words[RegistryPhrase.importLead],
            others: [LinkButton(label: words[RegistryPhrase.importTemplate], href: "/registry/import/template", icon: .download)])
        let result = HTML.ifPresent(report) { outcome(request, $0, fileName, isDryRun) }
        let body: HTML = "\(heading)\(result)\(form)<p class=\"soft\">\(words[RegistryPhrase.importContacts])</p>"
        return .page(request.document(words[RegistryPhrase.importTitle], current: .registry, back: "/registry", body: body), status: status)
    }

    // MARK: What came of it

    private static func outcome(_ request: PageRequest, _ report: Platform.ImportReport, _ fileName: String, _ isDryRun: Bool) -> HTML {
        let words = request.words
        let facts: [String: Fact] = [
            "file": .text(String(fileName.prefix(80))), "added": .number(Int64(report.added)), "known": .number(Int64(report.known)),
            "count": .number(Int64(report.faults.count)), "shown": .number(Int64(faultsShown)),
        ]
        guard !report.faults.isEmpty else {
            let text = words(isDryRun ? RegistryPhrase.importSound : .importDone, facts)
            let link = isDryRun ? nil : LinkButton(label: words[FramePhrase.registry], href: "/registry")
            return NoticeLine(text: text, tone: .good, link: link).html
        }
        let notice = NoticeLine(text: words(report.faults.count == 1 ? RegistryPhrase.importFaultOne : .importFaultMany, facts), tone: .danger)
        let table = DataTable(
            words: words, caption: words[RegistryPhrase.importFaults],
            columns: [
                DataTable.Column(words[RegistryPhrase.faultLine], isNumber: true), DataTable.Column(words[RegistryPhrase.faultColumn]),
                DataTable.Column(words[RegistryPhrase.faultValue]), DataTable.Column(words[RegistryPhrase.faultReason]),
            ],
            rows: report.faults.prefix(faultsShown).map { fault in
                DataTable.Row([
                    .text(words.numeral(Int64(fault.line))), .html("<span class=\"code-text\">\(fault.column)</span>"),
                    fault.value.isEmpty ? .none(words[RegistryPhrase.faultBlank]) : .text(String(fault.value.prefix(60))), .text(words(fault.problem)),
                ])
            })
        let rest: HTML = report.faults.count > faultsShown ? "<p class=\"soft\">\(words(RegistryPhrase.importFaultsMore, facts))</p>" : HTML()
        return "\(notice)\(table)\(rest)"
    }
}
