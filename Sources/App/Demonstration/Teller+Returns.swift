// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations
import Returns

/// Returns of the country's firms, with figures that fit their size.
extension Teller {
    func tell(_ plan: PlannedReturn) async throws {
        let officer = officer(.provincialOffice)
        if case .typedIn = plan.outcome { return try await fill(plan, by: officer, sends: true) { _ in } }
        let people = firms[plan.firm].staff.reduce(into: Set<Role>()) { $0.formUnion($1.roles) }
        guard people.contains(.preparer), people.contains(.signer) else { return }
        let industry = self.officer(.industry)
        try await fill(plan, by: actor(plan.firm, [.preparer]), sends: plan.outcome.isSent) { sent in
            switch plan.outcome {
            case .draft, .submitted, .typedIn: return
            case .approved: _ = try await platform.approveReturn(sent.id, version: sent.version, by: industry)
            case .sentBack(let remarks): _ = try await platform.sendBackReturn(sent.id, version: sent.version, remarks: remarks, by: industry)
            }
        }
    }

    /// Begins and fills a return that the firm owes; one that it does not owe is left out.
    private func fill(_ plan: PlannedReturn, by person: Actor, sends: Bool, _ after: (SiteReturn) async throws -> Void) async throws {
        let site = firms[plan.firm].site
        guard let preview = try? await platform.returnPreview(site: site, dataSet: plan.dataSet, period: plan.period, by: person), preview.made == nil
        else { return }
        var made = try await platform.beginReturn(site: site, dataSet: plan.dataSet, period: plan.period.description, by: person)
        let model = try await platform.returnModel(made.id, by: person)
        var form = ReturnForm()
        var dice = Dice(seed: UInt64(plan.firm), for: "return \(plan.dataSet) \(plan.period.description)")
        let empty = model.fields.filter { model.shown[$0.id] == nil && $0.isRequired }
        for field in sends ? empty[...] : empty.prefix(3) { form.answers[field.id] = typed(field, of: firms[plan.firm], &dice) }
        if let part = plan.declares { form.wastes = wastes(of: firms[plan.firm], declares: part, model, &dice) }
        made = try await platform.saveReturn(made.id, version: made.version, form, by: person)
        // A small firm has no meter: what leaves is worked out from its water.
        if case .typedIn = plan.outcome {
            var estimate = EstimateForm()
            estimate.formula = FigureEstimate.Formula.waterBalance.rawValue
            made = try await platform.acceptEstimate(made.id, estimate, version: made.version, by: person)
        }
        guard sends else { return }
        let signer: Actor = if case .typedIn = plan.outcome { person } else { actor(plan.firm, [.signer]) }
        // What checks find is explained in a few words.
        let asked = try await platform.returnModel(made.id, by: person).checks.findings
        let reasons = Dictionary(asked.map { ($0.finding.key, Remarks.unusual[$0.finding.kind] ?? Remarks.lessWork) }, uniquingKeysWith: { a, _ in a })
        try await after(try await platform.submitReturn(made.id, version: made.version, confirms: true, explanations: reasons, by: signer))
    }

    /// What notes show, and what the town took of the rest: together what a factory of this size and habit has.
    private func wastes(of firm: Firm, declares part: Double, _ model: ReturnModel, _ dice: inout Dice) -> [ReturnForm.Waste] {
        var lines = model.shown.wastes.map { known in
            var line = ReturnForm.Waste()
            line.waste = known.waste.text
            line.destination = known.destination.rawValue
            line.site = known.site?.description ?? ""
            line.number = known.figure.typedNumber
            line.unit = known.figure.unit
            return line
        }
        var habit = Dice(seed: UInt64(bitPattern: firm.site.value), for: "waste")
        let kilograms = Double(firm.employees) * 6.2 * habit.factor(0.18) * dice.factor(0.1) * part
        let left = Double(model.shown.wastes.reduce(0) { $0 + $1.figure.whole }) / 1000
        guard kilograms - left >= 1 else { return lines }
        var rest = ReturnForm.Waste()
        rest.waste = "200301"
        rest.destination = WasteDestination.town.rawValue
        rest.number = String(Int(kilograms - left))
        lines.append(rest)
        return lines
    }

    /// A figure that a firm of this size could have.
    private func typed(_ field: DataField, of firm: Firm, _ dice: inout Dice) -> ReturnForm.Answer {
        var answer = ReturnForm.Answer()
        answer.unit = field.units.first ?? ""
        let people = Double(firm.employees)
        let ordinary: [String: Double] = [
            "workingDays": 25, "workersWomen": Double(firm.employeesWomen), "workersMen": Double(firm.employees - firm.employeesWomen), "workersAll": people,
            "fabricIn": people * 31, "leatherIn": people * 18, "rawMaterialIn": people * 90, "garmentsMade": people * 118, "shoesMade": people * 70,
            "productMade": people * 80, "electricityGrid": people * 62, "waterPublic": people * 0.9, "waterAll": people * 1.1, "diesel": people * 2.4,
            "wastewaterSewer": people * 0.75, "wasteStock": people * 1.3, "firewood": people * 20, "temperatureLow": 861, "temperatureMean": 918,
            "operatingHours": 560, "activeCell": 3, "airspaceLeft": 412_000, "stockAge": 6, "vehicles": people / 4, "distance": people * 260,
            "trips": people * 8, "inflow": people * 900, "outflow": people * 870, "sludge": people * 12, "incidents": 0, "fires": 0, "wasteBurned": 0,
        ]
        // A factory on the town's supply has no well.
        if field.id == "waterWell" {
            answer.kind = .nothing
            return answer
        }
        let whole: Set<String> = [
            "workersWomen", "workersMen", "workersAll", "activeCell", "incidents", "fires", "wasteBurned", "temperatureLow", "temperatureMean",
        ]
        var amount = (ordinary[field.id] ?? people * 5) * (whole.contains(field.id) ? 1 : dice.factor(0.08))
        if field.id == "workingDays" { amount = min(amount, 27) }
        answer.number = String(Int(amount.rounded()))
        return answer
    }
}

extension PlannedReturn.Outcome {
    fileprivate var isSent: Bool {
        if case .draft = self { false } else { true }
    }
}
