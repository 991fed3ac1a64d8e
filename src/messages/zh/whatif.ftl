# 改动权重时的拒绝

nothing-changed = 没有要求任何改动
    .help = 用 --set 指标=权重 等说明要改什么
locked-and-set = “{ $id }”既要改为 { $weight },又被锁定
    .help = 去掉其中一项
bounds-reversed = “{ $id }”的范围 { $low } 至 { $high } 内没有可取的权重
    .with-grid = 步长为 { $grid },取整后是 { $least } 至 { $most }
mode-names-fixed = “{ $id }”已定为 { $weight },不能再由它让出或承接权重
    .help = 另选一项,或不要设定、锁定它
outside-bounds = “{ $id }”的权重 { $weight } 不在要求的 { $low } 至 { $high } 之内
    .help = 放宽范围,或改用别的方式
off-grid = “{ $id }”的权重 { $weight } 不是步长 { $grid } 的整数倍
    .help = 改用步长的整数倍,或用 --grid 另定步长
no-receiver = 方案没有说明“{ $id }”让出的权重由谁承接
    .help = 在方案的 reallocation 中写明
weights-unreachable = 权重凑不成 { $full }:已设定 { $set };已锁定 { $locked };其余各项须合计 { $needed },却只能在 { $least } 至 { $most } 之间(范围 { $bounds })
    .help = 放宽上面列出的设定、锁定或范围
shift-below-zero = “{ $id }”的权重会由 { $before } 变为 { $after },低于 0
    .help = 锁定它、给它定范围,或改用 proportional
