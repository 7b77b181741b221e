// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import WebUI

@Suite("QR code") struct QRCodeTests {
    /// Which modules are dark, read back from the drawing; includes the quiet zone.
    func modules(_ svg: String) -> [[Bool]] {
        let scanner = MarkupScanner(svg)
        let side = Int(scanner.elements[0].attributes["viewBox"]?.split(separator: " ").last ?? "") ?? 0
        var dark = Array(repeating: Array(repeating: false, count: side), count: side)
        let path = scanner.elements.last?.attributes["d"] ?? ""
        for run in path.split(separator: "M") {
            // Each run is `x yh<length>v1h-<length>z`.
            let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
            for x in numbers[0]..<numbers[0] + numbers[2] { dark[numbers[1]][x] = true }
        }
        return dark
    }

    @Test("the drawing has a quiet zone of four modules and the three finder patterns of ISO/IEC 18004")
    func isACode() throws {
        let svg = try #require(QRCode.svg("https://baitong.example/n/BT-26-7KQ4-M2", label: "Scan")).description
        let dark = modules(svg)
        let side = dark.count
        #expect((side - 8 - 17) % 4 == 0)
        for i in 0..<side {
            for j in 0..<4 { #expect(!dark[j][i] && !dark[side - 1 - j][i] && !dark[i][j] && !dark[i][side - 1 - j]) }
        }
        let finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
        for (top, left) in [(4, 4), (4, side - 11), (side - 11, 4)] {
            for y in 0..<7 {
                let row = String((0..<7).map { dark[top + y][left + $0] ? "1" : "0" })
                #expect(row == finder[y])
            }
        }
    }

    @Test("one path is dark and one white ground lies under it, so that dark schemes scan too")
    func isOnePath() throws {
        let scanner = MarkupScanner(try #require(QRCode.svg("ខ្មែរ", label: "x")).description)
        #expect(scanner.elements.filter { $0.name == "path" }.map { $0.attributes["fill"] } == ["#fff", "#000"])
        #expect(scanner.elements[0].attributes["shape-rendering"] == "crispEdges")
    }

    @Test("nothing and what is too long make no code; more correction makes a larger one")
    func limits() throws {
        #expect(QRCode.svg("", label: "x") == nil)
        #expect(QRCode.svg(String(repeating: "a", count: 4000), label: "x") == nil)
        let text = "https://baitong.example/n/BT-26-7KQ4-M2"
        let medium = try #require(QRCode.svg(text, label: "x"))
        let high = try #require(QRCode.svg(text, label: "x", correction: .high))
        #expect(modules(high.description).count > modules(medium.description).count)
    }
}
