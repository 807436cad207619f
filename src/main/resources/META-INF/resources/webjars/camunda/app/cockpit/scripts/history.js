// 办结案件: the finished cases, which Cockpit itself forgets; their stories, and the way to their pages.
import {addressOf, ask, el, fill, filters, pager, select, table, unitChoice} from '../../tuanwei/draw.js';

const PATH = '/finished';
const STATES = [
  {value: 'OPEN', label: '已开通'},
  {value: 'ENDED', label: '已终止'}
];

function story(row) {
  const body = el('div', {});
  let read = false;
  return el(
    'details',
    {
      ontoggle: event => {
        if (event.target.open && !read) {
          read = true;
          fill(
            body,
            () => ask(`/api/v1/finished/${row.caseId}/story`),
            lines =>
              table(
                ['时间', '经过', '谁'],
                lines.map(({at, text, actor, onBehalf}) => [
                  el('td', {class: 'nowrap'}, at),
                  text,
                  onBehalf ? `${actor}（代办：${onBehalf}）` : actor
                ]),
                {'data-testid': 'finished-story'}
              )
          );
        }
      }
    },
    el('summary', {'data-testid': 'finished-open'}, '经过'),
    body
  );
}

function draw([known, page], params) {
  const narrowed = [...params.keys()].some(name => name !== 'page');
  return [
    filters(PATH, params, 'finished', [
      unitChoice(known.units, params),
      select('state', '结果', '全部', STATES, params.get('state'))
    ]),
    page.rows.length ? el('p', {class: 'tuanwei-muted'}, `共 ${page.total} 件，最近办结的在前`) : '',
    page.rows.length
      ? table(
          ['单位', '省级单位', '结果', '建立', '办结', '经过'],
          page.rows.map(row => [
            el(
              'td',
              {class: 'name'},
              el('a', {href: `/cases/${row.caseId}`, 'data-testid': 'finished-case'}, row.organization),
              el('br'),
              el('small', {}, row.receipt)
            ),
            el('td', {class: 'nowrap'}, row.unit),
            el('td', {}, row.how ? `${row.state}：${row.how}` : row.state),
            el('td', {class: 'nowrap'}, row.opened),
            el('td', {class: 'nowrap'}, row.closed || '—'),
            story(row)
          ]),
          {'data-testid': 'finished-list'}
        )
      : el(
          'div',
          {class: 'tuanwei-empty', 'data-testid': 'finished-empty'},
          narrowed ? '没有符合这些条件的办结案件。' : '还没有办结的案件。'
        ),
    pager(PATH, params, page.page, page.pages)
  ];
}

const page = {
  id: 'tuanwei-finished-page',
  pluginPoint: 'cockpit.route',
  priority: 0,
  properties: {path: PATH},
  render(node) {
    document.title = '办结案件 · 流程监控';
    const params = addressOf();
    const body = el('div', {});
    node.append(el('div', {class: 'tuanwei-page'}, el('h1', {}, '办结案件'), body));
    fill(
      body,
      () => Promise.all([ask('/api/v1/stuck/choices'), ask(`/api/v1/finished?${params}`)]),
      brought => draw(brought, params)
    );
  }
};

const link = {
  id: 'tuanwei-finished-link',
  pluginPoint: 'cockpit.navigation',
  priority: 90,
  properties: {
    label: '办结案件',
    pagePath: `#${PATH}`,
    checkActive: address => address.includes(`#${PATH}`)
  }
};

export default [page, link];
