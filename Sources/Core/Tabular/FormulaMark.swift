// SPDX-License-Identifier: Apache-2.0

/// The apostrophe before a text that a spreadsheet program would otherwise work out as a formula, such as somebody's own words that begin
/// with `=` (OWASP, "CSV Injection"). A text that bears such a mark itself gets one more, so that taking one away gives every text back.
public enum FormulaMark {
    private static let mark: UInt8 = 39
    /// `=`, `+`, `-`, `@`, tab and carriage return.
    private static let begins: Set<UInt8> = [61, 43, 45, 64, 9, 13]

    /// - Parameter forSpreadsheets: also marks what bears no mark yet; else only what ``unmarked(_:)`` would change.
    static func marked(_ text: String, forSpreadsheets: Bool) -> String {
        guard let first = text.utf8.first, first == mark || forSpreadsheets, isFormula(text) else { return text }
        return "'" + text
    }

    /// The text without its mark; any other text as it is.
    public static func unmarked(_ text: String) -> String {
        guard text.utf8.first == mark, isFormula(text) else { return text }
        return String(text.dropFirst())
    }

    /// Whether a text, behind any marks, begins like a formula, goes on after that sign, and is no number.
    private static func isFormula(_ text: String) -> Bool {
        let bare = text.utf8.drop { $0 == mark }
        guard let first = bare.first, begins.contains(first), bare.count > 1 else { return false }
        return !isNumber(bare)
    }

    /// A sign, digits, perhaps a point and digits, perhaps a power of ten.
    private static func isNumber(_ text: Substring.UTF8View) -> Bool {
        var rest = text
        func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
        func takeSign() { if let byte = rest.first, byte == 43 || byte == 45 { rest.removeFirst() } }
        func takeDigits() -> Bool {
            let count = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(count)
            return count > 0
        }
        takeSign()
        guard takeDigits() else { return false }
        if rest.first == 46 {
            rest.removeFirst()
            guard takeDigits() else { return false }
        }
        if rest.first == 69 || rest.first == 101 {
            rest.removeFirst()
            takeSign()
            guard takeDigits() else { return false }
        }
        return rest.isEmpty
    }
}
