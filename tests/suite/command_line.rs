//! Help and mistakes on the command line speak the reader's language, whatever the parser of arguments says.

use std::collections::BTreeSet;

use crate::support::{jixiao, printed};

/// Names that stand as they are in Chinese: of files, keys and programs, and values that options take.
const NAMES: &[&str] = &[
    "JSON",
    "Schema",
    "SVG",
    "UTF",
    "accounts",
    "actual",
    "actuals",
    "audit",
    "baseline",
    "bash",
    "basis",
    "below",
    "box",
    "claimed",
    "compare",
    "csv",
    "department",
    "docx",
    "elvish",
    "equal",
    "exactly",
    "experts",
    "extends",
    "fail",
    "fish",
    "form",
    "forms",
    "gone",
    "grade",
    "grid",
    "guard",
    "guessed",
    "html",
    "import",
    "indicators",
    "jixiao",
    "json",
    "markdown",
    "max",
    "mof",
    "new",
    "ods",
    "pass",
    "points",
    "policy",
    "population",
    "ranking",
    "relative",
    "robust",
    "simplex",
    "powershell",
    "project",
    "proportional",
    "published",
    "recheck",
    "report",
    "result",
    "rule",
    "rules",
    "scheme",
    "score",
    "scored",
    "script",
    "seek",
    "skip",
    "sweep",
    "tail",
    "target",
    "warn",
];
const MORE_NAMES: &[&str] = &[
    "arrow",
    "parquet",
    "Rhai",
    "YAML",
    "definitions",
    "scripts",
    "metrics",
    "test",
    "tests",
    "text",
    "total",
    "transfer",
    "weight_grid",
    "weights",
    "whatif",
    "xls",
    "xlsx",
    "yaml",
    "wrapper",
    "receipt",
    "Spark",
    "Python",
    "zsh",
    "shift",
    "entered",
    "steps",
    "explain",
    "verify",
    "ndjson",
    "tsv",
    "tables",
    "reports",
    "none",
    "codes",
    "full",
    "spark",
    "Hive",
    "duckdb",
    "wide",
    "long",
];
const COMMANDS: &[&str] = &[
    "score",
    "check",
    "explain",
    "verify",
    "init",
    "import",
    "form",
    "recheck",
    "audit",
    "guard",
    "batch",
    "bundle",
    "columns",
    "spark-wrapper",
    "whatif",
    "robust",
    "seek",
    "sweep",
    "compare",
    "serve",
    "rules",
    "rules test",
    "rules new",
    "rules definitions",
    "schema",
    "lsp",
    "completions",
    "help",
];

/// Words of three Latin letters or more that are no name: not of a file or option, and not among `given` arguments.
fn english_words(text: &str, given: &str) -> BTreeSet<String> {
    let is_of_token = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.' | '/');
    let tokens = text.split(|sign| !is_of_token(sign));
    let is_known = |word: &str| NAMES.contains(&word) || MORE_NAMES.contains(&word) || COMMANDS.contains(&word);
    let mut words = BTreeSet::new();
    for token in tokens.filter(|token| !token.starts_with('-') && !given.contains(token) && !token.contains('.')) {
        let parts = token
            .split(['-', '/'])
            .filter(|part| part.len() >= 3 && !part.starts_with(|sign: char| sign.is_ascii_digit()));
        words.extend(parts.filter(|part| !is_known(part)).map(str::to_owned));
    }
    words
}

#[test]
fn help_of_every_command_is_in_the_language_asked_for() {
    let listed = printed(&["--help"]);
    for command in COMMANDS {
        let first = command.split(' ').next().unwrap();
        assert!(listed.contains(&format!("\n  {first} ")), "{first} is not a command");
        let arguments: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = printed(&arguments);
        assert!(help.contains("用法: jixiao") && help.contains("[选项]"), "{command}: {help}");
        let words = english_words(&help, "");
        assert!(words.is_empty(), "{command}: {words:?}\n{help}");
        let english = jixiao(&[&["--lang", "en"], arguments.as_slice()].concat()).ended(0).out;
        let is_chinese = |sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign);
        assert!(english.contains("Usage: jixiao") && !english.contains(is_chinese), "{command}: {english}");
    }
    let every = listed.lines().filter(|line| line.starts_with("  ") && !line.trim_start().starts_with('-'));
    assert_eq!(every.count(), COMMANDS.iter().filter(|command| !command.contains(' ')).count(), "{listed}");
}

#[test]
fn help_can_be_asked_for_as_a_command() {
    assert_eq!(printed(&["help", "score"]), printed(&["score", "--help"]));
    assert_eq!(printed(&["help", "rules", "test"]), printed(&["rules", "test", "--help"]));
    assert_eq!(printed(&["help"]), printed(&["--help"]));
    let unknown = jixiao(&["help", "scor"]).ended(2);
    assert!(unknown.err.contains("没有命令“scor”") && unknown.err.contains("是否应为“score”？"), "{}", unknown.err);
}

/// Every way in which a command line can be wrong, and what is said of it.
#[test]
fn wrong_command_lines_are_told_in_chinese() {
    let wrong: [(&str, &[&str]); 25] = [
        ("", &["用法: jixiao [选项] <命令>"]),
        ("scor x", &["没有命令“scor”", "是否应为“score”"]),
        ("completion", &["没有命令“completion”", "是否应为“completions”"]),
        ("score x --formt json", &["没有参数“--formt”", "是否应为“--format”"]),
        ("score x y", &["一次只能写一个案例"]),
        ("schema scheme y", &["多余的参数“y”"]),
        ("seek x", &["缺少 --goal <目标>"]),
        ("explain", &["缺少 <内容>"]),
        ("score x --format jsn", &["“--format <格式>”不能是“jsn”", "text、json", "是否应为“json”"]),
        ("init x --template moff", &["“--template <模板>”不能是“moff”", "project（项目）、department（部门）"]),
        ("schema schem", &["“<名称>”不能是“schem”", "是否应为“scheme”"]),
        ("completions tcsh", &["“<命令行>”不能是“tcsh”", "bash、elvish"]),
        ("audit x --only fale", &["“--only <结论>”不能是“fale”", "是否应为“fail”"]),
        ("score x --at-least", &["“--at-least <等级>”后面缺少值"]),
        ("init", &["缺少 <文件夹>"]),
        ("verify", &["缺少 <结果文件>"]),
        ("whatif x --metric a=1 --save f", &["“--metric <名称=值>”不能与“--save <文件>”同时使用"]),
        ("whatif x --overlay a --scheme b", &["不能与", "同时使用"]),
        ("guard x --review --accept a", &["不能与", "同时使用"]),
        ("form x --fill a --layout b", &["不能与", "同时使用"]),
        ("form x --replace", &["缺少 --fill <文件>"]),
        ("rules a test", &["test"]),
        ("rules test --cases", &["“--cases <案例文件夹>”后面缺少值"]),
        ("--lang fr score x", &["“--lang <语言>”不能是“fr”", "zh、en"]),
        ("score x --format json --format text", &["--format <格式>"]),
    ];
    for (line, wanted) in wrong {
        let run = jixiao(&line.split_whitespace().collect::<Vec<_>>()).ended(2);
        for text in wanted {
            assert!(run.err.contains(text), "{line}: no {text}:\n{}", run.err);
        }
        let words = english_words(&run.err, line);
        assert!(words.is_empty(), "{line}: {words:?}\n{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_is_told_in_chinese() {
    use std::os::unix::ffi::OsStrExt;

    use crate::support::{Run, program};

    for (command, option) in [("explain", None), ("seek", Some("--goal"))] {
        let mut program = program();
        program.arg(command).args(option).arg(std::ffi::OsStr::from_bytes(b"\xff\xfe")).arg("x");
        let run = Run::of(&mut program).ended(2);
        assert!(run.err.contains("UTF-8"), "{}", run.err);
        assert!(english_words(&run.err, command).is_empty(), "{}", run.err);
    }
}

/// What the parsers of files and the system say is in the reader's language too: no sentence of theirs comes through.
#[test]
fn broken_files_are_told_in_chinese() {
    use std::fs;

    use crate::support::folder_of;

    let broken = [
        "title: \"a",
        "title: [a",
        "title: {a",
        "a: b: c",
        "- a\nb: c",
        "a:\n\tb: c",
        "a: 'b' c",
        "a: \"\\q\"",
        "a: @b",
        "a: `b",
        "a: &",
        "a: *",
        "a: !<x",
        "%YAML 9\n---\na: b",
        "a: |x\n  b",
        "a: b\n c: d\n  e",
        "{a: b}}",
        "[a}",
        "a: ]",
        "? a\n: b",
        "--- a\n...\nx y\n",
        "a: \"\\ud800\"",
        "a: \"\\xZZ\"",
        "a:\n  - b\n c",
        "a: %b",
        "a: - b",
        ": a: b: c",
        "a: >9\n b",
        "[-]",
        "{a",
        "\"a\": \"b\" \"c\"",
        "a: !!!x b",
        "%FOO\n",
        "a: [b\nc: d",
        "a: {b: c\nd: e",
    ];
    for (at, text) in broken.into_iter().enumerate() {
        let folder = folder_of(&format!("broken-{at}"), &[("scheme.yaml", text), ("report.yaml", "unit: 甲局\n")]);
        let run = jixiao(&["check", folder.to_str().unwrap()]);
        assert_eq!(run.status, Some(1), "{text:?}: {}", run.err);
        let told = run.err.lines().filter(|line| line.starts_with("错误") || line.trim_start().starts_with("= "));
        // The names of fields are what they are.
        let told = told.filter(|line| !line.contains("可用的字段："));
        for line in told {
            let words = english_words(&line.replace(char::is_whitespace, " "), text);
            let words: Vec<_> =
                words.iter().filter(|word| !line.contains(&format!("[{word}")) && *word != "YAML").collect();
            let code = line.split_once('[').and_then(|(_, rest)| rest.split(']').next()).unwrap_or_default();
            let words: Vec<_> = words.into_iter().filter(|word| !code.contains(word.as_str())).collect();
            assert!(words.is_empty(), "{text:?}: {words:?} in {line}");
        }
        let result = folder.join("result.json");
        for json in [
            "",
            "{",
            "{\"a\":}",
            "{\"a\" 1}",
            "[1,]",
            "{\"a\":1,}",
            "nul",
            "{a:1}",
            "\"\\q\"",
            "1e999",
            "{} x",
            "\"\u{1}\"",
            "{}",
            "{\"rows\":3}",
            "[]",
            "\"\\ud800\"",
        ] {
            fs::write(&result, json).unwrap();
            let run = jixiao(&["verify", result.to_str().unwrap()]);
            assert_eq!(run.status, Some(1), "{json:?}: {}", run.err);
            let line = run.err.lines().next().unwrap();
            let told =
                line.replace(folder.to_str().unwrap(), "").replace("[result-form]", "").replace("[empty-file]", "");
            let words = english_words(&told.replace("[hidden-character]", "").replace("[duplicate-key]", ""), json);
            assert!(
                words.is_empty() || words.iter().all(|word| told.contains(&format!("“{word}”"))),
                "{json:?}: {words:?} in {line}"
            );
        }
    }
}
