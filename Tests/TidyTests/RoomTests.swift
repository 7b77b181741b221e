// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The walls between rooms, as STYLE and ARCHITECTURE promise them.
struct RoomTests {
    /// Which rooms of ours a floor or room may import; Package.swift is checked against it, so that a new arrow is a decision.
    static let arrows: [String: Set<String>] = [
        "Domain": [], "Tabular": [], "Packing": [], "Notation": [], "StorageCore": [], "Markup": [],
        "Wording": ["Domain", "Tabular"],
        "CodeLists": ["Domain", "Tabular", "Wording"],
        "Deadlines": ["Domain", "Tabular", "CodeLists", "Wording"],
        "Ledger": ["Domain", "Wording"],
        "Seal": ["Domain", "Wording", "CSodium"],
        "Identity": ["Domain", "Tabular", "Wording"],
        "Manifests": ["Domain", "Tabular", "Ledger", "Wording"],
        "Discharge": ["Domain", "Tabular", "Wording", "CodeLists"],
        "Returns": ["Domain", "Tabular", "CodeLists", "Deadlines", "Ledger", "Wording"],
        "Rulings": ["Domain", "Wording"],
        "Mathematics": [],
        "Checks": ["Domain", "Tabular", "CodeLists", "Wording", "Mathematics"],
        "Calculations": ["Domain", "Tabular", "CodeLists", "Wording", "Notation"],
        "Workbooks": ["Domain", "Tabular", "Wording", "CXlsx", "CZip", "CExpat"],
        "StorageSQLite": ["StorageCore"],
        "StoragePostgres": ["StorageCore", "CPostgres"],
        "Stores": ["StorageCore", "Packing", "Domain", "Wording", "Ledger", "Seal", "Identity", "Manifests", "Returns", "Discharge", "Rulings", "Checks"],
        "Operations": [
            "Stores", "StorageCore", "Domain", "Tabular", "CodeLists", "Ledger", "Seal", "Identity", "Manifests", "Rulings", "Returns", "Discharge",
            "Workbooks", "Deadlines", "Calculations", "Checks",
            "Wording",
            "CSodium",
        ],
        "Demonstration": [
            "Operations", "Stores", "StorageCore", "Domain", "CodeLists", "Ledger", "Seal", "Identity", "Manifests", "Discharge", "Returns", "Wording",
        ],
        "HTTPSupport": ["Operations", "StorageCore", "Identity", "Domain", "Wording", "Markup"],
        "API": [
            "HTTPSupport", "Operations", "Stores", "Manifests", "Discharge", "Returns", "Rulings", "Checks", "Calculations", "Notation", "Identity", "Ledger",
            "Seal",
            "CodeLists", "Wording", "Deadlines", "Domain",
        ],
        "WebUI": [
            "HTTPSupport", "Operations", "Workbooks", "Markup", "Wording", "CodeLists", "Ledger", "Seal", "Manifests", "Discharge", "Returns", "Rulings",
            "Checks",
            "Calculations", "Notation", "Identity", "Deadlines", "Domain", "Tabular", "Stores", "CQREncode",
        ],
    ]

    @Test("Every import of a room of ours follows an arrow of the map")
    func importsFollowTheMap() throws {
        let rooms = Set(Self.arrows.keys).union(["CSodium", "CQREncode", "CPostgres", "CXlsx", "CZip", "CExpat"])
        for (path, text) in try ProjectFiles.swift(below: "Sources") where !path.hasPrefix("Sources/CLI") {
            let room = String(path.split(separator: "/")[2])
            let allowed = try #require(Self.arrows[room], "\(path): the room \(room) is not on the map")
            for line in text.split(separator: "\n") where line.hasPrefix("import ") {
                let name = String(line.dropFirst(7)).trimmingCharacters(in: .whitespaces)
                if rooms.contains(name) { #expect(allowed.contains(name), "\(path) imports \(name)") }
            }
        }
    }

    @Test("Pure rooms read no clock, no randomness and no SQL, and import nothing that could")
    func pureRoomsArePure() throws {
        let forbidden = ["Date()", "Date.now", "UUID()", ".random(in", "SystemRandomNumberGenerator", "import Hummingbird", "import GRDB", "import Logging"]
        for (path, text) in try ProjectFiles.swift(below: "Sources/Core") + ProjectFiles.swift(below: "Sources/Features") {
            for word in forbidden { #expect(!text.contains(word), "\(path) holds \(word)") }
            for word in ["SELECT ", "INSERT INTO ", "DELETE FROM "] { #expect(!text.contains(word), "\(path) holds SQL") }
        }
    }

    @Test("Only the storage floor writes SQL")
    func sqlStaysInStorage() throws {
        for (path, text) in try ProjectFiles.swift(below: "Sources") where !path.hasPrefix("Sources/Storage/") {
            for word in ["\"SELECT ", "INSERT INTO ", "DELETE FROM ", "UPDATE note "] { #expect(!text.contains(word), "\(path) holds SQL: \(word)") }
        }
    }

    @Test("Pages carry no inline style and no inline script")
    func pagesObeyTheirPolicy() throws {
        for (path, text) in try ProjectFiles.swift(below: "Sources/Web") {
            #expect(!text.contains("style=\\\""), "\(path) writes a style attribute")
            #expect(!text.contains("<style"), "\(path) writes inline style")
            #expect(!text.contains("onclick="), "\(path) writes inline script")
        }
    }
}
