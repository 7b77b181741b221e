// SPDX-License-Identifier: Apache-2.0

extension Demonstration {
    /// How large the invented country is.
    public enum Scale: String, CaseIterable, Sendable {
        /// Some 300 organisations and 3,500 notes over 18 months.
        case demo
        /// Every trade and every story, and little else: for tests.
        case tiny

        /// Months of history before today.
        var months: Int { self == .demo ? 18 : 3 }
        /// Ordinary loads aimed at; stories, sorted goods sent on and what comes back are on top.
        var loads: Double { self == .demo ? 3200 : 60 }

        /// Firms of a trade.
        func firms(_ trade: TradeRow) -> Int {
            guard self == .tiny else { return trade.count }
            return min(trade.count, trade.trade == .garment || trade.trade == .tailor ? 9 : trade.trade == .haulier ? 3 : 1)
        }
    }
}
