// How plug-ins draw and ask: plain elements, and the product's own interface with the session of whoever looks.

/** An element; attributes that are null or false are left out, texts are never read as markup. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
  return node;
}

/** Something went wrong, in the words that the server found for it. */
export class Refused extends Error {}

async function answer(response) {
  if (response.status === 401) {
    window.location.replace('/login');
    return new Promise(() => {}); // the page is leaving
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(body.detail || (response.status === 404 ? '没有找到您要的内容。' : '没有读到，请稍后再试。'));
  }
  return body;
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, {credentials: 'same-origin', ...options});
  } catch (unreachable) {
    throw new Refused('连不上服务器，请检查网络后再试。');
  }
  return answer(response);
}

export function ask(path) {
  return request(path, {headers: {Accept: 'application/json'}});
}

/** Changes something, with the token of the session. */
export async function send(path, body) {
  const {header, token} = await ask('/api/v1/csrf');
  return request(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Accept: 'application/json', [header]: token},
    body: JSON.stringify(body)
  });
}

/** Draws what `load` brings; says so while it waits, and what to do when it fails. */
export async function fill(node, load, draw) {
  node.setAttribute('aria-busy', 'true');
  if (!node.hasChildNodes()) {
    node.replaceChildren(el('p', {class: 'tuanwei-muted'}, '正在读取……'));
  }
  try {
    const brought = await load();
    node.replaceChildren(...[draw(brought)].flat());
  } catch (failure) {
    if (!(failure instanceof Refused)) {
      console.error(failure);
    }
    node.replaceChildren(
      el(
        'p',
        {class: 'tuanwei-failed', role: 'alert'},
        failure instanceof Refused ? failure.message : '没有读到，请稍后再试。',
        ' ',
        el('button', {type: 'button', class: 'btn btn-default btn-sm', onclick: () => fill(node, load, draw)}, '再试一次')
      )
    );
  } finally {
    node.removeAttribute('aria-busy');
  }
}

/** A sentence without the name that stands beside it already. */
export function short(sentence, name) {
  return sentence.startsWith(`${name}：`) ? sentence.slice(name.length + 1) : sentence;
}

/** A table; heads that begin with # stand over numbers. */
export function table(heads, rows, attributes = {}) {
  return el(
    'table',
    {class: 'table table-condensed tuanwei-table', ...attributes},
    el('thead', {}, el('tr', {}, heads.map(head => el('th', {scope: 'col', class: head.startsWith('#') ? 'number' : null}, head.replace('#', ''))))),
    el('tbody', {}, rows.map(cells => el('tr', {}, cells.map(cell => (cell instanceof HTMLTableCellElement ? cell : el('td', {}, cell))))))
  );
}

export function select(name, label, first, choices, chosen) {
  return el(
    'label',
    {},
    el('span', {}, label),
    el(
      'select',
      {name, class: 'form-control input-sm'},
      el('option', {value: ''}, first),
      choices.map(({value, label: word}) => el('option', {value, selected: value === chosen}, word))
    )
  );
}

/** The form above a list: a field to search by name or number, further choices, the way back to all. */
export function filters(path, params, mark, choices, kept = {}) {
  return el(
    'form',
    {
      class: 'tuanwei-filters',
      role: 'search',
      'aria-label': '筛选案件',
      onsubmit: event => {
        event.preventDefault();
        goTo(path, new URLSearchParams([...new FormData(event.target), ...Object.entries(kept)]));
      }
    },
    el(
      'label',
      {},
      el('span', {}, '查找'),
      el('input', {
        type: 'search',
        name: 'q',
        class: 'form-control input-sm',
        maxlength: 60,
        value: params.get('q') || '',
        placeholder: '校名、曾用名、代码、受理号、QQ 号',
        'data-testid': `${mark}-search`
      })
    ),
    choices,
    el('button', {class: 'btn btn-primary btn-sm', 'data-testid': `${mark}-filter`}, '查找'),
    params.size ? el('a', {href: `#${path}`}, '清除条件') : ''
  );
}

/** Units to choose from, where there is a choice. */
export function unitChoice(units, params) {
  return units.length > 1 ? select('unit', '省级单位', '全部', units, params.get('unit')) : '';
}

/** What stands behind the question mark of the address's hash. */
export function addressOf() {
  return new URLSearchParams(window.location.hash.split('?')[1] || '');
}

/** Goes to another list of the same page; the address says which, so it can be kept and sent. */
export function goTo(path, params) {
  const given = new URLSearchParams([...params].filter(([, value]) => value));
  window.location.hash = `#${path}${given.size ? `?${given}` : ''}`;
}

export function pager(path, params, page, pages) {
  if (pages <= 1) {
    return '';
  }
  const to = number => {
    const other = new URLSearchParams(params);
    other.set('page', number);
    return `#${path}?${other}`;
  };
  return el(
    'nav',
    {class: 'tuanwei-pager', 'aria-label': '翻页'},
    page > 1 ? el('a', {href: to(page - 1)}, '上一页') : '',
    el('span', {}, `第 ${page} 页，共 ${pages} 页`),
    page < pages ? el('a', {href: to(page + 1)}, '下一页') : ''
  );
}

const LIGHTS = ['GREEN', 'YELLOW', 'RED'];

/** A light with its word: never a mere colour. */
export function light(name, words) {
  return el('span', {class: `tuanwei-light ${LIGHTS.includes(name) ? name : ''}`.trim()}, words);
}

/** The line of phases. */
export function phases(steps) {
  return el(
    'ol',
    {class: 'tuanwei-phases', 'data-testid': 'phases'},
    steps.map(({label, mark, at}) =>
      el(
        'li',
        {class: mark || null, 'aria-current': mark === 'now' ? 'step' : null, title: at ? `${label}，${at}` : label},
        el('span', {}, label),
        mark ? el('small', {}, mark === 'now' ? `在办${at ? `，${at}` : ''}` : at) : ''
      )
    )
  );
}
