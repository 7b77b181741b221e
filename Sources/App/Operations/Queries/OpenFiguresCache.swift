// SPDX-License-Identifier: Apache-2.0

import Domain
import Synchronization

/// Keeps the open figures for a while: everybody sees the same, and no visitor makes the database sum a year.
///
/// Which sites stand behind a figure is counted from the cells of every site of a year. In a large nation that takes seconds; then
/// visitors are shown the last figures while new ones are summed, and summing takes no more than a hundredth of the time.
final class OpenFiguresCache: Sendable {
    static let secondsKept: Int64 = 600
    /// Summing that takes no longer than this is waited for.
    private static let patience = 1.0

    private struct State {
        var figures: OpenFigures?
        var secondsTaken = 0.0
        /// Summing that is under way; whoever comes meanwhile shares it.
        var running: Task<OpenFigures, any Error>?
    }

    private let state = Mutex(State())

    private enum Answer {
        case known(OpenFigures)
        case waiting(Task<OpenFigures, any Error>)
    }

    func figures(at now: Instant, sum: @escaping @Sendable () async throws -> OpenFigures) async throws -> OpenFigures {
        let answer = state.withLock { state -> Answer in
            let kept = max(Self.secondsKept, Int64(state.secondsTaken * 100))
            if let figures = state.figures, figures.computedAt <= now, now.seconds(since: figures.computedAt) < kept { return .known(figures) }
            let task =
                state.running
                ?? Task {
                    let started = ContinuousClock.now
                    do {
                        let figures = try await sum()
                        let spent = ContinuousClock.now - started
                        self.end(with: figures, after: Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18)
                        return figures
                    } catch {
                        self.state.withLock { $0.running = nil }
                        throw error
                    }
                }
            state.running = task
            if let figures = state.figures, figures.computedAt <= now, state.secondsTaken > Self.patience { return .known(figures) }
            return .waiting(task)
        }
        switch answer {
        case .known(let figures): return figures
        case .waiting(let task): return try await task.value
        }
    }

    private func end(with figures: OpenFigures, after seconds: Double) {
        state.withLock { state in
            state.figures = figures
            state.secondsTaken = seconds
            state.running = nil
        }
    }
}
