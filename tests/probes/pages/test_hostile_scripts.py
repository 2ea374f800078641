"""What a script bends to its own ends tells no day: the language's own ways, the engine, things thrown, memory that ran out."""

from datetime import date

from monitor.domain.content import Dated, Unreadable
from probes.pages.article.article import read_article
from tests.every import every
from tests.probes.pages.test_libraries import NOW, page

BENT = (
    "Array.prototype.map=function(){return ['发布时间：2026-10-09']}",
    "Array.prototype.join=function(){return '2026-10-09'};document.write('x')",
    "String.prototype.slice=String.prototype.trim=function(){return '2026-10-09'};document.write('x')",
    "Object.prototype.toJSON=function(){return [{key:['id','a',0],html:'2026-10-09',whole:true}]}",
    "Array.prototype.toJSON=Object.prototype.toJSON=function(){return '2026-10-09'}",
    "Function.prototype.call=Function.prototype.apply=function(){return '2026-10-09'}",
    "RegExp.prototype[Symbol.replace]=function(){return '2026-10-09'}",
    "p=document.createElement('p');p.__key=['id','a',0];p.innerHTML='2026-10-09'",
    "a=document.getElementById('a');a.__html='2026-10-09';a.__kids=['2026-10-09'];a.append('')",
    "e=globalThis[Object.getOwnPropertyNames(globalThis).find(n=>/ngine/.test(n))];e.answer('{}','{}');document.getElementById('a').innerHTML='2026-10-09'",
    "throw new Proxy({},{get(){document.getElementById('a').innerHTML='2026-10-09'}})",
    "throw {toString(){document.getElementById('a').innerHTML='2026-10-09';return 'x'}}",
    "l=[];try{for(;;)l.push(new Array(1e6).fill(1))}catch(e){l=null;document.getElementById('a').innerHTML='2026-10-09'}",
    "s='x';try{for(;;)s+=s}catch(e){s='';document.getElementById('a').innerHTML='2026-10-09'}",
    "Error.prepareStackTrace=function(){return '2026-10-09'};s='x';try{for(;;)s+=s}catch(e){document.getElementById('a').innerHTML='2026-10-09'}",
)


@every("code", BENT)
def test_a_script_that_bends_the_world_it_runs_in_makes_no_day(code: str) -> None:
    for info, then in (
        ("发布时间：<span id=a>2023-04-17</span>", ""),
        ("发布时间：<span id=a></span>", "document.getElementById('a').innerHTML='2023-04-17'"),
    ):
        scripts = f"<script>{code}</script><script>{then}</script>"
        published = read_article(page(info, scripts), "", now=NOW).published
        assert isinstance(published, Unreadable | Dated)
        assert not isinstance(published, Dated) or published.on == date(2023, 4, 17)


def test_an_error_that_a_script_catches_is_one_as_ever() -> None:
    code = "try{nothing.x()}catch(e){document.getElementById('a').innerHTML=/at <eval>/.test(e.stack)?'2023-04-17':'2022-03-16'}"
    published = read_article(
        page("发布时间：<i id=a></i>", f"<script>{code}</script>"), "", now=NOW
    ).published
    assert isinstance(published, Dated)
    assert published.on == date(2023, 4, 17)
