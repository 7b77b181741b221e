// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import Foundation
import StorageCore
import Synchronization
import Testing

@testable import StoragePostgres

/// What an operator fears: a network that breaks in the middle, a server that goes and comes back.
@Suite(.enabled(if: !TestEngine.isSQLite)) struct LostServerTests {
    /// A database behind a stretch of network that the test can cut.
    private func withCuttableDatabase(_ body: (PostgresDatabase, CuttingProxy, TestDatabase) async throws -> Void) async throws {
        try await withSampleDatabase { direct in
            let address = try #require(direct.url.flatMap { URLComponents(string: $0) })
            let proxy = CuttingProxy(to: UInt16(try #require(address.port)))
            defer { proxy.close() }
            let url = "postgres://baitong@127.0.0.1:\(proxy.port)\(address.path)"
            let database = try await PostgresDatabase(url: url, configuration: .init(writers: 4, readers: 2, patience: 0.5))
            try await body(database, proxy, direct)
            try await database.close()
        }
    }

    @Test func aCommitThatArrivedIsNotMadeTwice() async throws {
        // The network breaks after the server took the COMMIT: the write is answered as made, and stands once.
        try await withCuttableDatabase { database, proxy, direct in
            let runs = Mutex(0)
            proxy.cutNext(.afterCommit)
            let answer = try await database.write { session in
                let run = runs.withLock { runs in
                    runs += 1
                    return runs
                }
                try session.execute("INSERT INTO item (id, amount) VALUES (\(100 + run), 7)")
                return run
            }
            #expect(answer == 1)
            #expect(try await direct.value("SELECT count(*) FROM item") == .int(1))
            #expect(runs.withLock { $0 } == 1)
        }
    }

    @Test func aCommitThatNeverArrivedIsMadeAgain() async throws {
        // The network breaks before the server sees the COMMIT: the closure runs again, and its write stands once.
        try await withCuttableDatabase { database, proxy, direct in
            let runs = Mutex(0)
            proxy.cutNext(.beforeCommit)
            try await database.write { session in
                let run = runs.withLock { runs in
                    runs += 1
                    return runs
                }
                try session.execute("INSERT INTO item (id, amount) VALUES (\(100 + run), 7)")
            }
            #expect(try await direct.read { try $0.rows("SELECT id FROM item").map { $0.int(0) } } == [102])
            #expect(database.writerStatistics.repeats == 1)
        }
    }

    @Test func aCommitOfAnotherHistoryIsNotTakenForOurs() async throws {
        // A promoted standby may give the id of a transaction that it was never sent to another one: that it committed there says nothing of ours,
        // every other end says that ours did not.
        try await withSampleDatabase { direct in
            let url = try #require(direct.url)
            let connection = try PostgresConnection(url: url, purpose: .writing)
            let committed = try connection.beginWriting()
            try connection.commit()
            let aborted = try connection.beginWriting()
            #expect(connection.rollBack())
            let running = try connection.beginWriting()
            let other = try PostgresConnection(url: url, purpose: .writing)
            let marks = [committed, aborted, running]
            #expect(try marks.map { try other.status(of: $0) } == [.committed, .aborted, .running])
            let elsewhere = marks.map { PostgresConnection.Mark(transaction: $0.transaction, timeline: "000000FF") }
            #expect(try elsewhere.map { try other.status(of: $0) } == [.unknown, .aborted, .aborted])
            let future = PostgresConnection.Mark(transaction: "99999999999", timeline: committed.timeline)
            #expect(try other.status(of: future) == .aborted)
            #expect(committed.timeline.count == 8)
        }
    }

    @Test func anEndedConnectionIsReplacedInMidClosure() async throws {
        // An operator ends the connection while a closure works: it runs again on another one.
        try await withCuttableDatabase { database, _, direct in
            let isFirst = Mutex(true)
            try await database.write { session in
                let process = try session.first("SELECT pg_backend_pid()")?.int(0) ?? 0
                let ends = isFirst.withLock { first in
                    defer { first = false }
                    return first
                }
                if ends, let url = direct.url { try PostgresMaintenance.run("SELECT pg_terminate_backend(\(process), 2000)", on: url) }
                try session.execute("INSERT INTO item (id, amount) VALUES (1, 1)")
            }
            #expect(try await direct.value("SELECT count(*) FROM item") == .int(1))
        }
    }

    @Test func aServerThatIsGoneIsSaidAndComesBack() async throws {
        // While nothing answers, calls fail as unavailable within their patience; afterwards the same database object works.
        try await withCuttableDatabase { database, proxy, _ in
            try await database.run("INSERT INTO item (id, amount) VALUES (1, 1)")
            #expect(try await database.value("SELECT count(*) FROM item") == .int(1))
            proxy.refuse(true)
            for call in 1...2 {
                let write = await storageError { try await database.run("INSERT INTO item (id, amount) VALUES (\(call + 1), 1)") }
                let read = await storageError { _ = try await database.value("SELECT count(*) FROM item") }
                for error in [write, read] {
                    guard case .unavailable = error else {
                        Issue.record("answered \(String(describing: error))")
                        continue
                    }
                }
            }
            proxy.refuse(false)
            try await database.run("INSERT INTO item (id, amount) VALUES (9, 1)")
            #expect(try await database.value("SELECT count(*) FROM item") == .int(2))
        }
    }

    @Test(arguments: [
        ("postgres://baitong@127.0.0.1:1/none", "127.0.0.1"), ("postgres://nobody-here@SERVER/postgres", "nobody-here"),
        ("postgres://baitong@SERVER/no_such", "no_such"),
        ("postgres://baitong@127.0.0.1/x?nonsense=1", "nonsense"),
    ])
    func anAddressThatLeadsNowhereSaysWhy(_ url: String, _ word: String) async throws {
        // The operator reads what is wrong: nobody listens, no such role, no such database, no such setting.
        guard case .postgres(let server) = TestEngine.current else { return }
        let host = server.split(separator: "@").last.map(String.init) ?? ""
        let error = await storageError {
            let address = url.replacingOccurrences(of: "SERVER", with: host)
            _ = try await PostgresDatabase(url: address, configuration: .init(patience: 0.1))
        }
        guard case .unavailable(let reason) = error else {
            Issue.record("answered \(String(describing: error))")
            return
        }
        #expect(reason.contains(word), "\(reason)")
    }
}
