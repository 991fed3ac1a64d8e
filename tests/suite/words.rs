//! The office's words: what may not occur in a sentence that a person reads, with the better word beside it.

use std::fs;
use std::path::{Path, PathBuf};

use jixiao::Language;

use crate::support::root;

/// Words of the Chinese texts: engineers' words, figures of speech and half sentences, and what a finance bureau writes.
const CHINESE: &[(&str, &str)] = &[
    ("权重", "分值"),
    ("舍入", "取整"),
    ("填报表", "自评数据"),
    ("方案", "指标体系"),
    ("维度", "指标组、一级或二级指标"),
    ("目标值", "年度指标值"),
    ("算式", "公式"),
    ("手工扣分", "人工扣分"),
    ("读不", "无法读取"),
    ("认不得", "无法识别"),
    ("认不出", "无法识别"),
    ("算不出", "无法计算"),
    ("写不成", "无法生成"),
    ("凑不成", "无法等于"),
    ("加不到", "合计不等于"),
    ("看不出", "无法确定"),
    ("分不清", "无法区分"),
    ("拆不开", "无法读取"),
    ("解不开", "无法解压"),
    ("对不对", "是否正确"),
    ("对不上", "不符"),
    ("对得上", "相符"),
    ("对吗", "是否正确"),
    ("照写", "按填写值"),
    ("照录", "照原样抄录"),
    ("照印", "照原样"),
    ("照抄", "照原样抄录"),
    ("照旧", "不变"),
    ("留意", "提示"),
    ("跳过", "未核对、暂不处理"),
    ("绕成", "循环"),
    ("绕圈", "循环"),
    ("收住", "闭合"),
    ("分毫", "完全"),
    ("漏网", "未发现"),
    ("摆幅", "变动幅度"),
    ("悄悄", "自动"),
    ("失分", "扣分"),
    ("再失", "再扣"),
    ("猜", "推定"),
    ("由别的", "由其他"),
    ("用别的", "用其他"),
    ("是别的", "是其他"),
    ("东西", "值"),
    ("空值", "空"),
    ("不成脚本", "无法编译"),
    ("不给总分", "暂不计算总分"),
    ("不给出总分", "暂不计算总分"),
    ("不能给出", "暂不能计算"),
    ("未给出", "暂不能计算"),
    ("给不出", "暂不能计算"),
    ("还有哪些分", "尚有的得分空间"),
    ("还可得", "得分空间"),
    ("以状态", "返回码为"),
    ("可写几", "可写多个、可多次使用"),
    ("百分之 ", "%"),
    ("的差）", "百分点"),
    ("多半", "往往"),
    ("要么", "或者"),
    ("怎么", "如何"),
    ("一眼", "便于核对"),
    ("客人", "受限环境"),
    ("两回事", "不同"),
    ("手算", "手工核算"),
    ("另一种算法", "其他算法"),
    ("对单位有利", "多计"),
    ("对单位不利", "少计"),
];

/// Words and turns of the English texts that sound translated or archaic.
const ENGLISH: &[(&str, &str)] = &[
    ("that is none", "cannot be parsed"),
    ("bearable", "exceeds the limit"),
    ("drawn in", "limited to"),
    ("to be had", "points lost"),
    ("holds as", "within rounding"),
    ("hold as", "within rounding"),
    ("as a tail", "within rounding"),
    (" tails", "within rounding"),
    ("is no number", "is not a number"),
    ("is no multiple", "is not a multiple"),
    ("is no goal", "is not a valid goal"),
    ("is no result", "is not a result"),
    ("is no layout", "is not a layout"),
    ("is no version", "is not a version"),
    ("is no reported", "is not a reported"),
    ("no measured", "not a measured"),
    ("no single number", "not a single value"),
    ("nothing is told", "no result is shown"),
    ("nobody", "no one, no organisation"),
    ("somebody", "a person"),
    ("in silence", "silently"),
    ("anew", "again"),
    ("comes out", "gives"),
    ("come out", "give"),
    ("belongs here", "is expected"),
    ("belong here", "are expected"),
    ("stands here", "is here"),
    ("stand in one", "are on one"),
    ("stand upon", "are based on"),
    ("lies in none", "is not in any"),
    ("wherever", "where"),
    ("whoever", "anyone who"),
    ("is worth nothing", "has no weight"),
    ("for want of", "without"),
    ("all in all", "overall"),
    ("slip of the pen", "typo"),
    ("twins", "counterparts"),
    ("are guests", "run in a sandbox"),
    ("speaks for", "supports"),
    ("stories", "explanations"),
    ("can do)", "is enough"),
    ("a hand in", "an edited"),
    ("a fault of the program", "a bug"),
    ("put these right", "fix these"),
    ("not right", "invalid"),
    ("makes no sense", "cannot be applied"),
    ("freed", "allowed"),
    ("set free", "allow changes"),
    ("look at it", "verify"),
    ("to look at", "notes"),
    ("is never said", "is never used"),
    ("sheds", "gives up"),
];

/// A text that people read and where it is.
struct Sentence {
    place: String,
    text: String,
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = all.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    files.sort();
    files
}

/// The lines of a file that `kept` makes sentences of.
fn lines(path: &Path, kept: impl Fn(&str) -> Option<String>) -> Vec<Sentence> {
    let text = fs::read_to_string(path).unwrap();
    let name = path.strip_prefix(root()).unwrap().display().to_string();
    let sentence =
        |(at, line): (usize, &str)| Some(Sentence { place: format!("{name}:{}", at + 1), text: kept(line)? });
    text.lines().enumerate().filter_map(sentence).collect()
}

/// What a line of a script says in one language: of its header, or in the quotes after `zh:` or `en:`.
fn of_script(line: &str, language: &str) -> Option<String> {
    if let Some(header) = line.strip_prefix("//! ") {
        let (key, text) = header.split_once(':')?;
        let is_ours = [language.to_owned(), format!("title-{language}")].iter().any(|ours| ours == key);
        return is_ours.then(|| text.to_owned());
    }
    let opened = format!("{language}: \"");
    let quoted = line.split(&opened).skip(1).filter_map(|rest| rest.split('"').next());
    let all: Vec<&str> = quoted.collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// Everything that is read in one language: catalogue, explanations of codes and keys, scripts, templates, README.
fn sentences(language: Language) -> Vec<Sentence> {
    let name = if language == Language::Zh { "zh" } else { "en" };
    let src = root().join("src");
    let catalogue = files(&src.join("messages").join(name), ".ftl");
    // What people read of a catalogue line: not its id, not its facts.
    let mut all: Vec<Sentence> = catalogue
        .iter()
        .flat_map(|path| {
            lines(path, |line| {
                let text = line.split_once(" = ").map_or(line, |(_, text)| text);
                (!line.starts_with('#')).then(|| text.to_owned())
            })
        })
        .collect();
    let pages = files(&src.join("diagnostic/pages"), &format!("{name}.md"));
    let pages = pages.into_iter().chain(files(&src.join("format/pages"), &format!("{name}.md")));
    for page in pages {
        all.extend(lines(&page, |line| Some(line.to_owned())));
    }
    for script in files(&root().join("scripts"), ".rhai") {
        all.extend(lines(&script, |line| of_script(line, name)));
    }
    let read_first = if language == Language::Zh { "README.zh.md" } else { "README.md" };
    for page in [read_first, "CHANGELOG.md"] {
        all.extend(lines(&root().join(page), |line| Some(line.to_owned())));
    }
    if language == Language::Zh {
        for template in files(&src.join("cli/init"), ".yaml") {
            all.extend(lines(&template, |line| Some(line.to_owned())));
        }
    }
    all
}

/// The sentences in which one of the words occurs, with the better word.
fn found(sentences: &[Sentence], words: &[(&str, &str)]) -> Vec<String> {
    let in_sentence = |sentence: &Sentence| {
        let text = sentence.text.to_lowercase();
        let bad: Vec<_> = words.iter().filter(|(word, _)| text.contains(word)).collect();
        bad.into_iter()
            .map(|(word, better)| format!("{}: “{word}” → {better}: {}", sentence.place, sentence.text))
            .collect::<Vec<_>>()
    };
    sentences.iter().flat_map(in_sentence).collect()
}

#[test]
fn no_sentence_has_a_word_that_a_better_one_replaces() {
    for (language, words) in [(Language::Zh, CHINESE), (Language::En, ENGLISH)] {
        let sentences = sentences(language);
        assert!(sentences.len() > 1500, "the test read {} sentences; something is wrong with it", sentences.len());
        let found = found(&sentences, words);
        assert!(found.is_empty(), "{language:?}: {} sentences\n{}", found.len(), found.join("\n"));
    }
}

/// The test sees a word wherever people read it, and not in what they do not read.
#[test]
fn words_are_found_in_scripts_and_headers() {
    assert_eq!(of_script("//! zh: 从权重中扣除", "zh").as_deref(), Some(" 从权重中扣除"));
    assert_eq!(of_script("//! source: 权重", "zh"), None);
    let line = r#"    none: #{ zh: "得 {weight} 分", en: "no case: {weight}" },"#;
    assert_eq!(of_script(line, "zh").as_deref(), Some("得 {weight} 分"));
    assert_eq!(of_script(line, "en").as_deref(), Some("no case: {weight}"));
}
