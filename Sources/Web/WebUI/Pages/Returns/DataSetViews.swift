// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Wording

/// All data sets and who owes them, each with its standing and source.
struct DataSetsView: Part {
    var request: PageRequest
    var loads: [ListLoad]
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }
    private var sets: DataSets { request.platform.dataSets }

    var html: HTML {
        let today = request.platform.today
        let duties = sets.duties.filter { $0.country == request.platform.country && $0.validUntil.map { today <= $0 } ?? true }
        let isAssumed = duties.contains { $0.standing == .assumed }
        return """
            \(PageHeading(title: say(.setsTitle), lead: say(.setsLead)))\
            \(if: isAssumed, "<p class=\"warning-line\">\(Icon.warning)<span>\(say(.noOfficial))</span></p>")\
            <h2>\(say(.duties))</h2>\(table(duties))<h2>\(words[DataSetLoadPhrase.setsTitle])</h2>\(versions)\(loaded)\(form)
            """
    }

    /// Every version of every set.
    private var versions: DataTable {
        DataTable(
            words: words, caption: words[DataSetLoadPhrase.setsTitle],
            columns: [
                DataTable.Column(say(.columnSet)), DataTable.Column(words[DataSetLoadPhrase.columnVersion], isNumber: true),
                DataTable.Column(words[DataSetLoadPhrase.columnValid]), DataTable.Column(words[DataSetLoadPhrase.columnFields], isNumber: true),
                DataTable.Column(words[DataSetLoadPhrase.columnConfidence]), DataTable.Column(say(.columnSource2)),
            ],
            rows: sets.sets.map { set in
                DataTable.Row([
                    .link(words[set.phrase], ("/returns/sets/\(set.id)" as URLPath).setting("version", String(set.version))),
                    .number(words.number(Int64(set.version))), .text(request.validity(set.validFrom, set.validUntil)),
                    .number(words.number(Int64(set.fields.count))),
                    .part(
                        StatusChip(
                            text: request.confidence(set.provenance.confidence), tone: set.provenance.confidence == .low ? .warning : .neutral)),
                    .html("<span lang=\"en\">\(set.provenance.source)</span>"),
                ])
            })
    }

    private var loaded: HTML {
        guard !loads.isEmpty else { return "<p class=\"soft\">\(words[DataSetLoadPhrase.loadsNone])</p>" }
        let table = DataTable(
            words: words, caption: words[DataSetLoadPhrase.loadsTitle], showsCaption: true,
            columns: [
                DataTable.Column(words[DataSetLoadPhrase.columnFile]), DataTable.Column(words[DataSetLoadPhrase.columnWhen]),
                DataTable.Column(words[DataSetLoadPhrase.columnWho]),
            ],
            rows: loads.map { load in
                let firm = load.organisation.map(request.name(of:))
                let who = [load.person, firm].compactMap { $0 }.joined(separator: ", ")
                return DataTable.Row([
                    .html("<span translate=\"no\">\(load.list)<br>\(load.edition)</span>"), .text(words.moment(load.at)),
                    who.isEmpty ? .text(words[DataSetLoadPhrase.atServer]) : .html("<span translate=\"no\">\(who)</span>"),
                ])
            })
        return table.html
    }

    /// The three files to take away, and for officers the form to send newer ones.
    private var form: HTML {
        let labels: [DataSetLoadPhrase] = [.fileSets, .fileFields, .fileDuties]
        let files = HTML.map(Array(zip(DataSets.files, labels))) { file, label in
            let address: URLPath = ("/returns/sets" as URLPath).setting("file", file)
            return """
                <p>\(words[label]): \(DownloadButtons(words: words, files: DataTable.Download.list(address)))</p>
                """
        }
        let downloads: HTML = "<h2>\(words[DataSetLoadPhrase.download])</h2>\(files)"
        guard let visitor = request.visitor, may(.loadCodeList, actor: visitor.actor, subject: Subject()).isAllowed else { return downloads }
        let inputs = HTML.map(Array(zip(DataSets.files, labels))) { file, label in
            Field(
                words: words, label: words[label], name: file, input: FileInput(accept: ".csv,text/csv"), hint: file,
                error: problems.sentence(for: file, words), isOptional: true
            ).html
        }
        let content: HTML = """
            <p class="soft">\(words[DataSetLoadPhrase.hint])</p>\(inputs)\
            <p><button class="button" name="then" value="load">\(Icon.download)<span>\(words[DataSetLoadPhrase.load])</span></button></p>\
            <div class="primary-action"><button class="button primary" name="then" value="check"><span>\(words[DataSetLoadPhrase.check])</span></button></div>
            """
        let form = InputForm(
            words: words, id: "datasets", action: "/returns/sets", hidden: [request.csrfField], problems: problems, content: content, sendsFiles: true)
        return "\(downloads)\(FormFold(title: words[DataSetLoadPhrase.title], isOpen: !problems.isEmpty, content: form.html))"
    }

    private func table(_ duties: [ReturnDuty]) -> DataTable {
        DataTable(
            words: words, caption: say(.duties),
            columns: [
                DataTable.Column(say(.columnSet)), DataTable.Column(say(.columnWho)), DataTable.Column(say(.sizes)), DataTable.Column(say(.columnLength)),
                DataTable.Column(say(.columnDueDays), isNumber: true), DataTable.Column(say(.validFrom)), DataTable.Column(say(.standingLabel)),
                DataTable.Column(say(.columnSource2)),
            ],
            rows: duties.map { duty in
                let set = sets.set(duty.dataSet, on: request.platform.today)
                let sizes = SizeClass.allCases.filter { duty.sizes.contains($0.rawValue) }.map { words[$0.phrase] }.joined(separator: ", ")
                let profile = ChainProfile(rawValue: duty.profile).map { words[$0.phrase] } ?? duty.profile
                let plant = set.flatMap { DataSetPhrase.of("plant", $0.plant) }.map { words[$0] }
                let codes = duty.treatments.sorted().map(\.description).joined(separator: ", ")
                return DataTable.Row([
                    .link(set.map { words[$0.phrase] } ?? duty.dataSet, "/returns/sets/\(duty.dataSet)"),
                    .text([plant ?? profile, codes.isEmpty ? nil : codes].compactMap { $0 }.joined(separator: " · ")),
                    .text(sizes.isEmpty ? say(.allSizes) : sizes), .text(words[duty.period.phrase]), .number(words.number(Int64(duty.dueDays))),
                    .text(request.validity(duty.validFrom, duty.validUntil)),
                    .part(StatusChip(text: words[duty.standing.phrase], tone: duty.standing == .assumed ? .warning : .good)),
                    .html("<span lang=\"en\">\(duty.provenance.source)</span>"),
                ])
            })
    }
}

/// One data set with its figures.
struct DataSetView: Part {
    var request: PageRequest
    var dataSet: DataSet

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let version = words(ReturnPagePhrase.setVersion, ["version": .numeral(Int64(dataSet.version))])
        let heading = PageHeading(
            title: words[dataSet.phrase], kind: version + " · " + say(.validFrom) + " " + request.validity(dataSet.validFrom, dataSet.validUntil),
            chip: StatusChip(text: words[dataSet.standing.phrase], tone: dataSet.standing == .assumed ? .warning : .good),
            others: dataSet.isSimple ? [LinkButton(label: say(.paperSheet), href: "/returns/sets/\(dataSet.id)/sheet", icon: .print)] : [])
        let table = DataTable(
            words: words, caption: words[dataSet.phrase],
            columns: [
                DataTable.Column(say(.columnFigure)), DataTable.Column(say(.columnUnits)), DataTable.Column(say(.columnRequired)),
                DataTable.Column("ISIC"), DataTable.Column(say(.columnMeaning)),
            ],
            rows: dataSet.fields.map { field in
                let units = field.units.isEmpty ? [field.kind.baseSymbol] : field.units
                let sectors = field.sectors.only.joined(separator: ", ") + (field.sectors.but.isEmpty ? "" : "− " + field.sectors.but.joined(separator: ", "))
                return DataTable.Row([
                    .text(words[field.phrase]), .text(units.map(request.unitLabel).joined(separator: ", ")), .text(say(field.isRequired ? .yes : .no)),
                    .text(sectors.isEmpty ? "–" : sectors), .html("<code>\(field.meaning?.text ?? "–")</code>"),
                ])
            })
        let template: URLPath = "/returns/sets/\(dataSet.id)/template"
        let empty: HTML = """
            <p>\(words[ReturnFilePagePhrase.template]): \(DownloadButtons(words: words, files: DataTable.Download.template(template)))</p>
            """
        return "\(heading)\(empty)\(table)<p class=\"soft\" lang=\"en\">\(dataSet.provenance.source)</p>"
    }
}

extension PageRequest {
    /// From which day on something holds, and until which where that is known.
    func validity(_ from: CalendarDate, _ until: CalendarDate?) -> String {
        until.map { words(DataSetLoadPhrase.validFromUntil, ["from": .date(from), "until": .date($0)]) } ?? words.date(from)
    }
}
