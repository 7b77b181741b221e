// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// An officer enters a firm or an authority; it is active at once.
enum NewOrganisationPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/registry/new") { try $0.newOrganisationPage() },
        PageRoute(.post, "/registry/new", add),
    ]

    private static func add(_ request: PageRequest) async throws -> PageAnswer {
        if request.form.has("search") { return try request.newOrganisationPage() }
        let actor = try request.actor()
        try request.requireAdding()
        do {
            let entry = try NewOrganisation(request)
            let made = try await request.platform.addOrganisation(
                entry.registration, mandate: entry.mandate, founder: entry.founder, by: actor)
            guard let person = made.person, let founder = entry.founder else {
                return .redirect("/registry/organisations/\(made.organisation)", said: RegistryPhrase.added.fullKey)
            }
            let code = try await request.platform.makeResetCode(for: person, in: made.organisation, by: actor)
            let title = request.words(AccountPhrase.inviteCodeTitle, ["name": .text(founder.displayName)])
            return request.oneTimeCodePage(title, code, back: "/registry/organisations/\(made.organisation)", current: .registry)
        } catch let error as any Explainable where error.standing == .invalid {
            return try request.newOrganisationPage(error.problems, status: error.standing.status)
        }
    }
}

/// What the form of a new organisation says, checked.
private struct NewOrganisation {
    var registration: ValidRegistration
    var mandate: Mandate?
    var founder: PersonProfile?

    /// - Throws: every problem with its field.
    init(_ request: PageRequest) throws {
        let form = request.form
        var problems: [Problem] = []
        var valid: ValidRegistration?
        do { valid = try OrganisationRegistration(request.typedRegistration).validated(with: request.platform.registrationLookups) } catch {
            problems += error.problems
        }
        if let valid, valid.profiles.contains(.authority) {
            mandate = Self.mandate(form["mandate"], province: valid.province)
            if mandate == nil, !form["mandate"].isEmpty { problems.append(OperationPhrase.fieldMissing.problem("mandate")) }
        }
        let display = form["display_name"]
        if !display.isEmpty || !form["sign_in_name"].isEmpty {
            if display.isEmpty { problems.append(OperationPhrase.fieldMissing.problem("display_name")) }
            switch SignInName.normalise(form["sign_in_name"], in: request.platform.country) {
            case .failure(let refusal): problems.append(refusal.problem(field: "sign_in_name"))
            case .success(let name):
                var profile = PersonProfile(
                    displayName: String(display.prefix(100)), language: request.platform.country == .cambodia ? .khmer : .vietnamese)
                if case .phone = name { profile.phone = name.text } else { profile.signInName = name.text }
                founder = profile
            }
        }
        guard let valid, problems.isEmpty else { throw PlatformError.invalid(problems) }
        registration = valid
    }

    /// A provincial authority is charged with the province in which it stands.
    private static func mandate(_ text: String, province: String) -> Mandate? {
        text == Mandate.Kind.provincial.rawValue ? .provincial(province) : Mandate(text: text)
    }
}

extension PageRequest {
    /// - Throws: what somebody is told who may not add firms.
    func requireAdding() throws {
        guard case .refused(let refusal) = may(.importOrganisations, actor: try actor(), subject: Subject()) else { return }
        throw refusal == .missing ? PlatformError.notFound : refusal
    }

    fileprivate func newOrganisationPage(_ problems: [Problem] = [], status: Int = 200) throws -> PageAnswer {
        try requireAdding()
        let fields = RegistrationFields(request: self, texts: typedRegistration, problems: problems, industryQuery: industryQuery)
        let label = words[RegistryPhrase.addButton]
        let mandates = Mandate.Kind.allCases.map { Choice($0.rawValue, words[$0.phrase]) }
        let mandate = Field(
            words: words, label: words[RegistryPhrase.mandate], name: "mandate",
            input: SelectInput(choices: [Choice("", words[RegistryPhrase.noMandate])] + mandates, selected: form["mandate"], isEmptyAtFirst: false),
            hint: words[RegistryPhrase.mandateHint], error: problems.sentence(for: "mandate", words), isOptional: true)
        let input = InputForm(
            words: words, id: "add", action: "/registry/new", hidden: [csrfField], problems: problems,
            content: """
                \(fields.enterKey(label))\(FieldGroup(title: words[RegistryPhrase.groupFirm], content: "\(fields.firm(ChainProfile.allCases))\(mandate)"))\
                \(FieldGroup(title: words[RegistryPhrase.groupPlace], explanation: words[RegistryPhrase.groupPlaceMore], content: fields.place))\
                \(FieldGroup(title: words[RegistryPhrase.groupWork], content: "\(fields.work)\(fields.days(asksForClosing: true))"))\
                \(FieldGroup(title: words[RegistryPhrase.contact], explanation: words[RegistryPhrase.contactMore], content: fields.contact))\
                \(FieldGroup(title: words[RegistryPhrase.groupFounder], explanation: words[RegistryPhrase.groupFounderMore], content: founder(problems, isOptional: true)))
                """,
            button: label, draft: "registry-new-\(try signedIn().person)")
        let title = words[RegistryPhrase.addTitle]
        return .page(
            document(title, current: .registry, back: "/registry", body: "\(PageHeading(title: title, lead: words[RegistryPhrase.addLead]))\(input)"),
            status: status)
    }
}
