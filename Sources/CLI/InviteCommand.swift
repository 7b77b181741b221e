// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations
import WebUI
import Wording

/// Sentences of the command that prints letters.
enum InvitePhrase: String, PhraseKey {
    static let area = "invite"
    case unknownProvince, written, nothing, done, localAddress, compared
}

/// Prints letters to the firms of a province that nobody has claimed.
struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Prints letters with one-time codes to firms that nobody has claimed.",
        discussion: """
            Writes HTML files for printing on A4, one letter a page and 500 letters a file at most, sorted by district, commune and
            name. Each letter carries the code as QR and in letters; the codes stand on the paper alone. Firms whose earlier letter
            is still good are left out; with --again they get a new one, which voids the earlier.
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Code or name of the province.", valueName: "province"))
    var province: String

    @Option(help: ArgumentHelp("Folder for the files; made when it is not there (default: ./letters).", valueName: "folder"))
    var out: String?

    @Option(help: ArgumentHelp("Letters at most.", valueName: "number"))
    var limit: Int?

    @Option(help: ArgumentHelp("Address under which firms reach the platform, such as https://baitong.example.", valueName: "url"))
    var baseUrl: String?

    @Flag(help: "Also to firms whose earlier letter is still good; that one opens nothing any more.")
    var again = false

    private static let localAddress = "http://127.0.0.1:8080"

    mutating func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is a number from 1; \(limit) was given.") }
        baseUrl = baseUrl ?? Environment.text("base-url")
        if let baseUrl {
            guard let url = URL(string: baseUrl), ["http", "https"].contains(url.scheme ?? ""), url.host() != nil, url.query() == nil else {
                throw ValidationError("--base-url is an address such as https://baitong.example; \"\(baseUrl)\" was given.")
            }
        }
    }

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .mustExist)
            let platform = installation.platform
            let operatorOfServer = Actor.operatorOfServer(on: platform.today)
            guard let code = platform.registrationLookups.province(platform.country, province) else {
                throw Problems([InvitePhrase.unknownProvince.problem("", ["province": .text(province)])])
            }
            if baseUrl == nil { terminal.note(InvitePhrase.localAddress, ["address": .text(Self.localAddress)]) }
            let folder = URL(filePath: out ?? "./letters", directoryHint: .isDirectory)
            // Before any code is made: a letter that cannot be written is lost.
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(LetterSheets.stylesheet.bytes).write(to: folder.appending(path: LetterSheets.stylesheet.name))
            let firms = try await platform.firmsToInvite(province: code, again: again, limit: limit, by: operatorOfServer)
            guard !firms.isEmpty else {
                Terminal.write(terminal.words(InvitePhrase.nothing, ["province": .text(code)]) + "\n")
                return try await installation.close()
            }
            var count = 0
            for (number, start) in stride(from: 0, to: firms.count, by: Platform.lettersInFile).enumerated() {
                let some = Array(firms[start..<min(start + Platform.lettersInFile, firms.count)])
                let name = try await write(some, province: code, number: number + 1, to: folder, platform: platform, by: operatorOfServer, terminal)
                count += name.letters
                Terminal.write(
                    terminal.words(InvitePhrase.written, ["count": .number(Int64(name.letters)), "path": .text(name.path)]) + "\n")
            }
            Terminal.write(terminal.words(InvitePhrase.done, ["count": .number(Int64(count)), "days": .number(Int64(Invitation.daysGood))]) + "\n")
            try await installation.close()
        }
    }

    /// One file of letters. Its name tells day and province, so that a later run overwrites nothing.
    private func write(
        _ firms: [OrganisationID], province: String, number: Int, to folder: URL, platform: Platform, by actor: Actor, _ terminal: Terminal
    ) async throws -> (letters: Int, path: String) {
        let batch = try await platform.makeInvitations(for: firms, again: again, by: actor)
        let sheets = LetterSheets(
            country: platform.country, lists: platform.lists, table: platform.wording, today: platform.today, origin: address)
        let digits = String(number)
        let part = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        let stamp = String(platform.now.microseconds / 1_000_000)
        let file = folder.appending(path: "letters-\(province)-\(platform.today)-\(stamp)-\(part).html")
        try Data(sheets.file(batch.letters, title: "\(province)-\(platform.today)-\(part)")).write(to: file)
        return (batch.letters.count, file.path(percentEncoded: false))
    }

    private var address: String {
        var text = baseUrl ?? Self.localAddress
        while text.hasSuffix("/") { text.removeLast() }
        return text
    }
}
