// SPDX-License-Identifier: Apache-2.0

import Domain
import Testing
import Wording

@testable import CodeLists

@Suite("Questions that find a waste") struct WasteFinderTests {
    private let lists = CodeLists.shipped
    private let finder = WasteFinder.shipped

    @Test("every path ends within five answers at a code of the list, every code of the list is reached, and every question has words in three languages")
    func everyPath() throws {
        var reached: Set<WasteCodeID> = []
        var longest = 0
        var asked: Set<String> = []
        func follow(_ path: String, depth: Int) {
            let walk = finder.walk(path, in: lists, on: today)
            #expect(walk.path == path, "\(path) is followed to its end")
            switch walk.end {
            case .found(let code):
                reached.insert(code.id)
                longest = max(longest, depth)
            case .ask(let question):
                guard depth < WasteFinder.answersMax else {
                    Issue.record("\(path) still asks after five answers")
                    return
                }
                asked.insert(question.id)
                #expect(!question.answers.isEmpty, "\(path)")
                #expect(Set(question.answers.map(\.id)).count == question.answers.count, "\(path) has two answers of one name")
                for answer in question.answers { follow(walk.path(with: answer), depth: depth + 1) }
            }
        }
        follow("", depth: 0)
        #expect(reached == Set(lists.wasteCodes.edition(on: today).rows.map(\.id)))
        #expect(asked == Set(finder.questions.keys).union(["list"]), "every question of the file is asked on some path")
        #expect((2...5).contains(longest))
        for question in finder.questions.values {
            for language in Language.allCases {
                #expect(lists.text(of: question, in: language) != nil, "\(question.id) \(language)")
                for answer in question.answers {
                    #expect(lists.text(of: answer, in: language).language == language, "\(question.id) \(answer.id) \(language)")
                }
            }
        }
    }

    @Test("a lead battery is found in three answers; wrong answers in an address are left off, and each step leads back")
    func battery() throws {
        let walk = finder.walk("device.battery.160601", in: lists, on: today)
        guard case .found(let code) = walk.end else {
            Issue.record("no code")
            return
        }
        #expect(code.id.text == "160601" && walk.steps.count == 3)
        #expect(walk.path(before: 2) == "device.battery" && walk.path(before: 0) == "")
        #expect(finder.walk("device.nonsense.160601", in: lists, on: today).path == "device")
        #expect(finder.walk("device.battery.130205.x", in: lists, on: today).path == "device.battery")
        let byProcess = finder.walk("other.16.1606.160602", in: lists, on: today)
        guard case .found(let other) = byProcess.end else {
            Issue.record("no code by process")
            return
        }
        #expect(other.id.text == "160602")
    }
}
