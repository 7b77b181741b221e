// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

extension Teller {
    /// The receiver's gate records a load that had no digital note.
    func record(_ plan: PlannedRecord, _ load: Load) async throws -> Manifest {
        var line = NoteForm.Line()
        line.waste = load.waste
        line.amount = load.amount
        var form = RecordForm()
        form.origin = (plan.usesBlank || !plan.otherNumber.isEmpty ? ManifestOrigin.paper : .unannounced).rawValue
        form.otherNumber = plan.otherNumber
        if plan.usesBlank {
            let blank = try await platform.paperList(PaperFilter(state: .blank), limit: 1, by: actor(load.sender, [.administrator]))
            form.paper = blank.rows.first?.sheet.number ?? ""
        }
        form.receiverSite = firms[load.receiver].site.description
        form.carrier.site = firms[load.carriers[0]].site.description
        form.sender.site = firms[load.sender].site.description
        if plan.isSenderUnknown {
            form.sender.site = RecordForm.Party.outside
            form.sender.name = load.driver
            form.sender.place = Remarks.market
            form.carrier = form.sender
        }
        form.lines = [line]
        form.intended = load.intended
        form.plate = load.plate
        (form.receivedDate, form.receivedTime) = written(plan.receivedAt)
        return try await platform.recordLoad(form, photos: [Platform.Photo(bytes: Self.photo)], by: actor(load.receiver, [.gate]))
    }

    func tell(_ step: PaperStep) async throws {
        switch step {
        case .print(let firm, let count):
            var form = PaperForm()
            form.count = String(count)
            _ = try await platform.printPaper(form, by: actor(firm, [.administrator]))
        case .void(let firm, let reason):
            let keeper = actor(firm, [.administrator])
            guard let first = try await platform.paperList(PaperFilter(state: .blank), limit: 1, by: keeper).rows.first else { return }
            _ = try await platform.voidPaper(first.sheet.number, reason: reason, by: keeper)
        case .declare(let from, let until, let province, let reason):
            var form = OutageForm()
            (form.fromDate, form.fromTime) = written(from)
            (form.untilDate, form.untilTime) = written(until)
            form.province = province
            form.reason = reason
            _ = try await platform.declareOutage(form, by: province.isEmpty ? officerOfEnvironment : officer(.provincialOffice))
        }
    }

    /// A moment as people type it.
    private func written(_ moment: Instant) -> (String, String) {
        let time = platform.zone.timeOfDay(of: moment)
        return (platform.zone.date(of: moment).description, "\(time.hour):\(time.minute < 10 ? "0" : "")\(time.minute)")
    }

    /// A picture of one grey point: nobody's paper.
    static let photo: [UInt8] = [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58,
        126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 152, 9, 0, 0, 155, 0, 154, 173, 46, 72, 180, 0, 0, 0, 0, 73,
        69, 78, 68, 174, 66, 96, 130,
    ]
}
