# Tests of rules: boundary values, mutants, invariants

cli-test = Test rules: examples, boundary values, branches, mutants of the script, declared laws
arg-rules = names of rules; all without any, and with names every boundary value is printed
arg-cases-folder = folder of cases that put the rules to use (default: `indicators` beside the scripts)
test-examples = examples
test-situations = uses
test-boundaries = boundaries
test-jumps = jumps
test-branches = branches
test-killed = noticed
test-survived = survived
test-equivalent = equivalent
test-invariants = laws
test-missed = findings
rule-laws = laws
law-holds = law `{ $law }`: holds on { $asked } generated inputs
law-broken = law `{ $law }`: broken, after { $asked } generated inputs
boundaries-of = { $rule }: boundary values
boundary-where = line:column
boundary-from = starting from
boundary-input = input
boundary-step = step
boundary-around = just below, at, just above → points (branch)
boundary-jump = jump
reply-refused = refused
reply-stopped = stopped
rule-tests-sum = rules { $rules }, examples { $examples }, uses in cases { $situations }, boundary values { $boundaries }; mutants { $mutants }: noticed { $killed }, survived { $survived }, equivalent by remark { $equivalent } (besides, no script any more: { $uncompiled })
rule-tests-missed = examples that do not hold { $wrong }, findings { $missed }
outside-bands = { $value } lies in none of the bands: { $bands }
    .help = leave the outermost bands open (without `from` or `to`), or check the figure
header-word = the header line `{ $word }` is not right; possible: { $wanted }
    .help = `jixiao rules NAME` shows what a header gives; README has its words
surviving-mutant = `{ $before }` becomes `{ $after }`, and no example and no case notices
    .help = add an example whose points, worked out by hand, tell the two apart; or remark `//! equivalent: … => … because …`
unreached-branch = no example reaches `{ $call }`
    .help = add an example that comes this way, or delete the branch
unused-sentence = the sentence `{ $name }` is never said
    .help = delete it, or name it where it belongs
undeclared-sentence = there is no sentence `{ $name }`; its bare name would be printed
    .help = declare it in sentences()
invariant-broken = the law `{ $law }` does not hold: { $found }
    .help = work out by hand whether the rule is wrong or the law says too much (`when PARAMETER = VALUE` limits it)
stale-equivalent = the remark `{ $before } => { $after }` does not hold
    .with-noticed = an example or a case notices the change, so it is not equivalent
    .with-absent = no such change of the script is possible
    .help = delete the remark or correct it
remark-noticed-change = this change is noticed
