# sweep: one indicator at a time

cli-sweep = Change one weight at a time and see the effect on total and grade, and where points are lost
arg-sweep_by = change each weight by this many points (default: 1, and 20%)
arg-percent = change each weight by this percentage
arg-svg = also write the tornado chart to this SVG file
sweep-headline = { $title } ({ $scheme }), { $organisation }: { $total }, { $grade }
sweep-mode = when one weight changes, the difference is absorbed by { $mode }
sweep-mode-locked = when one weight changes, the difference is absorbed by { $mode }; locked: { $locked }
sweep-by-points = each weight ± { $points } points
sweep-by-percent = each weight ± { $percent }%
sweep-less = less weight
sweep-more = more weight
sweep-swing = swing
sweep-end = { $weight }: { $total } { $grade } ({ $change })
sweep-now = now: { $total } { $grade }
sweep-legend = = less weight, █ more weight; swing: distance of both totals before the total is rounded
sweep-rows = weight range in which the grade stays { $grade } ([ ] inclusive, ( ) exclusive), and points lost
sweep-headroom = points lost
sweep-exact = grade unchanged, any weight
sweep-grid = grade unchanged, on the scheme's step
sweep-without = without it
sweep-at-least = ≥ { $points }
sweep-refused = not scored
sweep-immovable = cannot be moved
sweep-sampled = on the step only
sweep-locked = locked
sweep-below = below: { $what }
sweep-above = above: { $what }
sweep-not-looked = not examined further
sweep-withheld = no total
sweep-rescaled = the total is rescaled because some rows are not applicable
sweep-too-many = too many changes in the last digit along the way
sweep-note-refused = not scored, for example: { $why } (--lock keeps a row unchanged)
sweep-note-sampled = { $row }: sampled only on the scheme's step: { $why }
sweep-note-single = one weight at a time: two small changes together may do what neither does alone
span-disagrees = at weight { $weight } the engine disagrees with the projected total { $total }, so no result is shown
    .help = this is a bug; please report it together with the case
