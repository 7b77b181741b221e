// SPDX-License-Identifier: Apache-2.0

import Domain

/// The way of some origins' grams through the book, worked out again from entries.
public struct FateTrace: Sendable {
    /// A cell of fates but for the class of the origin.
    public struct Step: Hashable, Sendable {
        public var compartment: Compartment
        public var occurred: Month
        public var learned: Month
    }

    /// By origin, what its grams add to each cell.
    public var steps: [OriginID: [Step: Int64]] = [:]
    /// By origin, where its grams are at the end.
    public var places: [OriginID: [Account: Int64]] = [:]
}

/// Books entries again, in their order, and follows the grams of some origins.
///
/// An operation that cannot be booked again is left out: what it moved then ends elsewhere than the book says, by which the caller knows that the
/// way of those origins was not found.
///
/// - Parameters:
///   - followed: origins whose way is asked for.
///   - entries: every posted entry of the lots through which their grams went, with the month in which each was recorded; in the order of their ids.
///   - origins: those of all these lots.
public func traceFates(of followed: Set<OriginID>, through entries: [(entry: Entry, learned: Month)], origins known: [OriginID: Origin]) -> FateTrace {
    var trace = FateTrace()
    // Each followed origin is a class of its own, so that its cells are found among those of a posting.
    var origins = known
    for id in followed {
        origins[id]?.province = mark
        origins[id]?.sector = String(id.value)
    }
    var contents: [Account: Content] = [:]
    var lots: [LotID: Set<Account>] = [:]
    for (operation, lines) in byOperation(entries) {
        let accounts = Set(lines.flatMap { [$0.entry.credit, $0.entry.debit] })
        for account in accounts { account.lot.map { _ = lots[$0, default: []].insert(account) } }
        var view = BookView(classify: { _, _ in Classification(province: "", sector: "", sizeClass: "", park: "") })
        view.origins = origins
        for account in accounts {
            view.balances[account] = Balance(posted: Int64.max / 4)
            if account.lot != nil { view.contents[account] = contents[account] }
        }
        for lot in Set(lines.filter { $0.entry.credit.compartment == .difference }.compactMap(\.entry.credit.lot)) {
            view.compositions[lot] = (lots[lot] ?? []).reduce(Content()) { whole, account in contents[account].map { whole.adding($0) } ?? whole }
        }
        let moves = lines.map { line in
            let entry = line.entry
            return Move(entry.mass, from: entry.credit, to: entry.debit, on: entry.occurred, because: entry.reason, document: entry.document)
        }
        var minted: Int64 = 0
        guard
            let posting = try? post(
                moves, by: operation, learned: lines[0].learned, in: view,
                mintEntry: {
                    minted += 1
                    return EntryID(minted)
                },
                mintOrigin: {
                    minted += 1
                    return OriginID(-minted)
                })
        else { continue }
        for origin in posting.origins { origins[origin.id] = origin }
        for (account, change) in posting.contents {
            // What a process gave is never asked for again; only lots are.
            if account.lot != nil { contents[account] = (contents[account] ?? Content()).adding(change) }
            for share in change.shares where followed.contains(share.origin) { trace.places[share.origin, default: [:]][account, default: 0] += share.grams }
        }
        for (cell, grams) in posting.fateCells where cell.province == mark {
            guard let id = Int64(cell.sector) else { continue }
            let step = FateTrace.Step(compartment: cell.compartment, occurred: cell.occurred, learned: cell.learned)
            trace.steps[OriginID(id), default: [:]][step, default: 0] += grams
        }
    }
    trace.places = trace.places.mapValues { $0.filter { $0.value != 0 } }
    return trace
}

/// No province has this code.
private let mark = "\u{1}"

private func byOperation(_ entries: [(entry: Entry, learned: Month)]) -> [(OperationID, [(entry: Entry, learned: Month)])] {
    var order: [OperationID] = []
    var groups: [OperationID: [(entry: Entry, learned: Month)]] = [:]
    for line in entries {
        if groups[line.entry.operation] == nil { order.append(line.entry.operation) }
        groups[line.entry.operation, default: []].append(line)
    }
    return order.map { ($0, groups[$0] ?? []) }
}
