// Puts the labels of this release where the web app looks for them before it starts. Otherwise it begins with those of
// the last visit, or with none: some words are drawn once and would stay bare keys.
const KEPT = 'camunda-web';
const LANGUAGE = 'zh-CN';

export async function learnLabels() {
  const base = document.querySelector('base');
  const folder = `${base.getAttribute('app-root')}/app/${base.getAttribute('app-name')}/locales/`;
  try {
    const response = await fetch(`${folder}${LANGUAGE}.json?bust=${window.bust}`, {credentials: 'same-origin'});
    if (response.ok) {
      const kept = JSON.parse(window.localStorage.getItem(KEPT) || '{}');
      kept[`${folder}_locales_data_${LANGUAGE}_${window.bust}`] = JSON.stringify(await response.json());
      window.localStorage.setItem(KEPT, JSON.stringify(kept));
    }
  } catch (unreachable) {
    console.warn('labels not loaded', unreachable); // the web app will load them itself, a little later
  }
}
