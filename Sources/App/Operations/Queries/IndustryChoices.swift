// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Wording

extension Platform {
    /// Classes of industry whose name, in any language, holds every word, or whose code begins with the digits typed.
    ///
    /// - Returns: in order of code, at most `limit`; none for blank words.
    public func industries(matching words: String, limit: Int) -> [Industry] {
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        guard !folded.isEmpty else { return [] }
        let lists = self.lists
        let found = lists.industries.edition(on: today).rows.lazy.filter { industry in
            guard industry.level == .class else { return false }
            let names = Language.allCases.map { TextFolding.fold(lists.name(of: industry.code, in: $0).text) } + [TextFolding.fold(industry.nameEnglish)]
            return folded.allSatisfy { word in
                word.allSatisfy(\.isNumber) ? industry.code.text.hasPrefix(word) : names.contains { $0.contains(word) }
            }
        }
        return Array(found.prefix(limit))
    }
}
