// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

extension TestCountry {
    /// A load of the factory that came to the plant by the haulier an hour ago, with nothing beside it.
    public func recordForm(_ kilograms: String, waste: String = "040222", recorder: PartyRole = .receiver) -> RecordForm {
        var line = NoteForm.Line()
        line.waste = waste
        line.amount = kilograms
        var form = RecordForm()
        form.recorder = recorder
        form.origin = (recorder == .receiver ? ManifestOrigin.unannounced : .paper).rawValue
        form.sender.site = site(.factory).description
        form.carrier.site = site(.haulier).description
        form.receiverSite = site(.plant).description
        form.intended = "R3"
        form.lines = [line]
        let moment = platform.now.adding(hours: -1)
        let time = platform.zone.timeOfDay(of: moment)
        let (date, hour) = (platform.zone.date(of: moment).description, "\(time.hour):\(time.minute < 10 ? "0" : "")\(time.minute)")
        if recorder == .receiver { (form.receivedDate, form.receivedTime) = (date, hour) } else { (form.collectedDate, form.collectedTime) = (date, hour) }
        return form
    }

    /// Blank paper notes of a firm.
    public func papers(_ count: Int, of firm: TestFirm = .factory, roles: Set<Role>? = nil) async throws -> PaperPrint {
        var form = PaperForm()
        form.count = String(count)
        let batch = try await platform.printPaper(form, by: actor(firm, roles))
        return try await platform.paperPrint(batch.id, limit: count, by: actor(firm))
    }

    /// An outage of the whole country that began and ended so many hours ago.
    public func outageForm(fromHoursAgo from: Int64, until: Int64, province: String = "") -> OutageForm {
        func written(_ hoursAgo: Int64) -> (String, String) {
            let moment = platform.now.adding(hours: -hoursAgo)
            let time = platform.zone.timeOfDay(of: moment)
            return (platform.zone.date(of: moment).description, "\(time.hour):\(time.minute < 10 ? "0" : "")\(time.minute)")
        }
        var form = OutageForm()
        (form.fromDate, form.fromTime) = written(from)
        (form.untilDate, form.untilTime) = written(until)
        form.province = province
        form.reason = "The data centre has no power."
        return form
    }
}
