// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// What is asked about a figure of a file that is marked as an estimate without its ends: what its own figures give, to accept, or two ends to type.
struct ReturnFileEstimateFields: Part {
    var request: PageRequest
    /// Among the cells that are asked about.
    var place: Int
    var fault: FileFault
    var asked: ReturnFileEstimateQuestion

    private var words: Words { request.words }

    var html: HTML {
        let address = fault.address.description
        let offers = asked.offers.map { offer in
            let facts: [String: Fact] = ["way": .phrase(EstimateBasisPhrase(offer.way).fullKey), "result": .text(request.ends(of: offer))]
            return Choice(ReturnFileEstimateAnswer.accept(offer.key).text, words(ReturnFileEstimatePhrase.accept, facts))
        }
        let choices = offers + [Choice(ReturnFileEstimateAnswer.unknown.text, words[ReturnFileEstimatePhrase.unknown])]
        let facts: [String: Fact] = ["cell": .text(address)]
        let choice = Field(
            words: words, label: words(ReturnFileEstimatePhrase.question, facts), name: "cell\(place)", input: RadioInput(choices: choices),
            hint: words(fault.problem), isOptional: true)
        func end(_ name: String, _ label: ReturnFileEstimatePhrase) -> HTML {
            Field(
                words: words, label: words(label, facts), name: "\(name)\(place)", input: NumberInput(value: request.form["\(name)\(place)"]),
                isOptional: true
            ).html
        }
        let hidden = HiddenField("address\(place)", ReturnFileAnswers.place(fault.sheet, fault.address))
        return "\(hidden)\(choice)\(end("low", .low))\(end("high", .high))"
    }
}

/// What is asked about such a figure.
enum ReturnFileEstimatePhrase: String, PhraseKey {
    static let area = "returnfileestimate"
    /// Facts: `cell`.
    case question, low, high
    /// Facts: `way`, `result`.
    case accept
    case unknown
}

extension PageRequest {
    /// `100 – 140 m³`.
    func ends(of estimate: FigureEstimate) -> String {
        amount(estimate.low, of: .wastewater) + " – " + amount(estimate.high, of: .wastewater) + "\u{A0}m³"
    }
}
