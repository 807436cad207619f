// Draws the table of weeks below the chart as two lines that differ in form, not only in colour.
document.addEventListener('DOMContentLoaded', () => {
  const box = document.getElementById('trend-chart');
  const rows = [...document.querySelectorAll('#trend-table tbody tr')];
  if (!box || rows.length < 2 || typeof echarts === 'undefined') return;
  box.hidden = false;
  const values = (name) => rows.map((row) => (row.dataset[name] === undefined ? null : Number(row.dataset[name])));
  const line = (name, data, symbol, type, position) => ({
    name, data, symbol, symbolSize: 9, type: 'line', connectNulls: false, lineStyle: { type, width: 2 },
    label: { show: true, position, formatter: '{c}%' },
    endLabel: { show: true, formatter: name, distance: 12 },
  });
  const chart = echarts.init(box, null, { renderer: 'svg' });
  chart.setOption({
    animation: false,
    color: ['#0b5cad', '#8a4b08'],
    grid: { left: 44, right: 84, top: 24, bottom: 28 },
    xAxis: { type: 'category', data: rows.map((row) => row.dataset.week), boundaryGap: false },
    yAxis: { type: 'value', min: 0, max: 100, interval: 25, axisLabel: { formatter: '{value}%' } },
    series: [
      line('省级', values('units'), 'rect', 'solid', 'top'),
      line('高校', values('schools'), 'circle', 'dashed', 'bottom'),
    ],
  });
  window.addEventListener('resize', () => chart.resize());
});
