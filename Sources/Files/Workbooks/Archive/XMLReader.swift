// SPDX-License-Identifier: Apache-2.0

import CExpat
import Foundation

/// What reads a part's mark-up as it comes by.
protocol XMLVisitor: AnyObject {
    func start(_ name: XMLName, _ attributes: XMLAttributes) throws
    func end(_ name: XMLName) throws
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws
}

/// The name of an element without its prefix; lives as long as the call it came with.
struct XMLName {
    fileprivate let local: UnsafePointer<CChar>

    init(_ whole: UnsafePointer<CChar>) {
        var local = whole
        var at = whole
        while at.pointee != 0 {
            if at.pointee == 58 { local = at + 1 }
            at += 1
        }
        self.local = local
    }

    static func == (name: XMLName, text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            for i in 0..<wanted.count where UInt8(bitPattern: name.local[i]) != wanted[i] { return false }
            return name.local[wanted.count] == 0
        }
    }
}

/// Attributes by name without prefix; live as long as the call they came with.
struct XMLAttributes {
    let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>

    /// The bytes of an attribute's value.
    func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        var at = 0
        while let key = pairs[at], let value = pairs[at + 1] {
            if XMLName(key) == name {
                let length = strlen(value)
                return UnsafeRawPointer(value).withMemoryRebound(to: UInt8.self, capacity: length) { UnsafeBufferPointer(start: $0, count: length) }
            }
            at += 2
        }
        return nil
    }

    subscript(_ name: StaticString) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    /// A whole number; `nil` when absent, negative or anything else.
    func number(_ name: StaticString) -> Int? {
        bytes(name).flatMap(Self.number)
    }

    static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard !bytes.isEmpty, bytes.count <= 10 else { return nil }
        var value = 0
        for byte in bytes {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }

    /// `1` or `true`.
    func isTrue(_ name: StaticString) -> Bool {
        guard let bytes = bytes(name) else { return false }
        return bytes.first == 49 || bytes.elementsEqual("true".utf8)
    }
}

/// A reader of mark-up that tells a visitor, for parts of any kind; the rows of a sheet have a swifter one, ``CellParser``.
final class XMLReader {
    private let visitor: any XMLVisitor
    private var failure: (any Error)?
    private var parser: MarkupParser?

    init(part: String, limits: WorkbookLimits, visitor: any XMLVisitor) {
        self.visitor = visitor
        parser = MarkupParser(
            part: part, limits: limits, reader: Unmanaged.passUnretained(self).toOpaque(),
            start: { state, name, attributes in
                guard let (state, reader) = XMLReader.met(state), let name, let attributes, state.enter() else { return }
                reader.tell(state) { try $0.start(XMLName(name), XMLAttributes(pairs: attributes)) }
            },
            end: { state, name in
                guard let (state, reader) = XMLReader.met(state), let name, state.leave() else { return }
                reader.tell(state) { try $0.end(XMLName(name)) }
            },
            text: { state, text, length in
                guard let (state, reader) = XMLReader.met(state), let text, state.pointee.stop == .none else { return }
                let count = Int(length)
                UnsafeRawPointer(text).withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
                    reader.tell(state) { try $0.text(UnsafeBufferPointer(start: bytes, count: count)) }
                }
            })
    }

    /// - Throws: what the visitor threw, and what ``MarkupParser/feed(_:isLast:failure:)`` throws.
    func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws { try parser?.feed(bytes, isLast: isLast) { failure } }

    private static func met(_ data: UnsafeMutableRawPointer?) -> (UnsafeMutablePointer<MarkupState>, XMLReader)? {
        guard let state = data?.assumingMemoryBound(to: MarkupState.self) else { return nil }
        return (state, Unmanaged<XMLReader>.fromOpaque(state.pointee.reader).takeUnretainedValue())
    }

    private func tell(_ state: UnsafeMutablePointer<MarkupState>, _ what: (any XMLVisitor) throws -> Void) {
        do {
            try what(visitor)
        } catch {
            failure = error
            state.halt(.reader)
        }
    }

    /// Reads a whole part.
    static func read(_ name: String, of archive: Archive, limits: WorkbookLimits, visitor: any XMLVisitor) throws {
        let part = try archive.open(name)
        let reader = XMLReader(part: name, limits: limits, visitor: visitor)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 8)
        defer { buffer.deallocate() }
        while case let count = try part.read(into: buffer), count > 0 {
            try reader.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]), isLast: false)
        }
        try reader.feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    }
}
