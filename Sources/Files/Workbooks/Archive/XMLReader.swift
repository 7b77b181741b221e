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

    fileprivate init(_ whole: UnsafePointer<CChar>) {
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
    fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>

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

/// A streaming reader of mark-up without document types: no entities, no files from elsewhere, bounded depth and tokens.
final class XMLReader {
    private let parser: XML_Parser
    /// Whoever reads a part lives as long as its reading; to ask that at each element takes as long as the element.
    private unowned(unsafe) let visitor: any XMLVisitor
    private let part: String
    private let limits: WorkbookLimits
    private var failure: (any Error)?
    private var depth = 0
    private var fed = 0

    init(part: String, limits: WorkbookLimits, visitor: any XMLVisitor) {
        guard let parser = XML_ParserCreate(nil) else { preconditionFailure("There is no memory for a parser.") }
        self.parser = parser
        self.part = part
        self.limits = limits
        self.visitor = visitor
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, attributes in
                guard let data, let name, let attributes else { return }
                Unmanaged<XMLReader>.fromOpaque(data).takeUnretainedValue().start(XMLName(name), XMLAttributes(pairs: attributes))
            },
            { data, name in
                guard let data, let name else { return }
                Unmanaged<XMLReader>.fromOpaque(data).takeUnretainedValue().end(XMLName(name))
            })
        XML_SetCharacterDataHandler(parser) { data, text, length in
            guard let data, let text else { return }
            let count = Int(length)
            UnsafeRawPointer(text).withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
                Unmanaged<XMLReader>.fromOpaque(data).takeUnretainedValue().text(UnsafeBufferPointer(start: bytes, count: count))
            }
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            guard let data else { return }
            let reader = Unmanaged<XMLReader>.fromOpaque(data).takeUnretainedValue()
            reader.stop(WorkbookRefusal.doctype(part: reader.part))
        }
    }

    deinit { XML_ParserFree(parser) }

    /// - Throws: what the visitor threw; ``WorkbookRefusal/damaged(part:)`` for what is no mark-up; ``WorkbookRefusal/doctype(part:)``.
    func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws {
        let status = XML_Parse(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
        if let failure { throw failure }
        guard status == XML_STATUS_OK else { throw WorkbookRefusal.damaged(part: part) }
        fed += bytes.count
        // What stands between here and the last finished token is one token still open.
        if !isLast, fed - Int(XML_GetCurrentByteIndex(parser)) > limits.tokenBytes + bytes.count { throw WorkbookRefusal.damaged(part: part) }
    }

    private func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard failure == nil else { return }
        depth += 1
        guard depth <= limits.depth else { return stop(WorkbookRefusal.damaged(part: part)) }
        do { try visitor.start(name, attributes) } catch { stop(error) }
    }

    private func end(_ name: XMLName) {
        guard failure == nil else { return }
        depth -= 1
        do { try visitor.end(name) } catch { stop(error) }
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard failure == nil else { return }
        do { try visitor.text(bytes) } catch { stop(error) }
    }

    private func stop(_ error: any Error) {
        if failure == nil { failure = error }
        XML_StopParser(parser, 0)
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
