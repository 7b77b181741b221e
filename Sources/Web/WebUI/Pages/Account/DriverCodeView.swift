// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// The codes of a haulier's drivers, and the form that makes one more.
struct DriverCodeListView: Part {
    var request: PageRequest
    var model: DriverCodes
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: PeoplePhrase) -> String { words[phrase] }

    var html: HTML {
        let heading = PageHeading(
            title: say(.driversTitle), kind: request.name(of: model.organisation), lead: say(.driversLead),
            action: PrimaryAction(label: say(.driverButton), target: .submit(form: "driver"), icon: .plus))
        let label = Field(
            words: words, label: say(.driverLabel), name: "label",
            input: TextInput(value: request.form["label"], autocomplete: "off", maximumLength: 60), hint: say(.driverLabelHint),
            error: problems.sentence(for: "label", words))
        let form = InputForm(
            words: words, id: "driver", action: "/people/drivers", hidden: [request.csrfField], problems: problems,
            content: FieldGroup(title: say(.driverNewTitle), content: label.html).html)
        let back = DriverCodePages.back(model.actions)
        let link: HTML = model.actions.contains(.readPersonList) ? "<p>\(LinkButton(label: say(.backToPeople), href: back))</p>" : HTML()
        return "\(heading)\(table)\(form)\(link)"
    }

    private var table: DataTable {
        DataTable(
            words: words, caption: say(.driversTitle), columns: [PeoplePhrase.driver, .madeAt, .state, .act].map { DataTable.Column(words[$0]) },
            rows: model.rows.map { row in
                let isOver = row.code.revokedAt != nil
                let end = PostButton(
                    label: say(.endCode), action: "/people/drivers/revoke", fields: [request.csrfField, HiddenField("id", row.id)], icon: .close)
                return DataTable.Row([
                    .text(row.code.label), .text(words.moment(row.code.createdAt)),
                    .part(StatusChip(text: say(isOver ? .codeEnded : .codeInUse), tone: isOver ? .neutral : .good)),
                    isOver ? .none(say(.codeEnded)) : .part(end),
                ])
            }, empty: EmptyState(icon: .truck, title: say(.driversEmpty), explanation: say(.driversEmptyMore)))
    }
}

/// A driver's new code, large enough to read out over the telephone. It is shown this once.
struct DriverCodeView: Part {
    var request: PageRequest
    var code: SpokenCode
    var label: String

    private var words: Words { request.words }
    private func say(_ phrase: PeoplePhrase) -> String { words[phrase] }

    var title: String { words(PeoplePhrase.codeTitle, ["name": .text(label)]) }

    var html: HTML {
        let shown = BigConfirmation(title: title, time: say(.driverCodeUntil), code: code.description, explanation: say(.driverCodeOnce))
        let how = Panel(
            title: say(.codeHow),
            content: "<p>\(say(.driverStepSign))</p><p>\(say(.driverStepKeep))</p><p class=\"soft\">\(say(.driverStepEnd))</p>")
        return "\(shown)\(how)<p>\(LinkButton(label: say(.backToDrivers), href: "/people/drivers"))</p>"
    }
}
