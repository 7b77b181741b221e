// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import HTTPSupport
import Operations
import Returns
import Wording

/// A return's form as the page's script saves it while somebody types: by the ordinary verb, with the version that was seen. What cannot be read yet
/// stays with whoever types; the rest is saved. Nothing is sent to officers.
struct ReturnAutosave {
    /// What the script says in `then`.
    static let mark = "auto"

    var request: PageRequest
    var id: ReturnID
    var form: ReturnForm

    private var words: Words { request.words }

    /// What the script is told.
    private struct Told: Encodable {
        enum State: String, Encodable { case saved, held, conflict }
        var state: State
        /// For the next saving.
        var version: String?
        /// How names of fields begin whose content was not saved.
        var left: [String] = []
        var said: String
    }

    func answer() async throws -> PageAnswer {
        do {
            return try told(try await saved())
        } catch ReturnError.stale {
            return try told(Told(state: .conflict, said: words[ReturnPagePhrase.autosaveConflict]))
        } catch let error as any Explainable where [.invalid, .conflict].contains(error.standing) {
            return try told(Told(state: .held, said: error.problems.first.map { words($0) } ?? words[ReturnPagePhrase.autosaveHeld]))
        }
    }

    private func saved() async throws -> Told {
        let (version, actor) = (try request.version(), try request.actor())
        let time: [String: Fact] = ["time": .text(words.clock(request.platform.now))]
        do {
            let made = try await request.platform.saveReturn(id, version: version, form, by: actor)
            return Told(state: .saved, version: String(made.version), said: words(ReturnPagePhrase.autosaved, time))
        } catch let error as any Explainable where error.standing == .invalid {
            let rest = form.without(error.problems)
            let made = try await request.platform.saveReturn(id, version: version, rest, by: actor)
            let lines = rest.wastes == nil && form.wastes != nil ? ["waste", "destination", "mass", "unit"] : []
            let first = error.problems.first.map { words($0) } ?? ""
            return Told(
                state: .saved, version: String(made.version), left: form.answers.keys.filter { rest.answers[$0] == nil }.sorted() + lines,
                said: words(ReturnPagePhrase.autosavedBut, time.merging(["problem": .text(first)]) { a, _ in a }))
        }
    }

    private func told(_ told: Told) throws -> PageAnswer { .json(String(decoding: try JSONEncoder().encode(told), as: UTF8.self)) }
}
