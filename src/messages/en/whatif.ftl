# Weights that are changed: what is refused

nothing-changed = nothing is asked to change
    .help = say what, as in --set ID=WEIGHT
locked-and-set = `{ $id }` is to become { $weight } and is locked
    .help = leave out one of the two
bounds-reversed = the bounds of `{ $id }`, { $low } to { $high }, leave no weight
    .with-grid = in steps of { $grid } they run from { $least } to { $most }
mode-names-fixed = `{ $id }` is fixed at { $weight }, so it can neither give nor receive
    .help = name another row, or do not set or lock this one
outside-bounds = the weight { $weight } of `{ $id }` lies outside its bounds { $low } to { $high }
    .help = widen the bounds or choose another mode
off-grid = the weight { $weight } of `{ $id }` is no multiple of the step { $grid }
    .help = use a multiple, or name another step with --grid
no-receiver = the scheme does not say which indicator makes room for `{ $id }`
    .help = name one under `reallocation`
weights-unreachable = the weights cannot add up to { $full }: set are { $set }; locked are { $locked }; the others would have to hold { $needed } and can hold { $least } to { $most } (bounds { $bounds })
    .help = loosen one of those named here
shift-below-zero = the weight of `{ $id }` would go from { $before } to { $after }, below 0
    .help = lock it, give it bounds, or use the mode proportional
change-form = `{ $text }` is not a change
    .help = write { $form }
target-value = `{ $value }` cannot be the target of `{ $id }`
    .help = write a number, LOW..HIGH for a range, a date for a deadline; a target in words cannot be set
derived-metric = the metric `{ $metric }` is derived as { $formula } and cannot be set
    .help = set one of the figures it is derived from
overlay-differs = the file gives `{ $id }` the weight { $written }; what it asks for comes to { $weight }
    .help = write it anew with --save, or correct what it asks for
schemes-differ = `{ $other }` is not the scheme `{ $first }`: units of two schemes cannot be ranked together
    .help = name one scheme for all with --scheme

# What a what-if says

whatif-title = What if: { $title }
whatif-set = set: { $rows }
whatif-followed = as a consequence ({ $mode }): { $rows }
whatif-grid = weights in steps of { $grid }
whatif-residual = weights in steps of { $grid }; the { $residual } points that these leave over go to { $row } (`--remainder` names another)
whatif-finer = more than one step is left over; steps of { $step } leave less (`--grid { $step }`)
whatif-metrics = figures: { $rows }
whatif-mode-proportional = all others in proportion
whatif-mode-transfer = from `{ $row }`
whatif-mode-equal-shift = all others by the same amount
whatif-mode-policy = by the scheme's table
whatif-mode-as-entered = as entered
column-weight-after = new weight
column-points-after = new points
column-difference = difference
column-change = change
whatif-row-set = set
whatif-row-followed = consequence
whatif-row-locked = locked
whatif-row-came = new
whatif-row-went = gone
whatif-part-target = target { $before } → { $after }
whatif-part-rule = rule { $before } → { $after }
whatif-part-params = parameters { $before } → { $after }
whatif-part-figures = actual { $before } → { $after }
whatif-side = { $points } ({ $grade })
whatif-withheld = withheld
whatif-total = total { $before } → { $after }, { $difference }; the grade stays
whatif-total-grade = total { $before } → { $after }, { $difference }; the grade changes
whatif-total-withheld = total { $before } → { $after }; the problems say why
whatif-unscored = `{ $row }` cannot be scored with its new weight; --lock { $id } keeps it as it is
whatif-before = before: { $line }
whatif-after = after: { $line }
column-unit = unit
column-rank = rank
column-rank-after = new rank
column-shift = moved
column-total-after = new total
column-grade = grade
column-grade-after = new grade
population-units = { $units } units, { $ranked } of them ranked before and after; ranks by rounded totals, equal totals share the best rank
population-still = no unit has another rank or grade
population-more = { $count } more units that moved: see --format json
population-transitions = grade transitions (rows before, columns after):
population-from-to = before \ after
population-moved = { $moved } units moved: { $ranks } in rank, { $grades } in grade
population-mean = mean rank shift { $mean } ({ $exact }, over { $ranked } units)
population-mean-whole = mean rank shift { $mean } (over { $ranked } units)
population-withheld = { $count } units without a total: { $units }
cli-whatif = What if: change weights, targets, rules or figures and compare before and after
arg-set = set ID=WEIGHT, ID.target=VALUE or ID.rule=NAME; may be repeated
arg-metric = set a reported figure NAME=VALUE, in the unit of the report
arg-mode = who makes room: proportional (default), transfer:ID, equal-shift, policy, as-entered
arg-remainder = the indicator that takes what whole steps leave over; by default the one that is worth most
arg-lock = keep the weight of this indicator
arg-bounds = keep the weight of an indicator within ID=LOW..HIGH
arg-grid = step of the weights (default: weight_grid of the scheme, or the places of the rows' rounding, of the total's where rows are not rounded)
arg-overlay = file of a scheme variant that says what changes; the scheme it extends is the one before
arg-save = keep the change as a scheme variant, which score --scheme takes
arg-reports = folder of reports: every YAML file in it is a unit
fixed-points = points that do not follow the weight: { $rows }
step-grades = organisations whose grade depends on the step of the weights: { $count }
step-grade = { $unit }: { $total }, { $grade }; with weights as fractions { $exact }, { $other }
step-grades-more = and { $count } more
