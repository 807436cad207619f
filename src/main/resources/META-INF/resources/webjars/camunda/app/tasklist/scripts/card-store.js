// What the server says of the tasks of the list, asked for a whole page of cards in one request.
const KEEP_MS = 20_000;
const MAX_PER_REQUEST = 100;

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

/** The card as the server has it now. */
export function cardOf(taskId) {
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

/** The card as it was seen last, undefined before the first answer. */
export function lastCardOf(taskId) {
  return known.get(taskId)?.card;
}

export function isFresh(taskId) {
  return known.has(taskId) && Date.now() - known.get(taskId).at <= KEEP_MS;
}
