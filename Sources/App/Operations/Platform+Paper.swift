// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Stores

/// For whom blank paper notes are to be printed, as a person typed it.
public struct PaperForm: Hashable, Sendable {
    public var count = ""
    /// Registration number of a firm; blank for the own one, or for a province.
    public var firm = ""
    /// Code of a province.
    public var province = ""

    public init() {}
}

extension Platform {
    /// Numbers blank paper notes. Each number is random, stands in the journal, and may be used for one note.
    public func printPaper(_ form: PaperForm, by actor: Actor, at moment: Instant? = nil) async throws -> PaperBatch {
        let lists = self.lists
        return try await perform("paper.print", by: actor, at: moment) { work in
            var reader = FormReader(lists: lists, today: work.today)
            let count = form.count.trimmedBlanks.isEmpty ? nil : reader.count(form.count, field: "count")
            if reader.problems.isEmpty, let problem = PaperBatch.problem(count: count ?? 0) { reader.problems.append(problem) }
            let holder = try work.holder(form, &reader)
            if let holder, case .refused(let refusal) = may(.managePaper, actor: actor, subject: try work.reading.subject(of: holder)) { throw refusal }
            guard let holder, let count, reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
            let batch = PaperBatch(id: work.mint(), holder: holder, count: count, printedOn: work.today, printedBy: actor.principal?.id)
            let numbers = try work.freshNumbers(count)
            try work.papers.insert(batch, numbers: numbers)
            work.record(.paper(.printed(batch, numbers: numbers)))
            return batch
        }
    }

    /// Takes an unused number out of use, visibly and for good.
    public func voidPaper(_ number: String, reason: String, by actor: Actor, at moment: Instant? = nil) async throws -> PaperSheet {
        let lists = self.lists
        let zone = self.zone
        return try await perform("paper.void", by: actor, at: moment) { work in
            var reader = FormReader(lists: lists, today: work.today)
            if number.trimmedBlanks.isEmpty { reader.problems.append(PaperPhrase.numberMissing.problem("number")) }
            let read = reader.paper(number.trimmedBlanks, field: "number")
            let text = reader.text(reason.trimmedBlanks, field: "reason")
            if text == nil, !reader.problems.contains(where: { $0.field == "reason" }) {
                reader.problems.append(PaperPhrase.voidReasonMissing.problem("reason"))
            }
            guard let read, reader.problems.isEmpty, let sealed = try work.seal(text) else { throw PlatformError.invalid(reader.problems) }
            // Whose number is not one's own is unknown to one.
            guard let sheet = try work.papers.sheet(read), may(.managePaper, actor: actor, subject: try work.reading.subject(of: sheet.batch.holder)).isAllowed
            else { throw PlatformError.invalid([PaperPhrase.numberUnknown.problem("number", ["number": .text(read)])]) }
            if let problem = sheet.problem("number", zone: zone) { throw PlatformError.invalid([problem]) }
            try work.papers.void(read, because: sealed, at: work.now)
            work.record(.paper(.voided(number: read, reason: sealed, at: work.now)))
            return try work.papers.sheet(read) ?? sheet
        }
    }
}

extension Work {
    /// The holder that a form means; the own firm where it says nothing.
    fileprivate func holder(_ form: PaperForm, _ reader: inout FormReader) throws -> PaperHolder? {
        let (firm, province) = (form.firm.trimmedBlanks, form.province.trimmedBlanks)
        if !firm.isEmpty, !province.isEmpty {
            reader.problems.append(PaperPhrase.holderTwice.problem("firm"))
            return nil
        }
        if !firm.isEmpty {
            guard let found = try registry.organisation(registrationNumber: RegistrationNumber.normalised(firm)) else {
                reader.problems.append(ManifestPhrase.unknownParty.problem("firm"))
                return nil
            }
            return .organisation(found.id)
        }
        if !province.isEmpty {
            guard
                ProvinceID(country: platform.country, code: province).map({ id in
                    platform.lists.provinces(of: platform.country, on: today).contains { $0.id == id }
                })
                    == true
            else {
                reader.problems.append(PaperPhrase.outageProvince.problem("province", ["text": .text(String(province.prefix(40)))]))
                return nil
            }
            return .province(province)
        }
        if let mandate = actor.principal?.mandate {
            if let own = mandate.province { return .province(own) }
            reader.problems.append(PaperPhrase.holderMissing.problem("firm"))
            return nil
        }
        guard let own = actor.principal?.id else {
            reader.problems.append(PaperPhrase.holderMissing.problem("firm"))
            return nil
        }
        return .organisation(own)
    }

    /// So many numbers that were never printed before.
    fileprivate func freshNumbers(_ count: Int) throws -> [String] {
        var numbers: [String] = []
        var seen: Set<String> = []
        // Of a thousand million numbers a year hardly any is drawn twice; three rounds are far more than enough.
        for _ in 0..<3 where numbers.count < count {
            let bytes = platform.secrets.random(8 * (count - numbers.count))
            let drawn = stride(from: 0, to: bytes.count, by: 8).map { start in
                PaperNumber.make(
                    year: today.month.year, serial: bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % NoteNumber.serialLimit
                ).description
            }
            let known = try papers.known(drawn)
            numbers += drawn.filter { !known.contains($0) && seen.insert($0).inserted }
        }
        precondition(numbers.count >= count, "A year has room for a thousand million numbers.")
        return numbers
    }
}

extension Reading {
    var papers: PaperStore { PaperStore(session) }
    var outages: OutageStore { OutageStore(session) }

    /// What permissions see of a holder of paper notes.
    func subject(of holder: PaperHolder) throws -> Subject {
        switch holder {
        case .province(let code): return Subject(provinces: [code])
        case .organisation(let id):
            let today = platform.today
            return Subject(parties: [id], provinces: Set(try registry.sites(of: id).map { $0.attributes(on: today).province }))
        }
    }
}
