// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// The bar at the top: mark, organisation, search, languages, person; on phones title, the way back and a menu.
struct TopBar: Part {
    var page: Page
    var links: [Place]
    var signIn: URLPath?
    var navigation: Navigation?

    private var words: Words { page.words }

    var html: HTML {
        let back = HTML.ifPresent(page.back) { "<a class=\"back\" href=\"\($0)\">\(Icon.arrowLeft)<span class=\"unseen\">\(words[PartPhrase.back])</span></a>" }
        return """
            <header class="top-bar">\(back)<a class="brand\(if: page.back != nil, " has-back")" href="/">\(mark)<span class="name">\(words[PartPhrase.platform])</span></a>\
            <span class="phone-title" aria-hidden="true">\(page.title)</span>\(organisation)\(search)\
            \(if: !links.isEmpty, "<nav class=\"top-places\" aria-label=\"\(words[PartPhrase.places])\">\(links)</nav>")\
            \(LanguageSwitch(words: words, links: page.languages))\
            \(HTML.ifPresent(signIn) { "<a class=\"button quiet sign-in\" href=\"\($0)\">\(words[PartPhrase.signIn])</a>" })\(menu)</header>
            """
    }

    private var organisation: HTML {
        HTML.ifPresent(navigation) { navigation in
            HTML.ifPresent(navigation.organisationHref) { "<a class=\"organisation\" href=\"\($0)\">\(navigation.organisation)</a>" }
                + (navigation.organisationHref == nil ? "<span class=\"organisation\">\(navigation.organisation)</span>" : HTML())
        }
    }

    private var search: HTML {
        HTML.ifPresent(navigation?.search) { action in
            """
            <form class="top-search" method="get" action="\(action)" role="search"><label class="unseen" for="top-search">\(words[PartPhrase.searchEverything])</label>\
            <input class="input" type="search" name="q" id="top-search"><button class="button quiet">\(Icon.search)<span class="unseen">\(words[PartPhrase.search])</span></button></form>
            """
        }
    }

    /// Person, languages and sign-out, folded behind one button; opens without script.
    private var menu: HTML {
        HTML.ifPresent(navigation) { navigation in
            """
            <details class="menu"><summary>\(Icon.person)<span class="person">\(navigation.person)</span><span class="unseen">\(words[PartPhrase.person])</span></summary>\
            <div class="menu-box"><p><b>\(navigation.person)</b><br><span class="soft">\(navigation.organisation)</span></p>\
            <a class="place" href="\(navigation.personHref)">\(Icon.settings)<span>\(words[PartPhrase.person])</span></a>\
            \(LanguageSwitch(words: words, links: page.languages))\
            <form method="post" action="\(navigation.signOut)">\(navigation.signOutFields)<button class="place">\(Icon.signOut)<span>\(words[PartPhrase.signOut])</span></button></form></div></details>
            """
        }
    }
}

/// The mark: a young bamboo shoot with two leaves in a rounded square.
let mark: HTML = """
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect class="ground" width="32" height="32" rx="8"/>\
    <path class="shoot" d="M16 27V14"/><path class="leaf-left" d="M16 19.5C9.5 19.5 6.5 15.5 6.5 9.5c6 0 9.5 3.5 9.5 10z"/>\
    <path class="leaf-right" d="M16 14.5c0-5.5 3.5-9 9.5-9 0 6-3.5 9.5-9.5 9z"/></svg>
    """
