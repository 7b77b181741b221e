// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The page behind a letter's QR code, made for a phone: which firm it is, and who says that he acts for it.
struct ClaimView: Part {
    var request: PageRequest
    var sheet: ClaimSheet
    /// As it stands in the address.
    var code: String
    var form: ClaimForm
    var problems: [Problem] = []

    private var words: Words { request.words }
    private func say(_ phrase: OnboardingPhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML {
        if let state = sheet.state { return "\(answered(state))\(firm)" }
        if let refusal = sheet.refusal {
            let notice = NoticeLine(text: words(refusal.problem(field: "")), tone: .warning)
            return "\(PageHeading(title: say(.closedTitle)))\(notice)\(firm)<p>\(say(.closedMore))</p>"
        }
        return "\(PageHeading(title: say(.claimTitle), lead: say(.claimLead)))\(firm)\(fields)"
    }

    /// Enough to know whether the letter came to the right place, and no more.
    private var firm: DefinitionList {
        let other = request.otherName(english: sheet.organisation.nameEnglish, local: sheet.organisation.nameLocal)
        let name: HTML = "<b>\(request.name(of: sheet.organisation))</b>\(if: !other.isEmpty, "<br>\(other)")"
        var items = [DefinitionList.Item(say(.firm), html: name)]
        if let row = sheet.site?.attributes(on: request.platform.today) {
            let smaller = [row.commune, row.district].compactMap { $0 }.joined(separator: ", ")
            items.append(
                DefinitionList.Item(say(.place), html: "\(if: !smaller.isEmpty, "\(request.placeName(smaller)), ")\(request.registryProvince(row.province))"))
        }
        return DefinitionList(items)
    }

    private func answered(_ state: Claim.State) -> HTML {
        let (title, more): (OnboardingPhrase, OnboardingPhrase) =
            switch state {
            case .waiting: (.stateWaitingTitle, .stateWaitingMore)
            case .approved: (.stateApprovedTitle, .stateApprovedMore)
            case .refused: (.stateRefusedTitle, .stateRefusedMore)
            }
        return """
            \(PageHeading(title: say(title), lead: say(more)))\
            <p>\(LinkButton(label: say(.doneSignIn), href: request.visitor == nil ? "/sign-in" : "/today"))</p>
            """
    }

    private var fields: InputForm {
        let account = request.visitor.map { visitor in
            NoticeLine(text: words(OnboardingPhrase.asAccount, ["name": .text(visitor.displayName)])).html
        }
        let position = Field(
            words: words, label: say(.position), name: "position",
            input: TextInput(value: form.position, autocomplete: "organization-title", maximumLength: ClaimForm.textMax), hint: say(.positionHint),
            error: error("position"))
        let mayAct = Field(
            words: words, label: say(.mayAct), name: "may_act",
            input: CheckboxInput(
                choices: [Choice("yes", words(OnboardingPhrase.mayActChoice, ["firm": .text(request.name(of: sheet.organisation))]))],
                selected: form.mayAct ? ["yes"] : []), error: error("may_act"))
        return InputForm(
            words: words, id: "claim", action: "/claim/\(code)", hidden: request.visitor == nil ? [] : [request.csrfField], problems: problems,
            content: "\(account ?? person)\(position)\(account == nil ? signIn : HTML())\(mayAct)", button: say(.claimButton),
            // Of the letter, since phones are shared; what was typed comes back after a lost connection.
            draft: "claim-\(code)")
    }

    private var person: HTML {
        let name = Field(
            words: words, label: say(.displayName), name: "display_name",
            input: TextInput(value: form.displayName, autocomplete: "name", maximumLength: ClaimForm.textMax), error: error("display_name"))
        let phone = Field(
            words: words, label: say(.phone), name: "phone", input: TextInput(value: form.phone, kind: .tel, autocomplete: "tel", maximumLength: 30),
            hint: say(.phoneHint), error: error("phone"))
        return "\(name)\(phone)"
    }

    private var signIn: HTML {
        let name = Field(
            words: words, label: say(.signInName), name: "sign_in_name",
            input: TextInput(value: form.signInName, autocomplete: "username", maximumLength: 60), hint: say(.signInNameHint),
            error: error("sign_in_name"), isOptional: true)
        let password = Field(
            words: words, label: say(.password), name: "password", input: TextInput(kind: .password, autocomplete: "new-password"),
            hint: words[AccountPhrase.newPasswordHint], error: error("password"))
        let again = Field(
            words: words, label: say(.again), name: "again", input: TextInput(kind: .password, autocomplete: "new-password"), error: error("again"))
        return FieldGroup(title: say(.groupSignIn), explanation: say(.groupSignInMore), content: "\(name)\(password)\(again)").html
    }
}

extension PageRequest {
    /// Communes and districts as they were entered: in Latin letters or in the country's own.
    func placeName(_ text: String) -> HTML {
        let isLatin = text.unicodeScalars.allSatisfy { $0.value < 0x1780 || $0.value > 0x17FF }
        return words.language == .khmer && isLatin ? "<span lang=\"en\">\(text)</span>" : "\(text)"
    }
}
