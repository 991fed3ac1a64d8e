//! Which way is better, where no operator says it: by words of the row and its group.

/// Words of what should be little.
const LOWER: &[&str] = &[
    "成本",
    "支出",
    "费用",
    "经费",
    "事故",
    "投诉",
    "偏差",
    "超支",
    "违规",
    "违纪",
    "违法",
    "能耗",
    "排放",
    "死亡",
    "差错",
    "失误",
    "延误",
    "滞后",
    "负债",
    "债务",
    "变动率",
    "控制率",
    "控制数",
    "发案",
    "缺陷",
    "返工",
    "流失",
    "逾期",
    "上访",
    "信访量",
    "总投资",
    "舆情",
    "空置率",
    "辍学率",
    "失业率",
    "发病率",
    "感染率",
    "漏",
    "误差",
    "拖欠",
    "纠纷",
    "隐患",
    "缺勤",
    "响应时间",
    "等待时间",
    "办理时间",
    "办理时限",
    "办理天数",
    "办结天数",
    "时长",
    "耗时",
    "周期",
];
/// Words of rates of success, which are high in spite of what they are rates of.
const SUCCESS: &[&str] = &[
    "处置",
    "办结",
    "完成",
    "合格",
    "满意",
    "达标",
    "及时",
    "到位",
    "通过",
    "覆盖",
    "整改",
    "解决",
    "回复",
    "受理",
    "知晓",
    "参与",
    "使用",
    "执行",
    "保障",
    "发放",
    "节约",
    "降低",
    "减少",
    "下降",
    "查处",
    "结案",
    "化解",
    "准确",
    "合规",
    "优良",
    "验收",
    "兑现",
    "安全率",
    "增长",
    "提高",
    "提升",
    "利用",
    "普及",
    "完好",
    "规范",
    "拨付",
    "支付",
];

/// Whether less is better, by the name of the indicator and of its second level. A target of 0 is one of which there should
/// be none, unless it is about growth: nobody sets out to have 0 of what is good.
pub(super) fn is_lower_better(name: &str, level2: &str, is_of_zero: bool) -> bool {
    let is_rate = name.ends_with('率') || name.ends_with("比例") || name.ends_with('度');
    let is_success = is_rate && SUCCESS.iter().any(|word| name.contains(word));
    if is_success {
        return false;
    }
    let names_costs = LOWER.iter().any(|word| name.contains(word)) || name.ends_with('费');
    let is_growth = ["增长", "增幅", "增速", "提高", "提升", "结余"].iter().any(|word| name.contains(word));
    names_costs || level2.contains("成本") || (is_of_zero && !is_growth)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_low_and_rates_of_success_high() {
        let lower = [
            "项目总成本",
            "安全生产事故",
            "投诉件数",
            "三公经费控制率",
            "宣传片制作费",
            "预算偏差率",
            "平均响应时间",
            "辍学率",
        ];
        assert!(lower.iter().all(|name| is_lower_better(name, "数量指标", false)));
        let higher = ["投诉处置率", "事故结案率", "成本节约率", "服务对象满意度", "培训人数", "支出进度完成率"];
        assert!(higher.iter().all(|name| !is_lower_better(name, "数量指标", false)));
        assert!(is_lower_better("每公里单价", "成本指标", false));
        assert!(is_lower_better("群体性事件", "社会效益指标", true) && !is_lower_better("收入增长率", "", true));
    }
}
