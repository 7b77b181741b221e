// SPDX-License-Identifier: Apache-2.0

/// Reads markup strictly: every attribute value quoted, every element closed by its own end tag. For tests only.
struct MarkupScanner {
    struct Element {
        var name: String
        var attributes: [String: String]
        /// Names of the elements around it, outermost first.
        var ancestors: [String]
        /// Position of the label element around it among all elements, if there is one.
        var label: Int?
    }

    private(set) var elements: [Element] = []
    /// All text between tags, entities as they stand.
    private(set) var text = ""
    private(set) var faults: [String] = []

    static let void: Set<String> = ["meta", "link", "input", "br", "hr", "img", "wbr"]

    init(_ markup: String) {
        let bytes = Array(markup.utf8)
        var at = 0
        var open: [Int] = []
        func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "<") else {
                let start = at
                while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
                text += string(start..<at) + "\n"
                continue
            }
            if bytes[at + 1] == UInt8(ascii: "!") {
                while bytes[at] != UInt8(ascii: ">") { at += 1 }
                at += 1
                continue
            }
            let isEnd = bytes[at + 1] == UInt8(ascii: "/")
            at += isEnd ? 2 : 1
            var start = at
            while !" />".utf8.contains(bytes[at]) { at += 1 }
            let name = string(start..<at)
            if name.isEmpty || !name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) }) { faults.append("odd tag <\(name)") }
            var attributes: [String: String] = [:]
            var isSelfClosed = false
            while bytes[at] != UInt8(ascii: ">") {
                if bytes[at] == UInt8(ascii: " ") {
                    at += 1
                    continue
                }
                if bytes[at] == UInt8(ascii: "/") {
                    isSelfClosed = true
                    at += 1
                    continue
                }
                start = at
                while !"= />".utf8.contains(bytes[at]) { at += 1 }
                let attribute = string(start..<at)
                var value = ""
                if bytes[at] == UInt8(ascii: "=") {
                    at += 1
                    if bytes[at] == UInt8(ascii: "\"") {
                        at += 1
                        start = at
                        while bytes[at] != UInt8(ascii: "\"") { at += 1 }
                        value = string(start..<at)
                        at += 1
                    } else {
                        faults.append("unquoted \(attribute) in <\(name)>")
                        while !" />".utf8.contains(bytes[at]) { at += 1 }
                    }
                }
                if attributes[attribute] != nil { faults.append("twice \(attribute) in <\(name)>") }
                attributes[attribute] = value
            }
            at += 1
            if isEnd {
                guard let last = open.last, elements[last].name == name else {
                    faults.append("</\(name)> closes <\(open.last.map { elements[$0].name } ?? "nothing")>")
                    continue
                }
                open.removeLast()
            } else {
                let label = open.last { elements[$0].name == "label" }
                elements.append(Element(name: name, attributes: attributes, ancestors: open.map { elements[$0].name }, label: label))
                if !isSelfClosed, !Self.void.contains(name) { open.append(elements.count - 1) }
            }
        }
        for left in open { faults.append("<\(elements[left].name)> stays open") }
    }
}
