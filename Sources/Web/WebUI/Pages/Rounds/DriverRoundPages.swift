// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// A round on the driver's phone, without account: the stops, one after another. Everything works without script.
enum DriverRoundPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/r", .open, type),
        PageRoute(.get, "/r/:code", .open) { try await round($0, [], 200) },
        PageRoute(.get, "/r/:code/find", .open, find),
        PageRoute(.get, "/r/:code/stop/:site", .open) { try await stop($0, [], 200) },
        PageRoute(.post, "/r/:code/stop/:site", .open, make),
        PageRoute(.post, "/r/:code/skip/:site", .open, skip),
        PageRoute(.get, "/r/:code/made/:note", .open, made),
    ]

    private static func type(_ request: PageRequest) async throws -> PageAnswer {
        guard let typed = request.query["code"], !typed.isEmpty else { return codeForm(request, typed: "", []) }
        guard case .success(let code) = OneTimeCode.driver.read(typed) else {
            return codeForm(request, typed: typed, [OperationPhrase.codeWrongCheck.problem("code")], status: 422)
        }
        return .redirect("/r/\(code.text)")
    }

    private static func round(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let code = request.parameters["code"] ?? ""
        do {
            let found = try await request.platform.driverRound(code: code, address: request.address)
            let view = DriverRoundView(request: request, model: found, code: code, problems: problems)
            return request.barePage(request.words[RoundPagePhrase.driverTitle], status: status, body: view.html)
        } catch let error as any Explainable {
            return codeForm(request, typed: code, error.problems, status: error.standing.status)
        }
    }

    private static func find(_ request: PageRequest) async throws -> PageAnswer {
        let code = request.parameters["code"] ?? ""
        let words = request.query["q"] ?? ""
        do {
            let found = try await request.platform.findSenders(words, code: code, address: request.address)
            return request.barePage(
                request.words[RoundPagePhrase.findTitle], body: FindSenderView(request: request, code: code, typed: words, found: found).html)
        } catch let error as any Explainable {
            return codeForm(request, typed: code, error.problems, status: error.standing.status)
        }
    }

    private static func stop(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let code = request.parameters["code"] ?? ""
        do {
            let found = try await request.platform.stopChoice(request.parameters["site"] ?? "", code: code, address: request.address)
            let view = StopView(request: request, round: found.round, stop: found.stop, code: code, problems: problems)
            return request.barePage(request.words[RoundPagePhrase.stopTitle], status: status, body: view.html)
        } catch let error as any Explainable where error.standing != .missing {
            return codeForm(request, typed: code, error.problems, status: error.standing.status)
        }
    }

    private static func make(_ request: PageRequest) async throws -> PageAnswer {
        let code = request.parameters["code"] ?? ""
        let typed = request.form
        var form = StopForm(typed)
        form.sender = request.parameters["site"] ?? ""
        let key = String(typed["key"].prefix(100))
        do {
            let made = try await request.platform.makeStop(form, code: code, address: request.address, key: key.isEmpty ? nil : key)
            return .redirect("/r/\(code)/made/\(made.note.id)")
        } catch let error as any Explainable {
            // A code that opens nothing leads back to typing it; a round that is over, to the round.
            if error.problems.contains(where: { $0.field == "code" }) { return codeForm(request, typed: code, error.problems, status: error.standing.status) }
            return error.standing == .invalid
                ? try await stop(request, error.problems, error.standing.status) : try await round(request, error.problems, error.standing.status)
        }
    }

    private static func skip(_ request: PageRequest) async throws -> PageAnswer {
        let code = request.parameters["code"] ?? ""
        do {
            _ = try await request.platform.skipStop(
                request.parameters["site"] ?? "", reason: request.form["reason"], code: code, address: request.address)
            return .redirect("/r/\(code)")
        } catch let error as any Explainable {
            if error.problems.contains(where: { $0.field == "code" }) { return codeForm(request, typed: code, error.problems, status: error.standing.status) }
            return error.standing == .invalid
                ? try await stop(request, error.problems, error.standing.status) : try await round(request, error.problems, error.standing.status)
        }
    }

    private static func made(_ request: PageRequest) async throws -> PageAnswer {
        let code = request.parameters["code"] ?? ""
        let words = request.words
        do {
            let found = try await request.platform.driverRound(code: code, address: request.address)
            guard let (stop, note) = found.made.first(where: { $0.note.id.description == request.parameters["note"] }) else { throw PlatformError.notFound }
            let done = BigConfirmation(
                title: words(RoundPagePhrase.madeDone, ["sender": .text(request.name(of: stop.organisation)), "mass": .mass(note.declaredMass)]),
                time: words.moment(note.signatures.last?.at ?? note.updatedAt), code: note.number ?? "", explanation: words[RoundPagePhrase.madeExplained])
            let next = PrimaryAction(label: words[RoundPagePhrase.nextStop], target: .link("/r/\(code)"), icon: .truck)
            let slip = HTML.ifPresent(found.confirmations[note.id]) { confirmation in
                let address = "\(request.origin)/confirm"
                let text = words(StopFirmPhrase.slip, ["code": .text(confirmation.description), "address": .text(address)])
                return Panel(title: words[StopFirmPhrase.slipTitle], content: "<p>\(text)</p>").html
            }
            return request.barePage(words[RoundPagePhrase.driverTitle], body: "\(done)\(slip)\(next)")
        } catch let error as any Explainable where error.standing != .missing {
            return codeForm(request, typed: code, error.problems, status: error.standing.status)
        }
    }

    /// Where a code that opens nothing is typed again.
    static func codeForm(_ request: PageRequest, typed: String, _ problems: [Problem], status: Int = 200) -> PageAnswer {
        let words = request.words
        let field = Field(
            words: words, label: words[RoundPagePhrase.typeCode], name: "code",
            input: TextInput(value: typed, autocomplete: "one-time-code", maximumLength: 20), hint: words[RoundPagePhrase.typeHint],
            error: problems.sentence(for: "code", words))
        let title = words[problems.isEmpty ? RoundPagePhrase.typeTitle : .codeProblem]
        let body: HTML = """
            \(PageHeading(title: title))\(ProblemSummary(words: words, problems: problems))\
            <form class="input-form" method="get" action="/r" novalidate>\(field)\
            <div class="primary-action"><button class="button primary"><span>\(words[RoundPagePhrase.typeOpen])</span></button></div></form>
            """
        return request.barePage(title, status: status, body: body)
    }
}
