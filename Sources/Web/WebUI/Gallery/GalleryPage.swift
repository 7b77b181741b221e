// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

// The gallery: every part in every state, in the reader's language, so that a part is judged by eye before it is used.
// Stands at `/gallery` of a demo server. Its values are samples and mean nothing.
//
//   GalleryPage          the page and its frame
//   GallerySections      top, signs, figures, lists, documents, acts, paper, icons
//   GalleryForms         forms and pickers
//   GalleryCharts        every chart, also empty

/// The gallery as a whole document inside the frame of a signed-in person.
func galleryPage(words: Words) -> HTML {
    let say = { (key: GalleryPhrase) in words[key] }
    let navigation = Navigation(
        places: [
            Place(label: say(.today), href: "/gallery", icon: .today, isCurrent: true, count: words.number(3)),
            Place(label: say(.notes), href: "/gallery", icon: .notes), Place(label: say(.month), href: "/gallery", icon: .month),
            Place(label: say(.sites), href: "/gallery", icon: .factory), Place(label: say(.costs), href: "/gallery", icon: .coin),
        ],
        tabs: [
            Place(label: say(.today), href: "/gallery", icon: .today, isCurrent: true, count: words.number(3)),
            Place(label: say(.notes), href: "/gallery", icon: .notes), Place(label: say(.month), href: "/gallery", icon: .month),
            Place(label: say(.more), href: "/gallery", icon: .more),
        ],
        organisation: say(.garmentFactory), organisationHref: "/gallery", person: say(.person), personHref: "/gallery", signOut: "/gallery",
        signOutFields: [HiddenField("csrf", "sample")], search: "/gallery")
    let sections = GallerySections(words: words)
    let body: HTML = """
        \(sections.top)\(sections.signs)\(sections.figures)\(sections.today)\(sections.tables)\(sections.document)\
        \(GalleryForms(words: words).html)\(GalleryCharts(words: words).html)\(sections.acts)\(sections.paper)\(sections.icons)
        """
    return Page(
        title: say(.title), words: words, frame: .signedIn(navigation), body: body, back: "/", toast: ToastLine(text: say(.saved), href: "/gallery"),
        languages: Language.allCases.map { LanguageLink($0, "/gallery?language=\($0.rawValue)") }
    ).html
}

/// A heading with what belongs under it.
func gallerySection(_ title: String, _ parts: [HTML]) -> HTML { "<h2>\(title)</h2>\(HTML.map(parts) { "<div>\($0)</div>" })" }
