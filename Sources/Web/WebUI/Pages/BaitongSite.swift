// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// All pages, as the server takes them.
public enum BaitongSite {
    public static let site = WebSite(
        routes: routes,
        asset: { name in Asset.named(name).map { ($0.bytes, $0.contentType) } },
        errorPage: { request, problems, standing, reference in ErrorPage(request: request, problems: problems, standing: standing, reference: reference).html },
        signIn: "/sign-in", newPassword: "/new-password")

    /// Every route, area by area.
    static let routes: [PageRoute] =
        AccountPages.routes + RegistryPages.routes + OnboardingPages.routes + TodayPages.routes + ComposePages.routes
        + PaperPages.routes + OutagePages.routes + RecordPages.routes + ReceivedPages.routes + NotePages.routes + ArrangementPages.routes
        + ArrangementFormPages.routes + ReturnPages.routes + DataSetPages.routes + OwedPages.routes + HolidayPages.routes + ReturnFormPages.routes
        + ReturnFilePages.routes + ReturnSendPages.routes
        + RoundFormPages.routes
        + RoundPages.routes + RoundGatePages.routes + FindingPages.routes + BenchmarkPages.routes
        + DriverRoundPages.routes + NewFirmPages.routes
        + GatePages.routes
        + SignPages.routes + DischargePages.routes + BookPages.routes + RegisterPages.routes + NationPages.routes + PublicPages.routes + WastePages.routes
        + RulingPages.routes
        + CalculationPages.routes + EmissionPages.routes
        + PolicyPages.routes
        + WordingPages.routes + SealPages.routes + GalleryPages.routes

    /// Addresses and methods of all pages; a test opens each of them.
    public static var addresses: [(method: String, pattern: String)] { routes.map { ($0.method.rawValue, $0.pattern) } }
}

/// Says what is wrong, what was expected and what to do.
struct ErrorPage: Sendable {
    var request: PageRequest
    var problems: [Problem]
    var standing: Standing?
    var reference: String?

    var html: HTML {
        let words = request.words
        let title = words[phrase]
        return request.document(
            title,
            body: """
                \(PageHeading(title: title))\(ProblemSummary(words: words, problems: shown))\
                \(HTML.ifPresent(reference) { "<p class=\"soft\">\(words[WebPhrase.reference]): <b>\($0)</b></p>" })\
                <p>\(LinkButton(label: words[WebPhrase.goBack], href: "/"))</p>
                """)
    }

    /// What is not there and what is not yours to see read alike.
    private var shown: [Problem] { standing == .missing ? [OperationPhrase.notFound.problem()] : problems }

    private var phrase: WebPhrase {
        switch standing {
        case .missing: .missingTitle
        case .forbidden, .unauthenticated: .forbiddenTitle
        case .invalid: .invalidTitle
        case .conflict: .conflictTitle
        case .busy: .busyTitle
        case .tooLarge: .tooLargeTitle
        case nil: .unexpectedTitle
        }
    }
}
