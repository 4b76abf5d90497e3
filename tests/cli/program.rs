//! Runs the program and collects its output.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

pub fn themelight() -> Command {
    Command::new(env!("CARGO_BIN_EXE_themelight"))
}

pub fn toy_model() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "golden", "toy.model"].iter().collect()
}

pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Parses each line of the output as JSON.
    pub fn json(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
            .collect()
    }
}

/// Runs the program with these arguments and this standard input.
pub fn run(args: &[&str], input: &[u8]) -> Ran {
    let mut child = themelight()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // Ignores errors: the program may end before it has read its input.
    let writer = thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("writing does not panic");
    Ran {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

/// Runs `tag` with the toy model.
pub fn tag(args: &[&str], input: impl AsRef<[u8]>) -> Ran {
    let model = toy_model();
    let model = model.to_str().expect("the path is UTF-8");
    run(&[&["tag", "--model", model], args].concat(), input.as_ref())
}
