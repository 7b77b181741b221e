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
        let firm = firms[plan.firm]
        var ordinary = OrdinaryReturn(
            site: firm.site, employees: firm.employees, women: firm.employeesWomen, goesToRiver: plan.firm % 6 == 1,
            dice: Dice(seed: UInt64(plan.firm), for: "return \(plan.dataSet) \(plan.period.description)"))
        let form = ordinary.form(model, fields: sends ? nil : 3, declares: plan.declares)
        made = try await platform.saveReturn(made.id, version: made.version, form, by: person)
        // A small firm has no meter: what leaves is worked out from its water.
        if case .typedIn = plan.outcome {
            var estimate = EstimateForm()
            estimate.formula = FigureEstimate.Formula.waterBalance.rawValue
            made = try await platform.acceptEstimate(made.id, estimate, version: made.version, by: person)
        }
        guard sends else { return }
        let signer: Actor = if case .typedIn = plan.outcome { person } else { actor(plan.firm, [.signer]) }
        let reasons = OrdinaryReturn.reasons(try await platform.returnModel(made.id, by: person))
        try await after(try await platform.submitReturn(made.id, version: made.version, confirms: true, explanations: reasons, by: signer))
    }
}

extension PlannedReturn.Outcome {
    fileprivate var isSent: Bool {
        if case .draft = self { false } else { true }
    }
}
