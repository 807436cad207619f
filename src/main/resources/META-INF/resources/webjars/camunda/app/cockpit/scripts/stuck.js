// 滞留案件: what stands still, found by province, phase, party, age, name or number; the way to each instance.
import {addressOf, ask, el, fill, filters, pager, select, short, table, unitChoice} from '../../tuanwei/draw.js';

const PATH = '/stuck';
const AGES = [1, 3, 5, 10, 20].map(days => ({value: String(days), label: `满 ${days} 个工作日`}));
const SHOWN_ON_DASHBOARD = 5;

let choices; // asked once

function knownChoices() {
  choices = choices || ask('/api/v1/stuck/choices');
  choices.catch(() => (choices = undefined));
  return choices;
}

function instanceLink(row) {
  return `#/process-instance/${encodeURIComponent(row.instance)}/runtime?tab=tuanwei-case`;
}

function reasons(row) {
  return el(
    'ul',
    {class: 'tuanwei-reasons'},
    row.reasons.map(({kind, label, message}) =>
      el('li', {'data-kind': kind}, el('span', {class: 'tuanwei-reason'}, label), el('small', {}, short(message, row.organization)))
    )
  );
}

function list(rows) {
  return table(
    ['单位', '省级单位', '阶段', '在等谁', '缘由', '#已滞留'],
    rows.map(row => [
      el(
        'td',
        {class: 'name'},
        el('a', {href: instanceLink(row), 'data-testid': 'stuck-instance'}, row.organization),
        row.receipt ? el('br') : '',
        row.receipt ? el('small', {}, row.receipt) : ''
      ),
      el('td', {class: 'nowrap'}, row.unit),
      el('td', {class: 'nowrap'}, row.phase || '—'),
      el('td', {}, el('b', {class: 'nowrap'}, row.party), el('br'), el('small', {}, row.task)),
      reasons(row),
      el('td', {class: 'number'}, `${row.days} 个工作日`, el('br'), el('small', {}, `自 ${row.since}`))
    ]),
    {'data-testid': 'stuck-list'}
  );
}

function kinds(page, params) {
  const chosen = params.get('kind') || '';
  const link = (value, label, count) => {
    const other = new URLSearchParams(params);
    other.delete('page');
    value ? other.set('kind', value) : other.delete('kind');
    return el(
      'li',
      {},
      el(
        'a',
        {href: `#${PATH}${other.size ? `?${other}` : ''}`, 'aria-current': value === chosen ? 'true' : null},
        count === null ? '' : el('b', {}, String(count)),
        label
      )
    );
  };
  return el(
    'ul',
    {class: 'tuanwei-kinds', 'data-testid': 'stuck-kinds'},
    page.kinds.map(({value, label, count}) => link(value, label, count)),
    chosen ? link('', '不分缘由', null) : ''
  );
}

function draw([known, page], params) {
  const narrowed = [...params.keys()].some(name => name !== 'page');
  return [
    filters(
      PATH,
      params,
      'stuck',
      [
        unitChoice(known.units, params),
        select('phase', '阶段', '全部', known.phases, params.get('phase')),
        select('party', '在等谁', '全部', known.parties, params.get('party')),
        select('age', '滞留多久', '不限', AGES, params.get('age'))
      ],
      {kind: params.get('kind') || ''}
    ),
    kinds(page, params),
    page.rows.length
      ? el('p', {class: 'tuanwei-muted', 'data-testid': 'stuck-total'}, `共 ${page.total} 个环节滞留，最久的在前`)
      : '',
    page.rows.length
      ? list(page.rows)
      : el(
          'div',
          {class: 'tuanwei-empty', 'data-testid': 'stuck-empty'},
          narrowed ? '没有符合这些条件的滞留案件。' : '没有滞留的案件：各环节都在期限之内，没有退信，也没有一方不答复。'
        ),
    pager(PATH, params, page.page, page.pages)
  ];
}

const page = {
  id: 'tuanwei-stuck-page',
  pluginPoint: 'cockpit.route',
  priority: 0,
  properties: {path: PATH},
  render(node) {
    document.title = '滞留案件 · 流程监控';
    const params = addressOf();
    const body = el('div', {});
    node.append(el('div', {class: 'tuanwei-page'}, el('h1', {}, '滞留案件'), body));
    fill(
      body,
      () => Promise.all([knownChoices(), ask(`/api/v1/stuck?${params}`)]),
      brought => draw(brought, params)
    );
  }
};

const link = {
  id: 'tuanwei-stuck-link',
  pluginPoint: 'cockpit.navigation',
  priority: 95,
  properties: {
    label: '滞留案件',
    pagePath: `#${PATH}`,
    checkActive: address => address.includes(`#${PATH}`)
  }
};

const onDashboard = {
  id: 'tuanwei-stuck-dashboard',
  pluginPoint: 'cockpit.dashboard',
  priority: 1000,
  render(node) {
    const body = el('div', {});
    node.append(el('section', {class: 'tuanwei-front', 'data-testid': 'stuck-front'}, body));
    fill(
      body,
      () => ask('/api/v1/stuck'),
      found => [
        kinds(found, new URLSearchParams()),
        found.rows.length ? list(found.rows.slice(0, SHOWN_ON_DASHBOARD)) : el('p', {class: 'tuanwei-muted'}, '没有滞留的案件。'),
        found.total > SHOWN_ON_DASHBOARD ? el('a', {href: `#${PATH}`}, `全部 ${found.total} 个，可按省、阶段、在等谁查找`) : ''
      ]
    );
  }
};

export default [page, link, onDashboard];
