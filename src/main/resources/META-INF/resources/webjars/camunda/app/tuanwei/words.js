// Chinese for the words that the vendor has hard-coded in Cockpit: kinds of incidents, the table of a decision, hints
// that appear under the pointer, refusals of the engine.
import {setText} from './watch.js';

const INCIDENTS = {
  overdue: '逾期',
  bounced: '退信',
  partnerSilent: '腾讯没有答复',
  noResponse: '单位没有回应',
  failedJob: '作业失败',
  failedExternalTask: '外部任务失败',
  'Message is null.': '没有说明'
};
const DECISION = {
  'Hit policy:': '命中规则：',
  Unique: '只有一行相符',
  First: '取第一个相符的行',
  'Rule order': '取全部相符的行，按行序',
  Collect: '取全部相符的行',
  Any: '相符的行结果相同',
  When: '当',
  And: '且',
  Then: '则',
  Annotations: '说明',
  string: '文字',
  integer: '整数',
  long: '整数',
  double: '小数',
  boolean: '是否',
  date: '日期'
};
const TITLES = [
  [/^Decision name: /, '决策：'],
  [/^Input label: /, '输入：'],
  [/^Input label$/, '输入'],
  [/^Input expression: /, '输入表达式：'],
  [/^Input expression$/, '输入表达式'],
  [/^Input type$/, '输入的类型'],
  [/^Input values$/, '输入的取值'],
  [/^Output label: /, '输出：'],
  [/^Output label$/, '输出'],
  [/^Output name$/, '输出的名称'],
  [/^Output type$/, '输出的类型'],
  [/^Output values$/, '输出的取值'],
  [/^Rules may overlap\. The first matching rule will be chosen$/, '几行同时相符的，取第一行'],
  [/^Collects the values of all matching rules$/, '取全部相符的行'],
  [/^No overlap is possible.*$/, '各行互不重叠，只有一行相符'],
  [/^Hit policy$/, '命中规则']
];
const HINTS = {'Toggle this section': '展开或收起'};
const REFUSED = /(?:Error: )?The user with id '[^']*' does not have .*/s;
const NAMES = [
  [/\s*process definition/g, '流程定义'],
  [/\s*process instance/g, '流程实例'],
  [/\s*decision definition/g, '决策'],
  [/\s*decision instance/g, '决策记录']
];

function leaves(selector, words) {
  document.querySelectorAll(selector).forEach(node => {
    const known = node.childElementCount === 0 && words[node.textContent.trim()];
    if (known) {
      setText(node, known);
    }
  });
}

function textsWithin(selector, change) {
  document.querySelectorAll(selector).forEach(element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data;
      const changed = change(text);
      if (changed !== text) {
        walker.currentNode.data = changed;
      }
    }
  });
}

export function sayInChinese() {
  leaves('table td, table td span, table td a', INCIDENTS);
  leaves('.tooltip-inner', HINTS);
  textsWithin('.dmn-decision-table-container', text => {
    const word = DECISION[text.trim()];
    return word ? text.replace(text.trim(), word) : text;
  });
  document.querySelectorAll('.dmn-decision-table-container [title]').forEach(node => {
    for (const [english, chinese] of TITLES) {
      const title = node.getAttribute('title');
      if (english.test(title)) {
        node.setAttribute('title', title.replace(english, chinese));
      }
    }
  });
  document.querySelectorAll('[uib-tooltip="Toggle this section"]').forEach(node => {
    node.setAttribute('uib-tooltip', HINTS['Toggle this section']);
  });
  textsWithin('.alert, .notifications, [notifications-panel], .status-message, .section-content', text => {
    let said = text.replace(REFUSED, '您没有查看这一项的权限。');
    NAMES.forEach(([english, chinese]) => {
      said = said.replace(english, chinese);
    });
    return said;
  });
}
