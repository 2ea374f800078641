"""Whatever may be a day, in writings that are not read as one (疑似日期): a page that holds one in its head is not undated."""

import re

from probes.pages.dates.english_lines import ANY_NAME, MONTH

#: What parts the figures of such a day; words do not: 2012人 12个班 30名.
_SIGNS = r"(?:[^\d\n\u4e00-\u9fff〕\]）)]|[年月日]){1,3}"
#: A year in the figures of Tibetan, Mongolian, Uyghur and their neighbours, or beside their letters; days that want the one on which they were said.
_LETTERS = r"[\u0600-\u06ff\u0e00-\u109f\u1800-\u18af\ua000-\ua4cf]"
_OTHER_FIGURES = (
    rf"(?:(?![0-9])\d){{4}}|(?<!\d)(?:19|2[05])\d\d[ -]?{_LETTERS}|{_LETTERS}[ -]?(?:19|2[05])\d\d(?!\d)"
)
_VAGUE = r"[一二两三四五六七八九十几数半]个?(?:分钟|小时|天|周|月|年)前|[上本这]周[一二三四五六日天]|本月\d|[今昨]晨|[今去前]年\s?\d{1,2}月|(?<!\d)\d{1,2}月[上中下]旬|[冬腊]月"
#: Anything that may be a day in a writing of its own: 05/12/2017, 二〇二四年, 民国113年, 3 天前, 8月20日, Aug 20, 14:26, 2024,9,12, 12 九月 2024, 12 sept. 2024, 甲辰年八月初十.
ANY_DAY = re.compile(
    rf"(?<![Vv])(?<!版本[: ])(?<!版本号[: ])\d{{1,4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,4}}|(?<!\d)(?:19|20)\d\d{_SIGNS}(?:1[0-2]|0?[1-9]){_SIGNS}(?:3[01]|[12]\d|0?[1-9])(?!\d)|"
    rf"(?<!\d)\d{{1,2}}(?:{_SIGNS}(?:1[0-2]|0?[1-9]){_SIGNS}|[.,/]?\s{{0,2}}(?:de\s)?{ANY_NAME}{{3,12}}[.,/]?\s{{0,2}}(?:de\s)?)(?:19|20)\d\d(?!\d)|"
    rf"(?<!\d)(?:19|20)\d\d[-/\s]{{1,2}}{ANY_NAME}{{3,9}}[-/\s]{{1,2}}\d{{1,2}}(?!\d)|[正一二三四五六七八九十冬腊]月(?:[初十廿卅]|\s{{0,3}}\d)|"
    r"(?<!\d)\d{1,2}\s{0,3}[一二三四五六七八九十]{1,2}月|[壹贰叁肆伍陆柒捌玖零〇]{4}年|(?<![\d至~～—-])(?<![建生立]于)(?:19|20)\d\d年\s?(?:1[0-2]|0?[1-9])月(?!出?生|被|荣?获|建|成立|任|入|参加|毕业|[至到起~～—-])|(?<!\d)(?<!号:)(?:19|20)\d\d-(?:1[0-2]|0[1-9])(?![\d-])|"
    r"(?<![\d.])(?:1[0-2]|0?[1-9])\s?[-/月]\s?(?:3[01]|[12]\d|0?[1-9])(?!\d)|[〇○零一二三四五六七八九十]{2,4}年|"
    r"(?:民国|令和|平成|农历|公元)|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[0-2]\d(?:[0-5]\d){0,2})?(?!\d)|\d\s?(?:秒|分钟|小时|天|周|个月|年)前|刚刚|[今昨前]天|"
    rf"(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)|\b{MONTH}[a-z]{{0,6}}\b\.?,?\s?\d{{1,4}}|{_OTHER_FIGURES}|{_VAGUE}"
)
#: The same where it is all that its line says: 09.12, 12日, SEP.
DAY_ALONE = re.compile(
    rf"\s?[\[(（【]?(?:(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0[1-9])|(?:3[01]|[12]\d|0?[1-9])\s?[日号]|(?i:{MONTH})[a-z]{{0,6}}\.?|(?:周|星期)[一二三四五六日天])[\])）】]?\s?"
)
