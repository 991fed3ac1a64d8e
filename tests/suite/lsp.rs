//! The language server: the binary is started and spoken to over standard input and output, as an editor does.

mod client;
mod hostile;
mod names;
mod newcomers;
mod problems;
mod speed;
mod told;
mod writing;
