# Phrases: words that fill problems and results, such as what is wrong with a thing, or what a goal is

# Figures of a report
figure-stated-nowhere = none of the three is written
figure-stated-twice = more than one of the three is written
points-not-claimed = no points claimed
figure-not-reported = not reported
figure-not-in-report = not in the report
figure-no-number = `{ $text }` is not a number

# Targets
target-unwritten = no target is written
target-written-twice = more than one target is written
target-range-ends = a range takes two numbers
target-range-order = the lower end of a range must be below the upper one
target-statement-number = a statement is what cannot be said in numbers; `{ $text }` can: write it as `at_least`, `at_most`, `equal` …
target-wanted = the rule needs a target, written as { $forms }
target-unread = the rule looks at no target, so this one has no effect
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
share-as-target = a usual target is 100%
share-against = the target, or what gives full marks, is { $usual }
share-against-usual = { $usual } is usual
share-confirm-figure = correct the figure, or confirm it with `as_written: true` at this metric
share-confirm-target = correct the target, or confirm it with `as_written: true` in `target`
share-confirm-cap = correct `below` (shares are compared in percent), or confirm it with `as_written: true` at this cap
unit-of-counts = a unit that is counted one by one, as 件, 人 or 次
share-as-edge = no edge reaches 1%
limit-of-values = { $limit } values
share-confirm-unit = correct the number, or confirm it by writing its unit, as 0.3%
formula-too-large = a number is too large
formula-unlike = `{ $left }` and `{ $right }` cannot be added or compared
formula-bare-number = a metric beside the number { $number } is converted, so nobody can tell which unit it has; declare the metrics in one unit
formula-other-unit = it comes out in `{ $found }`, and `{ $wanted }` is declared
formula-bare-quotient = the quotient is a `{ $found }`, and `{ $wanted }` is declared; write `{ $factor } * …`, or `unit: ratio`
formula-other-scale = it comes out in `{ $found }`, and `{ $wanted }` is declared; check the factors of the formula
no-unit = no unit
row-left-out = the other rows are scaled up to the full score, total { $total }; with 0 points here it would be { $zero }
row-given-full = it gets full marks whatever its rule and modifiers say, total { $total }; with 0 points here it would be { $zero }
extra-left-out = it adds nothing and takes nothing off
penalty-deducted = the points of a penalty are those that are taken off; nothing can be deducted from them
penalty-vetoed = a veto cannot strike a penalty: taking its points away would raise the total

# Grades and the full score
grade-written-twice = the grade { $grade } is written twice
grade-order = grades run from best to worst: { $grade } begins at { $from }, which must be below { $above }, where { $better } begins
grade-upper-end = the upper end of { $grade }, { $below }, must be { $above }, where the band above begins
grade-lowest = the last grade, { $grade }, must begin at 0 and begins at { $from }
weights-too-many = too many
weights-too-few = too few
weights-do-not-add-up = `{ $parent }` is printed as { $weight } points, but { $addends } = { $sum }: { $difference } { $excess }; the rows decide
weights-finer = the weight { $weight } is finer than the rounding to { $places } places; points are rounded to { $finer }
row-of-cells = { $row } ({ $cells })
printed-number = `{ $text }` as { $number }
printed-bound = `{ $text }` as a bound, which is no measured number
printed-range = `{ $text }` as a range, which is no single number
printed-day = `{ $text }` as { $day }
printed-more = { $count } more
full-score-as-parent = the full score
full-score-as-row = full score

# Identities of accounts
identity-one-form = exactly one form is wanted
identity-shares-without-parts = `shares` goes with `parts` only
identity-not-above = `not_above` takes two figures and no `is`
identity-two-figures = two figures are wanted, and the result in `is`
identity-parts = the whole belongs in `is`, and there are as many `shares` as `parts`
identity-result = the result belongs in `is`; `difference` takes two figures or more
identity-share-unit = the result is a share in %, not in `{ $unit }`

# Goals of a search
goal-grade = reach `{ $grade }`
goal-below-grade = fall below `{ $grade }`
goal-total = a total of at least { $total }
goal-below-total = a total below { $total }
goal-exactly = a total of exactly { $total }

# Numbers
number-not-plain = not a plain number
number-too-long = more than 28 digits
number-too-large = number too large

# Points followed over the weight
quantity-product = two numbers that depend on the weight are multiplied
quantity-quotient = a number is divided by one that depends on the weight
quantity-plain = { $place } takes no number that depends on the weight
too-many-pieces = more than { $limit } pieces over { $weights }

# What stands where a file belongs
kind-folder = a folder
kind-pipe = a pipe
kind-socket = a socket
kind-device = a device
kind-link = a link
kind-broken-link = a link that leads nowhere
# Rule scripts
kind-missing = nothing
kind-number = number
kind-text = text
kind-yes-no = yes or no
kind-day = day
kind-list = list
kind-mapping = mapping
kind-award = award
kind-character = single character
kind-another = thing of another kind
script-unfit = { $place } cannot be used on: { $kind }
script-arms = the arms of a switch are texts, true or false; compare numbers with if
script-own-name = `{ $name }` is a function of the program and cannot be defined again
script-outside = statements outside functions are never run
limit-work = too much to compute
limit-list = a list is too long
limit-facts = too many facts are given at once
limit-notes = an award has too many notes
limit-declaration = { $function }() says too much
limit-steps = too many steps
limit-depth = functions call each other too deeply
limit-variables = there are too many variables
limit-text = a text is too long
limit-mapping = a mapping is too large
limit-nesting = an expression is nested too deeply
limit-functions = there are too many functions
script-for = what follows `in` must be a list
script-needs-yes-no = true or false is needed here; found: { $kind }
script-needs-yes-no-here = true or false is needed here
script-wrong-kind = a value of this kind cannot stand here
script-no-key = no item can be asked for by: { $kind }
script-no-items = nothing can be asked of: { $kind }
script-no-property = there is no `{ $name }` to ask for
script-no-function = there is no function `{ $name }`
script-arguments = the function `{ $name }` does not take these: { $kinds }
script-no-variable = there is no variable `{ $name }`
script-open-text = a text is not closed
script-twice = `{ $name }` is there twice
script-constant = `{ $name }` is constant and cannot be assigned to
script-no-expression = an expression is missing here
formula-sign = `{ $sign }` cannot be written here; write + - * / to add, subtract, multiply, divide
