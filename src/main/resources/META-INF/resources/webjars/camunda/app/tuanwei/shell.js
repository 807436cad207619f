// What Tasklist, Cockpit, Admin and Welcome share: the way back to the desk, one sign-in page for the whole product,
// and Chinese for the few words that are hard-coded in the vendor's header and diagrams.
import {setText, whenPageChanges} from './watch.js';
import {learnLabels} from './labels.js';
import {sayInChinese} from './words.js';

const APPS = {welcome: '首页', admin: '系统管理', cockpit: '流程监控', tasklist: '待办'};
const PEOPLE = [
  '[cam-widget-header] .account > a',
  'li.task h5.assignee',
  '[cam-tasklist-task-meta] .assignee span',
  '.user-profile-name'
].join(',');
const CHINESE_NAME = /^\s*([\u4e00-\u9fff]+) ([\u4e00-\u9fff]{1,4})\s*$/;
const TITLES = {'zoom in': '放大', 'zoom out': '缩小', 'reset zoom': '恢复大小'};

let signingOut = false;
let leaving = false;

function leaveOwnSignInPage() {
  if (!leaving && /^#!?\/(login|setup)/.test(window.location.hash)) {
    leaving = true;
    window.location.replace(signingOut ? '/login?logout' : '/login');
  }
}

function addDesk() {
  const menu = document.querySelector('[cam-widget-header] .app-menu > ul');
  if (menu && !menu.querySelector('.tuanwei-desk')) {
    const item = document.createElement('li');
    item.className = 'tuanwei-desk';
    const link = document.createElement('a');
    link.href = '/desk';
    link.textContent = '工作台';
    link.dataset.testid = 'to-desk';
    item.append(link);
    menu.append(item);
  }
}

function nameApps() {
  for (const [app, name] of Object.entries(APPS)) {
    document.querySelectorAll(`[cam-widget-header] .app-switch li.${app} > a`).forEach(link => setText(link, name));
  }
  document.documentElement.classList.toggle(
    'has-cockpit',
    Boolean(document.querySelector('[cam-widget-header] .app-switch li.cockpit'))
  );
}

function nameWords() {
  const vendors = /^Camunda (Welcome|Admin|Cockpit|Tasklist)/.exec(document.title);
  if (vendors) {
    document.title = `团微 ${APPS[vendors[1].toLowerCase()]}`;
  }
  document.querySelectorAll('span.null-value').forEach(node => {
    if (node.textContent.trim() === 'null') {
      setText(node, '无');
    }
  });
  for (const [title, name] of Object.entries(TITLES)) {
    document.querySelectorAll(`[title="${title}"]`).forEach(node => node.setAttribute('title', name));
  }
}

// the vendor writes the given name first
function turnNames() {
  document.querySelectorAll(PEOPLE).forEach(element => {
    element.childNodes.forEach(node => {
      const name = node.nodeType === Node.TEXT_NODE && CHINESE_NAME.exec(node.data);
      if (name) {
        node.data = node.data.replace(name[0].trim(), name[2] + name[1]);
      }
    });
  });
}

function noteSignOut(event) {
  if (event.target.closest('[cam-widget-header] .logout')) {
    signingOut = true;
  }
}

await learnLabels();
document.documentElement.lang = 'zh-CN';
document.querySelectorAll('link[rel="icon"]').forEach(icon => {
  icon.href = new URL('logo.svg', import.meta.url).href;
  icon.type = 'image/svg+xml';
});
document.addEventListener('click', noteSignOut, true);
whenPageChanges(() => {
  leaveOwnSignInPage();
  addDesk();
  nameApps();
  nameWords();
  sayInChinese();
  turnNames();
});

export default [];
