# compare: why two totals differ

cli-compare = Split the difference between two totals by indicator and cause
arg-from = first side: case folder, or a result file of `score --format json`
arg-to = second side, likewise; if omitted, the first case with other files
arg-from_scheme = scheme file for the first side
arg-to_scheme = scheme file for the second side
arg-from_report = report file for the first side
arg-to_report = report file for the second side
arg-from_scripts = rule script folder for the first side
arg-to_scripts = rule script folder for the second side
arg-map = rows that are the same under different ids: FIRST=SECOND (repeatable)
compare-from = from: { $title } ({ $scheme }), { $unit }, { $year }: { $total }, { $grade }
compare-to = to:   { $title } ({ $scheme }), { $unit }, { $year }: { $total }, { $grade }
compare-same = no difference: indicators, weights and rules are the same, and the totals are equal
compare-changed = changed
compare-before = from
compare-after = to
compare-difference = difference
compare-centred = weight, centred
compare-undivided = not split
compare-rows = rows
compare-unscored = not scored
compare-unchanged = unchanged rows: { $count }
compare-joined = * { $row }: { $factors } cannot be separated, because a rule refuses a mixture of both sides: { $why }
compare-centring = weight, centred: excludes the change of weight × the mean score rate { $share } of both totals, since weight gained by one row is lost by others
compare-full-score = the full score changed; { $points } remain after centring
compare-results-only = split by indicator only: a result file contains no runnable rules
compare-not-reopened = `{ $path }`: the original case cannot be opened, so only the recorded points are used
compare-has-changed = { $step ->
        [receipt] `{ $path }`: the files of its case have changed, so only the recorded points are used
       *[other] `{ $path }`: its case has changed ({ $step }: recorded { $recorded }, now { $found }), so only the recorded points are used
    }
factor-actual = actual
factor-target = target
factor-weight = weight
factor-rule = rule
factor-deduction = manual deduction
factor-rounding = rounding
line-dimension-rounding = rounding of dimensions
line-rescaling = rescaling for rows not applicable
line-bonus-limit = bonus limit
line-veto = veto
line-ceiling = cap
line-bounds = bounds of the total
line-total-rounding = rounding of the total
line-between = between rows and total
kind-added = added
kind-removed = removed
kind-not-scored = not scored on one side
kind-policy = points by policy on one side
kind-result-only = not split
grade-stays = the grade stays { $grade }
grade-changed = the grade changed from { $old } to { $new }; reverting any one of these would have kept it:
grade-restored = - reverting { $what }: { $total }, { $grade }
grade-not-restored = - none: none of the { $count } single reversals restores { $grade }
reversal-refused = - not tried, because a rule refuses the mixture: { $what } ({ $why })
reversal-other-rows = - reverting weights was not tried: rows were added or removed
reversed-row = { $factors } of { $row }
reversed-all = { $factor } of all rows
reversed-rounding = the rounding of the scheme
reversed-grades = the table of grades
reversed-veto = without the veto `{ $name }`
reversed-ceiling = without the cap `{ $name }`
nothing-in-common = the two sides have no indicator in common: { $from } and { $to }
    .help = use --map FIRST=SECOND to name rows that are the same
map-conflict = `{ $one }` and `{ $other }` both map to the indicator `{ $id }`
    .help = each id of the first side maps to one id of the second, which must not exist on the first side too
parts-miss-total = the parts of { $of } add up to { $sum }, not { $total }, so no result is shown
    .help = this is a bug; please report it together with both cases
