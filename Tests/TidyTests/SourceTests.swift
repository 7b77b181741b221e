// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Marks of care every source file shows.
struct SourceTests {
    @Test("Every source file names its licence in one line")
    func licenceLine() throws {
        for (path, text) in try ProjectFiles.swift(below: "Sources") + ProjectFiles.swift(below: "Tests") {
            #expect(text.hasPrefix("// SPDX-License-Identifier: Apache-2.0"), "\(path)")
        }
    }

    @Test("No file is a junk drawer, and nothing is left to do later without an issue")
    func namesAndMarks() throws {
        for (path, text) in try ProjectFiles.swift(below: "Sources") {
            let name = (path as NSString).lastPathComponent
            for word in ["Util", "Helper", "Manager", "Common", "Misc"] { #expect(!name.contains(word), "\(path)") }
            for word in ["TODO", "FIXME", "XXX", "not implemented", "fatalError("] { #expect(!text.contains(word), "\(path) holds \(word)") }
        }
    }

    @Test("No source file is longer than 350 lines: one that grows beyond holds two ideas")
    func lengths() throws {
        let files = try ProjectFiles.swift(below: "Sources")
        #expect(files.count > 500)
        for (path, text) in files {
            let lines = text.count { $0 == "\n" }
            #expect(lines <= 350, "\(path) has \(lines) lines")
        }
    }

    @Test("Every list that has pages says where its whole file is")
    func listsHaveFiles() throws {
        for (path, text) in try ProjectFiles.swift(below: "Sources/Web/WebUI/Pages") {
            let (lists, files) = (text.ranges(of: "DataTable.Paging(").count, text.ranges(of: "downloads").count)
            #expect(files >= lists, "\(path): \(lists) lists with pages, \(files) with files")
        }
    }

    @Test("Links in the documents lead somewhere")
    func linksLeadSomewhere() throws {
        let documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] + ProjectFiles.paths(below: "docs", endings: ["md"])
        for document in documents {
            let text = try ProjectFiles.text(document)
            let folder = (document as NSString).deletingLastPathComponent
            for match in text.matches(of: /\]\(([^)#\s]+)/) {
                let target = String(match.output.1)
                if target.contains("://") || target.hasPrefix("mailto:") { continue }
                let path = folder.isEmpty ? target : ((folder + "/" + target) as NSString).standardizingPath
                #expect(ProjectFiles.exists(path), "\(document) links to \(target)")
            }
        }
    }

    @Test("Every script that the Makefile runs is there, and every picture that the documents show is made by `make screenshots`")
    func scriptsAndPicturesExist() throws {
        let makefile = try ProjectFiles.text("Makefile")
        for match in makefile.matches(of: /scripts\/[a-z-]+/) { #expect(ProjectFiles.exists(String(match.output)), "the Makefile runs \(match.output)") }
        #expect(makefile.contains("BAITONG_SCREENSHOTS=1"))
        let journeys = try ProjectFiles.text("Tests/Browser/test_journeys.py")
        let made = Set(journeys.matches(of: /picture\("([a-z-]+)"/).map { String($0.output.1) })
        for picture in ProjectFiles.paths(below: "docs/images", endings: ["png"]) {
            let name = ((picture as NSString).lastPathComponent as NSString).deletingPathExtension
            #expect(made.contains(name), "no journey makes \(picture)")
        }
    }

    @Test("The map in ARCHITECTURE names every room there is")
    func mapNamesEveryRoom() throws {
        let map = try ProjectFiles.text("ARCHITECTURE.md")
        for room in RoomTests.arrows.keys where ProjectFiles.paths(below: "Sources", endings: ["swift"]).contains(where: { $0.contains("/\(room)/") }) {
            #expect(map.contains("`\(room)`"), "ARCHITECTURE.md does not name \(room)")
        }
    }
}
