// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Testing

@Suite("Problems") struct ProblemTests {
    @Test("a problem with every kind of fact comes through JSON unchanged")
    func coding() throws {
        let facts: [String: Fact] = [
            "a": .text("ក"), "b": .number(-5), "c": .share(0.25), "d": .mass(.kilograms(3)), "e": .date(CalendarDate(dayNumber: 20_708)),
            "f": .moment(Instant(seconds: 7)), "g": .phrase("quantities.zero"),
        ]
        let problem = Problem(field: "lines/2/mass", phrase: "quantities.negative", facts: facts)
        #expect(try JSONDecoder().decode(Problem.self, from: JSONEncoder().encode(problem)) == problem)
    }

    @Test("several problems are one refusal, invalid unless said otherwise")
    func together() {
        let problems = [Problem(phrase: "a.b"), Problem(field: "x", phrase: "a.c")]
        #expect(Problems(problems).problems == problems)
        #expect(Problems(problems).standing == .invalid)
        #expect(Problems([], standing: .conflict).standing == .conflict)
    }
}
