//! Tests of the library from outside, all in one binary.

mod assets;
