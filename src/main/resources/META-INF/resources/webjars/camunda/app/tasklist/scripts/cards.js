// Under each card of the list: school, phase and the days that are left, for a whole page of cards in one request;
// above the open task: the way to its case.
const KEEP_MS = 20_000;
const MAX_PER_REQUEST = 100;
const LIGHTS = ['GREEN', 'YELLOW', 'RED'];

const known = new Map(); // task id → {card, at}
let waiting = new Map(); // task id → [resolve]

async function fetchCards(ids) {
  const response = await fetch(`/api/v1/tasks/cards?ids=${ids.map(encodeURIComponent).join(',')}`, {
    credentials: 'same-origin',
    headers: {Accept: 'application/json'}
  });
  return response.ok ? response.json() : {};
}

async function askForAll() {
  const asked = waiting;
  waiting = new Map();
  const ids = [...asked.keys()];
  for (let from = 0; from < ids.length; from += MAX_PER_REQUEST) {
    const part = ids.slice(from, from + MAX_PER_REQUEST);
    const cards = await fetchCards(part).catch(() => ({}));
    for (const id of part) {
      const card = cards[id] || null;
      known.set(id, {card, at: Date.now()});
      asked.get(id).forEach(resolve => resolve(card));
    }
  }
}

function cardOf(taskId) {
  return new Promise(resolve => {
    if (waiting.has(taskId)) {
      waiting.get(taskId).push(resolve);
      return;
    }
    if (waiting.size === 0) {
      setTimeout(askForAll, 40);
    }
    waiting.set(taskId, [resolve]);
  });
}

function span(className, text) {
  const node = document.createElement('span');
  node.className = className;
  node.textContent = text;
  return node;
}

function draw(node, card) {
  node.replaceChildren();
  if (!card) {
    return;
  }
  const box = document.createElement('div');
  box.className = 'tuanwei-card';
  box.dataset.testid = 'task-card';
  if (card.organization) {
    box.append(span('organization', card.organization));
  }
  if (card.phase) {
    box.append(span('phase', card.phase));
  }
  if (card.dueText) {
    box.append(span(`due ${LIGHTS.includes(card.light) ? card.light : ''}`.trim(), card.dueText));
  }
  node.append(box);
}

const taskCard = {
  id: 'tuanwei-card',
  pluginPoint: 'tasklist.card',
  priority: 1000,
  render(node, {taskId}) {
    const last = known.get(taskId);
    if (last) {
      draw(node, last.card);
    }
    if (!last || Date.now() - last.at > KEEP_MS) {
      cardOf(taskId).then(card => draw(node, card));
    }
  }
};

const caseLink = {
  id: 'tuanwei-case',
  pluginPoint: 'tasklist.task.action',
  priority: 1000,
  render(node, context, scope) {
    const link = document.createElement('a');
    link.className = 'btn btn-link';
    link.dataset.testid = 'to-case';
    link.textContent = '查看案件';
    node.append(link);
    const point = async taskId => {
      link.hidden = true;
      if (!taskId) {
        return;
      }
      const card = known.get(taskId)?.card || (await cardOf(taskId));
      if (card?.caseId && scope.task?.id === taskId) {
        link.href = `/cases/${encodeURIComponent(card.caseId)}`;
        link.hidden = false;
      }
    };
    scope.$watch('task.id', point);
  }
};

export default [taskCard, caseLink];
