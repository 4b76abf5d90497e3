//! `themelight annotate`: writes tags into pages.

use std::fs;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use themelight::Classifier;
use themelight::archive::{Annotator, integrity};

use crate::error::CliError;
use crate::thresholds::Thresholds;
use crate::{Outcome, model, output, parallel, progress};

/// Write tags into HTML pages, so that readers load neither wasm nor model.
///
/// Finds the article of each page as the embed does, tags its paragraphs, and writes the results as
/// attributes: `data-themelight` with the themes of a paragraph, and others that the embed reads.
/// Every other byte of the page stays. Run it after any static site generator.
///
/// Annotating a page again changes nothing; a page that has changed gets its tags anew, and one that
/// has not is skipped. The embed marks an annotated page from the attributes; it loads wasm and
/// model for paragraphs that are not annotated, or whose text has changed.
///
/// What a browser knows and the markup does not say, such as style sheets, is not considered: mark
/// the element of the article with `data-themelight-root` if other text is taken for it.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  themelight annotate page.html > annotated.html
  themelight annotate --in-place public/          a folder of pages, such as Hugo's output
  themelight annotate --out annotated/ public/    writes the pages to another folder

Exit codes: 0 all pages done, 1 some pages could not be read, 2 not done.")]
pub struct Args {
    /// Model file [default: the built-in model of Vietnamese public-life news].
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    #[command(flatten)]
    thresholds: Thresholds,
    /// Folder for the annotated pages, with the paths that they have below the named folders.
    #[arg(short, long, value_name = "DIR", conflicts_with = "in_place")]
    out: Option<PathBuf>,
    /// Replace the pages.
    #[arg(long)]
    in_place: bool,
    /// Number of threads; does not affect the output [default: number of processors].
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Pages, and folders of pages (.html, .htm).
    #[arg(value_name = "PAGE", required = true)]
    pages: Vec<PathBuf>,
}

/// A page to annotate.
struct Page {
    path: PathBuf,
    /// The path below the folder that was named.
    relative: PathBuf,
}

/// What became of a page.
enum Done {
    /// The source, or `None` if it is annotated already; the numbers of paragraphs and of those with
    /// themes.
    Page {
        page: Page,
        source: Option<String>,
        paragraphs: usize,
        tagged: usize,
    },
    Failed(CliError),
}

pub fn run(args: Args) -> Result<Outcome, CliError> {
    let pages = pages(&args.pages)?;
    let stream = args.out.is_none() && !args.in_place;
    if stream && (pages.len() != 1 || args.pages[0].is_dir()) {
        return Err(CliError::Invalid(format!(
            "expected one page for standard output, found {}; use --in-place or --out DIR",
            pages.len()
        )));
    }
    let model::Loaded { mut model, bytes, .. } = model::load_with_bytes(args.model.as_deref())?;
    args.thresholds.apply(&mut model)?;
    let annotator = Arc::new(Annotator::new(Classifier::new(model), &integrity(&bytes)));
    let bar = progress::pages(pages.len(), stream);
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok());
    let out = args.out.clone();
    let done = parallel::ordered(jobs.map_or(1, NonZero::get), pages.into_iter(), move || {
        let (annotator, out) = (annotator.clone(), out.clone());
        move |page: Page| annotate(page, &annotator, out.as_deref()).unwrap_or_else(Done::Failed)
    });

    let mut counts = Counts::default();
    let mut outcome = Outcome::Complete;
    for done in done {
        bar.inc(1);
        match done {
            Done::Failed(error) => {
                outcome = Outcome::Partial;
                bar.suspend(|| output::error(&error.message()));
            }
            Done::Page { page, source, paragraphs, tagged } => {
                counts.add(source.is_none(), paragraphs, tagged);
                if let Some(source) = source {
                    write(&page, &source, &args)?;
                }
            }
        }
    }
    bar.finish_and_clear();
    if !stream {
        output::print(counts.message())?;
    }
    Ok(outcome)
}

#[derive(Default)]
struct Counts {
    annotated: usize,
    current: usize,
    without: usize,
    paragraphs: usize,
    tagged: usize,
}

impl Counts {
    fn add(&mut self, current: bool, paragraphs: usize, tagged: usize) {
        match (current, paragraphs) {
            (true, _) => self.current += 1,
            (false, 0) => self.without += 1,
            (false, _) => self.annotated += 1,
        }
        self.paragraphs += paragraphs;
        self.tagged += tagged;
    }

    fn message(&self) -> String {
        let Self { annotated, current, without, paragraphs, tagged } = self;
        format!(
            "{annotated} pages annotated: {paragraphs} paragraphs, {tagged} with themes; \
             {current} unchanged; {without} without an article\n"
        )
    }
}

fn annotate(page: Page, annotator: &Annotator, out: Option<&Path>) -> Result<Done, CliError> {
    let source = read(&page.path)?;
    let (paragraphs, tagged) = (0, 0);
    let current = match out {
        // The output of an earlier run is complete if it is annotated and equal otherwise.
        Some(out) => {
            let target = out.join(&page.relative);
            let before = if target.exists() { read(&target).ok() } else { None };
            before.is_some_and(|before| annotator.is_current_for(&before, &source))
        }
        None => annotator.is_current(&source),
    };
    if current {
        return Ok(Done::Page { page, source: None, paragraphs, tagged });
    }
    let annotated = annotator.annotate(&source);
    Ok(Done::Page {
        page,
        source: Some(annotated.source),
        paragraphs: annotated.paragraphs,
        tagged: annotated.tagged,
    })
}

fn read(path: &Path) -> Result<String, CliError> {
    let bytes = fs::read(path).map_err(|error| CliError::read(path, error))?;
    themelight::jsonl::utf8(&bytes)
        .map(str::to_owned)
        .map_err(|error| CliError::Invalid(format!("{}: {error}", path.display())))
}

fn write(page: &Page, source: &str, args: &Args) -> Result<(), CliError> {
    let path = match &args.out {
        None if !args.in_place => {
            output::print(source)?;
            return Ok(());
        }
        None => page.path.clone(),
        Some(out) => out.join(&page.relative),
    };
    // A page without an article stays as it is.
    if args.in_place && fs::read(&path).is_ok_and(|before| before == source.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| CliError::write(folder, error))?;
    }
    let permissions = fs::metadata(&page.path).map(|metadata| metadata.permissions());
    output::write_files(&[(path.clone(), source.as_bytes())])?;
    permissions
        .and_then(|permissions| fs::set_permissions(&path, permissions))
        .map_err(|error| CliError::write(&path, error))
}

/// Returns the pages of paths in order; of a folder, the pages below it, sorted by path.
fn pages(paths: &[PathBuf]) -> Result<Vec<Page>, CliError> {
    let mut pages = Vec::new();
    for path in paths {
        let metadata = path.metadata().map_err(|error| CliError::read(path, error))?;
        if metadata.is_dir() {
            let before = pages.len();
            add_folder(path, Path::new(""), &mut pages)
                .map_err(|error| CliError::read(path, error))?;
            if pages.len() == before {
                let message = "expected pages (.html, .htm) in this folder, found none";
                return Err(CliError::Invalid(format!("{}: {message}", path.display())));
            }
        } else {
            let relative = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            pages.push(Page { path: path.clone(), relative });
        }
    }
    Ok(pages)
}

/// Adds the pages below a folder. Links to folders are not followed.
fn add_folder(folder: &Path, relative: &Path, pages: &mut Vec<Page>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, relative) = (entry.path(), relative.join(entry.file_name()));
        let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
        if entry.file_type()?.is_dir() {
            add_folder(&path, &relative, pages)?;
        } else if (extension == "html" || extension == "htm") && path.is_file() {
            pages.push(Page { path, relative });
        }
    }
    Ok(())
}
