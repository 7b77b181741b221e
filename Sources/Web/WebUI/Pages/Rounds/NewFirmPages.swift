// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// A stop at a firm that stands in no register, on the driver's phone: the firm and its load in one form.
enum NewFirmPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/r/:code/new", .open) { try await form($0) },
        PageRoute(.post, "/r/:code/new", .open, send),
    ]

    private static func form(_ request: PageRequest, known: [StopChoice] = [], _ problems: [Problem] = [], _ status: Int = 200) async throws -> PageAnswer {
        let code = request.parameters["code"] ?? ""
        do {
            let found = try await request.platform.newFirmForm(code: code, address: request.address)
            let view = NewFirmView(request: request, model: found, known: known, code: code, problems: problems)
            return request.barePage(request.words[StopFirmPhrase.title], status: status, body: view.html)
        } catch let error as any Explainable {
            return DriverRoundPages.codeForm(request, typed: code, error.problems, status: error.standing.status)
        }
    }

    private static func send(_ request: PageRequest) async throws -> PageAnswer {
        let code = request.parameters["code"] ?? ""
        let typed = request.form
        var form = StopForm(typed)
        let key = String(typed["key"].prefix(100))
        let chosen = typed["known"]
        do {
            let made: Platform.MadeStop
            if chosen.isEmpty || chosen == NewFirmView.none {
                made = try await request.platform.makeStop(
                    form, at: StopRegistration(typed), isNew: chosen == NewFirmView.none, code: code, address: request.address, key: key.isEmpty ? nil : key)
            } else {
                form.sender = chosen
                made = try await request.platform.makeStop(form, code: code, address: request.address, key: key.isEmpty ? nil : key)
            }
            return .redirect("/r/\(code)/made/\(made.note.id)")
        } catch let error as LikelyKnown {
            return try await self.form(request, known: error.firms, [], error.standing.status)
        } catch let error as any Explainable {
            return try await self.form(request, error.problems, error.standing.status)
        }
    }
}

extension StopForm {
    /// As the driver's page sends it.
    init(_ typed: FormData) {
        self.init()
        waste = typed["waste"]
        amount = typed["amount"]
        containers = typed["containers"]
        each = typed["each"]
        signer = typed["signer"]
        gateReason = typed["gateReason"]
        seen = Int(typed["seen"])
    }
}

extension StopRegistration {
    fileprivate init(_ typed: FormData) {
        self.init(name: typed["name"], province: typed["province"], place: typed["place"], phone: typed["phone"])
    }
}

/// The form: name, place and load; firms that it may be come first once there are any.
struct NewFirmView: Part {
    var request: PageRequest
    var model: NewFirmForm
    var known: [StopChoice]
    /// As it stands in the address.
    var code: String
    var problems: [Problem]

    /// The answer that it is none of the firms shown.
    static let none = "none"

    private var words: Words { request.words }
    private var typed: FormData { request.form }
    private func say(_ phrase: StopFirmPhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML {
        let back = "<p>\(LinkButton(label: words[RoundPagePhrase.backToRound], href: "/r/\(code)", icon: .arrowLeft))</p>" as HTML
        guard model.isPossible else {
            return "\(PageHeading(title: say(.title)))\(EmptyState(icon: .truck, title: say(.title), explanation: say(.notPossible)))\(back)"
        }
        let key = typed.has("key") ? typed["key"] : request.platform.secrets.token()
        let form = InputForm(
            words: words, id: "stop", action: "/r/\(code)/new", hidden: [HiddenField("key", key)], problems: problems,
            content: "\(choice)\(firm)\(StopFields(request: request, round: model.round, last: nil, problems: problems))", button: words[RoundPagePhrase.done])
        return "\(PageHeading(title: say(.title), lead: say(.lead)))\(form)<p class=\"note\">\(say(.assumed))</p>\(back)"
    }

    private var choice: HTML {
        // Chosen once, the answer stays while other fields are mended.
        guard !known.isEmpty else { return typed["known"] == Self.none ? HiddenField("known", Self.none).html : HTML() }
        let choices = known.map { stop in
            Choice(
                stop.party.site.description, request.name(of: stop.organisation),
                hint: [request.place(of: stop), stop.site.attributes(on: request.platform.today).district].compactMap { $0 }.joined(separator: ", "))
        }
        return Field(
            words: words, label: say(.knownTitle), name: "known", input: RadioInput(choices: choices + [Choice(Self.none, say(.knownNone))]),
            hint: say(.knownHint), error: error("known")
        ).html
    }

    private var firm: HTML {
        let name = Field(
            words: words, label: say(.name), name: "name",
            input: TextInput(value: typed.has("name") ? typed["name"] : request.query["name"] ?? "", autocomplete: "off", maximumLength: 200),
            hint: say(.nameHint), error: error("name"))
        let lists = request.platform.lists
        let provinces = lists.provinces(of: request.platform.country, on: request.platform.today)
        let province = Field(
            words: words, label: say(.province), name: "province",
            input: SelectInput(
                choices: provinces.map { Choice($0.id.code, lists.name(of: $0, in: words.language).text) },
                selected: typed.has("province") ? typed["province"] : model.province),
            error: error("province"))
        let place = Field(
            words: words, label: say(.place), name: "place", input: TextInput(value: typed["place"], autocomplete: "off", maximumLength: 100),
            hint: say(.placeHint), error: error("place"), isOptional: true)
        let phone = Field(
            words: words, label: say(.phone), name: "phone", input: TextInput(value: typed["phone"], kind: .tel, autocomplete: "off", maximumLength: 100),
            error: error("phone"), isOptional: true)
        let isOpen = !typed["phone"].isEmpty || error("phone") != nil
        return "\(name)\(province)\(place)\(FormFold(title: say(.more), isOpen: isOpen, content: phone.html))"
    }
}
