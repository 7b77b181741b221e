// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Workbooks

/// Reads the first table of a file as typed values, each doubtful cell found: what happens to a file that somebody sends before anything is kept of it.
struct BenchWorkbook: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "workbook")
    @Argument var file: String
    @Option var sheet = 1

    func run() throws {
        let started = ContinuousClock.now
        let opened = try WorkbookFile(.disk(file), named: file)
        let reader = try TableReader(try TableShape(in: opened, sheet: sheet - 1), of: opened)
        var (rows, cells, doubts) = (0, 0, 0)
        while let row = try reader.next() {
            rows += 1
            cells += row.cells.count
            doubts += row.doubts.count
        }
        let seconds = BenchCommand.seconds(ContinuousClock.now - started)
        BenchCommand.report([("rows", Double(rows)), ("cells", Double(cells)), ("doubts", Double(doubts)), ("seconds", seconds)])
    }
}
