// Cockpit in Chinese, under the product's name.
import '../../tuanwei/patience.js';

export default {
  app: {name: '流程监控', vendor: '团微'},
  locales: {availableLocales: ['zh-CN'], fallbackLocale: 'zh-CN'},
  dateFormat: {normal: 'LLL', long: 'LLLL'},
  customScripts: ['../tuanwei/shell.js', 'scripts/stuck.js', 'scripts/case-tab.js', 'scripts/history.js'],
  disableWelcomeMessage: true
};
