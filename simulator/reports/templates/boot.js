// Unpacks the chart library that lies in the page and draws every figure. Without it the page still says everything.
(async () => {
  const waiting = [...document.querySelectorAll("[data-figure]")];
  const said = (box, text) => { box.textContent = text; box.classList.add("undrawn"); };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  try {
    const packed = Uint8Array.from(atob(document.getElementById("library").textContent.trim()), (c) => c.charCodeAt(0));
    const code = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    const script = document.createElement("script");
    script.textContent = code;
    document.head.append(script);
  } catch (fault) {
    waiting.forEach((box) => said(box, "This browser cannot unpack the chart; its numbers are in the table below."));
    return;
  }
  const config = JSON.parse(document.getElementById("config").textContent);
  for (const box of waiting) {
    const figure = JSON.parse(document.getElementById(box.dataset.figure).textContent);
    if (still) figure.layout.transition = { duration: 0 };
    await Plotly.newPlot(box, figure.data, figure.layout, config);
    const drawing = box.querySelector("svg.main-svg");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", box.dataset.alt);
    box.querySelectorAll("svg.main-svg").forEach((svg) => { if (svg !== drawing) svg.setAttribute("aria-hidden", "true"); });
    await new Promise((next) => setTimeout(next));
  }
  document.documentElement.dataset.drawn = String(waiting.length);
})();
