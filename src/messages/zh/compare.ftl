# compare：两个总分为什么不同

cli-compare = 比较两个总分，把差额按指标和原因分解
arg-from = 原来一方：案例文件夹，或 `score --format json` 的结果文件
arg-to = 比较一方，同上；省略时为原来一方的案例换用其他文件
arg-from_scheme = 原来一方改用此方案文件
arg-to_scheme = 比较一方改用此方案文件
arg-from_report = 原来一方改用此自评数据文件
arg-to_report = 比较一方改用此自评数据文件
arg-from_scripts = 原来一方的规则脚本文件夹
arg-to_scripts = 比较一方的规则脚本文件夹
arg-map = 指明两方编号不同的同一项指标：原编号=现编号（可多次使用）
compare-from = 旧：{ $title }（{ $scheme }），{ $unit }，{ $year }：{ $total }，{ $grade }
compare-to = 新：{ $title }（{ $scheme }），{ $unit }，{ $year }：{ $total }，{ $grade }
compare-same = 没有差异：指标、分值、规则都相同，总分相等
compare-changed = 变化
compare-before = 旧得分
compare-after = 新得分
compare-difference = 差额
compare-centred = 分值（居中）
compare-undivided = 未分解
compare-rows = 指标合计
compare-unscored = 未计分
compare-unchanged = 没有变化的指标：{ $count } 项
compare-joined = * { $row }：{ $factors }的影响无法分开，两方混合使用时规则不能计分：{ $why }
compare-centring = 分值（居中）：已扣除分值此增彼减的影响，即分值变动 × 两方总分的平均得分率 { $share }
compare-full-score = 满分有变化，居中后余 { $points }
compare-results-only = 仅按指标分解：结果文件中没有可以运行的规则
compare-not-reopened = “{ $path }”：无法打开原案例，仅使用其中记录的得分
compare-has-changed = { $step ->
        [receipt] “{ $path }”：原案例的文件已有改动，仅使用其中记录的得分
       *[other] “{ $path }”：原案例已有改动（{ $step }：原为 { $recorded }，现为 { $found }），仅使用其中记录的得分
    }
factor-actual = 实际完成值
factor-target = 年度指标值
factor-weight = 分值
factor-rule = 规则
factor-deduction = 人工扣分
factor-rounding = 取整
line-dimension-rounding = 指标组小计取整
line-rescaling = 不适用指标的折算
line-bonus-limit = 加分上限
line-veto = 一票否决
line-ceiling = 总分封顶
line-bounds = 总分上下限
line-total-rounding = 总分取整
line-between = 指标与总分之间
kind-added = 新增
kind-removed = 对方无此指标
kind-not-scored = 一方未计分
kind-policy = 一方按方案规定给分
kind-result-only = 未分解
grade-stays = 等级不变：{ $grade }
grade-changed = 等级由{ $old }变为{ $new }；单独恢复以下任何一项，等级即不变：
grade-restored = - 恢复{ $what }：{ $total }，{ $grade }
grade-not-restored = - 没有：单独恢复的 { $count } 种试算均不能回到{ $grade }
reversal-refused = - 未试算，两方混合使用时规则不能计分：{ $what }（{ $why }）
reversal-other-rows = - 未试算恢复分值：指标有增减
reversed-row = { $row }的{ $factors }
reversed-all = 全部指标的{ $factor }
reversed-rounding = 方案的取整办法
reversed-grades = 等级划分
reversed-veto = 没有一票否决“{ $name }”的情形
reversed-ceiling = 没有总分封顶“{ $name }”的情形
nothing-in-common = 双方没有相同的指标：{ $from }，{ $to }
    .help = 用 --map 原编号=现编号 指明哪些是同一项指标
map-conflict = “{ $one }”和“{ $other }”都对应指标“{ $id }”
    .help = --map 中一个原编号对应一个现编号，且原来一方不能另有同名指标
parts-miss-total = { $of } 的各部分合计为 { $sum }，不是 { $total }，因此不显示结果
    .help = 这是程序的错误，请连同两个案例一并报告
