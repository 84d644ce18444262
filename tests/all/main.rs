//! Tests of the library from outside, all in one binary.

#[cfg(test)]
mod assets;
