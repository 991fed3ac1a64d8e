//! Stable names of the kinds of problems.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The kind of a problem: a stable kebab-case name, which `jixiao explain` takes. Its pages stand in `src/diagnostic/pages/`.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Code {
    // Files and their spelling.
    /// A file or folder that does not exist.
    FileNotFound,
    /// A file that cannot be read.
    FileUnreadable,
    /// A folder, pipe, socket or device where a file belongs.
    NotAFile,
    /// A folder of scripts without any script.
    NoScripts,
    /// A folder without any case in it or below it.
    NoCases,
    /// A folder with several cases, where one is wanted.
    SeveralCases,
    /// A file where a case is wanted.
    NotACase,
    /// A file that cannot be written.
    FileUnwritable,
    /// Several files of which some are written and others could not be.
    PartlyWritten,
    /// A file that is not UTF-8 text.
    NotUtf8,
    /// A file beyond the size that is read.
    FileTooLarge,
    /// A file without content.
    EmptyFile,
    /// A target that is taken by something that is not to be replaced.
    AlreadyExists,
    /// Text that is not YAML.
    YamlSyntax,
    /// Full-width punctuation or digits where YAML wants ASCII.
    FullWidth,
    /// Nesting deeper than any scheme needs.
    YamlDepth,
    /// The same key twice in one mapping.
    DuplicateKey,
    /// Anchors, aliases, tags, merge keys, explicit keys: YAML that a reader cannot check by eye.
    YamlFeature,
    /// More than one document in a file.
    MultipleDocuments,
    /// A key without a value.
    EmptyValue,
    /// A character that nobody sees, or a line break in a name.
    HiddenCharacter,
    // Shape of the files.
    /// A key that means nothing here.
    UnknownField,
    /// A key that must be there.
    MissingField,
    /// A list where a mapping belongs, and the like.
    WrongType,
    /// A word that is not one of those allowed.
    UnknownChoice,
    /// Text where a plain number belongs.
    NotANumber,
    /// A number outside what is allowed here.
    NumberRange,
    /// Text where a date as 2024-12-31 belongs.
    NotADate,
    /// Text where yes or no belongs.
    NotYesNo,
    /// Digits with separators in places where no number has them.
    MalformedAmount,
    // Schemes.
    /// Weights that do not add up to their parent.
    WeightSum,
    /// Two things with one id.
    DuplicateId,
    /// An id with characters that cannot be named elsewhere.
    BadId,
    /// Two indicators with one name.
    DuplicateName,
    /// A dimension with both or neither of sub-dimensions and indicators.
    DimensionContent,
    /// Grade bands that overlap, leave a gap or do not reach the bottom.
    GradeBands,
    /// A target written in more or fewer than one way.
    TargetForm,
    /// A rule for which there is no script.
    UnknownRule,
    /// A parameter that the rule does not have.
    UnknownParameter,
    /// A parameter that the rule needs.
    MissingParameter,
    /// A parameter of the wrong kind or outside its bounds.
    BadParameter,
    /// Bands that leave a value without a band.
    BandGap,
    /// Bands that give a value two bands.
    BandOverlap,
    /// An input that the rule does not have.
    UnknownInput,
    /// An input that the rule needs.
    MissingInput,
    /// A metric that nobody declares.
    UnknownMetric,
    /// A metric declared and never used.
    UnusedMetric,
    /// A formula that is not an expression over metrics.
    FormulaSyntax,
    /// Derived metrics that need each other.
    DerivationCycle,
    /// A comparison of organisations that cannot be made.
    PeersForm,
    /// A direction that contradicts target or rule.
    DirectionConflict,
    /// A chain of `extends` that comes back to itself.
    ExtendsCycle,
    /// A chain of `extends` that is too long.
    ExtendsDepth,
    /// An `extends` that leads out of the folders it may lead into.
    ExtendsOutside,
    /// A change to something that the base scheme does not have.
    UnknownChange,
    /// An id of an indicator that the scheme does not have.
    UnknownIndicator,
    /// A name that several things have.
    AmbiguousName,
    /// A number that is to go up or down and is not there.
    NoBaseValue,
    // Reports.
    /// A metric that the scheme needs and nobody reported.
    MissingMetric,
    /// A figure that is known only beside the reports of the other organisations.
    PeersMissing,
    /// A figure that is changed while facts about all organisations stay as they are.
    PeersHeld,
    /// A metric reported without a value, with the reason.
    MetricMissing,
    /// A reported metric that the scheme does not know.
    UnexpectedMetric,
    /// More or fewer than one of value, `missing` and `not_applicable`.
    MetricState,
    /// A grade that no total can reach, or grades that begin as if totals were shares.
    GradeReach,
    /// A number with more digits than are read.
    NumberLength,
    /// A unit that does not convert into the declared one.
    UnitMismatch,
    /// A unit in characters that units are not written in.
    UnitSpelling,
    /// A difference between shares without a unit, in a row that counts shares otherwise than in percent.
    BareStep,
    /// A formula whose operands or result do not fit together in what they count.
    FormulaUnit,
    /// A list of parameters with another number of items than the input that they belong to.
    ListLength,
    /// A table of points that does not reach full marks, or goes beyond them.
    FullMarks,
    /// A target that earns less than full marks where it is met.
    TargetUnmet,
    /// A rule or modifier that cannot score a penalty.
    PenaltyRule,
    /// A weight with more digits than its points are rounded to.
    WeightPlaces,
    /// A figure that decides or judges, reported as not applicable, or something that may not be.
    MustApply,
    /// A figure reported as unfinished where a value is wanted.
    NotFinished,
    /// No row that is worth anything applies.
    NothingApplies,
    /// A row that does not apply, and what that does to the total.
    RowNotApplicable,
    /// A deduction by hand from a row that does not apply.
    DeductionNotApplicable,
    /// An element of a list that does not apply and was left out.
    ElementLeftOut,
    /// A deduction, or a veto, on a row whose points are taken off.
    PenaltyChanged,
    /// A share that makes sense only in another scale.
    AmbiguousPercent,
    /// A word in the place of a reason that gives none.
    BareReason,
    /// A large number without a unit where a percentage is wanted.
    UnitAssumed,
    /// A percentage, count or amount that cannot be negative.
    NegativeValue,
    /// A file in which no table is read.
    TableUnread,
    /// A file of tables without a form, or a form without anything that can be scored.
    NoForm,
    /// Rows of a scheme that rest on guesses.
    Guessed,
    /// A paper that has no place for what is to stand in it.
    PaperForm,
    /// A format that no terminal shows, without a file to write it to.
    NeedsFile,
    /// A file whose name ends as that of no format.
    UnknownEnding,
    /// A layout of a form that is none.
    LayoutForm,
    /// A layout that is not there.
    UnknownLayout,
    /// A form of an office that cannot be filled in.
    FormNotFilled,
    /// A report for another scheme.
    SchemeMismatch,
    /// Points lost without a reason in the report.
    ReasonMissing,
    /// Points claimed, and a remark why there are none.
    ClaimState,
    /// Points of a row claimed by themselves and together with others.
    ClaimTwice,
    /// Claimed points beyond what can be had.
    ClaimRange,
    /// A row that a person decides, without points claimed.
    MissingClaim,
    /// Weights of a published table that no scheme of ours may have.
    PrintedWeights,
    /// Values of a published table in the notation of print, with what they were read as.
    PrintedNotation,
    /// A row of a published table that cannot be recomputed.
    RowNotRecomputed,
    // Accounts.
    /// A figure, cell or class that the accounts do not have.
    UnknownFigure,
    /// A figure written in more or fewer than one way.
    FigureForm,
    /// Figures that are computed from each other in a circle.
    FigureCycle,
    /// Figures of one sum or comparison that count different things.
    UnlikeFigures,
    /// An identity written in more or fewer than one way.
    IdentityForm,
    // Rules.
    /// A script that is not Rhai.
    ScriptSyntax,
    /// A script without one of its parts.
    ScriptPart,
    /// A script that uses what guests may not use.
    ScriptForbidden,
    /// An example in a script that does not come out as it says.
    ScriptExample,
    /// A script that stopped with an error.
    ScriptError,
    /// A division by zero in a script or formula.
    DivisionByZero,
    /// A script that used up what it may use.
    ScriptLimit,
    /// A comparison or sum of unlike things.
    UnlikeOperands,
    /// A script that did not return points.
    ScriptReturn,
    /// Points below zero or above the weight.
    PointsRange,
    /// A refusal that the rule itself words.
    RuleRefusal,
    /// A remark that the rule itself words.
    RuleRemark,
    /// A rule whose points are not piecewise linear in the weight.
    RuleOpaque,
    /// A figure that lies in none of the bands.
    OutsideBands,
    /// A line in the head of a script that is not of its form.
    HeaderWord,
    /// A change of a script that no example and no case notices.
    SurvivingMutant,
    /// An award, note, refusal or "not applicable" that no example reaches.
    UnreachedBranch,
    /// A sentence that the script declares and never uses.
    UnusedSentence,
    /// A name that the script uses without declaring a sentence for it.
    UndeclaredSentence,
    /// A hole of a sentence that nothing fills.
    UnknownFact,
    /// A declared law of the points that does not hold.
    InvariantBroken,
    /// A change declared as harmless that makes a difference, or that is no change of the script.
    StaleEquivalent,
    // Totals.
    /// A total that is not given because rows are missing.
    TotalWithheld,
    /// Not-applicable rows under a scheme that refuses them.
    NotApplicableRefused,
    /// A row that scored zero under the scheme's policy for missing figures.
    ScoredZero,
    /// A grade that another rounding would change.
    RoundingDecides,
    /// A veto that struck.
    VetoStruck,
    // Requests and results.
    /// A grade that the scheme does not have.
    UnknownGrade,
    /// A diagnostic code that does not exist.
    UnknownCode,
    /// A result file that is not one.
    ResultForm,
    /// A result that does not come out again.
    ResultDiffers,
    /// A what-if that changes nothing.
    NothingChanged,
    /// A weight that is to be set and to stay.
    LockedAndSet,
    /// Bounds of a weight that leave no value.
    BoundsReversed,
    /// A mode that takes points from, or gives them to, a row that is set or locked.
    ModeNamesFixed,
    /// A weight outside the bounds that were asked for.
    OutsideBounds,
    /// A weight that is no multiple of the step.
    OffGrid,
    /// A row that gives up weight and for which the scheme names nobody who receives it.
    NoReceiver,
    /// Weights that cannot add up to the full score within what is fixed and bounded.
    WeightsUnreachable,
    /// A weight of a dimension that its rows cannot add up to.
    DimensionUnreachable,
    /// A row that would be worth less than nothing.
    ShiftBelowZero,
    /// A baseline that is not one, or not whole.
    BaselineForm,
    /// A baseline of a form that this version does not know.
    BaselineNewer,
    /// A cause that no difference has.
    UnknownCause,
    /// A cause that cannot be recorded without others.
    CauseInseparable,
    /// A cause that can be recorded only after the engine's own.
    CauseOrder,
    /// A row or a total without a result that would be recorded as if it were one.
    NoResult,
    /// The beginning of the ids of several causes.
    AmbiguousCause,
    /// A change that is not written as one.
    ChangeForm,
    /// A text that cannot take the place of a target.
    TargetValue,
    /// A figure that is derived and cannot be set.
    DerivedMetric,
    /// An overlay whose weights do not come out.
    OverlayDiffers,
    /// Units that are scored by different schemes and cannot be ranked together.
    SchemesDiffer,
    /// A variant that has the id of its base.
    SameScheme,
    /// An organisation with more than one report among many.
    SameOrganisation,
    /// A score of who stands above many, of whom one has no total.
    RollUpMissing,
    /// A report for another year than its scheme's, among many.
    OtherYear,
    /// A report among many that does not say which scheme it is for.
    SchemeNotNamed,
    /// A table of many reports that cannot be read.
    PopulationForm,
    /// One record among many that cannot be read.
    RecordForm,
    /// Columns and the ordinary evaluation that do not come to the same: a fault of the program.
    PlanDiffers,
    /// A format that only a build with its feature reads and writes.
    FeatureMissing,
    /// A bundle that is not one, or not whole.
    BundleForm,
    /// A bundle of a form that this version does not know.
    BundleNewer,
    /// A bundle that says otherwise than when it was made.
    BundleDamaged,
    /// A goal that is none.
    BadGoal,
    /// An option of a search that cannot be read.
    OptionForm,
    /// A figure that a search cannot change.
    FigureNotSearchable,
    /// A weight that is to stay and has bounds.
    LockedAndBounded,
    /// A total that rows do not simply add up to.
    TotalNotAdditive,
    /// A search over more than is bearable.
    SearchTooLarge,
    /// An answer that the ordinary engine does not confirm.
    CertificateDisagrees,
    /// Fewer than two weights that could be drawn.
    NothingToDraw,
    /// Two sides of a comparison without a common row.
    NothingInCommon,
    /// Two rows of one side that are to be one row of the other.
    MapConflict,
    /// Parts that do not add up to what they are parts of: a fault of the program.
    PartsMissTotal,
    /// An interval of weights that the ordinary engine does not confirm: a fault of the program.
    SpanDisagrees,
}
