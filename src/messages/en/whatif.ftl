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
no-receiver = the scheme names nobody who receives the weight that `{ $id }` gives up
    .help = name one under `reallocation`
weights-unreachable = the weights cannot add up to { $full }: set are { $set }; locked are { $locked }; the others would have to hold { $needed } and can hold { $least } to { $most } (bounds { $bounds })
    .help = loosen one of those named here
shift-below-zero = the weight of `{ $id }` would go from { $before } to { $after }, below 0
    .help = lock it, give it bounds, or use the mode proportional
