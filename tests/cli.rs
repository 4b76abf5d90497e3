//! The command line, run as users run it: the built program, its streams and its exit code.

#[path = "common/toy.rs"]
mod toy;

#[path = "cli"]
mod cli {
    mod bad_input;
    mod evaluate;
    mod models;
    mod program;
    mod report;
    mod streams;
    mod tag;
    mod train;
}
