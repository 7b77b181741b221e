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

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }
    private var sets: DataSets { request.platform.dataSets }

    var html: HTML {
        let today = request.platform.today
        let duties = sets.duties.filter { $0.country == request.platform.country && $0.validFrom <= today && ($0.validUntil.map { today <= $0 } ?? true) }
        let isAssumed = duties.contains { $0.standing == .assumed }
        return """
            \(PageHeading(title: say(.setsTitle), lead: say(.setsLead)))\
            \(if: isAssumed, "<p class=\"warning-line\">\(Icon.warning)<span>\(say(.noOfficial))</span></p>")\
            <h2>\(say(.duties))</h2>\(table(duties))
            """
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
                    .text(words.date(duty.validFrom)), .part(StatusChip(text: words[duty.standing.phrase], tone: duty.standing == .assumed ? .warning : .good)),
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
            title: words[dataSet.phrase], kind: version + " · " + say(.validFrom) + " " + words.date(dataSet.validFrom),
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
            <p>\(words[ReturnFilePagePhrase.template]): <a href="\(template)">XLSX</a> · <a href="\(template.setting("format", "csv"))">CSV</a></p>
            """
        return "\(heading)\(empty)\(table)<p class=\"soft\" lang=\"en\">\(dataSet.provenance.source)</p>"
    }
}
