// SPDX-License-Identifier: Apache-2.0

import Domain

/// What is left of a firm's name once case, accents, invisible signs, legal forms and the country's name are taken off: the
/// part by which two entries of one firm are recognised.
public enum NameCore {
    /// Words of the core, folded, in the order of the name. A name of legal forms alone keeps them.
    public static func words(_ name: String) -> [String] {
        let all = TextFolding.fold(name).split(separator: " ").map(String.init)
        var kept: [String] = []
        var i = 0
        while i < all.count {
            if let form = phrases.first(where: { all[i...].starts(with: $0) }) {
                i += form.count
            } else {
                kept.append(all[i])
                i += 1
            }
        }
        return kept.isEmpty ? all : kept
    }

    /// The core without spaces, its words in the order of the alphabet: `Samaki Garment Co., Ltd` and `GARMENT SAMAKI` are one.
    ///
    /// Khmer is written without spaces between words, and with them wherever a typist likes: there all spaces go, and legal
    /// forms are cut out of the whole.
    public static func compact(_ name: String) -> String {
        let folded = TextFolding.fold(name)
        guard folded.unicodeScalars.contains(where: { (0x1780...0x17FF).contains($0.value) }) else { return words(name).sorted().joined() }
        let whole = folded.filter { $0 != " " }
        let core = khmerForms.reduce(whole) { $0.replacing($1, with: "") }
        return core.isEmpty ? whole : core
    }

    /// Legal forms and words as frequent as they, longest first.
    private static let phrases: [[String]] = [
        "trach nhiem huu han", "doanh nghiep tu nhan", "sole proprietorship", "single member", "mot thanh vien", "hop tac xa", "cong ty", "co phan",
        "viet nam", "co", "ltd", "limited", "company", "corp", "corporation", "inc", "incorporated", "plc", "llc", "pte", "jsc", "enterprise",
        "enterprises", "cambodia", "kampuchea", "vietnam", "tnhh", "mtv", "cp", "ctcp", "dntn", "htx", "cty",
    ].map { $0.split(separator: " ").map(String.init) }

    private static let khmerForms: [String] = [
        "សហគ្រាសឯកបុគ្គល", "ឯកកម្មសិទ្ធិ", "ឯកបុគ្គល", "ក្រុមហ៊ុន", "ខូអិលធីឌី", "អិលធីឌី", "លីមីតធីត", "លីមីធីត", "ខេមបូឌា", "កម្ពុជា",
    ].map { TextFolding.fold($0).filter { $0 != " " } }

    /// The fewest single letters to put in, take out, exchange or swap with their neighbour; `nil` when more than `limit`.
    public static func edits(_ a: String, _ b: String, limit: Int) -> Int? {
        let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
        guard abs(a.count - b.count) <= limit else { return nil }
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in 0..<a.count {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in 0..<b.count {
                var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
                row.append(least)
            }
            if row.allSatisfy({ $0 > limit }) { return nil }
            (before, last) = (last, row)
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}
