// SPDX-License-Identifier: Apache-2.0

import GRDBSQLite
import StorageCore

/// Writes that share one commit. Each has a savepoint, so that one that fails does not take the others along; what several add to one sum is written once.
struct WriteBatch {
    let jobs: [any PendingWrite]
    let connection: SQLiteConnection

    /// Runs all jobs; afterwards each knows its outcome.
    ///
    /// - Returns: commits made.
    func run() -> Int {
        jobs.count == 1 ? runAlone(jobs[0]) : runTogether()
    }

    private func runTogether() -> Int {
        guard begin(for: jobs) else { return 0 }
        connection.sums.begin()
        for job in jobs {
            runInSavepoint(job)
            if !connection.isInTransaction {
                // SQLite gave up the whole transaction (full disk, failed read). What ran before is undone, so
                // everybody else runs again, each alone: who fails now fails for itself.
                return runApart(jobs.filter { $0 !== job })
            }
        }
        do throws(StorageError) {
            try connection.sums.write(on: connection)
        } catch {
            // Whose sum it was nobody knows.
            rollBack()
            return runApart(jobs)
        }
        connection.sums.end()
        return finish(jobs)
    }

    private func runApart(_ jobs: [any PendingWrite]) -> Int {
        connection.sums.end()
        return jobs.reduce(0) { $0 + runAlone($1) }
    }

    private func runAlone(_ job: any PendingWrite) -> Int {
        guard begin(for: [job]) else { return 0 }
        job.attempt(on: connection)
        return finish([job])
    }

    private func begin(for jobs: [any PendingWrite]) -> Bool {
        do throws(StorageError) {
            try connection.run("BEGIN IMMEDIATE")
            return true
        } catch {
            for job in jobs { job.fail(error) }
            return false
        }
    }

    private func runInSavepoint(_ job: any PendingWrite) {
        do throws(StorageError) {
            try connection.run("SAVEPOINT job")
            job.attempt(on: connection)
            if job.succeeded {
                connection.sums.keep()
            } else {
                guard connection.isInTransaction else { return }
                try connection.run("ROLLBACK TO job")
                connection.sums.drop()
            }
            try connection.run("RELEASE job")
        } catch {
            // Without a working savepoint nobody knows whose changes stand: give the transaction up.
            job.fail(error)
            rollBack()
        }
    }

    private func finish(_ jobs: [any PendingWrite]) -> Int {
        let successes = jobs.filter(\.succeeded)
        guard !successes.isEmpty else {
            rollBack()
            return 0
        }
        guard connection.isInTransaction else {
            for job in successes { job.fail(.unavailable("the transaction ended before its commit")) }
            return 0
        }
        do throws(StorageError) {
            try connection.run("COMMIT")
            return 1
        } catch {
            rollBack()
            for job in successes { job.fail(connection.commitFailure(error)) }
            return 0
        }
    }

    /// A transaction that cannot even be rolled back keeps its lock; closing the connection is then what ends it.
    private func rollBack() {
        if connection.isInTransaction { try? connection.run("ROLLBACK") }
    }
}
