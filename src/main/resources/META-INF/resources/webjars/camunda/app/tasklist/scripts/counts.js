// The number of tasks beside every filter; the vendor counts only the one that is open.
import {setText, whenPageChanges} from '../../tuanwei/watch.js';

const EVERY_MS = 60_000;
const LIST = 'engine/default/filter?resourceType=Task&itemCount=true&firstResult=0&maxResults=100';

let counts = new Map(); // name of a filter → its number of tasks

function draw() {
  document.querySelectorAll('.task-filters .task-filter h4.name > a').forEach(link => {
    const count = counts.get(link.firstChild?.textContent.trim());
    if (count === undefined) {
      return;
    }
    let number = link.querySelector('.tuanwei-count');
    if (!number) {
      number = document.createElement('span');
      number.className = 'tuanwei-count';
      link.append(number);
    }
    setText(number, `(${count})`);
  });
}

async function count() {
  if (document.hidden) {
    return;
  }
  const api = document.querySelector('base').getAttribute('engine-api');
  const response = await fetch(api + LIST, {credentials: 'same-origin', headers: {Accept: 'application/json'}});
  if (response.ok) {
    counts = new Map((await response.json()).map(filter => [filter.name, filter.itemCount]));
    draw();
  }
}

const countQuietly = () => count().catch(() => {}); // the list itself will say that the server is away

countQuietly();
setInterval(countQuietly, EVERY_MS);
document.addEventListener('tuanwei:submitted', countQuietly);
whenPageChanges(draw);

export default [];
