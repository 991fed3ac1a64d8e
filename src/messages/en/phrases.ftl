# Phrases: words that fill problems and results, such as what is wrong with a thing, or what a goal is

# Figures of a report
figure-stated-nowhere = none of the three is written
figure-stated-twice = more than one of the three is written
figure-not-reported = not reported
figure-not-in-report = not in the report
figure-no-number = `{ $text }` is not a number

# Targets
target-unwritten = no target is written
target-written-twice = more than one target is written
target-range-ends = a range takes two numbers
target-range-order = the lower end of a range must be below the upper one
target-range-wanted = the rule needs a range (between)
target-date-wanted = the rule needs a date (by)
target-number-wanted = the rule needs a number as target

# Grades and the full score
grade-written-twice = the grade { $grade } is written twice
grade-order = grades run from best to worst: { $grade } begins at { $from }, which must be below { $above }, where { $better } begins
grade-upper-end = the upper end of { $grade }, { $below }, must be { $above }, where the band above begins
grade-lowest = the last grade, { $grade }, must begin at 0 and begins at { $from }
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
