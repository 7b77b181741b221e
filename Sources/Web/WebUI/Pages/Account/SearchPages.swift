// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// One box for everything: a note's number opens the note, anything else looks for firms.
enum SearchPages {
    static let routes: [PageRoute] = [PageRoute(.get, "/search", search)]

    private static let firmsShown = 20

    private static func search(_ request: PageRequest) async throws -> PageAnswer {
        let typed = (request.query["q"] ?? "").trimmingBlanks
        let actor = try request.actor()
        // A number that is no note's, or names a note one may not read, is looked for among the firms like any other text.
        if typed.contains(where: \.isNumber), let note = try? await request.platform.note(numbered: typed, by: actor) { return .redirect("/notes/\(note)") }
        var firms: RegistryList?
        if !typed.isEmpty {
            firms = try await request.platform.registryList(
                words: typed, profile: nil, status: nil, province: nil, after: nil, limit: firmsShown, by: actor)
        }
        return request.page(request.words[AccountPhrase.searchTitle], back: "/more", body: SearchView(request: request, typed: typed, firms: firms).html)
    }
}

/// What was found; the box stands on top once more, since phones have none in their bar.
struct SearchView: Part {
    var request: PageRequest
    var typed: String
    var firms: RegistryList?

    private var words: Words { request.words }
    private func say(_ phrase: AccountPhrase) -> String { words[phrase] }

    var html: HTML {
        let box = SentenceFilter(
            words: words, action: "/search", pieces: [.words(say(.searchAsk)), .search(label: say(.searchTitle), name: "q", value: typed)])
        return "\(PageHeading(title: say(.searchTitle), lead: say(.searchLead)))\(box)\(results)"
    }

    private var results: HTML {
        guard let firms else { return HTML() }
        let table = RegistryTable(request: request, list: firms).table(caption: say(.searchFirms), empty: nothing)
        let isMore: HTML = HTML.ifPresent(firms.next) { _ in
            let all: URLPath = "/registry"
            return "<p>\(LinkButton(label: say(.searchAll), href: all.setting("words", typed), icon: .search))</p>"
        }
        return "\(table)\(isMore)"
    }

    private var nothing: EmptyState {
        EmptyState(
            icon: .search, title: words(AccountPhrase.searchNothing, ["text": .text(String(typed.prefix(80)))]), explanation: say(.searchNothingMore),
            action: LinkButton(label: say(.searchLicences), href: "/licences", icon: .factory))
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmingBlanks: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
