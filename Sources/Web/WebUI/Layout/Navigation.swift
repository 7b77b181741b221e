// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// What the frame of a signed-in page shows around the content.
struct Navigation: Sendable {
    /// At most eight, by role; the side of wide screens.
    var places: [Place]
    /// Four, at the bottom of phones: Today, Notes, Month, More.
    var tabs: [Place]
    /// In whose name one acts.
    var organisation: String
    /// Where to act in another name, when there is a choice.
    var organisationHref: URLPath?
    var person: String
    var personHref: URLPath
    var signOut: URLPath
    /// The CSRF field of the sign-out form.
    var signOutFields: [HiddenField]
    /// A page that takes `q`.
    var search: URLPath?

    init(
        places: [Place], tabs: [Place], organisation: String, organisationHref: URLPath? = nil, person: String, personHref: URLPath,
        signOut: URLPath, signOutFields: [HiddenField], search: URLPath? = nil
    ) {
        precondition(places.count <= 8, "The side navigation holds at most eight places.")
        precondition(tabs.count <= 5, "The bottom of a phone holds four tabs, five at most.")
        self.places = places
        self.tabs = tabs
        self.organisation = organisation
        self.organisationHref = organisationHref
        self.person = person
        self.personHref = personHref
        self.signOut = signOut
        self.signOutFields = signOutFields
        self.search = search
    }
}

/// A place one can go to.
struct Place: Part {
    var label: String
    var href: URLPath
    var icon: Icon
    var isCurrent = false
    /// How many things wait there, ready written; left out when none.
    var count: String?

    var html: HTML {
        """
        <a class="place" href="\(href)"\(attribute: "aria-current", isCurrent ? "page" : nil)>\(icon)<span>\(label)</span>\
        \(HTML.ifPresent(count) { "<b class=\"count\">\($0)</b>" })</a>
        """
    }
}

/// This page in one language.
struct LanguageLink: Sendable {
    var language: Language
    var href: URLPath

    init(_ language: Language, _ href: URLPath) {
        self.language = language
        self.href = href
    }
}

/// The languages, each in its own words.
struct LanguageSwitch: Part {
    var words: Words
    var links: [LanguageLink]

    var html: HTML {
        guard !links.isEmpty else { return HTML() }
        return """
            <nav class="languages" aria-label="\(words[PartPhrase.languages])">\(HTML.map(links) { link in
                """
                <a href="\(link.href)" lang="\(link.language.rawValue)" hreflang="\(link.language.rawValue)"\
                \(attribute: "aria-current", link.language == words.language ? "true" : nil)>\(link.language.ownName)</a>
                """
            })</nav>
            """
    }
}
