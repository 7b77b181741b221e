// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import Markup
import Operations
import Wording

/// What a person holds at once after signing: by when the step will be sealed, and the signed promise to keep.
struct PromisePanel: Part {
    var request: PageRequest
    var given: StepPromise
    /// Where the promise is as a file.
    var href: URLPath

    private var words: Words { request.words }

    var html: HTML {
        let promise = given.promise
        // One under the other: beside their names the digits would run down a narrow column.
        let promised: [(name: SealPagePhrase, digits: String)] = [
            (.line, promise.line.id.description), (.leaf, promise.leaf), (.key, promise.key.id), (.signature, promise.promise.signature),
        ]
        let facts = HTML.map(promised) { "<p><span class=\"soft\">\(words[$0.name])</span> \(Digits($0.digits))</p>" }
        let sentence = words(SealPagePhrase.promiseGiven, ["at": .moment(given.at), "by": .moment(given.sealBy)])
        let kept = given.isSealed ? NoticeLine(text: words[SealPagePhrase.promiseKeptNow], tone: .good).html : HTML()
        let content: HTML = "<p>\(sentence)</p>\(kept)\(Unfolding(label: words[SealPagePhrase.promiseMore], content: facts))"
        let panel = Panel(
            title: words[SealPagePhrase.promiseTitle], content: content,
            link: LinkButton(label: words[SealPagePhrase.promiseButton], href: href, icon: .download))
        return "<div id=\"promise\">\(panel)</div>"
    }
}
