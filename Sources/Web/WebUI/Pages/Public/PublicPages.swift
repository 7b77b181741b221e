// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Tabular
import Wording

/// Pages for everybody: home and open figures.
enum PublicPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/", .open, home),
        PageRoute(.get, "/open", .open, figures),
    ]

    private static func home(_ request: PageRequest) async throws -> PageAnswer {
        if request.visitor != nil { return .redirect("/today") }
        return HomeView(request: request, figures: try await request.platform.openFigures()).page
    }

    private static func figures(_ request: PageRequest) async throws -> PageAnswer {
        let figures = try await request.platform.openFigures()
        guard request.wantsFile else { return OpenView(request: request, figures: figures).page }
        var writer = CSVWriter(columns: ["table", "key", "from", "to", "grams", "sites"], forSpreadsheets: true)
        for table in figures.tables {
            for row in table.rows {
                writer.append([
                    table.dimension.rawValue, row.key ?? "together", figures.months.lowerBound.description, figures.months.upperBound.description,
                    String(row.grams), String(row.sites),
                ])
            }
        }
        return try request.list(writer.bytes, "open-figures-\(figures.months.upperBound)")
    }
}

/// The first page that somebody without an account sees.
struct HomeView {
    var request: PageRequest
    var figures: OpenFigures

    private var words: Words { request.words }
    private func say(_ key: PublicPhrase) -> String { words[key] }

    var page: PageAnswer {
        let heading = PageHeading(
            title: say(.homeTitle), lead: say(.homeLead), action: PrimaryAction(label: say(.signIn), target: .link("/sign-in"), icon: .person))
        let panels: HTML = """
            \(panel(.forDrivers, .forDriversText, .forDriversButton, "/s", .truck))\(panel(.wasteTitle, .wasteText, .wasteButton, "/waste", .search))\
            \(wastePanel)\
            \(panel(.licencesTitle, .licencesText, .licencesButton, "/licences", .factory))\(panel(.openTitle, .openText, .openButton, "/open", .chart))\
            \(panel(.policiesTitle, .policiesText, .policiesButton, "/policies", .file))\
            \(sealPanel)
            """
        return request.page(
            say(.homeTitle), current: .home,
            body: "\(heading)\(PanelGrid(content: "\(cards)", isForCards: true))<h2>\(say(.answers))</h2>\(PanelGrid(content: panels))")
    }

    private func panel(_ title: PublicPhrase, _ text: PublicPhrase, _ button: PublicPhrase, _ href: URLPath, _ icon: Icon) -> Panel {
        Panel(title: say(title), content: "<p>\(say(text))</p>", link: LinkButton(label: say(button), href: href, icon: icon))
    }

    private var wastePanel: Panel {
        Panel(
            title: words[CriteriaPhrase.finderTitle], content: "<p>\(words[CriteriaPhrase.finderLead])</p>",
            link: LinkButton(label: words[CriteriaPhrase.finderBegin], href: "/find", icon: .search))
    }

    private var sealPanel: Panel {
        Panel(
            title: words[SealPagePhrase.title], content: "<p>\(words[SealPagePhrase.homeText])</p>",
            link: LinkButton(label: words[SealPagePhrase.homeButton], href: "/seal", icon: .lock))
    }

    private var cards: [FigureCard] {
        let period = words(
            PublicPhrase.periodRange,
            ["first": .text(words.month(figures.months.lowerBound)), "last": .text(words.month(figures.months.upperBound))])
        let none = words(PublicPhrase.tooFew, ["least": .number(Int64(OpenFigures.sitesMin))])
        return [
            FigureCard(
                words: words, label: say(.followed), value: figures.generated.map { words.tonnesRounded(Mass($0)) }, unit: "t", period: period,
                completeness: say(.followedNote), href: "/open", reasonForNone: none),
            FigureCard(
                words: words, label: say(.recovered), value: figures.recoveryShare.map(words.percent), unit: "", period: period,
                completeness: say(.recoveredNote), href: URLPath(stringLiteral: "/open").fragment("treatment"), reasonForNone: none),
            FigureCard(
                words: words, label: say(.unknownFate), value: figures.unknownShare.map(words.percent), unit: "", period: period,
                completeness: say(.unknownFateNote), href: URLPath(stringLiteral: "/open").fragment("unknown"), reasonForNone: none),
            FigureCard(
                words: words, label: say(.plants), value: words.number(Int64(figures.plants)), unit: say(.plantsUnit), period: say(.today),
                href: "/licences"),
            FigureCard(
                words: words, label: say(.notes), value: words.number(Int64(figures.notes)), unit: say(.notesUnit), period: period, href: "/open"),
        ]
    }
}
