# Phrases: words that fill problems and results, such as what is wrong with a thing, or what a goal is

# Figures of a report
figure-stated-nowhere = none is given
figure-stated-twice = more than one is given
points-not-claimed = no points claimed
figure-not-reported = not reported
figure-not-in-report = not in the report
bounds-whole = whole numbers only
figure-as-reported = { $name } { $figure }
remark-converted = { $remark } (reported: { $figures }; check the units)
figure-no-number = `{ $text }` is not a number

# Targets
target-unwritten = no target given
target-written-twice = more than one target given
target-range-ends = a range needs two numbers
target-range-order = the lower end of a range must be less than the upper end
target-statement-number = `statement` is for requirements that cannot be expressed as numbers; write `{ $text }` as `at_least`, `at_most`, `equal` etc.
target-wanted = the rule needs a target: { $forms }
target-unread = the rule ignores targets, so this one has no effect
target-form-unread = the rule cannot score `{ $form }`, only { $forms }
target-form-at-least = at_least
target-form-more-than = more_than
target-form-at-most = at_most
target-form-less-than = less_than
target-form-equal = equal
target-form-between = between
target-form-by = by
target-form-statement = statement
target-as-figure = target
share-as-target = targets are usually 100%
share-against = the target or full-marks level is { $usual }
share-against-usual = usually { $usual }
share-confirm-figure = correct the figure, or confirm it with `as_written: true` on this metric
share-confirm-target = correct the target, or confirm it with `as_written: true` in `target`
share-confirm-cap = correct `below` (rates are compared in percent), or confirm it with `as_written: true` on this cap
peers-direction = ranks need `higher` or `lower`
peers-of-peers = `{ $metric }` itself depends on the other organisations; compare what is reported, or derived from it
unit-of-counts = a unit of whole items such as 件, 人 or 次
share-as-edge = no band boundary reaches 1%
limit-of-values = { $limit } { PLURAL($limit, "value") }
share-confirm-unit = correct the number, or confirm it by adding the unit, as in 0.3%
formula-too-large = a number is too large
formula-unlike = `{ $left }` and `{ $right }` cannot be added or compared
formula-bare-number = a metric combined with the number { $number } is converted, so the unit of that number is unclear; declare the metrics in one unit
formula-other-unit = the result is in `{ $found }`, but `{ $wanted }` is declared
formula-bare-quotient = the quotient is in `{ $found }`, but `{ $wanted }` is declared; write `{ $factor } * …`, or `unit: ratio`
formula-other-scale = the result is in `{ $found }`, but `{ $wanted }` is declared; check the factors in the formula
no-unit = no unit
row-left-out = the other rows are rescaled to the full score, total { $total }; with 0 points here it would be { $zero }
row-given-full = it gets full marks regardless of rule and modifiers, total { $total }; with 0 points here it would be { $zero }
extra-left-out = it neither adds nor deducts points
penalty-deducted = the points of a penalty are deductions; nothing can be deducted from them
penalty-vetoed = a veto cannot apply to a penalty: setting it to 0 would raise the total

# Grades and the full score
grade-written-twice = grade `{ $grade }` appears twice
grade-order = grades must be listed best first: { $grade } starts at { $from }, which must be below { $above }, where { $better } starts
grade-upper-end = the upper end of { $grade }, { $below }, must be { $above }, where the next better grade starts
grade-lowest = the last grade, { $grade }, must start at 0, not { $from }
weights-too-many = too many
weights-too-few = too few
weights-do-not-add-up = `{ $parent }` is printed as { $weight } { PLURAL($weight, "point") }, but what is below it comes to { $addends }: { $difference } { $excess }; the row weights are used
weights-finer = the weight { $weight } has more decimals than the rounding to { $places } { PLURAL($places, "place") }; points are rounded to { $finer }
row-of-cells = { $row } ({ $cells })
printed-number = `{ $text }` as { $number }
printed-bound = `{ $text }` as a bound, not a measured value
printed-range = `{ $text }` as a range, not a single value
printed-day = `{ $text }` as { $day }
printed-more = { $count } more
full-score-as-parent = the full score
full-score-as-row = full score

# Identities of accounts
identity-one-form = exactly one form is required
identity-shares-without-parts = `shares` goes with `parts` only
identity-not-above = `not_above` takes two figures and no `is`
identity-two-figures = two figures are required, with the result in `is`
identity-parts = the whole goes into `is`, with as many `shares` as `parts`
identity-result = the result goes into `is`; `difference` takes two or more figures
identity-share-unit = the result must be in %, not `{ $unit }`

# Goals of a search
goal-grade = reach `{ $grade }`
goal-below-grade = fall below `{ $grade }`
goal-total = a total of at least { $total }
goal-below-total = a total below { $total }
goal-exactly = a total of exactly { $total }

# Numbers
number-not-plain = not a decimal number
number-too-long = more than 28 digits
number-too-large = number too large

# Points followed over the weight
quantity-product = two values that depend on the weight are multiplied
quantity-quotient = a number is divided by a value that depends on the weight
quantity-plain = { $place } does not accept values that depend on the weight
too-many-pieces = more than { $limit } pieces over { $weights }

# What stands where a file belongs
kind-folder = a folder
kind-pipe = a pipe
kind-socket = a socket
kind-device = a device
kind-link = a link
kind-broken-link = a link to a missing file
# Rule scripts
item-number = item { $number }
gap-unit-percent = {" "}percentage points
gap-unit-permille = {" "}per mille points
kind-missing = nothing
kind-number = number
kind-text = text
kind-yes-no = yes or no
kind-day = date
kind-list = list
kind-mapping = mapping
kind-award = award
kind-character = single character
kind-another = another type
script-unfit = { $place } cannot be used on { $kind }
script-arms = the arms of a switch must be texts, true or false; compare numbers with if
script-own-name = `{ $name }` is a built-in function and cannot be redefined
script-outside = statements outside functions are never executed
limit-work = too much computation
limit-list = list too long
limit-facts = too many facts at once
limit-notes = too many notes in one result
limit-declaration = too much content in { $function }()
limit-steps = too many steps
limit-depth = function calls nested too deeply
limit-variables = too many variables
limit-text = text too long
limit-mapping = mapping too large
limit-nesting = expression nested too deeply
limit-functions = too many functions
script-for = a list is expected after `in`
script-needs-yes-no = expected true or false, found { $kind }
script-needs-yes-no-here = expected true or false
script-wrong-kind = a value of this type is not allowed here
script-no-key = cannot index by { $kind }
script-no-items = { $kind } cannot be indexed
script-no-property = no property `{ $name }`
script-no-function = no function `{ $name }`
script-arguments = function `{ $name }` does not accept these arguments: { $kinds }
script-no-variable = no variable `{ $name }`
script-open-text = unterminated text
script-twice = `{ $name }` is defined twice
script-constant = `{ $name }` is a constant and cannot be assigned
script-no-expression = expression expected here
formula-sign = `{ $sign }` is not allowed; use + - * /
this-folder = this folder
named-folder = `{ $path }`

# Why a script cannot be read, or cannot go on
limit-literal = a text or a list is too long
script-incomplete = the script ends too early
script-no-operator = `{ $sign }` cannot be used
script-missing-sign = `{ $sign }` is missing
script-index = brackets hold a position or a name
script-switch-order = `_` must come last in a `switch`
script-switch-condition = `_` takes no condition
script-property = a name is missing here
script-variable-name = the name of a variable is missing here
script-reserved = `{ $name }` is a reserved word and cannot be a name
script-unexpected = unexpected `{ $sign }` here
script-comment = `///` may only stand before a function
script-nested-function = a function cannot be defined inside another one
script-function-name = the name of the function is missing after `fn`
script-function-params = the parentheses with the parameters of `{ $name }` are missing
script-function-body = the braces with the body of `{ $name }` are missing
script-assign = only variables can be assigned to
script-loop-break = `break` and `continue` only work inside a loop
script-not-understood = this is not how a script is written
script-escape = a text cannot contain `{ $sign }`
script-quotes = texts are written in double quotes
script-name = `{ $name }` cannot be a name
script-right-sign = write `{ $right }` instead of `{ $sign }`
script-equals = `=` assigns a value; write `==` to compare
script-decimal-comma = decimals are written with a point: { $number }
script-open-bracket = `{ $sign }` is never closed
script-argument-count = `{ $name }` takes { $wanted } { PLURAL($wanted, "argument") }, and { $given } { PLURAL($given, "is", "are") } given
either-of = { $one } or { $other }
script-stopped = the script cannot go on here
script-bounds = { PLURAL($count, "there is", "there are") } { $count } { PLURAL($count, "item") }, and no item { $at }
yaml-needs-quotes = `{ $value }` needs quotes
yaml-tab = a tab is used for indentation
yaml-hyphen = there is no blank behind the hyphen

# Where a result differs from what is computed again
differs-total = the total
differs-grade = the grade
differs-steps = the steps to the total
differs-dimension = the subtotal of `{ $id }`
differs-points = the points of `{ $row }`
differs-row = `{ $row }` ({ $field })

# How changes are written on the command line
form-bounds = NAME=LOW..HIGH
form-set = NAME=WEIGHT / NAME=+5 / NAME.target=VALUE / NAME.rule=NAME
form-value = NAME=VALUE / NAME=+5
