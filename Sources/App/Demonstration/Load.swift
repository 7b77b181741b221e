// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests

/// One load as planned: who sends what to whom, and everything that is the same on its whole way. Firms are named by
/// their places in the plan of the country.
struct Load: Sendable {
    var sender: Int
    var receiver: Int
    var carriers: [Int]
    var waste: String
    /// As typed; blank where the load is gathered from stock.
    var amount = ""
    var unit = "kg"
    var method = MeasurementMethod.weighed
    var intended: String
    var plate: String
    var driver: String
    /// What the gate gives as reason when the weights differ by more than the policy allows.
    var discrepancy = DiscrepancyReason.scaleDifference
    /// Drafted by the support centre under a lent power.
    var isPreparedByCentre = false
    /// Goes under a standing arrangement; hazardous loads of one haulier always do.
    var isArranged = false
    var story: DemonstrationSummary.Story?
}

/// An arrangement that a story is about, and what became of it.
struct PlannedArrangement: Sendable {
    enum Outcome: Sendable { case waiting, declined, ended }

    var sender: Int
    var carrier: Int
    var receiver: Int
    var waste: String
    var treatment: String
    var tonnes: Int
    var proposer: Int
    var outcome: Outcome
}

/// One thing that happens to a load.
enum Step: Sendable {
    enum Signing: Sendable { case signCode, account, driverCode }

    case saveDraft
    /// Saves and signs in one go.
    case issue
    /// Signs what somebody else has drafted.
    case issueDraft
    case changeCarrier(to: Int)
    case cancel(remark: String)
    /// The next carrier's driver takes the load, by whichever means.
    case sign(Signing)
    case store
    case leaveStorage
    case arrive
    /// Difference from what was declared, per mille.
    case weigh(difference: Int)
    /// Share of the weight that is accepted, per mille.
    case decide(accepted: Int, refusal: RefusalReason?, remark: String)
    /// Share of what is held, per mille.
    case treat(share: Int)
    /// What was refused is weighed and taken back by its sender.
    case takeBack
    case reportLoss(LossKind, place: String)
    case decideLoss(isFound: Bool, remark: String)
    /// The receiver asks to correct what was accepted, by so many per mille.
    case propose(change: Int, reason: String)
    case answer(by: Int, approves: Bool)
    /// Somebody without licence takes the load, on the sender's word.
    case sell(BuyerKind)
    /// All lots of the load's waste on the sender's site become one, when there are at least so many, and the note for it is issued.
    case gather(Compartment, least: Int)
    /// A return is begun, filled in and perhaps sent and decided.
    case fileReturn(PlannedReturn)
    /// A standing arrangement is proposed, and answered or not.
    case arrange(PlannedArrangement)
    /// Collection rounds, by their places in the plan.
    case planRound(Int)
    case makeStop(Int, _ stop: Int)
    /// A stop at a firm of no register.
    case makeNewStop(Int, StopRegistration, kilograms: Int)
    case skipStop(Int, _ stop: Int, SkipReason)
    /// Difference from what was declared, per mille.
    case weighRound(Int, difference: Int)
    case acceptRound(Int)
    /// A firm registers itself and waits for an officer.
    case register(applicant: Int)
    /// A gate records a load that had no digital note.
    case record(PlannedRecord)
    case confirm
    case dispute(reason: String)
    /// What concerns blank paper notes and outages.
    case paper(PaperStep)
    /// What concerns questions about wastes.
    case question(QuestionStep)
    /// The factory's administrator invites a colleague, who has not come yet.
    case invite(Newcomer, to: Int)
    /// An officer enters a small firm from a list, with nobody who runs it.
    case enter(unclaimed: Int)
    /// The province's officer prints a letter to it.
    case writeTo(unclaimed: Int)
    /// Its owner claims it with the letter and waits for an officer.
    case claim(unclaimed: Int)
    /// A collection centre enters a load in its name.
    case enterFor(unclaimed: Int)
    /// An officer corrects the industry of a factory that had been written wrongly.
    case correctIndustry
}

struct ScheduledStep: Sendable {
    var at: Instant
    /// Place of the load in the plan; `nil` for what concerns none.
    var load: Int?
    var step: Step
}
