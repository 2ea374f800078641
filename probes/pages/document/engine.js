globalThis.__begin = function (told) {
  "use strict";
  delete globalThis.__begin;
  var given = JSON.parse(told), LIMIT = 400000, said = 0, out = [], events = Object.create(null), touched = [], byKey = Object.create(null), ready = [], late = [];
  var parse = JSON.parse, stringify = JSON.stringify, str = String, define = Object.defineProperty, RealDate = Date, realExec = RegExp.prototype.exec;
  var sheets = given.hides || [];
  function text(x) { return x === undefined || x === null ? "" : str(x); }
  function count(s) { said += s.length; if (said > LIMIT) throw new RangeError("output"); return s; }
  // a day that goes where nobody reads it: fields, tooltips, style sheets, drawings, functions that are not here
  var DAY = /(?:19|20)\d\d\s?[-\/.年]\s?\d{1,2}\s?[-\/.月]\s?\d{1,2}/, lost = [], made = [];
  function lose(x) { if (typeof x === "string" && x.length < 2000 && lost.length < 40 && realExec.call(DAY, x) !== null) lost.push(x); }
  function drawn() { return new Proxy({}, { get: function (t, n) { return typeof n === "symbol" ? undefined : function () { [].forEach.call(arguments, lose); return this; }; }, set: function () { return true; } }); }
  function bare(h) { return h.replace(/<[^>]*>/g, ""); }
  function esc(s) { return s.replace(/&/g, "&amp;").replace(/</g, "&lt;"); }
  var NAME = /^[a-zA-Z][^\s<>\/"'=]*$/;
  // attributes that scripts read as properties
  var MIRRORED = { meta: ["content", "name"], time: ["dateTime"], img: ["alt"], form: ["name"] };
  var VOID = /^(?:img|br|input|hr|meta|link)$/;
  function shown(e) {
    if (e.__text !== undefined) return esc(e.__text);
    if (e.__hides === true && /^(?:li|tr)$/.test(e.tagName)) return "";
    var a = ""; for (var k in e.__attrs) a += " " + k + '="' + text(e.__attrs[k]).replace(/"/g, "&quot;") + '"';
    if (e.className) a += ' class="' + text(e.className) + '"';
    if (e.id) a += ' id="' + text(e.id) + '"';
    if (e.__hides === true && !/display\s*:\s*none/i.test(a)) a += ' style="display:none"'; else if (e.__hides === false) a = a.replace(/display\s*:\s*none|\shidden=""/gi, "");
    return "<" + e.tagName + a + ">" + (VOID.test(e.tagName) ? "" : inner(e) + "</" + e.tagName + ">");
  }
  function inner(e) { var s = e.__html; for (var i = 0; i < e.__kids.length; i++) s += typeof e.__kids[i] === "string" ? e.__kids[i] : shown(e.__kids[i]); return count(s); }
  // the tags and texts of a fragment as nodes, as deep as its own tags nest
  var TAG = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g, ATTR = /([^\s=\/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g;
  function grow(e) {
    var html = e.__html; if (!html) return e.__kids;
    e.__html = ""; var top = [], open = [{ kids: top, e: e }], at = 0, m;
    function put(n) { n.__up = open[open.length - 1].e; open[open.length - 1].kids.push(n); }
    TAG.lastIndex = 0;
    while ((m = realExec.call(TAG, html)) !== null) {
      if (m.index > at) put(textNode(unesc(html.slice(at, m.index))));
      at = m.index + m[0].length;
      if (!m[2]) continue;
      var tag = m[2].toLowerCase();
      if (m[1]) { for (var i = open.length - 1; i > 0; i--) if (open[i].e.tagName === tag) { open.length = i; break; } }
      else {
        var a = attrs(m[3]), kid = element(tag, { html: "", value: text(a.value), attrs: a });
        put(kid);
        if (!VOID.test(tag) && m[3].slice(-1) !== "/" && open.length < 60) open.push({ kids: kid.__kids, e: kid });
      }
    }
    if (at < html.length) put(textNode(unesc(html.slice(at))));
    e.__kids = top.concat(e.__kids);
    return e.__kids;
  }
  // a list whose elements can be asked for by their names too
  function by_name(l) { l.forEach(function (k) { [k.__attrs.name, k.__attrs.id || k.id].forEach(function (n) { if (n && !(n in l)) l[n] = k; }); }); return l; }
  function attrs(t) { var a = {}, m; ATTR.lastIndex = 0; while ((m = realExec.call(ATTR, t)) !== null) a[m[1].toLowerCase()] = unesc(text(m[2] !== undefined ? m[2] : m[3] !== undefined ? m[3] : m[4])); return a; }
  function unesc(t) { return t.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&nbsp;/g, "\u00a0").replace(/&amp;/g, "&"); }
  function textNode(t) {
    var n = { __text: text(t), nodeType: 3, nodeName: "#text" };
    define(n, "length", { get: function () { return n.__text.length; } });
    n.replaceData = function (at, many, d) { n.data = n.__text.slice(0, at) + text(d) + n.__text.slice(at + many); };
    n.appendData = function (d) { n.data = n.__text + text(d); }; n.insertData = function (at, d) { n.replaceData(at, 0, d); }; n.deleteData = function (at, many) { n.replaceData(at, many, ""); };
    n.replaceWith = function () { if (n.__up) n.__up.__swap(n, [].map.call(arguments, function (x) { return x && typeof x === "object" ? x : textNode(x); })); };
    ["nodeValue", "data", "textContent"].forEach(function (k) { define(n, k, { get: function () { return n.__text; }, set: function (v) { n.__text = text(v); touchUp(n.__up); } }); });
    n.remove = function () { if (n.__up) n.__up.removeChild(n); };
    define(n, "parentNode", { get: function () { return n.__up || null; } });
    return n;
  }
  function touchUp(e) { for (var i = 0; e && i < 80; i++) { if (e.__key !== undefined && touched.indexOf(e) < 0) touched.push(e); e = e.__up; } }
  function elements(e) { return grow(e).filter(function (k) { return k && k.tagName; }); }
  function all(e, found, deep) { if (deep > 60 || found.length > 2000) return found; elements(e).forEach(function (k) { found.push(k); all(k, found, deep + 1); }); return found; }
  function classes(e) { return " " + text(e.className || e.__attrs["class"]) + " "; }
  function one(e, simple) {
    var m, at = simple;
    if ((m = /^([a-zA-Z][\w-]*|\*)/.exec(at))) { if (m[1] !== "*" && e.tagName !== m[1].toLowerCase()) return false; at = at.slice(m[0].length); }
    while (at) {
      if ((m = /^#([\w-]+)/.exec(at))) { if (text(e.id || e.__attrs.id) !== m[1]) return false; }
      else if ((m = /^\.([\w-]+)/.exec(at))) { if (classes(e).indexOf(" " + m[1] + " ") < 0) return false; }
      else if ((m = /^\[([\w-]+)(?:([*^$]?)=["']?([^"'\]]*)["']?)?\]/.exec(at))) {
        var v = e.__attrs[m[1]]; if (v === undefined) return false;
        if (m[3] !== undefined && !(m[2] === "*" ? text(v).indexOf(m[3]) >= 0 : m[2] === "^" ? text(v).indexOf(m[3]) === 0 : text(v) === m[3])) return false;
      } else if ((m = /^:(first|last|eq|nth-child|first-child|last-child)(?:\((\d+)\))?/.exec(at))) {
        var kin = e.__up ? elements(e.__up) : [e], n = kin.indexOf(e);
        if (m[1] === "nth-child" && n !== m[2] - 1 || m[1] === "first-child" && n !== 0 || m[1] === "last-child" && n !== kin.length - 1) return false;
      } else return false;
      at = at.slice(m[0].length);
    }
    return true;
  }
  function matches(e, q) {
    return text(q).split(",").some(function (path) {
      var steps = path.replace(/\s*>\s*/g, " ").trim().split(/\s+/), at = e.__up;
      if (!one(e, steps[steps.length - 1])) return false;
      for (var i = steps.length - 2; i >= 0; i--) { while (at && at.tagName && !one(at, steps[i])) at = at.__up; if (!at) return i === 0 && false; at = at.__up; }
      return true;
    });
  }
  function within(e, q) { return all(e, [], 0).filter(function (k) { return matches(k, q); }); }
  function nodesOf(x) { if (x && x.__list) return x.__list; if (x && typeof x === "object") return [x]; var w = element("div"); w.__html = text(x); return grow(w).slice(); }
  function markup(x) { return nodesOf(x).map(function (n) { return n.tagName ? shown(n) : esc(text(n.__text)); }).join(""); }
  function element(tag, known, key) {
    var e = { tagName: tag, nodeName: tag.toUpperCase(), nodeType: 1, __attrs: {}, __kids: [], __html: known ? known.html : "", __key: key, __before: "", __after: "",
      value: known ? known.value : "", __was: known ? known.value : "", id: "" };
    var cls = "", by_class = false;
    define(e, "className", { get: function () { return cls; }, set: function (v) { cls = text(v); var m = sheets.length > 0 && cls.split(/\s+/).some(function (c) { return sheets.indexOf("." + c) >= 0; }); if (m !== by_class) { by_class = m; if (e.__hide) e.__hide(m); } } });
    function named(c) { return cls.split(/\s+/).indexOf(text(c)) >= 0; }
    e.classList = { contains: named, add: function () { [].forEach.call(arguments, function (c) { if (!named(c)) e.className = cls ? cls + " " + c : text(c); }); }, remove: function () { [].forEach.call(arguments, function (c) { if (named(c)) e.className = cls.split(/\s+/).filter(function (x) { return x !== text(c); }).join(" "); }); }, toggle: function (c, on) { on = on === undefined ? !named(c) : on; e.classList[on ? "add" : "remove"](c); return on; }, replace: function (a, b) { e.classList.remove(a); e.classList.add(b); } };
    if (known) { e.__attrs = known.attrs; if (key !== undefined) { e.id = text(known.attrs.id); e.className = text(known.attrs["class"]); e.__attrs = Object.assign({}, known.attrs); delete e.__attrs.id; delete e.__attrs["class"]; } }
    if (made.length < 4000) made.push(e);
    function touch() { touchUp(e); }
    var hidden = /display\s*:\s*none/i.test(text(e.__attrs.style)) || e.__attrs.hidden !== undefined;
    e.__hide = function (yes) { if (hidden !== yes) { hidden = e.__hides = yes; touch(); } };
    var style = null;
    define(e, "style", { get: function () { return style || (style = styled(e)); }, set: function (x) { e.style.cssText = x; } });
    define(e, "hidden", { get: function () { return e.__hides === true; }, set: function (x) { e.__hide(!!x); } });
    e.__shown = function () { return !hidden; };
    e.__swap = function (old, kids) { var l = grow(e), at = l.indexOf(old); if (at >= 0) { kids.forEach(function (k) { if (k.__up) k.__up.removeChild(k); k.__up = e; }); l.splice.apply(l, [l.indexOf(old), 1].concat(kids)); old.__up = undefined; touch(); } return old; };
    function put(html) { e.__html = count(text(html)); e.__kids = []; e.__set = true; touch(); }
    function kin(step) { return function () { var up = e.__up; if (up) { var l = elements(up), n = l.indexOf(e) + step; return l[n] || null; } return key === undefined ? null : relative(key, step < 0 ? "prev" : "next"); }; }
    function beside(side) { return function () { for (var i = 0; i < arguments.length; i++) put1(side, markup(arguments[i])); }; }
    function put1(side, html) {
      var up = e.__up;
      if (up) { var at = grow(up).indexOf(e); nodesOf(html).forEach(function (n, i) { n.__up = up; up.__kids.splice(side === "before" ? at + i : at + 1 + i, 0, n); }); touchUp(up); }
      else { if (side === "before") e.__before += count(html); else e.__after = count(html) + e.__after; touch(); }
    }
    e.__beside = put1;
    e.before = beside("before"); e.after = beside("after");
    define(e, "dataset", { get: function () { var d = {}; for (var k in e.__attrs) if (/^data-/.test(k)) d[k.slice(5).replace(/-(\w)/g, function (x, c) { return c.toUpperCase(); })] = e.__attrs[k]; return d; } });
    define(e, "children", { get: function () { return elements(e); } });
    define(e, "childNodes", { get: function () { return grow(e).slice(); } });
    define(e, "firstElementChild", { get: function () { return elements(e)[0] || null; } });
    define(e, "lastElementChild", { get: function () { var l = elements(e); return l[l.length - 1] || null; } });
    define(e, "firstChild", { get: function () { return grow(e)[0] || null; } });
    define(e, "lastChild", { get: function () { var l = grow(e); return l[l.length - 1] || null; } });
    ["nextElementSibling", "nextSibling"].forEach(function (n) { define(e, n, { get: kin(1) }); });
    ["previousElementSibling", "previousSibling"].forEach(function (n) { define(e, n, { get: kin(-1) }); });
    ["parentNode", "parentElement"].forEach(function (n) { define(e, n, { get: function () { return e.__up || (key === undefined ? null : relative(key, "up") || doc.body); }, configurable: true }); });
    e.closest = function (q) { for (var at = e, i = 0; at && at.tagName && i < 60; i++) { if (matches(at, q)) return at; at = at.parentNode; } return null; };
    e.matches = function (q) { return matches(e, q); };
    define(e, "innerHTML", { get: function () { return inner(e); }, set: put, configurable: true });
    define(e, "outerHTML", { get: function () { return shown(e); }, set: put, configurable: true });
    ["innerText", "textContent", "text"].forEach(function (n) { define(e, n, { get: function () { return tag === "script" ? inner(e) : bare(inner(e)); }, set: function (t) { put(esc(text(t))); } }); });
    e.append = function () { for (var i = 0; i < arguments.length; i++) e.appendChild(arguments[i]); };
    e.appendChild = function (kid) { if (kid !== undefined) { if (typeof kid === "object" && kid) { kid.__up = e; e.__kids.push(kid); } else e.__kids.push(esc(text(kid))); touch(); } return kid; };
    e.prepend = function (kid) { if (kid) { if (typeof kid === "object") kid.__up = e; grow(e).unshift(typeof kid === "object" ? kid : textNode(kid)); touch(); } return kid; };
    e.insertBefore = function (kid, next) {
      if (!kid) return kid;
      if (next && next.__key !== undefined && !next.__up) { next.__beside("before", markup(kid)); return kid; }
      var l = grow(e), at = next ? l.indexOf(next) : -1; kid.__up = e;
      if (at < 0) { if (next) l.unshift(kid); else l.push(kid); } else l.splice(at, 0, kid);
      touch(); return kid;
    };
    e.replaceChild = function (kid, old) { if (old && old.__key !== undefined && !old.__up) { old.replaceWith(kid); return old; } return e.__swap(old, [kid]); };
    e.replaceWith = function () { var l = [].map.call(arguments, function (x) { return x && typeof x === "object" ? x : textNode(x); }); if (e.__up) e.__up.__swap(e, l); else { put1("before", l.map(markup).join("")); put(""); e.__hide(true); } };
    e.insertAdjacentHTML = function (where, html) {
      where = text(where).toLowerCase();
      if (where === "beforebegin") put1("before", text(html)); else if (where === "afterend") put1("after", text(html));
      else if (where === "afterbegin") { if (e.__kids.length) grow(e); if (e.__kids.length) nodesOf(text(html)).reverse().forEach(function (n) { n.__up = e; e.__kids.unshift(n); }); else e.__html = text(html) + e.__html; touch(); }
      else { e.__kids.push(count(text(html))); touch(); }
    };
    e.insertAdjacentElement = function (where, kid) { e.insertAdjacentHTML(where, markup(kid)); return kid; };
    e.insertAdjacentText = function (where, t) { e.insertAdjacentHTML(where, esc(text(t))); };
    e.setAttribute = function (n, v) { n = text(n); lose(text(v)); if (n === "style") { e.style.cssText = v; return; } if (n === "hidden") { e.__hide(true); return; } if (n === "onload") { late.push(text(v)); return; } if (n === "class") e.className = text(v); else if (n === "id") e.id = text(v); else e.__attrs[n] = v; };
    e.getAttribute = function (n) { return n === "class" ? e.className || text(e.__attrs["class"]) : n === "id" ? e.id || text(e.__attrs.id) : e.__attrs[n] === undefined ? null : e.__attrs[n]; };
    e.hasAttribute = function (n) { return e.getAttribute(n) !== null; };
    e.removeAttribute = function (n) { n = text(n); delete e.__attrs[n]; if (n === "hidden" || n === "style") e.__hide(false); };
    e.toggleAttribute = function (n, on) { if (on === undefined ? e.getAttribute(n) === null : on) e.setAttribute(n, ""); else e.removeAttribute(n); };
    define(e, "attributes", { get: function () { var l = Object.keys(e.__attrs).map(function (n) { return { name: n, value: e.__attrs[n], nodeValue: e.__attrs[n] }; }); l.forEach(function (x) { if (!(x.name in l)) l[x.name] = x; }); l.getNamedItem = function (n) { return l[n] || null; }; return l; } });
    e.getContext = drawn; e.setAttributeNode = function (a) { e.setAttribute(a.name, a.value); }; e.scrollIntoView = e.setCapture = e.normalize = none;
    e.getBoundingClientRect = function () { return { top: 0, left: 0, right: 0, bottom: 0, width: 0, height: 0, x: 0, y: 0 }; }; e.getClientRects = function () { return []; };
    define(e, "title", { get: function () { return text(e.__attrs.title); }, set: function (v) { e.tooltip = e.__attrs.title = text(v); } }); define(e, "href", { get: function () { return text(e.__attrs.href); }, set: function (v) { e.__attrs.href = text(v); } });
    e.removeChild = function (kid) { if (kid && kid.__key !== undefined && !kid.__up) { kid.remove(); return kid; } var l = grow(e), at = l.indexOf(kid); if (at >= 0) { l.splice(at, 1); kid.__up = undefined; touch(); } return kid; };
    e.remove = function () { if (e.__up) e.__up.removeChild(e); else if (key !== undefined) { put(""); e.__hide(true); } };
    e.hasChildNodes = function () { return grow(e).length > 0; };
    var own = Object.create(null);
    e.focus = e.blur = e.submit = none; e.removeEventListener = none;
    e.addEventListener = e.attachEvent = function (kind, f) { kind = text(kind).replace(/^on/, ""); if (/ready/i.test(kind) || LOADS.test(kind)) return listen(kind, f); listen(kind, f); (own[kind] = own[kind] || []).push(f && typeof f.handleEvent === "function" ? f.handleEvent.bind(f) : f); };
    e.__run = function (kind, ev) { (own[kind] || []).concat(e["on" + kind]).slice(0, 20).forEach(function (f) { if (typeof f === "function") f.call(e, ev); }); };
    e.dispatchEvent = function (ev) { if (own[text(ev && ev.type)]) e.__run(text(ev.type), ev); else fire(ev); return true; };
    e.click = function () { e.__run("click", { type: "click", target: e, currentTarget: e, preventDefault: none, stopPropagation: none }); };
    if (MIRRORED[tag]) MIRRORED[tag].forEach(function (n) { define(e, n, { get: function () { return text(e.__attrs[n]); }, set: function (v) { e.__attrs[n] = text(v); lose(text(v)); touch(); }, configurable: true }); });
    if (tag === "select") {
      var chosen = -1; function choices() { return all(e, [], 0).filter(function (k) { return k.tagName === "option"; }); }
      define(e, "options", { get: choices }); e.add = e.appendChild;
      define(e, "selectedIndex", { get: function () { var l = choices(); for (var i = 0; chosen < 0 && i < l.length; i++) if (l[i].__attrs.selected !== undefined) return i; return chosen < 0 ? (l.length ? 0 : -1) : chosen; }, set: function (n) { chosen = +n; } });
      define(e, "value", { get: function () { var o = choices()[e.selectedIndex]; return !o ? "" : o.__attrs.value !== undefined ? text(o.__attrs.value) : bare(inner(o)); }, set: function (v) { choices().forEach(function (o, i) { if (o.value === text(v) || bare(inner(o)) === text(v)) chosen = i; }); } });
    }
    if (tag === "form") define(e, "elements", { get: function () { return by_name(all(e, [], 0).filter(function (k) { return /^(?:input|select|textarea|button)$/.test(k.tagName); })); } });
    if (tag === "template") define(e, "content", { get: function () { return element("div", { html: inner(e), value: "", attrs: {} }); } });
    if (tag === "table" || tag === "tbody" || tag === "thead" || tag === "tr") {
      define(e, "tBodies", { get: function () { var l = elements(e).filter(function (k) { return k.tagName === "tbody"; }); return l.length ? l : [e]; } });
      define(e, "rows", { get: function () { return within(e, "tr"); } });
      define(e, "cells", { get: function () { return elements(e).filter(function (k) { return k.tagName === "td" || k.tagName === "th"; }); } });
      e.insertRow = function (n) { var r = element("tr"), l = elements(e); e.insertBefore(r, n >= 0 ? l[n] || null : null); return r; };
      e.insertCell = function (n) { var c = element("td"), l = elements(e); e.insertBefore(c, n >= 0 ? l[n] || null : null); return c; };
    }
    e.replaceChildren = function () { put(""); e.append.apply(e, arguments); };
    e.getElementsByTagName = e.querySelectorAll = function (q) { return within(e, text(q)); };
    e.getElementsByClassName = function (n) { return within(e, "." + text(n).trim().split(/\s+/).join(".")); };
    e.querySelector = function (q) { return within(e, text(q))[0] || null; };
    e.attachShadow = function () { return (e.shadowRoot = e); };
    e.cloneNode = function (deep) { var c = element(tag, { html: deep ? inner(e) : "", value: e.value, attrs: Object.assign({}, e.__attrs) }); c.className = e.className; return c; };
    return e;
  }
  // what a script shows and hides
  function styled(e) {
    var was = { display: "", visibility: "" }, s = { setProperty: function (n, v) { s[text(n)] = v; lose(text(v)); }, removeProperty: function (n) { s[text(n)] = ""; }, getPropertyValue: function (n) { return text(s[text(n)]); } };
    ["display", "visibility"].forEach(function (n) { define(s, n, { get: function () { return was[n]; }, set: function (x) { was[n] = text(x); e.__hide(/^\s*none/i.test(was.display) || /^\s*hidden/i.test(was.visibility)); } }); });
    define(s, "cssText", { get: function () { return ""; }, set: function (x) { var d = /(?:^|[;\s])display\s*:\s*([\w-]+)/i.exec(text(x)), v = /(?:^|[;\s])visibility\s*:\s*([\w-]+)/i.exec(text(x)); was.visibility = v ? v[1] : ""; s.display = d ? d[1] : ""; } });
    return s;
  }
  var asked_for = Object.create(null), wanted = 0;
  function relative(key, way) { var name = way + " " + key.join(" "); return byKey[name] || (given.found[name] ? (byKey[name] = element(given.found[name][0].tag, given.found[name][0], [way, key.join(" "), 0])) : null); }
  function none() {}
  function no() { return false; }
  function find(kind, name) {
    var key = kind + " " + name;
    if (byKey[key]) return byKey[key];
    var known = given.found[key], list = [];
    if (known) for (var i = 0; i < known.length; i++) list.push(element(known[i].tag, known[i], [kind, name, i]));
    else {
      if (kind === "id") list.push(element("span", null, [kind, name, 0]));
      if (name.length < 80 && wanted < 40 && !asked_for[key]) { asked_for[key] = true; wanted++; }
    }
    return (byKey[key] = list);
  }
  function select(q) {
    q = text(q).trim();
    var m = /^#([\w-]+)$/.exec(q);
    if (q === "body" || q === "head" || q === "html") return [q === "html" ? doc.documentElement : doc[q]];
    return q === "script" ? scripts() : m ? find("id", m[1]) : find("css", q);
  }
  var LOADS = /(?<!un)load(?!start|end)|pageshow/i, loads = [];
  function listen(kind, f) {
    if (f && typeof f === "object" && typeof f.handleEvent === "function") f = f.handleEvent.bind(f);
    if (typeof f !== "function") return;
    kind = text(kind);
    if (/ready|contentloaded/i.test(kind)) ready.push(f); else if (LOADS.test(kind)) loads.push(f); else (events[text(kind)] = events[text(kind)] || []).push(f);
  }
  function fire(ev) { (events[text(ev && ev.type ? ev.type : ev)] || []).slice(0, 20).forEach(function (f) { f.call(doc, ev); }); return true; }
  // the script that runs, and what stands around it: what they are given goes right behind it
  var current = null, over = false;
  function behind(html) { out.push(html); }
  function hang(x) {
    if (x && x.__up) x.__up.removeChild(x);
    if (x && x.tagName === "script") { var code = x.src || x.__attrs.src ? "" : unesc(inner(x)); if (code && !over) late.push(code); }
    else out.push(x && typeof x === "object" ? x : esc(text(x)));
    return x;
  }
  function around() {
    var p = element("div");
    p.appendChild = hang; p.insertBefore = hang; p.append = p.prepend = function () { [].forEach.call(arguments, hang); };
    p.insertAdjacentHTML = function (w, h) { behind(count(text(h))); };
    p.insertAdjacentElement = function (w, k) { return hang(k); }; p.insertAdjacentText = function (w, t) { hang(t); };
    p.replaceChild = function (k, old) { hang(k); return old; }; p.removeChild = function (k) { if (k && k.remove) k.remove(); return k; };
    p.querySelector = doc.querySelector; p.querySelectorAll = doc.querySelectorAll; p.getElementsByTagName = doc.getElementsByTagName; p.getElementsByClassName = doc.getElementsByClassName;
    return p;
  }
  function running(attributes) {
    var e = element("script", { html: "", value: "", attrs: attributes }), p = around();
    e.id = text(attributes.id); e.src = ""; e.__beside = function (side, html) { behind(html); };
    e.before = e.after = e.replaceWith = function () { [].forEach.call(arguments, hang); };
    e.insertAdjacentHTML = p.insertAdjacentHTML; e.insertAdjacentElement = p.insertAdjacentElement; e.insertAdjacentText = p.insertAdjacentText;
    define(e, "parentNode", { get: function () { return p; } }); define(e, "parentElement", { get: function () { return p; } });
    define(e, "outerHTML", { get: function () { return "<script><\/script>"; }, set: function (h) { behind(count(text(h))); } });
    return e;
  }
  function walker(root, what) {
    var l = [], at = 0;
    (function walk(e, deep) { if (deep < 60) grow(e).forEach(function (k) { if (l.length > 4000 || !k || typeof k !== "object") return; if (!what || what < 0 || (k.tagName ? what & 1 : what & 4)) l.push(k); if (k.tagName) walk(k, deep + 1); }); })(root, 0);
    var w = { root: root, currentNode: root, nextNode: function () { return at < l.length ? (w.currentNode = l[at++]) : null; } };
    return w;
  }
  function scripts() { var l = find("css", "script").slice(); if (current) l.push(current); return l; }
  // what is written, with the scripts in it run where they stand
  var pending = "", nested = 0, WRITTEN = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/i;
  function write(t) {
    pending += count(t);
    for (var m; pending.indexOf("<") >= 0 && (m = realExec.call(WRITTEN, pending)) !== null;) {
      var rest = pending.slice(m.index + m[0].length);
      out.push(pending.slice(0, m.index)); pending = "";
      if (/\ssrc\s*=|type\s*=\s*["']?(?!text\/javascript|application\/javascript|module)\w/i.test(m[1])) out.push(m[0]);
      else if (nested++ < 20) { try { (0, eval)(m[2]); } catch (e) { if (/interrupted|output/.test(text(e && e.message))) throw e; } flush(); }
      pending = rest;
    }
    if (!/<(?:s(?:c(?:r(?:i(?:pt?)?)?)?)?)?$|<script/i.test(pending)) flush();
  }
  function flush() { if (pending) { out.push(pending); pending = ""; } }
  var doc = {
    write: function () { if (!over) for (var i = 0; i < arguments.length; i++) write(text(arguments[i])); },
    writeln: function () { doc.write.apply(doc, arguments); if (!over) write("\n"); },
    getElementById: function (n) { return find("id", text(n))[0]; },
    getElementsByName: function (n) { return find("css", '[name="' + text(n) + '"]'); },
    getElementsByClassName: function (n) { return find("css", "." + text(n).trim().split(/\s+/).join(".")); },
    getElementsByTagName: function (n) { n = text(n).toLowerCase(); return n === "script" ? scripts() : n === "body" ? [doc.body] : n === "head" ? [doc.head] : find("css", n); },
    querySelector: function (q) { return select(q)[0] || null; },
    querySelectorAll: select,
    createElement: function (t) { if (!NAME.test(text(t))) throw new Error("InvalidCharacterError"); return element(text(t).toLowerCase()); },
    createElementNS: function (n, t) { return element(text(t).toLowerCase()); },
    createTextNode: textNode,
    importNode: function (n, deep) { return n && n.cloneNode ? n.cloneNode(deep) : n; }, adoptNode: function (n) { return n; },
    createTreeWalker: walker, createNodeIterator: walker,
    evaluate: function (q) { var m = /^\/\/[\w*]+\[@(id|class)=["']([\w -]+)["']\]$/.exec(text(q)), l = m ? m[1] === "id" ? find("id", m[2]) : find("css", "." + m[2].split(/\s+/).join(".")) : [], i = 0; if (!m) throw new Error("path"); return { singleNodeValue: l[0] || null, snapshotLength: l.length, snapshotItem: function (n) { return l[n]; }, iterateNext: function () { return l[i++] || null; } }; },
    createRange: function () { var in_ = null; return { selectNode: function (n) { in_ = n; }, selectNodeContents: function (n) { in_ = n; }, deleteContents: function () { if (in_) in_.innerHTML = ""; }, insertNode: function (n) { if (in_) in_.prepend(n); }, createContextualFragment: function (h) { var w = element("div"); w.__html = text(h); return w; } }; },
    createDocumentFragment: function () { return element("div"); },
    addEventListener: listen, attachEvent: listen, removeEventListener: none, dispatchEvent: fire, open: none, close: none,
    createEvent: function () { return { type: "", initEvent: function (t) { this.type = t; }, initCustomEvent: function (t, b, c, d) { this.type = t; this.detail = d; } }; },
    createComment: function () { return textNode(""); }, hasFocus: no, execCommand: no, createAttribute: function (n) { return { name: text(n), value: "" }; }, implementation: { hasFeature: function () { return true; } },
    title: given.title, styleSheets: [drawn()], cookie: "", referrer: "", readyState: "complete", charset: "utf-8", compatMode: "CSS1Compat", domain: given.location.hostname
  };
  doc.body = element("body"); doc.documentElement = element("html"); doc.head = element("head");
  // what is hung onto the page itself stands behind the script that hung it
  [doc.body, doc.documentElement].forEach(function (e) {
    e.removeChild = function (k) { if (k && k.remove) k.remove(); return k; };
    e.appendChild = hang; e.append = function () { [].forEach.call(arguments, hang); };
    e.insertAdjacentHTML = function (w, h) { behind(count(text(h))); }; e.insertAdjacentElement = function (w, k) { return hang(k); };
    e.insertBefore = function (k, next) { if (next && next.__key !== undefined && !next.__up) { next.__beside("before", markup(k)); return k; } return hang(k); };
    ["querySelector", "querySelectorAll", "getElementsByTagName", "getElementsByClassName"].forEach(function (n) { e[n] = doc[n]; });
    define(e, "innerHTML", { get: function () { return ""; }, set: function (h) { behind(count(text(h))); } });
    if (given.attrs && e.tagName === "body") { e.__attrs = Object.assign({}, given.attrs); e.className = text(given.attrs["class"]); e.id = text(given.attrs.id); }
  });
  define(doc, "lastModified", { get: function () { asked = true; return new RealDate(moment).toString(); } });
  define(doc, "scripts", { get: scripts }); define(doc, "currentScript", { get: function () { return current; } });
  define(doc, "images", { get: function () { return find("css", "img"); } }); define(doc, "links", { get: function () { return find("css", "a"); } });
  define(doc, "forms", { get: function () { return by_name(find("css", "form").map(function (f) { f.elements.forEach(function (k) { [k.__attrs.name, k.__attrs.id].forEach(function (n) { if (n && !(n in f)) f[n] = k; }); }); return f; })); } });
  doc.all = new Proxy(function (n) { return find("id", text(n))[0]; }, { get: function (t, n) { return typeof n === "symbol" ? undefined : n === "length" ? 100 : n === "item" || n === "namedItem" ? t : n === "tags" ? doc.getElementsByTagName : find("id", n)[0]; } });
  function J(q, at) {
    if (typeof q === "function") { ready.push(q); return J(""); }
    if (typeof q === "string" && at !== undefined && at !== null && at !== doc) {
      if (!/^\s*</.test(q)) return J(at).find(q);
      var made = J(q); for (var k in at) { if (k === "text" || k === "html" || k === "append" || k === "val") made[k](at[k]); else if (k === "css" || k === "click" || k === "on") continue; else made.attr(k, at[k]); }
      return made;
    }
    var list = typeof q === "string" ? (/^\s*</.test(q) ? nodesOf(q).filter(function (n) { return n.tagName; }) : q ? select(q) : []) : q && q.__list ? q.__list : q && q.tagName ? [q] : q === doc ? [doc] : [];
    return jq(list);
  }
  function html(x) { return x === undefined || x === null ? "" : typeof x === "object" ? (x.__list || Array.isArray(x) ? (x.__list || x).map(function (k) { return k && typeof k === "object" ? raw(k) : text(k); }).join("") : raw(x)) : str(x); }
  function raw(e) { return e.tagName ? shown(e) : e.__text !== undefined ? esc(e.__text) : text(e); }
  // what is done once an element has come or gone
  function after(list, a) { var f = a[a.length - 1]; if (typeof f === "function") list.forEach(function (e) { late.push(f.bind(e)); }); }
  function jq(list, from) {
    var o = { __list: list, length: list.length, __from: from };
    list.forEach(function (e, i) { o[i] = e; });
    function each(f) { list.forEach(f); return me; }
    o.html = function (h) { if (h === undefined) return list[0] ? list[0].innerHTML : undefined; return each(function (e) { e.innerHTML = html(typeof h === "function" ? h.call(e, list.indexOf(e), e.innerHTML) : h); }); };
    o.text = function (t) { if (t === undefined) return list.map(function (e) { return e.textContent; }).join(""); return each(function (e) { e.textContent = typeof t === "function" ? t.call(e, list.indexOf(e), e.textContent) : t; }); };
    o.val = function (v) { if (v === undefined) return list[0] ? list[0].value : undefined; return each(function (e) { e.value = text(v); }); };
    function of(e, h, i) { return html(typeof h === "function" ? h.call(e, i, e.innerHTML) : h); }
    function all_of(a) { return a.length > 1 ? [].map.call(a, function (x) { return html(x); }).join("") : html(a[0]); }
    o.append = function (f) { if (typeof f === "function") return each(function (e, i) { e.insertAdjacentHTML("beforeend", of(e, f, i)); }); var h = all_of(arguments); return each(function (e) { e.insertAdjacentHTML("beforeend", h); }); };
    o.prepend = function (f) { if (typeof f === "function") return each(function (e, i) { e.insertAdjacentHTML("afterbegin", of(e, f, i)); }); var h = all_of(arguments); return each(function (e) { e.insertAdjacentHTML("afterbegin", h); }); };
    o.remove = o.detach = function (q) { fit(list, q).forEach(function (e) { if (e.remove) e.remove(); }); return me; };
    o.replaceAll = function (q) { J(q).replaceWith(me); return me; };
    ["hide", "fadeOut", "slideUp"].forEach(function (n) { o[n] = function () { each(function (e) { if (e.__hide) e.__hide(true); }); after(list, arguments); return me; }; });
    ["show", "fadeIn", "slideDown"].forEach(function (n) { o[n] = function () { each(function (e) { if (e.__hide) e.__hide(false); }); after(list, arguments); return me; }; });
    ["animate", "fadeTo"].forEach(function (n) { o[n] = function () { after(list, arguments); return me; }; });
    o.toggle = function (on) { return each(function (e) { if (e.__hide) e.__hide(typeof on === "boolean" ? !on : e.__shown()); }); };
    o.css = function (n, v) { if (typeof n === "string" && v === undefined) return ""; return each(function (e) { if (e.style) typeof n === "string" ? e.style[n] = v : Object.assign(e.style, n); }); };
    ["add", "remove", "toggle"].forEach(function (n) { o[n + "Class"] = function (c, on) { return each(function (e) { text(c).split(/\s+/).forEach(function (x) { if (x && e.classList) e.classList[n](x, n === "toggle" ? on : undefined); }); }); }; });
    o.click = function (f) { return typeof f === "function" ? o.on("click", f) : each(function (e) { if (e.click) e.click(); }); };
    o.appendTo = function (q) { J(q).append(me); return me; };
    o.prependTo = function (q) { J(q).prepend(me); return me; };
    o.after = function (h) { return each(function (e, i) { if (e.__beside) e.__beside("after", of(e, h, i)); }); };
    o.before = function (h) { return each(function (e, i) { if (e.__beside) e.__beside("before", of(e, h, i)); }); };
    o.insertAfter = function (q) { J(q).after(me); return me; };
    o.insertBefore = function (q) { J(q).before(me); return me; };
    o.replaceWith = function (h) { return each(function (e, i) { e.outerHTML = of(e, h, i); }); };
    o.empty = function () { return each(function (e) { e.innerHTML = ""; }); };
    function gather(f) { var found = []; list.forEach(function (e) { [].concat(f(e) || []).forEach(function (k) { if (k && found.indexOf(k) < 0) found.push(k); }); }); return jq(found, me); }
    function fit(l, q) { return q ? l.filter(function (k) { return matches(k, q); }) : l; }
    o.find = function (q) { return gather(function (e) { return e.tagName ? within(e, text(q)) : select(q); }); };
    o.children = function (q) { return gather(function (e) { return e.children ? fit(e.children, q) : []; }); };
    o.next = function () { return gather(function (e) { return e.nextElementSibling; }); };
    o.prev = function () { return gather(function (e) { return e.previousElementSibling; }); };
    o.parent = function () { return gather(function (e) { return e.parentNode; }); };
    o.closest = function (q) { return gather(function (e) { return e.closest ? e.closest(text(q)) : null; }); };
    o.siblings = function (q) { return gather(function (e) { return e.parentNode && e.parentNode.children ? fit(e.parentNode.children, q).filter(function (k) { return k !== e; }) : []; }); };
    o.filter = function (q) { return typeof q === "string" ? jq(fit(list, q)) : jq(list.filter(function (e, i) { return q.call(e, i, e); })); };
    o.last = function () { return o.eq(list.length - 1); };
    o.map = function (f) { return list.map(function (e, i) { return f.call(e, i, e); }); };
    o.attr = function (n, v) { if (typeof n === "string" && v === undefined) return list[0] ? list[0].getAttribute(n) : undefined; return each(function (e) { if (typeof n === "string") e.setAttribute(n, v); }); };
    o.data = function (n) {
      var v = list[0] ? list[0].getAttribute("data-" + text(n).replace(/[A-Z]/g, function (c) { return "-" + c.toLowerCase(); })) : undefined;
      if (v === null) return undefined;
      if (typeof v === "string" && (v === str(+v) || /^[\[{]/.test(v))) try { return parse(v); } catch (e) {}
      return v;
    };
    o.tmpl = function (d) { return J([].concat(d).map(g.jQuery.__compile(o.html())).join("")); };
    o.each = function (f) { list.forEach(function (e, i) { f.call(e, i, e); }); return me; };
    o.eq = function (i) { i = i < 0 ? list.length + i : i; return jq(list[i] ? [list[i]] : [], me); }; o.first = function () { return o.eq(0); };
    o.get = function (i) { return list[i]; };
    o.on = o.bind = o.one = o.delegate = function (kind, f) { if (typeof kind === "object" && kind) { for (var k in kind) o.on(k, kind[k]); return me; } f = typeof f === "function" ? f : arguments[arguments.length - 1]; if (list[0] && list[0].__run) each(function (e) { e.addEventListener(kind, f); }); else listen(kind, f); return me; };
    o.trigger = o.triggerHandler = function (kind) { if (list[0] && list[0].__run) each(function (e) { e.dispatchEvent({ type: text(kind), target: e, preventDefault: none }); }); else fire(kind); return me; };
    o.prop = function (n, v) { if (typeof n !== "string") return me; if (v === undefined) return list[0] ? (list[0][n] !== undefined ? list[0][n] : list[0].getAttribute(n)) : undefined; return each(function (e) { if (n === "innerHTML" || n === "textContent" || n === "innerText" || n === "value") e[n] = v; }); };
    o.size = function () { return list.length; }; o.toArray = function () { return list.slice(); }; o.index = function () { return 0; };
    o.contents = function () { return gather(function (e) { return e.childNodes ? e.childNodes : []; }); };
    o.parents = function (q) { return gather(function (e) { var l = [], at = e.parentNode, i = 0; while (at && at.tagName && i++ < 60) { if (!q || matches(at, q)) l.push(at); if (at === doc.body) break; at = at.parentNode; } return l; }); };
    o.add = function (q) { return jq(list.concat(J(q).__list)); }; o.end = function () { return o.__from || me; }; o.addBack = function () { return me; };
    o.nextAll = function (q) { return gather(function (e) { var l = [], at = e.nextElementSibling; while (at && l.length < 60) { if (!q || matches(at, q)) l.push(at); at = at.nextElementSibling; } return l; }); };
    o.slice = function (a, b) { return jq(list.slice(a, b), me); }; o.not = function (q) { return jq(list.filter(function (e) { return typeof q === "string" ? !matches(e, q) : e !== q; })); };
    o.clone = function () { return jq(list.map(function (e) { return e.cloneNode(true); })); };
    o.ready = function (f) { if (typeof f === "function") ready.push(f); return me; };
    o.load = function (f) { if (typeof f === "function") loads.push(f); return me; };
    o.hasClass = function (c) { return list.some(function (e) { return e.tagName && classes(e).indexOf(" " + c + " ") >= 0; }); };
    o.is = function (q) { return typeof q === "string" && list.some(function (e) { return e.tagName && (q === ":empty" ? !inner(e) : q === ":visible" ? e.__shown() : q === ":hidden" ? !e.__shown() : matches(e, q)); }); };
    var me = new Proxy(o, { get: function (t, n) { return n in t || typeof n === "symbol" ? t[n] : n in J.fn ? J.fn[n] : function () { [].forEach.call(arguments, lose); return me; }; } });
    return me;
  }
  ["ajax", "get", "post", "getJSON", "getScript", "ajaxSetup"].forEach(function (n) { J[n] = function () { return stub(); }; });
  J.trim = function (s) { return text(s).trim(); };
  J.each = function (l, f) { if (l && l.__list) l = l.__list; if (l && l.length === undefined) { for (var k in l) f.call(l[k], k, l[k]); return; } for (var i = 0; l && i < l.length; i++) f.call(l[i], i, l[i]); };
  J.fn = J.prototype = {}; J.fn.extend = function (o) { return Object.assign(J.fn, o); };
  function given_up(x) { return x && x.__stub === x; }
  function deferred(a) {
    var done = [], kept = a, d = { promise: function () { return d; }, resolve: function () { kept = [].slice.call(arguments); done.forEach(function (f) { f.apply(null, kept); }); return d; }, fail: function () { return d; }, "catch": function () { return d; } };
    d.reject = d.notify = d.progress = d.fail;
    d.done = d.then = d.always = function (f) { if (typeof f === "function") { if (kept) f.apply(null, kept); else done.push(f); } return d; };
    return d;
  }
  J.Deferred = function (f) { var d = deferred(null); if (typeof f === "function") f.call(d, d); return d; };
  J.when = function () { return [].some.call(arguments, given_up) ? stub() : deferred([].slice.call(arguments)); };
  J.proxy = function (f, o) { return typeof f === "function" ? f.bind(o) : f[o].bind(f); };
  J.extend = function () { var a = [].slice.call(arguments), deep = a[0] === true; if (deep) a.shift(); return a.length === 1 ? Object.assign(J, a[0]) : Object.assign.apply(null, a); };
  J.parseXML = function (h) { return new g.DOMParser().parseFromString(h); }; J.parseHTML = function (h) { return nodesOf(text(h)); }; J.noConflict = function () { return J; }; J.isFunction = function (f) { return typeof f === "function"; }; J.isEmptyObject = function (o) { return !o || !Object.keys(o).length; }; J.grep = function (l, f) { return [].filter.call(l || [], f); };
  J.ready = { then: function (f) { ready.push(f); } }; J.cookie = none; J.isNumeric = function (x) { return !isNaN(parseFloat(x)) && isFinite(x); }; J.isPlainObject = function (o) { return Object.prototype.toString.call(o) === "[object Object]"; }; J.makeArray = function (l) { return [].slice.call(l && l.__list || l || []); }; J.now = function () { return Clock.now(); }; J.param = function (o) { return Object.keys(o || {}).map(function (k) { return k + "=" + o[k]; }).join("&"); };
  function stub() {
    var s = new Proxy(function () {}, { get: function (t, n) { return n === Symbol.toPrimitive ? function () { return ""; } : n === "then" || n === Symbol.iterator ? undefined : n === "length" ? 0 : s; }, set: function () { return true; }, apply: function (t, me, a) { a.forEach(lose); return s; }, construct: function () { return s; } });
    return s;
  }
  // what old scripts read after a match: RegExp.$1
  RegExp.prototype.exec = function (s) { var m = realExec.call(this, s); if (m) for (var i = 1; i < 10; i++) RegExp["$" + i] = m[i] === undefined ? "" : m[i]; return m; };
  function two(n) { return (n < 10 ? "0" : "") + n; }
  // the day in Shanghai, or in the one other zone that scripts name
  function moved(d, o) {
    var z = o && o.timeZone;
    if (!z || /^(?:Asia\/(?:Shanghai|Chongqing|Hong_Kong|Taipei|Macau|Singapore)|PRC|Etc\/GMT-8|\+08:?00)$/i.test(z)) return d;
    if (/^(?:UTC|GMT|Etc\/(?:UTC|GMT))$/i.test(z) ) return new RealDate(d.getTime() - 28800000);
    throw new RangeError("time zone");
  }
  function fields(d, o, l) {
    if (isNaN(d)) return "Invalid Date";
    d = moved(d, o); l = text(Array.isArray(l) ? l[0] : l);
    if (/-u-.*\bca-(?!greg|iso)/i.test(l) || o && o.calendar && !/^(?:greg|iso)/i.test(o.calendar)) throw new RangeError("calendar");
    if (o && o.dateStyle) return d.getFullYear() + (o.dateStyle === "short" ? "/" + (d.getMonth() + 1) + "/" + d.getDate() : "年" + (d.getMonth() + 1) + "月" + d.getDate() + "日" + (o.dateStyle === "full" ? weekday(d) : ""));
    var plain = !(o && (o.year || o.month || o.day || o.weekday)), full = function (n, k) { return o && o[k] === "2-digit" ? two(n) : str(n); }, own = function (k, v) { return plain || o[k] ? v : ""; };
    var y = own("year", str(d.getFullYear())), m = own("month", full(d.getMonth() + 1, "month")), a = own("day", full(d.getDate(), "day")), w = !plain && o.weekday ? weekday(d) : "";
    function joined(x, by) { return x.filter(function (n) { return n; }).join(by); }
    if (!plain && /long|short|narrow/.test(text(o.month)) || w) { if (/^en/i.test(l)) throw new RangeError("locale"); return (y && y + "年") + (m && m + "月") + (a && a + "日") + w; }
    if (/^en-GB|^fr|^it|^es|^pt/i.test(l)) return joined([a && two(+a), m && two(+m), y], "/");
    if (/^en-CA|^sv/i.test(l)) return joined([y, m && two(+m), a && two(+a)], "-");
    if (/^en/i.test(l)) return joined([m, a, y], "/");
    if (l && !/^(?:zh|ja|ko|und|default|cn)/i.test(l)) throw new RangeError("locale");
    return joined([y, m, a], "/");
  }
  function weekday(d) { return "星期" + "日一二三四五六".charAt(d.getDay()); }
  globalThis.Intl = { DateTimeFormat: function (l, o) {
    function value(d) { return d === undefined ? new Clock() : new RealDate(d); }
    return { format: function (d) { return fields(value(d), o, l); }, resolvedOptions: function () { return { timeZone: "Asia/Shanghai", locale: "zh-CN" }; },
      formatToParts: function (d) { d = moved(value(d), o); return [{ type: "year", value: str(d.getFullYear()) }, { type: "literal", value: "/" }, { type: "month", value: two(d.getMonth() + 1) }, { type: "literal", value: "/" }, { type: "day", value: two(d.getDate()) }, { type: "literal", value: " " }, { type: "hour", value: two(d.getHours()) }, { type: "literal", value: ":" }, { type: "minute", value: two(d.getMinutes()) }, { type: "literal", value: ":" }, { type: "second", value: two(d.getSeconds()) }]; } };
  }, NumberFormat: function () { return { format: str }; } };
  RealDate.prototype.toLocaleDateString = function (l, o) { return fields(this, o, l); };
  RealDate.prototype.toLocaleString = function (l, o) { return o && (o.dateStyle ? !o.timeStyle : (o.year || o.month || o.day) && !o.hour) ? fields(this, o, l) : fields(this, o, l) + " " + moved(this, o).toLocaleTimeString(); };
  RealDate.prototype.toLocaleTimeString = function () { return [two(this.getHours()), two(this.getMinutes()), two(this.getSeconds())].join(":"); };
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
  g.Zepto = J; g.window = g.self = g.top = g.parent = g; g.document = doc; g.$ = g.jQuery = J;
  g.location = given.location; doc.location = g.location; doc.URL = g.location.href;
  g.navigator = { userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36", appName: "Netscape", appVersion: "5.0", platform: "Win32", language: "zh-CN", languages: ["zh-CN"], onLine: true, plugins: [], mimeTypes: [], sendBeacon: none, javaEnabled: no, cookieEnabled: false };
  g.screen = { width: 1920, height: 1080, availWidth: 1920, availHeight: 1040 }; g.innerWidth = 1920; g.innerHeight = 1000; g.history = { length: 1, back: none, go: none, forward: none, pushState: none, replaceState: none };
  g.console = new Proxy({}, { get: function () { return none; } });
  g.performance = { now: function () { asked = true; return moment % 100000; }, mark: none, measure: none, getEntriesByType: function () { return []; } };
  define(g.performance, "timeOrigin", { get: function () { asked = true; return moment; } }); define(g.performance, "timing", { get: function () { asked = true; return { navigationStart: moment, loadEventEnd: moment }; } });
  function store() { var kept = {}; define(kept, "getItem", { value: function (n) { return n in kept ? kept[n] : null; } }); define(kept, "setItem", { value: function (n, v) { if (text(n).length + text(v).length < LIMIT) kept[text(n)] = text(v); } }); ["removeItem", "clear"].forEach(function (n) { define(kept, n, { value: none }); }); return kept; }
  g.localStorage = store(); g.sessionStorage = store(); g.structuredClone = function (o) { return parse(stringify(o)); };
  g.alert = g.open = g.scrollTo = g.scroll = g.scrollBy = g.focus = g.blur = g.moveTo = g.moveBy = g.resizeTo = g.resizeBy = g.stop = g.print = g.close = none; g.confirm = no; g.prompt = function () { return null; };
  // in the order of their times; what comes later than people wait does not come
  var timers = Object.create(null), timed = 0, clock = 0, PATIENCE = 30000;
  function timer(again) { return function (f, ms) { var id = ++timed, wait = Math.max(+ms || 0, again ? 1 : 0); if (timed < 400 && wait <= PATIENCE) timers[id] = { f: f, a: [].slice.call(arguments, 2), at: clock + wait, every: again ? wait : 0, left: again ? 12 : 1 }; return id; }; }
  g.setTimeout = timer(false); g.setInterval = timer(true);
  function tick() {
    var next = 0;
    for (var id in timers) if (!next || timers[id].at < timers[next].at) next = id;
    var t = timers[next]; if (!t) return false;
    clock = t.at; if (--t.left > 0) t.at += t.every; else delete timers[next];
    run(function () { if (typeof t.f === "function") t.f.apply(g, t.a); else (0, eval)(text(t.f)); });
    return true;
  }
  function run(f) { try { f(); } catch (e) { if (/interrupted|output/.test(text(e && e.message))) throw e; } }
  g.queueMicrotask = g.setImmediate = g.requestIdleCallback = g.requestAnimationFrame = function (f) { return g.setTimeout(f, 0, 0); }; g.dispatchEvent = fire; g.removeEventListener = none;
  g.matchMedia = function () { return { matches: false, media: "", addListener: none, addEventListener: none, removeListener: none, removeEventListener: none }; };
  g.getSelection = function () { return { removeAllRanges: none, addRange: none, toString: function () { return ""; } }; };
  g.Event = g.CustomEvent = function (t, o) { this.type = text(t); this.detail = o && o.detail; this.preventDefault = this.stopPropagation = none; };
  g.TextDecoder = function () { this.decode = function (b) { var s = ""; for (var i = 0; b && i < b.length; i++) s += "%" + (b[i] < 16 ? "0" : "") + b[i].toString(16); try { return decodeURIComponent(s); } catch (e) { return ""; } }; };
  g.postMessage = function (d) { late.push(function () { fire({ type: "message", data: d, origin: g.location.origin }); }); };
  g.IntersectionObserver = function (f) { this.observe = function (e) { late.push(function () { f([{ target: e, isIntersecting: true, intersectionRatio: 1 }]); }); }; this.unobserve = this.disconnect = none; };
  g.MutationObserver = g.ResizeObserver = function (f) { this.observe = function (e) { late.push(function () { f([{ type: "childList", target: e, addedNodes: e && e.childNodes || [], removedNodes: [] }], this); }); }; this.disconnect = this.unobserve = none; this.takeRecords = function () { return []; }; };
  g.MessageChannel = function () { function port() { return { start: none, close: none, addEventListener: function (k, f) { this.onmessage = f; }, postMessage: function (d) { var to = this.other; late.push(function () { if (typeof to.onmessage === "function") to.onmessage({ data: d }); }); } }; } this.port1 = port(); this.port2 = port(); this.port1.other = this.port2; this.port2.other = this.port1; };
  g.XMLSerializer = function () { this.serializeToString = function (n) { return n && n.tagName ? shown(n) : text(n && n.__text); }; };
  g.NodeFilter = { SHOW_ALL: -1, SHOW_ELEMENT: 1, SHOW_TEXT: 4, FILTER_ACCEPT: 1, FILTER_REJECT: 2, FILTER_SKIP: 3 };
  define(Array.prototype, "item", { value: function (i) { return this[i] || null; }, writable: true, configurable: true });
  g.Option = function (t, v) { var o = element("option"); o.textContent = t; o.value = text(v); return o; };
  var making = null; g.HTMLElement = function () { return making || this; }; g.Node = { ELEMENT_NODE: 1, TEXT_NODE: 3 };
  g.customElements = { get: none, whenDefined: function () { return Promise.resolve(); }, define: function (n, c) { late.push(function () { find("css", text(n).toLowerCase()).forEach(function (e) { Object.setPrototypeOf(e, c.prototype); making = e; try { new c(); } catch (x) {} making = null; if (c.prototype.attributeChangedCallback) [].concat(c.observedAttributes || []).forEach(function (k) { if (e.getAttribute(k) !== null) c.prototype.attributeChangedCallback.call(e, k, null, e.getAttribute(k)); }); if (c.prototype.connectedCallback) c.prototype.connectedCallback.call(e); }); }); } };
  g.DOMParser = function () { this.parseFromString = function (h) { var w = element("div", { html: text(h), value: "", attrs: {} }); w.documentElement = w.body = w; w.getElementById = function (n) { return within(w, "#" + text(n))[0] || null; }; return w; }; };
  function Params(q) {
    var l = typeof q === "string" ? q.replace(/^\?/, "").split("&").filter(function (x) { return x; }).map(function (x) { var at = x.indexOf("="), un = function (t) { try { return decodeURIComponent(t.replace(/\+/g, " ")); } catch (e) { return t; } }; return at < 0 ? [un(x), ""] : [un(x.slice(0, at)), un(x.slice(at + 1))]; }) : Object.entries(q || {});
    this.get = function (n) { var m = l.filter(function (x) { return x[0] === n; })[0]; return m ? m[1] : null; }; this.getAll = function (n) { return l.filter(function (x) { return x[0] === n; }).map(function (x) { return x[1]; }); };
    this.has = function (n) { return this.get(n) !== null; }; this.forEach = function (f) { l.forEach(function (x) { f(x[1], x[0]); }); }; this.append = function (n, v) { l.push([text(n), text(v)]); }; this.set = function (n, v) { l = l.filter(function (x) { return x[0] !== n; }); l.push([text(n), text(v)]); };
    this.entries = function () { return l[Symbol.iterator](); }; this[Symbol.iterator] = this.entries; this.toString = function () { return l.map(function (x) { return encodeURIComponent(x[0]) + "=" + encodeURIComponent(x[1]); }).join("&"); };
  }
  g.URLSearchParams = Params;
  g.URL = function (u, base) { var m = /^(\w+:)\/\/([^\/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(text(u)) || /^(\w+:)\/\/([^\/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(g.location.origin + (text(u).charAt(0) === "/" ? "" : "/") + text(u)) || ["", "", "", "", "", ""]; this.href = m[0]; this.protocol = m[1]; this.host = this.hostname = m[2]; this.pathname = m[3]; this.search = m[4] || ""; this.hash = m[5] || ""; this.origin = m[1] + "//" + m[2]; this.searchParams = new Params(this.search); this.toString = function () { return m[0]; }; };
  g.clearTimeout = g.clearInterval = g.cancelAnimationFrame = function (id) { delete timers[id]; }; g.addEventListener = g.attachEvent = listen; g.getComputedStyle = function () { return new Proxy({}, { get: function (t, n) { return n === "getPropertyValue" ? function () { return ""; } : typeof n === "symbol" ? undefined : ""; } }); };
  var filters = {};
  function worked(x, names, values) { return Function.apply(null, names.concat("return (" + x + ")")).apply(null, values); }
  // {{ value | filter | other('-') }}
  function worth(x, names, values) {
    try {
      var pipes = unesc(x).split(/(?<!\|)\|(?!\|)/), v = worked(pipes[0], names, values);
      for (var i = 1; i < pipes.length; i++) {
        var m = /^\s*([\w$]+)\s*(?:\(([\s\S]*)\)\s*)?$/.exec(pipes[i]), at = m ? names.lastIndexOf(m[1]) : -1, f = at >= 0 ? values[at] : m ? filters[m[1]] : null;
        if (typeof f === "function") v = f.apply(null, [v].concat(worked("[" + text(m[2]) + "]", names, values)));
      }
      return v;
    } catch (e) { return null; }
  }
  // a template's nodes with their data, once for each thing of a v-for
  var registry = Object.create(null);
  function repeat(nodes, names, values, deep) {
    var met = true;
    return nodes.map(function (n) {
      if (!n.tagName) return esc(told_in(text(n.__text), names, values));
      var a = Object.assign({}, n.__attrs), each = /^\s*\(?\s*([\w$]+)\s*(?:,\s*([\w$]+)[^)]*)?\)?\s+(?:in|of)\s+([\s\S]+)$/.exec(text(a["v-for"]));
      if (a["v-else"] !== undefined || a["v-else-if"] !== undefined) { if (met) return ""; if (a["v-else-if"] !== undefined && !worth(a["v-else-if"], names, values)) return ""; met = true; }
      else if (a["v-if"] !== undefined && !each) { met = !!worth(a["v-if"], names, values); if (!met) return ""; }
      if (!each || deep > 20) return one_of(n, a, names, values, deep);
      delete a["v-for"];
      var l = worth(each[3], names, values); if (typeof l === "number") l = Array.from({ length: Math.min(l, 500) }, function (x, i) { return i + 1; });
      return Object.keys(l || {}).slice(0, 500).map(function (k, i) { return one_of(n, a, names.concat(each[1], each[2] || "__k"), values.concat([l[k], Array.isArray(l) ? i : k]), deep); }).join("");
    }).join("");
  }
  function told_in(t, names, values) { return t.replace(/\{\{((?:[^{}]|\$\{[^{}]*\}){1,200})\}\}/g, function (all, x) { var v = worth(x, names, values); return v === null ? all : text(v); }); }
  function one_of(n, a, names, values, deep) {
    if (a["v-if"] !== undefined && !worth(a["v-if"], names, values)) return "";
    var h = "", own = a["v-text"] !== undefined ? esc(text(worth(a["v-text"], names, values))) : a["v-html"] !== undefined ? text(worth(a["v-html"], names, values)) : null, part = registry[n.tagName], given_to = {};
    for (var k in a) {
      var bound = /^(?::|v-bind:)([\w-]+)$/.exec(k), v = bound ? worth(a[k], names, values) : told_in(text(a[k]), names, values);
      if (part && !/^(?:v-(?!bind)|@|#)/.test(k)) given_to[(bound ? bound[1] : k).replace(/-(\w)/g, function (x, c) { return c.toUpperCase(); })] = v;
      if (/^(?:v-|@|#|:key$)/.test(k) && !bound || v === null || typeof v === "object" || k === ":key") continue;
      h += " " + (bound ? bound[1] : k) + '="' + text(v).replace(/"/g, "&quot;") + '"';
    }
    if (a["v-show"] !== undefined && !worth(a["v-show"], names, values)) h += ' style="display:none"';
    if (part && deep < 12) return component(part, given_to, deep);
    return n.tagName === "template" ? repeat(grow(n), names, values, deep + 1) : count("<" + n.tagName + h + ">" + (VOID.test(n.tagName) ? "" : (own === null ? repeat(grow(n), names, values, deep + 1) : own) + "</" + n.tagName + ">"));
  }
  function component(part, given_to, deep) {
    var known = scope_of(part, part.data, given_to), w = element("div");
    if (typeof part.render === "function") return text(part.render.call(known.scope, node));
    w.__html = known.template || ""; var l = known.list();
    return repeat(grow(w), l[0], l[1], deep + 1);
  }
  var hooks = [];
  // an element as its markup, for Vue's h(tag, data, children)
  function node(tag, data, kids) {
    if (kids === undefined && (typeof data !== "object" || Array.isArray(data))) { kids = data; data = null; }
    var h = data && data.domProps && data.domProps.innerHTML, own = { __html: "<" + text(tag) + ">" + (h ? text(h) : [].concat(kids === undefined || kids === null ? [] : kids).map(function (k) { return k && k.__html !== undefined ? k.__html : esc(text(k)); }).join("")) + "</" + text(tag) + ">" };
    if (tag && typeof tag === "object") own.__html = component(tag, data && data.props || {}, 1);
    own.toString = function () { return own.__html; };
    return own;
  }
  // as much of Vue as fills {{ … }} from data that stands in the page
  function register(parts) { for (var k in parts || {}) if (parts[k] && typeof parts[k] === "object") registry[k.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase()] = parts[k]; }
  function scope_of(options, data, given_to) {
    var scope = Object.assign({}, given_to), from_setup = null, t = options.template;
    register(options.components);
    (options.mixins || []).concat(options).forEach(function (o) { [typeof o.data === "function" ? o.data.call(scope, scope) : o === options ? data : o.data, o.methods, o.filters].forEach(function (x) { for (var k in x || {}) scope[k] = x[k]; }); });
    if (typeof options.setup === "function") try { hooks = []; from_setup = options.setup(scope, { emit: none, attrs: {}, slots: {} }); hooks.forEach(function (f) { f(); }); } catch (e) {}
    Object.keys(options.computed || {}).forEach(function (c) { define(scope, c, { enumerable: true, configurable: true, get: function () { try { return (options.computed[c].get || options.computed[c]).call(scope, scope); } catch (e) {} } }); });
    scope.$nextTick = function (f) { if (f) late.push(f.bind(scope)); }; scope.$set = function (o, k, v) { o[k] = v; }; scope.$emit = scope.$on = scope.$watch = none; scope.$refs = {};
    var seen = watched(options, scope);
    ["beforeCreate", "created", "beforeMount", "mounted"].forEach(function (h) { try { if (options[h]) options[h].call(scope); } catch (e) {} });
    seen(); scope.__watched = seen;
    if (typeof t === "string" && /^[#.][\w-]+$/.test(t)) { var from = select(t)[0]; t = from ? from.tagName === "script" ? unesc(inner(from)) : inner(from) : ""; }
    return { scope: scope, template: t, render: typeof from_setup === "function" ? from_setup : null, list: function () {
      for (var r in from_setup && typeof from_setup === "object" ? from_setup : {}) scope[r] = from_setup[r] && from_setup[r].__ref ? from_setup[r].value : from_setup[r];
      var names = Object.keys(scope); return [names, names.map(function (k) { return typeof scope[k] === "function" ? scope[k].bind(scope) : scope[k]; })];
    } };
  }
  // what is done when a value is another one; once more after each step, as it may change others
  function watched(options, scope) {
    var w = options.watch || {}, names = Object.keys(w).slice(0, 40), was = {};
    function at(n) { return n.split(".").reduce(function (o, k) { return o === undefined || o === null ? o : o[k]; }, scope); }
    names.forEach(function (n) { if (!w[n].immediate) was[n] = at(n); });
    return function () { for (var i = 0, more = true; more && i < 5; i++) { more = false; names.forEach(function (n) { var f = typeof w[n] === "string" ? scope[w[n]] : w[n].handler || w[n], v = at(n), old = was[n]; if (v !== old && typeof f === "function") { was[n] = v; more = true; try { f.call(scope, v, old); } catch (e) {} } }); } };
  }
  function fill(el, options, data) {
    var known = scope_of(options, data), scope = known.scope, root = typeof el === "string" ? select(el)[0] : el, d = options.delimiters;
    scope.$mount = function (to) { return fill(to, options, data); };
    if (!root) return scope;
    var html = typeof known.template === "string" ? known.template : inner(root), before = inner(root);
    if (Array.isArray(d) && d.length === 2) html = d.map(text).reduce(function (h, x, i) { return h.split(x).join(i ? "}}" : "{{"); }, html);
    function draw() {
      scope.__watched();
      var now = typeof options.render === "function" ? text(options.render.call(scope, node)) : known.render ? text(known.render()) : null;
      if (now === null) { var w = element("div"), l = known.list(); w.__html = html; now = repeat(grow(w), l[0], l[1], 0); }
      if (now !== before) { before = now; root.innerHTML = now; }
    }
    draw(); if (drawings.length < 20) drawings.push(draw);
    return scope;
  }
  var drawings = [];
  function redraw() { drawings.forEach(function (f) { try { f(); } catch (e) { if (/interrupted|output/.test(text(e && e.message))) throw e; } }); }
  function Vue(o) { return fill(o.el, o, o.data); }
  Vue.createApp = function (o) { var app = { mount: function (el) { return fill(el, o, o.data); }, use: function () { return app; }, component: function (n, o) { register({ [n]: o }); return app; }, directive: function () { return app; }, provide: function () { return app; }, config: { globalProperties: {} } }; return app; };
  Vue.component = function (n, o) { register({ [n]: o }); };
  Vue.use = Vue.directive = Vue.watch = Vue.watchEffect = Vue.provide = none; Vue.prototype = {}; Vue.config = {}; Vue.h = node;
  Vue.filter = function (n, f) { if (typeof f === "function") filters[text(n)] = f; return filters[text(n)]; };
  Vue.ref = Vue.shallowRef = function (v) { return { __ref: true, value: v }; }; Vue.reactive = Vue.readonly = function (o) { return o; };
  Vue.computed = function (f) { var o = { __ref: true }; define(o, "value", { get: function () { return (f.get || f)(); } }); return o; };
  Vue.toRefs = function (o) { var all = {}; Object.keys(o || {}).forEach(function (k) { all[k] = { __ref: true, get value() { return o[k]; } }; }); return all; };
  Vue.onMounted = Vue.onBeforeMount = Vue.onCreated = function (f) { hooks.push(f); }; Vue.onUnmounted = Vue.onUpdated = none; Vue.nextTick = function (f) { if (f) late.push(f); };
  g.Vue = Vue; g.createApp = Vue.createApp;
  J.map = function (l, f) { return [].map.call(l || [], f); }; J.inArray = function (x, l) { return (l || []).indexOf(x); }; J.parseJSON = JSON.parse; J.isArray = Array.isArray; J.type = function (x) { return typeof x; };
  // an element's id is a name in a browser
  (given.ids || []).forEach(function (n) { if (!(n in g)) define(g, n, { configurable: true, get: function () { return find("id", n)[0]; }, set: function (v) { define(g, n, { value: v, writable: true, configurable: true }); } }); });
  function act(todo) {
    todo.slice(0, 60).forEach(function (f) { run(function () { if (typeof f === "function") f.call(doc, J); else if (typeof f === "string") (0, eval)(f); }); });
  }
  // what an element holds that is not read as its text; links, rows and cells speak of others
  var OTHERS = /^(?:a|li|td|th|tr|dd|dl|dt|link|meta|script|area)$/, READ = /^(?:tagName|nodeName|id|className|href|innerHTML|outerHTML|text|__.*)$/, OF_DAY = /时间|日期|发[布表]/;
  function kept_out(e) {
    var found = "";
    Object.keys(e).forEach(function (k) { var v = e[k]; if (typeof v === "string" && !READ.test(k) && v.length < 2000 && v !== e.__was && realExec.call(DAY, v) !== null && (OF_DAY.test(v) || !OTHERS.test(e.tagName) && e.tagName !== "option")) found += v + " "; });
    return found || (e.tagName === "style" || e.tagName === "option" && OF_DAY.test(inner(e))) && realExec.call(DAY, inner(e)) !== null && inner(e).slice(0, 300) || found;
  }
  function all_ready() { for (var i = 0; i < 20 && (ready.length || late.length); i++) { var todo = ready.concat(late); ready = []; late = []; act(todo); } }
  // all that still waits, one after the other
  function pass() { var n = 0; for (; n < 80; n++) { all_ready(); if (loads.length) { var todo = loads; loads = []; act(todo); } else if (!tick()) break; } redraw(); return n > 0; }
  define(g, "__engine", { value: Object.freeze({
    asked: function () { return asked ? "yes" : "no"; },
    take: function () { flush(); var s = count(out.map(function (x) { if (typeof x === "string") return x; var m = markup(x); return bare(m).trim() ? m : ""; }).join("")); out = []; current = null; return s; },
    script: function (told) { current = running(parse(told)); },
    stub: function (n) { g[n] = stub(); }, fill: fill, lose: lose,
    finish: function () {
      over = true; all_ready();
      var todo = typeof doc.onreadystatechange === "function" ? [doc.onreadystatechange] : [];
      [g.onload, doc.body.onload, g.onpageshow].forEach(function (f) { if (typeof f === "function") loads.push(f); });
      todo = todo.concat(loads, given.onload || []); loads = []; act(todo);
      pass();
    },
    more: function () { return pass() ? "yes" : "no"; },
    lost: function () { return stringify([lost.concat(made.map(kept_out)).filter(function (x) { return x; }).slice(0, 20).join(" ").slice(0, 400), Object.keys(asked_for)]); },
    touched: function () { return stringify(touched.slice(0, 400).map(function (e) { return { key: e.__key, html: inner(e), hides: e.__hides === undefined ? null : e.__hides, before: e.__before, after: e.__after, whole: e.__set === true || given.found[e.__key[0] + " " + e.__key[1]] !== undefined }; })); }
  }) });
};
