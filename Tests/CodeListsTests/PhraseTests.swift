// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Testing
import Wording

@Suite("Sentences of the lists") struct PhraseTests {
    @Test("every phrase has a sentence in each language with the same placeholders, and every sentence a phrase")
    func complete() {
        check(QuantityPhrase.self)
        check(ListPhrase.self)
    }

    private func check<Phrase: PhraseKey>(_ type: Phrase.Type) {
        let sentences = WordingTable.shipped.sentences.filter { $0.area == Phrase.area }
        #expect(Set(sentences.map(\.key)) == Set(Phrase.allCases.map(\.rawValue)))
        #expect(sentences.count == Phrase.allCases.count)
        for sentence in sentences {
            let english = placeholders(sentence.texts[.english] ?? "")
            for language in Language.allCases {
                let text = sentence.texts[language] ?? ""
                #expect(!text.isEmpty && !text.contains("!") && !text.unicodeScalars.contains("\u{200B}"), "\(sentence.fullKey) \(language)")
                #expect(placeholders(text) == english, "\(sentence.fullKey) \(language)")
            }
        }
    }

    private func placeholders(_ text: String) -> Set<String> {
        Set(text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { $0.split(separator: "}").first.map(String.init) })
    }
}
