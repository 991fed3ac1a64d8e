# 短语：填入提示和结果的词句，例如哪里写得不对、目标是什么

# 填报表中的数据
figure-stated-nowhere = 三者都没有写
figure-stated-twice = 写了不止一种
figure-not-reported = 未填报
figure-not-in-report = 填报表没有
figure-no-number = “{ $text }”不是数字

# 目标值
target-unwritten = 没有写目标
target-written-twice = 写了不止一种目标
target-range-ends = 区间须写两个数
target-range-order = 区间的下限须小于上限
target-range-wanted = 规则需要区间目标（between）
target-date-wanted = 规则需要日期目标（by）
target-number-wanted = 规则需要数值目标

# 等级和满分
grade-written-twice = 等级“{ $grade }”写了两次
grade-order = 等级须从高到低排列：“{ $grade }”的下限 { $from } 应低于“{ $better }”的下限 { $above }
grade-upper-end = “{ $grade }”的上限 { $below } 应为 { $above }：上一等级从那里开始
grade-lowest = 最后一个等级“{ $grade }”应从 0 开始，现为 { $from }
full-score-as-parent = 满分
full-score-as-row = 满分

# 勾稽关系
identity-one-form = 要写且只写一种关系
identity-shares-without-parts = shares 只与 parts 同用
identity-not-above = not_above 要两个数字，不写 is
identity-two-figures = 要两个数字，结果写在 is
identity-parts = 整体写在 is，shares 与 parts 个数相同
identity-result = 结果写在 is，difference 至少两个数字
identity-share-unit = 结果要以 % 计，不是“{ $unit }”

# 反求的目标
goal-grade = 达到“{ $grade }”
goal-below-grade = 低于“{ $grade }”
goal-total = 总分不低于 { $total }
goal-below-total = 总分低于 { $total }
goal-exactly = 总分恰为 { $total }

# 数字
number-not-plain = 不是普通写法的数字
number-too-long = 超过 28 位数字
number-too-large = 数字过大

# 随分值追踪
quantity-product = 两个随分值变化的数相乘
quantity-quotient = 除以一个随分值变化的数
quantity-plain = { $place } 不接受随分值变化的数
too-many-pieces = 在 { $weights } 上多于 { $limit } 段

# 规则脚本
kind-missing = 空值
kind-number = 数
kind-text = 文字
kind-yes-no = 是否
kind-day = 日期
kind-list = 列表
kind-mapping = 映射
kind-award = 得分
kind-character = 单个字符
kind-another = 别的东西
script-unfit = { $place } 不能用于{ $kind }
script-arms = switch 的各项只能是文字或 true、false，数请用 if 比较
script-own-name = “{ $name }”是程序提供的函数，不能另行定义
script-outside = 函数以外的语句不会执行
limit-work = 计算量太大
limit-list = 列表太长
limit-facts = 一次给出的说明数据太多
limit-notes = 一个结果的提示太多
limit-declaration = { $function }() 里的内容太多
limit-steps = 步数太多
limit-depth = 函数调用太深
limit-variables = 变量太多
limit-text = 文字太长
limit-mapping = 映射太大
limit-nesting = 式子套得太深
limit-functions = 函数太多
script-for = for 的 in 后面须是列表
script-needs-yes-no = 这里须是 true 或 false，得到的是{ $kind }
script-needs-yes-no-here = 这里须是 true 或 false
script-wrong-kind = 这里不能是这种值
script-no-key = 不能用{ $kind }取其中一项
script-no-items = { $kind }没有可取的项
script-no-property = 没有“{ $name }”可取
script-no-function = 没有函数“{ $name }”
script-arguments = 函数“{ $name }”不能这样用，给出的是：{ $kinds }
script-no-variable = 没有变量“{ $name }”
script-open-text = 文字没有收住
script-twice = “{ $name }”写了两遍
script-constant = “{ $name }”是常量，不能再赋值
script-no-expression = 这里缺少式子
formula-sign = 不能写“{ $sign }”（加减乘除写作 + - * /）
