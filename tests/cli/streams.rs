//! Order, files, pipes and exit codes.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::program::{run, tag, themelight, toy_model};

/// Returns lines of very different length, so that threads finish out of order.
fn archive(lines: usize) -> String {
    let mut archive = String::new();
    for i in 0..lines {
        let text = "Kỷ luật cán bộ. ".repeat(if i % 97 == 0 { 400 } else { i % 7 });
        writeln!(archive, r#"{{"id": {i}, "text": "{text}"}}"#).unwrap();
    }
    archive
}

#[test]
fn the_output_does_not_depend_on_the_number_of_threads() {
    let archive = archive(20_000);
    assert!(archive.len() > 3 << 20, "expected several chunks");
    let sequential = tag(&["--jobs", "1"], &archive);
    let ids: Vec<_> = sequential.json().iter().map(|line| line["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..20_000).collect::<Vec<_>>());
    for jobs in ["2", "7"] {
        assert!(
            tag(&["--jobs", jobs], &archive).out == sequential.out,
            "expected the output of one thread, found another with {jobs}"
        );
    }
}

#[test]
fn files_are_read_in_order_and_a_dash_is_standard_input() {
    let dir = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (a, b) =
        (file("a", "{\"id\": \"a\", \"text\": \"\"}"), file("b", "{\"id\": \"b\", \"text\": 1}\n"));
    let ran = tag(&[&b, "-", &a], "{\"id\": \"c\", \"text\": \"\"}\n{");
    assert_eq!(
        ran.json().iter().map(|l| l["id"].clone()).collect::<Vec<_>>(),
        ["b".into(), "c".into(), serde_json::Value::Null, "a".into()]
    );
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains(&format!("{b}:1: field `text`")) && ran.err.contains("stdin:2: "),
        "{}",
        ran.err
    );
}

#[test]
fn a_missing_file_is_an_error_before_anything_is_written() {
    let dir = tempfile::tempdir().unwrap();
    for path in [dir.path().join("none.jsonl"), dir.path().to_owned()] {
        let path = path.to_str().unwrap();
        let ran = tag(&["-", path], "{\"text\": \"x\"}\n");
        assert_eq!((ran.code, &*ran.out), (Some(2), ""));
        assert!(ran.err.starts_with(&format!("error: {path}: ")), "{}", ran.err);
    }
}

#[test]
fn a_line_is_tagged_as_soon_as_it_arrives() {
    let mut child = themelight()
        .args(["tag", "--text", "--model"])
        .arg(toy_model())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, mut out) =
        (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for number in 1..=3 {
        stdin.write_all("Kỷ luật\n".as_bytes()).unwrap();
        let mut line = String::new();
        out.read_line(&mut line).unwrap(); // blocks if the output waits for more input
        assert!(line.starts_with(&format!("{{\"id\":{number},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_output_ends_the_program_while_the_input_is_open() {
    let mut child = themelight()
        .args(["tag", "--text", "--model"])
        .arg(toy_model())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, mut out) =
        (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    stdin.write_all(b"a\n").unwrap();
    out.read_line(&mut String::new()).unwrap();
    drop(out);
    // Standard input stays open. Between fork and exec a child of another test may hold the output
    // pipe open, so one line is not always enough.
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed().as_millis() % 500 < 5 {
            let _ = stdin.write_all(b"b\n");
        }
        if start.elapsed() > Duration::from_secs(30) {
            child.kill().unwrap();
            panic!("still running 30 s after its output was closed");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((status.code(), &*err), (Some(0), ""));
}

#[test]
fn pipes_get_no_progress_bar() {
    // Without --split, long texts are warned of.
    let ran = tag(&["--split"], archive(2000));
    assert_eq!((ran.code, ran.out.lines().count(), &*ran.err), (Some(0), 2000, ""));
}

#[test]
fn help_has_examples_and_wrong_arguments_exit_with_2() {
    let help = run(&["--help"], b"");
    assert_eq!(help.code, Some(0));
    for word in
        ["Examples:", "Exit codes:", "tag", "annotate", "train", "bag", "evaluate", "inspect"]
    {
        assert!(help.out.contains(word), "{word} is missing:\n{}", help.out);
    }
    for command in ["tag", "annotate", "completions", "man", "train", "bag", "evaluate", "inspect"]
    {
        let help = run(&[command, "--help"], b"");
        assert!(help.code == Some(0) && help.out.contains("Usage: themelight"), "{}", help.out);
    }
    let version = run(&["--version"], b"");
    assert_eq!(
        (version.code, version.out.trim()),
        (Some(0), concat!("themelight ", env!("CARGO_PKG_VERSION")))
    );
    for args in [&[][..], &["tga"], &["tag", "--jobs", "0"], &["tag", "--jobs", "x"], &["evaluate"]]
    {
        let ran = run(args, b"");
        assert_eq!((ran.code, &*ran.out), (Some(2), ""), "{args:?}");
        assert!(ran.err.contains("Usage:") || ran.err.contains("--help"), "{args:?}: {}", ran.err);
    }
}
