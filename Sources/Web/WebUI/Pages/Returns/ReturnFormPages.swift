// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// Filling a return in: saved bit by bit, looked over, sent.
enum ReturnFormPages {
    static let routes: [PageRoute] =
        [
            PageRoute(.get, "/returns/:id/edit", edit),
            PageRoute(.post, "/returns/:id/edit", .signedIn, bodyMax: 6_000_000, save),
            PageRoute(.get, "/returns/:id/bills/:hash", bill),
            PageRoute(.post, "/returns/:id/same", same),
            PageRoute(.get, "/returns/:id/review") { try await review($0, [], 200) },
            PageRoute(.post, "/returns/:id/submit", submit),
        ] + NoMeterPages.routes

    private static func edit(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.returnModel(try request.id("id"), by: try request.actor())
        guard model.steps.contains(.save) else { return .redirect("/returns/\(model.made.id)") }
        var input = ReturnInput(model)
        if let waste = request.query["waste"].flatMap({ WasteCodeID(text: $0) }), request.platform.lists.wasteCode(waste, on: model.today) != nil {
            input.open(at: waste, of: model.dataSet)
        }
        return form(request, model, input, [], 200)
    }

    private static func form(
        _ request: PageRequest, _ model: ReturnModel, _ input: ReturnInput, _ problems: [Problem], _ status: Int
    ) -> PageAnswer {
        request.returnPage(
            model, back: "/returns", body: ReturnFormView(request: request, model: model, input: input, problems: problems).html, status: status)
    }

    /// Saves, or answers a search; whatever goes wrong, the form comes back with everything typed.
    private static func save(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.returnModel(try request.id("id"), by: try request.actor())
        let input = ReturnInput(request.form, model)
        guard !request.form.has("search") else { return form(request, model, input, [], 200) }
        if request.form["then"] == ReturnAutosave.mark { return try await ReturnAutosave(request: request, id: model.made.id, form: input.form).answer() }
        do {
            var bills: [String: ReturnBill] = [:]
            if let file = request.form.file("bill") { bills[request.form["bill-of"]] = ReturnBill(bytes: file.bytes) }
            _ = try await request.platform.saveReturn(
                model.made.id, version: try request.version(), input.form, bills: bills, by: try request.actor())
            let edit: URLPath = "/returns/\(model.made.id)/edit"
            switch request.form["then"] {
            case "review": return .redirect("/returns/\(model.made.id)/review")
            case "more": return .redirect(edit.setting("more", "1"), said: ReturnPagePhrase.saidSaved.fullKey)
            default: return .redirect(edit, said: ReturnPagePhrase.saidSaved.fullKey)
            }
        } catch let error as any Explainable where [.invalid, .conflict].contains(error.standing) {
            return form(request, model, input, error.problems, error.standing.status)
        }
    }

    private static func bill(_ request: PageRequest) async throws -> PageAnswer {
        let hash = request.parameters["hash"] ?? ""
        let bill = try await request.platform.returnBill(try request.id("id"), hash: hash, by: try request.actor())
        let ending = bill.mediaType.split(separator: "/").last.map(String.init) ?? "pdf"
        return .file(bytes: bill.bytes, name: "bill-\(hash.prefix(8)).\(ending)", mediaType: bill.mediaType, isInline: bill.mediaType.hasPrefix("image/"))
    }

    private static func same(_ request: PageRequest) async throws -> PageAnswer {
        let id: ReturnID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/returns/\(id)/edit", said: ReturnPagePhrase.saidSame) {
            _ = try await request.platform.repeatReturn(id, version: try request.version(), by: actor)
        } again: { problems, status in
            let model = try await request.platform.returnModel(id, by: actor)
            return form(request, model, ReturnInput(model), problems, status)
        }
    }

    private static func review(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.returnModel(try request.id("id"), by: try request.actor())
        guard model.steps.contains(.submit) || model.steps.contains(.save) else { return try await ReturnPages.page(request) }
        let view = ReturnReviewView(request: request, model: model, refused: problems)
        return request.returnPage(model, back: "/returns/\(model.made.id)/edit", body: view.html, status: status)
    }

    private static func submit(_ request: PageRequest) async throws -> PageAnswer {
        let id: ReturnID = try request.id("id")
        let actor = try request.actor()
        let confirms = request.form.has("confirm")
        let asked = try await request.platform.returnModel(id, by: actor).checks.findings.map(\.finding.key)
        let explanations = Dictionary(asked.map { ($0, request.form["explain-" + $0]) }, uniquingKeysWith: { a, _ in a })
        return try await request.attempt("/returns/\(id)", said: ReturnPagePhrase.saidSent) {
            _ = try await request.platform.submitReturn(id, version: try request.version(), confirms: confirms, explanations: explanations, by: actor)
        } again: {
            try await review(request, $0, $1)
        }
    }
}

/// The form as it was sent, or as it is filled at first.
struct ReturnInput: Sendable {
    var form = ReturnForm()
    /// What stands in the search box of the waste to be added.
    var wasteWords = ""
    /// Where whoever opens the form goes on, by the field's name.
    var focus: String?
    /// Fields that the page filled and the draft has not.
    var fresh: [String] = []

    /// Opens it at a waste: at its line where it has one, else at a further line of that code.
    mutating func open(at waste: WasteCodeID, of set: DataSet) {
        guard set.wastes != .none, let lines = form.wastes else { return }
        if let known = lines.firstIndex(where: { $0.waste == waste.text }) {
            focus = "mass\(known)"
            return
        }
        var line = ReturnForm.Waste()
        line.waste = waste.text
        form.wastes = lines + [line]
        focus = (set.wastes == .received ? "mass" : "destination") + "\(lines.count)"
        fresh = ["waste\(lines.count)"]
    }

    /// Whether what stands at a field is what was saved there.
    func stands(at field: String, in model: ReturnModel) -> Bool {
        let saved = ReturnInput(model).form
        guard let typed = form.answers[field] else { return form.wastes == nil || form.wastes == saved.wastes }
        guard let known = saved.answers[field] else { return false }
        // A field of one unit sends none.
        return (typed.kind, typed.number) == (known.kind, known.number) && (typed.unit.isEmpty || typed.unit == known.unit)
    }

    init(_ model: ReturnModel) {
        for field in model.fields {
            var typed = ReturnForm.Answer()
            typed.unit = field.units.first ?? ""
            if let answer = model.shown[field.id] {
                switch answer.value {
                case .figure(let figure):
                    typed.number = figure.typedNumber
                    typed.unit = figure.unit
                    typed.method = figure.method.rawValue
                case .nothing: typed.kind = .nothing
                case .unknown: typed.kind = .unknown
                case .bill: break
                }
                typed.comment = answer.comment.flatMap { model.names.texts[$0] }
            } else if let figure = model.last?[field.id]?.value.figure {
                // The unit that the factory had last time.
                typed.unit = figure.unit
            }
            form.answers[field.id] = typed
        }
        form.wastes = model.shown.wastes.map(ReturnForm.Waste.init)
    }

    init(_ data: FormData, _ model: ReturnModel) {
        for field in model.fields where data.has(field.id) {
            var typed = ReturnForm.Answer()
            typed.number = data[field.id]
            typed.unit = data[field.id + "-unit"]
            let kind = data[field.id + "-kind"]
            typed.kind = ReturnForm.Kind(rawValue: kind) ?? .figure
            if kind == MeasurementMethod.estimated.rawValue { typed.method = kind }
            if data.has(field.id + "-comment") { typed.comment = data[field.id + "-comment"] }
            // A number typed where nothing stood takes its place; an answer chosen instead of the number that stood there takes that one's.
            if typed.kind != .figure, !typed.number.isEmpty {
                if model.shown[field.id]?.value == (typed.kind == .nothing ? .nothing : .unknown) { typed.kind = .figure } else { typed.number = "" }
            }
            form.answers[field.id] = typed
        }
        guard model.dataSet.wastes != .none else { return }
        var lines: [ReturnForm.Waste] = []
        for i in 0...ReturnForm.wastesMax where data.has("mass\(i)") {
            var typed = ReturnForm.Waste()
            typed.waste = data["waste\(i)"]
            typed.destination = data["destination\(i)"]
            typed.site = data["site\(i)"]
            typed.number = data["mass\(i)"]
            typed.unit = data["unit\(i)"].isEmpty ? "kg" : data["unit\(i)"]
            lines.append(typed)
            wasteWords = data["waste\(i)-search"]
        }
        form.wastes = lines
    }
}
