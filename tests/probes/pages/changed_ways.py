"""Ways in which scripts put an older day where another one stands, take rows away, or find an element as only jQuery can."""

#: What changes `<div class=info><span id=t class=t>发布时间：2025-08-09</span><span class=src>来源：日报</span></div>`; X is the line with the older day, 4 March 2021.
OLDER_WAYS = (
    "$('.info span:first').text(X)",
    "$('.info span:eq(0)').html(X)",
    "$('.info span').filter(':contains(\"发布时间\")').html(X)",
    "$('.info span:not(.src)').html(X)",
    "$('.info').find('>span:first').html(X)",
    "$('.src').prev().html(X)",
    "$('.src').siblings().html(X)",
    "$('h1 + div span:first').html(X)",
    "$('h1 ~ .info .t').html(X)",
    "document.querySelector('.src').previousElementSibling.textContent=X",
    "document.getElementsByTagName('span')[0].textContent=X",
    "window.t.textContent=X",
    "new Vue({el:'.info',data:{d:X},template:'<div>{{d}}</div>'})",
    "eval(function(p,a,c,k,e,d){while(c--)if(k[c])p=p.replace(new RegExp('\\\\b'+c+'\\\\b','g'),k[c]);return p}('0.1(\"2\").3='+JSON.stringify(X),4,4,'document|getElementById|t|innerHTML'.split('|'),0,{}))",
    "var b=document.querySelectorAll('span')[0];b.firstChild.replaceData(0,99,X)",
    "document.all.t.innerText=X",
    "document.getElementById('t')['inner'+'HTML']=X",
    "HTMLElement.prototype.say=function(x){this.innerHTML=x};document.getElementById('t').say(X)",
    "$('#t').remove();$('.info').append(X)",
    "$('#t').hide();$('.info').append('<b>'+(X)+'</b>')",
    "$('.info').append($('<b>').text(X));$('#t').css({display:'none'})",
    "$('<b>').appendTo('.info').text(X);$('#t').detach()",
    "var i=document.querySelector('.info');i.removeChild(document.getElementById('t'));i.append(X)",
    "var i=document.querySelector('.info');i.removeChild(i.firstChild);i.append(X)",
    "document.getElementById('t').style.cssText='display:none';document.querySelector('.info').insertAdjacentHTML('beforeend',X)",
    "document.getElementById('t').className='hide';document.querySelector('.info').insertAdjacentHTML('beforeend',X)",
    "var s=document.createElement('style');s.innerHTML='#t{display:none}';document.head.appendChild(s);document.querySelector('.info').append(X)",
    "document.styleSheets[0].insertRule('.info > .t{display:none}',0);document.querySelector('.info').append(X)",
    "$('head').append('<style>#t{display:none}</style>');$('.info').append(X)",
    "$('.info').append('<i class=new></i>');$('.new').text(X);$('#t').hide()",
    "$(function(){missing.start();$('#t').html(X)})",
    "$('#t').prop('hidden',true);$('.info').append(X)",
    "$('#t').contents().first().replaceWith(X)",
    "$('.src').prevUntil('h1').html(X)",
    "$('#t').on('say.now',function(e,x){$(this).html(x)}).trigger('say',[X])",
    "$(document).on('say','#t',function(){$(this).html(X)});$('#t').trigger('say')",
    "$('.info').delegate('.t','click',function(){$(this).html(X)});$('#t').click()",
    "document.getElementById('t').addEventListener('say',e=>{e.target.innerHTML=e.detail});document.getElementById('t').dispatchEvent(new CustomEvent('say',{detail:X}))",
    "$.when($.Deferred(function(d){d.resolve(X)}),1).done(function(x){$('#t').html(x)})",
    "new MutationObserver(function(){}).observe(document.body,{childList:true});document.getElementById('t').innerHTML=X",
    "$('#t').hide().css('opacity',0);$('.info').append(X)",
    "$('#t').html(/(发布)/.test('发布日')&&$('.info').length&&RegExp.$1==='发布'?X:'')",
    "document.querySelector('.src').parentElement.children[0].textContent=X",
    "$($('.info span').get(-2)).text(X)",
)

#: The same where a style sheet hides by the class of what stands around, or with another name: `.off .t`, `.info > .gone`.
BY_SHEET_WAYS = (
    "document.documentElement.className+=' off';$('.info').append(X)",
    "document.body.classList.add('off');$('.info').append(X)",
    "$('html').addClass('off');$('.info').append(X)",
    "$('.info').addClass('off').append(X)",
    "$('#t').addClass('gone');$('.info').append(X)",
)

#: The same by names that a script puts together, and by places among all that are alike.
PUT_TOGETHER_WAYS = (
    "$('.in'+'fo').html(X)",
    "$('[class=in'+'fo]').html(X)",
    "var c='fo';document.querySelector(`.in${c}`).innerHTML=X",
    "$('div').first().html(X)",
    "$('div').eq(0).html(X)",
    "$('div:first').html(X)",
    "document.getElementsByTagName('div')[0].innerHTML=X",
    "$('div').filter(function(){return /来源/.test($(this).text())}).html(X)",
    "$(['.in','fo'].join('')).html(X)",
    "document.getElementById(String.fromCharCode(116)).innerHTML=X",
    "document.getElementById(atob('dA==')).innerHTML=X",
    "document.querySelector('ofni.'.split('').reverse().join('')).innerHTML=X",
    "document.querySelector('#tt'.replace('tt','t')).innerHTML=X",
)

#: What another address answers, or a script that breaks off would have written, takes the place of the day: nothing is told.
AWAITED_WAYS = (
    "$.ajax({url:'/d',success:function(r){if(r.code==200){$('#t').html(r.day)}}})",
    "$.get('/d',function(r){$('.t').text(r)})",
    "$.getJSON('/d',function(r){var s='';s+=r.day;$('.info').html(s)})",
    "$.ajax({url:'/d'}).done(function(r){$('#t').empty().append(r.day)})",
    "$.post('/d').then(r=>{$('.info span').eq(0).html(r)})",
    "fetch('/d').then(function(r){return r.json()}).then(function(r){document.getElementById('t').innerText=r.day})",
    "(async()=>{const r=await fetch('/d');document.querySelector('.t').textContent=await r.text()})()",
    "axios.get('/d').then(r=>{document.querySelectorAll('.info span')[0].innerHTML=r.data})",
    "var x=new XMLHttpRequest();x.onreadystatechange=function(){if(x.readyState==4){document.getElementById('t').innerHTML=x.responseText}};x.open('GET','/d');x.send()",
    "var x;if(window.XMLHttpRequest){x=new XMLHttpRequest()}else{x=new ActiveXObject('Microsoft.XMLHTTP')}x.onload=()=>{t.innerHTML=x.responseText};x.send()",
    "function show(r){$('#t').html(r)}$.get('/d',function(r){show(r.day)})",
    "function back(r){show(r)}var show=function(r){document.getElementById('t').innerHTML=r};$(function(){$.getJSON('/d',back)})",
    "function put(id,u){$.get(u,function(r){$('#'+id).html(r)})}put('t','/d')",
    "function put(e){fetch('/d').then(r=>{document.getElementById(e).innerHTML=r})}put('t')",
    "var box=$('#t');$.get('/d',function(r){box.html(r)})",
    "$('.info span').each(function(){var me=$(this);$.get('/d',function(r){me.html(r)})})",
    "$.get('/d',function(r){if(r.old){$('.info').hide()}})",
    "$.get('/d',function(r){var n=document.getElementById('t');n.parentNode.removeChild(n)})",
    "$.get('/d',function(r){$('.src').prev().html(r)})",
    "$.get('/d',function(r){$('.in'+'fo').css('display','none')})",
    "function ask(u,f){var x=new XMLHttpRequest();x.onload=function(){f(x.responseText)};x.open('GET',u);x.send()}ask('/d',function(r){document.querySelector('.t').innerText=r})",
    "function ask(o){var x=new XMLHttpRequest();x.onload=function(){o.success(x.responseText)};x.send()}ask({success:function(r){$('#t').html(r)}})",
    "new Promise(function(ok){$.get('/d',ok)}).then(function(r){$('#t').html(r)})",
    "function told(r){$('#t').html(r.day)}var s=document.createElement('script');s.src='/d?callback=told';document.body.appendChild(s)",
    "function told(r){$('#t').html(r.day)}</script><script src='/d.js?id=1&jsonpCallback=told'>",
    "$.get('/d',function(r){$('.src').closest('.info').html(r)})",
    "var day='';$.ajax({url:'/d',async:false,success:function(r){day=r}});$('#t').html(day)",
    "var r=JSON.parse(document.getElementById('none').innerHTML);$('#t').html(r.day)",
    "function App(){var s=React.useState({});React.useEffect(function(){fetch('/d').then(s[1])},[]);return React.createElement('i',null,s[0].day)}ReactDOM.render(React.createElement(App),document.querySelector('.info'))",
    "class Day{constructor(q){this.q=document.querySelector(q)}async ask(){const r=await fetch('/d');this.q.textContent=await r.text()}}new Day('#t').ask()",
    "var Day={box:$('#t'),ask:function(){var me=this;$.get('/d',function(r){me.box.html(r)})}};Day.ask()",
    "$('.info').load('/d.html')",
    "$('.info').fetchPage({url:'/d',success:function(r){$('#t').html(r)}})",
    "var r=window.told.list[0];t.innerHTML=r.day",
    "var a=1;\nvar b=[window.told.day];\ndocument.getElementById('t').innerHTML=b[0]",
    "$(function(){var r=window.told.get('x');$('#t').html(r.day)})",
)

#: The same for what stands beside the day, what is done when somebody clicks, and what breaks off behind or without it: the day is told.
ANSWERED_BESIDE = (
    "$.ajax({url:'/hits',dataType:'jsonp',success:function(r){$('.src').html(r.n)}})",
    "$.get('/hits',function(n){$('.info').append('<b>'+n+'</b>')})",
    "$.get('/hits',function(n){$('.info').find('.src').text(n)})",
    "$.get('/hits',function(n){$('.info span').eq(1).text(n)})",
    "$.get('/hits',function(n){$('.info span:last').text(n)})",
    "$.get('/hits',function(n){$('.info').addClass('on').attr('data-n',n)})",
    "$.get('/hits',function(n){if($('#t').text()){$('#t').css('color','red')}})",
    "function show(n){document.querySelector('.src').innerHTML=n}$.get('/hits',show)",
    "fetch('/hits').then(r=>r.text()).then(n=>{document.getElementsByClassName('src')[0].innerText=n})",
    "$('.src').each(function(){var me=$(this);$.get('/hits',function(n){me.text(n)})})",
    "function put(id){$.get('/hits',function(n){$('#'+id).html(n)})}put('hits')",
    "$('.src').click(function(){$.get('/d',function(r){$('.info').html(r)})})",
    "function search(){$.ajax({url:'/d',success:function(r){$('.info').html(r)}})}",
    "$.ajax({url:'/d',error:function(){}}).fail(function(){$('.info').html('')})",
    "var s=document.getElementsByTagName('script')[0];s.onload=function(){s.parentNode.removeChild(s)}",
    "$('.info').css('color','#999');window.told.open()",
    "window.told.open.it();$('.menu').html('x');$('.info').addClass('y')",
    "$('#t').hover(function(){$(this).hide()})",
    "$('.info').css('opacity',0).animate({opacity:1},500)",
    "$('.info').fadeTo(0,0).fadeTo(300,1)",
    "$.get('/hits',function(n){//$('#t').html(n)\n$('.src').html(n);/* $('.info').hide() */})",
    "function ask(u,f){var x=new XMLHttpRequest();x.onload=function(){f(x.responseText)};x.open('GET',u);x.send()}ask('/n',function(n){$('.src').html(n)})",
    "function told(n){$('.src').html(n)}var s=document.createElement('script');s.src='/n?callback=told';document.body.appendChild(s)",
    "$.get('/n',function(n){document.body.style.display='block';document.querySelector('.info').style.display=''})",
    "$('.info span').each(function(){});$.get('/n',function(d){$.each(d,function(i,n){$('.src').append(n)})})",
    "if(a & amp; & amp; b){$('#t').html('x')}",
)

#: What an element says of itself that is not seen: the older day beside it is the page's.
UNSEEN_STYLES = (
    "style='visibility:hidden'",
    "style='opacity:0'",
    "style='opacity: 0.0; color:red'",
    "style='display:inline-block;height:0;overflow:hidden'",
    "style='overflow:hidden;max-height: 0px'",
    "class=unseen",
    "class=dim",
)
SEEN_STYLES = (
    "style='opacity:0.8'",
    "style='visibility:visible'",
    "style='line-height:0;overflow:hidden'",
    "style='backface-visibility:hidden'",
    "style='visibility:hidden;animation-name:none'",
    "class=wow",
    "class=back",
)

#: Style sheets beside which `<span id=t class="t on">` is seen.
SEEN_BESIDE = (
    ".info .t{display:none}.info .on{display:block}",
    ".info .t{display:none}#t{display:block}",
    ".infos .t{display:none}",
    ".t{display:none}.info .t{display:inline}",
    ".t{visibility:hidden}.t.on{visibility:visible}",
    ".info{-webkit-backface-visibility:hidden;backface-visibility:hidden}",
    "@media print{.info .t{display:none}}",
    "/* .info .t{display:none} */.info{color:red}",
    ".info:hover .t{display:none}",
)

#: What makes the page show something that is not understood: nothing is told then.
UNCLEAR_WAYS = (
    "document.body.innerHTML=document.body.innerHTML.replace('2025-08-09','2021-03-04')",
    "$('.info :lang(zh)').html(X)",
    "var w=document.createTreeWalker(document.body,4);while(w.nextNode())w.currentNode.nodeValue=w.currentNode.nodeValue.replace('2025','2021')",
    "document.getElementById('t').innerHTML=X+'<div>'.repeat(3000)",
    "</script>" + "<script>1</script>" * 200 + "<script>document.getElementById('t').innerHTML=X",
)

#: An older day that stands hidden is shown in the place of the newer: `#t` and, in `#h`, `#o`.
MOVED_WAYS = (
    "$('#o').insertAfter('#t');$('#t').remove()",
    "$('#t').remove();$('#o').appendTo('.info')",
    "var t=document.getElementById('t');t.parentNode.replaceChild(document.getElementById('o'),t)",
    "document.getElementById('h').appendChild(document.getElementById('t'));$('.info').append($('#o'))",
)

#: What takes the first and newest row of `<ul id=l class=list>` from people's eyes.
ROW_GONE_WAYS = (
    "$('#l li:first').hide()",
    "$('.list li').eq(0).remove()",
    "$('#l li:contains(第14批)').remove()",
    "$('#l li').hide().slice(1).show()",
    "$(\"a[href$='14.html']\").closest('li').hide()",
    "document.getElementById('l').removeChild(document.getElementById('l').firstChild)",
    "document.querySelector('#l li').hidden=true",
    "document.write('<style>#l li:first-child{display:none}</style>')",
    "document.querySelectorAll('#l li').forEach((e,i)=>{e.style.display=i?'':'none'})",
    "$('#l li').each(function(){if(new Date($(this).find('span').text())>new Date(2026,8,14))$(this).remove()})",
    "$('#l li span:first').text('2026-09-13')",
    "$('#l').addClass('shut')",
    "var r=$('#l li').get().reverse();$('#l').empty().append(r.slice(0,-1))",
    "document.querySelector(\"a[href*='/14.']\").parentNode.style.display='none'",
    "$('a[href*=\"14\"]').parent().remove()",
    "for(var n of document.links)if(n.href.includes('/14.'))n.parentNode.remove()",
    "document.querySelector('#l li').style.opacity='0'",
    "$('#l li').first().css('visibility','hidden')",
)

#: The same in a way that is not understood.
UNCLEAR_ROW_WAYS = (
    "document.body.innerHTML=document.body.innerHTML.replace(/2026/g,'2024')",
    "$('#l li:lang(zh)').remove()",
    "var w=document.createTreeWalker(document.body,4);while(w.nextNode())w.currentNode.nodeValue=w.currentNode.nodeValue.replace('2026','2024')",
    "</script>" + "<script>1</script>" * 200 + "<script>$('#l li:first').remove()",
    "$.ajax({url:'/l',success:function(d){var h='';$.each(d,function(i,r){h+='<li>'+r.day+'</li>'});$('#l').html(h)}})",
    "function more(p){$.post('/l',{p:p},function(d){put(d)})}function put(d){$('.list').empty().append(d)}$(function(){more(1)})",
    "layui.use(['laytpl'],function(){$.get('/l',function(r){layui.laytpl('x').render(r,function(h){document.getElementById('l').innerHTML=h})})})",
    "$('#l').load('/l.html')",
    "class Rows{constructor(){this.box=document.getElementById('l');this.ask()}ask(){fetch('/l').then(r=>r.text()).then(h=>this.box.innerHTML=h)}}new Rows()",
    "$('#l').DataTable({ajax:'/l.json'})",
    "layui.use('table',function(){layui.table.render({elem:'#l',url:'/l'})})",
)

#: How homepages turn tabs and paint rows: nothing is taken from anybody.
ROW_KEPT_WAYS = (
    "$('.list:not(:first)').hide()",
    "$('.list').filter(':not(:eq(0))').css('display','none')",
    "$('.list:gt(0)').hide()",
    "$('.list').eq(0).show().siblings('.list').hide()",
    "$('#l li').hover(function(){$(this).addClass('on')})",
    "$('.list li:even').addClass('odd')",
    "$('#l').superSlide({effect:'leftLoop'})",
    "$.get('/tq',function(r){$('#tq').html(r)})",
    "$('#l li').each(function(){var me=$(this);$.get('/n',function(n){me.append(n)})})",
    "if($.browser.msie&&$.browser.version<7){$('#l').html('请升级浏览器')}",
    "$('.page').pagination({total:9,callback:function(p){$.get('/l?p='+p,function(h){$('#l').html(h)})}})",
    "$('.more').click(function(){$.get('/l?p=2',function(h){$('#l').html(h)})})",
)
