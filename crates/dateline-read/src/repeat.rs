//! Repeats inside a page: a body printed twice, a cut-off repeat, a repeated caption; and what only looks like one.
