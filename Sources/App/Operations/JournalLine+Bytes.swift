// SPDX-License-Identifier: Apache-2.0

import Ledger
import Stores

extension JournalLine {
    /// The bytes that a line's hash covers: all its columns and the entries it booked, in order.
    func bytes(_ entries: [Entry]) -> [UInt8] {
        var text = "\(id)|\(kind)|\(attribution.person?.description ?? "")|\(attribution.organisation?.description ?? "")|\(attribution.means.rawValue)"
        text += "|\(attribution.onBehalfOf?.description ?? "")|\(attribution.delegation?.description ?? "")|\(recorded.microseconds)"
        text += "|\(document?.description ?? "")|\(self.entries)|\(payload.count)\n"
        var bytes = Array(text.utf8)
        bytes.reserveCapacity(bytes.count + payload.count + 1 + entries.count * 200)
        bytes += payload
        bytes.append(UInt8(ascii: "\n"))
        for entry in entries {
            for account in [entry.credit, entry.debit] {
                bytes.append(account.site.value, then: ",")
                bytes.append(Int64(account.compartment.number), then: ",")
                bytes.append(Int64(account.material.value), then: ",")
                bytes.append(account.lot?.value ?? 0, then: ";")
            }
            bytes.append(entry.id.value, then: ",")
            bytes.append(entry.mass.raw, then: ",")
            bytes.append(Int64(entry.occurred.dayNumber), then: ",")
            bytes.append(Int64(entry.reason.rawValue), then: ",")
            bytes.append(Int64(entry.phase), then: ",")
            bytes.append(entry.resolves?.value ?? 0, then: "\n")
        }
        return bytes
    }
}

extension [UInt8] {
    /// Adds a number in decimal digits and what ends it. A batch writes a quarter of a million numbers; as strings they took longer than their hash.
    fileprivate mutating func append(_ value: Int64, then end: Unicode.Scalar) {
        if value < 0 { append(UInt8(ascii: "-")) }
        let start = count
        var rest = value.magnitude
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
        append(UInt8(ascii: end))
    }
}
