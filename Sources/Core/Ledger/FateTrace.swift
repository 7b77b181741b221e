// SPDX-License-Identifier: Apache-2.0

import Domain

/// The way of some origins' grams through the book, worked out again from entries.
public struct FateTrace: Sendable {
    /// Grams that came to an account in a month, or left it.
    public struct Step: Hashable, Sendable {
        public var account: Account
        public var occurred: Month
        public var learned: Month
    }

    /// By origin, what its grams add to each account and month; over all of an origin they sum to zero.
    public var steps: [OriginID: [Step: Int64]] = [:]

    /// By origin, where its grams are at the end.
    public var places: [OriginID: [Account: Int64]] {
        steps.mapValues { steps in
            var sums: [Account: Int64] = [:]
            for (step, grams) in steps { sums[step.account, default: 0] += grams }
            return sums.filter { $0.value != 0 }
        }
    }
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
    // Each followed origin is a class of its own, so that no bundle hides it.
    var origins = known
    for id in followed {
        origins[id]?.province = mark
        origins[id]?.sector = String(id.value)
    }
    var minted: Int64 = 0
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
        guard let booked = book(lines, by: operation, in: view, &minted) else { continue }
        for (line, posting) in booked {
            for origin in posting.origins { origins[origin.id] = origin }
            for (account, change) in posting.contents {
                // What a process gave is never asked for again; only lots are.
                if account.lot != nil { contents[account] = (contents[account] ?? Content()).adding(change) }
                for share in change.shares where followed.contains(share.origin) {
                    let step = FateTrace.Step(account: account, occurred: line.entry.occurred.month, learned: line.learned)
                    trace.steps[share.origin, default: [:]][step, default: 0] += share.grams
                }
            }
        }
    }
    trace.steps = trace.steps.mapValues { $0.filter { $0.value != 0 } }
    return trace
}

/// An entry, and the month in which it was recorded.
private typealias Line = (entry: Entry, learned: Month)

/// No province has this code.
private let mark = "\u{1}"

/// Books the lines of an operation one after another, so that each is known with its day; `nil` where one of them cannot be booked.
///
/// - Parameter minted: how many ids were made so far.
private func book(_ lines: [Line], by operation: OperationID, in view: BookView, _ minted: inout Int64) -> [(line: Line, posting: Posting)]? {
    var view = view
    var booked: [(line: Line, posting: Posting)] = []
    for line in lines {
        let entry = line.entry
        let move = Move(entry.mass, from: entry.credit, to: entry.debit, on: entry.occurred, because: entry.reason, document: entry.document)
        let posting = try? post(
            [move], by: operation, learned: line.learned, in: view,
            mintEntry: {
                minted += 1
                return EntryID(minted)
            },
            mintOrigin: {
                minted += 1
                return OriginID(-minted)
            })
        guard let posting else { return nil }
        for origin in posting.origins { view.origins[origin.id] = origin }
        for (account, change) in posting.contents where account.lot != nil { view.contents[account] = (view.contents[account] ?? Content()).adding(change) }
        booked.append((line, posting))
    }
    return booked
}

private func byOperation(_ entries: [Line]) -> [(OperationID, [Line])] {
    var order: [OperationID] = []
    var groups: [OperationID: [Line]] = [:]
    for line in entries {
        if groups[line.entry.operation] == nil { order.append(line.entry.operation) }
        groups[line.entry.operation, default: []].append(line)
    }
    return order.map { ($0, groups[$0] ?? []) }
}
