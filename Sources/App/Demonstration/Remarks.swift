// SPDX-License-Identifier: Apache-2.0

/// What people of the country write into the free texts, in the language of the country.
enum Remarks {
    /// What whoever claims a small firm is there.
    static let owner = "ម្ចាស់"
    static let cancellations = ["រថយន្តខូច", "ប្តូរថ្ងៃដឹកជញ្ជូន", "បញ្ចូលប្រភេទសំណល់ខុស", "រោងចក្រទទួលមិនទំនេរ"]
    static let refusals = ["មានសំណល់ផ្សេងលាយឡំ", "មានសំណល់មានជាតិប្រេងលាយឡំ", "ការវេចខ្ចប់រហែក", "ប្រភេទសំណល់មិនត្រូវនឹងប័ណ្ណ"]
    static let corrections = ["អានលេខជញ្ជីងខុស", "ភ្លេចដកទម្ងន់បាឡែត", "បញ្ចូលលេខខុសមួយខ្ទង់"]
    static let knittedWear = "លិខិតអនុញ្ញាតរោងចក្រចែងថាផលិតសម្លៀកបំពាក់ប៉ាក់ក្រង"
    static let market = "ផ្សារក្បែររោងចក្រ"
    static let lostPlace = "ផ្លូវជាតិលេខ 3 ម្តុំកំពង់ត្រាច"
    static let missingPlace = "ផ្លូវជាតិលេខ 4 ម្តុំអង្គស្នួល"
    static let lossDecision = "រថយន្តក្រឡាប់ បន្ទុកធ្លាក់ចូលទឹក មិនអាចស្រង់បាន"
    static let withoutArrangement = "មានអ្នកដឹកជញ្ជូនពីរ មិនទាន់មានកិច្ចព្រមព្រៀងជាប្រចាំ"
    static let arrangementDeclined = "បរិមាណលើសសមត្ថភាពរបស់យើង"
    static let arrangementEnded = "ប្តូរទៅរោងចក្រដែលនៅជិតជាង"
    static let sheetTorn = "សន្លឹករហែកពេលបោះពុម្ព"
    static let outage = "មជ្ឈមណ្ឌលទិន្នន័យដាច់អគ្គិសនី"
    static let lineDown = "បណ្ដាញអ៊ីនធឺណិតក្នុងរាជធានីដាច់ដោយសារភ្លៀងធំ"
    static let notOurs = "ថ្ងៃនោះយើងមិនបានបញ្ចេញបន្ទុកទេ"
    static let dyeHouse = "ខាងក្រោយរោងជ្រលក់ពណ៌"
    static let treatmentPond = "អាងប្រព្រឹត្តិកម្មទឹកសំណល់"
    static let canteen = "អាងស្តុកទឹកសំណល់អាហារដ្ឋាន"
    static let boilerHouse = "រោងឡចំហាយ"
    static let aerator = "ជួសជុលម៉ាស៊ីនបញ្ចូលខ្យល់ និងបន្ថែមម៉ោងដំណើរការ"
    static let headOfUtilities = "ប្រធានផ្នែកបច្ចេកទេស"
    static let aeratorRuns = "ម៉ាស៊ីនបញ្ចូលខ្យល់ដំណើរការវិញហើយ លទ្ធផលចុងក្រោយទាបជាងដែនកំណត់"
    static let caseClosed = "បានពិនិត្យដល់ទីតាំង លទ្ធផលពីរដងបន្តបន្ទាប់គ្នាស្ថិតក្នុងដែនកំណត់"
    static let sludge = "បូមកំណកចេញពីអាងរងចាំ និងពិនិត្យបរិមាណគីមី"
    static let electricityTooLow = "អគ្គិសនីទាបជាងខែមុនពាក់កណ្ដាល ប៉ុន្តែផលិតកម្មដូចគ្នា។ សូមពិនិត្យវិក្កយបត្រម្ដងទៀត"
    static let screenCleaning = "លាងស៊ុមបោះពុម្ពលើក្រណាត់"
    static let screenPaste = "ម្សៅខាប់ពណ៌ប្រផេះ មានក្លិនទីនែរ ពីការលាងស៊ុមបោះពុម្ព"
    static let screenReason = "វាមានសារធាតុរំលាយដែលឆេះក្រោម 60 °C ដូច្នេះវាជាកាកល្បាប់ទឹកថ្នាំគ្រោះថ្នាក់"
    static let screenSource = "សន្លឹកទិន្នន័យសុវត្ថិភាពរបស់ទឹកលាង និងបញ្ជីសំណល់ 08 03 14*"
    static let boiler = "លាងឡចំហាយ"
    static let boilerScale = "ស្រទាប់រឹងពណ៌ស ចេញពីបំពង់ឡចំហាយ ប្រហែល 20 គីឡូក្រាមក្នុងមួយខែ"
    /// Why figures are unusual, by the kind of the rule that says so.
    static let unusual = [
        "expected": "យើងកែលម្អការកាត់ក្រណាត់ ដូច្នេះសល់កម្ទេចតិច", "usual": "មានការបញ្ជាទិញច្រើនជាងធម្មតា", "wasteStopped": "ទុកក្នុងឃ្លាំង នឹងបញ្ជូនខែក្រោយ",
        "silent": "ម៉ាស៊ីនភ្លើងមិនបានប្រើក្នុងខែនេះ",
    ]
    static let lessWork = "ការងារក្នុងខែនេះខុសពីធម្មតា"
    static let countedPallets = "រាប់ប៉ាឡែតឈើនៅឃ្លាំង ដោយមានរូបថត"
    static let found = "បានរកឃើញនៅចំណតរបស់អ្នកដឹកជញ្ជូន"
}
