// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations

/// What happens about questions on wastes.
enum QuestionStep: Sendable {
    case ask(InquiryForm, by: Int)
    /// An officer rules on the question that waits longest.
    case rule(RulingForm)
}

extension Teller {
    func tell(_ step: QuestionStep) async throws {
        switch step {
        case .ask(let form, let firm): _ = try await platform.askRuling(form, by: actor(firm, [.preparer]))
        case .rule(let form):
            guard let first = try await platform.inquiries(limit: 1, by: officerOfEnvironment).rows.first?.inquiry else { return }
            _ = try await platform.giveRuling(first.id, version: first.version, form, by: officerOfEnvironment)
        }
    }
}

extension HistoryPlan {
    /// One question with its ruling, and one that waits.
    mutating func addQuestions(_ cast: Cast) {
        var first = InquiryForm()
        first.process = Remarks.screenCleaning
        first.product = Remarks.screenPaste
        first.path = "chemical.ink"
        at(morning(daysAgo: 33, hours: 9), nil, .question(.ask(first, by: cast.factory)))
        var ruling = RulingForm()
        ruling.waste = "080314"
        ruling.hazardous = "yes"
        ruling.subject = Remarks.screenPaste
        ruling.reason = Remarks.screenReason
        ruling.source = Remarks.screenSource
        at(morning(daysAgo: 29, hours: 10), nil, .question(.rule(ruling)))
        var second = InquiryForm()
        second.process = Remarks.boiler
        second.product = Remarks.boilerScale
        second.path = "ash"
        at(morning(daysAgo: 6, hours: 14), nil, .question(.ask(second, by: cast.neighbour)))
    }
}
