// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts of answers and time spent, written as Prometheus reads them.
final class ServerMetrics: Sendable {
    private struct Row {
        var count = 0
        var seconds = 0.0
    }

    private let rows = Mutex<[String: Row]>([:])

    func count(_ pattern: String, _ status: Int, _ spent: Duration) {
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
        rows.withLock { rows in
            rows["route=\"\(pattern)\",status=\"\(status)\"", default: Row()].count += 1
            rows["route=\"\(pattern)\",status=\"\(status)\"", default: Row()].seconds += seconds
        }
    }

    var text: String {
        let rows = self.rows.withLock { $0 }.sorted { $0.key < $1.key }
        var text = "# HELP baitong_http_requests_total Answers by route and status.\n# TYPE baitong_http_requests_total counter\n"
        for (labels, row) in rows { text += "baitong_http_requests_total{\(labels)} \(row.count)\n" }
        text += "# HELP baitong_http_request_seconds_total Time spent answering.\n# TYPE baitong_http_request_seconds_total counter\n"
        for (labels, row) in rows { text += "baitong_http_request_seconds_total{\(labels)} \(row.seconds)\n" }
        return text
    }
}
