# Many organisations ranked

ranking-head = organisations: { $count }, ranked: { $ranked }; { $ties }
ranking-ties-skip = equal totals share a rank, and as many ranks are left out after them (1, 2, 2, 4)
ranking-ties-dense = equal totals share a rank, and no rank is left out (1, 2, 2, 3)
ranking-grades = grades: { $grades }
ranking-grade = { $grade } { $count } ({ $share }%)
ranking-totals = totals: mean { $mean }, median { $median }, highest { $most }, lowest { $least }
ranking-difference = recomputed less claimed
ranking-losses = main losses
ranking-mean = mean points
ranking-rate = score rate
ranking-full = without loss
ranking-lost = points lost
ranking-share = share of losses
ranking-column-influence = influence
ranking-indicators = indicators (organisations with a total)
ranking-influence = influence: the part of the differences between totals that comes from the indicator; all add up to 100%, and a negative one narrows the differences
ranking-percent = score rate, share of losses and influence in %
ranking-rounding = grade decided by the rounding of the total, { $count }: { $names }
ranking-claims = claimed total differs from the recomputed one, { $count }: { $names }
ranking-all-full = full marks in every indicator, worth checking, { $count }: { $names }
ranking-withheld = without a total and not ranked, { $count }: { $names }
ranking-refused = reports that cannot be read, { $count }: { $names }
ranking-sheet = ranking
ranking-indicators-sheet = indicators
