// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Ledger
import Manifests
import Markup
import Operations
import Wording

// What is on the note and what became of it: lines, weighing, treatments, fates, linked notes, and the entries of the book.

extension NoteView {
    var linesTable: DataTable { NoteLines(teller: teller, lines: Array(note.lines.enumerated().prefix(Self.linesShown))).table }

    var moreLines: LinkButton? {
        guard note.lines.count > Self.linesShown else { return nil }
        return LinkButton(label: words(NotePhrase.allLines, ["count": .number(Int64(note.lines.count))]), href: "/notes/\(note.id)/lines")
    }

    // MARK: The book

    /// Where the note's mass stands in the book, as far as it still says something.
    var ledger: Panel {
        let items = model.entries.map { row in
            let arrow: HTML = "<span class=\"soft\" aria-hidden=\"true\">→</span><span class=\"unseen\">\(say(.entryTo))</span>"
            return DefinitionList.Item(
                words.mass(row.entry.mass),
                html: "\(teller.side(row.entry.credit, row.credit)) \(arrow) \(teller.side(row.entry.debit, row.debit)) \(teller.standing(row))")
        }
        let content: HTML = items.isEmpty ? "<p class=\"soft\">\(say(.ledgerEmpty))</p>" : DefinitionList(items).html
        let all =
            model.entryCount > model.entries.count
            ? LinkButton(label: words(NotePhrase.allEntries, ["count": .number(Int64(model.entryCount))]), href: "/notes/\(note.id)/entries") : nil
        return Panel(title: say(.ledger), content: content, link: all)
    }

    // MARK: The gate

    var receipt: HTML {
        guard let receipt = note.receipt, let weighed = receipt.weighed else { return HTML() }
        var items = [
            DefinitionList.Item(say(.declared), words.mass(note.declaredMass)),
            DefinitionList.Item(say(.weighed), words.mass(weighed.mass) + " · " + words[weighed.method.phrase]),
        ]
        if let difference = note.weightDifference {
            let sentence = words(
                NotePhrase.differenceOf,
                [
                    "mass": .mass(weighed.mass - note.declaredMass), "share": .share(difference),
                    "tolerance": .share(model.policy.value(.weightTolerance)),
                ])
            let isOutside = note.isOutsideTolerance(model.policy)
            items.append(
                DefinitionList.Item(
                    say(.difference),
                    html:
                        "\(sentence) \(if: model.policy.isAssumed(.weightTolerance), assumedMark) \(if: isOutside, StatusChip(text: say(.outsideTolerance), tone: .warning).html)"
                ))
        }
        if let reason = receipt.discrepancy { items.append(DefinitionList.Item(say(.discrepancyReason), words[reason.phrase])) }
        if receipt.isShared { items.append(DefinitionList.Item(words[RoundPagePhrase.kind], words[RoundPagePhrase.sharedWeight])) }
        if let count = receipt.containers { items.append(DefinitionList.Item(say(.containers), words.number(Int64(count)))) }
        if let accepted = note.acceptedMass { items.append(DefinitionList.Item(say(.accepted), words.mass(accepted))) }
        if let refusal = receipt.refusal {
            items.append(DefinitionList.Item(say(.refused), words.mass(note.lines.reduce(Mass.zero) { $0 + $1.refused })))
            items.append(DefinitionList.Item(say(.refusalReason), words[refusal.phrase]))
        }
        if let remark = receipt.remark { items.append(DefinitionList.Item(say(.remark), opened(remark))) }
        return Panel(title: say(.receipt), content: DefinitionList(items).html).html
    }

    var loss: HTML {
        guard let loss = note.loss else { return HTML() }
        var items = [
            DefinitionList.Item(say(.lossKind), words[loss.kind.phrase]),
            DefinitionList.Item(say(.lossReportedBy), teller.name(loss.reportedBy) + " · " + words.moment(loss.reportedAt)),
        ]
        if let place = loss.place { items.append(DefinitionList.Item(say(.lossPlace), opened(place))) }
        if let position = loss.position { items.append(DefinitionList.Item(say(.lossPosition), "\(position.latitude), \(position.longitude)")) }
        if let decision = loss.decision {
            items.append(DefinitionList.Item(say(.lossDecision), say(decision.isFound ? .lossFound : .lossGivenUp) + " · " + words.moment(decision.at)))
            if let remark = decision.remark { items.append(DefinitionList.Item(say(.remark), opened(remark))) }
        }
        return Panel(title: words[ManifestEventKind.reportLoss.phrase], content: DefinitionList(items).html).html
    }

    // MARK: After the gate

    var treatments: HTML {
        guard !note.treatments.isEmpty else { return HTML() }
        let items = note.treatments.suffix(Self.linesShown).map { treatment -> DefinitionList.Item in
            let residues = HTML.map(treatment.residues) { residue in
                """
                <br>\(say(.residue)): \(residue.waste.description) \(request.wasteName(residue.waste)), \
                \(FigureLink(value: words.kilograms(residue.mass.mass), unit: "kg", href: "/book/lots/\(residue.lot)"))
                """
            }
            let lot = note.lines[treatment.line].lot
            let mass = FigureLink(value: words.kilograms(treatment.mass), unit: "kg", href: lot.map { "/book/lots/\($0)" })
            return DefinitionList.Item(
                words.date(treatment.occurred),
                html:
                    "\(mass) · \(treatment.code.description) \(request.marked(request.platform.lists.name(of: treatment.code, in: words.language)))\(lateness(of: treatment))\(residues)"
            )
        }
        return Panel(title: say(.treatments), content: DefinitionList(items).html).html
    }

    /// A mark on a treatment that was dated further back than the policy of its day allows.
    private func lateness(of treatment: Manifests.Treatment) -> HTML {
        let recorded = request.platform.zone.date(of: treatment.at)
        let policy = request.platform.policy(for: note, on: recorded)
        guard treatment.occurred < policy.earliestDate(recordedOn: recorded) else { return HTML() }
        let text = words(
            NotePhrase.datedBack,
            ["count": .number(Int64(recorded.days(since: treatment.occurred))), "limit": .number(Int64(policy.days(.backdateDays)))])
        return "<br>\(StatusChip(text: text, tone: .warning))\(if: policy.isAssumed(.backdateDays), " \(assumedMark)")"
    }

    /// Final fate per line as shares; every share opens to its account or lot.
    var fates: HTML {
        guard !model.fates.isEmpty else { return HTML() }
        let shown = model.fates.sorted { $0.key < $1.key }.prefix(Self.linesShown)
        let items = shown.map { i, line -> DefinitionList.Item in
            let rows = HTML.map(line.fates) { fate in
                let href: URLPath = fate.account.map { "/book/accounts/\($0)" } ?? "/book/lots/\(line.lot)"
                return """
                    <li>\(FigureLink(value: words.percent(fate.share), href: href)) \(request.placeName(fate.compartment)) \
                    <span class="soft">\(words.mass(fate.mass)) · \(teller.place(fate.site))</span></li>
                    """
            }
            let hint: HTML = line.isFollowed ? HTML() : "<p class=\"note\">\(say(.fateOfLot))</p>"
            return DefinitionList.Item(note.lines[i].waste.description, html: "<ul>\(rows)</ul>\(hint)")
        }
        return Panel(title: say(.fate), content: DefinitionList(items).html).html
    }

    var linkedNotes: HTML {
        guard !model.linked.isEmpty else { return HTML() }
        let items = model.linked.map { row in
            let label = row.note.number ?? words[row.note.state.phrase]
            let door: HTML = row.isReadable ? "<a href=\"/notes/\(row.note.id.description)\">\(label)</a>" : "\(label)"
            return DefinitionList.Item(
                row.isParent ? say(.cameFrom) : words[row.note.kind.phrase],
                html:
                    "\(door) \(request.chip(row.note.state))<br><span class=\"soft\">\(words.mass(row.note.declaredMass)) → \(teller.name(row.note.receiver.organisation))</span>"
            )
        }
        return Panel(title: say(.linkedNotes), content: DefinitionList(items).html).html
    }

    // MARK: Words

    var assumedMark: HTML { "<span class=\"soft\">(\(say(.assumed)))</span>" }

    /// A sealed text, or that it was erased.
    func opened(_ text: SealedText) -> String { teller.text(text) }
}
