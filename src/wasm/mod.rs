//! WebAssembly bindings: [`inference`] for pages that tag, [`training`] for the page that trains.

#[cfg(not(feature = "train"))]
mod inference;
#[cfg(feature = "train")]
mod training;
