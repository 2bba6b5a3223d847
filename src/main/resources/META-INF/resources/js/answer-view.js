// Shows an answer, from the decision in words down to the exact request. All texts of the service become text nodes.

import { curlCommand } from './api.js';
import { copyText } from './clipboard.js';
import { el, svg, table } from './dom.js';
import { count, counted, factor, factors, number, percent, probability, seconds, words } from './format.js';
import { speedupChart } from './speedup-chart.js';

const EXECUTORS = {
  CALLER: 'in the calling thread',
  PLATFORM_THREADS: 'on platform threads',
  VIRTUAL_THREADS: 'on virtual threads',
  PROCESSES: 'in processes',
};

const KINDS = { CPU_BOUND: 'CPU-bound work', IO_BOUND: 'work that mostly waits', MIXED: 'computing and waiting mixed' };

const DECISIONS = { PARALLEL: 'Parallel', SERIAL: 'Serial', UNDECIDED: 'Undecided' };

const LIMITS = {
  CPU: 'CPU',
  CPU_QUOTA: 'CPU quota',
  MEMORY: 'Memory',
  LONGEST_ITEM: 'The longest item',
  DISPATCH: 'Handing out work',
  TRANSFER: 'Copying data',
  BANDWIDTH: 'Memory bandwidth',
  CONTENTION: 'Contention',
  DOWNSTREAM: 'Downstream systems',
  STARTUP: 'Starting workers',
  ITEMS: 'Number of items',
  CONSTRAINT: 'Your constraints',
};

const VERDICTS = { GO: 'Ready', CAUTION: 'Ready, with care', NO_GO: 'Not ready' };
const CHECK_WORDS = { GO: 'Good', CAUTION: 'Care', NO_GO: 'Problem' };
const MOODS = { GO: 'good', CAUTION: 'warn', NO_GO: 'bad' };

/** The decision as a sentence, for the headline and for screen readers. */
export function headline(answer) {
  const { decision, workers, chunkSize } = answer;
  const plan = `${counted(workers, 'worker')}, ${counted(chunkSize, 'item')} per chunk`;
  if (decision === 'SERIAL') return 'Run it serially';
  if (decision === 'PARALLEL') return `Run with ${plan}`;
  return workers > 1 ? `Not sure yet: for now, run with ${plan}` : 'Not sure yet: for now, run it serially';
}

/**
 * The answer as an element.
 *
 * @param body the JSON text that was posted
 * @param onProbe called with a run to measure when the user wants to report it
 */
export function answerView(answer, body, onProbe) {
  return el(
    'article',
    { class: 'answer-card card', 'data-decision': answer.decision, 'data-workers': answer.workers },
    verdict(answer),
    figures(answer),
    probe(answer, onProbe),
    limit(answer.limit),
    chart(answer),
    readiness(answer.readiness),
    warnings(answer.warnings),
    explanation(answer.explanation),
    more(answer),
    requestBlock(answer, body),
  );
}

/** What stands in the place of the answer before the first question. */
export function emptyView() {
  return el(
    'div',
    { class: 'card empty' },
    svg(
      'svg',
      { class: 'empty-art', viewBox: '0 0 240 120', 'aria-hidden': 'true' },
      svg('path', { class: 'chart-band', d: 'M20 104C60 60 120 34 224 14L224 62C130 58 70 76 20 108Z' }),
      svg('path', { class: 'chart-curve', d: 'M20 106C64 66 120 46 224 38' }),
      svg('circle', { class: 'chart-chosen', cx: 118, cy: 54, r: 6 }),
      svg('path', { class: 'chart-base', d: 'M20 112H228' }),
    ),
    el('p', { class: 'empty-title' }, 'Describe a workload to get an answer'),
    el('p', null, 'How many items there are and how long one takes is enough to begin. Or start from one of the examples.'),
  );
}

function verdict(answer) {
  const { decision, workers, chunks, executor } = answer;
  const known = { PARALLEL: 'good', SERIAL: 'plain', UNDECIDED: 'warn' }[decision] ?? 'plain';
  const how = [
    decision === 'SERIAL' ? 'One worker, no pool' : EXECUTORS[executor] && `Runs ${EXECUTORS[executor]}`,
    decision !== 'SERIAL' && chunks > 0 && counted(chunks, 'chunk'),
    KINDS[answer.workload?.kind],
  ];
  return el(
    'header',
    { class: 'verdict' },
    el('span', { class: `badge badge-${known}` }, DECISIONS[decision] ?? words(decision)),
    el('h3', { id: 'headline', 'data-workers': workers }, headline(answer)),
    el('p', { class: 'verdict-how' }, how.filter(Boolean).join(' · ')),
  );
}

function figures({ decision, estimate }) {
  if (!estimate) return null;
  const { speedup, serialSeconds, parallelSeconds } = estimate;
  return el(
    'div',
    { class: 'figures' },
    speedup && speedupFigure(speedup),
    serialSeconds != null && parallelSeconds != null
      ? timeFigure(serialSeconds, parallelSeconds, decision)
      : figure('Time', el('span', { class: 'figure-value figure-none' }, 'not known'), el('p', { class: 'figure-note' }, 'Give the number of items to see seconds.')),
    figure(
      decision === 'SERIAL' ? 'Chance that parallel is faster' : 'Chance that it is faster',
      el('span', { class: 'figure-value' }, probability(estimate.probabilityFaster)),
      el('p', { class: 'figure-note' }, `Efficiency ${percent(estimate.efficiency)} per worker`),
      estimate.expectedRegret != null &&
        el('p', { class: 'figure-note' }, `Expected loss to the best plan ${percent(estimate.expectedRegret)}`),
    ),
  );
}

function figure(label, ...content) {
  return el('section', { class: 'figure' }, el('h4', null, label), content);
}

function speedupFigure({ value, interval50, interval90 }) {
  return figure(
    'Speed-up',
    el('span', { class: 'figure-value' }, factor(value)),
    interval90 && intervalBar(value, interval50, interval90),
    interval50 && el('p', { class: 'figure-note' }, '50 %: ', el('b', null, factors(interval50))),
    interval90 && el('p', { class: 'figure-note' }, '90 %: ', el('b', null, factors(interval90))),
  );
}

/** The intervals to scale, with a tick where nothing is gained. */
function intervalBar(value, interval50, interval90) {
  const low = Math.min(1, interval90[0]);
  const high = Math.max(1, interval90[1]);
  const width = high - low || 1;
  const at = (speedup) => 6 + ((speedup - low) / width) * 188;
  const range = (cls, [from, to], height) =>
    svg('rect', { class: cls, x: at(from), y: 10 - height / 2, width: Math.max(2, at(to) - at(from)), height, rx: height / 2 });
  return svg(
    'svg',
    { class: 'interval', viewBox: '0 0 200 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('line', { class: 'interval-base', x1: 2, x2: 198, y1: 10, y2: 10 }),
    svg('line', { class: 'interval-one', x1: at(1), x2: at(1), y1: 3, y2: 17 }),
    range('interval-90', interval90, 6),
    interval50 && range('interval-50', interval50, 10),
    svg('line', { class: 'interval-value', x1: at(value), x2: at(value), y1: 3, y2: 17 }),
  );
}

function timeFigure(serial, parallel, decision) {
  const longest = Math.max(serial, parallel) || 1;
  const bar = (label, time, cls) => {
    const fill = el('span', { class: `bar-fill ${cls}` });
    fill.style.inlineSize = `${Math.max(1, (time / longest) * 100)}%`;
    return el('li', null, el('span', { class: 'bar-label' }, label, el('b', null, seconds(time))), el('span', { class: 'bar-track' }, fill));
  };
  return figure(
    'Time',
    el('span', { class: 'figure-value' }, seconds(parallel)),
    el(
      'ul',
      { class: 'bars' },
      bar('serial', serial, 'bar-serial'),
      decision !== 'SERIAL' && bar('by the plan', parallel, 'bar-plan'),
    ),
  );
}

function probe({ decision, nextProbe }, onProbe) {
  if (!nextProbe) return null;
  const { workers, chunkSize, expectedRegretReduction: gain } = nextProbe;
  return el(
    'section',
    { class: `notice ${decision === 'UNDECIDED' ? 'notice-warn' : 'notice-info'} probe` },
    el(
      'div',
      null,
      el('h4', null, 'Measure next'),
      el(
        'p',
        null,
        `Run once with ${counted(workers, 'worker')} and chunks of ${count(chunkSize)}, and report how long it took. `,
        gain > 0 ? `That is expected to take ${percent(gain)} off the expected loss.` : null,
      ),
    ),
    el('button', { type: 'button', class: 'button', on: { click: () => onProbe(nextProbe) } }, 'Add this run'),
  );
}

function limit(limited) {
  if (!limited) return null;
  return el(
    'section',
    { class: 'block' },
    el('h4', null, 'What limits it: ', el('span', { class: 'strong' }, LIMITS[limited.kind] ?? words(limited.kind))),
    el('p', null, limited.explanation),
  );
}

function chart({ curve, workers }) {
  if (!Array.isArray(curve) || curve.length === 0) return null;
  return el('section', { class: 'block' }, speedupChart(curve, workers));
}

function readiness(ready) {
  if (!ready) return null;
  const checks = ready.checks ?? [];
  return el(
    'section',
    { class: 'block' },
    el('h4', null, 'Readiness ', el('span', { class: `badge badge-${MOODS[ready.verdict] ?? 'plain'}` }, VERDICTS[ready.verdict] ?? words(ready.verdict))),
    checks.length > 0 &&
      el(
        'ul',
        { class: 'checks' },
        checks.map(({ code, status, message }) =>
          el(
            'li',
            { class: `check check-${MOODS[status] ?? 'plain'}` },
            el('span', { class: 'check-mark' }, CHECK_WORDS[status] ?? words(status)),
            el('span', null, message, ' ', el('code', null, code)),
          )),
      ),
  );
}

function warnings(list) {
  if (!list?.length) return null;
  return el(
    'section',
    { class: 'block' },
    el('h4', null, 'Good to know'),
    el('ul', { class: 'warnings' }, list.map(({ code, message }) => el('li', null, message, ' ', el('code', null, code)))),
  );
}

function explanation(sentences) {
  if (!sentences?.length) return null;
  return el('section', { class: 'block' }, el('h4', null, 'How this was decided'), el('ol', { class: 'steps' }, sentences.map((text) => el('li', null, text))));
}

function more(answer) {
  const alternatives = answer.alternatives ?? [];
  const facts = factsOf(answer);
  return el(
    'section',
    { class: 'block folds' },
    alternatives.length > 0 &&
      el(
        'details',
        null,
        el('summary', null, 'Other plans'),
        table(
          'Other plans',
          ['Workers', 'Chunk', 'Speed-up', '90 % interval', 'Time', 'Expected loss'],
          alternatives.map((plan) => [
            count(plan.workers),
            count(plan.chunkSize),
            factor(plan.speedup),
            plan.low90 == null ? '–' : factors([plan.low90, plan.high90]),
            seconds(plan.seconds),
            percent(plan.regret),
          ]),
        ),
      ),
    facts.length > 0 &&
      el('details', null, el('summary', null, 'What the answer rests on'), el('dl', { class: 'facts' }, facts.map(([name, value]) => el('div', null, el('dt', null, name), el('dd', null, value))))),
  );
}

function factsOf({ workload = {}, scaling, host, model, id, createdAt }) {
  const facts = [
    ['CPU share', workload.cpuShare != null && percent(workload.cpuShare)],
    ['Mean item time', workload.meanSeconds != null && seconds(workload.meanSeconds)],
    ['Variation of item times', workload.coefficientOfVariation != null && percent(workload.coefficientOfVariation)],
    ['Heavy tail', workload.heavyTailed != null && (workload.heavyTailed ? 'yes' : 'no')],
    ['Trend over the sample', workload.trend ? percent(workload.trend) : null],
    ['Scaling law', scaling?.law],
    ['Contention', scaling?.contention != null && number(scaling.contention)],
    ['Coherency', scaling?.coherency != null && number(scaling.coherency)],
    ['Error of the fit', scaling?.fitError != null && percent(scaling.fitError)],
    ['CPUs counted on', host?.effectiveCpus != null && number(host.effectiveCpus, 4)],
    ['Overheads', model?.calibration && { MEASURED: 'measured on this machine', PRIOR: 'assumed, not measured' }[model.calibration]],
    ['Model', model?.version],
    ['Made', createdAt],
    ['Identifier', id],
  ];
  return facts.filter(([, value]) => value).map(([name, value]) => [name, String(value)]);
}

function requestBlock(answer, body) {
  const command = curlCommand(body);
  return el(
    'section',
    { class: 'block folds request' },
    el(
      'div',
      { class: 'request-actions' },
      copyButton('Copy as curl', command, 'copy-curl'),
      copyButton('Copy the answer', JSON.stringify(answer, null, 2)),
    ),
    el('details', null, el('summary', null, 'The exact request'), el('pre', { tabindex: '0', 'aria-label': 'curl command' }, command)),
    el('details', null, el('summary', null, 'The answer as JSON'), el('pre', { tabindex: '0', 'aria-label': 'Answer' }, JSON.stringify(answer, null, 2))),
  );
}

function copyButton(title, text, id) {
  const state = el('span', { class: 'sr-only', role: 'status' });
  const button = el('button', { type: 'button', class: 'button', id }, title);
  let reset;
  button.addEventListener('click', async () => {
    const copied = await copyText(text);
    button.textContent = copied ? 'Copied' : 'Not allowed here; open it below';
    state.textContent = button.textContent;
    clearTimeout(reset);
    reset = setTimeout(() => {
      button.textContent = title;
      state.textContent = '';
    }, 2500);
  });
  return el('span', null, button, state);
}
