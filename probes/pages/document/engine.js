// Run once for an engine that no page has met; `__begin` tells it of its page.
(function () {
  "use strict";
  var given = { found: {} }, LIMIT = 400000, said = 0, out = [], events = Object.create(null), touched = [], byKey = Object.create(null), ready = [], late = [];
  var parse = JSON.parse, stringify = JSON.stringify, str = String, source_of = Function.prototype.toString, fixed = Object.defineProperty, RealDate = Date, realExec = RegExp.prototype.exec, Known = Set, Proxied = Proxy;
  var sheets = [], together = [], marks = [], lasts = [];
  function define(o, n, d) { d.configurable = true; return fixed(o, n, d); }
  // what scripts put into every object (Object.prototype) is none of theirs
  function apart_from_all(name) { var o = Object.create(null); ["hasOwnProperty", "propertyIsEnumerable", "isPrototypeOf", "valueOf"].forEach(function (n) { define(o, n, { value: Object.prototype[n], writable: true }); }); return define(o, "toString", { value: function () { return name; }, writable: true }); }
  function text(x) { return x === undefined || x === null ? "" : str(x); }
  function count(s) { said += s.length; if (said > LIMIT) throw new RangeError("output"); return s; }
  // a day that goes where nobody reads it: fields, tooltips, style sheets, drawings, functions that are not here
  var DAY = /(?:19|20)\d\d\s?[-\/.年]\s?\d{1,2}\s?[-\/.月]\s?\d{1,2}/, lost = [], made = [];
  function lose(x) { if (typeof x === "string" && x.length < 2000 && lost.length < 40 && realExec.call(DAY, x) !== null) lost.push(x); }
  function drawn() { return new Proxied({}, { get: function (t, n) { return typeof n === "symbol" ? undefined : function () { [].forEach.call(arguments, lose); return this; }; }, set: function () { return true; } }); }
  // a script may catch that it has no more memory here, and go on as it would in no browser
  var starved = false;
  function told_of(e, frames) {
    var m = e && e.message; if (m === "out of memory" || m === "string too long") starved = true;
    if (denying && /of undefined$/.test(text(m))) unable("another page");
    for (var t = "", i = 0, f, name, place; i < frames.length; i++) { f = frames[i]; name = f.getFunctionName(); place = f.getFileName() + ":" + f.getLineNumber() + ":" + f.getColumnNumber(); t += "    at " + (!name && i === 0 && e instanceof BadSyntax ? place : (name || "<anonymous>") + (f.isNative() ? " (native)" : " (" + place + ")")) + "\n"; }
    return t;
  }
  var BadSyntax = SyntaxError;
  Error.prepareStackTrace = told_of;
  fixed(Error, "prepareStackTrace", { get: function () {}, set: function () {}, configurable: false });
  // what a script does that is not understood here: the page is not read as if nothing had been done
  var unables = [], failures = [];
  function unable(what) { if (unables.length < 20) unables.push(text(what).slice(0, 100)); return false; }
  function failed_in(f, e, me) {
    if (/interrupted|output/.test(text(e && e.message))) throw e;
    wait(f, me || doc, me ? [] : [J]);
    if (failures.length < 40) { var of = ""; try { of = source_of.call(f.__of || f); } catch (x) {} failures.push([text(of).slice(0, 20000), text(e && e.message).slice(0, 200)]); }
  }
  function bare(h) { return h.replace(/<[^>]*>/g, ""); }
  function esc(s) { return s.indexOf("&") < 0 && s.indexOf("<") < 0 ? s : s.replace(/&/g, "&amp;").replace(/</g, "&lt;"); }
  var NAME = /^[a-zA-Z][^\s<>\/"'=]*$/;
  // attributes that scripts read as properties
  var MIRRORED = { meta: ["content", "name"], time: ["dateTime"], img: ["alt"], form: ["name"] };
  var VOID = /^(?:img|br|input|hr|meta|link)$/;
  function shown(e) {
    if (e.__text !== undefined) return count(esc(e.__text));
    if (e.__hides === true && /^(?:li|tr)$/.test(e.__tag)) return "";
    var a = ""; for (var k in e.__attrs) a += " " + k + '="' + text(e.__attrs[k]).replace(/"/g, "&quot;") + '"';
    if (e.className) a += ' class="' + text(e.className) + '"';
    if (e.id) a += ' id="' + text(e.id) + '"';
    if (e.__style && LIES_OVER.test(e.__style.__was.position)) a = a.replace(/ style="[^"]*"/, "") + ' style="' + all_said(e.__style).slice(1).replace(/"/g, "'") + '"';
    if (e.__hides === true && !/display\s*:\s*none/i.test(a)) a += ' style="display:none"'; else if (e.__hides === false) { a = a.replace(/display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![\d.])|\shidden=""/gi, ""); if (!/\sstyle=/.test(a)) a += ' style="display:block"'; }
    return "<" + e.__tag + a + ">" + (VOID.test(e.__tag) ? "" : inner(e) + "</" + e.__tag + ">");
  }
  function inner(e) { if (e.__num !== undefined && !e.__grown && below(e)) grow(e); var s = count(e.__html); for (var i = 0; i < e.__kids.length; i++) s += typeof e.__kids[i] === "string" ? count(e.__kids[i]) : shown(e.__kids[i]); return s; }
  // the tags and texts of a fragment as nodes, as deep as its own tags nest
  var TAG = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/g, ATTR = /([^\s=\/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g;
  function grow(e) {
    var own = e.__kids, html = e.__html, first = e.__num !== undefined && !e.__grown;
    if (e.__big && !e.__set) unable("a part of the page of this size");
    if (html) { e.__html = ""; e.__kids = nodes_in(html, e).concat(own); }
    if (first) { e.__grown = true; if (!e.__set) link(e); }
    for (var i = 0; i < e.__kids.length; i++) if (typeof e.__kids[i] === "string") { var more = nodes_in(e.__kids[i], e); e.__kids.splice.apply(e.__kids, [i, 1].concat(more)); i += more.length - 1; }
    return e.__kids;
  }
  var ENDS = Object.create(null), RAW = /^(?:script|style|textarea|title|xmp)$/;
  function nodes_in(html, e) {
    var top = [], open = [{ kids: top, e: e }], at = 0, m;
    function put(n) { n.__up = open[open.length - 1].e; open[open.length - 1].kids.push(n); }
    TAG.lastIndex = 0;
    while ((m = realExec.call(TAG, html)) !== null) {
      if (m.index > at) put(textNode(unesc(html.slice(at, m.index))));
      at = m.index + m[0].length;
      if (!m[2]) { put(comment(m[0].slice(4, -3))); continue; }
      var tag = m[2].toLowerCase();
      if (m[1]) { for (var i = open.length - 1; i > 0; i--) if (open[i].e.__tag === tag) { open.length = i; break; } }
      else {
        var a = attrs(m[3]), kid = element(tag, { html: "", value: text(a.value), attrs: a });
        put(kid);
        if (RAW.test(tag)) { var ends = ENDS[tag] || (ENDS[tag] = new RegExp("</" + tag, "gi")), end; ends.lastIndex = at; end = realExec.call(ends, html); end = end ? end.index : html.length; kid.__html = html.slice(at, end); kid.__raw = true; TAG.lastIndex = at = end; open.push({ kids: kid.__kids, e: kid }); }
        else if (!VOID.test(tag) && m[3].slice(-1) !== "/" && open.length < 60) open.push({ kids: kid.__kids, e: kid });
      }
    }
    if (at < html.length) put(textNode(unesc(html.slice(at))));
    return top;
  }
  // the page's elements are made when they are asked for: each once, within the one around it where that one is here too
  var numbered = [], alive = Object.create(null), held = null;
  function held_by(n) { if (held === null) { held = Object.create(null); for (var i = 0; i < numbered.length; i++) for (var at = numbered[i]["in"], deep = 0; at >= 0 && deep < 60; at = numbered[at]["in"], deep++) (held[at] = held[at] || []).push(i); } return held[n] || []; }
  function below(e) { return held_by(e.__num).some(function (n) { return alive[n] !== undefined; }); }
  function path_from(n, top) { var steps = []; for (var at = n; at !== top; at = numbered[at]["in"]) { if (at < 0 || at === undefined) return null; steps = numbered[at].path.concat(steps); } return steps; }
  function link(e) {
    var found = held_by(e.__num).map(function (n) {
      var steps = path_from(n, e.__num), at = e;
      for (var i = 0; steps && at && i < steps.length; i++) at = at.__kids.filter(function (k) { return k && k.__tag; })[steps[i]];
      return [n, steps && at && at.__tag === numbered[n].tag ? at : null];
    });
    found.forEach(function (pair) {
      var n = pair[0], at = pair[1], known = alive[n];
      if (!at) { unable("a tree"); return; }
      if (known === undefined) { at.__num = n; at.__grown = true; alive[n] = at; }
      else if (known !== at && known.__key !== undefined) {
        var up = at.__up, l = up.__kids, i = l.indexOf(at), was = known.__gone ? [] : [known];
        if (known.__before) was = nodes_in(known.__before, up).concat(was);
        if (known.__after) was = was.concat(nodes_in(known.__after, up));
        known.__before = known.__after = ""; known.__key = undefined;
        if (!known.__gone) known.__up = up;
        if (i >= 0) l.splice.apply(l, [i, 1].concat(was));
        if (touched.indexOf(known) >= 0) touchUp(up);
      }
    });
  }
  function node_at(n) {
    if (alive[n] !== undefined) return alive[n].__dead ? null : alive[n];
    for (var at = numbered[n]["in"], i = 0; at >= 0 && i < 60; at = numbered[at]["in"], i++) if (alive[at] !== undefined) {
      if (alive[at].__set || alive[at].__dead) return null;
      if (!alive[at].__big) { grow(alive[at]); return alive[n] || null; }
    }
    var known = numbered[n], e = alive[n] = element(known.tag, known, known.key);
    e.__num = n; e.__big = known.big === true;
    return e;
  }
  // whatever is put into another place is gone from its own
  function take(n) { if (!n || typeof n !== "object") return; if (is_last_told(n)) unable("so many elements"); var up = n.__up; if (up) { var at = up.__kids.indexOf(n); n.__up = undefined; if (at >= 0) { up.__kids.splice(at, 1); touchUp(up); } } else if (n.__key !== undefined && !n.__gone) { n.__gone = true; if (touched.indexOf(n) < 0) touched.push(n); } }
  // a list whose elements can be asked for by their names too
  function by_name(l) { l.forEach(function (k) { [k.__attrs.name, k.__attrs.id || k.id].forEach(function (n) { if (n && !(n in l)) l[n] = k; }); }); return l; }
  function attrs(t) { var a = Object.create(null), m; ATTR.lastIndex = 0; while ((m = realExec.call(ATTR, t)) !== null) a[m[1].toLowerCase()] = unesc(text(m[2] !== undefined ? m[2] : m[3] !== undefined ? m[3] : m[4])); return a; }
  var PLAIN = { lt: "<", gt: ">", quot: '"', nbsp: "\u00a0", amp: "&" };
  function unesc(t) { return t.indexOf("&") < 0 ? t : t.replace(/&(lt|gt|quot|nbsp|amp);/g, function (all, n) { return PLAIN[n]; }); }
  // what every text knows how to do
  var T = apart_from_all("[object Text]");
  function textNode(t) { var n = Object.create(T); n.__text = text(t); n.nodeType = 3; n.nodeName = "#text"; return n; }
  function comment(t) { var n = textNode(""); n.nodeType = 8; n.nodeName = "#comment"; ["nodeValue", "data", "textContent"].forEach(function (k) { define(n, k, { value: t, writable: true }); }); return n; }
  define(T, "length", { get: function () { return this.__text.length; } });
  ["nodeValue", "data", "textContent"].forEach(function (k) { define(T, k, { get: function () { return this.__text; }, set: function (v) { if (answering) loses(this, text(v)); this.__text = text(v); touchUp(this.__up); } }); });
  define(T, "parentNode", { get: function () { return this.__up || null; } });
  T.replaceData = function (at, many, d) { this.data = this.__text.slice(0, at) + text(d) + this.__text.slice(at + many); };
  T.appendData = function (d) { this.data = this.__text + text(d); }; T.insertData = function (at, d) { this.replaceData(at, 0, d); }; T.deleteData = function (at, many) { this.replaceData(at, many, ""); };
  T.replaceWith = function () { if (this.__up) this.__up.__swap(this, [].map.call(arguments, function (x) { return x && typeof x === "object" ? x : textNode(x); })); };
  T.splitText = function (at) { var up = this.__up, rest = textNode(this.__text.slice(at)), i = up ? up.__kids.indexOf(this) : -1; this.__text = this.__text.slice(0, at); if (i >= 0) { rest.__up = up; up.__kids.splice(i + 1, 0, rest); } return rest; };
  T.remove = function () { if (this.__up) this.__up.removeChild(this); };
  // what is done to the last of so many elements of one selector may be done to those of which nothing is told
  function is_last_told(e) { return lasts.length > 0 && !!e && lasts.indexOf(e.__num) >= 0; }
  function touchUp(e) { changed++; if (is_last_told(e)) unable("so many elements"); if (answering && e && e.__tag) places(e); if (e && e.__around) unable("what stands around a script"); for (var i = 0; e && i < 80; i++) { if (e.__key !== undefined && touched.indexOf(e) < 0) touched.push(e); e = e.__up; } }
  var changed = 0;
  function elements(e) { return grow(e).filter(function (k) { return k && k.__tag; }); }
  function all(e, found, deep) { if (deep > 60 || found.length > 2000) return found; elements(e).forEach(function (k) { found.push(k); all(k, found, deep + 1); }); return found; }
  function classes(e) { return " " + text(e.className || e.__attrs["class"]) + " "; }
  // selectors, those of jQuery's own too: a list of steps, each a sign and what the element itself is
  var parsed = Object.create(null), PLACED = { first: 1, last: 1, eq: 1, gt: 1, lt: 1, even: 1, odd: 1, nth: 1 };
  var SIMPLE = /^(?:([a-zA-Z][\w-]*|\*)|#((?:[\w-]|[^\x00-\x7f]|\\.)+)|\.((?:[\w-]|[^\x00-\x7f]|\\.)+)|\[\s*([\w:-]+)\s*(?:([*^$~|!]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]+))\s*(?:i\s*)?)?\]|::?([a-zA-Z-]+))/;
  function plain_name(n) { return n.replace(/\\(.)/g, "$1"); }
  function steps_of(q) {
    q = text(q).trim(); if (parsed[q] !== undefined) return parsed[q];
    var parts = [], steps = [], own = [], sign = " ", at = 0, m, ok = q.length < 500, begin = 0, since = 0;
    function close() { if (own.length) steps.push({ sign: sign, own: own, upto: at, from: since }); else ok = ok && steps.length === 0 && sign !== " "; own = []; }
    while (ok && at < q.length) {
      if ((m = /^\s*,\s*/.exec(q.slice(at)))) { close(); ok = ok && steps.length > 0; parts.push({ steps: steps, text: q.slice(begin, at).trim(), at: begin }); steps = []; sign = " "; at += m[0].length; begin = since = at; continue; }
      if ((m = /^\s*([>+~])\s*|^\s+/.exec(q.slice(at)))) { if (own.length) close(); else if (steps.length) ok = false; sign = m[1] || " "; at += m[0].length; since = at; continue; }
      m = SIMPLE.exec(q.slice(at)); if (!m) { ok = false; break; }
      var start = at; at += m[0].length;
      if (m[1] !== undefined) own.push({ tag: m[1].toLowerCase(), at: start });
      else if (m[2] !== undefined) own.push({ id: plain_name(m[2]), at: start });
      else if (m[3] !== undefined) own.push({ cls: plain_name(m[3]), at: start });
      else if (m[4] !== undefined) own.push({ attr: m[4].toLowerCase(), is: m[5], v: m[6] !== undefined ? m[6] : m[7] !== undefined ? m[7] : m[8], at: start });
      else {
        var arg; if (q.charAt(at) === "(") { var deep = 0, end = at; for (; end < q.length; end++) { if (q.charAt(end) === "(") deep++; else if (q.charAt(end) === ")" && --deep === 0) break; } if (end >= q.length) { ok = false; break; } arg = q.slice(at + 1, end).trim(); at = end + 1; }
        own.push({ pseudo: m[9].toLowerCase(), arg: arg, at: start });
      }
    }
    close(); if (ok && steps.length) parts.push({ steps: steps, text: q.slice(begin).trim(), at: begin }); else ok = false;
    return (parsed[q] = ok ? parts : null);
  }
  function nth(arg, n) { var m = /^(?:(odd|even)|([+-]?\d*)n\s*([+-]\s*\d+)?|([+-]?\d+))$/.exec(text(arg).replace(/\s+/g, "")); if (!m) return unable(":nth(" + arg + ")"); if (m[1]) return n % 2 === (m[1] === "odd" ? 1 : 0); if (m[4]) return n === +m[4]; var a = m[2] === "" || m[2] === "+" ? 1 : m[2] === "-" ? -1 : +m[2], b = m[3] ? +m[3] : 0; return a === 0 ? n === b : (n - b) % a === 0 && (n - b) / a >= 0; }
  function seen(e) { for (var at = e, i = 0; at && at.__tag && i < 60; at = at.__up, i++) if (at.__shown && !at.__shown()) return false; return !/^(?:script|style|template|head|title|meta|link)$/.test(e.__tag) && e.__attrs.type !== "hidden"; }
  function is_one(e, p) {
    if (p.tag !== undefined) return p.tag === "*" || e.__tag === p.tag;
    if (p.id !== undefined) return text(e.id || e.__attrs.id) === p.id;
    if (p.cls !== undefined) { var names = text(e.className || e.__attrs["class"]); return names === p.cls || names.indexOf(p.cls) >= 0 && has_class(names, p.cls); }
    if (p.attr !== undefined) {
      var v = p.attr === "value" && e.__attrs.value === undefined ? null : e.getAttribute(p.attr);
      if (p.is === undefined) return v !== null; v = v === null ? v : text(v);
      return p.is === "!=" ? v !== p.v : v !== null && (p.is === "=" ? v === p.v : p.is === "*=" ? v.indexOf(p.v) >= 0 : p.is === "^=" ? v.indexOf(p.v) === 0 : p.is === "$=" ? v.slice(-p.v.length) === p.v : p.is === "~=" ? (" " + v + " ").indexOf(" " + p.v + " ") >= 0 : v === p.v || v.indexOf(p.v + "-") === 0);
    }
    var n = p.pseudo, up, l, k;
    if (/-(?:child|of-type)$/.test(n)) {
      up = e.__up || e.parentNode; l = up && up !== doc.body ? elements(up) : null; if (!l || l.indexOf(e) < 0) return unable(":" + n);
      if (/of-type$/.test(n)) l = l.filter(function (x) { return x.__tag === e.__tag; });
      k = l.indexOf(e) + 1;
      switch (n) { case "first-child": case "first-of-type": return k === 1; case "last-child": case "last-of-type": return k === l.length; case "only-child": case "only-of-type": return l.length === 1; case "nth-child": case "nth-of-type": return nth(p.arg, k); case "nth-last-child": case "nth-last-of-type": return nth(p.arg, l.length - k + 1); }
      return unable(":" + n);
    }
    switch (n) {
      case "not": return !matches(e, p.arg); case "is": case "where": case "matches": case "any": return matches(e, p.arg);
      case "has": return within(e, p.arg).length > 0;
      case "contains": return bare(inner(e)).indexOf(unesc(text(p.arg).replace(/^(["'])([\s\S]*)\1$/, "$2"))) >= 0;
      case "empty": return !inner(e); case "parent": return !!inner(e);
      case "visible": return seen(e); case "hidden": return !seen(e);
      case "header": return /^h[1-6]$/.test(e.__tag); case "input": return /^(?:input|select|textarea|button)$/.test(e.__tag);
      case "checkbox": case "radio": case "text": case "button": case "submit": case "image": case "password": case "file": case "reset": return e.__tag === n || e.__tag === "input" && e.__attrs.type === n;
      case "checked": case "selected": case "disabled": return e.__attrs[n] !== undefined; case "enabled": return e.__attrs.disabled === undefined;
      case "root": return e === doc.documentElement; case "scope": return true;
      case "hover": case "active": case "focus": case "target": case "visited": case "animated": return false; case "link": return e.__tag === "a";
    }
    return unable(":" + n);
  }
  // those of a list that a step is: one of its places means the list, not the element
  function narrowed(l, own) {
    own.forEach(function (p) {
      var q = p.pseudo === "not" && steps_of(text(p.arg)), but;
      if (q && q.length === 1 && q[0].steps.length === 1 && q[0].steps[0].own.some(function (x) { return PLACED[x.pseudo] === 1; })) {
        but = narrowed(l, q[0].steps[0].own); l = l.filter(function (e) { return but.indexOf(e) < 0; }); return;
      }
      if (p.pseudo === undefined || PLACED[p.pseudo] !== 1) { l = l.filter(function (e) { return is_one(e, p); }); return; }
      var n = +p.arg; if (n < 0) n += l.length;
      l = l.filter(function (e, i) { switch (p.pseudo) { case "first": return i === 0; case "last": return i === l.length - 1; case "eq": case "nth": return i === n; case "gt": return i > n; case "lt": return i < n; case "even": return i % 2 === 0; } return i % 2 === 1; });
    });
    return l;
  }
  function is_there(k) { return !!k; }
  function gathered(l, f) { if (l.length === 1) return [].concat(f(l[0]) || []).filter(is_there); var found = new Known(); l.forEach(function (e) { [].concat(f(e) || []).forEach(function (k) { if (k) found.add(k); }); }); return Array.from(found); }
  function later(e) { var l = [], at = e.nextElementSibling; while (at && l.length < 200) { l.push(at); at = at.nextElementSibling; } return l; }
  function walk(l, steps) {
    steps.forEach(function (s) {
      l = s.sign === "" ? l : s.sign === ">" ? gathered(l, elements) : s.sign === "+" ? gathered(l, function (e) { return e.nextElementSibling; }) : s.sign === "~" ? gathered(l, later) : gathered(l, function (e) { return all(e, [], 0); });
      l = narrowed(l, s.own);
    });
    return l;
  }
  function up_of(e) { return e.__up || (e.__key !== undefined ? e.parentNode : null); }
  function reaches(e, steps, i) {
    for (var own = steps[i].own, k = 0; k < own.length; k++) if (own[k].pseudo !== undefined && PLACED[own[k].pseudo] === 1 ? !unable(":" + own[k].pseudo) : !is_one(e, own[k])) return false;
    if (i === 0) return true;
    var sign = steps[i].sign, at = sign === "+" || sign === "~" ? e.previousElementSibling : up_of(e);
    for (var n = 0; at && at.__tag && n < 100; n++) { if (reaches(at, steps, i - 1)) return true; if (sign === ">" || sign === "+") return false; if (at === doc.body) return steps[i - 1].own.every(function (p) { return p.tag === "html"; }); at = sign === "~" ? at.previousElementSibling : up_of(at); }
    return false;
  }
  function matches(e, q) { var parts = steps_of(q); if (!parts) return unable(q); return e.__tag ? is_any(e, parts) : false; }
  function is_any(e, parts) { for (var i = 0; i < parts.length; i++) if (reaches(e, parts[i].steps, parts[i].steps.length - 1)) return true; return false; }
  function within(e, q) {
    if (answering && q.indexOf(MARK) >= 0) return [any_of(q)];
    if (e === doc.body || e === doc.documentElement) return select(q);
    var parts = steps_of(q); if (!parts) { unable(q); return []; }
    if (parts.length === 1) return walk([e], parts[0].steps);
    var found = gathered(parts, function (one) { return walk([e], one.steps); }), order = all(e, [], 0);
    return found.length < 2 ? found : order.filter(function (k) { return found.indexOf(k) >= 0; });
  }
  function nodesOf(x) { if (x && x.__list) return x.__list; if (x && typeof x === "object") return [x]; var w = element("div"); w.__html = text(x); return grow(w).slice(); }
  function markup(x) { return nodesOf(x).map(function (n) { return n.__tag ? shown(n) : esc(text(n.__text)); }).join(""); }
  // what every element knows how to do
  var E = apart_from_all("[object HTMLElement]");
  function Element() {}
  Element.prototype = E;
  ["nodeName", "tagName"].forEach(function (n) { define(E, n, { get: function () { return this.__tag.toUpperCase(); }, configurable: true }); });
  define(E, "localName", { get: function () { return this.__tag; } }); define(E, "ownerDocument", { get: function () { return doc; } });
  define(E, "isConnected", { get: function () { return doc.contains(this); } }); define(E, "childElementCount", { get: function () { return elements(this).length; } });
  E.contains = function (k) { for (var i = 0; k && i < 80; i++) { if (k === this) return true; k = k.parentNode; } return false; };
  E.checkVisibility = function () { return seen(this); }; define(E, "offsetParent", { get: function () { return seen(this) ? doc.body : null; } });
  define(E, "className", { get: function () { return this.__cls; }, set: function (v) { var e = this; if (answering && HIDES.test(text(v)) && !HIDES.test(e.__cls)) loses(e, ""); if (together.length && e.__named !== undefined && text(v) !== e.__cls && together.some(function (c) { return has_class(v, c) !== has_class(e.__cls, c); })) { e.__classed = true; touchUp(e); } e.__cls = text(v); if (e.__num !== undefined) fresh++; var m = sheets.length > 0 && e.__cls.split(/\s+/).some(function (c) { return sheets.indexOf("." + c) >= 0; }); if (m !== e.__by_class) { e.__by_class = m; e.__hide(m); } } });
  define(E, "classList", { get: function () {
    var e = this;
    function named(c) { return e.__cls.split(/\s+/).indexOf(text(c)) >= 0; }
    return { contains: named, add: function () { [].forEach.call(arguments, function (c) { if (!named(c)) e.className = e.__cls ? e.__cls + " " + c : text(c); }); }, remove: function () { [].forEach.call(arguments, function (c) { if (named(c)) e.className = e.__cls.split(/\s+/).filter(function (x) { return x !== text(c); }).join(" "); }); }, toggle: function (c, on) { on = on === undefined ? !named(c) : on; this[on ? "add" : "remove"](c); return on; }, replace: function (a, b) { this.remove(a); this.add(b); }, get value() { return e.__cls; }, set value(v) { e.className = v; } };
  } });
  function has_class(names, c) { return (" " + text(names).replace(/\s/g, " ") + " ").indexOf(" " + c + " ") >= 0; }
  // an attribute by which a style sheet keeps from sight, and those that such an element has then
  function marked(e, n) { if (marks.indexOf(n) >= 0 && e.__named !== undefined) { e.__classed = true; touchUp(e); } }
  function marks_of(e) { var told = { "class": e.__cls }; marks.forEach(function (n) { if (n !== "class") told[n] = e.getAttribute(n); }); return stringify(told); }
  // (what is shown was perhaps hidden by a rule that is not known here)
  E.__hide = function (yes) { if (this.__off !== yes || !yes && this.__key !== undefined && this.__hides === undefined) { if (answering && yes) loses(this, ""); this.__off = this.__hides = yes; touchUp(this); } };
  define(E, "style", { get: function () { return this.__style || (this.__style = styled(this)); }, set: function (x) { this.style.cssText = x; } });
  define(E, "hidden", { get: function () { return this.__hides === true; }, set: function (x) { this.__hide(!!x); } });
  E.__shown = function () { return !this.__off; };
  E.__swap = function (old, kids) { var e = this; if (answering) loses(old, kids); var l = grow(e), at = l.indexOf(old); if (at >= 0) { kids.forEach(function (k) { if (k !== old) take(k); }); kids.forEach(function (k) { k.__up = e; }); fresh++; l = e.__kids; l.splice.apply(l, [l.indexOf(old), 1].concat(kids)); if (kids.indexOf(old) < 0) old.__up = undefined; touchUp(e); } else unable("what is no part of it"); return old; };
  function put(e, html) { if (answering) loses(e, text(html)); if (e.__num !== undefined) held_by(e.__num).forEach(function (n) { if (alive[n] !== undefined) alive[n].__dead = true; }); e.__kids.forEach(function (k) { if (k && k.__up === e) k.__up = undefined; }); e.__html = count(text(html)); e.__kids = []; e.__set = true; if (e.__html.indexOf("<") >= 0) fresh++; touchUp(e); }
  function kin(step, any) { return function () {
    var e = this, up = e.__up || (e.__num !== undefined && around_of(e.__num));
    if (up && up !== doc.body && !up.__big) { var l = any ? grow(up) : elements(up), n = l.indexOf(e); return n < 0 ? null : l[n + step] || null; }
    return e.__key === undefined ? null : relative(e.__key, step < 0 ? "prev" : "next");
  }; }
  function beside(side) { return function () { var e = this, l = [].slice.call(arguments); if (side === "after") l.reverse(); l.forEach(function (x) { put1(e, side, x && typeof x === "object" ? x : esc(text(x))); }); }; }
  // *html*: markup, or a node that comes from its own place
  function put1(e, side, html) {
    var up = e.__up, is_node = html && typeof html === "object";
    if (html === e) return;
    if (is_node && html.__tag === "script") { hang(html); return; }
    if (is_node) take(html);
    fresh++;
    if (up) { var at = grow(up).indexOf(e); (is_node ? nodesOf(html) : nodes_in(text(html), up)).forEach(function (n, i) { n.__up = up; up.__kids.splice(side === "before" ? at + i : at + 1 + i, 0, n); }); touchUp(up); }
    else { html = is_node ? markup(html) : html; if (side === "before") e.__before += count(html); else e.__after = count(html) + e.__after; touchUp(e); }
  }
  E.__beside = function (side, html) { put1(this, side, html); };
  E.before = beside("before"); E.after = beside("after");
  define(E, "dataset", { get: function () { var e = this; var d = {}; for (var k in e.__attrs) if (/^data-/.test(k)) d[k.slice(5).replace(/-(\w)/g, function (x, c) { return c.toUpperCase(); })] = e.__attrs[k]; return new Proxied(d, { set: function (t, n, v) { t[n] = text(v); e.setAttribute("data-" + in_kebab(text(n)), t[n]); return true; } }); } });
  define(E, "children", { get: function () { var e = this; return elements(e); } });
  define(E, "childNodes", { get: function () { var e = this; return grow(e).slice(); } });
  define(E, "firstElementChild", { get: function () { var e = this; return elements(e)[0] || null; } });
  define(E, "lastElementChild", { get: function () { var e = this; var l = elements(e); return l[l.length - 1] || null; } });
  define(E, "firstChild", { get: function () { var e = this; return grow(e)[0] || null; } });
  define(E, "lastChild", { get: function () { var e = this; var l = grow(e); return l[l.length - 1] || null; } });
  ["nextElementSibling", "nextSibling"].forEach(function (n) { define(E, n, { get: kin(1, n === "nextSibling") }); });
  ["previousElementSibling", "previousSibling"].forEach(function (n) { define(E, n, { get: kin(-1, n === "previousSibling") }); });
  ["parentNode", "parentElement"].forEach(function (n) { define(E, n, { get: function () { var e = this; return e.__up || (e.__num !== undefined && around_of(e.__num)) || (e.__key === undefined ? null : doc.body); }, configurable: true }); });
  E.closest = function (q) { var e = this; for (var at = e, i = 0; at && at.__tag && i < 60; i++) { if (matches(at, q)) return at; at = at.parentNode; } return null; };
  E.matches = function (q) { var e = this; return matches(e, q); };
  define(E, "innerHTML", { get: function () { var e = this; return inner(e); }, set: function (h) { put(this, h); } });
  define(E, "outerHTML", { get: function () { var e = this; return shown(e); }, set: function (h) { var e = this; var up = e.__up; if (up) up.__swap(e, nodes_in(count(text(h)), up)); else if (e.__key !== undefined) { if (answering) loses(e, text(h)); put1(e, "before", text(h)); take(e); } else put(e, h); }, configurable: true });
  ["innerText", "textContent", "text"].forEach(function (n) { define(E, n, { get: function () { var e = this; return e.__tag === "script" ? inner(e) : bare(inner(e)); }, set: function (t) { var e = this; put(e, esc(text(t))); } }); });
  define(E, "outerText", { get: function () { return this.textContent; }, set: function (t) { this.replaceWith(textNode(t)); } }); E.setHTMLUnsafe = E.setHTML = function (h) { put(this, h); };
  E.append = function () { var e = this; for (var i = 0; i < arguments.length; i++) e.appendChild(arguments[i]); };
  function loose(kid) { if (kid.__tag === "script") { hang(kid); return []; } return kid.__bag && kid.__tag === "div" ? grow(kid).slice() : [kid]; }
  E.appendChild = function (kid) { var e = this; if (kid && kid.__tag === "script") return hang(kid); if (kid !== undefined) { if (typeof kid === "object" && kid) loose(kid).forEach(function (k) { if (k.__tag) fresh++; take(k); k.__up = e; e.__kids.push(k); styles_of(k); }); else e.__kids.push(esc(text(kid))); touchUp(e); } return kid; };
  // what another address answers may be newer than the rows that it is put over
  function goes_over_rows(e) { if (answering && e.__key !== undefined && /^(?:ul|ol|dl|tbody|table)$/.test(e.__tag) && filled.length < 40) filled.push(e.__key); }
  E.prepend = function () { var e = this; goes_over_rows(e); var kids = [].slice.call(arguments).map(function (k) { return k && typeof k === "object" ? k : textNode(k); }); kids.forEach(take); var l = grow(e); gathered(kids, loose).reverse().forEach(function (k) { fresh++; take(k); k.__up = e; l.unshift(k); }); touchUp(e); return arguments[0]; };
  E.insertBefore = function (kid, next) { var e = this;
    if (!kid || kid === next) return kid;
    if (kid.__tag === "script") return hang(kid);
    grow(e); if (next && elements(e)[0] === next) goes_over_rows(e);
    if (next && next.__key !== undefined && !next.__up) { next.__beside("before", kid); return kid; }
    if (next && e.__kids.indexOf(next) < 0) unable("what is no part of it");
    loose(kid).forEach(function (k) { fresh++; take(k); var l = e.__kids, at = next ? l.indexOf(next) : -1; k.__up = e; if (at < 0) { if (next) l.unshift(k); else l.push(k); } else l.splice(at, 0, k); styles_of(k); });
    touchUp(e); return kid;
  };
  E.replaceChild = function (kid, old) { var e = this; grow(e); if (old && old.__key !== undefined && !old.__up) { old.replaceWith(kid); return old; } return e.__swap(old, loose(kid)); };
  E.replaceWith = function () { var e = this; var l = gathered([].map.call(arguments, function (x) { return x && typeof x === "object" ? x : textNode(x); }), loose); if (e.__up) e.__up.__swap(e, l); else { if (answering) loses(e, l); l.forEach(function (n) { put1(e, "before", n); }); take(e); } };
  E.insertAdjacentHTML = function (where, html) { var e = this;
    where = text(where).toLowerCase(); fresh++;
    if (where === "beforebegin") put1(e, "before", text(html)); else if (where === "afterend") put1(e, "after", text(html));
    else if (where === "afterbegin") { goes_over_rows(e); if (e.__kids.length || e.__big) grow(e); if (e.__kids.length) nodesOf(text(html)).reverse().forEach(function (n) { n.__up = e; e.__kids.unshift(n); }); else e.__html = text(html) + e.__html; touchUp(e); }
    else { html = count(text(html)); if (html) e.__kids.push(html); touchUp(e); if (/<style/i.test(html)) styles_in(html); }
  };
  E.insertAdjacentElement = function (where, kid) { var e = this; where = text(where).toLowerCase(); if (where === "beforebegin") put1(e, "before", kid); else if (where === "afterend") put1(e, "after", kid); else if (where === "afterbegin") e.prepend(kid); else e.appendChild(kid); return kid; };
  E.insertAdjacentText = function (where, t) { var e = this; e.insertAdjacentHTML(where, esc(text(t))); };
  E.setAttribute = function (n, v) { var e = this; n = text(n); lose(text(v)); if (n === "style") { e.style.cssText = v; return; } if (n === "hidden") { e.__hide(true); return; } if (n === "onload") { late.push(text(v)); return; } if (n === "class") e.className = text(v); else if (n === "id") e.id = text(v); else e.__attrs[n] = v; marked(e, n); };
  E.getAttribute = function (n) { var e = this; return n === "class" ? e.className || text(e.__attrs["class"]) : n === "id" ? e.id || text(e.__attrs.id) : e.__attrs[n] === undefined ? null : e.__attrs[n]; };
  E.hasAttribute = function (n) { var e = this; return e.getAttribute(n) !== null; };
  E.removeAttribute = function (n) { var e = this; n = text(n); delete e.__attrs[n]; marked(e, n); if (n === "class") e.className = ""; if (n === "id") { if (sheets.indexOf("#" + e.id) >= 0) unable("a name that a style sheet hides"); e.id = ""; } if (n === "hidden" || n === "style") e.__hide(false); };
  E.toggleAttribute = function (n, on) { var e = this; if (on === undefined ? e.getAttribute(n) === null : on) e.setAttribute(n, ""); else e.removeAttribute(n); };
  define(E, "attributes", { get: function () { var e = this; var l = Object.keys(e.__attrs).map(function (n) { return { name: n, value: e.__attrs[n], nodeValue: e.__attrs[n] }; }); l.forEach(function (x) { if (!(x.name in l)) l[x.name] = x; }); l.getNamedItem = function (n) { return l[n] || null; }; return l; } });
  E.getContext = drawn; E.setAttributeNode = function (a) { var e = this; e.setAttribute(a.name, a.value); }; E.scrollIntoView = E.setCapture = E.normalize = none; E.animate = function (f, o) { if (/forwards|both/.test(o && o.fill)) { this.style.animation = "x forwards"; } return { finished: Promise.resolve(), play: none, pause: none, cancel: none, finish: none, addEventListener: none }; };
  // how large an element is drawn is not known here: it is another size each time, none where it is not shown
  function size_of(e) { if (e === doc.documentElement || e === doc.body) return 1000; if (!seen(e)) return 0; chance = true; return Math.floor(picked * 2000); }
  "offsetTop offsetLeft offsetHeight offsetWidth clientHeight clientWidth scrollHeight scrollWidth".split(" ").forEach(function (n) { define(E, n, { get: function () { return size_of(this); }, configurable: true }); });
  E.getBoundingClientRect = function () { var e = this, r = { top: 0, left: 0, x: 0, y: 0 }; ["right", "bottom", "width", "height"].forEach(function (n) { define(r, n, { get: function () { return size_of(e); } }); }); return r; }; E.getClientRects = function () { return []; };
  define(E, "title", { get: function () { var e = this; return text(e.__attrs.title); }, set: function (v) { var e = this; e.tooltip = e.__attrs.title = text(v); } }); define(E, "href", { get: function () { var e = this; return text(e.__attrs.href); }, set: function (v) { var e = this; e.__attrs.href = text(v); } });
  E.removeChild = function (kid) { var e = this; var l = grow(e); if (answering && kid) loses(kid, ""); if (kid && kid.__key !== undefined && !kid.__up) { take(kid); return kid; } var at = l.indexOf(kid); if (at >= 0) { l.splice(at, 1); kid.__up = undefined; touchUp(e); } else unable("what is no part of it"); return kid; };
  E.remove = function () { var e = this; if (answering) loses(e, ""); take(e); };
  E.hasChildNodes = function () { var e = this; return grow(e).length > 0; };
  E.focus = E.blur = E.submit = E.removeEventListener = none;
  E.addEventListener = E.attachEvent = function (kind, f) { var e = this; kind = text(kind).replace(/^on/, ""); if (OF_BROWSERS.test(kind)) return listen(kind, f); if (OF_THEMSELVES.test(kind)) { if (may_change(f)) wait(f, e); if (kind === "error") return; } listen(kind, f, true); e.__on = e.__on || Object.create(null); (e.__on[kind] = e.__on[kind] || []).push(f && typeof f.handleEvent === "function" ? f.handleEvent.bind(f) : f); };
  E.__run = function (kind, ev, more) { var e = this; most((e.__on && e.__on[kind] || []).concat(e["on" + kind] || handler(e, kind))).forEach(function (f) { if (typeof f === "function") f.apply(e, [ev].concat(more || [])); }); };
  // what an attribute says is to be done
  function handler(e, kind) { var code = e.__attrs["on" + kind]; if (typeof code !== "string") return []; try { return Function("event", code); } catch (x) { return []; } }
  E.dispatchEvent = function (ev) { happen(this, text(ev && ev.type), ev, !!(ev && ev.bubbles) || !(this.__on && this.__on[text(ev && ev.type)])); return true; };
  E.click = function () { var led = this.closest("a"), stays = false; happen(this, "click", { type: "click", preventDefault: function () { stays = true; } }, true); if (led && !stays) run_address(led.__attrs.href); };
  // what happens to an element, then, where it *rises*, to those around it and to the page
  function happen(e, kind, ev, rises, more) {
    var stopped = false; fired[kind] = true;
    ev = ev && typeof ev === "object" ? ev : { type: kind }; if (!ev.target) ev.target = e; ev.currentTarget = e;
    if (!ev.stopPropagation || ev.stopPropagation === none) ev.stopPropagation = ev.stopImmediatePropagation = function () { stopped = true; };
    e.__run(kind, ev, more);
    if (!rises) return;
    if (heard[kind] > (e.__on && e.__on[kind] ? 1 : 0)) for (var i = 0, above = e.parentNode; above && above.__tag && i < 60 && !stopped; i++, above = above === doc.body ? null : above.parentNode) if (above.__on && above.__on[kind]) above.__run(kind, ev, more);
    if (!stopped) most(upper[kind] || []).forEach(function (f) { f.apply(doc, [ev].concat(more || [])); });
  }
  var heard = Object.create(null), upper = Object.create(null);
  // handlers of elements inside of the one that listens
  function delegated(q, f) { return function (ev) { for (var at = ev && ev.target, i = 0; at && at.__tag && at !== this && i < 60; i++, at = at.parentNode) if (matches(at, q)) return f.apply(at, arguments); }; }
  E.replaceChildren = function () { var e = this; put(e, ""); e.append.apply(e, arguments); };
  E.getElementsByTagName = E.querySelectorAll = function (q) { var e = this; return within(e, text(q)); };
  E.getElementsByClassName = function (n) { var e = this; return within(e, "." + text(n).trim().split(/\s+/).join(".")); };
  E.querySelector = function (q) { var e = this; return within(e, text(q))[0] || null; };
  E.attachShadow = function () { var e = this; if (e.__key !== undefined && inner(e).trim()) unable("what a shadow hides"); return (e.shadowRoot = e); };
  E.cloneNode = function (deep) { var e = this; var c = element(e.__tag, { html: deep ? inner(e) : "", value: e.value, attrs: Object.assign({}, e.__attrs) }); c.className = e.className; c.id = e.id; c.__bag = e.__bag; return c; };
  function element(tag, known, key) {
    var e = new Element();
    e.__tag = tag; e.nodeType = 1; e.__kids = []; e.__html = known ? text(known.html) : ""; e.__key = key; e.__before = e.__after = ""; e.value = e.__was = known ? known.value : ""; e.id = e.__cls = ""; e.__by_class = e.__off = false; e.__up = e.__hides = e.__num = undefined;
    if (known) {
      var a = e.__attrs = Object.assign(Object.create(null), known.attrs);
      if (a.id !== undefined) { e.id = text(a.id); delete a.id; }
      if (a["class"] !== undefined) { if (sheets.length) e.className = a["class"]; else e.__cls = text(a["class"]); delete a["class"]; }
      e.__named = true;
      if (a.style !== undefined && UNSEEN.test(a.style) || a.hidden !== undefined) e.__off = true;
    } else e.__attrs = Object.create(null);
    if (made.length < 4000) made.push(e);
    if (OWN_WAYS.test(tag)) own_ways(e, tag);
    return e;
  }
  var UNSEEN = /display\s*:\s*none|visibility\s*:\s*hidden|(?:^|[^\w-])opacity\s*:\s*0(?:\.0+)?\s*(?![\d.])|(?:^|[^\w-])height\s*:\s*0(?:px)?\s*(?:;|$)/i;
  var OWN_WAYS = /^(?:iframe|frame|object|style|link|script|meta|time|img|form|select|template|table|tbody|thead|tr)$/;
  function own_ways(e, tag) {
    if (tag === "iframe" || tag === "frame" || tag === "object") {
      ["src", "srcdoc"].forEach(function (n) { define(e, n, { get: function () { return text(e.__attrs[n]); }, set: function (v) { e.__attrs[n] = v = text(v); lose(v); run_address(v); if (n === "srcdoc" && /<script|\son\w+\s*=/i.test(v)) unable("a page of its own"); } }); });
      define(e, "onload", { set: function (f) { wait(f, e); } });
      ["contentDocument", "contentWindow"].forEach(function (n) { define(e, n, { get: function () { return answering ? answer(n) : null; } }); });
    }
    if (tag === "img" || tag === "script" || tag === "link") ["onload", "onerror"].forEach(function (n) { var f = null; define(e, n, { get: function () { return f; }, set: function (x) { f = x; if (may_change(x)) wait(x, e); } }); });
    if (tag === "style" || tag === "link") { var own_sheet = sheet_object(e); define(e, "sheet", { get: function () { return own_sheet; } }); e.styleSheet = own_sheet; }
    if (MIRRORED[tag]) MIRRORED[tag].forEach(function (n) { var own = n.toLowerCase(); define(e, n, { get: function () { return text(e.__attrs[own]); }, set: function (v) { e.__attrs[own] = text(v); lose(text(v)); touch(); }, configurable: true }); });
    if (tag === "select") {
      var chosen = -1; function choices() { return all(e, [], 0).filter(function (k) { return k.__tag === "option"; }); }
      define(e, "options", { get: choices }); e.add = e.appendChild;
      define(e, "selectedIndex", { get: function () { var l = choices(); for (var i = 0; chosen < 0 && i < l.length; i++) if (l[i].__attrs.selected !== undefined) return i; return chosen < 0 ? (l.length ? 0 : -1) : chosen; }, set: function (n) { chosen = +n; } });
      define(e, "value", { get: function () { var o = choices()[e.selectedIndex]; return !o ? "" : o.__attrs.value !== undefined ? text(o.__attrs.value) : bare(inner(o)); }, set: function (v) { choices().forEach(function (o, i) { if (o.value === text(v) || bare(inner(o)) === text(v)) chosen = i; }); } });
    }
    if (tag === "form") define(e, "elements", { get: function () { return by_name(all(e, [], 0).filter(function (k) { return /^(?:input|select|textarea|button)$/.test(k.__tag); })); } });
    if (tag === "template") define(e, "content", { get: function () { var w = element("div", { html: inner(e), value: "", attrs: {} }); w.__bag = true; return w; } });
    if (tag === "table" || tag === "tbody" || tag === "thead" || tag === "tr") {
      define(e, "tBodies", { get: function () { var l = elements(e).filter(function (k) { return k.__tag === "tbody"; }); return l.length ? l : [e]; } });
      define(e, "rows", { get: function () { return within(e, "tr"); } });
      define(e, "cells", { get: function () { return elements(e).filter(function (k) { return k.__tag === "td" || k.__tag === "th"; }); } });
      e.insertRow = function (n) { var r = element("tr"), l = elements(e); e.insertBefore(r, n >= 0 ? l[n] || null : null); return r; };
      e.insertCell = function (n) { var c = element("td"), l = elements(e); e.insertBefore(c, n >= 0 ? l[n] || null : null); return c; };
    }
  }
  // what the style sheets hide that scripts write
  function sheet(css) {
    css = text(css).slice(0, 60000).replace(/\/\*[\s\S]*?\*\//g, "").replace(/@[a-z-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;/gi, "");
    var RULE = /([^{}]+)\{([^{}]*)\}/g, m, n = 0;
    while (n++ < 400 && (m = realExec.call(RULE, css)) !== null) if (lose(m[2]), unseen_by(m[2])) hide_all(m[1].trim());
  }
  function unseen_by(rule) { if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(rule)) return true; return !/transition|animation/.test(rule) && FAR_OFF.test(";" + rule.slice(0, 400).replace(/\s*([:;])\s*/g, "$1") + ";"); }
  function hide_all(q) { var later = function () { select(q).forEach(function (e) { if (e.__hide) e.__hide(true); }); }; if (steps_of(q)) { sheet_rules.push(later); later(); } else unable(q); }
  var sheet_rules = [];
  function styles_in(html) { var S = /<style[^>]*>([\s\S]*?)<\/style/gi, m; while ((m = realExec.call(S, html)) !== null) sheet(m[1]); }
  function styles_of(k) { if (k && k.__tag === "style") sheet(k.__sheet || inner(k)); }
  function sheet_object(e) { function add(css) { if (e) e.__sheet = (e.__sheet || inner(e)) + css; sheet(css); return 0; } return { insertRule: add, addRule: function (q, css) { return add(q + "{" + css + "}"); }, deleteRule: function () { unable("a rule of a style sheet"); }, get cssRules() { unable("a rule of a style sheet"); return []; }, get rules() { unable("a rule of a style sheet"); return []; }, get disabled() { return false; }, set disabled(x) { if (x) unable("a style sheet"); }, replaceSync: add, get cssText() { return ""; }, set cssText(x) { add(text(x)); } }; }
  // what a script shows and hides, by all that it says of an element's style
  var KEEPS_FROM_SIGHT = /(?:^|;)(?:display:\s*none|(?:zoom|scale):\s*0%?\s*(?:;|$)|visibility:\s*(?:hidden|collapse)|opacity:\s*(?:0|0?\.0+1?)%?\s*(?:;|$))/i;
  var FAR_OFF = /(?:left|right|top|bottom|indent):\s*-(?:[1-9]\d{3}|[1-9]\d\d(?:r?em|v[wh]|pt|%))|;clip:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01]|clip-path:\s*(?:inset\(\s*(?:100|[5-9]\d)%|circle\(\s*0(?:px|%)?[\s)]|polygon\(\s*0(?:px)?\s0(?:px)?,\s*0(?:px)?\s0)|transform:\s*(?:scale\(\s*0\s*[,)]|translate\w*\(\s*-[1-9]\d{3})|;filter:\s*opacity\(\s*0|content-visibility:\s*hidden|;color:\s*(?:transparent|rgba\([^()]*,\s*0\s*\))|font-size:\s*[01](?:px|em|%)?\s*(?:;|$)|;(?:max-)?(?:height|width):\s*[01](?:px)?;(?:.*;)?overflow:\s*hidden|overflow:\s*hidden;(?:.*;)?(?:max-)?(?:height|width):\s*[01](?:px)?;/i;
  // what may be seen or not, as what is behind it is not known here
  var FAINT = /;color:\s*(?:white|(?:snow|ivory|azure|\w*whitesmoke|ghostwhite|floralwhite)|#(?:[ef]{3}|(?:[ef][\da-f]){3})|rgba?\(\s*2[3-5]\d\D+2[3-5]\d\D+2[3-5]\d\b.*?\))\s*;|;(?:-webkit-)?mask(?:-image)?:\s*(?!none)|;(?:-webkit-)?animation(?:-fill-mode)?:[^;]*(?:forwards|both)|;text-decoration[\w-]*:[^;]*line-through|;letter-spacing:\s*-[1-9]\d|;text-fill-color:\s*transparent|;text-security:\s*(?:disc|circle|square)|;filter:\s*blur\(\s*[1-9]|;font:\s*0/i;
  var dressed = [];
  function is_faint(s) { var t = all_said(s).toLowerCase(); return FAINT.test(t) && !/;background(?:-color)?:(?!\s*(?:white|#fff|none|transparent))/.test(t); }
  function all_said(s) { var t = ";"; for (var k in s.__was) t += k + ":" + s.__was[k] + ";"; return t; }
  function look_at_dresses() { dressed.forEach(function (s) {
    var e = s.__e, up; if (e === doc.body || e === doc.documentElement || overwritten.length >= 200) return;
    if (is_faint(s)) overwritten.push(inner(e));
    else if (e.__key !== undefined && !e.__big && covers(s) && bare(inner(e)).length < 300) { up = e.parentNode; if (up && up !== doc.body && s.__was.position === "absolute") overwritten.push(inner(up)); else if (up === doc.body) unable("all of the page"); }
  }); }
  // a box that takes all of what it stands in, and nothing is seen through it (what holds more is a part of the page itself)
  var LIES_OVER = /^(?:fixed|absolute)$/, SPANS = /^(?:100(?:%|v[hw])|[5-9]\d\d|\d{4})/;
  function covers(s) {
    var was = s.__was, paint = text(was.background || was["background-color"]);
    function spans(size, a, b) { return SPANS.test(text(was[size])) || [a, b].every(function (n) { return /^0/.test(text(was[n] || was.inset)); }); }
    return LIES_OVER.test(was.position) && paint !== "" && !/^(?:none|transparent|rgba|hsla|url)/.test(paint) && !lets_through(s) && spans("width", "left", "right") && spans("height", "top", "bottom");
  }
  function lets_through(s) { return s.__e.__off || /^-/.test(text(s.zIndex)) || /;(?:opacity|transform|filter|pointer-events|z-index:\s*-)/.test(all_said(s)); }
  var S = apart_from_all("[object CSSStyleDeclaration]"), kebab = Object.create(null);
  function in_kebab(n) { return kebab[n] || (kebab[n] = n.replace(/^(?:webkit|ms|moz)(?=[A-Z])/i, "").replace(/[A-Z]/g, function (c) { return "-" + c.toLowerCase(); }).replace(/^-/, "")); }
  function unseen(s) { var t = all_said(s); return KEEPS_FROM_SIGHT.test(t) || FAR_OFF.test(t) && !/width:\s*[1-9]\d\d|background-clip/.test(t); }
  // *whole*: what is set speaks for itself of whether the element is shown, whatever a style sheet has hidden
  function looks(s, whole) { var is = unseen(s); if (whole || is !== s.__hid) { s.__hid = is; s.__e.__hide(is); } }
  function dresses(s) { if (dressed.indexOf(s) < 0 && dressed.length < 300) dressed.push(s); }
  function says(s, n, x) { dresses(s); x = text(x).replace(/\s*!\s*important/i, ""); lose(x); if (x) s.__was[n] = x; else delete s.__was[n]; looks(s, /^(?:display|visibility|opacity)$/.test(n)); }
  "display visibility opacity left textIndent marginLeft marginTop clip clipPath webkitClipPath transform webkitTransform filter contentVisibility color fontSize overflow width maxHeight maxWidth zoom scale mask maskImage webkitMask webkitMaskImage animation animationFillMode webkitAnimation textDecoration textDecorationLine position background backgroundColor top bottom right inset minHeight minWidth pointerEvents letterSpacing webkitTextFillColor webkitTextSecurity font".split(" ").forEach(function (n) { var own = in_kebab(n); define(S, n, { get: function () { return text(this.__was[own]); }, set: function (x) { says(this, own, x); } }); });
  define(S, "height", { get: function () { return text(this.__was.height); }, set: function (x) { var e = this.__e; if (/auto|%|[1-9]/.test(text(x)) && /height\s*:\s*0/i.test(text(e.__attrs.style))) { e.__attrs.style = text(e.__attrs.style).replace(/height\s*:\s*0(?:px)?/gi, ""); e.__hide(false); } says(this, "height", x); } });
  define(S, "cssText", { get: function () { return ""; }, set: function (x) { this.__was = told_by(x); dresses(this); looks(this, true); } });
  function told_by(words) { var was = Object.create(null); text(words).slice(0, 4000).split(";").forEach(function (d) { var at = d.indexOf(":"); if (at > 0) was[d.slice(0, at).trim().toLowerCase()] = d.slice(at + 1).replace(/\s*!\s*important/i, "").trim(); }); return was; }
  S.setProperty = function (n, v) { n = text(n); if (in_camel(n) in S) this[in_camel(n)] = v; else { this[n] = v; lose(text(v)); } }; S.removeProperty = function (n) { this.setProperty(n, ""); }; S.getPropertyValue = function (n) { return text(this[in_camel(text(n))]); };
  function in_camel(n) { return n.replace(/-([a-z])/g, function (x, c) { return c.toUpperCase(); }); }
  function styled(e) { var s = Object.create(S); s.__e = e; s.__was = told_by(e.__attrs.style); s.__hid = unseen(s); if (s.__hid) e.__off = true; return s; }
  var asked_for = Object.create(null), wanted = 0;
  function ask(key) { if (key.length < 120 && wanted < 300 && !asked_for[key]) { asked_for[key] = true; wanted++; } }
  function special(n) { var tag = numbered[n].tag; return tag === "body" || tag === "head" ? doc[tag] : tag === "html" ? doc.documentElement : node_at(n); }
  function relative(key, way) { var name = way + " " + key.join(" "), l = given.found[name]; if (!l) { ask(name); return null; } return special(l[0]); }
  function around_of(n) { var up = numbered[n].up; return up !== undefined ? special(up) : numbered[n].key ? relative(numbered[n].key, "up") : null; }
  function none() {}
  function no() { return false; }
  // no more of a list than is done for a page
  function most(l) { if (l.length > 600) unable("so much at once"); return l.slice(0, 600); }
  var live = 0, seen_words = "", fresh = 0, written = 0, searched = Object.create(null);
  // the page's own elements, and those that scripts made since
  function find(kind, name) {
    if (answering && name.indexOf(MARK) >= 0) return [any_of(kind === "id" ? "#" + name : name)];
    var key = kind + " " + name, known = given.found[key], list = [];
    if (known) list = known.map(special).filter(function (e) { return e; });
    else if ((given.unread || []).indexOf(key) >= 0) unable(name);
    var q = kind === "id" ? "#" + name : name;
    if (out.length !== written) { written = out.length; fresh++; }
    if (fresh && (kind === "css" || !list.length)) {
      var last = searched[key];
      if (last && last.fresh === fresh) return last.list.slice();
      if (live++ > 80) { unable("so many searches"); return list; }
      var parts = kind === "id" ? true : steps_of(q); if (!parts) unable(q);
      searched[key] = { fresh: fresh, list: list };
      if (parts) everything().forEach(function (k) { if ((kind === "id" ? text(k.id || k.__attrs.id) === name : is_any(k, parts)) && list.indexOf(k) < 0) list.push(k); });
    }
    if (!list.length) {
      var made_up = byKey[key];
      if (!made_up && (kind === "id" || was_written(name))) made_up = byKey[key] = element("span", null, [kind, name, 0]);
      if (made_up) list.push(made_up);
      if (!known) ask(key);
    }
    return list;
  }
  // all that scripts touched and wrote, until they change it again
  var everyone = [], everyone_at = "";
  function everything() { var l = roots(), at = fresh + " " + l.length; if (at !== everyone_at) { everyone_at = at; everyone = []; l.forEach(function (r) { everyone.push.apply(everyone, all(r, [r], 0)); }); } return everyone; }
  function roots() { var l = touched.filter(function (e) { return !e.__up && !e.__gone && !e.__dead; }); out.forEach(function (x, i) { if (typeof x === "string" && /<\w/.test(x) && !over) { var w = element("div", { html: x, value: "", attrs: {} }); w.__bag = true; w.__written = true; out[i] = x = w; } if (x && x.__tag) l.push(x); }); return l.slice(0, 200); }
  // what another script wrote into the page is found when the page is whole
  function was_written(name) { var words = name.match(/[\w-]+/g) || []; return words.length > 0 && seen_words.length > 0 && seen_words.indexOf(words[words.length - 1]) >= 0; }
  function select(q) {
    q = text(q).trim();
    if (answering && q.indexOf(MARK) >= 0) return [any_of(q)];
    var m = /^#([\w-]+)$/.exec(q);
    if (q === "body" || q === "head" || q === "html") return [q === "html" ? doc.documentElement : doc[q]];
    if (q === "script") return scripts();
    if (m) return find("id", m[1]).slice(0, 1);
    q = q.replace(/^:root\s+(?=[\w.#\[])/, "");
    var parts = steps_of(q);
    if (!parts) { unable(q); return []; }
    if (parts.every(function (one) { return plain_until(one.steps) < 0; })) return find("css", q);
    return gathered(parts, function (one) {
      var at = plain_until(one.steps); if (at < 0) return find("css", one.text);
      var steps = one.steps.slice(at), own = steps[0].own, n = 0; while (n < own.length && plain(own[n])) n++;
      var from = n ? own[n] ? own[n].at : steps[0].upto : steps[0].from, begin = q.slice(one.at, from).replace(/[\s>+~]+$/, "").trim(), split = n > 0;
      if (split && /[+~]/.test(steps[0].sign)) { split = false; begin = q.slice(one.at, steps[0].from).replace(/[\s>+~]+$/, ""); }
      if (!begin) { begin = "*"; split = true; n = 0; }
      var l = begin === "*" ? all_there() : select(begin);
      return split ? walk(narrowed(l, own.slice(n)), steps.slice(1)) : walk(l, steps);
    });
  }
  function all_there() { unable("*"); return []; }
  // what the page's own search understands
  function plain(p) { return p.pseudo === undefined ? p.is !== "!=" : /^(?:first-child|last-child|nth-child|only-child|first-of-type|last-of-type|nth-of-type|only-of-type|empty|checked|disabled)$/.test(p.pseudo) || p.pseudo === "not" && /^[.#\[]?[\w="'-]+\]?$/.test(text(p.arg)); }
  function plain_until(steps) { for (var i = 0; i < steps.length; i++) if (!steps[i].own.every(plain) || /[+~]/.test(steps[i].sign) && steps.length > 2) return i; return -1; }
  // those that come by themselves, or never
  var OF_THEMSELVES = /^(?:error|unhandledrejection|toggle|popstate|slotchange|(?:webkit|moz)?(?:animation|transition)\w+|canplay\w*|loaded(?:meta)?data|online)$/i;
  var LOADS = /(?<!un)load(?!start|end)|pageshow/i, READIES = /ready|contentloaded/i, OF_BROWSERS = /^(?:on)?(?:load|pageshow|ready(?:statechange)?|domcontentloaded)$/i, loads = [], fired = Object.create(null);
  function listen(kind, f, of_element) {
    if (f && typeof f === "object" && typeof f.handleEvent === "function") f = f.handleEvent.bind(f);
    if (typeof f !== "function") return;
    kind = text(kind);
    var is_ready = READIES.test(kind);
    if (OF_BROWSERS.test(kind)) { f = with_event(f, kind, this === doc ? doc : g); (is_ready ? ready : loads).push(f); if (/state/i.test(kind)) loads.push(f); return; }
    if (OF_THEMSELVES.test(kind) && may_change(f)) wait(f, g);
    // one that the page itself lets happen, or in a while a script of another address
    if (is_ready || LOADS.test(kind)) g.setTimeout(function () { if (!fired[kind]) run(function () { f.call(doc, J); }, f); }, 5000);
    (events[kind] = events[kind] || []).push(f);
    if (of_element) heard[kind] = (heard[kind] || 0) + 1; else (upper[kind] = upper[kind] || []).push(f);
  }
  // what a browser itself tells of what happens
  function with_event(f, kind, of) {
    kind = kind.replace(/^on/, "").replace(/domcontentloaded/i, "DOMContentLoaded").replace(/^ready$/i, "readystatechange");
    var ev = { type: kind, target: kind === "load" ? doc : of, srcElement: of, currentTarget: of, isTrusted: true, bubbles: false, cancelable: false, defaultPrevented: false, eventPhase: 2, persisted: false };
    ["preventDefault", "stopPropagation", "stopImmediatePropagation"].forEach(function (n) { ev[n] = none; });
    define(ev, "timeStamp", { get: function () { return g.performance.now(); } });
    function heard_of() { return f.call(of, ev); }
    heard_of.__of = f; return heard_of;
  }
  function fire(ev, more) { var own = g["on" + text(ev && ev.type ? ev.type : ev)]; if (typeof own === "function" && this !== doc) own.call(g, ev); fired[text(ev && ev.type ? ev.type : ev)] = true; most(events[text(ev && ev.type ? ev.type : ev)] || []).forEach(function (f) { f.apply(doc, [ev].concat(more || [])); }); return true; }
  // the script that runs, and what stands around it: what they are given goes right behind it
  var current = null, over = false, hung = false, firsts = [];
  function behind(html) { out.push(html); hung = hung || !over && /<\w/.test(html); if (/<style/i.test(html)) styles_in(html); }
  function hang(x, first) {
    take(x);
    if (x && x.__tag === "style") { styles_of(x); return x; }
    if (x && x.__bag) { grow(x).slice().forEach(hang); return x; }
    if (x && x.__tag === "script") { var code = x.src || x.__attrs.src ? code_of(x.src || x.__attrs.src) : unesc(inner(x)); if (code && !over) late.push(code); if (!code) wait(x.onreadystatechange); }
    else { first = first === true; hung = hung || !over && !first; if (first && x && x.__tag) firsts.unshift(x); out.push(x && typeof x === "object" ? x : esc(text(x))); }
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
  function running(attributes, at) {
    var e = element("script", { html: "", value: "", attrs: attributes }), p = around();
    define(p, "parentNode", { get: looks_at_all }); p.__around = true;
    define(e, "previousElementSibling", { get: function () { return relative(at, "prev"); } }); define(e, "previousSibling", { get: looks_at_all });
    e.id = text(attributes.id); e.src = ""; e.__beside = function (side, html) { behind(html); };
    e.before = e.after = e.replaceWith = function () { [].forEach.call(arguments, hang); };
    e.insertAdjacentHTML = p.insertAdjacentHTML; e.insertAdjacentElement = p.insertAdjacentElement; e.insertAdjacentText = p.insertAdjacentText;
    define(e, "parentNode", { get: function () { return p; } }); define(e, "parentElement", { get: function () { return p; } });
    define(e, "outerHTML", { get: function () { return "<script><\/script>"; }, set: function (h) { behind(count(text(h))); } });
    return e;
  }
  function walker(root, what) {
    var l = [], at = 0;
    if (root === doc || root === doc.body || root === doc.documentElement) { unable("all of the page"); root = element("div"); }
    (function walk(e, deep) { if (deep < 60) grow(e).forEach(function (k) { if (l.length > 4000 || !k || typeof k !== "object") return; if (!what || what < 0 || (k.__tag ? what & 1 : k.nodeType === 8 ? what & 128 : what & 4)) l.push(k); if (k.__tag) walk(k, deep + 1); }); })(root, 0);
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
      if (/\ssrc\s*=[\s"']*data:/i.test(m[1])) m[2] = code_of(attrs(m[1]).src);
      else if (/\ssrc\s*=|type\s*=\s*["']?(?!text\/javascript|application\/javascript|module)\w/i.test(m[1])) { out.push(m[0]); m[2] = ""; }
      if (m[2] && nested++ < 200) { try { (0, eval)(m[2]); } catch (e) { if (/interrupted|output/.test(text(e && e.message))) throw e; } flush(); } else if (m[2]) unable("so many scripts that are written");
      pending = rest;
    }
    if (!/<(?:s(?:c(?:r(?:i(?:pt?)?)?)?)?)?$|<script/i.test(pending)) flush();
  }
  function flush() { if (pending) { behind(pending); pending = ""; } }
  var doc = {
    write: function () { if (over && !answering) unable("all of the page"); if (!over) for (var i = 0; i < arguments.length; i++) write(text(arguments[i])); },
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
    evaluate: function (q) { var m = /^\/\/[\w*]+\[@(id|class)=["']([\w -]+)["']\]$/.exec(text(q)), l = m ? m[1] === "id" ? find("id", m[2]) : find("css", "." + m[2].split(/\s+/).join(".")) : [], i = 0; if (!m) { unable(q); throw new Error("path"); } return { singleNodeValue: l[0] || null, snapshotLength: l.length, snapshotItem: function (n) { return l[n]; }, iterateNext: function () { return l[i++] || null; } }; },
    createRange: function () { var in_ = null, whole = false, r = {}; ["setStart", "setEnd", "setStartBefore", "setStartAfter", "setEndBefore", "setEndAfter", "surroundContents", "cloneContents"].forEach(function (n) { r[n] = function () { unable("a range"); }; }); return Object.assign(r, { selectNode: function (n) { in_ = n; whole = true; }, selectNodeContents: function (n) { in_ = n; whole = false; }, collapse: none, detach: none, deleteContents: function () { if (in_ && whole) in_.remove(); else if (in_) in_.innerHTML = ""; }, extractContents: function () { var w = element("div"); w.__bag = true; if (in_ && whole) w.appendChild(in_); else if (in_) in_.childNodes.forEach(function (k) { w.appendChild(k); }); return w; }, insertNode: function (n) { if (in_) in_.prepend(n); }, createContextualFragment: function (h) { var w = element("div"); w.__html = text(h); w.__bag = true; return w; } }); },
    createDocumentFragment: function () { var e = element("div"); e.__bag = true; e.nodeType = 11; return e; },
    addEventListener: listen, attachEvent: listen, removeEventListener: none, dispatchEvent: fire, open: none, close: none,
    createEvent: function () { return { type: "", initEvent: function (t) { this.type = t; }, initCustomEvent: function (t, b, c, d) { this.type = t; this.detail = d; } }; },
    createComment: comment, elementFromPoint: function () { unable("what stands at a point"); return null; }, elementsFromPoint: function () { unable("what stands at a point"); return []; }, hasFocus: function () { return true; }, execCommand: function (n) { if (/^(?:cut|delete|forwardDelete|format|insert|removeF|undo)/i.test(text(n))) unable("what is edited"); return false; }, createAttribute: function (n) { return { name: text(n), value: "" }; }, implementation: { hasFeature: function () { return true; } },
    title: "", styleSheets: [sheet_object(), sheet_object()], cookie: "", referrer: "", visibilityState: "visible", hidden: false, characterSet: "UTF-8", inputEncoding: "UTF-8", contentType: "text/html", nodeType: 9, nodeName: "#document", contains: function (k) { for (var i = 0; k && i < 80; i++) { if (k.__key !== undefined && !k.__gone || k === doc.body || k === doc.documentElement || k === doc.head) return true; k = k.__up; } return false; }, charset: "utf-8", compatMode: "CSS1Compat", domain: ""
  };
  // what stands first in the body is known only as the place before which something is put: whoever asks more of it looks at all of the page
  var begins = [];
  function looks_at_all(v) { unable("all of the page"); return v; }
  function begin_of_body() { if (unables.length || begins.length > 20) return looks_at_all(null); function asked_of() { return looks_at_all(undefined); } begins.push(new Proxied({}, { get: asked_of, set: asked_of, has: asked_of })); return begins[begins.length - 1]; }
  // its own elements as the page has them: what scripts put among them is not counted there, and words are none
  function in_body(n) {
    if (n === "firstChild") return begin_of_body();
    if (n === "childNodes") return new Proxied([], { get: function (l, i) { return i === "length" ? 2 * find("css", "body > *").length + 1 : i === "0" ? begin_of_body() : looks_at_all(l[i]); } });
    if (hung && over || n === "lastChild") return looks_at_all(n === "children" ? [] : null);
    var l = firsts.concat(find("css", "body > *")).filter(function (e) { return !e.__gone; }); l.item = function (i) { return l[i] || null; };
    if (n !== "firstElementChild" && is_last_told(l[l.length - 1])) looks_at_all();
    return n === "children" ? l : n === "firstElementChild" ? l[0] || null : over ? l[l.length - 1] || null : current || looks_at_all(null);
  }
  doc.body = element("body"); doc.documentElement = element("html"); doc.head = element("head");
  // what is hung onto the page itself stands behind the script that hung it
  [doc.body, doc.documentElement, doc.head].forEach(function (e) {
    ["children", "childNodes", "firstElementChild", "lastElementChild", "firstChild", "lastChild"].forEach(function (n) { define(e, n, { get: function () { return e === doc.body ? in_body(n) : e === doc.head ? (/^child/.test(n) ? [] : null) : /^last/.test(n) ? doc.body : /^child/.test(n) ? [doc.head, doc.body] : doc.head; }, configurable: true }); });
    if (e !== doc.head) e.remove = e.replaceChildren = e.replaceWith = function () { unable("all of the page"); };
    e.removeChild = function (k) { if (k && k.remove) k.remove(); return k; };
    e.appendChild = hang; e.append = function () { [].forEach.call(arguments, hang); };
    e.insertAdjacentHTML = function (w, h) { behind(count(text(h))); }; e.insertAdjacentElement = function (w, k) { return hang(k); };
    e.insertBefore = function (k, next) { if (begins.indexOf(next) >= 0) { begins.splice(begins.indexOf(next), 1); return hang(k, true); } if (next && next.__key !== undefined && !next.__up && k.__tag !== "script") { hung = true; next.__beside("before", k); return k; } return hang(k); }; e.prepend = function () { [].forEach.call(arguments, function (k) { hang(k, true); }); };
    ["querySelector", "querySelectorAll", "getElementsByTagName", "getElementsByClassName"].forEach(function (n) { e[n] = doc[n]; });
    ["innerHTML", "outerHTML", "textContent", "innerText"].forEach(function (n) { define(e, n, { get: function () { if (e !== doc.head && /HTML/.test(n)) unable("all of the page"); return ""; }, set: function (h) { if (e === doc.head) { styles_in(text(h)); return; } unable("all of the page"); behind(count(/^text|^innerT/.test(n) ? esc(text(h)) : text(h))); }, configurable: true }); });
  });
  var whole = false;
  define(doc, "readyState", { get: function () { return whole ? "complete" : over ? "interactive" : "loading"; } });
  define(doc, "lastModified", { get: function () { asked = true; return new RealDate(moment).toString(); } });
  define(doc, "scripts", { get: scripts }); define(doc, "currentScript", { get: function () { return current; } });
  ["children", "childNodes"].forEach(function (n) { define(doc, n, { get: function () { return [doc.documentElement]; } }); });
  "firstChild lastChild firstElementChild lastElementChild scrollingElement".split(" ").forEach(function (n) { doc[n] = doc.documentElement; }); doc.activeElement = doc.body;
  [["images", "img"], ["links", "a[href]"], ["anchors", "a[name]"], ["embeds", "embed"], ["plugins", "embed"]].forEach(function (l) { define(doc, l[0], { get: function () { return by_name(find("css", l[1])); } }); });
  define(doc, "forms", { get: function () { return by_name(find("css", "form").map(function (f) { f.elements.forEach(function (k) { [k.__attrs.name, k.__attrs.id].forEach(function (n) { if (n && !(n in f)) f[n] = k; }); }); return f; })); } });
  doc.all = new Proxied(function (n) { return find("id", text(n))[0]; }, { get: function (t, n) { return typeof n === "symbol" ? undefined : n === "length" ? 100 : n === "item" || n === "namedItem" ? t : n === "tags" ? doc.getElementsByTagName : /^\d/.test(n) ? looks_at_all(undefined) : find("id", n)[0]; } });
  function J(q, at) {
    if (answering && is_answer(q)) return q;
    if (typeof q === "function") { ready.push(q); return J(""); }
    if (typeof q === "string" && at !== undefined && at !== null && at !== doc) {
      if (!/^\s*</.test(q)) return J(at).find(q);
      var made = J(q); for (var k in at) { if (k === "text" || k === "html" || k === "append" || k === "val") made[k](at[k]); else if (k === "css" || k === "click" || k === "on") continue; else made.attr(k, at[k]); }
      return made;
    }
    var list = typeof q === "string" ? (/^\s*</.test(q) ? nodesOf(q).filter(function (n) { return n.__tag; }) : q ? select(q) : []) : q && q.__list ? q.__list : q && q.__tag ? [q] : q === doc ? [doc] : [];
    return jq(list);
  }
  function html(x) { return x === undefined || x === null ? "" : typeof x === "object" ? (x.__list || Array.isArray(x) ? (x.__list || x).map(function (k) { return k && typeof k === "object" ? raw(k) : text(k); }).join("") : raw(x)) : str(x); }
  function raw(e) { return e.__tag ? shown(e) : e.__text !== undefined ? esc(e.__text) : text(e); }
  // what is done once an element has come or gone
  function after(list, a) { var f = a[a.length - 1]; if (typeof f === "function") list.forEach(function (e) { late.push(f.bind(e)); }); }
  // what every list of elements knows how to do
  var Q = apart_from_all("[object Object]"), OF_LIST = { get: function (t, n, me) { return n in t || typeof n === "symbol" ? t[n] : n in J.fn ? J.fn[n] : function () { [].forEach.call(arguments, lose); if (!ON_EVENT.test(n)) wait_for(arguments); if ([].some.call(arguments, asks_for) || brings(arguments, 1)) fills(me.__list); return me; }; } };
  function jq(list, from) {
    var o = Object.create(Q); o.__list = list; o.length = list.length; o.__from = from;
    for (var i = 0; i < list.length; i++) o[i] = list[i];
    return new Proxied(o, OF_LIST);
  }
  function each(me, f) { me.__list.forEach(f); return me; }
  function gather(me, f) { return jq(gathered(me.__list, f), me); }
  function fit(l, q) { if (!q) return l; if (typeof q !== "string") return l.filter(function (k) { return nodes_of(q).indexOf(k) >= 0; }); var parts = steps_of(q); return parts && parts.length === 1 && parts[0].steps.length === 1 ? narrowed(l, parts[0].steps[0].own) : l.filter(function (k) { return matches(k, q); }); }
  function nodes_of(x) { return x && x.__list ? x.__list : Array.isArray(x) ? x.reduce(function (l, k) { return l.concat(nodes_of(k)); }, []) : [x]; }
  function is_node(x) { return x && typeof x === "object" && (x.__tag !== undefined || x.__text !== undefined); }
  // into each of them: copies, and into the last one what is given itself
  function put_all(me, args, where) {
    var outside = where === "before" || where === "after";
    var list = me.__list;
    list.forEach(function (e, i) {
      if (!e.insertAdjacentHTML) return;
      var l = nodes_of(typeof args[0] === "function" ? args[0].call(e, i, e.innerHTML) : [].slice.call(args)), last = i === list.length - 1;
      if (where === "afterbegin" || where === "after") l.reverse();
      l.forEach(function (x) {
        if (is_node(x)) { x = last ? x : x.cloneNode ? x.cloneNode(true) : textNode(x.__text); if (outside) e.__beside(where, x); else if (where === "beforeend") e.appendChild(x); else e.prepend(x); }
        else if (outside) e.__beside(where, html(x)); else e.insertAdjacentHTML(where, html(x));
      });
    });
    return me;
  }
  Q.html = function (h) { var me = this, list = me.__list; if (h === undefined) return list[0] ? list[0].innerHTML : undefined; return each(me, function (e) { var x = typeof h === "function" ? h.call(e, list.indexOf(e), e.innerHTML) : h, m = html(x); if (x && typeof x === "object") nodes_of(x).filter(is_node).forEach(take); e.innerHTML = m; }); };
  Q.text = function (t) { var me = this, list = me.__list; if (t === undefined) return list.map(function (e) { return e.textContent; }).join(""); return each(me, function (e) { e.textContent = typeof t === "function" ? t.call(e, list.indexOf(e), e.textContent) : t; }); };
  Q.val = function (v) { var me = this, list = me.__list; if (v === undefined) return list[0] ? list[0].value : undefined; return each(me, function (e) { e.value = text(v); }); };
  Q.append = function () { return put_all(this, arguments, "beforeend"); };
  Q.prepend = function () { return put_all(this, arguments, "afterbegin"); };
  Q.before = function () { return put_all(this, arguments, "before"); };
  Q.after = function () { return put_all(this, arguments, "after"); };
  Q.remove = Q.detach = function (q) { var me = this, list = me.__list; fit(list, q).forEach(function (e) { if (e.remove) e.remove(); }); return me; };
  Q.replaceAll = function (q) { J(q).replaceWith(this); return this; };
  ["hide", "fadeOut", "slideUp"].forEach(function (n) { Q[n] = function () { var me = this, list = me.__list; each(me, function (e) { if (e.__hide) e.__hide(true); }); after(list, arguments); return me; }; });
  ["show", "fadeIn", "slideDown"].forEach(function (n) { Q[n] = function () { var me = this, list = me.__list; each(me, function (e) { if (e.__hide) e.__hide(false); }); after(list, arguments); return me; }; });
  ["animate", "fadeTo"].forEach(function (n) { Q[n] = function (to, clear) { var me = this, list = me.__list; if (n === "fadeTo") to = { opacity: clear }; each(me, function (e) { ["opacity", "height"].forEach(function (k) { if (e.style && to && to[k] !== undefined) e.style[k] = { show: 1, hide: 0, toggle: e.__shown && e.__shown() ? 0 : 1 }[to[k]] === undefined ? to[k] : { show: 1, hide: 0, toggle: e.__shown && e.__shown() ? 0 : 1 }[to[k]]; }); }); after(list, arguments); return me; }; });
  Q.toggle = Q.slideToggle = Q.fadeToggle = function (on) { each(this, function (e) { if (e.__hide) e.__hide(typeof on === "boolean" ? !on : e.__shown()); }); after(this.__list, arguments); return this; };
  Q.css = function (n, v) { if (typeof n === "string" && v === undefined) return this.__list[0] && this.__list[0].__tag ? g.getComputedStyle(this.__list[0])[n] : ""; return each(this, function (e) { if (e.style) typeof n === "string" ? e.style.setProperty(n, v) : Object.keys(n || {}).forEach(function (k) { e.style.setProperty(k, n[k]); }); }); };
  ["add", "remove", "toggle"].forEach(function (n) { Q[n + "Class"] = function (c, on) { return each(this, function (e) { text(c).split(/\s+/).forEach(function (x) { if (x && e.classList) e.classList[n](x, n === "toggle" ? on : undefined); }); }); }; });
  Q.click = function (f) { return typeof f === "function" ? this.on("click", f) : this.trigger("click"); };
  ["change", "input", "keyup", "blur", "focus", "resize", "scroll"].forEach(function (n) { Q[n] = function (f) { return typeof f === "function" ? this.on(n, f) : this.trigger(n); }; });
  Q.appendTo = function (q) { J(q).append(this); return this; };
  Q.prependTo = function (q) { J(q).prepend(this); return this; };
  Q.insertAfter = function (q) { J(q).after(this); return this; };
  Q.insertBefore = function (q) { J(q).before(this); return this; };
  Q.replaceWith = function (h) { var me = this, list = me.__list; return each(me, function (e, i) { var l = nodes_of(typeof h === "function" ? h.call(e, i, e.innerHTML) : h); if (e.__text !== undefined) l = [].concat.apply([], l.map(function (x) { return is_node(x) ? x : nodes_in(html(x), e.__up); })); if (l.every(is_node) && i === list.length - 1) e.replaceWith.apply(e, l); else e.outerHTML = l.map(html).join(""); }); };
  Q.empty = function () { return each(this, function (e) { e.innerHTML = ""; }); };
  Q.find = function (q) { return q && typeof q === "object" ? J(q) : gather(this, function (e) { return e.__tag ? within(e, text(q)) : select(q); }); };
  Q.children = function (q) { return gather(this, function (e) { return e.children ? fit(e.children, q) : []; }); };
  Q.next = function (q) { return gather(this, function (e) { return fit([e.nextElementSibling].filter(Boolean), q); }); };
  Q.prev = function (q) { return gather(this, function (e) { return fit([e.previousElementSibling].filter(Boolean), q); }); };
  Q.prevAll = function (q) { return gather(this, function (e) { var l = [], at = e.previousElementSibling; while (at && l.length < 60) { l.push(at); at = at.previousElementSibling; } return fit(l, q); }); };
  Q.parent = function (q) { return gather(this, function (e) { return fit([e.parentNode].filter(Boolean), q); }); };
  Q.closest = function (q) { return gather(this, function (e) { return e.closest ? e.closest(text(q)) : null; }); };
  // what bears a name that is nowhere on the page stands beside nothing of it, unless an answer may bring it
  function stands_nowhere(e) { return e.__key !== undefined && e.__key[0] === "id" && e.__num === undefined && !e.__up && !answering && !answers.length && !filled.length; }
  Q.siblings = function (q) { return gather(this, function (e) { return !stands_nowhere(e) && e.parentNode && e.parentNode.children ? fit(e.parentNode.children, q).filter(function (k) { return k !== e; }) : []; }); };
  Q.filter = function (q) { var me = this, list = me.__list; return jq(typeof q === "function" ? list.filter(function (e, i) { return q.call(e, i, e); }) : fit(list, q), me); };
  Q.last = function () { var me = this, list = me.__list; return me.eq(list.length - 1); };
  Q.map = function (f) { var list = this.__list; return list.map(function (e, i) { return f.call(e, i, e); }); };
  Q.attr = function (n, v) { var me = this, list = me.__list; if (typeof n === "string" && v === undefined) return list[0] ? list[0].getAttribute(n) : undefined; return each(me, function (e) { if (typeof n === "string") e.setAttribute(n, v); }); };
  Q.removeAttr = function (n) { return each(this, function (e) { text(n).split(/\s+/).forEach(function (k) { e.removeAttribute(k); }); }); };
  Q.data = function (n, to) {
    var me = this, list = me.__list;
    if (n && typeof n === "object") { for (var k in n) me.data(k, n[k]); return me; }
    if (to !== undefined) return each(me, function (e) { (e.__data = e.__data || Object.create(null))[text(n)] = to; });
    if (list[0] && list[0].__data && text(n) in list[0].__data) return list[0].__data[text(n)];
    var v = n === undefined ? Object.assign({}, list[0] && list[0].dataset) : list[0] ? list[0].getAttribute("data-" + text(n).replace(/[A-Z]/g, function (c) { return "-" + c.toLowerCase(); })) : undefined;
    if (v === null) return undefined;
    if (typeof v === "string" && (v === str(+v) || /^[\[{]/.test(v))) try { return parse(v); } catch (e) {}
    return v;
  };
  Q.tmpl = function (d) { return J([].concat(d).map(g.jQuery.__compile(this.html())).join("")); };
  Q.each = function (f) { var me = this, list = me.__list; list.forEach(function (e, i) { f.call(e, i, e); }); return me; };
  Q.eq = function (i) { var me = this, list = me.__list; i = i < 0 ? list.length + i : i; return jq(list[i] ? [list[i]] : [], me); };
  Q.first = function () { return this.eq(0); };
  Q.get = function (i) { var list = this.__list; return i === undefined ? list.slice() : list[i < 0 ? list.length + i : i]; };
  Q.on = Q.bind = Q.one = Q.live = function (kind, q) {
    var me = this, list = me.__list, f = arguments[arguments.length - 1];
    if (typeof kind === "object" && kind) { for (var k in kind) if (typeof q === "string") me.on(k, q, kind[k]); else me.on(k, kind[k]); return me; }
    if (typeof q === "string" && typeof f === "function") f = delegated(q, f);
    text(kind).trim().split(/\s+/).forEach(function (k) { k = k.replace(/(.)\..*/, "$1"); if (list[0] && list[0].__run) each(me, function (e) { e.addEventListener(k, f); }); else listen(k, f); });
    return me;
  };
  Q.delegate = function (q, kind) { return this.on(kind, q, arguments[arguments.length - 1]); };
  function trigger(rises) { return function (kind, more) { var list = this.__list, k = text(kind && kind.type || kind).replace(/(.)\..*/, "$1"); more = more === undefined ? [] : [].concat(more); if (list[0] && list[0].__run) each(this, function (e) { happen(e, k, { type: k, preventDefault: none }, rises, more); }); else fire(k, more); return this; }; }
  Q.trigger = trigger(true); Q.triggerHandler = trigger(false);
  Q.prop = function (n, v) { var me = this, list = me.__list; if (typeof n !== "string") return me; if (v === undefined) return list[0] ? (list[0][n] !== undefined ? list[0][n] : list[0].getAttribute(n)) : undefined; return each(me, function (e) { if (/^(?:innerHTML|textContent|innerText|outerHTML|value|hidden|className|id)$/.test(n)) e[n] = v; }); };
  ["height", "width", "innerHeight", "innerWidth", "outerHeight", "outerWidth"].forEach(function (n) { Q[n] = function (v) { var e = this.__list[0]; return v !== undefined && v !== true && v !== false ? this.css(n.replace(/^(?:inner|outer)/, "").toLowerCase(), typeof v === "number" ? v + "px" : v) : e && e.__tag ? size_of(e) : 1000; }; });
  Q.offset = Q.position = function (v) { var e = this.__list[0]; return v ? this.css(v) : e && e.__tag ? { top: size_of(e), left: 0 } : undefined; };
  Q.size = function () { var list = this.__list; return list.length; };
  Q.toArray = function () { var list = this.__list; return list.slice(); };
  Q.index = function (x) { var list = this.__list; var e = x === undefined ? list[0] : null, up = e && e.parentNode; return x === undefined ? (up && up.children ? up.children.indexOf(e) : 0) : list.indexOf(J(x).__list[0]); };
  Q.queue = function (f) { return typeof f === "function" ? each(this, function (e) { f.call(e, none); }) : this; };
  Q.wrapInner = Q.wrap = Q.wrapAll = Q.unwrap = function (h) { var w = typeof h === "string" && nodesOf(h)[0]; return w && w.__off ? each(this, function (e) { if (e.__hide) e.__hide(true); }) : this; };
  Q.contents = function () { return gather(this, function (e) { return e.childNodes ? e.childNodes : []; }); };
  Q.parents = function (q) { return gather(this, function (e) { var l = [], at = e.parentNode, i = 0; while (at && at.__tag && i++ < 60) { l.push(at); if (at === doc.body) break; at = at.parentNode; } return fit(l, q); }); };
  Q.add = function (q) { var list = this.__list; return jq(list.concat(J(q).__list)); };
  Q.end = function () { return this.__from || this; };
  Q.addBack = Q.andSelf = function () { var me = this, l = me.__from ? me.__from.__list : []; return jq(me.__list.concat(l.filter(function (e) { return me.__list.indexOf(e) < 0; })), me); };
  Q.nextUntil = function (q) { return gather(this, function (e) { return until(later(e), q); }); };
  Q.prevUntil = function (q) { return gather(this, function (e) { return until(J(e).prevAll().__list, q); }); };
  Q.parentsUntil = function (q) { return gather(this, function (e) { return until(J(e).parents().__list, q); }); };
  function until(l, q) { for (var i = 0; i < l.length; i++) if (q && fit([l[i]], q).length) return l.slice(0, i); return l; }
  Q.even = function () { return jq(this.__list.filter(function (e, i) { return i % 2 === 0; }), this); };
  Q.odd = function () { return jq(this.__list.filter(function (e, i) { return i % 2 === 1; }), this); };
  Q.nextAll = function (q) { return gather(this, function (e) { return fit(later(e), q); }); };
  Q.slice = function (a, b) { var me = this, list = me.__list; return jq(list.slice(a, b), me); };
  Q.not = function (q) { var me = this, list = me.__list; var out_ = typeof q === "function" ? list.filter(function (e, i) { return q.call(e, i, e); }) : fit(list, q || ":not(*)"); return jq(list.filter(function (e) { return out_.indexOf(e) < 0; }), me); };
  Q.clone = function () { var list = this.__list; return jq(list.map(function (e) { return e.cloneNode(true); })); };
  Q.ready = function (f) { if (typeof f === "function") ready.push(f); return this; };
  Q.load = function (f) { if (typeof f === "function") loads.push(f); else if (typeof f === "string") each(this, function (e) { if (e.__key !== undefined && !e.__up && filled.length < 40) filled.push(e.__key); else if (realExec.call(DAY, bare(inner(e))) !== null) unable("a part of another address"); }); return this; };
  Q.hasClass = function (c) { var list = this.__list; return list.some(function (e) { return e.__tag && classes(e).indexOf(" " + c + " ") >= 0; }); };
  Q.is = function (q) { var list = this.__list; return typeof q === "string" && list.some(function (e) { return e.__tag && fit([e], q).length > 0; }); };
  ["ajax", "get", "post", "getJSON", "getScript"].forEach(function (n) { J[n] = function () { wait_for(arguments); return stub(true); }; }); J.ajaxSetup = stub;
  J.trim = function (s) { return text(s).trim(); };
  J.each = function (l, f) { if (answering && is_answer(l)) { l.each(f); f.call(l, MARK, l); return; } if (l && l.__list) l = l.__list; if (l && l.length === undefined) { for (var k in l) f.call(l[k], k, l[k]); return; } for (var i = 0; l && i < l.length; i++) f.call(l[i], i, l[i]); };
  J.fn = J.prototype = { jquery: "3.6.0" }; J.fn.extend = function (o) { return Object.assign(J.fn, o); };
  function given_up(x) { return x && x.__stub === x; }
  // *a*: what it was resolved with, null where it waits
  function deferred(a) {
    var kept = a, state = a ? 1 : 0, hear = [], d = { promise: function () { return d; }, state: function () { return ["pending", "resolved", "rejected"][state]; } };
    function settle(n) { return function () { if (state === 0) { state = n; kept = [].slice.call(arguments); hear.forEach(function (f) { f(); }); } return d; }; }
    function on(ok, bad) { function f() { var way = state === 1 ? ok : bad; if (typeof way === "function") way.apply(null, kept); } if (state) f(); else hear.push(f); return d; }
    d.resolve = settle(1); d.reject = settle(2); d.notify = d.progress = function () { return d; };
    d.done = d.then = on; d.fail = d["catch"] = function (f) { return on(null, f); }; d.always = function (f) { return on(f, f); };
    return d;
  }
  J.Deferred = function (f) { var d = deferred(null); if (typeof f === "function") f.call(d, d); return d; };
  J.when = function () {
    var l = [].slice.call(arguments), left = 1, all = deferred(null);
    if (l.some(given_up)) return stub();
    function one() { if (--left === 0) all.resolve.apply(all, l); }
    l.forEach(function (x, i) { if (x && typeof x.done === "function") { left++; x.done(function (v) { l[i] = v; one(); }); } });
    one(); return all;
  };
  J.proxy = function (f, o) { return typeof f === "function" ? f.bind(o) : f[o].bind(f); };
  J.extend = function () { var a = [].slice.call(arguments), deep = a[0] === true; if (deep) a.shift(); return a.length === 1 ? Object.assign(J, a[0]) : Object.assign.apply(null, a); };
  J.parseXML = function (h) { return new g.DOMParser().parseFromString(h); }; J.parseHTML = function (h) { return nodesOf(text(h)); }; J.noConflict = function () { return J; }; J.isFunction = function (f) { return typeof f === "function"; }; J.isEmptyObject = function (o) { return !o || !Object.keys(o).length; }; J.grep = function (l, f) { return [].filter.call(l || [], f); };
  J.ready = { then: function (f) { ready.push(f); } }; J.cookie = none; J.browser = { webkit: true, chrome: true, safari: false, msie: false, mozilla: false, opera: false, version: "120.0" }; J.support = {}; J.isNumeric = function (x) { return !isNaN(parseFloat(x)) && isFinite(x); }; J.isPlainObject = function (o) { return Object.prototype.toString.call(o) === "[object Object]"; }; J.makeArray = function (l) { return [].slice.call(l && l.__list || l || []); }; J.now = function () { return Clock.now(); }; J.param = function (o) { return Object.keys(o || {}).map(function (k) { return k + "=" + o[k]; }).join("&"); };
  // what is done with the answer of another address, which does not come here
  var filled = [], ANSWERED = /^(?:(?:on)?(?:success|complete|done|load|ready|loadsuccess)|then|callback|cb|render)$/i, REFUSED = /^(?:(?:on)?(?:error|fail(?:ed|ure)?|timeout)|catch)$/i, ON_EVENT = /^(?:pag|hover|toggle|mouse|key|focus|blur|change|dblclick|scroll|resize|submit|touch|select|input|error|tap|swipe|unload)/i, SENDS = /^(?:fetch|axios|request|http|ajax)$/;
  function wait(f, me, a, bad) { if (typeof f !== "function") return; if (answers.length < MOST_ANSWERS) answers.push({ f: f, me: me, a: a, done: false, bad: bad === true }); else if (!answering && may_change(f)) unable("so much that waits"); }
  // whether a function, or one of the page's that it calls, speaks of what a page shows
  var OF_PAGE = /HTML|[tT]ext|style|remove|hid|[cC]lass|append|replace|insert|empty|detach|fade|write/, CALLS = /(?:^|[^\w$.])([A-Za-z_$][\w$]*)\s*\(/g;
  function may_change(f) {
    if (typeof f !== "function") return false;
    var t, m, n = 0; try { t = source_of.call(f.__of || f).slice(0, 20000); } catch (e) { return true; }
    if (realExec.call(OF_PAGE, t) !== null) return true;
    for (CALLS.lastIndex = 0; n++ < 20 && (m = realExec.call(CALLS, t)) !== null;) if (typeof g[m[1]] === "function" && g[m[1]] !== f && !is_answer(g[m[1]]) && g[m[1]].__stub !== g[m[1]] && realExec.call(OF_PAGE, source_of.call(g[m[1]]).slice(0, 20000)) !== null) return true;
    return false;
  }
  function wait_for(a) { [].forEach.call(a, function (x) { if (typeof x === "function") wait(x); else if (x && typeof x === "object" && !x.__list && !x.__tag) Object.keys(x).slice(0, 40).forEach(function (k) { if (ANSWERED.test(k) || REFUSED.test(k)) wait(x[k], null, null, REFUSED.test(k)); }); var at = x && (x.elem || x.el || x.container); if (at && typeof at === "string" && asks_for(x)) fills(select(at)); }); }
  // The answer of another address, of which nothing is known: any name of it is another one, and it is what a script compares it with.
  // Run with it, what waits for it says which parts of the page it takes the place of. MARK is a name that no page has.
  var MARK = "\u2d55", ANSWER = Symbol(), MANY = 8, MOST_ANSWERS = 400, answers = [], answering = false, guesses = {}, round = 0, overwritten = [], HIDES = /hid|none/;
  function is_answer(x) { return typeof x === "function" && x[ANSWER] === true; }
  // *kept*: what a call of it gives may be a promise; what that keeps is none
  function answer(name, kept) {
    name = text(name);
    function each_of(f) { for (var i = 0; i < MANY; i++) attempt(f, my, name === "each" ? [i, my, my] : [my, i, my]); }
    var my = new Proxied(() => my, {
      get: function (t, n) {
        if (n === ANSWER) return true;
        if (n === Symbol.toPrimitive) return function (as) { var l = guesses[name]; return as === "number" ? name === "status" ? 200 : 1 : as === "string" || !l || round >= l.length || l[round] === null ? MARK : l[round]; };
        if (n === Symbol.iterator) return function () { return [answer(name), answer(name), answer(name)][Symbol.iterator](); };
        if (n === "catch") return function (f) { attempt(f, my, [answer("")], { bad: true }); return my; };
        if (n === "then") return kept ? function (f) { return answer("json", attempt(f, my, [answer("")]) || true); } : undefined;
        if (typeof n === "symbol" || /^(?:__.*|tagName|nodeType|fail|error|err|failed|isEmpty)$/.test(n)) return undefined;
        return n === "length" || n === "size" ? MANY : answer(n);
      },
      set: function () { return true; }, has: function () { return true; }, deleteProperty: function () { return true; },
      ownKeys: function () { return [MARK]; },
      getOwnPropertyDescriptor: function () { return { value: answer(name), enumerable: true, configurable: true, writable: true }; },
      apply: function (t, me, a) { if (/^(?:set(?:Value|HTML|Text|Content)|update|html|text|fill)$/.test(name) && a.some(is_answer)) a.forEach(function (x) { if (typeof x === "string" && /^#?[\w-]{1,40}$/.test(x)) fills(find("id", x.replace("#", ""))); }); a.forEach(function (f) { if (typeof f === "function" && !is_answer(f)) each_of(f); }); return answer(name, true); },
      construct: function () { return answer(name); }
    });
    return my;
  }
  // what is done where no answer comes takes a day away only where it puts another there
  var gave_up = false;
  function attempt(f, me, a, l) {
    if (typeof f !== "function") return;
    var was = gave_up; gave_up = l ? l.bad : was;
    try { var v = f.apply(me, a); if (l) l.done = true; return v; } catch (e) { if (/interrupted/.test(text(e && e.message))) throw e; } finally { gave_up = was; }
  }
  // *run* each function that waits for an answer, with what it is called on and with, and, where it is one of them, its place among *answers*
  function each_waiting(run) {
    for (var i = 0; i < answers.length; i++) run(answers[i].f, answers[i].me || answer(""), answers[i].a || [answer(""), "success", answer("")], answers[i]);
    (given.called || []).forEach(function (n) { if (typeof g[n] === "function") run(g[n], g, [answer("")]); });
    if (typeof g.onmessage === "function") run(g.onmessage, g, [{ type: "message", data: answer("data"), origin: "" }]);
    if (!fired.message) (events.message || []).slice(0, 20).forEach(function (f) { run(f, g, [{ type: "message", data: answer("data"), origin: "" }]); });
  }
  // an element by a name that the answer tells: any that has such a one
  function any_of(q) { var e = element("span"); e.__any = q.replace(/\s+/g, " ").slice(0, 200); return e; }
  var FIGURES = /\d{1,4}(?:\s?[-\/.年月]\s?\d{1,2}){1,2}/g;
  // what stood in an element, or it itself, before *next* takes its place; where its days stand in that too, nothing goes
  function loses(e, next) {
    if (gave_up && realExec.call(DAY, typeof next === "string" ? next : markup(next.length === undefined ? next : { __list: next })) === null) return;
    if (e.__any) { if (filled.length < 40) filled.push(["any", e.__any, 0]); return; }
    if (e.__lost || overwritten.length >= 200) return;
    var was = e.__text !== undefined ? esc(e.__text) : e.__tag ? inner(e) : "", key = e.__key, figures = was.match(FIGURES);
    next = typeof next === "string" ? next : markup(next.length === undefined ? next : { __list: next });
    if (e.__big && key !== undefined && key !== null) { if (filled.length < 40) filled.push(key); return; }
    if (!was.trim() || figures && figures.every(function (d) { return next.indexOf(d) >= 0; }) || !figures && (next.indexOf(was) >= 0 || next.indexOf(bare(was)) >= 0)) return;
    if (e.__tag) e.__lost = true;
    overwritten.push(was);
  }
  // what else stands in an element that is given words of the answer, in it or beside it, and which ones hold nothing else; a count of readers is none of the page's facts
  var placed = [], COUNTED = /(?:点击|浏览|阅读|访问|人气|点赞)[^0-9]{0,8}$/, COUNTS = /hit|click|count|view|visit|pv|num|zan|share/i;
  function places(e) {
    if (placed.length >= 100) return;
    var now = e.__before + inner(e) + e.__after, at = now.indexOf(MARK), before = bare(now.slice(0, Math.max(at, 0)));
    if (at < 0 || COUNTS.test(e.id + e.__cls) || COUNTED.test(before.slice(-12))) return;
    var words = bare(now).split(MARK).join(" ").trim(), over_rows = !before.trim() && now.split("<a ").length > 3;
    if (words) placed.push(words.slice(0, 300));
    if ((!words || over_rows) && e.__key !== undefined && filled.length < 40) filled.push(e.__key);
  }
  function answer_all(told) {
    answering = true; said = 0; turns = Object.create(null); guesses = told.guesses; round = told.round;
    if (round === 0) {
      var real = JSON.parse, array = Array.isArray; JSON.parse = J.parseJSON = function (t) { return is_answer(t) || t === MARK ? answer("") : attempt(real, this, arguments) || answer(""); };
      Array.isArray = function (x) { return is_answer(x) || array(x); }; g[MARK] = answer("");
      // a name that an answered script would have brought
      Object.setPrototypeOf(g, new Proxied(Object.getPrototypeOf(g), { has: function (t, n) { return typeof n === "string" || n in t; }, get: function (t, n) { return typeof n !== "string" || n in t ? t[n] : is_named(n) ? find("id", n)[0] : answer(n); } }));
    }
    each_waiting(attempt);
  }
  // The ways that a script may go on: each test is known by a number, and each way that it has not gone is gone once.
  var ways = Object.create(null), trace = null, plan = [], turns = Object.create(null), planned = Object.create(null), known = Object.create(null), MOST_RUNS = 120, runs = 0;
  function way(n, v, others) {
    if (trace !== null) { if (trace.length < plan.length) v = plan[trace.length]; if (trace.length < 300) trace.push([n, v, others]); }
    if (others) known[n] = others; (ways[n] = ways[n] || []).push(v); if (ways[n].length > 30) ways[n].length = 30;
    return v;
  }
  function went(n, v) { return ways[n] !== undefined && ways[n].indexOf(v) >= 0; }
  function test(n, v) { if (!answering) return v; var is = !!v, goes = way(n, is, null); return goes === is ? v : goes; }
  function explore(f, me, a, l) {
    var todo = [[]];
    while (todo.length && runs++ < MOST_RUNS) {
      plan = todo.pop(); trace = []; turns = Object.create(null);
      attempt(f, me, a, l);
      for (var i = plan.length; i < trace.length; i++) (trace[i][2] || [!trace[i][1]]).forEach(function (v) {
        if (!went(trace[i][0], v) && !planned[trace[i][0] + v]) { planned[trace[i][0] + v] = true; todo.push(trace.slice(0, i).map(function (l) { return l[1]; }).concat([v])); }
      });
    }
    trace = null; plan = [];
  }
  // a table or list that another address fills
  function asks_for(x) { return x && typeof x === "object" && Object.keys(x).some(function (k) { return /^(?:(?:data|ajax|server|list)?_?url|ajax|api|datasource)$/i.test(k) && x[k]; }); }
  function fills(l) { l.forEach(function (e) { if (e.__key !== undefined && filled.length < 40 && e !== doc.body) filled.push(e.__key); }); }
  // elements that the arguments of a call name or are, as the page is asked for them, and whether any of them brings a day, or words to draw
  var REFERS = /^[#.]?[A-Za-z_][\w-]{0,60}$/, PUTS = /^(?:update|set\w*|html|text|inner\w*|overwrite|replace\w*|fill\w*|empty|remove\w*|destroy|dispose|erase|hide|clear|content|render|mount|patch|\w*Updater)$/, DRAWS = /^(?:template|props|html)$/;
  var BEGINS = /^(?:(?:on)?(?:dom)?ready|add(?:On)?Load|use|wait)$/i, WRITTEN_INTO = /^(?:inner|outer|text|nodeValue|html|hidden|className)/, LOOKS = /^(?:style|classList)$/;
  function referred(a, deep) {
    var l = [];
    [].slice.call(a, 0, 12).forEach(function (x) {
      if (typeof x === "function" && x.__stub === x) l = l.concat(x.__at);
      else if (typeof x === "string") { if (REFERS.test(x)) l.push(x.charAt(0) === "." ? ["css", x, 0] : ["id", x.replace("#", ""), 0]); }
      else if (x && typeof x === "object") { if (x.__list || x.__tag) nodes_of(x).slice(0, 9).forEach(function (e) { if (e && e.__key !== undefined) l.push(e.__key); }); else if (!deep) l = l.concat(referred(Object.keys(x).slice(0, 12).map(function (k) { return x[k]; }), 1)); }
    });
    return l;
  }
  function brings(a, deep) { return [].slice.call(a, 0, 12).some(function (x) { return typeof x === "string" ? x.length < 2000 && realExec.call(DAY, x) !== null : typeof x === "number" ? x > 9e8 && x < 4e12 : x && typeof x === "object" && !x.__list && !x.__tag && deep < 3 && (deep === 0 && Object.keys(x).some(function (k) { return DRAWS.test(k); }) || brings(Object.keys(x).slice(0, 12).map(function (k) { return x[k]; }), deep + 1)); }); }
  // *asks*: it may answer later; *at*: the elements that its call named, *name*: what it is asked for as, *told*: a day was handed over before
  // (*denies*: whatever it is asked, it says no)
  var denying = false, OF_DEVICES = /^is[A-Z_]|mobile|phone|tablet|android|^i(?:os|pad)$|we(?:ixin|chat)/i;
  function stub(asks, at, name, told, denies) {
    function later(f, bad) { wait(f); return refused(bad); }
    function refused(f) { wait(f, null, null, true); return s; }
    function put_into(l) { l.forEach(function (k) { if (filled.length < 40) filled.push(k); }); }
    function called(a) {
      a.forEach(lose); wait_for(a);
      if (BEGINS.test(name)) a.forEach(function (f) { if (typeof f === "function" && ready.length < 60) { var later_on = f.bind(s, s, s, s); later_on.__of = f; ready.push(later_on); } });
      var l = (at || []).concat(referred(a, 0)).slice(0, 20);
      var day = told || brings(a, 0);
      if (l.length && (PUTS.test(name) || day || a.some(asks_for))) put_into(l);
      return l.length || day ? stub(asks, l, undefined, day) : s;
    }
    var s = new Proxied(function () {}, {
      get: function (t, n) {
        if (answering && n === "then" || asks === true && n === "then") return later;
        if (answering && typeof n !== "symbol" && !/^(?:catch|__\w+)$/.test(n)) return answer(n);
        if (n === Symbol.toPrimitive) return function () { return ""; };
        if (n === "__at") return at || [];
        if (asks === true && REFUSED.test(text(n))) return refused;
        if (n === "then" || n === Symbol.iterator) return undefined;
        if (at && LOOKS.test(text(n))) put_into(at);
        if (denying && typeof n === "string" && OF_DEVICES.test(n)) return undefined;
        return n === "length" ? 0 : typeof n === "symbol" || n === "__stub" ? s : stub(asks, at, n, told);
      },
      set: function (t, n, v) { if (typeof v === "function" && /^on/.test(text(n))) wait(v, s, null, REFUSED.test(text(n))); else if (at && WRITTEN_INTO.test(text(n))) put_into(at); return true; },
      apply: function (t, me, a) { var given_back = called(a); return denies ? undefined : given_back; },
      construct: function (t, a) { return called(a); }
    });
    return s;
  }
  // (of a page's own element of that name, what is set is one of its own)
  function is_named(n) { return (given.names || "").indexOf(" " + n + " ") >= 0; }
  function stand_in(n) { g[n] = stub(SENDS.test(n), is_named(n) ? [["id", n, 0]] : undefined, undefined, undefined, denying && !SENDS.test(n)); }
  // what old scripts read after a match: RegExp.$1; it makes all patterns slow, so only where a script speaks of it
  function keep_matches() {
    var kept = [];
    [1, 2, 3, 4, 5, 6, 7, 8, 9].forEach(function (n) { define(RegExp, "$" + n, { get: function () { return text(kept[n]); }, set: none }); });
    RegExp.prototype.exec = function (s) { var m = realExec.call(this, s); if (m) kept = m; return m; };
    // what the stub itself looks for is none of the page's matches
    function apart(f) { return typeof f === "function" ? Object.assign(function () { var was = kept; try { return f.apply(this, arguments); } finally { kept = was; } }, f) : f; }
    [E, T, Q, doc].forEach(function (o) { Object.keys(Object.getOwnPropertyDescriptors(o)).concat(o === E ? ["innerHTML"] : []).forEach(function (n) { var d = Object.getOwnPropertyDescriptor(o, n); ["value", "get", "set"].forEach(function (k) { if (d[k]) d[k] = apart(d[k]); }); fixed(o, n, d); }); });
    g.$ = g.jQuery = g.Zepto = J = apart(J);
  }
  for (var nth_match = 1; nth_match < 10; nth_match++) define(RegExp, "$" + nth_match, { get: function () { unable("RegExp.$1"); return ""; }, set: none });
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
    if (!plain && /long|short|narrow/.test(text(o.month)) || w) { if (/^en/i.test(l)) return in_english(d, o, l); return (y && y + "年") + (m && m + "月") + (a && a + "日") + w; }
    if (/^en-GB|^fr|^it|^es|^pt/i.test(l)) return joined([a && two(+a), m && two(+m), y], "/");
    if (/^en-CA|^sv/i.test(l)) return joined([y, m && two(+m), a && two(+a)], "-");
    if (/^en/i.test(l)) return joined([m, a, y], "/");
    if (l && !/^(?:zh|ja|ko|und|default|cn)/i.test(l)) throw new RangeError("locale");
    return joined([y, m, a], "/");
  }
  var MONTHS = "January February March April May June July August September October November December".split(" ");
  function in_english(d, o, l) {
    if (o.weekday || !o.month || /^(?:numeric|2-digit|narrow)$/.test(o.month)) throw new RangeError("locale");
    var m = MONTHS[d.getMonth()].slice(0, o.month === "short" ? 3 : 12), a = o.day ? str(d.getDate()) : "", y = o.year ? str(d.getFullYear()) : "";
    return /GB|AU|NZ|IN/.test(l) ? [a, m, y].filter(Boolean).join(" ") : m + (a && " " + a) + (y && (a ? ", " : " ") + y);
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
  var g = globalThis, moment = 0, asked = false;
  function Clock(a, b, c, d, e, f, h) {
    var n = arguments.length;
    if (!(this instanceof Clock)) { asked = true; return new RealDate(moment).toString(); }
    if (n === 0) asked = true;
    if (answering && n === 1 && isNaN(new RealDate(a))) return new RealDate(moment);
    return n === 0 ? new RealDate(moment) : n === 1 ? new RealDate(a) : new RealDate(a, b, c === undefined ? 1 : c, d || 0, e || 0, f || 0, h || 0);
  }
  Clock.prototype = RealDate.prototype; Clock.now = function () { asked = true; return moment; }; Clock.parse = RealDate.parse; Clock.UTC = RealDate.UTC;
  RealDate.prototype.constructor = Clock;
  g.Date = Clock; // chance gives another number at the second moment
  var chance = false, picked = 0.5;
  Math.random = function () { chance = true; return picked; };
  g.crypto = { getRandomValues: function (l) { for (var i = 0; l && i < l.length; i++) l[i] = Math.floor(Math.random() * 255); return l; }, randomUUID: function () { return "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replace(/x/g, Math.floor(Math.random() * 16).toString(16)); }, subtle: {} };
  Object.defineProperty(g, Symbol.toStringTag, { value: "Window" }); Object.defineProperty(doc, Symbol.toStringTag, { value: "HTMLDocument" });
  g.Zepto = J; g.window = g.self = g.top = g.parent = g; g.document = doc; g.$ = g.jQuery = J;
  g.navigator = { userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36", appName: "Netscape", appCodeName: "Mozilla", product: "Gecko", vendor: "Google Inc.", hardwareConcurrency: 8, maxTouchPoints: 0, appVersion: "5.0", platform: "Win32", language: "zh-CN", languages: ["zh-CN"], onLine: true, plugins: ["PDF Viewer", "Chrome PDF Viewer", "Chromium PDF Viewer", "Microsoft Edge PDF Viewer", "WebKit built-in PDF"].map(function (n) { return { name: n, filename: "internal-pdf-viewer", description: "Portable Document Format", length: 2 }; }), mimeTypes: [{ type: "application/pdf" }, { type: "text/pdf" }], sendBeacon: none, javaEnabled: no, cookieEnabled: true };
  g.devicePixelRatio = 1; g.scrollX = g.scrollY = g.pageXOffset = g.pageYOffset = g.length = 0; g.outerWidth = 1920; g.outerHeight = 1080; g.isSecureContext = false; g.name = ""; doc.defaultView = g; g.chrome = {}; g.CSS = { supports: function () { return true; }, escape: text };
  g.screen = { colorDepth: 24, pixelDepth: 24, width: 1920, height: 1080, availWidth: 1920, availHeight: 1040 }; g.innerWidth = 1920; g.innerHeight = 1000; g.history = { length: 1, back: none, go: none, forward: none, pushState: none, replaceState: none };
  g.console = new Proxied({}, { get: function () { return none; } });
  g.performance = { now: function () { asked = true; return 500 + moment % 5000; }, mark: none, measure: none, getEntriesByType: function () { return []; } };
  define(g.performance, "timeOrigin", { get: function () { asked = true; return moment; } }); define(g.performance, "timing", { get: function () { asked = true; return { navigationStart: moment, loadEventEnd: moment }; } });
  // an address that is itself code: `javascript:…`, `data:text/javascript,…`; "" of any other
  function unescaped(u) { try { return decodeURIComponent(u); } catch (e) { return u; } }
  function code_of(u) {
    var m = /^\s*(?:javascript:|data:(?:text|application)\/(?:x-)?(?:java|ecma)script([^,]*),)([\s\S]*)/i.exec(text(u)); if (!m) return "";
    if (/base64/i.test(m[1])) { try { return g.atob(unescaped(m[2])); } catch (e) { unable("code in an address"); return ""; } }
    return unescaped(m[2]);
  }
  var SIX_BITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  g.atob = function (t) { var bits = 0, many = 0; return text(t).replace(/[\s=]/g, "").replace(/[\s\S]/g, function (c) { var n = SIX_BITS.indexOf(c); if (n < 0) throw new Error("InvalidCharacterError"); bits = (bits << 6 | n) & 0xffff; many += 6; if (many < 8) return ""; many -= 8; return str.fromCharCode(bits >> many & 255); }); };
  function run_address(u) { var code = code_of(u); if (code) late.push(code); return code !== ""; }
  // where the page is; a script that leads away from it shows another one
  function placed_at(l) {
    var here = Object.assign({ replace: go, assign: go, reload: none, toString: function () { return l.href; } }, l);
    function bare_of(u) { return text(u).replace(/^\s*(?:https?:)?\/\/(?:www\.)?|#[\s\S]*$/gi, "").replace(/^[^\/]*$/, "$&/"); }
    function go(u) { u = text(u); if (run_address(u)) return; if (!answering && u.trim() && !/^\s*(?:#|tel:|mailto:)/i.test(u) && bare_of(u) !== bare_of(l.href) && u !== l.pathname + l.search) unable("another page"); }
    define(here, "href", { get: function () { return l.href; }, set: go, enumerable: true });
    [g, doc].forEach(function (o) { define(o, "location", { get: function () { return here; }, set: go }); });
  }
  function store() { var kept = {}; define(kept, "getItem", { value: function (n) { return n in kept ? kept[n] : null; } }); define(kept, "setItem", { value: function (n, v) { if (text(n).length + text(v).length < LIMIT) kept[text(n)] = text(v); } }); ["removeItem", "clear"].forEach(function (n) { define(kept, n, { value: none }); }); return kept; }
  g.localStorage = store(); g.sessionStorage = store(); g.structuredClone = function (o) { return parse(stringify(o)); };
  g.open = function (u) { run_address(u); return null; };
  g.alert = g.scrollTo = g.scroll = g.scrollBy = g.focus = g.blur = g.moveTo = g.moveBy = g.resizeTo = g.resizeBy = g.stop = g.print = g.close = none; g.confirm = no; g.prompt = function () { return null; };
  // in the order of their times; what comes later than people wait does not come
  var timers = Object.create(null), timed = 0, clock = 0, PATIENCE = 30000;
  function timer(again) { return function (f, ms) { var id = ++timed, after = Math.max(+ms || 0, again ? 1 : 0), t = { f: f, a: [].slice.call(arguments, 2), at: clock + after, every: again ? after : 0, ends: !again || ends_itself(f), left: 1 }; if (again) t.left = t.ends ? 300 : 12; if (t.at <= PATIENCE) { if (timed < 400) timers[id] = t; else left_out(t); } return id; }; }
  function ends_itself(f) { return /clearInterval/.test(typeof f === "function" ? source_of.call(f) : text(f)); }
  // what would still be done while people wait is looked at like what another address calls
  function left_out(t) { var f = t.f; if (typeof f !== "function") try { f = Function(text(f)); } catch (e) {} if (may_change(f)) wait(f, g, t.a); }
  g.setTimeout = timer(false); g.setInterval = timer(true);
  function tick() {
    var next = 0;
    for (var id in timers) if (!next || timers[id].at < timers[next].at) next = id;
    var t = timers[next]; if (!t) return false;
    clock = t.at; t.at += t.every; if (--t.left <= 0 || t.at > PATIENCE) delete timers[next];
    run(function () { if (typeof t.f === "function") t.f.apply(g, t.a); else (0, eval)(text(t.f)); }, t.f);
    return true;
  }
  // a name that another address would have brought is stood in for, as for a script
  function run(f, of) {
    for (var n = 0, was = changed + out.length, last; n < 7; n++) {
      try { f(); if (last && changed + out.length === was) failed_in(of || f, last); return; } catch (e) {
        last = e; var m = n < 6 && realExec.call(/^'?([A-Za-z_$][\w$]{0,60})'? is not defined/, text(e && e.message));
        if (/interrupted|output/.test(text(e && e.message)) || !m) { failed_in(of || f, e); return; }
        stand_in(m[1]);
      }
    }
  }
  g.queueMicrotask = g.setImmediate = function (f) { return g.setTimeout(f, 0, 0); }; g.requestAnimationFrame = function (f) { return g.setTimeout(f, 0, 500 + clock); }; g.requestIdleCallback = function (f) { return g.setTimeout(f, 0, { didTimeout: false, timeRemaining: function () { return 10; } }); }; g.dispatchEvent = fire; g.removeEventListener = none;
  g.matchMedia = function (q) { return { matches: text(q).split(",").some(of_media), media: text(q), addListener: none, addEventListener: none, removeListener: none, removeEventListener: none }; };
  function of_media(q) { var m; if (/print|orientation\s*:\s*portrait|prefers|hover\s*:\s*none|coarse|^\s*not\b/.test(q)) return false; var W = /(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|r?em)?/g; while ((m = realExec.call(W, q)) !== null) { var n = m[2] * (/em/.test(text(m[3])) ? 16 : 1); if (m[1] === "min" ? n > 1920 : n < 1920) return false; } return /screen|all|min-|landscape/.test(q) || !/\(/.test(q) && q.trim() === ""; }
  g.getSelection = function () { return { rangeCount: 0, selectAllChildren: none, deleteFromDocument: function () { unable("what is edited"); }, removeAllRanges: none, addRange: none, toString: function () { return ""; } }; };
  g.Event = g.CustomEvent = function (t, o) { this.type = text(t); this.detail = o && o.detail; this.preventDefault = this.stopPropagation = none; };
  g.TextDecoder = function () { this.decode = function (b) { var s = ""; for (var i = 0; b && i < b.length; i++) s += "%" + (b[i] < 16 ? "0" : "") + b[i].toString(16); try { return decodeURIComponent(s); } catch (e) { return ""; } }; };
  g.postMessage = function (d) { late.push(function () { fire({ type: "message", data: d, origin: g.location.origin }); }); };
  g.IntersectionObserver = function (f) { this.observe = function (e) { late.push(function () { f([{ target: e, isIntersecting: true, intersectionRatio: 1 }]); }); }; this.unobserve = this.disconnect = none; };
  g.MutationObserver = g.ResizeObserver = function (f) { this.observe = function (e) { late.push(function () { f([{ type: "childList", target: e, addedNodes: e && e.__kids && e !== doc.body && e !== doc.documentElement && e.childNodes || [], removedNodes: [] }], this); }); }; this.disconnect = this.unobserve = none; this.takeRecords = function () { return []; }; };
  g.MessageChannel = function () { function port() { return { start: none, close: none, addEventListener: function (k, f) { this.onmessage = f; }, postMessage: function (d) { var to = this.other; late.push(function () { if (typeof to.onmessage === "function") to.onmessage({ data: d }); }); } }; } this.port1 = port(); this.port2 = port(); this.port1.other = this.port2; this.port2.other = this.port1; };
  g.XMLSerializer = function () { this.serializeToString = function (n) { return n && n.__tag ? shown(n) : text(n && n.__text); }; };
  g.EventTarget = function () { var l = Object.create(null); this.addEventListener = function (k, f) { (l[k] = l[k] || []).push(f); }; this.removeEventListener = none; this.dispatchEvent = function (ev) { (l[ev && ev.type] || []).slice(0, 20).forEach(function (f) { f(ev); }); return true; }; };
  g.CSSStyleSheet = function () { return sheet_object(); };
  g.NodeFilter = { SHOW_ALL: -1, SHOW_ELEMENT: 1, SHOW_TEXT: 4, FILTER_ACCEPT: 1, FILTER_REJECT: 2, FILTER_SKIP: 3 };
  define(Array.prototype, "item", { value: function (i) { return this[i] || null; }, writable: true, configurable: true });
  g.Image = function () { return element("img"); };
  g.Option = function (t, v) { var o = element("option"); o.textContent = t; o.value = text(v); return o; };
  var making = null; g.HTMLElement = function () { return making || this; }; g.HTMLElement.prototype = E; g.Element = Element; g.Node = Object.assign(function () {}, { ELEMENT_NODE: 1, TEXT_NODE: 3 }); g.Node.prototype = E;
  g.customElements = { get: none, whenDefined: function () { return Promise.resolve(); }, define: function (n, c) { late.push(function () { find("css", text(n).toLowerCase()).forEach(function (e) { Object.setPrototypeOf(e, c.prototype); making = e; try { new c(); } catch (x) { failed_in(c, x); } making = null; if (c.prototype.attributeChangedCallback) [].concat(c.observedAttributes || []).forEach(function (k) { if (e.getAttribute(k) !== null) c.prototype.attributeChangedCallback.call(e, k, null, e.getAttribute(k)); }); if (c.prototype.connectedCallback) c.prototype.connectedCallback.call(e); }); }); } };
  g.DOMParser = function () { this.parseFromString = function (h) { var w = element("div", { html: text(h), value: "", attrs: {} }); w.documentElement = w.body = w; w.getElementById = function (n) { return within(w, "#" + text(n))[0] || null; }; return w; }; };
  function Params(q) {
    var l = typeof q === "string" ? q.replace(/^\?/, "").split("&").filter(function (x) { return x; }).map(function (x) { var at = x.indexOf("="), un = function (t) { try { return decodeURIComponent(t.replace(/\+/g, " ")); } catch (e) { return t; } }; return at < 0 ? [un(x), ""] : [un(x.slice(0, at)), un(x.slice(at + 1))]; }) : Object.entries(q || {});
    this.get = function (n) { var m = l.filter(function (x) { return x[0] === n; })[0]; return m ? m[1] : null; }; this.getAll = function (n) { return l.filter(function (x) { return x[0] === n; }).map(function (x) { return x[1]; }); };
    this.has = function (n) { return this.get(n) !== null; }; this.forEach = function (f) { l.forEach(function (x) { f(x[1], x[0]); }); }; this.append = function (n, v) { l.push([text(n), text(v)]); }; this.set = function (n, v) { l = l.filter(function (x) { return x[0] !== n; }); l.push([text(n), text(v)]); };
    this.entries = function () { return l[Symbol.iterator](); }; this[Symbol.iterator] = this.entries; this.toString = function () { return l.map(function (x) { return encodeURIComponent(x[0]) + "=" + encodeURIComponent(x[1]); }).join("&"); };
  }
  g.URLSearchParams = Params;
  g.URL = function (u, base) { var m = /^(\w+:)\/\/([^\/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(text(u)) || /^(\w+:)\/\/([^\/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/.exec(g.location.origin + (text(u).charAt(0) === "/" ? "" : "/") + text(u)) || ["", "", "", "", "", ""]; this.href = m[0]; this.protocol = m[1]; this.host = this.hostname = m[2]; this.pathname = m[3]; this.search = m[4] || ""; this.hash = m[5] || ""; this.origin = m[1] + "//" + m[2]; this.searchParams = new Params(this.search); this.toString = function () { return m[0]; }; };
  g.clearTimeout = g.clearInterval = g.cancelAnimationFrame = function (id) { delete timers[id]; }; g.addEventListener = g.attachEvent = listen; g.getComputedStyle = function (e) { return new Proxied({}, { get: function (t, n) { if (n === "display" && e && e.__tag) return seen(e) ? e.style.display || "block" : "none"; if (n === "visibility" && e && e.__tag) return seen(e) ? "visible" : "hidden"; return n === "getPropertyValue" ? function () { return ""; } : typeof n === "symbol" ? undefined : ""; } }); };
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
      if (!n.__tag) return esc(told_in(text(n.__text), names, values));
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
  // what a component's user puts into its places (slots): the words of each place with the names by which they know what it hands over
  var handed = null;
  function handed_by(n, names, values) {
    var l = Object.create(null), rest = [], own = place_of(n.__attrs);
    grow(n).forEach(function (k) {
      var at = k.__tag ? place_of(k.__attrs, k.__tag === "template") : null;
      if (at) l[at.name] = { kids: k.__tag === "template" ? grow(k) : [k], as: at.as }; else if (k.__tag || text(k.__text).trim()) rest.push(k);
    });
    if (rest.length) l[own ? own.name : "default"] = { kids: rest, as: own ? own.as : "" };
    return { places: l, names: names, values: values, outer: handed };
  }
  function place_of(a, any) {
    for (var k in a) { var m = /^(?:v-slot(?::(.+))?|#(.+))$/.exec(k); if (m) { if (/\[/.test(k)) unable("a slot"); return { name: m[1] || m[2] || "default", as: text(a[k]) }; } }
    return a.slot !== undefined || a["slot-scope"] !== undefined || any && a.scope !== undefined ? { name: text(a.slot) || "default", as: text(a["slot-scope"] || a.scope) } : null;
  }
  function slot(n, a, names, values, deep) {
    var from = handed, put_in = from && from.places[text(a.name) || "default"], own = {}, out_ = "";
    if (a[":name"] !== undefined || a["v-bind"] !== undefined) unable("a slot");
    if (!put_in) return repeat(grow(n), names, values, deep + 1);
    for (var k in a) if (k !== "name") own[k.replace(/^(?::|v-bind:)/, "").replace(/-(\w)/g, function (x, c) { return c.toUpperCase(); })] = /^(?::|v-bind:)/.test(k) ? worth(a[k], names, values) : a[k];
    var as = put_in.as.trim(), given = as ? /^[\w$]+$/.test(as) ? [as] : (/^\{([\w$\s,:]*)\}$/.exec(as) || ["", ""])[1].split(",").map(function (x) { return x.trim(); }).filter(Boolean) : [];
    if (as && !given.length) unable("a slot");
    handed = from.outer;
    try { out_ = repeat(put_in.kids, from.names.concat(given.map(function (x) { return x.split(":").pop().trim(); })), from.values.concat(given.map(function (x) { return x === as ? own : own[x.split(":")[0].trim()]; })), deep + 1); } finally { handed = from; }
    return out_;
  }
  // what a bound class or style says: a string, a list, or an object
  function class_names(v) { return typeof v === "string" ? v : Array.isArray(v) ? v.map(class_names).join(" ") : Object.keys(v || {}).filter(function (k) { return v[k]; }).join(" "); }
  function style_words(v) { return typeof v === "string" ? v + ";" : Array.isArray(v) ? v.map(style_words).join("") : Object.keys(v || {}).map(function (k) { return k.replace(/[A-Z]/g, function (c) { return "-" + c.toLowerCase(); }) + ":" + text(v[k]) + ";"; }).join(""); }
  function one_of(n, a, names, values, deep) {
    if (a["v-if"] !== undefined && !worth(a["v-if"], names, values)) return "";
    if (n.__tag === "slot" && deep < 40) return slot(n, a, names, values, deep);
    var h = "", own = a["v-text"] !== undefined ? esc(text(worth(a["v-text"], names, values))) : a["v-html"] !== undefined ? text(worth(a["v-html"], names, values)) : null, part = registry[n.__tag], given_to = {}, both = {};
    for (var k in a) {
      var bound = /^(?::|v-bind:)([\w-]+)$/.exec(k), v = bound ? worth(a[k], names, values) : told_in(text(a[k]), names, values);
      if (part && !/^(?:v-(?!bind)|@|#)/.test(k)) given_to[(bound ? bound[1] : k).replace(/-(\w)/g, function (x, c) { return c.toUpperCase(); })] = v;
      if (bound && (bound[1] === "class" || bound[1] === "style") && v && !part) { both[bound[1]] = (bound[1] === "class" ? class_names(v) : style_words(v)) + " " + text(a[bound[1]]); continue; }
      if (/^(?:v-|@|#|:key$)/.test(k) && !bound || v === null || typeof v === "object" || k === ":key") continue;
      h += " " + (bound ? bound[1] : k) + '="' + text(v).replace(/"/g, "&quot;") + '"';
    }
    for (var b in both) h = h.replace(new RegExp(" " + b + '="[^"]*"'), "") + " " + b + '="' + both[b].trim().replace(/"/g, "&quot;") + '"';
    if (a["v-show"] !== undefined && !worth(a["v-show"], names, values)) h += ' style="display:none"';
    if (part && deep < 12) {
      var outer = handed, by_user = handed_by(n, names, values);
      handed = by_user;
      try { return component(part, given_to, deep); } finally { handed = outer; }
    }
    if (n.__tag === "component" && (a.is !== undefined || a[":is"] !== undefined)) unable("a component of any name");
    return n.__tag === "template" ? repeat(grow(n), names, values, deep + 1) : count("<" + n.__tag + h + ">" + (VOID.test(n.__tag) ? "" : (own === null ? repeat(grow(n), names, values, deep + 1) : own) + "</" + n.__tag + ">"));
  }
  function component(part, given_to, deep) {
    var known = scope_of(part, part.data, given_to), w = element("div");
    if (typeof part.render === "function") { if (handed && Object.keys(handed.places).length) unable("a slot that is drawn"); return text(part.render.call(known.scope, node)); }
    w.__html = known.template || ""; var l = known.list();
    return repeat(grow(w), l[0], l[1], deep + 1);
  }
  var hooks = [];
  // an element as its markup, for Vue's h(tag, data, children)
  function node(tag, data, kids) {
    if (kids === undefined && (typeof data !== "object" || Array.isArray(data))) { kids = data; data = null; }
    var h = data && data.domProps && data.domProps.innerHTML, own = { __html: "<" + text(tag) + ">" + (h ? text(h) : [].concat(kids === undefined || kids === null ? [] : kids).map(function (k) { return k && k.__html !== undefined ? k.__html : esc(text(k)); }).join("")) + "</" + text(tag) + ">" };
    if (tag && typeof tag === "object" && kids !== undefined && kids !== null) unable("a slot that is drawn");
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
    if (typeof options.setup === "function") try { hooks = []; from_setup = options.setup(scope, { emit: none, attrs: {}, slots: {} }); hooks.forEach(function (f) { f(); }); } catch (e) { failed_in(options.setup, e); }
    Object.keys(options.computed || {}).forEach(function (c) { define(scope, c, { enumerable: true, configurable: true, get: function () { try { return (options.computed[c].get || options.computed[c]).call(scope, scope); } catch (e) {} } }); });
    scope.$nextTick = function (f) { if (f) late.push(f.bind(scope)); }; scope.$set = function (o, k, v) { o[k] = v; }; scope.$emit = scope.$on = scope.$watch = none; scope.$refs = {};
    var seen = watched(options, scope);
    ["beforeCreate", "created", "beforeMount", "mounted"].forEach(function (h) { try { if (options[h]) options[h].call(scope); } catch (e) { failed_in(options[h], e, scope); } });
    seen(); scope.__watched = seen;
    if (typeof t === "string" && /^[#.][\w-]+$/.test(t)) { var from = select(t)[0]; t = from ? from.__tag === "script" ? unesc(inner(from)) : inner(from) : ""; }
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
    var html = typeof known.template === "string" ? known.template : inner(root), before = inner(root), own = root.__attrs || {}, said = own["v-html"] !== undefined ? own["v-html"] : own["v-text"];
    if (own["v-if"] !== undefined || own["v-show"] !== undefined) { var at = known.list(); if (root.__hide && !worth(own[own["v-if"] !== undefined ? "v-if" : "v-show"], at[0], at[1])) root.__hide(true); }
    if (Array.isArray(d) && d.length === 2) html = d.map(text).reduce(function (h, x, i) { return h.split(x).join(i ? "}}" : "{{"); }, html);
    function draw() {
      scope.__watched();
      var now = typeof options.render === "function" ? text(options.render.call(scope, node)) : known.render ? text(known.render()) : null;
      if (now === null) { var w = element("div"), l = known.list(); w.__html = html; now = said !== undefined ? (own["v-html"] !== undefined ? text : function (x) { return esc(text(x)); })(worth(said, l[0], l[1])) : repeat(grow(w), l[0], l[1], 0); }
      if (now !== before) { before = now; root.innerHTML = now; }
    }
    draw(); if (drawings.length < 20) drawings.push(draw);
    return scope;
  }
  var drawings = [];
  // whether what a page may put in place of the language's own ways still does what they do
  function is_whole() {
    try { var l = [1, 2], sum = 0; l.forEach(function (x) { sum += x; }); return l.push(3) === 3 && l.length === 3 && sum === 3 && l.slice(1).length === 2 && l.map(function (x) { return x + 1; })[2] === 4 && l.filter(function (x) { return x > 1; }).length === 2 && l.indexOf(2) === 1 && l.indexOf(9) < 0 && l.concat([4]).length === 4 && l.join("") === "123" && /b/.test("abc") && !/b/.test("x") && "aba".replace(/a/g, "c") === "cbc" && Object.keys({ a: 1 }).length === 1 && "a b".split(" ")[1] === "b" && " A".trim().toLowerCase() === "a" && "abc".slice(1).charAt(1) === "c" && "abc".indexOf("x") < 0 && str({ toString: function () { return "x"; } }) === "x" && [3, 1].sort()[0] === 1 && Array.from(new Known([7]))[0] === 7 && [...l][2] === 3 && !Array.isArray({}) && (function () { return arguments.length; }).apply(null, [1, 2]) === 2 && (function () { return this; }).call(l) === l && (function () { return this; }).bind(l)() === l && Object.assign({}, { a: 2 }).a === 2 && stringify([{ a: "b" }]) === '[{"a":"b"}]'; } catch (e) { return false; }
  }
  function redraw() { drawings.forEach(function (f) { try { f(); } catch (e) { if (/interrupted|output/.test(text(e && e.message))) throw e; } }); }
  function Vue(o) { return fill(o.el, o, o.data); }
  Vue.createApp = function (o) { var app = { mount: function (el) { return el === undefined ? in_scopes(o || {}) : fill(el, o, o.data); }, use: function () { return app; }, component: function (n, o) { register({ [n]: o }); return app; }, directive: function () { return app; }, provide: function () { return app; }, config: { globalProperties: {} } }; return app; };
  // petite-vue: the data themselves are given, and elements say which words are theirs
  function in_scopes(o) { var names = Object.keys(o); select("[v-scope]").forEach(function (e) { fill(e, {}, Object.assign({}, o, worth(text(e.getAttribute("v-scope")) || "{}", names, names.map(function (n) { return o[n]; })))); }); }
  Vue.component = function (n, o) { register({ [n]: o }); };
  Vue.set = function (o, k, v) { return (o[k] = v); }; Vue["delete"] = function (o, k) { delete o[k]; };
  Vue.use = Vue.directive = Vue.watch = Vue.watchEffect = Vue.provide = none; Vue.prototype = {}; Vue.config = {}; Vue.h = node;
  Vue.filter = function (n, f) { if (typeof f === "function") filters[text(n)] = f; return filters[text(n)]; };
  Vue.ref = Vue.shallowRef = function (v) { return { __ref: true, value: v }; }; Vue.reactive = Vue.readonly = function (o) { return o; };
  Vue.computed = function (f) { var o = { __ref: true }; define(o, "value", { get: function () { return (f.get || f)(); } }); return o; };
  Vue.toRefs = function (o) { var all = {}; Object.keys(o || {}).forEach(function (k) { all[k] = { __ref: true, get value() { return o[k]; } }; }); return all; };
  Vue.onMounted = Vue.onBeforeMount = Vue.onCreated = function (f) { hooks.push(f); }; Vue.onUnmounted = Vue.onUpdated = none; Vue.nextTick = function (f) { if (f) late.push(f); };
  g.Vue = Vue; g.createApp = Vue.createApp;
  J.map = function (l, f) { return [].map.call(l || [], f); }; J.inArray = function (x, l) { return (l || []).indexOf(x); }; J.parseJSON = JSON.parse; J.isArray = Array.isArray; J.type = function (x) { return typeof x; };
  function act(todo) {
    most(todo).forEach(function (f) { run(function () { if (typeof f === "function") f.call(doc, J); else if (typeof f === "string") (0, eval)(f); }, f); });
  }
  // what an element holds that is not read as its text; links, rows and cells speak of others
  var OTHERS = /^(?:a|li|td|th|tr|dd|dl|dt|link|meta|script|area)$/, READ = /^(?:tagName|nodeName|id|className|href|innerHTML|outerHTML|text)$/, OF_DAY = /时间|日期|发[布表]/;
  function kept_out(e) {
    var found = "", names = Object.keys(e);
    for (var i = 0; i < names.length; i++) {
      var k = names[i], v = e[k];
      if (typeof v === "string" && v.length > 7 && v.length < 2000 && k.charCodeAt(0) !== 95 && v !== e.__was && !READ.test(k) && realExec.call(DAY, v) !== null && (OF_DAY.test(v) || !OTHERS.test(e.__tag) && e.__tag !== "option")) found += v + " ";
    }
    return found || (e.__tag === "style" || e.__tag === "option" && OF_DAY.test(inner(e))) && realExec.call(DAY, inner(e)) !== null && inner(e).slice(0, 300) || found;
  }
  function all_ready() { for (var i = 0; i < 20 && (ready.length || late.length); i++) { var todo = ready.concat(late); ready = []; late = []; act(todo); } }
  // all that still waits, one after the other
  function pass() { var n = 0; for (; n < 80; n++) { all_ready(); if (loads.length) { var todo = loads; loads = []; act(todo); } else if (!tick()) break; } redraw(); return n > 0; }
  // what a browser brings itself says so of itself
  var natives = new Known(), is_native = Known.prototype.has;
  [g, doc, E, T, S, doc.body, doc.head, doc.documentElement, g.navigator, g.history, g.performance].forEach(function (o) { Object.getOwnPropertyNames(o).forEach(function (n) { var d = Object.getOwnPropertyDescriptor(o, n); [d.value, d.get, d.set].forEach(function (f) { if (typeof f === "function" && f !== J) natives.add(f); }); }); });
  define(Function.prototype, "toString", { value: function toString() { return is_native.call(natives, this) ? "function " + text(this.name) + "() { [native code] }" : source_of.call(this); }, writable: true });
  natives.add(Function.prototype.toString);
  // what only who runs the page may ask: he says a word that no page knows
  var word = null, OF_PAGES = /^(?:stub|draws|ask|fill|test|fail|loop|choose)$/;
  function guarded(o) { Object.keys(o).forEach(function (n) { var f = o[n]; if (realExec.call(OF_PAGES, n) === null) o[n] = function (said, told) { if (said === word) return f(told); unable("the engine"); }; }); return Object.freeze(o); }
  fixed(g, "__engine", { value: guarded({
    asked: function () { return [asked && "time", chance && "chance"].filter(Boolean).join(", ") || "no"; },
    take: function () { flush(); var s = count(out.map(function (x) { if (typeof x === "string") return x; if (x.__written) return inner(x); var m = markup(x); return bare(m).trim() || m.indexOf("fixed") >= 0 || m.indexOf("absolute") >= 0 ? m : ""; }).join("")); out = []; current = null; if (s.indexOf("<") >= 0) seen_words = (seen_words + s).slice(-200000); return s; },
    script: function (told) { told = parse(told); current = running(told[0], ["css", "script", told[1]]); },
    keep_matches: keep_matches, deny: function () { denying = true; }, stub: function (n) { if (!(n in g)) stand_in(n); }, draws: function (e) { if (answering && e) loses(e, ""); }, ask: stub(true), fill: fill,
    finish: function () {
      over = true;
      var todo = typeof doc.onreadystatechange === "function" ? [with_event(doc.onreadystatechange, "readystatechange", doc)] : [];
      act(todo); all_ready(); whole = true;
      [["load", g.onload], ["load", doc.body.onload], ["pageshow", g.onpageshow]].forEach(function (l) { if (typeof l[1] === "function") loads.push(with_event(l[1], l[0], g)); });
      [g.onerror, g.onunhandledrejection].forEach(function (f) { if (may_change(f)) wait(f, g); });
      todo = todo.concat(loads, given.onload || []); loads = []; act(todo);
      pass(); most(sheet_rules).forEach(function (f) { run(f); });
    },
    more: function () { return pass() ? "yes" : "no"; },
    unable: function () { look_at_dresses(); if (begins.length) looks_at_all(); [doc.body, doc.documentElement].forEach(function (e) { if (e.__hides === true && !answers.length) unable("all of the page"); }); return stringify([starved ? "out of memory" : is_whole() ? unables.join("; ").slice(0, 300) : "what the engine lives on", failures]); },
    waiting: function () { for (var id in timers) if (timers[id].ends) left_out(timers[id]); return stringify([filled, overwritten, answers.length > 0 || (given.called || []).length > 0 || events.message !== undefined && !fired.message || typeof g.onmessage === "function"]); },
    test: test, fail: function (n) { if (test(n, false)) throw new Error("as it may"); },
    loop: function (n, v) { if (!answering) return v; turns[n] = (turns[n] || 0) + 1; return turns[n] < 2000 && v; },
    choose: function (n, x, known) { if (!answering) return x; return way(n, is_answer(x) ? x[Symbol.toPrimitive]("default") : x, known.concat([MARK])); },
    explore: function () { round = 0; each_waiting(explore); },
    answer: function (told) { answer_all(parse(told)); },
    answered: function () {
      var stuck = answers.filter(function (l) { return !l.done && !l.bad; }).map(function (l) { return text(source_of.call(l.f)).slice(0, 20000); }), missed = [];
      function misses(n, v) { if (missed.length < 200) missed.push([n, v]); }
      Object.keys(ways).forEach(function (n) {
        if (known[n]) { if (known[n].some(function (v) { return !went(n, v); })) misses(n, true); }
        else [true, false].forEach(function (v) { if (went(n, !v) && !went(n, v)) misses(n, v); });
      });
      return stringify([overwritten, filled, Object.keys(asked_for), stuck, placed, missed]);
    },
    lost: function () { return stringify([lost.concat(made.map(kept_out)).filter(function (x) { return x; }).slice(0, 20).join(" ").slice(0, 400), Object.keys(asked_for)]); },
    touched: function () {
      [doc.body, doc.documentElement].forEach(function (e) { if (e.__classed) { e.__key = ["css", e.__tag, 0]; if (touched.indexOf(e) < 0) touched.push(e); } });
      var told = touched.filter(function (e) { return e.__key !== undefined && !e.__dead && (e.__gone || !e.__up); });
      if (told.length > 400) unable("so many elements");
      return stringify(told.slice(0, 400).map(function (e) {
        if (e === doc.body || e === doc.documentElement) return { key: e.__key, html: "", hides: null, before: "", after: "", whole: false, cls: marks_of(e) };
        return { key: e.__key, cls: e.__classed ? marks_of(e) : null, html: e.__gone ? "" : inner(e), hides: e.__gone ? true : e.__hides === undefined ? null : e.__hides, before: e.__before, after: e.__after, whole: e.__gone || e.__set === true || e.__num !== undefined && !e.__big };
      }));
    }
  }) });
  // *told*: what it is to know of its page; *now*: the only moment that scripts ever see, *number*: all that chance gives them, *said*: the word by which it is asked later
  define(g, "__begin", { value: function (told, now, number, said) {
    delete g.__begin;
    word = said;
    given = parse(told); moment = now; picked = number;
    sheets = given.hides || []; together = given.together || []; marks = given.marks || []; lasts = given.lasts || []; numbered = given.nodes || [];
    placed_at(given.location); doc.URL = given.location.href; doc.domain = given.location.hostname; doc.title = given.title;
    if (given.attrs) { doc.body.__attrs = Object.assign({}, given.attrs); doc.body.className = text(given.attrs["class"]); doc.body.id = text(given.attrs.id); }
    if (given.html) { doc.documentElement.__attrs = Object.assign({}, given.html); doc.documentElement.className = text(given.html["class"]); }
    doc.body.__named = doc.documentElement.__named = true;
    // so are a form's name in its document, and an element's id
    (given.forms || []).forEach(function (n) { if (!(n in doc)) define(doc, n, { get: function () { return doc.forms[n]; } }); });
    (given.ids || []).forEach(function (n) { if (!(n in g)) define(g, n, { configurable: true, get: function () { return find("id", n)[0]; }, set: function (v) { define(g, n, { value: v, writable: true, configurable: true }); } }); });
  } });
})();
