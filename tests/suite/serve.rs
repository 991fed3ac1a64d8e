//! The page on which weights are tried: that its numbers are those of `whatif`, that it works without a script, and that
//! nobody else gets in.

mod browser;
mod client;
mod devtools;
mod hostile;
mod keeping;
mod law;
mod many;
mod plain;
mod reading;
