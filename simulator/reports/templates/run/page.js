// What a script adds to a page that says everything without it: copying, pictures as PNG, one figure alone, pointing at rows.
(() => {
  const root = document.documentElement;
  const all = (selector, of = document) => [...of.querySelectorAll(selector)];
  root.classList.add("scripted");

  const told = (button, text) => { const was = button.textContent; button.textContent = text; setTimeout(() => { button.textContent = was; }, 1600); };
  const copy = async (button, text) => {
    try { await navigator.clipboard.writeText(text); } catch {
      const box = document.body.appendChild(document.createElement("textarea"));
      box.value = text; box.select(); document.execCommand("copy"); box.remove();
    }
    told(button, root.dataset.copied);
  };
  all(".copy").forEach((b) => b.addEventListener("click", () => copy(b, b.dataset.copy)));
  all(".link").forEach((a) => a.addEventListener("click", () => navigator.clipboard?.writeText(a.href).catch(() => {})));
  all(".embed").forEach((b) => b.addEventListener("click", () => {
    const at = new URL(location.href); at.search = "?figure=" + b.dataset.figure; at.hash = "";
    const height = Math.ceil((b.closest(".fig")?.getBoundingClientRect().height ?? 500) + 40);
    copy(b, `<iframe src="${at.href}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`);
  }));
  all(".png").forEach((b) => b.addEventListener("click", () => {
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 2 * image.width, height: 2 * image.height });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      Object.assign(document.createElement("a"), { download: b.dataset.name + ".png", href: canvas.toDataURL("image/png") }).click();
    };
    image.src = b.parentElement.querySelector("a[download$='.svg']").href;
  }));

  // A row is found by pointing anywhere on it, or by the arrow keys; what it says is read out below the chart.
  all(".rows").filter((list) => list.querySelector("[data-more]")).forEach((list) => {
    const rows = all(".row", list);
    const said = list.parentElement.insertBefore(document.createElement("p"), list.nextElementSibling.nextElementSibling.nextElementSibling);
    said.className = "readout"; said.setAttribute("aria-live", "polite");
    said.textContent = root.dataset.point;
    let at = -1;
    const show = (place) => {
      at = Math.max(0, Math.min(rows.length - 1, place));
      rows.forEach((row, i) => row.classList.toggle("on", i === at));
      said.textContent = rows[at].dataset.more;
    };
    list.tabIndex = 0;
    list.addEventListener("pointerover", (event) => { const row = event.target.closest(".row"); if (row) show(rows.indexOf(row)); });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[event.key];
      if (step) { event.preventDefault(); show(at + step); }
    });
  });

  // What if: sliders choose among runs that were made; the address carries the setting.
  const what = document.getElementById("what-chart");
  const points = what ? all(".point", what) : [];
  const setting = () => {
    const choice = what.querySelector("[name=choice]:checked").value;
    all(".sliders", what).forEach((each) => { each.hidden = each.dataset.choice !== choice; });
    const moved = all(`.sliders[data-choice="${choice}"] input`, what);
    for (const input of moved) {
      const place = JSON.parse(input.dataset.places)[input.value];
      const origin = input.value === "0" ? "" : ` (${JSON.parse(input.dataset.origins)[input.value]})`;
      input.setAttribute("aria-valuetext", place);
      input.nextElementSibling.textContent = place + origin;
    }
    return moved.filter((input) => input.value !== "0").map((input) => `${input.dataset.lever}:${input.value}`).join(",");
  };
  const moveTo = (key) => points.forEach((point) => { point.hidden = point.dataset.at !== key; });
  const takeUp = () => {
    const key = decodeURIComponent(location.hash).replace("#what=", "");
    const levers = key.split(",").filter(Boolean).map((each) => each.split(":"));
    const wanted = levers.map(([lever]) => lever).join("-");
    const radio = wanted && all("[name=choice]", what).find((each) => each.value === wanted);
    if (radio) radio.checked = true;
    for (const [lever, place] of levers) {
      const input = all(`.sliders[data-choice="${wanted}"] input`, what).find((each) => each.dataset.lever === lever);
      if (input) input.value = place;
    }
    moveTo(setting());
    document.getElementById("what").scrollIntoView();
  };
  if (what) {
    what.addEventListener("input", () => {
      const key = setting();
      moveTo(key);
      history.replaceState(null, "", "#what=" + key);
    });
  }

  const switchTo = (view) => {
    for (const input of all(".switches input", view.closest(".fig"))) {
      const value = input.id.slice(2);
      if (view.id.startsWith(`who-${value}-`) || view.id.endsWith(`-${value}`)) input.checked = true;
    }
  };
  const open = () => {
    if (what && location.hash.startsWith("#what=")) { takeUp(); return; }
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target?.classList.contains("view")) switchTo(target);
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  if (location.hash) open();

  const wanted = new URLSearchParams(location.search).get("figure");
  const alone = wanted && (document.getElementById(wanted) ?? document.getElementById(wanted + "-chart"));
  if (alone) {
    const view = alone.closest(".view");
    const figure = alone.closest(".fig") ?? alone.querySelector(".fig") ?? alone;
    if (view) switchTo(view);
    for (let at = figure; at && at !== document.body; at = at.parentElement) at.classList.add("kept");
    if (figure.closest(".first")) all("h1, .below").forEach((each) => each.classList.add("kept"));
    root.classList.add("alone");
    if (parent !== window) parent.postMessage({ figure: wanted, height: root.scrollHeight }, "*");
  }

  // Explore: the chart library that lies in the page is unpacked when the figure is first opened, and not before.
  const explore = document.getElementById("explore");
  const box = document.getElementById("explore-chart");
  const unpack = async () => {
    const packed = Uint8Array.from(atob(document.getElementById("library").textContent.trim()), (c) => c.charCodeAt(0));
    const code = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    document.head.append(Object.assign(document.createElement("script"), { textContent: code }));
  };
  const drawn = async () => {
    const { figure, config, row, groups, measures } = JSON.parse(document.getElementById("explore-data").textContent);
    const [which, whose] = ["explore-measure", "explore-groups"].map((id) => document.getElementById(id));
    measures.forEach((each, i) => which.append(new Option(`${each.label} (${each.unit})`, i)));
    try { await unpack(); } catch { box.textContent = root.dataset.packed; return; }
    const draw = async () => {
      const measure = measures[which.value];
      const keeps = { all: () => true, sums: (g) => g.rollup, single: (g) => !g.rollup }[whose.value];
      const rows = measure.rows.filter(([place]) => keeps(groups[place]));
      const [dots] = figure.data, ink = getComputedStyle(root).getPropertyValue("--ink");
      dots.x = rows.map(([, middle]) => middle);
      dots.y = rows.map(([place]) => groups[place].label);
      dots.customdata = rows.map(([, , lo, hi]) => [lo, hi]);
      Object.assign(dots.error_x, { array: rows.map(([, m, , hi]) => hi - m), arrayminus: rows.map(([, m, lo]) => m - lo) });
      const layout = { ...figure.layout, height: 60 + row * rows.length, font: { color: ink } };
      layout.xaxis = { ...layout.xaxis, ...(rows.every(([, , lo]) => lo > 0) ? { type: "log", dtick: 1 } : { type: "linear", nticks: 5 }) };
      await Plotly.react(box, [dots], layout, config);
      const main = box.querySelector("svg.main-svg");
      main.setAttribute("role", "img");
      const slots = { measure: measure.label, unit: measure.unit, number: rows.length };
      main.setAttribute("aria-label", root.dataset.dots.replace(/\{(\w+)\}/g, (_, slot) => slots[slot]));
      all("svg.main-svg", box).forEach((svg) => { if (svg !== main) svg.setAttribute("aria-hidden", "true"); });
      box.dataset.drawn = measure.id;
    };
    [which, whose].forEach((each) => each.addEventListener("change", draw));
    await draw();
  };
  explore?.addEventListener("toggle", drawn, { once: true });

  const dark = document.getElementById("dark");
  if (matchMedia("(prefers-color-scheme: dark)").matches) dark.checked = true;
  root.dataset.drawn = "true";
})();
