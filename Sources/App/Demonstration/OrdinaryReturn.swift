// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations
import Returns

/// What a firm answers to a return: figures that fit its size, with its own habits and the chance of the month.
struct OrdinaryReturn {
    var site: SiteID
    var employees: Int
    var women: Int
    /// It lets some of its wastewater go to a river.
    var goesToRiver: Bool
    /// Of this return alone.
    var dice: Dice

    /// - Parameters:
    ///   - fields: how many of the empty ones are answered; all that are required unless said.
    ///   - declares: of the waste that came about, the part that is declared; `nil` of firms that answer what their notes show alone.
    mutating func form(_ model: ReturnModel, fields: Int? = nil, declares: Double? = nil) -> ReturnForm {
        var form = ReturnForm()
        // Beyond what is required some tell where their wastewater goes.
        let told: Set<String> = goesToRiver ? ["wastewaterAll", "wastewaterSurface"] : ["wastewaterAll"]
        let empty = model.fields.filter { model.shown[$0.id] == nil && ($0.isRequired || told.contains($0.id)) }
        for field in empty.prefix(fields ?? empty.count) { form.answers[field.id] = typed(field) }
        if let declares { form.wastes = wastes(declares, model) }
        return form
    }

    /// What checks find, explained in a few words.
    static func reasons(_ model: ReturnModel) -> [String: String] {
        Dictionary(
            model.checks.findings.map { ($0.finding.key, Remarks.unusual[$0.finding.kind] ?? Remarks.lessWork) }, uniquingKeysWith: { a, _ in a })
    }

    /// What notes show, and what the town took of the rest: together what a factory of this size and habit has.
    private mutating func wastes(_ part: Double, _ model: ReturnModel) -> [ReturnForm.Waste] {
        var lines = model.shown.wastes.map { known in
            var line = ReturnForm.Waste()
            line.waste = known.waste.text
            line.destination = known.destination.rawValue
            line.site = known.site?.description ?? ""
            line.number = known.figure.typedNumber
            line.unit = known.figure.unit
            return line
        }
        var habit = Dice(seed: UInt64(bitPattern: site.value), for: "waste")
        let kilograms = Double(employees) * 6.2 * habit.factor(0.18) * dice.factor(0.1) * part
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
    private mutating func typed(_ field: DataField) -> ReturnForm.Answer {
        var answer = ReturnForm.Answer()
        answer.unit = field.units.first ?? ""
        let people = Double(employees)
        let ordinary: [String: Double] = [
            "workingDays": 25, "workersWomen": Double(women), "workersMen": Double(employees - women), "workersAll": people,
            "fabricIn": people * 31, "leatherIn": people * 18, "rawMaterialIn": people * 90, "garmentsMade": people * 118, "shoesMade": people * 70,
            "productMade": people * 80, "electricityGrid": people * 62, "waterPublic": people * 0.9, "waterAll": people * 1.1, "diesel": people * 2.4,
            "wastewaterSewer": people * 0.75, "wastewaterSurface": people * 0.3, "wastewaterAll": people * 0.8, "wasteStock": people * 1.3,
            "firewood": people * 20, "temperatureLow": 861, "temperatureMean": 918,
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
