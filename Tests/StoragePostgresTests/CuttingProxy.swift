// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// A stretch of network between the driver and its server that a test can cut at a chosen moment. Loopback only.
///
/// Unchecked: the sockets are used by the threads that were started with them, the rest stands behind a lock.
final class CuttingProxy: @unchecked Sendable {
    enum Cut { case never, beforeCommit, afterCommit }

    let port: UInt16
    private let target: UInt16
    private let listener: Int32
    private let state = Mutex((cut: Cut.never, isClosed: false, open: [Int32](), isRefusing: false))

    init(to target: UInt16) {
        self.target = target
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length)
                listen(socket, 64)
                getsockname(socket, $0, &length)
            }
        }
        listener = socket
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in accept() }
    }

    /// The next COMMIT that comes by ends its connection, before the server sees it or before the driver sees the answer.
    func cutNext(_ cut: Cut) { state.withLock { $0.cut = cut } }

    /// As a server that is gone: ends every connection and takes no new one.
    func refuse(_ isRefusing: Bool) {
        let open = state.withLock { state in
            state.isRefusing = isRefusing
            defer { if isRefusing { state.open = [] } }
            return isRefusing ? state.open : []
        }
        for end in open { shutdown(end, Int32(SHUT_RDWR)) }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        refuse(true)
        shutdown(listener, Int32(SHUT_RDWR))
        Foundation.close(listener)
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private func accept() {
        while !state.withLock({ $0.isClosed }) {
            let client = Foundation.accept(listener, nil, nil)
            guard client >= 0 else { return }
            guard !state.withLock({ $0.isRefusing }) else {
                Foundation.close(client)
                continue
            }
            let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = Self.loopback(target)
            let length = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard withUnsafePointer(to: &address, { $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, length) } }) == 0 else {
                Foundation.close(client)
                continue
            }
            state.withLock { $0.open += [client, server] }
            Thread.detachNewThread { [self] in pass(from: client, to: server, looksForCommit: true) }
            Thread.detachNewThread { [self] in pass(from: server, to: client, looksForCommit: false) }
        }
    }

    private func pass(from source: Int32, to target: Int32, looksForCommit: Bool) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            if looksForCommit, let cut = takeCut(ifIn: buffer[..<count]) {
                if cut == .afterCommit {
                    // The driver's end is closed first, so that no answer gets there; the server has time to commit.
                    shutdown(source, Int32(SHUT_RDWR))
                    _ = send(target, buffer, count, Int32(MSG_NOSIGNAL))
                    Thread.sleep(forTimeInterval: 0.3)
                }
                break
            }
            guard send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count else { break }
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(target, Int32(SHUT_RDWR))
    }

    private func takeCut(ifIn bytes: ArraySlice<UInt8>) -> Cut? {
        guard bytes.contains(Array("COMMIT".utf8)) else { return nil }
        return state.withLock { state in
            defer { state.cut = .never }
            return state.cut == .never ? nil : state.cut
        }
    }
}
