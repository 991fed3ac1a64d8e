# 改动权重时的拒绝

nothing-changed = 没有要求任何改动
    .help = 用 --set 指标=权重 等说明要改什么
locked-and-set = “{ $id }”既要改为 { $weight }，又被锁定
    .help = 去掉其中一项
bounds-reversed = “{ $id }”的范围 { $low } 至 { $high } 内没有可取的权重
    .with-grid = 步长为 { $grid }，取整后是 { $least } 至 { $most }
mode-names-fixed = “{ $id }”已定为 { $weight }，不能再由它让出或承接权重
    .help = 另选一项，或不要设定、锁定它
outside-bounds = “{ $id }”的权重 { $weight } 不在要求的 { $low } 至 { $high } 之内
    .help = 放宽范围，或改用别的方式
off-grid = “{ $id }”的权重 { $weight } 不是步长 { $grid } 的整数倍
    .help = 改用步长的整数倍，或用 --grid 另定步长
no-receiver = 方案没有说明“{ $id }”的权重变动由哪项指标承接
    .help = 在方案的 reallocation 中写明
weights-unreachable = 权重凑不成 { $full }：已设定 { $set }；已锁定 { $locked }；其余各项须合计 { $needed }，却只能在 { $least } 至 { $most } 之间（范围 { $bounds }）
    .help = 放宽上面列出的设定、锁定或范围
shift-below-zero = “{ $id }”的权重会由 { $before } 变为 { $after }，低于 0
    .help = 锁定它、给它定范围，或改用 proportional
change-form = “{ $text }”不是一项改动
    .help = 写成 { $form }
target-value = “{ $value }”不能作“{ $id }”的目标值
    .help = 数值目标写数，区间写 下限..上限，时限写日期；定性目标不能这样改
derived-metric = 数据项“{ $metric }”由“{ $formula }”算出，不能直接设定
    .help = 改算式中的数据
overlay-differs = 文件中“{ $id }”的权重写作 { $written }，按其要求算出的是 { $weight }
    .help = 用 --save 重写文件，或改正要求
schemes-differ = “{ $other }”与“{ $first }”不是同一方案，不能一起排名
    .help = 用 --scheme 指定共同的方案

# 试算的结果

whatif-title = 试算：{ $title }
whatif-set = 设定：{ $rows }
whatif-followed = 随之变动（{ $mode }）：{ $rows }
whatif-grid = 权重步长 { $grid }
whatif-residual = 权重步长 { $grid }；取整余下 { $residual } 分，归入“{ $row }”（--remainder 可另指定）
whatif-finer = 余下的不止一步；步长改为 { $step } 余数较少（--grid { $step }）
whatif-metrics = 数据：{ $rows }
whatif-mode-proportional = 其余指标按比例
whatif-mode-transfer = 由“{ $row }”划转
whatif-mode-equal-shift = 其余指标等额增减
whatif-mode-policy = 按方案的划转表
whatif-mode-as-entered = 照写
column-weight-after = 试算权重
column-points-after = 试算得分
column-difference = 增减
column-change = 变动
whatif-row-set = 设定
whatif-row-followed = 随之
whatif-row-locked = 锁定
whatif-row-came = 新增
whatif-row-went = 去掉
whatif-part-target = 目标 { $before } → { $after }
whatif-part-rule = 规则 { $before } → { $after }
whatif-part-params = 参数 { $before } → { $after }
whatif-part-figures = 实际 { $before } → { $after }
whatif-side = { $points }（{ $grade }）
whatif-withheld = 未给出
whatif-total = 总分 { $before } → { $after }，{ $difference }，等级不变
whatif-total-grade = 总分 { $before } → { $after }，{ $difference }，等级变动
whatif-total-withheld = 总分 { $before } → { $after }，原因见提示
whatif-unscored = “{ $row }”按新权重不能计分，可用 --lock { $id } 保留其权重
whatif-before = 原来：{ $line }
whatif-after = 试算：{ $line }
column-unit = 单位
column-rank = 名次
column-rank-after = 试算名次
column-shift = 升降
column-total-after = 试算总分
column-grade = 等级
column-grade-after = 试算等级
population-units = { $units } 个单位，前后都有名次的 { $ranked } 个；名次按取整后的总分，同分同名次（取最好名次）
population-still = 没有单位的名次或等级变动
population-more = 另有 { $count } 个变动的单位，见 --format json
population-transitions = 等级转移（行为原来，列为试算）：
population-from-to = 原来＼试算
population-moved = 变动的单位 { $moved } 个：名次变动 { $ranks } 个，等级变动 { $grades } 个
population-mean = 平均名次变动 { $mean }（{ $exact }，按 { $ranked } 个单位）
population-mean-whole = 平均名次变动 { $mean }（按 { $ranked } 个单位）
population-withheld = 没有总分的单位 { $count } 个：{ $units }
cli-whatif = 试算：改动权重、目标、规则或数据，比较前后
arg-set = 设定 指标=权重、指标.target=目标值 或 指标.rule=规则；可写几次
arg-metric = 设定填报数据 数据项=数值，单位同填报表
arg-mode = 其余权重如何让出：proportional（默认）、transfer:指标、equal-shift、policy、as-entered
arg-remainder = 取整余下的分归入哪项指标，默认归入权重最大的
arg-lock = 锁定一项指标的权重
arg-bounds = 限定一项指标的权重 指标=下限..上限
arg-grid = 权重步长（默认取方案的 weight_grid，否则取行得分的小数位，行不取整的取总分的）
arg-overlay = 写明改动的变体方案文件；原方案取其 extends
arg-save = 把改动存为变体方案文件，可用 score --scheme 计分
arg-reports = 填报表文件夹：其中每个 YAML 文件是一个单位
fixed-points = 分值不随权重变的指标：{ $rows }
step-grades = 等级取决于权重步长的单位：{ $count } 个
step-grade = { $unit }：{ $total }，{ $grade }；权重不取整则为 { $exact }，{ $other }
step-grades-more = 另有 { $count } 个
