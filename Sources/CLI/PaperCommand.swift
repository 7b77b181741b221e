// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CodeLists
import Domain
import Foundation
import Identity
import Manifests
import Operations
import Stores
import WebUI
import Wording

struct PaperCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper", abstract: "Numbers blank paper notes and writes them as a file of A4 sheets.",
        discussion: """
            Open the file in a browser and print it, two copies of each sheet. The numbers stand in the database; each is used
            for one note. The file holds its own style and needs no server.
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: "How many sheets, 1...500.")
    var count: Int

    @Option(name: .customLong("for"), help: "Registration number of the firm for which they are printed.")
    var firm: String?

    @Option(help: "Code of the province whose office hands them out.")
    var province: String?

    @Option(help: ArgumentHelp("The HTML file to write.", valueName: "file"))
    var out: String

    @Option(help: "Where the platform is reached; QR codes lead there.")
    var address: String = "http://127.0.0.1:8080"

    func validate() throws {
        if (firm == nil) == (province == nil) { throw ValidationError("Say --for with a firm's registration number, or --province with a code.") }
        if !(1...PaperBatch.countMax).contains(count) { throw ValidationError("--count is 1...\(PaperBatch.countMax); \(count) was given.") }
    }

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .mustExist)
            let platform = installation.platform
            let actor = platform.operatorActor
            var form = PaperForm()
            form.count = String(count)
            form.firm = firm ?? ""
            form.province = province ?? ""
            let batch = try await platform.printPaper(form, by: actor)
            let print = try await platform.paperPrint(batch.id, limit: count, by: actor)
            // Names as the sheet itself writes them.
            let language: Language = platform.country == .cambodia ? .khmer : .vietnamese
            let place = province.flatMap { ProvinceID(country: platform.country, code: $0) }
                .map { platform.lists.name(of: $0, on: platform.today, in: language).text }
            let firm = print.organisation.map { $0.nameLocal.isEmpty ? $0.nameEnglish : $0.nameLocal }
            let holder = firm ?? place ?? ""
            let parts = BlankSheets.parts(print, holder: holder, origin: address, platform: platform)
            try await installation.close()
            var page = Array(
                "<!DOCTYPE html>\n<html lang=\"\(parts.language.rawValue)\"><head><meta charset=\"utf-8\"><title>\(parts.title)</title><style>".utf8)
            page += parts.stylesheet + Array("</style></head><body class=\"print\">".utf8) + parts.markup + Array("</body></html>\n".utf8)
            try Data(page).write(to: URL(filePath: out), options: .atomic)
            terminal.note(CLIPhrase.paperDone, ["count": .number(Int64(count)), "batch": .text(batch.id.description), "path": .text(out)])
        }
    }
}

extension Platform {
    /// Whoever operates the server, today.
    fileprivate var operatorActor: Actor { .operatorOfServer(on: today) }
}
