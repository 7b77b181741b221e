// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Operations
import Wording

/// A refusal as RFC 9457 writes it, with every fault by its pointer.
struct ProblemDetails: Sendable {
    struct Fault: Sendable {
        var code: String
        /// Into the body; empty when it concerns the whole.
        var pointer: String
        /// The query parameter, when it is one's.
        var parameter: String?
        var detail: String
        var facts: [(name: String, fact: Fact)]
    }

    var status: Int
    var kind: String
    var title: String
    var faults: [Fault]
    /// As the thing stands now, when another version was named.
    var version: Int?
    /// By which an unexpected failure is found in the server's log.
    var reference: String?
    var retryAfter: Int64?
    var allowed: String?

    var headers: [(String, String)] {
        var headers: [(String, String)] = []
        if status == 401 { headers.append(("WWW-Authenticate", "Bearer realm=\"baitong\"")) }
        if let retryAfter { headers.append(("Retry-After", String(retryAfter))) }
        if let allowed { headers.append(("Allow", allowed)) }
        return headers
    }

    static let shape: Shape<ProblemDetails> = .object(
        "Problem", "What is wrong, in the language of Accept-Language, with all faults at once.",
        [
            .text("type", "A URN that names the kind of refusal.") { "urn:baitong:problem:" + $0.kind },
            .text("title") { $0.title },
            .whole("status") { $0.status },
            .text("detail", "The first fault in words.") { $0.faults.first?.detail ?? $0.title },
            .wholeOrNull("version", "The current version of the thing, when another one was named.") { $0.version },
            .textOrNull("reference", "Names an unexpected failure in the server's log.") { $0.reference },
            .list("problems", fault) { $0.faults },
        ])

    private static let fault: Shape<Fault> = .object(
        "Fault", "One fault.",
        [
            .text("code", "Stable: what programs compare.") { $0.code },
            .text("pointer", "JSON pointer (RFC 6901) into the body; empty for the whole.") { $0.pointer },
            .textOrNull("parameter", "The query parameter that does not fit.") { $0.parameter },
            .text("detail", "What is wrong, what was expected, what to do.") { $0.detail },
            .part(
                "facts", Shape<[(name: String, fact: Fact)]>(Schema(.anything)) { .object($0.map { JSON.Member($0.name, json($0.fact)) }) },
                "The figures of the sentence."
            ) {
                $0.facts
            },
        ])

    private static func json(_ fact: Fact) -> JSON {
        switch fact {
        case .text(let text): .text(text)
        case .number(let number), .numeral(let number): .whole(number)
        case .share(let share): .number("\(share)")
        case .mass(let mass): ["grams": .whole(mass.raw)]
        case .date(let date): .text(date.description)
        case .moment(let moment): .text(moment.rfc3339)
        case .phrase(let key): .text(key)
        }
    }
}

extension ProblemDetails {
    /// - Parameter place: turns the operation's name of a field into a pointer.
    init(_ standing: Standing, _ problems: [Problem], words: Words, status: Int? = nil, place: (String) -> String = { $0 }) {
        self.status = status ?? standing.status
        kind = standing.rawValue
        title = words[standing.title]
        // What is not there and what is not yours to see read alike.
        let shown = standing == .missing ? [OperationPhrase.notFound.problem()] : problems
        faults = shown.map { problem in
            // A question mark before the name says that it is a query parameter.
            let isParameter = problem.field.hasPrefix("?")
            return Fault(
                code: problem.phrase, pointer: isParameter ? "" : place(problem.field), parameter: isParameter ? String(problem.field.dropFirst()) : nil,
                detail: words(problem),
                facts: problem.facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
    }

    /// Any error of an operation; `nil` for one that nobody foresaw.
    init?(_ error: any Error, words: Words, place: (String) -> String = { $0 }) {
        if let refusal = RequestRefusal(storage: error) {
            self.init(refusal.standing, refusal.problems, words: words)
            // What may have been saved is looked for first.
            retryAfter = refusal == .uncertain ? nil : 2
            return
        }
        guard let error = error as? any Explainable else { return nil }
        self.init(error.standing, error.problems, words: words, place: place)
        switch error {
        case ManifestError.stale(_, let now), ArrangementError.stale(_, let now): version = now
        case let stale as StaleVersion: version = stale.now
        case let refusal as ThrottleRefusal: wait(refusal.seconds)
        case PlatformError.tooOften(let seconds): wait(seconds)
        case UpkeepError.registrationsTooOften(let minutes): wait(minutes * 60)
        default: break
        }
    }

    init(_ refusal: TooManyRequests, words: Words) {
        self.init(refusal.standing, refusal.problems, words: words)
        wait(refusal.seconds)
    }

    private mutating func wait(_ seconds: Int64) {
        status = 429
        retryAfter = seconds
    }
}

/// Somebody saved the thing first; its version now.
struct StaleVersion: Explainable {
    var now: Int
    var problems: [Problem] { PlatformError.stale.problems }
    var standing: Standing { .conflict }
}

extension Standing {
    fileprivate var title: WebPhrase {
        switch self {
        case .missing: .missingTitle
        case .forbidden, .unauthenticated: .forbiddenTitle
        case .invalid: .invalidTitle
        case .conflict: .conflictTitle
        case .busy: .busyTitle
        case .tooLarge: .tooLargeTitle
        }
    }
}
