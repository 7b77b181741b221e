// SPDX-License-Identifier: Apache-2.0

import Markup

/// Our own drawings, 24 by 24, drawn with a stroke in the colour of the text beside them. They repeat words and are
/// never the only sign, so screen readers pass them over.
enum Icon: String, CaseIterable, Part {
    // Places
    case today, notes, month, more, home, chart, map, factory, truck, box, book, people, award, search, settings, bell, park
    // Acts
    case plus, pencil, download, upload, print, camera, close, signOut, arrowLeft, arrowRight, chevronDown, sort, sortUp, sortDown, link
    // States
    case circle, check, checkFilled, clock, warning, stop, info, hazard, lock
    // Things
    case file, scale, flask, leaf, drop, fire, recycle, bolt, calendar, person, globe, qr, coin

    var html: HTML {
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">\(drawing)</svg>"
    }

    private var drawing: HTML {
        switch self {
        case .today: "<path d=\"M4 6h16M4 12h9M4 18h6\"/><path d=\"m15 17 2.5 2.5L22 14\"/>"
        case .notes: "<path d=\"M6 3h9l4 4v14H6z\"/><path d=\"M14 3v5h5M9 13h7M9 17h5\"/>"
        case .month, .calendar: "<rect x=\"4\" y=\"5\" width=\"16\" height=\"16\" rx=\"2\"/><path d=\"M4 10h16M8 3v4M16 3v4\"/>"
        case .more: "<circle cx=\"5\" cy=\"12\" r=\"1.4\"/><circle cx=\"12\" cy=\"12\" r=\"1.4\"/><circle cx=\"19\" cy=\"12\" r=\"1.4\"/>"
        case .home: "<path d=\"m3 11 9-7 9 7\"/><path d=\"M6 9.5V20h12V9.5M10 20v-6h4v6\"/>"
        case .chart: "<path d=\"M4 4v16h16\"/><path d=\"m7 15 4-5 3 3 5-7\"/>"
        case .map: "<path d=\"m4 6 5-2 6 2 5-2v14l-5 2-6-2-5 2z\"/><path d=\"M9 4v14M15 6v14\"/>"
        case .factory: "<path d=\"M3 21V10l6 4v-4l6 4V4h4l2 17z\"/><path d=\"M8 17h.01M12 17h.01M16 17h.01\"/>"
        case .truck: "<path d=\"M2 6h12v11H2zM14 10h4l4 4v3h-8\"/><circle cx=\"7\" cy=\"18\" r=\"2\"/><circle cx=\"18\" cy=\"18\" r=\"2\"/>"
        case .box: "<path d=\"m12 3 8 4.5v9L12 21l-8-4.5v-9z\"/><path d=\"m4 7.5 8 4.5 8-4.5M12 12v9\"/>"
        case .book: "<path d=\"M12 6c-2-2-5-2-8-2v14c3 0 6 0 8 2 2-2 5-2 8-2V4c-3 0-6 0-8 2z\"/><path d=\"M12 6v14\"/>"
        case .people: "<circle cx=\"9\" cy=\"8\" r=\"3.5\"/><path d=\"M3 20c0-4 2.5-6 6-6s6 2 6 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3 2.6 3 5.5\"/>"
        case .award: "<circle cx=\"12\" cy=\"9\" r=\"6\"/><path d=\"m8.5 14-1.5 7 5-2.5 5 2.5-1.5-7\"/>"
        case .search: "<circle cx=\"10.5\" cy=\"10.5\" r=\"6.5\"/><path d=\"m15.5 15.5 5 5\"/>"
        case .settings: "<path d=\"M4 7h9M17 7h3M4 17h3M11 17h9\"/><circle cx=\"15\" cy=\"7\" r=\"2\"/><circle cx=\"9\" cy=\"17\" r=\"2\"/>"
        case .bell: "<path d=\"M6 16v-5a6 6 0 0 1 12 0v5l2 2H4zM10 21h4\"/>"
        case .park: "<path d=\"M3 21h18M5 21V11l5-3v13M10 12h6v9M19 21v-5\"/><circle cx=\"19\" cy=\"13\" r=\"3\"/>"
        case .plus: "<path d=\"M12 5v14M5 12h14\"/>"
        case .pencil: "<path d=\"M4 20v-4L16 4l4 4L8 20zM13.5 6.5l4 4\"/>"
        case .download: "<path d=\"M12 4v11M7 11l5 5 5-5M4 20h16\"/>"
        case .upload: "<path d=\"M12 16V5M7 9l5-5 5 5M4 20h16\"/>"
        case .print: "<path d=\"M7 9V3h10v6M7 17H4V9h16v8h-3\"/><path d=\"M7 14h10v7H7z\"/>"
        case .camera: "<path d=\"M3 8h4l2-3h6l2 3h4v12H3z\"/><circle cx=\"12\" cy=\"13.5\" r=\"3.5\"/>"
        case .close: "<path d=\"M6 6l12 12M18 6 6 18\"/>"
        case .signOut: "<path d=\"M14 4H5v16h9M10 12h11M17 8l4 4-4 4\"/>"
        case .arrowLeft: "<path d=\"M20 12H4M10 6l-6 6 6 6\"/>"
        case .arrowRight: "<path d=\"M4 12h16M14 6l6 6-6 6\"/>"
        case .chevronDown: "<path d=\"m6 9 6 6 6-6\"/>"
        case .sort: "<path d=\"m8 10 4-4 4 4M8 14l4 4 4-4\"/>"
        case .sortUp: "<path d=\"M12 19V5M6 11l6-6 6 6\"/>"
        case .sortDown: "<path d=\"M12 5v14M6 13l6 6 6-6\"/>"
        case .link: "<path d=\"M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1\"/>"
        case .circle: "<circle cx=\"12\" cy=\"12\" r=\"8\"/>"
        case .check: "<path d=\"m4.5 12.5 5 5 10-11\"/>"
        case .checkFilled: "<circle class=\"solid\" cx=\"12\" cy=\"12\" r=\"10\"/><path class=\"cut\" d=\"m7 12.5 3.5 3.5L17 9\"/>"
        case .clock: "<circle cx=\"12\" cy=\"12\" r=\"8.5\"/><path d=\"M12 7v5.5l3.5 2\"/>"
        case .warning: "<path d=\"M12 4 2.5 20h19zM12 10v5M12 17.6v.1\"/>"
        case .stop: "<path d=\"M8 3h8l5 5v8l-5 5H8l-5-5V8zM12 7.5v5.5M12 16.3v.1\"/>"
        case .info: "<circle cx=\"12\" cy=\"12\" r=\"8.5\"/><path d=\"M12 11v5.5M12 7.6v.1\"/>"
        case .hazard: "<path d=\"m12 2.5 9.5 9.5-9.5 9.5L2.5 12zM12 7.5V13M12 16.2v.1\"/>"
        case .lock: "<rect x=\"5\" y=\"11\" width=\"14\" height=\"10\" rx=\"2\"/><path d=\"M8 11V8a4 4 0 0 1 8 0v3\"/>"
        case .file: "<path d=\"M6 3h8l4 4v14H6zM14 3v4h4\"/>"
        case .scale: "<path d=\"M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z\"/>"
        case .flask: "<path d=\"M9 3h6M10 3v6L4.5 19a1.4 1.4 0 0 0 1.3 2h12.4a1.4 1.4 0 0 0 1.3-2L14 9V3M7.5 15h9\"/>"
        case .leaf: "<path d=\"M5 20C4 11 9 5 20 4c0 11-5 16-13 15M5 20c2-5 5-8 9-10\"/>"
        case .drop: "<path d=\"M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z\"/>"
        case .fire: "<path d=\"M12 21a6.5 6.5 0 0 1-6.5-6.5C5.5 11 8 9.5 8.5 6c2 1 3 2.5 3 4.5C13 9 13.5 6 12.5 3c4 2 6 6.5 6 11.5A6.5 6.5 0 0 1 12 21z\"/>"
        case .recycle: "<path d=\"M8 8l3.3-4.8h1.4L17 10M14 10h3.5V6.5M19 13l2 4-1 2h-7M15.5 16.5 13 19l2.5 2.5M9.5 19H4l-1-2 3.5-6M3.5 11.5 7 10.5l1 3.5\"/>"
        case .bolt: "<path d=\"M13 2 4 14h7l-1 8 10-13h-7z\"/>"
        case .person: "<circle cx=\"12\" cy=\"8\" r=\"4\"/><path d=\"M4 21c0-5 3-7.5 8-7.5s8 2.5 8 7.5\"/>"
        case .globe: "<circle cx=\"12\" cy=\"12\" r=\"8.5\"/><path d=\"M3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17z\"/>"
        case .qr: "<path d=\"M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h3v3M20 14v6h-6\"/>"
        case .coin: "<circle cx=\"12\" cy=\"12\" r=\"8.5\"/><path d=\"M15 9c-.5-1-1.5-1.5-3-1.5-4 0-4 4 0 4.5s4 4.5 0 4.5c-1.5 0-2.5-.5-3-1.5M12 6v12\"/>"
        }
    }
}
