// SPDX-License-Identifier: Apache-2.0

import Markup
import Testing

@Suite("HTML") struct HTMLTests {
    let attack = "<script>alert('1 & \"2\"')</script>"
    let escaped = "&lt;script&gt;alert(&#39;1 &amp; &quot;2&quot;&#39;)&lt;/script&gt;"

    @Test("text in any position is written with entities")
    func escapesEverywhere() {
        let position: String? = attack
        let pieces: [HTML] = [
            "\(attack)", "\(Substring(attack))", HTML(text: attack), "\(HTML.map([attack]) { "\($0)" })", "\(HTML.ifPresent(position) { "\($0)" })",
            "\(if: true, "\(attack)")", HTML.joined(["\(attack)"]), "\(["\(attack)"] as [HTML])",
        ]
        for piece in pieces { #expect(piece.description == escaped) }
        let attribute: HTML = "<a title=\"\(attack)\"\(attribute: "lang", attack)>"
        #expect(attribute.description == "<a title=\"\(escaped)\" lang=\"\(escaped)\">")
    }

    @Test("markup is spliced as it stands, absent pieces leave nothing")
    func splices() {
        let bold: HTML = "<b>&amp;</b>"
        let none: HTML? = nil
        let page: HTML = "<p>\(bold)\(none)\([bold, bold])\(if: false, bold)\(attribute: "id", nil)\(flag: "hidden", false)</p>"
        #expect(page.description == "<p><b>&amp;</b><b>&amp;</b><b>&amp;</b></p>")
        #expect(HTML.joined([bold, bold], separator: " · ").description == "<b>&amp;</b> · <b>&amp;</b>")
        #expect((bold + HTML()).bytes == bold.bytes)
        #expect(HTML().isEmpty)
    }

    @Test("bytes are the UTF-8 of the template, Khmer and Vietnamese included")
    func exactBytes() {
        let khmer = "សំណល់វាយនភណ្ឌ"
        let page: HTML = "<p lang=\"km\">\(khmer) \(1240)</p><p>Chất thải dệt may</p>"
        #expect(page.bytes == Array("<p lang=\"km\">សំណល់វាយនភណ្ឌ 1240</p><p>Chất thải dệt may</p>".utf8))
    }

    @Test("whole numbers and flags are written plain", arguments: [(Int64.min, "-9223372036854775808"), (0, "0"), (1_240_500, "1240500")])
    func integers(_ number: Int64, _ text: String) {
        let html: HTML = "<i\(flag: "hidden", true)>\(number)</i>"
        #expect(html.description == "<i hidden>\(text)</i>")
    }

    @Test(
        "drawing positions have at most two places and no exponent",
        arguments: [(0.0, "0"), (-0.001, "0"), (12.5, "12.5"), (-3.14159, "-3.14"), (1e7, "10000000"), (0.05, "0.05"), (1.999, "2"), (-0.5, "-0.5")])
    func positions(_ value: Double, _ text: String) {
        #expect(("\(svg: value)" as HTML).description == text)
    }

    @Test("a table of five hundred Khmer rows holds each cell once")
    func table() {
        let rows = (0..<500).map { "សំណល់ <\($0)>" }
        let table = HTML.map(rows) { "<tr><td>\($0)</td></tr>" }
        #expect(table.description.components(separatedBy: "<tr>").count == 501)
        #expect(table.description.contains("<td>សំណល់ &lt;499&gt;</td>"))
    }
}

extension String {
    fileprivate func components(separatedBy mark: String) -> [Substring] { split(separator: mark, omittingEmptySubsequences: false) }
}
