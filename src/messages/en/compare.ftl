# compare: why two totals differ

cli-compare = Split the difference of two totals by indicator and by what changed
arg-from = the old side: folder of a case, or a result file of `score --format json`
arg-to = the new side, likewise; where it is left out, the old case with other files
arg-from_scheme = use this scheme file for the old side
arg-to_scheme = use this scheme file for the new side
arg-from_report = use this report file for the old side
arg-to_report = use this report file for the new side
arg-from_scripts = folder of the rule scripts for the old side
arg-to_scripts = folder of the rule scripts for the new side
arg-map = this row of the old side is that row of the new side: OLD=NEW (several)
compare-from = from: { $title } ({ $scheme }), { $unit }, { $year }: { $total }, { $grade }
compare-to = to:   { $title } ({ $scheme }), { $unit }, { $year }: { $total }, { $grade }
compare-same = no difference: no row, weight or rule differs, and the totals are equal
compare-changed = changed
compare-before = from
compare-after = to
compare-difference = difference
compare-centred = weight, centred
compare-undivided = undivided
compare-rows = rows
compare-unscored = not scored
compare-unchanged = rows without any change: { $count }
compare-joined = * { $row }: { $factors } cannot be told apart, a mixture of old and new is refused: { $why }
compare-centring = weight, centred: less the change of the weight times the mean share { $share } of both totals; what a row gains in weight others lose
compare-full-score = the full score changed; centring leaves over { $points }
compare-results-only = split by indicator only: a result file holds no rules that could be run
compare-not-reopened = `{ $path }`: its case cannot be opened again, so only its recorded points are used
compare-has-changed = { $step ->
        [receipt] `{ $path }`: its texts have changed since, so only its recorded points are used
       *[other] `{ $path }`: its case has changed since ({ $step }: { $recorded } then, { $found } now), so only its recorded points are used
    }
factor-actual = actual
factor-target = target
factor-weight = weight
factor-rule = rule
factor-deduction = deduction
factor-rounding = rounding
line-dimension-rounding = rounding of dimensions
line-rescaling = scaling up for rows that do not apply
line-bonus-limit = limit of bonuses
line-veto = veto
line-ceiling = ceiling
line-bounds = bounds of the total
line-total-rounding = rounding of the total
line-between = between rows and total
kind-added = added
kind-removed = removed
kind-not-scored = not scored on one side
kind-policy = points by policy on one side
kind-result-only = not split
grade-stays = the grade stays { $grade }
grade-changed = the grade changed from { $old } to { $new }; what alone would have kept it:
grade-restored = - { $what } as before: { $total }, { $grade }
grade-not-restored = - nothing alone: none of { $count } single reversals brings { $grade } back
reversal-refused = - not tried, a rule refuses the mixture: { $what } ({ $why })
reversal-other-rows = - weights were not taken back: rows were added or removed
reversed-row = { $factors } of { $row }
reversed-all = { $factor } of all rows
reversed-rounding = the rounding of the scheme
reversed-grades = the table of grades
reversed-veto = without the veto `{ $name }`
reversed-ceiling = without the ceiling `{ $name }`
nothing-in-common = the two sides have no row in common: { $from } against { $to }
    .help = name the rows that are one and the same with --map OLD=NEW
map-conflict = `{ $one }` and `{ $other }` would both be the row `{ $id }`
    .help = give --map one new id for each old one, and none that the old side has as well
parts-miss-total = the parts of { $of } add up to { $sum } and not to { $total }; nothing is told
    .help = this is a fault of the program: please report it with the two cases
