// SPDX-License-Identifier: Apache-2.0

import Domain

/// For whom blank paper notes are printed.
public enum PaperHolder: Hashable, Sendable, Codable {
    case organisation(OrganisationID)
    /// Code of the province whose office hands them out.
    case province(String)
}

/// Blank paper notes that were numbered and printed together.
public struct PaperBatch: Hashable, Sendable, Codable, Identifiable {
    public var id: PaperBatchID
    public var holder: PaperHolder
    public var count: Int
    public var printedOn: CalendarDate
    /// `nil` where the operator of the server printed them.
    public var printedBy: OrganisationID?

    public init(id: PaperBatchID, holder: PaperHolder, count: Int, printedOn: CalendarDate, printedBy: OrganisationID?) {
        self.id = id
        self.holder = holder
        self.count = count
        self.printedOn = printedOn
        self.printedBy = printedBy
    }

    /// Sheets printed at a time, at most.
    public static let countMax = 500

    /// What is wrong with a number of sheets; `nil` when nothing is.
    public static func problem(count: Int) -> Problem? {
        (1...countMax).contains(count)
            ? nil : PaperPhrase.countOutOfRange.problem("count", ["count": .number(Int64(count)), "most": .number(Int64(countMax))])
    }
}

/// Where one blank paper note stands.
public enum PaperState: String, CaseIterable, Sendable {
    case blank, used, voided

    /// The name people see.
    public var phrase: PaperPhrase {
        switch self {
        case .blank: .stateBlank
        case .used: .stateUsed
        case .voided: .stateVoided
        }
    }
}

/// One blank paper note with what became of its number. Each is used at most once.
public struct PaperSheet: Hashable, Sendable {
    public var number: String
    public var batch: PaperBatch
    public var note: DocumentID?
    /// Number of that note.
    public var noteNumber: String?
    public var voidedAt: Instant?
    public var voidReason: SealedText?

    public init(number: String, batch: PaperBatch, note: DocumentID?, noteNumber: String?, voidedAt: Instant?, voidReason: SealedText?) {
        self.number = number
        self.batch = batch
        self.note = note
        self.noteNumber = noteNumber
        self.voidedAt = voidedAt
        self.voidReason = voidReason
    }

    public var state: PaperState { note != nil ? .used : voidedAt != nil ? .voided : .blank }

    /// Why the number cannot be used for a note; `nil` when it can.
    public func problem(_ field: String, zone: CivilZone) -> Problem? {
        switch state {
        case .blank: nil
        case .used: PaperPhrase.numberUsed.problem(field, ["number": .text(number), "note": .text(noteNumber ?? "–")])
        case .voided: PaperPhrase.numberVoided.problem(field, ["number": .text(number), "date": .date(voidedAt.map { zone.date(of: $0) } ?? batch.printedOn)])
        }
    }
}

/// What happened to blank paper notes beside their use, which stands with the note.
public enum PaperEvent: Hashable, Sendable, Codable {
    case printed(PaperBatch, numbers: [String])
    case voided(number: String, reason: SealedText, at: Instant)
}
