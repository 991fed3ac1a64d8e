# 规则测试：临界值、变异、不变式

cli-test = 测试规则：例子、临界值、分支、脚本变异、声明的性质
arg-rules = 规则名；不写则全部，写明则列出全部临界值
arg-cases-folder = 用到规则的案例所在的文件夹（默认为脚本旁边的 indicators）
test-examples = 例子
test-situations = 案例
test-boundaries = 临界值
test-jumps = 跳变
test-branches = 分支
test-killed = 发现
test-survived = 漏网
test-equivalent = 等价
test-invariants = 性质
test-missed = 问题
rule-laws = 性质
law-holds = 性质“{ $law }”：在生成的 { $asked } 组数据上成立
law-broken = 性质“{ $law }”：不成立，试到第 { $asked } 组数据
boundaries-of = { $rule }：临界值
boundary-where = 行：列
boundary-from = 起点
boundary-input = 输入
boundary-step = 步长
boundary-around = 略低、恰好、略高 → 得分（分支）
boundary-jump = 跳变
reply-refused = 拒绝
reply-stopped = 中断
rule-tests-sum = { $rules } 条规则，{ $examples } 个例子，案例用到 { $situations } 处，{ $boundaries } 个临界值；变异 { $mutants } 个：被发现 { $killed }，漏网 { $survived }，注明等价 { $equivalent }（另有 { $uncompiled } 个不成脚本）
rule-tests-missed = 例子不成立 { $wrong } 个，发现问题 { $missed } 个
outside-bands = { $value } 不在任何一档内：{ $bands }
    .help = 最外面的档不写 from 或 to 即不设限；否则请核对数据
header-word = 文件头“{ $word }”一行写得不对，可写：{ $wanted }
    .help = 用 jixiao rules 规则名 看文件头的内容，各词见 README
surviving-mutant = 把“{ $before }”改成“{ $after }”，没有例子或案例能发现
    .help = 补一个能区分两者的例子，得分用手算；确属等价的，写 //! equivalent: … => … because …
unreached-branch = 没有例子走到“{ $call }”
    .help = 补一个走到这里的例子，或删去这个分支
unused-sentence = 说明“{ $name }”从未用到
    .help = 删去，或在该用的地方写上它的名称
undeclared-sentence = 没有名为“{ $name }”的说明，打印出来的将是这个名称本身
    .help = 在 sentences() 中写明
invariant-broken = 性质“{ $law }”不成立：{ $found }
    .help = 用手算判断是规则错了还是性质说得太宽（可用 when 参数 = 值 加以限定）
stale-equivalent = 等价说明“{ $before } => { $after }”不成立
    .with-noticed = 有例子或案例能发现这一改动，并不等价
    .with-absent = 脚本中没有这样的改动
    .help = 删去或改正这条说明
remark-noticed-change = 这处改动能被发现
