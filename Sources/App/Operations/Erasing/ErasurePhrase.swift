// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Sentences about erasing what names or reaches somebody.
public enum ErasurePhrase: String, PhraseKey {
    public static let area = "erasure"
    case nothingThere, alreadyErased, reasonMissing, noteWithoutTexts, pageWithoutTexts, listUnreadable
    case reasonAsked, reasonOrdered, reasonOutlived, reasonMistaken
    case kindRemark, kindPlate, kindSigner, kindBuyer, kindOutside, kindGateRemark, kindLossPlace, kindLossRemark, kindCorrection, kindEarlier, kindPerson,
        kindContact, kindPhoto, kindClassification, kindReturn, kindQuestion, kindDischarge, kindStock
    // At the command line
    case wouldErase, wouldEraseCount, erasedCount, erasedAgain, repeated
}

/// What erasing refuses.
public enum ErasureError: Explainable, Hashable {
    /// Nothing of this name holds anything personal.
    case nothingThere
    case alreadyErased(on: CalendarDate)
    case reasonMissing
    /// Nobody wrote a name, plate or remark on this note, or all of it was erased.
    case noteWithoutTexts
    /// The address is of nothing on which people write, or all of it was erased.
    case pageWithoutTexts
    /// A line of a list of erasures says nothing that can be erased.
    case listUnreadable(line: Int)

    public var problems: [Problem] {
        switch self {
        case .nothingThere: [ErasurePhrase.nothingThere.problem("subject")]
        case .alreadyErased(let day): [ErasurePhrase.alreadyErased.problem("subject", ["date": .date(day)])]
        case .reasonMissing: [ErasurePhrase.reasonMissing.problem("reason")]
        case .noteWithoutTexts: [ErasurePhrase.noteWithoutTexts.problem("note")]
        case .pageWithoutTexts: [ErasurePhrase.pageWithoutTexts.problem("address")]
        case .listUnreadable(let line): [ErasurePhrase.listUnreadable.problem("file", ["line": .number(Int64(line))])]
        }
    }

    public var standing: Standing {
        switch self {
        case .nothingThere: .missing
        case .alreadyErased: .conflict
        case .reasonMissing, .noteWithoutTexts, .pageWithoutTexts, .listUnreadable: .invalid
        }
    }
}

extension ErasureReason {
    public var phrase: ErasurePhrase {
        switch self {
        case .asked: .reasonAsked
        case .ordered: .reasonOrdered
        case .outlived: .reasonOutlived
        case .mistaken: .reasonMistaken
        }
    }
}
