// A table in which observed runs are typed, a row each.

import { el, showText } from './dom.js';
import { editableSeconds, parseNumber, parseSeconds } from './format.js';

const POINTER = '/workload/observations';

const COLUMNS = [
  { key: 'workers', label: 'Workers', parse: parseNumber, edit: String },
  { key: 'chunkSize', label: 'Chunk size', parse: parseNumber, edit: String },
  { key: 'items', label: 'Items', parse: parseNumber, edit: String },
  { key: 'elapsedSeconds', label: 'Time it took', parse: parseSeconds, edit: editableSeconds },
  { key: 'itemsPerSecond', label: 'Items per second', parse: parseNumber, edit: String },
];

/** `onChange` is called with the list of observations, or undefined when there are none. */
export function createRunsEditor(body, addButton, onChange) {
  let rows = [];
  const error = document.getElementById('runs-error');

  const makeRow = (values = {}) => {
    const cells = COLUMNS.map((column) => {
      const value = values[column.key];
      const input = el('input', { 'aria-label': column.label, 'aria-describedby': 'runs-error', on: { input: changed } });
      if (value != null) input.value = typeof value === 'number' ? column.edit(value) : JSON.stringify(value);
      return { column, input };
    });
    const row = { cells, index: null };
    const remove = () => {
      rows = rows.filter((other) => other !== row);
      row.element.remove();
      changed();
      addButton.focus();
    };
    row.element = el(
      'tr',
      null,
      cells.map(({ input }) => el('td', null, input)),
      el('td', null, el('button', { type: 'button', class: 'remove', 'aria-label': 'Remove this run', on: { click: remove } }, '×')),
    );
    rows.push(row);
    body.append(row.element);
    return row;
  };

  /** Reads all rows; empty ones do not count. Each row learns its place in the list, for errors to find it. */
  const collect = () => {
    const observations = [];
    for (const row of rows) {
      const values = {};
      for (const cell of row.cells) {
        cell.misread = null;
        cell.input.removeAttribute('aria-invalid');
        if (cell.input.value.trim() === '') continue;
        try {
          values[cell.column.key] = cell.column.parse(cell.input.value);
        } catch (problem) {
          cell.misread = problem.message;
        }
      }
      row.index = Object.keys(values).length === 0 ? null : observations.push(values) - 1;
    }
    return observations;
  };

  const changed = () => {
    showText(error, null);
    const observations = collect();
    onChange(observations.length === 0 ? undefined : observations);
  };

  addButton.addEventListener('click', () => makeRow().cells[0].input.focus());

  return {
    /** Shows the observations of the JSON; rows that mean the same already are left alone. */
    show(observations) {
      showText(error, null);
      const wanted = Array.isArray(observations) ? observations.filter((run) => run !== null && typeof run === 'object') : [];
      if (JSON.stringify(collect()) === JSON.stringify(wanted) && rows.length > 0) return;
      rows = [];
      body.replaceChildren();
      wanted.forEach((run) => makeRow(run));
      if (wanted.length === 0) makeRow();
      collect();
    },

    /** Adds a run with some cells filled and asks for the time it took. */
    add(values) {
      for (const row of rows.filter((candidate) => candidate.index === null)) {
        row.element.remove();
        rows = rows.filter((other) => other !== row);
      }
      const row = makeRow(values);
      changed();
      const took = row.cells.find(({ column }) => column.key === 'elapsedSeconds').input;
      took.focus();
      took.scrollIntoView({ block: 'center' });
    },

    /** Cells that cannot be read; shows why. */
    misread() {
      const broken = rows.flatMap((row) => row.cells).filter((cell) => cell.misread);
      for (const cell of broken) cell.input.setAttribute('aria-invalid', 'true');
      if (broken.length > 0) showText(error, broken[0].misread);
      return broken;
    },

    /** The cell that holds `pointer` as a field of the form, undefined where there is none. */
    cellFor(pointer) {
      const [, index, key] = /^\/workload\/observations\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
      const row = pointer === POINTER ? rows[0] : rows.find((candidate) => candidate.index === Number(index));
      const cell = row?.cells.find(({ column }) => column.key === key) ?? row?.cells[0];
      return cell && { input: cell.input, error };
    },
  };
}
