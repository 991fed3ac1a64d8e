//! What the header of a script declares.

use jixiao::{Code, DeclaredAlternative, Diagnostics, Family, RuleSet, Source};

/// The script of a rule with these header lines.
fn with_header(header: &str) -> Result<RuleSet, Diagnostics> {
    let mut rules = RuleSet::new();
    let text = format!(
        "//! title-zh: 试\n//! title-en: Try\n//! zh: 试\n//! en: try\n//! source: test\n{header}\n\
         fn target() {{ \"number\" }}\nfn inputs() {{ #{{ actual: #{{ kind: \"number\", zh: \"值\", en: \"value\" }},\n\
         level: #{{ kind: \"text\", zh: \"档\", en: \"level\" }}, given: #{{ kind: \"number\", optional: true, zh: \"分\", en: \"points\" }} }} }}\n\
         fn params() {{ #{{ mode: #{{ kind: \"choice\", one_of: [\"a\", \"b\"], default: \"a\", zh: \"式\", en: \"mode\" }},\n\
         levels: #{{ kind: \"texts\", default: [\"高\", \"低\"], zh: \"档名\", en: \"names\" }} }} }}\n\
         fn sentences() {{ #{{ b: #{{ zh: \"分\", en: \"points\" }} }} }}\nfn examples() {{ [ #{{ actual: 1, points: 1 }} ] }}\n\
         fn score(case) {{ award(1, \"b\") }}\n"
    );
    rules.add("try", &Source::new("scripts/try.rhai", text)).map(|()| rules)
}

#[test]
fn what_a_header_declares_is_on_the_card() {
    let rules = with_header(
        "//! family: proportional pass-line\n//! alternative: self mode=b\n//! alternative: family reverse\n\
         //! execution: actual / given\n//! judgement: level level of levels\n//! judgement: points given\n\
         //! judgement: older mode=b",
    );
    let rules = rules.unwrap();
    let card = rules.get("try").unwrap().metadata();
    let declared = &card.declared;
    assert_eq!(declared.families, [Family::Proportional, Family::PassLine]);
    let own = vec![("mode".to_owned(), "b".to_owned())];
    let wanted = [DeclaredAlternative::Own(own.clone()), DeclaredAlternative::Family(Family::Reverse)];
    assert_eq!(declared.alternatives, wanted);
    let execution = declared.execution.as_ref().unwrap();
    assert_eq!((execution.executed.as_str(), execution.budget.as_str()), ("actual", "given"));
    let judgement = declared.judgement.as_ref().unwrap();
    assert_eq!((judgement.points.as_str(), &judgement.instead, &judgement.older), ("given", &None, &Some(own)));
    assert_eq!((card.best_level(), declared.lines.len()), (Some("高"), 7));
    assert_eq!(declared.lines[0], "family: proportional pass-line");
}

/// Each is refused when the script is loaded, at its own line.
#[test]
fn what_a_header_declares_wrongly_is_refused_at_its_line() {
    let table = [
        ("//! family: proportionate", Code::HeaderWord),
        ("//! family:", Code::HeaderWord),
        // The rule needs a level besides the actual.
        ("//! family: rate", Code::HeaderWord),
        ("//! alternative: reverse", Code::HeaderWord),
        ("//! alternative: family reversed", Code::HeaderWord),
        ("//! alternative: self mode", Code::HeaderWord),
        ("//! alternative: self made=b", Code::UnknownParameter),
        ("//! alternative: self mode=c", Code::UnknownChoice),
        ("//! execution: actual of given", Code::HeaderWord),
        ("//! execution: actual / level", Code::HeaderWord),
        ("//! execution: actual / budget", Code::UnknownInput),
        ("//! judgement: given", Code::HeaderWord),
        ("//! judgement: points level", Code::HeaderWord),
        ("//! judgement: points points", Code::UnknownInput),
        // An input that must be there cannot be left out.
        ("//! judgement: points given instead of actual", Code::HeaderWord),
        ("//! judgement: level level of names", Code::UnknownParameter),
        ("//! judgement: level level of mode", Code::HeaderWord),
        ("//! judgement: older mode=c", Code::UnknownChoice),
        // Judgement without points.
        ("//! judgement: older mode=b", Code::HeaderWord),
        ("//! familie: reverse", Code::HeaderWord),
        ("//! kind: modifier\n//! family: reverse", Code::HeaderWord),
    ];
    for (header, code) in table {
        let problems: Vec<_> = with_header(header).err().unwrap().into_iter().collect();
        let [problem] = &problems[..] else { panic!("{header}: {problems:?}") };
        let line = 5 + header.lines().count();
        assert_eq!((problem.code, problem.place.as_ref().unwrap().line_column().0), (code, line), "{header}");
    }
    let twice = "//! execution: actual / given\n//! execution: given / actual";
    assert!(with_header(twice).is_err());
    let twice = "//! judgement: points given\n//! judgement: points given";
    assert!(with_header(twice).is_err());
    let problems = with_header("//! family: proportionate").err().unwrap();
    let nearest = problems.iter().next().unwrap().get("nearest").map(|fact| fact.en.as_str());
    assert_eq!(nearest, Some("proportional"));
}
