//! What it costs to follow a row over its weight, against scoring it once.

use std::path::Path;

use divan::{Bencher, black_box};
use jixiao::project::{CaseRequest, OpenCase, open_case};
use jixiao::{Interval, Number};

fn main() {
    divan::main();
}

fn opened() -> OpenCase {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/yueyang-2024");
    open_case(&CaseRequest { folder, ..CaseRequest::default() }).unwrap().value
}

/// Rows with a ratio, a fixed answer and tiers.
const ROWS: [&str; 3] = ["complaint-disposal", "floods", "public-satisfaction"];

/// The ordinary call: inputs, rule, modifiers, rounding.
#[divan::bench(args = ROWS)]
fn plain(bencher: Bencher<'_, '_>, id: &str) {
    let opened = opened();
    let program = opened.program().unwrap();
    bencher.bench_local(|| program.row(black_box(&opened.case.report), id).unwrap());
}

/// One run on a symbolic weight: the same inputs and the same script around the present weight.
#[divan::bench(args = ROWS)]
fn traced_once(bencher: Bencher<'_, '_>, id: &str) {
    let opened = opened();
    let program = opened.program().unwrap();
    let weight = opened.case.scheme.indicators().iter().find(|row| row.id == id).unwrap().weight.number().clone();
    let asked = Interval::closed(weight.clone(), weight).unwrap();
    bencher.bench_local(|| program.weight_curve(black_box(&opened.case.report), id, &asked).unwrap());
}

/// The whole function, from 0 to 100 points.
#[divan::bench(args = ROWS)]
fn traced_whole(bencher: Bencher<'_, '_>, id: &str) {
    let opened = opened();
    let program = opened.program().unwrap();
    let asked = Interval::closed(Number::zero(), Number::from(100)).unwrap();
    bencher.bench_local(|| program.weight_curve(black_box(&opened.case.report), id, &asked).unwrap());
}
