// SPDX-License-Identifier: Apache-2.0

import Testing
import Wording

@testable import WebUI

@Suite("Stylesheet and script") struct AssetTests {
    let css = String(decoding: Asset.stylesheet.bytes, as: UTF8.self)
    let script = String(decoding: Asset.script.bytes, as: UTF8.self)
    let saving = String(decoding: Asset.saving.bytes, as: UTF8.self)

    @Test("they stay small and fetch nothing from elsewhere")
    func isSmall() {
        #expect(css.utf8.count < 25_000)
        #expect(script.utf8.count < 6_000)
        #expect(saving.utf8.count < 4_000)
        for word in ["@import", "url(", "http:", "https:"] { #expect(!css.contains(word)) }
        for word in ["innerHTML", "eval(", "document.write", "http:", "https:"] { #expect(!script.contains(word) && !saving.contains(word)) }
    }

    @Test("every bracket of the stylesheet is closed")
    func isBalanced() {
        #expect(css.filter { $0 == "{" }.count == css.filter { $0 == "}" }.count)
    }

    @Test("an asset's address carries its version; unknown names are refused")
    func addresses() {
        for asset in Asset.all {
            #expect(asset.href.text == "/assets/\(asset.name)?v=\(asset.version)")
            #expect(asset.version.utf8.count == 16)
            #expect(Asset.named(asset.name)?.version == asset.version)
        }
        #expect(Asset.named("../Package.swift") == nil)
    }

    /// Text on ground, as the stylesheet pairs them.
    static let pairs = [
        ("ink", "paper"), ("ink", "mist"), ("ink", "leaf-mist"), ("ink", "amber-mist"), ("ink", "clay-mist"), ("soft", "paper"), ("soft", "mist"),
        ("soft", "leaf-mist"),
        ("leaf", "paper"), ("leaf", "mist"), ("leaf", "leaf-mist"), ("on-leaf", "leaf"), ("on-leaf", "deep-leaf"), ("river", "paper"), ("river", "mist"),
        ("river", "river-mist"), ("amber", "paper"), ("amber", "amber-mist"), ("clay", "paper"), ("clay", "mist"), ("clay", "clay-mist"), ("clay", "leaf-mist"),
        ("on-clay", "clay"),
    ]

    @Test("text has a contrast of 4.5 on its ground and signs one of 3, light and dark (WCAG 2.2, 1.4.3 and 1.4.11)")
    func contrast() {
        for scheme in [0, 1] {
            let colours = self.colours(scheme)
            func hex(_ name: String) -> String { colours[name] ?? "" }
            for (text, ground) in Self.pairs {
                let ratio = contrastRatio(hex(text), hex(ground))
                #expect(ratio >= 4.5, "\(text) on \(ground), scheme \(scheme): \(ratio)")
            }
            for category in ChartCategory.allCases {
                let ratio = min(contrastRatio(hex(category.cssClass), hex("paper")), contrastRatio(hex(category.cssClass), hex("mist")))
                #expect(ratio >= 3, "\(category), scheme \(scheme): \(ratio)")
            }
            #expect(contrastRatio(hex("edge"), hex("paper")) >= 3)
        }
    }

    /// Tokens and category colours by name; scheme 0 is light, 1 dark over it.
    private func colours(_ scheme: Int) -> [String: String] {
        var found: [String: [String]] = [:]
        // A declaration is `--name:#rrggbb`; a category is `.c-name{--c:#rrggbb}`.
        for line in css.split(separator: "\n") {
            if line.hasPrefix(".c-"), let brace = line.firstIndex(of: "{"), let mark = line.firstIndex(of: "#") {
                found[String(line[line.index(after: line.startIndex)..<brace]), default: []].append(String(line[mark...].dropFirst().prefix(6)))
            } else if line.hasPrefix("--") {
                for declaration in line.split(separator: ";") {
                    let sides = declaration.split(separator: ":", maxSplits: 1)
                    guard sides.count == 2, sides[1].hasPrefix("#") else { continue }
                    found[String(sides[0].dropFirst(2)), default: []].append(String(sides[1].dropFirst().prefix { $0.isHexDigit }))
                }
            }
        }
        return found.compactMapValues { $0.count > scheme ? $0[scheme] : $0.first }
    }
}

/// Relative luminance and contrast ratio as WCAG 2.2 defines them.
func contrastRatio(_ a: String, _ b: String) -> Double {
    func luminance(_ hex: String) -> Double {
        let digits = hex.count == 3 ? hex.flatMap { [$0, $0] } : Array(hex)
        guard digits.count == 6 else { return .nan }
        let parts = stride(from: 0, to: 6, by: 2).map { Double(Int(String(digits[$0...$0 + 1]), radix: 16) ?? 0) / 255 }
        let linear = parts.map { $0 <= 0.040_45 ? $0 / 12.92 : power(($0 + 0.055) / 1.055) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    let (first, second) = (luminance(a), luminance(b))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
}

/// `x` to the power of 2.4, as the square of `x` times its fifth root squared.
private func power(_ x: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - x) / (5 * root * root * root * root) }
    return x * x * root * root
}
