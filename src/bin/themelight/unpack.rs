//! `themelight unpack`: writes the parts of a model pack as files.

use std::path::PathBuf;

use crate::error::CliError;
use crate::printable::printable;
use crate::{Outcome, model, output};

/// Write the model and the header of a pack as two files: NAME.model and NAME.json.
#[derive(clap::Args)]
#[command(after_long_help = "\
Example:
  themelight unpack sport.themelight --out folder

Exit codes: 0 written, 2 not written: the message says what is wrong with the pack.")]
pub struct Args {
    /// The pack.
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// Output folder; created if it does not exist.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub fn run(args: &Args) -> Result<Outcome, CliError> {
    let loaded = model::load_file(&args.pack)?;
    let Some(header) = loaded.header else {
        let pack = args.pack.display();
        let message = "expected a pack, found a model; there is nothing to unpack";
        return Err(CliError::Invalid(format!("{pack}: {message}")));
    };
    std::fs::create_dir_all(&args.out).map_err(|e| CliError::write(&args.out, e))?;
    let path = |extension: &str| {
        let mut name = args.pack.file_stem().unwrap_or_default().to_owned();
        name.push(extension);
        args.out.join(name)
    };
    let (model, json) = (path(".model"), path(".json"));
    output::write_files(&[
        (model.clone(), &loaded.bytes),
        (json.clone(), output::json(&header).as_bytes()),
    ])?;
    let [model, json] = [model, json].map(|path| path.display().to_string());
    output::print(format!("Wrote {} and {}.\n", printable(&model), printable(&json)))?;
    Ok(Outcome::Complete)
}
