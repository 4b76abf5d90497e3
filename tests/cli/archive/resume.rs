//! Interrupted runs.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use parquet::basic::Compression;

use super::super::program::{run, tag, themelight, toy_model};
use super::data::{Folder, csv, files, gzip, jsonl, parquet, rows};

/// A small generator of pseudo-random numbers (Knuth's MMIX constants), so that failures repeat.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn start(args: &[&str]) -> Child {
    themelight()
        .args(["tag", "--model"])
        .arg(toy_model())
        .args(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Returns the number of lines in the journals below a folder: complete groups and inputs.
fn progress(folder: &Path) -> usize {
    let mut lines = 0;
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            lines += progress(&path);
        } else if path.extension().is_some_and(|extension| extension == "jsonl") {
            lines += fs::read_to_string(path).unwrap_or_default().lines().count();
        }
    }
    lines
}

/// Runs until it is complete, killing the process again and again, each time after some progress.
/// Returns the number of kills.
fn run_with_kills(args: &[&str], folder: &Path, random: &mut Random) -> usize {
    let mut kills = 0;
    loop {
        let mut child = start(args);
        let goal = progress(folder) + 1 + random.below(3) as usize;
        // A few checks more, so that the kill comes at any point of a group.
        let mut checks = random.below(40);
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break Some(status);
            }
            if progress(folder) >= goal {
                if checks == 0 {
                    break None;
                }
                checks -= 1;
            }
        };
        match status {
            Some(status) => {
                assert_eq!(status.code(), Some(1), "the bad row of an earlier run counts");
                return kills;
            }
            None => {
                child.kill().unwrap();
                child.wait().unwrap();
                kills += 1;
            }
        }
    }
}

#[test]
fn killed_runs_end_with_the_bytes_of_an_undisturbed_one() {
    let folder = Folder::new();
    let rows = rows(12_000);
    let mut lines = jsonl(&rows[..3000]);
    lines.extend_from_slice(b"{bad}\n");
    folder.file("in/a.parquet", parquet(&rows, 400, Compression::SNAPPY));
    folder.file("in/b.jsonl.gz", gzip(&lines));
    folder.file("in/c.csv", csv(&rows[..2000], b','));
    let input = folder.arg("in");
    let mut random = Random(1);
    for (whole, killed) in
        [("whole/", "killed/"), ("whole.csv", "killed.csv"), ("whole.parquet", "killed.parquet")]
    {
        let (to, jobs) = ("--keep=date", ["1", "2"][random.below(2) as usize]);
        let args = |out| ["--jobs", jobs, to, "-o", out, &*input].map(str::to_owned);
        let (whole_path, killed_path) = (folder.path(whole), folder.path(killed));
        let out = folder.arg(whole);
        let ran = tag(&args(&out).each_ref().map(String::as_str), "");
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        let out = folder.arg(killed);
        let part = if killed.ends_with('/') {
            killed_path.clone()
        } else {
            folder.path(&format!("{killed}.part"))
        };
        let kills = run_with_kills(&args(&out).each_ref().map(String::as_str), &part, &mut random);
        assert!(kills >= 2, "{killed}: {kills} kills");
        if killed.ends_with('/') {
            let relative = |root: &Path| -> Vec<(PathBuf, Vec<u8>)> {
                let files = files(root).into_iter();
                files
                    .map(|(path, bytes)| (path.strip_prefix(root).unwrap().to_owned(), bytes))
                    .collect()
            };
            let (whole, killed) = (relative(&whole_path), relative(&killed_path));
            let names =
                |files: &[(PathBuf, _)]| files.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
            assert_eq!(names(&whole), names(&killed));
            for (whole, killed) in whole.iter().zip(&killed) {
                assert!(whole == killed, "{} differs", whole.0.display());
            }
        } else {
            assert!(fs::read(&whole_path).unwrap() == fs::read(&killed_path).unwrap(), "{killed}");
            assert!(!part.exists(), "{killed}");
        }
    }
}

/// Starts a run over a pipe that ends in the middle of the second group, and stops it by a signal
/// once the first group is complete. Then the lines are in a file of that name.
#[cfg(unix)]
fn interrupt(folder: &Folder, out: &str, signal: &str) {
    use std::os::unix::process::ExitStatusExt;
    let (pipe, lines) = (folder.path("in.jsonl"), jsonl(&rows(ROWS)));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut child = start(&["--jobs", "1", "-o", out, pipe.to_str().unwrap()]);
    let mut writer = fs::File::options().write(true).open(&pipe).unwrap();
    writer.write_all(&lines).unwrap();
    let part = PathBuf::from(format!("{out}.part"));
    while progress(&part) < 2 {
        assert_eq!(child.try_wait().unwrap(), None, "the run ended before its input");
    }
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
    let status = child.wait().unwrap();
    drop(writer);
    // A shell reports the signal as 128 and its number: 130 for Ctrl-C.
    assert_eq!(status.signal(), Some(if signal == "INT" { 2 } else { 9 }));
    assert!(!Path::new(out).exists());
    fs::remove_file(&pipe).unwrap();
    fs::write(&pipe, lines).unwrap();
}

/// Rows of one group and a part of the next one.
#[cfg(unix)]
const ROWS: usize = 130_000;

#[cfg(unix)]
#[test]
fn ctrl_c_loses_the_open_group_only() {
    for signal in ["INT", "KILL"] {
        let folder = Folder::new();
        let out = folder.arg("tags.jsonl");
        interrupt(&folder, &out, signal);
        let part = folder.path("tags.jsonl.part");
        let segments = files(&part);
        let segments =
            segments.iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "segment"));
        assert_eq!(segments.count(), 1, "{signal}");
        let input = folder.arg("in.jsonl");
        let whole = folder.arg("whole.jsonl");
        assert_eq!(tag(&["-o", &whole, &input], "").code, Some(0));
        let whole = fs::read_to_string(whole).unwrap();
        // A complete segment is taken as it is: a mark in it is in the output.
        let marked = whole.replacen("\"r0\"", "\"rM\"", 1);
        let segment = part.join("000000.segment");
        let first = fs::read_to_string(&segment).unwrap();
        assert_eq!(first.lines().count(), 100_000, "{signal}");
        fs::write(&segment, first.replacen("\"r0\"", "\"rM\"", 1)).unwrap();
        assert_eq!(tag(&["-o", &out, &input], "").code, Some(0), "{signal}");
        assert!(fs::read_to_string(&out).unwrap() == marked, "{signal}");
        assert!(!part.exists(), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn a_run_is_not_continued_with_another_input() {
    let folder = Folder::new();
    let out = folder.arg("tags.csv");
    interrupt(&folder, &out, "INT");
    let other = folder.file("other.jsonl", jsonl(&rows(5)));
    let ran = tag(&["-o", &out, &other], "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("which is not an input now, or has changed; remove"), "{}", ran.err);
    fs::remove_dir_all(folder.path("tags.csv.part")).unwrap();
    assert_eq!(tag(&["-o", &out, &other], "").code, Some(0));
}

/// Limits the size of files, so that writing fails in the middle as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_leaves_no_half_file() {
    let folder = Folder::new();
    let rows = rows(9000);
    let input = folder.file("in.parquet", parquet(&rows, 3000, Compression::SNAPPY));
    for name in ["tags.jsonl", "tags.parquet"] {
        let out = folder.arg(name);
        // Without the trap the signal SIGXFSZ would end the process.
        let script = "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"";
        let limit = if name == "tags.jsonl" { "400" } else { "20" };
        let program = themelight();
        let mut command = Command::new("sh");
        command.args(["-c", script, "sh", limit]).arg(program.get_program());
        command.args(["tag", "--keep", "text,date", "--model"]).arg(toy_model());
        let output = command.args(["-o", &out, &input]).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {error}");
        assert!(error.contains("cannot be written: "), "{name}: {error}");
        assert!(!folder.path(name).exists(), "{name}");
        let part = folder.path(&format!("{name}.part"));
        for left in ["open", "joined"] {
            assert!(!part.join(left).exists(), "{name}: {left}");
        }
        // With space again, the same command completes the file.
        let ran = tag(&["--keep", "text,date", "-o", &out, &input], "");
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{name}");
        let whole = folder.arg(&format!("whole.{name}"));
        assert_eq!(tag(&["--keep", "text,date", "-o", &whole, &input], "").code, Some(0));
        assert!(fs::read(out).unwrap() == fs::read(whole).unwrap(), "{name}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let ran = tag(&["-o", "/dev/full"], "{\"text\": \"x\"}\n");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("/dev/full: cannot be written: No space left"), "{}", ran.err);
    assert_eq!(tag(&["-o", "/dev/null"], "{\"text\": \"x\"}\n").code, Some(0));
    for device in ["/dev/full", "/dev/null"] {
        assert!(fs::metadata(device).unwrap().file_type().is_char_device());
    }
    let ran = run(&["tag", "-o", "/dev/stdout"], b"{\"text\": \"x\"}\n");
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 1));
}
