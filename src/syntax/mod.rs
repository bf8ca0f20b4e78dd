//! Where code lives in a host file, and its syntax trees.
