// Charts are drawn from the table beside them, or from JSON in <script type="application/json">: data is never in a script.
// <div class="chart" data-chart="stacked" data-source="#table-id" data-label="…"></div>
let library;

function load() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../lib/echarts/echarts.common.min.js", import.meta.url);
    script.onload = () => resolve(globalThis.echarts);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

function fromTable(table) {
  const names = [...table.tHead.rows[0].cells].slice(1).map(cell => ({ name: cell.textContent.trim(), colour: cell.dataset.colour }));
  const rows = [...table.tBodies[0].rows].map(row => ({
    name: row.cells[0].textContent.trim(),
    values: [...row.cells].slice(1).map(cell => Number(cell.dataset.value ?? cell.textContent.trim())),
    links: [...row.cells].slice(1).map(cell => cell.querySelector("a")?.href),
  }));
  return { names, rows };
}

function options(kind, { names, rows }) {
  const css = getComputedStyle(document.documentElement);
  const colour = name => css.getPropertyValue(name).trim();
  const ink = colour("--ink-2");
  const palette = ["--tblr-primary", "--uk", "--fr", "--joint", "--ok", "--warn", "--bad"].map(colour);
  const categories = { type: "category", data: rows.map(row => row.name), axisLabel: { color: ink }, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("--line-2") } } };
  const amounts = { type: "value", minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: colour("--line") } } };
  const lying = kind === "bars";
  return {
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    aria: { enabled: true, decal: { show: names.length > 2 } },
    textStyle: { fontFamily: css.getPropertyValue("--tblr-font-sans-serif") },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: ink }, itemWidth: 14, itemHeight: 10 },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, backgroundColor: colour("--surface"), borderColor: colour("--line-2"), textStyle: { color: colour("--ink") }, renderMode: "richText" },
    xAxis: lying ? amounts : categories,
    yAxis: lying ? { ...categories, inverse: true } : amounts,
    series: names.map((column, index) => ({
      name: column.name,
      type: kind === "line" ? "line" : "bar",
      stack: kind === "stacked" || lying ? "all" : undefined,
      barMaxWidth: 36,
      itemStyle: { color: column.colour ? colour(column.colour) : palette[index % palette.length] },
      data: rows.map(row => row.values[index]),
    })),
  };
}

export async function draw(root) {
  const echarts = await load();
  for (const box of root.querySelectorAll("[data-chart]")) {
    const table = document.querySelector(box.dataset.source);
    if (!table) continue;
    const data = fromTable(table);
    const chart = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: "svg" });
    box.setAttribute("role", "img");
    if (box.dataset.label) box.setAttribute("aria-label", box.dataset.label);
    const render = () => chart.setOption(options(box.dataset.chart, data), true);
    render();
    chart.on("click", event => {
      const link = data.rows[event.dataIndex]?.links[event.seriesIndex];
      if (link) location.assign(link);
    });
    new ResizeObserver(() => chart.resize()).observe(box);
    new MutationObserver(render).observe(document.documentElement, { attributes: true, attributeFilter: ["data-bs-theme"] });
  }
}
