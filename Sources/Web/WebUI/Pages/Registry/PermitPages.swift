// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// An officer records a permit from its paper.
enum PermitPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/registry/organisations/:id/permits/new") { try await page($0) },
        PageRoute(.post, "/registry/organisations/:id/permits/new", record),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.organisationPage(try request.id("id"), by: try request.actor())
        guard model.isWhole else { throw PlatformError.notFound }
        guard model.actions.contains(.recordPermit) else { throw PermissionRefusal.forbidden(.recordPermit) }
        let view = PermitFormView(request: request, model: model, form: PermitForm(request), problems: problems)
        return .page(
            request.document(
                request.words[RegistryPhrase.recordPermit], current: .registry, back: "/registry/organisations/\(model.organisation.id)", body: view.html),
            status: status)
    }

    private static func record(_ request: PageRequest) async throws -> PageAnswer {
        let id: OrganisationID = try request.id("id")
        var form = PermitForm(request)
        form.organisation = id.description
        // A site that cannot be read must not turn into a permit for all of them.
        guard form.site.isEmpty || SiteID(text: form.site) != nil else { throw PlatformError.notFound }
        do {
            let key = request.form["key"].prefix(100)
            _ = try await request.platform.recordPermit(form, key: key.isEmpty ? nil : String(key), by: try request.actor())
            return .redirect("/registry/organisations/\(id)", said: RegistryPhrase.permitRecorded.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await page(request, error.problems, status: error.standing.status)
        } catch PermissionRefusal.missing {
            throw PlatformError.notFound
        }
    }
}

extension PermitForm {
    /// What was typed; blank fields for a new form.
    fileprivate init(_ request: PageRequest) {
        self.init()
        let form = request.form
        site = form["site"]
        number = form["number"]
        issuedBy = form["issued_by"]
        wastes = form["wastes"]
        treatments = form["treatments"]
        allowsTransport = form["allows_transport"] == "yes"
        dailyCapacity = form["daily_capacity"]
        yearlyCapacity = form["yearly_capacity"]
        storageCeiling = form["storage_ceiling"]
        validFrom = form["valid_from"]
        validUntil = form["valid_until"]
        source = form["source"]
    }
}

/// The form of a permit, in the order of the paper.
struct PermitFormView: Part {
    var request: PageRequest
    var model: OrganisationPage
    var form: PermitForm
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }

    var html: HTML {
        let id = model.organisation.id
        let heading = PageHeading(title: say(.recordPermit), kind: request.name(of: model.organisation), lead: say(.permitLead))
        // A form that comes back keeps its key: sent twice, however often it was mended, it records one permit.
        let key = request.form.has("key") ? request.form["key"] : request.platform.secrets.token()
        let input = InputForm(
            words: words, id: "permit", action: "/registry/organisations/\(id)/permits/new", hidden: [request.csrfField, HiddenField("key", key)],
            problems: problems,
            content: """
                \(FieldGroup(title: say(.groupPaper), content: "\(text(.permitNumber, "number", form.number))\(text(.issuedBy, "issued_by", form.issuedBy))\(site)\(dates)"))\
                \(FieldGroup(title: say(.groupCovers), content: "\(covers)\(transport)"))\
                \(FieldGroup(title: say(.groupBounds), explanation: say(.groupBoundsMore), content: bounds))\
                \(text(.source, "source", form.source, hint: .sourceHint))
                """,
            button: say(.save), draft: request.visitor.map { "permit-\(id)-\($0.person)" })
        return "\(heading)\(input)"
    }

    private var site: Field<SelectInput> {
        Field(
            words: words, label: say(.reach), name: "site",
            input: SelectInput(
                choices: [Choice("", say(.wholeOrganisation))] + model.sites.map { Choice($0.id.description, request.name(of: $0)) }, selected: form.site,
                isEmptyAtFirst: false), error: error("site"))
    }

    private var dates: HTML {
        let from = Field(
            words: words, label: say(.validFrom), name: "valid_from", input: DateInput(value: form.validFrom), error: error("valid_from"))
        let until = Field(
            words: words, label: say(.validUntil), name: "valid_until", input: DateInput(value: form.validUntil), hint: say(.validUntilHint),
            error: error("valid_until"), isOptional: true)
        return "\(from)\(until)"
    }

    private var covers: HTML {
        let wastes = Field(
            words: words, label: say(.wastes), name: "wastes", input: LongTextInput(value: form.wastes, rows: 3, maximumLength: 4000), hint: say(.wastesHint),
            error: error("wastes"))
        let treatments = text(.treatments, "treatments", form.treatments, hint: .treatmentsHint, isOptional: true)
        return "\(wastes)\(treatments)"
    }

    private var transport: Field<CheckboxInput> {
        Field(
            words: words, label: say(.transport), name: "allows_transport",
            input: CheckboxInput(choices: [Choice("yes", say(.transportAllowed))], selected: form.allowsTransport ? ["yes"] : []))
    }

    private var bounds: HTML {
        func field(_ label: RegistryPhrase, _ name: String, _ value: String) -> HTML {
            Field(words: words, label: say(label), name: name, input: NumberInput(value: value, unit: "t"), error: error(name), isOptional: true).html
        }
        return """
            \(field(.dailyCapacity, "daily_capacity", form.dailyCapacity))\(field(.yearlyCapacity, "yearly_capacity", form.yearlyCapacity))\
            \(field(.storageCeiling, "storage_ceiling", form.storageCeiling))
            """
    }

    private func text(_ label: RegistryPhrase, _ name: String, _ value: String, hint: RegistryPhrase? = nil, isOptional: Bool = false) -> HTML {
        Field(
            words: words, label: say(label), name: name, input: TextInput(value: value, autocomplete: "off", maximumLength: 300), hint: hint.map(say),
            error: error(name), isOptional: isOptional
        ).html
    }

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }
}
