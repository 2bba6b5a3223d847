// The form: fields and JSON editor over one request. The JSON text is the truth; fields read from it and write into it.

import { ProblemError } from './api.js';
import { el, showText } from './dom.js';
import {
  editableBytes,
  editablePercent,
  editableSeconds,
  parseBytes,
  parseNumber,
  parseNumbers,
  parsePercent,
  parseSeconds,
  seconds,
} from './format.js';
import { JsonTextError, lineAt, nearest, positions, setValueAt, valueAt } from './json-text.js';
import { createRunsEditor } from './runs-editor.js';

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** How a value is typed: `parse` throws an Error with a sentence, `edit` gives text that parses to the value again. */
const KINDS = {
  text: { parse: (text) => text, edit: String },
  choice: { parse: (text) => text, edit: String },
  number: { parse: parseNumber, edit: String },
  percent: { parse: parsePercent, edit: editablePercent, echo: String },
  duration: { parse: parseSeconds, edit: editableSeconds, echo: (value) => `${value} s` },
  bytes: { parse: parseBytes, edit: editableBytes },
  numbers: {
    parse: parseNumbers,
    edit: (values) => values.join(' '),
    echo: (values) =>
      values.length === 0 ? '' : `${values.length} values, mean ${seconds(values.reduce((a, b) => a + b, 0) / values.length)}`,
  },
};

/**
 * Wires the form.
 *
 * @param onSubmit called with the JSON text to post
 * @param onEdit called after each change of the JSON text
 */
export function createProfileForm({ onSubmit, onEdit }) {
  const byId = (id) => document.getElementById(id);
  const form = byId('form');
  const editor = byId('json');
  const tabs = [byId('tab-fields'), byId('tab-json')];
  const panels = [byId('panel-fields'), byId('panel-json')];
  const fields = [...form.querySelectorAll('.field[data-pointer]')].map(bindField);
  const runs = createRunsEditor(byId('runs'), byId('add-run'), (observations) => writeIntoJson('/workload/observations', observations));
  let request = {};
  /** Where the JSON text stops being JSON, while it does. */
  let brokenAt = 0;

  // ---- fields

  function bindField(root) {
    const input = root.querySelector('input, textarea, select');
    const hint = root.querySelector('.hint');
    const error = el('p', { class: 'field-error', id: `${input.id}-error`, hidden: true });
    const echo = el('span', { class: 'echo', 'aria-hidden': 'true' });
    root.append(error);
    root.querySelector('label').append(echo);
    if (hint) hint.id = `${input.id}-hint`;
    input.setAttribute('aria-describedby', [hint?.id, error.id].filter(Boolean).join(' '));
    const field = { pointer: root.dataset.pointer, kind: KINDS[root.dataset.kind], input, error, echo, misread: null };
    input.addEventListener('input', () => readField(field));
    return field;
  }

  function readField(field) {
    const text = field.input.value;
    field.misread = null;
    let value;
    if (text.trim() !== '') {
      try {
        value = field.kind.parse(text);
      } catch (error) {
        field.misread = error.message;
      }
    }
    showFieldError(field, null);
    showEcho(field, value, text);
    if (field.misread === null) writeIntoJson(field.pointer, value);
  }

  function showEcho(field, value, text) {
    const echo = value === undefined ? '' : (field.kind.echo?.(value) ?? '');
    // `45 ms` needs the seconds beside it, `2` does not.
    field.echo.textContent = echo.split(' ')[0] === text.trim() ? '' : echo;
  }

  function showFieldError(field, message) {
    field.input.toggleAttribute('aria-invalid', false);
    if (message) field.input.setAttribute('aria-invalid', 'true');
    showText(field.error, message);
  }

  function writeIntoJson(pointer, value) {
    setValueAt(request, pointer, value);
    editor.value = pretty(request);
    afterEdit();
  }

  function fillFields() {
    for (const field of fields) {
      const value = valueAt(request, field.pointer);
      field.misread = null;
      showFieldError(field, null);
      if (value === undefined || value === null) {
        if (field.input.value !== '') field.input.value = '';
        field.echo.textContent = '';
        continue;
      }
      const text = editText(field, value);
      if (!currentlyMeans(field, value)) field.input.value = text;
      showEcho(field, readable(field, value) ? value : undefined, field.input.value);
    }
    runs.show(valueAt(request, '/workload/observations'));
    openSources();
    showBeyond();
  }

  /** Values of a wrong type are shown as they are; the service says what is wrong with them. */
  function editText(field, value) {
    return readable(field, value) ? field.kind.edit(value) : JSON.stringify(value);
  }

  function readable(field, value) {
    if (field.kind === KINDS.numbers) return Array.isArray(value) && value.every((item) => typeof item === 'number');
    return typeof value === (field.kind === KINDS.text || field.kind === KINDS.choice ? 'string' : 'number');
  }

  function currentlyMeans(field, value) {
    try {
      return field.input.value.trim() !== '' && same(field.kind.parse(field.input.value), value);
    } catch {
      return false;
    }
  }

  /** Opens the parts that hold something; what the user opened stays open. */
  function openSources() {
    const given = [...form.querySelectorAll('details.source')].filter((part) => valueAt(request, `/workload/${part.dataset.source}`) !== undefined);
    for (const part of given) part.open = true;
  }

  /** Names what the JSON sets and no field shows. */
  function showBeyond() {
    const shown = [...fields.map((field) => field.pointer), '/workload/observations'];
    const beyond = [];
    const walk = (node, pointer) => {
      if (shown.includes(pointer)) return;
      if (node !== null && typeof node === 'object' && !Array.isArray(node)) {
        for (const [key, child] of Object.entries(node)) walk(child, `${pointer}/${key}`);
      } else {
        beyond.push(pointer.slice(1).replaceAll('/', '.'));
      }
    };
    walk(request, '');
    showText(byId('beyond'), beyond.length === 0 ? '' : `The JSON also sets ${beyond.join(', ')}.`);
  }

  // ---- JSON

  editor.addEventListener('input', () => {
    readJson();
    afterEdit();
  });

  /** Takes the request from the JSON text; false when it is none. */
  function readJson() {
    let problem = null;
    try {
      positions(editor.value);
      const read = JSON.parse(editor.value);
      if (read === null || typeof read !== 'object' || Array.isArray(read)) throw new JsonTextError('An object in braces is expected.', 0);
      request = read;
    } catch (error) {
      if (!(error instanceof JsonTextError)) throw error;
      problem = error;
    }
    brokenAt = problem?.offset ?? 0;
    const message = problem && `Line ${lineAt(editor.value, problem.offset)}: ${problem.message}`;
    showText(byId('json-error'), message);
    editor.toggleAttribute('aria-invalid', false);
    if (problem) editor.setAttribute('aria-invalid', 'true');
    showText(byId('json-broken'), problem && `The JSON cannot be read, so the fields are locked. ${message}`);
    byId('fields').disabled = problem !== null;
    if (!problem) fillFields();
    return problem === null;
  }

  function afterEdit() {
    showBeyond();
    hideSummary();
    onEdit(editor.value);
  }

  // ---- tabs

  function openTab(index) {
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', i === index);
      tab.tabIndex = i === index ? 0 : -1;
      panels[i].hidden = i !== index;
    });
  }

  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => openTab(index));
    tab.addEventListener('keydown', (event) => {
      const next = { ArrowRight: 1 - index, ArrowLeft: 1 - index, Home: 0, End: 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      openTab(next);
      tabs[next].focus();
    });
  });

  const jsonIsOpen = () => !panels[1].hidden;

  // ---- errors

  const summary = byId('error-summary');

  function hideSummary() {
    summary.hidden = true;
    summary.replaceChildren();
  }

  function showSummary(title, detail, entries, footnote) {
    summary.replaceChildren(
      ...[
        el('p', { class: 'notice-title' }, title),
        detail ? el('p', null, detail) : null,
        entries.length > 0 ? el('ul', null, entries) : null,
        footnote ? el('p', { class: 'notice-foot' }, footnote) : null,
      ].filter(Boolean),
    );
    summary.hidden = false;
    summary.focus({ preventScroll: true });
    summary.scrollIntoView({ block: 'nearest' });
  }

  /** The field that holds `pointer`, or the first one below it. */
  function fieldFor(pointer) {
    const cell = runs.cellFor(pointer);
    if (cell) return cell;
    for (let at = pointer; at.includes('/'); at = at.slice(0, at.lastIndexOf('/'))) {
      const found = fields.find((field) => field.pointer === at);
      if (found) return found;
    }
    const depth = pointer.split('/').length - 1;
    return depth < 2 ? undefined : fields.find((field) => field.pointer.startsWith(`${pointer}/`));
  }

  function goTo(pointer) {
    const field = fieldFor(pointer);
    if (field && !jsonIsOpen() && !byId('fields').disabled) {
      field.input.closest('details')?.setAttribute('open', '');
      field.input.focus();
      return;
    }
    openTab(1);
    editor.focus();
    const range = placeOf(pointer);
    if (!range) return;
    editor.setSelectionRange(range[0], range[1]);
    const lineHeight = parseFloat(getComputedStyle(editor).lineHeight);
    editor.scrollTop = (lineAt(editor.value, range[0]) - 3) * lineHeight;
  }

  function placeOf(pointer) {
    try {
      return nearest(positions(editor.value), pointer);
    } catch {
      return null;
    }
  }

  function entry(pointer, message) {
    const place = pointer ? placeOf(pointer) : null;
    const target = fieldFor(pointer ?? '')?.input ?? editor;
    const follow = (event) => {
      event.preventDefault();
      goTo(pointer ?? '');
    };
    return el(
      'li',
      null,
      el('a', { href: `#${target.id || 'runs'}`, on: { click: follow } }, pointer || 'The request'),
      place && ` (line ${lineAt(editor.value, place[0])})`,
      `: ${message}`,
    );
  }

  /** Shows an error of a request: in the summary and at each field it names. */
  function showError(error) {
    if (!(error instanceof ProblemError)) {
      showSummary('The service does not answer', 'Check that it runs, then try again. Nothing of your request is lost.', []);
      return;
    }
    const { problem } = error;
    const told = problem.errors.filter((item) => item !== null && typeof item === 'object');
    for (const { pointer, message } of told) {
      const field = typeof pointer === 'string' ? fieldFor(pointer) : undefined;
      if (!field) continue;
      field.input.closest('details')?.setAttribute('open', '');
      showFieldError(field, field.error.hidden ? message : `${field.error.textContent} ${message}`);
    }
    const footnote = [`HTTP ${error.status}`, problem.code, error.requestId && `request ${error.requestId}`].filter(Boolean).join(' · ');
    const detail = told.length === 0 ? problem.detail : null;
    const title = error.status === 400 ? `The request was not accepted: ${problem.title}` : String(problem.title);
    showSummary(title, detail, told.map(({ pointer, message }) => entry(pointer, message)), footnote);
  }

  // ---- the whole

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  editor.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  });
  byId('clear').addEventListener('click', () => {
    setRequest({});
    byId('items').focus();
  });

  function submit() {
    hideSummary();
    const misread = fields.filter((field) => field.misread !== null);
    const brokenCells = runs.misread();
    if (byId('fields').disabled) {
      openTab(1);
      editor.focus();
      editor.setSelectionRange(brokenAt, brokenAt);
      return;
    }
    for (const field of fields) showFieldError(field, field.misread);
    if (misread.length + brokenCells.length > 0) {
      openTab(0);
      [...misread, ...brokenCells][0].input.focus();
      return;
    }
    onSubmit(editor.value);
  }

  function setRequest(next) {
    request = structuredClone(next);
    editor.value = pretty(request);
    for (const part of form.querySelectorAll('details.source')) part.open = false;
    readJson();
    if (![...form.querySelectorAll('details.source')].some((part) => part.open)) form.querySelector('details.source').open = true;
    afterEdit();
  }

  /** Adds a run for the user to fill in, as a recommendation's next probe asks for. */
  function addRun({ workers, chunkSize }) {
    openTab(0);
    const part = form.querySelector('details[data-source="observations"]');
    part.open = true;
    runs.add({ workers, chunkSize, items: valueAt(request, '/workload/items') });
  }

  return {
    setRequest,
    submit,
    showError,
    addRun,
    setBusy(busy) {
      byId('submit').textContent = busy ? 'Working…' : 'Recommend';
    },
  };
}

/** JSON for reading: an array of numbers or a flat object in an array takes one line. */
function pretty(value, indent = '') {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item !== 'object')) return wrapped(value.map((item) => JSON.stringify(item)), indent);
    return `[\n${value.map((item) => `${inner}${flat(item) ?? pretty(item, inner)}`).join(',\n')}\n${indent}]`;
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).map(([key, child]) => `${inner}${JSON.stringify(key)}: ${pretty(child, inner)}`);
    return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}

function flat(item) {
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return null;
  if (Object.values(item).some((child) => child !== null && typeof child === 'object')) return null;
  return `{ ${Object.entries(item).map(([key, child]) => `${JSON.stringify(key)}: ${JSON.stringify(child)}`).join(', ')} }`;
}

/** Scalars on as few lines as fit. */
function wrapped(items, indent) {
  const oneLine = `[${items.join(', ')}]`;
  if (oneLine.length + indent.length <= 60) return oneLine;
  const lines = [];
  for (const item of items) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + item.length < 56 - indent.length) lines[lines.length - 1] = `${line}, ${item}`;
    else lines.push(item);
  }
  return `[\n${indent}  ${lines.join(`,\n${indent}  `)}\n${indent}]`;
}
