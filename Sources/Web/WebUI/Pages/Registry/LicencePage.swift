// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// May this company take this waste? For everybody, without signing in.
enum LicencePages {
    static let routes: [PageRoute] = [PageRoute(.get, "/licences", .open, page)]

    private static func page(_ request: PageRequest) async throws -> PageAnswer {
        func asked(_ name: String) -> String { String((request.query[name] ?? "").trimmingBlanks.prefix(100)) }
        let firm = asked("firm")
        let waste = asked("waste")
        let answer = try await request.platform.licences(firm: firm, waste: waste, after: request.query["after"].flatMap { PermitID(text: $0) })
        return request.page(
            request.words[RegistryPhrase.licenceTitle], current: .licences, back: "/",
            body: LicenceView(request: request, firm: firm, waste: waste, answer: answer).html)
    }
}

/// The question, and what the permits answer.
struct LicenceView: Part {
    var request: PageRequest
    /// Both as asked.
    var firm: String
    var waste: String
    var answer: LicenceAnswer

    private var words: Words { request.words }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }
    private var isBlank: Bool { firm.isEmpty && waste.isEmpty }

    var html: HTML {
        let question = SentenceFilter(
            words: words, action: "/licences",
            pieces: [
                .words(say(.askMay)), .search(label: say(.askFirm), name: "firm", value: firm), .words(say(.askTake)),
                .search(label: say(.askWaste), name: "waste", value: answer.waste?.display ?? waste), .words(say(.askEnd)),
            ], clear: isBlank ? nil : "/licences")
        return "\(PageHeading(title: say(.licenceTitle), lead: say(.licenceLead)))\(question)\(result)<p class=\"soft\">\(say(.licenceNote))</p>"
    }

    private var result: HTML {
        if isBlank { return EmptyState(icon: .search, title: say(.licenceEmpty), explanation: say(.licenceEmptyMore)).html }
        if answer.waste == nil, !waste.isEmpty { return whichWaste }
        guard !answer.firms.isEmpty else { return nobody }
        let asked = HTML.ifPresent(answer.waste) { waste in
            let name = request.wasteName(waste.id)
            let hazard: HTML = waste.isHazardous ? " <span class=\"hazard\">\(Icon.hazard)\(words[PartPhrase.hazardous])</span>" : HTML()
            return "<p class=\"lead\"><span class=\"code-text\">\(waste.display)</span> \(name)\(hazard)</p>"
        }
        let firms = HTML.map(answer.firms) { firm in LicenceFirmView(request: request, waste: answer.waste, firm: firm, isDirectory: self.firm.isEmpty).html }
        return "\(asked)\(if: answer.hasMore, NoticeLine(text: say(.moreFirms)).html)\(firms)\(more)"
    }

    private var more: HTML {
        guard let next = answer.next, let waste = answer.waste else { return HTML() }
        let path: URLPath = "/licences"
        return
            "<p>\(LinkButton(label: words[PartPhrase.next], href: path.setting("waste", waste.id.text).setting("after", next.description), icon: .arrowRight))</p>"
    }

    /// The words may mean several wastes, or none.
    private var whichWaste: HTML {
        guard !answer.wastes.isEmpty else {
            return EmptyState(
                icon: .search, title: words(RegistryPhrase.noSuchWaste, ["text": .text(waste)]), explanation: say(.noSuchWasteMore),
                action: LinkButton(label: words[FramePhrase.waste], href: "/waste", icon: .recycle)
            ).html
        }
        let rows = answer.wastes.map { code -> DataTable.Row in
            let path: URLPath = "/licences"
            let href = path.setting("firm", firm.isEmpty ? nil : firm).setting("waste", code.text)
            let listed = request.platform.lists.wasteCode(code, on: request.platform.today)
            return DataTable.Row([
                .html("<a class=\"code-text\" href=\"\(href)\">\(listed?.display ?? code.description)</a>"), .html(request.wasteName(code)),
            ])
        }
        return DataTable(
            words: words, caption: say(.whichWaste), showsCaption: true, columns: [DataTable.Column(say(.wasteCode)), DataTable.Column(say(.wasteNamed))],
            rows: rows
        ).html
    }

    private var nobody: HTML {
        if firm.isEmpty { return EmptyState(icon: .recycle, title: say(.nobodyTakes), explanation: say(.nobodyTakesMore)).html }
        return EmptyState(icon: .search, title: words(RegistryPhrase.noSuchFirm, ["text": .text(firm)]), explanation: say(.noSuchFirmMore)).html
    }
}

/// One firm's answer, and the permits it stands on.
struct LicenceFirmView: Part {
    var request: PageRequest
    var waste: WasteCode?
    var firm: LicenceAnswer.Firm
    /// The list of all who take a waste, not the answer about one firm.
    var isDirectory: Bool

    private var words: Words { request.words }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }

    var html: HTML {
        let other = request.otherName(english: firm.organisation.nameEnglish, local: firm.organisation.nameLocal)
        let permits = HTML.map(shown) { line in
            PermitView(
                request: request, permit: line.permit, siteName: line.site.map(request.name(of:)), answer: answer(line), isFolded: waste != nil
            ).html
        }
        return """
            <section class="field-group"><h2>\(request.name(of: firm.organisation)) \(chip)</h2>\
            <p class="soft">\(other)\(if: !other.isEmpty, " · ")\(request.profileNames(firm.organisation.profiles)) · \(request.registryProvinces(firm.provinces))</p>\
            \(HTML.ifPresent(explanation) { "<p>\($0)</p>" })\(if: !firm.lines.isEmpty, PanelGrid(content: permits).html)</section>
            """
    }

    private var chip: StatusChip? {
        switch firm.summary {
        case .yes: StatusChip(text: say(.answerYes), tone: .good)
        case .no: StatusChip(text: say(.answerNo), tone: .danger)
        case .uncertain: StatusChip(text: say(.answerUncertain), tone: .warning)
        case .nothingRecorded: StatusChip(text: say(.answerNothing), tone: .warning)
        case .closed: StatusChip(text: words[Organisation.Status.closed.phrase], tone: .danger)
        case nil: nil
        }
    }

    private var explanation: String? {
        switch firm.summary {
        case .yes, nil: firm.lines.isEmpty ? say(.noPermitsMore) : nil
        case .no: say(.answerNoMore)
        case .uncertain: say(.answerUncertainMore)
        case .nothingRecorded: say(.answerNothingMore)
        case .closed: say(.answerClosedMore)
        }
    }

    /// Where no firm was asked for, permits that say nothing for the waste are of no use.
    private var shown: [LicenceAnswer.Line] { isDirectory ? firm.lines.filter { $0.verdict == .allows } : firm.lines }

    /// What one permit says about the waste.
    private func answer(_ line: LicenceAnswer.Line) -> HTML {
        guard let waste, let verdict = line.verdict else { return HTML() }
        let isSure = line.permit.confidence != .low
        if let problem = verdict.problem(line.permit, waste: waste.id, treatment: line.treatment) {
            return NoticeLine(text: words(problem), tone: isSure ? .danger : .warning).html
        }
        var ways: [RegistryPhrase] = []
        if !line.permit.treatments.isEmpty { ways.append(.mayTreat) }
        if line.permit.allowsTransport { ways.append(.mayCarry) }
        let treatments = line.permit.treatments.map(\.description).joined(separator: ", ")
        let text = ways.map { words($0, ["waste": .text(waste.display), "treatments": .text(treatments)]) }.joined(separator: " ")
        return NoticeLine(text: text, tone: isSure ? .good : .warning).html
    }
}
