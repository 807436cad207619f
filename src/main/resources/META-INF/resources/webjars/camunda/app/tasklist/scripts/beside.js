// Beside the form: the line of phases of its case, until when and by whose word, and who urged.
import {ask, el, light, phases, Refused} from '../../tuanwei/draw.js';

function draw(beside) {
  const {due, urges} = beside;
  return [
    beside.phases.length ? phases(beside.phases) : '',
    el(
      'p',
      {},
      '期限：',
      due.at ? `${due.at} 前，` : '',
      light(due.light, due.words),
      due.origin ? el('small', {}, `　${due.origin}`) : ''
    ),
    urges.map(({at, by, text}) => el('p', {'data-testid': 'urged-by'}, el('b', {}, `${by} 于 ${at} 催办`), `：${text}`))
  ].flat();
}

/** Below the task's own heading, where it covers nothing; Tasklist draws that part anew whenever it likes. */
function place(box) {
  const heading = document.querySelector('.task-details .task-card header.row');
  if (heading && heading.nextElementSibling !== box) {
    heading.after(box);
  }
}

export default {
  id: 'tuanwei-beside',
  pluginPoint: 'tasklist.task.action',
  priority: 500,
  render(node, context, scope) {
    const box = el('div', {});
    new MutationObserver(() => place(box)).observe(node.closest('.task-details') ?? document.body, {childList: true, subtree: true});
    scope.$watch('task.id', async taskId => {
      box.replaceChildren();
      if (!taskId) {
        return;
      }
      try {
        const beside = await ask(`/api/v1/tasks/${encodeURIComponent(taskId)}/case`);
        if (scope.task?.id === taskId) {
          box.replaceChildren(
            el('section', {class: 'tuanwei-beside', 'aria-label': '案件进度', 'data-testid': 'beside-form'}, draw(beside).filter(Boolean))
          );
        }
      } catch (failure) {
        // the form stands without it: a task that is gone, or of a case that may not be seen
        if (!(failure instanceof Refused)) {
          throw failure;
        }
      }
    });
  }
};
