// Says in Chinese what form-js has hard-coded in English, and opens the form's links in the same tab: a new one would
// inherit the web app's sandbox, where a page can neither ask back nor print.
import {setText, whenPageChanges} from '../../tuanwei/watch.js';

const SENTENCES = [
  [/^Field is required\.$/, '必填'],
  [/^Value is not a number\.$/, '请填写数字'],
  [/^Value is expected to be an integer\.$/, '请填写整数'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, '最多 $1 位小数'],
  [/^Please select a valid value, the two nearest valid values are (.+) and (.+)\.$/, '请填写有效的值，最接近的是 $1 和 $2'],
  [/^Field must match pattern .*\.$/s, '格式不正确'],
  [/^Field must have minimum value of (.+)\.$/, '不得小于 $1'],
  [/^Field must have maximum value of (.+)\.$/, '不得大于 $1'],
  [/^Field must have minimum length of (\d+)\.$/, '至少 $1 个字'],
  [/^Field must have maximum length of (\d+)\.$/, '最多 $1 个字'],
  [/^Field must be a valid\s+international phone number\..*$/, '电话号码格式不正确'],
  [/^Field must be a valid email\.$/, '邮箱格式不正确'],
  [/^Date and time must both be entered\.$/, '日期和时间都要填写'],
  [/^Select$/, '请选择'],
  [/^Search$/, '查找'],
  [/^No results$/, '没有符合的选项'],
  [/^All values selected$/, '已全部选择'],
  [/^Nothing to show\.$/, '没有内容'],
  [/^Add new$/, '新增'],
  [/^Collapse$/, '收起'],
  [/^Expand all \((\d+)\)$/, '全部展开（$1）'],
  [/^Remove list item (\d+)$/, '删除第 $1 项'],
  [/^Remove tag$/, '移除'],
  [/^Tag list$/, '已选项'],
  [/^Skip to search$/, '转到查找'],
  [/^Increment$/, '增加'],
  [/^Decrement$/, '减少'],
  [/^Previous page$/, '上一页'],
  [/^Next page$/, '下一页'],
  [/^Click to sort by (.+) ascending$/, '按“$1”升序排列'],
  [/^Click to sort by (.+) descending$/, '按“$1”降序排列'],
  [/^Click to remove sorting$/, '取消排序'],
  [/^This is an image placeholder$/, '图片'],
  [/^hh:mm( \?m)?$/, '时:分'],
  [/^Powered by bpmn\.io$/, '表单技术：bpmn.io']
];

// only these hold form-js's own words; labels, options and texts belong to the form
const WORDS = [
  '.fjs-form-field-error li',
  '.fjs-select-placeholder',
  '.fjs-dropdownlist-empty',
  '.fjs-taglist-skip-link',
  '.fjs-repeat-render-add',
  '.fjs-repeat-render-collapse',
  '.fjs-table-td'
].join(',');

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = {Sun: '日', Mon: '一', Tue: '二', Wed: '三', Thu: '四', Fri: '五', Sat: '六'};

export function inChinese(text) {
  const rule = SENTENCES.find(([pattern]) => pattern.test(text));
  return rule ? text.replace(rule[0], rule[1]) : text;
}

function dateOrder(placeholder) {
  return placeholder.replace(/y{2,4}/i, '年').replace(/m{1,2}/i, '月').replace(/d{1,2}/i, '日');
}

function translateTexts(form) {
  form.querySelectorAll(WORDS).forEach(element => {
    element.childNodes.forEach(node => {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node.data.trim();
        const chinese = text && inChinese(text);
        if (chinese && chinese !== text) {
          node.data = chinese;
        }
      }
    });
  });
}

function translateAttributes(form) {
  for (const name of ['placeholder', 'aria-label', 'title']) {
    form.querySelectorAll(`[${name}]`).forEach(element => {
      const text = element.getAttribute(name);
      const ofDate = name === 'placeholder' && /^[ymd]{1,4}([/.\-\s]+[ymd]{1,4}){2}[.]?$/i.test(text);
      const chinese = ofDate ? dateOrder(text) : inChinese(text);
      if (chinese !== text) {
        element.setAttribute(name, chinese);
      }
    });
  }
}

function translateCalendar(calendar) {
  calendar.querySelectorAll('.flatpickr-monthDropdown-month, .cur-month').forEach(element => {
    const month = MONTHS.indexOf(element.textContent.trim());
    if (month >= 0) {
      setText(element, `${month + 1}月`);
    }
  });
  calendar.querySelectorAll('.flatpickr-weekday').forEach(element => {
    const day = WEEKDAYS[element.textContent.trim()];
    if (day) {
      setText(element, day);
    }
  });
}

function keepLinksInTab(form) {
  form.querySelectorAll('a[target="_blank"]').forEach(link => {
    if (link.origin === window.location.origin) {
      link.removeAttribute('target');
    }
  });
}

whenPageChanges(() => {
  document.querySelectorAll('.fjs-container').forEach(form => {
    translateTexts(form);
    translateAttributes(form);
    keepLinksInTab(form);
  });
  document.querySelectorAll('.flatpickr-calendar').forEach(translateCalendar);
});

export default [];
