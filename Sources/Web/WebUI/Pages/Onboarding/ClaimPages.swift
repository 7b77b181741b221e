// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Whoever holds a firm's printed letter claims the firm, without an account or with the one he has.
enum ClaimPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/claim", .open, type),
        PageRoute(.get, "/claim/:code", .open, show),
        PageRoute(.post, "/claim/:code", .open, claim),
    ]

    /// A code that was read from paper is typed here.
    private static func type(_ request: PageRequest) async throws -> PageAnswer {
        guard let typed = request.query["code"], !typed.isEmpty else { return request.letterCodePage(typed: "", []) }
        guard case .success(let code) = OneTimeCode.invitation.read(typed) else {
            return request.letterCodePage(typed: typed, [OperationPhrase.codeWrongCheck.problem("code")], status: 422)
        }
        return .redirect("/claim/\(code.text)")
    }

    private static func show(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.parameters["code"] ?? ""
        do {
            let sheet = try await request.platform.claimSheet(code: typed, address: request.address)
            return request.barePage(
                request.words[OnboardingPhrase.claimTitle], body: ClaimView(request: request, sheet: sheet, code: typed, form: ClaimForm()).html)
        } catch let error as any Explainable {
            return request.letterCodePage(typed: typed, error.problems, status: error.standing.status)
        }
    }

    private static func claim(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.parameters["code"] ?? ""
        let form = request.typedClaim
        do {
            _ = try await request.platform.claim(
                code: typed, form, language: request.words.language, address: request.address, visitor: request.visitor)
            return .redirect("/claim/\(typed)")
        } catch let error as any Explainable where error.standing == .invalid && !error.problems.contains(where: { $0.field == "code" }) {
            let sheet = try await request.platform.claimSheet(code: typed, address: request.address)
            let view = ClaimView(request: request, sheet: sheet, code: typed, form: form, problems: error.problems)
            return request.barePage(request.words[OnboardingPhrase.claimTitle], status: 422, body: view.html)
        } catch let error as any Explainable {
            return request.letterCodePage(typed: typed, error.problems, status: error.standing.status)
        }
    }
}

extension PageRequest {
    fileprivate var typedClaim: ClaimForm {
        var claim = ClaimForm()
        claim.displayName = form["display_name"]
        claim.phone = form["phone"]
        claim.signInName = form["sign_in_name"]
        claim.password = form.exact("password")
        claim.again = form.exact("again")
        claim.position = form["position"]
        claim.mayAct = form["may_act"] == "yes"
        return claim
    }

    fileprivate func letterCodePage(typed: String, _ problems: [Problem], status: Int = 200) -> PageAnswer {
        // Codes hold letters, so the control for digits would bring up the wrong keyboard.
        let field = Field(
            words: words, label: words[OnboardingPhrase.code], name: "code", input: TextInput(value: typed, autocomplete: "off", maximumLength: 40),
            hint: words[OnboardingPhrase.codeHint], error: problems.sentence(for: "code", words))
        let title = words[problems.isEmpty ? OnboardingPhrase.codeTitle : .codeProblem]
        let body: HTML = """
            \(PageHeading(title: title, lead: words[OnboardingPhrase.codeLead]))\
            \(ProblemSummary(words: words, problems: problems))<form class="input-form" method="get" action="/claim" novalidate>\(field)\
            <div class="primary-action"><button class="button primary"><span>\(words[OnboardingPhrase.codeOpen])</span></button></div></form>
            """
        return barePage(words[OnboardingPhrase.codeTitle], status: status, body: body)
    }

    /// A claim of one's own that is not granted, for the page of the day.
    func notice(of own: OwnClaim) -> NoticeLine {
        let facts: [String: Fact] = [
            "firm": .text(name(of: own.organisation)), "date": .date(platform.zone.date(of: own.claim.madeAt)),
            "reason": .text(own.reason ?? words[OnboardingPhrase.erased]),
        ]
        return own.claim.state == .refused
            ? NoticeLine(text: words(OnboardingPhrase.ownRefused, facts), tone: .danger)
            : NoticeLine(text: words(OnboardingPhrase.ownWaiting, facts), tone: .waiting)
    }
}
