// Tasklist in Chinese, under the product's name, with the product's own scripts.
import '../../tuanwei/patience.js';

export default {
  app: {name: '待办', vendor: '团微'},
  locales: {availableLocales: ['zh-CN'], fallbackLocale: 'zh-CN'},
  dateFormat: {normal: 'LLL', long: 'LLLL'},
  customScripts: [
    '../tuanwei/shell.js',
    'scripts/order.js',
    'scripts/drafts.js',
    'scripts/forms.js',
    'scripts/refusals.js',
    'scripts/done.js',
    'scripts/cards.js',
    'scripts/counts.js',
    'scripts/beside.js'
  ],
  disableWelcomeMessage: true,
  shortcuts: {
    claimTask: {key: 'ctrl+alt+c', description: '签收当前待办'},
    focusFilter: {key: 'ctrl+shift+f', description: '转到第一个筛选器'},
    focusList: {key: 'ctrl+alt+l', description: '转到第一项待办'},
    focusForm: {key: 'ctrl+alt+f', description: '转到表单的第一栏'}
  }
};
