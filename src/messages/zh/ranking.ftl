# 多个单位的排名

ranking-head = 共 { $count } 个单位，参加排名 { $ranked } 个；{ $ties }
ranking-ties-skip = 总分相同的名次相同，其后名次顺延（如 1、2、2、4）
ranking-ties-dense = 总分相同的名次相同，其后名次不空缺（如 1、2、2、3）
ranking-grades = 等级分布：{ $grades }
ranking-grade = { $grade } { $count } 个（{ $share }%）
ranking-totals = 总分：平均 { $mean }，中位数 { $median }，最高 { $most }，最低 { $least }
ranking-difference = 重算减自评
ranking-losses = 主要扣分
ranking-mean = 平均得分
ranking-rate = 得分率
ranking-full = 未扣分单位数
ranking-lost = 扣分合计
ranking-share = 占全部扣分
ranking-column-influence = 对差距的影响
ranking-indicators = 各指标情况（有总分的单位）
ranking-influence = 对差距的影响：各单位总分之间的差距有多大部分来自该项指标，各项合计为 100%；负值表示该项缩小差距
ranking-percent = 得分率、占全部扣分、对差距的影响以 % 计
ranking-rounding = 等级由总分取整决定的单位 { $count } 个：{ $names }
ranking-claims = 自评总分与重算结果不一致的单位 { $count } 个：{ $names }
ranking-all-full = 全部指标满分的单位 { $count } 个，宜重点核实：{ $names }
ranking-withheld = 没有总分、未参加排名的单位 { $count } 个：{ $names }
ranking-refused = 无法读取的自评数据 { $count } 份：{ $names }
ranking-sheet = 排名
ranking-indicators-sheet = 各指标
