// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// A firm registers itself; an officer of its province approves it.
enum SelfRegistrationPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/register", .open) { $0.registrationPage() },
        PageRoute(.post, "/register", .open, register),
        PageRoute(.get, "/registry/industries", .open, industries),
    ]

    private static func register(_ request: PageRequest) async throws -> PageAnswer {
        if request.form.has("search") { return request.registrationPage() }
        let form = request.form
        do {
            let made = try await request.platform.registerSelf(
                OrganisationRegistration(request.typedRegistration), displayName: form["display_name"], signInName: form["sign_in_name"],
                address: request.address)
            let words = request.words
            let title = words(RegistryPhrase.registeredTitle, ["firm": .text(form["name_en"])])
            let until = request.platform.now.adding(seconds: OneTimeCode.reset.life)
            let view = CodeOnceView(
                words: words, title: title, code: made.code.description, until: words(AccountPhrase.codeUntil, ["moment": .moment(until)]),
                steps: [
                    words(AccountPhrase.codeStepOpen, ["address": .text(request.origin + "/sign-in/code")]), words[AccountPhrase.codeStepType],
                    words[AccountPhrase.codeStepPassword], words[RegistryPhrase.registeredApproval],
                ], back: LinkButton(label: words[AccountPhrase.byCode], href: "/sign-in/code", icon: .arrowRight))
            return request.page(title, body: view.html)
        } catch let error as any Explainable where error.standing != .forbidden {
            return request.registrationPage(error.problems, status: error.standing.status)
        }
    }

    /// The list inside an industry picker, for its script: what matches the words typed so far.
    private static func industries(_ request: PageRequest) async throws -> PageAnswer {
        let query = String((request.query["q"] ?? "").trimmingBlanks.prefix(100))
        let found = request.platform.industries(matching: query, limit: RegistrationFields.industriesShown).map { request.industryEntry($0.code) }
        let selected = request.query["selected"].flatMap { code in
            request.platform.registrationLookups.isISICClass(code) ? IndustryCode(text: code).map(request.industryEntry) : nil
        }
        return .page(
            CodePicker.list(
                request.words, name: OrganisationRegistration.Field.isic.rawValue, results: query.isEmpty ? nil : found, selected: selected, query: query))
    }
}

extension PageRequest {
    private static let ownProfiles = ChainProfile.allCases.filter(\.isOwnChoice)

    fileprivate func registrationPage(_ problems: [Problem] = [], status: Int = 200) -> PageAnswer {
        let fields = RegistrationFields(request: self, texts: typedRegistration, problems: problems, industryQuery: industryQuery)
        let label = words[RegistryPhrase.registerButton]
        let input = InputForm(
            words: words, id: "register", action: "/register", hidden: visitor == nil ? [] : [csrfField], problems: problems,
            content: """
                \(fields.enterKey(label))\(FieldGroup(title: words[RegistryPhrase.groupFirm], content: fields.firm(Self.ownProfiles)))\
                \(FieldGroup(title: words[RegistryPhrase.groupPlace], explanation: words[RegistryPhrase.groupPlaceMore], content: fields.place))\
                \(FieldGroup(title: words[RegistryPhrase.groupWork], content: "\(fields.work)\(fields.days(asksForClosing: false))"))\
                \(FieldGroup(title: words[RegistryPhrase.groupYou], explanation: words[RegistryPhrase.groupYouMore], content: founder(problems)))\
                \(FieldGroup(title: words[RegistryPhrase.contact], explanation: words[RegistryPhrase.contactSelfMore], content: fields.contact))
                """,
            button: label)
        let body: HTML = "\(PageHeading(title: words[RegistryPhrase.registerTitle], lead: words[RegistryPhrase.registerLead]))\(input)"
        return .page(document(words[RegistryPhrase.registerTitle], back: "/sign-in", body: body), status: status)
    }

    /// The first person of a firm.
    func founder(_ problems: [Problem], isOptional: Bool = false) -> HTML {
        let name = Field(
            words: words, label: words[AccountPhrase.displayName], name: "display_name",
            input: TextInput(value: form["display_name"], autocomplete: isOptional ? "off" : "name", maximumLength: 100),
            error: problems.sentence(for: "display_name", words), isOptional: isOptional)
        let signIn = Field(
            words: words, label: words[AccountPhrase.signInNameField], name: "sign_in_name",
            input: TextInput(value: form["sign_in_name"], autocomplete: isOptional ? "off" : "username", maximumLength: 60),
            hint: words[AccountPhrase.signInNameHint], error: problems.sentence(for: "sign_in_name", words), isOptional: isOptional)
        return "\(name)\(signIn)"
    }
}
