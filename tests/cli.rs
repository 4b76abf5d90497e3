//! Runs the command line program and checks its output and exit code.

#[path = "common/toy.rs"]
mod toy;

#[path = "cli"]
mod cli {
    mod annotate;
    mod archive;
    mod bad_input;
    mod evaluate;
    mod guide;
    mod models;
    mod pack;
    mod program;
    mod report;
    mod streams;
    mod tag;
    mod terminal;
    mod train;
}
