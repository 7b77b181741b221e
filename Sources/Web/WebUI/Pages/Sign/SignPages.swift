// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// A driver without account signs for a load: scan, tap, done. Tapped twice it says the same again.
enum SignPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/s", .open, type),
        PageRoute(.get, "/s/:code", .open, show),
        PageRoute(.post, "/s/:code", .open, sign),
    ]

    /// A code that was said or written down is typed here.
    private static func type(_ request: PageRequest) async throws -> PageAnswer {
        guard let typed = request.query["code"], !typed.isEmpty else { return codeForm(request, typed: "", []) }
        guard case .success(let code) = OneTimeCode.driver.read(typed) else {
            return codeForm(request, typed: typed, [OperationPhrase.codeWrongCheck.problem("code")], status: 422)
        }
        return .redirect("/s/\(code.text)")
    }

    private static func show(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.parameters["code"] ?? ""
        do {
            let sheet = try await request.platform.signSheet(code: typed, address: request.address)
            return request.barePage(request.words[SignPhrase.title], body: SignView(request: request, sheet: sheet, code: typed).html)
        } catch let error as any Explainable {
            return codeForm(request, typed: typed, error.problems, status: error.standing.status)
        }
    }

    private static func sign(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.parameters["code"] ?? ""
        do {
            _ = try await request.platform.sign(
                code: typed, plate: request.form["plate"], driverName: String(request.form["driver"].prefix(80)), address: request.address)
            return .redirect("/s/\(typed)")
        } catch let error as any Explainable {
            // A plate that is missing is asked on the same page; a code that opens nothing leads back to typing it.
            guard error.problems.contains(where: { $0.field == "plate" }) || error.standing == .conflict else {
                return codeForm(request, typed: typed, error.problems, status: error.standing.status)
            }
            let sheet = try await request.platform.signSheet(code: typed, address: request.address)
            let view = SignView(request: request, sheet: sheet, code: typed, problems: error.problems)
            return request.barePage(request.words[SignPhrase.title], status: error.standing.status, body: view.html)
        }
    }

    private static func codeForm(_ request: PageRequest, typed: String, _ problems: [Problem], status: Int = 200) -> PageAnswer {
        let words = request.words
        // Codes hold letters, so the control for digits would bring up the wrong keyboard.
        let field = Field(
            words: words, label: words[SignPhrase.code], name: "code", input: TextInput(value: typed, autocomplete: "one-time-code", maximumLength: 20),
            hint: words[SignPhrase.codeHint], error: problems.sentence(for: "code", words))
        let body: HTML = """
            \(PageHeading(title: words[problems.isEmpty ? SignPhrase.title : .codeProblem]))\(ProblemSummary(words: words, problems: problems))\
            <form class="input-form" method="get" action="/s" novalidate>\(field)\
            <div class="primary-action"><button class="button primary"><span>\(words[SignPhrase.open])</span></button></div></form>
            """
        return request.barePage(words[SignPhrase.title], status: status, body: body)
    }
}

/// The driver's page, made for 360 px and sunlight: the load in three lines, one button, then one green answer.
struct SignView: Part {
    var request: PageRequest
    var sheet: SignSheet
    /// As it stands in the address.
    var code: String
    var problems: [Problem] = []

    private var words: Words { request.words }
    private var note: Manifest { sheet.note }
    private func say(_ phrase: SignPhrase) -> String { words[phrase] }
    private func name(_ organisation: Organisation?) -> String { organisation.map(request.name(of:)) ?? "" }
    private var isHandOver: Bool { sheet.step == .handOver }

    var html: HTML {
        if let signedAt = sheet.signedAt {
            let done = BigConfirmation(
                title: say(isHandOver ? .takenOver : .collected), time: words.moment(signedAt), code: note.number ?? "", explanation: say(.keep))
            let promise = HTML.ifPresent(sheet.promise) { PromisePanel(request: request, given: $0, href: "/s/\(code)/promise").html }
            return "\(done)\(promise)\(load)"
        }
        if let refusal { return "\(load)\(NoticeLine(text: words(refusal), tone: .warning))<p>\(say(.closed))</p>" }
        return "\(load)\(form)"
    }

    /// The load in three lines.
    private var load: HTML {
        """
        <section><p class="kind code-text">\(note.number ?? "")</p><h1>\(what)</h1>\
        <p class="lead"><span class="soft">\(say(.from))</span> <b>\(name(sheet.senderName))</b></p>\
        <p class="lead"><span class="soft">\(say(.to))</span> <b>\(name(sheet.receiverName))</b></p>\
        <p class="soft">\(words(SignPhrase.by, ["carrier": .text(name(sheet.carrierName))]))</p></section>
        """
    }

    private var what: String {
        let mass = words.mass(note.declaredMass)
        guard note.lines.count == 1, let line = note.lines.first else {
            return words(SignPhrase.loadOfSeveral, ["count": .number(Int64(note.lines.count)), "mass": .text(mass)])
        }
        return words(SignPhrase.loadOfOne, ["waste": .text(request.wasteText(line.waste)), "mass": .text(mass)])
    }

    private var form: HTML {
        let plate: HTML =
            sheet.needsPlate
            ? Field(
                words: words, label: say(.plate), name: "plate", input: TextInput(value: request.form["plate"], maximumLength: 40), hint: say(.plateHint),
                error: problems.sentence(for: "plate", words)
            ).html : HTML()
        let driver = Field(
            words: words, label: say(.driverName), name: "driver", input: TextInput(value: request.form["driver"], autocomplete: "name", maximumLength: 80),
            isOptional: true)
        return InputForm(
            words: words, id: "sign", action: "/s/\(code)", problems: problems, content: "\(plate)\(driver)<p class=\"soft\">\(say(.meaning))</p>",
            button: say(isHandOver ? .takeOverButton : .collectButton)
        ).html
    }

    /// Why the code can no longer sign, though nobody has used it: the step was taken another way.
    private var refusal: Problem? {
        if case .refused(let phrase) = note.state.transition(on: sheet.step) { return phrase.problem("", ["state": note.state.phrase.fact]) }
        let awaited = isHandOver ? note.leg + 1 : note.leg
        return awaited == sheet.leg ? nil : ManifestPhrase.refusedCollected.problem("", ["state": note.state.phrase.fact])
    }
}
