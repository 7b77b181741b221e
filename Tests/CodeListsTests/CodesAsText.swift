// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing

// Codes written as text in a test; the test fails where the text is none.

func waste(_ text: String) throws -> WasteCodeID { try #require(WasteCodeID(text: text)) }
func treatmentCode(_ text: String) throws -> TreatmentCode { try #require(TreatmentCode(text: text)) }
func industryCode(_ text: String) throws -> IndustryCode { try #require(IndustryCode(text: text)) }
func provinceID(_ text: String) throws -> ProvinceID { try #require(ProvinceID(text: text)) }
func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }
