// SPDX-License-Identifier: Apache-2.0

import CExpat

/// What stands beside a parser where its C functions reach it: nothing here is counted by reference, so that an element costs nothing but its reading.
struct MarkupState {
    enum Stop { case none, doctype, damaged, reader }

    let parser: XML_Parser
    let depthMost: Int
    var depth = 0
    var stop = Stop.none
    /// Whoever is told.
    let reader: UnsafeMutableRawPointer
}

extension UnsafeMutablePointer<MarkupState> {
    /// Goes one element deeper; false when nothing more is to be read.
    @inline(__always)
    func enter() -> Bool {
        guard pointee.stop == .none else { return false }
        pointee.depth += 1
        if pointee.depth > pointee.depthMost { halt(.damaged) }
        return pointee.stop == .none
    }

    @inline(__always)
    func leave() -> Bool {
        pointee.depth -= 1
        return pointee.stop == .none
    }

    func halt(_ stop: MarkupState.Stop) {
        guard pointee.stop == .none else { return }
        pointee.stop = stop
        XML_StopParser(pointee.parser, 0)
    }
}

/// A streaming parser of mark-up without document types: no entities, no files from elsewhere, bounded depth and tokens.
final class MarkupParser {
    private let state: UnsafeMutablePointer<MarkupState>
    private let part: String
    private let tokenBytes: Int
    private var fed = 0

    /// - Parameters:
    ///   - reader: what the functions find in ``MarkupState/reader``; lives as long as the parser.
    ///   - start, end, text: are given the state, which they ``Swift/UnsafeMutablePointer/enter()`` and leave.
    init(
        part: String, limits: WorkbookLimits, reader: UnsafeMutableRawPointer, start: @escaping XML_StartElementHandler, end: @escaping XML_EndElementHandler,
        text: @escaping XML_CharacterDataHandler
    ) {
        guard let parser = XML_ParserCreate(nil) else { preconditionFailure("There is no memory for a parser.") }
        self.part = part
        tokenBytes = limits.tokenBytes
        state = .allocate(capacity: 1)
        state.initialize(to: MarkupState(parser: parser, depthMost: limits.depth, reader: reader))
        XML_SetUserData(parser, state)
        XML_SetElementHandler(parser, start, end)
        XML_SetCharacterDataHandler(parser, text)
        XML_SetStartDoctypeDeclHandler(parser) { state, _, _, _, _ in state?.assumingMemoryBound(to: MarkupState.self).halt(.doctype) }
    }

    deinit {
        XML_ParserFree(state.pointee.parser)
        state.deallocate()
    }

    /// - Parameter failure: why the reader stopped the parser.
    /// - Throws: that; ``WorkbookRefusal/damaged(part:)`` for what is no mark-up; ``WorkbookRefusal/doctype(part:)``.
    func feed(_ bytes: UnsafeRawBufferPointer, isLast: Bool, failure: () -> (any Error)?) throws {
        let parser = state.pointee.parser
        let status = XML_Parse(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
        switch state.pointee.stop {
        case .none: break
        case .doctype: throw WorkbookRefusal.doctype(part: part)
        case .damaged: throw WorkbookRefusal.damaged(part: part)
        case .reader: throw failure() ?? WorkbookRefusal.damaged(part: part)
        }
        guard status == XML_STATUS_OK else { throw WorkbookRefusal.damaged(part: part) }
        fed += bytes.count
        // What stands between here and the last finished token is one token still open.
        if !isLast, fed - Int(XML_GetCurrentByteIndex(parser)) > tokenBytes + bytes.count { throw WorkbookRefusal.damaged(part: part) }
    }
}
