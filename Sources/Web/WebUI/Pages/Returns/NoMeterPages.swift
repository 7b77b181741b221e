// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// Sentences about wastewater that no meter measured.
enum EstimatePhrase: String, PhraseKey {
    static let area = "estimates"
    case title, lead, link, balance, balanceFormula, range, rangeFormula, inputs, shares, sharesOf, ownShares, ownSharesHint, product, evaporation
    case rangeOf, result, resultOf, source, firmSource, firmStated, ownWords, accept, noWater, noProduct, noRange, saidAccepted, markOf, published, ownReturns,
        again, ownEnds, ownEndsHint, ownLow, ownHigh
}

/// Wastewater of a firm without a meter: formulas with what goes into them, each accepted by itself.
enum NoMeterPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/returns/:id/no-meter") { try await page($0, [], 200) },
        PageRoute(.post, "/returns/:id/no-meter", accept),
    ]

    private static func accept(_ request: PageRequest) async throws -> PageAnswer {
        let id: ReturnID = try request.id("id")
        let actor = try request.actor()
        var form = EstimateForm()
        form.formula = request.form["formula"]
        form.range = request.form["range"]
        form.product = request.form["product"]
        form.evaporation = request.form["evaporation"]
        // Each formula of the page has ends of its own.
        form.low = request.form[end(.low, of: form.formula, form.range)]
        form.high = request.form[end(.high, of: form.formula, form.range)]
        let asked = form
        return try await request.attempt("/returns/\(id)/edit", said: EstimatePhrase.saidAccepted) {
            _ = try await request.platform.acceptEstimate(id, asked, version: try request.version(), by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    /// What an end of a formula is called in the page.
    private static func end(_ place: ReturnForm.EstimatePlace, of formula: String, _ range: String) -> String {
        place.name(range.isEmpty ? formula : range)
    }

    private static func page(_ request: PageRequest, _ found: [Problem], _ status: Int) async throws -> PageAnswer {
        let asked = (formula: request.form["formula"], range: request.form["range"])
        let problems = found.map { problem in
            var problem = problem
            if let place = ReturnForm.EstimatePlace(rawValue: problem.field) { problem.field = end(place, of: asked.formula, asked.range) }
            return problem
        }
        let model = try await request.platform.estimates(for: try request.id("id"), by: try request.actor())
        let words = request.words
        func say(_ phrase: EstimatePhrase) -> String { words[phrase] }
        func accepting(_ formula: FigureEstimate.Formula, _ range: String, _ content: HTML) -> HTML {
            guard model.mayAccept else { return content }
            let isAsked = asked == (formula.rawValue, range)
            let ends = HTML.map([(ReturnForm.EstimatePlace.low, EstimatePhrase.ownLow), (.high, .ownHigh)]) { place, label in
                let name = end(place, of: formula.rawValue, range)
                return Field(
                    words: words, label: say(label), name: name, input: NumberInput(value: request.form[name], unit: "m³"),
                    error: problems.sentence(for: name, words), isOptional: true
                ).html
            }
            let own = FormFold(title: say(.ownEnds), isOpen: isAsked && !problems.isEmpty, content: "<p class=\"soft\">\(say(.ownEndsHint))</p>\(ends)")
            let hidden = [
                request.csrfField, HiddenField("version", String(model.made.version)), HiddenField("formula", formula.rawValue), HiddenField("range", range),
            ]
            return InputForm(
                words: words, id: "estimate-\(formula.rawValue)\(range.isEmpty ? "" : "-" + range)", action: "/returns/\(model.made.id)/no-meter",
                hidden: hidden, problems: isAsked ? problems : [], content: "\(content)\(own)", button: say(.accept)
            ).html
        }
        func share(_ name: String, _ label: EstimatePhrase) -> HTML {
            Field(
                words: words, label: say(label), name: name, input: NumberInput(value: request.form[name], unit: "%"),
                error: problems.sentence(for: name, words), isOptional: true
            ).html
        }
        let own = FormFold(
            title: say(.ownShares), isOpen: !problems.isEmpty,
            content: "<p class=\"soft\">\(say(.ownSharesHint))</p>\(share("product", .product))\(share("evaporation", .evaporation))")
        let balance: HTML =
            if let found = model.balance {
                accepting(.waterBalance, "", "\(request.facts(of: found))\(model.mayAccept ? own.html : HTML())")
            } else {
                "<p>\(say(.noWater))</p>"
            }
        let ranges = HTML.map(model.published) { published in
            let name: HTML = "<h3 lang=\"en\">\(published.range.process)</h3>"
            return published.estimate.map { "\(name)\(accepting(.outputRange, published.range.id, request.facts(of: $0)))" }
                ?? "\(name)<p>\(say(.noProduct))</p>"
        }
        let heading = PageHeading(title: say(.title), kind: words[model.dataSet.phrase] + " · " + request.text(of: model.made.head.period), lead: say(.lead))
        let body: HTML = """
            \(heading)<section class="field-group"><h2>\(say(.balance))</h2><p class="soft">\(say(.balanceFormula))</p>\(balance)</section>\
            <section class="field-group"><h2>\(say(.range))</h2><p class="soft">\(say(.rangeFormula))</p>\
            \(model.published.isEmpty ? "<p>\(say(.noRange))</p>" : ranges)</section>
            """
        return .page(request.document(say(.title), current: .returns, back: "/returns/\(model.made.id)/edit", body: body), status: status)
    }
}

extension PageRequest {
    /// An estimate as its formula, what went into it, both ends and its source.
    func facts(of estimate: FigureEstimate) -> HTML {
        func percent(_ permille: Int64) -> String { words.percent(Double(permille) / 1000) }
        func span(_ low: Int64, _ high: Int64) -> String { low == high ? percent(low) : percent(low) + " – " + percent(high) }
        let inputs = HTML.joined(
            estimate.inputs.map { input in
                let amount = estimate.formula == .waterBalance ? amount(input.whole, of: .wastewater) + "\u{A0}m³" : words.mass(Mass(input.whole))
                return "\(words[DataSetPhrase.of("field", input.field) ?? .fieldOther]): \(amount)"
            }, separator: "<br>")
        var items = [DefinitionList.Item(words[EstimatePhrase.inputs], html: inputs)]
        if let shares = estimate.shares {
            let text = words(
                EstimatePhrase.sharesOf,
                [
                    "product": .text(span(shares.productLow, shares.productHigh)), "evaporation": .text(span(shares.evaporationLow, shares.evaporationHigh)),
                ])
            items.append(DefinitionList.Item(words[EstimatePhrase.shares], text))
        }
        if let low = estimate.rangeLow, let high = estimate.rangeHigh {
            let text = words(EstimatePhrase.rangeOf, ["low": .text(words.decimal(low, scale: 3)), "high": .text(words.decimal(high, scale: 3))])
            items.append(DefinitionList.Item(words[EstimatePhrase.published], text))
        }
        items += [
            DefinitionList.Item(words[EstimatePhrase.result], text(of: estimate)),
            DefinitionList.Item(words[EstimatePhrase.source], html: source(of: estimate)),
        ]
        return DefinitionList(items).html
    }

    /// The estimate behind a figure, in one sentence with how it is known and its source.
    ///
    /// - Parameter names: with the texts that whoever reads it may see.
    func mark(of estimate: FigureEstimate, _ names: NoteNames) -> HTML {
        let own: HTML = HTML.ifPresent(estimate.said) { said in
            let text: HTML = names.texts[said].map { "<span translate=\"no\">\($0)</span>" } ?? "\(words[ReturnPagePhrase.erased])"
            return " · \(words[EstimatePhrase.ownWords]): \(text)"
        }
        return """
            \(words(EstimatePhrase.markOf, ["result": .text(text(of: estimate))])) \(way(of: estimate)) · \
            \(words[EstimatePhrase.source]): \(source(of: estimate))\(own)
            """
    }

    /// How it is known; of a sum with its months.
    private func way(of estimate: FigureEstimate) -> String {
        guard estimate.way == .sum, let months = estimate.months, let estimated = estimate.monthsEstimated else {
            return words[EstimateBasisPhrase(estimate.way)]
        }
        return words(EstimateBasisPhrase.sumOf, ["months": .number(Int64(months)), "estimated": .number(Int64(estimated))])
    }

    private func source(of estimate: FigureEstimate) -> HTML {
        if estimate.formula == .sum { return "\(words[EstimatePhrase.ownReturns])" }
        if estimate.formula == .stated { return "\(words[EstimatePhrase.firmStated])" }
        return estimate.source.isEmpty
            ? "\(words[EstimatePhrase.firmSource])" : "<span lang=\"en\">\(estimate.source)</span> (\(confidence(estimate.confidence)))"
    }

    /// `120 m³, between 100 and 140 m³`.
    func text(of estimate: FigureEstimate) -> String {
        func cubic(_ raw: Int64) -> Fact { .text(amount(raw, of: .wastewater) + "\u{A0}m³") }
        return words(EstimatePhrase.resultOf, ["middle": cubic(estimate.middle), "low": cubic(estimate.low), "high": cubic(estimate.high)])
    }
}
