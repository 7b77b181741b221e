// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Wording

/// What returns ask and who owes them: for everybody who is signed in to read and take away as files, for officers to load newer ones.
enum DataSetPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/returns/sets") { try await sets($0, [], 200) },
        PageRoute(.post, "/returns/sets", bodyMax: 3_000_000, load),
        PageRoute(.get, "/returns/sets/:set", set),
    ]

    private static func sets(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        _ = try request.actor()
        let sets = request.platform.dataSets
        if request.wantsFile, let file = DataSets.files.first(where: { $0 == request.query["file"] ?? DataSets.files[0] }) {
            return try request.list(sets.csv(file), String(file.prefix { $0 != "." }))
        }
        let loads = try await request.platform.loads(of: DataSets.files)
        let view = DataSetsView(request: request, loads: loads, problems: problems)
        return .page(
            request.document(request.words[ReturnPagePhrase.setsTitle], current: .returns, back: "/returns", isWide: true, body: view.html), status: status)
    }

    private static func set(_ request: PageRequest) async throws -> PageAnswer {
        _ = try request.actor()
        var set = try request.dataSet()
        if let asked = request.query["version"].flatMap({ Int($0) }), let other = request.platform.dataSets.set(set.id, version: asked) { set = other }
        return request.page(
            request.words[set.phrase], current: .returns, back: "/returns/sets", isWide: true, body: DataSetView(request: request, dataSet: set).html)
    }

    /// Says first what files would change, and loads them when that was seen; files stay in the page meanwhile.
    private static func load(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        var files: [String: [UInt8]] = [:]
        for name in DataSets.files {
            let chosen = request.form.file(name)?.bytes ?? []
            files[name] = chosen.isEmpty ? Array(request.form.exact("text-" + name).utf8) : chosen
        }
        let isDryRun = request.form["then"] == "check"
        do {
            let load = try await request.platform.loadDataSets(files, isDryRun: isDryRun, by: actor)
            guard isDryRun else { return .redirect("/returns/sets", said: DataSetLoadPhrase.said.fullKey) }
            let view = DataSetChangeView(request: request, load: load, files: files)
            return request.page(request.words[DataSetLoadPhrase.checked], current: .returns, back: "/returns/sets", body: view.html)
        } catch let error as any Explainable where [.invalid, .conflict].contains(error.standing) {
            return try await sets(request, error.problems, error.standing.status)
        }
    }
}

/// What files would change, with the button that loads them.
struct DataSetChangeView: Part {
    var request: PageRequest
    var load: DataSetLoad
    var files: [String: [UInt8]]

    var html: HTML {
        let words = request.words
        let texts = DataSets.files.filter { files[$0]?.isEmpty == false }.map { HiddenField("text-" + $0, String(decoding: files[$0] ?? [], as: UTF8.self)) }
        let form = InputForm(
            words: words, id: "load", action: "/returns/sets", hidden: [request.csrfField] + texts, content: HTML(),
            button: words[DataSetLoadPhrase.loadChecked])
        let heading = PageHeading(title: words[DataSetLoadPhrase.checked], lead: words[DataSetLoadPhrase.checkedLead])
        return "\(heading)<ul>\(HTML.map(load.lines(words)) { "<li>\($0)</li>" })</ul>\(form)"
    }
}
