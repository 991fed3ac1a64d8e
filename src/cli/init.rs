//! `init`: a new case folder from a template.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jixiao::format::file_schema;
use jixiao::project::{NewCase, rules_for, write_new_case};
use jixiao::{Diagnostic, Diagnostics, Messages, report_schema, scheme_schema};

use super::output::Output;
use super::status::Status;

#[derive(Debug, clap::Args)]
pub(super) struct InitArguments {
    #[arg(id = "new-case", value_name = "FOLDER")]
    pub case: PathBuf,
    #[arg(long, value_enum, default_value_t = Template::Project, hide_possible_values = true, hide_default_value = true)]
    pub template: Template,
}

/// What a new case starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Template {
    /// The ministry's layout for projects: 10, 50, 30, 10.
    #[value(aliases = ["mof", "项目", "项目支出", "财政部"])]
    Project,
    /// The layout for departments, with 产出, 效率, 效果 and 满意度.
    #[value(aliases = ["部门", "部门整体", "部门整体支出"])]
    Department,
}

pub(super) fn run(request: &InitArguments, output: &Output) -> Result<Status, Diagnostics> {
    make(request, output)?;
    let folder = request.case.display().to_string();
    output.print_folded(&format!("{}\n", output.messages().say("made", &[("folder", &folder)])));
    Ok(Status::Done)
}

/// What the files say in the reader's language; the names of rows and metrics stand in them in both.
const WORDS: [&str; 15] = [
    "init-scheme-project",
    "init-scheme-department",
    "init-replace-project",
    "init-replace-department",
    "init-report",
    "init-reasons",
    "init-illustrative",
    "init-tiers",
    "init-title-project",
    "init-title-department",
    "init-organisation",
    "init-source",
    "init-deviation",
    "init-improved",
    "init-lasting",
];

/// A template with the words of the reader's language.
fn in_words(template: &str, messages: &Messages) -> String {
    let say = |text: String, id: &&str| text.replace(&format!("${id}$"), &messages.say(id, &[]));
    WORDS.iter().fold(template.to_owned(), say)
}

fn make(request: &InitArguments, output: &Output) -> Result<(), Diagnostic> {
    let (scheme, report) = match request.template {
        Template::Project => (include_str!("init/project-scheme.yaml"), include_str!("init/project-report.yaml")),
        Template::Department => {
            (include_str!("init/department-scheme.yaml"), include_str!("init/department-report.yaml"))
        }
    };
    // Editors are offered the rules that are going to serve the case.
    let above = request.case.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    let rules = rules_for(None, above)?.value;
    let [scheme_schema, report_schema] = [scheme_schema(), report_schema()]
        .map(|schema| format!("{:#}\n", file_schema(schema, output.messages(), &rules)));
    let [scheme, report] = [scheme, report].map(|template| in_words(template, output.messages()));
    let schemas = Some((scheme_schema.as_str(), report_schema.as_str()));
    write_new_case(&request.case, &NewCase { scheme: &scheme, report: &report, schemas })
}
