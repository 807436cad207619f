// Under each card of the list: school, phase and the days that are left; above the open task: the ways to its case and to what else can be done about it.
import {light} from '../../tuanwei/draw.js';
import {cardOf, isFresh, lastCardOf} from './card-store.js';

function span(className, text) {
  const node = document.createElement('span');
  node.className = className;
  node.textContent = text;
  return node;
}

function draw(node, card) {
  node.replaceChildren();
  if (!card) {
    return;
  }
  const box = document.createElement('div');
  box.className = 'tuanwei-card';
  box.dataset.testid = 'task-card';
  if (card.organization) {
    box.append(span('organization', card.organization));
  }
  if (card.phase) {
    box.append(span('phase', card.phase));
  }
  if (card.dueText) {
    box.append(light(card.light, card.dueText));
  }
  node.append(box);
}

const taskCard = {
  id: 'tuanwei-card',
  pluginPoint: 'tasklist.card',
  priority: 1000,
  render(node, {taskId}) {
    draw(node, lastCardOf(taskId));
    if (!isFresh(taskId)) {
      cardOf(taskId).then(card => draw(node, card));
    }
  }
};

const caseLinks = {
  id: 'tuanwei-case',
  pluginPoint: 'tasklist.task.action',
  priority: 1000,
  render(node, context, scope) {
    const box = document.createElement('span');
    node.append(box);
    const point = async taskId => {
      box.replaceChildren();
      if (!taskId) {
        return;
      }
      const card = lastCardOf(taskId) || (await cardOf(taskId));
      if (!card || scope.task?.id !== taskId) {
        return;
      }
      const links = card.caseUrl ? [{label: '查看案件', href: card.caseUrl, mark: 'to-case'}] : [];
      for (const {label, href, mark} of [...links, ...(card.links || [])]) {
        const link = document.createElement('a');
        link.className = 'tuanwei-case';
        link.dataset.testid = mark;
        link.textContent = label;
        link.href = href;
        box.append(link, ' ');
      }
    };
    scope.$watch('task.id', point);
  }
};

export default [taskCard, caseLinks];
