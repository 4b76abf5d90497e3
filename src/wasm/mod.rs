//! WebAssembly bindings, one wasm file each: [`inference`] for pages that tag, [`trace`] for the page
//! that explains a probability, [`training`] and [`sheets`] for the page that trains.

#[cfg(not(any(feature = "trace", feature = "sheets")))]
mod inference;
#[cfg(feature = "sheets")]
mod sheets;
#[cfg(all(feature = "trace", not(feature = "train")))]
mod trace;
#[cfg(feature = "train")]
mod training;
