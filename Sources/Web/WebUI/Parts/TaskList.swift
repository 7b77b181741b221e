// SPDX-License-Identifier: Apache-2.0

import Markup

/// What somebody must do, most pressing first; each line: what, which, how long, one button.
struct TaskList: Part {
    struct Task: Sendable {
        var title: String
        /// Which one: number, party, amount.
        var subject: String
        /// `3 days overdue`, `due 15 Sep 2026`, `waiting since 2 Sep 2026`.
        var time: StatusChip
        var button: LinkButton?
        var href: URLPath
    }

    struct Group: Sendable {
        var title: String
        var tasks: [Task]
    }

    /// Empty groups are left out.
    var groups: [Group]
    /// Said when there is nothing to do.
    var nothing: EmptyState

    var html: HTML {
        let filled = groups.filter { !$0.tasks.isEmpty }
        if filled.isEmpty { return nothing.html }
        return HTML.map(filled) { group in
            """
            <section class="task-group"><h2>\(group.title)</h2><ul class="tasks">\(HTML.map(group.tasks) { task in
                """
                <li><div><a href="\(task.href)"><b>\(task.title)</b></a><span class="soft">\(task.subject)</span></div>\(task.time)\(task.button)</li>
                """
            })</ul></section>
            """
        }
    }
}
