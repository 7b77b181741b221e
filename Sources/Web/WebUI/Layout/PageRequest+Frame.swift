// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

extension PageRequest {
    /// A page in the frame that fits who asks: with navigation for whoever is signed in, the public frame for others.
    ///
    /// - Parameters:
    ///   - current: the place of the side navigation that the page belongs to.
    ///   - back: the page one level up, for phones.
    func page(_ title: String, current: PlaceKey? = nil, back: URLPath? = nil, isWide: Bool = false, body: HTML) -> PageAnswer {
        .page(document(title, current: current, back: back, isWide: isWide, body: body))
    }

    func document(_ title: String, current: PlaceKey? = nil, back: URLPath? = nil, isWide: Bool = false, body: HTML) -> HTML {
        let frame: Page.Frame =
            visitor.map { .signedIn(navigation(of: $0, current: current)) }
            ?? .public(places: PlaceKey.publicPlaces.map { $0.place(words, current: current) }, signIn: "/sign-in")
        return whole(title, frame, back: back, isWide: isWide, body: body)
    }

    /// A page without navigation: signing in, a driver's sign page.
    func barePage(_ title: String, status: Int = 200, body: HTML) -> PageAnswer { .page(whole(title, .bare, body: body), status: status) }

    /// A sheet of paper.
    func printPage(_ title: String, body: HTML) -> PageAnswer { .page(whole(title, .print, body: body)) }

    private func whole(_ title: String, _ frame: Page.Frame, back: URLPath? = nil, isWide: Bool = false, body: HTML) -> HTML {
        var page = Page(title: title, words: words, frame: frame, body: body)
        page.back = back
        page.isWide = isWide
        if let said { page.toast = ToastLine(text: words.say(said)) }
        page.languages = languageLinks
        page.notices = platform.runningOutages.map { notice in
            NoticeLine(
                text: OutageView.sentence(self, notice), tone: .warning, link: LinkButton(label: words[OutagePhrase.noticeLink], href: "/outages"))
        }
        return page.html
    }

    /// This address in the other languages, its other parameters kept.
    var languageLinks: [LanguageLink] {
        guard let here = URLPath(local: path) else { return [] }
        let kept = query.filter { $0.key != "lang" }.sorted { $0.key < $1.key }.reduce(here) { $0.setting($1.key, $1.value) }
        return Language.allCases.map { LanguageLink($0, kept.setting("lang", $0.rawValue)) }
    }

    /// The hidden field every form carries.
    var csrfField: HiddenField { HiddenField("csrf", csrf) }

    /// The name of an organisation in the reader's language: local script for readers of the country's language.
    func name(of organisation: Organisation) -> String {
        let isLocal = words.language == (organisation.country == .cambodia ? .khmer : .vietnamese)
        return isLocal && !organisation.nameLocal.isEmpty ? organisation.nameLocal : organisation.nameEnglish
    }

    func name(of site: Site) -> String {
        let isLocal = words.language == (platform.country == .cambodia ? .khmer : .vietnamese)
        return isLocal && !site.nameLocal.isEmpty ? site.nameLocal : site.nameEnglish
    }

    private func navigation(of visitor: Visitor, current: PlaceKey?) -> Navigation {
        let places = PlaceKey.places(for: visitor)
        return Navigation(
            places: places.prefix(8).map { $0.place(words, current: current) },
            tabs: (Array(places.prefix(places.dropFirst(3).first == .returns ? 4 : 3)) + [.more]).map { $0.place(words, current: current) },
            organisation: visitor.organisation.map(name(of:)) ?? "", organisationHref: "/account", person: visitor.displayName, personHref: "/account",
            signOut: "/sign-out", signOutFields: [csrfField], search: "/search")
    }
}

/// The places of the navigation.
enum PlaceKey: String, CaseIterable, Sendable {
    case today, notes, returns, gate, arrangements, rounds, lots, book, registers, discharge, emissions, registry, nation, people, drivers, paper, outages,
        wording,
        erasures, more
    case home, licences, waste

    static let publicPlaces: [PlaceKey] = [.home, .licences]

    /// What a person may see, in the order of their day; the first three are also a phone's tabs.
    static func places(for visitor: Visitor) -> [PlaceKey] {
        let actor = visitor.actor
        let own = Subject(parties: actor.principal.map { [$0.id] } ?? [], provinces: actor.principal?.mandate?.province.map { [$0] } ?? [])
        func can(_ action: Action) -> Bool { may(action, actor: actor, subject: own).isAllowed }
        let isAuthority = actor.principal?.mandate != nil
        var keys: [PlaceKey] = [.today]
        if isAuthority, can(.readNation) { keys.append(.nation) }
        if can(.readNote) { keys.append(.notes) }
        if can(.weighLoad) { keys.append(.gate) }
        if can(.readReturn) { keys.append(.returns) }
        if can(.readArrangement), !isAuthority { keys.append(.arrangements) }
        if can(.readRound), actor.principal?.profiles.contains(.haulier) ?? false { keys.append(.rounds) }
        if can(.readBook), !isAuthority { keys.append(.book) }
        if can(.arrangeLots) { keys.append(.lots) }
        if can(.readRegister) { keys.append(.registers) }
        if can(.readRegistry), isAuthority { keys.append(.registry) }
        // Who sees the list of people finds the drivers' codes beside it.
        if can(.readPersonList) { keys.append(.people) } else if visitor.managesDrivers { keys.append(.drivers) }
        if can(.editWording) { keys.append(.wording) }
        if can(.erasePersonal) { keys.append(.erasures) }
        if can(.readRegistry), !isAuthority { keys.append(.registry) }
        if can(.readArrangement), isAuthority { keys.append(.arrangements) }
        // Not of every day, and at hand on the page of everything else.
        if can(.readDischarge) { keys.append(.discharge) }
        if can(.readReturn) { keys.append(.emissions) }
        if can(.managePaper) { keys.append(.paper) }
        if can(.declareOutage) { keys.append(.outages) }
        return keys
    }

    var href: URLPath {
        switch self {
        case .today: "/today"
        case .notes: "/notes"
        case .returns: "/returns"
        case .gate: "/gate"
        case .arrangements: "/arrangements"
        case .rounds: "/rounds"
        case .lots: "/lots"
        case .book: "/book"
        case .registers: "/registers"
        case .discharge: "/discharge"
        case .emissions: "/ghg"
        case .registry: "/registry"
        case .nation: "/nation"
        case .people: "/people"
        case .drivers: "/people/drivers"
        case .paper: "/paper"
        case .outages: "/outages"
        case .wording: "/wording"
        case .erasures: "/erasures"
        case .more: "/more"
        case .home: "/"
        case .licences: "/licences"
        case .waste: "/waste"
        }
    }

    var icon: Icon {
        switch self {
        case .today: .today
        case .notes: .notes
        case .returns: .file
        case .gate: .scale
        case .arrangements: .check
        case .rounds: .truck
        case .lots: .box
        case .book: .book
        case .registers: .file
        case .discharge: .drop
        case .emissions: .chart
        case .registry: .factory
        case .nation: .chart
        case .people: .people
        case .drivers: .truck
        case .paper: .print
        case .outages: .warning
        case .wording: .globe
        case .erasures: .close
        case .more: .more
        case .home: .home
        case .licences: .search
        case .waste: .recycle
        }
    }

    func place(_ words: Words, current: PlaceKey?) -> Place {
        Place(label: words.say(FramePhrase.area + "." + rawValue), href: href, icon: icon, isCurrent: self == current)
    }
}

/// Names of places and words of the frame around pages.
enum FramePhrase: String, PhraseKey {
    static let area = "frame"
    case today, notes, returns, gate, arrangements, rounds, lots, book, registers, discharge, emissions, registry, nation, people, drivers, paper, outages,
        wording,
        erasures, more
    case home, licences, waste
}
