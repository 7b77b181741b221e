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
        let number = whole.raw % 1000 == 0 ? String(whole.raw / 1000) : ExactDecimal(digits: whole.raw, scale: 3).description
        return (GivenMass(number: number, unit: "kg", method: .estimated, conversion: one.conversion, mass: whole), count)
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
        var container: GivenMass?
        if !form.container.trimmedBlanks.isEmpty {
            container = reader.mass(form.container, unit: "kg", method: MeasurementMethod.estimated.rawValue, field: "container")
        }
        if form.driver.trimmedBlanks.isEmpty { reader.problems.append(RoundPhrase.driverMissing.problem("driver")) }
        guard let treatment, let day, let carrier, let receiver, reader.problems.isEmpty,
            let plate = try seal(String(form.plate.trimmedBlanks.prefix(40))), let driver = try seal(String(form.driver.trimmedBlanks.prefix(80)))
        else { throw PlatformError.invalid(reader.problems) }
        return RoundPlan(
            carrier: carrier, receiver: receiver, day: day, intended: treatment, wastes: wastes, plate: plate, driver: driver, stops: stops,
            container: container)
    }
}
