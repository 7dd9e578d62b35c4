//! The rules of records, each broken once.
