"""Ways in which scripts use what a browser brings to write, hide, replace or merely draw a day; the day is 17 April 2023 unless told otherwise."""

T = 1681696800000  # 2023-04-17 10:00 in Shanghai
DAY = "('20'+'23-04-17')"
_PLACE = "时间：<b id=a></b>"
_SET = "document.getElementById('a').innerHTML="


def _script(code: str) -> str:
    return f"<script>{code}</script>"


#: name -> (markup beside the title, markup after the text)
BROWSER_WAYS: dict[str, tuple[str, str]] = {
    "vue_class_that_hides": ("<style>.hide{display:none}</style><div id=app><p :class='{hide:old}'>时间：{{ b }}</p><p>时间：{{ a }}</p></div>", _script("new Vue({el:'#app',data:{old:true,a:'2023-04-17',b:'2025-08-09'}})")),
    "vue_style_that_hides": ("<div id=app><p :style=\"{display:old?'none':''}\">时间：{{ b }}</p><p>时间：{{ a }}</p></div>", _script("new Vue({el:'#app',data:{old:true,a:'2023-04-17',b:'2025-08-09'}})")),
    "vue_set": ("<div id=app>时间：{{ i.a }}</div>", _script("var v=new Vue({el:'#app',data:{i:{}}});Vue.set(v.i,'a','2023-04-17')")),
    "petite_vue_for": ("<div v-scope=\"{l:['时间：2023-04-17','来源：日报']}\"><b v-for='x in l'>{{x}}</b></div>", ""),
    "petite_vue_of_data": ("<div v-scope><b>时间：{{ day }}</b></div>", "<script type=module>import {createApp} from '/p.js';createApp({day:'2023-04-17'}).mount()</script>"),
    "a_form_by_its_name": ("<form name=f1><input type=hidden name=x value='2023-04-17'></form>时间：<b id=a></b>", "<script>document.getElementById('a').innerHTML=document.f1.x.value</script>"),
    "luxon": ("时间：<b id=a></b>", "<script>a.innerHTML=luxon.DateTime.fromISO('2023-04-17T10:00').toFormat('yyyy年LL月dd日')</script>"),
    "luxon_of_seconds": ("时间：<b id=a></b>", "<script>a.innerHTML=luxon.DateTime.fromSeconds(1681700000).toISODate()</script>"),
    "a_match_that_is_asked_for_late": ("时间：<b id=a></b>", "<script>/t=([\\d-]+)/.test('?t=2023-04-17');$('#a').html(RegExp.$1)</script>"),
    "later_with_its_argument": (_PLACE, _script(f"setTimeout(function(t){{{_SET}t}},0,{DAY})")),
    "later_and_later": (_PLACE, _script(f"setTimeout(()=>requestAnimationFrame(()=>setTimeout(()=>{{{_SET}{DAY}}},9)),9)")),
    "third_tick": (_PLACE, _script(f"var n=0,t=setInterval(function(){{if(++n==3){{clearInterval(t);{_SET}{DAY}}}}},20)")),
    "typed": (_PLACE, _script(f"var s={DAY},i=0,t=setInterval(function(){{document.getElementById('a').innerHTML+=s.charAt(i++);if(i>=s.length)clearInterval(t)}},50)")),
    "page_shown": (_PLACE, _script(f"window.onpageshow=function(){{{_SET}{DAY}}}")),
    "seen_on_the_screen": (_PLACE, _script(f"new IntersectionObserver(function(l){{l.forEach(function(e){{if(e.isIntersecting)e.target.textContent={DAY}}})}}).observe(document.getElementById('a'))")),
    "told_by_message": (_PLACE, _script(f"window.addEventListener('message',function(e){{{_SET}e.data}});window.postMessage({DAY},'*')")),
    "event_of_its_own_that_is_ready": (_PLACE, _script(f"document.addEventListener('page-ready',function(e){{{_SET}e.detail.t}});document.dispatchEvent(new CustomEvent('page-ready',{{detail:{{t:{DAY}}}}}))")),
    "event_of_its_own_that_has_loaded": (_PLACE, _script(f"window.addEventListener('data:loaded',function(e){{{_SET}e.detail}});setTimeout(function(){{window.dispatchEvent(new CustomEvent('data:loaded',{{detail:{DAY}}}))}},50)")),
    "event_of_a_program_that_is_not_here": (_PLACE, _script(f"document.addEventListener('app:ready',function(){{{_SET}{DAY}}})")),
    "zone_of_greenwich": (_PLACE, _script(f"{_SET}new Date(1681747200000).toLocaleDateString('zh-CN',{{timeZone:'UTC'}})")),
    "written_as_in_canada": (_PLACE, _script(f"{_SET}new Date({T}).toLocaleDateString('en-CA')")),
    "parts_as_in_america": (_PLACE, _script(f"var p=new Date({T}).toLocaleDateString('en-US').split('/');{_SET}p[2]+'-'+p[0]+'-'+p[1]")),
    "long_style": (_PLACE, _script(f"{_SET}new Intl.DateTimeFormat('zh-CN',{{dateStyle:'full'}}).format({T})")),
    "plugin": (_PLACE, _script(f"$.fn.day=function(o){{return this.each(function(){{$(this).text(o.t)}})}};$('#a').day({{t:{DAY}}})")),
    "faded_in": (_PLACE, _script(f"$('#a').hide().fadeIn(300,function(){{$(this).html({DAY})}})")),
    "deferred": (_PLACE, _script(f"$.when({{t:{DAY}}}).done(function(o){{$('#a').html(o.t)}})")),
    "class_asked_for": ("时间：<b class='d x'></b>", _script(f"$('b').each(function(){{if($(this).hasClass('d')&&$(this).is(':empty')){{$(this).text({DAY})}}}})")),
    "clicked_by_itself": (_PLACE, _script(f"$('#a').click(function(){{$(this).text({DAY})}}).click()")),
    "cell_beside_words": ("<table><tr><td>发布时间：</td><td></td></tr></table>", _script(f"$(\"td:contains('发布时间')\").next().text({DAY})")),
    "appended_in_parts": ("<p class=f></p>", _script(f"$('.f').append('发布时间：','<b>'+{DAY}+'</b>')")),
    "selector_put_together": ("时间：<b class=pub_day></b>", _script(f"var c='pub'+'_day';document.querySelector('.'+c).textContent={DAY}")),
    "text_walked": ("<p id=f>时间：@</p>", _script(f"var w=document.createTreeWalker(document.getElementById('f'),NodeFilter.SHOW_TEXT),n;while(n=w.nextNode()){{n.nodeValue=n.nodeValue.replace('@',{DAY})}}")),
    "text_replaced": ("<p id=f>时间：@</p>", _script(f"var t=document.getElementById('f').firstChild;t.replaceData(t.length-1,1,{DAY})")),
    "child_replaced": ("<p id=f>时间：<i id=a>-</i></p>", _script(f"var b=document.createElement('b'),o=document.getElementById('a');b.textContent={DAY};o.parentNode.replaceChild(b,o)")),
    "item_of_a_list": ("<p id=f>时间：<tt></tt></p>", _script(f"document.getElementsByTagName('tt').item(0).innerHTML={DAY}")),
    "attribute_by_name": ("<b id=a data-d='2023-04-17'></b>", _script("var a=document.getElementById('a');a.innerHTML='发布时间：'+a.attributes.getNamedItem('data-d').value")),
    "hidden_text_shown": ("<p id=f style='display:none'></p>", _script(f"$('#f').html('发布时间：'+{DAY}).show()")),
    "newer_one_hidden": ("<p id=o></p><p id=f></p>", _script(f"var o=document.getElementById('o');o.innerHTML='发布时间：2026-01'+'-05';o.style.display='none';document.getElementById('f').innerHTML='发布时间：'+{DAY}")),
    "newer_one_hidden_by_jquery": ("<p id=o></p><p id=f></p>", _script(f"$('#o').html('发布时间：2026-01'+'-05').hide();$('#f').html('发布时间：'+{DAY})")),
    "newer_one_hidden_by_attribute": ("<p id=o></p><p id=f></p>", _script(f"var o=document.getElementById('o');o.innerHTML='发布时间：2026-01'+'-05';o.hidden=true;document.getElementById('f').innerHTML='发布时间：'+{DAY}")),
    "newer_one_in_the_page_hidden": ("<p id=o>发布时间：2026-01-05</p><p id=f></p>", _script(f"document.getElementById('f').innerHTML='发布时间：'+{DAY};document.getElementById('o').style.display='none'")),
    "newer_one_in_the_page_removed": ("<p id=o>发布时间：2026-01-05</p><p id=f></p>", _script(f"var o=document.getElementById('o');document.getElementById('f').innerHTML='发布时间：'+{DAY};o.parentNode.removeChild(o)")),
    "newer_one_in_the_page_replaced": ("<p id=f>发布时间：2026-01-05</p>", _script(f"document.getElementById('f').innerHTML='发布时间：'+{DAY}")),
    "newer_one_of_a_class_hidden": ("<div class=w>发布时间：2026-01-05</div><p id=f></p>", _script(f"document.querySelector('.w').style.display='none';document.getElementById('f').innerHTML='发布时间：'+{DAY}")),
    "newer_one_taken_away_by_jquery": ("<div class=w>发布时间：2026-01-05</div><p id=f></p>", _script(f"$('.w').remove();$('#f').html('发布时间：'+{DAY})")),
    "newer_one_hidden_by_a_class": ("<style>.hid{display:none}</style><p id=o></p><p id=f></p>", _script(f"var o=document.getElementById('o');o.innerHTML='发布时间：2026-01'+'-05';o.classList.add('hid');document.getElementById('f').innerHTML='发布时间：'+{DAY}")),
    "timers_in_the_order_of_their_times": (_PLACE, _script(f"setTimeout(()=>{{{_SET}{DAY}}},100);setTimeout(()=>{{{_SET}'2026-01'+'-05'}},10)")),
    "loaded_after_it_is_ready": (_PLACE, _script(f"window.addEventListener('load',()=>{{{_SET}{DAY}}});document.addEventListener('DOMContentLoaded',()=>{{{_SET}'2026-01'+'-05'}})")),
    "modules_last": (_PLACE, f"<script type=module>{_SET}{DAY}</script>" + _script(f"{_SET}'2026-01'+'-05'")),
    "waits_again_and_again": (_PLACE, _script(f"(async()=>{{for(let i=0;i<5;i++)await new Promise(r=>setTimeout(r,5));{_SET}{DAY}}})()")),
    "told_when_the_page_changes": ("<p id=w></p>" + _PLACE, _script(f"new MutationObserver(function(){{{_SET}{DAY}}}).observe(document.getElementById('w'),{{childList:true}});document.getElementById('w').innerHTML='<i></i>'")),
    "told_through_a_channel": (_PLACE, _script(f"var c=new MessageChannel();c.port1.onmessage=function(e){{{_SET}e.data}};c.port2.postMessage({DAY})")),
    "element_with_a_tree_of_its_own": ("<pub-day v='2023-04-17'></pub-day>", _script("customElements.define('pub-day',class extends HTMLElement{constructor(){super();this.attachShadow({mode:'open'}).innerHTML='发布时间：<b></b>'}connectedCallback(){this.shadowRoot.querySelector('b').textContent=this.getAttribute('v')}})")),
    "attribute_of_a_tag_as_a_property": ("<meta name=fbrq content='2023-04-17 10:20'><span id=a></span>", _script("document.getElementById('a').innerHTML='发布时间：'+document.querySelector('meta[name=fbrq]').content")),
    "function_that_makes_what_comes_after": ("<a class=k data-d=2023-04-17></a>", _script("$('.k').after(function(){return '<i>发布时间：'+$(this).data('d')+'</i>'})")),
    "words_parsed_by_jquery": (_PLACE, _script(f"$('#a').text($($.parseXML('<r><d>'+{DAY}+'</d></r>')).find('d').text())")),
    "so_long_ago_while_it_is_new": (_PLACE, _script(f"var t=new Date('2026-11-19T15:00'),n=Math.floor((new Date()-t)/864e5);{_SET}n<3?n+'天前':t.getFullYear()-3+'-4-17'")),
    "tooltip_read_as_a_property": ("<p class=m title=2023-04-17></p>", _script("var m=document.querySelector('.m');m.innerHTML='发布时间：'+m.title")),
    "field_of_a_form": ("<form name=f><input type=hidden name=d value=2023-04-17></form><span id=a></span>", _script(f"{_SET}'发布时间：'+document.forms.f.d.value")),
    "fields_by_number": ("<form><input type=hidden name=d value=2023-04-17></form><span id=a></span>", _script(f"{_SET}'发布时间：'+document.forms[0].elements['d'].value")),
    "field_within_a_box": ("<div id=x><input type=hidden value=2023-04-17></div><span id=a></span>", _script(f"{_SET}'发布时间：'+document.getElementById('x').querySelector('input').value")),
    "choice_that_is_made": ("<select id=y hidden><option>2026-01-05</option><option value=2023-04-17 selected>今年</option></select><span id=a></span>", _script(f"var y=document.getElementById('y');{_SET}'发布时间：'+(y.options[y.selectedIndex].value===y.value?y.value:'')")),
}  # fmt: skip

#: name -> markup after the text: a person sees the day, and no reader of texts does.
DRAWN_WAYS: dict[str, str] = {
    "field": "<input id=i>" + _script(f"document.getElementById('i').value={DAY}"),
    "hint_of_a_field": "<input id=i>" + _script(f"document.getElementById('i').placeholder='发布时间：'+{DAY}"),
    "style_sheet": "<i id=i></i>" + _script(f"var s=document.createElement('style');s.textContent='#i::after{{content:\"'+{DAY}+'\"}}';document.head.appendChild(s)"),
    "rule_of_a_sheet": "<style></style><i id=i></i>" + _script(f"document.styleSheets[0].insertRule('#i::after{{content:\"'+{DAY}+'\"}}',0)"),
    "attribute_for_a_sheet": "<i id=i></i>" + _script(f"document.getElementById('i').setAttribute('data-d',{DAY})"),
    "variable_of_a_sheet": "<i id=i></i>" + _script(f"document.documentElement.style.setProperty('--d','\"'+{DAY}+'\"')"),
    "canvas": "<canvas id=c></canvas>" + _script(f"var x=document.getElementById('c').getContext('2d');x.font='16px serif';x.fillText({DAY},0,20)"),
    "page_within": "<iframe id=i></iframe>" + _script(f"document.getElementById('i').srcdoc='<p>发布时间：'+{DAY}+'</p>'"),
    "choice": "<select id=i></select>" + _script(f"document.getElementById('i').options[0]=new Option('发布时间：'+{DAY})"),
    "years_of_another_calendar": "<i id=i></i>" + _script(f"document.getElementById('i').textContent=new Date({T}).toLocaleDateString('zh-CN-u-ca-chinese')"),
    "tooltip": "<a id=i>详情</a>" + _script(f"document.getElementById('i').title='发布时间：'+{DAY}"),
    "function_that_is_not_here": "<script src=/js/show.js></script>" + _script(f"showDay('d',{DAY})"),
    "plugin_that_is_not_here": "<p id=i></p>" + _script(f"$('#i').stamp({DAY})"),
}  # fmt: skip

#: name -> markup beside the title: nobody sees its day.
UNSEEN_WAYS: dict[str, str] = {
    "for_old_browsers": "<script nomodule>document.write('发布时间：2026-01-05')</script>",
    "written_and_hidden": "<p id=f></p>" + _script("var f=document.getElementById('f');f.innerHTML='发布时间：2026-01'+'-05';f.style.display='none'"),
    "when_it_was_saved": "更新时间：" + _script("document.write(document.lastModified)"),
    "when_the_page_is_left": "<p id=f></p>" + _script("window.addEventListener('unload',function(){document.getElementById('f').innerHTML='发布时间：2026-01-05'})"),
    "after_a_day_on_the_page": "<p id=f></p>" + _script("setTimeout(function(){document.getElementById('f').innerHTML='发布时间：2026-01-05'},864e5)"),
}  # fmt: skip

#: What scripts ask of a browser beside what they write; it keeps none from its end.
BROWSER_PARTS: tuple[str, ...] = (
    "document.getElementById('a').getBoundingClientRect().top.toFixed(0);document.getElementById('a').scrollIntoView()",
    "document.getElementById('a').animate([{opacity:0},{opacity:1}],300).finished.then(function(){})",
    "console.time('x');console.table([]);console.group('g');console.timeEnd('x')",
    "history.pushState({},'',location.href);history.replaceState(null,'','#')",
    "window.scroll(0,0);window.scrollBy(0,1);window.focus();window.moveTo(0,0)",
    "navigator.sendBeacon('/x');navigator.plugins.length.toFixed(0)",
    "window.performance.now().toFixed(0);performance.timing.navigationStart.toFixed(0)",
    "getComputedStyle(document.body).fontSize.replace('px','');getComputedStyle(document.body,null).getPropertyValue('width').trim()",
    "var n=document.createAttribute('x');n.value='1';document.getElementById('a').setAttributeNode(n);document.implementation.hasFeature('x','1')",
    "$.cookie('x')||$.cookie('x','1');$.isNumeric(1)&&$.isPlainObject({})&&$.makeArray([1])",
)  # fmt: skip
