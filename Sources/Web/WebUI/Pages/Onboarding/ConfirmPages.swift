// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// A small firm without account confirms or disputes what was entered in its name, by the code it was given.
enum ConfirmPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/confirm", .open, type),
        PageRoute(.get, "/confirm/:code", .open) { try await show($0) },
        PageRoute(.post, "/confirm/:code", .open, answer),
    ]

    private static func type(_ request: PageRequest) async throws -> PageAnswer {
        guard let typed = request.query["code"], !typed.isEmpty else { return request.confirmationCodePage(typed: "", []) }
        guard case .success(let code) = OneTimeCode.confirmation.read(typed) else {
            return request.confirmationCodePage(typed: typed, [OperationPhrase.codeWrongCheck.problem("code")], status: 422)
        }
        return .redirect("/confirm/\(code.text)")
    }

    private static func show(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let typed = request.parameters["code"] ?? ""
        do {
            let row = try await request.platform.behalfSheet(code: typed, address: request.address)
            let words = request.words
            let title = words[row.act.state == .unconfirmed ? BehalfPagePhrase.sheetTitle : .doneTitle]
            let facts = DefinitionList([
                DefinitionList.Item(words[BehalfPagePhrase.columnFirm], request.name(of: row.firm)),
                DefinitionList.Item(words[BehalfPagePhrase.what], request.told(row)), DefinitionList.Item(words[BehalfPagePhrase.by], request.maker(row)),
                DefinitionList.Item(words[BehalfPagePhrase.when], words.moment(row.act.madeAt)),
                DefinitionList.Item(words[BehalfPagePhrase.columnState], request.chip(row.act.state)),
            ])
            guard row.act.state == .unconfirmed else {
                return request.barePage(title, status: status, body: "\(PageHeading(title: title))\(facts)")
            }
            let field = Field(
                words: words, label: words[BehalfPagePhrase.wordsLabel], name: "words",
                input: LongTextInput(value: request.form["words"], rows: 2, maximumLength: 1000), hint: words[BehalfPagePhrase.wordsHint],
                error: problems.sentence(for: "words", words), isOptional: true)
            let form = InputForm(
                words: words, id: "confirm", action: "/confirm/\(typed)", hidden: request.visitor == nil ? [] : [request.csrfField], problems: problems,
                content: "\(field)\(request.answerButtons)")
            let heading = PageHeading(title: title, lead: words[BehalfPagePhrase.sheetLead])
            return request.barePage(title, status: status, body: "\(heading)\(facts)\(form)")
        } catch let error as any Explainable {
            return request.confirmationCodePage(typed: typed, error.problems, status: error.standing.status)
        }
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.parameters["code"] ?? ""
        do {
            _ = try await request.platform.answerBehalf(
                code: typed, confirms: request.form["answer"] == "confirm", words: request.form["words"], address: request.address)
            return .redirect("/confirm/\(typed)")
        } catch let error as any Explainable where error.standing == .invalid && !error.problems.contains(where: { $0.field == "code" }) {
            return try await show(request, error.problems, status: 422)
        } catch let error as any Explainable where error.standing == .conflict {
            return .redirect("/confirm/\(typed)")
        } catch let error as any Explainable {
            return request.confirmationCodePage(typed: typed, error.problems, status: error.standing.status)
        }
    }
}

extension PageRequest {
    fileprivate func confirmationCodePage(typed: String, _ problems: [Problem], status: Int = 200) -> PageAnswer {
        let field = Field(
            words: words, label: words[BehalfPagePhrase.code], name: "code", input: TextInput(value: typed, autocomplete: "off", maximumLength: 30),
            hint: words[BehalfPagePhrase.codeHint], error: problems.sentence(for: "code", words))
        let title = words[problems.isEmpty ? BehalfPagePhrase.codeTitle : .codeProblem]
        let body: HTML = """
            \(PageHeading(title: title, lead: words[BehalfPagePhrase.codeLead]))\(ProblemSummary(words: words, problems: problems))\
            <form class="input-form" method="get" action="/confirm" novalidate>\(field)\
            <div class="primary-action"><button class="button primary"><span>\(words[BehalfPagePhrase.codeOpen])</span></button></div></form>
            """
        return barePage(words[BehalfPagePhrase.codeTitle], status: status, body: body)
    }
}
