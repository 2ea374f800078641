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
)

#: Style sheets beside which `<span id=t class="t on">` is seen.
SEEN_BESIDE = (
    ".info .t{display:none}.info .on{display:block}",
    ".info .t{display:none}#t{display:block}",
    ".infos .t{display:none}",
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
)

#: The same in a way that is not understood.
UNCLEAR_ROW_WAYS = (
    "document.body.innerHTML=document.body.innerHTML.replace(/2026/g,'2024')",
    "$('#l li:lang(zh)').remove()",
    "var w=document.createTreeWalker(document.body,4);while(w.nextNode())w.currentNode.nodeValue=w.currentNode.nodeValue.replace('2026','2024')",
    "</script>" + "<script>1</script>" * 200 + "<script>$('#l li:first').remove()",
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
)
