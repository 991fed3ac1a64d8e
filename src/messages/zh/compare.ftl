# compare：两个总分为什么不同

cli-compare = 把两个总分的差额按指标和原因拆开
arg-from = 旧的一方：案例文件夹，或 `score --format json` 的结果文件
arg-to = 新的一方，同上；省略时为旧案例换用别的文件
arg-from_scheme = 旧的一方用这份方案文件
arg-to_scheme = 新的一方用这份方案文件
arg-from_report = 旧的一方用这份填报表文件
arg-to_report = 新的一方用这份填报表文件
arg-from_scripts = 旧的一方的规则脚本文件夹
arg-to_scripts = 新的一方的规则脚本文件夹
arg-map = 旧的一方的某项指标就是新的一方的某项指标：旧编号=新编号（可多次）
compare-from = 旧：{ $title }（{ $scheme }），{ $unit }，{ $year }：{ $total }，{ $grade }
compare-to = 新：{ $title }（{ $scheme }），{ $unit }，{ $year }：{ $total }，{ $grade }
compare-same = 没有差别：指标、分值、规则都相同，总分相等
compare-changed = 变化
compare-before = 旧得分
compare-after = 新得分
compare-difference = 差额
compare-centred = 分值（居中）
compare-undivided = 未拆分
compare-rows = 指标合计
compare-unscored = 未计分
compare-unchanged = 没有变化的指标：{ $count } 项
compare-joined = * { $row }：{ $factors }分不开，新旧混用时规则不能计分：{ $why }
compare-centring = 分值（居中）：再减去分值变动 × 两个总分的平均得分率 { $share }；一项增加的分值是别项减少的
compare-full-score = 满分变了，居中后余 { $points }
compare-results-only = 只按指标拆分：结果文件里没有可以运行的规则
compare-not-reopened = “{ $path }”：原案例打不开，只用其中记录的得分
compare-has-changed = { $step ->
        [receipt] “{ $path }”：原案例的文件已有改动，只用其中记录的得分
       *[other] “{ $path }”：原案例已有改动（{ $step }：原为 { $recorded }，现为 { $found }），只用其中记录的得分
    }
factor-actual = 完成值
factor-target = 目标
factor-weight = 分值
factor-rule = 规则
factor-deduction = 人工扣分
factor-rounding = 舍入
line-dimension-rounding = 分类小计舍入
line-rescaling = 不适用指标的折算
line-bonus-limit = 加分上限
line-veto = 一票否决
line-ceiling = 总分封顶
line-bounds = 总分上下限
line-total-rounding = 总分舍入
line-between = 指标与总分之间
kind-added = 新增
kind-removed = 取消
kind-not-scored = 一方未计分
kind-policy = 一方按方案规定给分
kind-result-only = 未拆分
grade-stays = 等级不变：{ $grade }
grade-changed = 等级由{ $old }变为{ $new }；单独恢复以下任何一项，等级就不变：
grade-restored = - { $what }照旧：{ $total }，{ $grade }
grade-not-restored = - 没有：单独恢复的 { $count } 种试算都回不到{ $grade }
reversal-refused = - 未试算，新旧混用时规则不能计分：{ $what }（{ $why }）
reversal-other-rows = - 没有试算恢复分值：指标有增减
reversed-row = { $row }的{ $factors }
reversed-all = 全部指标的{ $factor }
reversed-rounding = 方案的舍入办法
reversed-grades = 等级划分
reversed-veto = 没有一票否决“{ $name }”，其余
reversed-ceiling = 没有总分封顶“{ $name }”，其余
nothing-in-common = 双方没有相同的指标：{ $from }，{ $to }
    .help = 用 --map 旧编号=新编号 指明哪些是同一项指标
map-conflict = “{ $one }”和“{ $other }”都对应指标“{ $id }”
    .help = --map 中一个旧编号对应一个新编号，且旧的一方不能另有同名指标
parts-miss-total = { $of } 的各部分相加得 { $sum }，不是 { $total }，因此不给出结果
    .help = 这是程序的错误，请连同两个案例一并报告
