// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Returns
import Stores

/// A waste whose code was just found, and the returns in which it may be written.
public struct WasteIntoReturn: Sendable {
    public var waste: WasteCode
    /// Open, or owed and not begun; most pressing first.
    public var lines: [ReturnLine]
    public var sites: [SiteID: Site]
}

extension Platform {
    /// The returns of the acting firm that ask for waste line by line and are still filled in.
    public func returnsTaking(_ waste: WasteCodeID, by actor: Actor) async throws -> WasteIntoReturn {
        guard let code = lists.wasteCode(waste, on: today) else { throw PlatformError.notFound }
        if case .refused(let refusal) = may(.fillReturn, actor: actor, subject: actor.wholeReach) { throw refusal }
        let list = try await returnList(by: actor)
        let lines = list.lines.filter { $0.dataSet.wastes != .none && ![.waiting, .approved].contains($0.standing(on: list.today)) }
        return WasteIntoReturn(waste: code, lines: lines, sites: list.sites)
    }

    /// Adds one line of waste to a return; the others stay as they are.
    ///
    /// - Throws: every problem at `waste`, `destination` and `mass`; one at `waste` where such a line stands in it already.
    public func addReturnWaste(
        _ id: ReturnID, version: Int, _ line: ReturnForm.Waste, by actor: Actor, at moment: Instant? = nil
    ) async throws -> SiteReturn {
        try await perform("return.save", by: actor, at: moment) { work in
            try work.change(id, version: version, .save) { known, set, _ in
                guard set.wastes != .none else { throw PlatformError.invalid([ReturnFilePhrase.wastesNotAsked.problem("waste")]) }
                let answers = try work.answers(of: known, set) { shown in
                    let stands = shown.wastes.contains { $0.waste == WasteCodeID(written: line.waste) && $0.destination.rawValue == line.destination }
                    if stands { throw PlatformError.invalid([ReturnPhrase.wasteStands.problem("waste", ["code": .text(line.waste)])]) }
                    var form = ReturnForm()
                    form.wastes = [line] + shown.wastes.map(ReturnForm.Waste.init)
                    return form
                }
                return try known.save(answers, at: work.now)
            }
        }
    }
}

extension Work {
    /// What a return says once a form is laid over what it shows now: its answers, with what notes tell by now.
    ///
    /// - Parameter faults: of what came with the form.
    /// - Throws: every problem of the form, then the faults.
    func answers(of known: SiteReturn, _ set: DataSet, _ faults: [Problem] = [], _ form: (ReturnAnswers) throws -> ReturnForm) throws -> ReturnAnswers {
        let lists = platform.lists
        let shown = try reading.prefill(for: known.head, set).refreshing(known.answers, set, isic: known.head.isic)
        do {
            return try form(shown).read(
                over: shown, fields: set.fields(for: known.head.isic), units: lists.units.edition(on: today),
                isWaste: { lists.wasteCode($0, on: today) != nil }, open: { try journal.open($0) }, seal: { try seal($0) },
                offered: { $0.estimatesOffered(set, isic: known.head.isic) })
        } catch let error as Problems {
            throw PlatformError.invalid(error.problems + faults)
        }
    }
}
