// SPDX-License-Identifier: Apache-2.0

import Markup
import Testing
import Wording

@testable import WebUI

@Suite("Gallery") struct GalleryTests {
    /// Elements that HTML does not allow inside a paragraph; a browser would close the paragraph before them.
    static let blocks: Set<String> = [
        "p", "div", "form", "ul", "ol", "dl", "table", "section", "article", "header", "nav", "h1", "h2", "h3", "figure", "details",
    ]

    @Test("every part is well-formed markup with quoted attributes", arguments: Language.allCases)
    func isWellFormed(_ language: Language) {
        let page = MarkupScanner(galleryPage(words: Words(language)).description)
        #expect(page.faults == [])
        let misplaced = page.elements.filter { Self.blocks.contains($0.name) && $0.ancestors.contains("p") }
        #expect(misplaced.map(\.name) == [])
    }

    @Test("nothing needs inline style, inline script or an event attribute", arguments: Language.allCases)
    func obeysTheContentPolicy(_ language: Language) {
        let page = MarkupScanner(galleryPage(words: Words(language)).description)
        for element in page.elements {
            #expect(element.attributes["style"] == nil)
            #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
            #expect(element.name != "style")
            if element.name == "script" { #expect(element.attributes["src"]?.hasPrefix("/assets/") == true) }
            for name in ["href", "action", "src"] {
                guard let address = element.attributes[name] else { continue }
                #expect(address.hasPrefix("/") || address.hasPrefix("#") || address.hasPrefix("?"), "\(address)")
                #expect(!address.hasPrefix("//"))
            }
        }
    }

    @Test("every control has a label, every reference an element, every id is there once", arguments: Language.allCases)
    func isAccessible(_ language: Language) {
        let page = MarkupScanner(galleryPage(words: Words(language)).description)
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(ids.count == Set(ids).count, "repeated: \(Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys)")
        let labelled = Set(page.elements.filter { $0.name == "label" }.compactMap { $0.attributes["for"] })
        for element in page.elements where ["input", "select", "textarea"].contains(element.name) {
            if element.attributes["type"] == "hidden" { continue }
            let isLabelled = element.label != nil || element.attributes["aria-label"]?.isEmpty == false || labelled.contains(element.attributes["id"] ?? "")
            #expect(isLabelled, "\(element.attributes)")
        }
        for element in page.elements {
            for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
                for id in (element.attributes[name] ?? "").split(separator: " ") { #expect(ids.contains(String(id)), "\(name)=\(id)") }
            }
            if let address = element.attributes["href"], address.hasPrefix("#") { #expect(ids.contains(String(address.dropFirst())), "\(address)") }
        }
        #expect(page.elements.first { $0.name == "html" }?.attributes["lang"] == language.rawValue)
        for column in page.elements where column.name == "th" { #expect(column.attributes["scope"] != nil) }
    }

    @Test("every sentence is there in every language, with the same placeholders and without invisible signs")
    func speaksEveryLanguage() {
        let keys = PartPhrase.allCases.map(\.fullKey) + GalleryPhrase.allCases.map(\.fullKey)
        func placeholders(_ text: String) -> [Substring] {
            text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { $0.split(separator: "}").first }.sorted()
        }
        for key in keys {
            let english = WordingTable.shipped.text(key, .english) ?? ""
            for language in Language.allCases {
                let text = WordingTable.shipped.text(key, language) ?? ""
                #expect(!text.isEmpty, "\(key) in \(language)")
                #expect(placeholders(text) == placeholders(english), "\(key) in \(language)")
                #expect(!text.unicodeScalars.contains { (0x200B...0x200D).contains($0.value) || $0.value == 0x21 }, "\(key) in \(language)")
            }
        }
        let areas = [PartPhrase.area, GalleryPhrase.area]
        let unused = WordingTable.shipped.sentences.filter { areas.contains($0.area) && !keys.contains($0.fullKey) }.map(\.fullKey)
        #expect(unused == [])
    }
}
