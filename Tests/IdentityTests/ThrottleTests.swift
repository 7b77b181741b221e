// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Testing

struct ThrottleTests {
    private let now = Instant(seconds: 1_789_000_000)

    @Test("Five failures are free; then the wait triples from ten seconds to half an hour and stays there")
    func waits() {
        let waits = (0...13).map { Throttle.perName.wait(after: $0) }
        #expect(waits == [0, 0, 0, 0, 0, 0, 10, 30, 90, 270, 810, 1800, 1800, 1800])
        #expect(Throttle.perName.wait(after: 1_000_000) == 1800)
    }

    @Test("The next try is counted from the last failure, and failures older than the window are forgotten")
    func nextTry() {
        let recent = (1...7).map { now.adding(seconds: -Int64($0)) }
        #expect(Throttle.perName.nextTry(failures: recent, now: now) == now.adding(seconds: 29))
        #expect(Throttle.perName.nextTry(failures: recent, now: now.adding(seconds: 29)) == nil)
        let old = (0..<100).map { now.adding(seconds: -86_400 - Int64($0)) }
        #expect(Throttle.perName.nextTry(failures: old, now: now) == nil)
        #expect(Throttle.perName.nextTry(failures: old + recent, now: now) == now.adding(seconds: 29))
        #expect(Throttle.perName.nextTry(failures: [], now: now) == nil)
    }

    @Test("A refusal never says to wait zero seconds")
    func refusalSeconds() {
        #expect(ThrottleRefusal(nextTry: Instant(microseconds: now.microseconds + 1), now: now).seconds == 1)
        #expect(ThrottleRefusal(nextTry: now.adding(seconds: 30), now: now).seconds == 30)
    }

    @Test("A code is read back as made, for its kind's length only, and lives for its kind's time")
    func oneTimeCodes() {
        let bytes: [UInt8] = Array(0..<16)
        for kind in OneTimeCode.allCases {
            let code = kind.make(randomness: bytes)
            #expect(kind.read(code.description) == .success(code))
            #expect(kind.isAlive(madeAt: now, now: now))
            #expect(kind.isAlive(madeAt: now, now: now.adding(seconds: kind.life - 1)))
            #expect(!kind.isAlive(madeAt: now, now: now.adding(seconds: kind.life)))
            #expect(!kind.isAlive(madeAt: now, now: now.adding(seconds: -1)))
        }
        #expect(OneTimeCode.reset.read(OneTimeCode.driver.make(randomness: bytes).text) == .failure(.wrongLength(expected: 12, found: 8)))
    }
}
