# sweep：每次只动一项指标

cli-sweep = 每次只动一项分值，看总分、等级怎么变，还有哪些分可拿
arg-sweep_by = 每项分值增减多少分（默认：1 分，以及百分之 20）
arg-percent = 每项分值增减百分之几
arg-svg = 另把龙卷风图画到这个 SVG 文件
sweep-headline = { $title }（{ $scheme }），{ $unit }，{ $year }：{ $total }，{ $grade }
sweep-mode = 一项分值变动时，由以下指标让出或吸收：{ $mode }
sweep-mode-locked = 一项分值变动时，由以下指标让出或吸收：{ $mode }；不动：{ $locked }
sweep-by-points = 每项分值减 { $points } 分、加 { $points } 分
sweep-by-percent = 每项分值减百分之 { $percent }、加百分之 { $percent }
sweep-less = 分值减少
sweep-more = 分值增加
sweep-swing = 摆幅
sweep-end = { $weight } 分：{ $total } { $grade }（{ $change }）
sweep-now = 现状：{ $total } { $grade }
sweep-legend = = 分值减少，█ 分值增加；摆幅为两端总分（总分舍入前）之差
sweep-rows = 等级保持{ $grade }的分值区间（[ ] 含端点，( ) 不含），以及还可得的分
sweep-headroom = 还可得
sweep-exact = 等级不变（任意分值）
sweep-grid = 等级不变（按方案步长）
sweep-without = 去掉该项
sweep-at-least = 至少 { $points }
sweep-refused = 不能计分
sweep-immovable = 不能变动
sweep-sampled = 只按步长
sweep-locked = 不动
sweep-below = 再低：{ $what }
sweep-above = 再高：{ $what }
sweep-not-looked = 未再往下看
sweep-withheld = 没有总分
sweep-rescaled = 有不适用的指标，总分按比例折算
sweep-too-many = 途中末位变动太多
sweep-note-refused = 不能计分，例如：{ $why }（--lock 可让一项不动）
sweep-note-sampled = { $row }：只按方案步长逐点试算：{ $why }
sweep-note-single = 每次只动一项：两项同时小动，可能做到单动一项做不到的事
span-disagrees = 分值为 { $weight } 时，正常计分与推算的总分 { $total } 不一致，因此不给出结果
    .help = 这是程序的错误，请连同案例一并报告
