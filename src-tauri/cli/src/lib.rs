//! What can be typed, apart from the program that does it, so that tests can read any line as the program would.

pub mod args;
