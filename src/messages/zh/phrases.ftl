# 短语：填入提示和结果的词句，例如哪里写得不对、目标是什么

# 自评数据中的数据
figure-stated-nowhere = 均未填写
figure-stated-twice = 填写了不止一种
points-not-claimed = 未填写得分
figure-not-reported = 未填报
figure-not-in-report = 自评数据中没有
bounds-whole = 必须是整数
figure-as-reported = { $name } { $figure }
remark-converted = { $remark }（填报：{ $figures }，请核对计量单位）
figure-no-number = “{ $text }”不是数字

# 目标值
target-unwritten = 未写年度指标值
target-written-twice = 写了不止一种形式
target-range-ends = 区间须写两个数
target-range-order = 区间的下限须小于上限
target-statement-number = statement 用于不能以数表示的要求；“{ $text }”是数，请用 at_least、at_most、equal 等填写
target-wanted = 规则需要年度指标值，写法为 { $forms }
target-unread = 规则不使用年度指标值，所写的不起作用
target-form-unread = 规则不能按“{ $form }”计分，只能用 { $forms }
target-form-at-least = 不低于（at_least）
target-form-more-than = 高于（more_than）
target-form-at-most = 不高于（at_most）
target-form-less-than = 低于（less_than）
target-form-equal = 等于（equal）
target-form-between = 区间（between）
target-form-by = 时限（by）
target-form-statement = 定性（statement）
target-as-figure = 年度指标值
share-as-target = 年度指标值通常为 100%
share-against = 年度指标值或满分为 { $usual }
share-against-usual = 通常为 { $usual }
share-confirm-figure = 请修改数值；确认无误的，在该数据项下加 as_written: true
share-confirm-target = 请修改年度指标值；确认无误的，在 target 中加 as_written: true
share-confirm-cap = 请修改 below（比率以 % 计）；确认无误的，在这一条 caps 中加 as_written: true
peers-direction = 名次须写明越高越好（higher）还是越低越好（lower）
peers-of-peers = “{ $metric }”本身就取决于其他单位；请比较填报的数据项，或由其算出的数据项
unit-of-counts = 件、人、次等可逐个计数的单位
share-as-edge = 各档的界限均不到 1%
limit-of-values = { $limit } 个值
share-confirm-unit = 请修改数值；确认无误的，写明单位，如 0.3%
formula-too-large = 数过大
formula-unlike = “{ $left }”与“{ $right }”不能相加减或比较
formula-bare-number = 与数字 { $number } 运算的数据项经过换算，不能确定该数字的单位；请先统一各数据项的单位
formula-other-unit = 结果的单位是“{ $found }”，声明的是“{ $wanted }”
formula-bare-quotient = 商是“{ $found }”，声明的是“{ $wanted }”；请写成 { $factor } * …，或把单位改为 ratio
formula-other-scale = 结果按“{ $found }”计，声明的是“{ $wanted }”；请核对公式中的倍数
no-unit = 无单位
row-left-out = 其余指标折算为满分，总分 { $total }；该指标如记 0 分，总分为 { $zero }
row-given-full = 不适用的按满分计，规则和调整均不计算，总分 { $total }；该指标如记 0 分，总分为 { $zero }
extra-left-out = 不加分也不扣分
penalty-deducted = 扣分项的得分就是扣分，不能再人工扣分
penalty-vetoed = 一票否决不能作用于扣分项：扣分项记 0 等于加分

# 等级和满分
grade-written-twice = 等级“{ $grade }”重复
grade-order = 等级须从高到低排列：“{ $grade }”的下限 { $from } 应低于“{ $better }”的下限 { $above }
grade-upper-end = “{ $grade }”的上限 { $below } 应为 { $above }，即上一等级的下限
grade-lowest = 最低等级“{ $grade }”应从 0 开始，现为 { $from }
weights-too-many = 多
weights-too-few = 少
weights-do-not-add-up = “{ $parent }”公布的分值为 { $weight }，下级合计 { $addends }，{ $excess } { $difference } 分；按各项指标的分值核对
weights-finer = 分值 { $weight } 的小数位数多于取整的 { $places } 位；得分按 { $finer } 位取整
row-of-cells = { $row }（{ $cells }）
printed-number = “{ $text }”为 { $number }
printed-bound = “{ $text }”为界限，不是实测数值
printed-range = “{ $text }”为区间，不是单个数值
printed-day = “{ $text }”为 { $day }
printed-more = 另有 { $count } 个
full-score-as-parent = 满分
full-score-as-row = 满分

# 勾稽关系
identity-one-form = 须写且只写一种关系
identity-shares-without-parts = shares 只能与 parts 同时使用
identity-not-above = not_above 须写两个数字，不写 is
identity-two-figures = 须写两个数字，结果写在 is 中
identity-parts = 整体写在 is 中，shares 与 parts 个数相同
identity-result = 结果写在 is 中，difference 至少写两个数字
identity-share-unit = 结果应以 % 计，不是“{ $unit }”

# 反求的目标
goal-grade = 达到“{ $grade }”
goal-below-grade = 低于“{ $grade }”
goal-total = 总分不低于 { $total }
goal-below-total = 总分低于 { $total }
goal-exactly = 总分等于 { $total }

# 数字
number-not-plain = 不是十进制数
number-too-long = 超过 28 位数字
number-too-large = 数字过大

# 随分值追踪
quantity-product = 两个随分值变化的数相乘
quantity-quotient = 除以一个随分值变化的数
quantity-plain = { $place } 不接受随分值变化的数
too-many-pieces = 在 { $weights } 上超过 { $limit } 段

# 应为文件之处
kind-folder = 文件夹
kind-pipe = 管道
kind-socket = 套接字
kind-device = 设备
kind-link = 链接
kind-broken-link = 目标不存在的链接
# 规则脚本
item-number = 第 { $number } 项
gap-unit-percent = {" "}个百分点
gap-unit-permille = {" "}个千分点
kind-missing = 空
kind-number = 数
kind-text = 文本
kind-yes-no = 是否值
kind-day = 日期
kind-list = 列表
kind-mapping = 映射
kind-award = 得分
kind-character = 单个字符
kind-another = 其他类型的值
script-unfit = { $place } 不能用于{ $kind }
script-arms = switch 的各项只能是文本或 true、false，数请用 if 比较
script-own-name = “{ $name }”是内置函数，不能重新定义
script-outside = 函数以外的语句不会执行
limit-work = 计算量过大
limit-list = 列表过长
limit-facts = 一次给出的说明数据过多
limit-notes = 一个结果的提示过多
limit-declaration = { $function }() 的内容过多
limit-steps = 运算步数过多
limit-depth = 函数调用层数过多
limit-variables = 变量过多
limit-text = 文本过长
limit-mapping = 映射过大
limit-nesting = 表达式嵌套过深
limit-functions = 函数过多
script-for = for 的 in 后面须是列表
script-needs-yes-no = 此处须为 true 或 false，实际为{ $kind }
script-needs-yes-no-here = 此处须为 true 或 false
script-wrong-kind = 此处不能是这种类型的值
script-no-key = 不能用{ $kind }取其中一项
script-no-items = { $kind }没有可取的项
script-no-property = 没有属性“{ $name }”
script-no-function = 没有函数“{ $name }”
script-arguments = 函数“{ $name }”的参数不符，给出的是：{ $kinds }
script-no-variable = 没有变量“{ $name }”
script-open-text = 文本未闭合
script-twice = “{ $name }”重复
script-constant = “{ $name }”是常量，不能再赋值
script-no-expression = 此处缺少表达式
formula-sign = 不能使用“{ $sign }”（加减乘除写作 + - * /）
this-folder = 当前文件夹
named-folder = “{ $path }”

# 脚本读不通、算不下去的原因
limit-literal = 文字或数据太长
script-incomplete = 脚本没有写完
script-no-operator = 不能用“{ $sign }”
script-missing-sign = 缺少“{ $sign }”
script-index = 方括号里须是序号或名称
script-switch-order = “_”须写在 switch 的最后
script-switch-condition = “_”后面不能再加条件
script-property = 这里缺少名称
script-variable-name = 这里缺少变量的名称
script-reserved = “{ $name }”是保留字，不能用作名称
script-unexpected = 这里不该有“{ $sign }”
script-comment = “///”只能写在函数前面
script-nested-function = 函数不能写在另一个函数里面
script-function-name = fn 后面缺少函数的名称
script-function-params = 函数“{ $name }”后面缺少括号，参数写在括号里
script-function-body = 函数“{ $name }”后面缺少花括号，内容写在花括号里
script-assign = 只能给变量赋值
script-loop-break = break 和 continue 只能写在循环里
script-not-understood = 这里不合脚本的写法
script-escape = 文字里不能写“{ $sign }”
script-quotes = 文字要用双引号
script-name = “{ $name }”不能用作名称
script-right-sign = 不能写“{ $sign }”，请写“{ $right }”
script-equals = “=”用来赋值，比较是否相等请写“==”
script-decimal-comma = 小数点请写“.”：{ $number }
script-open-bracket = 括号“{ $sign }”没有闭合
script-argument-count = 函数“{ $name }”要 { $wanted } 个参数，写了 { $given } 个
either-of = { $one } 或 { $other }
script-stopped = 算到这里无法继续
script-bounds = 只有 { $count } 项，取不到第 { $at } 项
yaml-needs-quotes = “{ $value }”要加引号
yaml-tab = 缩进用了制表符
yaml-hyphen = 短横线后面没有空格

# 结果文件中与重算不同的地方
differs-total = 总分
differs-grade = 等级
differs-steps = 总分的计算过程
differs-dimension = “{ $id }”的小计
differs-points = “{ $row }”的得分
differs-row = “{ $row }”（{ $field }）

# How changes are written on the command line
form-bounds = 名称=下限..上限
form-set = 名称=分值 / 名称=+5 / 名称.年度指标值=值 / 名称.规则=规则名
form-value = 名称=值 / 名称=+5
