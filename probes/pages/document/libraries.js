// As much of well-known libraries, in our own words, as puts a day that stands in the page where people read it.
(function (g) {
  "use strict";
  function text(x) { return x === undefined || x === null ? "" : String(x); }
  function two(n) { return (n < 10 ? "0" : "") + n; }
  function esc(s) { return text(s).replace(/&/g, "&amp;").replace(/</g, "&lt;"); }
  function set(n, v) { if (!(n in g)) Object.defineProperty(g, n, { value: v, writable: true, configurable: true, enumerable: false }); }
  var WEEK = "日一二三四五六", UNITS = { y: "year", year: "year", M: "month", month: "month", w: 604800000, week: 604800000, d: 86400000, D: 86400000, day: 86400000, h: 3600000, hour: 3600000, m: 60000, minute: 60000, s: 1000, second: 1000 };

  // days: moment, dayjs, date-fns, layui.util
  function read(x, form) {
    if (x === undefined) return new Date();
    if (x === null) return new Date(NaN);
    if (x && x.__day) return new Date(x.__day.getTime());
    if (x instanceof Date || typeof x === "number") return new Date(x);
    if (Array.isArray(x)) return new Date(x[0], x[1] || 0, x[2] === undefined ? 1 : x[2], x[3] || 0, x[4] || 0);
    x = text(x).trim();
    if (/^\d{10}$/.test(x) && form === "X") return new Date(x * 1000);
    if (/^\d{13}$/.test(x) && form === "x") return new Date(+x);
    if (typeof form === "string") {
      var part = {}, at = 0;
      form.replace(/\[[^\]]*\]|YYYY|yyyy|MM?|DD?|dd?|HH?|hh?|mm?|ss?|./g, function (t) {
        var m = /^[YyMDdHhms]/.test(t) ? (t.length > 2 ? /^\d{4}/ : t.length > 1 ? /^\d{2}/ : /^\d{1,2}/).exec(x.slice(at)) : null;
        if (m) { part[t.charAt(0) === "M" || t.charAt(0) === "m" ? t.charAt(0) : t.charAt(0).toLowerCase()] = +m[0]; at += m[0].length; } else at += t.length;
      });
      if (part.y) return new Date(part.y, (part.M || 1) - 1, part.d || 1, part.h || 0, part.m || 0, part.s || 0);
    }
    var m = /^(\d{4})[-\/.年]?(\d{1,2})[-\/.月]?(\d{1,2})?日?(?:[T\s]*(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?)?(?:\.\d+)?$/.exec(x);
    return m ? new Date(m[1], m[2] - 1, m[3] || 1, m[4] || 0, m[5] || 0, m[6] || 0) : new Date(x);
  }
  var SHORT = { L: "YYYY/MM/DD", l: "YYYY/M/D", LL: "YYYY年M月D日", ll: "YYYY年M月D日", LLL: "YYYY年M月D日 HH:mm", lll: "YYYY年M月D日 HH:mm", LLLL: "YYYY年M月D日dddd HH:mm", LT: "HH:mm", LTS: "HH:mm:ss" };
  function write(d, form) {
    if (isNaN(d)) return "Invalid date";
    form = SHORT[form] || text(form || "YYYY-MM-DDTHH:mm:ss+08:00");
    return form.replace(/\[([^\]]*)\]|'([^']*)'|YYYY|yyyy|YY|yy|MMMM|MMM|MM|M|DD|Do|D|dddd|ddd|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|Y/g, function (t, a, b) {
      if (a !== undefined || b !== undefined) return a !== undefined ? a : b;
      switch (t) {
        case "YYYY": case "yyyy": case "Y": return d.getFullYear();
        case "YY": case "yy": return two(d.getFullYear() % 100);
        case "MMMM": case "MMM": return d.getMonth() + 1 + "月";
        case "MM": return two(d.getMonth() + 1); case "M": return d.getMonth() + 1;
        case "DD": return two(d.getDate()); case "D": return d.getDate(); case "Do": return d.getDate() + "日";
        case "dddd": return "星期" + WEEK.charAt(d.getDay()); case "ddd": return "周" + WEEK.charAt(d.getDay());
        case "HH": return two(d.getHours()); case "H": return d.getHours(); case "hh": return two(d.getHours() % 12 || 12); case "h": return d.getHours() % 12 || 12;
        case "mm": return two(d.getMinutes()); case "m": return d.getMinutes(); case "ss": return two(d.getSeconds()); case "s": return d.getSeconds();
        case "SSS": return "000";
      }
      return t;
    });
  }
  // what date-fns, layui and Angular write: yyyy-MM-dd
  function written(x, form) { return write(read(x), text(form || "yyyy-MM-dd HH:mm:ss").replace(/\bdd\b|(?<=[^a-z])d{1,2}(?![a-z])/g, function (t) { return t.toUpperCase(); })); }
  function unit_of(u) { u = text(u).replace(/s$/, ""); return { y: "year", M: "month", w: "week", isoWeek: "week", d: "day", D: "day", date: "day" }[u] || u; }
  function begin(d, unit) {
    var e = new Date(d.getFullYear(), d.getMonth(), d.getDate()); unit = unit_of(unit);
    if (unit === "year") e.setMonth(0, 1); else if (unit === "month") e.setDate(1); else if (unit === "week") e.setDate(e.getDate() - (e.getDay() + 6) % 7); else if (unit !== "day") return new Date(d.getTime());
    return e;
  }
  function day(x, form) { return wrap(read(x, form)); }
  function wrap(d) {
    function moved(sign) { return function (n, unit) { unit = UNITS[unit] || UNITS[text(unit).replace(/s$/, "")]; var e = new Date(d.getTime()); n = sign * n; if (unit === "month" || unit === "year") { e.setDate(1); e.setMonth(e.getMonth() + (unit === "year" ? 12 * n : n)); e.setDate(Math.min(d.getDate(), new Date(e.getFullYear(), e.getMonth() + 1, 0).getDate())); } else e = new Date(d.getTime() + n * (unit || 1)); return wrap(e); }; }
    var o = { __day: d, format: function (f) { return write(d, f); }, valueOf: function () { return d.getTime(); }, unix: function () { return Math.floor(d.getTime() / 1000); }, toDate: function () { return new Date(d.getTime()); },
      isValid: function () { return !isNaN(d); }, year: function () { return d.getFullYear(); }, month: function () { return d.getMonth(); }, date: function () { return d.getDate(); }, day: function () { return d.getDay(); }, hour: function () { return d.getHours(); }, minute: function () { return d.getMinutes(); }, second: function () { return d.getSeconds(); },
      add: moved(1), subtract: moved(-1), toISOString: function () { return d.toISOString(); }, toString: function () { return write(d, "YYYY-MM-DD HH:mm:ss"); },
      isBefore: function (x) { return d < read(x); }, isAfter: function (x) { return d > read(x); }, diff: function (x, unit) { var u = UNITS[unit] || UNITS[text(unit).replace(/s$/, "")], n = d - read(x); return typeof u === "number" ? Math.trunc(n / u) : n; } };
    ["local", "locale", "tz", "utcOffset", "clone"].forEach(function (n) { o[n] = function () { return o; }; });
    o.startOf = function (unit) { return wrap(begin(d, unit)); };
    o.endOf = function (unit) { var e = begin(d, unit); return wrap(new Date(begin(new Date(e.getTime() + 864e5 * ({ year: 367, month: 32, week: 8, day: 1.5 }[unit_of(unit)] || 1.5)), unit) - 1)); };
    o.isSame = function (x, unit) { return unit === undefined ? +d === +read(x) : +begin(d, unit) === +begin(read(x), unit); };
    o.daysInMonth = function () { return new Date(d.getFullYear(), d.getMonth() + 1, 0).getDate(); };
    o.fromNow = o.from = o.toNow = o.calendar = function () { return Math.floor((new Date() - d) / 864e5) + "天前"; };
    o.get = function (u) { return o[u] ? o[u]() : 0; };
    return o;
  }
  day.unix = function (s) { return wrap(new Date(s * 1000)); };
  day.tz = function (x, a, b) { return day(x, b === undefined ? undefined : a); };
  day.tz.setDefault = day.locale = day.extend = day.updateLocale = day.defineLocale = function () { return day; };
  day.isMoment = day.isDayjs = function (x) { return !!(x && x.__day); };
  set("moment", day); set("dayjs", day);
  set("dateFns", { format: function (d, f) { return written(d, f); }, parseISO: read, parse: function (x, f) { return read(x, text(f)); } });
  // luxon
  function luxon(d) { return { toFormat: function (f) { return written(d, text(f).replace(/L/g, "M")); }, toISODate: function () { return write(d, "YYYY-MM-DD"); }, toISO: function () { return write(d); }, toMillis: function () { return d.getTime(); }, toJSDate: function () { return d; }, setZone: function () { return luxon(d); }, setLocale: function () { return luxon(d); }, year: d.getFullYear(), month: d.getMonth() + 1, day: d.getDate(), isValid: !isNaN(d) }; }
  function luxon_of(x) { return luxon(read(x)); }
  set("luxon", { DateTime: { fromISO: luxon_of, fromSQL: luxon_of, fromMillis: luxon_of, fromJSDate: luxon_of, now: function () { return luxon_of(); }, local: function () { return luxon_of(); }, fromSeconds: function (s) { return luxon_of(s * 1000); }, fromFormat: function (x, f) { return luxon(read(x, text(f).replace(/L/g, "M"))); } } });
  var util = { toDateString: written, digit: function (n, l) { return text(n).padStart(l || 2, "0"); }, escape: esc };

  // templates: artTemplate, layui, Mustache, Handlebars, doT, underscore, jQuery's
  var made = Object.create(null), helpers = Object.create(null);
  function compile(source) {
    source = text(source);
    if (made[source]) return made[source];
    var code = "", at = 0, m, n = 0, open = [], TOKEN = /<%([=\-#]?)([\s\S]*?)%>|\{\{\{([\s\S]*?)\}\}\}|\{\{([\s\S]*?)\}\}|\$\{([^{}]*)\}|\{@(\/?\w+)\s*([^{}]*)\}/g;
    function put(x) { code += "__o+=__t(function(){return(" + x + ")});"; }
    function each(list, item, index) {
      var i = "__i" + n, l = "__l" + n++; index = index || "$index"; item = item || "$value"; open.push("}}");
      code += "var " + l + "=" + list + "||[];for(var " + i + " in " + l + "){var " + index + "=isNaN(" + i + ")?" + i + ":+" + i + "," + item + "=" + l + "[" + i + "];with(" + item + "&&typeof " + item + "=='object'?" + item + ":{}){";
    }
    function when(x) { code += "if(" + x + "){"; open.push("}"); }
    function end() { code += open.pop() || ""; }
    while ((m = TOKEN.exec(source)) !== null) {
      code += "__o+=" + JSON.stringify(source.slice(at, m.index)) + ";"; at = m.index + m[0].length;
      var x = m[2] !== undefined ? m[2] : m[3] !== undefined ? m[3] : m[4] !== undefined ? m[4] : text(m[5]), w;
      x = x.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").trim();
      if (m[6] !== undefined) { if (m[6] === "each" && (w = /^([\w$.]+)(?:\s+as\s+([\w$]+)(?:\s*,\s*([\w$]+))?)?$/.exec(m[7].trim()))) each(w[1], w[2], w[3]); else if (m[6] === "if") when(m[7]); else if (m[6] === "else") code += m[7] ? "}else if(" + m[7] + "){" : "}else{"; else if (m[6].charAt(0) === "/") end(); continue; }
      if (m[2] !== undefined) { if (m[1] && m[1] !== "#") put(x); else code += x + "\n"; continue; }
      if (m[5] !== undefined || m[3] !== undefined) { put(x); continue; }
      if ((w = /^each\s*\(\s*([\w$]+)\s*(?:,\s*([\w$]+)\s*)?\)\s*([\w$.]+)$/.exec(x))) each(w[3], w[2], w[1]);
      else if ((w = /^#?each\s+([\w$.]+)(?:\s+(?:as\s+)?\|?([\w$]+)\|?(?:\s+([\w$]+))?)?$/.exec(x))) each(w[1], w[2], w[3]);
      else if ((w = /^~\s*([\w$.]+)\s*:\s*([\w$]+)(?:\s*:\s*([\w$]+))?$/.exec(x))) each(w[1], w[2], w[3]);
      else if ((w = /^#with\s+([\w$.]+)$/.exec(x))) { code += "with(" + w[1] + "||{}){"; open.push("}"); }
      else if ((w = /^#?if\s+([\s\S]+)$/.exec(x)) || (w = /^\?(?!\?)\s*([\s\S]+)$/.exec(x))) when(w[1]);
      else if (/^(?:else|\?\?)$/.test(x)) code += "}else{";
      else if (/^(?:\/[\w$.]*|~|\?)$/.test(x)) end();
      else if ((w = /^#([\w$.]+)$/.exec(x)) && source.indexOf("{{/" + w[1]) >= 0) each("[].concat(" + w[1] + "||[])");
      else if ((w = /^\^([\w$.]+)$/.exec(x))) when("!" + w[1]);
      else if (/^#/.test(x)) code += x.slice(1) + "\n";
      else if ((w = /^(\w+)\s+([\w$.]+)$/.exec(x)) && helpers[w[1]]) put("__h." + w[1] + "(" + w[2] + ")");
      else put(x.replace(/^[=!&\-:>]\s*/, "").replace(/^\.$|^this$/, "$value").replace(/^this\./, "$value.").replace(/\|[\s\S]*$/, function (f) { return /^\|\|/.test(f) ? f : ""; }));
    }
    code += "__o+=" + JSON.stringify(source.slice(at)) + ";";
    var run = new Function("__d", "d", "it", "__t", "__h", "var __o='';with(__d){" + code + "}return __o");
    function tell(f) { var v; try { v = f(); } catch (e) { v = ""; } return text(v); }
    return (made[source] = function (data) { data = data || {}; return run(data, data, data, tell, helpers); });
  }
  function source(id) { var e = g.document.getElementById(text(id).replace(/^#/, "")); return e ? e.innerHTML || e.value : ""; }
  function template(id, data) { var f = compile(/[<{]/.test(text(id)) ? id : source(id)); return data === undefined ? f : f(data); }
  template.compile = compile; template.render = function (s, d) { return compile(s)(d); }; template.helper = function (n, f) { helpers[n] = f; }; template.config = function () {}; template.defaults = { imports: {} };
  set("template", template); set("Mustache", { render: template.render, parse: compile }); set("Handlebars", { compile: compile, registerHelper: template.helper });
  set("ejs", { render: template.render, compile: compile }); set("nunjucks", { renderString: template.render, configure: function () {}, compile: function (t) { return { render: compile(t) }; } });
  set("Hogan", { compile: function (t) { return { render: compile(t) }; } }); set("baidu", { template: template }); set("baiduTemplate", template); set("swig", { render: function (t, o) { return compile(t)(o && o.locals); } });
  g.jQuery.templates = function (t) { var f = compile(/[<{]/.test(text(t)) ? t : source(t)); return { render: function (d) { return [].concat(d).map(f).join(""); } }; };
  g.jQuery.fn.render = function (d) { return [].concat(d).map(compile(this.html())).join(""); };
  set("doT", { template: compile, compile: compile }); set("juicer", template); set("_", { template: compile, each: function (l, f) { for (var k in l) f(l[k], k, l); }, map: function (l, f) { return Object.keys(l || {}).map(function (k) { return f(l[k], k); }); } });
  g.jQuery.__compile = compile;
  function laytpl(s) { return { render: function (d, f) { var h = compile(s)(d); if (f) f(h); return h; } }; }
  // jQuery's own: into a text, or the element that holds one
  g.jQuery.tmpl = function (t, d) { return g.jQuery([].concat(d).map(compile(t && t.html ? t.html() : /[<{$]/.test(text(t)) ? t : source(t))).join("")); };
  var flow = { load: function (o) { if (o && typeof o.done === "function") o.done(1, function (h) { g.jQuery(o.elem).append(h); }); } };
  var laypage = { render: function (o) { if (o && typeof o.jump === "function") o.jump({ curr: 1, limit: o.limit || 10, count: o.count }, true); } };
  var layui = { flow: flow, laypage: laypage, util: util, laytpl: laytpl, $: g.jQuery, jquery: g.jQuery, use: function (n, f) { if (typeof n === "function") f = n; if (f) f.call(lay, lay); return lay; }, each: function (l, f) { for (var k in l) if (f.call(l[k], k, l[k])) break; } };
  set("laytpl", laytpl);
  // d3: the elements of a selection, the one that each stands in, and what is to be put there for more data than elements
  function chosen(nodes, ups, more) {
    var s = { node: function () { return nodes[0] || null; }, nodes: function () { return nodes; }, size: function () { return nodes.length; }, empty: function () { return !nodes.length; } };
    function told(v, e, i) { return typeof v === "function" ? v.call(e, e.__datum, i, nodes) : v; }
    function all(f) { nodes.forEach(f); return s; }
    function put(e, tag, datum) { var k = g.document.createElement(text(tag)); k.__datum = datum; e.appendChild(k); return k; }
    s.text = function (v) { return arguments.length ? all(function (e, i) { e.textContent = text(told(v, e, i)); }) : nodes[0].textContent; };
    s.html = function (v) { return arguments.length ? all(function (e, i) { e.innerHTML = text(told(v, e, i)); }) : nodes[0].innerHTML; };
    s.attr = function (n, v) { return arguments.length > 1 ? all(function (e, i) { var x = told(v, e, i); if (x === null) e.removeAttribute(n); else e.setAttribute(n, x); }) : nodes[0].getAttribute(n); };
    s.style = function (n, v) { return all(function (e, i) { e.style.setProperty(n, text(told(v, e, i))); }); };
    s.classed = function (n, v) { return all(function (e, i) { e.classList.toggle(n, !!told(v, e, i)); }); };
    s.property = function (n, v) { return all(function (e, i) { e[n] = told(v, e, i); }); };
    s.datum = function (v) { return arguments.length ? all(function (e) { e.__datum = v; }) : nodes[0] && nodes[0].__datum; };
    s.append = s.insert = function (tag) { return chosen(nodes.map(function (e) { return put(e, tag, e.__datum); }), nodes); };
    s.remove = function () { return all(function (e) { e.remove(); }); };
    s.each = function (f) { return all(function (e, i) { f.call(e, e.__datum, i, nodes); }); };
    s.call = function (f) { f.apply(null, [s].concat([].slice.call(arguments, 1))); return s; };
    s.filter = function (f) { return chosen(nodes.filter(function (e, i) { return typeof f === "function" ? f.call(e, e.__datum, i) : e.matches(f); }), ups); };
    s.select = function (q) { return chosen(nodes.map(function (e) { var k = e.querySelector(q); if (k && e.__datum !== undefined) k.__datum = e.__datum; return k; }).filter(Boolean), nodes); };
    s.selectAll = function (q) { return chosen([].concat.apply([], nodes.map(function (e) { return [].slice.call(e.querySelectorAll(q)); })), nodes); };
    s.data = function (l) { l = [].slice.call(typeof l === "function" ? l(ups[0] && ups[0].__datum) : l); nodes.forEach(function (e, i) { if (i < l.length) e.__datum = l[i]; }); return chosen(nodes.slice(0, l.length), ups, { come: l.slice(nodes.length), go: nodes.slice(l.length) }); };
    s.exit = function () { return chosen(more ? more.go : [], ups); };
    s.enter = function () { return { append: function (tag) { return chosen((more ? more.come : []).map(function (d) { return put(ups[0], tag, d); }), ups); } }; };
    s.join = function (tag) { s.exit().remove(); return chosen(nodes.concat(typeof tag === "function" ? tag(s.enter()).nodes() : s.enter().append(tag).nodes()), ups); };
    s.on = s.transition = s.duration = s.delay = s.ease = s.order = s.raise = s.lower = s.merge = function () { return s; };
    return s;
  }
  function choose(q, all) { var l = typeof q === "string" ? [].slice.call(all ? g.document.querySelectorAll(q) : [g.document.querySelector(q)]) : [].concat(q); return chosen(l.filter(Boolean), [g.document.body]); }
  var asks = g.__engine.ask, d3 = { select: function (q) { return choose(q, false); }, selectAll: function (q) { return choose(q, true); }, timeFormat: function (f) { return function (d) { return text(f).replace(/%([YmdeHMS])/g, function (x, c) { return { Y: d.getFullYear(), m: two(d.getMonth() + 1), d: two(d.getDate()), e: d.getDate(), H: two(d.getHours()), M: two(d.getMinutes()), S: two(d.getSeconds()) }[c]; }); }; } };
  set("d3", new Proxy(d3, { get: function (t, n) { return n in t || typeof n === "symbol" ? t[n] : asks; } }));
  g.__engine.stub("__nothing");
  var lay = new Proxy(layui, { get: function (t, n) { return n in t || typeof n === "symbol" ? t[n] : g.__nothing; } });

  // React: elements as markup, with the state that they begin with
  function tree(x) {
    if (x === undefined || x === null || typeof x === "boolean") return "";
    if (Array.isArray(x)) return x.map(tree).join("");
    if (!x.__react) return esc(x);
    var t = x.type, p = x.props;
    if (t === FRAGMENT) return tree(p.children);
    if (typeof t === "function") {
      if (!(t.prototype && t.prototype.render)) return tree(drawn(t, p));
      var c = new t(p); c.props = p; if (c.componentDidMount) try { c.componentDidMount(); } catch (e) {}
      return tree(c.render());
    }
    if (p.dangerouslySetInnerHTML) return "<" + t + ">" + text(p.dangerouslySetInnerHTML.__html) + "</" + t + ">";
    var a = (p.className ? ' class="' + text(p.className).replace(/"/g, "") + '"' : "") + (p.href ? ' href="' + text(p.href).replace(/"/g, "&quot;") + '"' : "");
    return "<" + t + a + ">" + (/^(?:img|br|input|hr)$/.test(t) ? "" : tree(p.children) + "</" + t + ">");
  }
  var FRAGMENT = {}, mounted = null;
  function create(t, p) { p = Object.assign({}, p); if (arguments.length > 2) p.children = [].slice.call(arguments, 2); return { __react: true, type: t, props: p }; }
  function mount(x, e) { if (!e) return; mounted = e; var h = tree(x); if (h || x === null) e.innerHTML = h; }
  function Component(p) { this.props = p; this.state = this.state || {}; }
  Component.prototype.setState = function (s) { this.state = Object.assign({}, this.state, typeof s === "function" ? s(this.state, this.props) : s); };
  // a component with what it keeps: drawn again where it changed that while it was shown
  var cells = null, turn = 0, effects = [], stale = false;
  function cell(v) { var kept = cells || []; var n = turn++; if (!(n in kept)) kept[n] = v(); return [kept, n]; }
  function drawn(t, p) {
    var outer = [cells, turn, effects, stale], own = [], out;
    for (var i = 0; i < 5; i++) { cells = own; turn = 0; effects = []; stale = false; out = t(p); if (i === 0) effects.forEach(function (f) { try { f(); } catch (e) {} }); if (!stale) break; }
    cells = outer[0]; turn = outer[1]; effects = outer[2]; stale = outer[3];
    return out;
  }
  function held(v) { var root = mounted, at = cell(function () { return typeof v === "function" ? v() : v; }); return [at[0][at[1]], function (x) { at[0][at[1]] = typeof x === "function" ? x(at[0][at[1]]) : x; stale = true; g.__engine.draws(root); }]; }
  function shows(f) { effects.push(f); }
  set("React", { createElement: create, Component: Component, PureComponent: Component, Fragment: FRAGMENT, useState: held, useEffect: shows, useLayoutEffect: shows, useMemo: function (f) { return f(); }, useCallback: function (f) { return f; }, useRef: function (v) { return { current: v }; }, useReducer: function (r, s) { return [s, function () {}]; }, memo: function (f) { return f; } });
  set("preact", { h: create, createElement: create, Fragment: FRAGMENT, Component: Component, render: mount, hydrate: mount }); set("preactHooks", g.React);
  set("ReactDOM", { render: mount, hydrate: mount, createRoot: function (e) { return { render: function (x) { mount(x, e); } }; }, hydrateRoot: function (e, x) { mount(x, e); } });

  // modules by name: require, seajs, define
  var defined = Object.create(null);
  function need(n) { n = text(n).replace(/^.*!/, "").replace(/\.js$/, ""); return n in defined ? defined[n] : g.__modules && g.__modules(n) ? g.__modules(n) : /jquery|zepto/i.test(n) ? g.jQuery : /^vue$/i.test(n) ? g.Vue : /moment|dayjs/i.test(n) ? day : /layui|layer/i.test(n) ? lay : g.__nothing; }
  function require(l, f) { if (!Array.isArray(l)) { if (typeof f !== "function") return need(l); l = [l]; } if (typeof f === "function") f.apply(null, l.map(need)); }
  require.config = function () {};
  set("require", require); set("requirejs", require); set("seajs", { use: require, config: function () {} });
  set("define", function (n, l, f) {
    if (typeof n !== "string") { f = l; l = n; n = ""; } if (typeof l === "function" || !Array.isArray(l)) { f = l; l = ["require", "exports", "module"]; }
    var module = { exports: {} }, v = typeof f === "function" ? f.apply(null, l.map(function (x) { return x === "require" ? require : x === "exports" ? module.exports : x === "module" ? module : need(x); })) : f;
    if (n) defined[n] = v === undefined ? module.exports : v;
  });

  // Angular, avalon, Knockout: their attributes as Vue's
  function renamed(h, names) { return h.replace(/\s(?:data-)?((?:ng|ms|x)-[\w-]+)\s*=/g, function (all, n) { return names[n] ? " " + names[n] + "=" : n.indexOf("ms-attr-") === 0 ? " :" + n.slice(8) + "=" : all; }); }
  function soon(f) { g.setTimeout(f, 0); }
  function all(q) { return g.document.querySelectorAll(q); }
  function put(e, h, data) { g.__engine.fill(e, { template: h }, data); }
  var controllers = Object.create(null), unit = { run: function () { return unit; } };
  unit.config = unit.directive = unit.service = unit.factory = unit.constant = unit.value = unit.component = unit.run; unit.filter = function (n, f) { helpers[n] = Array.isArray(f) ? f[f.length - 1]() : f(); return unit; };
  unit.controller = function (n, f) { controllers[n] = f; return unit; };
  var NG = { "ng-repeat": "v-for", "ng-bind": "v-text", "ng-bind-html": "v-html", "ng-if": "v-if", "ng-show": "v-show", "ng-href": "href", "ng-src": "src" };
  set("angular", { module: function () { soon(control); return unit; }, bootstrap: function () {}, forEach: function (l, f) { for (var k in l) f(l[k], k); }, element: g.jQuery, isArray: Array.isArray });
  function control() {
    [].forEach.call(all("[ng-controller]"), function (e) {
      var named = text(e.getAttribute("ng-controller")).split(/\s+as\s+/), f = controllers[named[0]], data = { date: function (x, form) { return written(x, form); } }, self = {};
      if (!f) return;
      var names = Array.isArray(f) ? f.slice(0, -1) : (/\(([^)]*)\)|^([\w$]+)\s*=>/.exec(text(f)) || ["", ""]).slice(1).join("").split(",").map(function (n) { return n.trim(); });
      for (var k in helpers) data[k] = helpers[k];
      (Array.isArray(f) ? f[f.length - 1] : f).apply(self, names.map(function (n) { return n === "$scope" ? data : g.__nothing; }));
      if (named[1]) data[named[1]] = self;
      put(e, in_pipes(e.innerHTML), data);
    });
  }
  // data that an element begins with, where no controller brings others
  g.__begun = function (nodes) {
    [].forEach.call(nodes || [], function (e) {
      if (e === g.document.body || e === g.document.documentElement || e.closest("[ng-controller],[data-ng-controller]")) return;
      var data = {}, words = e.getAttribute("ng-init") || e.getAttribute("data-ng-init");
      try { new Function("__d", "with(__d){" + words + "}")(new Proxy(data, { has: function (t, n) { return typeof n === "string" && (n in t || !(n in g)); } })); } catch (x) { return; }
      data.date = function (x, form) { return written(x, form); };
      put(e, in_pipes(e.innerHTML), data);
    });
  };
  function in_pipes(h) { return renamed(h.replace(/\|\s*(\w+)\s*:\s*('[^']*'|\d+)/g, "| $1($2)").replace(/\s+track by [^"'<>]+/g, ""), NG); }
  set("avalon", { define: function (n, f) {
    var data = typeof n === "string" ? {} : n; if (typeof f === "function") f(data); var id = typeof n === "string" ? n : data.$id;
    soon(function () { [].forEach.call(all('[ms-controller="' + id + '"]'), function (e) { put(e, renamed(e.innerHTML.replace(/@(?=[a-z])/g, "").replace(/\sms-repeat(?:-(\w+))?=(["']?)(\w+)\2/g, function (a, item, q, l) { return ' v-for="' + (item || "el") + " in " + l + '"'; }), { "ms-text": "v-text", "ms-html": "v-html", "ms-for": "v-for", "ms-if": "v-if", "ms-visible": "v-show" }), data); }); });
    return data;
  }, scan: function () {}, ready: soon });
  function observable(v) { return function (x) { if (arguments.length) v = x; return v; }; }
  function bound(h, item) {
    return h.replace(/<(\w+)([^<>]*?)\sdata-bind\s*=\s*(?:"([^"]*)"|'([^']*)')([^<>]*)>/g, function (tag, n, a, x, y, b) {
      x = x || y; var o = item ? item + "." : "", m, out = "";
      function own(w) { return "__u(" + (/^[\w$]+$/.test(w.trim()) && w.trim() !== "$data" ? o + w.trim() : w.replace(/\$data\b/g, item || "__d")) + ")"; }
      if ((m = /\btext\s*:\s*([^,{}]+)/.exec(x))) out += ' v-text="' + own(m[1]) + '"';
      if ((m = /\bhtml\s*:\s*([^,{}]+)/.exec(x))) out += ' v-html="' + own(m[1]) + '"';
      if ((m = /\bhref\s*:\s*([^,{}]+)/.exec(x))) out += ' :href="' + own(m[1]) + '"';
      return "<" + n + a + b + out + ">";
    });
  }
  function each_of(h) { return h.replace(/<(ul|ol|tbody|div|table|dl)([^<>]*?)\sdata-bind\s*=\s*["']\s*foreach\s*:\s*([\w$]+)\s*["']([^<>]*)>([\s\S]*?)<\/\1>/g, function (all, n, a, l, b, inside) { return "<" + n + a + b + '><template v-for="__x in __u(' + l + ')">' + bound(inside, "__x") + "</template></" + n + ">"; }); }
  set("ko", { observable: observable, observableArray: function (l) { return observable(l || []); }, computed: function (f, o) { return function () { return (f.read || f).call(o); }; }, pureComputed: function (f, o) { return function () { return (f.read || f).call(o); }; }, utils: { arrayForEach: function (l, f) { l.forEach(f); } }, unwrap: function (x) { return typeof x === "function" ? x() : x; }, applyBindings: function (data, e) {
    data.__u = function (x) { return typeof x === "function" ? x() : x; };
    soon(function () {
      if (e) return put(e, bound(each_of(e.innerHTML), ""), data);
      var l = [].slice.call(all("[data-bind]")), was = l.map(function (n) { return n.outerHTML; });
      l.forEach(function (n, i) {
        if (was.some(function (o, k) { return k !== i && o.length > was[i].length && o.indexOf(was[i]) >= 0; })) return;
        var w = g.document.createElement("div"); g.__engine.fill(w, { template: bound(each_of(was[i]), "") }, data);
        if (w.children[0]) n.innerHTML = w.children[0].innerHTML;
      });
    });
  } });

  // Alpine and petite-vue: data in an attribute, words where another attribute says
  var parts = Object.create(null), stores = {}, begun = false;
  function scope(words) { try { var v = /^[\w$]+$/.test(words) && parts[words] ? parts[words]() : new Function("with(this){return (" + (words || "{}") + ")}").call(Object.assign(Object.create(null), {})); return v && typeof v === "object" ? v : {}; } catch (e) { return {}; } }
  function say(words, data) { try { return new Function("__d", "with(__d){return (" + words + ")}").call(data, data); } catch (e) { return undefined; } }
  var ASYNC = (async function () {}).constructor;
  // htmx: what comes from another address by itself, without a click
  g.__addresses = function (nodes) { [].forEach.call(nodes || [], function (e) { var to = e.getAttribute("hx-target"); if (/load|reveal|intersect|every/.test(text(e.getAttribute("hx-trigger")))) g.jQuery(/^[#.]/.test(text(to)) ? to : e).load("/"); }); };
  g.__attributes = function (nodes) {
    if (!begun) { begun = true; g.document.dispatchEvent({ type: "alpine:init" }); }
    [].forEach.call(nodes || [], function (root) {
      var own = root.getAttribute("x-data"), petite = own === null ? root.getAttribute("v-scope") : null, data = Object.assign(scope(own === null ? petite : own), { $store: stores }), init = root.getAttribute("x-init");
      if (typeof data.init === "function") try { data.init(); } catch (e) {}
      var asks = /\bfetch\b|axios|ajax|\bawait\b/.test(init + data.init);  // what that answers takes the place of what it begins with
      if (init) try { new (/\bawait\b/.test(init) ? ASYNC : Function)("__d", "with(__d){" + init + "}").call(data, data); } catch (e) {}
      var all = root === g.document.body || root === g.document.documentElement;  // of these there is no markup to put anew
      if (all && !root.querySelector("[x-for], [x-if]") && root.querySelectorAll("[x-show]").length <= 200) [].forEach.call(root.querySelectorAll("[x-show]"), function (e) { var v = say(e.getAttribute("x-show"), data); if (v !== undefined && !v) e.style.display = "none"; });
      else if (/\sx-(?:for|if|show)\s*=/.test(root.innerHTML)) { put(root, renamed(root.innerHTML, { "x-for": "v-for", "x-if": "v-if", "x-show": "v-show", "x-text": "v-text", "x-html": "v-html" }), data); return; }
      [].forEach.call(root.querySelectorAll("*"), function (e) {
        var t = e.getAttribute("x-text") || e.getAttribute("v-text"), h = e.getAttribute("x-html") || e.getAttribute("v-html"), v = t || h ? (asks ? "" : say(t || h, data)) : undefined;
        if (v !== undefined && typeof v !== "object") if (t) e.textContent = text(v); else e.innerHTML = text(v);
      });
      if (petite !== null && /\sv-(?:for|if|show|html)\s*=|\s:[\w-]+\s*=/.test(root.innerHTML)) { put(root, root.innerHTML, data); return; }
      if (petite !== null) { var was = root.innerHTML, now = was.replace(/\{\{([^{}]{1,200})\}\}/g, function (all, x) { var v = say(x, data); return v === undefined ? all : esc(v); }); if (now !== was) root.innerHTML = now; }
    });
  };
  set("Alpine", { data: function (n, f) { parts[n] = f; }, start: function () {}, store: function (n, v) { if (v !== undefined) stores[n] = v; return stores[n]; }, plugin: function () {} });
  set("PetiteVue", { createApp: g.createApp });
  set("layui", lay);
})(globalThis);
