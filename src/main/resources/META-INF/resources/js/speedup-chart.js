// Draws speed-up over workers as SVG: the 90 % band, the curve, the chosen point, and the ideal for comparison.

import { el, svg, table } from './dom.js';
import { count, counted, factor, factors, number, seconds } from './format.js';

const MARGIN = { top: 16, right: 20, bottom: 46, left: 54 };
/** From this many workers on the axis is logarithmic, so that the few-worker end stays readable. */
const LOGARITHMIC_FROM = 24;
const MOST_DOTS = 48;

/**
 * The chart as an element that fits its width.
 *
 * @param curve points `{workers, chunkSize, seconds, speedup, low90, high90}`, ascending by workers
 * @param chosen workers of the plan
 */
export function speedupChart(curve, chosen) {
  const points = curve.filter((point) => point.workers >= 1 && Number.isFinite(point.speedup));
  const host = el('div', { class: 'chart-host' });
  const tooltip = el('div', { class: 'chart-tip', hidden: true });
  const figure = el(
    'figure',
    { class: 'chart' },
    el('figcaption', null, 'Speed-up over workers'),
    legend(points.find((point) => point.workers === chosen)),
    el('div', { class: 'chart-stage' }, host, tooltip),
    el('details', { class: 'chart-data' }, el('summary', null, 'The curve as a table'), dataTable(points, chosen)),
  );
  if (points.length > 0) {
    let width = 0;
    new ResizeObserver(([entry]) => {
      const now = Math.floor(entry.contentRect.width);
      if (now === width || now === 0) return;
      width = now;
      host.replaceChildren(draw(points, chosen, width, tooltip));
    }).observe(host);
  }
  return figure;
}

function legend(plan) {
  const key = (cls, shape, text) =>
    el('li', null, svg('svg', { class: cls, width: 22, height: 12, 'aria-hidden': 'true' }, shape), text);
  const stroke = (cls) => svg('line', { class: cls, x1: 1, y1: 6, x2: 21, y2: 6 });
  return el(
    'ul',
    { class: 'chart-legend' },
    key('key', stroke('chart-curve'), 'expected'),
    key('key', svg('rect', { class: 'chart-band', x: 1, y: 1, width: 20, height: 10 }), '90 % interval'),
    key('key', svg('circle', { class: 'chart-chosen', cx: 11, cy: 6, r: 5 }), plan ? `the plan: ${counted(plan.workers, 'worker')}, ${factor(plan.speedup)}` : 'the plan'),
    key('key', stroke('chart-ideal'), 'ideal'),
  );
}

function dataTable(points, chosen) {
  return table(
    'Speed-up, interval and time by number of workers',
    ['Workers', 'Chunk', 'Speed-up', '90 % interval', 'Time'],
    points.map((point) => [
      point.workers === chosen ? `${count(point.workers)} (plan)` : count(point.workers),
      count(point.chunkSize),
      factor(point.speedup),
      factors([point.low90, point.high90]),
      seconds(point.seconds),
    ]),
  );
}

function draw(points, chosen, width, tooltip) {
  const height = width < 520 ? 270 : 340;
  const scales = scalesFor(points, width, height);
  const { x, y, plot } = scales;
  const clip = `clip-${Math.random().toString(36).slice(2)}`;
  const plan = points.find((point) => point.workers === chosen);

  const line = points.map((point) => `${x(point.workers)},${y(point.speedup)}`).join(' L');
  const upper = points.map((point) => `${x(point.workers)},${y(point.high90)}`);
  const lower = points.map((point) => `${x(point.workers)},${y(point.low90)}`).reverse();

  const cursor = svg('line', { class: 'chart-cursor', y1: plot.top, y2: plot.bottom, visibility: 'hidden' });
  const cursorDot = svg('circle', { class: 'chart-cursor-dot', r: 4.5, visibility: 'hidden' });
  const surface = svg('rect', {
    class: 'chart-surface',
    x: plot.left,
    y: plot.top,
    width: plot.right - plot.left,
    height: plot.bottom - plot.top,
    tabindex: 0,
    role: 'slider',
    'aria-label': 'Read the curve: arrow keys move over the numbers of workers',
    'aria-valuemin': points[0].workers,
    'aria-valuemax': points.at(-1).workers,
    'aria-valuenow': (plan ?? points[0]).workers,
    'aria-valuetext': sentence(plan ?? points[0]),
  });

  const drawing = svg(
    'svg',
    { class: 'chart-svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Chart of the speed-up over workers' },
    svg('clipPath', { id: clip }, svg('rect', { x: plot.left, y: plot.top, width: plot.right - plot.left, height: plot.bottom - plot.top })),
    axes(scales, plan),
    svg(
      'g',
      { 'clip-path': `url(#${clip})`, 'aria-hidden': 'true' },
      svg('path', { class: 'chart-ideal', d: `M${idealPoints(scales).join(' L')}` }),
      svg('path', { class: 'chart-band', d: `M${upper.join(' L')} L${lower.join(' L')} Z` }),
      svg('path', { class: 'chart-curve', d: `M${line}` }),
    ),
    points.length <= MOST_DOTS &&
      svg(
        'g',
        { 'aria-hidden': 'true' },
        points.map((point) => svg('circle', { class: 'chart-dot', cx: x(point.workers), cy: y(point.speedup), r: 2.5 })),
      ),
    plan && planMark(plan, scales),
    cursor,
    cursorDot,
    surface,
  );
  drawing.dataset.chosen = chosen;
  followPointerAndKeys({ points, plan, scales, surface, cursor, cursorDot, tooltip, width });
  return drawing;
}

function scalesFor(points, width, height) {
  const plot = { left: MARGIN.left, top: MARGIN.top, right: width - MARGIN.right, bottom: height - MARGIN.bottom };
  const single = points.length === 1;
  const first = points[0].workers;
  const last = points.at(-1).workers;
  const logarithmic = !single && last >= LOGARITHMIC_FROM && first > 0;
  const place = logarithmic ? Math.log : (value) => value;
  const [from, to] = single ? [first - 1, first + 1] : [first, last];
  // Room at both ends, so that the first and the last dot do not sit on the frame.
  const inset = 10;
  const x = (workers) =>
    plot.left + inset + ((place(workers) - place(from)) / (place(to) - place(from))) * (plot.right - plot.left - 2 * inset);

  const highest = Math.max(1, ...points.flatMap((point) => [point.speedup, point.high90]).filter(Number.isFinite));
  const ticks = linearTicks(0, highest * 1.06, height < 300 ? 4 : 6);
  const top = Math.max(ticks.at(-1), highest * 1.06);
  const y = (speedup) => plot.bottom - (Math.min(speedup, top * 2) / top) * (plot.bottom - plot.top);

  const room = Math.max(3, Math.floor((plot.right - plot.left) / 56));
  const xTicks = single ? [first] : logarithmic ? logTicks(first, last, room) : linearTicks(first, last, room).filter(Number.isInteger);
  return { plot, x, y, logarithmic, from: Math.max(from, 0.5), to, xTicks: [...new Set(xTicks)], yTicks: ticks };
}

function linearTicks(from, to, room) {
  const rough = (to - from) / room || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((multiple) => multiple * power).find((candidate) => candidate >= rough);
  const ticks = [];
  for (let index = Math.ceil(from / step); index * step <= to * (1 + 1e-9); index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

function logTicks(from, to, room) {
  const powers = [];
  for (let value = 2 ** Math.ceil(Math.log2(from)); value <= to; value *= 2) powers.push(value);
  const every = Math.ceil(powers.length / room);
  return powers.filter((_, index) => index % every === 0);
}

function axes({ plot, x, y, xTicks, yTicks, logarithmic }, plan) {
  const free = (tick) => !plan || Math.abs(x(tick) - x(plan.workers)) > 8 + 4 * (count(tick).length + count(plan.workers).length);
  return svg(
    'g',
    { class: 'chart-axes', 'aria-hidden': 'true' },
    yTicks.map((tick) => [
      svg('line', { class: tick === 0 ? 'chart-base' : 'chart-grid', x1: plot.left, x2: plot.right, y1: y(tick), y2: y(tick) }),
      svg('text', { x: plot.left - 9, y: y(tick), dy: '0.32em', 'text-anchor': 'end' }, `${number(tick)}×`),
    ]),
    svg('line', { class: 'chart-serial', x1: plot.left, x2: plot.right, y1: y(1), y2: y(1) }),
    xTicks.map((tick) => [
      svg('line', { class: 'chart-base', x1: x(tick), x2: x(tick), y1: plot.bottom, y2: plot.bottom + 5 }),
      free(tick) && svg('text', { x: x(tick), y: plot.bottom + 19, 'text-anchor': 'middle' }, count(tick)),
    ]),
    svg(
      'text',
      { class: 'chart-title', x: (plot.left + plot.right) / 2, y: plot.bottom + 39, 'text-anchor': 'middle' },
      logarithmic ? 'Workers (logarithmic)' : 'Workers',
    ),
  );
}

/** Points of the line where the speed-up equals the number of workers; many, for it is a curve on a logarithmic axis. */
function idealPoints({ x, y, from, to }) {
  const steps = 64;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const workers = from * (to / from) ** (step / steps);
    return `${x(workers)},${y(workers)}`;
  });
}

/** The plan's point with its number of workers on the axis, where no text can cover the curve. */
function planMark(plan, { plot, x, y }) {
  const at = x(plan.workers);
  return svg(
    'g',
    { 'aria-hidden': 'true' },
    svg('line', { class: 'chart-plan-line', x1: at, x2: at, y1: y(plan.speedup), y2: plot.bottom + 5 }),
    svg('circle', { class: 'chart-chosen', cx: at, cy: y(plan.speedup), r: 6.5 }),
    svg('text', { class: 'chart-plan-text', x: at, y: plot.bottom + 19, 'text-anchor': 'middle' }, count(plan.workers)),
  );
}

function sentence(point) {
  const time = point.seconds == null ? '' : `, ${seconds(point.seconds)}`;
  return `${counted(point.workers, 'worker')}: speed-up ${factor(point.speedup)}, 90 % between ${factors([point.low90, point.high90])}${time}`;
}

function followPointerAndKeys({ points, plan, scales, surface, cursor, cursorDot, tooltip, width }) {
  let index = Math.max(0, points.indexOf(plan));

  const show = (next) => {
    index = Math.min(points.length - 1, Math.max(0, next));
    const point = points[index];
    const at = scales.x(point.workers);
    for (const mark of [cursor, cursorDot]) mark.setAttribute('visibility', 'visible');
    cursor.setAttribute('x1', at);
    cursor.setAttribute('x2', at);
    cursorDot.setAttribute('cx', at);
    cursorDot.setAttribute('cy', scales.y(point.speedup));
    surface.setAttribute('aria-valuenow', point.workers);
    surface.setAttribute('aria-valuetext', sentence(point));
    tooltip.replaceChildren(
      el('strong', null, `${counted(point.workers, 'worker')}, chunks of ${count(point.chunkSize)}`),
      el('span', null, `Speed-up ${factor(point.speedup)}`),
      el('span', null, `90 %: ${factors([point.low90, point.high90])}`),
      point.seconds == null ? null : el('span', null, `Time ${seconds(point.seconds)}`),
    );
    tooltip.hidden = false;
    const left = at + 14 + tooltip.offsetWidth > width ? at - 14 - tooltip.offsetWidth : at + 14;
    tooltip.style.left = `${Math.max(0, left)}px`;
    const top = scales.y(point.speedup) - tooltip.offsetHeight - 12;
    tooltip.style.top = `${Math.max(0, top)}px`;
  };
  const hide = () => {
    tooltip.hidden = true;
    for (const mark of [cursor, cursorDot]) mark.setAttribute('visibility', 'hidden');
  };
  const nearest = (event) => {
    const at = event.clientX - surface.ownerSVGElement.getBoundingClientRect().left;
    const distance = (point) => Math.abs(scales.x(point.workers) - at);
    return points.reduce((best, point, i) => (distance(point) < distance(points[best]) ? i : best), 0);
  };

  surface.addEventListener('pointermove', (event) => show(nearest(event)));
  surface.addEventListener('pointerdown', (event) => show(nearest(event)));
  surface.addEventListener('pointerleave', () => document.activeElement !== surface && hide());
  surface.addEventListener('focus', () => show(index));
  surface.addEventListener('blur', hide);
  surface.addEventListener('keydown', (event) => {
    const moves = {
      ArrowRight: index + 1,
      ArrowUp: index + 1,
      ArrowLeft: index - 1,
      ArrowDown: index - 1,
      PageUp: index + 5,
      PageDown: index - 5,
      Home: 0,
      End: points.length - 1,
    };
    if (event.key === 'Escape') hide();
    else if (event.key in moves) show(moves[event.key]);
    else return;
    event.preventDefault();
  });
}
