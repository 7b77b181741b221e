// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Wording

/// Returns: what is owed, one of them, and what officers decide.
enum ReturnPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/returns", list),
        PageRoute(.get, "/returns/new") { try await new($0, [], 200) },
        PageRoute(.post, "/returns", begin),
        PageRoute(.get, "/returns/waste/:code") { try await waste($0, [], 200) },
        PageRoute(.post, "/returns/waste/:code", intoReturn),
        PageRoute(.post, "/returns/approve", approveChosen),
        PageRoute(.get, "/returns/typing", typing),
        PageRoute(.get, "/returns/sets/:set/sheet", sheet),
        PageRoute(.get, "/returns/:id", page),
        PageRoute(.post, "/returns/:id/approve", approve),
        PageRoute(.get, "/returns/:id/send-back") { try await reasonPage($0, .sendBack, [], 200) },
        PageRoute(.post, "/returns/:id/send-back", sendBack),
        PageRoute(.get, "/returns/:id/reopen") { try await reasonPage($0, .reopen, [], 200) },
        PageRoute(.post, "/returns/:id/reopen", reopen),
    ]

    // MARK: Lists

    private static func list(_ request: PageRequest) async throws -> PageAnswer { try await list(request, [], 200) }

    private static func list(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        let body: HTML
        if actor.principal?.mandate != nil {
            let state = request.query["state"].flatMap { asked in ReturnState.allCases.first { "\($0)" == asked } } ?? .submitted
            let before = request.query["before"].flatMap { ReturnID(text: $0) }
            if request.wantsFile {
                return try await request.wholeList("returns-\(state)", next: \ReturnAreaList.next) {
                    try await request.platform.returnArea(state, before: $0, limit: $1, by: actor)
                } rows: {
                    $0.file(request.platform.zone)
                }
            }
            let found = try await request.platform.returnArea(state, before: before, by: actor)
            body = ReturnAreaView(request: request, list: found, state: state, problems: problems).html
        } else {
            let found = try await request.platform.returnList(by: actor)
            if request.wantsFile { return try request.list(found.file(request.platform.zone).csv, "returns") }
            body = ReturnListView(request: request, list: found).html
        }
        let isWide = actor.principal?.mandate != nil
        return .page(request.document(request.words[ReturnPagePhrase.title], current: .returns, isWide: isWide, body: body), status: status)
    }

    /// Approves what was ticked; what is refused is named, and the rest is approved all the same.
    private static func approveChosen(_ request: PageRequest) async throws -> PageAnswer {
        let picks = request.form.all("pick").compactMap { ReturnPick(text: $0) }
        let refused = try await request.platform.approveReturns(picks, by: try request.actor())
        guard refused.isEmpty, !picks.isEmpty else {
            let problems = picks.isEmpty ? [ReturnPagePhrase.nothingChosen.problem()] : refused.flatMap(\.problems)
            return try await list(request, problems, 422)
        }
        return .redirect("/returns", said: ReturnPagePhrase.saidChosen.fullKey)
    }

    private static func typing(_ request: PageRequest) async throws -> PageAnswer {
        let asked = String((request.query["q"] ?? "").prefix(100))
        let choices = try await request.platform.typingChoices(asked, by: try request.actor())
        return request.page(
            request.words[ReturnPagePhrase.typingTitle], current: .returns, back: "/returns",
            body: TypingView(request: request, asked: asked, choices: choices).html)
    }

    // MARK: Sets

    private static func sheet(_ request: PageRequest) async throws -> PageAnswer {
        _ = try request.actor()
        let set = try request.dataSet()
        let period = request.query["period"].flatMap { Period(text: $0) }
        let site = try await request.ownSite()
        return request.printPage(request.words[set.phrase], body: ReturnSheet(request: request, dataSet: set, site: site, period: period).html)
    }

    // MARK: Beginning

    private static func new(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        let asked = { (name: String) in request.form.has(name) ? request.form[name] : request.query[name] ?? "" }
        guard let site = SiteID(text: asked("site")), let period = Period(text: asked("period")) else { throw PlatformError.notFound }
        let preview = try await request.platform.returnPreview(site: site, dataSet: asked("set"), period: period, by: actor)
        if let made = preview.made { return .redirect("/returns/\(made)") }
        let view = ReturnBeginView(request: request, preview: preview, problems: problems)
        return .page(request.document(request.words[preview.owed.dataSet.phrase], current: .returns, back: "/returns", body: view.html), status: status)
    }

    private static func begin(_ request: PageRequest) async throws -> PageAnswer {
        guard let site = SiteID(text: request.form["site"]) else { throw PlatformError.notFound }
        do {
            let made = try await request.platform.beginReturn(
                site: site, dataSet: request.form["set"], period: request.form["period"], by: try request.actor())
            return .redirect("/returns/\(made.id)/edit", said: ReturnPagePhrase.saidBegun.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await new(request, error.problems, error.standing.status)
        }
    }

    // MARK: A waste into a return

    private static func waste(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        guard let code = WasteCodeID(text: request.parameters["code"] ?? "") else { throw PlatformError.notFound }
        let found = try await request.platform.returnsTaking(code, by: try request.actor())
        let title = request.words(ReturnPagePhrase.intoTitle, ["code": .text(found.waste.display)])
        let view = WasteIntoReturnView(request: request, found: found, problems: problems)
        return .page(request.document(title, current: .returns, back: "/waste/\(code.text)", body: view.html), status: status)
    }

    /// Opens the return that was chosen, begun first where it was not, with the waste in it.
    private static func intoReturn(_ request: PageRequest) async throws -> PageAnswer {
        guard let code = WasteCodeID(text: request.parameters["code"] ?? "") else { throw PlatformError.notFound }
        guard let key = OwedKey(text: request.form["return"]) else {
            return try await waste(request, [OperationPhrase.fieldMissing.problem("return")], 422)
        }
        do {
            let made = try await request.platform.beginReturn(
                site: key.site, dataSet: key.dataSet, period: key.period.description, by: try request.actor())
            return .redirect(("/returns/\(made.id)/edit" as URLPath).setting("waste", code.text))
        } catch let error as any Explainable where error.standing == .invalid {
            return try await waste(request, error.problems, error.standing.status)
        }
    }

    // MARK: One return

    static func page(_ request: PageRequest) async throws -> PageAnswer { try await page(request, [], 200) }

    static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.returnModel(try request.id("id"), by: try request.actor())
        let shown = request.query["version"].flatMap { Int($0) }
        let view = ReturnView(request: request, model: model, shown: shown, problems: problems)
        return request.returnPage(model, back: "/returns", body: view.html, status: status)
    }

    private static func approve(_ request: PageRequest) async throws -> PageAnswer {
        let id: ReturnID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/returns/\(id)", said: ReturnPagePhrase.saidApproved) {
            _ = try await request.platform.approveReturn(id, version: try request.version(), by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func sendBack(_ request: PageRequest) async throws -> PageAnswer {
        let id: ReturnID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/returns/\(id)", said: ReturnPagePhrase.saidSentBack) {
            _ = try await request.platform.sendBackReturn(id, version: try request.version(), remarks: request.form["reason"], by: actor)
        } again: {
            $1 == 409 ? try await page(request, $0, $1) : try await reasonPage(request, .sendBack, $0, $1)
        }
    }

    private static func reopen(_ request: PageRequest) async throws -> PageAnswer {
        let id: ReturnID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/returns/\(id)", said: ReturnPagePhrase.saidReopened) {
            _ = try await request.platform.reopenReturn(id, version: try request.version(), reason: request.form["reason"], by: actor)
        } again: {
            $1 == 409 ? try await page(request, $0, $1) : try await reasonPage(request, .reopen, $0, $1)
        }
    }

    /// Asks for remarks or a reason, and says what follows.
    private static func reasonPage(_ request: PageRequest, _ step: ReturnStep, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.returnModel(try request.id("id"), by: try request.actor())
        guard model.steps.contains(step) else { return try await page(request) }
        let words = request.words
        let isBack = step == .sendBack
        let say: (ReturnPagePhrase, ReturnPagePhrase) -> String = { words[isBack ? $0 : $1] }
        let reason = Field(
            words: words, label: say(.remarksLabel, .reasonLabel), name: "reason",
            input: LongTextInput(value: request.form["reason"], rows: 4, maximumLength: 1000), hint: say(.remarksHint, .reasonHint),
            error: problems.sentence(for: "reason", words))
        let path: URLPath = isBack ? "/returns/\(model.made.id)/send-back" : "/returns/\(model.made.id)/reopen"
        let follows: [ReturnPagePhrase] = isBack ? [.sendBackFollows] : [.reopenFollows, .reopenHolds]
        let confirm = ConfirmPage(
            words: words, title: say(.sendBackTitle, .reopenTitle), consequences: follows.map { words[$0] }, action: path,
            fields: [request.csrfField, HiddenField("version", String(model.made.version))], content: reason.html, button: say(.sendBack, .reopen),
            isDangerous: false, back: "/returns/\(model.made.id)")
        let about: HTML = "<p class=\"kind\">\(words[model.dataSet.phrase]) · \(request.text(of: model.made.head.period))</p>"
        return request.returnPage(
            model, back: "/returns/\(model.made.id)", body: "\(ProblemSummary(words: words, problems: problems))\(confirm)\(about)", status: status)
    }
}

extension PageRequest {
    /// A page about one return.
    func returnPage(_ model: ReturnModel, back: URLPath, body: HTML, status: Int = 200) -> PageAnswer {
        .page(document(words[model.dataSet.phrase], current: .returns, back: back, body: body), status: status)
    }

    /// The data set that the address names, as it is for periods of today.
    func dataSet() throws -> DataSet {
        let (sets, id) = (platform.dataSets, parameters["set"] ?? "")
        // One that begins later is shown too.
        guard let set = sets.set(id, on: platform.today) ?? sets.sets.last(where: { $0.id == id }) else { throw PlatformError.notFound }
        return set
    }

    /// The site that the address asks for, as far as its returns may be read.
    fileprivate func ownSite() async throws -> (site: Site, organisation: Organisation)? {
        guard let id = query["site"].flatMap({ SiteID(text: $0) }) else { return nil }
        return try await platform.returnSite(id, by: try actor())
    }
}
