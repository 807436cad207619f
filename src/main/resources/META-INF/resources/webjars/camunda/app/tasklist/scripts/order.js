// What is due first stands first: the vendor would begin with what was created last.
import {whenPageChanges} from '../../tuanwei/watch.js';

const DUE_FIRST = `sorting=${encodeURIComponent(JSON.stringify([{sortBy: 'dueDate', sortOrder: 'asc'}]))}`;

function dueFirst(hash) {
  if (/^#\/(login|setup)/.test(hash) || /[?&]sorting=/.test(hash)) {
    return hash;
  }
  const place = hash.startsWith('#/') ? hash : '#/';
  return `${place}${place.includes('?') ? '&' : '?'}${DUE_FIRST}`;
}

window.history.replaceState(null, '', dueFirst(window.location.hash));
whenPageChanges(() => {
  const home = document.querySelector('[cam-widget-header] a.navbar-brand[href="#/"]');
  if (home) {
    home.setAttribute('href', dueFirst('#/'));
  }
});

export default [];
