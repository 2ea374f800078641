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
  function day(x, form) { return wrap(read(x, form)); }
  function wrap(d) {
    function moved(sign) { return function (n, unit) { unit = UNITS[unit] || UNITS[text(unit).replace(/s$/, "")]; var e = new Date(d.getTime()); n = sign * n; if (unit === "month") e.setMonth(e.getMonth() + n); else if (unit === "year") e.setFullYear(e.getFullYear() + n); else e = new Date(d.getTime() + n * (unit || 1)); return wrap(e); }; }
    var o = { __day: d, format: function (f) { return write(d, f); }, valueOf: function () { return d.getTime(); }, unix: function () { return Math.floor(d.getTime() / 1000); }, toDate: function () { return new Date(d.getTime()); },
      isValid: function () { return !isNaN(d); }, year: function () { return d.getFullYear(); }, month: function () { return d.getMonth(); }, date: function () { return d.getDate(); }, day: function () { return d.getDay(); }, hour: function () { return d.getHours(); }, minute: function () { return d.getMinutes(); }, second: function () { return d.getSeconds(); },
      add: moved(1), subtract: moved(-1), toISOString: function () { return d.toISOString(); }, toString: function () { return write(d, "YYYY-MM-DD HH:mm:ss"); },
      isBefore: function (x) { return d < read(x); }, isAfter: function (x) { return d > read(x); }, diff: function (x, unit) { var u = UNITS[unit] || UNITS[text(unit).replace(/s$/, "")], n = d - read(x); return typeof u === "number" ? Math.trunc(n / u) : n; } };
    ["local", "locale", "tz", "utcOffset", "clone", "startOf", "endOf"].forEach(function (n) { o[n] = function () { return o; }; });
    o.get = function (u) { return o[u] ? o[u]() : 0; };
    return o;
  }
  day.unix = function (s) { return wrap(new Date(s * 1000)); };
  day.tz = function (x, a, b) { return day(x, b === undefined ? undefined : a); };
  day.tz.setDefault = day.locale = day.extend = day.updateLocale = day.defineLocale = function () { return day; };
  day.isMoment = day.isDayjs = function (x) { return !!(x && x.__day); };
  set("moment", day); set("dayjs", day);
  set("dateFns", { format: function (d, f) { return written(d, f); }, parseISO: read, parse: function (x, f) { return read(x, text(f)); } });
  var util = { toDateString: written, digit: function (n, l) { return text(n).padStart(l || 2, "0"); }, escape: esc };

  // templates: artTemplate, layui, Mustache, Handlebars, doT, underscore, jQuery's
  var made = Object.create(null);
  function compile(source) {
    source = text(source);
    if (made[source]) return made[source];
    var code = "", at = 0, m, n = 0, open = [], TOKEN = /<%([=\-#]?)([\s\S]*?)%>|\{\{\{([\s\S]*?)\}\}\}|\{\{([\s\S]*?)\}\}|\$\{([^{}]*)\}/g;
    function put(x) { code += "__o+=__t(function(){return(" + x + ")});"; }
    function each(list, item, index) {
      var i = "__i" + n, l = "__l" + n++; index = index || "$index"; item = item || "$value"; open.push("}}");
      code += "var " + l + "=" + list + "||[];for(var " + i + " in " + l + "){var " + index + "=isNaN(" + i + ")?" + i + ":+" + i + "," + item + "=" + l + "[" + i + "];with(" + item + "&&typeof " + item + "=='object'?" + item + ":{}){";
    }
    function when(x) { code += "if(" + x + "){"; open.push("}"); }
    function end() { code += open.pop() || ""; }
    while ((m = TOKEN.exec(source)) !== null) {
      code += "__o+=" + JSON.stringify(source.slice(at, m.index)) + ";"; at = m.index + m[0].length;
      var x = m[2] !== undefined ? m[2] : m[3] !== undefined ? m[3] : m[4] !== undefined ? m[4] : m[5], w;
      x = x.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&").trim();
      if (m[2] !== undefined) { if (m[1] && m[1] !== "#") put(x); else code += x + "\n"; continue; }
      if (m[5] !== undefined || m[3] !== undefined) { put(x); continue; }
      if ((w = /^#?each\s+([\w$.]+)(?:\s+as\s+\|?([\w$]+)\|?(?:\s+([\w$]+))?)?$/.exec(x))) each(w[1], w[2], w[3]);
      else if ((w = /^~\s*([\w$.]+)\s*:\s*([\w$]+)(?:\s*:\s*([\w$]+))?$/.exec(x))) each(w[1], w[2], w[3]);
      else if ((w = /^#?if\s+([\s\S]+)$/.exec(x)) || (w = /^\?(?!\?)\s*([\s\S]+)$/.exec(x))) when(w[1]);
      else if (/^(?:else|\?\?)$/.test(x)) code += "}else{";
      else if (/^(?:\/[\w$.]*|~|\?)$/.test(x)) end();
      else if ((w = /^#([\w$.]+)$/.exec(x)) && source.indexOf("{{/" + w[1]) >= 0) each("[].concat(" + w[1] + "||[])");
      else if ((w = /^\^([\w$.]+)$/.exec(x))) when("!" + w[1]);
      else if (/^#/.test(x)) code += x.slice(1) + "\n";
      else put(x.replace(/^[=!&\-]\s*/, "").replace(/^\.$|^this$/, "$value").replace(/^this\./, "$value.").replace(/\|[\s\S]*$/, function (f) { return /^\|\|/.test(f) ? f : ""; }));
    }
    code += "__o+=" + JSON.stringify(source.slice(at)) + ";";
    var run = new Function("__d", "d", "it", "__t", "var __o='';with(__d){" + code + "}return __o");
    function tell(f) { var v; try { v = f(); } catch (e) { v = ""; } return text(v); }
    return (made[source] = function (data) { data = data || {}; return run(data, data, data, tell); });
  }
  function source(id) { var e = g.document.getElementById(text(id).replace(/^#/, "")); return e ? e.innerHTML || e.value : ""; }
  function template(id, data) { var f = compile(/[<{]/.test(text(id)) ? id : source(id)); return data === undefined ? f : f(data); }
  template.compile = compile; template.render = function (s, d) { return compile(s)(d); }; template.helper = template.config = function () {}; template.defaults = { imports: {} };
  set("template", template); set("Mustache", { render: template.render, parse: compile }); set("Handlebars", { compile: compile, registerHelper: function () {} });
  set("doT", { template: compile, compile: compile }); set("juicer", template); set("_", { template: compile, each: function (l, f) { for (var k in l) f(l[k], k, l); }, map: function (l, f) { return Object.keys(l || {}).map(function (k) { return f(l[k], k); }); } });
  g.jQuery.__compile = compile;
  function laytpl(s) { return { render: function (d, f) { var h = compile(s)(d); if (f) f(h); return h; } }; }
  var layui = { util: util, laytpl: laytpl, $: g.jQuery, jquery: g.jQuery, use: function (n, f) { if (typeof n === "function") f = n; if (f) f.call(lay, lay); return lay; }, each: function (l, f) { for (var k in l) if (f.call(l[k], k, l[k])) break; } };
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
      if (!(t.prototype && t.prototype.render)) return tree(t(p));
      var c = new t(p); c.props = p; if (c.componentDidMount) try { c.componentDidMount(); } catch (e) {}
      return tree(c.render());
    }
    if (p.dangerouslySetInnerHTML) return "<" + t + ">" + text(p.dangerouslySetInnerHTML.__html) + "</" + t + ">";
    var a = (p.className ? ' class="' + text(p.className).replace(/"/g, "") + '"' : "") + (p.href ? ' href="' + text(p.href).replace(/"/g, "&quot;") + '"' : "");
    return "<" + t + a + ">" + (/^(?:img|br|input|hr)$/.test(t) ? "" : tree(p.children) + "</" + t + ">");
  }
  var FRAGMENT = {};
  function create(t, p) { p = Object.assign({}, p); if (arguments.length > 2) p.children = [].slice.call(arguments, 2); return { __react: true, type: t, props: p }; }
  function mount(x, e) { if (!e) return; var h = tree(x); if (h) e.innerHTML = h; }
  function Component(p) { this.props = p; this.state = this.state || {}; }
  Component.prototype.setState = function (s) { this.state = Object.assign({}, this.state, typeof s === "function" ? s(this.state, this.props) : s); };
  function held(v) { return [typeof v === "function" ? v() : v, function () {}]; }
  set("React", { createElement: create, Component: Component, PureComponent: Component, Fragment: FRAGMENT, useState: held, useEffect: function () {}, useLayoutEffect: function () {}, useMemo: function (f) { return f(); }, useCallback: function (f) { return f; }, useRef: function (v) { return { current: v }; }, useReducer: function (r, s) { return [s, function () {}]; }, memo: function (f) { return f; } });
  set("ReactDOM", { render: mount, hydrate: mount, createRoot: function (e) { return { render: function (x) { mount(x, e); } }; }, hydrateRoot: function (e, x) { mount(x, e); } });

  // Alpine and petite-vue: data in an attribute, words where another attribute says
  var parts = Object.create(null);
  function scope(words) { try { var v = /^[\w$]+$/.test(words) && parts[words] ? parts[words]() : new Function("with(this){return (" + (words || "{}") + ")}").call(Object.assign(Object.create(null), {})); return v && typeof v === "object" ? v : {}; } catch (e) { return {}; } }
  function say(words, data) { try { return new Function("__d", "with(__d){return (" + words + ")}").call(data, data); } catch (e) { return undefined; } }
  g.__attributes = function (nodes) {
    [].forEach.call(nodes || [], function (root) {
      var own = root.getAttribute("x-data"), petite = own === null ? root.getAttribute("v-scope") : null, data = scope(own === null ? petite : own), init = root.getAttribute("x-init");
      if (typeof data.init === "function") try { data.init(); } catch (e) {}
      if (init) try { new Function("__d", "with(__d){" + init + "}").call(data, data); } catch (e) {}
      [].forEach.call(root.querySelectorAll("*"), function (e) {
        var t = e.getAttribute("x-text") || e.getAttribute("v-text"), h = e.getAttribute("x-html") || e.getAttribute("v-html"), v = t || h ? say(t || h, data) : undefined;
        if (v !== undefined && typeof v !== "object") if (t) e.textContent = text(v); else e.innerHTML = text(v);
      });
      if (petite !== null) { var was = root.innerHTML, now = was.replace(/\{\{([^{}]{1,200})\}\}/g, function (all, x) { var v = say(x, data); return v === undefined ? all : esc(v); }); if (now !== was) root.innerHTML = now; }
    });
  };
  set("Alpine", { data: function (n, f) { parts[n] = f; }, start: function () {}, store: function () { return {}; }, plugin: function () {} });
  set("PetiteVue", { createApp: function () { return { mount: function () {} }; } });
  set("layui", lay);
})(globalThis);
