// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

// Each name comes with the language it is in. Everyday names come first, then the list's own English; where a code is
// unknown the code itself stands, so that a page never has a gap.

extension CodeLists {
    /// The everyday name of a waste code, else its English name in the newest edition that has it.
    public func name(of code: WasteCodeID, in language: Language) -> NamedText {
        names.best(.waste, code.text, in: language, fallback: wasteCodes.row(code)?.nameEnglish ?? code.description)
    }

    public func name(of code: TreatmentCode, in language: Language) -> NamedText {
        names.best(.treatment, code.description, in: language, fallback: treatments.row(code)?.meaningEnglish ?? code.description)
    }

    public func name(of code: IndustryCode, in language: Language) -> NamedText {
        names.best(.isic, code.text, in: language, fallback: industries.row(code)?.nameEnglish ?? code.text)
    }

    public func name(of code: BaselCode, in language: Language) -> NamedText {
        names.best(.basel, code.code, in: language, fallback: code.meaningEnglish)
    }

    public func name(of unit: UnitOfMeasure, in language: Language) -> NamedText {
        names.best(.unit, unit.symbol, in: language, fallback: unit.nameEnglish)
    }

    public func name(of zone: Zone, in language: Language) -> NamedText {
        names.best(.zone, zone.nameEnglish, in: language, fallback: zone.nameEnglish)
    }

    public func name(of chapter: WasteChapter, in language: Language) -> NamedText {
        names.best(chapter.isSubchapter ? .wasteSubchapter : .wasteChapter, chapter.code, in: language, fallback: chapter.nameEnglish)
    }

    /// A province is named in its own country's language or in Latin letters without marks.
    public func name(of province: Province, in language: Language) -> NamedText {
        let local: Language = province.id.country == .cambodia ? .khmer : .vietnamese
        return language == local
            ? NamedText(text: province.nameLocal, language: local) : NamedText(text: province.nameEnglish, language: .english)
    }

    /// What a province's number meant on a day; the number itself when it meant nothing.
    public func name(of id: ProvinceID, on date: CalendarDate, in language: Language) -> NamedText {
        province(id, on: date).map { name(of: $0, in: language) } ?? NamedText(text: id.description, language: .english)
    }

    /// Everyday name and synonyms of a waste code, `nil` where nobody has written them yet.
    public func everydayName(of code: WasteCodeID, in language: Language) -> LocalName? { names.name(.waste, code.text, in: language) }
}
