// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// What the reader may do with a note: the next thing as the page's one primary action, everything else as links.
struct NoteActs: Sendable {
    var request: PageRequest
    var model: NoteModel

    private enum Act: Hashable {
        case step(ManifestEventKind)
        /// Show the next driver the code to sign with.
        case code
        case copy
    }

    /// What comes first when a person may do several things.
    private static let order: [Act] = [
        .step(.approveCorrection), .step(.confirm), .step(.assignSender), .step(.decideLoss), .step(.issue), .step(.edit), .step(.collect), .step(.handOver),
        .code, .step(.leaveStorage),
        .step(.arrive), .step(.weigh), .step(.decide), .step(.treat),
    ]
    /// Never the next thing, always at hand.
    private static let lesser: [Act] = [
        .step(.changeCarrier), .step(.store), .step(.moveLots), .step(.proposeCorrection), .step(.refuseCorrection), .step(.reportLoss), .step(.cancel), .copy,
    ]

    private func isOpen(_ act: Act) -> Bool {
        switch act {
        // Whoever may approve is asked for yes or no on one page.
        case .step(.refuseCorrection): model.steps.contains(.refuseCorrection) && !model.steps.contains(.approveCorrection)
        case .step(let step): model.steps.contains(step)
        case .code: model.mayShowCode
        case .copy: model.mayCopy && model.note.state != .draft
        }
    }

    private var open: [Act] { Self.order.filter(isOpen) }

    var primary: PrimaryAction? {
        guard let act = open.first else { return nil }
        if act == .step(.issue) {
            let note = model.note
            // The key is of this version of the draft: sent twice, it is issued once.
            let fields = [request.csrfField, HiddenField("version", String(note.version)), HiddenField("key", "issue-\(note.id)-\(note.version)")]
            return PrimaryAction(label: label(act), target: .post("/notes/\(note.id)/issue", fields), icon: .pencil)
        }
        return PrimaryAction(label: label(act), target: .link(href(act)), icon: icon(act))
    }

    /// Everything else as links.
    var others: HTML {
        let acts = open.dropFirst() + Self.lesser.filter(isOpen)
        guard !acts.isEmpty else { return HTML() }
        let links = acts.map { LinkButton(label: label($0), href: href($0), icon: icon($0), isDangerous: $0 == .step(.cancel) || $0 == .step(.reportLoss)) }
        return "<div class=\"acts\">\(links)</div>"
    }

    private func label(_ act: Act) -> String {
        switch act {
        case .code: request.words[NotePhrase.showCode]
        case .copy: request.words[NotePhrase.copy]
        case .step(.issue): request.words[NotePhrase.signAndIssue]
        case .step(.arrive): request.words[NotePhrase.receive]
        case .step(.approveCorrection): request.words[NotePhrase.answerCorrection]
        case .step(.confirm): request.words[PaperPagePhrase.answerButton]
        case .step(.assignSender) where model.note.trail?.standing == .disputed: request.words[ManifestEventKind.decideDispute.phrase]
        case .step(let step): request.words[step.phrase]
        }
    }

    private func icon(_ act: Act) -> Icon? {
        switch act {
        case .code: .qr
        case .copy: .plus
        case .step(.edit), .step(.proposeCorrection): .pencil
        case .step(.collect), .step(.handOver), .step(.leaveStorage), .step(.changeCarrier): .truck
        case .step(.arrive), .step(.weigh), .step(.decide): .scale
        case .step(.treat): .recycle
        case .step(.store), .step(.moveLots): .box
        case .step(.reportLoss): .warning
        default: nil
        }
    }

    private func href(_ act: Act) -> URLPath {
        let id = model.note.id
        switch act {
        case .code: return "/notes/\(id)/code"
        case .copy: return ("/notes/new" as URLPath).setting("copy", id.description)
        case .step(let step):
            switch step {
            case .edit, .issue, .sell: return "/notes/\(id)/edit"
            case .changeCarrier: return "/notes/\(id)/carrier"
            case .collect, .handOver: return "/notes/\(id)/take-over"
            case .store: return "/notes/\(id)/store"
            case .leaveStorage: return "/notes/\(id)/leave-storage"
            case .arrive, .weigh, .decide: return "/gate/\(id)"
            case .treat: return "/notes/\(id)/treat"
            case .moveLots: return "/lots"
            case .cancel: return "/notes/\(id)/cancel"
            case .reportLoss: return "/notes/\(id)/loss"
            case .decideLoss: return "/notes/\(id)/loss/decide"
            case .proposeCorrection: return "/notes/\(id)/correct"
            case .approveCorrection, .refuseCorrection, .expireCorrection: return "/notes/\(id)/correct/answer"
            case .record: return "/gate/unannounced"
            case .confirm, .dispute: return "/notes/\(id)/confirm"
            case .decideDispute, .assignSender: return "/notes/\(id)/dispute"
            }
        }
    }
}
