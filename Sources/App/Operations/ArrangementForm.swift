// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Manifests

/// A proposed arrangement as a person typed it.
public struct ArrangementForm: Hashable, Sendable {
    /// Sites.
    public var sender = ""
    public var carrier = ""
    public var receiver = ""
    /// Six digits each; blanks are passed over.
    public var wastes: [String] = []
    /// A treatment code such as `R3`.
    public var treatment = ""
    /// In a calendar year.
    public var amount = ""
    public var unit = "t"
    /// ISO dates; a blank first day is today.
    public var validFrom = ""
    public var validUntil = ""

    public init() {}
}

/// A signed paper as sent: its type is told by its first bytes.
public struct ArrangementPaper: Hashable, Sendable {
    public var bytes: [UInt8]

    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// PDF, or a picture as photos are; `nil` for anything else.
    var mediaType: String? { bytes.starts(with: Array("%PDF-".utf8)) ? "application/pdf" : Platform.Photo(bytes: bytes).mediaType }

    /// What is wrong with it, on the field `document`.
    var problems: [Problem] {
        if bytes.count > Platform.Photo.bytesMax {
            return [OperationPhrase.photoTooLarge.problem("document", ["most": .number(5), "size": .number(Int64(bytes.count / 1_000_000))])]
        }
        return mediaType == nil ? [OperationPhrase.paperType.problem("document")] : []
    }
}

extension Work {
    /// Reads a form into terms; every problem with its field.
    func terms(_ form: ArrangementForm, document: String?, lists: CodeLists) throws -> ArrangementTerms {
        var reader = FormReader(lists: lists, today: today)
        var wastes: [ArrangedWaste] = []
        for (i, typed) in form.wastes.enumerated() where !typed.isEmpty {
            if let waste = reader.waste(typed, field: "waste\(i)") { wastes.append(ArrangedWaste(waste: waste.id, isHazardous: waste.isHazardous)) }
        }
        if wastes.isEmpty, reader.problems.isEmpty { reader.problems.append(ManifestPhrase.lineMissing.problem("waste0")) }
        let amount = reader.mass(form.amount, unit: form.unit, method: MeasurementMethod.estimated.rawValue, field: "amount")
        let treatment = TreatmentCode(text: form.treatment)
        if treatment == nil { reader.problems.append(ManifestPhrase.treatmentMissing.problem("treatment")) }
        let from = form.validFrom.isEmpty ? today : reader.date(form.validFrom, field: "validFrom")
        if form.validUntil.isEmpty { reader.problems.append(OperationPhrase.fieldMissing.problem("validUntil")) }
        let until = form.validUntil.isEmpty ? nil : reader.date(form.validUntil, field: "validUntil")
        var parties: [Party?] = []
        for (site, field) in [(form.sender, "sender"), (form.carrier, "carrier"), (form.receiver, "receiver")] {
            let party = try? party(site, field: field)
            parties.append(party)
            guard party == nil else { continue }
            reader.problems.append((site.isEmpty && field == "carrier" ? ManifestPhrase.carrierMissing : .unknownParty).problem(field))
        }
        guard let amount, let treatment, let from, let until, let sender = parties[0], let carrier = parties[1], let receiver = parties[2],
            reader.problems.isEmpty
        else { throw PlatformError.invalid(reader.problems) }
        return ArrangementTerms(
            sender: sender, carrier: carrier, receiver: receiver, wastes: wastes, treatment: treatment, yearlyAmount: amount.mass, validFrom: from,
            validUntil: until, document: document)
    }
}
