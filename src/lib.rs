#![deny(unsafe_code)]

pub mod classifier;
pub mod error;
pub mod features;
pub mod model;
pub mod text;
#[cfg(feature = "train")]
pub mod train;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use error::Error;
