//! Where the outputs are written, and what a failed write leaves.

use std::fs;
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Stdio};

#[cfg(unix)]
use super::assert_success;
use super::{Folder, labelled, names};

#[test]
fn a_failed_write_leaves_no_temporary_file() {
    let folder = Folder::new(&labelled());
    fs::create_dir(folder.path("bags")).unwrap();
    let before = folder.names();
    let ran = folder.bag("bags", &[]);
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(ran.err.starts_with(&format!("error: {}: ", folder.path("bags"))), "{}", ran.err);
    assert_eq!(folder.names(), before);
    assert_eq!(folder.bag("no/such/folder", &[]).code, Some(2));
    assert_eq!(folder.names(), before);
}

#[test]
fn no_model_is_written_if_the_report_cannot_be_written() {
    let folder = Folder::new(&labelled());
    fs::create_dir_all(folder.path("news/report.json")).unwrap();
    let ran = folder.train("news", "labelled.jsonl");
    assert_eq!((ran.code, &*ran.out), (Some(2), ""));
    assert!(
        ran.err.starts_with(&format!("error: {}: ", folder.path("news/report.json"))),
        "{}",
        ran.err
    );
    assert_eq!(names(Path::new(&folder.path("news"))), ["report.json"]);
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_written_through() {
    use std::os::unix::fs::FileTypeExt as _;
    let folder = Folder::new(&labelled());
    assert_success(&folder.bag("bags.gz", &[]));

    fs::write(folder.path("target"), "before").unwrap();
    std::os::unix::fs::symlink(folder.path("target"), folder.path("link")).unwrap();
    assert_success(&folder.bag("link", &[]));
    assert!(fs::symlink_metadata(folder.path("link")).unwrap().is_symlink());
    assert!(folder.read("target") == folder.read("bags.gz"));

    let pipe = folder.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut reader = Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    let ran = folder.bag("pipe", &[]);
    if !fs::metadata(&pipe).unwrap().file_type().is_fifo() {
        reader.kill().unwrap();
        panic!("the pipe was replaced by a file");
    }
    assert_success(&ran);
    assert!(reader.wait_with_output().unwrap().stdout == folder.read("bags.gz"));
}
