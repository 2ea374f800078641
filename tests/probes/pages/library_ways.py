"""Ways in which scripts lean on libraries of other addresses to write a day or a list; nothing but running them tells the day."""

T = 1681696800000  # 2023-04-17 10:00 in Shanghai
_PLACE = "时间：<b id=a></b>"
_SET = "document.getElementById('a').innerText="
_APP = "<div id=app><p>发布时间：{{ %s }}</p></div>"
_DAY = "('20'+'23-04-17')"


def _script(code: str) -> str:
    return f"<script src=/lib.min.js></script><script>{code}</script>"


def _template(kind: str, words: str) -> str:
    return f"<div id=f></div><script id=tp type='{kind}'><p>发布时间：{words}</p></script>"


#: name -> (markup beside the title, markup after the text); the day is 17 April 2023.
LIBRARY_WAYS: dict[str, tuple[str, str]] = {
    "d3": ("<p id=f></p>", _script(f"d3.select('#f').append('span').text('发布时间：'+{_DAY})")),
    "d3_of_data": ("<div id=f></div>", _script(f"d3.select('#f').selectAll('p').data(['来源：本站','发布时间：'+{_DAY}]).enter().append('p').text(function(d){{return d}})")),
    "d3_joined": ("<div id=f></div>", _script(f"d3.select('#f').selectAll('p').data([{_DAY}]).join('p').html(d=>'<b>发布时间：</b>'+d)")),
    "laytpl_alone": (_template("text/html", "{{ d.t }}"), _script(f"laytpl(document.getElementById('tp').innerHTML).render({{t:{_DAY}}},function(h){{document.getElementById('f').innerHTML=h}})")),
    "jquery_tmpl_of_words": ("<div id=f></div>", _script(f"$.tmpl('<p>发布时间：${{t}}</p>',{{t:{_DAY}}}).appendTo('#f')")),
    "jquery_tmpl_each": ("<div id=f></div><script id=tp type=text/x-jquery-tmpl>{{each(i,x) l}}<p>${x.k}：${x.v}</p>{{/each}}</script>", _script(f"$('#tp').tmpl({{l:[{{k:'来源',v:'本站'}},{{k:'发布时间',v:{_DAY}}}]}}).appendTo('#f')")),
    "dayjs": (_PLACE, _script(f"{_SET}dayjs({T}).format('YYYY年M月D日')")),
    "moment_of_seconds": (_PLACE, _script(f"{_SET}moment.unix({T // 1000}).format('YYYY-MM-DD HH:mm')")),
    "moment_read_by_a_form": (_PLACE, _script(f"{_SET}moment('202304'+'17','YYYYMMDD').format('LL')")),
    "moment_moved": (_PLACE, _script(f"{_SET}moment({T}).add(1,'days').subtract(1,'day').format('YYYY/MM/DD')")),
    "moment_begins_a_month": (_PLACE, _script(f"{_SET}moment('2023-04-30').startOf('month').add(16,'d').format('YYYY-MM-DD')")),
    "moment_ends_a_month": (_PLACE, _script(f"{_SET}dayjs('2023-03-31').endOf('month').add(1,'month').subtract(13,'days').format('YYYY-MM-DD')")),
    "moment_beside_how_long_ago": (_PLACE, _script(f"var n=moment('2019-01-02').fromNow();{_SET}moment({T}).format('YYYY-MM-DD')")),
    "date_fns": (_PLACE, _script(f"{_SET}dateFns.format(new Date({T}),'yyyy-MM-dd')")),
    "layui_util": (_PLACE, _script(f"layui.use(['util','carousel'],function(){{layui.carousel.render({{}});{_SET}layui.util.toDateString({T},'yyyy-MM-dd')}})")),
    "vue_filter": (_APP % "t | day('-')", _script(f"Vue.filter('day',function(v,s){{var d=new Date(v);return [d.getFullYear(),d.getMonth()+1,d.getDate()].join(s)}});new Vue({{el:'#app',data:{{t:{T}}}}})")),
    "vue_filters_in_a_row": (_APP % "t | trim | cut", _script(f"new Vue({{el:'#app',data:{{t:' '+{_DAY}+' 10:00'}},filters:{{trim:function(v){{return v.trim()}},cut:function(v){{return v.substr(0,10)}}}}}})")),
    "vue_setup": (_APP % "day", _script(f"const {{createApp,ref,computed,onMounted}}=Vue;createApp({{setup(){{const t=ref(0),day=computed(()=>new Date(t.value).toLocaleDateString());onMounted(()=>{{t.value={T}}});return{{day}}}}}}).mount('#app')")),
    "vue_template": ("<div id=app></div>", _script(f"new Vue({{el:'#app',template:'<p>发布时间：{{{{d}}}}</p>',data:{{d:{_DAY}}}}})")),
    "vue_render": ("<div id=app></div>", _script(f"new Vue({{render:h=>h('p',['发布时间：',{_DAY}])}}).$mount('#app')")),
    "alpine_alone": (f'<div x-data="{{ d: {_DAY} }}"><p>发布时间：<span x-text="d"></span></p></div>', ""),
    "alpine_function": ("<div x-data='doc()'><p>发布时间：<span x-text='day()'></span></p></div>", _script(f"function doc(){{return{{t:{_DAY}+'T10:00',day(){{return this.t.split('T')[0]}}}}}}")),
    "petite_vue": (f'<div v-scope="{{ d: {_DAY} }}"><p>发布时间：{{{{ d }}}}</p></div>', ""),
    "react": ("<div id=root></div>", _script(f"const e=React.createElement;function App(p){{const [d]=React.useState(p.d);return e('p',{{className:'t'}},'发布时间：',d)}}ReactDOM.createRoot(document.getElementById('root')).render(e(App,{{d:{_DAY}}}))")),
    "react_class": ("<div id=root></div>", _script(f"class App extends React.Component{{constructor(p){{super(p);this.state={{d:{_DAY}}}}}render(){{return React.createElement('p',null,'发布时间：'+this.state.d)}}}}ReactDOM.render(React.createElement(App),document.getElementById('root'))")),
    "jquery_template": (_template("text/x-jquery-tmpl", "${d}"), _script(f"$('#tp').tmpl({{d:{_DAY}}}).appendTo('#f')")),
    "art_template": (_template("text/html", "{{d}}"), _script(f"document.getElementById('f').innerHTML=template('tp',{{d:{_DAY}}})")),
    "mustache": (_template("x-tmpl-mustache", "{{d}}"), _script(f"$('#f').html(Mustache.render($('#tp').html(),{{d:{_DAY}}}))")),
    "underscore": (_template("text/template", "<%= d %>"), _script(f"$('#f').html(_.template($('#tp').html())({{d:{_DAY}}}))")),
    "laytpl": (_template("text/html", "{{# if(d.t){ }}{{ d.t }}{{# } }}"), _script(f"layui.use('laytpl',function(){{layui.laytpl(document.getElementById('tp').innerHTML).render({{t:{_DAY}}},function(h){{document.getElementById('f').innerHTML=h}})}})")),
    "dot": (_template("text/x-dot-template", "{{=it.d}}"), _script(f"document.getElementById('f').innerHTML=doT.template(document.getElementById('tp').innerHTML)({{d:{_DAY}}})")),
    "number_in_data": (f"时间：<b id=a data-ts={T}></b>", _script("$('#a').text(new Date($('#a').data('ts')).toLocaleDateString())")),
    "function_of_the_old_words": (f"时间：<b id=a>{T // 1000}</b>", _script("$('#a').html(function(i,t){return new Date(t*1000).toLocaleDateString()})")),
    "quotes_in_a_selector": ("<p id=f></p><script type='application/json' data-x>{\"d\":\"202304\",\"e\":\"17\"}</script>", _script("var o=JSON.parse(document.querySelector('script[type=\"application/json\"]').innerText);document.getElementById('f').textContent='发布时间：'+o.d.slice(0,4)+'-'+o.d.slice(4)+'-'+o.e")),
    "awaited": ("<p id=f></p>", f"<script type=module>import x from '/x.js';const d=await Promise.resolve({_DAY});document.getElementById('f').textContent='发布时间：'+d</script>"),
    "awaited_later": ("<p id=f></p>", _script(f"(async function(){{await new Promise(r=>setTimeout(r,50));document.getElementById('f').textContent='发布时间：'+{_DAY}}})()")),
    "kept_in_storage": (_PLACE, _script(f"localStorage.setItem('d',{_DAY});{_SET}localStorage.getItem('d')")),
    "decoded_bytes": (_PLACE, _script(f"{_SET}new TextDecoder().decode(new Uint8Array([50,48,50,51,45,48,52,45,49,55]))")),
    "vue_component": ("<div id=app><pub-day :d=day></pub-day></div>", _script(f"Vue.component('pub-day',{{props:['d'],template:'<p>发布时间：{{{{d}}}}</p>'}});new Vue({{el:'#app',data:{{day:{_DAY}}}}})")),
    "vue_slots": ("<div id=app><card :t=day v-slot='{x}'>发布时间：{{x}}</card></div>", _script(f"Vue.component('card',{{props:['t'],template:'<div><slot :x=t></slot></div>'}});new Vue({{el:'#app',data:{{day:{_DAY}}}}})")),
    "vue_slots_within_slots": ("<div id=app><card><template #meta>发布时间：{{day}}</template>来源：日报</card></div>", _script(f"Vue.component('card',{{template:'<div><box><slot name=meta></slot></box><slot></slot></div>'}});Vue.component('box',{{template:'<b><slot></slot></b>'}});new Vue({{el:'#app',data:{{day:{_DAY}}}}})")),
    "vue_three_component": ("<div id=app><info></info></div>", _script(f"const app=Vue.createApp({{}});app.component('info',{{data(){{return{{d:{_DAY}}}}},template:'<p>发布时间：{{{{d}}}}</p>'}});app.mount('#app')")),
    "vue_own_delimiters": ("<div id=app><p>发布时间：[[ day ]]</p></div>", _script(f"new Vue({{el:'#app',delimiters:['[[',']]'],data:{{day:{_DAY}}}}})")),
    "vue_day_that_comes_later": (_APP % "day", _script(f"new Vue({{el:'#app',data:{{day:''}},mounted(){{setTimeout(()=>{{this.day={_DAY}}},10)}}}})")),
    "vue_newer_one_not_shown": ("<div id=app><p v-if='old'>发布时间：{{n}}</p><p v-else>发布时间：{{day}}</p></div>", _script(f"new Vue({{el:'#app',data:{{old:false,n:'2026-01'+'-05',day:{_DAY}}}}})")),
    "alpine_data": ("<div x-data=doc><p>发布时间：<span x-text=day></span></p></div>", _script(f"document.addEventListener('alpine:init',()=>{{Alpine.data('doc',()=>({{day:{_DAY}}}))}})")),
    "knockout": ("<p>发布时间：<span data-bind='text: day'></span></p>", _script(f"ko.applyBindings({{day:ko.observable({_DAY})}})")),
    "angular": ("<div ng-app=m ng-controller=c><p>发布时间：{{t | date:'yyyy-MM-dd'}}</p></div>", _script(f"angular.module('m',[]).controller('c',['$scope',function(s){{s.t={T}}}])")),
    "avalon": ("<div ms-controller=doc><p>发布时间：{{day}}</p></div>", _script(f"avalon.define({{$id:'doc',day:{_DAY}}})")),
    "modules_by_name": (_PLACE, _script(f"define('p',['jquery'],function($){{return{{go:function(){{$('#a').html({_DAY})}}}}}});require(['p'],function(p){{p.go()}})")),
    "juicer": (_template("text/template", "${d}{@if d}{@/if}"), _script(f"document.getElementById('f').innerHTML=juicer(document.getElementById('tp').innerHTML,{{d:{_DAY}}})")),
    "handlebars_helper": ("<div id=f></div>", _script(f"Handlebars.registerHelper('day',function(v){{return v.substr(0,10)}});document.getElementById('f').innerHTML=Handlebars.compile('<p>发布时间：{{{{day t}}}}</p>')({{t:{_DAY}+' 10:00'}})")),
    "jsrender": (_template("text/x-jsrender", "{{:d}}"), _script(f"$('#f').html($.templates('#tp').render({{d:{_DAY}}}))")),
    "ejs": ("<div id=f></div>", _script(f"document.getElementById('f').innerHTML=ejs.render('<p>发布时间：<%= d %></p>',{{d:{_DAY}}})")),
    "vue_watched": (_APP % "day", _script(f"new Vue({{el:'#app',data:{{t:'',day:''}},watch:{{t(v){{this.day=v.substr(0,10)}}}},mounted(){{this.t={_DAY}+' 10:00'}}}})")),
    "vue_watched_at_once": (_APP % "day", _script(f"new Vue({{el:'#app',data:{{t:{_DAY},day:''}},watch:{{t:{{immediate:true,handler(v){{this.day=v}}}}}}}})")),
    "vue_words_of_words": (_APP % "`${y}年${m}月17日`", _script("new Vue({el:'#app',data:{y:2023,m:4}})")),
    "preact": ("<div id=r></div>", _script(f"const {{h,render}}=preact;render(h('p',null,'发布时间：',h('b',null,{_DAY})),document.getElementById('r'))")),
    "react_effect": ("<div id=r></div>", _script(f"function A(){{const [d,set]=React.useState('');React.useEffect(()=>{{set({_DAY})}},[]);return React.createElement('p',null,'发布时间：'+d)}}ReactDOM.createRoot(document.getElementById('r')).render(React.createElement(A))")),
    "handlebars_with": ("<div id=f></div>", _script(f"document.getElementById('f').innerHTML=Handlebars.compile('{{{{#with doc}}}}<p>发布时间：{{{{d}}}}</p>{{{{/with}}}}')({{doc:{{d:{_DAY}}}}})")),
}  # fmt: skip

_ROWS = "Array.from({length:8},function(x,i){return {u:'/a/'+i+'.html',t:'第'+(i+10)+'号河湖巡查工作简报',d:'2026-'+'10-'+(i+10)}})"
_ROW = "<li><a href='{{%su}}'>{{%st}}</a><span>{{%sd}}</span></li>"


def _list(words: str, code: str) -> str:
    return f"<ul id=l></ul><script id=tp type='text/html'>{words}</script>" + _script(
        f"var rows={_ROWS};{code}"
    )


#: name -> markup that lists eight items, the newest of 17 October 2026.
LIBRARY_LISTS: dict[str, str] = {
    "art_template_four": _list("{{each list v i}}" + _ROW % ("v.", "v.", "v.") + "{{/each}}", "document.getElementById('l').innerHTML=template('tp',{list:rows})"),
    "art_template": _list("{{each list as v i}}" + _ROW % ("v.", "v.", "v.") + "{{/each}}", "document.getElementById('l').innerHTML=template('tp',{list:rows})"),
    "mustache": _list("{{#list}}" + _ROW % ("", "", "") + "{{/list}}", "document.getElementById('l').innerHTML=Mustache.render(document.getElementById('tp').innerHTML,{list:rows})"),
    "handlebars": _list("{{#each list}}" + _ROW % ("this.", "this.", "this.") + "{{/each}}", "$('#l').html(Handlebars.compile($('#tp').html())({list:rows}))"),
    "laytpl": _list("{{# layui.each(d.list,function(i,x){ }}" + _ROW % (" x.", " x.", " x.") + "{{# }) }}", "layui.use(['laytpl'],function(){layui.laytpl($('#tp').html()).render({list:rows},function(h){$('#l').html(h)})})"),
    "underscore": _list("<% for(var i=0;i<list.length;i++){ %>" + (_ROW % ("", "", "")).replace("{{", "<%=list[i].").replace("}}", "%>") + "<% } %>", "$('#l').html(_.template($('#tp').html())({list:rows}))"),
    "react": _list("", "const e=React.createElement;ReactDOM.render(e(React.Fragment,null,rows.map(x=>e('li',{key:x.u},e('a',{href:x.u},x.t),e('span',null,x.d)))),document.getElementById('l'))"),
    "angular": "<ul ng-app=m ng-controller=c><li ng-repeat='x in rows'><a ng-href='{{x.u}}'>{{x.t}}</a><span>{{x.d}}</span></li></ul>" + _script(f"angular.module('m',[]).controller('c',function($scope){{$scope.rows={_ROWS}}})"),
    "knockout": "<ul data-bind='foreach: rows'><li><a data-bind='attr:{href:u},text:t'></a><span data-bind='text:d'></span></li></ul>" + _script(f"ko.applyBindings({{rows:ko.observableArray({_ROWS})}})"),
    "alpine": "<div x-data='d()'><ul><template x-for='x in rows'><li><a :href='x.u' x-text='x.t'></a><span x-text='x.d'></span></li></template></ul></div>" + _script(f"function d(){{return{{rows:{_ROWS}}}}}"),
    "vue_rows_as_components": "<div id=app><ul><row-x v-for='x in rows' :x='x'></row-x></ul></div>" + _script(f"Vue.component('row-x',{{props:['x'],template:'<li><a :href=\"x.u\">{{{{x.t}}}}</a><span>{{{{x.d}}}}</span></li>'}});new Vue({{el:'#app',data:{{rows:{_ROWS}}}}})"),
    "layui_pages": "<ul id=l></ul><div id=p></div>" + _script(f"layui.use('laypage',function(){{layui.laypage.render({{elem:'p',limit:8,jump:function(o){{document.getElementById('l').innerHTML={_ROWS}.map(function(x){{return '<li><a href='+x.u+'>'+x.t+'</a><span>'+x.d+'</span></li>'}}).join('')}}}})}})"),
    "long_words_put_together": _script(f"var rows={_ROWS};") + "<ul id=l></ul>" + _script("function r(i){if(i>=rows.length)return '';var x=rows[i];return '<li><a href=\"'+x.u+'\">'+x.t+'</a><span>'+x.d+'</span></li>'+r(i+1)};document.getElementById('l').innerHTML=r(0)"),
    "written_in_a_written_script": _script(f"document.write('<ul><scr'+'ipt>var rows='+{_ROWS!r}+';rows.forEach(function(x){{document.write(\"<li><a href=\"+x.u+\">\"+x.t+\"</a><span>\"+x.d+\"</span></li>\")}})</scr'+'ipt></ul>')"),
}  # fmt: skip
