//! Archives: formats in and out, outputs in files, interrupted runs.

mod bad_rows;
pub mod data;
mod fields;
mod formats;
mod outputs;
mod resume;
mod stats;
