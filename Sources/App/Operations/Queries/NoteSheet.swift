// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// A note with the names on it and what the actor may do with it now: what other systems are shown.
public struct NoteSheet: Sendable {
    public var note: Manifest
    /// When the next step is due; `nil` when nothing more is awaited.
    public var dueAt: Instant?
    /// In the order of the life-cycle's table.
    public var steps: [ManifestEventKind]
    public var names: NoteNames
}

extension Platform {
    public func noteSheet(_ id: DocumentID, by actor: Actor) async throws -> NoteSheet {
        try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            return try r.sheet(of: note, actor)
        }
    }

    /// Notes that the actor may read, newest first, one page before an id; as ``noteList(_:before:limit:by:)`` finds them.
    public func noteSheets(_ filter: NoteFilter, before: DocumentID?, limit: Int, by actor: Actor) async throws -> (sheets: [NoteSheet], next: DocumentID?) {
        let list = try await noteList(filter, before: before, limit: limit, by: actor)
        return try await read { r in (try list.lines.map { try r.sheet(of: $0.note, actor) }, list.next) }
    }
}

extension Reading {
    fileprivate func sheet(of note: Manifest, _ actor: Actor) throws -> NoteSheet {
        NoteSheet(note: note, dueAt: try notes.dueAt(note.id), steps: try availableSteps(note, actor), names: try names(of: note))
    }
}
