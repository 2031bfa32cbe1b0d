//! The module that `static/baca.js` loads: everything is in the library, called by name.

use baca as _;

fn main() {}
