# sweep: one indicator at a time

cli-sweep = Move one weight at a time: what the total, the grade and the points still to be had make of it
arg-sweep_by = move each weight by so many points (default: 1, and 20 per cent)
arg-percent = move each weight by so many per cent of itself
arg-svg = draw the tornado into this SVG file as well
sweep-headline = { $title } ({ $scheme }), { $unit }, { $year }: { $total }, { $grade }
sweep-mode = when one weight moves, room is made by { $mode }
sweep-mode-locked = when one weight moves, room is made by { $mode }; unmoved: { $locked }
sweep-by-points = each weight { $points } points less and more
sweep-by-percent = each weight { $percent } % less and more
sweep-less = less weight
sweep-more = more weight
sweep-swing = swing
sweep-end = { $weight }: { $total } { $grade } ({ $change })
sweep-now = as it is: { $total } { $grade }
sweep-legend = = less weight, █ more weight; swing: distance of both totals before the total is rounded
sweep-rows = weights between which the grade stays { $grade } ([ ] with the end, ( ) without), and what is still to be had
sweep-headroom = to be had
sweep-exact = grade stays, any weight
sweep-grid = grade stays, on the scheme's steps
sweep-without = without it
sweep-at-least = ≥ { $points }
sweep-refused = refused
sweep-immovable = cannot be moved
sweep-sampled = on steps only
sweep-locked = unmoved
sweep-below = below: { $what }
sweep-above = above: { $what }
sweep-not-looked = not looked further
sweep-withheld = no total
sweep-rescaled = rows that do not apply scale the total up
sweep-too-many = too many last digits change on the way
sweep-note-refused = refused, for example: { $why } (--lock leaves a row as it is)
sweep-note-sampled = { $row }: sampled on the scheme's steps: { $why }
sweep-note-single = one weight at a time: two small changes together can do what neither does alone
span-disagrees = at a weight of { $weight } the ordinary engine disagrees with the traced total { $total }; nothing is told
    .help = this is a fault of the program: please report it with the case
