// SPDX-License-Identifier: Apache-2.0

// Domain: the words every room shares. Quantities as whole numbers of the smallest useful unit, dates in a site's own
// zone, periods, identifiers that cannot be mixed up, problems a person can mend. Nothing here reads a clock, a file or
// a network; time and identifiers always arrive as arguments.
//
//   Identifier, IdentifierMint      64-bit ids and how a node makes them
//   Amount (Mass, Volume, ...)      whole numbers with their dimension in the type
//   CalendarDate, Month, Period     when something happened; Instant: when we learned it
//   Apportionment                   sharing whole grams by largest remainder
//   NumberReading                   what a person typed, read or asked back
//   Problem                         what is wrong, where, with the numbers

/// A 64-bit identifier of one kind of thing. Two kinds do not compare or mix.
///
/// Written as a decimal string at every door, because JSON readers lose digits above 2^53.
public struct Identifier<Kind>: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let value: Int64

    public init(_ value: Int64) { self.value = value }

    /// Reads the decimal form used in addresses and files; `nil` for anything else, including signs and spaces.
    public init?(text: some StringProtocol) {
        guard let value = wholeNumber(String(text)) else { return nil }
        self.value = value
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = Identifier(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an identifier of decimal digits")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var description: String { String(value) }

    public static func < (a: Identifier, b: Identifier) -> Bool { a.value < b.value }
}

/// 1 to 19 decimal digits and nothing else. Bodies hold many identifiers, so this reads each byte once.
private func wholeNumber(_ text: String) -> Int64? {
    guard 1...19 ~= text.utf8.count else { return nil }
    var value: Int64 = 0
    for byte in text.utf8 {
        guard 48...57 ~= byte else { return nil }
        let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
        let (next, overflowsToo) = tens.addingReportingOverflow(Int64(byte - 48))
        if overflows || overflowsToo { return nil }
        value = next
    }
    return value
}

public enum OrganisationKind {}
public enum SiteKind {}
public enum PersonKind {}
public enum PermitKind {}
public enum DocumentKind {}
public enum ArrangementKind {}
public enum OutageKind {}
public enum PaperBatchKind {}
public enum RoundKind {}
public enum ReturnKind {}
public enum OperationKind {}
public enum AccountKind {}
public enum EntryKind {}
public enum LotKind {}
public enum OriginKind {}

public typealias OrganisationID = Identifier<OrganisationKind>
public typealias SiteID = Identifier<SiteKind>
public typealias PersonID = Identifier<PersonKind>
public typealias PermitID = Identifier<PermitKind>
/// A hand-over note or any other document that entries point at.
public typealias DocumentID = Identifier<DocumentKind>
/// A standing arrangement between a sender, a haulier and a plant.
public typealias ArrangementID = Identifier<ArrangementKind>
/// A time in which an officer declared that the platform could not be reached.
public typealias OutageID = Identifier<OutageKind>
/// Blank paper notes that were numbered together.
public typealias PaperBatchID = Identifier<PaperBatchKind>
/// A collection round: one vehicle, one day, many senders, one plant.
public typealias RoundID = Identifier<RoundKind>
/// What a site answers to a data set for a period.
public typealias ReturnID = Identifier<ReturnKind>
public typealias OperationID = Identifier<OperationKind>
public typealias AccountID = Identifier<AccountKind>
public typealias EntryID = Identifier<EntryKind>
public typealias LotID = Identifier<LotKind>
/// The load of waste in which a gram was first booked; or a bundle of small ones.
public typealias OriginID = Identifier<OriginKind>
