//! The model: what it holds ([`linear`]), how weights become bytes ([`quantize`]), the file ([`mod@format`]),
//! which texts it may carry ([`name`]).

mod bytes;
pub mod format;
pub mod linear;
pub mod name;
pub mod quantize;

pub use linear::{Calibration, Color, Label, Model};
