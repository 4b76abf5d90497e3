//! Bindings for Python: the extension module `themelight._themelight` of the wheel.
//!
//! `tagger` has the class, `loaded` the models of the process, `texts` lists of strings, `columns`
//! Arrow arrays. The types of the results are named tuples in `themelight/_types.py`.
//!
//! Arrow arrays come and go through the Arrow PyCapsule interface, so pandas, Polars, DuckDB and
//! PyArrow need no code of their own. arrow-pyarrow validates the arrays that come in. It has the
//! version of Arrow that the archives have; pyo3-arrow 0.20 would add the version before it.
//!
//! # Threads and forks
//!
//! All locks are taken and released while the thread is attached to the interpreter. A process is
//! forked only by an attached thread, so no lock is held in the new process.

mod columns;
mod loaded;
mod tagger;
mod texts;

use pyo3::pymodule;

#[pymodule]
mod _themelight {
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
    #[pymodule_export]
    use super::columns::TagTable;
    #[pymodule_export]
    use super::tagger::Tagger;
}
