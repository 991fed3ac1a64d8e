//! The two languages, and texts that exist in both.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A language that people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum Language {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The same text in both languages: a name, a number, a thing that is not translated.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// A Chinese text with its English one; without an English one the Chinese serves for both.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: Option<&str>) -> Self {
        let zh = zh.into();
        let en = en.map_or_else(|| zh.clone(), str::to_owned);
        Self { zh, en }
    }

    /// Names one after the other, with the comma of each language between them.
    pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n Self>) -> Self {
        let (zh, en): (Vec<&str>, Vec<&str>) =
            names.into_iter().map(|name| (name.zh.as_str(), name.en.as_str())).unzip();
        Self { zh: zh.join("、"), en: en.join(", ") }
    }

    /// The text in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// The Chinese text, with the English one in brackets where it differs.
impl fmt::Display for Bilingual {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.zh == self.en { out.write_str(&self.zh) } else { write!(out, "{} ({})", self.zh, self.en) }
    }
}
