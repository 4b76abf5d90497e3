//! WebAssembly bindings, one wasm file each: [`inference`] for pages that tag, [`trace`] for the page
//! that explains a probability, [`training`] for the page that trains.

#[cfg(not(feature = "trace"))]
mod inference;
#[cfg(all(feature = "trace", not(feature = "train")))]
mod trace;
#[cfg(feature = "train")]
mod training;
