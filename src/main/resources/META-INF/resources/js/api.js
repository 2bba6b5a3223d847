// The service's HTTP API as functions. Every failure is one of two errors: a problem the service told, or no service.

const TIMEOUT_MILLISECONDS = 30_000;

/** The service answered with an error; `problem` holds the members of RFC 9457 plus `code` and `errors`. */
export class ProblemError extends Error {
  constructor(problem, status, requestId) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.problem = problem;
    this.status = status;
    this.requestId = requestId;
  }
}

/** There was no answer at all. */
export class UnreachableError extends Error {
  constructor(cause) {
    super('The service does not answer.', { cause });
  }
}

// Relative to the page, so that it works below a path prefix of a proxy too.
const urlOf = (path) => new URL(path, document.baseURI);

async function send(path, options = {}) {
  const limits = [AbortSignal.timeout(TIMEOUT_MILLISECONDS), options.signal].filter(Boolean);
  let response;
  let text;
  try {
    response = await fetch(urlOf(path), {
      ...options,
      headers: { Accept: 'application/json, application/problem+json', ...options.headers },
      cache: 'no-store',
      signal: AbortSignal.any(limits),
    });
    text = await response.text();
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new UnreachableError(cause);
  }
  if (!response.ok) throw problemOf(response, text);
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page with status 200 instead of the service's answer.
    throw new ProblemError({ title: 'The answer is not JSON', detail: text.slice(0, 200) }, response.status, null);
  }
}

function problemOf(response, text) {
  const requestId = response.headers.get('X-Request-Id');
  const fallback = { title: `HTTP ${response.status} ${response.statusText}`.trim() };
  let problem = fallback;
  try {
    const body = JSON.parse(text);
    if (body !== null && typeof body === 'object') problem = { ...fallback, ...body };
  } catch {
    if (!/^\s*</.test(text)) problem.detail = text.slice(0, 300);
  }
  if (!Array.isArray(problem.errors)) problem.errors = [];
  return new ProblemError(problem, response.status, requestId);
}

/** What is known about the machine the service runs on. */
export function fetchHost(signal) {
  return send('v1/host', { signal });
}

/** Asks for a new measurement, which runs in the background of the service. */
export function requestCalibration() {
  return send('v1/host/calibration', { method: 'POST' });
}

/** The recommendation for `body`, which is posted as it is. */
export function recommend(body, signal) {
  return send('v1/recommendations', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
    signal,
  });
}

/** A shell command that makes the same request. */
export function curlCommand(body) {
  const quoted = body.replaceAll("'", String.raw`'\''`);
  return [
    `curl -sS '${urlOf('v1/recommendations')}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  --data-binary '${quoted}'`,
  ].join('\n');
}
