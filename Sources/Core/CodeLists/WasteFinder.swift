// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Tabular
import Wording

/// Questions that lead from what somebody holds in his hand to its code in at most ``answersMax`` answers.
///
/// The graph is data, `waste_finder.csv`: a row without answer words a question; another is one of its answers and where it
/// leads: a further question, a code, or the list of waste itself, chapter by chapter, for all that the everyday questions leave out.
public struct WasteFinder: Sendable {
    public static let answersMax = 5

    public enum Target: Hashable, Sendable {
        case question(String)
        case code(WasteCodeID)
        /// The list itself: its chapters, the subchapters of a chapter (2 digits) or the codes of a subchapter (4).
        case list(String)
    }

    public struct Answer: Hashable, Sendable {
        /// Under which the answer stands in an address.
        public let id: String
        public let target: Target
        let texts: [Language: String]
    }

    public struct Question: Sendable {
        public let id: String
        let texts: [Language: String]
        public let answers: [Answer]
    }

    /// Where answers given so far have led.
    public struct Walk: Sendable {
        public enum End: Sendable {
            case ask(Question)
            case found(WasteCode)
        }

        /// Questions answered, with their answers.
        public let steps: [(question: Question, answer: Answer)]
        public let end: End

        /// The answers as they stand in an address.
        public var path: String { Self.path(steps.map(\.answer.id)) }
        /// The address part before an answer, for going back to its question.
        public func path(before step: Int) -> String { Self.path(steps.prefix(step).map(\.answer.id)) }
        public func path(with answer: Answer) -> String { Self.path(steps.map(\.answer.id) + [answer.id]) }

        private static func path(_ answers: [String]) -> String { answers.joined(separator: ".") }
    }

    public let questions: [String: Question]

    /// The questions the program ships with.
    public static let shipped: WasteFinder = {
        guard let url = Bundle.module.url(forResource: "Resources/waste_finder", withExtension: "csv"), let data = try? Data(contentsOf: url)
        else { preconditionFailure("The program was installed without its questions.") }
        let table = CSVTable(bytes: [UInt8](data), required: ["question", "answer", "leads_to"] + Language.allCases.map(\.rawValue))
        precondition(table.faults.isEmpty, table.faults.map(\.description).joined(separator: "; "))
        return WasteFinder(table.rows)
    }()

    static let first = "start"
    private static let chapters = "list"

    init(_ rows: [TableRow]) {
        func texts(_ row: TableRow) -> [Language: String] {
            Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, row[$0.rawValue]) }).filter { !$0.value.isEmpty }
        }
        let asked = Set(rows.filter { $0["answer"].isEmpty }.map { $0["question"] })
        let answers = Dictionary(grouping: rows.filter { !$0["answer"].isEmpty }) { $0["question"] }
        var questions: [String: Question] = [:]
        for row in rows where row["answer"].isEmpty {
            let id = row["question"]
            let own = (answers[id] ?? []).map { row in
                let target: Target
                switch row["leads_to"] {
                case Self.chapters: target = .list("")
                case let next where asked.contains(next): target = .question(next)
                case let next:
                    guard let code = WasteCodeID(text: next) else { preconditionFailure("waste_finder.csv, line \(row.line): leads nowhere.") }
                    target = .code(code)
                }
                return Answer(id: row["answer"], target: target, texts: texts(row))
            }
            questions[id] = Question(id: id, texts: texts(row), answers: own)
        }
        self.questions = questions
    }

    /// Follows answers from the first question as far as they go; what leads nowhere is left off.
    public func walk(_ path: String, in lists: CodeLists, on date: CalendarDate) -> Walk {
        var steps: [(Question, Answer)] = []
        guard var question = self.question(.question(Self.first), in: lists, on: date) else { preconditionFailure("There is a first question.") }
        for id in path.split(separator: ".").prefix(Self.answersMax) {
            guard let answer = question.answers.first(where: { $0.id == id }) else { break }
            if case .code(let code) = answer.target, let found = lists.wasteCode(code, on: date) {
                return Walk(steps: steps + [(question, answer)], end: .found(found))
            }
            guard let next = self.question(answer.target, in: lists, on: date) else { break }
            steps.append((question, answer))
            question = next
        }
        return Walk(steps: steps, end: .ask(question))
    }

    /// The question a target asks, without answers whose code the list of the day lacks; `nil` for a code.
    func question(_ target: Target, in lists: CodeLists, on date: CalendarDate) -> Question? {
        let list = lists.wasteCodes.edition(on: date)
        func listed(_ id: String, _ answers: [Answer]) -> Question { Question(id: id, texts: [:], answers: answers) }
        switch target {
        case .code: return nil
        case .question(let id):
            return questions[id].map { question in
                Question(
                    id: id, texts: question.texts,
                    answers: question.answers.filter { if case .code(let code) = $0.target { list[code] != nil } else { true } })
            }
        case .list(""): return listed("list", list.chapters.map { Answer(id: $0.code, target: .list($0.code), texts: [:]) })
        case .list(let digits) where digits.utf8.count == 2:
            return listed("list", list.subchapters(of: digits).map { Answer(id: $0.code, target: .list($0.code), texts: [:]) })
        case .list(let digits):
            return listed(
                "list", list.rows.filter { $0.id.subchapter == digits }.map { Answer(id: $0.id.text, target: .code($0.id), texts: [:]) })
        }
    }
}

extension CodeLists {
    /// What a question asks; `nil` for one of the list of waste, which the reader's own words ask.
    public func text(of question: WasteFinder.Question, in language: Language) -> String? { question.texts[language] }

    /// What an answer says: its own words, or the name of what it leads to.
    public func text(of answer: WasteFinder.Answer, in language: Language) -> NamedText {
        if let text = answer.texts[language] { return NamedText(text: text, language: language) }
        switch answer.target {
        case .code(let code): return name(of: code, in: language)
        case .list(let digits):
            return wasteCodes.newest.chapter(digits).map { name(of: $0, in: language) } ?? NamedText(text: digits, language: .english)
        case .question(let id): return NamedText(text: id, language: .english)
        }
    }
}
