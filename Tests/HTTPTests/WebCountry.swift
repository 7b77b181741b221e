// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Discharge
import Domain
import HTTPSupport
import Identity
import Ledger
import Manifests
import Operations
import Returns
import Rulings
import Stores
import WebSupport
import WebUI

/// A test country behind the real server, with an ordinary week in it and an address for every route.
struct WebCountry: Sendable {
    let country: TestCountry
    let server: WebServer
    /// An issued note from the factory to the plant that waits for its carrier, and its driver's code.
    let waiting: Manifest
    let code: String
    /// A good letter's code to a firm that nobody runs.
    let letter: String
    /// By which a small firm confirms what was entered in its name.
    let confirmation: String
    /// Agreed between factory, haulier and plant.
    let arrangement: Arrangement
    /// Begun by the factory.
    let siteReturn: SiteReturn
    /// Blank paper notes of the factory, and an outage that is over.
    let papers: PaperPrint
    let outage: Outage
    /// Planned by the haulier past the factory to the plant, and its code.
    let round: Round
    let roundCode: String
    /// An outlet of the factory, a result that exceeds, and the case it opened.
    let outlet: Outlet
    let labResult: LabResult
    let dischargeCase: DischargeCase
    let pipe: Pipe
    /// The factory's question about a waste, ruled on by the ministry.
    let inquiry: InquiryID
    /// A laboratory's file of the factory that waits for an answer.
    let labFile: LabFile
    /// A file of returns of the factory that waits for an answer.
    let returnFile: ReturnFile
    /// The line by which it was issued.
    private let line: Int64
    private let account: AccountID
    private let lot: LotID

    /// A browser in which a firm's person has signed in through the page for it.
    func browser(_ firm: TestFirm) async throws -> WebProbe { try await browser(firm.signInName, firm.password) }

    func browser(_ name: String, _ password: String) async throws -> WebProbe {
        let probe = WebProbe(server)
        let page = try await probe.get("/sign-in?lang=en")
        guard let form = page.forms.first(where: { $0.fields.contains { $0.name == "password" } }) else { throw NoForm(page: "/sign-in") }
        let answer = try await probe.submit(form, on: page, with: ["name": name, "password": password])
        guard answer.status == 303, probe.cookie("bt_session") != nil else { throw NoForm(page: "the session after signing in") }
        return probe
    }

    /// A browser in which a person with these roles has signed in whom the firm invited.
    func browser(_ firm: TestFirm, invited roles: Set<Role>) async throws -> WebProbe {
        let made = try await country.platform.invite(
            displayName: "Oum Sarith", signInName: "sarith", language: .english, roles: roles, to: country.organisation(firm), by: country.actor(firm))
        let probe = WebProbe(server)
        _ = try await probe.post("/sign-in/code", [("code", made.code.text)])
        let choice = try await probe.get("/new-password")
        guard let form = choice.forms.first(where: { $0.action == "/new-password" }) else { throw NoForm(page: "/new-password") }
        let answer = try await probe.submit(form, on: choice, with: ["password": "nine-lotus-ponds", "again": "nine-lotus-ponds"])
        guard answer.status == 303 else { throw NoForm(page: "the session after choosing a password") }
        return probe
    }

    /// A route's pattern with the parameters of something that is there.
    func address(_ pattern: String) -> String {
        var pieces: [String] = []
        for piece in pattern.split(separator: "/", omittingEmptySubsequences: false) {
            guard piece.hasPrefix(":") else {
                pieces.append(String(piece))
                continue
            }
            let isReturnFile = pattern.hasPrefix("/returns/files/:id") && piece == ":id"
            pieces.append(isReturnFile ? returnFile.id.description : parameter(String(piece.dropFirst()), after: pieces.last ?? ""))
        }
        return pieces.joined(separator: "/")
    }

    private func parameter(_ name: String, after piece: String) -> String {
        switch (name, piece) {
        case ("number", "p"): papers.sheets[0].number
        case ("id", "paper"): papers.batch.id.description
        case ("id", "outages"): outage.id.description
        case ("number", _): waiting.number ?? ""
        case ("code", "waste"): "160601"
        case ("id", "files"): labFile.id.description
        case ("id", "outlets"): outlet.id.description
        case ("id", "results"): labResult.id.description
        case ("id", "pipes"): pipe.id.description
        case ("month", _): country.platform.today.month.adding(months: -1).description
        case ("id", "cases"): dischargeCase.id.description
        case ("id", "questions"), ("id", "rulings"): inquiry.description
        case ("code", "claim"): letter
        case ("code", "confirm"): confirmation
        case ("code", "r"): roundCode
        case ("code", _): code
        case ("site", _): country.site(.factory).description
        case ("id", "rounds"): round.id.description
        case ("kind", _): "outgoing"
        case ("key", "policies"): PolicyKey.backdateDays.rawValue
        case ("line", _): String(line)
        case ("hash", _): String(repeating: "0", count: 64)
        case ("id", "sites"): country.site(.factory).description
        case ("id", "accounts"): account.description
        case ("id", "lots"): lot.description
        case ("id", "arrangements"): arrangement.id.description
        case ("id", "returns"): siteReturn.id.description
        case ("set", _): "simple"
        case ("id", "people"): country.person(.factory).description
        case ("id", "organisations"), ("id", "firms"), ("id", "registry"): country.organisation(.plant).description
        default: waiting.id.description
        }
    }

    static func with<T>(_ body: (WebCountry) async throws -> T) async throws -> T {
        try await withTestCountry { country in
            try await country.everyday()
            try await country.keepSeal()
            let waiting = try await country.issue(country.form("512"))
            guard let shown = try await country.platform.signCode(for: waiting.id, by: country.actor(.factory)) else { throw NoForm(page: "the code") }
            let accounts = try await country.accounts(of: .factory)
            guard let lot = accounts.first(where: { $0.account.lot != nil }), let lotID = lot.account.lot else { throw NoForm(page: "a lot") }
            let arrangement = try await country.arrangement()
            let siteReturn = try await country.beginReturn()
            let papers = try await country.papers(3)
            let outage = try await country.platform.declareOutage(country.outageForm(fromHoursAgo: 30, until: 6), by: country.actor(.ministry))
            let unclaimed = try await country.importFirm("Prek Eng Tailoring", number: "KH 800").organisation
            let letter = try await country.letter(to: unclaimed).text
            let confirmation = try await country.entered()
            try await country.enteredTwice()
            let round = try await country.planRound(country.roundForm([.factory]))
            let outlet = try await country.outlet()
            let sheet = country.sheet(daysAgo: 20, [("COD", "=", "140", "mg/L"), ("pH", "", "7.5", "")])
            let recorded = try await country.platform.recordResults(sheet, at: outlet.id, by: country.actor(.factory))
            guard let labResult = recorded.results.first, let dischargeCase = recorded.cases.first else { throw NoForm(page: "a case") }
            let works = try await country.wastewaterWorks()
            let pipe = try await country.confirmedPipe(to: works, from: outlet)
            let file = "outlet;sampled_on;laboratory;parameter;value;unit\nOUT-1;04/02/2026;Lab A;BOD5;12,345;mg/L\nOUT-1;05/02/2026;Lab A;BOD5;11,5;mg/L\n"
            let labFile = try await country.platform.sendLabFile(Array(file.utf8), named: "lab.csv", by: country.actor(.factory))
            let figures = "Month,Diesel (L),Wood pieces\n2026-09,\"1.234\",7\n"
            let returnFile = try await country.platform.sendReturnFile(Array(figures.utf8), named: "month.csv", by: country.actor(.factory))
            _ = try await country.issue(country.form("34", under: arrangement))
            let web = WebCountry(
                country: country, server: WebServer(platform: country.platform, site: BaitongSite.site), waiting: waiting, code: shown.code.text,
                letter: letter, confirmation: confirmation, arrangement: arrangement, siteReturn: siteReturn, papers: papers, outage: outage, round: round,
                roundCode: try country.code(of: round), outlet: outlet, labResult: labResult, dischargeCase: dischargeCase, pipe: pipe,
                inquiry: try await country.ruledInquiry(), labFile: labFile, returnFile: returnFile,
                line: try await country.number("SELECT max(id) FROM journal WHERE document = \(waiting.id.value)"), account: lot.id, lot: lotID)
            return try await body(web)
        }
    }

    /// Addresses of all routes of a method.
    func addresses(_ method: String) -> [String] { BaitongSite.addresses.filter { $0.method == method }.map { address($0.pattern) } }
}

/// Something a test leans on was not where it should be.
struct NoForm: Error { var page: String }
