"""Pages of a simulated site with something for the patrol on each (all made up): a dead link of one cause, a hidden link, a number, a wrong word."""

#: The page that leads to the others.
FIRST = "/zt/"
#: An identity number of a county that is none; its check digit is right.
NUMBER = "350199199003071233"
_FOOT = '<p>相关链接：<a href="/zt/2019/czcs.htm">2019年创城专题</a></p>'
_HIDDEN = '<div style="display:none"><a href="http://www.qipai-demo.invalid/">真人棋牌</a></div>'

PAGES = {
    FIRST: '<ul class="list"><li><a href="/zt/fx.htm">防汛专题</a></li><li><a href="/zt/bt.htm">惠农补贴公示</a></li>'
    f'<li><a href="/zt/cc.htm">文明创建</a></li></ul>{_FOOT}',
    "/zt/fx.htm": f"<h1>防汛专题</h1><p>镇政府召开会议，认真布署汛期值班和巡查工作。</p>{_FOOT}",
    "/zt/bt.htm": f"<h1>惠农补贴公示</h1><p>补贴对象：陈某，身份证号{NUMBER}，补贴面积三亩。</p>{_FOOT}",
    "/zt/cc.htm": f"<h1>文明创建</h1><p>开展志愿服务活动。</p>{_HIDDEN}{_FOOT}",
}
