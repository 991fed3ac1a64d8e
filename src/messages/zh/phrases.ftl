# 短语：填入提示和结果的词句，例如哪里写得不对、目标是什么

# 填报表中的数据
figure-stated-nowhere = 三者都没有写
figure-stated-twice = 写了不止一种
points-not-claimed = 没有写得分
figure-not-reported = 未填报
figure-not-in-report = 填报表没有
figure-no-number = “{ $text }”不是数字

# 目标值
target-unwritten = 没有写目标
target-written-twice = 写了不止一种目标
target-range-ends = 区间须写两个数
target-range-order = 区间的下限须小于上限
target-statement-number = statement 是写不成数的说明；“{ $text }”是数，请用 at_least、at_most、equal 等写
target-wanted = 规则需要目标，写法为 { $forms }
target-unread = 规则不看目标，这个目标不起作用
target-form-unread = 规则不能按“{ $form }”计分，只能用 { $forms }
target-form-at-least = 不低于（at_least）
target-form-more-than = 高于（more_than）
target-form-at-most = 不高于（at_most）
target-form-less-than = 低于（less_than）
target-form-equal = 等于（equal）
target-form-between = 区间（between）
target-form-by = 时限（by）
target-form-statement = 文字（statement）
target-as-figure = 目标
share-as-target = 以 100% 为常见目标
share-against = 目标或满分为 { $usual }
share-against-usual = 通常为 { $usual }
share-confirm-figure = 请改数值，或在这个数据项下加 as_written: true 确认就是这个数
share-confirm-target = 请改目标，或在 target 里加 as_written: true 确认就是这个数
share-confirm-cap = 请改 below（比率以 % 计），或在这一条 caps 里加 as_written: true 确认就是这个数
unit-of-counts = 件、人、次等可逐个计数的单位
share-as-edge = 各档的界限都不到 1%
limit-of-values = { $limit } 个值
share-confirm-unit = 请改数值，或带上单位确认就是这个数，如 0.3%
formula-too-large = 数太大
formula-unlike = “{ $left }”与“{ $right }”不能相加减或比较
formula-bare-number = 数字 { $number } 旁边的数据项经过换算，看不出它是哪个单位；请先把几个数据项改成同一单位
formula-other-unit = 结果的单位是“{ $found }”，声明的是“{ $wanted }”
formula-bare-quotient = 商是“{ $found }”，声明的是“{ $wanted }”；请写成 { $factor } * …，或把单位改为 ratio
formula-other-scale = 结果按“{ $found }”计，声明的是“{ $wanted }”；请核对公式里的倍数
no-unit = 无单位
row-left-out = 其余各行折算为满分，总分 { $total }；这一行若记 0 分，总分为 { $zero }
row-given-full = 不适用的按满分计，规则和调整项都不算，总分 { $total }；这一行若记 0 分，总分为 { $zero }
extra-left-out = 不加分也不扣分
penalty-deducted = 扣分项的分就是扣掉的分，不能再人工扣分
penalty-vetoed = 否决不能作用于扣分项：扣分项记零反而加分

# 等级和满分
grade-written-twice = 等级“{ $grade }”写了两次
grade-order = 等级须从高到低排列：“{ $grade }”的下限 { $from } 应低于“{ $better }”的下限 { $above }
grade-upper-end = “{ $grade }”的上限 { $below } 应为 { $above }：上一等级从那里开始
grade-lowest = 最后一个等级“{ $grade }”应从 0 开始，现为 { $from }
weights-too-many = 多
weights-too-few = 少
weights-do-not-add-up = “{ $parent }”印的是 { $weight } 分，下级合计 { $addends } = { $sum }，{ $excess } { $difference } 分；按各行的分值核对
weights-finer = 分值 { $weight } 的小数多于取整的 { $places } 位；得分按 { $finer } 位取整
row-of-cells = { $row }（{ $cells }）
printed-number = “{ $text }”为 { $number }
printed-bound = “{ $text }”为界限，不是实测的数
printed-range = “{ $text }”为一段，不是一个数
printed-day = “{ $text }”为 { $day }
printed-more = 另有 { $count } 个
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

# 应为文件之处
kind-folder = 文件夹
kind-pipe = 管道
kind-socket = 套接字
kind-device = 设备
kind-link = 链接
kind-broken-link = 指向空处的链接
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
