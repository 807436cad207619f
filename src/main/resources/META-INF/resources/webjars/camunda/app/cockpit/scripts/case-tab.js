// The tab 案件 of an instance: whose case it is, where it stands, whom it waits for, what was mailed; and 催办.
import {ask, el, fill, light, phases, send, short, table, Refused} from '../../tuanwei/draw.js';

function waits(card) {
  if (!card.waits.length) {
    return card.caseId ? el('p', {class: 'tuanwei-muted'}, '此刻没有待办在等人办理。') : '';
  }
  const whom = card.caseId ? ['在等谁', '待办', '自', '期限'] : ['待办', '期限'];
  return [el('h4', {}, card.caseId ? '在等谁' : '待办'), table(
    whom,
    card.waits.map(({party, task, since, due}) => [
      ...(card.caseId ? [el('b', {class: 'nowrap'}, party), task, el('td', {class: 'nowrap'}, since)] : [task]),
      el('td', {}, light(due.light, due.words), due.at ? el('br') : '', due.at ? el('small', {}, `${due.at}，${due.origin}`) : '')
    ]),
    {'data-testid': 'case-waits'}
  )];
}

function stands(card) {
  if (!card.stands.length) {
    return !card.caseId ? '' : el('p', {class: 'tuanwei-muted', 'data-testid': 'case-not-stuck'}, '没有滞留。');
  }
  return el(
    'ul',
    {class: 'tuanwei-reasons', 'data-testid': 'case-stuck'},
    card.stands.map(({label, message}) => el('li', {}, el('span', {class: 'tuanwei-reason'}, label), short(message, card.organization)))
  );
}

function days(card) {
  return card.days.length
    ? table(
        ['在等谁', '#工作日', '#自然日'],
        card.days.map(({party, working, calendar}) => [
          party,
          el('td', {class: 'number'}, String(working)),
          el('td', {class: 'number'}, String(calendar))
        ]),
        {'data-testid': 'case-days'}
      )
    : el('p', {class: 'tuanwei-muted'}, '还没有满一天。');
}

function mails(card) {
  if (card.mails === null) {
    return '';
  }
  return [
    el('h4', {}, '邮件'),
    card.mails.length
      ? table(
          ['时间', '收件人', '主题', '去向'],
          card.mails.map(mail => [
            el('td', {class: 'nowrap'}, mail.at),
            mail.recipient,
            mail.subject,
            mail.light === 'RED' ? light('RED', mail.fate) : el('td', {class: 'nowrap'}, mail.fate)
          ]),
          {'data-testid': 'case-mails'}
        )
      : el('p', {class: 'tuanwei-muted'}, '还没有发过邮件。')
  ];
}

function urge(card, again) {
  const told = card.urges.length
    ? table(['时间', '谁', '内容'], card.urges.map(({at, by, text}) => [el('td', {class: 'nowrap'}, at), by, text]), {
        'data-testid': 'case-urges'
      })
    : '';
  if (!card.mayUrge) {
    return told ? [el('h4', {}, '催办'), told] : '';
  }
  const said = el('div', {});
  const text = el('textarea', {
    class: 'form-control',
    rows: 2,
    maxlength: 500,
    required: true,
    minlength: 4,
    'aria-label': '催办内容',
    placeholder: '催办内容，办理的一方会收到邮件',
    'data-testid': 'urge-text'
  });
  const button = el('button', {class: 'btn btn-primary btn-sm', 'data-testid': 'urge'}, '催办');
  const form = el(
    'form',
    {
      class: 'tuanwei-urge',
      onsubmit: async event => {
        event.preventDefault();
        button.disabled = true;
        try {
          const {notice} = await send(`/api/v1/cases/${card.caseId}/urgings`, {text: text.value});
          again(notice);
        } catch (failure) {
          said.replaceChildren(
            el('p', {class: 'tuanwei-failed', role: 'alert'}, failure instanceof Refused ? failure.message : '没有发出，请再试一次。')
          );
          button.disabled = false;
        }
      }
    },
    text,
    button
  );
  return [
    el('h4', {}, '催办'),
    told,
    said,
    card.urgeNotBefore
      ? el('p', {class: 'tuanwei-muted', 'data-testid': 'urge-wait'}, `刚催办过，${card.urgeNotBefore} 起可再次催办。`)
      : form
  ];
}

function draw(card, notice, again) {
  const head = [
    el('h4', {}, card.organization || card.process, ' ', el('small', {}, [card.unit, card.receipt, card.state].filter(Boolean).join(' · '))),
    card.caseId ? '' : el('p', {class: 'tuanwei-muted'}, `「${card.process}」不属于单个案件。`),
    !card.caseId && card.caseUrl ? el('p', {}, el('a', {href: card.caseUrl, 'data-testid': 'to-page'}, `打开这件${card.process}`)) : '',
    card.heldUntil ? el('p', {class: 'tuanwei-said'}, `暂停计时至 ${card.heldUntil}，期限和提醒顺延。`) : '',
    card.phases.length ? phases(card.phases) : ''
  ];
  return el(
    'div',
    {class: 'tuanwei-tab', 'data-testid': 'case-tab'},
    el(
      'div',
      {},
      notice ? el('p', {class: 'tuanwei-said', role: 'status', 'data-testid': 'urged'}, notice) : '',
      head,
      stands(card),
      urge(card, again),
      waits(card)
    ),
    card.caseId
      ? el(
          'div',
          {},
          el('h4', {}, '各方用时'),
          days(card),
          mails(card),
          el('p', {}, el('a', {href: card.caseUrl, 'data-testid': 'to-case'}, '打开案件页'))
        )
      : ''
  );
}

export default {
  id: 'tuanwei-case',
  pluginPoint: 'cockpit.processInstance.runtime.tab',
  priority: 100,
  properties: {label: '案件'},
  render(node, {processInstanceId}) {
    const body = el('div', {});
    node.append(body);
    const show = notice =>
      fill(
        body,
        () => ask(`/api/v1/instances/${encodeURIComponent(processInstanceId)}`),
        card => draw(card, notice, show)
      );
    show();
  }
};
