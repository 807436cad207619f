// Says that a form has been accepted and shows the way to its case, where the next step stands; takes away the refusal
// of the attempt before.
import {lastCardOf} from './card-store.js';

const SUBMISSION = /\/task\/([^/?]+)\/submit-form$/;
const SHOWN_MS = 15_000;

const SUBMITTED = 'tuanwei:submitted'; // counts.js listens

function forgetRefusals() {
  document.querySelectorAll('.page-notifications .alert-danger .close').forEach(button => button.click());
  document.querySelectorAll('.tuanwei-refusal, .tuanwei-done').forEach(node => node.remove());
}

function say(taskId) {
  const caseUrl = lastCardOf(taskId)?.caseUrl;
  const notice = document.createElement('div');
  notice.className = 'tuanwei-done';
  notice.setAttribute('role', 'status');
  notice.dataset.testid = 'submitted';
  notice.append('提交成功，该待办已办结。');
  if (caseUrl) {
    const link = document.createElement('a');
    link.href = caseUrl;
    link.textContent = '查看案件的下一步';
    notice.append(link);
  }
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = '×';
  close.setAttribute('aria-label', '关闭');
  close.addEventListener('click', () => notice.remove());
  notice.append(close);
  document.body.append(notice);
  setTimeout(() => notice.remove(), SHOWN_MS);
}

// Tasklist tells nobody of a success, so its requests are watched
const open = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function (method, url, ...others) {
  const submission = SUBMISSION.exec(String(url));
  if (submission) {
    forgetRefusals();
    this.addEventListener('load', () => {
      if (this.status >= 200 && this.status < 300) {
        say(decodeURIComponent(submission[1]));
        document.dispatchEvent(new CustomEvent(SUBMITTED));
      }
    });
  }
  return open.call(this, method, url, ...others);
};

export default [];
