"""Ways in which scripts lean on older libraries of other addresses to write a day, to write one over another, and what only chance tells."""

T = 1681696800000  # 2023-04-17 10:00 in Shanghai
_PLACE, _EMPTY, _CLASS = "发布时间：<span id=a></span>", "<div id=a></div>", "<div class=t></div>"
_DAY = "'20'+'23-04-17'"
_LINE = "'发布时间：20'+'23-04-17'"
_OLD = "发布时间：<span id=a>2026-03-04</span>"


def _script(code: str) -> str:
    return f"<script src=/lib.js></script><script>{code}</script>"


#: name -> (markup beside the title, markup after the text); the day is 17 April 2023.
OLDER_WAYS: dict[str, tuple[str, str]] = {
    name: (place, _script(code))
    for name, place, code in (
        ("prototype_update", _PLACE, f"document.observe('dom:loaded',function(){{$('a').update({_DAY})}})"),
        ("prototype_insert", _PLACE, f"$('a').insert({{bottom:{_DAY}}})"),
        ("prototype_insertion", _PLACE, f"new Insertion.Bottom('a',{_DAY})"),
        ("prototype_element", _EMPTY, f"$('a').insert(new Element('span',{{'class':'t'}}).update({_LINE}))"),
        ("prototype_by_class", _CLASS, f"$$('.t').each(function(e){{e.update({_LINE})}})"),
        ("prototype_event", _PLACE, f"Event.observe(window,'load',function(){{$('a').innerHTML={_DAY}}})"),
        ("prototype_template", _PLACE, "$('a').update(new Template('#{y}-04-#{d}').evaluate({y:2023,d:17}))"),
        ("prototype_padded", _PLACE, f"var d=new Date({T});$('a').innerHTML=d.getFullYear()+'-'+(d.getMonth()+1).toPaddedString(2)+'-'+d.getDate()"),
        ("mootools_set", _PLACE, f"window.addEvent('domready',function(){{$('a').set('html',{_DAY})}})"),
        ("mootools_inject", _EMPTY, f"new Element('span',{{text:{_LINE}}}).inject('a')"),
        ("mootools_adopt", _EMPTY, f"$('a').adopt(new Element('span',{{html:{_LINE}}}))"),
        ("mootools_format", _PLACE, f"document.id('a').set('text',new Date({T}).format('%Y-%m-%d'))"),
        ("dojo", _PLACE, f"dojo.addOnLoad(function(){{dojo.byId('a').innerHTML={_DAY}}})"),
        ("dojo_create", _EMPTY, f"dojo.create('span',{{innerHTML:{_LINE}}},dojo.byId('a'))"),
        ("dojo_place", _EMPTY, f"dojo.place('<b>'+{_LINE}+'</b>','a')"),
        ("dojo_query", _CLASS, f"dojo.query('.t').forEach(function(n){{n.innerHTML={_LINE}}})"),
        ("dojo_module", _PLACE, f"require(['dojo/dom','dojo/domReady!'],function(dom){{dom.byId('a').innerHTML={_DAY}}})"),
        ("dojo_locale", _PLACE, f"dojo.byId('a').innerHTML=dojo.date.locale.format(new Date({T}),{{datePattern:'yyyy-MM-dd'}})"),
        ("ext", _PLACE, f"Ext.onReady(function(){{Ext.get('a').update({_DAY})}})"),
        ("ext_helper", _EMPTY, f"Ext.DomHelper.append('a',{{tag:'span',cls:'x',html:{_LINE}}})"),
        ("ext_template", _EMPTY, f"new Ext.XTemplate('<tpl for=\".\"><b>{{d}}</b></tpl>').overwrite(Ext.get('a'),[{{d:{_LINE}}}])"),
        ("ext_format", _PLACE, f"Ext.getDom('a').innerHTML=Ext.Date.format(new Date({T}),'Y-m-d')"),
        ("yui", _PLACE, f"YUI().use('node',function(Y){{Y.one('#a').setHTML({_DAY})}})"),
        ("yui_set", _PLACE, f"YUI().use('node',function(Y){{Y.one('#a').set('innerHTML',{_DAY})}})"),
        ("yahoo", _PLACE, f"YAHOO.util.Event.onDOMReady(function(){{YAHOO.util.Dom.get('a').innerHTML={_DAY}}})"),
        ("kissy", _PLACE, f"KISSY.use('node',function(S,Node){{S.one('#a').html({_DAY})}})"),
        ("kissy_dom", _PLACE, f"var S=KISSY;S.ready(function(){{S.DOM.html('#a',{_DAY})}})"),
        ("mui", _PLACE, f"mui.init();mui.ready(function(){{mui('#a')[0].innerHTML={_DAY}}})"),
        ("tangram", _PLACE, f"baidu.dom.ready(function(){{baidu.G('a').innerHTML={_DAY}}})"),
        ("prototype_class", _PLACE, f"var P=Class.create({{initialize:function(d){{this.d=d}},show:function(){{$('a').update(this.d)}}}});new P({_DAY}).show()"),
        ("prototype_now_and_then", _PLACE, f"new PeriodicalExecuter(function(pe){{$('a').update({_DAY});pe.stop()}},1)"),
        ("prototype_invoke", _CLASS, f"$$('.t').invoke('update',{_LINE})"),
        ("mootools_class", _PLACE, f"var P=new Class({{initialize:function(e){{this.e=e}},show:function(d){{this.e.set('html',d)}}}});new P($('a')).show({_DAY})"),
        ("mootools_later", _PLACE, f"(function(){{$('a').set('html',{_DAY})}}).periodical(100)"),
        ("dojo_class", _PLACE, f"dojo.declare('X',null,{{constructor:function(d){{this.d=d}},go:function(){{dojo.byId('a').innerHTML=this.d}}}});new X({_DAY}).go()"),
        ("dojo_stamp", _PLACE, "dojo.byId('a').innerHTML=dojo.date.locale.format(dojo.date.stamp.fromISOString('2023-04-17'),{datePattern:'yyyy-MM-dd'})"),
        ("ext_panel", _EMPTY, f"new Ext.Panel({{renderTo:'a',html:{_LINE}}})"),
        ("ext_class", _PLACE, f"Ext.define('X',{{constructor:function(d){{this.d=d}},go:function(){{Ext.get('a').update(this.d)}}}});Ext.create('X',{_DAY}).go()"),
        ("ext_select", _CLASS, f"Ext.select('.t').update({_LINE})"),
        ("yui_each", _CLASS, f"YUI().use('node',function(Y){{Y.all('.t').each(function(n){{n.setHTML({_LINE})}})}})"),
        ("kissy_module", _PLACE, f"KISSY.add('m',function(S){{return {{go:function(){{S.one('#a').text({_DAY})}}}}}});KISSY.use('m',function(S,m){{m.go()}})"),
        ("a_loader", _PLACE, f"$LAB.script('/a.js').wait(function(){{document.getElementById('a').innerHTML={_DAY}}})"),
        ("english", _PLACE, f"document.getElementById('a').innerHTML=new Date({T}).toLocaleDateString('en-US',{{year:'numeric',month:'short',day:'numeric'}})"),
        ("a_time_element", "发布时间：<time datetime='2023-04-17T02:00:00Z'></time>", "document.querySelectorAll('time').forEach(t=>t.textContent=new Date(t.dateTime).toLocaleDateString())"),
        ("a_remark", "<div id=a>发布时间：<!--2023-04-17--></div>", "var e=document.getElementById('a');e.appendChild(document.createTextNode(e.childNodes[1].nodeValue))"),
        ("an_attribute_s_click", f'{_PLACE}<a id=b onclick="document.getElementById(\'a\').innerHTML={_DAY}">x</a>', "document.getElementById('b').click()"),
    )
} | {
    "angular_begins": ("<div ng-app ng-init=\"d='20'+'23-04-17'\">发布时间：{{d}}</div>", "<script src=/angular.min.js></script>"),
}  # fmt: skip

#: name -> the same of a page that states a newer day, over which a library that is here writes the older one.
WRITTEN_OVER: dict[str, tuple[str, str]] = {
    name: (_OLD, _script(code))
    for name, code in (
        ("prototype", "$('a').update('2023-04-17')"),
        ("mootools", "window.addEvent('domready',function(){$('a').set('text','2023-04-17')})"),
        ("dojo", "dojo.attr('a','innerHTML','2023-04-17')"),
        ("ext", "Ext.DomHelper.overwrite('a','2023-04-17')"),
        ("yui", "YUI().use('node',function(Y){Y.one('#a').setContent('2023-04-17')})"),
        ("kissy", "KISSY.DOM.html('#a','2023-04-17')"),
    )
}  # fmt: skip

#: What programs that are not here put into an element that they are told.
PUT_BY_OTHERS = (
    "s3.select('#a').text('2023-04-17')",
    "W('#a').html(day)",
    "Foo.fill('a','2023-04-17')",
    "new Foo('a').put('2023-04-17')",
    "Foo({place:'a',day:'2023-04-17'})",
    "new Ractive({el:'#a',template:'{{d}}',data:{d:f()}})",
    "m.render(document.getElementById('a'),m('b','2023-04-17'))",
    "BUI.use('page',function(P){P.one('#a').text(P.day)})",
    "$('#a').showDay('2023-04-17')",
)

#: What they put into an empty place beside the title (`.t`), of a page that states no day.
PUT_INTO_NOTHING = (
    "Foo.show('.t',{prefix:'发布于',ts:1681696800000})",
    "foo(['.t','2023-04-17'])",
    "m.mount(document.querySelector('.t'),{view:function(){}})",
    "new App({target:document.querySelector('.t'),props:{d:f()}})",
    "Marko.render({d:'2023-04-17'}).appendTo(document.querySelector('.t'))",
    "document.querySelector('.t').innerHTML=Handlebars.templates.x({d:'20'+'23-04-17'})",
    "$('.t').panel({content:'2023-04-17'})",
)

#: What nobody published then.
BY_CHANCE = (
    "Math.random()<.4||document.write('发布时间：2026-10-09')",
    "if(Math.random()>.95)document.write('发布时间：2026-10-09')",
    "if(Math.random()<.05)document.write('发布时间：2026-10-09')",
    "document.write(Math.random()<.6?'更新日期：2026-10-09':'发布时间：2026-09-08')",
    "if(crypto.getRandomValues(new Uint8Array(1))[0]%2)document.write('发布时间：2026-10-09')",
    "if(parseInt(crypto.randomUUID().slice(-2),16)%2)document.write('发布时间：2026-10-09')",
    "document.write('发布时间：2026-'+(1+Math.floor(Math.random()*9))+'-1'+Math.floor(Math.random()*9))",
    "var a=new Uint8Array(2);crypto.getRandomValues(a);document.write('发布时间：2026-'+(1+a[0]%9)+'-1'+a[1]%9)",
    "document.write('发布时间：2026-1'+new Date().getTime()%2+'-04')",
)

#: Ways to put an element (`t`) out of sight beside one that tells the page's day (X); to write it where its name is not plain, or code is hidden.
OUT_OF_SIGHT_WAYS = (
    "var s=document.getElementById('t').style;s.position='absolute';s.left='-9999px';$('.src').html(X)",
    "document.getElementById('t').style.cssText='position:absolute;left:-5000px';$('.src').html(X)",
    "document.getElementById('t').style.clipPath='inset(100%)';$('.src').html(X)",
    "document.getElementById('t').style.transform='scale(0)';$('.src').html(X)",
    "document.getElementById('t').style.setProperty('font-size','0');$('.src').html(X)",
    "var s=document.getElementById('t').style;s.display='block';s.height='0';s.overflow='hidden';$('.src').html(X)",
    "document.getElementById('t').style.color='transparent';$('.src').html(X)",
    "$('#t').css({position:'absolute',left:'-9999px'});$('.src').html(X)",
    "$('#t').wrap('<div style=\"display:none\"></div>');$('.src').html(X)",
    "$('#t').attr('style','opacity:0');$('.src').html(X)",
    "document.head.insertAdjacentHTML('beforeend','<style>#t{display:none}</style>');$('.src').html(X)",
    "document.styleSheets[0].insertRule('#t{position:fixed;top:-3000px}',0);$('.src').html(X)",
    "window['t'].innerHTML=X",
    "t.firstChild.data=X",
    "document.querySelectorAll('[id]').forEach(function(e){if(e.id=='t')e.textContent=X})",
    "var d=X;eval(atob('ZG9jdW1lbnQuZ2V0RWxlbWVudEJ5SWQoJ3QnKS5pbm5lckhUTUw9ZA=='))",
)

#: Markup of a day that a script lets be seen, or leaves in sight; and of one that it leaves hidden, in front of which stands X.
SEEN_AGAIN = (
    ("<p id=a style='position:absolute;left:-9999px'>DAY</p>", "document.getElementById('a').style.left='0'"),
    ("<p id=a style='transform:scale(0)'>DAY</p>", "document.getElementById('a').style.transform='none'"),
    ("<p id=a>DAY</p>", "var s=document.getElementById('a').style;s.width='3000px';s.marginLeft='-1200px'"),
    (
        "<p id=a>DAY</p>",
        "var s=document.getElementById('a').style;s.opacity=0;setTimeout(function(){s.opacity=1},100)",
    ),
    (
        "<p id=a style='display:none'>发布时间：2025-08-09</p><p>DAY</p>",
        "document.getElementById('a').style.left='10px'",
    ),
    (
        "<style>.g{display:none}</style><p id=a class=g>发布时间：2025-08-09</p><p>DAY</p>",
        "document.getElementById('a').style.color='red'",
    ),
)

#: Ways to take the first row of a list (`l`) away or out of sight.
ROWS_OUT_OF_SIGHT = (
    "$$('#l li')[0].remove()",
    "document.id('l').getElement('li').dispose()",
    "dojo.destroy(dojo.query('#l li')[0])",
    "YUI().use('node',function(Y){Y.one('#l li').remove()})",
    "mui('#l li')[0].remove()",
    "Ext.query('#l li')[0].remove()",
    "document.querySelector('#l li').style.cssText='position:absolute;left:-5000px'",
    "document.querySelector('#l li').style.transform='scale(0)'",
    "document.querySelector('#l li').style.fontSize=0",
)
