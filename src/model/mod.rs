//! The model: what it holds ([`linear`]), how weights become bytes ([`quantize`]), the file ([`mod@format`]).

mod bytes;
pub mod format;
pub mod linear;
pub mod quantize;

pub use linear::{Calibration, Color, Label, Model};
