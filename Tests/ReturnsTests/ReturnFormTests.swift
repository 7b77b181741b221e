// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Returns
import Testing
import Wording

struct ReturnFormTests {
    private let units = CodeLists.shipped.units.newest
    private var fields: [DataField] { DataSets.shipped.set("factoryMonthly", version: 1)?.fields(for: "1410") ?? [] }

    private func read(_ typed: [String: (String, String)], over known: ReturnAnswers = ReturnAnswers(), wastes: [ReturnForm.Waste]? = nil) throws
        -> ReturnAnswers
    {
        var form = ReturnForm()
        for (field, value) in typed {
            var answer = ReturnForm.Answer()
            answer.number = value.0
            answer.unit = value.1
            form.answers[field] = answer
        }
        form.wastes = wastes
        return try form.read(over: known, fields: fields, units: units, isWaste: { _ in true }, open: { _ in nil }, seal: { SealedText(hash: $0) })
    }

    @Test("A figure keeps the number and unit as given beside the whole number it came to, whatever the unit")
    func conversions() throws {
        let answers = try read([
            "electricityGrid": ("12,5", "MWh"), "waterPublic": ("1 240", "m3"), "diesel": ("4", "jerrycan_30L"), "fabricIn": ("100", "lb"),
            "garmentsMade": ("2.5", "dozen"), "workersWomen": ("៤១២", ""), "lpg": ("3", "lpg_cyl_15kg"),
        ])
        let whole = Dictionary(uniqueKeysWithValues: answers.fields.map { ($0.field, $0.value.figure?.whole ?? -1) })
        #expect(
            whole == [
                "electricityGrid": 12_500_000, "waterPublic": 1_240_000_000, "diesel": 120_000, "fabricIn": 45_359, "garmentsMade": 30, "workersWomen": 412,
                "lpg": 45_000,
            ])
        #expect(answers["electricityGrid"]?.value.figure?.number == "12.5" && answers["electricityGrid"]?.value.figure?.unit == "MWh")
    }

    @Test("Zero, nothing and not known are three different answers, and a blank field is none")
    func threeAnswers() throws {
        var form = ReturnForm()
        var nothing = ReturnForm.Answer()
        nothing.kind = .nothing
        var unknown = ReturnForm.Answer()
        unknown.kind = .unknown
        var zero = ReturnForm.Answer()
        zero.number = "0"
        zero.unit = "kg"
        form.answers = ["coal": nothing, "firewood": unknown, "lpg": zero, "diesel": ReturnForm.Answer()]
        let answers = try form.read(
            over: ReturnAnswers(), fields: fields, units: units, isWaste: { _ in true }, open: { _ in nil }, seal: { SealedText(hash: $0) })
        #expect(answers["coal"]?.value == .nothing && answers["firewood"]?.value == .unknown)
        #expect(answers["lpg"]?.value.figure?.whole == 0 && answers["diesel"] == nil)
        #expect(Set(answers.fields.map(\.value)).count == 3)
    }

    @Test("Every figure that cannot be read is told at once, at its own field, and nothing is guessed")
    func problems() throws {
        do {
            _ = try read([
                "electricityGrid": ("1.240", "kWh"), "waterPublic": ("a lot", "m3"), "diesel": ("5", "kg"), "workersMen": ("1,5", ""),
                "wasteStock": ("-3", "kg"),
            ])
            Issue.record("Five faults were passed over.")
        } catch let error as Problems {
            #expect(Set(error.problems.map(\.field)) == ["electricityGrid", "waterPublic", "diesel", "workersMen", "wasteStock"])
        }
    }

    @Test("What was filled in stays as such when it comes back untouched, and becomes typed once it is changed")
    func untouched() throws {
        var prefill = ReturnPrefill()
        prefill.last = try read(["workersWomen": ("412", ""), "workersMen": ("88", "")])
        let set = try #require(DataSets.shipped.set("factoryMonthly", version: 1))
        let known = prefill.answers(set, isic: "1410")
        #expect(known.unconfirmed == 2)
        let after = try read(["workersWomen": ("412", ""), "workersMen": ("90", "")], over: known)
        #expect(after["workersWomen"]?.source == .last && after["workersWomen"]?.isConfirmed == false)
        #expect(after["workersMen"]?.source == .typed && after.typed == 1 && after.unconfirmed == 1)
    }

    @Test("Waste lines stand once for each code and way; a line that loses its number goes")
    func wasteLines() throws {
        func line(_ code: String, _ way: String, _ number: String) -> ReturnForm.Waste {
            var line = ReturnForm.Waste()
            line.waste = code
            line.destination = way
            line.number = number
            return line
        }
        let answers = try read([:], wastes: [line("040222", "town", "120"), line("150101", "buyer", "45.5"), line("", "", "")])
        #expect(answers.wastes.map(\.figure.whole) == [120_000, 45_500])
        let fewer = try read([:], over: answers, wastes: [line("040222", "town", ""), line("150101", "buyer", "45.5")])
        #expect(fewer.wastes.map(\.waste.text) == ["150101"])
        #expect(throws: Problems.self) { _ = try read([:], wastes: [line("040222", "town", "1"), line("040222", "town", "2")]) }
        #expect(throws: Problems.self) { _ = try read([:], wastes: [line("040222", "", "1")]) }
    }
}
