// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

// The face: one frame and one set of parts for every page, so that a person who learned one page knows them all.
// A page is a `Page` with a body made of parts; the body begins with `PageHeading`, whose `PrimaryAction` is the only
// one on the page. `/gallery` shows every part in every state. Nothing here writes a `style` attribute or inline script.
//
// Frame       Page, Frame, Navigation · Asset (stylesheet and script with their versions)
// Top         PageHeading, PrimaryAction, StatusChip, TabLinks, ToastLine, NoticeLine, RouteLine, BigConfirmation
// Figures     FigureCard, FigureLink (every number is a door), PanelGrid, Panel, ChartFrame
// Lists       TaskList, SentenceFilter, DataTable (Column, Row, Cell, Sort, Paging, Download), EmptyState
// Facts       DefinitionList, TimeLine, Difference, EvidenceList, SignatureBox, QRBlock with QRCode.svg
// Forms       InputForm, FieldGroup, StepLine, Field(input:) with TextInput, LongTextInput, NumberInput, DateInput,
//             SelectInput, RadioInput, CheckboxInput, FileInput; AmountField, CodePicker, PartyPicker, HiddenField;
//             ProblemSummary (InputForm puts it on top), `problems.sentence(for:_:)` for a field's error
// Acts        LinkButton, PostButton, ConfirmPage (what cannot be undone)
// Paper       PrintSheet, in a page with frame `.print`
// Charts      Sankey, LineChart, StackedBars, DotStrip, ProvinceMap, EvidenceBars: `ChartFrame(picture: chart.html)`
// Signs       Icon, Tone; the mark is `mark`

/// A whole document.
struct Page: Sendable {
    /// What the page is, for the window and for phones' top bar.
    var title: String
    var words: Words
    var frame: Frame
    var body: HTML
    /// The page one level up; phones show it as an arrow in the top bar.
    var back: URLPath?
    /// Said once after a redirect.
    var toast: ToastLine?
    /// Said on every page while it is so, such as a declared outage.
    var notices: [NoticeLine] = []
    /// Content up to the full width: for books and boards.
    var isWide = false
    /// This page in the other languages, for the switch; in the order shown.
    var languages: [LanguageLink] = []

    enum Frame: Sendable {
        case signedIn(Navigation)
        /// For everybody: the same without side navigation. The links stand in the top bar.
        case `public`(places: [Place], signIn: URLPath?)
        /// Only the content: a driver's sign page, sign-in.
        case bare
        /// A4; on screen the sheet lies on a desk.
        case print
    }

    var html: HTML {
        let site = words[PartPhrase.platform]
        let kind =
            switch frame {
            case .signedIn: "signed-in"
            case .public: "public"
            case .bare: "bare"
            case .print: "print"
            }
        return """
            <!DOCTYPE html>
            <html lang="\(words.language.rawValue)"><head><meta charset="utf-8"><title>\(title) · \(site)</title>\
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">\
            <meta name="format-detection" content="telephone=no">\
            <link rel="icon" href="\(Asset.icon.href)" type="image/svg+xml">\
            <link rel="stylesheet" href="\(Asset.stylesheet.href)"><script type="module" src="\(Asset.script.href)" defer></script></head>\
            <body class="\(kind)">\(content)</body></html>
            """
    }

    private var content: HTML {
        switch frame {
        case .print: return body
        case .bare:
            // The languages come first: whoever cannot read this page finds his own at once.
            let choice = LanguageSwitch(words: words, links: languages)
            return "<main id=\"main\" class=\"content narrow\">\(choice)\(toast)\(notices)\(body)</main><footer class=\"foot\">\(timeZone)</footer>"
        case .public(let places, let signIn):
            let bar = TopBar(page: self, links: places, signIn: signIn, navigation: nil)
            return
                "\(skip)\(bar)<main id=\"main\" tabindex=\"-1\" class=\"content\(if: isWide, " wide")\">\(toast)\(notices)\(body)</main><footer class=\"foot\">\(timeZone)</footer>"
        case .signedIn(let navigation):
            let bar = TopBar(page: self, links: [], signIn: nil, navigation: navigation)
            return """
                \(skip)\(bar)<div class="frame"><nav class="side" aria-label="\(words[PartPhrase.places])">\(navigation.places)</nav>\
                <main id="main" tabindex="-1" class="content\(if: isWide, " wide")">\(toast)\(notices)\(body)\(timeZone)</main></div>\
                <nav class="tabs" aria-label="\(words[PartPhrase.places])">\(navigation.tabs)</nav>
                """
        }
    }

    private var skip: HTML { "<a class=\"skip\" href=\"#main\">\(words[PartPhrase.skipToContent])</a>" }

    /// Said once a page, so that no time on it needs its zone.
    private var timeZone: HTML {
        let zone: PartPhrase = words.zone == .phnomPenh ? .zonePhnomPenh : .zoneHoChiMinh
        return "<p class=\"soft\">\(words(PartPhrase.timeZone, ["zone": zone.fact]))</p>"
    }
}
