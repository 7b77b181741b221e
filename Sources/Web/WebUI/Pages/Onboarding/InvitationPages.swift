// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Letters to firms that nobody has claimed: an officer chooses some and prints them.
enum InvitationPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/invitations") { try await list($0) },
        PageRoute(.post, "/invitations", make),
    ]

    private static func list(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let words = request.words
        let typed = String((request.query["words"] ?? "").trimmingBlanks.prefix(100))
        let province = request.query["province"].flatMap { $0.isEmpty ? nil : $0 }
        let found = try await request.platform.unclaimed(
            words: typed, province: province, after: request.query["after"].flatMap { OrganisationID(text: $0) }, limit: Platform.lettersOnPage,
            by: try request.actor())
        let path: URLPath = "/invitations"
        let here = path.setting("words", typed.isEmpty ? nil : typed).setting("province", province)
        let heading = PageHeading(
            title: words[OnboardingPhrase.lettersTitle], lead: words[OnboardingPhrase.lettersLead],
            others: [LinkButton(label: words[OnboardingPhrase.waitingLink], href: "/claims", icon: .people)])
        let rows = table(request, found, next: found.next.map { here.setting("after", $0.description) }, problems)
        let body: HTML = "\(heading)\(filter(request, typed, province, isOfProvince: found.province != nil))\(rows)"
        return .page(request.document(words[OnboardingPhrase.lettersTitle], current: .registry, back: "/registry", body: body), status: status)
    }

    private static func filter(_ request: PageRequest, _ typed: String, _ province: String?, isOfProvince: Bool) -> SentenceFilter {
        let words = request.words
        var pieces: [SentenceFilter.Piece] = [.words(words[RegistryPhrase.filterWords])]
        pieces.append(.search(label: words[RegistryPhrase.filterWordsLabel], name: "words", value: typed))
        if !isOfProvince {
            let provinces = request.platform.lists.provinces(of: request.platform.country, on: request.platform.today)
            pieces.append(.words(words[RegistryPhrase.filterProvince]))
            pieces.append(
                .choice(
                    label: words[RegistryPhrase.province], name: "province",
                    choices: [Choice("", words[RegistryPhrase.anyProvince])]
                        + provinces.map { Choice($0.id.code, request.platform.lists.name(of: $0, in: words.language).text) }, selected: province ?? ""))
        }
        return SentenceFilter(
            words: words, action: "/invitations", pieces: pieces, clear: typed.isEmpty && province == nil ? nil : "/invitations")
    }

    private static func table(_ request: PageRequest, _ found: UnclaimedList, next: URLPath?, _ problems: [Problem]) -> HTML {
        let words = request.words
        guard !found.rows.isEmpty else {
            return EmptyState(icon: .check, title: words[OnboardingPhrase.lettersEmpty], explanation: words[OnboardingPhrase.lettersEmptyMore]).html
        }
        let chosen = Set(request.form.all("organisation"))
        let field = Field(
            words: words, label: words[OnboardingPhrase.chosen], name: "organisation",
            input: CheckboxInput(
                choices: found.rows.map { row in
                    let place = row.site.map { Self.place(request, $0) } ?? ""
                    return Choice(
                        row.organisation.id.description, request.name(of: row.organisation),
                        hint: [row.organisation.registrationNumber, place, letter(request, row, on: found.today)].filter { !$0.isEmpty }
                            .joined(separator: " · "))
                }, selected: chosen), hint: words[OnboardingPhrase.lettersHint], error: problems.sentence(for: "organisation", words))
        let form = InputForm(
            words: words, id: "letters", action: "/invitations", hidden: [request.csrfField], problems: problems, content: field.html,
            button: words[OnboardingPhrase.makeLetters])
        return "\(form)\(HTML.ifPresent(next) { next in "<p>\(LinkButton(label: words[PartPhrase.next], href: next, icon: .arrowRight))</p>" })"
    }

    private static func place(_ request: PageRequest, _ site: Site) -> String {
        let row = site.attributes(on: request.platform.today)
        let province = ProvinceID(country: request.platform.country, code: row.province).map {
            request.platform.lists.name(of: $0, on: request.platform.today, in: request.words.language).text
        }
        return [row.commune, row.district, province ?? row.province].compactMap { $0 }.joined(separator: ", ")
    }

    private static func letter(_ request: PageRequest, _ row: UnclaimedList.Row, on today: CalendarDate) -> String {
        guard let letter = row.letter else { return request.words[OnboardingPhrase.noLetter] }
        return request.words(letter.isGood(on: today) ? OnboardingPhrase.letterGood : .letterOver, ["date": .date(letter.validUntil)])
    }

    /// The letters of the chosen firms as one print sheet. The codes are on it and nowhere else.
    private static func make(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let ids = request.form.all("organisation").compactMap { OrganisationID(text: $0) }
        do {
            guard ids.count <= Platform.lettersOnPage else {
                throw PlatformError.invalid([
                    ClaimPhrase.tooManyLetters.problem(
                        "organisation", ["most": .number(Int64(Platform.lettersOnPage)), "found": .number(Int64(ids.count))])
                ])
            }
            let batch = try await request.platform.makeInvitations(for: ids, again: true, by: try request.actor())
            let letters = LetterSheets(
                country: request.platform.country, lists: request.platform.lists, table: request.platform.wording, today: request.platform.today,
                origin: request.origin)
            let left = HTML.map(batch.left) { row in
                NoticeLine(
                    text: words(
                        OnboardingPhrase.lettersLeft,
                        ["firm": .text(request.name(of: row.organisation)), "reason": .text(words(row.because.problem(field: "")))]), tone: .warning
                ).html
            }
            let count: [String: Fact] = ["count": .number(Int64(batch.letters.count))]
            let heading = PageHeading(
                title: words(OnboardingPhrase.lettersMade, count), lead: words[OnboardingPhrase.lettersPrintNow],
                others: [LinkButton(label: words[PartPhrase.goBack], href: "/invitations", icon: .arrowLeft)])
            let top: HTML = """
                <div class="content no-print">\(heading)\(left)\
                <button type="button" class="button quiet" data-print hidden>\(Icon.print)<span>\(words[PartPhrase.print])</span></button></div>
                """
            return request.printPage(words[OnboardingPhrase.lettersTitle], body: "\(top)\(letters.html(batch.letters))")
        } catch let error as any Explainable where error.standing == .invalid {
            return try await list(request, error.problems, status: 422)
        }
    }
}
