// As much of older libraries, in our own words, as writes into a page: Prototype, MooTools, dojo, Ext, YUI, KISSY, mui, Tangram.
(function (g) {
  "use strict";
  var doc = g.document, J = g.jQuery, E = g.HTMLElement.prototype, two = function (n) { return (n < 10 ? "0" : "") + n; };
  function text(x) { return x === undefined || x === null ? "" : String(x); }
  function esc(s) { return text(s).replace(/&/g, "&amp;").replace(/</g, "&lt;"); }
  function add(o, n, v) { if (!(n in o)) Object.defineProperty(o, n, { value: v, writable: true, configurable: true, enumerable: false }); }
  function by_id(x) { return typeof x === "string" ? doc.getElementById(x.replace(/^#/, "")) : x && x.__list ? x.__list[0] : x && x.dom || x; }
  function all(q, within) { return [].slice.call((by_id(within) || doc).querySelectorAll(text(q))); }
  g.__engine.stub("__nothing");
  // what else is asked of a library is stood in for
  function library(known) { return new Proxy(known, { get: function (t, n) { return n in t || typeof n === "symbol" ? t[n] : g.__nothing[n]; } }); }
  // *f* as it is called later; *__of*: whose words they are
  function later(f, me, args) { function call() { return f.apply(me, args || []); } call.__of = f; return call; }
  function ready() { [].forEach.call(arguments, function (f) { if (typeof f === "function") J(f); }); }
  function each(l, f, me) { if (l && l.length === undefined) Object.keys(l).forEach(function (k) { f.call(me, l[k], k, l); }); else [].forEach.call(l || [], f, me); return l; }

  // days: 'Y-m-d' (Ext), '%Y-%m-%d' (MooTools, YUI), 'yyyy-MM-dd'
  function day(d, form) {
    var p = { Y: d.getFullYear(), m: two(d.getMonth() + 1), d: two(d.getDate()), H: two(d.getHours()), i: two(d.getMinutes()), M: two(d.getMinutes()), s: two(d.getSeconds()), S: two(d.getSeconds()), n: d.getMonth() + 1, j: d.getDate(), G: d.getHours(), y: two(d.getFullYear() % 100), e: d.getDate() };
    form = text(form || "%Y-%m-%d");
    if (form === "%x" || form === "%F") form = "%Y-%m-%d";
    if (form.indexOf("%") >= 0) return form.replace(/%([YmdHMSye])/g, function (all, k) { return p[k]; });
    if (/yy|MM|dd/i.test(form)) return form.replace(/y{4}|yy|MM?|d{1,2}|HH?|hh?|mm?|ss?/gi, function (k) { var n = { y: p.Y, M: d.getMonth() + 1, d: p.j, D: p.j, H: p.G, h: p.G, m: d.getMinutes(), s: d.getSeconds(), Y: p.Y, S: d.getSeconds() }[k.charAt(0)]; return k.length === 2 ? two(n % 100) : n; });
    return form.replace(/[YmdHisnjGy]/g, function (k) { return k === "M" || k === "S" ? k : p[k]; });
  }
  add(Date.prototype, "format", function (f) { return day(this, f); }); add(Date.prototype, "dateFormat", function (f) { return day(this, f); });
  add(String.prototype, "interpolate", function (o) { return this.replace(/#\{([\w.]+)\}/g, function (all, k) { return text(at(o, k)); }); });
  add(String.prototype, "substitute", function (o) { return this.replace(/\{([\w.]+)\}/g, function (all, k) { return text(at(o, k)); }); });
  function at(o, k) { return k.split(".").reduce(function (v, n) { return v === undefined || v === null ? v : v[n]; }, o); }
  add(String.prototype, "strip", String.prototype.trim); add(String.prototype, "clean", function () { return this.replace(/\s+/g, " ").trim(); });
  add(String.prototype, "stripTags", function () { return this.replace(/<[^<>]*>/g, ""); }); add(String.prototype, "escapeHTML", function () { return esc(this); });
  add(String.prototype, "evalJSON", function () { return JSON.parse(this); }); add(String.prototype, "toInt", function () { return parseInt(this, 10); });
  add(String.prototype, "times", function (n) { return this.repeat(Math.min(n, 1000)); }); add(String.prototype, "truncate", function (n) { return this.length > (n || 30) ? this.slice(0, (n || 30) - 3) + "..." : text(this); });
  add(Number.prototype, "toPaddedString", function (n, base) { return this.toString(base || 10).padStart(n, "0"); });
  ["defer", "delay", "periodical"].forEach(function (n) { add(Function.prototype, n, function () { g.setTimeout(this, 0); }); });
  add(Function.prototype, "bindAsEventListener", Function.prototype.bind); add(JSON, "decode", JSON.parse); add(JSON, "encode", JSON.stringify);
  function day_of(x) { return x instanceof Date ? x : new Date(text(x).replace(/-/g, "/").replace(/T.*/, "")); }

  // what their elements know how to do
  var WHERE = { before: "beforebegin", after: "afterend", top: "afterbegin", first: "afterbegin", bottom: "beforeend", last: "beforeend", inside: "beforeend" };
  function node_of(x) { return x && typeof x === "object" ? x.__list ? x.__list[0] : x.toElement ? x.toElement() : x.__tag || x.__text !== undefined ? x : null : null; }
  function told(x) { return x && typeof x === "object" && x.toHTML ? x.toHTML() : text(x); }
  function put(e, x) { var n = node_of(x); if (n) { e.innerHTML = ""; e.appendChild(n); } else e.innerHTML = told(x); return e; }
  function put_at(e, x, where) {
    var n = node_of(x), l = Array.isArray(x) ? x : null; where = WHERE[where] || "beforeend";
    if (l) l.forEach(function (k) { put_at(e, k, "bottom"); }); else if (n) e.insertAdjacentElement(where, n); else e.insertAdjacentHTML(where, told(x));
    return e;
  }
  var METHODS = {
    update: function (x) { return put(this, x); }, setText: function (t) { this.textContent = text(t); return this; },
    set: function (n, v) {
      var me = this; if (n && typeof n === "object") { for (var k in n) me.set(k, n[k]); return me; }
      if (/^(?:html|innerHTML|content)$/.test(n)) put(me, Array.isArray(v) ? v.join("") : v); else if (/^(?:text|innerText|textContent)$/.test(n)) me.textContent = text(v);
      else if (n === "styles" || n === "style") me.setStyle(v); else if (n === "events") me.addEvents(v); else if (n === "class" || n === "className" || n === "cls") me.className = text(v); else if (n === "value") me.value = v; else if (typeof v !== "object") me.setAttribute(n, text(v));
      return me;
    },
    insert: function (x, where) { var me = this; if (x && typeof x === "object" && !node_of(x) && !Array.isArray(x) && !x.toHTML) Object.keys(x).forEach(function (k) { put_at(me, x[k], k); }); else put_at(me, x, where); return me; },
    inject: function (to, where) { put_at(by_id(to), this, where); return this; }, grab: function (x, where) { return put_at(this, by_id(x), where); },
    adopt: function () { var me = this; [].concat.apply([], arguments).forEach(function (x) { put_at(me, by_id(x), "bottom"); }); return me; },
    appendText: function (t, where) { return put_at(this, esc(t), where); }, appendHTML: function (h, where) { return put_at(this, h, where); },
    replace: function (x) { var n = node_of(x); if (n) this.replaceWith(n); else this.outerHTML = told(x); return this; }, replaces: function (x) { by_id(x).replaceWith(this); return this; },
    insertHtml: function (where, h) { this.insertAdjacentHTML(where, text(h)); return this; }, createChild: function (spec) { return put_at(this, markup(spec), "bottom").lastElementChild; },
    select: function (q) { return all(q, this); }, getElements: function (q) { return all(q, this); }, getElement: function (q) { return all(q, this)[0] || null; }, down: function (q, n) { return all(typeof q === "string" ? q : "*", this)[n || 0] || null; },
    up: function (q) { return typeof q === "string" ? this.parentNode && this.parentNode.closest(q) : this.parentNode; }, getParent: function (q) { return this.up(q); }, next: function () { return this.nextElementSibling; }, getNext: function () { return this.nextElementSibling; }, previous: function () { return this.previousElementSibling; }, getFirst: function () { return this.firstElementChild; }, getChildren: function () { return this.children; },
    store: function (n, v) { (this.__kept = this.__kept || {})[n] = v; return this; }, retrieve: function (n) { return (this.__kept || {})[n]; },
    observe: function (k, f) { this.addEventListener(k, f); return this; }, addEvent: function (k, f) { this.addEventListener(k, f); return this; }, addEvents: function (o) { for (var k in o) this.addEventListener(k, o[k]); return this; },
    hide: function () { this.style.display = "none"; return this; }, show: function () { this.style.display = ""; return this; }, toggle: function (on) { return (on === undefined ? this.__hides === true : on) ? this.show() : this.hide(); }, visible: function () { return this.__hides !== true; },
    setStyle: function (n, v) { if (typeof n === "string" && v === undefined) this.style.cssText = n; else if (typeof n === "string") this.style[n] = v; else Object.assign(this.style, n); return this; }, setStyles: function (o) { Object.assign(this.style, o); return this; }, setOpacity: function (v) { this.style.opacity = v; return this; },
    readAttribute: function (n) { return this.getAttribute(n); }, getProperty: function (n) { return this.getAttribute(n); }, writeAttribute: function (n, v) { return this.set(n, v); }, setProperty: function (n, v) { return this.set(n, v); }, setProperties: function (o) { return this.set(o); },
    empty: function () { this.innerHTML = ""; return this; }, destroy: function () { this.remove(); }, dispose: function () { this.remove(); return this; }, getHTML: function () { return this.innerHTML; }, getText: function () { return this.textContent; }, identify: function () { return this.id; }
  };
  METHODS.setHTML = METHODS.setHtml = METHODS.setContent = METHODS.overwrite = METHODS.update;
  ["add", "remove", "toggle", "has"].forEach(function (n) { METHODS[n + "ClassName"] = METHODS[n + "Class"] = function (c) { var me = this, l = me.classList[n === "has" ? "contains" : n](c); return n === "has" ? l : me; }; });
  Object.keys(METHODS).forEach(function (n) {
    if (n === "setHTML") Object.defineProperty(E, n, { value: METHODS[n], writable: true, configurable: true }); else add(E, n, METHODS[n]);
    if (!/^(?:set|get|up$|down$|next$|previous$|has)/.test(n) || /^set(?:HTML|Html|Content|Text|Style)?$/.test(n)) add(J.fn, n, function () { var a = arguments; this.each(function (i, e) { if (e[n]) e[n].apply(e, a); }); return this; });
    if (/^(?:set|update|setHTML|setStyles?|addEvents?|addClass|removeClass|hide|show|empty|destroy|dispose)$/.test(n)) add(Array.prototype, n, function () { var a = arguments; this.forEach(function (e) { if (e && e.__tag) e[n].apply(e, a); }); return this; });
  });
  add(J.fn, "appendChild", function (x) { return this.append(x); });
  add(E, "dom", null); Object.defineProperty(E, "dom", { get: function () { return this; }, configurable: true });
  add(Array.prototype, "each", function (f, me) { this.forEach(f, me); return this; }); add(Array.prototype, "invoke", function (n) { var a = [].slice.call(arguments, 1); return this.map(function (x) { return x[n].apply(x, a); }); });
  add(Array.prototype, "pluck", function (n) { return this.map(function (x) { return x[n]; }); }); add(Array.prototype, "first", function () { return this[0]; }); add(Array.prototype, "last", function () { return this[this.length - 1]; }); add(Array.prototype, "collect", Array.prototype.map);
  add(Array.prototype, "detect", Array.prototype.find); add(Array.prototype, "findAll", Array.prototype.filter); add(Array.prototype, "getLast", function () { return this[this.length - 1]; });

  // classes: what makes one of them, and its name where it has one
  var classes = Object.create(null);
  function made_of(o, maker, up) { function C() { var f = o && Object.prototype.hasOwnProperty.call(o, maker) ? o[maker] : up && up.prototype[maker]; if (typeof f === "function" && f !== C) f.apply(this, arguments); } if (typeof up === "function") C.prototype = Object.create(up.prototype); Object.assign(C.prototype, o); return C; }
  function named(n, C) { if (n) { classes[n] = C; if (/^[A-Za-z_$][\w$]*$/.test(n)) add(g, n, C); } return C; }

  // Prototype and MooTools
  function make(tag, o) { var e = doc.createElement(text(tag).replace(/[.#].*/, "")); if (o) e.set(o); return e; }
  function Made(tag, o) { return make(tag, o); }
  Made.prototype = E; Made.extend = function (e) { return e; };
  Object.keys(METHODS).forEach(function (n) { Made[n] = function (id) { var e = by_id(id); return e && e[n].apply(e, [].slice.call(arguments, 1)); }; });
  function begins(kind) { return /^(?:dom:?loaded|domready|contentloaded|load|ready)$/i.test(text(kind)); }
  function on(e, kind, f) { if (e === g || e === doc || e === "window" || begins(kind)) { if (begins(kind)) ready(f); else g.addEventListener(kind, f); } else { e = by_id(e); if (e && e.addEventListener) e.addEventListener(kind, f); } }
  [doc, g].forEach(function (o) { ["observe", "addEvent"].forEach(function (n) { add(o, n, function (k, f) { on(g, k, f); }); }); add(o, "addEvents", function (l) { for (var k in l) on(g, k, l[k]); }); });
  add(doc, "id", by_id); add(doc, "getElements", all); add(doc, "getElement", function (q) { return all(q)[0] || null; });
  Object.assign(g.Event, { observe: on, stop: function () {}, onDOMReady: ready });
  function Class(o) { function C() { if (typeof this.initialize === "function") this.initialize.apply(this, arguments); } var up = o && o.Extends; if (up) C.prototype = Object.create(up.prototype); [].concat(o && o.Implements || []).concat(o || {}).forEach(function (m) { Object.assign(C.prototype, typeof m === "function" ? m.prototype : m); }); C.implement = function (m) { Object.assign(C.prototype, m); return C; }; C.addMethods = C.implement; return C; }
  Class.create = function (up, o) { if (typeof up !== "function") { o = up; up = undefined; } return Class(Object.assign({ Extends: up }, o)); };
  function Template(t) { t = Array.isArray(t) ? t.join("") : text(t); this.evaluate = function (o) { return t.interpolate(o); }; }
  function D(x) {
    if (arguments.length > 1 && typeof arguments[1] === "string") return [].map.call(arguments, by_id);
    // a page may have both: what no element is called is a selector
    if (typeof x === "string" && /^[\w-]+$/.test(x)) { var e = by_id(x); return e && e.__num === undefined && e.__up === undefined && J(x).length ? J(x) : e; }
    return x === doc || x === g || x && x.__tag ? x : J.apply(g, arguments);
  }
  // where `$` is theirs and not jQuery's
  g.__older = function () {
    Object.setPrototypeOf(D, J); g.$ = D; g.Element = Made; g.Class = Class; g.Template = Template; g.$$ = function () { return [].concat.apply([], [].map.call(arguments, function (q) { return all(q); })); };
    g.$A = function (l) { return [].slice.call(l || []); }; g.$H = function (o) { return { each: function (f) { Object.keys(o || {}).forEach(function (k) { f({ key: k, value: o[k], 0: k, 1: o[k] }); }); }, get: function (k) { return o[k]; }, keys: function () { return Object.keys(o); } }; };
    g.$F = function (id) { return by_id(id).value; }; g.$w = function (s) { return text(s).trim().split(/\s+/); }; g.$E = function (q) { return all(q)[0]; }; g.$ES = all; g.$each = each;
    g.PeriodicalExecuter = function (f) { this.stop = function () {}; ready(later(f, this, [this])); };
    g.Insertion = {}; ["Bottom", "Top", "Before", "After"].forEach(function (n) { g.Insertion[n] = function (id, h) { put_at(by_id(id), h, n.toLowerCase()); }; });
    add(Object, "extend", Object.assign); add(Object, "toJSON", JSON.stringify); add(Array, "each", each); add(Array, "from", Array.from); add(Object, "each", each);
  };

  // dojo
  function listed(l) { ["update", "setText"].forEach(function (n) { l[n === "update" ? "html" : "text"] = function (x) { this.forEach(function (e) { e[n](x); }); return this; }; }); l.innerHTML = l.addContent = l.html; l.attr = function (n, v) { this.forEach(function (e) { e.set(n, v); }); return this; }; l.style = function (n, v) { this.forEach(function (e) { e.setStyle(n, v); }); return this; }; l.onclick = l.connect = l.on = function () { return this; }; return l; }
  var PLACE = { only: "only", replace: "replace", first: "top", last: "bottom", before: "before", after: "after" };
  function place(x, to, where) { to = by_id(to); x = typeof x === "string" && !/^\s*</.test(x) ? by_id(x) : x; if (where === "only") put(to, x); else if (where === "replace") to.replace(x); else put_at(to, x, PLACE[where] || "bottom"); return node_of(x) || to.lastElementChild; }
  var dojo = library({
    byId: by_id, addOnLoad: ready, ready: ready, query: function (q, w) { return listed(all(q, w)); }, forEach: each, map: function (l, f) { return [].map.call(l || [], f); }, filter: function (l, f) { return [].filter.call(l || [], f); }, isString: function (x) { return typeof x === "string"; },
    create: function (tag, o, to, where) { var e = make(tag, o); if (to) place(e, to, where); return e; }, place: place, empty: function (x) { by_id(x).innerHTML = ""; }, destroy: function (x) { by_id(x).remove(); }, toDom: function (h) { return J(text(h)).get(0); },
    attr: function (x, n, v) { x = by_id(x); return typeof n === "string" && v === undefined ? x.getAttribute(n) : x.set(n, v); }, set: function (x, n, v) { return v === undefined ? put(by_id(x), n) : by_id(x).set(n, v); }, style: function (x, n, v) { by_id(x).setStyle(n, v); }, addClass: function (x, c) { by_id(x).classList.add(c); }, removeClass: function (x, c) { by_id(x).classList.remove(c); },
    html: { set: function (x, h) { put(by_id(x), h); } }, string: { substitute: function (t, o) { return text(t).replace(/\$\{(\w+)(?::\w+)?\}/g, function (all, k) { return text(o[k]); }); }, pad: function (n, l) { return text(n).padStart(l || 2, "0"); }, trim: function (s) { return text(s).trim(); } },
    date: { locale: { format: function (d, o) { return day(d, o && o.datePattern || "yyyy-MM-dd"); } }, stamp: { toISOString: function (d) { return d.toISOString(); }, fromISOString: day_of } }, declare: function (n, up, o) { if (typeof n !== "string") { o = up; up = n; n = ""; } return named(n, made_of(o, "constructor", Array.isArray(up) ? up[0] : up)); }, hitch: function (o, f) { return typeof f === "function" ? f.bind(o) : o[f].bind(o); }, fromJson: JSON.parse, toJson: JSON.stringify, connect: on, on: on, body: function () { return doc.body; }, require: function () {}, doc: doc, global: g, mixin: Object.assign
  });
  dojo.locale = dojo.date.locale; dojo.format = dojo.date.locale.format; dojo.substitute = dojo.string.substitute;
  add(g, "dojo", dojo);
  // its modules by name (require)
  g.__modules = function (n) { return /^dojo\/(?:query)$/.test(n) ? dojo.query : /^dojo\/(?:ready|domReady)$/.test(n) ? ready : /^dojo\/string$/.test(n) ? dojo.string : /^dojo\//.test(n) ? dojo : undefined; };

  // Ext
  function markup(s) { if (Array.isArray(s)) return s.map(markup).join(""); if (!s || typeof s !== "object") return text(s); var a = "", t = s.tag || "div"; for (var k in s) if (!/^(?:tag|html|cn|children|style)$/.test(k) && typeof s[k] !== "object") a += " " + (k === "cls" ? "class" : k) + '="' + text(s[k]).replace(/"/g, "&quot;") + '"'; return "<" + t + a + ">" + text(s.html) + markup(s.cn || s.children || "") + "</" + t + ">"; }
  var format = { date: function (d, f) { return day(d instanceof Date ? d : new Date(d), f || "Y-m-d"); }, htmlEncode: esc, ellipsis: function (s, n) { return text(s).slice(0, n); }, trim: function (s) { return text(s).trim(); }, stripTags: function (s) { return text(s).replace(/<[^<>]*>/g, ""); } };
  function Words() {
    var t = [].filter.call(arguments, function (x) { return typeof x === "string" || Array.isArray(x); }).map(function (x) { return [].concat(x).join(""); }).join(""), me = this, own = [].filter.call(arguments, function (x) { return x && typeof x === "object" && !Array.isArray(x); })[0];
    function said(t, v, n) {
      t = t.replace(/<tpl\s+(for|if)\s*=\s*["']([^"']*)["']\s*>([\s\S]*?)<\/tpl>/g, function (all, how, x, inside) {
        if (how === "if") return worth(x, v, n) ? said(inside, v, n) : "";
        return each_of(x === "." ? v : at(v, x)).map(function (one, i) { return said(inside, one, i + 1); }).join("");
      });
      return t.replace(/\{\[([\s\S]*?)\]\}|\{([\w.#]+)(?::(\w+)(?:\(([^(){}]*)\))?)?\}/g, function (all, code, k, f, a) {
        if (code !== undefined) return text(worth(code, v, n));
        var x = k === "." ? v : k === "#" ? n : v !== null && typeof v === "object" ? at(v, k) : v; if (f && format[f]) x = format[f].apply(null, [x].concat(a ? worth("[" + a + "]", v, n) : []));
        return text(x);
      });
    }
    function each_of(l) { return Array.isArray(l) ? l : l === undefined || l === null ? [] : [l]; }
    function worth(x, v, n) { try { return new Function("values", "xindex", "with(values&&typeof values=='object'?values:{}){return (" + x.replace(/&gt;/g, ">").replace(/&lt;/g, "<").replace(/&amp;/g, "&").replace(/\bthis\./g, "__me.") + ")}".replace("__me", "")).call(own, v, n); } catch (e) { return ""; } }
    me.apply = me.applyTemplate = function (v) { return said(t, v, 1); }; me.overwrite = function (to, v) { put(by_id(to), me.apply(v)); }; me.append = function (to, v) { put_at(by_id(to), me.apply(v), "bottom"); }; me.insertFirst = function (to, v) { put_at(by_id(to), me.apply(v), "top"); }; me.compile = function () { return me; };
  }
  var helper = { append: function (to, s) { return put_at(by_id(to), markup(s), "bottom").lastElementChild; }, overwrite: function (to, s) { return put(by_id(to), markup(s)).firstElementChild; }, insertFirst: function (to, s) { put_at(by_id(to), markup(s), "top"); }, insertBefore: function (to, s) { put_at(by_id(to), markup(s), "before"); }, insertAfter: function (to, s) { put_at(by_id(to), markup(s), "after"); }, insertHtml: function (where, to, h) { by_id(to).insertAdjacentHTML(where, text(h)); }, markup: markup };
  // what stands where it is bid to, with its words
  function Box(o) { if (o && o.renderTo && by_id(o.renderTo)) put_at(by_id(o.renderTo), (o.title ? "<div>" + text(o.title) + "</div>" : "") + markup(o.html || o.autoEl || ""), "bottom"); }
  add(g, "Ext", library({ get: by_id, fly: by_id, getDom: by_id, onReady: ready, select: function (q) { return J(q); }, query: all, each: function (l, f, me) { [].some.call(l || [], function (x, i) { return f.call(me, x, i) === false; }); }, DomHelper: helper, DomQuery: { select: all, selectNode: function (q) { return all(q)[0]; } }, Template: Words, XTemplate: Words, Date: { format: function (d, f) { return day(d, f); }, parse: day_of }, define: function (n, o) { return named(n, made_of(o, "constructor", classes[o && o.extend])); }, create: function (n, o) { return classes[n] ? new classes[n](o) : new Box(o); }, Panel: Box, Container: Box, Component: Box, util: { Format: format, JSON: JSON }, String: { format: swap, htmlEncode: esc }, decode: JSON.parse, encode: JSON.stringify, apply: Object.assign, isEmpty: function (x) { return x === null || x === undefined || x === "" || x.length === 0; }, getBody: function () { return doc.body; }, isArray: Array.isArray, Element: { get: by_id }, emptyFn: function () {}, Array: { each: each, forEach: each }, Object: { each: each } }));
  function swap(t) { var a = [].slice.call(arguments, 1); return text(t).replace(/\{(\d+)\}/g, function (all, n) { return text(a[n]); }); }

  // YUI and KISSY
  function of_braces(t, o) { return text(t).replace(/\{\{?\s*([\w.]+)\s*\}?\}/g, function (all, k) { return text(at(o, k)); }); }
  function one(q) { return typeof q === "string" && q.charAt(0) !== "<" ? J(q).first() : J(q); }
  // a list of theirs hands over its elements, each as one
  function several(q) { var l = J(q); l.each = function (f, me) { l.toArray().forEach(function (e, i) { f.call(me || J(e), J(e), i); }); return l; }; l.item = function (i) { return l.eq(i); }; return l; }
  var Y = library({ one: one, all: several, get: one, Node: { create: function (h) { return J(text(h)); }, one: one }, each: each, Array: { each: each, map: function (l, f) { return [].map.call(l, f); } }, Object: { each: each }, Lang: { sub: of_braces, trim: function (s) { return text(s).trim(); } }, substitute: of_braces, Date: { format: function (d, o) { return day(d, o && o.format); } }, on: function (k, f) { on(g, k, f); }, JSON: JSON, Escape: { html: esc }, config: { doc: doc, win: g } });
  Y.DataType = { Date: Y.Date };
  add(g, "YUI", function () { return library({ use: function () { var f = arguments[arguments.length - 1]; if (typeof f === "function") ready(later(f, g, [Y])); return this; }, add: function () { return this; } }); });
  var of_dom = { get: by_id, getElementsByClassName: function (c, t, w) { return all("." + c, w); }, getElementsBy: function () { return []; }, addClass: function (x, c) { by_id(x).classList.add(c); }, removeClass: function (x, c) { by_id(x).classList.remove(c); }, setStyle: function (x, n, v) { by_id(x).setStyle(n, v); } };
  function available(x, f) { ready(later(f, by_id(x))); }
  add(g, "YAHOO", library({ util: library({ Dom: of_dom, Event: { onDOMReady: ready, onAvailable: available, onContentReady: available, on: on, addListener: on } }), lang: { substitute: of_braces, trim: function (s) { return text(s).trim(); }, JSON: JSON } }));
  var dom = { html: function (q, h) { return J(q).html(h); }, text: function (q, t) { return J(q).text(t); }, val: function (q, v) { return J(q).val(v); }, get: function (q, w) { return all(/^[\w-]+$/.test(text(q)) ? "#" + q : q, w)[0] || null; }, query: all, append: function (x, q) { J(q).append(x); }, attr: function (q, n, v) { return J(q).attr(n, v); }, create: function (h) { return J(text(h)).get(0); }, show: function (q) { J(q).show(); }, hide: function (q) { J(q).hide(); }, remove: function (q) { J(q).remove(); }, css: function (q, n, v) { J(q).css(n, v); } };
  var S = library({ ready: function (f) { ready(later(f, g, [S])); return S; }, one: one, all: several, get: dom.get, query: all, DOM: dom, Node: several, NodeList: several, each: each, substitute: of_braces, Event: { on: on }, JSON: JSON, trim: function (s) { return text(s).trim(); }, mix: Object.assign, Date: { format: day } });
  S.Node.one = one; S.Node.all = several;
  var modules = Object.create(null);
  function module(k) { k = k.trim(); return k in modules ? modules[k] : /node/.test(k) ? S.Node : /dom/.test(k) ? dom : /event/.test(k) ? S.Event : /json/.test(k) ? JSON : g.__nothing; }
  S.use = function (n, f) { if (typeof f === "function") { var go = later(function () { return f.apply(g, [S].concat(text(n).split(",").map(module))); }); go.__of = f; ready(go); } return S; };
  S.add = function (n, f) { if (typeof n === "function") ready(later(n, g, [S])); else if (typeof f === "function") { var go = later(function () { modules[n] = f.call(g, S); }); go.__of = f; ready(go); } return S; };
  add(g, "KISSY", S);

  // mui and Tangram
  function mui(q, w) { var l = typeof q === "string" ? all(q, w) : [q]; l.each = function (f) { l.forEach(function (e, i) { f.call(e, i, e); }); return l; }; l.on = function () { return l; }; return l; }
  mui.init = function () {}; mui.ready = ready; mui.each = function (l, f) { each(l, function (x, i) { f.call(x, i, x); }); }; mui.extend = Object.assign; mui.plusReady = function () {}; mui.os = {};
  add(g, "mui", library(mui));
  var tangram = library({ g: by_id, G: by_id, dom: Object.assign(function (q) { return J(q); }, { g: by_id, ready: ready, insertHTML: function (x, where, h) { by_id(x).insertAdjacentHTML(where, text(h)); }, setAttr: function (x, n, v) { by_id(x).set(n, v); }, query: all }), each: each, on: on, date: { format: day, parse: function (x) { return new Date(text(x).replace(/-/g, "/")); } }, string: { format: function (t, o) { return text(t).replace(/#\{(\w+)\}/g, function (all, k) { return text(o[k]); }); } }, json: JSON, array: { each: each } });
  if (g.baidu && g.baidu.template) tangram.template = g.baidu.template;
  g.baidu = tangram;
})(globalThis);
