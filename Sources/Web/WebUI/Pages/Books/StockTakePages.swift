// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// Sentences about counting the stock.
enum StockTakePhrase: String, PhraseKey {
    static let area = "stocktakepage"
    case title, lead, kind, kindCounted, kindOpening, waste, wasteHint, amount, amountHint, day, photo, paper, paperHint, remark, save, saved, evidence
}

/// Counting one waste in a site's store, with evidence.
enum StockTakePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/book/sites/:id/stock-take") { try await form($0, [], 200) },
        PageRoute(.post, "/book/sites/:id/stock-take", bodyMax: 6_000_000, take),
        PageRoute(.get, "/book/stock-takes/:id/photo/:hash", photo),
    ]

    private static func take(_ request: PageRequest) async throws -> PageAnswer {
        let id: SiteID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        var form = StockTakeForm()
        form.kind = typed["kind"]
        form.waste = typed["waste"]
        form.amount = typed["amount"]
        form.day = typed["day"]
        form.paper = typed["paper"]
        form.remark = typed["remark"]
        let asked = form
        let photo = typed.file("photo").map { Platform.Photo(bytes: $0.bytes) }
        return try await request.attempt("/book/sites/\(id)", said: StockTakePhrase.saved) {
            _ = try await request.platform.takeStock(id, asked, photo: photo, by: actor)
        } again: {
            try await self.form(request, $0, $1)
        }
    }

    private static func form(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: SiteID = try request.id("id")
        let site = try await request.platform.stockTakeSite(id, by: try request.actor())
        let words = request.words
        func say(_ phrase: StockTakePhrase) -> String { words[phrase] }
        func field(_ name: String, _ label: StockTakePhrase, _ input: some FieldControl, hint: StockTakePhrase? = nil, isOptional: Bool = false) -> HTML {
            Field(
                words: words, label: say(label), name: name, input: input, hint: hint.map(say), error: problems.sentence(for: name, words),
                isOptional: isOptional
            ).html
        }
        let typed = { (name: String) in request.form[name] }
        let kinds = [Choice(StockTake.Kind.counted.rawValue, say(.kindCounted)), Choice(StockTake.Kind.opening.rawValue, say(.kindOpening))]
        let kind = typed("kind").isEmpty ? StockTake.Kind.counted.rawValue : typed("kind")
        let waste = typed("waste").isEmpty ? request.query["waste"] ?? "" : typed("waste")
        let content: HTML = """
            \(field("kind", .kind, RadioInput(choices: kinds, selected: kind)))\
            \(field("waste", .waste, TextInput(value: waste, maximumLength: 20), hint: .wasteHint))\
            \(field("amount", .amount, NumberInput(value: typed("amount"), unit: "kg"), hint: .amountHint))\
            \(field("day", .day, DateInput(value: typed("day"), latest: request.platform.today)))\
            \(field("photo", .photo, FileInput(accept: "image/jpeg,image/png,image/webp"), isOptional: true))\
            \(field("paper", .paper, TextInput(value: typed("paper"), maximumLength: 64), hint: .paperHint, isOptional: true))\
            \(field("remark", .remark, LongTextInput(value: typed("remark"), rows: 2, maximumLength: 1000), isOptional: true))
            """
        let input = InputForm(
            words: words, id: "stock-take", action: "/book/sites/\(id)/stock-take", hidden: [request.csrfField], problems: problems, content: content,
            button: say(.save), sendsFiles: true)
        let heading = PageHeading(title: say(.title), kind: request.name(of: site), lead: say(.lead))
        return .page(request.document(say(.title), current: .book, back: "/book/sites/\(id)", body: "\(heading)\(input)"), status: status)
    }

    private static func photo(_ request: PageRequest) async throws -> PageAnswer {
        let hash = request.parameters["hash"] ?? ""
        return .photo(try await request.platform.stockTakePhoto(try request.id("id"), hash: hash, by: try request.actor()), hash: hash)
    }
}
