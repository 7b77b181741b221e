// SPDX-License-Identifier: Apache-2.0

import Packing

/// Frequent words of bodies and payloads, keys as well as values. The place of a word stands in every stored body: add at
/// the end, never take away, never change the order. The first 24 take one byte.
let bodyNames = PackedNames([
    "organisation", "at", "means", "step", "person", "_0", "waste", "mass", "policy", "note", "_1", "number", "site", "signature", "outcomes",
    "versions", "conversion", "method", "unit", "lines", "weighed", "treated", "carrier", "mode", "password", "signCode", "driverCode", "system",
    "estimated", "issue", "collect", "arrive", "weigh", "decide", "treat", "handOver", "store", "leaveStorage", "cancel", "road", "water", "rail",
    "cart", "other", "ordinary", "returned", "onward", "kg", "t", "g", "SI Brochure 9", "shipped-1", "2014/955/EU", "active", "invited", "waiting",
    "closed", "KH", "VN", "micro", "small", "medium", "large", "producer", "haulier", "collector", "treater", "high", "low", "assumed",
    "administrator", "preparer", "signer", "gate", "driver", "officer", "accountant", "estimateAtSender", "moisture", "scaleDifference",
    "partlyUnloaded", "spilled", "wrongWaste", "contaminated", "packaging", "tooMuch", "notPermitted", "noCapacity", "documents", "lost", "stolen",
    "neverArrived", "applied", "refused", "expired", "plate", "legs", "declared", "draws", "isHazardous", "movedOn", "receiver", "sender", "accepted",
    "intended", "plannedPickup", "line", "code", "occurred", "residues", "lot", "id", "version", "treatments", "lots", "kind", "leg", "takenOverAt",
    "children", "corrections", "signatures", "state", "updatedAt", "drafted", "receipt", "arrivedAt", "issued", "arrived", "decidedAt", "decided",
    "collected", "validFrom", "role", "membership", "nameEnglish", "nameLocal", "openedOn", "standing", "country", "profiles", "registrationNumber",
    "status", "address", "attributes", "employees", "employeesWomen", "isic", "learnedAt", "province", "sizeClass", "position", "latitude",
    "longitude", "account", "compartment", "material", "discrepancy", "remark", "validUntil", "allowsTransport", "confidence", "issuedBy", "source",
    "wastes", "refusal", "refusedNote", "parent", "from", "to", "lotMoved", "yearlyCapacity", "permit", "zone", "linked", "cancelled", "stored",
    "leftStorage", "handedOver", "approvedBy", "expiresAt", "field", "new", "old", "proposedAt", "proposedBy", "reason", "waitingFor", "by",
    "correctionApproved", "isLast", "correctionProposed", "outcome", "proposal", "replaces", "mandate", "before", "reportedAt", "reportedBy",
    "isFound", "place", "act", "delegate", "grantor", "scope", "loss", "lossReported", "decision", "correction", "device", "delegation",
    "lossDecided", "refusedBy", "storage", "correctionRefused", "carrierChanged",
    // Permits at signing.
    "gates", "findings", "topic", "day", "year", "treatment", "limit", "used", "load", "isSure", "dates", "acceptance",
    // Sales to buyers without licence.
    "buyer", "sold", "sell", "name", "phone", "scrapDealer", "kiln", "farm", "pagoda", "household",
    // Standing arrangements.
    "arrangement", "arranged", "terms", "yearlyAmount", "proposed", "agreed", "declined", "ended", "propose", "agree", "decline", "end",
    // Loads that had no digital note.
    "trail", "origin", "recorder", "photos", "recordedAt", "receivedAt", "collectedAt", "daysLate", "isSenderKnown", "confirmBy", "paper",
    "unannounced", "recorded", "confirmed", "disputed", "record", "confirm", "dispute", "confirmWithinDays", "outage",
    // Letters to firms, and those who claim them.
    "invitation", "claim", "madeAt", "answeredAt", "open", "void", "approved",
    // Firms entered twice, and sites that change hands.
    "merger", "into", "first", "second", "owners", "until", "ownerChanged", "english", "local", "words", "places", "district", "commune", "reasons",
    "score",
    // Collection rounds.
    "round", "stops", "skipped", "stopMade", "stopSkipped", "shares", "plan", "planned", "weighing", "verdict", "weight",
    // Firms entered at a stop, codes given anew, containers of one size.
    "stopEntry", "answer", "codesRenewed", "codeRenewed", "container",
    // Returns.
    "siteReturn", "head", "period", "due", "dataSet", "dataSetVersion", "answers", "fields", "value", "figure", "whole", "typed", "notes", "last", "sums",
    "isConfirmed", "nothing", "unknown", "destination", "begun", "saved", "stepped", "begin", "submit", "sendBack", "approve", "reopen", "filings", "acts",
    "isTypedFor", "isApproved", "removed", "invoiced", "metered", "counted", "comment", "factoryMonthly", "m3", "kWh", "L", "piece",
    // Questions about wastes.
    "inquiry", "ruling", "askedAt", "ruledAt", "ruledBy", "process", "product", "subject", "detail", "photo", "path",
    // Reminders of returns.
    "reminded", "owed",
    // What returns book.
    "returnBooked", "filing", "facts", "flows", "amount", "rule", "known", "booked", "stated", "uncoded", "coded", "uncodedLot", "flow", "stock", "left",
])
