// SPDX-License-Identifier: Apache-2.0

/// Lists of commands: each is done by itself, and one that is refused stops no other.
enum BulkShapes {
    static let most = 100

    struct Result: Sendable {
        var index: Int
        var result: APIResult
    }

    private static let result: Shape<Result> = .object(
        "BulkResult", "What became of one command of a list.",
        [
            .whole("index", "Position of the command in the list, from 0.") { $0.index },
            .whole("status", "As the command alone would have been answered.") { $0.result.status },
            .part("note", Shape<JSON>(NoteShapes.note.schema.orNull) { $0 }, "The note, where it was done.") { $0.result.isProblem ? .null : $0.result.json },
            .part("problem", Shape<JSON>(ProblemDetails.shape.schema.orNull) { $0 }, "Why it was refused.") { $0.result.isProblem ? $0.result.json : .null },
        ])

    static let results: Shape<[Result]> = .object(
        "BulkResults", "One result for each command, in their order.",
        [
            .whole("done", "How many were done.") { $0.count { !$0.result.isProblem } },
            .whole("refused") { $0.count { $0.result.isProblem } },
            .list("results", result) { $0 },
        ])

    /// Runs commands one after the other, each in a transaction of its own.
    static func run(_ call: APICall, _ items: [(route: APIRoute, call: APICall, said: JSON)], at pointer: String) async -> [Result] {
        var results: [Result] = []
        for (i, item) in items.enumerated() {
            results.append(Result(index: i, result: await call.run(item.route, item.call, i, Pointer(pointer).appending(i))))
        }
        return results
    }
}
