// SPDX-License-Identifier: Apache-2.0

import Markup
import Testing

@Suite("Addresses") struct URLPathTests {
    @Test("interpolated text can add neither a step nor a parameter nor another server")
    func encodes() {
        let text = "a/b?c=d&e#f \"<ខ>\\"
        let encoded = "a%2Fb%3Fc%3Dd%26e%23f%20%22%3C%E1%9E%81%3E%5C"
        #expect(("/notes/\(text)" as URLPath).text == "/notes/" + encoded)
        #expect(("/notes?q=\(text)" as URLPath).text == "/notes?q=" + encoded)
        #expect(("/notes" as URLPath).setting(text, text).fragment(text).text == "/notes?\(encoded)=\(encoded)#\(encoded)")
    }

    @Test("an empty value cannot turn a path into another server")
    func staysHere() {
        #expect(("/\("")/evil.example" as URLPath).text == "/.//evil.example")
    }

    @Test("setting a parameter replaces it in its place, nil takes it out, adding repeats it")
    func query() {
        let list: URLPath = "/notes?state=open&page=\(3)#rows"
        #expect(list.setting("state", "closed").text == "/notes?state=closed&page=3#rows")
        #expect(list.setting("page", nil).text == "/notes?state=open#rows")
        #expect(list.adding("state", "sent").text == "/notes?state=open&page=3&state=sent#rows")
        #expect(("?page=2" as URLPath).text == "?page=2")
    }

    @Test("inside markup the ampersand of a query is an entity")
    func inMarkup() {
        let html: HTML = "<a href=\"\("/n?a=1&b=\("'")" as URLPath)\">x</a>"
        #expect(html.description == "<a href=\"/n?a=1&amp;b=%27\">x</a>")
    }

    @Test(
        "an address from a request is taken only when it stays on this server",
        arguments: [
            ("/today", true), ("/notes?state=open#a", true), ("/", true), ("/a%20b", true),
            ("//evil.example", false), ("/\\evil.example", false), ("https://evil.example", false), ("javascript:alert(1)", false),
            ("", false), ("today", false), ("/a b", false), ("/\u{0}", false), ("/ខ", false), ("/\"><script>", false),
        ])
    func local(_ text: String, _ isTaken: Bool) {
        #expect((URLPath(local: text) != nil) == isTaken)
        if isTaken { #expect(URLPath(local: text)?.text == text) }
    }
}
