// Shows the machine the service runs on, keeps that fresh while the page is visible, and asks for new measurements.

import { fetchHost, requestCalibration, ProblemError } from './api.js';
import { el, showText, table } from './dom.js';
import { ago, bandwidth, bytes, count, counted, number, percent, seconds, words } from './format.js';

const REFRESH_MILLISECONDS = 5000;
const MEASURING_REFRESH_MILLISECONDS = 1000;
/** A measurement that was accepted may take this long to show up as running. */
const START_GRACE_MILLISECONDS = 3000;

const SOURCES = {
  CGROUP_QUOTA: 'cgroup CPU quota',
  CGROUP_MEMORY: 'cgroup memory limit',
  CPUSET: 'cpuset or CPU affinity',
  OSHI: 'operating system',
  PROC: 'kernel (/proc, /sys)',
  MEASURED: 'measured here',
  CONFIGURED: 'set by the operator',
  DOWNWARD_API: 'Kubernetes Downward API',
  ASSUMED: 'assumed',
};

const STATUSES = {
  PENDING: 'Not measured yet',
  RUNNING: 'Measuring now',
  MEASURED: 'Measured',
  UNAVAILABLE: 'Not available',
};

/** Starts the panel. `onUpdate` is called with each snapshot. */
export function startHostPanel(root, onUpdate = () => {}) {
  const part = (name) => root.querySelector(`[data-host="${name}"]`);
  const drawn = new Map();
  let timer;
  let measuring = null;
  let last = null;

  /** Replaces a part only when it changed, which keeps focus, selection and scroll position. */
  const redraw = (name, data, build) => {
    const key = JSON.stringify(data ?? null);
    if (drawn.get(name) === key) return;
    drawn.set(name, key);
    part(name).replaceChildren(...[build()].flat().filter(Boolean));
  };

  const show = (host) => {
    last = host;
    root.removeAttribute('aria-busy');
    part('unreachable').hidden = true;
    root.classList.remove('is-stale');
    showText(part('os'), osText(host));
    const tiles = tilesOf(host);
    redraw('tiles', tiles, () => tiles.map(tile));
    redraw('calibration', [host.calibration, calibrationSources(host)], () => calibrationTable(host));
    const facts = hardwareFacts(host);
    redraw('machine', facts, () => table('Hardware and where each figure comes from', ['Figure', 'Value', 'Source'], facts));
    const missing = Object.entries(host.unavailable ?? {}).sort();
    part('unavailable-details').hidden = missing.length === 0;
    showText(part('unavailable-summary'), `${counted(missing.length, 'figure')} not available`);
    redraw('unavailable', missing, () => table('Figures that are not available and why', ['Figure', 'Reason'], missing));
    followMeasurement(host.calibration ?? {});
    onUpdate(host);
  };

  const showFailure = (error) => {
    root.removeAttribute('aria-busy');
    root.classList.add('is-stale');
    const text = error instanceof ProblemError ? `The machine could not be read: ${error.message}` : 'The service does not answer. Trying again every few seconds.';
    part('unreachable').hidden = false;
    if (part('unreachable').textContent !== text) part('unreachable').textContent = text;
  };

  const followMeasurement = (calibration) => {
    const running = calibration.status === 'RUNNING';
    if (running && measuring === null) measuring = { since: Date.now(), before: undefined, seen: true };
    if (measuring === null) return;
    measuring.seen ||= running;
    const elapsed = Date.now() - measuring.since;
    const renewed = measuring.before !== undefined && (calibration.measuredAt ?? null) !== measuring.before;
    if (running || (!measuring.seen && !renewed && elapsed < START_GRACE_MILLISECONDS)) {
      part('measure').disabled = true;
      part('measure-state').textContent = `Measuring… ${Math.max(1, Math.round(elapsed / 1000))} s`;
      return;
    }
    const done = calibration.status === 'MEASURED' && (renewed || measuring.seen);
    measuring = null;
    part('measure').disabled = false;
    part('measure-state').textContent = done ? 'Measured.' : (calibration.statusReason ?? 'The measurement has not begun.');
  };

  const refresh = async () => {
    clearTimeout(timer);
    if (document.hidden) return;
    try {
      show(await fetchHost());
    } catch (error) {
      showFailure(error);
    }
    clearTimeout(timer);
    timer = setTimeout(refresh, measuring ? MEASURING_REFRESH_MILLISECONDS : REFRESH_MILLISECONDS);
  };

  part('measure').addEventListener('click', async () => {
    part('measure').disabled = true;
    part('measure-state').textContent = 'Asking for a measurement…';
    try {
      await requestCalibration();
      measuring = { since: Date.now(), before: last?.calibration?.measuredAt ?? null, seen: false };
      await refresh();
    } catch (error) {
      part('measure').disabled = false;
      part('measure-state').textContent = error.message;
    }
  });
  document.addEventListener('visibilitychange', refresh);
  refresh();
}

function osText({ os, jvm }) {
  const parts = [os && [os.name, os.version, os.architecture].filter(Boolean).join(' '), jvm?.version && `Java ${jvm.version}`];
  return parts.filter(Boolean).join(' · ');
}

function sourceOf(host, field) {
  const source = host.provenance?.[field];
  return source ? (SOURCES[source] ?? words(source)) : null;
}

function tilesOf(host) {
  const cpu = host.cpu ?? {};
  const memory = host.memory ?? {};
  const load = host.load ?? {};
  const pressure = load.pressure ?? {};
  const container = host.container ?? {};
  const calibration = host.calibration ?? {};
  const shares = [
    ['CPU', pressure.cpuSome10],
    ['memory', pressure.memorySome10],
    ['I/O', pressure.ioSome10],
  ].filter(([, value]) => value != null);
  return [
    {
      id: 'cpus',
      label: 'Usable CPUs',
      value: number(cpu.effectiveCpus, 4),
      source: sourceOf(host, 'cpu.effectiveCpus'),
      lines: [cpu.model, coresText(cpu), limitsText(cpu)],
    },
    {
      id: 'memory',
      label: 'Usable memory',
      value: bytes(memory.usableBytes),
      source: sourceOf(host, 'memory.usableBytes') ?? sourceOf(host, 'memory.limitBytes'),
      lines: [
        memory.limitBytes != null
          ? `limit ${bytes(memory.limitBytes)}, ${bytes(memory.usedBytes)} used`
          : memory.totalBytes != null && `of ${bytes(memory.totalBytes)}, no limit set`,
        memory.usableBytes == null && host.unavailable?.['memory.usableBytes'],
        memory.swapTotalBytes > 0 && `swap ${bytes(memory.swapUsedBytes)} of ${bytes(memory.swapTotalBytes)}`,
      ],
    },
    {
      id: 'load',
      label: 'Load',
      value: load.cpuUtilization == null ? '–' : percent(Math.round(load.cpuUtilization * 100) / 100),
      meter: load.cpuUtilization,
      lines: [
        load.cpuUtilization == null && host.unavailable?.['load.cpuUtilization'],
        load.loadAverage1 != null && `load average ${number(load.loadAverage1)}`,
        shares.length > 0 && `waiting for ${shares.map(([name, value]) => `${name} ${percent(value / 100)}`).join(', ')}`,
        load.throttledRatio > 0 && `throttled in ${percent(load.throttledRatio)} of periods`,
      ],
    },
    {
      id: 'container',
      label: 'Container',
      value: container.detected ? words(container.orchestrator ?? 'yes') : 'None',
      lines: [container.cgroupVersion != null && `cgroup v${container.cgroupVersion}`],
    },
    {
      id: 'calibration',
      label: 'Overheads',
      value: STATUSES[calibration.status] ?? (calibration.status ? words(calibration.status) : '–'),
      mood: calibration.status === 'MEASURED' ? 'good' : 'warn',
      lines: [
        calibration.measuredAt && ago(calibration.measuredAt),
        calibration.status !== 'MEASURED' && (calibration.statusReason ?? 'Published figures are used instead.'),
      ],
    },
  ];
}

function coresText(cpu) {
  if (cpu.physicalCores == null) return counted(cpu.logicalProcessors, 'hardware thread');
  const hybrid = cpu.performanceCores != null ? ` (${count(cpu.performanceCores)} fast, ${count(cpu.efficiencyCores)} efficient)` : '';
  return `${counted(cpu.physicalCores, 'core')}${hybrid}, ${counted(cpu.logicalProcessors, 'thread')}`;
}

function limitsText(cpu) {
  const limits = [
    cpu.quotaCpus != null ? `quota ${number(cpu.quotaCpus, 4)}` : 'no quota',
    cpu.cpusetCpus != null && `cpuset ${count(cpu.cpusetCpus)}`,
  ];
  return limits.filter(Boolean).join(', ');
}

function tile({ id, label, value, source, lines, meter, mood }) {
  const bar = meter != null && el('meter', { min: 0, max: 1, high: 0.85, optimum: 0, value: meter, 'aria-hidden': 'true' });
  return el(
    'div',
    { class: `tile${mood ? ` tile-${mood}` : ''}`, 'data-tile': id },
    el('dt', null, label),
    el(
      'dd',
      null,
      el('span', { class: 'tile-value' }, value),
      bar,
      source && el('span', { class: 'chip' }, source),
      lines.filter(Boolean).map((line) => el('span', { class: 'tile-line' }, line)),
    ),
  );
}

function calibrationSources(host) {
  return Object.entries(host.provenance ?? {}).filter(([field]) => field.startsWith('calibration')).sort();
}

function calibrationTable(host) {
  const calibration = host.calibration ?? {};
  const rows = [];
  const add = (label, value, source, show, { spread, mistrusted } = {}) => {
    if (value == null) return;
    const notes = [
      spread > 0 && mistrusted == null && `± ${percent(spread)}`,
      mistrusted != null && `(measured ${show(mistrusted)}, too uneven to use)`,
    ];
    rows.push([label, [show(value), ...notes].filter(Boolean).join(' '), badge(source === 'MEASURED')]);
  };
  const addNamed = (label, field, show) => add(label, calibration[field], host.provenance?.[`calibration.${field}`], show);
  for (const { workers, seconds: value, spread, mistrustedSeconds, provenance } of calibration.dispatchSeconds ?? []) {
    add(`Hand over a chunk, ${counted(workers, 'worker')}`, value, provenance, seconds, { spread, mistrusted: mistrustedSeconds });
  }
  addNamed('Start a platform thread', 'threadStartSeconds', seconds);
  addNamed('Start a virtual thread', 'virtualThreadStartSeconds', seconds);
  addNamed('Start a process', 'processStartSeconds', seconds);
  addNamed('CPU time of a wait, platform thread', 'threadWaitSeconds', seconds);
  addNamed('CPU time of a wait, virtual thread', 'virtualThreadWaitSeconds', seconds);
  for (const { workers, bytesPerSecond, provenance } of calibration.memoryBandwidth ?? []) {
    add(`Memory bandwidth, ${counted(workers, 'worker')}`, bytesPerSecond, provenance, bandwidth);
  }
  addNamed('Gain of a second thread per core', 'smtGain', percent);
  if (rows.length === 0) return el('p', { class: 'hint' }, calibration.statusReason ?? 'There are no figures yet.');
  return table('Overheads of this machine', ['Overhead', 'Figure', 'Source'], rows);
}

function badge(measured) {
  return el('span', { class: `badge ${measured ? 'badge-good' : 'badge-plain'}` }, measured ? 'measured' : 'assumed');
}

function hardwareFacts(host) {
  const cpu = host.cpu ?? {};
  const caches = cpu.caches ?? {};
  const memory = host.memory ?? {};
  const jvm = host.jvm ?? {};
  const facts = [
    ['Usable CPUs', 'cpu.effectiveCpus', cpu.effectiveCpus, (value) => number(value, 4)],
    ['CPU quota', 'cpu.quotaCpus', cpu.quotaCpus, (value) => number(value, 4)],
    ['CPUs of the cpuset', 'cpu.cpusetCpus', cpu.cpusetCpus, count],
    ['Hardware threads', 'cpu.logicalProcessors', cpu.logicalProcessors, count],
    ['Cores', 'cpu.physicalCores', cpu.physicalCores, count],
    ['Cores the service may use', 'cpu.usableCores', cpu.usableCores, count],
    ['Threads per core', 'cpu.threadsPerCore', cpu.threadsPerCore, count],
    ['Sockets', 'cpu.sockets', cpu.sockets, count],
    ['NUMA nodes', 'cpu.numaNodes', cpu.numaNodes, count],
    ['L1 data cache', 'cpu.caches.l1dBytes', caches.l1dBytes, bytes],
    ['L2 cache', 'cpu.caches.l2Bytes', caches.l2Bytes, bytes],
    ['L3 cache', 'cpu.caches.l3Bytes', caches.l3Bytes, bytes],
    ['Memory of the machine', 'memory.totalBytes', memory.totalBytes, bytes],
    ['Memory available', 'memory.availableBytes', memory.availableBytes, bytes],
    ['Memory limit', 'memory.limitBytes', memory.limitBytes, bytes],
    ['Memory used', 'memory.usedBytes', memory.usedBytes, bytes],
    ['Greatest Java heap', 'jvm.maxHeapBytes', jvm.maxHeapBytes, bytes],
  ];
  return facts
    .filter(([, , value]) => value != null)
    .map(([label, field, value, show]) => [label, show(value), sourceOf(host, field) ?? '']);
}
