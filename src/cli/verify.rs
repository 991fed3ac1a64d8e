//! `verify`: a result is scored again; equal, or the first step that differs.

use jixiao::project::read_result;
use jixiao::{Code, Diagnostic, Diagnostics};

use super::Status;
use super::arguments::VerifyArguments;
use super::output::Output;
use super::score::Scored;

pub(super) fn run(request: &VerifyArguments, output: &Output) -> Result<Status, Diagnostics> {
    let (recorded, case) = read_result(&request.result, request.scripts.clone())?;
    let Some(difference) = recorded.first_difference(&Scored::new(&case)?.record()) else {
        output.print(&format!("{}\n", output.messages().say("verified", &[])));
        return Ok(Status::Done);
    };
    let problem = Diagnostic::new(Code::ResultDiffers).fact("step", difference.step);
    output.tell(&problem.fact("recorded", difference.recorded).fact("found", difference.found).into());
    Ok(Status::Unmet)
}
