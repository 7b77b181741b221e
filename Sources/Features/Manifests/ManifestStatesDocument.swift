// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// The life-cycle as a page in English Markdown, written from ``transitionTable``: what may happen in each state, where it
/// leads, and the sentence with which everything else is refused. `docs/manifest-states.md` holds it; a test compares.
public func manifestStatesDocument() -> String {
    let words = Words(.english)
    let states = ManifestState.allCases
    let events = ManifestEventKind.allCases

    func cell(_ state: ManifestState, _ event: ManifestEventKind) -> String {
        switch state.transition(on: event) {
        case .refused: "·"
        case .leads(let next): next == [state] ? "stays" : next.map { words[$0.phrase] }.joined(separator: ", ")
        }
    }
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    var page = [
        "# States of a hand-over note", "",
        "Written from the table in `Manifest+Transitions.swift`; do not edit. To write it anew:",
        "`BAITONG_WRITE_DOCS=1 swift test --filter ManifestsTests`.", "",
        "A row is an event, a column the state in which it comes. A cell says where the note then stands; which of several follows",
        "from the event itself. A dot is a refusal, whose sentence stands below. Final states: "
            + states.filter(\.isFinal).map { words[$0.phrase] }.joined(separator: ", ") + ".", "",
        row(["Event"] + states.map { words[$0.phrase] }), row(Array(repeating: "---", count: states.count + 1)),
    ]
    for event in events { page.append(row([words[event.phrase]] + states.map { cell($0, event) })) }

    page += ["", "## What is said when an event is refused"]
    for state in states {
        page += ["", "### \(words[state.phrase])", "", row(["Events", "Sentence"]), row(["---", "---"])]
        var refused: [(phrase: ManifestPhrase, events: [String])] = []
        for event in events {
            guard case .refused(let phrase) = state.transition(on: event) else { continue }
            if let known = refused.firstIndex(where: { $0.phrase == phrase }) {
                refused[known].events.append(words[event.phrase])
            } else {
                refused.append((phrase, [words[event.phrase]]))
            }
        }
        for (phrase, names) in refused {
            page.append(row([names.joined(separator: "; "), words(phrase, ["state": state.phrase.fact])]))
        }
    }
    return page.joined(separator: "\n") + "\n"
}
