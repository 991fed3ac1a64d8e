//! Files: what is written, over what and with which mode, and what is read at all.

mod extending;
mod reading;
mod writing;
