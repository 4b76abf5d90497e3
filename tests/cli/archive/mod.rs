//! Archives: formats in and out, outputs in files, interrupted runs.

mod bad_rows;
mod data;
mod fields;
mod formats;
mod outputs;
mod resume;
