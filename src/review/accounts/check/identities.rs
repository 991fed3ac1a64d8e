//! Names, units and circles: what identities and computed figures rest on.

use super::{AccountsCheck, REPORTED};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::location::{Path, Place};
use crate::messages::phrase;
use crate::review::accounts::draft::IdentityDraft;
use crate::review::accounts::{AccountFigure, FigureContent, Identity, IdentityForm};

/// The highest number of the standard checks.
const LAST_CHECK: u32 = 45;

impl AccountsCheck<'_> {
    /// Figures computed from others: their parts are known, count the same thing, and do not lead back to them.
    pub(super) fn computed(&mut self) {
        let computed: Vec<(String, Vec<String>, Place)> = self
            .figures
            .iter()
            .filter_map(|(id, figure)| match &figure.content {
                FigureContent::Computed(parts) => {
                    Some((id.clone(), parts.iter().map(|(_, part)| part.clone()).collect(), figure.place.clone()))
                }
                _ => None,
            })
            .collect();
        for (id, parts, _) in &computed {
            let path = Path::top().key("figures").key(id);
            let key = if self.places.has(&path.key("sum")) { "sum" } else { "difference" };
            for (position, part) in parts.iter().enumerate() {
                self.resolve(part, &path.key(key).item(position));
            }
            self.alike(&[parts.as_slice(), std::slice::from_ref(id)].concat(), &path.key(key));
        }
        for (id, _, place) in &computed {
            if self.leads_back(id) {
                self.found.push(Diagnostic::new(Code::FigureCycle).at(place.clone()).fact("figure", id));
            }
        }
    }

    fn leads_back(&self, start: &str) -> bool {
        let mut waiting = vec![start];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(id) = waiting.pop() {
            let Some(AccountFigure { content: FigureContent::Computed(parts), .. }) = self.figures.get(id) else {
                continue;
            };
            for (_, part) in parts {
                if part == start {
                    return true;
                }
                if !seen.contains(&part.as_str()) {
                    seen.push(part);
                    waiting.push(part);
                }
            }
        }
        false
    }

    /// Whether a name is that of a figure; reported metrics become figures when they are first named.
    fn resolve(&mut self, name: &str, path: &Path) -> bool {
        if self.figures.contains_key(name) {
            return true;
        }
        if self.refused.contains(name) {
            return false;
        }
        let place = self.places.value(path);
        let reported = name.strip_prefix(REPORTED).and_then(|rest| rest.strip_prefix('.'));
        let problem = match reported {
            Some(metric) => match self.scheme.metrics.get(metric) {
                Some(declared) if declared.formula.is_none() => {
                    let (name, unit) = (declared.name.clone(), declared.unit.clone());
                    let content = FigureContent::Reported(metric.to_owned());
                    let figure = AccountFigure { name, unit, content, source: None, place };
                    self.figures.insert(format!("{REPORTED}.{metric}"), figure);
                    return true;
                }
                _ => {
                    let known = self.scheme.metrics.iter().filter(|(_, declared)| declared.formula.is_none());
                    let problem = Diagnostic::new(Code::UnknownMetric).fact("metric", metric);
                    problem.suggest(metric, known.map(|(id, _)| id.as_str()))
                }
            },
            None => {
                let problem = Diagnostic::new(Code::UnknownFigure).fact("figure", name);
                problem.suggest(name, self.figures.keys().map(String::as_str))
            }
        };
        self.found.push(problem.at(place));
        false
    }

    /// Whether all figures count the same thing; what is unknown was told before.
    fn alike(&mut self, names: &[String], path: &Path) -> bool {
        let mut known = names.iter().filter_map(|name| Some((name, self.figures.get(name)?)));
        let Some((first, figure)) = known.next() else { return false };
        let Some((other, unlike)) = known.find(|(_, other)| !other.unit.is_like(&figure.unit)) else { return true };
        let problem = Diagnostic::new(Code::UnlikeFigures)
            .at(self.places.value(path))
            .fact("first", first)
            .fact("other", other)
            .fact("first_unit", &figure.unit)
            .fact("other_unit", &unlike.unit);
        self.found.push(problem);
        false
    }

    pub(super) fn identities(&mut self, drafts: Vec<IdentityDraft>) -> Vec<Identity> {
        let mut identities: Vec<Identity> = Vec::new();
        for (position, draft) in drafts.into_iter().enumerate() {
            let path = Path::top().key("identities").item(position);
            let id_place = self.places.value(&path.key("id"));
            self.id(&draft.id, id_place.clone());
            if let Some(first) = identities.iter().find(|first| first.id == draft.id) {
                let problem = Diagnostic::new(Code::DuplicateId).at(id_place.clone()).fact("id", &draft.id);
                self.found.push(problem.related(first.place.clone(), "first-here"));
            }
            if let Some(check) = &draft.check {
                let number = check.strip_prefix('C').and_then(|number| number.parse::<u32>().ok());
                if !number.is_some_and(|number| (1..=LAST_CHECK).contains(&number)) {
                    let place = self.places.value(&path.key("check"));
                    self.found.push(
                        Diagnostic::new(Code::UnknownChoice)
                            .at(place)
                            .fact("value", check)
                            .fact("known", format!("C1–C{LAST_CHECK}")),
                    );
                }
            }
            let (id, check) = (draft.id.clone(), draft.check.clone());
            let name = Bilingual::new(draft.name.clone(), draft.en.as_deref());
            if let Some(form) = self.form(draft, &path) {
                identities.push(Identity { id, name, check, form, place: id_place });
            }
        }
        identities
    }

    /// The form of an identity; nothing where it is refused, which has been told.
    fn form(&mut self, draft: IdentityDraft, path: &Path) -> Option<IdentityForm> {
        let written = [
            ("sum", draft.sum),
            ("difference", draft.difference),
            ("ratio", draft.ratio),
            ("share", draft.share),
            ("growth", draft.growth),
            ("parts", draft.parts),
            ("not_above", draft.not_above),
        ];
        let mut forms = written.into_iter().filter_map(|(key, names)| Some((key, names?)));
        let (Some((key, names)), None) = (forms.next(), forms.next()) else {
            self.identity_form(path, phrase("identity-one-form", &[]));
            return None;
        };
        let shares = draft.shares.unwrap_or_default();
        if key != "parts" && !shares.is_empty() {
            self.identity_form(&path.key("shares"), phrase("identity-shares-without-parts", &[]));
            return None;
        }
        let mut is_known = true;
        for (list, names) in [(key, &names), ("shares", &shares)] {
            for (position, name) in names.iter().enumerate() {
                is_known &= self.resolve(name, &path.key(list).item(position));
            }
        }
        if let Some(is) = &draft.is {
            is_known &= self.resolve(is, &path.key("is"));
        }
        if !is_known {
            return None;
        }
        let form = self.arranged(key, names, shares, draft.is, path)?;
        self.fits(&form, &path.key(key)).then_some(form)
    }

    fn arranged(
        &mut self,
        key: &str,
        names: Vec<String>,
        shares: Vec<String>,
        is: Option<String>,
        path: &Path,
    ) -> Option<IdentityForm> {
        let count = names.len();
        let mut names = names.into_iter();
        let form = match (key, is) {
            ("not_above", None) if count == 2 => {
                names.next().zip(names.next()).map(|(figure, limit)| IdentityForm::NotAbove { figure, limit })
            }
            ("sum", Some(is)) if count >= 1 => Some(IdentityForm::Sum { parts: names.collect(), is }),
            ("difference", Some(is)) if count >= 2 => {
                names.next().map(|from| IdentityForm::Difference { from, less: names.collect(), is })
            }
            ("ratio" | "share", Some(is)) if count == 2 => {
                names.next().zip(names.next()).map(|(part, whole)| IdentityForm::Ratio { part, whole, is })
            }
            ("growth", Some(is)) if count == 2 => {
                names.next().zip(names.next()).map(|(now, base)| IdentityForm::Growth { now, base, is })
            }
            ("parts", Some(whole)) if count >= 1 && (shares.is_empty() || shares.len() == count) => {
                Some(IdentityForm::Parts { parts: names.collect(), whole, shares })
            }
            _ => None,
        };
        if form.is_none() {
            let detail = match key {
                "not_above" => phrase("identity-not-above", &[]),
                "ratio" | "share" | "growth" => phrase("identity-two-figures", &[]),
                "parts" => phrase("identity-parts", &[]),
                _ => phrase("identity-result", &[]),
            };
            self.identity_form(path, detail);
        }
        form
    }

    /// Whether the figures of a form fit each other: like units, results that are shares, no result made of itself.
    fn fits(&mut self, form: &IdentityForm, path: &Path) -> bool {
        let list = |names: &[&String]| -> Vec<String> { names.iter().copied().cloned().collect() };
        let (made_of, results, shares) = match form {
            IdentityForm::Sum { parts, is } => (parts.clone(), list(&[is]), Vec::new()),
            IdentityForm::Difference { from, less, is } => {
                ([list(&[from]), less.clone()].concat(), list(&[is]), Vec::new())
            }
            IdentityForm::Ratio { part, whole, is } => (list(&[part, whole]), Vec::new(), list(&[is])),
            IdentityForm::Growth { now, base, is } => (list(&[now, base]), Vec::new(), list(&[is])),
            IdentityForm::Parts { parts, whole, shares } => (parts.clone(), list(&[whole]), shares.clone()),
            IdentityForm::NotAbove { figure, limit } => (list(&[figure]), list(&[limit]), Vec::new()),
        };
        if let Some(own) = results.iter().chain(&shares).find(|result| made_of.contains(result)) {
            self.found.push(Diagnostic::new(Code::FigureCycle).at(self.places.value(path)).fact("figure", own));
            return false;
        }
        let unlike = shares.iter().find_map(|share| self.figures.get(share).filter(|figure| !figure.unit.is_ratio()));
        if let Some(unlike) = unlike {
            let detail = phrase("identity-share-unit", &[("unit", Bilingual::same(unlike.unit.name()))]);
            self.identity_form(path, detail);
            return false;
        }
        self.alike(&[made_of, results].concat(), path)
    }

    fn identity_form(&mut self, path: &Path, detail: Bilingual) {
        let problem = Diagnostic::new(Code::IdentityForm).at(self.places.value(path));
        self.found.push(problem.said("detail", detail));
    }
}
