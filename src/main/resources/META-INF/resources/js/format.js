// Numbers in words a person reads, and back. Pure functions; the decimal mark is a point everywhere, as in the JSON.

/** Keeps a unit on the line of its number. */
const NBSP = '\u00a0';

const SUPERSCRIPT = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };

const DURATIONS = { ns: 1e-9, us: 1e-6, 'µs': 1e-6, 'μs': 1e-6, ms: 1e-3, '': 1, s: 1, sec: 1, min: 60, m: 60, h: 3600, d: 86400 };
const SIZES = { '': 1, b: 1, kib: 1024, mib: 1024 ** 2, gib: 1024 ** 3, tib: 1024 ** 4, k: 1e3, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** Removes the noise of binary fractions: 0.045 * 1000 is 45. */
const clean = (value) => Number(value.toPrecision(14));

function scientific(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const sup = [...String(Number(exponent))].map((char) => SUPERSCRIPT[char]).join('');
  return `${Number(mantissa)}${NBSP}×${NBSP}10${sup}`;
}

/** A number with `digits` significant digits and thousands separators; powers of ten when it is very long. */
export function number(value, digits = 3) {
  if (value == null || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size >= 1e12 || (size > 0 && size < 1e-4)) return scientific(value, digits);
  const fraction = size === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return value.toLocaleString('en-US', { maximumFractionDigits: fraction });
}

/** A whole number, never rounded below a quadrillion. */
export function count(value) {
  if (value == null) return '–';
  return Math.abs(value) >= 1e15 ? scientific(value, 4) : value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** `1 worker`, `8 workers`. */
export function counted(value, noun) {
  return `${count(value)}${NBSP}${noun}${value === 1 ? '' : 's'}`;
}

/** Seconds in the unit that suits them. */
export function seconds(value) {
  if (value == null || !Number.isFinite(value)) return '–';
  if (value < 0) return `−${seconds(-value)}`;
  if (value === 0) return `0${NBSP}s`;
  if (value < 0.9995e-6) return `${number(value * 1e9)}${NBSP}ns`;
  if (value < 0.9995e-3) return `${number(value * 1e6)}${NBSP}µs`;
  if (value < 0.9995) return `${number(value * 1e3)}${NBSP}ms`;
  if (value < 119.5) return `${value.toPrecision(3).includes('e') ? Math.round(value) : Number(value.toPrecision(3))}${NBSP}s`;
  if (value < 7170) return pair(value, 60, 'min', 's');
  if (value < 2 * 86400) return pair(value / 60, 60, 'h', 'min');
  if (value < 3 * 365.25 * 86400) return `${number(value / 86400)}${NBSP}days`;
  return `${number(value / (365.25 * 86400))}${NBSP}years`;
}

function pair(value, base, high, low) {
  const total = Math.round(value);
  const rest = total % base;
  return rest === 0 ? `${Math.floor(total / base)}${NBSP}${high}` : `${Math.floor(total / base)}${NBSP}${high} ${rest}${NBSP}${low}`;
}

/** Bytes with a binary unit. */
export function bytes(value) {
  if (value == null) return '–';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${number(value / 1024 ** step)}${NBSP}${units[step]}`;
}

/** Bytes per second with a decimal unit, as memory is sold. */
export function bandwidth(value) {
  return value == null ? '–' : `${number(value / 1e9)}${NBSP}GB/s`;
}

/** A share of 1 as a percentage; what is next to nothing is said so, not written out. */
export function percent(share) {
  if (share == null) return '–';
  return share > 0 && share < 5e-5 ? `<${NBSP}0.01${NBSP}%` : `${number(share * 100)}${NBSP}%`;
}

/** A probability, never rounded to certainty. */
export function probability(value) {
  if (value == null) return '–';
  if (value > 0.9995) return `>${NBSP}99.9${NBSP}%`;
  if (value < 0.0005) return `<${NBSP}0.1${NBSP}%`;
  return percent(value);
}

/** Three digits with their zeros, so that the ends of an interval look equally exact. */
function ratio(value) {
  if (Number.isInteger(value) || !(Math.abs(value) < 99.95 && Math.abs(value) >= 0.0995)) return number(value);
  return value.toFixed(Math.abs(value) < 9.995 ? 2 : 1);
}

/** A speed-up: `7.81×`. */
export function factor(value) {
  return value == null ? '–' : `${ratio(value)}×`;
}

/** An interval of speed-ups: `7.12–8.40×`. */
export function factors([low, high]) {
  const [from, to] = [ratio(low), ratio(high)];
  return from === to ? `${from}×` : `${from}–${to}×`;
}

/** `PLATFORM_THREADS` as `Platform threads`. */
export function words(label) {
  const text = String(label ?? '').replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How long ago an instant was. */
export function ago(instant, now = Date.now()) {
  const past = (now - Date.parse(instant)) / 1000;
  if (!Number.isFinite(past)) return String(instant);
  if (past < 10) return 'just now';
  if (past < 90) return `${Math.round(past)} s ago`;
  if (past < 5400) return `${Math.round(past / 60)} min ago`;
  if (past < 129600) return `${Math.round(past / 3600)} h ago`;
  return `${Math.round(past / 86400)} days ago`;
}

function parseWithUnit(text, units, example) {
  const match = /^([-+]?[\d.,_ ]*\d\.?(?:e[-+]?\d+)?)\s*([a-zµμ]*)$/i.exec(text.trim());
  const scale = match && units[match[2].toLowerCase()];
  if (!scale) throw new Error(`Write a number with a unit, for example ${example}.`);
  return clean(parseNumber(match[1]) * scale);
}

/** Seconds from `45 ms`, `2 min` or a bare number. Throws an Error with a sentence for the user. */
export function parseSeconds(text) {
  return parseWithUnit(text, DURATIONS, '45 ms or 1.5 s');
}

/** Bytes from `40 MiB`, `2 kB` or a bare number. Throws an Error with a sentence for the user. */
export function parseBytes(text) {
  return parseWithUnit(text, SIZES, '40 MiB or 2048');
}

/** A number; separators of thousands are let through. Throws an Error with a sentence for the user. */
export function parseNumber(text) {
  const value = Number(text.replaceAll(/[,_\s]/g, ''));
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error('Write a number, for example 1000 or 0.25.');
  return value;
}

/** A share from a percentage: `2 %` or `2` is 0.02. Throws an Error with a sentence for the user. */
export function parsePercent(text) {
  return clean(parseNumber(text.replace('%', '')) / 100);
}

/** Numbers with anything sensible between them. Throws an Error that names the first word that is no number. */
export function parseNumbers(text) {
  return text.split(/[\s,;[\]]+/).filter(Boolean).map((word) => {
    const value = Number(word);
    if (!Number.isFinite(value)) throw new Error(`“${word}” is not a number.`);
    return value;
  });
}

/** Seconds as a user would type them, losing nothing. */
export function editableSeconds(value) {
  const size = Math.abs(value);
  const [scale, unit] = size >= 1 || size === 0 ? [1, 's'] : size >= 1e-3 ? [1e3, 'ms'] : size >= 1e-6 ? [1e6, 'µs'] : [1e9, 'ns'];
  return `${clean(value * scale)} ${unit}`;
}

/** Bytes as a user would type them, losing nothing. */
export function editableBytes(value) {
  for (const [unit, scale] of [['GiB', SIZES.gib], ['MiB', SIZES.mib], ['KiB', SIZES.kib]]) {
    if (value !== 0 && value % scale === 0) return `${value / scale} ${unit}`;
  }
  return `${value} B`;
}

/** A share as a percentage a user would type, losing nothing. */
export function editablePercent(share) {
  return `${clean(share * 100)} %`;
}
