#!/usr/bin/env node
'use strict';
// Measures what Node.js worker threads add to parallel work: worker start, dispatch of one chunk, structured clone.
// Prints one Markdown table: median and spread (half the interquartile range divided by the median) of the
// repetitions. No dependencies. Usage: node measure_node.js [repetitions]

const os = require('node:os');
const v8 = require('node:v8');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');

const WORKERS = 2;
const CHUNKS = 20000;

function work() {
  parentPort.on('message', (payload) => parentPort.postMessage(payload === null ? null : 0));
  parentPort.postMessage('ready');
}

function quantile(sorted, q) {
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}

function report(name, unit, values) {
  const sorted = [...values].sort((a, b) => a - b);
  const median = quantile(sorted, 0.5);
  const spread = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2 / median;
  console.log(`| ${name} | ${median.toPrecision(4)} ${unit} | ${spread.toFixed(2)} | ${values.length} |`);
}

const now = () => Number(process.hrtime.bigint()) / 1e9;
const message = (worker) => new Promise((resolve) => worker.once('message', resolve));

/** Starts workers and waits until each runs code of ours; returns them with the seconds it took. */
async function start(count) {
  const begin = now();
  const workers = Array.from({ length: count }, () => new Worker(__filename));
  await Promise.all(workers.map(message));
  return { workers, seconds: now() - begin };
}

async function startSeconds(count) {
  const { workers, seconds } = await start(count);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return seconds;
}

async function measureStart(repetitions) {
  const first = [];
  const marginal = [];
  const mean = [];
  await startSeconds(1);
  for (let i = 0; i < repetitions; i++) {
    const one = await startSeconds(1);
    const eight = await startSeconds(8);
    first.push(one * 1e3);
    marginal.push(((eight - one) / 7) * 1e3);
    mean.push((eight / 8) * 1e3);
  }
  report('pool of 1 ready', 'ms', first);
  report('each further worker, 2 to 8', 'ms', marginal);
  report('pool of 8 ready, per worker', 'ms', mean);
}

/** Two messages in flight per worker, as a pool keeps them: elapsed / chunks is the cost on the main thread. */
function dispatchSeconds(workers) {
  return new Promise((resolve) => {
    let sent = 0;
    let received = 0;
    const begin = now();
    for (const worker of workers) {
      worker.removeAllListeners('message');
      worker.on('message', () => {
        received++;
        if (sent < CHUNKS) {
          sent++;
          worker.postMessage(null);
        } else if (received === CHUNKS) {
          resolve((now() - begin) / CHUNKS);
        }
      });
      sent += 2;
      worker.postMessage(null);
      worker.postMessage(null);
    }
  });
}

async function measureMessages(repetitions) {
  const { workers } = await start(WORKERS);
  await dispatchSeconds(workers);
  const dispatch = [];
  for (let i = 0; i < repetitions; i++) {
    dispatch.push((await dispatchSeconds(workers)) * 1e6);
  }
  report('postMessage: dispatch of a chunk', 'us', dispatch);

  const [worker] = workers;
  worker.removeAllListeners('message');
  const alone = [];
  for (let i = 0; i < 200 * repetitions; i++) {
    const begin = now();
    worker.postMessage(null);
    await message(worker);
    alone.push((now() - begin) * 1e6);
  }
  report('postMessage: round trip of one chunk alone', 'us', alone);

  const payloads = {
    'Uint8Array': new Uint8Array(1 << 20),
    'array of doubles': Array.from({ length: 116000 }, (_, i) => i * 1.1),
    'array of objects': Array.from({ length: 28000 }, (_, i) => ({ id: i, name: `item ${i}`, price: i * 0.5 })),
  };
  for (const [name, payload] of Object.entries(payloads)) {
    const bytes = v8.serialize(payload).length;
    const rates = [];
    for (let i = 0; i < 5 * repetitions + 5; i++) {
      const begin = now();
      worker.postMessage(payload);
      await message(worker);
      if (i >= 5) {
        rates.push(bytes / (now() - begin) / 1e6);
      }
    }
    report(`structured clone, ${name}`, 'MB/s', rates);
  }
  await Promise.all(workers.map((each) => each.terminate()));
}

async function main() {
  const repetitions = Number(process.argv[2] ?? 11);
  console.log(`Node.js ${process.version}, ${os.type()} ${os.release()},`);
  console.log(`${os.cpus()[0].model}, ${os.cpus().length} hardware threads, load average ${os.loadavg()[0].toFixed(2)}\n`);
  console.log('| what | median | spread | repetitions |\n|---|---|---|---|');
  await measureStart(repetitions);
  await measureMessages(repetitions);
}

if (isMainThread) {
  main();
} else {
  work();
}
