//! Files in and words out: reading YAML with its places, and telling evaluations and problems to people and machines.

pub mod yaml;
