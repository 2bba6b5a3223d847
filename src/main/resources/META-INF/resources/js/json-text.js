// Finds places in JSON text: where a pointer's value stands, and where and why the text stops being JSON.

/** Thrown for text that is not JSON; `offset` is where, `message` what was expected. */
export class JsonTextError extends Error {
  constructor(message, offset) {
    super(message);
    this.offset = offset;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;
const BLANK = /[ \t\r\n]*/y;

/** Line, counted from 1, of an offset. */
export function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length;
}

/**
 * Reads `text` and tells where each value stands: a map from JSON Pointer to `[start, end]`; of a member, the name is
 * within the range. Throws JsonTextError.
 */
export function positions(text) {
  const places = new Map();
  let at = 0;

  const fail = (message) => {
    throw new JsonTextError(message, at);
  };
  const take = (pattern) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match?.[0];
  };
  const skip = () => take(BLANK);
  const expect = (char, message) => {
    skip();
    if (text[at] !== char) fail(message);
    at += 1;
  };

  const value = (pointer, from) => {
    skip();
    const start = from ?? at;
    const char = text[at];
    if (char === '{') object(pointer);
    else if (char === '[') array(pointer);
    else if (char === '"') string();
    else if (take(WORD) === undefined && take(NUMBER) === undefined) {
      fail(at >= text.length ? 'The text ends too early.' : 'A value is expected here.');
    }
    places.set(pointer, [start, at]);
  };

  const string = () => {
    const found = take(STRING);
    if (found === undefined) fail('This string is not closed, or holds a character that must be escaped.');
    return JSON.parse(found);
  };

  const object = (pointer) => {
    at += 1;
    skip();
    if (text[at] === '}') {
      at += 1;
      return;
    }
    for (;;) {
      skip();
      const start = at;
      if (text[at] !== '"') fail('A name in double quotes is expected here.');
      const name = string();
      expect(':', 'A colon is expected after the name.');
      value(`${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, start);
      skip();
      if (text[at] === ',') {
        at += 1;
      } else {
        expect('}', 'A comma or a closing brace is expected here.');
        return;
      }
    }
  };

  const array = (pointer) => {
    at += 1;
    skip();
    if (text[at] === ']') {
      at += 1;
      return;
    }
    for (let index = 0; ; index += 1) {
      value(`${pointer}/${index}`);
      skip();
      if (text[at] === ',') {
        at += 1;
      } else {
        expect(']', 'A comma or a closing bracket is expected here.');
        return;
      }
    }
  };

  value('');
  skip();
  if (at < text.length) fail('Nothing is expected after the end of the JSON.');
  return places;
}

/** The place of `pointer` or, where it is absent, of its nearest parent that is there. */
export function nearest(places, pointer) {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    if (places.has(at)) return places.get(at);
    if (!at.includes('/')) return null;
  }
}

/** Reads the value at `pointer`, undefined where there is none. */
export function valueAt(root, pointer) {
  return segments(pointer).reduce((node, key) => (node !== null && typeof node === 'object' ? node[key] : undefined), root);
}

/** Writes `value` at `pointer`, making the objects on the way; undefined removes it and objects left empty by that. */
export function setValueAt(root, pointer, value) {
  const [key, ...rest] = segments(pointer);
  setIn(root, key, rest, value);
}

function setIn(node, key, rest, value) {
  if (rest.length === 0) {
    if (value === undefined) delete node[key];
    else node[key] = value;
    return;
  }
  const child = node[key];
  const usable = child !== null && typeof child === 'object' && !Array.isArray(child);
  if (!usable && value === undefined) return;
  if (!usable) node[key] = {};
  setIn(node[key], rest[0], rest.slice(1), value);
  if (value === undefined && Object.keys(node[key]).length === 0) delete node[key];
}

function segments(pointer) {
  return pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
