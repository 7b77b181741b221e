// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests

/// A load that had no digital note, as a person typed it. Kept as text, so that nothing typed is lost.
public struct RecordForm: Hashable, Sendable {
    /// Somebody who carries or sends, chosen from the registry or told in words.
    public struct Party: Hashable, Sendable {
        /// What stands for somebody who is not in the registry.
        public static let outside = "outside"

        /// A site's number, or ``outside``.
        public var site = ""
        public var name = ""
        public var place = ""
        public var phone = ""

        public init() {}
        public var isOutside: Bool { site == Self.outside }
    }

    /// Who records: the receiver at its gate, or the sender.
    public var recorder = PartyRole.receiver
    /// A ``ManifestOrigin`` but the digital one.
    public var origin = ""
    /// Number of a blank paper note.
    public var paper = ""
    /// Number of any other paper.
    public var otherNumber = ""
    public var sender = Party()
    public var carrier = Party()
    public var receiverSite = ""
    public var lines: [NoteForm.Line] = []
    /// A treatment code such as `R3`.
    public var intended = ""
    /// ISO dates, and times such as `08:30`.
    public var collectedDate = ""
    public var collectedTime = ""
    public var receivedDate = ""
    public var receivedTime = ""
    public var mode = TransportMode.road.rawValue
    public var plate = ""
    public var remark = ""
    /// Why the load is taken although a permit says something against it; blank when none does.
    public var gateReason = ""

    public init() {}
}

extension FormReader {
    /// A moment as typed: a day, and a time of the day. Both blank is none.
    mutating func moment(_ date: String, _ time: String, in zone: CivilZone, field: String) -> Instant? {
        guard !date.isEmpty || !time.isEmpty else { return nil }
        guard !date.isEmpty, !time.isEmpty else {
            problems.append(PaperPhrase.timeMissing.problem(field))
            return nil
        }
        guard let day = self.date(date, field: field) else { return nil }
        let plain = String(String.UnicodeScalarView(time.unicodeScalars.map { $0.latinDigit })).trimmedBlanks
        let pieces = plain.split(separator: plain.contains(":") ? ":" : ".", omittingEmptySubsequences: false)
        guard pieces.count == 2, let hour = Int64(pieces[0]), let minute = Int64(pieces[1]), (0...23).contains(hour), (0...59).contains(minute),
            pieces[1].count == 2
        else {
            problems.append(PaperPhrase.timeUnreadable.problem(field, ["text": .text(String(time.prefix(40)))]))
            return nil
        }
        return zone.start(of: day).adding(seconds: hour * 3600 + minute * 60)
    }

    /// The number of a blank paper note.
    mutating func paper(_ text: String, field: String) -> String? {
        guard !text.isEmpty else { return nil }
        guard case .success(let read) = PaperNumber.read(PaperNumber.scanned(text)) else {
            problems.append(PaperPhrase.numberWrong.problem(field, ["text": .text(String(text.prefix(40)))]))
            return nil
        }
        return read.description
    }
}
