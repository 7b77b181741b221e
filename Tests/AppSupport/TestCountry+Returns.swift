// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations
import Returns

/// Returns of the country's firms. The factory is of medium size, and the country began on the day of the test, so its first month is that of the test.
extension TestCountry {
    /// The factory's return for the month in which tests happen.
    public func beginReturn(_ period: String = "2026-09") async throws -> SiteReturn {
        try await platform.beginReturn(site: site(.factory), dataSet: "factoryMonthly", period: period, by: actor(.factory))
    }

    /// A figure for everything that must be answered and is not.
    public func filled(_ made: SiteReturn, number: String = "12", by actor: Actor) async throws -> SiteReturn {
        let model = try await platform.returnModel(made.id, by: actor)
        var form = ReturnForm()
        for field in model.fields where field.isRequired && model.shown[field.id] == nil {
            var answer = ReturnForm.Answer()
            answer.number = number
            answer.unit = field.units.first ?? ""
            form.answers[field.id] = answer
        }
        return try await platform.saveReturn(made.id, version: made.version, form, by: actor)
    }

    /// The factory's return for the month in which tests happen, sent in the month after.
    public func sentReturn() async throws -> SiteReturn {
        let made = try await filled(try await beginReturn(), by: actor(.factory))
        return try await platform.submitReturn(made.id, version: made.version, confirms: true, by: actor(.factory))
    }
}

extension TestCountry {
    /// A return with some figures, everything else that must be answered as nothing, and lines of waste beside those by notes.
    public func answered(
        _ made: SiteReturn, _ figures: [String: String], wastes: [(waste: String, way: WasteDestination, number: String)] = [], by firm: Actor? = nil
    ) async throws -> SiteReturn {
        let factory = firm ?? actor(.factory)
        let model = try await platform.returnModel(made.id, by: factory)
        var form = ReturnForm()
        for field in model.fields {
            guard figures[field.id] != nil || (field.isRequired && model.shown[field.id] == nil) else { continue }
            var answer = ReturnForm.Answer()
            answer.kind = figures[field.id] == nil ? .nothing : .figure
            answer.number = figures[field.id] ?? ""
            answer.unit = field.units.first ?? ""
            form.answers[field.id] = answer
        }
        let known = model.shown.wastes.filter { $0.destination == .note }.map { line in
            var typed = ReturnForm.Waste()
            typed.waste = line.waste.text
            typed.destination = line.destination.rawValue
            typed.site = line.site?.description ?? ""
            typed.number = line.figure.typedNumber
            return typed
        }
        form.wastes =
            known
            + wastes.map { line in
                var typed = ReturnForm.Waste()
                typed.waste = line.waste
                typed.destination = line.way.rawValue
                typed.number = line.number
                return typed
            }
        return try await platform.saveReturn(made.id, version: made.version, form, by: factory)
    }
}
