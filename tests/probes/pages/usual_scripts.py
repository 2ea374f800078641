"""What portals load on every page, as 大汉, TRS, 博达 and 开普 and those who count, share and mark write it: none of it tells of a matter or a letter."""

USUAL = {
    "counters and talk": "<script>(function(){var ta=document.createElement('script');ta.src='//ta.trs.cn/c/js/ta.js?mpid=1';var s=document.getElementsByTagName('script')[0];s.parentNode.insertBefore(ta,s)})();(function(){var c=document.createElement('script');c.src='//tb.53kf.com/code/1';document.body.appendChild(c)})()</script>",
    "the weather in a frame": "<iframe src='//i.tianqi.com/index.php?c=code&id=12'></iframe><iframe src='javascript:void(0)'></iframe>",
    "browsers too old": "<script>if(!('WebSocket' in window&&2===window.WebSocket.CLOSING)){alert('请升级浏览器')}</script>",
    "a library": "<script src='/js/jquery-1.12.4.min.js'></script><script src='/js/jquery.SuperSlide.2.1.1.js'></script><script>jQuery('.slideBox').slide({mainCell:'.bd ul',autoPlay:true})</script>",
    "a counter": "<script>var _hmt=_hmt||[];(function(){var hm=document.createElement('script');hm.src='https://hm.baidu.com/hm.js?0123';var s=document.getElementsByTagName('script')[0];s.parentNode.insertBefore(hm,s)})();</script>",
    "share buttons": "<script>window._bd_share_config={'common':{'bdText':''},'share':{}};with(document)0[(getElementsByTagName('head')[0]||body).appendChild(createElement('script')).src='http://bdimg.share.baidu.com/static/api/js/share.js?v=89860593.js?cdnversion='+~(-new Date()/36e5)];</script>",
    "the mark of an office": "<script>document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='https://dcs.conac.cn/js/1.js' type='text/javascript'%3E%3C/script%3E\"))</script>",
    "letters' size": "<script>function doZoom(size){document.getElementById('zoom').style.fontSize=size+'px'}</script><a href='javascript:doZoom(18)'>大</a><span onclick='doZoom(14)'>小</span>",
    "大汉": "<script>var _CIT='1,2';var webid='1'</script><script src='/vc/vc/interface/visit.jsp?type=3&i_webid=1'></script><script src='/module/visitcount/articlehits.jsp?colid=1&artid=2'></script>",
    "TRS": "<script src='//ta.trs.cn/c/js/ta.js?mpid=1' id='_trs_ta_js' async></script><script>var ly='某局';if(ly!=''){document.write('来源：'+ly)}function doSearch(){window.open('/was5/web/search?w='+document.getElementById('w').value)}</script><input id=w>",
    "博达": "<script src='/system/resource/js/dynclicks.js'></script>点击：<script>_showDynClicks('wbnews',1,2)</script><script src='/system/resource/js/counter.js'></script><script>_jsq_(1008,'/content.jsp',1,2)</script>",
    "开普": "<script>var siteId='1';var columnId='2'</script><span id=pv></span><script>$.ajax({url:'https://a.gov.cn/ucap/pv/click',dataType:'jsonp',success:function(d){$('#pv').html(d.count)}})</script>",
    "a code to scan": "<div id=qrcode></div><script src='/js/jquery.qrcode.min.js'></script><script>$('#qrcode').qrcode({width:100,text:window.location.href})</script>",
    "today": "<span id=today></span><script>var d=new Date();document.getElementById('today').innerHTML='今天是'+d.getFullYear()+'年'+(d.getMonth()+1)+'月'</script>",
    "small screens": "<script>if(/android|iphone/i.test(navigator.userAgent)){window.location.href='https://m.a.gov.cn/'}if(top.location!=self.location){top.location=self.location}</script>",
    "menus and tabs": "<script>$(function(){$('.nav li').hover(function(){$(this).find('ul').slideDown()},function(){$(this).find('ul').hide()})});function setTab(n,i){document.getElementById(n+i).className='on'}</script><a id=one1 onclick=\"setTab('one',1)\">最新</a>",
    "up again": "<a id=top>返回顶部</a><script>$(window).scroll(function(){if($(window).scrollTop()>100){$('#top').fadeIn()}else{$('#top').fadeOut()}})</script>",
    "pictures": "<img src=/l.png onerror=\"this.src='/d.png'\"><script>$('#zoom img').each(function(){if($(this).width()>900){$(this).css('width','900px')}});$('#zoom table').wrap('<div class=box></div>')</script>",
    "links away": "<script>$('a').click(function(){var h=$(this).attr('href');if(h&&h.indexOf('gov.cn')<0){return confirm('即将离开本网站')}})</script>",
    "old browsers": "<script>document.oncontextmenu=function(){return false};function SetHome(o,u){try{o.style.behavior='url(#default#homepage)';o.setHomePage(u)}catch(e){}}</script><a onclick='SetHome(this,location)'>设为首页</a>",
}  # fmt: skip
