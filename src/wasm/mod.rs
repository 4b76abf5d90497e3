//! WebAssembly bindings.

mod inference;
