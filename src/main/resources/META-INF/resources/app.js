// Puts the page together: the host panel, the form, and the answer to what the form posts.

import { recommend } from './js/api.js';
import { answerView, emptyView, headline } from './js/answer-view.js';
import { el } from './js/dom.js';
import { EXAMPLES } from './js/examples.js';
import { factor } from './js/format.js';
import { startHostPanel } from './js/host-panel.js';
import { createProfileForm } from './js/profile-form.js';

const answerRegion = document.getElementById('answer');
const answerBody = document.getElementById('answer-body');
const status = document.getElementById('answer-status');
const stacked = matchMedia('(max-width: 1023px)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

let pending = null;
let answeredBody = null;

const form = createProfileForm({ onSubmit: ask, onEdit: markOutdated });

async function ask(body) {
  pending?.abort();
  const controller = new AbortController();
  pending = controller;
  form.setBusy(true);
  answerRegion.setAttribute('aria-busy', 'true');
  try {
    const answer = await recommend(body, controller.signal);
    answeredBody = body;
    answerBody.replaceChildren(outdatedNote(), answerView(answer, body, form.addRun));
    status.textContent = `${headline(answer)}. Speed-up ${factor(answer.estimate?.speedup?.value)}.`;
    if (stacked.matches) answerRegion.scrollIntoView({ behavior: calm.matches ? 'auto' : 'smooth' });
  } catch (error) {
    if (controller.signal.aborted) return;
    status.textContent = '';
    form.showError(error);
    markOutdated(body);
  } finally {
    if (pending === controller) {
      pending = null;
      form.setBusy(false);
      answerRegion.removeAttribute('aria-busy');
    }
  }
}

function outdatedNote() {
  return el('p', { class: 'outdated', hidden: true }, 'The workload has changed since this answer.');
}

function markOutdated(body) {
  const note = answerBody.querySelector('.outdated');
  if (note) note.hidden = body === answeredBody;
}

document.getElementById('examples').append(
  ...EXAMPLES.map(({ title, note, request }) => {
    const run = () => {
      form.setRequest(request);
      form.submit();
    };
    return el('button', { type: 'button', class: 'example', on: { click: run } }, el('b', null, title), el('span', null, note));
  }),
);

form.setRequest({});
answerBody.replaceChildren(emptyView());
startHostPanel(document.getElementById('host'));
