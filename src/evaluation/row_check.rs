//! What a row and its rule must have in common: the form of the target, the direction, the role, the scale of shares.

use super::row_base::{RowBase, Written};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Bilingual;
use crate::messages::{listed, phrase};
use crate::numeric::{Number, Unit};
use crate::rule::{RuleDirection, RuleMetadata, ScriptRule, TargetForm};
use crate::scheme::{Direction, Target};

/// Whether a rule can honour the target of a row.
pub(super) fn check_target(base: &RowBase<'_>, card: &RuleMetadata) -> Option<Diagnostic> {
    let row = base.indicator;
    if !card.target.accept(base.setting.form) {
        let forms = listed(card.target.iter().map(form_name).collect::<Vec<_>>().iter());
        let detail = match (base.setting.form, card.target.iter().next()) {
            (Some(_), None) => phrase("target-unread", &[]),
            (None, _) => phrase("target-wanted", &[("forms", forms)]),
            (Some(form), Some(_)) => phrase("target-form-unread", &[("form", form_name(form)), ("forms", forms)]),
        };
        let problem = Diagnostic::new(Code::TargetForm).said("detail", detail).at(row.target_place.clone());
        return Some(problem.related(row.rule_place.clone(), "named-here"));
    }
    if card.is_modifier || base.setting.is_penalty {
        return None;
    }
    let own = row.target.as_ref().map(Target::direction);
    match (card.direction, own) {
        (RuleDirection::Higher, Some(Direction::Lower)) | (RuleDirection::Lower, Some(Direction::Higher)) => Some(
            Diagnostic::new(Code::DirectionConflict)
                .fact("declared", <&str>::from(card.direction))
                .fact("target", own.map_or("", <&str>::from))
                .at(row.target_place.clone())
                .related(row.rule_place.clone(), "said-here"),
        ),
        _ => None,
    }
}

/// What a form of target is called.
pub(super) fn form_name(form: TargetForm) -> Bilingual {
    match form {
        TargetForm::AtLeast => phrase("target-form-at-least", &[]),
        TargetForm::MoreThan => phrase("target-form-more-than", &[]),
        TargetForm::AtMost => phrase("target-form-at-most", &[]),
        TargetForm::LessThan => phrase("target-form-less-than", &[]),
        TargetForm::Equal => phrase("target-form-equal", &[]),
        TargetForm::Between => phrase("target-form-between", &[]),
        TargetForm::By => phrase("target-form-by", &[]),
        TargetForm::Statement => phrase("target-form-statement", &[]),
    }
}

/// Whether a rule can score a row whose points are taken off.
pub(super) fn check_role(base: &RowBase<'_>, rule: &ScriptRule, written: &Written<'_>) -> Option<Diagnostic> {
    let card = rule.metadata();
    (base.setting.is_penalty && !card.gives_deductions).then(|| {
        let problem = Diagnostic::new(Code::PenaltyRule).fact("rule", &card.name);
        problem.at(written.rule_place.clone())
    })
}

/// The problem of a number in a unit of shares that makes sense only as another percentage.
pub(super) fn doubted((number, percent): (&Number, &Number), unit: &Unit, against: Bilingual) -> Diagnostic {
    let other = Unit::parse("%").convert(percent, unit).unwrap_or_else(|_| percent.clone());
    let written = |number: &Number| format!("{number}{}", unit_sign(unit));
    Diagnostic::new(Code::AmbiguousPercent)
        .fact("value", written(number))
        .fact("other", written(&other))
        .said("against", against)
}

/// How the unit of a share stands behind a number.
pub(super) fn unit_sign(unit: &Unit) -> String {
    match unit.name() {
        name @ ("" | "%" | "‰" | "‱") => name.to_owned(),
        name => format!(" {name}"),
    }
}
