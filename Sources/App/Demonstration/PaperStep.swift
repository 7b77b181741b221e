// SPDX-License-Identifier: Apache-2.0

import Domain

/// A load that came to a gate without a digital note.
struct PlannedRecord: Sendable {
    var receivedAt: Instant
    /// With one of the sender's blank paper notes.
    var usesBlank = false
    /// With a paper of the sender's own, and its number.
    var otherNumber = ""
    /// Nobody at the gate knew from whom it came.
    var isSenderUnknown = false
}

/// What happens about paper notes without a load.
enum PaperStep: Sendable {
    case print(for: Int, count: Int)
    /// The first number that is not used.
    case void(by: Int, reason: String)
    /// By a ministry for the country, or by the office of a province for that province.
    case declare(from: Instant, until: Instant, province: String, reason: String)
}
