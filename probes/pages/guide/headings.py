"""The headings of service guides (办事指南要素标题): which of the ten element groups each names, in whatever words."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

#: What may stand before a group's noun, once or more: 申请, 办理, 需提供的, 法定.
_FORE = (
    r"(?:申请|受理|办理|申报|申办|申领|申请人|办证|领证|办事|办公|审批|审核|许可|准予|批准|服务|业务|登记|备案|行政|窗口|网上|在线|线下|现场|对外|工作|承诺|法定|"
    r"办结|提交|提供|所需|需要|必备|应备|应交|应当|报送|递交|携带|带|实施|责任|主管|承办|经办|决定|主办|接待|上班|适用|设立|设定|政策|法律|法规|行使|职权|主要|相关|准入|准备|办件|审查|牵头|报名|提取|贷款|缴存|入学|招生|转移|变更|注销|换领|补领|领取|评定|认定|负责|联办|联系|通讯|运行|外部|内部|行政许可|行政审批|事项|项目|材料|执法|权力|必要|参保|享受|救助|具体|予以|收件|所属|发证|营业(?=时[间段]|地[点址]|网点|窗口)|操作|线下|交件|手续|查询|查阅|查档|借阅|开放|总|全程|合计|申请时|办理时|的|应|须|需|拟|及){0,4}"
)
#: Before nouns that name one group whatever stands there (保障对象, 办理基本流程): not what others do or what a text says.
_KIND = r"(?!监督|投诉|举报|处罚|检查|抽查|公开|不予|不得|不能|禁止|符合|具备|具有|满足|达到|其[他它]|相关|有关|特[别殊]|救济|复议|退|应用|[\u4e00-\u9fff]{0,4}小程)[\u4e00-\u9fff]{1,8}"
#: An office by its last word, of whose address or telephone is spoken: 公证处地址.
_OF_PLACE = (
    r"(?!投诉|监督|举报|邮|收件人|经营|生产|注册|住)[\u4e00-\u9fff]{1,6}(?:处|厅|所|站|局|院|馆|校|中心)"
)
#: What is done with materials, before their name.
_GIVEN = r"(?:报送|报批|报审|报备|送审|应[提交报收]|报件|必[交须需]|校验|换[证发]|补[证发]|换补|查询|报销|核[报发]|结算|购买|落户|迁[移入出]|登记|注册|年[检审]|延续|入[学园户住]|转[学诊移入出]|开具|查验|基本|一般|主要|全部|常规){1,2}"
#: Until when one may apply, or fetches what was made.
_TO_APPLY = r"(?:申[请报领办]|报名|领取)(?:的)?(?:时限|期限|时效)"
_ASK = r"(?:需要?|要|应|应该)"

#: 重点要素类别, in the order of the clause, with the headings that guides give them.
GROUPS: Mapping[str, str] = {
    "事项名称": r"(?:基本事项|(?:实施)?事项|业务办理项|办理事项|项目|服务|服务事项|业务|办事|办件|权力|职权|(?:行政)?(?:审批|许可)(?:事项|项目)|办理项目|政务服务事项|主项|子项)名称|办理事项|办理业务|服务项目|政务服务事项|事项|(?:办理)?(?:事项)?名称|办什么(?:事)?",
    "设定依据": rf"有何依据|{_FORE}依据(?:文件|名称)?(?:及(?:文号|条款))?|(?:法律|法规|政策|规章)(?:[、及和与](?:法律|法规|政策|规章|文件)){{1,3}}(?:依据)?|设定(?:和|及|与)实施依据|(?:相关)?法律法规(?:依据)?|(?:相关)?政策法规|(?:(?:相关)?法律法规[及和与、])?政策(?:依据|文件)|文件依据|(?:有|是)?(?:什么|哪些)依据|(?:根据|按照?)(?:什么|哪些|啥)(?:规定|文件|政策|法律)?(?:办理?)?|依据是?什么|凭(?:什么|啥)(?:办理?)?",
    "申请条件": rf"我(?:能|可以|能不能)(?:办理?|申请|申领)吗?|申[请办报领]主体|受益范围|(?:面向|招生|享受|补贴|补助|受益)对象|(?:报考|资格)条件|(?:什么|哪些)(?:情况|情形)(?:下)?(?:可以|能)(?:办理?|申请)|能不能(?:办理?|申请)|谁有资格(?:办理?|申请)?|(?:谁|哪些(?:人|企业|单位))(?:可以|能)(?:享受|领取?|申领|申请|办理?|备案|登记|报名)|(?:准入|申请|办理)?门槛|(?:需要)?满足(?:什么|哪些)条件|(?:申请|办理)需要(?:什么|哪些)条件|{_FORE}(?:条件|资格|资格条件|对象|范围)(?:及条件|和条件|要求)?|(?:申请|受理|申报|办理|准入)要求|受理标准|(?:谁|哪些人|什么人|(?:符合|具备)?(?:什么|哪些)条件)(?:可以|能|可)?(?:申请|办理?|申领)?",
    "办理材料": rf"(?!证件名称|领取证件){_FORE}(?:材料|资料|要件|证件|手续)(?:(?:及|和|与)?(?:目录|清单|要求|明细|列表|名称)){{0,2}}|(?:办理|申请)?{_ASK}?(?:带|准备|提[交供]|交)?(?:什么|哪些)(?:材料|资料|证件|手续|东西)|(?:需?要)?(?:带|交|准备)[齐好]?(?:什么|哪些|啥)|(?:材料)?份数|材料信息|(?:申[请领报办]|办理)?所需|(?:申请|应?提交|所需|需提交|登记)的?文件(?:[、和及]证件)?",
    "办理地点": rf"(?!位置|收件地址){_FORE}(?:地点|地址|场所|处所|窗口|位置|网点)(?:信息)?(?:及交通)?|(?:申请)?受理点|服务网点|经办网点|具体地址|[馆院校会]址|咨询地址|(?:受理|办理|承办|主管|实施)?(?:单位|机构|部门|大厅|中心)(?:地址|地点)|(?:在|到|去)哪(?:办理?|申请|提交|受理)|[去到在上]哪[儿里]?(?:办理?|申[请领]|领取?|备案|登记|报名)|[去到在往向]?(?:哪里|哪儿|什么地方|哪个窗口)(?:提交|递交|交|送)(?:申请)?(?:材料|资料|申请)?|(?:在|到|去)?(?:哪里|哪儿|何处|什么地方|哪个地方)(?:可以|能)?(?:办理?|申请|提交|受理)?",
    "办理机构": rf"归口(?:单位|部门)|(?!(?:申[请办报领]|查[询阅]|参保|缴[费存]|贷款)主体){_FORE}(?:机构|机关|单位|部门|主体|科室|处室|股室)(?:名称)?|(?:由|找|归)?(?:哪个|什么)(?:部门|单位|机构)(?:来)?(?:办理?|受理|负责|管)?|找?哪家(?:单位|部门|机构)?(?:来)?(?:办理?|受理|负责|管)?|谁在[办管]|找谁办理?|谁来?(?:办理?|受理|负责|管|审批|审核)|由谁(?:办理?|受理|负责)|归谁管",
    "收费标准": r"免费吗|花费(?:是)?多少|是否(?:需?要)(?:花|交)?钱|(?:服务)?资费(?:标准|说明)?|收不收钱|缴纳费用|是否(?:免费|收取费用)|有无收费|收费依据、及标准|(?:需?要|是否需?要?)?(?:收费|交费|缴费|交钱|花钱)[吗么]?|要不要钱|(?:要|要?[收交]|(?:需?要|得)?花)?多少钱|费用是?多少|收费(?:明细|金额)|(?:事项|行政|服务|审批|许可)收费|收取费用(?:标准)?|行政事业性收费|(?:办事|行政审批|行政许可|审批|办理)(?:收费|费用)(?:标准)?|(?:是否)?(?:收费|办理费用|缴费|费用|工本费|办证费用)(?:项目)?(?:名称)?(?:及|和|与)?(?:标准|情况|依据|信息|说明)?(?:及|和|与)?(?:依据|标准|方式)?|(?:要不要|需不需要|是否)(?:收费|交钱|缴费)|收不收费|收费吗|要(?:交)?多少钱|(?:怎么|如何)收费",
    "办理时间": rf"(?!{_TO_APPLY}){_FORE}(?:时间|时限|期限|时长|用时|耗时|时段|天数|时效|周期)(?:说明)?|(?:办理)?(?:需?要)?多(?:久|长时间|少天)|几个工作日|(?:需?要)?等(?:待时间|多久|几天|多长时间)|什么时间(?:可以|能)?办理?|几点(?:上班|开门|办公)|(?:法定|承诺)办结|多少天(?:能|可以)?(?:办好|办结|办完)|(?:多久|多长时间|几天|什么时候|何时)(?:可以|能|可)?(?:办理?|办好|办结|办完|拿到|拿证|取证|到账|发放|批|完成)?",
    "联系电话": r"电话(?:打(?:到|给)?哪[里儿]|是?多少|打给谁)|(?:有(?:问题|疑问)|不(?:明白|清楚|懂))(?:了)?(?:可以|该)?(?:找|问|联系|咨询)谁|[去到在上]?哪[里儿]?(?:可以|能)?(?:咨询|问)|(?:有(?:问题|疑问))?(?:联系|咨询)谁|找谁了解|(?:咨询|服务)专线|(?:具体|对外|公开|热线|联系|咨询|服务|办公|窗口|业务|受理|办理|政策|责任|科室|部门|单位|机构|机关|承办|主管|实施|查[询档阅]|预约|报名|办证){0,3}(?:(?<![构关门位室口点址厅处])及)?(?:电话|热线|联系方式)(?:号码)?(?:及联系人)?|(?:联系|咨询|咨询联系)(?:方式|渠道|途径|人及电话)|(?:咨询|联系)(?:及|和|、|与)(?:投诉|监督)(?:电话|方式|渠道|途径)|(?:投诉|监督)(?:及|和|、|与)?咨询(?:电话|方式|渠道|途径)|(?:联系|咨询|服务|办公|窗口|业务|受理|办理)(?:投诉)?电话|(?:业务|政策)咨询|咨询(?:服务|联系|监督)电话|联系人(?:及|和|与)?(?:联系)?(?:电话|方式)|咨询(?:及|和|、|与)?(?:监督投诉|投诉监督|监督|投诉)(?:电话|方式|渠道|途径)?|(?:向谁|到哪里|有疑问找谁)咨询|(?:有(?:问题|疑问))?(?:问谁|找谁问)|咨询(?:谁|哪里)|(?:怎么|如何)(?:咨询|联系)|(?:有(?:问题|疑问))?(?:打|拨打)?(?:什么|哪个)电话|(?:打电话)?(?:向谁|问谁|找谁问|怎么问)",
    "办理流程": rf"{_FORE}(?:流程|程序|步骤|环节|过程)(?:图|说明)?|要走(?:什么|哪些)(?:流程|程序)|(?:怎么|怎样|如何|咋)(?:办理?|申请|申办|申领|申报|领|报名|报销|登记|备案)|怎么个办法|(?:办理)?(?:需?要|要走|分|走)几步",
}  # fmt: skip
#: What a heading that we do not know speaks of, by the group that it may be.
NEAR: Mapping[str, re.Pattern[str]] = {
    "事项名称": re.compile(r"事项|名称"),
    "设定依据": re.compile(r"依据|法规|法律|政策(?!内容|标准|待遇|解读|咨询|热线|优惠)|法源|文号"),
    "申请条件": re.compile(r"条件|对象|范围|人群|资格|要求|情形|客户|谁(?:能|可)|人[应须需]|人$|者$"),
    "办理材料": re.compile(r"材料|资料|证件|要件|手续|清单|东西|物品|携带|所需|附[送带]|[带备交]什么"),
    "办理地点": re.compile(r"地点|地址|场所|窗口|位置|网点|点$|处$|大厅|地方|哪[里儿]"),
    "办理机构": re.compile(r"机构|机关|单位|部门|[科处股]室|主体|谁|哪家"),
    "收费标准": re.compile(r"费(?!寄|邮|快递|送达)|钱|价[格目钱]|花多少|花销|开[销支]"),
    "办理时间": re.compile(r"时间|时限|期限|[用耗历]时|时效|周期|天数|工作日|多久|几天|时候|何时|多长"),
    "联系电话": re.compile(r"电话|热线|联系(?!人$)|咨询|总机|号码|[问找]谁"),
    "办理流程": re.compile(
        r"流程|程序|步骤|环节|过程|怎[么样]|咋|操作|指引|路径|(?:办理|申[请领办报]|报名|登记|领取)(?:方式|方法|办法|渠道|途径)"
    ),
}
_GROUPS = {name: re.compile(words) for name, words in GROUPS.items()}
#: Names of groups by their last word alone, for what has none of the names above.
_KINDS = {
    "设定依据": re.compile(rf"(?!收费|缴费|责任|违法|定罪|裁量|计[算费]|评[分估]){_KIND}依据"),
    "申请条件": re.compile(rf"{_KIND}(?:条件|对象)|(?:申[请办领]人|[补津][贴助]|[救援]助|保障|资助|扶持|奖励|优[待惠]|减免|参保|服务|适用|受益|面向|目标|待遇)(?:发放|享受|申[请领]|人员)?(?:人群|人员|范围|客户)|(?:查询|申领|参保|缴[费存]|贷款)主体"),
    "办理材料": re.compile(rf"{_GIVEN}(?:的)?(?:材料|资料|要件)(?:目录|清单|要求|明细)?|(?!不|无|未|免)[\u4e00-\u9fff]{{0,6}}(?:(?<![相对供响])应当?|[须需]要?|所需)(?:提[交供]|持有?|携?带)?的?(?:相关|有关)?(?:证明)?(?:材料|资料|证件|单据)"),
    "办理地点": re.compile(rf"{_OF_PLACE}(?:地址|地点|位置)"),
    "办理机构": re.compile(r"(?:签发|援助|公证|营业|鉴定|评[审估]|检[验测]|核发|颁发|招生|管辖)(?:机构|机关|部门|单位)"),
    "收费标准": re.compile(r"(?:查[询阅档]|复制|制证|[换补办]证|手续|报装|挂号|检[验测]|鉴定|公证|考试|报名|培训|审核|登记|申[请领办报])(?:费用?|收费)(?:标准)?"),
    "办理时间": re.compile(r"(?:制证|出证|审[查核批]|拨付|接通|到账|办毕|发放|检[验测]|鉴定|评[审估]|门诊)(?:周期|时限|时间|期限)"),
    "联系电话": re.compile(rf"{_OF_PLACE}(?:咨询|联系)?(?:电话|热线)|(?:经办|救助|援助|问询|客服|招生|许可|预约)(?:咨询|服务)?(?:电话|热线)|(?:招生|许可|报名)咨询"),
    "办理流程": re.compile(rf"{_KIND}(?:流程|程序|步骤)(?:图|说明)?"),
}  # fmt: skip
#: Headings of guides that belong to no group, and end the one before.
_OTHER = re.compile(
    r"[您你]?(?:当前|所在|现在|目前)?(?:所在)?的?位置|(?:监督|举报|信访|服务)?(?:投诉|申诉)(?:[与和及、]?(?:监督|举报|建议))?(?:电话|方式|渠道|途径|机[关构]|部门|单位)?|监督(?:[与和及、]?举报)?(?:电话|方式|渠道|途径|机关|部门|单位)|投诉地址|(?:交通|乘车|公交)(?:指引|方式|路线|线路)|(?:权利)?救济(?:方式|途径|渠道)|禁止性要求|公开(?:类型|方式)|法律效力|数量及方式|[\u4e00-\u9fff]{0,8}有效期限?|权力来源|行使内容|常见问题(?:解答)?|(?:事项|行使|服务(?:对象)?|项目|许可)(?:类型|类别|编码|层级|版本|代码|性质|状态)|(?:权力|办理|审批)类型|改革方式|(?:服务|法人|自然人)?主题分类|(?:个性化|一件事)主题|容缺受理|(?:权责|责任)清单|版本号?|特别程序|收费环节|通办业务模式|业务系统|关联事项|计划(?:生效|取消)日期|[责追][任责](?:事项|情形)|审批结果名称|结果领取方式|网上支付|送达(?:方式|期限|时限)|基本(?:编码|信息)|办件类型|(?:办理|审批|审查)结果|结果(?:名称|样本|送达|查询)|"
    r"(?:行政)?复议.*|行政诉讼.*|法律救济.*|权利(?:和|与)义务|(?:相关)?(?:附件|下载|表格下载|表格|链接)|(?:空白)?(?:样表|样本|表样)|示范文本|网上办理.*|在线(?:办理|申请|咨询)|到(?:现场|办事现场|窗口)(?:的)?(?:最少)?次数.*|跑[动腿]次数|(?:办件)?数量限制|中介服务|年[审检](?:年检|要求|频次)?|备注|注意事项|温馨提示|办理形式|"
    r"是否(?![\u4e00-\u9fff]{0,4}[费免缴钱]|[交收有]|需?要)[\u4e00-\u9fff]{2,14}|面向(?:自然人|法人)[\u4e00-\u9fff]{2,12}|(?:实施)?主体性质|委托(?:部门|单位|机关)|日常用语|事项(?:简介|概述|简称|描述)|证[照书]名称|(?:批准|许可)形式|免责声明|(?:网办|网上办理)深度|(?:移动端|手机端?|电脑端|计算机端)[\u4e00-\u9fff]{0,6}地址|(?:业务|实施|目录)[\u4e00-\u9fff]{0,4}编码|"
    r"通办范围|预约办理|物流快递|支付方式|运行系统|审批结果(?:类型|样本)|上一篇.*|下一篇.*|主办单位.*|版权.*|网站地图|联系我们|(?:相关|热[点门]|点击|阅读|浏览|最新|推荐|一周|图片|专题|友情)(?:信息|链接|阅读|文章|新闻|资讯|动态|公告|发布|推荐|关注|专栏|服务|事项|办事|业务|热[点门]|排行榜?|榜){1,2}|打印(?:本页)?|关闭(?:窗口)?|分享到?|更多|(?:发布|更新|成文|生成|印发)(?:日期|时间)|(?:信息|文章)?来源|(?:浏览|阅读|点击)(?:次数|量|数)?|(?:责任)?编辑|作者|发布(?:机构|单位|者|人)|您?对.{2,14}满意.*|您?对.{0,12}(?:评价|意见).*"
)
_NUMBERING = re.compile(
    r"^[\s（(【\[〔]*+(?:第[一二三四五六七八九十\d]{1,3}[章节条步]?|[一二三四五六七八九十]{1,3}|\d{1,2}|[①-⑳]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}(?=[、.．]))[\s）)】\]〕]*+[、.．，,:：)）]*+\s*+|^[●■◆▪★☆※◎·►▶○□▲△✦❖》〉＞▍▎▌▋█┃│｜〓➤➢→»]++\s*+|^(?:[QＱ]\d{0,2}|问题?\d{0,2})\s?[:：.、]\s*+"
)
#: Signs and icons before a heading (📜 办理依据).
_SIGNS = re.compile(r"^[\s\u2190-\u245f\u2500-\u2bff\ue000-\uf8ff\ufe0f\u200d\U0001f000-\U0001faff]++")
#: Letters of other languages (English, Russian, Uyghur, Tibetan, Mongolian, Korean), and the same heading in one of these behind it (收费标准 Fee) or before it (Fee / 收费标准).
FOREIGN = r"A-Za-z\u00c0-\u024f\u0400-\u04ff\u0600-\u06ff\u0f00-\u0fff\u1800-\u18af\uac00-\ud7af"
_FOREIGN_BEHIND = re.compile(
    rf"(?<=[\u4e00-\u9fff])[\s（(/|]{{1,3}}[{FOREIGN}][{FOREIGN} ,.&'’/-]{{2,40}}[）)\s]{{0,2}}$"
)
_FOREIGN_BEFORE = re.compile(
    rf"[{FOREIGN}][{FOREIGN} ,.&'’/|（(:-]{{2,42}}(?<=[\s/|（(:])(?=[\u4e00-\u9fff])"
)
#: A remark in brackets: 收费标准（元）.
_QUALIFIED = re.compile(r"[（(][^（()）]{1,8}(?:[)）]|$)")
#: What joins two groups in one heading (办理流程及时限, 申请条件、材料), what may stand before a group's name, and blanks that only widen it.
_JOINED = re.compile(r"以及|及其|及|和|与|、|/|或|，|,")
#: What a heading may name beside a group, and is none: 办理方式及程序, 办理条件/适用情形.
_BESIDE = re.compile(
    r"(?:办理|申[请办报领]|适用|受理|填写|具体)?(?:方式|方法|形式|渠道|途径|情形|要求|说明|标准|样[本表式]|示例|下载|格式|规范|注意事项)|邮[编箱]|邮政编码|网址|传真|联系人"
)
#: What begins no matter's name before a group's.
_NO_MATTER = r"(?!符合|具备|具有|满足|达到|不|其[他它]|相关|有关|规定|上述|以上|所有|投诉|监督|举报|申请人|当事人|本人|您|我|[详请]?见|请|超过|下载|查看|根据|按照?|在|到|从|自|未|未能|提交|公示|中介|行政|移动端|手机|电脑|计算机|网站|系统)"
#: The name of a group behind the matter's: 申请法律援助的条件如下, 补贴申领受理机构.
_OF_MATTER = re.compile(
    _NO_MATTER
    + r"(?:(?![及和与或])[\u4e00-\u9fff]){2,10}?(?:(?:的|应提[交供]|需要?提[交供]|需准备)的?([\u4e00-\u9fff]{2,6}?)|((?:受理|承办|办理|经办|实施|审批|审核|主管|申[请报领办]|所需|咨询|联系|收费|设定|政策|法律|办结)(?:机构|部门|单位|机关|地点|地址|窗口|时间|时限|期限|条件|对象|材料|资料|流程|程序|依据|标准|电话)))(?:如下|为|包括|有哪些)?"
)
#: Two groups in one heading that nothing joins: 办理时间地点.
_NOUN = r"(?:时间|时限|地点|地址|条件|对象|材料|流程|程序|电话|联系方式)"
_GLUED = re.compile(rf"(.{{0,6}}?)({_NOUN})({_NOUN}|机构|单位|部门)")
_ASKED = re.compile(r"^(?:需要?|须|应当?|所需|需要?提[交供]的?|应提[交供]的?)")
_IS_WHAT = re.compile(
    r"(?:都|主要)?(?:是什么|有什么|有哪些|是哪些|包括哪些|是多少|是多久|是怎样的|是怎么样的)$"
)
#: 是什么 and kin behind a group's name are left out of headings longer than this.
_SHORTEST_ASKED = 5
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PADDING = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_HEADING_END = " \t\r\n　:：】]）)〕▼∨>？?—-_|★☆*"
_HEADING_BEGIN = " 【[（(〔《—-|"
#: Names of pages that are no guides though they have such headings, and of pages that are guides.
_NOTICE = re.compile(
    r"公开指南|的(?:通知|公告|通告|公示|意见|办法|规定|决定)|(?:通知|公告|通告|公示|办法|条例|细则|规定)(?=[\s\-_|—（(]|$)|招聘|招考|招录|录用|报名须知|招标|简章|解读|常见问[题答]|机构(?:设置(?![\u4e00-\u9fff]{0,4}(?:审批|许可|核准|备案|登记|变更|注销))|职能|概况)|简介|概况|联系我们|信箱|^关于"
)
_GUIDE = re.compile(r"指南|须知|办理|办事|事项|申请|登记|许可|审批|申领|换发|补办|备案")
#: The groups that only a guide has: where to go and whom to call is told on many pages.
CORE, _ENOUGH = frozenset({"申请条件", "办理材料", "办理流程"}), 2
#: What every office says of itself, in the foot of its pages too.
OF_OFFICES = frozenset({"办理地点", "办理机构", "办理时间", "联系电话"})
#: A heading is no longer than this.
LONGEST = 16
#: Nor is it in a longer line, with its number, brackets and blanks.
_LONGEST_LINE = 80
_QUESTION = re.compile(r"^(?:[QＱ]\d{0,2}|问题?\d{0,2})\s?[:：.、]\s*+")
_HEADED = re.compile(r"^[【\[〔]([^】\]〕]{2,16})[】\]〕]\s*[:：]?\s*(.*)$", re.DOTALL)

#: What a question speaks of, where it speaks of one group alone; not of what went wrong (证丢了怎么办).
_OF_QUESTIONS = {
    "设定依据": re.compile(r"依据|凭什么|法律|政策"),
    "申请条件": re.compile(r"谁(?:可以|能)|什么人|哪些人|条件|资格|我(?:可以|能)"),
    "办理材料": re.compile(r"材料|证件|手续|资料|(?:带|交|准备|提[交供])(?:些|点)?(?:什么|啥|哪些)"),
    "办理地点": re.compile(r"[哪那][里儿]|在哪|到哪|去哪|何处|什么地方|哪个(?:地方|窗口)"),
    "办理机构": re.compile(r"(?:哪个|什么)(?:部门|单位|机构)|[归由]谁|找谁办"),
    "收费标准": re.compile(r"收费|费用|多少钱|要钱|[花交收]钱|免费"),
    "办理时间": re.compile(r"多久|多长时间|几天|多少天|时间|什么时候|何时|几点|时限|期限"),
    "联系电话": re.compile(r"电话|咨询|[问联]谁|联系|找谁问"),
    "办理流程": re.compile(r"流程|步骤|程序|(?:怎么|如何|怎样|咋)(?:去|来)?(?:办|申[请领办]|操作)"),
}  # fmt: skip
_ASKING = re.compile(r"[？?]\s?$|什么|哪些|哪[里儿个]|多少|多久|几天|怎[么样]|咋|啥|如何|[问找]谁|要不要|吗$")
_ASKED_AND_TOLD = re.compile(r"[？?]\s?[\u4e00-\u9fff\d]")
_WENT_WRONG = re.compile(r"[:：、，。；丢失忘错没未不被]|过期|有效|领取|查询|到账")
_LONGEST_QUESTION, _SHORTEST_TITLE = 20, 6
#: From so many characters on the name of a group is one behind anything.
_SURE = 4


def _asked(question: str) -> tuple[str, ...]:
    """The one group that a question speaks of: 什么时候可以去办？"""
    if len(question) > _LONGEST_QUESTION or _WENT_WRONG.search(
        question.replace("收不收", "").replace("要不要", "")
    ):
        return ()
    found = [name for name, words in _OF_QUESTIONS.items() if words.search(question)]
    return tuple(found) if len(found) == 1 else ()


def groups_of(line: str) -> tuple[str, ...]:
    """The element groups that a heading names: 办理时间和地点 names two. Empty for what is no heading."""
    return _groups_of(line) if len(line) <= _LONGEST_LINE else ()


@lru_cache(maxsize=8192)
def _groups_of(line: str) -> tuple[str, ...]:
    """`groups_of` a line that is not long."""
    plain = plain_heading(line)
    if not 2 <= len(plain) <= LONGEST:
        return ()
    if whole := _named(plain):
        return whole
    if len(unqualified := _QUALIFIED.sub("", plain)) >= 2 and (whole := _named(unqualified)):
        return whole
    if (of := _OF_MATTER.fullmatch(plain)) and (whole := _named(name := of[1] or of[2])):
        return whole if len(name) >= _SURE or CORE.issuperset(whole) else ()
    glued = _GLUED.fullmatch(plain)
    parts = [f"{glued[1]}{glued[2]}", glued[3]] if glued else [one for one in _JOINED.split(plain) if one]
    each = [_named(one) for one in parts if not _BESIDE.fullmatch(one)]
    if len(parts) < 2 or not all(each) or not each:
        return _asked(plain) if _ASKING.search(line) and not _ASKED_AND_TOLD.search(line) else ()
    return tuple(name for name in GROUPS if any(name in names for names in each))


def is_loosely_named(line: str) -> bool:
    """Whether a heading names its group by its last word alone: 改造对象, 居住证办理流程."""
    plain = plain_heading(line)
    return _is_of(_KINDS, plain) and not _is_of(_GROUPS, plain)


def may_be_title(line: str) -> bool:
    """Whether a line without a number may be a page's title: it asks, or names a group by its last word alone."""
    plain = plain_heading(line)
    if len(plain) < _SHORTEST_TITLE or _NUMBERING.match(line) or _JOINED.search(plain) or not groups_of(line):
        return False
    if _is_of(_GROUPS, plain):
        return False
    return _is_of(_KINDS, plain) or (_ASKING.search(line) is not None and bool(_asked(plain)))


def _is_of(names: Mapping[str, re.Pattern[str]], plain: str) -> bool:
    return any(words.fullmatch(plain) for words in names.values())


def names_guide(title: str) -> bool:
    """Whether a page is called as guides are (残疾人证办理, 办事指南)."""
    return _GUIDE.search(title) is not None and not names_notice(title)


def names_notice(title: str) -> bool:
    """Whether a page is called a notice, a call for applicants or the like: its 申报条件 and 报名材料 make it no guide."""
    return _NOTICE.search(title) is not None


def may_be_guide(title: str, headings: Collection[str]) -> bool:
    """Whether a page with these groups among its headings is a guide, and not what an office says of itself."""
    if "事项名称" in headings:
        return True
    return not names_notice(title) and len(CORE & set(headings)) >= (1 if names_guide(title) else _ENOUGH)


def is_other_heading(line: str) -> bool:
    """Whether a line is a heading of guides that belongs to none of the ten groups."""
    return _OTHER.fullmatch(plain_heading(line)) is not None


def plain_heading(line: str) -> str:
    """A heading without its number, brackets and colon."""
    return _plain_again(line) if len(line) <= _LONGEST_LINE else _plain(line)


def _plain(line: str) -> str:
    plain = _NUMBERING.sub("", _SIGNS.sub("", line)).rstrip(_HEADING_END).strip(_HEADING_BEGIN)
    plain = plain if _HAN.match(plain[-1:]) else _FOREIGN_BEHIND.sub("", plain)
    if not _HAN.match(plain) and (foreign := _FOREIGN_BEFORE.match(plain)):
        plain = plain[foreign.end() :]
    return _PADDING.sub("", plain)


#: A page asks it of the same short lines many times.
_plain_again = lru_cache(maxsize=8192)(_plain)


def cut_heading(line: str) -> tuple[str, str]:
    """`收费标准：不收费`, `【收费标准】不收费`, `收费标准 不收费`, `（七）收费标准。不收费` as heading and value; a whole line is a heading without one."""
    line = _QUESTION.sub("", line)
    if _NUMBERING.match(line) and "。" in line[:_LONGEST_LINE]:
        head, _, value = line.partition("。")
        if groups_of(head):
            return head, value.strip()
    if (headed := _HEADED.match(line)) is not None:
        return headed[1], headed[2].strip()
    head, colon, value = line.replace("：", ":").partition(":")
    if colon and len(head) <= 20:
        return head, value.strip()
    head, _, value = line.strip().partition(" ")
    if (
        value
        and len(head) <= LONGEST + 4
        and (groups_of(head) or is_other_heading(head))
        and (not groups_of(line) or _ASKING.search(head))
    ):
        return head, value.strip()
    return line, ""


def _named(heading: str) -> tuple[str, ...]:
    heading = _IS_WHAT.sub("", heading) if len(heading) >= _SHORTEST_ASKED else heading
    bare = _ASKED.sub("", heading)
    found = [
        name
        for name, words in _GROUPS.items()
        if words.fullmatch(heading) or (len(bare) >= 2 and words.fullmatch(bare))
    ]
    if not found and not _JOINED.search(bare):
        found = [name for name, words in _KINDS.items() if words.fullmatch(bare)]
    return tuple(found[:1] if len(heading) <= 2 else found)
