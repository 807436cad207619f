// Shows why the server refused: the reasons of the form gate line by line and again beside their fields, the engine's
// usual English refusals in Chinese.
import {whenPageChanges} from '../../tuanwei/watch.js';

const CHINESE = /[\u4e00-\u9fff]/;
const PREFIX = /^(?:Cannot (?:submit task form|complete task|claim task|resolve task|delegate task) [^\s:]+: )+/;
const ENGINE_REFUSALS = [
  [/is already claimed by someone else/, '该待办已被他人签收，请刷新列表。'],
  [/OptimisticLocking|was updated by another transaction|concurrent/i, '该待办刚刚被他人处理，请刷新列表后再看。'],
  [/No matching task|task is null|Cannot find task/i, '该待办已不存在，可能已由他人办结，请刷新列表。'],
  [/does not have .*permission|AuthorizationException/s, '您没有办理该待办的权限。'],
  [/is suspended/, '该流程目前已暂停，请联系运维。']
];
const OTHERWISE = '系统没有接受这次操作，请刷新页面后重试；如仍不行，请联系运维。';

export function reason(message) {
  const text = message.replace(PREFIX, '');
  if (!text || CHINESE.test(text)) {
    return text;
  }
  const known = ENGINE_REFUSALS.find(([pattern]) => pattern.test(text));
  return known ? known[1] : OTHERWISE;
}

const shown = new WeakMap(); // message element → the text this script has put there

function rewrite(element) {
  const text = element.textContent;
  if (!text || shown.get(element) === text) {
    return false;
  }
  const words = reason(text);
  if (words !== text) {
    element.textContent = words;
  }
  shown.set(element, words);
  return true;
}

function labelOf(field) {
  const label = field.querySelector('label, legend');
  return label ? label.textContent.replace(/\*\s*$/, '').trim() : '';
}

function clearField(field) {
  field.querySelectorAll('.tuanwei-refusal').forEach(node => node.remove());
}

function markFields(text) {
  const fields = [...document.querySelectorAll('.fjs-container .fjs-form-field')];
  fields.forEach(clearField);
  for (const line of text.split('\n')) {
    const at = line.indexOf('：');
    const field = at > 0 && fields.find(candidate => labelOf(candidate) === line.slice(0, at).trim());
    if (field) {
      const note = document.createElement('div');
      note.className = 'tuanwei-refusal';
      note.textContent = line.slice(at + 1).trim();
      field.append(note);
      field.addEventListener('input', () => clearField(field), {once: true});
      field.addEventListener('change', () => clearField(field), {once: true});
    }
  }
}

whenPageChanges(() => {
  document.querySelectorAll('[notifications-panel] .alert-danger .message').forEach(element => {
    if (rewrite(element)) {
      markFields(element.textContent);
    }
  });
});

export default [];
