// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Foundation
import Manifests
import Operations
import Testing

/// Sixty-four clients at the same loads.
struct CrowdTests {
    /// More is asked for by hand when races are looked for.
    private static let acts = ProcessInfo.processInfo.environment["BAITONG_TEST_ACTS"].flatMap(Int.init) ?? 32

    @Test("Sixty-four clients at once lose no update, take no gram twice, fill no plant beyond its permit, and see no error of the database")
    func atOnce() async throws {
        let seed: UInt64 = 64_2026
        try await withTestCountry { country in
            let crowd = try await Crowd(country, seed: seed)
            try await crowd.live(clients: 64, acts: Self.acts)
            let (answered, acts, refusals) = await (crowd.record.answered, crowd.record.acts, crowd.record.refusals)
            print("Sixty-four clients, seed \(seed): \(acts.sorted { $0.key < $1.key }); refused \(refusals.sorted { $0.key < $1.key })")
            for act in ["issue", "oil", "collect", "weigh", "accept", "refuse", "treat", "propose", "answer", "mix"] {
                #expect(acts[act, default: 0] > 0, "nobody did \(act), seed \(seed)")
            }

            let recount = try await PlainRecount(country)
            #expect(recount.wrongAccounts == [], "seed \(seed)")
            #expect(recount.wrongMaterials == [], "seed \(seed)")
            #expect(recount.belowZero == [], "seed \(seed)")
            #expect(recount.noted.transit == recount.booked.transit, "seed \(seed)")
            #expect(recount.noted.reserved == recount.booked.reserved, "seed \(seed)")
            #expect(recount.noted.treated == recount.booked.treated, "seed \(seed)")
            var oil: Int64 = 0
            for (id, answers) in answered {
                // Two clients told of one version would be an update lost; a code tapped twice only says how the load stands.
                for (version, same) in Dictionary(grouping: answers.filter { $0.act != "collect" }, by: \.note.version) {
                    #expect(same.count == 1, "version \(version) of note \(id) was made by \(same.map(\.act)), seed \(seed)")
                }
                let kept = try #require(recount.notes[id], "note \(id) was answered and is gone, seed \(seed)")
                for (act, note) in answers {
                    #expect(kept.version > note.version || kept == note, "\(act) of note \(id), seed \(seed)")
                    // Whoever signed, weighed, or treated is heard in the end.
                    #expect(Array(kept.signatures.prefix(note.signatures.count)) == note.signatures, "\(act) of note \(id), seed \(seed)")
                    #expect(kept.treatments.count >= note.treatments.count, "\(act) of note \(id), seed \(seed)")
                }
                if kept.receiver.site == country.site(.secondPlant), kept.state != .cancelled {
                    oil += kept.lines.reduce(0) { $0 + ($1.accepted ?? $1.weighed ?? $1.declared.mass).raw }
                }
            }
            #expect(oil <= 1_000_000, "\(oil) g of oil were promised where a tonne has room, seed \(seed)")
            let numbers = recount.notes.values.compactMap(\.number)
            #expect(Set(numbers).count == numbers.count)
            #expect(recount.notes.count >= answered.count)
            let problems = try await country.platform.verify().problems
            #expect(problems == [], "seed \(seed)")
        }
    }
}
