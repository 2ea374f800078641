(function () {
  "use strict";
  var given = JSON.parse(GIVEN), LIMIT = 400000, said = 0, out = [], touched = [], byKey = Object.create(null), ready = [], late = [];
  var stringify = JSON.stringify, str = String, define = Object.defineProperty, RealDate = Date;
  function text(x) { return x === undefined || x === null ? "" : str(x); }
  function count(s) { said += s.length; if (said > LIMIT) throw new RangeError("output"); return s; }
  function bare(h) { return h.replace(/<[^>]*>/g, ""); }
  function esc(s) { return s.replace(/&/g, "&amp;").replace(/</g, "&lt;"); }
  var VOID = /^(?:img|br|input|hr|meta|link)$/;
  function shown(e) {
    if (e.__text !== undefined) return esc(e.__text);
    var a = ""; for (var k in e.__attrs) a += " " + k + '="' + text(e.__attrs[k]).replace(/"/g, "&quot;") + '"';
    if (e.className) a += ' class="' + text(e.className) + '"';
    if (e.id) a += ' id="' + text(e.id) + '"';
    if (e.href) a += ' href="' + text(e.href).replace(/"/g, "&quot;") + '"';
    if (e.title) a += ' title="' + text(e.title).replace(/"/g, "&quot;") + '"';
    return "<" + e.tagName + a + ">" + (VOID.test(e.tagName) ? "" : inner(e) + "</" + e.tagName + ">");
  }
  function inner(e) { var s = e.__html; for (var i = 0; i < e.__kids.length; i++) s += typeof e.__kids[i] === "string" ? e.__kids[i] : shown(e.__kids[i]); return count(s); }
  function element(tag, known, key) {
    var e = { tagName: tag, nodeType: 1, style: { setProperty: none }, dataset: {}, className: "", href: "", title: "", __attrs: {}, __kids: [], __html: known ? known.html : "", __key: key, __front: "",
      value: known ? known.value : "", id: "", children: [], classList: { add: none, remove: none, toggle: none, contains: no } };
    if (known) e.__attrs = known.attrs;
    function touch() { if (key !== undefined && touched.indexOf(e) < 0) touched.push(e); }
    function put(html) { e.__html = count(text(html)); e.__kids = []; e.__set = true; touch(); }
    define(e, "innerHTML", { get: function () { return inner(e); }, set: put });
    define(e, "outerHTML", { get: function () { return shown(e); }, set: put });
    ["innerText", "textContent", "text"].forEach(function (n) { define(e, n, { get: function () { return bare(inner(e)); }, set: function (t) { put(esc(text(t))); } }); });
    e.appendChild = e.append = function (kid) { if (kid !== undefined) { if (typeof kid === "object" && kid) e.__kids.push(kid); else e.__kids.push(esc(text(kid))); touch(); } return kid; };
    e.insertBefore = e.prepend = function (kid) { if (kid) { e.__kids.unshift(kid); touch(); } return kid; };
    e.insertAdjacentHTML = function (where, html) { if (/begin$|^afterbegin/i.test(text(where))) e.__html = text(html) + e.__html; else e.__kids.push(count(text(html))); touch(); };
    e.setAttribute = function (n, v) { e.__attrs[text(n)] = v; };
    e.getAttribute = function (n) { return e.__attrs[n] === undefined ? null : e.__attrs[n]; };
    e.removeAttribute = e.removeChild = e.remove = e.click = e.focus = e.submit = none;
    e.addEventListener = e.attachEvent = listen;
    e.getElementsByTagName = e.getElementsByClassName = e.querySelectorAll = function () { return []; };
    e.querySelector = function () { return null; };
    e.cloneNode = function () { return e; };
    return e;
  }
  function none() {}
  function no() { return false; }
  function find(kind, name) {
    var key = kind + " " + name;
    if (byKey[key]) return byKey[key];
    var known = given.found[key], list = [];
    if (known) for (var i = 0; i < known.length; i++) list.push(element(known[i].tag, known[i], [kind, name, i]));
    else if (kind === "id") list.push(element("span", null, [kind, name, 0]));
    return (byKey[key] = list);
  }
  function select(q) {
    q = text(q).trim();
    var m = /^#([\w-]+)$/.exec(q);
    return m ? find("id", m[1]) : find("css", q);
  }
  function listen(kind, f) { if (/load|ready/i.test(text(kind)) && typeof f === "function") ready.push(f); }
  var doc = {
    write: function () { for (var i = 0; i < arguments.length; i++) out.push(count(text(arguments[i]))); },
    writeln: function () { doc.write.apply(doc, arguments); out.push("\n"); },
    getElementById: function (n) { return find("id", text(n))[0]; },
    getElementsByName: function (n) { return find("css", '[name="' + text(n) + '"]'); },
    getElementsByClassName: function (n) { return find("css", "." + text(n).trim().split(/\s+/).join(".")); },
    getElementsByTagName: function (n) { return find("css", text(n)); },
    querySelector: function (q) { return select(q)[0] || null; },
    querySelectorAll: select,
    createElement: function (t) { return element(text(t).toLowerCase()); },
    createTextNode: function (t) { return { __text: text(t), nodeType: 3 }; },
    createDocumentFragment: function () { return element("div"); },
    addEventListener: listen, attachEvent: listen, removeEventListener: none, open: none, close: none,
    title: given.title, cookie: "", referrer: "", readyState: "complete", charset: "utf-8", compatMode: "CSS1Compat", domain: given.location.hostname
  };
  doc.body = element("body"); doc.documentElement = element("html"); doc.head = element("head"); doc.scripts = [];
  function J(q) {
    if (typeof q === "function") { ready.push(q); return J(""); }
    var list = typeof q === "string" ? (/^\s*</.test(q) ? [wrap(q)] : q ? select(q) : []) : q && q.tagName ? [q] : q === doc ? [doc] : [];
    return jq(list);
  }
  function wrap(h) { var e = element("span"); e.__html = h; e.__raw = h; return e; }
  function html(x) { return x === undefined || x === null ? "" : typeof x === "object" ? (x.__list ? x.__list.map(raw).join("") : raw(x)) : str(x); }
  function raw(e) { return e.__raw !== undefined ? inner(e) : e.tagName ? shown(e) : text(e); }
  function jq(list) {
    var o = { __list: list, length: list.length };
    list.forEach(function (e, i) { o[i] = e; });
    function each(f) { list.forEach(f); return me; }
    o.html = function (h) { if (h === undefined) return list[0] ? list[0].innerHTML : undefined; return each(function (e) { e.innerHTML = html(typeof h === "function" ? h.call(e) : h); }); };
    o.text = function (t) { if (t === undefined) return list.map(function (e) { return e.textContent; }).join(""); return each(function (e) { e.textContent = typeof t === "function" ? t.call(e) : t; }); };
    o.val = function (v) { if (v === undefined) return list[0] ? list[0].value : undefined; return me; };
    o.append = function (h) { return each(function (e) { e.insertAdjacentHTML("beforeend", html(h)); }); };
    o.prepend = function (h) { return each(function (e) { e.insertAdjacentHTML("afterbegin", html(h)); }); };
    o.appendTo = function (q) { J(q).append(me); return me; };
    o.attr = function (n, v) { if (typeof n === "string" && v === undefined) return list[0] ? list[0].getAttribute(n) : undefined; return each(function (e) { if (typeof n === "string") e.setAttribute(n, v); }); };
    o.data = function (n) { return list[0] ? list[0].getAttribute("data-" + n) : undefined; };
    o.each = function (f) { list.forEach(function (e, i) { f.call(e, i, e); }); return me; };
    o.eq = function (i) { return jq(list[i] ? [list[i]] : []); }; o.first = function () { return o.eq(0); };
    o.get = function (i) { return list[i]; };
    o.ready = o.load = function (f) { if (typeof f === "function") ready.push(f); return me; };
    o.is = o.hasClass = no;
    var me = new Proxy(o, { get: function (t, n) { return n in t || typeof n === "symbol" ? t[n] : function () { return me; }; } });
    return me;
  }
  ["ajax", "get", "post", "getJSON", "getScript", "ajaxSetup"].forEach(function (n) { J[n] = function () { return stub(); }; });
  J.trim = function (s) { return text(s).trim(); };
  J.each = function (l, f) { for (var i = 0; l && i < l.length; i++) f.call(l[i], i, l[i]); };
  J.fn = {}; J.extend = Object.assign;
  function stub() {
    var s = new Proxy(function () {}, { get: function (t, n) { return n === Symbol.toPrimitive ? function () { return ""; } : n === "then" || n === Symbol.iterator ? undefined : n === "length" ? 0 : s; }, set: function () { return true; }, apply: function () { return s; }, construct: function () { return s; } });
    return s;
  }
  var g = globalThis, moment = given.now, asked = false;
  function Clock(a, b, c, d, e, f, h) {
    var n = arguments.length;
    if (!(this instanceof Clock)) { asked = true; return new RealDate(moment).toString(); }
    if (n === 0) asked = true;
    return n === 0 ? new RealDate(moment) : n === 1 ? new RealDate(a) : new RealDate(a, b, c === undefined ? 1 : c, d || 0, e || 0, f || 0, h || 0);
  }
  Clock.prototype = RealDate.prototype; Clock.now = function () { asked = true; return moment; }; Clock.parse = RealDate.parse; Clock.UTC = RealDate.UTC;
  RealDate.prototype.constructor = Clock;
  g.Date = Clock; Math.random = function () { return 0.5; };
  g.window = g.self = g.top = g.parent = g; g.document = doc; g.$ = g.jQuery = J;
  g.location = given.location; doc.location = g.location; doc.URL = g.location.href;
  g.navigator = { userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36", appName: "Netscape", appVersion: "5.0", platform: "Win32", language: "zh-CN", cookieEnabled: false };
  g.screen = { width: 1920, height: 1080, availWidth: 1920, availHeight: 1040 }; g.innerWidth = 1920; g.innerHeight = 1000; g.history = { length: 1, back: none, go: none };
  g.console = { log: none, warn: none, error: none, info: none, debug: none };
  g.localStorage = g.sessionStorage = { getItem: function () { return null; }, setItem: none, removeItem: none };
  g.alert = g.open = g.scrollTo = g.print = g.close = none; g.confirm = no; g.prompt = function () { return null; };
  g.setTimeout = g.setInterval = g.requestAnimationFrame = function (f) { if (late.length < 50) late.push(f); return late.length; };
  g.clearTimeout = g.clearInterval = none; g.addEventListener = g.attachEvent = listen; g.getComputedStyle = function () { return {}; };
  define(g, "__engine", { value: Object.freeze({
    asked: function () { return asked ? "yes" : "no"; },
    take: function () { var s = out.join(""); out = []; return s; },
    stub: function (n) { g[n] = stub(); },
    finish: function () {
      var todo = ready; ready = [];
      if (typeof g.onload === "function") todo.push(g.onload);
      if (doc.body.onload) todo.push(doc.body.onload);
      for (var round = 0; round < 2; round++) {
        for (var i = 0; i < todo.length && i < 60; i++) try { if (typeof todo[i] === "function") todo[i].call(doc, J); else if (typeof todo[i] === "string") (0, eval)(todo[i]); } catch (e) { if (/interrupted|output/.test(text(e && e.message))) throw e; }
        todo = ready.concat(late); ready = []; late = [];
      }
    },
    touched: function () { return stringify(touched.slice(0, 400).map(function (e) { return { key: e.__key, html: inner(e), whole: e.__set === true || given.found[e.__key[0] + " " + e.__key[1]] !== undefined }; })); }
  }) });
})();
