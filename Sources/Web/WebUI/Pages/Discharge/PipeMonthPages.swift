// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// One month of a pipe: what both ends read, and what each may do about it.
enum PipeMonthPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/discharge/pipes/:id/months/:month") { try await page($0, [], 200) },
        PageRoute(.post, "/discharge/pipes/:id/months/:month", take),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: PipeID = try request.id("id")
        let model = try await request.platform.pipeMonthPage(id, request.parameters["month"] ?? "", by: try request.actor())
        let asked = request.form.has("step") ? request.form["step"] : request.query["step"] ?? ""
        let step = PipeStep(rawValue: asked).flatMap { model.steps.contains($0) ? $0 : nil }
        let view = PipeMonthView(request: request, model: model, asked: step, problems: problems)
        return request.dischargePage(request.text(of: .month(model.month)), back: PipePages.address(id, nil), status: status, body: view.html)
    }

    private static func take(_ request: PageRequest) async throws -> PageAnswer {
        let id: PipeID = try request.id("id")
        let month = request.parameters["month"] ?? ""
        let actor = try request.actor()
        guard let step = PipeStep(rawValue: request.form["step"]) else { throw RequestRefusal.unreadableForm }
        let said: [PipeStep: PipePhrase] = [.state: .saidStated, .agree: .saidAgreed, .dispute: .saidDisputed, .decide: .saidDecided]
        let typed = request.form
        return try await request.attempt("/discharge/pipes/\(id)/months/\(month)", said: said[step] ?? .saidStated) {
            let side = PipeSide(rawValue: typed["side"])
            let version = try request.version()
            guard step != .state else {
                var form = PipeReadingForm()
                form.opening = typed["opening"]
                form.closing = typed["closing"]
                form.volume = typed["volume"]
                form.words = typed["words"]
                _ = try await request.platform.statePipeMonth(id, month: month, side: side, form, version: version, by: actor)
                return
            }
            guard let transfer = PipeTransferID(text: typed["transfer"]) else { throw RequestRefusal.unreadableForm }
            _ = try await request.platform.takePipeStep(
                step, in: transfer, side: side, words: typed["words"], volume: typed["volume"], version: version, by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }
}
