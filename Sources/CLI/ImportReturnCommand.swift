// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations

extension ImportCommand {
    /// Figures of returns, for any firm of the registry.
    struct Return: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "return", abstract: "Fills drafts of returns from a workbook or delimited text: one row a period, one column a figure.",
            discussion: """
                Columns are known by their headings: the figure's name in English, Khmer or Vietnamese, with its unit, as templates have them (export template).
                A column or cell that reads in two ways is asked about and answered by options; nothing is guessed. Every question and fault is printed with its
                cell; with any, nothing is saved unless --good-rows is given. Each draft says that it was typed in for the firm. Drafts are looked over and sent on
                their pages, or by --send with --confirm: those that nothing stands against are sent, the others are named with what does.
                """)

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @Option(help: "Registration number of the firm whose rows name none.")
        var organisation: String?

        @Option(help: "Identifier of the site, where the file names none and the firm has several.")
        var site: String?

        @Option(help: "Data set such as factoryMonthly, where a site owes several for such periods.")
        var set: String?

        @Option(help: "2026-09, 2026-Q3 or 2026, where the file names no period.")
        var period: String?

        @Option(
            help: ArgumentHelp(
                "What a column holds, by the address of its heading: C4=diesel, D4=period, E4=estimate:low, K4=waste:040222:town, or D4=- to leave it out.",
                valueName: "cell=holds"))
        var column: [String] = []

        @Option(help: ArgumentHelp("Unit of a column whose heading names none: C4=L.", valueName: "cell=unit"))
        var unit: [String] = []

        @Option(help: ArgumentHelp("What the separator of 161.239 does in a column: E4=groups or E4=decimals.", valueName: "cell=does"))
        var separator: [String] = []

        @Option(help: ArgumentHelp("What a dash means in a column: L4=notMeasured or L4=zero.", valueName: "cell=means"))
        var dash: [String] = []

        @Option(
            help: ArgumentHelp(
                "What a cell says: 1!C8=53040, of an estimate 1!O8='accept waterBalance' or 1!O8='700 to 950'; whether a row counts: 1!8=use or 1!8=skip.",
                valueName: "cell=says"))
        var cell: [String] = []

        @Flag(help: "Finds everything that is asked or wrong and saves nothing.")
        var dryRun = false

        @Flag(help: "Takes the rows without fault and leaves the others.")
        var goodRows = false

        @Flag(help: "Sends the returns that the file fills, each by itself.")
        var send = false

        @Flag(help: "Says that the answers have been looked at and are right; nothing is sent without.")
        var confirm = false

        func validate() throws {
            if send, dryRun { throw ValidationError("--send and --dry-run exclude each other.") }
            for text in column + unit + separator + dash + cell where Self.pair(text) == nil {
                throw ValidationError("“\(text)” is not written as CELL=ANSWER.")
            }
        }

        private static func pair(_ text: String) -> (String, String)? {
            guard let at = text.firstIndex(of: "="), at != text.startIndex else { return nil }
            return (String(text[..<at]), String(text[text.index(after: at)...]))
        }

        func run() async throws {
            try await options.perform { terminal in
                let bytes = try ImportCommand.bytes(of: file)
                let installation = try await Installation.open(options, .mustExist)
                let platform = installation.platform
                let firm = try await organisation.asyncMap { number in try await ExportCommand.firm(number, installation) }
                let name = file == "-" ? "returns.csv" : URL(filePath: file).lastPathComponent
                let actor = Actor.operatorOfServer(on: platform.today)
                var answers = ReturnFileAnswers()
                answers.dataSet = set
                answers.site = site.flatMap { SiteID(text: $0) }
                answers.period = period
                for (place, says) in cell.compactMap(Self.pair) { answers.cells[place.contains("!") ? place : "1!" + place] = says }
                // Columns are said by the address of their heading; the file tells their keys.
                let columns = try await platform.importReturns(bytes, named: name, answers, organisation: firm, isDryRun: true, by: actor).columns
                try say(columns, &answers)
                let report = try await platform.importReturns(
                    bytes, named: name, answers, organisation: firm, isDryRun: dryRun, goodOnly: goodRows, by: actor)
                let isTaken = report.isSound || goodRows
                let refused = send && isTaken ? try await sent(report, platform, actor) : nil
                try await installation.close()
                say(report, terminal)
                if let refused { say(refused, of: report, terminal) }
                if !isTaken || refused?.isEmpty == false { throw ExitCode(1) }
            }
        }

        /// Sends what the rows filled, now or before.
        private func sent(_ report: ReturnFileReport, _ platform: Platform, _ actor: Actor) async throws -> [RefusedReturn] {
            let picks = try await platform.returnPicks(report.filled, by: actor)
            var refused: [RefusedReturn] = []
            for first in stride(from: 0, to: picks.count, by: ReturnPick.most) {
                let part = Array(picks[first..<min(first + ReturnPick.most, picks.count)])
                refused += try await platform.sendReturns(part, confirms: confirm, by: actor)
            }
            return refused
        }

        private func say(_ refused: [RefusedReturn], of report: ReturnFileReport, _ terminal: Terminal) {
            for one in refused {
                let line = report.lines.first { $0.made == one.pick.id }
                terminal.say(
                    .returnNotSent,
                    [
                        "site": .text(line?.siteName?.english ?? "–"), "period": .text(line?.period?.description ?? "–"),
                        "reasons": .text(one.problems.map { terminal.words($0) }.joined(separator: " ")),
                    ])
            }
            terminal.say(.returnsSent, ["sent": .number(Int64(report.filled.count - refused.count)), "left": .number(Int64(refused.count))])
        }

        private func say(_ columns: [ReturnFileColumn], _ answers: inout ReturnFileAnswers) throws {
            func key(_ place: String) throws -> String {
                let found = columns.first { $0.address.description == place || ReturnFileAnswers.place($0.sheet, $0.address) == place }
                guard let found else { throw ValidationError("There is no heading in cell \(place).") }
                return found.key
            }
            for (place, holds) in column.compactMap(Self.pair) {
                answers.columns[try key(place)] = holds.split(separator: ":").joined(separator: " ")
            }
            for (place, symbol) in unit.compactMap(Self.pair) { answers.units[try key(place)] = symbol }
            for (place, does) in separator.compactMap(Self.pair) { answers.read(try key(place), separator: does) }
            for (place, means) in dash.compactMap(Self.pair) { answers.read(try key(place), dash: means) }
        }

        private func say(_ report: ReturnFileReport, _ terminal: Terminal) {
            for fault in report.allFaults {
                terminal.say(
                    .resultsFault,
                    ["cell": .text(ReturnFileAnswers.place(fault.sheet, fault.address)), "sentence": .text(terminal.words(fault.problem))])
            }
            for line in report.lines {
                terminal.say(
                    .returnLine,
                    [
                        "row": .text("\(line.sheet + 1)!\(line.row)"), "period": .text(line.period?.description ?? "–"), "set": .text(line.dataSet ?? "–"),
                        "site": .text(line.siteName?.english ?? "–"), "figures": .number(Int64(line.figures)), "state": .text(line.state.rawValue),
                    ])
            }
            if let cut = report.cut { terminal.complain(cut) }
            terminal.say(
                report.returns.isEmpty ? .returnsDry : .returnsDone,
                [
                    "rows": .number(Int64(report.rows)), "good": .number(Int64(report.good)), "known": .number(Int64(report.known)),
                    "saved": .number(Int64(report.returns.count)),
                ])
        }
    }
}

extension ReturnFileReport {
    /// Returns that hold what the rows say, each once.
    fileprivate var filled: [ReturnID] {
        var seen: Set<ReturnID> = []
        return lines.filter { $0.state != .open }.compactMap(\.made).filter { seen.insert($0).inserted }
    }
}

extension Optional {
    /// The value changed by something that takes time; `nil` stays.
    fileprivate func asyncMap<T>(_ change: (Wrapped) async throws -> T) async rethrows -> T? {
        guard let self else { return nil }
        return try await change(self)
    }
}
