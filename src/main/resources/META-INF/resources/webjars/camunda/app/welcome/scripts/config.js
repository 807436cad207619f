// Welcome (own profile and password) in Chinese, with the product's own pages beside the apps.
import '../../tuanwei/patience.js';

export default {
  app: {name: '首页', vendor: '团微'},
  locales: {availableLocales: ['zh-CN'], fallbackLocale: 'zh-CN'},
  dateFormat: {normal: 'LLL', long: 'LLLL'},
  customScripts: ['../tuanwei/shell.js'],
  disableWelcomeMessage: true,
  links: [
    {label: '工作台', href: '/desk', description: '等我办理的事项和本地区的进展'},
    {label: '案件', href: '/cases', description: '各单位微博开通的全过程'}
  ]
};
