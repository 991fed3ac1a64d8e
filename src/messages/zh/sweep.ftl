# sweep：每次只动一项指标

cli-sweep = 每次只改动一项分值，查看总分、等级的变化和尚有的得分空间
arg-sweep_by = 每项分值增减的分数（默认：1 分，以及 20%）
arg-percent = 每项分值增减的百分比
arg-svg = 把龙卷风图写入此 SVG 文件
sweep-headline = { $title }（{ $scheme }），{ $organisation }：{ $total }，{ $grade }
sweep-mode = 一项分值变动时，由以下指标让出或承接：{ $mode }
sweep-mode-locked = 一项分值变动时，由以下指标让出或承接：{ $mode }；保持不变：{ $locked }
sweep-by-points = 每项分值上下浮动 { $points } 分
sweep-by-percent = 每项分值上下浮动 { $percent }%
sweep-less = 分值减少
sweep-more = 分值增加
sweep-swing = 变动幅度
sweep-end = { $weight } 分：{ $total } { $grade }（{ $change }）
sweep-now = 现状：{ $total } { $grade }
sweep-legend = = 分值减少，█ 分值增加；变动幅度为两端总分（总分取整前）之差
sweep-rows = 等级保持{ $grade }的分值区间（[ ] 含端点，( ) 不含），以及尚有的得分空间
sweep-headroom = 得分空间
sweep-exact = 等级不变（任意分值）
sweep-grid = 等级不变（按指标体系步长）
sweep-without = 去掉该项
sweep-at-least = 至少 { $points }
sweep-refused = 不能计分
sweep-immovable = 无法变动
sweep-sampled = 仅按步长
sweep-locked = 保持不变
sweep-below = 低于此区间：{ $what }
sweep-above = 高于此区间：{ $what }
sweep-not-looked = 未继续计算
sweep-withheld = 没有总分
sweep-rescaled = 有不适用的指标，总分按比例折算
sweep-too-many = 区间内末位变动过多
sweep-note-refused = 不能计分，例如：{ $why }（用 --lock 可使一项保持不变）
sweep-note-sampled = { $row }：仅按指标体系步长逐点试算：{ $why }
sweep-note-single = 每次只改动一项：两项同时小幅改动的效果，可能是单独改动一项达不到的
span-disagrees = 分值为 { $weight } 时，正常计分与推算的总分 { $total } 不一致，因此不显示结果
    .help = 这是程序的错误，请连同案例一并报告
