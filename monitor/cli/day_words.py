"""What decided on an article's day and what spoke for and against it, in words (判定依据)."""

#: Id of a rule row or veto -> what it says.
RULES = {
    "publishing_label_under_title": "标题下方的发布时间标签",
    "label_under_title": "标题下方的日期标签",
    "label_of_a_change_under_title": "标题下方的更新时间标签",
    "day_and_word_under_title": "标题下方的日期与“发布”字样",
    "moment_under_title": "标题下方的日期和时刻",
    "day_under_title": "标题下方单独的日期",
    "label_below_title": "标题之后稍远的日期标签",
    "day_without_year": "标签后的日期缺年份，按页面时钟补足",
    "script_variable": "脚本变量中的发布时间",
    "label_above_text": "正文上方的日期标签",
    "label_far_below_title": "正文之后的日期标签",
    "label_over_title": "标题上方的日期标签",
    "day_with_weekday_under_title": "标题下方带星期的日期",
    "relative_day_under_title": "标题下方的相对日期",
    "publishing_label_over_title": "标题上方信息栏中的发布时间",
    "day_in_pieces_over_title": "标题上方分行书写的日期",
    "day_in_pieces_without_title": "正文之前分行书写的日期",
    "moment_over_title": "标题上方的日期和时刻",
    "day_below_text": "正文之后的落款日期",
    "edited_below_text": "正文之后编辑、审核一行的日期",
    "day_of_a_newspapers_page": "数字报版面日期",
    "day_over_title": "标题之上单独一行的日期",
    "only_moment": "全页唯一单独成行的日期和时刻",
    "label_without_title": "未找到标题，页面只有这一天带标签",
    "day_under_line_like_a_title": "近似标题的一行之下的日期",
    "day_and_word_under_line_like_a_title": "近似标题的一行之下的日期与“发布”字样",
    "day_with_weekday_under_line_like_a_title": "近似标题的一行之下带星期的日期",
    "label_beside_facts_under_line_like_a_title": "近似标题的一行之下信息栏中的日期标签",
    "english_day_under_line_like_a_title": "近似标题的一行之下的英文日期",
    "day_that_the_address_confirms": "正文中的日期与网址一致",
    "day_that_the_tag_confirms": "正文中的日期与页面标签一致",
    "time_element": "time 元素",
    "tag": "页面标签（meta）",
    "address": "网址中的日期",
    "ranker": "没有规则适用，由排序模型认定",
    "newer_than_fetch": "晚于抓取时间",
    "another_things_day": "属于其他事项的日期（成文、截止、会议等）",
    "another_things_word": "标签所指不是发布",
    "strange_label": "标签所指的不一定是发布日期",
    "generation_time": "页面生成时间",
    "clock": "页面的时钟",
    "clock_of_the_fetch": "页面显示的当天日期",
    "row_of_another_article": "其他文章链接旁的日期",
    "rows_of_other_articles": "其他文章列表中的日期",
    "box_of_other_articles": "其他文章栏目框中的日期",
    "card_of_another_article": "其他文章标题链接之下的日期",
    "day_of_the_newspaper": "正文之后的报纸出版日期",
    "table_of_days": "数据表中的日期",
    "cell_of_a_table_of_data": "数据表或数据行中的日期，其中没有来源、索引号等文章信息",
    "remark_of_a_reader": "评论或回帖的日期",
    "beside_an_unread_label": "发布时间标签未能读出，其他日期不作数",
    "changed_beside_an_unread_label": "发布时间标签未能读出，更新日期不作数",
    "below_an_unread_label": "本页发布时间标签未能读出，下方的标签属于其他文章",
    "far_below_an_unread_label": "本页发布时间标签未能读出，远处的标签属于其他文章",
    "above_where_the_page_stands": "在“当前位置”之上，不属于文章",
    "below_a_heading_of_others": "“相关阅读”等标题之下，属于其他文章",
    "clock_before_its_weekday": "星期之前的时钟",
    "day_of_an_interview": "访谈、嘉宾一行中的日期",
    "day_of_a_file": "附件旁的日期",
    "first_or_last_of_rows": "一列日期中的第一个或最后一个，不能确定是否属于本页",
    "changed_since_the_address": "正文之后的更新时间，网址日期更早",
    "issued_before_it_was_published": "成文、发文日期，页面另有发布时间",
    "changed_since_it_was_published": "更新时间，页面另有发布时间",
    "later_than_the_page_says": "晚于页面所注明的发布时间或更新时间",
    "moment_below_text": "正文之后的日期和时刻",
    "label_of_a_change_below_text": "正文之后的更新时间标签",
    "line_of_another_notice": "其他公告的行中或链接旁的日期",
    "address_without_a_text": "页面没有正文，网址不作数",
}

#: Name of a feature -> what it says.
FEATURES = {
    "label.publishing": "有发布时间标签", "label.day": "有日期标签", "label.changed": "有更新时间标签", "label.part": "标签所指是视频、解读等附属内容", "label.behind": "日期后有“发布”字样",
    "label.other": "标签属于其他事项", "label.another": "标签所指不明", "label.strange": "标签所指的不一定是发布日期", "label.bare": "表格中的日期标签", "label.unread": "页面的发布时间标签未能读出",
    "title.near": "紧接标题之后", "title.right_above": "就在标题之下", "title.below": "在标题之后稍远处", "title.far": "远离标题", "title.none": "上方没有标题",
    "title.next": "就在标题之上", "title.again": "其后标题再次出现", "title.before_text": "与正文之间隔着标题", "title.after_text": "标题未找到，在正文之后", "title.unknown": "未找到标题", "title.like_above": "上一行近似标题", "title.other_above": "上一行近似别的标题", "title.like_below": "其后一行近似标题",
    "line.facts": "旁有来源、作者、浏览等项", "line.furniture": "同行只有附注", "line.alone": "单独成行", "line.led": "同行之前另有文字", "line.time": "带时刻", "line.weekday": "带星期",
    "line.whole_year": "年份完整", "line.by_script": "由脚本写出", "line.clock": "是走动的时钟", "line.newspaper": "是报纸的日期和版面", "line.words_behind": "其后另有文字", "line.edited": "同行有编辑、审核", "line.written": "同行有记者、供稿",
    "prose.goes_on": "是句子的一部分", "prose.above": "上方已有正文", "prose.soon": "其后即为正文", "prose.next": "下一行即为正文段落",
    "page.head": "位于页面最上方", "page.no_text": "页面没有正文", "text.silent": "正文没有任何日期", "text.waits": "页面留有等待脚本填写的位置", "moment.only": "唯一单独成行的时刻",
    "day.only": "页面上唯一的日期", "day.newest": "页面上最新的日期", "day.repeated": "重复出现", "day.of_many": "页面日期很多", "day.after_fetch": "晚于抓取时间", "day.of_fetch": "就是抓取当天",
    "address.agrees": "与网址日期相符", "address.same": "与网址日期相同", "address.older": "网址日期更早", "address.newer": "网址日期更晚",
    "tag.agrees": "与页面标签相符", "tag.same": "与页面标签相同", "tag.older": "页面标签更早", "tag.newer": "页面标签更晚", "tag.generated": "等于页面生成时间",
    "line.clock_before": "前面是时刻，后面是星期", "line.guest": "与访谈、嘉宾同在一行", "others.later": "晚于页面自述", "others.rows": "在其他文章的列表中", "others.card": "在其他文章的标题链接之下", "others.end": "是一列日期中的第一个或最后一个", "others.box": "在其他文章的栏目框中", "others.below": "在“相关阅读”等标题之下", "others.above": "在“当前位置”之上", "others.file": "在附件旁", "others.notice": "在其他公告的行中或链接旁", "others.issue": "是成文、发文日期，另有发布时间", "others.change": "是更新时间，另有发布时间", "others.table": "在数据表中", "others.cell": "在没有文章信息的数据表或数据行中", "others.remarks": "在评论或回帖中", "others.link": "同行有其他文章的链接",
    "spelt.full": "完整写法", "spelt.short": "简短写法", "spelt.english": "英文写法", "spelt.compact": "八位数字写法", "spelt.relative": "相对写法", "spelt.split": "分行写法", "spelt.yearless": "缺年份",
    "spelt.tag": "取自页面标签", "spelt.element": "取自 time 元素", "spelt.address": "取自网址", "spelt.variable": "取自脚本变量",
}  # fmt: skip


def rule_words(rule: str) -> str:
    """What the rule *rule* says; its id where it has no words."""
    return RULES.get(rule, rule)


def sign_words(sign: str) -> str:
    """`+label.publishing` as ＋有发布时间标签."""
    mark = "＋" if sign[:1] == "+" else "－"
    return f"{mark}{FEATURES.get(sign[1:], sign[1:])}"
