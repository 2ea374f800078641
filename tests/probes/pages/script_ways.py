"""Ways in which inline scripts write an article's day, its line of facts or its foot: compact, each with its truth."""

from datetime import date

D = date(2023, 4, 17)
T = 1681696800000  # 2023-04-17 10:00 in Shanghai

#: name -> (markup beside the title, markup after the text)
WAYS: dict[str, tuple[str, str]] = {
    "written_with_its_label": ("<script>document.write('<span>发布时间：2023-04-17</span>')</script>", ""),
    "written_in_pieces": ("发布时间：<script>document.write('2023');document.write('-04');document.write('-17');</script>", ""),
    "written_by_several_arguments": ("发布时间：<script>document.write('2023','年','4','月','17','日')</script>", ""),
    "two_scripts": ("<script>var pubdate='2023-04-17 10:00:00.0';</script>发布时间：<script>document.write(pubdate.split(' ')[0])</script>", ""),
    "concatenated_fragments": ("时间：<script>var y='20'+'23',m='0'+4,d=17;document.write(y+'-'+m+'-'+d)</script>", ""),
    "html_comment_around": ("时间：<script language=javascript>\n<!--\nvar t='2023-04-17';\ndocument.write(t);\n//-->\n</script>", ""),
    "cdata_around": ("时间：<script>//<![CDATA[\ndocument.write('2023-04-17');\n//]]></script>", ""),
    "if_not_empty": ("<script>var s='2023-04-17';if(s!=''&&s!=null){document.write('发布日期：'+s)}else{document.write('无')}</script>", ""),
    "ternary_on_source": ("<script>var ly='';document.write((ly?'来源：'+ly:'')+' 日期：2023/04/17')</script>", ""),
    "loop_over_characters": ("时间：<script>var a=[50,48,50,51,45,48,52,45,49,55],s='';for(var i=0;i<a.length;i++)s+=String.fromCharCode(a[i]);document.write(s)</script>", ""),
    "unescaped": ("<script>document.write(unescape('%u53D1%u5E03%u65F6%u95F4%uFF1A2023%2D04%2D17'))</script>", ""),
    "decoded_uri": ("<script>document.write(decodeURIComponent('%E5%8F%91%E5%B8%83%E6%97%B6%E9%97%B4%EF%BC%9A2023-04-17'))</script>", ""),
    "base64": ("时间：<script>document.write(atob('MjAyMy0wNC0xNw=='))</script>", ""),
    "by_id_html": ("时间：<span id=a></span>", "<script>document.getElementById('a').innerHTML='2023-04-17'</script>"),
    "by_id_text": ("时间：<span id=a></span>", "<script>document.getElementById('a').innerText='2023-04-17'</script>"),
    "by_id_in_a_variable": ("时间：<span id=pub_t></span>", "<script>var id='pub_'+'t',el=document.getElementById(id);if(el){el.textContent='2023-04-17'}</script>"),
    "by_class_list": ("时间：<i class='x tm'></i>", "<script>var l=document.getElementsByClassName('tm');for(var i=0;i<l.length;i++){l[i].innerHTML='2023-04-17'}</script>"),
    "by_tag_list": ("时间：<time></time>", "<script>document.getElementsByTagName('time')[0].innerHTML='2023-04-17'</script>"),
    "by_query_nested": ("<div class=info><p>时间：<b></b></p></div>", "<script>document.querySelector('.info p b').textContent='2023-04-17'</script>"),
    "query_then_query": ("<div class=info>时间：<b class=d></b></div>", "<script>document.querySelector('.info').querySelector('.d').textContent='2023-04-17'</script>"),
    "next_sibling": ("<label id=l>时间：</label><b></b>", "<script>document.getElementById('l').nextElementSibling.innerHTML='2023-04-17'</script>"),
    "children": ("<div id=f><span>来源：本站</span><span></span></div>", "<script>document.getElementById('f').children[1].innerHTML='时间：2023-04-17'</script>"),
    "adjacent_html": ("<p id=f>来源：本站 </p>", "<script>document.getElementById('f').insertAdjacentHTML('beforeend','<i>时间：2023-04-17</i>')</script>"),
    "adjacent_html_after": ("<p id=f>来源：本站</p>", "<script>document.getElementById('f').insertAdjacentHTML('afterend','<i>发布时间：2023-04-17</i>')</script>"),
    "built_and_appended": ("<p id=f></p>", "<script>var p=document.getElementById('f'),s=document.createElement('span');s.innerText='发布时间：2023-04-17';p.appendChild(s)</script>"),
    "built_and_put_before": ("<p id=f>来源：本站</p>", "<script>var p=document.getElementById('f'),s=document.createElement('p');s.innerHTML='发布时间：2023-04-17';p.parentNode.insertBefore(s,p)</script>"),
    "replaced_mark": ("<p id=f>时间：#DATE#</p>", "<script>var e=document.getElementById('f');e.innerHTML=e.innerHTML.replace('#DATE#','2023-04-17')</script>"),
    "outer_html": ("<p>时间：<i id=f></i></p>", "<script>document.getElementById('f').outerHTML='<b>2023-04-17</b>'</script>"),
    "jquery_html": ("时间：<span id=a></span>", "<script>$('#a').html('2023-04-17')</script>"),
    "jquery_text_ready": ("时间：<span class=a></span>", "<script>$(document).ready(function(){jQuery('.a').text('2023-04-17')})</script>"),
    "jquery_append": ("<p class=f>来源：本站 </p>", "<script>$(function(){$('.f').append('<em>时间：2023-04-17</em>')})</script>"),
    "jquery_find": ("<div class=f>时间：<em></em></div>", "<script>$('.f').find('em').html('2023-04-17')</script>"),
    "jquery_child": ("<div class=f><b>来源</b><b></b></div>", "<script>$('.f').children('b').eq(1).text('发布日期：2023-04-17')</script>"),
    "jquery_after": ("<p class=f>来源：本站</p>", "<script>$('.f').after('<p>发布日期：2023-04-17</p>')</script>"),
    "jquery_before_text": ("<p class=f>来源：本站</p>", "<script>$('.f').before('<p>发布日期：2023-04-17</p>')</script>"),
    "jquery_chain": ("时间：<span id=a></span>", "<script>$('#a').css('color','red').html('2023-04-17').show()</script>"),
    "jquery_new_element": ("<p class=f></p>", "<script>$('<span/>').text('发布日期：2023-04-17').appendTo('.f')</script>"),
    "jquery_attribute_to_text": ("时间：<span class=a data-time='2023-04-17'></span>", "<script>$('.a').each(function(){$(this).text($(this).attr('data-time'))})</script>"),
    "dataset_to_text": ("时间：<span class=a data-pub-time='2023-04-17'></span>", "<script>document.querySelectorAll('.a').forEach(function(e){e.textContent=e.dataset.pubTime})</script>"),
    "hidden_field_cut": ("时间：<b id=a></b><input type=hidden id=v value='2023-04-17 10:00:00'>", "<script>document.getElementById('a').innerHTML=document.getElementById('v').value.substr(0,10)</script>"),
    "template_string": ("时间：<b id=a></b>", "<script>const o={t:'2023-04-17'};document.getElementById('a').innerHTML=`<i>${o.t}</i>`</script>"),
    "json_in_a_script_tag": ("时间：<b id=a></b><script type='application/json' id=data>{\"doc\":{\"t\":\"2023-04-17\"}}</script>", "<script>document.getElementById('a').innerText=JSON.parse(document.getElementById('data').textContent).doc.t</script>"),
    "from_a_tag_of_the_head": ("时间：<b id=a></b>", "<script>document.getElementById('a').innerText=document.querySelector('meta[name=fbrq]').getAttribute('content')</script>"),
    "epoch_formatted": ("时间：<b id=a></b>", f"<script>function p(n){{return n<10?'0'+n:n}}var d=new Date({T});document.getElementById('a').innerText=d.getFullYear()+'-'+p(d.getMonth()+1)+'-'+p(d.getDate())</script>"),
    "epoch_local_string": ("时间：<b id=a></b>", f"<script>document.getElementById('a').innerText=new Date({T}).toLocaleDateString('zh-CN')</script>"),
    "format_on_the_prototype": ("时间：<b id=a></b>", f"<script>Date.prototype.Format=function(f){{var o={{'M+':this.getMonth()+1,'d+':this.getDate()}};if(/(y+)/.test(f))f=f.replace(RegExp.$1,(this.getFullYear()+'').substr(4-RegExp.$1.length));for(var k in o)if(new RegExp('('+k+')').test(f))f=f.replace(RegExp.$1,(RegExp.$1.length==1)?o[k]:(('00'+o[k]).substr((''+o[k]).length)));return f}};document.getElementById('a').innerText=new Date({T}).Format('yyyy-MM-dd')</script>"),
    "own_moment": ("时间：<b id=a></b>", f"<script>function moment(x){{var d=new Date(x);return {{format:function(){{return [d.getFullYear(),('0'+(d.getMonth()+1)).slice(-2),('0'+d.getDate()).slice(-2)].join('-')}}}}}}document.getElementById('a').innerText=moment({T}).format('YYYY-MM-DD')</script>"),
    "window_onload": ("时间：<b id=a></b>", "<script>window.onload=function(){document.getElementById('a').innerText='2023-04-17'}</script>"),
    "body_onload": ("时间：<b id=a></b>", "<script>function go(){document.getElementById('a').innerText='2023-04-17'}document.body.setAttribute('onload','go()')</script>"),
    "dom_content_loaded": ("时间：<b id=a></b>", "<script>document.addEventListener('DOMContentLoaded',()=>{document.getElementById('a').innerText='2023-04-17'})</script>"),
    "later": ("时间：<b id=a></b>", "<script>setTimeout(function(){document.getElementById('a').innerText='2023-04-17'},200)</script>"),
    "later_as_words": ("时间：<b id=a></b>", "<script>setTimeout(\"document.getElementById('a').innerText='2023-04-17'\",200)</script>"),
    "promise": ("时间：<b id=a></b>", "<script>Promise.resolve('2023-04-17').then(t=>{document.getElementById('a').innerText=t})</script>"),
    "async_function": ("时间：<b id=a></b>", "<script>(async()=>{const t=await Promise.resolve('2023-04-17');document.getElementById('a').innerText=t})()</script>"),
    "vue_with_its_data": ("<div id=app><p>发布时间：{{ doc.time }}</p></div>", "<script>new Vue({el:'#app',data:{doc:{time:'2023-04-17'}}})</script>"),
    "vue_three_with_a_method": ("<div id=app><p>发布时间：{{fmt(doc.time)}}</p></div>", "<script>Vue.createApp({data(){return{doc:{time:'2023-04-17 10:00'}}},methods:{fmt(t){return t.slice(0,10)}}}).mount('#app')</script>"),
    "own_template": ("<p id=tpl>发布时间：{time}</p>", "<script>var e=document.getElementById('tpl'),o={time:'2023-04-17'};e.innerHTML=e.innerHTML.replace(/\\{(\\w+)\\}/g,function(m,k){return o[k]})</script>"),
    "object_of_classes": ("时间：<b id=a></b>", "<script>class Page{constructor(t){this.t=t}show(){document.getElementById('a').innerText=this.t}}new Page('2023-04-17').show()</script>"),
    "eval_of_words": ("时间：<script>eval(\"document.write('2023-04-17')\")</script>", ""),
    "new_function": ("时间：<script>new Function(\"document.write('2023-04-17')\")()</script>", ""),
    "written_script": ("时间：<script>document.write('<scr'+'ipt>document.write(\"2023-04-17\")</scr'+'ipt>')</script>", ""),
    "by_writing_reversed": ("时间：<script>document.write('71-40-3202'.split('').reverse().join(''))</script>", ""),
    "switch_and_try": ("时间：<script>try{missing()}catch(e){switch(1){case 1:document.write('2023-04-17')}}</script>", ""),
    "library_missing_before": ("时间：<b id=a></b>", "<script>var mySwiper=new Swiper('.x',{loop:true});layui.use('form',function(){});$('.b').slick();document.getElementById('a').innerText='2023-04-17'</script>"),
    "by_name": ("时间：<b name=a></b>", "<script>document.getElementsByName('a')[0].innerHTML='2023-04-17'</script>"),
    "bare_id_as_a_name": ("时间：<b id=pubat></b>", "<script>pubat.innerHTML='2023-04-17'</script>"),
    "text_node": ("<p id=f>时间：</p>", "<script>document.getElementById('f').appendChild(document.createTextNode('2023-04-17'))</script>"),
    "names_declared_and_ids": ("时间：<b id=qt></b>", f"<script>const d=new Date({T}),p=x=>String(x).padStart(2,'0');qt.textContent=`${{d.getFullYear()}}年${{p(d.getMonth()+1)}}月${{p(d.getDate())}}日`</script>"),
    "international_format": ("时间：<b id=a></b>", f"<script>document.getElementById('a').textContent=new Intl.DateTimeFormat('zh-CN',{{year:'numeric',month:'2-digit',day:'2-digit'}}).format(new Date({T}))</script>"),
    "markup_of_a_script_tag": ("时间：<b id=a></b><script id=data type='application/json'>{\"t\":1681696800}</script>", "<script>var o=JSON.parse(document.getElementById('data').innerHTML),d=new Date(o.t*1000);document.getElementById('a').innerHTML=d.getFullYear()+'-'+(d.getMonth()+1)+'-'+d.getDate()</script>"),
    "template_element": ("<p id=f></p><template id=tp><span>发布时间：2023-04-17</span></template>", "<script>document.getElementById('f').appendChild(document.getElementById('tp').content.cloneNode(true))</script>"),
    "write_in_escapes": ("时间：<script>document['\\x77\\x72\\x69\\x74\\x65']('2023-04-17')</script>", ""),
    "write_by_a_list_of_names": ("时间：<script>var n=['2023','write','-04-','17'];document[n[1]](n[0]+n[2]+n[3])</script>", ""),
    "rows_inserted": ("<table id=tt></table>", "<script>var r=document.getElementById('tt').insertRow(0);r.insertCell(0).innerHTML='发布日期';r.insertCell(1).innerHTML='2023-04-17'</script>"),
    "data_of_a_text_node": ("<p id=f>更新中……</p>", "<script>document.getElementById('f').firstChild.data='发布时间：2023-04-17'</script>"),
    "child_text_value": ("<p id=f>时间：<i>-</i></p>", "<script>document.getElementById('f').getElementsByTagName('i')[0].firstChild.nodeValue='2023-04-17'</script>"),
}  # fmt: skip

_ROWS = (
    "["
    + ",".join(
        f"{{u:'/a/t202610{n}_{n}.html',t:'第{n}号河湖巡查工作简报',d:'2026-10-{n}'}}" for n in range(10, 18)
    )
    + "]"
)
_ROW = "'<li><a href=\"'+x.u+'\">'+x.t+'</a><span>'+x.d+'</span></li>'"

#: name -> the whole of a page that lists eight items, the newest of 17 October 2026
LIST_WAYS: dict[str, str] = {
    "written_row_by_row": f"<ul class=list><script>var d={_ROWS};for(var i=0;i<d.length;i++){{var x=d[i];document.writeln({_ROW})}}</script></ul>",
    "added_up": f"<ul class=list id=l></ul><script>var d={_ROWS};d.forEach(function(x){{document.getElementById('l').innerHTML+={_ROW}}})</script>",
    "mapped_and_joined": f"<ul class=list id=l></ul><script>document.querySelector('#l').innerHTML={_ROWS}.map(x=>`<li><a href='${{x.u}}'>${{x.t}}</a><span>${{x.d}}</span></li>`).join('')</script>",
    "jquery_each": f"<ul class=list></ul><script>$(function(){{$.each({_ROWS},function(i,x){{$('.list').append({_ROW})}})}})</script>",
    "built": f"<ul class=list id=l></ul><script>var u=document.getElementById('l');{_ROWS}.forEach(function(x){{var li=document.createElement('li'),a=document.createElement('a'),s=document.createElement('span');a.href=x.u;a.innerText=x.t;s.innerText=x.d;li.appendChild(a);li.appendChild(s);u.appendChild(li)}})</script>",
    "in_a_fragment": f"<ul class=list id=l></ul><script>var f=document.createDocumentFragment();for(const x of {_ROWS}){{const li=document.createElement('li');li.innerHTML='<a href=\"'+x.u+'\">'+x.t+'</a><span>'+x.d+'</span>';f.append(li)}}document.getElementById('l').appendChild(f)</script>",
    "from_words": f"<ul class=list id=l></ul><textarea id=d style='display:none'>{_ROWS.replace(chr(39), chr(34)).replace('u:', chr(34) + 'u' + chr(34) + ':').replace('t:' + chr(34), chr(34) + 't' + chr(34) + ':' + chr(34)).replace('d:' + chr(34), chr(34) + 'd' + chr(34) + ':' + chr(34))}</textarea><script>var h='';JSON.parse(document.getElementById('d').value).forEach(function(x){{h+={_ROW}}});document.getElementById('l').innerHTML=h</script>",
    "on_load": f"<ul class=list id=l></ul><script>window.addEventListener('load',function(){{var h='';{_ROWS}.forEach(function(x){{h+={_ROW}}});document.getElementById('l').insertAdjacentHTML('afterbegin',h)}})</script>",
}  # fmt: skip
