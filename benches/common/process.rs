//! Processor time and memory of this process, from the `/proc` of Linux; `None` on other systems.

use std::fs;
use std::time::Duration;

/// Linux counts the times of a process in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// The processor time of this process, all its threads, and the children it has waited for.
pub fn processor_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program ends with the last bracket; then come the state, ten other fields, and four times.
    let (_, fields) = stat.rsplit_once(')')?;
    let times = fields.split_whitespace().skip(11).take(4).map(str::parse::<u32>);
    let ticks: u32 = times.collect::<Result<Vec<_>, _>>().ok()?.into_iter().sum();
    Some(TICK * ticks)
}

/// The bytes of memory that this process holds.
pub fn resident_bytes() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
