// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the page of a site's benchmarks says.
enum BenchmarkPagePhrase: String, PhraseKey {
    static let area = "benchmarkpage"

    case title
    /// Facts: `from`, `until`.
    case lead
    case per, perProduct, perWorker
    /// Facts: `unit`.
    case unitTonne, unitPiece, unitPair, unitWorker
    /// Facts: `figure`.
    case chartMore
    case halfOfPeers, noMonths, whose, value, peersQuarter, peersMedian, peersThreeQuarters
    /// Facts: `count`.
    case peersCount
    /// Facts: `month`, `value`, `unit`, `median`.
    case latest, latestAlone
    case published
    /// Facts: `count`.
    case publishedCount
    case process, range, inYourUnit, source, lowConfidence, otherUnit
}
