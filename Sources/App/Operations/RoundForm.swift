// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Manifests

/// A collection round as a person typed it.
public struct RoundForm: Hashable, Sendable {
    /// Sites.
    public var carrier = ""
    public var receiver = ""
    /// An ISO date; blank is today.
    public var day = ""
    /// A treatment code such as `R3`.
    public var treatment = ""
    /// Six digits each; blanks are passed over.
    public var wastes: [String] = []
    public var plate = ""
    public var driver = ""
    /// Kilograms in one container, where stops are counted in containers; blank where they are weighed.
    public var container = ""
    /// Where its size is known in litres instead: litres, and kilograms of one litre of what it holds.
    public var litres = ""
    public var kilogramsPerLitre = ""
    /// Sites of senders in the order of the way; blanks are passed over.
    public var stops: [String] = []

    public init() {}
}

/// A stop as typed on the driver's phone.
public struct StopForm: Hashable, Sendable {
    /// Site of the sender.
    public var sender = ""
    /// Six digits; blank where the round collects one waste.
    public var waste = ""
    /// Kilograms as weighed; blank where containers are counted.
    public var amount = ""
    public var containers = ""
    /// Kilograms in one container, that of the round unless said; containers times this is an estimate.
    public var each = ""
    /// Name of the sender's person who hands over.
    public var signer = ""
    /// Why it is picked up although the plant's permit or a missing arrangement speaks against it.
    public var gateReason = ""
    /// Stops already made at this sender when the form was shown; `nil` where nobody looked.
    public var seen: Int?

    public init() {}
}

extension FormReader {
    /// What one container of a round holds: kilograms as typed, or litres times what one of them weighs.
    mutating func container(of form: RoundForm) -> GivenMass? {
        let isInLitres = !form.litres.trimmedBlanks.isEmpty
        guard !form.container.trimmedBlanks.isEmpty || isInLitres else { return nil }
        guard isInLitres else {
            return mass(form.container, unit: "kg", method: MeasurementMethod.estimated.rawValue, field: "container")
        }
        guard form.container.trimmedBlanks.isEmpty else {
            problems.append(RoundPhrase.containerTwice.problem("container"))
            return nil
        }
        // Both are numbers of their own; read as masses they are held to the same bounds, above zero and to the thousandth.
        let one = mass(form.litres, unit: "kg", method: MeasurementMethod.estimated.rawValue, field: "litres")
        let density = mass(form.kilogramsPerLitre, unit: "kg", method: MeasurementMethod.estimated.rawValue, field: "kilogramsPerLitre")
        guard let one, let density else { return nil }
        let grams = ExactDecimal(digits: one.mass.raw, scale: 3).scaled(by: ExactDecimal(digits: density.mass.raw, scale: 0))?.whole ?? .max
        guard Mass(grams) <= Limits.lineMass else {
            problems.append(ManifestPhrase.massTooLarge.problem("litres", ["mass": .mass(Mass(grams)), "most": .mass(Limits.lineMass)]))
            return nil
        }
        // Less than a gram in a container is a slip of the pen.
        guard grams > 0 else {
            problems.append(ManifestPhrase.massNotPositive.problem("litres", ["mass": .mass(.zero)]))
            return nil
        }
        return GivenMass(
            number: Self.kilograms(grams), unit: "kg", method: .estimated, conversion: one.conversion, mass: Mass(grams))
    }

    /// Whole grams as canonical kilograms.
    private static func kilograms(_ grams: Int64) -> String {
        grams % 1000 == 0 ? String(grams / 1000) : ExactDecimal(digits: grams, scale: 3).withoutTrailingZeros.description
    }

    /// The weight of a stop: as weighed, or containers times the weight of one, which is an estimate.
    ///
    /// - Parameter container: of the round, for stops that name none.
    mutating func stopMass(_ form: StopForm, container: GivenMass?) -> (mass: GivenMass?, containers: Int?) {
        let count = count(form.containers, field: "containers")
        // What the round has goes without saying, and stands in the field before anybody counts.
        let isRounds = form.each.isEmpty || form.each == container?.number
        let isCounted = isRounds ? container != nil && !form.containers.isEmpty : true
        guard form.amount.isEmpty, isCounted else {
            return (mass(form.amount, unit: "kg", method: MeasurementMethod.weighed.rawValue, field: "amount"), count)
        }
        guard let one = isRounds ? container : mass(form.each, unit: "kg", method: MeasurementMethod.estimated.rawValue, field: "each") else {
            return (nil, count)
        }
        guard let count, count > 0 else {
            if problems.isEmpty { problems.append(OperationPhrase.numberMissing.problem("containers")) }
            return (nil, nil)
        }
        // An absurd weight is refused here: its product might not fit.
        guard one.mass <= Limits.lineMass else {
            problems.append(ManifestPhrase.massTooLarge.problem("each", ["mass": .mass(one.mass), "most": .mass(Limits.lineMass)]))
            return (nil, count)
        }
        let whole = Mass(one.mass.raw * Int64(count))
        return (GivenMass(number: Self.kilograms(whole.raw), unit: "kg", method: .estimated, conversion: one.conversion, mass: whole), count)
    }
}

extension Work {
    /// Reads a form into a plan; every problem with its field.
    func plan(_ form: RoundForm) throws -> RoundPlan {
        var reader = FormReader(lists: platform.lists, today: today)
        var wastes: [ArrangedWaste] = []
        for (i, typed) in form.wastes.enumerated() where !typed.isEmpty {
            if let waste = reader.waste(typed, field: "waste\(i)") { wastes.append(ArrangedWaste(waste: waste.id, isHazardous: waste.isHazardous)) }
        }
        if wastes.isEmpty, reader.problems.isEmpty { reader.problems.append(ManifestPhrase.lineMissing.problem("waste0")) }
        let treatment = TreatmentCode(text: form.treatment)
        if treatment == nil { reader.problems.append(ManifestPhrase.treatmentMissing.problem("treatment")) }
        let day = form.day.isEmpty ? today : reader.date(form.day, field: "day")
        let carrier = try? party(form.carrier, field: "carrier")
        if carrier == nil { reader.problems.append(ManifestPhrase.carrierMissing.problem("carrier")) }
        let receiver = try? party(form.receiver, field: "receiver")
        if receiver == nil { reader.problems.append(ManifestPhrase.unknownParty.problem("receiver")) }
        var stops: [Party] = []
        for typed in form.stops where !typed.isEmpty {
            guard let sender = try? party(typed, field: "stops") else {
                reader.problems.append(RoundPhrase.senderUnknown.problem("stops"))
                break
            }
            if !stops.contains(sender) { stops.append(sender) }
        }
        if form.plate.trimmedBlanks.isEmpty { reader.problems.append(RoundPhrase.plateMissing.problem("plate")) }
        let container = reader.container(of: form)
        if form.driver.trimmedBlanks.isEmpty { reader.problems.append(RoundPhrase.driverMissing.problem("driver")) }
        guard let treatment, let day, let carrier, let receiver, reader.problems.isEmpty,
            let plate = try seal(String(form.plate.trimmedBlanks.prefix(40))), let driver = try seal(String(form.driver.trimmedBlanks.prefix(80)))
        else { throw PlatformError.invalid(reader.problems) }
        return RoundPlan(
            carrier: carrier, receiver: receiver, day: day, intended: treatment, wastes: wastes, plate: plate, driver: driver, stops: stops,
            container: container)
    }
}
