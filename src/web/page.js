'use strict';
// One request at a time; of those that wait for it, a newer one about the same thing takes the place of the older.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (what, within) => [...(within || document).querySelectorAll(what)];
  const post = (to, body, signal) => fetch(to, { method: 'POST', body, signal });
  const root = document.documentElement;
  const LISTS = '.ex, .pop, .movers, #back ol';
  const PARTS = ['organisation', 'lost', 'rows', 'figures', 'everyone'];
  const STOPS = 'tbody a, tbody summary, li a, li summary';
  root.classList.add('js');

  const entrance = $('entrance');
  if (entrance) {
    const token = location.hash.slice(1);
    if (token) {
      history.replaceState(null, '', location.pathname + location.search);
      entrance.elements.token.value = token;
      entrance.requestSubmit();
    }
    return;
  }

  let state = document.body.dataset.state;
  let settled = state; // the state that the last step at rest came to
  let past = [];
  let future = [];
  let waiting = [];
  let busy = false;

  const row = (id) => document.querySelector(`tr[data-id="${CSS.escape(id)}"]`);
  const about = (command) => Object.keys(command).filter((key) => !['mark', 'text', 'moving'].includes(key))
    .map((key) => key + '=' + command[key]).join();

  function send(command, how) {
    waiting = waiting.filter((other) => about(other.command) !== about(command));
    waiting.push({ command, how: how || {} });
    if (!busy) next();
  }

  async function next() {
    const job = waiting.shift();
    if (!job) return;
    busy = true;
    const body = new URLSearchParams(job.command);
    body.set('state', state);
    const first = inSight();
    if (first !== null) body.set('first', first);
    body.set('away', PARTS.filter(isAway).join());
    try {
      const answer = await post('/step', body);
      // Busy: asked again, unless something newer waits.
      if (answer.status === 503) {
        busy = false;
        if (!waiting.length) waiting.push(job);
        return next();
      }
      if (!answer.ok) throw new Error(answer.status);
      const told = await answer.json();
      $('stopped').hidden = true;
      show(told, job.command, job.how);
    } catch {
      $('stopped').hidden = false;
    }
    busy = false;
    next();
  }

  // What the answer to a command leaves.
  function show(told, command, how) {
    const moving = 'moving' in command;
    state = told.state;
    document.body.dataset.state = state;
    $('summary').setAttribute('aria-live', moving ? 'off' : 'polite');
    for (const [id, html] of Object.entries(told.parts)) {
      const isHeld = id === 'figures' && command.figure && $(id).contains(document.activeElement);
      if (!isHeld || !moving) replace($(id), html);
    }
    const locks = new URLSearchParams(state).getAll('lock');
    for (const value of told.values) set(value, locks, told.steps);
    if (told.refused && command.put) row(command.put).querySelector('.num').setAttribute('aria-invalid', 'true');
    for (const link of all('a[data-more]')) link.href = link.pathname + '?' + state + link.dataset.more;
    for (const form of document.forms) if (form.elements.state) form.elements.state.value = state;
    if (!moving && !told.refused) settle(how.name || told.name, how);
    arrange();
  }

  function settle(name, how) {
    if (state === settled) return;
    if (!how.back && !how.popped) {
      past.push({ state: settled, name });
      future = [];
    }
    settled = state;
    if (!how.popped) history.pushState(null, '', '/?' + state);
    label($('undo'), past);
    label($('redo'), future);
    search();
  }

  // What takes long is asked for at rest; until it is there, nothing old is shown as new.
  let searching = new AbortController();
  async function search() {
    searching.abort();
    const { signal } = searching = new AbortController();
    const parts = all('[data-search]');
    for (const part of parts) part.textContent = part.dataset.search;
    for (const part of parts) {
      try {
        const answer = await post('/' + part.id, new URLSearchParams({ state }), signal);
        if (!answer.ok) throw new Error(answer.status);
        const html = await answer.text();
        if (!signal.aborted) part.innerHTML = html;
      } catch {
        if (!signal.aborted) part.textContent = part.dataset.failed;
      }
    }
    arrange();
  }

  function label(button, steps) {
    const last = steps[steps.length - 1];
    button.disabled = !last;
    button.title = last ? last.name : '';
  }

  // New content under an id: what was open stays open, and the focus stays where it was.
  const shown = {};
  function replace(part, html) {
    if (!part || shown[part.id] === html) return;
    shown[part.id] = html;
    const stops = 'a,button,summary,input,select,[tabindex]';
    const focus = all(stops, part).indexOf(document.activeElement);
    const open = all('details', part).map((details) => details.open);
    const scroll = part.querySelector('.popwrap')?.scrollLeft;
    part.innerHTML = html;
    all('details', part).forEach((details, at) => {
      if (at < open.length) details.open = open[at];
    });
    if (scroll) part.querySelector('.popwrap').scrollLeft = scroll;
    if (focus >= 0) all(stops, part)[focus]?.focus({ preventScroll: true });
  }

  // A row of the tree as it is now. What has the focus is left to the hand that is on it.
  function set(value, locks, steps) {
    const line = row(value.id);
    if (!line) return;
    line.dataset.role = value.role;
    const [field, slider, lock] = ['.num', '[type=range]', '[type=checkbox]'].map((what) => line.querySelector(what));
    const isLocked = locks.includes(value.id);
    if (field !== document.activeElement) field.value = value.text;
    field.removeAttribute('aria-invalid');
    field.readOnly = isLocked;
    line.querySelector('[type=hidden]').value = value.text;
    line.querySelector('.release').hidden = value.role !== 'set';
    const difference = line.lastElementChild;
    difference.textContent = value.difference;
    difference.className = 'n delta ' + ({ '+': 'up', '-': 'down' }[value.difference[0]] || '');
    if (!slider) return;
    slider.max = steps;
    if (slider !== document.activeElement || !slider.matches(':active')) slider.value = value.mark;
    slider.setAttribute('aria-valuetext', value.spoken);
    if (isLocked && slider === document.activeElement) field.focus();
    slider.disabled = isLocked;
    lock.checked = isLocked;
    lock.disabled = value.role === 'set';
  }

  // The table of all: parts that are not there keep their room and are fetched when they come into sight.
  const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
    seen.unobserve(entry.target);
    fill(entry.target);
  }), { rootMargin: '600px' });

  async function fill(part) {
    try {
      const answer = await post('/part', new URLSearchParams({ state, first: part.dataset.first }));
      if (!answer.ok || !part.isConnected) return;
      const table = document.createElement('table');
      table.innerHTML = await answer.text();
      part.replaceWith(table.tBodies[0]);
      arrange();
    } catch {
      $('stopped').hidden = false;
    }
  }

  function isAway(id) {
    const place = $(id)?.getBoundingClientRect();
    return !place || place.bottom < 0 || place.top > innerHeight;
  }

  function inSight() {
    for (const part of all('.pop tbody')) {
      if (part.getBoundingClientRect().bottom > 0) return part.dataset.first;
    }
    return null;
  }

  function arrange() {
    for (const cell of all('.pop .more td')) {
      const part = cell.closest('tbody');
      cell.style.height = part.dataset.rows * 26 + 'px';
      seen.observe(part);
    }
    // A table or a list is one stop; inside, the arrows go from row to row.
    for (const list of all(LISTS)) {
      const stops = all(STOPS, list);
      const held = stops.includes(document.activeElement) ? document.activeElement : stops[0];
      for (const stop of stops) stop.tabIndex = stop === held ? 0 : -1;
    }
    // What does not scroll needs no stop.
    for (const part of all('.wide, .popwrap')) part.tabIndex = part.scrollWidth > part.clientWidth ? 0 : -1;
    all('.wt [type=checkbox]').forEach((lock) => { lock.tabIndex = -1; });
  }

  const undo = () => back(past, future);
  const redo = () => back(future, past);
  function back(from, to) {
    const step = from.pop();
    if (!step) return;
    to.push({ state: settled, name: step.name });
    send({ go: step.state }, { back: true });
  }

  // The slider under the hand.
  const held = ({ slide, figure }) => slide ? { slide } : figure && { figure };
  document.addEventListener('input', ({ target }) => {
    const by = held(target.dataset);
    if (by) send({ ...by, mark: target.value, moving: 1 });
  });
  document.addEventListener('change', ({ target }) => {
    const by = held(target.dataset);
    const { put, choose, figureText } = target.dataset;
    if (by) send({ ...by, mark: target.value });
    else if (put) send({ put, text: target.value });
    else if (figureText) send({ figure: figureText, text: target.value });
    else if (choose) send({ [choose]: target.value });
    else if (target.name === 'lock') send({ lock: target.value, on: target.checked ? 1 : 0 });
  });
  document.addEventListener('submit', (event) => {
    if (event.target !== $('form')) return;
    event.preventDefault();
    const by = event.submitter;
    const { bound, low, high } = event.target.elements;
    if (by?.name === 'release') send({ release: by.value });
    else if (by?.name === 'bounded' && bound.value) send({ bound: bound.value, low: low.value, high: high.value });
    else if (document.activeElement?.dataset.put) document.activeElement.blur();
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-unit]');
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      send({ unit: link.dataset.unit });
    }
  });
  const on = (id, what) => $(id).addEventListener('click', what);
  on('undo', undo);
  on('redo', redo);
  on('reset', (event) => {
    event.preventDefault();
    const kept = new URLSearchParams(state);
    for (const name of ['set', 'lock', 'bounds', 'mode', 'step', 'rest', 'figure']) kept.delete(name);
    send({ go: kept.toString() }, { name: event.currentTarget.textContent });
  });
  on('copy', async ({ currentTarget: button }) => {
    await navigator.clipboard.writeText(location.href);
    const text = button.textContent;
    button.textContent = button.dataset.said;
    setTimeout(() => { button.textContent = text; }, 2000);
  });
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    const isText = target.matches('input[type=text]');
    if ((event.ctrlKey || event.metaKey) && !isText) {
      const step = { z: undo, y: redo }[key];
      if (step) { event.preventDefault(); step(); }
      return;
    }
    const id = target.dataset.slide || (target.readOnly && target.dataset.put);
    if (id && key.toLowerCase() === 'l') row(id).querySelector('[type=checkbox]').click();
    if (target.dataset.slide && key === 'Escape' && state !== settled) send({ go: settled }, { back: true });
    if (isText && key === 'Enter' && target.dataset.put) { event.preventDefault(); send({ put: target.dataset.put, text: target.value }); }
    const list = target.closest(LISTS);
    if (list && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const stops = all(STOPS, list);
      const to = stops[stops.indexOf(target) + (key === 'ArrowDown' ? 1 : -1)];
      if (to) { event.preventDefault(); to.focus(); arrange(); }
    }
  });
  addEventListener('popstate', () => send({ go: location.search.slice(1) }, { popped: true }));
  arrange();
  search();
})();
