//! Keys, envelope, opening.
