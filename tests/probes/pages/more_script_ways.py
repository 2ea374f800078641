"""
More ways in which inline scripts write days, lists and boards: none spells its day in one piece, so nothing but running it tells it.

Compact, each with its truth; `script_ways` has the first ones.
"""

import json

#: name -> (markup beside the title, markup after the text); the day is 17 April 2023.
MORE_WAYS: dict[str, tuple[str, str]] = {
    'writeln_pieces': ('<script>document.writeln(\'<div class="info">\');document.writeln(\'<span>来源：市水利局</span>\');document.writeln(\'<span>发布时间：\'+ (\'\'+\'20\'+\'23-04-17\') +\'</span>\');document.writeln(\'</div>\');</script>', ''),
    'function_declared_in_another_script': ("<script>function fmt(s){return s.substring(0,4)+'年'+s.substring(4,6)+'月'+s.substring(6,8)+'日'}</script><p>发布时间：<script>document.write(fmt((''+'20'+'230417103000')))</script></p>", ''),
    'function_used_before_it_is_declared': ("<p>发布时间：<script>document.write(cut((''+'20'+'23-04-17 10:20:30')));function cut(s){return s.split(' ')[0]}</script></p>", ''),
    'optional_chaining': ('时间：<b id=a></b>', "<script>const o={d:{t:(''+'20'+'23-04-17')}};document.querySelector('#a').innerHTML=o?.d?.t??'无'</script>"),
    'generator': ('时间：<b id=a></b>', "<script>function*g(){yield 2023;yield '04';yield 17}document.getElementById('a').innerHTML=[...g()].join('-')</script>"),
    'getter_class': ('时间：<b id=a></b>', "<script>class Doc{#d=(''+'20'+'23-04-17');get day(){return this.#d}static make(){return new Doc}}document.getElementById('a').innerText=Doc.make().day</script>"),
    'java_date_toString': ('时间：<b id=a></b>', "<script>var s=('Mon Apr 17 10:00:00 CST '+'20'+'23').split(' '),m={Jan:1,Feb:2,Mar:3,Apr:4};document.getElementById('a').innerHTML=s[5]+'-'+m[s[1]]+'-'+s[2]</script>"),
    'charcodes_apply': ("时间：<script>document.write(String.fromCharCode.apply(null,'50,48,50,51,45,48,52,45,49,55'.split(',')))</script>", ''),
    'hidden_input_to_label': ("<input type=hidden id=h value='2023-04-17 11:22'><label id=a></label>", "<script>document.getElementById('a').innerText='发布时间：'+document.getElementById('h').value</script>"),
    'current_script': ("<p>时间：<script>var s=document.currentScript;s.insertAdjacentHTML('afterend','<b>2023-04-17</b>')</script></p>", ''),
    'current_script_parent': ("<p>时间：<script>document.currentScript.parentNode.insertAdjacentHTML('beforeend',(''+'20'+'23-04-17'))</script></p>", ''),
    'current_script_data': ("<p>时间：<script data-day='2023-04-17'>document.write(document.currentScript.dataset.day)</script></p>", ''),
    'current_script_before': ("<p>时间：<script>(function(){var s=document.currentScript,b=document.createElement('b');b.textContent=(''+'20'+'23-04-17');s.parentNode.insertBefore(b,s)})()</script></p>", ''),
    'last_script_trick': ("<p>时间：<script>var ss=document.getElementsByTagName('script'),me=ss[ss.length-1];var b=document.createElement('b');b.innerHTML=(''+'20'+'23-04-17');me.parentNode.insertBefore(b,me)</script></p>", ''),
    'write_a_script_src_missing': ('<script>document.write(\'<script src="/js/x.js"><\\/script>\')</script>时间：<script>document.write((\'\'+\'20\'+\'23-04-17\'))</script>', ''),
    'external_missing_and_inline': ('<script src=/js/none.js></script>时间：<b id=a></b>', "<script>initPage();document.getElementById('a').innerHTML=(''+'20'+'23-04-17')</script>"),
    'type_charset': ("时间：<script type='text/javascript; charset=utf-8'>document.write((''+'20'+'23-04-17'))</script>", ''),
    'type_javascript15': ("时间：<script type='text/javascript1.5'>document.write((''+'20'+'23-04-17'))</script>", ''),
    'module': ('时间：<b id=a></b>', "<script type=module>const t=(''+'20'+'23-04-17');document.querySelector('#a').innerHTML=t;export {}</script>"),
    'comment_wrapped_bare_end': ("时间：<script>\n<!--\ndocument.write((''+'20'+'23-04-17'));\n-->\n</script>", ''),
    'document_onload_readystate': ('时间：<b id=a></b>', "<script>document.onreadystatechange=function(){if(document.readyState=='complete'){document.getElementById('a').innerHTML=(''+'20'+'23-04-17')}}</script>"),
    'body_onload_attr': ("时间：<b id=a></b><script>function fill(){document.getElementById('a').innerHTML=(''+'20'+'23-04-17')}</script>", ''),
    'set_interval_until': ('时间：<b id=a></b>', "<script>var n=0,t=setInterval(function(){if(++n>=1){clearInterval(t);document.getElementById('a').innerHTML=(''+'20'+'23-04-17')}},50)</script>"),
    'queue_microtask': ('时间：<b id=a></b>', "<script>queueMicrotask(function(){document.getElementById('a').innerHTML=(''+'20'+'23-04-17')})</script>"),
    'jq_noconflict': ('时间：<b id=a></b>', "<script>var $j=jQuery.noConflict();$j(function(){$j('#a').html((''+'20'+'23-04-17'))})</script>"),
    'jq_selector_combined': ('<div class=x>时间：<b></b></div>', "<script>$('div.x > b').text((''+'20'+'23-04-17'))</script>"),
    'jq_context': ('<div class=x>时间：<b></b></div>', "<script>$('b','.x').text((''+'20'+'23-04-17'))</script>"),
    'jq_on_ready': ('时间：<b id=a></b>', "<script>$(document).on('ready',function(){$('#a').text((''+'20'+'23-04-17'))})</script>"),
    'jq_window_on_load': ('时间：<b id=a></b>', "<script>$(window).on('load',function(){$('#a').text((''+'20'+'23-04-17'))})</script>"),
    'jq_attr_object': ('<p id=f></p>', "<script>$('<b>',{text:('发布时间：'+'20'+'23-04-17'),'class':'d'}).appendTo('#f')</script>"),
    'own_dollar': ('时间：<b id=a></b>', "<script>function $(i){return document.getElementById(i)}$('a').innerHTML=(''+'20'+'23-04-17')</script>"),
    'doc_all': ('时间：<b id=a></b>', "<script>document.all.a.innerHTML=(''+'20'+'23-04-17')</script>"),
    'doc_all_call': ('时间：<b id=a></b>', "<script>document.all['a'].innerText=(''+'20'+'23-04-17')</script>"),
    'with_statement': ('时间：<b id=a></b>', "<script>with(document){getElementById('a').innerHTML=(''+'20'+'23-04-17')}</script>"),
    'write_alias': ("时间：<script>var d=document;d.write((''+'20'+'23-04-17'))</script>", ''),
    'write_bound': ("时间：<script>var w=document.write.bind(document);w((''+'20'+'23-04-17'))</script>", ''),
    'object_entries': ('<ul id=f></ul>', "<script>document.getElementById('f').innerHTML=Object.entries({来源:'市水利局',发布时间:(''+'20'+'23-04-17')}).map(([k,v])=>`<li>${k}：${v}</li>`).join('')</script>"),
    'xml_island': ('时间：<b id=a></b><xml id=x><t>2023-04-17</t></xml>', "<script>document.getElementById('a').innerHTML=document.getElementById('x').getElementsByTagName('t')[0].innerHTML</script>"),
    'dom_parser': ('时间：<b id=a></b>', "<script>var x=new DOMParser().parseFromString('<r><t>2023-04-17</t></r>','text/xml');document.getElementById('a').innerHTML=x.getElementsByTagName('t')[0].textContent</script>"),
    'template_script_filled': ("<div id=f></div><script type='text/template' id=tp><p>发布时间：{{day}}</p></script>", "<script>document.getElementById('f').innerHTML=document.getElementById('tp').innerHTML.replace('{{day}}',(''+'20'+'23-04-17'))</script>"),
    'clone': ('<p id=f><span class=m>来源：本站</span></p>', "<script>var m=document.querySelector('.m').cloneNode(true);m.innerHTML=('时间：'+'20'+'23-04-17');document.getElementById('f').appendChild(m)</script>"),
    'remove_then_add': ('<p id=f><i>加载中</i></p>', "<script>var f=document.getElementById('f');while(f.firstChild){f.removeChild(f.firstChild)}f.innerHTML=('发布时间：'+'20'+'23-04-17')</script>"),
    'body_append': ('<p>来源：日报</p>', "<script>var b=document.createElement('div');b.innerHTML=('发布时间：'+'20'+'23-04-17');document.body.appendChild(b)</script>"),
    'body_inner': ('<p id=f></p>', "<script>document.body.querySelector('#f').innerHTML=('发布时间：'+'20'+'23-04-17')</script>"),
    'matchmedia': ('时间：<b id=a></b>', "<script>if(window.matchMedia('(min-width:100px)').matches||1){document.getElementById('a').innerHTML=(''+'20'+'23-04-17')}</script>"),
    'vue_options_list': ('<div id=app><p v-text="\'发布时间：\'+day"></p></div>', "<script>var vm=new Vue({data:{day:(''+'20'+'23-04-17')}});vm.$mount('#app')</script>"),
    'own_binding': ('<p>发布时间：<span data-bind=day></span></p>', "<script>var m={day:(''+'20'+'23-04-17')};[].forEach.call(document.querySelectorAll('[data-bind]'),function(e){e.textContent=m[e.getAttribute('data-bind')]})</script>"),
    'replace_placeholder_all': ('<p id=f>发布时间：YYYY-MM-DD</p>', "<script>var f=document.getElementById('f');f.innerHTML=f.innerHTML.replace('YYYY',(''+'20'+'23')).replace('MM','04').replace('DD','17')</script>"),
    'insert_adjacent_element': ('<p id=f>来源：日报</p>', "<script>var b=document.createElement('p');b.textContent=('发布时间：'+'20'+'23-04-17');document.getElementById('f').insertAdjacentElement('afterend',b)</script>"),
    'event_dispatch': ('时间：<b id=a></b>', "<script>document.addEventListener('go',function(){document.getElementById('a').innerHTML=(''+'20'+'23-04-17')});document.dispatchEvent(new Event('go'))</script>"),
    'custom_element': ("<p>时间：<x-day v='2023-04-17'></x-day></p>", "<script>customElements.define('x-day',class extends HTMLElement{connectedCallback(){this.textContent=this.getAttribute('v')}})</script>"),
    'throws_after_write': ("时间：<script>document.write((''+'20'+'23-04-17'));throw new Error('x')</script>", ''),
    'syntax_error_elsewhere': ("<script>var x = ;</script>时间：<script>document.write((''+'20'+'23-04-17'))</script>", ''),
    'url_search_params': ('时间：<b id=a></b>', "<script>var p=new URLSearchParams(('d='+'20'+'23-04-17'));document.getElementById('a').innerHTML=p.get('d')</script>"),
}  # fmt: skip

ROWS = [
    {"u": f"/a/t202610{n}_{n}.html", "t": f"第{n}号河湖巡查工作简报", "d": f"2026-10-{n}"}
    for n in range(10, 18)
]
_J = json.dumps(ROWS, ensure_ascii=False)
_ROW = "`<li><a href='${x.u}'>${x.t}</a><span>${x.d}</span></li>`"
_CUT = "s.slice(0,4)+'-'+s.slice(4,6)+'-'+s.slice(6,8)"


def _static(day: str) -> str:
    """The rows in the page's own markup; *day*: what stands in the place of each day, `@` for its figures."""
    rows = (
        f"<li><a href={x['u']}>{x['t']}</a>{day.replace('@', x['d'].replace('-', ''))}</li>" for x in ROWS
    )
    return f"<ul class=list>{''.join(rows)}</ul>"


#: name -> markup that lists eight items, the newest of 17 October 2026.
MORE_LISTS: dict[str, str] = {
    "a_call_for_each_row": "<script>function row(u,t,d){document.write('<li><a href='+u+'>'+t+'</a> <span>'+d+'</span></li>')}</script><ul><script>" + "".join(f"row('{x['u']}','{x['t']}','{x['d']}');" for x in ROWS) + "</script></ul>",
    "a_script_in_each_row": f"<script>function day(s){{document.write({_CUT})}}</script>" + _static("<span><script>day('@10')</script></span>"),
    "attribute_to_text": _static("<span class=tm data-time=@></span>") + f"<script>document.querySelectorAll('.tm').forEach(e=>{{const s=e.dataset.time;e.textContent={_CUT}}})</script>",
    "figures_cut_by_jquery": _static("<span class=tm>@</span>") + f"<script>$('.tm').each(function(i,e){{var s=$(e).text();$(e).text({_CUT})}})</script>",
    "hung_first_and_filled_then": f"<div id=box></div><script>var ul=document.createElement('ul');document.getElementById('box').appendChild(ul);{_J}.forEach(function(x){{ul.innerHTML+={_ROW}}})</script>",
    "hung_onto_the_page": f"<script>var ul=document.createElement('ul');document.body.appendChild(ul);{_J}.forEach(function(x){{ul.insertAdjacentHTML('beforeend',{_ROW})}})</script>",
    "behind_its_own_script": f"<ul><script>document.currentScript.insertAdjacentHTML('afterend',{_J}.map(x=>{_ROW}).join(''))</script></ul>",
    "rows_of_a_table_body": f"<table id=tb><tbody></tbody></table><script>var tb=document.getElementById('tb').tBodies[0];{_J}.forEach(function(x){{var r=tb.insertRow(-1);r.insertCell(0).innerHTML='<a href='+x.u+'>'+x.t+'</a>';r.insertCell(1).innerHTML=x.d}})</script>",
    "clones_of_a_template": f"<ul id=l></ul><template id=tp><li><a></a><span></span></li></template><script>var tp=document.getElementById('tp');{_J}.forEach(x=>{{const n=tp.content.cloneNode(true);n.querySelector('a').href=x.u;n.querySelector('a').textContent=x.t;n.querySelector('span').textContent=x.d;document.getElementById('l').appendChild(n)}})</script>",
    "clones_of_a_row": f"<ul id=l><li class=tpl style='display:none'><a></a><span></span></li></ul><script>{_J}.forEach(function(x){{var r=$('.tpl').clone().removeClass('tpl').show();r.find('a').attr('href',x.u).text(x.t);r.find('span').text(x.d);$('#l').append(r)}})</script>",
    "vue_for": f"<div id=app><ul><li v-for='(x, i) in list' :key=i><a :href=x.u>{{{{ x.t }}}}</a><span v-if='x.d'>{{{{ x.d }}}}</span></li></ul></div><script>new Vue({{el:'#app',data:{{list:{_J}}}}})</script>",
    "vue_three_for": f"<div id=app><ul><template v-for='x of list'><li><a v-bind:href=x.u v-text=x.t></a><span>{{{{x.d.slice(0,10)}}}}</span></li></template></ul></div><script>const {{createApp}}=Vue;createApp({{data(){{return{{list:{_J}}}}}}}).mount('#app')</script>",
    "split_words": "<ul id=l></ul><script>var s='" + ";".join("|".join(x.values()) for x in ROWS) + "',h=[];s.split(';').forEach(function(r){var p=r.split('|');h.push('<li><a href=\"',p[0],'\">',p[1],'</a><span>',p[2],'</span></li>')});document.getElementById('l').innerHTML=h.join('')</script>",
    "library_missing": f"<script src=/lib.js></script><ul id=l></ul><script>var pager=new Pager('#p',{{total:8}});layui.laypage.render({{elem:'p'}});document.getElementById('l').innerHTML={_J}.map(x=>{_ROW}).join('')</script>",
}  # fmt: skip

_HEAD = "<tr><th>编号</th><th>标题</th><th>受理单位</th><th>提交时间</th><th>答复时间</th><th>状态</th></tr>"
_MAIL = [
    {"id": n, "t": f"咨询第{n}号小区供水改造何时完成", "q": f"2026-10-{n}", "a": f"2026-10-{n + 2}"}
    for n in range(10, 18)
]
_M = json.dumps(_MAIL, ensure_ascii=False)
_CELLS = "[x.id,'<a href=/mail/'+x.id+'.html>'+x.t+'</a>','市水利局',x.q,x.a,'已回复']"

#: name -> a board of eight messages, each answered within two days, the last on 19 October 2026.
MORE_BOARDS: dict[str, str] = {
    "days_of_static_rows": f"<script>function d(s){{document.write({_CUT})}}</script><table>{_HEAD}" + "".join(f"<tr><td>{x['id']}</td><td><a href=/mail/{x['id']}.html>{x['t']}</a></td><td>市水利局</td><td><script>d('{str(x['q']).replace('-', '')}')</script></td><td><script>d('{str(x['a']).replace('-', '')}')</script></td><td>已回复</td></tr>" for x in _MAIL) + "</table>",
    "vue": f"<div id=app><table>{_HEAD}<tr v-for='x in list'><td>{{{{x.id}}}}</td><td><a :href=\"'/mail/'+x.id+'.html'\">{{{{x.t}}}}</a></td><td>市水利局</td><td>{{{{x.q}}}}</td><td>{{{{x.a}}}}</td><td>已回复</td></tr></table></div><script>new Vue({{el:'#app',data:{{list:{_M}}}}})</script>",
    "inserted": f"<table id=t>{_HEAD}</table><script>{_M}.forEach(x=>{{const r=document.getElementById('t').insertRow(-1);{_CELLS}.forEach(v=>{{r.insertCell(-1).innerHTML=v}})}})</script>",
    "blocks": f"<div id=m></div><script>document.getElementById('m').innerHTML={_M}.map(x=>`<dl><dt><a href=/mail/${{x.id}}.html>${{x.t}}</a></dt><dd>提交时间：${{x.q}}</dd><dd>答复时间：${{x.a}}</dd><dd>状态：已回复</dd></dl>`).join('')</script>",
}  # fmt: skip
