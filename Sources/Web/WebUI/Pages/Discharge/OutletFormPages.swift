// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The form of an outlet: a new one, and where it leads from a day on.
enum OutletFormPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/discharge/outlets/new") { try await newPage($0, [], 200) },
        PageRoute(.post, "/discharge/outlets/new", add),
        PageRoute(.get, "/discharge/outlets/:id/edit") { try await editPage($0, [], 200) },
        PageRoute(.post, "/discharge/outlets/:id/edit", change),
    ]

    private static func newPage(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let list = try await request.platform.outletList(after: nil, limit: 1, by: try request.actor())
        guard !list.ownSites.isEmpty else { throw PermissionRefusal.forbidden(.keepOutlets) }
        let words = request.words
        let fields = OutletFields(request: request, form: request.outletForm, problems: problems)
        let content: HTML = """
            \(fields.site(list.ownSites))\(fields.medium)\(fields.code)\(fields.name)\(fields.day("openedOn", .firstDay, hint: .firstDayHint))\
            \(FieldGroup(title: words[DischargePagePhrase.leadsTitle], content: fields.leads(nil)))
            """
        let input = InputForm(
            words: words, id: "outlet", action: "/discharge/outlets/new", hidden: [request.csrfField], problems: problems, content: content,
            button: words[DischargePagePhrase.addOutlet], draft: request.visitor.map { "outlet-new-\($0.person)" })
        let heading = PageHeading(title: words[DischargePagePhrase.addOutlet], lead: words[DischargePagePhrase.addOutletLead])
        return request.dischargePage(words[DischargePagePhrase.addOutlet], back: "/discharge", status: status, body: "\(heading)\(input)")
    }

    private static func add(_ request: PageRequest) async throws -> PageAnswer {
        do {
            let outlet = try await request.platform.addOutlet(request.outletForm, by: try request.actor())
            return .redirect("/discharge/outlets/\(outlet.id)", said: DischargePagePhrase.saidOutletAdded.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await newPage(request, error.problems, error.standing.status)
        }
    }

    private static func editPage(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.outletPage(try request.id("id"), limit: 1, by: try request.actor())
        guard model.actions.contains(.keepOutlets) else { throw PermissionRefusal.forbidden(.keepOutlets) }
        let (words, outlet) = (request.words, model.outlet)
        let standing = outlet.standing(on: model.today)
        var form = request.outletForm
        if !request.form.has("version") {
            form.name = outlet.name
            form.closedOn = outlet.closedOn?.description ?? ""
            form.receiving = standing.receiving.rawValue
            form.receivingName = standing.name
            form.column = standing.column ?? ""
        }
        let fields = OutletFields(request: request, form: form, problems: problems)
        let content: HTML = """
            \(fields.name)\(FieldGroup(title: words[DischargePagePhrase.leadsTitle], explanation: words[DischargePagePhrase.leadsMore], content: "\(fields.leads(outlet.medium))\(fields.day("from", .fromDay, hint: .fromDayHint))"))\
            \(fields.day("closedOn", .lastDay, hint: .lastDayHint))
            """
        let version = request.form.has("version") ? request.form["version"] : String(outlet.version)
        let input = InputForm(
            words: words, id: "outlet", action: "/discharge/outlets/\(outlet.id)/edit", hidden: [request.csrfField, HiddenField("version", version)],
            problems: problems, content: content, button: words[DischargePagePhrase.save])
        let heading = PageHeading(title: words[DischargePagePhrase.changeOutlet], kind: request.title(of: outlet))
        return request.dischargePage(
            words[DischargePagePhrase.changeOutlet], back: "/discharge/outlets/\(outlet.id)", status: status, body: "\(heading)\(input)")
    }

    private static func change(_ request: PageRequest) async throws -> PageAnswer {
        let id: OutletID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/discharge/outlets/\(id)", said: DischargePagePhrase.saidOutletChanged) {
            _ = try await request.platform.changeOutlet(id, to: request.outletForm, version: try request.version(), by: actor)
        } again: {
            try await editPage(request, $0, $1)
        }
    }
}

extension PageRequest {
    /// What was typed of an outlet.
    fileprivate var outletForm: OutletForm {
        var typed = OutletForm()
        typed.site = form.has("site") ? form["site"] : query["site"] ?? ""
        typed.code = form["code"]
        typed.medium = form["medium"]
        typed.name = form["name"]
        typed.openedOn = form["openedOn"]
        typed.closedOn = form["closedOn"]
        typed.from = form["from"]
        typed.receiving = form["receiving"]
        typed.receivingName = form["receivingName"]
        typed.column = form["column"]
        return typed
    }
}

/// The fields of an outlet.
private struct OutletFields {
    var request: PageRequest
    var form: OutletForm
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: DischargePagePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    func site(_ sites: [Site]) -> HTML {
        let first = sites.count == 1 ? sites[0].id.description : nil
        return Field(
            words: words, label: say(.site), name: "site",
            input: SelectInput(
                choices: sites.map { Choice($0.id.description, request.name(of: $0)) }, selected: form.site.isEmpty ? first : form.site,
                isEmptyAtFirst: sites.count > 1), error: error("site")
        ).html
    }

    var medium: HTML {
        Field(
            words: words, label: say(.medium), name: "medium",
            input: RadioInput(choices: DischargeMedium.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: form.medium), error: error("medium")
        ).html
    }

    var code: HTML {
        Field(
            words: words, label: say(.code), name: "code", input: TextInput(value: form.code, autocomplete: "off", maximumLength: 40), hint: say(.codeHint),
            error: error("code")
        ).html
    }

    var name: HTML {
        Field(
            words: words, label: say(.whereItIs), name: "name", input: TextInput(value: form.name, autocomplete: "off", maximumLength: 120),
            hint: say(.whereItIsHint), error: error("name"), isOptional: true
        ).html
    }

    func day(_ name: String, _ label: DischargePagePhrase, hint: DischargePagePhrase) -> HTML {
        let value = name == "openedOn" ? form.openedOn : name == "closedOn" ? form.closedOn : form.from
        return Field(words: words, label: say(label), name: name, input: DateInput(value: value), hint: say(hint), error: error(name), isOptional: true).html
    }

    /// Where it leads; of a new outlet both kinds of receiving bodies are offered, since the form does not know yet which it is.
    func leads(_ medium: DischargeMedium?) -> HTML {
        let bodies = ReceivingBody.allCases.filter { medium == nil || ($0 == .air) == (medium == .air) }
        let receiving = Field(
            words: words, label: say(.receiving), name: "receiving",
            input: SelectInput(choices: bodies.map { Choice($0.rawValue, words[$0.phrase]) }, selected: form.receiving), error: error("receiving"))
        let name = Field(
            words: words, label: say(.receivingName), name: "receivingName",
            input: TextInput(value: form.receivingName, autocomplete: "off", maximumLength: 120), hint: say(.receivingNameHint), error: error("receivingName"),
            isOptional: true)
        let platform = request.platform
        let columns = (medium.map { [$0] } ?? DischargeMedium.allCases).flatMap { platform.dischargeLimits.columns(platform.country, $0) }
        let column = Field(
            words: words, label: say(.column), name: "column",
            input: SelectInput(
                choices: [Choice("", say(.columnOpen))] + columns.map { Choice($0.column, words.column($0.column)) }, selected: form.column,
                isEmptyAtFirst: false),
            hint: say(.columnHint), error: error("column"), isOptional: true)
        return "\(receiving)\(name)\(column)"
    }
}
