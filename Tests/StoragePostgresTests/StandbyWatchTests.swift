// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import StorageCore
import Testing

@testable import StoragePostgres

/// How far behind a standby is said to be.
struct StandbyWatchTests {
    private func place(_ bytes: Int64) -> LogPosition { LogPosition(bytes: bytes) }

    @Test func lagIsTheAgeOfWhatIsSurelyThere() {
        // A standby is as old as the newest question to the primary whose answer it has replayed; an idle primary makes it no older.
        var watch = StandbyWatch()
        #expect(watch.lag(at: .seconds(5)) == nil)
        watch.primaryStood(at: place(100), asked: .seconds(1))
        watch.primaryStood(at: place(200), asked: .seconds(2))
        watch.standbyReplayed(place(150))
        #expect(watch.lag(at: .seconds(5)) == .seconds(4))
        watch.standbyReplayed(place(200))
        #expect(watch.lag(at: .seconds(5)) == .seconds(3))
        watch.primaryStood(at: place(200), asked: .seconds(6))
        watch.standbyReplayed(place(200))
        #expect(watch.lag(at: .seconds(6)) == .zero)
    }

    @Test func oneThatStandsStillFallsBehind() {
        // While the primary goes on and the standby does not, the lag grows with time; one that is gone says nothing.
        var watch = StandbyWatch()
        watch.primaryStood(at: place(100), asked: .seconds(1))
        watch.standbyReplayed(place(100))
        for second in 2..<2000 {
            watch.primaryStood(at: place(Int64(100 * second)), asked: .seconds(second))
            watch.standbyReplayed(place(100))
        }
        #expect(watch.lag(at: .seconds(2000)) == .seconds(1999))
        watch.standbyIsGone()
        #expect(watch.lag(at: .seconds(2000)) == nil)
    }

    @Test func aNewPrimaryMayGoOnFromALittleBefore() {
        // After a change of primaries the log is shorter by what was never sent; the standby of the new one counts again at once.
        var watch = StandbyWatch()
        watch.primaryStood(at: place(1000), asked: .seconds(1))
        watch.primaryStood(at: place(900), asked: .seconds(2))
        watch.standbyReplayed(place(900))
        #expect(watch.lag(at: .seconds(3)) == .seconds(1))
    }

    @Test func whatIsNoPositionIsRefused() {
        // A text that a stranger sends is a position or nothing.
        #expect(LogPosition(text: "42") == place(42))
        for text in ["", "-1", "+1", " 1", "1e3", "all", "99999999999999999999", "១២"] { #expect(LogPosition(text: text) == nil) }
    }

    @Test(.enabled(if: !TestEngine.isSQLite)) func aServerThatIsNoStandbyIsLeftAlone() async throws {
        // A standby that was promoted, or is not there, costs nobody an answer: the primary is read, and the operator is told.
        try await withSampleDatabase { direct in
            let url = try #require(direct.url)
            for standby in [url, "postgres://baitong@127.0.0.1:1/none"] {
                let primary = try await PostgresDatabase(url: url, configuration: .init(writers: 2, readers: 2))
                let database = ReplicatedDatabase(primary: primary, standby: standby, bound: 10)
                await database.look()
                try await database.run("INSERT INTO item (id, amount) VALUES (1, 7) ON CONFLICT (id) DO UPDATE SET amount = 7")
                let position = try #require(try await database.position())
                #expect(try await database.readPublished(after: position) { try $0.first("SELECT amount FROM item")?.int(0) } == 7)
                #expect(database.copyStanding?.contains("not read") == true && database.copyStanding?.contains("0 reads there, 1 at the primary") == true)
                try await database.close()
            }
        }
    }
}
